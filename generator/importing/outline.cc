#include "generator/importing/outline.h"

#include <algorithm>
#include <tuple>

#include "generator/base/ascii.h"
#include "generator/importing/page.h"
#include "generator/text/slug.h"

namespace importing {
namespace {

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> out;
  for (std::size_t at; (at = text.find(mark)) != std::string_view::npos; text.remove_prefix(at + 1))
    out.push_back(text.substr(0, at));
  out.push_back(text);
  return out;
}

// Files about the repository, not about its subject.
bool is_about_repository(std::string_view path) {
  static constexpr std::string_view kNames[] = {
      "license",        "licence", "contributing", "changelog", "code-of-conduct",       "security",
      "support",        "authors", "sidebar",      "footer",    "pull-request-template", "summary",
      "issue-template", "header"};
  if (path.find('/') != std::string_view::npos) return false;
  const std::string name = text::Slug::from_title(path.substr(0, path.find('.'))).str();
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// "10-network" before "9-network" is not what its author means.
std::tuple<long, std::string> order_of(std::string_view name) {
  std::size_t digits = 0;
  long number = 0;
  while (digits < name.size() && digits < 6 && name[digits] >= '0' && name[digits] <= '9')
    number = number * 10 + (name[digits++] - '0');
  return {digits > 0 ? number : 1'000'000, std::string(name)};
}

bool before(const std::string& a, const std::string& b) {
  const auto left = split(a, '/'), right = split(b, '/');
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if (left[i] == right[i]) continue;
    // The first page of a folder introduces it.
    const bool leaf_left = i + 1 == left.size(), leaf_right = i + 1 == right.size();
    const auto first = [](std::string_view name) {
      return name.starts_with("README") || name.starts_with("index.") || name.starts_with("_index");
    };
    if (leaf_left && first(left[i])) return true;
    if (leaf_right && first(right[i])) return false;
    return order_of(left[i]) < order_of(right[i]);
  }
  return left.size() < right.size();
}

// What the page that everybody sees first says the course is called.
std::string title_of_front_page(const Tree& tree) {
  for (const std::string_view name :
       {"README.md", "readme.md", "README.fr.md", "Home.md", "index.md"}) {
    const SourceFile* page = tree.find_page(name);
    if (page == nullptr) continue;
    std::vector<Note> unused;
    Notes notes(page->path, unused);
    const FrontMatter front = read_front_matter(*page, notes);
    SourceText text(page->text.substr(front.body));
    mend_html(text, notes);
    const std::string title = mend_headings(text, front.title, "", notes).title;
    if (!title.empty()) return title;
  }
  return {};
}

}  // namespace

bool names_a_level(std::string_view title) {
  static constexpr std::string_view kWords[] = {
      "debutant", "debutante", "debutants",    "intermediaire",   "intermediaires",
      "avance",   "avancee",   "avances",      "expert",          "experts",
      "beginner", "beginners", "intermediate", "advanced",        "novice",
      "niveau",   "level",     "initiation",   "perfectionnement"};
  const std::string slug = text::Slug::from_title(title).str();
  const auto words = split(slug, '-');
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
  });
}

std::string title_of_name(std::string_view name) {
  std::size_t begin = 0;
  while (begin < name.size() && name[begin] >= '0' && name[begin] <= '9') ++begin;
  const std::size_t rest = std::min(name.find_first_not_of(" ._-)", begin), name.size());
  // "2026" alone is a name; the number of "02-x" only orders.
  if (begin > 0 && rest > begin && rest < name.size()) name.remove_prefix(rest);
  std::string out(name);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return std::string(base::trimmed(out));
}

std::size_t index_of(std::vector<std::string>& titles, const std::string& title) {
  const auto found = std::find(titles.begin(), titles.end(), title);
  if (found != titles.end()) return static_cast<std::size_t>(found - titles.begin());
  titles.push_back(title);
  return titles.size() - 1;
}

void place(Outline& outline, const std::string& file, std::size_t level, std::size_t topic) {
  if (outline.placed.insert(file).second) outline.lessons.push_back({file, level, topic});
}

// A folder is a topic, or a level when it is called like one.
void read_folders(const Tree& tree, Outline& out) {
  std::vector<std::string> files;
  for (const SourceFile& page : tree.pages()) files.push_back(page.path);
  std::sort(files.begin(), files.end(), before);
  for (const std::string& file : files) {
    const auto parts = split(file, '/');
    if (parts.size() < 2) continue;
    std::string level, topic;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      if (level.empty() && names_a_level(parts[i]))
        level = title_of_name(parts[i]);
      else if (topic.empty() && parts[i] != "docs" && parts[i] != "content" && parts[i] != "fr" &&
               parts[i] != "en")
        topic = title_of_name(parts[i]);
    }
    if (topic.empty()) topic = out.title;
    if (level.empty()) level = out.title;
    place(out, file, index_of(out.levels, level), index_of(out.topics, topic));
  }
  if (!out.lessons.empty()) return;
  // All pages side by side, as in a wiki.
  for (const std::string& file : files) {
    if (is_about_repository(file) || file.starts_with("README") || file.starts_with("Home."))
      continue;
    place(out, file, index_of(out.levels, out.title), index_of(out.topics, out.title));
  }
}

Outline find_outline(const Tree& tree, Places& places, std::vector<Note>& notes) {
  Outline out;
  out.title = title_of_front_page(tree);
  if (out.title.empty()) out.title = title_of_name(tree.name());
  if (out.title.empty()) out.title = "Course";
  const bool known = read_mdbook(tree, places, out, notes) ||
                     read_mkdocs(tree, places, out, notes) || read_hugo(tree, places, out, notes) ||
                     read_grid(tree, places, out, notes);
  if (!known) read_folders(tree, out);
  if (out.levels.empty()) out.levels.push_back(out.title);
  if (out.topics.empty()) out.topics.push_back(out.title);
  for (const SourceFile& page : tree.pages())
    if (page.path.starts_with('_') && page.path.find('/') == std::string::npos)
      out.structure.insert(page.path);  // the margins of a wiki
  return out;
}

}  // namespace importing
