# Writes the table of grammars, generator/highlight/grammars.h, from MANIFEST: a line per grammar, "name|parser function|query|query…".
# The queries become part of the program, which so needs no node_modules.
#   cmake -DMANIFEST=… -DOUT=… -P make_grammars.cmake
file(STRINGS "${MANIFEST}" entries)
set(declarations "")
set(rows "")
set(count 0)
foreach(entry IN LISTS entries)
  string(REPLACE "|" ";" parts "${entry}")
  list(POP_FRONT parts name function)
  string(APPEND declarations "extern \"C\" const TSLanguage* ${function}(void);\n")
  string(APPEND rows "    {\"${name}\", ${function},\n")
  foreach(file IN LISTS parts)
    file(READ "${file}" query)
    string(APPEND rows "     R\"query(${query})query\" \"\\n\"\n")
  endforeach()
  string(APPEND rows "    },\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE "${OUT}" "// Made by make_grammars.cmake.
#include \"generator/highlight/grammars.h\"

#include <array>

${declarations}
namespace highlight {

std::span<const Grammar> grammars() {
  static constexpr std::array<Grammar, ${count}> kGrammars = {{
${rows}  }};
  return kGrammars;
}

}  // namespace highlight
")
