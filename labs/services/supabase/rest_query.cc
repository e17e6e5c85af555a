#include "labs/services/supabase/rest_query.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "generator/base/ascii.h"
#include "labs/formats/encodings.h"

namespace services::rest {
namespace {

constexpr std::size_t kDeepest = 8;
constexpr std::size_t kMostConditions = 200;

constexpr std::array<std::string_view, 18> kTests = {
    "eq",     "neq", "gt", "gte", "lt", "lte", "like", "ilike", "match",
    "imatch", "in",  "is", "cs",  "cd", "ov",  "fts",  "plfts", "wfts"};

base::Error unreadable(std::string_view what, std::string_view written) {
  base::Error out{
      base::ErrorKind::Usage,
      base::message("\"failed to parse {} ({})\"", "\"failed to parse {} ({})\"", what, written)};
  out.rule = "PGRST100";
  return out;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 63 &&
         text.find_first_of("()\"'`;,.: \t\r\n") == std::string_view::npos;
}

base::Result<std::vector<Selected>> parse_select(std::string_view list, std::size_t depth) {
  std::vector<Selected> out;
  if (depth > 3) return base::fail(unreadable("select parameter", list));
  for (std::string_view item : split_list(list)) {
    item = base::trimmed(item);
    Selected one;
    const std::size_t open = item.find('(');
    std::string_view name = item.substr(0, open);
    if (open != std::string_view::npos) {
      if (!item.ends_with(')')) return base::fail(unreadable("select parameter", list));
      one.embedded = true;
      one.inside = TRY(parse_select(item.substr(open + 1, item.size() - open - 2), depth + 1));
    }
    if (const std::size_t cast = name.find("::"); cast != std::string_view::npos) {
      one.cast = name.substr(cast + 2);
      name = name.substr(0, cast);
    }
    if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
      one.alias = name.substr(0, colon);
      name = name.substr(colon + 1);
    }
    if (const std::size_t hint = name.find('!'); hint != std::string_view::npos) {
      one.inner = name.substr(hint) == "!inner";
      name = name.substr(0, hint);
    }
    if (name != "*" && !is_name(name)) return base::fail(unreadable("select parameter", list));
    one.column = name;
    out.push_back(std::move(one));
  }
  if (out.empty()) out.push_back({"*", {}, {}, false, false, {}});
  return out;
}

class ConditionParser {
 public:
  // "eq.5", "not.in.(1,2)"
  base::Result<Condition> test(std::string_view column, std::string_view written) {
    Condition out;
    out.column = column;
    if (++count_ > kMostConditions || !is_name(column))
      return base::fail(unreadable("filter", written));
    while (written.starts_with("not.")) {
      out.negated = !out.negated;
      written.remove_prefix(4);
    }
    const std::size_t dot = written.find('.');
    if (dot == std::string_view::npos) return base::fail(unreadable("filter", written));
    out.how = written.substr(0, std::min(dot, written.find('(')));
    if (std::find(kTests.begin(), kTests.end(), out.how) == kTests.end())
      return base::fail(unreadable("filter", written));
    out.value = written.substr(dot + 1);
    return out;
  }

  // "(a.eq.1,and(b.gt.2,c.is.null))"
  base::Result<Condition> group(Condition::Kind kind, bool negated, std::string_view written,
                                std::size_t depth) {
    Condition out;
    out.kind = kind;
    out.negated = negated;
    if (depth > kDeepest || !written.starts_with('(') || !written.ends_with(')'))
      return base::fail(unreadable("logic tree", written));
    for (std::string_view item : split_list(written.substr(1, written.size() - 2))) {
      item = base::trimmed(item);
      bool not_this = false;
      std::string_view rest = item;
      if (rest.starts_with("not.")) {
        not_this = true;
        rest.remove_prefix(4);
      }
      if (rest.starts_with("and(")) {
        out.parts.push_back(TRY(group(Condition::Kind::All, not_this, rest.substr(3), depth + 1)));
      } else if (rest.starts_with("or(")) {
        out.parts.push_back(TRY(group(Condition::Kind::Any, not_this, rest.substr(2), depth + 1)));
      } else {
        const std::size_t dot = item.find('.');
        if (dot == std::string_view::npos) return base::fail(unreadable("logic tree", written));
        out.parts.push_back(TRY(test(item.substr(0, dot), item.substr(dot + 1))));
      }
    }
    if (out.parts.empty()) return base::fail(unreadable("logic tree", written));
    return out;
  }

