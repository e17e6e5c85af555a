#include "generator/search/language_shards.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "generator/search/common_words.h"
#include "generator/search/families.h"
#include "generator/search/shard.h"
#include "generator/search/snippet.h"
#include "generator/search/vocabulary.h"
#include "generator/text/utf8.h"

namespace search {
namespace {

constexpr std::uint32_t kPagesOfBlock = 4;
constexpr std::uint32_t kBlocksOfGroup = 16;
constexpr std::uint32_t kPagesOfGroup = kPagesOfBlock * kBlocksOfGroup;
constexpr std::size_t kExcerpt = 150;

base::Done cut_all(Entries& entries, Cutter& cutter) {
  while (TRY(entries.advance()))
    if (auto done = cutter.add(entries.key(), TRY(entries.rest())); !done) return done;
  return cutter.flush();
}

// "name fence name fence name", or the names alone.
std::string line_of(const std::vector<ShardFile>& files) {
  std::string out;
  for (const ShardFile& file : files) {
    if (!out.empty()) out += file.fence.empty() ? " " : " " + file.fence + " ";
    out += file.name;
  }
  return out;
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = static_cast<unsigned char>(c) <= ' ';
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// The beginning, at a space.
std::string excerpt(std::string_view text) {
  const std::string line = one_line(text::cut_to(text, 4 * kExcerpt));
  if (line.size() <= kExcerpt) return line;
  std::size_t end = line.rfind(' ', kExcerpt);
  if (end == std::string::npos || end < kExcerpt / 2) end = text::cut_to(line, kExcerpt).size();
  return line.substr(0, end) + " …";
}

std::string reversed(std::string_view word) {
  std::string out;
  for (std::size_t at = word.size(); at > 0;) {
    std::size_t begin = at - 1;
    while (begin > 0 && (static_cast<unsigned char>(word[begin]) & 0xC0) == 0x80) --begin;
    out += word.substr(begin, at - begin);
    at = begin;
  }
  return out;
}

}  // namespace

LanguageShards::LanguageShards(database::Database& database, SqlLexicon& lexicon,
                               std::string_view folder, const TakeShard& take,
                               ShardSummary& summary)
    : database_(database),
      lexicon_(lexicon),
      number_(lexicon.language().number),
      folder_(folder),
      take_(take),
      summary_(summary) {}

base::Result<LanguageFiles> LanguageShards::write(const std::vector<std::string>& others) {
  files_.language = lexicon_.language().tag;
  lexicon_.preload_lengths();
  for (const auto step : {&LanguageShards::write_overflow, &LanguageShards::write_terms,
                          &LanguageShards::write_words, &LanguageShards::write_blocks,
                          &LanguageShards::write_errors, &LanguageShards::write_filters})
    if (auto done = (this->*step)(); !done) return base::fail(done.error());
  if (auto failure = lexicon_.failure()) return base::fail(*failure);
  if (auto done = write_root(others); !done) return base::fail(done.error());
  return std::move(files_);
}

base::Result<LanguageFiles> LanguageShards::write_changes(const std::vector<std::string>& others,
                                                          LanguageFiles before,
                                                          IndexChanges changes) {
  files_ = std::move(before);
  if (auto done = change_overflow(changes); !done) return base::fail(done.error());
  if (auto done = change_terms(changes); !done) return base::fail(done.error());
  if (changes.words)
    if (auto done = write_words(); !done) return base::fail(done.error());
  std::set<std::uint32_t> groups;
  for (const std::uint32_t page : changes.pages)
    groups.insert(page / kPagesOfBlock / kBlocksOfGroup);
  for (const std::uint32_t group : groups) files_.blocks.at(group) = TRY(write_group(group));
  if (changes.errors)
    if (auto done = write_errors(); !done) return base::fail(done.error());
  if (changes.filters)
    if (auto done = write_filters(); !done) return base::fail(done.error());
  if (auto failure = lexicon_.failure()) return base::fail(*failure);
  if (auto done = write_root(others); !done) return base::fail(done.error());
  return std::move(files_);
}

PutShard LanguageShards::putter(std::string kind) {
  return [this, kind = std::move(kind)](std::string_view text) { return put(kind, text); };
}

base::Result<std::string> LanguageShards::put(std::string_view kind, std::string_view text) {
  std::string name = shard_name(kind, text);
  if (auto done = put_at(name, name, text); !done) return base::fail(done.error());
  return name;
}

base::Done LanguageShards::put_at(std::string_view path, std::string_view id,
                                  std::string_view text) {
  const std::string& tag = lexicon_.language().tag;
  const std::string script = shard_script(fmt::format("{}/{}", tag, id), text);
  ++summary_.files;
  summary_.bytes += script.size();
  return take_(fmt::format("{}{}/{}.js", folder_, tag, path), script);
}

base::Done LanguageShards::write_overflow() {
  Cutter cutter(putter("o"), {});
  const auto entries = TRY(overflow_entries(source(), {}, nullptr));
  if (auto done = cut_all(*entries, cutter); !done) return done;
  files_.overflow = cutter.take_files();
  return {};
}

base::Done LanguageShards::write_terms() {
  Cutter cutter(putter("t"), {});
  const auto entries = TRY(term_entries(source(), files_.overflow, {}));
  if (auto done = cut_all(*entries, cutter); !done) return done;
  files_.terms = cutter.take_files();
  return {};
}

// A family's rest is in a file that families around it share: entries name it, so that all of those
// whose file is made again change.
base::Done LanguageShards::change_overflow(IndexChanges& changes) {
  std::set<std::string> seen;
  const Recut recut = {
      [&](std::string_view fence) { return overflow_entries(source(), fence, &seen); },
      [&](std::string_view fence) { return last_overflow_before(source(), fence); }, putter("o")};
  const std::set<std::string> may_be_long = TRY(long_families(source(), changes.families));
  files_.overflow = TRY(cut_again(files_.overflow, {}, may_be_long, recut));
  changes.keys.merge(seen);
  return {};
}

base::Done LanguageShards::change_terms(const IndexChanges& changes) {
  const Recut recut = {
      [&](std::string_view fence) { return term_entries(source(), files_.overflow, fence); },
      [&](std::string_view fence) { return last_term_before(source(), fence); }, putter("t")};
  files_.terms = TRY(cut_again(files_.terms, changes.keys, changes.moved, recut));
  return {};
}

base::Done LanguageShards::write_words() {
  auto rows = TRY(database_.prepare(
      fmt::format("SELECT folded, max(frequency) FROM form_{} GROUP BY folded", number_)));
  std::vector<std::pair<std::string, std::uint32_t>> words;
  while (TRY(rows.step()))
    if (is_word(rows.text(0)))
      words.emplace_back(reversed(rows.text(0)), static_cast<std::uint32_t>(rows.integer(1)));
  std::sort(words.begin(), words.end());
  Cutter cutter(putter("r"), {});
  for (const auto& [word, frequency] : words)
    if (auto done = cutter.add(word, std::string(1, digit(frequency))); !done) return done;
  if (auto done = cutter.flush(); !done) return done;
  files_.words = cutter.take_files();
  return {};
}

base::Done LanguageShards::write_blocks() {
  const std::int64_t from = number_ << kLanguageShift, to = (number_ + 1) << kLanguageShift;
  auto last = TRY(database_.prepare("SELECT max(id) FROM page WHERE id >= ? AND id < ?"));
  if (!TRY(last.bind(1, from).bind(2, to).step()) || last.integer(0) < from) return {};
  const auto pages = static_cast<std::uint32_t>(last.integer(0) - from) + 1;
  if (last.text(0).empty()) return {};
  for (std::uint32_t group = 0; group * kPagesOfGroup < pages; ++group)
    files_.blocks.push_back(TRY(write_group(group)));
  return {};
}

base::Result<ShardFile> LanguageShards::write_group(std::uint32_t group) {
  const std::int64_t from = number_ << kLanguageShift;
  auto pages =
      TRY(database_.prepare("SELECT id, address, title, level, topic, kind FROM page WHERE id >= ? "
                            "AND id < ? ORDER BY id"));
  auto sections = TRY(database_.prepare(
      "SELECT id, anchor, heading, body, code FROM section WHERE id >= ? AND id < ? ORDER BY id"));
  auto errors =
      TRY(database_.prepare("SELECT text FROM error WHERE section = ? ORDER BY rowid LIMIT 1"));
  const std::int64_t first_page = from + std::int64_t{group} * kPagesOfGroup;
  pages.bind(1, first_page).bind(2, first_page + kPagesOfGroup);
  std::vector<std::string> blocks;
  const auto or_dash = [](std::string_view id) {
    return id.empty() ? std::string("-") : one_line(id);
  };
  while (TRY(pages.step())) {
    const auto page = static_cast<std::uint32_t>(pages.integer(0) - from);
    blocks.resize(page / kPagesOfBlock % kBlocksOfGroup + 1);
    std::string& text = blocks.back();
    text +=
        fmt::format(">{} {} {} {}\n{}\n{}\n", page, or_dash(pages.text(5)), or_dash(pages.text(3)),
                    or_dash(pages.text(4)), one_line(pages.text(1)), one_line(pages.text(2)));
    const std::int64_t first = from + std::int64_t{page} * kSectionsOfPage;
    sections.bind(1, first).bind(2, first + kSectionsOfPage);
    while (TRY(sections.step())) {
      std::string words = excerpt(sections.text(3));
      if (words.empty()) words = excerpt(sections.text(4));
      errors.bind(1, sections.integer(0));
      if (TRY(errors.step())) words = "`" + excerpt(errors.text(0)) + "` " + words;
      errors.reset();
      text += one_line(sections.text(1)) + '\n' + one_line(sections.text(2)) + '\n' + words + '\n';
    }
    sections.reset();
  }
  std::string all;
  for (const std::string& block : blocks) all += block;
  const std::string folder = shard_name("b", all);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::string name = fmt::format("{}/{}", folder, i);
    auto done = put_at(name, name + "-" + checksum(blocks[i]), blocks[i]);
    if (!done) return base::fail(done.error());
  }
  return ShardFile{folder, {}, static_cast<std::uint32_t>(blocks.size())};
}

base::Done LanguageShards::write_errors() {
  const std::int64_t from = number_ << kLanguageShift;
  auto rows =
      TRY(database_.prepare("SELECT section, text FROM error WHERE section >= ? AND section < ? "
                            "ORDER BY section, rowid"));
  rows.bind(1, from).bind(2, (number_ + 1) << kLanguageShift);
  files_.errors.clear();
  std::string text;
  const auto flush = [&]() -> base::Done {
    if (text.empty()) return {};
    files_.errors.push_back({TRY(put("e", text)), {}});
    text.clear();
    return {};
  };
  while (TRY(rows.step())) {
    if (text.size() > kMostShardBytes)
      if (auto done = flush(); !done) return done;
    text += fmt::format("{} {}\n", rows.integer(0) - from, one_line(rows.text(1)));
  }
  return flush();
}

base::Done LanguageShards::write_filters() {
  auto rows = TRY(database_.prepare(
      "SELECT 'level', level, id FROM page WHERE id >= ?1 AND id < ?2 AND level <> ''"
      " UNION ALL SELECT 'topic', topic, id FROM page WHERE id >= ?1 AND id < ?2 AND topic <> ''"
      " UNION ALL SELECT 'kind', kind, id FROM page WHERE id >= ?1 AND id < ?2 AND kind <> '' "
      "ORDER BY 1, 2, 3"));
  const std::int64_t from = number_ << kLanguageShift;
  rows.bind(1, from).bind(2, (number_ + 1) << kLanguageShift);
  std::string text, last;
  std::uint32_t before = 0;
  while (TRY(rows.step())) {
    const std::string line = std::string(rows.text(0)) + ' ' + one_line(rows.text(1)) + ' ';
    if (line != last) {
      text += (text.empty() ? "" : "\n") + line;
      last = line;
      before = 0;
    }
    const auto page = static_cast<std::uint32_t>(rows.integer(2) - from);
    append_number(text, page - before);
    before = page;
  }
  files_.filters.clear();
  if (!text.empty()) files_.filters.push_back({TRY(put("f", text)), {}});
  return {};
}

base::Done LanguageShards::write_root(const std::vector<std::string>& others) {
  const SqlLexicon::Language& language = lexicon_.language();
  std::string text = "1\n" + language.tag;
  for (const std::string& other : others) text += ' ' + other;
  text += fmt::format("\n{}\n{}\n{}\n{}\n", language.sections, common_words(language.tag),
                      language.suffixes, language.pairs);
  for (const auto* kind :
       {&files_.terms, &files_.words, &files_.blocks, &files_.errors, &files_.filters})
    text += line_of(*kind) + '\n';
  const std::string path = folder_ + language.tag + ".js";
  const std::string script = shard_script(language.tag + "/root-" + checksum(text), text);
  ++summary_.files;
  summary_.bytes += script.size();
  summary_.roots.emplace_back(language.tag, path);
  return take_(path, script);
}

}  // namespace search
