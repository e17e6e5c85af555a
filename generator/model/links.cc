#include "generator/model/links.h"

#include <algorithm>
#include <vector>

#include "generator/base/nearest.h"
#include "generator/model/anchors.h"
#include "generator/model/inventory.h"
#include "generator/text/slug.h"
#include "generator/text/url.h"

namespace model {
namespace {

constexpr std::size_t kMostAnchorsCompared = 2000;

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// The last `count` parts of a path: ("a/b/c.md", 2) -> "b/c.md".
std::string_view tail_of(std::string_view path, int count) {
  std::size_t at = path.size();
  for (int i = 0; i < count; ++i) {
    at = at == 0 ? std::string_view::npos : path.rfind('/', at - 1);
    if (at == std::string_view::npos) return path;
  }
  return path.substr(at + 1);
}

// The file whose path ends in `tail`, if there is exactly one.
std::string only_one_ending_in(const std::vector<std::string>& files, std::string_view tail) {
  const std::string* found = nullptr;
  for (const std::string& file : files) {
    const bool ends = file.ends_with(tail) &&
                      (file.size() == tail.size() || file[file.size() - tail.size() - 1] == '/');
    if (!ends) continue;
    if (found != nullptr) return {};
    found = &file;
  }
  return found != nullptr ? *found : std::string();
}

class Resolver {
 public:
  Resolver(const Course& course, std::string_view from, LanguageIndex language, Suggest suggest)
      : course_(course), from_(from), language_(language), suggest_(suggest) {}

  ResolvedLink resolve(std::string_view written, bool image) {
    const text::Target target = text::parse_target(written);
    switch (target.kind) {
      case text::TargetKind::Unsafe:
        return {LinkOutcome::Unsafe, {}, {}, {}};
      case text::TargetKind::Web:
      case text::TargetKind::Mail:
        return {LinkOutcome::External, std::string(written), {}, {}};
      case text::TargetKind::Anchor:
        return same_page(target.fragment);
      case text::TargetKind::Relative:
        break;
    }
    if (target.path.empty()) return missing({}, image);
    if (const std::string lab = lab_of(target.path); !lab.empty())
      return {LinkOutcome::Page, address_of_lab(course_, lab, language_), target.fragment, {}};
    const std::string path = text::resolve(from_, target.path);
    if (path.empty()) return missing(path_without_dots(target.path), image);
    const auto page = course_.page_by_file.find(path);
    if (page != course_.page_by_file.end() && !image)
      return other_page(course_.pages[page->second.first], page->second.second, target.fragment,
                        path);
    if (std::binary_search(course_.assets.begin(), course_.assets.end(), path))
      return {LinkOutcome::Asset, asset_address(path), target.fragment, {}};
    return missing(path, image || is_asset_name(path));
  }

 private:
  // The author of a page on GitHub links to the lab's file; on the site that is the lab's page.
  std::string lab_of(std::string_view path) const {
    constexpr std::string_view kFolder = "labs/catalog/", kEnding = ".toml";
    const std::size_t at = path.rfind(kFolder);
    if (at == std::string_view::npos || !path.ends_with(kEnding) || (at > 0 && path[at - 1] != '/'))
      return {};
    const std::string_view name = path.substr(at + kFolder.size());
    const std::string_view id = name.substr(0, name.size() - kEnding.size());
    if (course_.find_lab(id) != nullptr) return std::string(id);
    return !course_.labs_known && text::Slug::parse(id, {}) ? std::string(id) : std::string();
  }

  static std::string path_without_dots(std::string_view path) {
    while (path.starts_with("../") || path.starts_with("./"))
      path.remove_prefix(path.find('/') + 1);
    return std::string(path);
  }

  ResolvedLink same_page(const std::string& fragment) {
    const auto here = course_.page_by_file.find(std::string(from_));
    if (here == course_.page_by_file.end()) return {LinkOutcome::NoAnchor, {}, fragment, {}};
    const Page& page = course_.pages[here->second.first];
    // A logbook's file is several pages of the site, so a place in it always has an address.
    if (page.kind == PageKind::Logbook)
      return place_in(page, language_, fragment, LinkOutcome::Page, {});
    ResolvedLink out = place_in(page, language_, fragment, LinkOutcome::Anchor, {});
    out.address.clear();
    return out;
  }

  ResolvedLink other_page(const Page& page, LanguageIndex its_language, const std::string& fragment,
                          std::string_view path) {
    const LinkOutcome outcome =
        its_language == language_ ? LinkOutcome::Page : LinkOutcome::WrongLanguage;
    return place_in(page, its_language, fragment, outcome, path);
  }

