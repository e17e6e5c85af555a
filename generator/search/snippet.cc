#include "generator/search/snippet.h"

#include <algorithm>

#include "generator/text/utf8.h"

namespace search {
namespace {

// Text with every run of white space as one space, and control characters gone.
std::string in_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool space = byte <= ' ' || byte == 0x7F;
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

struct Met {
  Range range;
  std::uint32_t term = 0;
};

// The window of at most `longest` bytes that begins at a mark and holds most different terms, then
// most marks.
Range best_window(const std::vector<Met>& met, std::size_t longest) {
  Range best;
  std::size_t best_terms = 0, best_marks = 0;
  for (std::size_t first = 0; first < met.size(); ++first) {
    std::vector<std::uint32_t> terms;
    std::size_t last = first;
    while (last < met.size() && met[last].range.end - met[first].range.begin <= longest)
      terms.push_back(met[last++].term);
    if (terms.empty()) continue;
    const std::size_t marks = terms.size();
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    if (terms.size() < best_terms || (terms.size() == best_terms && marks <= best_marks)) continue;
    best = {met[first].range.begin, met[last - 1].range.end};
    best_terms = terms.size();
    best_marks = marks;
  }
  return best;
}

}  // namespace

Snippet snippet(std::string_view text, const std::set<std::string, std::less<>>& wanted,
                Tokenizer& tokenizer, std::size_t longest) {
  const std::string line = in_one_line(text);
  std::vector<Met> met;
  for (const Token& token : tokenizer.tokens(line)) {
    if (!wanted.contains(token.term)) continue;
    if (met.empty() || met.back().range.begin != token.begin)
      met.push_back({{token.begin, token.end}, token.id});
  }
  const Range window = best_window(met, longest);
  // A third of what is left goes before the window.
  const std::size_t room = longest - std::min(longest, window.end - window.begin);
  std::size_t begin = window.begin - std::min(window.begin, room / 3);
  std::size_t end = std::min(line.size(), begin + longest);
  if (begin > 0) {
    const std::size_t space = line.find(' ', begin);
    begin = space < window.begin ? space + 1 : window.begin;
  }
  if (end < line.size()) {
    const std::size_t space = line.rfind(' ', end);
    end = space != std::string::npos && space > begin && space >= window.end
              ? space
              : begin + text::cut_to(std::string_view(line).substr(begin), end - begin).size();
  }
  Snippet out;
  if (begin > 0) out.text = "… ";
  const std::size_t shift = out.text.size();
  out.text.append(line, begin, end - begin);
  if (end < line.size()) out.text += " …";
  for (const Met& mark : met)
    if (mark.range.begin >= begin && mark.range.end <= end)
      out.marks.push_back({mark.range.begin - begin + shift, mark.range.end - begin + shift});
  return out;
}

}  // namespace search
