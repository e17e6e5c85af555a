#include "labs/cli/reference.h"

#include <stdlib.h>

#include <chrono>
#include <thread>

#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "labs/cli/catalog.h"
#include "labs/formats/crypto.h"
#include "labs/services/registry.h"
#include "labs/services/stack.h"

namespace lab_check {
using base::message;
namespace fs = std::filesystem;
namespace {

std::int64_t milliseconds_now() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

base::Result<fs::path> make_folder() {
  std::string pattern = (fs::temp_directory_path() / "lab-reference-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    return base::fail(base::system_error({"cannot make a folder", "impossible de créer un dossier"},
                                         pattern, errno));
  return fs::path(pattern);
}

}  // namespace

struct Reference::State {
  fs::path folder;
  std::unique_ptr<services::Stack> stack;
  std::thread thread;
  Gathered values;

  ~State() {
    if (stack) stack->stop();
    if (thread.joinable()) thread.join();
    stack.reset();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }

  void fill(const spec::Lab& lab) {
    for (const auto& [name, value] : stack->values())
      (lab.find_secret(name) != nullptr ? values.secrets : values.values)[name] = value;
    const services::Settings& settings = stack->file_settings();
    for (const spec::Secret& secret : lab.secrets) {
      const auto found =
          settings.find(secret.env_key.empty() ? secret.environment : secret.env_key);
      if (found != settings.end()) values.secrets.emplace(secret.name, found->second);
    }
    engine::add_defaults(lab, values.values);
  }
};

const services::ReferenceOfLab* ReferenceData::find(std::string_view lab) const {
  for (const services::ReferenceOfLab& one : labs)
    if (one.lab == lab) return &one;
  return nullptr;
}

base::Result<const services::ReferenceOfLab*> ReferenceData::at(const std::string& lab) const {
  if (const services::ReferenceOfLab* about = find(lab)) return about;
  std::vector<std::string> names;
  for (const services::ReferenceOfLab& one : labs) names.push_back(one.lab);
  return base::fail(base::ErrorKind::Usage,
                    message("the lab '{}' has no reference services",
                            "le labo « {} » n'a pas de services de référence", lab),
                    {}, base::did_you_mean(lab, names));
}

services::StackOptions options_of(const spec::Lab& lab, const services::ReferenceOfLab& about) {
  services::StackOptions out;
  // A lab of files alone needs none, and none would mean all.
  out.only = {about.services.begin(), about.services.end()};
  if (out.only.empty()) out.profile = "none";
  out.lab = lab.id;
  out.values = about.vars;
  for (const spec::Secret& secret : lab.secrets) out.secret_values.insert(secret.name);
  out.settings = about.set;
  out.files = about.files;
  return out;
}

base::Result<ReferenceData> load_reference_data(const std::string& catalog,
                                                const Session& session) {
  const fs::path folder = TRY(find_catalog(catalog, session)).parent_path() / "services";
  ReferenceData out;
  out.faults = TRY(services::load_faults(folder / "faults.toml"));
  out.labs = TRY(services::load_references(folder / "references.toml"));
  return out;
}

Reference::Reference(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reference::~Reference() = default;

base::Result<std::unique_ptr<Reference>> Reference::start(
    const spec::Lab& lab, const ReferenceData& data, const std::vector<services::Fault>& faults) {
  const services::ReferenceOfLab* about = TRY(data.at(lab.id));
  auto state = std::make_unique<State>();
  state->folder = TRY(make_folder());
  services::StackOptions options = options_of(lab, *about);
  options.faults = faults;
  // Its passwords live as long as the run; the usual cost would be most of a run's time.
  options.settings.emplace("BCRYPT_ROUNDS", "4");
  options.data = state->folder;
  options.any_ports = true;
  options.milliseconds = milliseconds_now;
  options.random = formats::random_bytes;
  state->stack = TRY(services::Stack::start(std::move(options), services::all_services()));
  TRY(base::write_file(state->folder / "ca.pem", state->stack->authority()));
  state->fill(lab);
  state->thread = std::thread([stack = state->stack.get()] { stack->run(); });
  return std::unique_ptr<Reference>(new Reference(std::move(state)));
}

const Gathered& Reference::values() const { return state_->values; }

}  // namespace lab_check
