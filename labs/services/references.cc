#include "labs/services/references.h"

#include "generator/base/files.h"
#include "generator/text/schema.h"
#include "generator/text/toml.h"

namespace services {
namespace {

base::Result<Files> files_of(const std::filesystem::path& folder) {
  Files out;
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed)) return out;
  for (const base::FileEntry& one : TRY(base::list_files(folder)))
    if (!one.link) out.emplace(one.path, TRY(base::read_file(folder / one.path, 1u << 20)));
  return out;
}

}  // namespace

base::Result<std::vector<ReferenceOfLab>> load_references(const std::filesystem::path& file) {
  using text::Need;
  using text::Type;
  const std::vector<text::Field> fields = {
      {"services", Type::Ids}, {"vars", Type::Any}, {"set", Type::Any}};
  const text::Schema schema = {{"lab", Type::Map, Need::Required, {}, {}, fields}};
  const std::string name = file.generic_string();
  const text::Node root = TRY(text::parse_toml(TRY(base::read_file(file)), name));
  std::vector<base::Error> problems;
  if (!text::check_schema(root, schema, {}, name, problems)) return base::fail(problems.front());
  std::vector<ReferenceOfLab> out;
  for (const text::Member& member : std::get<text::Table>(root.find("lab")->value)) {
    ReferenceOfLab one;
    one.lab = member.key;
    one.services = text::strings_at(member.value, "services");
    if (const text::Node* vars = member.value.find("vars"); vars != nullptr && vars->is_table())
      for (const text::Member& var : std::get<text::Table>(vars->value))
        one.vars.emplace(var.key, text::string_at(*vars, var.key));
    if (const text::Node* set = member.value.find("set"); set != nullptr && set->is_table())
      for (const text::Member& setting : std::get<text::Table>(set->value))
        one.set.emplace(setting.key, text::string_at(*set, setting.key));
    one.files = TRY(files_of(file.parent_path() / "files" / one.lab));
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace services
