// mdBook (SUMMARY.md), MkDocs (mkdocs.yml) and Hugo (content/, _index.md). Their configurations are
// read line by line for the few keys that matter: they may hold anything besides.
#include <algorithm>

#include "generator/base/ascii.h"
#include "generator/importing/outline.h"
#include "generator/text/front_matter.h"
#include "generator/text/schema.h"
#include "generator/text/toml.h"

namespace importing {
namespace {

using base::message;

std::string_view unquoted(std::string_view value) {
  value = base::trimmed(value);
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
      value.back() == value.front())
    return value.substr(1, value.size() - 2);
  return value;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// `key: value` or `key = value` at the start of a line.
std::string setting(std::string_view text, std::string_view key) {
  for (const std::string_view line : lines_of(text)) {
    if (!line.starts_with(key)) continue;
    const std::string_view rest = base::trimmed(line.substr(key.size()));
    if (rest.empty() || (rest.front() != ':' && rest.front() != '=')) continue;
    return std::string(unquoted(rest.substr(1)));
  }
  return {};
}

// The only one of them that exists, or empty.
std::string first_file(const Tree& tree, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (tree.has(name)) return std::string(name);
  return {};
}

// "src" -> "src/"; nothing that leaves the folder.
std::string as_folder(std::string folder) {
  while (folder.starts_with("./")) folder.erase(0, 2);
  while (folder.ends_with('/')) folder.pop_back();
  if (folder.empty() || folder == "." || folder.find("..") != std::string::npos) return {};
  return folder + "/";
}

// A navigation as it is written: a title, a file, how deep it stands.
struct Item {
  std::size_t depth = 0;
  std::string title;
  std::string file;  // empty: a heading of those below it
  std::uint32_t line = 0;
};

// Headings and pages with pages below them are topics; what stands alone belongs to the course.
void take_items(const std::vector<Item>& items, Outline& out) {
  std::string part;
  const std::size_t level = index_of(out.levels, out.title);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    const bool parent = i + 1 < items.size() && items[i + 1].depth > item.depth;
    if (item.depth == 0) part = parent || item.file.empty() ? item.title : std::string();
    if (item.file.empty()) continue;
    if (!item.title.empty()) out.titles.emplace(item.file, item.title);
    place(out, item.file, level, index_of(out.topics, part.empty() ? out.title : part));
  }
}

// What stands behind the front matter, in YAML or TOML.
std::string_view body_of(std::string_view page) {
  for (const std::string_view fence : {"---\n", "+++\n"}) {
    if (!page.starts_with(fence)) continue;
    const std::size_t end = page.find("\n" + std::string(fence), fence.size() - 1);
    return end == std::string_view::npos ? page : page.substr(end + 1 + fence.size());
  }
  return page;
}

}  // namespace

bool read_mdbook(const Tree& tree, Places& places, Outline& out, std::vector<Note>& notes) {
  if (!tree.has("book.toml")) return false;
  const auto config = tree.bytes("book.toml");
  std::string folder = "src/";
  if (config) {
    if (const auto toml = text::parse_toml(*config, "book.toml")) {
      if (const text::Node* book = toml->find("book")) {
        const std::string title = text::string_at(*book, "title");
        if (!title.empty()) out.title = title;
        out.description = text::string_at(*book, "description");
        out.language = text::string_at(*book, "language");
        folder = as_folder(text::string_at(*book, "src", "src"));
      }
    }
  }
  const std::string summary = folder + "SUMMARY.md";
  const SourceFile* page = tree.find_page(summary);
  if (page == nullptr) return false;
  out.shape = Shape::MdBook;
  out.root = folder;
  places.add_root(folder);
  out.structure.insert(summary);
  Notes said(summary, notes);
  const SourceText source(page->text);
  std::vector<Item> items;
  std::string part;
  bool bulleted = false;
  for (std::size_t i = 0; i < source.line_count(); ++i) {
    const std::string_view line = source.line(i);
    const std::string_view text = base::trimmed(line);
    if (text.starts_with("# ")) {
      part = plain_words(text.substr(2));
      const bool heading_of_all = items.empty() && (part == "Summary" || part == "Sommaire");
      if (!heading_of_all) items.push_back({0, part, {}, source.origin(i)});
      continue;
    }
    const std::vector<Zone> prose(line.size(), Zone::Prose);
    for (const FoundLink& link : find_links(line, prose, [](std::string_view) { return false; })) {
      const bool bullet = text.starts_with("- ") || text.starts_with("* ");
      bulleted = bulleted || bullet;
      const std::string title = plain_words(link.text);
      if (link.target.empty()) {
        said.done(source.origin(i), message("a chapter without a page: '{}'",
                                            "un chapitre sans page : « {} »", title));
        continue;
      }
      const Places::Found found = places.find(summary, link.target);
      if (found.kind != Places::Kind::File || !is_markdown(found.file)) {
        said.person(source.origin(i), message("the table of contents leads to '{}', which is not "
                                              "there",
                                              "la table des matières mène à « {} », qui n'existe "
                                              "pas",
                                              link.target));
        continue;
      }
      if (!bullet) {
        out.titles.emplace(found.file, title);  // before or behind the chapters: a page apart
        continue;
      }
      items.push_back(
          {indent_of(line) / 2 + (part.empty() ? 0 : 1), title, found.file, source.origin(i)});
      break;
    }
  }
  take_items(items, out);
  return !out.lessons.empty();
}

