#include "generator/cli/publish_secrets.h"

#include <algorithm>
#include <array>

#include "generator/base/files.h"
#include "generator/http/static_files.h"
#include "generator/model/lint/secrets.h"
#include "generator/publish/credentials.h"

namespace cli {
namespace fs = std::filesystem;
using base::message;
namespace {

// Files that hold keys and nothing else.
bool is_key_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  constexpr std::array kNames = {"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "credentials"};
  constexpr std::array kEndings = {".p12", ".pfx", ".kdbx", ".jks", ".ppk", ".env", ".keystore"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view known) { return name == known; }) ||
         std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

base::Error secret(base::Message what, std::string_view rule, std::string file,
                   base::Message hint) {
  base::Error out{base::ErrorKind::Content,
                  std::move(what),
                  {std::move(file), {}, {}},
                  std::move(hint),
                  std::string(rule)};
  out.sensitive = true;
  return out;
}

}  // namespace

std::vector<base::Error> find_outgoing_secrets(const pipeline::Project& project,
                                               const fs::path& site,
                                               const publish::Outgoing& files) {
  std::vector<base::Error> out;
  const model::DenyList deny = model::DenyList::beside(project.content());
  const std::vector<std::string> own = publish::secrets_in_environment();
  const std::string shown =
      (fs::path(project.site_shown_as).parent_path() / "static").generic_string() + "/";
  for (const auto& [path, file] : files) {
    if (path != file.from) continue;
    if (is_key_file(path)) {
      out.push_back(
          secret(message("'{}' is a file for keys", "« {} » est un fichier de clés", path),
                 "secret-private-key", shown + path,
                 message("take it out of site/static", "enlevez-le de site/static")));
    }
    const auto bytes = base::read_file(site / path, 1u << 30);
    if (!bytes) continue;  // whoever sends it says so
    for (const std::string& value : own) {
      if (bytes->find(value) == std::string::npos) continue;
      out.push_back(
          secret(message("a credential of this publication stands in '{}'",
                         "un identifiant secret de cette publication se trouve dans « {} »", path),
                 "secret-env-value", path,
                 message("take it out of the course, and change it: it may be known already",
                         "enlevez-le du cours, et changez-le : il est peut-être déjà connu")));
    }
    std::error_code failed;
    const bool is_static = fs::exists(project.static_files() / path, failed);
    const std::string_view type = http::content_type_of(path);
    const bool is_text = bytes->find('\0') == std::string::npos;
    if (is_static && is_text &&
        (type.starts_with("text/") || type == "application/json" ||
         type == "application/octet-stream" || type == "application/xml"))
      model::lint_secrets(*bytes, model::Lines(*bytes), shown + path, deny, out);
  }
  std::stable_sort(out.begin(), out.end(), base::before);
  return out;
}

}  // namespace cli
