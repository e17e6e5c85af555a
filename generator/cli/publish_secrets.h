// What no site may carry to the world, looked for in the files that are about to be sent: keys by
// their names, the credentials of this very publication, and secrets in files that are copied as
// they are. (The course itself has been checked by the build.)
#pragma once

#include <vector>

#include "generator/base/error.h"
#include "generator/pipeline/project.h"
#include "generator/publish/outgoing.h"

namespace cli {

std::vector<base::Error> find_outgoing_secrets(const pipeline::Project& project,
                                               const std::filesystem::path& site,
                                               const publish::Outgoing& files);

}  // namespace cli
