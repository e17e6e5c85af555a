// What a lab file and a library file may hold, as data for the strict check and for editors.
#pragma once

#include <span>
#include <string>

#include "generator/text/schema.h"

namespace spec {

std::span<const std::string> languages();  // "en", "fr": a missing one is an error
const text::Schema& lab_schema();          // labs/catalog/*.toml
const text::Schema& library_schema();      // labs/catalog/lib/*.toml

}  // namespace spec