  ResolvedLink place_in(const Page& page, LanguageIndex its_language, const std::string& fragment,
                        LinkOutcome outcome, std::string_view path) {
    ResolvedLink out = {outcome, address_of(course_, page, language_), fragment, {}};
    if (fragment.empty()) return out;
    const LanguageIndex shown = shown_language(page, its_language);
    if (page.kind == PageKind::Logbook && place_in_entry(page, shown, fragment, out)) return out;
    if (const auto anchor = find_anchor(page.halves[shown], fragment)) {
      out.fragment = *anchor;
      return out;
    }
    out.outcome = LinkOutcome::NoAnchor;
    if (suggest_ == Suggest::Yes) out.nearest = nearest_anchor(page.halves[shown], fragment, path);
    return out;
  }

  // A place inside an entry that is written in the logbook's file is on the entry's own page.
  bool place_in_entry(const Page& logbook, LanguageIndex shown, const std::string& fragment,
                      ResolvedLink& out) const {
    const Half& half = logbook.halves[shown];
    const auto heading = find_heading(half, fragment);
    if (!heading || *heading == kNoHeading) return false;
    const base::Position at = half.facts.headings[*heading].at;
    const auto& logs = half.facts.logs;
    const auto after = std::upper_bound(
        logs.begin(), logs.end(), at,
        [](base::Position place, const markdown::LogFact& log) { return place < log.at; });
    if (after == logs.begin() || (after - 1)->end < at) return false;
    const Page* entry = course_.find_page(PageKind::Entry, (after - 1)->id);
    if (entry == nullptr || !entry->in_logbook_file || &course_.pages[entry->logbook] != &logbook)
      return false;
    out.address = address_of(course_, *entry, language_);
    out.fragment.clear();
    // The entry's own title needs no fragment.
    const Half& own = entry->halves[shown];
    for (std::size_t i = 1; i < own.facts.headings.size(); ++i)
      if (own.facts.headings[i].at == at) out.fragment = own.anchors[i];
    return true;
  }

  std::string nearest_anchor(const Half& half, std::string_view fragment,
                             std::string_view path) const {
    std::vector<std::string> names(
        half.anchors.begin(),
        half.anchors.begin() +
            static_cast<std::ptrdiff_t>(std::min(half.anchors.size(), kMostAnchorsCompared)));
    const std::string near = base::nearest(fragment, names);
    if (near.empty()) return {};
    return path.empty() ? "#" + near : text::relative_address(from_, path) + "#" + near;
  }

  ResolvedLink missing(const std::string& path, bool asset) {
    ResolvedLink out = {asset ? LinkOutcome::NoAsset : LinkOutcome::NoPage, {}, {}, {}};
    if (suggest_ == Suggest::No || path.empty()) return out;
    const std::string near = nearest_file(path, asset);
    if (!near.empty()) out.nearest = text::relative_address(from_, near);
    return out;
  }

  std::string nearest_file(std::string path, bool asset) const {
    std::vector<std::string> files;
    if (asset) {
      files = course_.assets;
    } else {
      for (const Page& page : course_.pages) {
        if (page.in_logbook_file) continue;
        const Half& half = page.halves[language_];
        if (half.exists) files.push_back(half.file);
      }
    }
    if (!asset) {
      if (std::string page = page_of_folder(path, files); !page.empty()) return page;
    }
    if (std::string near = base::nearest(path, files); !near.empty()) return near;
    if (std::string two = only_one_ending_in(files, tail_of(path, 2)); !two.empty()) return two;
    return only_one_ending_in(files, tail_of(path, 1));
  }

  // A link to a folder, to its README.md, to "lesson.md" or lesson.toml means the page that is
  // there.
  std::string page_of_folder(std::string_view path, const std::vector<std::string>& files) const {
    while (path.ends_with('/')) path.remove_suffix(1);
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const bool is_file = name.find('.') != std::string_view::npos;
    std::string_view folder = is_file ? folder_of(path) : path;
    const std::string stem(is_file ? name.substr(0, name.find('.')) : std::string_view());
    const std::string ending = "." + course_.languages[language_] + ".md";
    const auto exists = [&](const std::string& file) {
      return std::find(files.begin(), files.end(), file) != files.end();
    };
    const std::string prefix = folder.empty() ? "" : std::string(folder) + "/";
    if (!stem.empty() && exists(prefix + stem + ending)) return prefix + stem + ending;
    for (const std::string_view page : {"lesson", "guide", "logbook"})
      if (exists(prefix + std::string(page) + ending)) return prefix + std::string(page) + ending;
    const std::string beside(path);  // "glossary", "pages/about"
    return !is_file && exists(beside + ending) ? beside + ending : std::string();
  }

  const Course& course_;
  std::string_view from_;
  LanguageIndex language_;
  Suggest suggest_;
};

}  // namespace

ResolvedLink resolve_link(const Course& course, std::string_view from, LanguageIndex language,
                          std::string_view target, bool image, Suggest suggest) {
  return Resolver(course, from, language, suggest).resolve(target, image);
}

std::string asset_address(std::string_view file) {
  return file.starts_with("assets/") ? std::string(file) : "assets/" + std::string(file);
}

}  // namespace model
