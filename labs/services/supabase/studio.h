// Studio, the dashboard, as a small page: users, buckets and tables of the stack, and a form that
// adds a user through Auth's admin path. Behind the gateway's basic auth.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_studio();

}  // namespace services
