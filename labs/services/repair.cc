#include "labs/services/repair.h"

#include <algorithm>

#include "generator/base/files.h"
#include "generator/text/toml.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"

namespace services {
using base::message;
namespace fs = std::filesystem;
namespace {

constexpr const char* kMark = ".practice";

// "a, b".
template <class Names>
std::string joined(const Names& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::vector<std::string> keys_of(const auto&... maps) {
  std::vector<std::string> out;
  const auto add = [&](const auto& map) {
    for (const auto& [key, value] : map) out.push_back(key);
  };
  (add(maps), ...);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// The same value, or in neither.
bool agrees(const Settings& a, const Settings& b, const std::string& key) {
  const auto in_a = a.find(key);
  const auto in_b = b.find(key);
  if (in_a == a.end() || in_b == b.end()) return in_a == a.end() && in_b == b.end();
  return in_a->second == in_b->second;
}

bool file_is_good(const Fault& fault, const std::string& name, const Repaired& now) {
  const auto found = now.good_files.find(name);
  const std::string& text = now.folder.text(name);
  if (found != now.good_files.end() && text == found->second) return true;
  // What was replaced stands there again, whatever else the learner wrote.
  const auto edit = fault.edits.find(name);
  return edit != fault.edits.end() && text.find(edit->second.first) != std::string::npos &&
         (edit->second.second.find(edit->second.first) == std::string::npos ||
          text.find(edit->second.second) == std::string::npos);
}

bool values_are_good(const Fault& fault, const Repaired& now) {
  const auto good = now.good_files.find(now.values);
  if (good == now.good_files.end()) return false;
  const auto wanted = read_values(good->second);
  const auto given = read_values(now.folder.text(now.values));
  return std::all_of(fault.give.begin(), fault.give.end(), [&](const auto& one) {
    const auto right = wanted.find(one.first);
    const auto there = given.find(one.first);
    if (right == wanted.end()) return there == given.end() || there->second.empty();
    return there != given.end() && there->second == right->second;
  });
}

}  // namespace

Repair repair_of(const Fault& fault) {
  if (!fault.set.empty() || !fault.file.empty()) return Repair::Env;
  if (!fault.stop.empty()) return Repair::Compose;
  if (!fault.hidden.empty() || (fault.is_switch && fault.by_restart)) return Repair::Restart;
  if (fault.is_switch) return Repair::Elsewhere;
  return fault.give.empty() ? Repair::LabFiles : Repair::Values;
}

base::Message repair_text(const Fault& fault, const std::string& data) {
  switch (repair_of(fault)) {
    case Repair::Env:
      return message("in {0}/.env, correct {1}; {0}/console.env shows what the consoles show",
                     "dans {0}/.env, corrigez {1} ; {0}/console.env montre ce que montrent les "
                     "consoles",
                     data, joined(keys_of(fault.set, fault.file)));
    case Repair::Compose:
      return message("in {}/compose.yml, add {} again", "dans {}/compose.yml, remettez {}", data,
                     joined(fault.stop));
    case Repair::Values:
      return message("in {0}/{1}.toml, the values of the lab, correct {2}",
                     "dans {0}/{1}.toml, les valeurs du labo, corrigez {2}", data, fault.lab,
                     joined(keys_of(fault.give)));
    case Repair::LabFiles:
      return message("in the folder {}, correct {}", "dans le dossier {}, corrigez {}", data,
                     joined(keys_of(fault.files, fault.edits)));
    case Repair::Restart:
      return message("restart: lab-services restart --data {}",
                     "redémarrez : lab-services restart --data {}", data);
    case Repair::Elsewhere:
      break;
  }
  return message("no file here repairs it: lab-services heal {} --data {}",
                 "aucun fichier ici ne la répare : lab-services heal {} --data {}", fault.id, data);
}

bool is_repaired(const Fault& fault, const Repaired& now) {
  const auto all_agree = [&](const Settings& keys, const Settings& seen) {
    return std::all_of(keys.begin(), keys.end(),
                       [&](const auto& one) { return agrees(seen, now.good, one.first); });
  };
  switch (repair_of(fault)) {
    case Repair::Env:
      return all_agree(fault.set, now.views.file) && all_agree(fault.file, now.views.file) &&
             all_agree(fault.hidden, now.views.services);
    case Repair::Compose:
      return std::all_of(fault.stop.begin(), fault.stop.end(),
                         [&](const std::string& id) { return now.runs(id); });
    case Repair::Restart:
      return fault.hidden.empty() ? now.restarted : all_agree(fault.hidden, now.views.services);
    case Repair::Values:
      return values_are_good(fault, now);
    case Repair::LabFiles: {
      const auto names = keys_of(fault.files, fault.edits);
      return std::all_of(names.begin(), names.end(),
                         [&](const std::string& name) { return file_is_good(fault, name, now); });
    }
    case Repair::Elsewhere:
      break;
  }
  return false;
}

std::string write_values(const std::map<std::string, std::string>& values) {
  std::string out;
  for (const auto& [name, value] : values)
    out += fmt::format("{} = {}\n", name, formats::quote_json(value));
  return out;
}

std::map<std::string, std::string> read_values(std::string_view text) {
  std::map<std::string, std::string> out;
  const auto root = text::parse_toml(text, "values");
  if (!root || !root->is_table()) return out;
  for (const text::Member& member : std::get<text::Table>(root->value))
    out.emplace(member.key, formats::plain(member.value));
  return out;
}

base::Done write_mark(const fs::path& data, const Mark& mark) {
  std::string text = mark.hidden ? "hidden" : "open";
  for (const std::string& id : mark.faults) text += " " + id;
  return base::write_file(data / kMark, formats::encode_base64(text) + "\n");
}

base::Result<Mark> read_mark(const fs::path& data) {
  const auto bytes = base::read_file(data / kMark, 1u << 16);
  std::string text =
      bytes ? formats::decode_base64(std::string_view(*bytes).substr(0, bytes->find('\n')))
                  .value_or("")
            : "";
  if (text.empty())
    return base::fail(
        base::ErrorKind::Usage,
        message("no breakdown is practised in '{}'", "aucune panne n'est en cours dans « {} »",
                data.string()),
        {},
        message("start one: lab-services up --random-fault LAB --data {}",
                "démarrez-en une : lab-services up --random-fault LABO --data {}", data.string()));
  Mark out;
  std::string_view left = text;
  for (bool first = true; !left.empty(); first = false) {
    const std::size_t end = std::min(left.find(' '), left.size());
    if (first)
      out.hidden = left.substr(0, end) == "hidden";
    else
      out.faults.emplace_back(left.substr(0, end));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return out;
}

const Fault* choose_fault(std::span<const Fault> faults, std::string_view lab, std::uint64_t seed) {
  std::vector<const Fault*> of_lab;
  for (const Fault& fault : faults)
    if (fault.lab == lab) of_lab.push_back(&fault);
  if (of_lab.empty()) return nullptr;
  // One step of splitmix64: seeds that stand side by side give faults that do not.
  seed += 0x9e3779b97f4a7c15u;
  seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9u;
  seed = (seed ^ (seed >> 27)) * 0x94d049bb133111ebu;
  return of_lab[(seed ^ (seed >> 31)) % of_lab.size()];
}

}  // namespace services
