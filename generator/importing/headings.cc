#include <algorithm>
#include <optional>
#include <set>

#include "generator/base/ascii.h"
#include "generator/importing/links.h"
#include "generator/importing/mend.h"
#include "generator/text/fold.h"
#include "generator/text/slug.h"
#include "generator/text/utf8.h"

namespace importing {
namespace {

using base::message;

// A heading as its author wrote it.
struct Written {
  std::size_t line = 0;  // of its text
  std::size_t last = 0;  // of its underline
  int level = 1;
  std::string text;
  std::vector<std::string> anchors;
  bool mended = false;
};

// Takes the marks of anchors out of a line.
std::string take_anchors(std::string_view line, std::vector<std::string>& out) {
  std::string rest;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] != kAnchor) {
      rest += line[at++];
      continue;
    }
    const std::size_t end = std::min(line.find(kAnchorEnd, at), line.size());
    out.emplace_back(line.substr(at + 1, end - at - 1));
    at = std::min(end + 1, line.size());
  }
  return rest;
}

// "Title {#id}", "Title {: #id .x}": the id goes to the anchors.
void take_attributes(std::string& text, std::vector<std::string>& anchors) {
  const std::size_t open = text.rfind('{');
  if (open == std::string::npos || !text.ends_with('}') || open == 0) return;
  const std::string_view inside = std::string_view(text).substr(open + 1, text.size() - open - 2);
  const std::size_t hash = inside.find('#');
  const bool attributes =
      inside.starts_with('#') || inside.starts_with(':') || inside.starts_with('.');
  if (!attributes) return;
  if (hash != std::string_view::npos) {
    const std::size_t end = std::min(inside.find_first_of(" }", hash), inside.size());
    anchors.emplace_back(inside.substr(hash + 1, end - hash - 1));
  }
  text.resize(open);
  text = base::trimmed(text);
}

class Reader {
 public:
  Reader(SourceText& source, Notes& notes)
      : source_(source), notes_(notes), zones_(zones_of(source)) {}

  std::vector<Written> read() {
    std::vector<Written> out;
    std::vector<std::string> anchors;  // of the lines since the last heading
    for (std::size_t i = 0; i < source_.line_count(); ++i) {
      if (zones_.empty() ||
          (source_.end(i) > source_.start(i) && zones_[source_.start(i)] == Zone::Fence))
        continue;
      std::vector<std::string> here;
      const std::string line = take_anchors(source_.line(i), here);
      anchors.insert(anchors.end(), here.begin(), here.end());
      if (!here.empty()) edits_.push_back({source_.start(i), source_.end(i), line});
      quoted(i, line, here.empty());
      if (auto found = atx(i, line)) {
        found->anchors.insert(found->anchors.end(), anchors.begin(), anchors.end());
        anchors.clear();
        out.push_back(std::move(*found));
      } else if (auto under = setext(i, line)) {
        under->anchors.insert(under->anchors.end(), anchors.begin(), anchors.end());
        anchors.clear();
        out.push_back(std::move(*under));
        ++i;
      }
    }
    return out;
  }
  Edits edits() { return std::move(edits_); }

 private:
  std::optional<Written> atx(std::size_t i, const std::string& line) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string::npos || begin > 3 || line[begin] != '#') return std::nullopt;
    std::size_t end = begin;
    while (end < line.size() && line[end] == '#') ++end;
    const auto level = static_cast<int>(end - begin);
    if (level > 6) return std::nullopt;
    Written out{i, i, level, {}, {}, false};
    if (end < line.size() && line[end] != ' ' && line[end] != '\t') {
      // "#Title": surely a heading when it stands alone and begins like one.
      const auto next = static_cast<unsigned char>(line[end]);
      const bool letter =
          (next >= 'A' && next <= 'Z') || next >= 0x80 || (level > 1 && next >= 'a' && next <= 'z');
      const bool apart = i == 0 || is_blank(source_.line(i - 1));
      if (!letter || !apart) return std::nullopt;
      notes_.done(source_.origin(i), message("a space stands behind '{}' now",
                                             "il y a maintenant une espace derrière « {} »",
                                             line.substr(begin, end - begin)));
      out.mended = true;
    }
    out.text = base::trimmed(std::string_view(line).substr(end));
    const std::size_t hashes = out.text.find_last_not_of('#');
    if (hashes == std::string::npos)
      out.text.clear();
    else if (hashes + 1 < out.text.size() && out.text[hashes] == ' ')
      out.text = base::trimmed(std::string_view(out.text).substr(0, hashes));
    take_attributes(out.text, out.anchors);
    return out;
  }

  std::optional<Written> setext(std::size_t i, const std::string& line) {
    if (i + 1 >= source_.line_count() || is_blank(line)) return std::nullopt;
    const std::string_view under = base::trimmed(source_.line(i + 1));
    const bool one = under.find_first_not_of('=') == std::string_view::npos;
    const bool two = under.find_first_not_of('-') == std::string_view::npos;
    if (under.size() < 2 || (!one && !two)) return std::nullopt;
    const std::string_view text = base::trimmed(line);
    const bool apart =
        i == 0 || is_blank(source_.line(i - 1)) || source_.line(i - 1).starts_with('#');
    constexpr std::string_view kOthers = ">|-*+<";
    if (!apart || kOthers.find(text.front()) != std::string_view::npos || indent_of(line) > 3)
      return std::nullopt;
    Written out{i, i + 1, one ? 1 : 2, std::string(text), {}, true};
    take_attributes(out.text, out.anchors);
    return out;
  }

  // "> ## Title" is a heading of the page, and only looks like one of the quote.
  void quoted(std::size_t i, const std::string& line, bool untouched) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (!untouched || begin == std::string::npos || line[begin] != '>') return;
    const std::string_view text = base::trimmed(std::string_view(line).substr(begin + 1));
    const std::size_t hashes = std::min(text.find_first_not_of('#'), text.size());
    if (hashes == 0 || hashes > 6 || hashes == text.size() || text[hashes] != ' ') return;
    notes_.done(source_.origin(i), message("a heading in a quote is bold text now",
                                           "un titre dans une citation est maintenant en gras"));
    edits_.push_back(
        {source_.start(i), source_.end(i), fmt::format("> **{}**", base::trimmed(text.substr(hashes)))});
  }

  SourceText& source_;
  Notes& notes_;
  std::vector<Zone> zones_;
  Edits edits_;
};

