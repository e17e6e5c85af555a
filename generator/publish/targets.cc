#include "generator/publish/targets.h"

#include <algorithm>
#include <charconv>

#include "generator/base/nearest.h"
#include "generator/publish/release_folder.h"
#include "generator/publish/remote_site.h"
#include "generator/publish/s3_store.h"
#include "generator/publish/sftp_store.h"
#include "generator/text/slug.h"

namespace publish {
namespace fs = std::filesystem;
using base::message;
namespace {

constexpr char kRule[] = "schema";
constexpr std::int64_t kMostReleases = 1000;

// One table of site.toml on its way to a TargetConfig.
class Decoder {
 public:
  Decoder(const text::Node& table, std::string_view file, std::vector<base::Error>& problems)
      : table_(table), file_(file), problems_(problems) {}

  std::string text(std::string_view key, std::string_view otherwise = {}) const {
    return text::string_at(table_, key, otherwise);
  }
  base::Span where(std::string_view key) const {
    const text::Node* value = table_.find(key);
    return {std::string(file_), text::position_at(table_, key),
            value != nullptr ? value->end : base::Position{}};
  }
  void report(base::Message what, std::string_view key, base::Message hint) {
    problems_.push_back(
        {base::ErrorKind::Content, std::move(what), where(key), std::move(hint), kRule});
  }
  // The key's text; an empty one is reported.
  std::string needed(std::string_view key, const base::Message& hint) {
    std::string out = text(key);
    if (out.empty())
      report(message("the key '{}' is missing or empty", "la clé « {} » manque ou est vide", key),
             key, hint);
    return out;
  }
  std::int64_t number(std::string_view key, std::int64_t otherwise) const {
    return text::integer_at(table_, key, otherwise);
  }

