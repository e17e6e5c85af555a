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

void keep_most_important(Problems& problems, std::size_t most) {
  if (problems.size() <= most) return;
  std::stable_sort(problems.begin(), problems.end(), base::before);
  const auto is_error = [](const base::Error& error) {
    return error.severity == base::Severity::Error;
  };
  std::stable_partition(problems.begin(), problems.end(), is_error);
  std::stable_partition(problems.begin(), problems.end(),
                        [](const base::Error& error) { return error.sensitive; });
  problems.resize(most);
}

void put_in_order(Problems& problems) {
  constexpr std::size_t kMostShown = 200;  // of one file
  std::sort(problems.begin(), problems.end(), base::before);
  const auto same = [](const base::Error& a, const base::Error& b) {
    return !base::before(a, b) && !base::before(b, a);
  };
  problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
  Problems out;
  for (auto begin = problems.begin(); begin != problems.end();) {
    const auto end = std::find_if(begin, problems.end(), [&](const base::Error& error) {
      return error.where.file != begin->where.file;
    });
    Problems of_file(std::make_move_iterator(begin), std::make_move_iterator(end));
    const std::size_t all = of_file.size();
    keep_most_important(of_file, kMostShown);
    if (all > of_file.size()) {
      of_file.push_back(problem(
          "more-problems", {of_file.front().where.file, {}, {}},
          base::message("other problems in this file: {}", "autres problèmes dans ce fichier : {}",
                        all - kMostShown),
          base::message("correct those shown first", "corrigez d'abord ceux qui sont montrés")));
    }
    std::sort(of_file.begin(), of_file.end(), base::before);
    std::move(of_file.begin(), of_file.end(), std::back_inserter(out));
    begin = end;
  }
  problems = std::move(out);
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