// What stands before the first heading is only the frame of a page: nothing but blanks.
bool is_first_line(const SourceText& source, std::size_t line) {
  for (std::size_t i = 0; i < line; ++i)
    if (!is_blank(source.line(i))) return false;
  return true;
}

}  // namespace

std::string github_anchor(std::string_view title) {
  std::string out;
  const std::string low = text::lower_case(title);
  for (std::size_t at = 0; at < low.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_character(low, at);
    if (c == U' ')
      out += '-';
    else if (c == U'-' || c == U'_' || text::is_word_character(c))
      out += low.substr(begin, at - begin);
  }
  return out;
}

Headings mend_headings(SourceText& source, std::string_view preferred, std::string_view fallback,
                       Notes& notes) {
  Reader reader(source, notes);
  std::vector<Written> written = reader.read();
  Edits edits = reader.edits();
  // Anchors that stood on lines which are rewritten below are taken out by those edits.
  std::set<std::size_t> rewritten;
  for (const Written& heading : written)
    for (std::size_t i = heading.line; i <= heading.last; ++i) rewritten.insert(source.start(i));
  edits.erase(std::remove_if(edits.begin(), edits.end(),
                             [&](const Edit& edit) { return rewritten.count(edit.begin) > 0; }),
              edits.end());

  Headings out;
  std::size_t title = written.size();
  for (std::size_t i = 0; i < written.size() && title == written.size(); ++i)
    if (written[i].level == 1 && !written[i].text.empty()) title = i;
  // Without one, the first heading when all others stand below it.
  const bool above = written.size() > 1 &&
                     std::all_of(written.begin() + 1, written.end(), [&](const Written& heading) {
                       return heading.level > written.front().level;
                     });
  if (title == written.size() && preferred.empty() && above && !written.front().text.empty() &&
      is_first_line(source, written.front().line))
    title = 0;
  std::map<std::string, int> github;
  const auto name = [&](const std::string& text) {
    const std::string anchor = github_anchor(plain_words(text));
    const int count = github[anchor]++;
    return count == 0 ? anchor : fmt::format("{}-{}", anchor, count);
  };
  if (title < written.size()) {
    out.title = plain_words(written[title].text);
  }
  if (out.title.empty()) {
    out.title = preferred.empty() ? fallback : preferred;
    notes.done(1, message("the page had no title: '{}'", "la page n'avait pas de titre : « {} »",
                          out.title));
  }
  int least = 7;
  for (std::size_t i = 0; i < written.size(); ++i)
    if (i != title) least = std::min(least, written[i].level);
  int before = 1;
  bool said = false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    Written& heading = written[i];
    const std::size_t begin = source.start(heading.line), end = source.end(heading.last);
    const std::string anchor = name(heading.text);
    if (i == title) {
      edits.push_back({begin, end, {}});
      out.title_anchors = std::move(heading.anchors);
      out.title_anchors.push_back(anchor);
      continue;
    }
    if (heading.text.empty()) {
      notes.done(source.origin(heading.line),
                 message("an empty heading is gone", "un titre vide est ôté"));
      edits.push_back({begin, end, {}});
      continue;
    }
    const int level = std::min({heading.level - least + 2, before + 1, 6});
    if (level != heading.level && !said) {
      notes.done(source.origin(heading.line),
                 message("levels of headings: '{}' and those below are where they belong now",
                         "niveaux de titres : « {} » et les suivants sont maintenant à leur place",
                         text::shortened(heading.text)));
      said = true;
    }
    before = level;
    const std::string line =
        fmt::format("{} {}", std::string(static_cast<std::size_t>(level), '#'), heading.text);
    // A heading in the middle of a paragraph is one all the same; a blank line shows it.
    edits.push_back({begin, end, line});
    Heading found;
    found.line = source.origin(heading.line);  // found again below
    found.level = level;
    found.text = heading.text;
    found.anchors = std::move(heading.anchors);
    found.anchors.push_back(anchor);
    out.headings.push_back(std::move(found));
  }
  source.apply(std::move(edits));

  // Where they stand now, in the same order; and their ids.
  const std::vector<Zone> zones = zones_of(source);
  std::size_t next = 0;
  std::set<std::string> ids;
  std::map<std::string, int> counts;  // a page of equal headings must not cost their square
  for (std::size_t i = 0; i < source.line_count() && next < out.headings.size(); ++i) {
    Heading& heading = out.headings[next];
    const std::string line = fmt::format(
        "{} {}", std::string(static_cast<std::size_t>(heading.level), '#'), heading.text);
    if (source.line(i) != line || zones[source.start(i)] == Zone::Fence) continue;
    heading.line = i;
    const std::string slug = text::Slug::from_title(plain_words(heading.text)).str();
    heading.id = slug == "page" ? "section" : slug;
    std::string stem = heading.id.substr(0, 70);
    while (stem.ends_with('-')) stem.pop_back();
    int& count = counts[stem];
    while (!ids.insert(heading.id).second) heading.id = fmt::format("{}-{}", stem, ++count + 1);
    ++next;
  }
  out.headings.resize(next);
  return out;
}

}  // namespace importing
