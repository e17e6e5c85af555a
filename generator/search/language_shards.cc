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

constexpr std::size_t kMostPostings = 512;   // of a family in its own entry
constexpr std::size_t kLeastBytes = 8'000;  // of a file of entries
constexpr std::size_t kMostBytes = 14'000;
constexpr std::uint32_t kCutOneIn = 100;  // entries, between the two
constexpr std::size_t kSharedMost = 63;
constexpr std::uint32_t kPagesOfBlock = 4;
constexpr std::uint32_t kBlocksOfGroup = 16;
constexpr std::size_t kExcerpt = 150;

std::size_t shared(std::string_view a, std::string_view b) {
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(differ.first - a.begin());
}

// Letters that two strings share at their beginnings, counted as JavaScript counts: in UTF-16
// units. Stops before a character of two.
struct Shared {
  std::uint32_t units = 0;
  std::size_t bytes = 0;
};
Shared shared_units(std::string_view a, std::string_view b) {
  Shared out;
  const std::size_t limit = shared(a, b);
  for (std::size_t at = 0; at < limit && out.units < kSharedMost;) {
    const char32_t c = text::next_character(a, at);
    if (at > limit || c > 0xFFFF) break;
    ++out.units;
    out.bytes = at;
  }
  return out;
}

std::uint32_t units_of(std::string_view text) {
  std::uint32_t out = 0;
  for (std::size_t at = 0; at < text.size();)
    out += text::next_character(text, at) > 0xFFFF ? 2 : 1;
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

class LanguageShards::Cutter {
 public:
  Cutter(LanguageShards& shards, std::string kind) : shards_(shards), kind_(std::move(kind)) {}

  // Keys in the order of their bytes.
  base::Done add(std::string_view key, std::string_view rest) {
    const bool full = text_.size() >= kMostBytes;
    const bool good = text_.size() >= kLeastBytes && cuts_before(key);
    if (full || good)
      if (auto done = flush(); !done) return done;
    if (text_.empty()) {
      // The shortest beginning that no key before it has.
      const std::size_t same = shared(last_, key);
      fence_ = text::cut_to(key, std::min(key.size(), same + 4));
      last_.clear();
    } else {
      text_ += '|';
    }
    const Shared with_last = shared_units(last_, key);
    text_ += digit(with_last.units);
    text_ += key.substr(with_last.bytes);
    text_ += rest;
    last_ = key;
    return {};
  }

  base::Done flush() {
    if (text_.empty()) return {};
    const std::string name = TRY(shards_.put(kind_, text_));
    std::string& list = shards_.lists_[kind_];
    if (!list.empty()) list += ' ' + fence_ + ' ';
    list += name;
    text_.clear();
    return {};
  }

 private:
  static bool cuts_before(std::string_view key) {
    std::uint32_t hash = 2166136261u;
    for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return hash % kCutOneIn == 0;
  }

  LanguageShards& shards_;
  std::string kind_;
  std::string text_;
  std::string last_;
  std::string fence_;
};

LanguageShards::LanguageShards(database::Database& database, SqlLexicon& lexicon,
                               std::string_view folder, const TakeShard& take,
                               ShardSummary& summary)
    : database_(database),
      lexicon_(lexicon),
      number_(lexicon.language().number),
      folder_(folder),
      take_(take),
      summary_(summary) {}

base::Done LanguageShards::write(const std::vector<std::string>& others) {
  lexicon_.preload_lengths();
  for (const auto step : {&LanguageShards::write_overflow, &LanguageShards::write_terms,
                          &LanguageShards::write_words, &LanguageShards::write_blocks,
                          &LanguageShards::write_errors, &LanguageShards::write_filters})
    if (auto done = (this->*step)(); !done) return done;
  if (auto failure = lexicon_.failure()) return base::fail(*failure);
  return write_root(others);
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
  // Frequencies are logarithms, so that most families need no second look.
  auto rows =
      TRY(database_.prepare(fmt::format("SELECT family, sum(2 << frequency) AS most FROM form_{} "
                                        "GROUP BY family HAVING most > {} ORDER BY family",
                                        number_, kMostPostings)));
  std::string text;
  std::vector<std::string> families;
  const auto flush = [&]() -> base::Done {
    if (text.empty()) return {};
    const std::string name = TRY(put("o", text));
    for (std::string& family : families) overflow_[std::move(family)] = name;
    families.clear();
    text.clear();
    return {};
  };
  while (TRY(rows.step())) {
    const std::string family(rows.text(0));
    const Postings postings = lexicon_.postings(family);
    if (postings.size() <= kMostPostings) continue;
    if (text.size() > kLeastBytes)
      if (auto done = flush(); !done) return done;
    if (!text.empty()) text += '|';
    text += family + ' ' + posting_text(postings, kMostPostings).rest;
    families.push_back(family);
  }
  return flush();
}

std::string LanguageShards::postings_of(const std::string& family) {
  const Postings postings = lexicon_.postings(family);
  std::string out;
  if (const auto more = overflow_.find(family); more != overflow_.end()) {
    out = "*";
    append_number(out, static_cast<std::uint32_t>(postings.size()));
    out += more->second + ' ';
  }
  return out + posting_text(postings, kMostPostings).kept;
}

base::Done LanguageShards::write_terms() {
  auto forms = TRY(database_.prepare(fmt::format(
      "SELECT folded, form, family, frequency FROM form_{} ORDER BY folded, form", number_)));
  auto names = TRY(database_.prepare(
      fmt::format("SELECT DISTINCT family FROM form_{} ORDER BY family", number_)));
  Cutter cutter(*this, "t");
  bool more_forms = TRY(forms.step());
  bool more_names = TRY(names.step());
  while (more_forms || more_names) {
    std::string key;
    if (more_forms) key = forms.text(0);
    if (more_names && (!more_forms || names.text(0) < key)) key = names.text(0);
    std::string meaning;
    std::vector<std::string> spellings;
    for (; more_forms && forms.text(0) == key; more_forms = TRY(forms.step())) {
      const std::string_view family = forms.text(2);
      const Shared same = shared_units(key, family);
      std::string one(1, digit(static_cast<std::uint32_t>(forms.integer(3))));
      one += digit(std::min<std::uint32_t>(units_of(key) - same.units, 63));
      one += family.substr(same.bytes);
      // Two spellings of one family are said once, with the greater frequency.
      const std::size_t known = meaning.find(one.substr(1));
      const bool twice =
          known != std::string::npos && known > 0 &&
          (known + one.size() - 1 == meaning.size() || meaning[known + one.size() - 1] == ',');
      if (twice) {
        meaning[known - 1] = std::max(meaning[known - 1], one.front());
      } else {
        meaning += (meaning.empty() ? "" : ",") + one;
      }
      spellings.emplace_back(forms.text(1));
    }
    const bool named = more_names && names.text(0) == key;
    std::string rest = " " + (meaning.empty() ? std::string("-") : meaning);
    if (named) rest += " " + postings_of(key);
    if (auto done = cutter.add(key, rest); !done) return done;
    if (named) more_names = TRY(names.step());
    if (spellings.size() < 2) continue;
    for (const std::string& spelling : spellings) {
      if (spelling == key) continue;
      Postings only;
      for (const Document document : lexicon_.holding(spelling))
        only.push_back({document, 0, 0, 0});
      if (auto done =
              cutter.add(key + "!" + spelling, " - " + posting_text(only, only.size()).kept);
          !done)
        return done;
    }
  }
  return cutter.flush();
}

base::Done LanguageShards::write_words() {
  auto rows = TRY(database_.prepare(
      fmt::format("SELECT folded, max(frequency) FROM form_{} GROUP BY folded", number_)));
  std::vector<std::pair<std::string, std::uint32_t>> words;
  while (TRY(rows.step()))
    if (is_word(rows.text(0)))
      words.emplace_back(reversed(rows.text(0)), static_cast<std::uint32_t>(rows.integer(1)));
  std::sort(words.begin(), words.end());
  Cutter cutter(*this, "r");
  for (const auto& [word, frequency] : words)
    if (auto done = cutter.add(word, std::string(1, digit(frequency))); !done) return done;
  return cutter.flush();
}

base::Done LanguageShards::write_blocks() {
  const std::int64_t from = number_ << kLanguageShift, to = (number_ + 1) << kLanguageShift;
  auto pages =
      TRY(database_.prepare("SELECT id, address, title, level, topic, kind FROM page WHERE id >= ? "
                            "AND id < ? ORDER BY id"));
  auto sections = TRY(database_.prepare(
      "SELECT id, anchor, heading, body, code FROM section WHERE id >= ? AND id < ? ORDER BY id"));
  auto errors =
      TRY(database_.prepare("SELECT text FROM error WHERE section = ? ORDER BY rowid LIMIT 1"));
  pages.bind(1, from).bind(2, to);
  std::vector<std::string> blocks;  // of one group
  std::uint32_t group = 0;
  const auto flush = [&]() -> base::Done {
    if (blocks.empty()) return {};
    std::string all;
    for (const std::string& block : blocks) all += block;
    std::string& list = lists_["b"];
    const std::string folder = shard_name("b", all);
    list += (list.empty() ? "" : " ") + folder;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const std::string name = fmt::format("{}/{}", folder, i);
      if (auto done = put_at(name, name + "-" + checksum(blocks[i]), blocks[i]); !done) return done;
    }
    blocks.clear();
    return {};
  };
  const auto or_dash = [](std::string_view id) {
    return id.empty() ? std::string("-") : one_line(id);
  };
  while (TRY(pages.step())) {
    const auto page = static_cast<std::uint32_t>(pages.integer(0) - from);
    const std::uint32_t block = page / kPagesOfBlock;
    if (block / kBlocksOfGroup != group)
      if (auto done = flush(); !done) return done;
    group = block / kBlocksOfGroup;
    blocks.resize(block % kBlocksOfGroup + 1);
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
  return flush();
}

base::Done LanguageShards::write_errors() {
  const std::int64_t from = number_ << kLanguageShift;
  auto rows =
      TRY(database_.prepare("SELECT section, text FROM error WHERE section >= ? AND section < ? "
                            "ORDER BY section, rowid"));
  rows.bind(1, from).bind(2, (number_ + 1) << kLanguageShift);
  std::string text;
  const auto flush = [&]() -> base::Done {
    if (text.empty()) return {};
    std::string& list = lists_["e"];
    list += (list.empty() ? "" : " ") + TRY(put("e", text));
    text.clear();
    return {};
  };
  while (TRY(rows.step())) {
    if (text.size() > kMostBytes)
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
  if (!text.empty()) lists_["f"] = TRY(put("f", text));
  return {};
}

base::Done LanguageShards::write_root(const std::vector<std::string>& others) {
  const SqlLexicon::Language& language = lexicon_.language();
  std::string text = "1\n" + language.tag;
  for (const std::string& other : others) text += ' ' + other;
  text += fmt::format("\n{}\n{}\n{}\n{}\n", language.sections, common_words(language.tag),
                      language.suffixes, language.pairs);
  for (const char* kind : {"t", "r", "b", "e", "f"}) text += lists_[kind] + '\n';
  const std::string path = folder_ + language.tag + ".js";
  const std::string script = shard_script(language.tag + "/root-" + checksum(text), text);
  ++summary_.files;
  summary_.bytes += script.size();
  summary_.roots.emplace_back(language.tag, path);
  return take_(path, script);
}

}  // namespace search
