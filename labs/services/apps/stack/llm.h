// The OpenAI-compatible API (/v1/models, /v1/chat/completions, /v1/completions, /v1/embeddings):
// the routes that Ollama has beside its own, and a service of its own in the place of hosted
// models (OpenAI, OpenRouter).
//
// Settings of the service "llm": OPENROUTER_API_KEY, OPENAI_API_KEY (either opens it).
// Switches: openai-key-invalid, llm-quota-exhausted, search-model-quota (for every call).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "generator/text/node.h"
#include "labs/services/common/routes.h"

namespace services {

std::unique_ptr<Service> make_llm();

base::Result<http::Response> openai_models(Call& call);
base::Result<http::Response> openai_model(Call& call);
base::Result<http::Response> openai_chat(Call& call);
base::Result<http::Response> openai_completion(Call& call);
base::Result<http::Response> openai_embeddings(Call& call);
http::Response openai_error(int status, std::string_view type, std::string_view message,
                            std::string_view code = {});

// The last thing that a user says in a list of messages; content may be text or parts.
std::string last_question(const text::Node& body);
// What embeddings are asked of: a string or a list of them. False for anything else.
bool embedding_inputs(const text::Node& body, std::string_view key, std::vector<std::string>& out);
// How many cells the embedding of a model has.
std::size_t embedding_size(std::string_view model);

}  // namespace services
