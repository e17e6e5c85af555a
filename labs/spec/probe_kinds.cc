#include "labs/spec/probe_kinds.h"

#include <algorithm>
#include <array>

#include "labs/spec/probe_rows.h"

namespace spec {
namespace {

const std::vector<ProbeInfo>& probe_table() {
  static const std::vector<ProbeInfo> rows = {
      http_probe(),  tls_probe(),      tcp_probe(),       dns_probe(), smtp_probe(),
      redis_probe(), postgres_probe(), websocket_probe(), jwt_probe(), env_probe(),
      file_probe(),  cors_probe(),     webhook_probe()};
  return rows;
}

}  // namespace

text::Field probe_field(std::string_view name, text::Type type, text::Need need,
                        base::Message meaning, std::vector<std::string> one_of) {
  text::Field out;
  out.name = name;
  out.type = type;
  out.need = need;
  out.meaning = std::move(meaning);
  out.one_of = std::move(one_of);
  return out;
}

std::span<const ProbeInfo> probe_kinds() { return probe_table(); }

const ProbeInfo& info_of(ProbeKind kind) {
  return *std::find_if(probe_table().begin(), probe_table().end(),
                       [&](const ProbeInfo& row) { return row.kind == kind; });
}

const ProbeInfo* find_probe(std::string_view name) {
  const auto found = std::find_if(probe_table().begin(), probe_table().end(),
                                  [&](const ProbeInfo& row) { return row.name == name; });
  return found == probe_table().end() ? nullptr : &*found;
}

const SubjectKind* find_subject(const ProbeInfo& probe, std::string_view name) {
  const auto found = std::find_if(probe.subjects.begin(), probe.subjects.end(),
                                  [&](const SubjectKind& row) { return row.name == name; });
  return found == probe.subjects.end() ? nullptr : &*found;
}

std::span<const std::string_view> http_methods() {
  static constexpr std::array<std::string_view, 7> kMethods = {"get",    "post",    "put", "patch",
                                                               "delete", "options", "head"};
  return kMethods;
}

}  // namespace spec
