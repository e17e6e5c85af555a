// A lab's own stack for the time of a run: the reference services that it needs, on free ports,
// with a fresh `.env` in a folder that goes again, healthy or with faults.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "labs/cli/values.h"
#include "labs/services/faults.h"
#include "labs/services/references.h"
#include "labs/services/stack.h"

namespace lab_check {

struct ReferenceData {
  std::vector<services::Fault> faults;
  std::vector<services::ReferenceOfLab> labs;

  const services::ReferenceOfLab* find(std::string_view lab) const;
  // The same; a lab without one is an error with the nearest.
  base::Result<const services::ReferenceOfLab*> at(const std::string& lab) const;
};
// From the folder beside the catalog of labs.
base::Result<ReferenceData> load_reference_data(const std::string& catalog, const Session& session);

// What a stack needs to be told for a lab; healthy, in memory, on the usual ports.
services::StackOptions options_of(const spec::Lab& lab, const services::ReferenceOfLab& about);

class Reference {
 public:
  // A lab without a reference is an error. `random` is asked from this thread only, and by the
  // services from theirs.
  static base::Result<std::unique_ptr<Reference>> start(const spec::Lab& lab,
                                                        const ReferenceData& data,
                                                        const std::vector<services::Fault>& faults);
  ~Reference();  // stops the services and removes the folder
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;

  // What a student who had set this stack up would give.
  const Gathered& values() const;

 private:
  struct State;
  explicit Reference(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace lab_check
