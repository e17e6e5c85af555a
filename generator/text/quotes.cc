#include "generator/base/ascii.h"
#include "generator/text/quotes.h"

#include <algorithm>
#include <array>

namespace text {
namespace {

constexpr std::string_view kApostrophe = "’";

// The bytes at which a quote of any kind may begin.
constexpr std::array<bool, 256> kLooksAt = [] {
  std::array<bool, 256> table{};
  for (const char c : {'\'', '"', '\xC2', '\xE2'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

bool any_of(std::u32string_view set, char32_t c) {
  return c != 0 && set.find(c) != std::u32string_view::npos;
}
bool is_open_context(char32_t before) {
  return is_space_or_edge(before) || any_of(U"(«“‘—–", before);
}

// The ASCII letters from byte `i` on, at most `most` of them and one more.
std::string_view word_at(std::string_view plain, std::size_t i, std::size_t most) {
  std::size_t end = i;
  while (end < plain.size() && end - i <= most && base::is_letter(plain[end])) ++end;
  return plain.substr(i, end - i);
}

class Planner {
 public:
  Planner(const InlineText& node, Language language) : node_(node), language_(language) {}

  std::vector<QuoteChange> plan(const std::vector<Verbatim>& verbatim, int& open_quotes) {
    inherited_ = open_quotes;
    auto skip = verbatim.begin();
    const std::string_view plain = node_.plain;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      if (!kLooksAt[static_cast<unsigned char>(plain[i])]) continue;
      while (skip != verbatim.end() && skip->end <= i) ++skip;
      if (skip != verbatim.end() && skip->begin <= i) {
        i = skip->end - 1;
      } else if (plain[i] == '\'') {
        see_single(i);
      } else if (language_ != Language::Other) {
        if (plain[i] == '"')
          see_double(i);
        else
          see_typed(i);
      }
    }
    return changes(open_quotes);
  }

 private:
  enum class Kind { Open, Close, TypedOpen, TypedClose, Single };
  struct Entry {
    std::size_t at;
    Kind kind;
    std::string_view replacement;
    bool kept;
  };

  bool french() const { return language_ == Language::Fr || language_ == Language::FrCa; }

  void see_double(std::size_t i) {
    const char32_t before = node_.ending_at(i);
    const char32_t next = node_.at(i + 1);
    const bool word_follows = is_letter_or_digit(next);
    const bool opens = (is_open_context(before) || (any_of(U"'’", before) && word_follows)) &&
                       !is_space_or_edge(next) && !any_of(U")]},;:!?»”\"", next);
    const bool closes = !is_space_or_edge(before) && !any_of(U"([{«“‘", before) && !word_follows;
    const bool something_open = !pending_.empty() || inherited_ > 0;
    if (closes && something_open) {
      if (!pending_.empty()) {
        entries_[pending_.back()].kept = true;
        pending_.pop_back();
      } else {
        --inherited_;
      }
      entries_.push_back({i, Kind::Close, {}, true});
    } else if (opens) {
      pending_.push_back(entries_.size());
      entries_.push_back({i, Kind::Open, {}, false});
    }
  }

  // Quotes that the author typed as they should be count for the nesting of straight ones.
  void see_typed(std::size_t i) {
    const std::string_view rest = node_.plain.substr(i);
    if (rest.starts_with(french() ? "«" : "“")) entries_.push_back({i, Kind::TypedOpen, {}, true});
    if (rest.starts_with(french() ? "»" : "”")) entries_.push_back({i, Kind::TypedClose, {}, true});
  }

  void see_single(std::size_t i) {
    const char32_t before = node_.ending_at(i);
    const char32_t next = node_.at(i + 1);
    if (is_letter(before) && is_letter(next)) return put_apostrophe(i);
    if (french()) {
      if (is_letter(before) && !is_space_or_edge(next) && next != U'\'' && is_elision(i))
        put_apostrophe(i);
      return;
    }
    if (language_ != Language::En) return;
    if (is_open_context(before) || before == U'"') {
      if (starts_clipped_word(i) || node_.plain.substr(i).starts_with("'n'"))
        put_apostrophe(i);
      else if (is_letter_or_digit(next))
        open_single(i);
      else
        ++unresolved_;
      return;
    }
    if (is_suffix(i)) return put_apostrophe(i);
    if (is_letter_or_digit(next)) return void(++unresolved_);
    close_single(i, before);
  }

  void put_apostrophe(std::size_t i) { entries_.push_back({i, Kind::Single, kApostrophe, true}); }

  // Stays straight unless its end is found.
  void open_single(std::size_t i) {
    open_single_ = entries_.size();
    entries_.push_back({i, Kind::Single, "‘", false});
  }

  // Behind a word: the end of a 'quotation', of rock 'n' roll, or of the dogs' kennel.
  void close_single(std::size_t i, char32_t before) {
    if (i >= 2 && node_.plain.substr(i - 2, 3) == "'n'") return put_apostrophe(i);
    if (open_single_ != kNone) {
      entries_[open_single_].kept = true;
      entries_.push_back({i, Kind::Single, "’", true});
      open_single_ = kNone;
    } else if (unresolved_ == 0 && (before == U's' || before == U'S')) {
      put_apostrophe(i);
    } else {
      ++unresolved_;
    }
  }

  // l', d', qu'… : a word of its own whose vowel gives way to what follows, also when that is code,
  // a digit or a quote.
  bool is_elision(std::size_t i) const {
    constexpr std::array<std::string_view, 16> kElided = {
        "l",  "d",     "j",      "m",      "t",      "s",      "n",    "c",
        "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "entr", "quelqu"};
    constexpr std::size_t kLongest = 6;
    std::size_t start = i;
    while (start > 0 && i - start <= kLongest && base::is_letter(node_.plain[start - 1])) --start;
    if (is_letter_or_digit(node_.ending_at(start))) return false;
    const std::string word = lower_case(node_.plain.substr(start, i - start));
    return std::find(kElided.begin(), kElided.end(), word) != kElided.end();
  }

  // 'tis, 'em, '90s: the apostrophe stands for what is left out at the start.
  bool starts_clipped_word(std::size_t i) const {
    constexpr std::array<std::string_view, 11> kClipped = {
        "tis", "twas", "twere", "twill", "twould", "em", "til", "cause", "bout", "round", "nuff"};
    const std::string_view plain = node_.plain;
    if (i + 2 < plain.size() && is_digit(static_cast<unsigned char>(plain[i + 1])) &&
        is_digit(static_cast<unsigned char>(plain[i + 2])))
      return node_.at(i + 3) == U's' && !is_letter_or_digit(node_.at(i + 4));
    const std::string_view word = word_at(plain, i + 1, 6);
    if (is_letter_or_digit(node_.at(i + 1 + word.size())) || node_.at(i + 1 + word.size()) == U'\'')
      return false;
    return std::find(kClipped.begin(), kClipped.end(), lower_case(word)) != kClipped.end();
  }

  // 's, 't, 're… behind a digit, a bracket or code.
  bool is_suffix(std::size_t i) const {
    constexpr std::array<std::string_view, 7> kSuffixes = {"s", "t", "d", "m", "re", "ve", "ll"};
    const std::string_view word = word_at(node_.plain, i + 1, 2);
    if (is_letter_or_digit(node_.at(i + 1 + word.size()))) return false;
    return std::find(kSuffixes.begin(), kSuffixes.end(), word) != kSuffixes.end();
  }

  std::string_view glyph(Kind kind, int level) const {
    const bool open = kind == Kind::Open;
    if (french() && level <= 0) return open ? "«\u00A0" : "\u00A0»";
    const bool single = french() ? level >= 2 : level % 2 == 1;
    if (single) return open ? "‘" : "’";
    return open ? "“" : "”";
  }

  std::vector<QuoteChange> changes(int& open_quotes) {
    // An opening quote without its end is kept when the block goes on behind this node.
    if (node_.after != 0)
      for (const std::size_t pending : pending_) entries_[pending].kept = true;
    std::vector<QuoteChange> out;
    int level = open_quotes;
    for (const Entry& entry : entries_) {
      if (!entry.kept) continue;
      const bool closes = entry.kind == Kind::Close || entry.kind == Kind::TypedClose;
      if (closes && level > 0) --level;
      if (entry.kind == Kind::Open || entry.kind == Kind::Close)
        out.push_back({entry.at, glyph(entry.kind, level)});
      else if (entry.kind == Kind::Single)
        out.push_back({entry.at, entry.replacement});
      if (entry.kind == Kind::Open || entry.kind == Kind::TypedOpen) ++level;
    }
    open_quotes = level;
    return out;
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  const InlineText& node_;
  Language language_;
  std::vector<Entry> entries_;
  std::vector<std::size_t> pending_;  // entries that opened and have not closed
  int inherited_ = 0;
  std::size_t open_single_ = kNone;  // the entry
  int unresolved_ = 0;               // single quotes that stay straight
};

}  // namespace

std::vector<QuoteChange> change_quotes(const InlineText& node, Language language,
                                       const std::vector<Verbatim>& verbatim, int& open_quotes) {
  // One byte at a time is what the standard library finds fast.
  const bool any = node.plain.find('\'') != std::string_view::npos ||
                   node.plain.find('"') != std::string_view::npos;
  const bool typed = language == Language::En
                         ? node.plain.find("\xE2\x80\x9C") != std::string_view::npos ||
                               node.plain.find("\xE2\x80\x9D") != std::string_view::npos
                         : node.plain.find('\xC2') != std::string_view::npos;
  if (!any && (!typed || language == Language::Other)) return {};
  return Planner(node, language).plan(verbatim, open_quotes);
}

}  // namespace text
