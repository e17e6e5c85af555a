#include "labs/probes/local.h"

#include "generator/base/files.h"
#include "generator/text/toml.h"
#include "generator/text/utf8.h"
#include "generator/text/yaml_file.h"
#include "labs/formats/dotenv.h"
#include "labs/formats/json.h"
#include "labs/formats/jwt.h"
#include "labs/formats/pem.h"

namespace probes {
using base::message;
namespace fs = std::filesystem;
namespace {

std::int64_t integer_of(const text::Node* node) {
  if (node == nullptr) return 0;
  if (const auto* integer = std::get_if<std::int64_t>(&node->value)) return *integer;
  const auto* number = std::get_if<double>(&node->value);
  return number != nullptr && *number > -1e15 && *number < 1e15 ? static_cast<std::int64_t>(*number)
                                                                : 0;
}

// Reads the file, or says why not. A missing file is the stack's, any other trouble is ours.
bool read(const std::string& path, std::string_view missing, Observation& out, std::string& text) {
  std::error_code failed;
  if (path.empty() || path.find('\0') != std::string::npos || !fs::exists(path, failed)) {
    out.flag("exists", false);
    take_failure(out,
                 because(missing, message("there is no '{}'", "il n'y a pas de « {} »", path)));
    return false;
  }
  auto bytes = base::read_file(path, kMostBytes);
  if (!bytes) {
    take_failure(out, because("file.unreadable", bytes.error().message));
    return false;
  }
  out.flag("exists", true);
  text = std::move(*bytes);
  return true;
}

text::Node names(const std::vector<std::string>& list) {
  text::Array out;
  for (const std::string& name : list) out.push_back(formats::node(std::string_view(name)));
  return formats::node(std::move(out));
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& name : list) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::string format_of(const FileRequest& request) {
  if (!request.format.empty()) return request.format;
  const std::string extension = fs::path(request.path).extension().string();
  if (extension == ".json") return "json";
  if (extension == ".yml" || extension == ".yaml") return "yaml";
  if (extension == ".toml") return "toml";
  if (extension == ".pem" || extension == ".crt" || extension == ".key") return "pem";
  return "text";
}

base::Done look_inside(const std::string& text, const std::string& format, Observation& out) {
  if (format == "json") out.fact("json", TRY(formats::parse_json(text)));
  if (format == "yaml") out.fact("json", TRY(text::parse_yaml_file(text, "file")));
  if (format == "toml") out.fact("json", TRY(text::parse_toml(text, "file")));
  if (format == "pem") {
    text::Array labels;
    for (const formats::PemBlock& block : TRY(formats::parse_pem(text, "file")))
      labels.push_back(formats::node(std::string_view(block.label)));
    out.fact("labels", formats::node(std::move(labels)));
  }
  return {};
}

}  // namespace

Observation probe_jwt(const JwtRequest& request, std::int64_t now) {
  Observation out;
  const auto token = formats::parse_jwt(request.token);
  if (!token) {
    take_failure(out, token.error());
    return out;
  }
  out.fact("claim", token->payload);
  out.fact("json", token->payload);
  out.fact("head", token->header);
  out.fact("algorithm", token->algorithm);
  const std::int64_t expires = integer_of(token->payload.find("exp"));
  const std::int64_t issued = integer_of(token->payload.find("iat"));
  if (expires != 0 && issued != 0) out.fact("lifetime", expires - issued);
  std::string signature = "none";
  const formats::Signer signer = formats::find_signer(*token, request.secret);
  if (signer == formats::Signer::Literal) signature = "literal";
  if (signer == formats::Signer::Decoded) signature = "decoded";
  if (signature == "none" && !request.jwks.empty()) {
    const auto keys = formats::parse_json(request.jwks);
    if (keys && formats::verified_by(*token, *keys)) signature = "jwks";
  }
  out.fact("signature", signature);
  const bool verifiable =
      token->algorithm == "HS256" ? !request.secret.empty() : !request.jwks.empty();
  const std::string reason = signature == "decoded" ? "jwt.signed-with-decoded-secret"
                             : verifiable           ? "jwt.bad-signature"
                                                    : "jwt.algorithm";
  if (signature == "none" || signature == "decoded") out.why["signature"] = out.answer = reason;
  if (expires != 0 && expires < now) {
    out.why["claim"] = "jwt.expired";
    if (out.answer.empty()) out.answer = "jwt.expired";
  }
  return out;
}

void look_at_env(const std::string& text, const EnvRequest& request, Observation& out) {
  const formats::DotenvFile file = formats::parse_dotenv(text);
  text::Node values;
  values.value = text::Table();
  std::vector<std::string> keys;
  std::vector<std::string> missing;
  std::vector<std::string> placeholders;
  std::vector<std::string> blanks;
  bool absent = false;
  for (const formats::DotenvEntry& entry : file.entries) {
    formats::put(values, entry.key, formats::node(std::string_view(entry.value)));
    if (file.find(entry.key) != &entry) continue;
    keys.push_back(entry.key);
    if (formats::looks_like_placeholder(entry.value)) placeholders.push_back(entry.key);
    if (entry.blank_ends) blanks.push_back(entry.key);
  }
  for (const std::string& key : request.required) {
    const formats::DotenvEntry* entry = file.find(key);
    if (entry != nullptr && !entry->value.empty()) continue;
    absent = absent || entry == nullptr;
    missing.push_back(key);
  }
  std::vector<std::string> lines;
  for (const std::uint32_t line : file.unreadable) lines.push_back(std::to_string(line));
  const auto note = [&](const char* subject, const std::vector<std::string>& list,
                        const char* reason) {
    out.fact(subject, names(list));
    if (list.empty()) return;
    out.why[subject] = reason;
    if (out.answer.empty()) {
      out.answer = reason;
      out.detail = {joined(list), joined(list)};
    }
  };
  note("missing", missing, absent ? "env.missing-key" : "env.empty");
  note("placeholders", placeholders, "env.placeholder");
  note("blanks", blanks, "env.blank");
  note("duplicates", file.duplicates, "env.duplicate");
  note("unreadable", lines, "env.syntax");
  out.fact("key", std::move(values));
  out.fact("keys", names(keys));
}

Observation probe_env(const EnvRequest& request) {
  Observation out;
  std::string text;
  if (read(request.file, "env.missing-file", out, text)) look_at_env(text, request, out);
  return out;
}

Observation probe_file(const FileRequest& request) {
  Observation out;
  std::string text;
  if (!read(request.path, "file.missing", out, text)) return out;
  out.fact("size", static_cast<std::int64_t>(text.size()));
  out.fact("body", text);
  text::Array lines;
  for (std::string_view rest = text; !rest.empty() && lines.size() < 10'000;) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back(formats::node(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  out.fact("lines", formats::node(std::move(lines)));
  const auto done = look_inside(text, format_of(request), out);
  if (!done) take_failure(out, because("file.syntax", done.error().message));
  return out;
}

}  // namespace probes
