// How a fault is repaired, and whether it has been: by the right value in a file that the stack
// follows, by a restart, or elsewhere (in a console, in the code), which `lab-services heal` stands
// for. And what a folder knows of the breakdown that is practised in it: its mark.
// Values; the mark is a file. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "labs/services/data_folder.h"
#include "labs/services/faults.h"

namespace services {

enum class Repair { Env, Compose, Values, LabFiles, Restart, Elsewhere };

// What mends the fault; of several, the first that a learner would try.
Repair repair_of(const Fault& fault);
// What to do in `data`, as a sentence: the variables, the services, the files.
base::Message repair_text(const Fault& fault, const std::string& data);

// What a learner made of a stack, and how it was when it was well.
struct Repaired {
  const Settings& good;
  const Views& views;
  const Files& good_files;
  const DataFolder& folder;
  std::string values;                          // the name of the lab's values among them
  std::function<bool(std::string_view)> runs;  // a service
  bool restarted = false;
};
// Never of what only `lab-services heal` mends.
bool is_repaired(const Fault& fault, const Repaired& now);

// The lines of a values file: name = "value". What is not one has no value.
std::string write_values(const std::map<std::string, std::string>& values);
std::map<std::string, std::string> read_values(std::string_view text);

// What is practised in a folder. On disk the ids are not readable at a glance: one may be hidden.
struct Mark {
  std::vector<std::string> faults;  // ids
  bool hidden = false;
};
base::Done write_mark(const std::filesystem::path& data, const Mark& mark);
// A folder without one is an error.
base::Result<Mark> read_mark(const std::filesystem::path& data);

// One of them, for a number from anywhere: the same number, the same one. Null of none.
const Fault* choose_fault(std::span<const Fault> faults, std::string_view lab, std::uint64_t seed);

}  // namespace services
