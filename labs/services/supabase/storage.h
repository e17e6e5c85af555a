// Storage: buckets, public and private, and the files in them, over HTTP as the product answers
// (its errors are HTTP 400 with the real status in the body). Reached through the gateway, which
// lets everything pass: Storage looks at the token itself. A file belongs to who put it there; the
// service role may do everything, others read public buckets and write where a policy lets them.
//
// Switches: storage-bucket-missing (its first bucket is not there), storage-bucket-private (it is
// not public).
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_storage();

}  // namespace services
