#include "generator/base/ascii.h"
#include "generator/importing/links.h"

#include <algorithm>

namespace importing {
namespace {

constexpr std::size_t kDeepest = 64;  // brackets inside brackets
constexpr std::size_t kLongestTarget = 2000;
constexpr std::size_t kMostTries = 8;  // ends of a malformed target

// What follows "](".
struct Target {
  std::string target;
  std::string title;
  std::size_t end = 0;  // behind ')'
  bool good = false;
};

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && base::is_space(text[at])) ++at;
  return at;
}

// A title in quotes, up to its closing mark; npos when it is none.
std::size_t title_end(std::string_view text, std::size_t at) {
  const char close = text[at] == '(' ? ')' : text[at];
  const std::size_t limit = std::min(text.size(), at + kLongestTarget);
  for (std::size_t i = at + 1; i < limit; ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == close)
      return i + 1;
    else if (text[i] == '\n' && i + 1 < limit && text[i + 1] == '\n')
      return std::string_view::npos;
  }
  return std::string_view::npos;
}

Target read_target(std::string_view text, std::size_t open) {
  Target out;
  std::size_t at = skip_spaces(text, open + 1);
  const std::size_t begin = at;
  const std::size_t limit = std::min(text.size(), begin + kLongestTarget);
  if (text.substr(0, limit).find(')', begin) == std::string_view::npos) return out;
  if (at < text.size() && text[at] == '<') {
    const std::size_t close = text.substr(0, limit).find_first_of(">\n", at + 1);
    if (close == std::string_view::npos || text[close] != '>') return out;
    out.target = text.substr(at + 1, close - at - 1);
    at = close + 1;
  } else {
    int depth = 0;
    while (at < limit && !base::is_space(text[at])) {
      if (text[at] == '(') ++depth;
      if (text[at] == ')' && depth-- == 0) break;
      at += text[at] == '\\' && at + 1 < limit ? 2 : 1;
    }
    at = std::min(at, limit);
    out.target = text.substr(begin, at - begin);
  }
  at = skip_spaces(text, at);
  if (at < text.size() && (text[at] == '"' || text[at] == '\'' || text[at] == '(')) {
    const std::size_t end = title_end(text, at);
    if (end == std::string_view::npos) return out;
    out.title = text.substr(at, end - at);
    at = skip_spaces(text, end);
  }
  if (at >= text.size() || text[at] != ')') return out;
  out.end = at + 1;
  out.good = true;
  return out;
}

// "](my file.md)" or "](file.md" without an end: the target that exists.
bool mend_target(std::string_view text, std::size_t open,
                 const std::function<bool(std::string_view)>& exists, Target& out) {
  const std::size_t begin = open + 1;
  text = text.substr(0, std::min(text.size(), begin + kLongestTarget));
  const std::size_t stop = std::min({text.find('\n', begin), text.find('|', begin), text.size()});
  std::size_t tries = 0;
  for (std::size_t close = text.find(')', begin); close < stop && tries < kMostTries;
       close = text.find(')', close + 1), ++tries) {
    const std::string_view candidate = base::trimmed(text.substr(begin, close - begin));
    if (candidate.empty() || !exists(candidate)) continue;
    out.target = candidate;
    out.end = close + 1;
    return true;
  }
  if (text.find(')', begin) < stop) return false;
  std::string_view candidate = base::trimmed(text.substr(begin, stop - begin));
  // Another link in it: then this is no name of a file, however often it comes.
  if (candidate.empty() || candidate.find("](") != std::string_view::npos || !exists(candidate))
    return false;
  out.target = candidate;
  out.end = begin + text.substr(begin, stop - begin).find(candidate) + candidate.size();
  return true;
}

class Scanner {
 public:
  Scanner(std::string_view text, const std::vector<Zone>& zones,
          const std::function<bool(std::string_view)>& exists)
      : text_(text), zones_(zones), exists_(exists) {}

  std::vector<FoundLink> run() {
    for (std::size_t at = 0; at < text_.size();) at = step(at);
    std::sort(out_.begin(), out_.end(),
              [](const FoundLink& a, const FoundLink& b) { return a.begin < b.begin; });
    return std::move(out_);
  }

 private:
  std::size_t step(std::size_t at) {
    if (zones_[at] != Zone::Prose) return at + 1;
    const char c = text_[at];
    if (c == '\\') return at + 2;
    if (c == '\n') {
      if (at + 1 >= text_.size() || text_[at + 1] == '\n') open_.clear();
      return definition(at + 1);
    }
    if (at == 0 && c == '[') {
      const std::size_t next = definition(0);
      if (next > 0) return next;
    }
    if (c == '<') return automatic(at);
    if (c == 'h' && open_.empty() && text_.substr(at, 8) == "https://") return bare(at);
    if (c == '[') {
      if (text_.substr(at, 2) == "[[") {
        const std::size_t next = wiki(at);
        if (next > at) return next;
      }
      if (open_.size() == kDeepest) open_.erase(open_.begin());
      open_.push_back(at);
      return at + 1;
    }
    if (c == ']') return close(at);
    return at + 1;
  }

