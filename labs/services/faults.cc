#include "labs/services/faults.h"

#include <optional>

#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "generator/text/schema.h"
#include "generator/text/toml.h"

namespace services {
using base::message;
namespace {

text::Schema schema() {
  using text::Need;
  using text::Type;
  const std::vector<text::Field> fault = {
      {"id", Type::Id, Need::Required},
      {"lab", Type::Id, Need::Required},
      {"cause", Type::Id},
      {"title", Type::Texts, Need::Required},
      {"set", Type::Any},
      {"hidden", Type::Any},
      {"file", Type::Any},
      {"give", Type::Any},
      {"stop", Type::Ids},
      {"files", Type::Any},
      {"edit", Type::Any},
      {"switch", Type::Boolean},
      {"turns", Type::Id},
      {"heal", Type::String, Need::Optional, {}, {"restart"}},
  };
  return {{"fault", Type::Tables, Need::Required, {}, {}, fault}};
}

Settings map_of(const text::Node& fault, std::string_view key) {
  Settings out;
  const text::Node* table = fault.find(key);
  if (table == nullptr || !table->is_table()) return out;
  for (const text::Member& member : std::get<text::Table>(table->value))
    out[member.key] = text::string_at(*table, member.key);
  return out;
}

std::optional<std::pair<std::string, std::string>> pair_of(const text::Node& node) {
  const auto* both = std::get_if<text::Array>(&node.value);
  if (both == nullptr || both->size() != 2) return {};
  const auto* from = std::get_if<std::string>(&(*both)[0].value);
  const auto* to = std::get_if<std::string>(&(*both)[1].value);
  if (from == nullptr || to == nullptr) return {};
  return std::pair(*from, *to);
}

Fault fault_of(const text::Node& node) {
  Fault out;
  out.id = text::string_at(node, "id");
  out.lab = text::string_at(node, "lab");
  out.cause = text::string_at(node, "cause", out.id);
  const text::Node* title = node.find("title");
  out.title = {text::string_at(*title, "en"), text::string_at(*title, "fr")};
  out.set = map_of(node, "set");
  out.hidden = map_of(node, "hidden");
  out.file = map_of(node, "file");
  for (const auto& [name, value] : map_of(node, "give")) out.give.emplace(name, value);
  out.stop = text::strings_at(node, "stop");
  for (const auto& [name, text] : map_of(node, "files")) out.files.emplace(name, text);
  if (const text::Node* edits = node.find("edit"); edits != nullptr && edits->is_table())
    for (const text::Member& member : std::get<text::Table>(edits->value))
      if (const auto pair = pair_of(member.value)) out.edits.emplace(member.key, *pair);
  out.switch_name = text::string_at(node, "turns", out.id);
  out.is_switch = text::boolean_at(node, "switch") || node.find("turns") != nullptr;
  out.by_restart = text::string_at(node, "heal") == "restart";
  return out;
}

}  // namespace

base::Result<std::vector<Fault>> load_faults(const std::filesystem::path& file) {
  const std::string name = file.generic_string();
  const text::Node root = TRY(text::parse_toml(TRY(base::read_file(file)), name));
  std::vector<base::Error> problems;
  const std::string languages[] = {"en", "fr"};
  if (!text::check_schema(root, schema(), languages, name, problems))
    return base::fail(problems.front());
  std::vector<Fault> out;
  std::set<std::string> known;
  for (const text::Node& node : std::get<text::Array>(root.find("fault")->value)) {
    out.push_back(fault_of(node));
    const Fault& one = out.back();
    if (one.set.empty() && one.hidden.empty() && one.file.empty() && one.give.empty() &&
        one.stop.empty() && one.files.empty() && one.edits.empty() && !one.is_switch)
      return base::fail(
          base::ErrorKind::Content,
          message("the fault '{}' breaks nothing", "la panne « {} » ne casse rien", one.id),
          {name, text::position_at(node, "id"), {}});
    if (!known.insert(out.back().id).second)
      return base::fail(base::ErrorKind::Content,
                        message("the fault '{}' is there twice", "la panne « {} » est là deux fois",
                                out.back().id),
                        {name, text::position_at(node, "id"), {}});
  }
  return out;
}

base::Result<const Fault*> find_fault(const std::vector<Fault>& faults, std::string_view id) {
  std::vector<std::string> ids;
  for (const Fault& fault : faults) {
    if (fault.id == id) return &fault;
    ids.push_back(fault.id);
  }
  return base::fail(base::ErrorKind::Usage, message("no fault '{}'", "aucune panne « {} »", id), {},
                    base::did_you_mean(id, ids));
}

base::Result<Views> apply_faults(const Settings& settings, std::span<const Fault* const> faults,
                                 const Random& random, std::int64_t now, const PortOf& port_of) {
  Views out{settings, settings};
  for (const Fault* fault : faults) {
    const auto filled = [&](const std::string& value) {
      return fill_value(value, settings, random, now, port_of);
    };
    for (const auto& [key, value] : fault->set)
      out.file[key] = out.services[key] = TRY(filled(value));
    for (const auto& [key, value] : fault->hidden) out.services[key] = TRY(filled(value));
    for (const auto& [key, value] : fault->file) {
      if (value.empty())
        out.file.erase(key);
      else
        out.file[key] = TRY(filled(value));
    }
  }
  return out;
}

base::Result<Files> break_files(Files good, std::span<const Fault* const> faults) {
  for (const Fault* fault : faults) {
    for (const auto& [name, text] : fault->files) {
      if (text.empty())
        good.erase(name);
      else
        good[name] = text;
    }
    for (const auto& [name, pair] : fault->edits) {
      std::string& text = good[name];
      const std::size_t at = text.find(pair.first);
      if (pair.first.empty() || at == std::string::npos)
        return base::fail(
            base::ErrorKind::Content,
            message("the fault '{}' finds no '{}' in {}",
                    "la panne « {} » ne trouve pas « {} » dans {}", fault->id, pair.first, name));
      text.replace(at, pair.first.size(), pair.second);
    }
  }
  return good;
}

}  // namespace services
