#include "generator/importing/tree.h"

#include <algorithm>
#include <set>

#include "generator/base/ascii.h"
#include "generator/base/files.h"
#include "generator/text/fold.h"
#include "generator/text/utf8.h"

namespace importing {
namespace fs = std::filesystem;
using base::message;
namespace {

constexpr std::string_view kLeftOut[] = {"node_modules", "vendor", "__pycache__"};

std::string folded(std::string_view path) {
  return text::without_accents(text::lower_case(text::nfc(path)));
}

// The value of `key = …` lines of a git configuration, in order.
std::vector<std::string> values_of(std::string_view config, std::string_view section,
                                   std::string_view key) {
  std::vector<std::string> out;
  bool inside = false;
  while (!config.empty()) {
    const std::size_t end = std::min(config.find('\n'), config.size());
    std::string_view line = config.substr(0, end);
    config.remove_prefix(std::min(end + 1, config.size()));
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) continue;
    line.remove_prefix(begin);
    if (line.front() == '[') {
      inside = line.starts_with(section);
      continue;
    }
    const std::size_t equals = line.find('=');
    if (!inside || equals == std::string_view::npos) continue;
    std::string_view name = line.substr(0, equals);
    name = name.substr(0, name.find_last_not_of(" \t") + 1);
    std::string_view value = line.substr(equals + 1);
    const std::size_t from = value.find_first_not_of(" \t");
    if (name != key || from == std::string_view::npos) continue;
    value = value.substr(from, value.find_last_not_of(" \t\r") - from + 1);
    out.emplace_back(value);
  }
  return out;
}

base::Done check_root(const fs::path& root) {
  std::error_code failed;
  const std::string shown = root.native();  // as written: an address keeps its two slashes
  if (fs::is_directory(root, failed)) {
    if (fs::exists(root / "HEAD", failed) && fs::is_directory(root / "objects", failed) &&
        fs::is_directory(root / "refs", failed))
      return base::fail(base::ErrorKind::Usage,
                        message("'{}' is a repository without its files",
                                "« {} » est un dépôt sans ses fichiers", shown),
                        {},
                        message("get them first: git clone {} FOLDER",
                                "obtenez-les d'abord : git clone {} DOSSIER", shown));
    return {};
  }
  const bool address =
      shown.find("://") != std::string::npos || shown.find(":/") == 5 || shown.starts_with("git@");
  return base::fail(
      base::ErrorKind::Usage,
      message("there is no folder '{}'", "il n'y a pas de dossier « {} »", shown), {},
      address ? message("get it first: git clone {}", "obtenez-le d'abord : git clone {}", shown)
              : base::Message{});
}

// Folders that are repositories of their own.
std::set<std::string> submodules_of(const fs::path& root) {
  std::set<std::string> out;
  if (const auto config = base::read_file(root / ".gitmodules", 1u << 20))
    for (const std::string& path : values_of(*config, "[submodule", "path")) out.insert(path);
  return out;
}

}  // namespace

bool is_markdown(std::string_view path) {
  const std::string name = base::lower(path);
  return name.ends_with(".md") || name.ends_with(".markdown") || name.ends_with(".mdown");
}

std::string repository_address(std::string_view url) {
  std::string out(url);
  const std::size_t scheme = out.find("://");
  if (scheme != std::string::npos) out.erase(0, scheme + 3);
  const std::size_t slash = out.find('/');
  if (const std::size_t at = out.find('@'); at != std::string::npos && at < slash)
    out.erase(0, at + 1);
  // git@host:owner/name; with a scheme it is a port.
  if (const std::size_t colon = out.find(':');
      scheme == std::string::npos && colon != std::string::npos && colon < out.find('/'))
    out[colon] = '/';
  while (out.ends_with('/')) out.pop_back();
  for (const std::string_view ending : {".git", ".wiki"})
    if (out.ends_with(ending)) out.resize(out.size() - ending.size());
  if (out.starts_with("www.")) out.erase(0, 4);
  const auto slashes = std::count(out.begin(), out.end(), '/');
  const bool host = out.substr(0, out.find('/')).find('.') != std::string::npos;
  return slashes >= 2 && host ? base::lower(out) : std::string();
}