  // "[label]: target" at the start of a line; gives `at` when it is none.
  std::size_t definition(std::size_t at) {
    std::size_t begin = at;
    while (begin < text_.size() && begin - at < 3 && text_[begin] == ' ') ++begin;
    if (begin >= text_.size() || text_[begin] != '[' || zones_[begin] != Zone::Prose) return at;
    const std::size_t line = std::min(text_.find('\n', begin), text_.size());
    const std::size_t bracket = text_.substr(0, line).find("]:", begin);
    if (bracket >= line || bracket == begin + 1 || text_[begin + 1] == '^') return at;
    const std::string_view rest = base::trimmed(text_.substr(bracket + 2, line - bracket - 2));
    if (rest.empty()) return at;
    FoundLink link;
    link.form = LinkForm::Definition;
    link.begin = begin;
    link.end = line;
    link.text = text_.substr(begin + 1, bracket - begin - 1);
    std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
    link.target = rest.substr(0, end);
    if (link.target.starts_with('<') && rest.find('>') != std::string_view::npos) {
      end = rest.find('>') + 1;
      link.target = rest.substr(1, end - 2);
    }
    link.title = base::trimmed(rest.substr(end));
    out_.push_back(std::move(link));
    open_.clear();
    return line;
  }

  std::size_t automatic(std::size_t at) {
    const std::size_t limit = std::min(text_.size(), at + kLongestTarget);
    const std::size_t close = text_.substr(0, limit).find_first_of("> \n<", at + 1);
    if (close == std::string_view::npos || text_[close] != '>') return at + 1;
    const std::string_view inside = text_.substr(at + 1, close - at - 1);
    const bool web = inside.starts_with("http://") || inside.starts_with("https://");
    if (!web) return at + 1;
    FoundLink link;
    link.form = LinkForm::Automatic;
    link.begin = at;
    link.end = close + 1;
    link.text = link.target = inside;
    out_.push_back(std::move(link));
    return close + 1;
  }

  // An address in the middle of a sentence.
  std::size_t bare(std::size_t at) {
    const char before = at > 0 ? text_[at - 1] : ' ';
    if (before != ' ' && before != '\n' && before != '(' && before != '|') return at + 1;
    const std::string_view near = text_.substr(at, kLongestTarget);
    std::size_t end = at + std::min(near.find_first_of(" \t\n|<>()\"'"), near.size());
    while (end > at && std::string_view(".,;:!?*_").find(text_[end - 1]) != std::string_view::npos)
      --end;
    FoundLink link;
    link.form = LinkForm::Automatic;
    link.begin = at;
    link.end = end;
    link.text = link.target = text_.substr(at, end - at);
    out_.push_back(std::move(link));
    return end;
  }

  std::size_t wiki(std::size_t at) {
    const std::size_t limit = std::min(text_.size(), at + 300);
    const std::size_t close = text_.substr(0, limit).find("]]", at + 2);
    if (close == std::string_view::npos) return at;
    const std::string_view inside = text_.substr(at + 2, close - at - 2);
    if (inside.empty() || inside.find_first_of("[]\n") != std::string_view::npos) return at;
    FoundLink link;
    link.form = LinkForm::Wiki;
    link.begin = at;
    link.end = close + 2;
    const std::size_t bar = inside.find('|');
    link.text = base::trimmed(inside.substr(0, bar));
    link.target = base::trimmed(bar == std::string_view::npos ? inside : inside.substr(bar + 1));
    out_.push_back(std::move(link));
    return close + 2;
  }

  std::size_t close(std::size_t at) {
    if (open_.empty()) return at + 1;
    const std::size_t begin = open_.back();
    open_.pop_back();
    const bool apart = text_.substr(at, 3) == "] (";
    if (!apart && text_.substr(at, 2) != "](") return at + 1;
    const std::size_t paren = at + (apart ? 2 : 1);
    Target target = read_target(text_, paren);
    FoundLink link;
    link.image = begin > 0 && text_[begin - 1] == '!';
    link.begin = begin - (link.image ? 1 : 0);
    link.text = text_.substr(begin + 1, at - begin - 1);
    if (apart) {
      // "[x] (y)" is prose as often as not.
      const bool leads = target.good && !target.target.empty() && exists_(target.target);
      if (!leads && !mend_target(text_, paren, exists_, target)) return at + 1;
      link.mended = true;
    } else if (!target.good) {
      link.mended = mend_target(text_, paren, exists_, target);
      link.malformed = !link.mended;
      if (link.malformed) {
        target.end = paren + 1;
        target.target.clear();
      }
    }
    link.end = target.end;
    link.target = std::move(target.target);
    link.title = std::move(target.title);
    if (!link.image) open_.clear();  // a link holds no other; what is open around it is text
    out_.push_back(std::move(link));
    return out_.back().end;
  }

  std::string_view text_;
  const std::vector<Zone>& zones_;
  const std::function<bool(std::string_view)>& exists_;
  std::vector<std::size_t> open_;
  std::vector<FoundLink> out_;
};

}  // namespace

std::vector<FoundLink> find_links(std::string_view text, const std::vector<Zone>& zones,
                                  const std::function<bool(std::string_view)>& exists) {
  return Scanner(text, zones, exists).run();
}

std::string plain_words(std::string_view markdown) {
  std::string out;
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    const char c = markdown[i];
    if (c == '\\' && i + 1 < markdown.size()) {
      out += markdown[++i];
    } else if (c == ']' && i + 1 < markdown.size() && markdown[i + 1] == '(') {
      int depth = 0;
      std::size_t end = i + 1;
      for (; end < markdown.size(); ++end) {
        if (markdown[end] == '(') ++depth;
        if (markdown[end] == ')' && --depth == 0) break;
      }
      i = end;
    } else if (c == '<') {
      const std::size_t close = markdown.find('>', i);
      if (close == std::string_view::npos) {
        out += c;
      } else {
        i = close;
      }
    } else if (c == '!' && i + 1 < markdown.size() && markdown[i + 1] == '[') {
      continue;
    } else if (c != '[' && c != ']' && c != '*' && c != '`') {
      out += c;
    }
  }
  return std::string(base::trimmed(out));
}

}  // namespace importing
