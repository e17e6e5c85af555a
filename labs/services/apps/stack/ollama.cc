#include "labs/services/apps/stack/ollama.h"

#include <fmt/format.h>

#include "labs/formats/json.h"
#include "labs/services/apps/stack/knowledge.h"
#include "labs/services/apps/stack/llm.h"
#include "labs/services/apps/stack/ollama_parts.h"
#include "labs/services/common/answers.h"
#include "labs/services/common/marks.h"
#include "labs/services/common/routes.h"

namespace services {
namespace ollama {
namespace {

base::Result<http::Response> root(Call&) { return http::text_response(200, "Ollama is running"); }

base::Result<http::Response> version(Call&) { return json_response(200, {{"version", "0.12.6"}}); }

// What the last line of an answer adds; times are nanoseconds and always the same.
text::Node finished(std::string_view reason, std::string_view question, std::size_t pieces) {
  return object({{"done", true},
                 {"done_reason", reason},
                 {"total_duration", 500'000'000},
                 {"load_duration", 50'000'000},
                 {"prompt_eval_count", words_of(question, 100'000).size()},
                 {"prompt_eval_duration", 100'000'000},
                 {"eval_count", pieces},
                 {"eval_duration", 300'000'000}});
}

// `piece` puts a part of the answer into a line: generate and chat differ in that alone.
http::Response told(Call& call, const text::Node& body, const std::string& question,
                    text::Node (*piece)(std::string_view)) {
  const std::string answer = answer_with_passages(call.context, question);
  const text::Node head =
      object({{"model", model_name(body)}, {"created_at", iso_time(call.context.now)}});
  const std::vector<std::string> words = words_of(answer);
  const auto line = [&](std::string_view text, const text::Node& end) {
    text::Node out = head;
    merge(out, piece(text));
    merge(out, end);
    return out;
  };
  const text::Node end = finished("stop", question, words.size());
  if (!flag_in(body, "stream", true)) return json_response(200, line(answer, end));
  std::vector<std::string> lines;
  for (const std::string& word : words)
    lines.push_back(formats::to_json(line(word, object({{"done", false}}))) + "\n");
  lines.push_back(formats::to_json(line("", end)) + "\n");
  return ndjson(std::move(lines));
}

// Nothing to say: the model is loaded into memory, or dropped from it.
http::Response loaded(Call& call, const text::Node& body, const text::Node& piece) {
  const text::Node* keep = body.find("keep_alive");
  const bool unload = keep != nullptr && is_number(*keep) && number_of(*keep) == 0;
  text::Node out =
      object({{"model", model_name(body)}, {"created_at", iso_time(call.context.now)}});
  merge(out, piece);
  set(out, "done", true);
  set(out, "done_reason", unload ? "unload" : "load");
  return json_response(200, out);
}

text::Node as_response(std::string_view text) { return object({{"response", text}}); }

text::Node as_message(std::string_view text) {
  return object({{"message", object({{"role", "assistant"}, {"content", text}})}});
}

base::Result<http::Response> generate(Call& call) {
  http::Response problem;
  const auto body = read_body(call.request, problem);
  if (!body) return problem;
  if (auto refusal = TRY(refuse_model(call.context, model_name(*body))))
    return error(refusal->status, refusal->message);
  const std::string prompt(string_in(*body, "prompt"));
  if (prompt.empty()) return loaded(call, *body, as_response(""));
  return told(call, *body, prompt, as_response);
}

base::Result<http::Response> chat(Call& call) {
  http::Response problem;
  const auto body = read_body(call.request, problem);
  if (!body) return problem;
  if (auto refusal = TRY(refuse_model(call.context, model_name(*body))))
    return error(refusal->status, refusal->message);
  if (array_in(*body, "messages").empty()) return loaded(call, *body, as_message(""));
  return told(call, *body, last_question(*body), as_message);
}

text::Node numbers(const std::vector<float>& vector) {
  text::Array out;
  out.reserve(vector.size());
  for (const float x : vector) out.push_back(formats::node(static_cast<double>(x)));
  return formats::node(std::move(out));
}

base::Result<http::Response> embed_all(Call& call) {
  http::Response problem;
  const auto body = read_body(call.request, problem);
  if (!body) return problem;
  const std::string model = model_name(*body);
  if (auto refusal = TRY(refuse_model(call.context, model)))
    return error(refusal->status, refusal->message);
  std::vector<std::string> inputs;
  if (!embedding_inputs(*body, "input", inputs)) return error(400, "invalid input type");
  if (call.context.broken("search-model-no-embedding"))
    return error(501, "this model does not support embeddings");
  const bool differs = call.context.broken("search-vectors-differ");
  text::Node vectors = list({});
  std::size_t words = 0;
  for (const std::string& input : inputs) {
    std::vector<float> vector = embed(input, embedding_size(model));
    if (differs)
      vector[0] +=
          0.001F * static_cast<float>(1 + static_cast<unsigned char>(call.context.random(1)[0]));
    append(vectors, numbers(vector));
    words += words_of(input, 100'000).size();
  }
  return json_response(200, {{"model", model},
                             {"embeddings", vectors},
                             {"total_duration", 10'000'000},
                             {"load_duration", 1'000'000},
                             {"prompt_eval_count", words}});
}

base::Result<http::Response> embed_one(Call& call) {
  http::Response problem;
  const auto body = read_body(call.request, problem);
  if (!body) return problem;
  const std::string model = model_name(*body);
  if (auto refusal = TRY(refuse_model(call.context, model)))
    return error(refusal->status, refusal->message);
  const std::string_view prompt = string_in(*body, "prompt");
  if (prompt.empty()) return json_response(200, {{"embedding", list({})}});
  return json_response(200, {{"embedding", numbers(embed(prompt, embedding_size(model)))}});
}

base::Result<http::Response> blob(Call& call) {
  http::Response response;
  response.status = call.request.method == "POST" ? 201 : 404;
  return response;
}

base::Result<http::Response> nothing_here(Call& call) {
  return call.parameter("allow").empty()
             ? http::text_response(404, "404 page not found", "text/plain")
             : http::text_response(405, "405 method not allowed", "text/plain");
}

constexpr Route kRoutes[] = {
    {"GET", "/", root},
    {"GET", "/api/version", version},
    {"GET", "/api/tags", tags},
    {"GET", "/api/ps", running},
    {"POST", "/api/show", show},
    {"POST", "/api/generate", generate},
    {"POST", "/api/chat", chat},
    {"POST", "/api/embed", embed_all},
    {"POST", "/api/embeddings", embed_one},
    {"POST", "/api/pull", pull},
    {"POST", "/api/push", push},
    {"POST", "/api/copy", copy},
    {"POST", "/api/create", create},
    {"DELETE", "/api/delete", erase},
    {"*", "/api/blobs/:digest", blob},
    {"GET", "/v1/models", openai_models},
    {"GET", "/v1/models/*", openai_model},
    {"POST", "/v1/chat/completions", openai_chat},
    {"POST", "/v1/completions", openai_completion},
    {"POST", "/v1/embeddings", openai_embeddings},
};

}  // namespace
}  // namespace ollama

namespace {

class Ollama : public Service {
 public:
  Description describe() const override {
    return {.id = "ollama",
            .title = {"Ollama", "Ollama"},
            .ports = {{.number = 11434}},
            .profiles = {"compose", "vps"},
            .needs = {}};
  }
  base::Done prepare(Context& context) override { return prepare_ollama(context); }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    return dispatch(ollama::kRoutes, request, context, ollama::nothing_here);
  }
};

}  // namespace

std::unique_ptr<Service> make_ollama() { return std::make_unique<Ollama>(); }

}  // namespace services
