#include "labs/spec/lab.h"

#include <algorithm>

namespace spec {
namespace {

template <class List>
auto find_by(const List& list, std::string_view wanted, auto member) -> decltype(list.data()) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const auto& one) { return one.*member == wanted; });
  return found == list.end() ? nullptr : &*found;
}

void collect(const text::Node& node, std::vector<std::string>& out) {
  if (const auto* text = std::get_if<std::string>(&node.value)) {
    for (std::string& name : names_in(*text)) out.push_back(std::move(name));
  } else if (const auto* array = std::get_if<text::Array>(&node.value)) {
    for (const text::Node& element : *array) collect(element, out);
  } else if (const auto* table = std::get_if<text::Table>(&node.value)) {
    for (const text::Member& member : *table) collect(member.value, out);
  }
}

}  // namespace

const Check* Lab::find_check(std::string_view wanted) const {
  return find_by(checks, wanted, &Check::id);
}
const Variable* Lab::find_variable(std::string_view name) const {
  return find_by(variables, name, &Variable::name);
}
const Secret* Lab::find_secret(std::string_view name) const {
  return find_by(secrets, name, &Secret::name);
}
const Cause* Lab::find_cause(std::string_view wanted) const {
  return find_by(causes, wanted, &Cause::id);
}

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const std::size_t end = text.find("}}", at);
    if (end == std::string_view::npos) break;
    std::string_view name = text.substr(at + 2, end - at - 2);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    out.emplace_back(name);
    at = end + 2;
  }
  return out;
}

std::vector<std::string> names_in(const Check& check) {
  std::vector<std::string> out;
  collect(check.parameters, out);
  if (check.cleanup) collect(*check.cleanup, out);
  for (const Expectation& expectation : check.expect) {
    collect(expectation.value, out);
    for (std::string& name : names_in(expectation.subject.argument)) out.push_back(std::move(name));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace spec
