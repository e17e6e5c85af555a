// The kinds of probe that a check can use, as data: what each takes, what an expectation can ask of
// what it saw, and which reasons it can give. The strict check of lab files, the JSON Schema, the
// table in expectations.md and the linter all read this.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/message.h"
#include "generator/text/schema.h"

namespace spec {

enum class ProbeKind {
  Http,
  Tls,
  Tcp,
  Dns,
  Smtp,
  Redis,
  Postgres,
  Websocket,
  Jwt,
  Env,
  File,
  Cors,
  Webhook,
};

enum class Argument {
  None,
  Name,     // header content-type
  Pointer,  // json /a/b
};

// What an expectation or a capture can ask about.
struct SubjectKind {
  std::string_view name;
  Argument argument = Argument::None;
  base::Message meaning;
};

struct ProbeInfo {
  ProbeKind kind;
  std::string_view name;  // the key in a check
  base::Message meaning;
  text::Schema fields;
  std::vector<SubjectKind> subjects;
  std::vector<std::string_view> reasons;  // patterns: "tcp.*"
};

std::span<const ProbeInfo> probe_kinds();
const ProbeInfo& info_of(ProbeKind kind);
const ProbeInfo* find_probe(std::string_view name);
const SubjectKind* find_subject(const ProbeInfo& probe, std::string_view name);
// The one key of an http request that is the method ("get" -> "GET"), with its URL; empty
// otherwise.
std::span<const std::string_view> http_methods();

}  // namespace spec
