// The probes that send nothing: tokens, .env files and other files of this machine.
#pragma once

#include <string>
#include <vector>

#include "labs/probes/observation.h"

namespace probes {

struct JwtRequest {
  std::string token;
  std::string secret;  // HS256
  std::string jwks;    // a key set, as JSON
};
// `now` in seconds since 1970.
Observation probe_jwt(const JwtRequest& request, std::int64_t now);

struct EnvRequest {
  std::string file;
  std::vector<std::string> required;
};
Observation probe_env(const EnvRequest& request);
// The same on a text. Pure.
void look_at_env(const std::string& text, const EnvRequest& request, Observation& out);

struct FileRequest {
  std::string path;
  std::string format;  // text, json, yaml, toml, pem; empty: by the name
};
Observation probe_file(const FileRequest& request);

}  // namespace probes
