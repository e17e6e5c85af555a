#include "generator/importing/course_files.h"

#include <algorithm>
#include <map>

#include "generator/text/slug.h"
#include "generator/text/written.h"

namespace importing {
namespace {

bool is_index_name(std::string_view name) {
  const std::string slug = text::Slug::from_title(name).str();
  return slug == "readme" || slug == "index" || slug == "home";
}

int minutes_to_read(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    words += !space && !inside ? 1 : 0;
    inside = !space;
  }
  return static_cast<int>(std::min<std::size_t>(words / 200 + 1, 600));
}

// One text for every language: whoever translates has the words before them.
std::string texts(const CourseParts& course, std::string_view text) {
  std::string out;
  for (const std::string& language : course.languages)
    out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", language, text::toml_string(text));
  return "{ " + out + " }";
}

}  // namespace

const Page& first_page(const CourseParts& course, const Group& group) {
  const auto own = group.pages.find(course.languages.front());
  return course.pages[own != group.pages.end() ? own->second : group.pages.begin()->second];
}
std::string slug_of(const CourseParts& course, const Group& group) {
  const Page& page = first_page(course, group);
  std::string_view path = page.key;
  if (path.starts_with(course.outline.root)) path.remove_prefix(course.outline.root.size());
  // "docs" and "content" say nothing of the page that stands for the whole.
  const bool is_whole = !course.outline.root.empty() && path.find('/') == std::string_view::npos &&
                        is_index_name(path.substr(0, path.rfind('.')));
  const std::string name = is_whole ? std::string() : name_of(path);
  return text::Slug::from_title(name.empty() ? page.headings.title : name).str();
}
// Pages about the course itself, which stand at its top.
bool is_plain(const CourseParts& course, const Group& group) {
  std::string_view path = first_page(course, group).key;
  if (path.starts_with(course.outline.root)) path.remove_prefix(course.outline.root.size());
  if (path.find('/') != std::string_view::npos) return false;
  const std::string slug = text::Slug::from_title(path.substr(0, path.rfind('.'))).str();
  static constexpr std::string_view kNames[] = {
      "readme",    "index",           "home",     "license", "licence", "contributing",
      "changelog", "code-of-conduct", "security", "authors", "about",   "a-propos"};
  return std::find(std::begin(kNames), std::end(kNames), slug) != std::end(kNames);
}

std::string name_of(std::string_view path) {
  std::string_view stem = path.substr(0, path.rfind('.'));
  std::size_t slash = stem.rfind('/');
  std::string_view name = slash == std::string_view::npos ? stem : stem.substr(slash + 1);
  if (is_index_name(name) && slash != std::string_view::npos && slash > 0) {
    stem = stem.substr(0, slash);
    slash = stem.rfind('/');
    name = slash == std::string_view::npos ? stem : stem.substr(slash + 1);
  }
  return title_of_name(name);
}

std::string page_toml(const CourseParts& course, const Group& group) {
  const Page& page = first_page(course, group);
  std::string toml;
  if (group.kind == model::PageKind::Lesson) {
    toml = fmt::format("id = \"{}.{}\"\nrev = 1\nlevel = \"{}\"\ntopic = \"{}\"\n",
                       course.topics[group.topic], group.slug, course.levels[group.level],
                       course.topics[group.topic]);
  } else {
    toml = fmt::format("id = \"{}\"\nrev = 1\n", group.slug);
  }
  toml += fmt::format("source = \"{}\"\nminutes = {{ read = {}, do = 0 }}\n", page.language,
                      minutes_to_read(page.text.text()));
  if (group.draft) toml += "status = \"draft\"\n";
  std::map<std::string, Placeholder> variables;
  for (const auto& [language, index] : group.pages)
    for (const Placeholder& one : course.pages[index].placeholders)
      variables.emplace(one.name, one);
  for (const auto& [name, one] : variables) {
    toml += fmt::format("\n[vars.{}]\ntype = \"{}\"\nexample = {}\n", name, one.type,
                        text::toml_string(one.example));
    if (one.secret) toml += "secret = true\n";
  }
  return toml;
}

std::string course_toml(const CourseParts& course) {
  std::string description = course.outline.description;
  for (const Group& group : course.groups)
    if (description.empty() && is_plain(course, group) && is_index_name(slug_of(course, group)))
      description = first_page(course, group).description;
  if (description.empty()) description = course.outline.title;
  std::string names;
  for (const std::string& language : course.languages)
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", language);
  std::string out = fmt::format(
      "id = \"{}\"\nlanguages = [{}]\ntitle = {}\ntagline = {}\ndescription = {}\n",
      text::Slug::from_title(course.outline.title).str(), names,
      texts(course, course.outline.title), texts(course, description), texts(course, description));
  for (std::size_t i = 0; i < course.levels.size(); ++i)
    out += fmt::format("\n[[level]]\nid = \"{}\"\ntitle = {}\npromise = {}\nobjective = {}\n",
                       course.levels[i], texts(course, course.outline.levels[i]),
                       texts(course, course.outline.levels[i]),
                       texts(course, course.outline.levels[i]));
  for (std::size_t i = 0; i < course.topics.size(); ++i)
    out += fmt::format("\n[[topic]]\nid = \"{}\"\ntitle = {}\nquestion = {}\n", course.topics[i],
                       texts(course, course.outline.topics[i]),
                       texts(course, course.outline.topics[i]));
  std::map<std::pair<std::size_t, std::size_t>, std::string> lessons;
  for (const std::size_t index : course.order) {
    const Group& group = course.groups[index];
    if (group.left_out) continue;
    std::string& list = lessons[{group.topic, group.level}];
    list += fmt::format("{}\"{}.{}\"", list.empty() ? "" : ", ", course.topics[group.topic],
                        group.slug);
  }
  for (std::size_t topic = 0; topic < course.topics.size(); ++topic)
    for (std::size_t level = 0; level < course.levels.size(); ++level) {
      out += fmt::format("\n[[cell]]\nlevel = \"{}\"\ntopic = \"{}\"\n", course.levels[level],
                         course.topics[topic]);
      if (const auto found = lessons.find({topic, level}); found != lessons.end())
        out += fmt::format("lessons = [{}]\n", found->second);
      std::string text;
      for (const OutlineCell& cell : course.outline.texts)
        if (cell.level == level && cell.topic == topic)
          text += (text.empty() ? "" : " ; ") + cell.text;
      if (!text.empty()) out += fmt::format("text = {}\n", texts(course, text));
    }
  return out;
}

}  // namespace importing