bool read_mkdocs(const Tree& tree, Places& places, Outline& out, std::vector<Note>& notes) {
  const std::string file = first_file(tree, {"mkdocs.yml", "mkdocs.yaml"});
  if (file.empty()) return false;
  const auto config = tree.bytes(file);
  if (!config) return false;
  out.shape = Shape::MkDocs;
  if (std::string title = setting(*config, "site_name"); !title.empty()) out.title = title;
  out.description = setting(*config, "site_description");
  std::string folder = setting(*config, "docs_dir");
  folder = folder.empty() ? "docs/" : as_folder(folder);
  out.root = folder;
  places.add_root(folder);
  Notes said(file, notes);
  std::vector<Item> items;
  bool inside = false;
  std::uint32_t number = 0;
  std::size_t base_indent = std::string::npos;
  for (const std::string_view line : lines_of(*config)) {
    ++number;
    const std::string_view text = base::trimmed(line);
    if (text.empty() || text.starts_with('#')) continue;
    if (!text.starts_with("-")) {
      inside = line.starts_with("nav:");
      continue;
    }
    if (!inside) continue;
    base_indent = std::min(base_indent, indent_of(line));
    const std::size_t indent = indent_of(line) - base_indent;
    const std::string_view entry = base::trimmed(text.substr(1));
    // "Title: page.md", "Section:", "page.md"
    const std::size_t colon = entry.rfind(": ");
    std::string title, target;
    if (entry.ends_with(':')) {
      title = unquoted(entry.substr(0, entry.size() - 1));
    } else if (colon != std::string_view::npos) {
      title = unquoted(entry.substr(0, colon));
      target = unquoted(entry.substr(colon + 1));
    } else {
      target = unquoted(entry);
    }
    if (target.empty()) {
      items.push_back({indent / 2, title, {}, number});
      continue;
    }
    const std::string found = tree.find_like(folder + target);
    if (found.empty() || !is_markdown(found)) {
      said.person(number, message("the navigation leads to '{}', which is not there",
                                  "la navigation mène à « {} », qui n'existe pas", target));
      continue;
    }
    items.push_back({indent / 2, title, found, number});
  }
  take_items(items, out);
  if (!out.lessons.empty()) return true;
  // Without a navigation MkDocs takes the folders.
  read_folders(tree, out);
  return true;
}

bool read_hugo(const Tree& tree, Places& places, Outline& out, std::vector<Note>&) {
  const std::string file = first_file(
      tree, {"hugo.toml", "hugo.yaml", "hugo.yml", "config.toml", "config.yaml", "config.yml"});
  const bool content = std::any_of(tree.pages().begin(), tree.pages().end(), [](const auto& page) {
    return page.path.starts_with("content/");
  });
  if (file.empty() || !content) return false;
  out.shape = Shape::Hugo;
  out.root = "content/";
  places.add_root("content/");
  places.add_root("static/");
  if (const auto config = tree.bytes(file)) {
    if (std::string title = setting(*config, "title"); !title.empty()) out.title = title;
    out.language = setting(*config, "languageCode");
  }
  struct Entry {
    std::string file, section;
    long weight = 0;
  };
  std::vector<Entry> entries;
  std::map<std::string, std::string> titles;
  std::map<std::string, long> weights;
  for (const SourceFile& page : tree.pages()) {
    if (!page.path.starts_with("content/")) continue;
    const std::string rest = page.path.substr(8);
    const std::size_t slash = rest.find('/');
    const std::string section = slash == std::string::npos ? std::string() : rest.substr(0, slash);
    std::string title;
    long weight = 1'000'000;  // without one a page comes last
    if (const auto parts = text::split_front_matter(page.text, page.path)) {
      if (const auto front = text::parse_front_matter(*parts, page.path)) {
        title = text::string_at(*front, "title");
        if (const text::Node* node = front->find("weight"))
          if (const auto* number = std::get_if<std::int64_t>(&node->value))
            weight = static_cast<long>(std::clamp<std::int64_t>(*number, -1'000'000, 1'000'000));
      }
    }
    if (page.text.starts_with("+++")) {
      title = setting(page.text, "title");
      const std::string number = setting(page.text, "weight");
      if (!number.empty() && number.size() < 7 &&
          number.find_first_not_of("0123456789") == std::string::npos)
        weight = std::stol(number);
    }
    const bool index = rest.ends_with("_index.md");
    if (index && rest == section + "/_index.md") {
      titles[section] = title;
      weights[section] = weight;
      weight = -2'000'000;  // the section's own page comes first
    }
    if (index && base::trimmed(body_of(page.text)).empty()) {
      out.structure.insert(page.path);  // it names its section, and has nothing to read
      continue;
    }
    if (!section.empty()) entries.push_back({page.path, section, weight});
  }
  std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
    const auto key = [&](const Entry& entry) {
      const auto found = weights.find(entry.section);
      return std::tuple(found == weights.end() ? 1'000'000L : found->second, entry.section,
                        entry.weight, entry.file);
    };
    return key(a) < key(b);
  });
  const std::size_t level = index_of(out.levels, out.title);
  for (const Entry& entry : entries) {
    const std::string& known = titles[entry.section];
    place(out, entry.file, level,
          index_of(out.topics, known.empty() ? title_of_name(entry.section) : known));
  }
  return !out.lessons.empty();
}

}  // namespace importing
