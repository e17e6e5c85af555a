// What a program reads of its arguments before it takes them apart: the language of its own help.
#pragma once

#include <string>
#include <vector>

#include "generator/base/message.h"

namespace base {

// What "--lang fr" or "--lang=fr" asks for, wherever it stands; `otherwise` when nothing does. The
// last one counts; a language that is not known is left to whoever takes the arguments apart.
Locale find_locale(const std::vector<std::string>& arguments, Locale otherwise);

}  // namespace base
