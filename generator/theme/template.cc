#include "generator/theme/template.h"

#include <algorithm>
#include <set>

#include "generator/base/ascii.h"
#include "generator/base/nearest.h"

namespace theme {

namespace {

constexpr char kRule[] = "theme-template";
constexpr int kMaximumDepth = 16;       // of partials within partials
constexpr int kMaximumPartials = 1000;  // in one template, those of its partials included

base::Error problem(base::Message message, base::Span where, base::Message hint = {}) {
  return {base::ErrorKind::Content, std::move(message), std::move(where), std::move(hint), kRule};
}

// Counts lines as it goes; offsets must not decrease.
class Lines {
 public:
  explicit Lines(std::string_view source) : source_(source) {}
  base::Position at(std::size_t offset) {
    for (; done_ < offset; ++done_) {
      if (source_[done_] != '\n') continue;
      ++line_;
      line_begin_ = done_ + 1;
    }
    return {line_, static_cast<std::uint32_t>(offset - line_begin_ + 1)};
  }

 private:
  std::string_view source_;
  std::size_t done_ = 0;
  std::size_t line_begin_ = 0;
  std::uint32_t line_ = 1;
};

TagKind kind_of(char sigil) {
  switch (sigil) {
    case '#':
      return TagKind::Section;
    case '^':
      return TagKind::Inverted;
    case '/':
      return TagKind::End;
    case '!':
      return TagKind::Comment;
    case '>':
      return TagKind::Partial;
    case '&':
      return TagKind::Markup;
    default:
      return TagKind::Variable;
  }
}

base::Span span_of(const Tag& tag, std::string_view file) {
  const auto length = static_cast<std::uint32_t>(tag.end - tag.begin);
  return {std::string(file), tag.at, {tag.at.line, tag.at.column + length}};
}

void check_name(const Tag& tag, std::string_view file, std::vector<base::Error>& problems) {
  if (tag.kind == TagKind::Comment) return;
  const base::Span where = span_of(tag, file);
  if (tag.name.empty()) {
    problems.push_back(
        problem(base::message("a tag without a name", "une balise sans nom"), where));
    return;
  }
  const bool bound = tag.name.starts_with("s.") || tag.name.starts_with("asset.");
  const bool output = tag.kind == TagKind::Variable || tag.kind == TagKind::Markup;
  if (bound && tag.kind != TagKind::Variable) {
    problems.push_back(
        problem(base::message("'{}' cannot stand in this kind of tag",
                              "« {} » ne peut pas figurer dans ce genre de balise", tag.name),
                where, base::message("write {{{{{}}}}}", "écrivez {{{{{}}}}}", tag.name)));
  } else if (output && tag.kind == TagKind::Variable && tag.name.ends_with("_html")) {
    problems.push_back(
        problem(base::message("'{}' is markup and would be escaped",
                              "« {} » est du balisage et serait échappé", tag.name),
                where, base::message("write {{{{{{{}}}}}}}", "écrivez {{{{{{{}}}}}}}", tag.name)));
  } else if (output && !bound && tag.kind == TagKind::Markup && !tag.name.ends_with("_html")) {
    problems.push_back(
        problem(base::message("'{}' is plain text and would not be escaped",
                              "« {} » est du texte et ne serait pas échappé", tag.name),
                where, base::message("write {{{{{}}}}}", "écrivez {{{{{}}}}}", tag.name)));
  }
}

void check_sections(const std::vector<Tag>& tags, std::string_view file,
                    std::vector<base::Error>& problems) {
  std::vector<const Tag*> open;
  for (const Tag& tag : tags) {
    if (tag.kind == TagKind::Section || tag.kind == TagKind::Inverted) open.push_back(&tag);
    if (tag.kind != TagKind::End) continue;
    if (open.empty()) {
      problems.push_back(problem(base::message("'{{{{/{}}}}}' closes no section",
                                               "« {{{{/{}}}}} » ne ferme aucune section", tag.name),
                                 span_of(tag, file)));
      return;
    }
    if (open.back()->name != tag.name) {
      problems.push_back(
          problem(base::message("'{{{{/{}}}}}' closes the section '{}' of line {}",
                                "« {{{{/{}}}}} » ferme la section « {} » de la ligne {}", tag.name,
                                open.back()->name, open.back()->at.line),
                  span_of(tag, file),
                  base::message("close sections in the reverse order of their opening",
                                "fermez les sections dans l'ordre inverse de leur ouverture")));
      return;
    }
    open.pop_back();
  }
  if (!open.empty())
    problems.push_back(
        problem(base::message("the section '{}' is not closed",
                              "la section « {} » n'est pas fermée", open.back()->name),
                span_of(*open.back(), file),
                base::message("add {{{{/{}}}}}", "ajoutez {{{{/{}}}}}", open.back()->name)));
}

std::vector<Tag> scan_quietly(std::string_view source) {
  std::vector<base::Error> ignored;
  return scan(source, "", ignored);
}

// A comment on a line of its own takes the line with it.
bool alone_on_line(std::string_view source, const Tag& tag) {
  const bool starts = tag.begin == 0 || source[tag.begin - 1] == '\n';
  const bool ends = tag.end == source.size() || source[tag.end] == '\n';
  return starts && ends;
}

// Writes a template out. Partials that include others many times over would grow without bound: the
// budget ends that.
struct Binder {
  const Files& files;
  const Lookup& string;
  const Lookup& asset;
  std::string out{};
  int partials = 0;

