#include "generator/publish/s3_store.h"

#include <algorithm>

#include "generator/publish/credentials.h"
#include "generator/publish/manifest.h"

namespace publish {
using base::message;
namespace {

constexpr std::string_view kLockFolder = ".atelier/lock/";

// Everything but unreserved characters (RFC 3986) as %XX; '/' stays in a path.
std::string percent_encode(std::string_view text, bool keep_slash) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || (keep_slash && c == '/');
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// What the store says of its refusal, in its own words.
base::Error refusal(const S3Response& response, const base::Message& what) {
  std::string words = xml_text(response.body, "Code");
  if (const std::string more = xml_text(response.body, "Message"); !more.empty())
    words += (words.empty() ? "" : ": ") + more;
  for (char& c : words)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  words.resize(std::min<std::size_t>(words.size(), 300));
  while (words.ends_with('.')) words.pop_back();
  base::Error out;
  out.kind = base::ErrorKind::System;
  out.message = masked(message("{}: {} {}", "{} : {} {}", what.en, response.status, words));
  out.message.fr = masked(fmt::format("{} : {} {}", what.fr, response.status, words));
  while (out.message.en.ends_with(' ')) out.message.en.pop_back();
  while (out.message.fr.ends_with(' ')) out.message.fr.pop_back();
  if (response.status == 403) {
    out.hint = message("the keys in the environment may not do this, or belong to another store",
                       "les clés de l'environnement n'en ont pas le droit, ou sont celles d'un "
                       "autre stockage");
  } else if (response.status == 404) {
    out.hint = message("does the bucket exist, and is the endpoint that of its region?",
                       "le compartiment existe-t-il, et l'adresse est-elle celle de sa région ?");
  }
  return out;
}

bool is_good(const S3Response& response) { return response.status >= 200 && response.status < 300; }

}  // namespace

std::string xml_text(std::string_view xml, std::string_view name) {
  const std::string open = fmt::format("<{}>", name);
  const std::size_t begin = xml.find(open);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = xml.find("</", begin);
  if (end == std::string_view::npos) return {};
  std::string out(xml.substr(begin + open.size(), end - begin - open.size()));
  constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
      {"&lt;", "<"},   {"&gt;", ">"},  {"&quot;", "\""},
      {"&apos;", "'"}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, character] : kEntities)
    for (std::size_t at = out.find(entity); at != std::string::npos; at = out.find(entity, at + 1))
      out.replace(at, entity.size(), character);
  return out;
}

S3Store::S3Store(S3Options options, S3Client client)
    : options_(std::move(options)), client_(std::move(client)) {}

base::Result<std::unique_ptr<Store>> S3Store::open(S3Options options) {
  S3Client client = TRY(S3Client::create(options.endpoint, options.region));
  return std::unique_ptr<Store>(new S3Store(std::move(options), std::move(client)));
}

std::string S3Store::path_of(std::string_view path) const {
  return "/" + percent_encode(options_.bucket, false) + "/" +
         percent_encode(options_.prefix + std::string(path), true);
}

base::Result<S3Response> S3Store::ask(const S3Request& request) {
  return std::move(TRY(client_.perform({&request, 1})).front());
}

base::Result<std::optional<std::string>> S3Store::read(std::string_view path) {
  S3Response response = TRY(ask({"GET", path_of(path)}));
  if (response.status == 404 && xml_text(response.body, "Code") != "NoSuchBucket")
    return std::optional<std::string>();
  if (!is_good(response))
    return base::fail(refusal(response, message("cannot read '{}' in the bucket '{}'",
                                                "impossible de lire « {} » dans le compartiment "
                                                "« {} »",
                                                path, options_.bucket)));
  return std::optional(std::move(response.body));
}

base::Done S3Store::write(std::span<const Upload> files) {
  std::vector<S3Request> requests;
  for (const Upload& upload : files) {
    S3Request request = {"PUT", path_of(upload.path)};
    request.body = upload.bytes;
    if (upload.file != nullptr) {
      for (const auto& [name, value] : upload.file->headers)
        request.headers.push_back(name + ": " + value);
    } else {
      request.headers = {"Content-Type: text/plain; charset=utf-8", "Cache-Control: no-store"};
    }
    requests.push_back(std::move(request));
  }
  const std::vector<S3Response> responses = TRY(client_.perform(requests));
  for (std::size_t i = 0; i < responses.size(); ++i)
    if (!is_good(responses[i]))
      return base::fail(refusal(responses[i], message("cannot write '{}' into the bucket '{}'",
                                                      "impossible d'écrire « {} » dans le "
                                                      "compartiment « {} »",
                                                      files[i].path, options_.bucket)));
  return {};
}

base::Done S3Store::remove(std::span<const std::string> paths) {
  std::vector<S3Request> requests;
  for (const std::string& path : paths) requests.push_back({"DELETE", path_of(path)});
  const std::vector<S3Response> responses = TRY(client_.perform(requests));
  for (std::size_t i = 0; i < responses.size(); ++i)
    if (!is_good(responses[i]) && responses[i].status != 404)
      return base::fail(refusal(responses[i], message("cannot delete '{}' from the bucket '{}'",
                                                      "impossible de supprimer « {} » du "
                                                      "compartiment « {} »",
                                                      paths[i], options_.bucket)));
  return {};
}

base::Result<std::vector<std::string>> S3Store::locks() {
  const std::string prefix = options_.prefix + std::string(kLockFolder);
  S3Request request = {"GET", "/" + percent_encode(options_.bucket, false)};
  request.query = "list-type=2&prefix=" + percent_encode(prefix, false);
  const S3Response response = TRY(ask(request));
  if (!is_good(response))
    return base::fail(refusal(
        response, message("cannot list the bucket '{}'",
                          "impossible d'énumérer le compartiment « {} »", options_.bucket)));
  std::vector<std::string> out;
  std::string_view rest = response.body;
  for (std::size_t at = rest.find("<Key>"); at != std::string_view::npos; at = rest.find("<Key>")) {
    const std::string key = xml_text(rest, "Key");
    rest.remove_prefix(at + 5);
    if (key.starts_with(prefix)) out.push_back(key.substr(options_.prefix.size()));
  }
  return out;
}

base::Result<std::optional<std::string>> S3Store::lock(std::string_view text) {
  const std::string mine = std::string(kLockFolder) + std::string(text.substr(0, text.find(' ')));
  const Upload upload = {mine, std::string(text), nullptr};
  TRY(write({&upload, 1}));
  const std::vector<std::string> all = TRY(locks());
  std::string other;
  for (const std::string& path : all)
    if (path != mine) other = path;
  if (other.empty() && all.size() == 1) return std::optional<std::string>();
  TRY(remove({&mine, 1}));
  if (other.empty()) return std::optional<std::string>("? ?");  // it is gone, and so is ours
  return std::optional(TRY(read(other)).value_or("? ?"));
}

base::Done S3Store::unlock() {
  const std::vector<std::string> all = TRY(locks());
  return remove(all);
}

}  // namespace publish
