#include "generator/scaffold/pseudo.h"

#include <algorithm>

#include "generator/base/ascii.h"
#include "generator/markdown/directives/log.h"
#include "generator/text/front_matter.h"
#include "generator/text/slug.h"
#include "generator/text/written.h"

namespace scaffold {
namespace {

struct Letter {
  char plain;
  std::string_view accented;
};
constexpr Letter kLetters[] = {{'a', "àà"}, {'e', "éé"}, {'i', "ïï"}, {'o', "ôô"},
                               {'u', "üü"}, {'c', "ç"},  {'n', "ñ"},  {'A', "Â"},
                               {'E', "Ê"},  {'I', "Î"},  {'O', "Ô"},  {'U', "Û"}};

// The end of something that is not words and begins at `at`: a code span, a comment, a tag, an
// address, an entity. `at` when there is none.
std::size_t skip(std::string_view line, std::size_t at) {
  const auto behind = [&](std::string_view mark, std::size_t from) {
    const std::size_t end = line.find(mark, from);
    return end == std::string_view::npos ? line.size() : end + mark.size();
  };
  const char c = line[at];
  if (c == '`') {
    std::size_t run = at;
    while (run < line.size() && line[run] == '`') ++run;
    const std::size_t end = line.find(line.substr(at, run - at), run);
    return end == std::string_view::npos ? run : end + run - at;
  }
  if (line.substr(at, 4) == "<!--") return behind("-->", at);
  if (c == '<' && at + 1 < line.size() && (base::is_letter(line[at + 1]) || line[at + 1] == '/'))
    return behind(">", at);
  if (line.substr(at, 2) == "](") {
    int depth = 0;
    for (std::size_t i = at + 1; i < line.size(); ++i) {
      if (line[i] == '(') ++depth;
      if (line[i] == ')' && --depth == 0) return i + 1;
    }
    return line.size();
  }
  if (line.substr(at, 2) == "[!" || line.substr(at, 2) == "[^") return behind("]", at);
  if (line.substr(at, 3) == "][") return behind("]", at + 2);
  if (c == '&') {
    const std::size_t end = line.find(';', at);
    if (end != std::string_view::npos && end - at < 12) return end + 1;
  }
  if (line.substr(at, 4) == "http" || line.substr(at, 4) == "www.") {
    const std::size_t end = line.find_first_of(" )>]", at);
    return end == std::string_view::npos ? line.size() : end;
  }
  return at;
}

// A link to a page leads to the half in the language of this one.
std::string pseudo_target(std::string_view piece, const PseudoLanguages& languages) {
  std::string out(piece);
  const std::string from = "." + languages.from + ".md";
  if (const std::size_t at = out.find(from); at != std::string::npos && !languages.from.empty())
    out.replace(at, from.size(), "." + languages.to + ".md");
  return out;
}

std::string pseudo_line(std::string_view line, const PseudoLanguages& languages) {
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = skip(line, at);
    if (end > at) {
      const std::string_view piece = line.substr(at, end - at);
      out += piece.starts_with("](") ? pseudo_target(piece, languages) : std::string(piece);
      at = end;
      continue;
    }
    out += pseudo_words(line.substr(at, 1));
    ++at;
  }
  return out;
}

// Words that decide what a block is.
bool is_known_word(std::string_view line) {
  std::string_view text = base::trimmed(line);
  const bool heading = text.starts_with('#');
  if (heading) text = base::trimmed(text.substr(std::min(text.find_first_not_of('#'), text.size())));
  if (heading && markdown::find_log_part(text)) return true;
  if (text.starts_with("<summary>")) return true;
  // A definition of a link, a label of a tab.
  const std::string_view whole = base::trimmed(line);
  return whole.starts_with("####") || (whole.starts_with('[') && !whole.starts_with("[^") &&
                                       whole.find("]:") != std::string_view::npos);
}

}  // namespace

std::string pseudo_words(std::string_view plain) {
  std::string out;
  for (const char c : plain) {
    const auto found = std::find_if(std::begin(kLetters), std::end(kLetters),
                                    [&](const Letter& letter) { return letter.plain == c; });
    if (found == std::end(kLetters))
      out += c;
    else
      out += found->accented;
  }
  return out;
}

std::string pseudo_page(std::string_view source, const PseudoLanguages& languages) {
  std::string out;
  const auto parts = text::split_front_matter(source, "");
  std::string_view body = parts ? parts->body : source;
  if (parts && parts->front_line > 0) {
    out += source.substr(0, static_cast<std::size_t>(parts->front.data() - source.data()));
    std::string_view front = parts->front;
    while (!front.empty()) {
      const std::size_t end = std::min(front.find('\n'), front.size());
      const std::string_view line = front.substr(0, end);
      front.remove_prefix(std::min(end + 1, front.size()));
      const bool words = line.starts_with("title:") || line.starts_with("description:");
      // Where the original comes from is not this page's record.
      if (line.starts_with("translation:")) continue;
      out += words ? std::string(line.substr(0, line.find(':') + 1)) +
                         pseudo_line(line.substr(line.find(':') + 1), languages)
                   : std::string(line);
      out += '\n';
    }
    out += source.substr(
        static_cast<std::size_t>(parts->front.data() - source.data()) + parts->front.size(),
        source.size() - body.size() -
            (static_cast<std::size_t>(parts->front.data() - source.data()) + parts->front.size()));
  }
  std::string_view fence;
  bool comment = false;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = body.substr(0, end);
    const bool newline = end < body.size();
    body.remove_prefix(std::min(end + 1, body.size()));
    const std::string_view text = base::trimmed(line);
    const bool mark = text.starts_with("```") || text.starts_with("~~~");
    if (!fence.empty()) {
      if (mark && text.starts_with(fence)) fence = {};
      out += line;
    } else if (mark) {
      fence = text.substr(0, text.find_first_not_of(text.front()));
      out += line;
    } else if (comment ||
               (text.starts_with("<!--") && text.find("-->") == std::string_view::npos)) {
      comment = text.find("-->") == std::string_view::npos;
      out += line;
    } else if (is_known_word(line)) {
      out += line;
    } else {
      out += pseudo_line(line, languages);
    }
    if (newline) out += '\n';
  }
  return out;
}

}  // namespace scaffold
