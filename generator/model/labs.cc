#include "generator/model/labs.h"

#include <algorithm>
#include <map>

#include "generator/base/files.h"
#include "generator/model/nodes.h"
#include "generator/text/slug.h"
#include "generator/text/toml.h"

namespace model {
namespace {

// By id, the check that fails first when a cause is there: the lab file says so in the conditions
// "CHECK fails …".
std::map<std::string, std::string> first_failures(const text::Node& root) {
  std::map<std::string, std::string> out;
  for (const text::Node* cause : tables_at(root, "cause")) {
    for (const std::string& condition : names_at(*cause, "when")) {
      const std::size_t end = condition.find(" fails");
      if (end == std::string::npos) continue;
      out.emplace(text_at(*cause, "id"), condition.substr(0, end));
      break;
    }
  }
  return out;
}

// Whoever believes a wrong secret has it in no file: that cannot be practised.
bool gives_a_secret(const text::Node& fault, const text::Node& root) {
  const text::Node* given = fault.find("give");
  const text::Node* secrets = root.find("secrets");
  if (given == nullptr || secrets == nullptr || !given->is_table() || !secrets->is_table())
    return false;
  const auto& members = std::get<text::Table>(given->value);
  return std::any_of(members.begin(), members.end(), [&](const text::Member& member) {
    return secrets->find(member.key) != nullptr;
  });
}

std::vector<LabFault> faults_of(const LabSummary& lab, const text::Node& root,
                                std::string_view faults, std::span<const std::string> languages) {
  std::vector<LabFault> out;
  const auto all = text::parse_toml(faults, "faults");
  if (!all) return out;
  const auto first = first_failures(root);
  for (const text::Node* fault : tables_at(*all, "fault")) {
    LabFault one{text_at(*fault, "id"), texts_at(*fault, "title", languages), {}};
    if (text_at(*fault, "lab") != lab.id || !text::Slug::parse(one.id, {}) ||
        gives_a_secret(*fault, root))
      continue;
    const std::string cause = text_at(*fault, "cause");
    const auto found = first.find(cause.empty() ? one.id : cause);
    if (found != first.end()) one.check = found->second;
    out.push_back(std::move(one));
  }
  const auto place = [&](const LabFault& fault) {
    return std::find_if(lab.checks.begin(), lab.checks.end(),
                        [&](const LabCheckTitle& check) { return check.id == fault.check; });
  };
  for (LabFault& fault : out)
    if (place(fault) == lab.checks.end()) fault.check.clear();
  std::stable_sort(out.begin(), out.end(),
                   [&](const LabFault& a, const LabFault& b) { return place(a) < place(b); });
  return out;
}

}  // namespace

LabSummary decode_lab(std::string_view source, std::span<const std::string> languages,
                      std::string_view faults) {
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
  if (!faults.empty()) out.faults = faults_of(out, *root, faults, languages);
  return out;
}

Labs read_labs(const std::filesystem::path& folder, std::span<const std::string> languages) {
  Labs out;
  const auto files = base::list_files(folder);
  if (!files) return out;
  out.known = true;
  const auto faults = base::read_file(folder.parent_path() / "services/faults.toml", 4u << 20);
  for (const base::FileEntry& file : *files) {
    if (file.link || !file.path.ends_with(".toml") || file.path.find('/') != std::string::npos)
      continue;
    const auto source = base::read_file(folder / file.path, 1u << 20);
    if (!source) continue;
    LabSummary lab = decode_lab(*source, languages, faults ? std::string_view(*faults) : "");
    if (!lab.id.empty()) out.labs.push_back(std::move(lab));
  }
  const auto before = [](const LabSummary& a, const LabSummary& b) { return a.id < b.id; };
  std::stable_sort(out.labs.begin(), out.labs.end(), before);
  const auto same = [](const LabSummary& a, const LabSummary& b) { return a.id == b.id; };
  out.labs.erase(std::unique(out.labs.begin(), out.labs.end(), same), out.labs.end());
  return out;
}

}  // namespace model