 private:
  std::size_t count_ = 0;
};

base::Result<std::vector<Sorting>> parse_order(std::string_view list) {
  std::vector<Sorting> out;
  for (std::string_view item : split_list(list)) {
    Sorting one;
    const std::size_t dot = std::min(item.find('.'), item.size());
    one.column = item.substr(0, dot);
    std::string_view rest = item.substr(dot);
    while (!rest.empty()) {
      rest.remove_prefix(1);
      const std::string_view word = rest.substr(0, rest.find('.'));
      rest.remove_prefix(word.size());
      if (word == "desc")
        one.descending = true;
      else if (word == "nullsfirst")
        one.nulls_first = true;
      else if (word == "nullslast")
        one.nulls_first = false;
      else if (word != "asc")
        return base::fail(unreadable("order", list));
    }
    if (!is_name(one.column)) return base::fail(unreadable("order", list));
    out.push_back(std::move(one));
  }
  return out;
}

base::Result<std::int64_t> parse_number(std::string_view written) {
  std::int64_t out = 0;
  const auto parsed = std::from_chars(written.data(), written.data() + written.size(), out);
  if (parsed.ec != std::errc() || parsed.ptr != written.data() + written.size() || out < 0)
    return base::fail(unreadable("filter", written));
  return out;
}

// "0-9" of a Range header, "0-" without an end.
base::Done take_range(std::string_view range, Query& query) {
  const std::size_t dash = range.find('-');
  if (range.empty() || dash == std::string_view::npos) return {};
  query.offset = TRY(parse_number(range.substr(0, dash)));
  if (dash + 1 < range.size())
    query.limit =
        std::max<std::int64_t>(0, TRY(parse_number(range.substr(dash + 1))) - query.offset + 1);
  return {};
}

void take_preferences(std::string_view prefer, Query& query) {
  for (std::string_view word : split_list(prefer)) {
    word = base::trimmed(word);
    if (word == "count=exact" || word == "count=planned" || word == "count=estimated")
      query.count = Count::Exact;
    if (word == "return=representation") query.returns = Return::Representation;
    if (word == "return=headers-only") query.returns = Return::HeadersOnly;
    if (word == "resolution=merge-duplicates") query.conflict = Conflict::Merge;
    if (word == "resolution=ignore-duplicates") query.conflict = Conflict::Ignore;
  }
}

std::string unquoted(std::string_view name) {
  name = base::trimmed(name);
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"')
    name = name.substr(1, name.size() - 2);
  return std::string(name);
}

}  // namespace

std::vector<std::string_view> split_list(std::string_view list) {
  std::vector<std::string_view> out;
  std::size_t depth = 0;
  std::size_t from = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const char c = list[i];
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (quoted)
      continue;
    else if (c == '(')
      ++depth;
    else if (c == ')' && depth > 0)
      --depth;
    else if (c == ',' && depth == 0) {
      out.push_back(list.substr(from, i - from));
      from = i + 1;
    }
  }
  if (from < list.size()) out.push_back(list.substr(from));
  return out;
}

base::Result<Query> parse_query(const http::Request& request) {
  Query out;
  out.select = TRY(parse_select("*", 0));
  TRY(take_range(request.header("Range"), out));
  take_preferences(request.header("Prefer"), out);
  out.single = request.header("Accept").find("vnd.pgrst.object") != std::string_view::npos;
  ConditionParser conditions;
  std::string_view rest = request.query;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto decoded = [](std::string_view written) {
      std::string spaced(written);
      std::replace(spaced.begin(), spaced.end(), '+', ' ');
      return formats::decode_percent(spaced);
    };
    const std::string key = decoded(pair.substr(0, equals));
    const std::string value = decoded(pair.substr(std::min(equals + 1, pair.size())));
    if (key.empty() || key == "apikey") continue;
    if (key == "select") {
      out.select = TRY(parse_select(value, 0));
    } else if (key == "order") {
      out.order = TRY(parse_order(value));
    } else if (key == "limit") {
      out.limit = TRY(parse_number(value));
    } else if (key == "offset") {
      out.offset = TRY(parse_number(value));
    } else if (key == "columns") {
      for (const std::string_view name : split_list(value)) out.columns.push_back(unquoted(name));
    } else if (key == "on_conflict") {
      for (const std::string_view name : split_list(value))
        out.on_conflict.push_back(unquoted(name));
    } else if (key == "and" || key == "not.and") {
      out.where.push_back(TRY(conditions.group(Condition::Kind::All, key == "not.and", value, 0)));
    } else if (key == "or" || key == "not.or") {
      out.where.push_back(TRY(conditions.group(Condition::Kind::Any, key == "not.or", value, 0)));
    } else {
      out.where.push_back(TRY(conditions.test(key, value)));
    }
  }
  return out;
}

}  // namespace services::rest
