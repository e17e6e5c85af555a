// The catalogue of faults, labs/services/faults.toml: each is one way in which a stack breaks, told
// as data. What cannot be said by settings is a switch that a service asks for by the fault's id.
//
//   [[fault]]
//   id = "supabase-smtp-unreachable"
//   lab = "supabase-through-kong"      # whose cause of the same id it must lead to, or `cause`
//   title.en = "…"                     # what was done, not what is seen
//   title.fr = "…"
//   set = { SMTP_PORT = "2500" }       # in the .env that everybody reads
//   hidden = { JWT_SECRET = "{hex 40}" }  # only what the services run with: not restarted
//   file = { VAULT_ENC_KEY = "" }      # only the file; "" takes the key away
//   give = { base = "http://…" }       # what the student believes: values of the lab
//   stop = ["mail"]                    # services that do not run
//   files = { "ufw.txt" = "…" }        # a file of the lab, as it is then; "" takes it away
//   edit = { "ufw.txt" = ["a", "b"] }  # the same, as one replacement
//   switch = true                      # a service knows what to do
//   turns = "x"                        # the same, when the service knows it by another name
//   heal = "restart"                   # what repairs a switch, if that does: repair.h
//
// Values are filled as in settings.h; {NAME} is a setting as it was before.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "generator/base/result.h"
#include "labs/services/settings.h"

namespace services {

struct Fault {
  std::string id;
  std::string lab;
  std::string cause;
  base::Message title;
  Settings set;
  Settings hidden;
  Settings file;
  std::map<std::string, std::string> give;
  std::vector<std::string> stop;
  std::map<std::string, std::string> files;
  std::map<std::string, std::pair<std::string, std::string>> edits;  // file -> from, to
  bool is_switch = false;
  std::string switch_name;  // its id, or that of a fault of another lab
  bool by_restart = false;
};

// Problems of the file are errors with their line.
base::Result<std::vector<Fault>> load_faults(const std::filesystem::path& file);
// An unknown id is an error with the nearest one.
base::Result<const Fault*> find_fault(const std::vector<Fault>& faults, std::string_view id);

// The settings as somebody sees them: who reads the file, and the services.
struct Views {
  Settings file;
  Settings services;
};
// `settings` are the good ones; a value that is no setting is an error. What is filled in comes
// from `random`.
base::Result<Views> apply_faults(const Settings& settings, std::span<const Fault* const> faults,
                                 const Random& random, std::int64_t now, const PortOf& port_of);

// Files beside the `.env`, by name, as the faults leave them. An edit that finds nothing to replace
// is an error.
using Files = std::map<std::string, std::string>;
base::Result<Files> break_files(Files good, std::span<const Fault* const> faults);

}  // namespace services
