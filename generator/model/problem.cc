#include "generator/model/problem.h"

#include <algorithm>
#include <cassert>

#include "generator/base/nearest.h"
#include "generator/model/rules.h"

namespace model {

base::Error problem(std::string_view rule, base::Span where, base::Message message,
                    base::Message hint) {
  const Rule* known = find_rule(rule);
  assert(known != nullptr);
  base::Error out;
  out.kind = base::ErrorKind::Content;
  out.message = std::move(message);
  out.where = std::move(where);
  out.hint = std::move(hint);
  out.rule = rule;
  out.severity = known != nullptr ? known->severity : base::Severity::Error;
  return out;
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string without_controls(std::string text) {
  const auto is_control = [](std::string_view all, std::size_t at) {
    const auto c = static_cast<unsigned char>(all[at]);
    if (c < 0x20 || c == 0x7F) return c != '\n';
    return c == 0xC2 && at + 1 < all.size() && static_cast<unsigned char>(all[at + 1]) < 0xA0;
  };
  std::size_t at = 0;
  while (at < text.size() && !is_control(text, at)) ++at;
  if (at == text.size()) return text;
  std::string out = text.substr(0, at);
  for (; at < text.size(); ++at) {
    if (!is_control(text, at)) {
      out += text[at];
      continue;
    }
    out += "·";
    if (static_cast<unsigned char>(text[at]) == 0xC2) ++at;
  }
  return out;
}

base::Message Suggestions::near(std::string_view written, std::span<const std::string> names,
                                base::Message otherwise) {
  if (left_ == 0) return otherwise;
  --left_;
  base::Message found = base::did_you_mean(written, names);
  return found.empty() ? otherwise : found;
}

base::Message quoted_list(const std::vector<std::string>& names, std::size_t most) {
  base::Message out;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    const std::string_view comma = i > 0 ? ", " : "";
    out.en += fmt::format("{}'{}'", comma, names[i]);
    out.fr += fmt::format("{}« {} »", comma, names[i]);
  }
  if (names.size() > most) {
    out.en += ", …";
    out.fr += ", …";
  }
  return out;
}

}  // namespace model
