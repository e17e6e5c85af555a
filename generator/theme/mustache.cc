#include "generator/theme/mustache.h"

#include <kainjow/mustache.hpp>

namespace theme {

namespace {

namespace km = kainjow::mustache;

km::data to_data(const Context& context);

struct ToData {
  // For Mustache empty text is true, for our templates it is nothing.
  km::data operator()(const std::string& text) const {
    return text.empty() ? km::data(false) : km::data(text);
  }
  km::data operator()(const text::Html& html) const { return (*this)(html.str()); }
  km::data operator()(bool truth) const { return km::data(truth); }
  km::data operator()(const Contexts& items) const {
    km::data list(km::data::type::list);
    for (const Context& item : items) list.push_back(to_data(item));
    return list;
  }
  km::data operator()(const std::shared_ptr<const Context>& context) const {
    return context ? to_data(*context) : km::data(false);
  }
};

km::data to_data(const Context& context) {
  km::data data(km::data::type::object);
  for (const auto& [key, value] : context.values()) data[key] = std::visit(ToData{}, value);
  return data;
}

std::string escape(const std::string& plain) {
  std::string out;
  out.reserve(plain.size() + plain.size() / 8);
  text::escape_to(out, plain);
  return out;
}

}  // namespace

// The library's render() is not const, but it writes to the template only to record an error of a
// lambda or a partial, and there are none of these in a bound template: several threads may render.
struct Mustache::Parsed {
  explicit Parsed(const std::string& source) : mustache(source) {
    mustache.set_custom_escape(escape);
  }
  km::mustache mustache;
};

Mustache::Mustache(const std::string& source) : parsed_(std::make_unique<Parsed>(source)) {}
Mustache::~Mustache() = default;
Mustache::Mustache(Mustache&&) noexcept = default;
Mustache& Mustache::operator=(Mustache&&) noexcept = default;

std::string Mustache::render(const Context& context) const {
  std::string out;
  out.reserve(32u << 10);
  parsed_->mustache.render(to_data(context), [&out](const std::string& line) { out += line; });
  return out;
}

}  // namespace theme
