// Ollama's server: models that are listed, pulled and asked; answers are extracts of the course
// (knowledge.h), embeddings a hashed bag of words. It has the OpenAI-compatible routes as well.
//
//   GET  / /api/version /api/tags /api/ps
//   POST /api/show /api/generate /api/chat /api/embed /api/embeddings /api/pull /api/push
//        /api/copy /api/create      DELETE /api/delete      HEAD, POST /api/blobs/:digest
//   /v1/…  llm.h
//
// Settings: OLLAMA_MEMORY_GB (8), OLLAMA_MODELS (comma-separated names that are there).
// Switches: ollama-memory-too-small, stack-model-missing, search-model-missing,
// search-model-no-embedding, search-vectors-differ.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "generator/base/result.h"
#include "generator/text/node.h"
#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_ollama();

base::Done prepare_ollama(Context& context);
base::Result<std::vector<text::Node>> ollama_models(Context& context);

struct ModelRefusal {
  int status = 0;
  std::string message;
};
// Why a model cannot be asked; nothing when it can.
base::Result<std::optional<ModelRefusal>> refuse_model(Context& context, std::string_view model);

}  // namespace services
