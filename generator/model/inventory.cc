#include "generator/model/inventory.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "generator/base/nearest.h"
#include "generator/text/slug.h"

namespace model {
namespace {

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> out;
  for (std::size_t slash; (slash = path.find('/')) != std::string_view::npos;
       path.remove_prefix(slash + 1))
    out.push_back(path.substr(0, slash));
  out.push_back(path);
  return out;
}

// "lesson.fr.md" -> "lesson", "fr". Without a language between two dots the tag is empty.
struct MarkdownName {
  std::string_view stem;
  std::string_view tag;
};
MarkdownName split_name(std::string_view name) {
  name.remove_suffix(std::string_view(".md").size());
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {name, {}};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

struct Place {
  PageKind kind = PageKind::Plain;
  std::string id;
  std::string folder;
  std::string stem;
};

// What page a Markdown file `stem` in the folder `parts` (without the file) is a half of; an empty
// id when of none.
Place place_of_page(const std::vector<std::string_view>& parts, std::string_view stem) {
  const auto joined = [&] { return fmt::format("{}", fmt::join(parts, "/")); };
  const std::string_view top = parts.empty() ? std::string_view() : parts.front();
  if (parts.empty() && stem == "glossary") return {PageKind::Glossary, "glossary", "", "glossary"};
  if (parts.empty() && stem == "tips") return {PageKind::Tips, "tips", "", "tips"};
  if (parts.size() == 1 && top == "pages")
    return {PageKind::Plain, std::string(stem), "pages", std::string(stem)};
  if (parts.size() == 3 && top == "lessons" && stem == "lesson")
    return {PageKind::Lesson, fmt::format("{}.{}", parts[1], parts[2]), joined(), "lesson"};
  if (parts.size() == 2 && top == "guides" && stem == "guide")
    return {PageKind::Guide, std::string(parts[1]), joined(), "guide"};
  if (parts.size() == 2 && top == "logbooks") {
    if (stem == "logbook") return {PageKind::Logbook, std::string(parts[1]), joined(), "logbook"};
    return {PageKind::Entry, std::string(stem), joined(), std::string(stem)};
  }
  return {};
}

// The folder of a page with a TOML file, when `parts` is one.
Place place_of_meta(const std::vector<std::string_view>& parts, std::string_view name) {
  for (const std::string_view stem : {"lesson", "guide", "logbook"}) {
    if (name.size() != stem.size() + 5 || !name.starts_with(stem) || !name.ends_with(".toml"))
      continue;
    Place place = place_of_page(parts, stem);
    if (place.stem == stem && !meta_file_of(place.kind, place.folder).empty()) return place;
  }
  return {};
}

class Sorter {
 public:
  Sorter(std::span<const std::string> languages, Problems& problems)
      : languages_(languages), problems_(problems) {}

  void take(const base::FileEntry& file) {
    if (file.link) {
      problems_.push_back(problem(
          "symlink", {file.path, {}, {}},
          base::message("a symbolic link is not followed", "un lien symbolique n'est pas suivi"),
          base::message("put a copy of the file here", "mettez ici une copie du fichier")));
      return;
    }
    std::vector<std::string_view> parts = split_path(file.path);
    const std::string_view name = parts.back();
    parts.pop_back();
    const std::string_view top = parts.empty() ? std::string_view() : parts.front();
    if (file.path == "course.toml" || name.starts_with("LICENSE") || top == "schemas") return;
    if (name == "README.md") {
      out_.readmes.push_back(file.path);
    } else if (top == "assets") {
      take_asset(file.path);
    } else if (name.ends_with(".md")) {
      take_markdown(file, parts, name);
    } else if (parts.size() == 1 && top == "figures" && name.ends_with(".toml") &&
               text::Slug::parse(name.substr(0, name.size() - 5), {})) {
      out_.figures.push_back(file.path);
    } else if (name.ends_with(".toml")) {
      take_meta(file, parts, name);
    } else if (is_page_folder(parts) && is_asset_name(name)) {
      out_.beside.push_back(file.path);
    } else {
      unknown(file.path,
              base::message(
                  "pictures and downloads belong in assets/ or in the folder of a page",
                  "les images et téléchargements vont dans assets/ ou dans le dossier d'une page"));
    }
  }

  Inventory finish() {
    for (auto& [key, page] : pages_) out_.pages.push_back(std::move(page));
    return std::move(out_);
  }

 private:
  static bool is_page_folder(const std::vector<std::string_view>& parts) {
    if (parts.empty()) return false;
    if (parts.front() == "lessons") return parts.size() == 3;
    if (parts.front() == "pages") return parts.size() == 1;
    return (parts.front() == "guides" || parts.front() == "logbooks") && parts.size() == 2;
  }

  void unknown(const std::string& path, base::Message hint) {
    problems_.push_back(problem("file-unknown", {path, {}, {}},
                                base::message("this file is not part of the course",
                                              "ce fichier ne fait pas partie du cours"),
                                std::move(hint)));
  }

  void take_asset(const std::string& path) {
    if (is_asset_name(path)) {
      out_.assets.push_back(path);
      return;
    }
    problems_.push_back(
        problem("asset-unsafe", {path, {}, {}},
                base::message("a file of this kind is not published",
                              "un fichier de ce genre n'est pas publié"),
                base::message("assets are pictures, sound, films, PDF, text and archives",
                              "les fichiers joints sont des images, du son, des films, des PDF, du "
                              "texte et des archives")));
  }

  PageFiles& page(const Place& place) {
    PageFiles& out = pages_[{place.kind, place.folder, place.id}];
    if (out.id.empty()) {
      out.kind = place.kind;
      out.id = place.id;
      out.folder = place.folder;
      out.stem = place.stem;
      out.halves.resize(languages_.size());
      out.sizes.resize(languages_.size());
    }
    return out;
  }

  void take_markdown(const base::FileEntry& file, const std::vector<std::string_view>& parts,
                     std::string_view name) {
    const MarkdownName split = split_name(name);
    const auto language = std::find(languages_.begin(), languages_.end(), split.tag);
    if (language == languages_.end()) {
      unknown(file.path, language_hint(split));
      return;
    }
    const Place place = place_of_page(parts, split.stem);
    if (place.id.empty()) {
      unknown(file.path, path_hint(parts, split.stem));
      return;
    }
    PageFiles& found = page(place);
    const auto index = static_cast<std::size_t>(language - languages_.begin());
    found.halves[index] = file.path;
    found.sizes[index] = file.size;
  }

  void take_meta(const base::FileEntry& file, const std::vector<std::string_view>& parts,
                 std::string_view name) {
    const Place place = place_of_meta(parts, name);
    if (place.id.empty()) {
      unknown(file.path, path_hint(parts, name.substr(0, name.size() - 5)));
      return;
    }
    PageFiles& found = page(place);
    found.meta = file.path;
    found.meta_size = file.size;
  }

  base::Message language_hint(const MarkdownName& split) const {
    std::vector<std::string> names;
    for (const std::string& language : languages_)
      names.push_back(fmt::format("{}.{}.md", split.stem, language));
    const base::Message list = quoted_list(names);
    return {fmt::format("the name ends in a language of the course: {}", list.en),
            fmt::format("le nom finit par une langue du cours : {}", list.fr)};
  }

  static base::Message path_hint(const std::vector<std::string_view>& parts,
                                 std::string_view stem) {
    static const std::vector<std::string> kFolders = {"lessons", "guides", "logbooks", "pages",
                                                      "assets", "figures"};
    if (!parts.empty()) {
      base::Message near = base::did_you_mean(parts.front(), kFolders);
      if (std::find(kFolders.begin(), kFolders.end(), parts.front()) == kFolders.end() &&
          !near.empty())
        return near;
    }
    static const std::vector<std::string> kStems = {"lesson", "guide", "logbook", "glossary",
                                                    "tips"};
    const std::string near = base::nearest(stem, kStems);
    if (!near.empty() && near != stem) return base::did_you_mean(stem, kStems);
    return base::message(
        "pages are lessons/<topic>/<slug>/lesson.<language>.md, guides/<slug>/guide.<language>.md, "
        "logbooks/<slug>/…, pages/<slug>.<language>.md",
        "les pages sont lessons/<thème>/<nom>/lesson.<langue>.md, guides/<nom>/guide.<langue>.md, "
        "logbooks/<nom>/…, pages/<nom>.<langue>.md");
  }

  std::span<const std::string> languages_;
  Problems& problems_;
  Inventory out_;
  std::map<std::tuple<PageKind, std::string, std::string>, PageFiles> pages_;
};

}  // namespace

bool is_asset_name(std::string_view path) {
  static constexpr std::array<std::string_view, 26> kEndings = {
      ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".mp3",  ".ogg",
      ".wav", ".mp4", ".webm", ".vtt", ".pdf",  ".txt",  ".csv", ".json", ".yaml",
      ".yml", ".zip", ".gz",   ".sh",  ".ps1",  ".py",   ".sql", ".conf"};
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return false;
  std::string ending(path.substr(dot));
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

std::string meta_file_of(PageKind kind, std::string_view folder) {
  switch (kind) {
    case PageKind::Lesson:
      return fmt::format("{}/lesson.toml", folder);
    case PageKind::Guide:
      return fmt::format("{}/guide.toml", folder);
    case PageKind::Logbook:
      return fmt::format("{}/logbook.toml", folder);
    default:
      return {};
  }
}

std::string half_file_of(const Page& page, std::string_view language) {
  switch (page.kind) {
    case PageKind::Lesson:
      return fmt::format("{}/lesson.{}.md", page.folder, language);
    case PageKind::Guide:
      return fmt::format("{}/guide.{}.md", page.folder, language);
    case PageKind::Logbook:
      return fmt::format("{}/logbook.{}.md", page.folder, language);
    case PageKind::Entry:
    case PageKind::Plain:
      return fmt::format("{}/{}.{}.md", page.folder, page.id, language);
    case PageKind::Glossary:
    case PageKind::Tips:
      break;
  }
  return fmt::format("{}.{}.md", page.id, language);
}

Inventory take_inventory(std::span<const base::FileEntry> files,
                         std::span<const std::string> languages, Problems& problems) {
  Sorter sorter(languages, problems);
  for (const base::FileEntry& file : files) sorter.take(file);
  return sorter.finish();
}

}  // namespace model
