#include "labs/services/common/requests.h"

#include <algorithm>
#include <charconv>

#include "labs/formats/encodings.h"

namespace services {
namespace {

constexpr std::size_t kMostFields = 1000;

std::string decode(std::string_view written) {
  std::string spaced(written);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return formats::decode_percent(spaced);
}

// What follows "Scheme " in Authorization.
std::string_view credentials(const http::Request& request, std::string_view scheme) {
  const std::string_view header = request.header("Authorization");
  if (header.size() <= scheme.size() || header[scheme.size()] != ' ') return {};
  const http::LessWithoutCase less;
  const std::string_view given = header.substr(0, scheme.size());
  if (less(given, scheme) || less(scheme, given)) return {};
  std::string_view rest = header.substr(scheme.size());
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  return rest;
}

}  // namespace

Fields parse_form(std::string_view written) {
  Fields out;
  for (std::size_t count = 0; !written.empty() && count < kMostFields; ++count) {
    const std::size_t end = std::min(written.find('&'), written.size());
    const std::string_view pair = written.substr(0, end);
    written.remove_prefix(std::min(end + 1, written.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    out[decode(pair.substr(0, equals))] =
        equals < pair.size() ? decode(pair.substr(equals + 1)) : std::string();
  }
  return out;
}

std::string_view field(const Fields& fields, std::string_view name, std::string_view otherwise) {
  const auto found = fields.find(name);
  return found != fields.end() ? std::string_view(found->second) : otherwise;
}

long number_field(const Fields& fields, std::string_view name, long otherwise, long least,
                  long most) {
  const std::string_view written = field(fields, name);
  long value = 0;
  const auto parsed = std::from_chars(written.data(), written.data() + written.size(), value);
  if (written.empty() || parsed.ec != std::errc() || parsed.ptr != written.data() + written.size())
    return otherwise;
  return std::clamp(value, least, most);
}

std::string_view bearer_token(const http::Request& request) {
  return credentials(request, "Bearer");
}

std::optional<NameAndPassword> basic_credentials(const http::Request& request) {
  const auto decoded = formats::decode_base64(credentials(request, "Basic"));
  if (!decoded) return std::nullopt;
  const std::size_t colon = decoded->find(':');
  if (colon == std::string::npos) return std::nullopt;
  return NameAndPassword{decoded->substr(0, colon), decoded->substr(colon + 1)};
}

std::string_view cookie(const http::Request& request, std::string_view name) {
  std::string_view rest = request.header("Cookie");
  while (!rest.empty()) {
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
  }
  return {};
}

std::string own_address(const http::Request& request, std::string_view otherwise) {
  const std::string_view host = request.header("Host");
  return "http://" + std::string(host.empty() ? otherwise : host);
}

}  // namespace services
