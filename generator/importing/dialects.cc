// What other generators write, as our Markdown: MkDocs' admonitions and tabs, Docusaurus' and
// Hugo's, old GitHub notes, includes of mdBook, attributes in braces, tables of contents.
#include <algorithm>
#include <optional>

#include "generator/base/ascii.h"
#include "generator/importing/mend.h"
#include "generator/text/slug.h"
#include "generator/text/url.h"
#include "generator/text/utf8.h"

namespace importing {
namespace {

using base::message;

constexpr std::size_t kMostIncluded = 64u << 10;
constexpr std::size_t kLongestMark = 500;    // of a shortcode
constexpr std::size_t kLongestBlock = 2000;  // lines of one

// The kind of callout that a word of another generator means; empty when it is none.
std::string_view alert_kind(std::string_view word) {
  struct Word {
    std::string_view word, kind;
  };
  static constexpr Word kWords[] = {
      {"note", "NOTE"},       {"info", "NOTE"},         {"abstract", "NOTE"},
      {"summary", "NOTE"},    {"todo", "NOTE"},         {"example", "NOTE"},
      {"question", "NOTE"},   {"quote", "NOTE"},        {"seealso", "NOTE"},
      {"remarque", "NOTE"},   {"tip", "TIP"},           {"hint", "TIP"},
      {"astuce", "TIP"},      {"success", "TIP"},       {"important", "IMPORTANT"},
      {"warning", "WARNING"}, {"attention", "WARNING"}, {"caution", "CAUTION"},
      {"danger", "CAUTION"},  {"error", "CAUTION"},     {"failure", "CAUTION"},
      {"bug", "CAUTION"}};
  const std::string low = text::lower_case(word);
  for (const Word& known : kWords)
    if (known.word == low) return known.kind;
  return {};
}

// "Name" of `note "Name"`, with or without quotes.
std::string quoted_title(std::string_view rest) {
  rest = base::trimmed(rest);
  if (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"')
    rest = rest.substr(1, rest.size() - 2);
  return std::string(base::trimmed(rest));
}

std::string alert_head(std::string_view indent, std::string_view kind, const std::string& title) {
  std::string out = fmt::format("{}> [!{}]", indent, kind);
  if (!title.empty()) out += fmt::format("\n{}> **{}**", indent, title);
  return out;
}

class Dialects {
 public:
  Dialects(SourceText& source, std::string_view file, const Tree& tree, Notes& notes)
      : source_(source), file_(file), tree_(tree), notes_(notes), zones_(zones_of(source)) {}

  void run() {
    for (line_ = 0; line_ < source_.line_count();) {
      if (fenced(line_)) {
        include(line_);
        ++line_;
        continue;
      }
      if (!admonition() && !colons() && !shortcode_block() && !old_note() && !contents() &&
          !include(line_)) {
        inline_marks(line_);
        ++line_;
      }
    }
    source_.apply(std::move(edits_));
  }

 private:
  bool fenced(std::size_t line) const {
    return source_.end(line) > source_.start(line) && zones_[source_.start(line)] == Zone::Fence &&
           indent_of(source_.line(line)) < 4;
  }
  void replace(std::size_t line, std::string with) {
    edits_.push_back({source_.start(line), source_.end(line), std::move(with)});
  }
  std::uint32_t origin() const { return source_.origin(line_); }

  // The lines below that are indented deeper than `indent`, blank ones between them included.
  std::size_t body_end(std::size_t indent) const {
    std::size_t end = line_ + 1;
    for (std::size_t i = line_ + 1; i < source_.line_count(); ++i) {
      if (is_blank(source_.line(i))) continue;
      if (indent_of(source_.line(i)) < indent + 4) break;
      end = i + 1;
    }
    return end;
  }

  static std::string dedented(std::string_view line, std::size_t columns) {
    std::size_t at = 0;
    for (std::size_t seen = 0; at < line.size() && seen < columns; ++at) {
      if (line[at] == ' ')
        ++seen;
      else if (line[at] == '\t')
        seen += 4 - seen % 4;
      else
        break;
    }
    return std::string(line.substr(at));
  }

  // !!! note "Title"  ??? note "Title"  === "Tab"
  bool admonition() {
    const std::string_view line = source_.line(line_);
    const std::string_view text = base::trimmed(line);
    const bool open = text.starts_with("!!!"), fold = text.starts_with("???"),
               tab = text.starts_with("=== \"");
    if (!open && !fold && !tab) return false;
    const std::size_t indent = indent_of(line);
    const std::string pad(indent, ' ');
    const std::size_t end = body_end(indent);
    if (end == line_ + 1) return false;
    std::string_view rest = base::trimmed(text.substr(fold && text.starts_with("???+") ? 4 : 3));
    if (tab) {
      const std::string title = quoted_title(rest);
      notes_.done(origin(), message("the tab '{}' became a paragraph in bold",
                                    "l'onglet « {} » est devenu un paragraphe en gras", title));
      replace(line_, pad + "**" + title + "**\n");
      for (std::size_t i = line_ + 1; i < end; ++i)
        replace(i, pad + dedented(source_.line(i), indent + 4));
      line_ = end;
      return true;
    }
    const std::string_view word = rest.substr(0, rest.find_first_of(" \""));
    std::string_view kind = alert_kind(word);
    std::string title = quoted_title(rest.substr(word.size()));
    if (kind.empty()) kind = "NOTE";
    if (fold) {
      notes_.done(origin(), message("a folded note became <details>",
                                    "une note repliée est devenue <details>"));
      replace(line_, pad + "<details>\n" + pad + "<summary>" +
                         (title.empty() ? std::string(word) : title) + "</summary>\n");
      for (std::size_t i = line_ + 1; i < end; ++i)
        replace(i, pad + dedented(source_.line(i), indent + 4) +
                       (i + 1 == end ? "\n\n" + pad + "</details>\n" : ""));
    } else {
      notes_.done(origin(),
                  message("'!!! {}' became a callout", "« !!! {} » est devenu un encadré", word));
      replace(line_, alert_head(pad, kind, title));
      for (std::size_t i = line_ + 1; i < end; ++i)
        replace(i, quote(pad, dedented(source_.line(i), indent + 4)));
    }
    line_ = end;
    return true;
  }

  static std::string quote(std::string_view pad, std::string_view line) {
    return fmt::format("{}>{}{}", pad, is_blank(line) ? "" : " ", is_blank(line) ? "" : line);
  }

  // Body lines up to the one that `is_end` accepts become a callout.
  template <class F>
  bool until(F is_end, std::string_view kind, const std::string& title, std::string_view shown) {
    constexpr std::size_t kLongest = 500;
    std::size_t end = line_ + 1;
    while (end < source_.line_count() && end - line_ < kLongest &&
           !is_end(base::trimmed(source_.line(end))))
      ++end;
    if (end >= source_.line_count() || end - line_ >= kLongest) return false;
    notes_.done(origin(), message("'{}' became a callout", "« {} » est devenu un encadré", shown));
    replace(line_, alert_head("", kind, title));
    for (std::size_t i = line_ + 1; i < end; ++i) replace(i, quote("", source_.line(i)));
    replace(end, "");
    line_ = end + 1;
    return true;
  }

  // :::note Title … :::
  bool colons() {
    const std::string_view text = base::trimmed(source_.line(line_));
    if (!text.starts_with(":::") || text.size() == 3) return false;
    std::string_view rest = base::trimmed(text.substr(text.find_first_not_of(':')));
    if (rest.starts_with('{')) rest.remove_prefix(1);
    const std::string_view word = rest.substr(0, rest.find_first_of(" []{}"));
    const std::string_view kind = alert_kind(word);
    if (kind.empty()) return false;
    std::string_view title = base::trimmed(rest.substr(word.size()));
    if (title.starts_with('[') && title.ends_with(']')) title = title.substr(1, title.size() - 2);
    if (title.starts_with('}')) title = {};
    return until(
        [](std::string_view line) {
          return line.find_first_not_of(':') == std::string_view::npos && line.size() >= 3;
        },
        kind, std::string(title), text.substr(0, 40));
  }

  struct Shortcode {
    std::size_t begin = 0, end = 0;
    bool closing = false;
    std::string_view name;
    std::string_view rest;
  };
  static std::optional<Shortcode> shortcode_at(std::string_view text, std::size_t at) {
    if (text.substr(at, 3) != "{{<" && text.substr(at, 3) != "{{%") return std::nullopt;
    const std::string_view close = text[at + 2] == '<' ? ">}}" : "%}}";
    const std::size_t end =
        text.substr(0, std::min(text.size(), at + kLongestMark)).find(close, at);
    if (end == std::string_view::npos) return std::nullopt;
    Shortcode out;
    out.begin = at;
    out.end = end + 3;
    std::string_view inside = base::trimmed(text.substr(at + 3, end - at - 3));
    if (inside.starts_with('/')) {
      out.closing = true;
      inside = base::trimmed(inside.substr(1));
    }
    out.name = inside.substr(0, inside.find_first_of(" \t"));
    out.rest = base::trimmed(inside.substr(out.name.size()));
    return out;
  }

  static std::string value_of(std::string_view rest, std::string_view key) {
    std::size_t at = 0;
    while ((at = rest.find(key, at)) != std::string_view::npos) {
      const std::size_t equals = at + key.size();
      if ((at == 0 || rest[at - 1] == ' ') && equals < rest.size() && rest[equals] == '=') {
        std::string_view value = rest.substr(equals + 1);
        if (value.starts_with('"')) return std::string(value.substr(1, value.find('"', 1) - 1));
        return std::string(value.substr(0, value.find(' ')));
      }
      at = equals;
    }
    return {};
  }
  static std::string first_word(std::string_view rest) {
    if (rest.starts_with('"')) return std::string(rest.substr(1, rest.find('"', 1) - 1));
    return std::string(rest.substr(0, rest.find(' ')));
  }

  // {{< note >}} … {{< /note >}}, {{% notice warning %}}, {{< highlight sh >}}: alone on its line.
  bool shortcode_block() {
    const std::string_view text = base::trimmed(source_.line(line_));
    const auto code = shortcode_at(text, 0);
    if (!code || code->end != text.size() || code->closing) return false;
    if (code->name == "highlight") {
      std::size_t end = line_ + 1;
      const auto closes = [&](std::size_t i) {
        const auto close = shortcode_at(base::trimmed(source_.line(i)), 0);
        return close && close->closing && close->name == "highlight";
      };
      const std::size_t limit = std::min(source_.line_count(), line_ + kLongestBlock);
      while (end < limit && !closes(end)) ++end;
      if (end >= limit) return false;
      notes_.done(origin(), message("'highlight' became a code block",
                                    "« highlight » est devenu un bloc de code"));
      replace(line_, "```" + first_word(code->rest));
      replace(end, "```");
      line_ = end + 1;
      return true;
    }
    std::string_view kind = alert_kind(code->name);
    std::string title;
    const bool general = code->name == "notice" || code->name == "hint" || code->name == "alert" ||
                         code->name == "callout" || code->name == "admonition";
    if (general) {
      std::string word = value_of(code->rest, "type");
      if (word.empty()) word = value_of(code->rest, "color");
      if (word.empty()) word = first_word(code->rest);
      kind = alert_kind(word);
      if (kind.empty()) kind = "NOTE";
    }
    if (kind.empty()) return false;
    title = value_of(code->rest, "title");
    const std::string name(code->name);
    return until(
        [&](std::string_view line) {
          const auto close = shortcode_at(line, 0);
          return close && close->closing && close->name == name;
        },
        kind, title, name);
  }

  // "> **Note**" and "> [!NOTE] text".
  bool old_note() {
    const std::string_view line = source_.line(line_);
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string_view::npos || line[begin] != '>') return false;
    const std::string_view text = base::trimmed(line.substr(begin + 1));
    const std::string pad(line.substr(0, begin));
    if (text.starts_with("[!")) {
      const std::size_t close = text.find(']');
      if (close == std::string_view::npos) return false;
      const std::string_view kind = alert_kind(text.substr(2, close - 2));
      const std::string_view rest = base::trimmed(text.substr(close + 1));
      if (kind.empty() || (rest.empty() && kind == text.substr(2, close - 2))) return false;
      notes_.done(origin(), message("the marker of a callout stands on its own line now",
                                    "la marque d'un encadré est maintenant seule sur sa ligne"));
      replace(line_, fmt::format("{}> [!{}]{}", pad, kind,
                                 rest.empty() ? "" : fmt::format("\n{}> {}", pad, rest)));
      ++line_;
      return true;
    }
    if (!text.starts_with("**") || !text.ends_with("**") || text.size() < 6) return false;
    std::string_view word = text.substr(2, text.size() - 4);
    while (word.ends_with(':') || word.ends_with(' ')) word.remove_suffix(1);
    const std::string_view kind = alert_kind(word);
    const bool first = line_ == 0 || is_blank(source_.line(line_ - 1));
    if (kind.empty() || !first) return false;
    notes_.done(origin(),
                message("'> **{}**' became a callout", "« > **{}** » est devenu un encadré", word));
    replace(line_, fmt::format("{}> [!{}]", pad, kind));
    ++line_;
    return true;
  }

  bool contents() {
    const std::string low = text::lower_case(base::trimmed(source_.line(line_)));
    const bool toc = low == "[toc]" || low == "[[toc]]" || low == "[[_toc_]]" || low == "{:toc}";
    const bool raw = low == "{% raw %}" || low == "{% endraw %}";
    if (!toc && !raw) return false;
    if (toc)
      notes_.done(origin(), message("the table of contents is the site's business: left out",
                                    "la table des matières est l'affaire du site : laissée"));
    replace(line_, "");
    ++line_;
    return true;
  }

  // {{#include path:from:to}}
  bool include(std::size_t line) {
    const std::string_view text = base::trimmed(source_.line(line));
    if (!text.starts_with("{{#") || !text.ends_with("}}")) return false;
    std::string_view inside = text.substr(3, text.size() - 5);
    const std::string_view verb = inside.substr(0, inside.find(' '));
    inside = base::trimmed(inside.substr(verb.size()));
    if (verb == "title") {
      replace(line, "");
    } else if (verb == "include" || verb == "rustdoc_include" || verb == "playground") {
      take_file(line, inside.substr(0, inside.find(' ')));
    } else {
      return false;
    }
    if (line == line_ && !fenced(line)) ++line_;
    return true;
  }

  void take_file(std::size_t line, std::string_view written) {
    const std::size_t colon = written.find(':');
    const std::string_view range = colon == std::string_view::npos ? "" : written.substr(colon + 1);
    const std::string path = text::resolve(file_, written.substr(0, colon));
    const bool lines = range.find_first_not_of("0123456789:") == std::string_view::npos;
    const auto bytes = path.empty() || !lines || tree_.size_of(path) > kMostIncluded
                           ? std::nullopt
                           : tree_.bytes(path);
    std::vector<Note> unused;
    Notes inner(file_, unused);
    const auto text = bytes ? decode_text(*bytes, inner) : std::nullopt;
    if (!text) {
      notes_.person(source_.origin(line),
                    message("'{}' cannot be included", "« {} » ne peut pas être inclus", written));
      return;
    }
    const SourceText included(*text);
    std::size_t first = 0, last = included.line_count();
    if (!range.empty()) {
      const std::size_t second = range.find(':');
      const auto number = [](std::string_view digits) {
        std::size_t out = 0;
        for (const char c : digits.substr(0, 7)) out = out * 10 + static_cast<std::size_t>(c - '0');
        return out;
      };
      if (const std::string_view from = range.substr(0, second); !from.empty())
        first = std::max<std::size_t>(number(from), 1) - 1;
      if (second == std::string_view::npos)
        last = first + 1;
      else if (const std::string_view to = range.substr(second + 1); !to.empty())
        last = std::min(last, number(to));
    }
    std::string out;
    for (std::size_t i = first; i < std::min(last, included.line_count()); ++i)
      out += std::string(included.line(i)) + "\n";
    if (out.ends_with('\n')) out.pop_back();
    // Fences in it would end the block around it.
    if (fenced(line) && out.find("```") != std::string::npos) {
      notes_.person(source_.origin(line), message("'{}' cannot be included: it holds fences",
                                                  "« {} » ne peut pas être inclus : il contient "
                                                  "des blocs de code",
                                                  written));
      return;
    }
    notes_.done(source_.origin(line), message("'{}' is included", "« {} » est inclus", written));
    replace(line, std::move(out));
  }

  // Inside lines: figures and references of Hugo, attributes behind links.
  void inline_marks(std::size_t line) {
    const std::size_t start = source_.start(line), end = source_.end(line);
    const std::string_view text = std::string_view(source_.text()).substr(0, end);
    for (std::size_t at = start; at < end; ++at) {
      if (zones_[at] != Zone::Prose) continue;
      if (text[at] == '{' && text.substr(at, 2) == "{{") {
        const auto code = shortcode_at(text, at);
        if (!code) continue;
        shortcode(*code, line);
        at = code->end - 1;
      } else if (text[at] == '{' && at > start && text[at - 1] == ')' && at + 1 < end &&
                 (text[at + 1] == ':' || text[at + 1] == '.' || text[at + 1] == ' ' ||
                  text[at + 1] == '#' || (text[at + 1] >= 'a' && text[at + 1] <= 'z'))) {
        const std::size_t close =
            text.substr(0, std::min(text.size(), at + kLongestMark)).find('}', at);
        if (close == std::string_view::npos) continue;
        edits_.push_back({at, close + 1, {}});
        at = close;
      }
    }
    const std::string_view whole = base::trimmed(source_.line(line));
    if (whole.starts_with("{:") && whole.ends_with('}')) replace(line, "");
  }

  // The address of the video that Hugo's own shortcodes show; empty for any other.
  static std::string video_of(const Shortcode& code) {
    const bool tube = code.name == "youtube";
    if (!tube && code.name != "vimeo") return {};
    std::string id = value_of(code.rest, "id");
    if (id.empty()) id = first_word(code.rest);
    const bool plain = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
      return base::is_letter(c) || base::is_digit(c) || c == '-' || c == '_';
    });
    if (!plain) return {};
    return (tube ? "https://www.youtube.com/watch?v=" : "https://vimeo.com/") + id;
  }

