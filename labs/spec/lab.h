// A lab, as its file in labs/catalog/ says it: variables, secrets, checks, answer rules, causes.
// Values, made by load.h; every string that may hold {{templates}} is still a template here.
// labs/README.md describes the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "labs/spec/expectation.h"

namespace spec {

struct Variable {
  std::string name;
  std::string type;  // text host ipv4 ip port url origin email number path
  base::Message meaning;
  std::optional<std::string> otherwise;  // default; none: the user must say
  std::string example;
  bool optional = false;  // may stay empty: checks that use it are then not applicable
  base::Span where;
};

struct Secret {
  std::string name;
  std::string type;  // text jwt url password
  base::Message meaning;
  std::string environment;  // the variable it is read from
  std::string env_key;      // the key of --env-file it is read from
  std::int64_t min_length = 0;
  bool optional = false;
  base::Span where;
};

struct Capture {
  std::string name;
  Subject from;
  bool secret = false;
  base::Span where;
};

struct Retry {
  double within = 0;  // seconds
  double every = 1;
  std::vector<std::string> only_on;  // reason patterns
};

struct Repeat {
  std::int64_t times = 1;
  double every = 1;
};

struct Hint {
  std::string on;  // a reason pattern; empty: any
  base::Message text;
  base::Span where;
};

struct Check {
  std::string id;
  base::Message title;
  ProbeKind probe = ProbeKind::Http;
  text::Node parameters;  // a table that passed its schema
  std::vector<std::string> needs;
  std::vector<std::string> unless_given;  // values that make it not applicable
  std::vector<Expectation> expect;
  std::vector<Capture> captures;
  std::optional<Retry> retry;
  std::optional<Repeat> repeat;
  std::optional<text::Node> cleanup;  // parameters of an http request, run after everything
  std::vector<Hint> hints;
  std::vector<std::string> tags;
  std::string page;
  std::string level;  // L0 … L5
  std::int64_t weight = 1;
  double timeout = 0;  // 0: the lab's
  base::Span where;
  base::Span page_where;
};

// Recognises which layer answered: the first rule whose conditions hold gives the reason.
struct AnswerRule {
  std::string reason;
  std::string layer;
  ProbeKind probe = ProbeKind::Http;
  std::vector<Expectation> when;
  base::Message says;
  base::Span where;
};

// "CHECK passes" or "CHECK fails [REASON or REASON …]".
struct Condition {
  std::string check;
  bool passes = false;
  std::vector<std::string> reasons;  // patterns; empty: any
  base::Span where;
};

struct Cause {
  std::string id;
  base::Message title;
  base::Message fix;
  std::vector<Condition> when;
  std::vector<Condition> unless;    // any of them rules it out
  std::vector<std::string> rivals;  // causes that look the same from outside
  base::Message settle;             // the test that decides between them
  std::vector<Condition>
      seen;  // what a run sees when this very fault is injected; by default `when`
  std::string page;
  base::Span where;
  base::Span page_where;
};

struct Lab {
  std::string file;
  std::string id;
  std::string version;
  base::Message title;
  base::Message summary;
  std::string page;
  base::Span page_where;
  double timeout = 5;  // seconds, per attempt
  double budget = 60;  // seconds, the whole run
  std::int64_t parallel = 64;
  std::int64_t per_host = 16;
  std::vector<Variable> variables;
  std::vector<Secret> secrets;
  std::vector<Check> checks;
  std::vector<AnswerRule> answers;
  std::vector<Cause> causes;
  std::string digest;  // SHA-256, in hex, of every file it was read from

  const Check* find_check(std::string_view id) const;
  const Variable* find_variable(std::string_view name) const;
  const Secret* find_secret(std::string_view name) const;
  const Cause* find_cause(std::string_view id) const;
};

// The names inside {{…}} of a string, in order.
std::vector<std::string> names_in(std::string_view text);
// The names that a check uses anywhere: parameters, expectations, cleanup.
std::vector<std::string> names_in(const Check& check);

}  // namespace spec
