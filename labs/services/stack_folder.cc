// The folder of a running stack: what it writes there, and what it makes of what a learner writes.
#include <algorithm>

#include "generator/base/files.h"
#include "labs/services/repair.h"
#include "labs/services/stack_state.h"

namespace services {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::milliseconds kLookEvery(300);

// One on each line.
std::set<std::string, std::less<>> read_names(std::string_view text) {
  std::set<std::string, std::less<>> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

// What stands in the `.env`, or a fresh one. Faults break what was good before the last ones.
base::Done Stack::State::read_settings() {
  const auto file_at = [&](const char* name) {
    std::error_code failed;
    const fs::path path = options.data / name;
    return !options.data.empty() && fs::exists(path, failed) ? path : fs::path();
  };
  fs::path file = options.faults.empty() ? fs::path() : file_at("console.env");
  if (file.empty()) file = file_at(".env");
  const bool fresh = file.empty();
  if (fresh)
    good = fresh_settings(options.random, now(), port_numbers());
  else
    good = read_env(TRY(base::read_file(file, 1u << 20)));
  if (fresh || !options.lab.empty())
    for (const auto& [key, value] : options.settings) good[key] = value;
  return {};
}

// The values of the lab; `with_faults`, as the student has them.
base::Result<std::map<std::string, std::string>> Stack::State::filled_values(
    bool with_faults) const {
  std::map<std::string, std::string> out = options.values;
  if (with_faults)
    for (const Fault& fault : broken)
      if (fault.lab == options.lab)
        for (const auto& [name, value] : fault.give) out[name] = value;
  constexpr std::string_view kFolder = "{data}";
  for (auto& [name, value] : out) {
    for (std::size_t at = value.find(kFolder); at != std::string::npos; at = value.find(kFolder))
      value.replace(at, kFolder.size(), options.data.string());
    value = TRY(fill_value(value, good, options.random, now(), port_numbers()));
  }
  return out;
}

base::Done Stack::State::apply() {
  std::vector<const Fault*> faults;
  for (const Fault& fault : options.faults) faults.push_back(&fault);
  broken = options.faults;
  views = TRY(apply_faults(good, faults, options.random, now(), port_numbers()));
  values = TRY(filled_values(true));
  return folder.is_somewhere() ? write_files() : base::Done();
}

base::Done Stack::State::write_files() {
  TRY(folder.write(".env", write_env(views.file)));
  TRY(folder.write("restart", ""));
  TRY(folder.write("heal", ""));
  TRY(write_compose_file());
  if (!options.faults.empty()) TRY(base::write_file(options.data / "console.env", write_env(good)));
  const auto without_secrets = [&](std::map<std::string, std::string> all) {
    std::erase_if(all, [&](const auto& one) { return options.secret_values.contains(one.first); });
    return write_values(all);
  };
  std::vector<const Fault*> faults;
  for (const Fault& fault : broken) faults.push_back(&fault);
  good_files = options.files;
  Files now_there = TRY(break_files(good_files, faults));
  if (!options.lab.empty()) {
    good_files[options.lab + ".toml"] = without_secrets(TRY(filled_values(false)));
    now_there[options.lab + ".toml"] = without_secrets(values);
  }
  for (const auto& [name, text] : good_files)
    if (!now_there.contains(name)) TRY(folder.remove(name));
  for (auto& [name, text] : now_there) TRY(folder.write(name, std::move(text)));
  return {};
}

base::Done Stack::State::write_compose_file() {
  std::vector<std::string> running;
  for (const Member& member : members)
    if (!member.stopped) running.push_back(member.description.id);
  return folder.write("compose.yml", write_compose(running));
}

// A learner repairs a file: from then on everything is what the files say, for readers and services
// alike. A restart does the same.
void Stack::State::follow_files() {
  if (folder.look()) {
    const bool restarted = folder.changed("restart");
    if (folder.changed(".env") || restarted)
      views.file = views.services = read_env(folder.text(".env"));
    if (folder.changed("compose.yml") || restarted) {
      const auto running = read_compose(folder.text("compose.yml"));
      for (Member& member : members) member.stopped = !running.contains(member.description.id);
    }
    mend(restarted);
    review();
  }
  watch_folder();
}

void Stack::State::watch_folder() {
  loop.after(kLookEvery, [this] { follow_files(); });
}

// Switches off what has been repaired, and tells it. The other marks of a fault go with it.
void Stack::State::mend(bool restarted) {
  const Repaired now_seen{good,
                          views,
                          good_files,
                          folder,
                          options.lab + ".toml",
                          [this](std::string_view id) {
                            const Member* member = find(id);
                            return member == nullptr || !member->stopped;
                          },
                          restarted};
  const auto named = read_names(folder.text("heal"));
  std::vector<Fault> left, done;
  for (Fault& fault : broken) {
    const bool healed = named.contains(fault.id);
    if (healed) (void)put_right(fault);  // a folder that cannot be written leaves it as it is
    (healed || is_repaired(fault, now_seen) ? done : left).push_back(std::move(fault));
  }
  broken = std::move(left);
  bool other_certificate = false;
  for (const Fault& fault : done) {
    if (switches.erase(fault.switch_name) > 0)
      other_certificate = other_certificate || fault.switch_name.starts_with("certificate-") ||
                          fault.switch_name == "plain-on-https";
    for (const auto& [name, text] : fault.files)
      if (const auto file = good_files.find(name); file != good_files.end())
        (void)folder.write(name, file->second);
    const std::string own_values = options.lab + ".toml";
    if (!fault.give.empty() && good_files.contains(own_values) &&
        repair_of(fault) != Repair::Values)
      (void)folder.write(own_values, good_files[own_values]);
    if (options.repaired) options.repaired(fault);
  }
  if (other_certificate) renew_certificate();
}

// The ports that may speak TLS are opened again, with it, by the next review.
void Stack::State::renew_certificate() {
  auto renewed = make_stack_identity(switches, now(), &certificates.authority);
  if (!renewed) return;
  certificates = std::move(*renewed);
  for (OpenPort& one : ports) {
    if (!one.open || (one.port.wire == Wire::Http && !one.port.tls) ||
        one.port.wire == Wire::Datagram)
      continue;
    loop.close(one.number);
    one.open = false;
  }
}

// What a person would do by hand.
base::Done Stack::State::put_right(const Fault& fault) {
  const auto set_right = [&](const Settings& keys, Settings& view) {
    for (const auto& [key, value] : keys) {
      if (const auto found = good.find(key); found != good.end())
        view[key] = found->second;
      else
        view.erase(key);
    }
  };
  for (const Settings* keys : {&fault.set, &fault.file}) set_right(*keys, views.file);
  for (const Settings* keys : {&fault.set, &fault.hidden, &fault.file})
    set_right(*keys, views.services);
  if (!fault.set.empty() || !fault.file.empty()) TRY(folder.write(".env", write_env(views.file)));
  for (const std::string& id : fault.stop)
    if (Member* member = find(id)) member->stopped = false;
  if (!fault.stop.empty()) TRY(write_compose_file());
  Files right = good_files;
  for (const auto& [name, edit] : fault.edits) TRY(folder.write(name, right[name]));
  if (!fault.give.empty()) TRY(folder.write(options.lab + ".toml", right[options.lab + ".toml"]));
  return {};
}

}  // namespace services
