// The rows of the table of probes (probe_kinds.h), a function each. Inside this folder only.
#pragma once

#include <string_view>
#include <vector>

#include "labs/spec/probe_kinds.h"

namespace spec {

ProbeInfo http_probe();
ProbeInfo tls_probe();
ProbeInfo tcp_probe();
ProbeInfo dns_probe();
ProbeInfo smtp_probe();
ProbeInfo redis_probe();
ProbeInfo postgres_probe();
ProbeInfo websocket_probe();
ProbeInfo jwt_probe();
ProbeInfo env_probe();
ProbeInfo file_probe();
ProbeInfo cors_probe();
ProbeInfo webhook_probe();

text::Field probe_field(std::string_view name, text::Type type, text::Need need,
                        base::Message meaning, std::vector<std::string> one_of = {});

// What several probes take, and what can be asked of several.
text::Field trusted_field();           // ca
text::Field certificate_name_field();  // name
text::Field resolve_field();
SubjectKind reason_subject();
SubjectKind duration_subject();
SubjectKind tls_version_subject();  // protocol

}  // namespace spec
