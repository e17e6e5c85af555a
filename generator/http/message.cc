#include "generator/base/ascii.h"
#include "generator/http/message.h"

#include <algorithm>

namespace http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (base::lower(c) >= 'a' && base::lower(c) <= 'f') return base::lower(c) - 'a' + 10;
  return -1;
}

}  // namespace

bool LessWithoutCase::operator()(std::string_view a, std::string_view b) const {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return base::lower(x) < base::lower(y); });
}

std::string_view Request::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found != headers.end() ? std::string_view(found->second) : std::string_view();
}

Response text_response(int status, std::string body, std::string_view content_type) {
  Response response;
  response.status = status;
  response.headers["Content-Type"] = std::string(content_type);
  response.body = std::move(body);
  return response;
}

bool percent_decode(std::string_view written, std::string& decoded) {
  decoded.clear();
  for (std::size_t i = 0; i < written.size(); ++i) {
    char c = written[i];
    if (c == '%') {
      if (i + 2 >= written.size()) return false;
      const int high = hex_digit(written[i + 1]);
      const int low = hex_digit(written[i + 2]);
      if (high < 0 || low < 0) return false;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return false;
    decoded += c;
  }
  return true;
}

}  // namespace http