 private:
  const text::Node& table_;
  std::string_view file_;
  std::vector<base::Error>& problems_;
};

// "https://me:secret@host/": what stands between the colon and the @.
bool has_password(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  std::string_view authority = url.substr(scheme + 3);
  authority = authority.substr(0, authority.find('/'));
  const std::size_t at = authority.rfind('@');
  return at != std::string_view::npos &&
         authority.substr(0, at).find(':') != std::string_view::npos;
}

void decode_s3(Decoder& in, TargetConfig& out) {
  out.bucket = in.needed("bucket", message("the name of the bucket", "le nom du compartiment"));
  out.region = in.text("region", "us-east-1");
  out.endpoint = in.text("endpoint", "https://s3." + out.region + ".amazonaws.com");
  while (out.endpoint.ends_with('/')) out.endpoint.pop_back();
  const std::size_t scheme = out.endpoint.find("://");
  const bool web = out.endpoint.starts_with("https://") || out.endpoint.starts_with("http://");
  if (!web || out.endpoint.find_first_of("/?#@ ", scheme + 3) != std::string::npos) {
    in.report(message("'{}' is not the address of an object store",
                      "« {} » n'est pas l'adresse d'un stockage d'objets", out.endpoint),
              "endpoint",
              message("write it like 'https://s3.eu-west-3.amazonaws.com', without a path",
                      "écrivez-la comme « https://s3.eu-west-3.amazonaws.com », sans chemin"));
  }
  out.prefix = in.text("prefix");
  while (out.prefix.starts_with('/')) out.prefix.erase(0, 1);
  if (!out.prefix.empty() && !out.prefix.ends_with('/')) out.prefix += '/';
}

void decode_type(Decoder& in, const std::string& type, TargetConfig& out) {
  if (type == "directory") {
    out.path = in.needed("path", message("the folder that gets 'current' and 'releases'",
                                         "le dossier qui reçoit « current » et « releases »"));
    const std::int64_t keep = in.number("keep", 5);
    if (keep < 1 || keep > kMostReleases)
      in.report(message("'keep' is {}; it lies between 1 and {}",
                        "« keep » vaut {} ; il va de 1 à {}", keep, kMostReleases),
                "keep", {});
    else
      out.keep = static_cast<std::size_t>(keep);
  } else if (type == "git") {
    out.type = TargetType::Git;
    out.url = in.needed("url", message("a path, or an address such as 'git@host:course.git'",
                                       "un chemin, ou une adresse comme « git@hote:cours.git »"));
    out.branch = in.text("branch", "gh-pages");
  } else if (type == "s3") {
    out.type = TargetType::S3;
    decode_s3(in, out);
  } else {
    out.type = TargetType::Sftp;
    out.url = in.needed("url", message("write it like 'sftp://me@host/srv/www/course'",
                                       "écrivez-la comme « sftp://moi@hote/srv/www/cours »"));
    if (!out.url.empty())
      if (auto url = parse_sftp_url(out.url, in.where("url")); !url)
        in.report(url.error().message, "url", url.error().hint);
  }
}

TargetConfig decode(const std::string& name, const text::Node& table, std::string_view file,
                    std::vector<base::Error>& problems) {
  Decoder in(table, file, problems);
  TargetConfig out;
  out.name = name;
  const std::string type = in.text("type");
  decode_type(in, type, out);
  if (has_password(out.url)) {
    base::Error refused{
        base::ErrorKind::Content,
        message("the address of the target '{}' carries a password",
                "l'adresse de la destination « {} » contient un mot de passe", name),
        in.where("url"),
        message("take it out, and change it where it was used: what publishing "
                "needs comes from the environment or the agent",
                "enlevez-le, et changez-le là où il servait : ce dont la publication "
                "a besoin vient de l'environnement ou de l'agent"),
        "secret-url-credentials"};
    refused.sensitive = true;
    problems.push_back(std::move(refused));
  }
  const std::string compress = in.text("compress", "no");
  if (compress == "beside") out.compression = Compression::Beside;
  if (compress == "stored") out.compression = Compression::Stored;
  if ((compress == "stored" && out.type != TargetType::S3) ||
      (compress != "no" && out.type == TargetType::Git)) {
    in.report(message("a target of type '{}' cannot hold files compressed as '{}'",
                      "une destination de type « {} » ne peut contenir de fichiers compressés "
                      "« {} »",
                      type, compress),
              "compress",
              message("'stored' needs a place that keeps headers, s3; 'beside' a web server that "
                      "looks for .gz files",
                      "« stored » demande un endroit qui garde les en-têtes, s3 ; « beside », un "
                      "serveur web qui cherche les fichiers .gz"));
  }
  return out;
}

}  // namespace

base::Result<SftpUrl> parse_sftp_url(std::string_view url, const base::Span& where) {
  const auto refuse = [&] {
    return base::fail(
        base::ErrorKind::Content,
        message("'{}' is not the address of a folder over SFTP",
                "« {} » n'est pas l'adresse d'un dossier par SFTP", url),
        where,
        message("write it like 'sftp://me@host/srv/www/course', or 'sftp://host/~/www' "
                "for a folder in the account's home",
                "écrivez-la comme « sftp://moi@hote/srv/www/cours », ou "
                "« sftp://hote/~/www » pour un dossier du compte"));
  };
  constexpr std::string_view kScheme = "sftp://";
  if (!url.starts_with(kScheme)) return refuse();
  std::string_view rest = url.substr(kScheme.size());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return refuse();
  std::string_view authority = rest.substr(0, slash);
  std::string_view folder = rest.substr(slash);
  SftpUrl out;
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    out.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
    if (out.user.empty()) return refuse();
  }
  if (const std::size_t colon = authority.rfind(':');
      colon != std::string_view::npos && !authority.ends_with(']')) {
    const std::string_view digits = authority.substr(colon + 1);
    const auto [end, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
    if (failed != std::errc() || end != digits.data() + digits.size() || out.port < 1 ||
        out.port > 0xFFFF)
      return refuse();
    authority = authority.substr(0, colon);
  }
  if (authority.starts_with('[') && authority.ends_with(']'))
    authority = authority.substr(1, authority.size() - 2);
  // What begins with a dash would be an option of ssh.
  const auto is_odd = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; };
  if (authority.empty() || authority.front() == '-' || out.user.starts_with('-') ||
      std::any_of(url.begin(), url.end(), is_odd))
    return refuse();
  out.host = authority;
  if (folder.starts_with("/~/")) folder.remove_prefix(3);
  while (folder.size() > 1 && folder.ends_with('/')) folder.remove_suffix(1);
  // The root of a machine is nobody's site.
  if (folder.empty() || folder == "/") return refuse();
  out.folder = folder;
  return out;
}

const text::Schema& targets_schema() {
  using text::Need;
  using text::Type;
  static const text::Schema schema = {
      {"publish",
       Type::Map,
       Need::Optional,
       message("where the site is published, by name", "où le site est publié, par nom"),
       {},
       {{"type",
         Type::String,
         Need::Required,
         message("what kind of place it is", "quelle sorte d'endroit c'est"),
         {"directory", "git", "sftp", "s3"}},
        {"path", Type::String, Need::Optional,
         message("directory: the folder that gets 'current' and 'releases'",
                 "directory : le dossier qui reçoit « current » et « releases »")},
        {"keep", Type::Integer, Need::Optional,
         message("directory: how many releases stay; default: 5",
                 "directory : combien de versions restent ; par défaut : 5")},
        {"url", Type::String, Need::Optional,
         message("git, sftp: the address, without a password",
                 "git, sftp : l'adresse, sans mot de passe")},
        {"branch", Type::String, Need::Optional,
         message("git: the branch; default: gh-pages", "git : la branche ; par défaut : gh-pages")},
        {"bucket", Type::String, Need::Optional,
         message("s3: the name of the bucket", "s3 : le nom du compartiment")},
        {"endpoint", Type::String, Need::Optional,
         message("s3: the store's address; default: Amazon's of the region",
                 "s3 : l'adresse du stockage ; par défaut : celle d'Amazon pour la région")},
        {"region", Type::String, Need::Optional,
         message("s3: default: us-east-1", "s3 : par défaut : us-east-1")},
        {"prefix", Type::String, Need::Optional,
         message("s3: a folder in the bucket", "s3 : un dossier du compartiment")},
        {"compress",
         Type::String,
         Need::Optional,
         message("'beside': .gz files for a web server that looks for them; 'stored': s3 keeps the "
                 "files compressed",
                 "« beside » : des fichiers .gz pour un serveur web qui les cherche ; « stored » : "
                 "s3 garde les fichiers compressés"),
         {"no", "beside", "stored"}}}},
  };
  return schema;
}

