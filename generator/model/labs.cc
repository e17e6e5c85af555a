#include "generator/model/labs.h"

#include <algorithm>

#include "generator/base/files.h"
#include "generator/model/nodes.h"
#include "generator/text/slug.h"
#include "generator/text/toml.h"

namespace model {

LabSummary decode_lab(std::string_view source, std::span<const std::string> languages) {
  LabSummary out;
  const auto root = text::parse_toml(source, "lab");
  if (!root) return out;
  // The lab's own fields stand at the top or under [lab].
  const text::Node* own = root->find("lab");
  const text::Node& lab = own != nullptr && own->is_table() ? *own : *root;
  out.id = text_at(lab, "id");
  // It becomes part of an address.
  if (!text::Slug::parse(out.id, {})) return {};
  out.title = texts_at(lab, "title", languages);
  out.summary = texts_at(lab, "summary", languages);
  for (const text::Node* check : tables_at(*root, "check"))
    out.checks.push_back({text_at(*check, "id"), texts_at(*check, "title", languages)});
  // Checks that come from a template are named elsewhere: then no check id can be called unknown.
  out.open = root->find("use") != nullptr || root->find("include") != nullptr;
  return out;
}

Labs read_labs(const std::filesystem::path& folder, std::span<const std::string> languages) {
  Labs out;
  const auto files = base::list_files(folder);
  if (!files) return out;
  out.known = true;
  for (const base::FileEntry& file : *files) {
    if (file.link || !file.path.ends_with(".toml") || file.path.find('/') != std::string::npos)
      continue;
    const auto source = base::read_file(folder / file.path, 1u << 20);
    if (!source) continue;
    LabSummary lab = decode_lab(*source, languages);
    if (!lab.id.empty()) out.labs.push_back(std::move(lab));
  }
  const auto before = [](const LabSummary& a, const LabSummary& b) { return a.id < b.id; };
  std::stable_sort(out.labs.begin(), out.labs.end(), before);
  const auto same = [](const LabSummary& a, const LabSummary& b) { return a.id == b.id; };
  out.labs.erase(std::unique(out.labs.begin(), out.labs.end(), same), out.labs.end());
  return out;
}

}  // namespace model
