// lab-check selftest --reference: the labs against the reference services, healthy and broken.
#pragma once

#include <filesystem>
#include <vector>

#include "labs/cli/session.h"

namespace lab_check {

struct SelftestOptions {
  std::vector<std::string> faults;  // ids; empty: all
  bool healthy_only = false;        // without faults
};

// Healthy, everything passes; with a fault, exactly its cause is named; with two, nothing else.
base::Result<Status> selftest_reference(const std::vector<std::filesystem::path>& files,
                                        const SelftestOptions& options, const std::string& catalog,
                                        const Session& session);

}  // namespace lab_check
