// What a request carries: its query and form fields, and who it says it is from. Values; any
// thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "generator/http/message.h"

namespace services {

// Of several fields with one name the last counts. At most 1000 fields are read.
using Fields = std::map<std::string, std::string, std::less<>>;

// application/x-www-form-urlencoded: "a=b%20c&d=e+f". What is no escape stays as it is.
Fields parse_form(std::string_view written);
std::string_view field(const Fields& fields, std::string_view name,
                       std::string_view otherwise = {});
// A number in [least, most]; `otherwise` when the field is absent or none.
long number_field(const Fields& fields, std::string_view name, long otherwise, long least,
                  long most);

// "Bearer abc" -> "abc", whatever the scheme's case; "" when there is none.
std::string_view bearer_token(const http::Request& request);

struct NameAndPassword {
  std::string name;
  std::string password;
};
// RFC 7617.
std::optional<NameAndPassword> basic_credentials(const http::Request& request);

// A cookie's value, or "".
std::string_view cookie(const http::Request& request, std::string_view name);

// The host and port that the client used: "localhost:8000"; and "http://" before it.
std::string own_address(const http::Request& request, std::string_view otherwise);

}  // namespace services