  void shortcode(const Shortcode& code, std::size_t line) {
    const auto put = [&](std::string with) {
      edits_.push_back({code.begin, code.end, std::move(with)});
    };
    if (code.name == "ref" || code.name == "relref") {
      put(first_word(code.rest));
    } else if (code.name == "figure" || code.name == "image" || code.name == "img") {
      std::string alt = value_of(code.rest, "alt");
      if (alt.empty()) alt = value_of(code.rest, "caption");
      if (alt.empty()) alt = value_of(code.rest, "title");
      std::string target = value_of(code.rest, "src");
      if (target.empty()) target = first_word(code.rest);
      const bool plain = target.find_first_of(" ()") == std::string::npos;
      put(plain ? fmt::format("![{}]({})", alt, target) : fmt::format("![{}](<{}>)", alt, target));
      notes_.done(source_.origin(line),
                  message("'{}' became a picture", "« {} » est devenu une image", code.name));
    } else if (const std::string video = video_of(code); !video.empty()) {
      notes_.person(source_.origin(line),
                    message("'{}' cannot be in a page: a link to '{}' stands there",
                            "« {} » ne peut pas être dans une page : un lien vers « {} » le "
                            "remplace",
                            code.name, video));
      put(fmt::format("[{}]({})", video, video));
    } else {
      notes_.person(source_.origin(line),
                    message("the shortcode '{}' is not understood: it stays as text",
                            "le raccourci « {} » n'est pas compris : il reste du texte",
                            text::shortened(code.name)));
      put("`" + std::string(source_.text().substr(code.begin, code.end - code.begin)) + "`");
    }
  }

  SourceText& source_;
  std::string_view file_;
  const Tree& tree_;
  Notes& notes_;
  std::vector<Zone> zones_;
  std::size_t line_ = 0;
  Edits edits_;
};

}  // namespace

void mend_dialects(SourceText& source, std::string_view file, const Tree& tree, Notes& notes) {
  Dialects(source, file, tree, notes).run();
}

}  // namespace importing
