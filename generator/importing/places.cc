// Where links lead: the second half of links.h.
#include <algorithm>
#include <set>

#include "generator/base/ascii.h"
#include "generator/importing/links.h"
#include "generator/text/url.h"

namespace importing {
namespace {

constexpr std::string_view kIndexes[] = {"README.md", "index.md",  "_index.md",
                                         "readme.md", "Readme.md", "Home.md"};

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

// The first `count` parts of a path, and what follows them.
struct Cut {
  std::string_view head, rest;
};
Cut cut_after(std::string_view path, int count) {
  std::size_t at = 0;
  for (int i = 0; i < count; ++i) {
    const std::size_t slash = path.find('/', at);
    if (slash == std::string_view::npos) return {path, {}};
    at = slash + 1;
  }
  return {path.substr(0, at - 1), path.substr(at)};
}

std::string_view without_scheme(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  if (url.starts_with("www.")) url.remove_prefix(4);
  return url;
}

constexpr std::string_view kRaw = "raw.githubusercontent.com/";

}  // namespace

Places::Places(const Tree& tree) : tree_(tree), origin_(tree.origin()) {
  for (const SourceFile& page : tree_.pages()) {
    const std::string_view path = page.path;
    const std::size_t begin = folder_of(path).size();
    std::string name = base::lower(path.substr(begin, path.rfind('.') - begin));
    std::replace(name.begin(), name.end(), ' ', '-');
    by_name_.emplace(std::move(name), page.path);
  }
  if (origin_.empty()) guess_origin();
}

// A repository to which links with paths of this folder lead is this one: two different ones are no
// accident.
void Places::guess_origin() {
  std::map<std::string, std::set<std::string>> paths;
  for (const SourceFile& page : tree_.pages()) {
    const std::string& text = page.text;
    for (std::size_t at = text.find("/blob/"); at != std::string::npos;
         at = text.find("/blob/", at + 1)) {
      const std::size_t begin = text.rfind("https://", at);
      if (begin == std::string::npos || at - begin > 200) continue;
      const std::string repository =
          repository_address(std::string_view(text).substr(begin, at - begin));
      const std::size_t end = std::min(text.find_first_of(")>\"' \n#?]", at), text.size());
      const auto target = text::parse_target(
          cut_after(std::string_view(text).substr(at + 6, end - at - 6), 1).rest);
      if (repository.empty() || target.path.empty() || !tree_.has(target.path)) continue;
      paths[repository].insert(target.path);
    }
  }
  std::size_t most = 1;
  for (const auto& [repository, found] : paths) {
    if (found.size() <= most) continue;
    most = found.size();
    origin_ = repository;
  }
}

// The file that a path of the source means: itself, with an ending, or the first page of a folder.
std::string Places::file_at(std::string_view path) const {
  while (path.ends_with('/')) path.remove_suffix(1);
  if (!path.empty()) {
    for (const std::string_view ending : {"", ".md", ".markdown"}) {
      std::string found = tree_.find_like(std::string(path) + std::string(ending));
      if (!found.empty()) return found;
    }
    if (path.ends_with(".html")) {
      std::string page = tree_.find_like(std::string(path.substr(0, path.size() - 5)) + ".md");
      if (!page.empty()) return page;
    }
  }
  for (const std::string_view index : kIndexes) {
    std::string found = tree_.find_like(
        path.empty() ? std::string(index) : std::string(path) + "/" + std::string(index));
    if (!found.empty()) return found;
  }
  return {};
}

std::string Places::wiki_page(std::string_view name) const {
  std::string wanted = base::lower(name);
  std::replace(wanted.begin(), wanted.end(), ' ', '-');
  const auto found = by_name_.find(wanted);
  return found == by_name_.end() ? std::string() : found->second;
}

Places::Found Places::own_address(std::string_view url) const {
  Found out;
  out.kind = Kind::Web;
  if (origin_.empty()) return out;
  const std::size_t hash = std::min(url.find('#'), url.size());
  const std::string fragment = text::parse_target(url.substr(hash)).fragment;
  const std::string_view address = url.substr(0, std::min(url.find('?'), hash));
  std::string_view rest = without_scheme(address);
  std::string_view path;
  if (rest.starts_with(kRaw)) {
    const Cut cut = cut_after(rest.substr(kRaw.size()), 2);
    if ("github.com/" + base::lower(cut.head) != origin_) return out;
    path = cut.rest;
  } else {
    const auto parts = static_cast<int>(std::count(origin_.begin(), origin_.end(), '/')) + 1;
    const Cut cut = cut_after(rest, parts);
    if (repository_address(cut.head) != origin_) return out;
    rest = cut.rest;
    if (rest.starts_with("-/")) rest.remove_prefix(2);  // GitLab
    if (rest.empty()) {
      out.file = file_at("");
    } else if (rest.starts_with("wiki/")) {
      out.file = wiki_page(text::parse_target(rest.substr(5)).path);
    } else if (rest == "wiki") {
      out.file = wiki_page("Home");
    } else if (rest.starts_with("blob/") || rest.starts_with("tree/") || rest.starts_with("raw/")) {
      path = rest.substr(rest.find('/') + 1);
    }
  }
  // The branch is a part, or several.
  for (int parts = 1; parts <= 3 && out.file.empty() && !path.empty(); ++parts) {
    const Cut cut = cut_after(path, parts);
    const std::string target = text::parse_target(cut.rest).path;
    if (cut.head == path && parts == 1) {
      out.file = file_at("");
      break;
    }
    if (!target.empty()) out.file = file_at(target);
  }
  if (out.file.empty()) return out;
  out.kind = Kind::File;
  out.fragment = fragment;
  out.absolute = true;
  return out;
}

Places::Found Places::find(std::string_view from, std::string_view written) const {
  const text::Target target = text::parse_target(written);
  switch (target.kind) {
    case text::TargetKind::Anchor:
      return {Kind::Anchor, std::string(from), target.fragment, false};
    case text::TargetKind::Web:
      return own_address(written);
    case text::TargetKind::Mail:
      return {Kind::Mail, {}, {}, false};
    case text::TargetKind::Unsafe:
      return {Kind::Unsafe, {}, {}, false};
    case text::TargetKind::Relative:
      break;
  }
  if (written.starts_with("//")) return own_address(written);
  std::string path = target.path;
  std::replace(path.begin(), path.end(), '\\', '/');
  std::string file;
  if (path.starts_with('/')) {
    const std::string_view bare = std::string_view(path).substr(
        path.find_first_not_of('/') == std::string::npos ? path.size()
                                                         : path.find_first_not_of('/'));
    for (const std::string& root : roots_)
      if (file.empty()) file = file_at(root + std::string(bare));
    if (file.empty()) file = file_at(bare);
  } else if (!path.empty()) {
    const std::string there = text::resolve(from, path);
    if (!there.empty()) file = file_at(there);
    // Generators that publish "a.md" as "a/" take links from there.
    if (file.empty()) {
      const std::string stem(from.substr(0, from.rfind('.')));
      const std::string deeper = text::resolve(stem + "/x", path);
      if (!deeper.empty()) file = file_at(deeper);
    }
    // Hugo's references start at the content folder.
    for (const std::string& root : roots_)
      if (file.empty() && path.find("..") == std::string::npos) file = file_at(root + path);
    const bool bare = path.find('/') == std::string::npos && path.find('.') == std::string::npos;
    if (file.empty() && bare) file = wiki_page(path);
  }
  if (file.empty()) return {};
  return {Kind::File, std::move(file), target.fragment, false};
}

}  // namespace importing
