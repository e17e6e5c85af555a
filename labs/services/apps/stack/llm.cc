#include "labs/services/apps/stack/llm.h"

#include <fmt/format.h>

#include <cstring>

#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/services/apps/stack/knowledge.h"
#include "labs/services/apps/stack/ollama.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/requests.h"

namespace services {
namespace {

constexpr std::size_t kMostInputs = 256;

text::Node usage(std::string_view question, std::string_view answer) {
  const auto asked = static_cast<std::int64_t>(words_of(question, 100'000).size());
  const auto told = static_cast<std::int64_t>(words_of(answer, 100'000).size());
  return object(
      {{"prompt_tokens", asked}, {"completion_tokens", told}, {"total_tokens", asked + told}});
}

std::string event(const text::Node& data) { return "data: " + formats::to_json(data) + "\n\n"; }

http::Response stream_response(std::vector<std::string> pieces) {
  http::Response response;
  response.headers["Content-Type"] = "text/event-stream";
  response.headers["Cache-Control"] = "no-cache";
  response.pieces = std::move(pieces);
  return response;
}

// Chat and plain completions differ in how a choice says its text.
enum class Shape { Chat, Plain };

text::Node choice(Shape shape, bool streaming, Value text, Value reason) {
  text::Node out = object({{"index", 0}});
  if (shape == Shape::Plain) {
    set(out, "text", text);
  } else {
    set(out, streaming ? "delta" : "message", object({{"role", "assistant"}, {"content", text}}));
  }
  set(out, "finish_reason", reason);
  return out;
}

http::Response completion(Call& call, Shape shape, const text::Node& body,
                          const std::string& question) {
  const std::string answer = answer_with_passages(call.context, question);
  const std::string id =
      (shape == Shape::Chat ? "chatcmpl-" : "cmpl-") + new_word(call.context, 24);
  const bool streaming = flag_in(body, "stream");
  const char* kind = shape == Shape::Plain ? "text_completion"
                     : streaming           ? "chat.completion.chunk"
                                           : "chat.completion";
  const auto document = [&](text::Node one) {
    return object({{"id", id},
                   {"object", kind},
                   {"created", call.context.now},
                   {"model", string_in(body, "model")},
                   {"system_fingerprint", "fp_reference"},
                   {"choices", list({std::move(one)})}});
  };
  if (!streaming) {
    text::Node out = document(choice(shape, false, answer, "stop"));
    set(out, "usage", usage(question, answer));
    return json_response(200, out);
  }
  std::vector<std::string> pieces;
  for (const std::string& word : words_of(answer))
    pieces.push_back(event(document(choice(shape, true, word, nullptr))));
  pieces.push_back(event(document(choice(shape, true, "", "stop"))));
  const text::Node* options = body.find("stream_options");
  if (options != nullptr && flag_in(*options, "include_usage")) {
    text::Node last = document(object({}));
    set(last, "choices", list({}));
    set(last, "usage", usage(question, answer));
    pieces.push_back(event(last));
  }
  pieces.emplace_back("data: [DONE]\n\n");
  return stream_response(std::move(pieces));
}

std::string little_endian(const std::vector<float>& values) {
  std::string out(values.size() * 4, '\0');
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &values[i], 4);
    for (std::size_t byte = 0; byte < 4; ++byte)
      out[4 * i + byte] = static_cast<char>(bits >> (8 * byte) & 0xFF);
  }
  return out;
}

http::Response unreadable() {
  return openai_error(400, "invalid_request_error", "the request's body is not a JSON object");
}

}  // namespace

http::Response openai_error(int status, std::string_view type, std::string_view message,
                            std::string_view code) {
  return json_response(
      status, {{"error", object({{"message", message},
                                 {"type", type},
                                 {"param", nullptr},
                                 {"code", code.empty() ? Value(nullptr) : Value(code)}})}});
}

std::string last_question(const text::Node& body) {
  std::string out;
  for (const text::Node& message : array_in(body, "messages")) {
    if (string_in(message, "role") != "user") continue;
    out = string_in(message, "content");
    for (const text::Node& part : array_in(message, "content"))
      out += std::string(string_in(part, "text"));
  }
  return out;
}

bool embedding_inputs(const text::Node& body, std::string_view key, std::vector<std::string>& out) {
  const text::Node* input = body.find(key);
  if (input == nullptr) return false;
  if (const auto* one = std::get_if<std::string>(&input->value)) {
    out.push_back(*one);
    return true;
  }
  for (const text::Node& one : array_in(body, key)) {
    const auto* text = std::get_if<std::string>(&one.value);
    if (text == nullptr || out.size() >= kMostInputs) return false;
    out.push_back(*text);
  }
  return input->is_array();
}

std::size_t embedding_size(std::string_view model) {
  if (model.find("minilm") != std::string_view::npos) return 384;
  if (model.find("mxbai") != std::string_view::npos) return 1024;
  if (model.find("embedding-3-small") != std::string_view::npos) return 1536;
  return 768;
}

base::Result<http::Response> openai_models(Call& call) {
  text::Node data = list({});
  for (const text::Node& model : TRY(ollama_models(call.context)))
    append(data, object({{"id", string_in(model, "name")},
                         {"object", "model"},
                         {"created", call.context.now},
                         {"owned_by", "library"}}));
  return json_response(200, {{"object", "list"}, {"data", data}});
}

base::Result<http::Response> openai_model(Call& call) {
  for (const text::Node& model : TRY(ollama_models(call.context)))
    if (string_in(model, "name") == call.parameter("*"))
      return json_response(200, {{"id", call.parameter("*")},
                                 {"object", "model"},
                                 {"created", call.context.now},
                                 {"owned_by", "library"}});
  return openai_error(404, "not_found_error",
                      fmt::format("model '{}' not found", call.parameter("*")));
}

base::Result<http::Response> openai_chat(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return unreadable();
  if (array_in(*body, "messages").empty())
    return openai_error(400, "invalid_request_error", "[] is too short - 'messages'");
  if (auto refusal = TRY(refuse_model(call.context, string_in(*body, "model"))))
    return openai_error(refusal->status, refusal->status == 404 ? "not_found_error" : "api_error",
                        refusal->message);
  return completion(call, Shape::Chat, *body, last_question(*body));
}

base::Result<http::Response> openai_completion(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return unreadable();
  if (auto refusal = TRY(refuse_model(call.context, string_in(*body, "model"))))
    return openai_error(refusal->status, refusal->status == 404 ? "not_found_error" : "api_error",
                        refusal->message);
  return completion(call, Shape::Plain, *body, std::string(string_in(*body, "prompt")));
}

base::Result<http::Response> openai_embeddings(Call& call) {
  const auto body = formats::parse_json(call.request.body);
  if (!body || !body->is_table()) return unreadable();
  const std::string_view model = string_in(*body, "model");
  if (auto refusal = TRY(refuse_model(call.context, model)))
    return openai_error(refusal->status, refusal->status == 404 ? "not_found_error" : "api_error",
                        refusal->message);
  std::vector<std::string> inputs;
  if (!embedding_inputs(*body, "input", inputs))
    return openai_error(400, "invalid_request_error", "invalid input type");
  const bool packed = string_in(*body, "encoding_format") == "base64";
  text::Node data = list({});
  std::int64_t index = 0;
  for (const std::string& input : inputs) {
    const std::vector<float> vector = embed(input, embedding_size(model));
    text::Node one = object({{"object", "embedding"}, {"index", index++}});
    if (packed) {
      set(one, "embedding", formats::encode_base64(little_endian(vector)));
    } else {
      text::Array numbers;
      for (const float x : vector) numbers.push_back(formats::node(static_cast<double>(x)));
      set(one, "embedding", formats::node(std::move(numbers)));
    }
    append(data, std::move(one));
  }
  return json_response(200, {{"object", "list"},
                             {"data", data},
                             {"model", model},
                             {"usage", object({{"prompt_tokens", 0}, {"total_tokens", 0}})}});
}

namespace {

base::Result<http::Response> nothing_here(Call&) {
  return openai_error(404, "invalid_request_error", "Unknown request URL", "unknown_url");
}

constexpr Route kRoutes[] = {
    {"GET", "/v1/models", openai_models},
    {"GET", "/v1/models/*", openai_model},
    {"POST", "/v1/chat/completions", openai_chat},
    {"POST", "/v1/completions", openai_completion},
    {"POST", "/v1/embeddings", openai_embeddings},
    {"GET", "/api/v1/models", openai_models},
    {"POST", "/api/v1/chat/completions", openai_chat},
    {"POST", "/api/v1/embeddings", openai_embeddings},
};

bool right_key(const http::Request& request, const Context& context) {
  const std::string_view given = bearer_token(request);
  if (given.empty() || context.broken("openai-key-invalid")) return false;
  for (const char* name : {"OPENROUTER_API_KEY", "OPENAI_API_KEY"})
    if (given == context.setting(name)) return true;
  return false;
}

class Llm : public Service {
 public:
  Description describe() const override {
    return {
        .id = "llm",
        .title = {"Hosted models (OpenAI, OpenRouter)", "Modèles hébergés (OpenAI, OpenRouter)"},
        .ports = {{.number = 11435}},
        .profiles = {"compose", "coach"},
        .needs = {}};
  }
  base::Done prepare(Context& context) override { return prepare_ollama(context); }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    if (!right_key(request, context))
      return openai_error(401, "invalid_request_error",
                          bearer_token(request).empty() ? "No auth credentials found"
                                                        : "Incorrect API key provided",
                          "invalid_api_key");
    if (context.broken("search-model-quota") ||
        (context.broken("llm-quota-exhausted") && request.method == "POST")) {
      http::Response response =
          openai_error(429, "insufficient_quota", "Rate limit exceeded: free-models-per-day",
                       "rate_limit_exceeded");
      response.headers["Retry-After"] = "3600";
      return response;
    }
    return dispatch(kRoutes, request, context, nothing_here);
  }
};

}  // namespace

std::unique_ptr<Service> make_llm() { return std::make_unique<Llm>(); }

}  // namespace services
