// A request to PostgREST, understood: what to read, which rows, in which order (postgrest.org,
// "Tables and Views"). Values; parsing touches nothing. Conditions nest at most eight deep, and a
// request has at most two hundred of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/http/message.h"

namespace services::rest {

// "id", "name:title", "done::text", "comments(id,body)", "*".
struct Selected {
  std::string column;  // or the other table, when `embedded` is set
  std::string alias;
  std::string cast;
  bool embedded = false;
  bool inner = false;  // comments!inner(…)
  std::vector<Selected> inside;
};

struct Condition {
  enum class Kind { Test, All, Any } kind = Kind::Test;
  bool negated = false;
  std::string column;  // "id"; "data->>name" is not understood
  std::string how;     // eq, in, …
  std::string value;
  std::vector<Condition> parts;  // of All and Any
};

struct Sorting {
  std::string column;
  bool descending = false;
  std::optional<bool> nulls_first;
};

enum class Count { None, Exact };
enum class Return { Minimal, HeadersOnly, Representation };
enum class Conflict { Fail, Merge, Ignore };

struct Query {
  std::vector<Selected> select;
  std::vector<Condition> where;
  std::vector<Sorting> order;
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;
  std::vector<std::string> columns;      // of ?columns=
  std::vector<std::string> on_conflict;  // of ?on_conflict=
  Count count = Count::None;
  Return returns = Return::Minimal;
  Conflict conflict = Conflict::Fail;
  bool single = false;  // application/vnd.pgrst.object+json
};

// An error's rule is PostgREST's code, PGRST100; its message is English in both.
base::Result<Query> parse_query(const http::Request& request);

// The items of a list at its top level: "a,b(c,d)" -> "a", "b(c,d)". Parts in double quotes stay
// whole.
std::vector<std::string_view> split_list(std::string_view list);

}  // namespace services::rest