  void bind(std::string_view name, int depth) {
    const File* file = find_template(files, name);
    if (file == nullptr || depth > kMaximumDepth || ++partials > kMaximumPartials) return;
    std::string_view source = file->bytes;
    if (depth > 0 && source.ends_with('\n')) source.remove_suffix(1);
    std::size_t done = 0;
    for (const Tag& tag : scan_quietly(source)) {
      out += source.substr(done, tag.begin - done);
      done = tag.end;
      if (tag.kind == TagKind::Comment) {
        if (alone_on_line(source, tag) && done < source.size()) ++done;  // its newline too
      } else if (tag.kind == TagKind::Partial) {
        bind(tag.name, depth + 1);
      } else if (tag.kind == TagKind::Variable && tag.name.starts_with("s.")) {
        out += string(std::string_view(tag.name).substr(2));
      } else if (tag.kind == TagKind::Variable && tag.name.starts_with("asset.")) {
        out += asset(std::string_view(tag.name).substr(6));
      } else {
        out += source.substr(tag.begin, tag.end - tag.begin);
      }
    }
    out += source.substr(done);
  }
};

// Depth-first from one template: a name that is on the way already includes itself.
void find_cycle(const Files& files, const std::string& name, std::vector<std::string>& way,
                std::set<std::string>& done, std::vector<base::Error>& problems) {
  const File* file = find_template(files, name);
  if (file == nullptr || done.contains(name)) return;
  way.push_back(name);
  for (const Tag& tag : scan_quietly(file->bytes)) {
    if (tag.kind != TagKind::Partial) continue;
    if (std::find(way.begin(), way.end(), tag.name) != way.end()) {
      problems.push_back(problem(base::message("the partial '{}' includes itself",
                                               "le fragment « {} » s'inclut lui-même", tag.name),
                                 span_of(tag, file->shown_as)));
    } else if (way.size() > static_cast<std::size_t>(kMaximumDepth)) {
      problems.push_back(problem(base::message("partials nest deeper than {}",
                                               "plus de {} fragments imbriqués", kMaximumDepth),
                                 span_of(tag, file->shown_as)));
    } else {
      find_cycle(files, tag.name, way, done, problems);
    }
  }
  way.pop_back();
  done.insert(name);
}

}  // namespace

std::vector<Tag> scan(std::string_view source, std::string_view file,
                      std::vector<base::Error>& problems) {
  std::vector<Tag> tags;
  Lines lines(source);
  std::size_t from = 0;
  while (true) {
    const std::size_t begin = source.find("{{", from);
    if (begin == std::string_view::npos) break;
    const bool triple = source.substr(begin).starts_with("{{{");
    const std::string_view closing = triple ? "}}}" : "}}";
    const std::size_t inside = begin + (triple ? 3 : 2);
    const std::size_t close = source.find(closing, inside);
    Tag tag;
    tag.begin = begin;
    tag.at = lines.at(begin);
    const std::size_t next = source.find("{{", inside);
    if (close == std::string_view::npos || (next != std::string_view::npos && next < close)) {
      problems.push_back(
          problem(base::message("a tag that is not closed", "une balise qui n'est pas fermée"),
                  {std::string(file), tag.at, {}},
                  base::message("end it with {}", "terminez-la par {}", closing)));
      break;
    }
    tag.end = close + closing.size();
    from = tag.end;
    std::string_view contents = base::trimmed(source.substr(inside, close - inside));
    tag.kind = triple || contents.empty() ? TagKind::Variable : kind_of(contents.front());
    if (triple) tag.kind = TagKind::Markup;
    if (!triple && contents.starts_with('=')) {
      problems.push_back(problem(base::message("the delimiters of a template cannot be changed",
                                               "les délimiteurs d'un gabarit ne se changent pas"),
                                 span_of(tag, file)));
      continue;
    }
    if (!triple && tag.kind != TagKind::Variable) contents = base::trimmed(contents.substr(1));
    tag.name = contents;
    check_name(tag, file, problems);
    tags.push_back(std::move(tag));
  }
  check_sections(tags, file, problems);
  return tags;
}

std::string bind_template(const Files& files, std::string_view name, const Lookup& string,
                          const Lookup& asset) {
  Binder binder{files, string, asset};
  binder.bind(name, 0);
  return std::move(binder.out);
}

void check_partials(const Files& files, std::vector<base::Error>& problems) {
  const std::vector<std::string> names = names_in(files, "templates/", ".mustache");
  for (const std::string& name : names) {
    const File* file = find_template(files, name);
    for (const Tag& tag : scan_quietly(file->bytes))
      if (tag.kind == TagKind::Partial && find_template(files, tag.name) == nullptr)
        problems.push_back(
            problem(base::message("no template '{}'", "aucun gabarit « {} »", tag.name),
                    span_of(tag, file->shown_as), base::did_you_mean(tag.name, names)));
  }
  std::set<std::string> done;
  std::vector<std::string> way;
  for (const std::string& name : names) find_cycle(files, name, way, done, problems);
}

const File* find_template(const Files& files, std::string_view name) {
  const auto found = files.find("templates/" + std::string(name) + ".mustache");
  return found == files.end() ? nullptr : &found->second.front();
}

}  // namespace theme
