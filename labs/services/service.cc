#include "labs/services/service.h"

namespace services {

std::string_view Context::setting(std::string_view name, std::string_view otherwise) const {
  const auto found = settings.find(name);
  return found == settings.end() ? otherwise : std::string_view(found->second);
}

}  // namespace services
