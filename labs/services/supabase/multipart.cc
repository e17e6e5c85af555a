#include "generator/base/ascii.h"
#include "labs/services/supabase/multipart.h"

#include <algorithm>

namespace services {
namespace {

constexpr std::size_t kMostParts = 100;

bool begins_without_case(std::string_view text, std::string_view with) {
  return text.size() >= with.size() &&
         std::equal(with.begin(), with.end(), text.begin(),
                    [](char a, char b) { return base::lower(a) == base::lower(b); });
}

// name="x" of a header's parameters; quotes may be missing.
std::string parameter(std::string_view header, std::string_view name) {
  for (std::size_t at = header.find(name); at != std::string_view::npos;
       at = header.find(name, at + 1)) {
    const std::size_t equals = at + name.size();
    if (equals >= header.size() || header[equals] != '=' || at == 0 ||
        (header[at - 1] != ' ' && header[at - 1] != ';'))
      continue;
    std::string_view value = header.substr(equals + 1);
    if (value.starts_with('"')) return std::string(value.substr(1, value.find('"', 1) - 1));
    return std::string(value.substr(0, value.find_first_of("; \r\n")));
  }
  return {};
}

FormPart part_of(std::string_view head) {
  FormPart out;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    if (begins_without_case(line, "content-disposition:")) {
      out.name = parameter(line, "name");
      out.filename = parameter(line, "filename");
    } else if (begins_without_case(line, "content-type:")) {
      std::string_view type = line.substr(13);
      while (type.starts_with(' ')) type.remove_prefix(1);
      out.type = type;
    }
  }
  return out;
}

}  // namespace

std::vector<FormPart> parse_multipart(std::string_view content_type, std::string_view body) {
  std::vector<FormPart> out;
  const std::string boundary = parameter(content_type, "boundary");
  if (!begins_without_case(content_type, "multipart/form-data") || boundary.empty() ||
      boundary.size() > 200)
    return out;
  const std::string mark = "--" + boundary;
  std::size_t at = body.find(mark);
  while (at != std::string_view::npos && out.size() < kMostParts) {
    at += mark.size();
    if (body.substr(at, 2) == "--") break;
    const std::size_t head = body.find("\r\n", at);
    const std::size_t begin = body.find("\r\n\r\n", at);
    const std::size_t end =
        body.find("\r\n" + mark, begin == std::string_view::npos ? at : begin + 2);
    if (head == std::string_view::npos || begin == std::string_view::npos ||
        end == std::string_view::npos)
      return {};
    FormPart part = part_of(body.substr(head + 2, begin - head - 2));
    part.bytes = end >= begin + 4 ? body.substr(begin + 4, end - begin - 4) : std::string_view();
    out.push_back(std::move(part));
    at = end + 2;
  }
  return out;
}

}  // namespace services
