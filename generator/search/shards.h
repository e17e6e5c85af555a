// From a search database to the files that the browser searches in. They hold the same postings and
// the same families as the database, so that the script (themes/default/scripts/search*.js) finds
// what `atelier search` finds, without a stemmer, and a query reads only the few files that it
// needs. Names end in checksums; only the roots have names of their own, so that a page need not
// change when another one does.
//
//   <language>.js                 the root; lines: 1 (version), this language and the others,
//   number of sections, common words, suffixes, pairs, then what
//                                 there is, as "name name …": terms with the first entry behind
//                                 each name ("t-… about t-… error"), words from behind the same
//                                 way ("r-… ecar"), groups of blocks, errors, filters
//   <language>/t-<sum>.js      entries separated by '|', in the order of code points, each
//   written as a digit for what it shares with
//                                 the one before, the rest, a space, what the word means, a space,
//                                 postings (shard.h). What it means: '-', or for each family a
//                                 digit for the frequency, one for the letters to take off, and
//                                 those to put on, separated by ','. An entry stands for a word
//                                 without accents, for a family, or for both; "cote!côté" stands
//                                 for the documents with that spelling, where others differ in
//                                 accents only. Postings beyond 512 of one family are in another
//                                 file: "*", their number, the name of the file, a space, and the
//                                 first ones.
//   <language>/o-<sum>.js      those: entries of families alone, "-" for what they mean
//   <language>/r-<sum>.js      every word backwards and its frequency, separated by '|', shared
//   beginnings as a digit: for typing errors <language>/b-<sum>/<m>.js  blocks of 64 document
//   numbers, 16 blocks a folder: for each page a line ">number kind level topic", its address,
//                                 its title; for each section its anchor, its heading, its first
//                                 words
//   <language>/e-<sum>.js      errors: a line for each, document number and text
//   <language>/f-<sum>.js        filters: a line for each level, topic and kind, with the numbers
//   of its pages
//
// Files are cut where an entry's own hash says, between a least and a greatest size, so that an
// edit moves no border but its own.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/search/shard_plan.h"

namespace search {

using TakeShard = std::function<base::Done(std::string_view path, std::string_view bytes)>;

struct ShardSummary {
  // By language: the root's path, for the page's data-search.
  std::vector<std::pair<std::string, std::string>> roots;
  std::size_t files = 0;
  std::size_t bytes = 0;
  ShardPlan plan = {};
};

// Paths begin with `folder` ("assets/search"). Calls `take` once for each file, in a fixed order.
base::Result<ShardSummary> write_shards(const std::filesystem::path& database,
                                        std::string_view folder, const TakeShard& take);

}  // namespace search
