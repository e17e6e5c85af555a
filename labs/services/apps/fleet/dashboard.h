// The administrators' dashboard of the central server: a page whose routes its script handles, as a
// static host serves it. It really logs in and lists the players.
//
// Setting: NG_APP_API_URL, the API's address that the build wrote into the script.
//
// Switches: dash-blank-api-url-env, dash-blank-api-url-file (also dash-built-before-url-set),
// dash-blank-build-failed, dash-blank-console-errors, dash-script-missing, dash-htaccess-missing,
// dash-rewrite-rule-missing, dash-files-in-subfolder, dash-old-files-left, dash-mixed-content,
// storage-service-key-exposed.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_dashboard();

}  // namespace services
