// A breakdown that somebody practises on: which services run for it, which fault it is, and what a
// folder tells of it afterwards.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "labs/cli/session.h"
#include "labs/services/stack.h"

namespace lab_services {

using lab_check::Session;

struct PracticeWish {
  std::string lab;                  // "": the one of the faults
  std::vector<std::string> faults;  // ids
  std::string random_lab;           // one of its faults, unknown to the learner
  std::optional<std::uint64_t> seed;
  bool chosen_services = false;  // by --only or --profile: they are not replaced
  std::string data;
};

// Puts the faults, and what the lab needs, into the options.
base::Done plan_practice(const PracticeWish& wish, const Session& session,
                         services::StackOptions& options);
// What the folder keeps of it, for heal and reveal; without faults, nothing.
base::Done keep_mark(const PracticeWish& wish, const services::StackOptions& options);
// How it goes on, for the learner; "" without a lab or a folder.
std::string next_step(const services::StackOptions& options, const std::string& data,
                      const Session& session);

}  // namespace lab_services
