// themes/default/styles/highlight.css: every class that the markup uses has a colour, and every
// colour can be read.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <regex>

#include "generator/base/files.h"

namespace {

std::string style(const std::string& name) {
  const auto text = base::read_file(std::string(STYLES_DIR) + "/" + name);
  REQUIRE(text);
  return *text;
}

struct Colour {
  double red = 0, green = 0, blue = 0;  // 0 to 1, as in sRGB
};

Colour parse_colour(const std::string& hex) {
  REQUIRE(hex.size() == 7);
  const auto part = [&](std::size_t at) {
    return std::stoi(hex.substr(at, 2), nullptr, 16) / 255.0;
  };
  return {part(1), part(3), part(5)};
}

// WCAG 2.2, "relative luminance" and "contrast ratio".
double luminance(const Colour& colour) {
  const auto linear = [](double c) {
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}
double contrast(const Colour& a, const Colour& b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Colour mix(const Colour& over, double share, const Colour& under) {
  const auto one = [&](double a, double b) { return share * a + (1 - share) * b; };
  return {one(over.red, under.red), one(over.green, under.green), one(over.blue, under.blue)};
}

// The colours of tokens.css in one of the two themes.
std::map<std::string, Colour> tokens(bool dark) {
  std::map<std::string, Colour> out;
  const std::string css = style("tokens.css");
  const std::regex rule("(--[a-z0-9-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)");
  for (std::sregex_iterator it(css.begin(), css.end(), rule), end; it != end; ++it)
    out[(*it)[1]] = parse_colour((*it)[dark ? 3 : 2]);
  return out;
}

// Class -> the token that colours it.
std::map<std::string, std::string> classes() {
  std::map<std::string, std::string> out;
  const std::string css = style("highlight.css");
  const std::regex rule("([^{}]*)\\{[^}]*color: var\\((--[a-z0-9-]+)\\)");
  const std::regex selector("\\.t-[a-z]");
  for (std::sregex_iterator it(css.begin(), css.end(), rule), end; it != end; ++it) {
    const std::string selectors = (*it)[1];
    for (std::sregex_iterator s(selectors.begin(), selectors.end(), selector); s != end; ++s)
      out[s->str()] = (*it)[2];
  }
  return out;
}

TEST_CASE("every class of the markup has a colour") {
  const auto colours = classes();
  for (const char letter : std::string("ckstnfyvpoaid"))
    CHECK(colours.count(std::string(".t-") + letter) == 1);
  CHECK(colours.size() == 13);
}

TEST_CASE("every colour of code can be read in both themes, on a marked line too") {
  const bool dark = GENERATE(false, true);
  CAPTURE(dark);
  auto colours = tokens(dark);
  REQUIRE(colours.count("--code") == 1);
  const Colour plain = colours["--code"];
  const Colour marked = mix(colours["--warn"], 0.10, plain);  // code.css, .block mark
  for (const auto& [name, token] : classes()) {
    CAPTURE(name, token);
    REQUIRE(colours.count(token) == 1);
    CHECK(contrast(colours[token], plain) >= 4.5);
    CHECK(contrast(colours[token], marked) >= 4.5);
  }
}

}  // namespace
