// multipart/form-data (RFC 7578), as browsers and fetch() send files. A value; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace services {

struct FormPart {
  std::string name;
  std::string filename;
  std::string type;
  std::string_view bytes;  // into the body
};

// The parts in their order; none when the body is not what the content type says. At most 100.
std::vector<FormPart> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace services
