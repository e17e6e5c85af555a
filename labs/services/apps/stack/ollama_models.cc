#include <fmt/format.h>

#include <algorithm>

#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/services/apps/stack/ollama.h"
#include "labs/services/apps/stack/ollama_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/cors.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/shelf.h"

namespace services {
namespace {

constexpr const char* kShelf = "ollama_models";

struct Known {
  const char* name;
  const char* family;
  const char* parameters;
  std::int64_t size;  // bytes
};

// What the library has; another name cannot be pulled.
constexpr Known kLibrary[] = {
    {"phi3:mini", "phi3", "3.8B", 2'176'178'913},
    {"mistral:instruct", "llama", "7.2B", 4'113'301'824},
    {"mistral:latest", "llama", "7.2B", 4'113'301'824},
    {"llama3.2:latest", "llama", "3.2B", 2'019'393'189},
    {"llama3.2:1b", "llama", "1.2B", 1'321'098'329},
    {"llama3.1:latest", "llama", "8.0B", 4'920'753'328},
    {"llama3.1:70b", "llama", "70.6B", 42'520'413'916},
    {"qwen2.5:7b-instruct-q4_K_M", "qwen2", "7.6B", 4'683'087'332},
    {"qwen2.5:latest", "qwen2", "7.6B", 4'683'087'332},
    {"gemma2:2b", "gemma2", "2.6B", 1'629'518'495},
    {"tinyllama:latest", "llama", "1.1B", 637'700'138},
    {"nomic-embed-text:latest", "nomic-bert", "137M", 274'302'450},
    {"all-minilm:latest", "bert", "23M", 45'960'996},
    {"mxbai-embed-large:latest", "bert", "334M", 669'615'493},
};

const Known* known(std::string_view name) {
  for (const Known& one : kLibrary)
    if (name == one.name) return &one;
  return nullptr;
}

std::string tagged(std::string_view name) {
  std::string out(name);
  if (!out.empty() && out.find(':') == std::string::npos) out += ":latest";
  return out;
}

std::string digest(std::string_view name) { return formats::encode_hex(formats::sha256(name)); }

text::Node details(std::string_view family, std::string_view parameters) {
  return object({{"parent_model", ""},
                 {"format", "gguf"},
                 {"family", family},
                 {"families", list({family})},
                 {"parameter_size", parameters},
                 {"quantization_level", "Q4_0"}});
}

text::Node model_of(const Known& one, std::int64_t now) {
  return object({{"name", one.name},
                 {"model", one.name},
                 {"modified_at", iso_time(now)},
                 {"size", one.size},
                 {"digest", digest(one.name)},
                 {"details", details(one.family, one.parameters)}});
}

std::string gib(std::int64_t bytes) {
  return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / 1073741824.0);
}

}  // namespace

base::Done prepare_ollama(Context& context) {
  Shelf shelf(context.store, kShelf);
  TRY(shelf.make());
  if (TRY(shelf.count()) > 0) return {};
  for (const std::string& name : split_origins(
           context.setting("OLLAMA_MODELS", "phi3:mini,mistral:instruct,nomic-embed-text,llama3.2"),
           Trim::Yes))
    if (const Known* one = known(tagged(name)))
      TRY(shelf.put(one->name, model_of(*one, context.now)));
  return {};
}

base::Result<std::vector<text::Node>> ollama_models(Context& context) {
  if (context.broken("stack-model-missing") || context.broken("search-model-missing"))
    return std::vector<text::Node>();
  return Shelf(context.store, kShelf).all();
}

base::Result<std::optional<ModelRefusal>> refuse_model(Context& context, std::string_view model) {
  if (model.empty()) return ModelRefusal{400, "model is required"};
  const std::string name = tagged(model);
  for (const text::Node& one : TRY(ollama_models(context))) {
    if (string_in(one, "name") != name) continue;
    // A model wants about 1.3 times its file; the machine keeps 2 GB for itself.
    const std::int64_t gigabytes = number_setting(context, "OLLAMA_MEMORY_GB", 16, 1, 4096);
    const std::int64_t free =
        context.broken("ollama-memory-too-small") ? 300'000'000 : (gigabytes - 2) * 1'073'741'824;
    const std::int64_t needed = integer_in(one, "size") * 13 / 10;
    if (needed > free)
      return ModelRefusal{500, fmt::format("model requires more system memory ({}) than is "
                                           "available ({})",
                                           gib(needed), gib(free))};
    return std::nullopt;
  }
  return ModelRefusal{404, fmt::format("model '{}' not found", model)};
}

namespace ollama {

http::Response error(int status, std::string_view message) {
  return json_response(status, {{"error", message}});
}

http::Response ndjson(std::vector<std::string> lines) {
  http::Response response;
  response.headers["Content-Type"] = "application/x-ndjson";
  response.pieces = std::move(lines);
  return response;
}

std::optional<text::Node> read_body(const http::Request& request, http::Response& problem) {
  if (request.body.empty()) {
    problem = error(400, "missing request body");
    return std::nullopt;
  }
  auto body = formats::parse_json(request.body);
  if (body && body->is_table()) return std::move(*body);
  problem = error(400, body ? "json: cannot unmarshal array into Go value"
                            : "invalid character in the request's JSON");
  return std::nullopt;
}

std::string model_name(const text::Node& body) {
  return tagged(string_in(body, "model", string_in(body, "name")));
}

base::Result<http::Response> tags(Call& call) {
  text::Node models = list({});
  for (text::Node& model : TRY(ollama_models(call.context))) append(models, std::move(model));
  return json_response(200, {{"models", models}});
}

base::Result<http::Response> running(Call&) { return json_response(200, {{"models", list({})}}); }

base::Result<http::Response> show(Call& call) {
  http::Response problem;
  const auto body = read_body(call.request, problem);
  if (!body) return problem;
  const std::string name = model_name(*body);
  for (const text::Node& model : TRY(ollama_models(call.context))) {
    if (string_in(model, "name") != name) continue;
    const text::Node* about = model.find("details");
    const bool embeds =
        name.find("embed") != std::string::npos || name.find("minilm") != std::string::npos;
    return json_response(
        200, {{"license", "extracts of the course; see its licence"},
              {"modelfile", "FROM " + name},
              {"parameters", ""},
              {"template", "{{ .Prompt }}"},
              {"details", about != nullptr ? *about : object({})},
              {"model_info", object({{"general.architecture",
                                      about != nullptr ? string_in(*about, "family") : "llama"}})},
              {"capabilities", embeds ? list({"embedding"}) : list({"completion"})},
              {"modified_at", string_in(model, "modified_at")}});
  }
  return error(404, fmt::format("model '{}' not found", name));
}

base::Result<http::Response> pull(Call& call) {
  http::Response problem;
  const auto body = read_body(call.request, problem);
  if (!body) return problem;
  const std::string name = model_name(*body);
  if (name.empty()) return error(400, "model is required");
  const Known* one = known(name);
  const bool streaming = flag_in(*body, "stream", true);
  const auto line = [](const text::Node& node) { return formats::to_json(node) + "\n"; };
  if (one == nullptr) {
    constexpr std::string_view kMissing = "pull model manifest: file does not exist";
    if (!streaming) return error(500, kMissing);
    return ndjson(
        {line(object({{"status", "pulling manifest"}})), line(object({{"error", kMissing}}))});
  }
  TRY(Shelf(call.context.store, kShelf).put(name, model_of(*one, call.context.now)));
  if (!streaming) return json_response(200, {{"status", "success"}});
  std::vector<std::string> lines = {line(object({{"status", "pulling manifest"}}))};
  const std::string layer = digest(name);
  for (const std::int64_t tenth : {0, 3, 6, 10})
    lines.push_back(line(object({{"status", "pulling " + layer.substr(0, 12)},
                                 {"digest", "sha256:" + layer},
                                 {"total", one->size},
                                 {"completed", one->size / 10 * tenth}})));
  for (const char* status : {"verifying sha256 digest", "writing manifest", "success"})
    lines.push_back(line(object({{"status", status}})));
  return ndjson(std::move(lines));
}

base::Result<http::Response> push(Call& call) {
  http::Response problem;
  const auto body = read_body(call.request, problem);
  if (!body) return problem;
  return error(401, "you are not authorized to push to this namespace");
}

base::Result<http::Response> copy(Call& call) {
  http::Response problem;
  const auto body = read_body(call.request, problem);
  if (!body) return problem;
  Shelf shelf(call.context.store, kShelf);
  const std::string source = tagged(string_in(*body, "source"));
  const std::string target = tagged(string_in(*body, "destination"));
  auto model = TRY(shelf.get(source));
  if (!model) return error(404, fmt::format("model '{}' not found", source));
  if (target.empty()) return error(400, "destination is required");
  set(*model, "name", target);
  set(*model, "model", target);
  TRY(shelf.put(target, *model));
  return http::Response{};
}

base::Result<http::Response> create(Call& call) {
  http::Response problem;
  const auto body = read_body(call.request, problem);
  if (!body) return problem;
  Shelf shelf(call.context.store, kShelf);
  const std::string source = tagged(string_in(*body, "from"));
  const std::string name = model_name(*body);
  auto model = TRY(shelf.get(source));
  if (name.empty()) return error(400, "model is required");
  if (!model) return error(400, "neither 'from' or 'files' was specified");
  set(*model, "name", name);
  set(*model, "model", name);
  TRY(shelf.put(name, *model));
  if (!flag_in(*body, "stream", true)) return json_response(200, {{"status", "success"}});
  return ndjson({"{\"status\":\"using existing layer\"}\n", "{\"status\":\"success\"}\n"});
}

base::Result<http::Response> erase(Call& call) {
  http::Response problem;
  const auto body = read_body(call.request, problem);
  if (!body) return problem;
  const std::string name = model_name(*body);
  if (!TRY(Shelf(call.context.store, kShelf).erase(name)))
    return error(404, fmt::format("model '{}' not found", name));
  return http::Response{};
}

}  // namespace ollama
}  // namespace services