std::vector<TargetConfig> read_targets(const text::Node& site, std::string_view file,
                                       std::vector<base::Error>& problems) {
  std::vector<TargetConfig> out;
  const auto* table = std::get_if<text::Table>(&site.value);
  if (table == nullptr) return out;
  text::Node targets{text::Table(), site.at, site.end};
  for (const text::Member& member : *table)
    if (member.key == "publish") std::get<text::Table>(targets.value).push_back(member);
  if (!text::check_schema(targets, targets_schema(), {}, file, problems)) return out;
  const text::Node* publish = targets.find("publish");
  if (publish == nullptr) return out;
  for (const text::Member& member : std::get<text::Table>(publish->value)) {
    // It names files of ours.
    const base::Span where = {std::string(file), member.key_at, {}};
    if (auto name = text::Slug::parse(member.key, where); !name)
      problems.push_back(std::move(name).error());
    else
      out.push_back(decode(member.key, member.value, file, problems));
  }
  return out;
}

base::Result<TargetConfig> choose_target(const std::vector<TargetConfig>& targets,
                                         const std::string& name) {
  std::vector<std::string> names;
  std::string list;
  for (const TargetConfig& target : targets) {
    names.push_back(target.name);
    list += (list.empty() ? "" : ", ") + target.name;
  }
  if (targets.empty()) {
    return base::fail(
        base::ErrorKind::Usage,
        message("site/site.toml names no target", "site/site.toml ne nomme aucune destination"), {},
        message("for a folder: [publish.live], then type = \"directory\" and path = \"/srv/www\"",
                "pour un dossier : [publish.live], puis type = \"directory\" et path = "
                "\"/srv/www\""));
  }
  if (name.empty() && targets.size() == 1) return targets.front();
  for (const TargetConfig& target : targets)
    if (target.name == name) return target;
  base::Message hint = base::did_you_mean(name, names);
  if (hint.empty()) hint = message("it is one of: {}", "elle est parmi : {}", list);
  if (name.empty()) {
    return base::fail(base::ErrorKind::Usage,
                      message("there are several targets: say which",
                              "il y a plusieurs destinations : dites laquelle"),
                      {}, message("it is one of: {}", "elle est parmi : {}", list));
  }
  return base::fail(base::ErrorKind::Usage,
                    message("no target '{}' in site/site.toml",
                            "aucune destination « {} » dans site/site.toml", name),
                    {}, std::move(hint));
}

base::Result<std::unique_ptr<Target>> open_target(const TargetConfig& config,
                                                  const TargetOptions& options) {
  const RemoteOptions remote = {config.name, config.url, options.memory / (config.name + ".lock"),
                                options.when_locked};
  switch (config.type) {
    case TargetType::Directory:
      return std::make_unique<ReleaseFolder>(
          ReleaseOptions{config.name, options.root / config.path, config.keep});
    case TargetType::Git: {
      // A path is meant from the course's folder, whatever the current one is.
      const bool is_path = config.url.find(':') == std::string::npos;
      const std::string url = is_path ? (options.root / config.url).string() : config.url;
      return std::make_unique<GitBranch>(
          GitOptions{config.name, url, config.branch, options.memory / (config.name + ".git"),
                     options.author_name, options.author_email, options.replace});
    }
    case TargetType::Sftp: {
      const SftpUrl url = TRY(parse_sftp_url(config.url, {}));
      auto store = TRY(SftpStore::open({{url.user, url.host, url.port}, url.folder}));
      return std::make_unique<RemoteSite>(remote, std::move(store));
    }
    case TargetType::S3: {
      auto store =
          TRY(S3Store::open({config.endpoint, config.region, config.bucket, config.prefix}));
      RemoteOptions there = remote;
      there.address = fmt::format("s3://{}/{}", config.bucket, config.prefix);
      return std::make_unique<RemoteSite>(std::move(there), std::move(store));
    }
  }
  return std::unique_ptr<Target>();
}

}  // namespace publish
