// Every reference service there is, in one table.
#pragma once

#include <memory>
#include <vector>

#include "labs/services/service.h"

namespace services {

// In the order in which they are listed. A service that another refers to stands before it and
// lives as long: the vector owns them all.
std::vector<std::unique_ptr<Service>> all_services();

}  // namespace services