base::Result<Tree> Tree::read(const fs::path& root, std::string_view origin,
                              std::vector<Note>& notes) {
  TRY(check_root(root));
  Tree out;
  out.root_ = root;
  std::error_code failed;
  out.name_ = fs::weakly_canonical(root, failed).filename().string();
  out.origin_ = repository_address(origin);
  if (out.origin_.empty())
    if (const auto config = base::read_file(root / ".git" / "config", 1u << 20))
      for (const std::string& url : values_of(*config, "[remote \"origin\"]", "url"))
        out.origin_ = repository_address(url);

  std::set<std::string> foreign = submodules_of(root);
  std::set<std::string> checked, said;
  std::uintmax_t total = 0;
  for (const base::FileEntry& entry : TRY(base::list_files(root))) {
    Notes said_here(entry.path, notes);
    bool skip = false;
    for (std::size_t slash = entry.path.find('/'); slash != std::string::npos;
         slash = entry.path.find('/', slash + 1)) {
      const std::string folder = entry.path.substr(0, slash);
      const std::string name = folder.substr(folder.rfind('/') + 1);
      if (checked.insert(folder).second && fs::exists(root / folder / ".git", failed))
        foreign.insert(folder);
      const bool own = foreign.count(folder) > 0;
      const bool left =
          std::find(std::begin(kLeftOut), std::end(kLeftOut), name) != std::end(kLeftOut);
      if (!own && !left) continue;
      skip = true;
      if (said.insert(folder).second)
        Notes(folder, notes)
            .done(0, own ? message("a repository of its own: left out", "un dépôt à part : laissé")
                         : message("not the author's text: left out",
                                   "pas un texte de l'auteur : laissé"));
      break;
    }
    if (skip) continue;
    if (entry.link) {
      said_here.person(0, message("a symbolic link is not followed: left out",
                                  "un lien symbolique n'est pas suivi : laissé"));
      continue;
    }
    if (text::first_invalid(entry.path)) {
      said_here.person(
          0, message("its name is not UTF-8: left out", "son nom n'est pas en UTF-8 : laissé"));
      continue;
    }
    if (is_markdown(entry.path)) {
      if (entry.size > kMostPageBytes || total + entry.size > kMostBytes ||
          out.pages_.size() >= kMostPages) {
        said_here.person(0, message("too large for a page ({} bytes): left out",
                                    "trop grand pour une page ({} octets) : laissé", entry.size));
        continue;
      }
      auto bytes = base::read_file(root / entry.path, kMostPageBytes);
      if (!bytes) {
        said_here.person(0, bytes.error().message);
        continue;
      }
      total += bytes->size();
      auto text = decode_text(std::move(*bytes), said_here);
      if (!text) continue;
      out.pages_.push_back({entry.path, std::move(*text)});
    }
    out.sizes_.emplace(entry.path, entry.size);
    out.by_folded_.emplace(folded(entry.path), entry.path);
  }
  return out;
}

const SourceFile* Tree::find_page(std::string_view path) const {
  const auto found = std::lower_bound(
      pages_.begin(), pages_.end(), path,
      [](const SourceFile& page, std::string_view wanted) { return page.path < wanted; });
  return found != pages_.end() && found->path == path ? &*found : nullptr;
}

std::string Tree::find_like(std::string_view path) const {
  if (has(path)) return std::string(path);
  const auto [first, last] = by_folded_.equal_range(folded(path));
  return first != last && std::next(first) == last ? first->second : std::string();
}

std::uintmax_t Tree::size_of(std::string_view path) const {
  const auto found = sizes_.find(std::string(path));
  return found == sizes_.end() ? 0 : found->second;
}

std::optional<std::string> Tree::bytes(std::string_view path) const {
  if (!has(path)) return std::nullopt;
  auto out = base::read_file(root_ / fs::path(path), kMostAssetBytes);
  if (!out) return std::nullopt;
  return std::move(*out);
}

}  // namespace importing
