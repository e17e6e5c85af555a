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

text::Field trusted_field() {
  return probe_field("ca", text::Type::String, text::Need::Optional,
                     {"a file of certificates to trust instead of the system's",
                      "un fichier de certificats à croire à la place de ceux du système"});
}

text::Field certificate_name_field() {
  return probe_field("name", text::Type::String, text::Need::Optional,
                     {"the name the certificate must carry, when it is not the host",
                      "le nom que le certificat doit porter, quand ce n'est pas l'hôte"});
}

text::Field resolve_field() {
  return probe_field("resolve", text::Type::String, text::Need::Optional,
                     {"connect to this address, whatever DNS says",
                      "se connecter à cette adresse, quoi que dise le DNS"});
}

SubjectKind reason_subject() {
  return {"reason", Argument::None, {"the reason code", "le code de raison"}};
}

SubjectKind duration_subject() {
  return {"duration", Argument::None, {"seconds that it took", "secondes que cela a pris"}};
}

SubjectKind tls_version_subject() {
  return {"protocol",
          Argument::None,
          {"the TLS version, when there is one", "la version de TLS, s'il y en a une"}};
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
