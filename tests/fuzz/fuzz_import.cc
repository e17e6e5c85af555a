// Imports: whatever a folder holds, it becomes a course that loads without an error, the same bytes
// each time, every page of it UTF-8 that the dialect's parser has no complaint about; the source
// stays as it was.
//
// An input is a folder written down: a line "@@ path" begins a file, what stands before the first
// such line is the README.
#include <algorithm>
#include <cstdlib>

#include "generator/base/files.h"
#include "generator/importing/import.h"
#include "generator/markdown/document.h"
#include "generator/model/load.h"
#include "generator/text/front_matter.h"
#include "generator/text/utf8.h"
#include "tests/fuzz/law.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tree.h"

namespace {

namespace fs = std::filesystem;
using fuzz::law;
using support::Tree;

constexpr std::size_t kMostFiles = 12;
constexpr std::string_view kMark = "@@ ";

// A path that stays inside the folder and that every file system takes.
bool is_usable(std::string_view path) {
  if (path.empty() || path.size() > 80 || path.front() == '/' || path.back() == '/') return false;
  if (path.find('\0') != std::string_view::npos || path.find("//") != std::string_view::npos)
    return false;
  const fs::path parts(path);
  return std::all_of(parts.begin(), parts.end(),
                     [](const fs::path& part) { return part != "." && part != ".."; });
}

// No file whose name another one needs for a folder.
bool fits(const Tree& tree, const std::string& path) {
  return std::none_of(tree.begin(), tree.end(), [&](const auto& file) {
    return file.first.starts_with(path + "/") || path.starts_with(file.first + "/");
  });
}

Tree folder_of(std::string_view input) {
  Tree out;
  std::string* file = &out["README.md"];
  while (!input.empty() && out.size() <= kMostFiles) {
    const std::size_t end = std::min(input.find('\n'), input.size() - 1) + 1;
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(end);
    const std::string_view path =
        line.starts_with(kMark) ? line.substr(3, line.find_last_not_of("\r\n") - 2) : "";
    if (is_usable(path) && fits(out, std::string(path)))
      file = &out[std::string(path)];
    else
      file->append(line);
  }
  return out;
}

void check_page(const std::string& path, const std::string& bytes) {
  law(!text::first_invalid(bytes), "a page is UTF-8");
  const auto parts = text::split_front_matter(bytes, path);
  law(parts.has_value(), "a page has front matter that can be told from its text");
  law(text::parse_front_matter(*parts, path).has_value(), "front matter is a table");
  std::vector<base::Error> problems;
  markdown::parse({parts->body, path, parts->body_line}, problems);
}

void check_course(const fs::path& out) {
  model::LoadOptions load;
  load.content = out / "content";
  load.labs = out / "labs";
  const auto loaded = model::load_course(load);
  law(loaded.has_value(), "what was imported is a course");
  for (const base::Error& problem : loaded->problems) {
    if (problem.severity != base::Severity::Error) continue;
    std::fprintf(stderr, "%s", base::describe(problem, base::Locale::En).c_str());
    law(false, "an imported course has no error");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Tree before = folder_of(fuzz::view(data, size));
  const support::TemporaryFolder folder;
  const fs::path source = folder.path() / "source";
  for (const auto& [path, bytes] : before)
    if (!base::write_file(source / path, bytes)) return 0;  // a name that the disk refuses

  const auto imported = importing::import_course({source, folder.path() / "one", {}});
  const auto again = importing::import_course({source, folder.path() / "two", {}});
  law(support::read_tree(source) == before, "the source stays as it was");
  law(imported.has_value() == again.has_value(), "an import is done the same way each time");
  if (!imported) {
    law(!imported.error().message.en.empty() && !imported.error().message.fr.empty(),
        "an error speaks both languages");
    law(!fs::exists(folder.path() / "one"), "a refused import writes nothing");
    return 0;
  }
  const Tree made = support::read_tree(folder.path() / "one");
  law(made == support::read_tree(folder.path() / "two"), "an import gives the same bytes");
  for (const auto& [path, bytes] : made)
    if (path.starts_with("content/") && path.ends_with(".md") && path.find("/assets/") == path.npos)
      check_page(path, bytes);
  check_course(folder.path() / "one");
  return 0;
}
