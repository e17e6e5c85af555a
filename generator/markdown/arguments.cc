#include "generator/markdown/arguments.h"

#include <algorithm>

#include "generator/base/ascii.h"
#include "generator/base/nearest.h"

namespace markdown {
namespace {

constexpr std::size_t kMaximumArguments = 32;

bool is_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

// The offset of the quote that ends the value which begins at `at`; npos when there is none.
std::size_t closing_quote(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return at < text.size() ? at : std::string_view::npos;
}

}  // namespace

std::string Argument::value() const {
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool escape =
        raw[i] == '\\' && i + 1 < raw.size() && (raw[i + 1] == '"' || raw[i + 1] == '\\');
    if (escape) ++i;
    out += raw[i];
  }
  return out;
}

std::vector<std::string> Argument::split() const {
  std::vector<std::string> out(1);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const char next = i + 1 < raw.size() ? raw[i + 1] : '\0';
    if (raw[i] == '\\' && (next == '"' || next == '\\' || next == '|')) {
      out.back() += raw[++i];
    } else if (raw[i] == '|') {
      out.emplace_back();
    } else {
      out.back() += raw[i];
    }
  }
  return out;
}

Arguments::Arguments(const Excerpt& excerpt, std::size_t begin, std::size_t end,
                     std::string_view rule, Problems& problems)
    : rule_(rule) {
  const std::string_view text = excerpt.text().substr(0, end);
  const auto range = [&](std::size_t from, std::size_t to) {
    return Range{excerpt.position(from), excerpt.position(to)};
  };
  for (std::size_t at = begin; at < end;) {
    if (base::is_space(text[at])) {
      ++at;
      continue;
    }
    if (arguments_.size() == kMaximumArguments) {
      problems.error(
          rule_, {excerpt.position(at)},
          base::message("more than {} arguments", "plus de {} arguments", kMaximumArguments));
      return;
    }
    Argument argument;
    const std::size_t start = at;
    std::size_t value = at;
    while (at < end && is_key(text[at])) ++at;
    if (at > start && at < end && text[at] == '=') {
      argument.key = text.substr(start, at - start);
      value = ++at;
    }
    std::size_t value_end;
    if (!argument.key.empty() && at < end && text[at] == '"') {
      value = at + 1;
      value_end = closing_quote(text, value);
      if (value_end == std::string_view::npos) {
        problems.error(
            rule_, range(at, end),
            base::message("the '\"' that opens the value of '{}' is not closed",
                          "le « \" » qui ouvre la valeur de « {} » n'est pas fermé", argument.key),
            base::message("inside quotes a '\"' is written '\\\"'",
                          "entre guillemets, un « \" » s'écrit « \\\" »"));
        return;
      }
      at = value_end + 1;
    } else {
      while (at < end && !base::is_space(text[at])) ++at;
      value_end = at;
    }
    argument.raw = text.substr(value, value_end - value);
    argument.where = range(start, at);
    argument.value_where = range(value, value_end);
    const bool again = !argument.key.empty() && std::any_of(arguments_.begin(), arguments_.end(),
                                                            [&](const Argument& other) {
                                                              return other.key == argument.key;
                                                            });
    if (again) {
      problems.error(rule_, argument.where,
                     base::message("'{}=' stands twice", "« {}= » figure deux fois", argument.key));
      continue;
    }
    arguments_.push_back(std::move(argument));
  }
}

std::optional<Argument> Arguments::take_word() { return take({}); }

std::optional<Argument> Arguments::take(std::string_view key) {
  const auto found = std::find_if(arguments_.begin(), arguments_.end(),
                                  [&](const Argument& argument) { return argument.key == key; });
  if (found == arguments_.end()) return std::nullopt;
  Argument out = std::move(*found);
  arguments_.erase(found);
  return out;
}

void Arguments::refuse_rest(std::span<const std::string> keys, Problems& problems) {
  for (const Argument& argument : arguments_) {
    const std::string_view name = argument.key.empty() ? argument.raw : argument.key;
    base::Message hint = base::did_you_mean(name, keys);
    if (argument.key.empty()) {
      problems.error(rule_, argument.where,
                     base::message("'{}' is one argument too many",
                                   "« {} » est un argument de trop", shown(argument.raw)),
                     std::move(hint));
    } else {
      problems.error(rule_, argument.where,
                     base::message("there is no argument '{}='", "il n'y a pas d'argument « {}= »",
                                   shown(argument.key)),
                     std::move(hint));
    }
  }
  arguments_.clear();
}

}  // namespace markdown
