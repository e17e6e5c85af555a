#include "generator/model/lint/encoding.h"

#include <optional>

#include "generator/text/mojibake.h"
#include "generator/text/utf8.h"

namespace model {
namespace {

constexpr std::size_t kMostLinesShown = 20;  // a file that was encoded twice is wrong on every line

base::Position position_of(std::string_view bytes, std::size_t offset) {
  base::Position out = {1, 1};
  std::size_t line_start = 0;
  for (std::size_t at = bytes.find('\n'); at < offset; at = bytes.find('\n', at + 1)) {
    ++out.line;
    line_start = at + 1;
  }
  out.column = static_cast<std::uint32_t>(offset - line_start + 1);
  return out;
}

void lint_utf8(std::string& bytes, std::string_view file, Problems& problems) {
  std::optional<std::size_t> invalid = text::first_invalid(bytes);
  if (!invalid) return;
  const base::Position at = position_of(bytes, *invalid);
  const unsigned byte = static_cast<unsigned char>(bytes[*invalid]);
  std::size_t count = 0;
  for (std::size_t from = 0; invalid; ++count) {
    from += *invalid;
    bytes[from] = '?';
    invalid = text::first_invalid(std::string_view(bytes).substr(from));
  }
  problems.push_back(problem(
      "invalid-utf8", {std::string(file), at, {at.line, at.column + 1}},
      base::message("the byte {:02X} is not UTF-8; {} such in this file",
                    "l'octet {:02X} n'est pas de l'UTF-8 ; ce fichier en contient {}", byte, count),
      base::message("save the file as UTF-8", "enregistrez le fichier en UTF-8")));
}

}  // namespace

void lint_bytes(std::string& bytes, std::string_view file, Problems& problems) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    problems.push_back(
        problem("byte-order-mark", {std::string(file), {1, 1}, {}},
                base::message("the file starts with a byte order mark",
                              "le fichier commence par une marque d'ordre des octets"),
                base::message("save it as UTF-8 without BOM", "enregistrez-le en UTF-8 sans BOM")));
  }
  if (const std::size_t at = bytes.find('\0'); at != std::string::npos) {
    problems.push_back(problem(
        "nul-byte", {std::string(file), position_of(bytes, at), {}},
        base::message("there is a NUL byte in the text", "le texte contient un octet nul"),
        base::message(
            "is this file UTF-16, or not text at all? save it as UTF-8",
            "ce fichier est-il en UTF-16, ou n'est-ce pas du texte ? enregistrez-le en UTF-8")));
  }
  if (const std::size_t at = bytes.find('\r'); at != std::string::npos) {
    problems.push_back(problem(
        "carriage-return", {std::string(file), position_of(bytes, at), {}},
        base::message("lines end in CR LF here", "ici, les lignes finissent par CR LF"),
        base::message(
            "let the editor end lines in LF, and git too: '* text=auto eol=lf' in .gitattributes",
            "faites finir les lignes par LF dans l'éditeur et dans git : « * text=auto eol=lf » "
            "dans .gitattributes")));
  }
  lint_utf8(bytes, file, problems);
}

void lint_mojibake(std::string_view source, const Lines& lines, std::string_view file,
                   Problems& problems) {
  std::uint32_t last_line = 0;
  std::size_t shown = 0;
  for (const text::Mojibake& run : text::find_mojibake(source)) {
    base::Span where = lines.span(file, run.begin, run.end);
    if (where.begin.line == last_line) continue;
    if (++shown > kMostLinesShown) break;
    last_line = where.begin.line;
    const std::string repaired = text::repair_mojibake(lines.text(where.begin.line));
    problems.push_back(problem(
        "mojibake", std::move(where),
        base::message("'{}' was encoded twice; it was '{}'",
                      "« {} » a été encodé deux fois ; c'était « {} »",
                      source.substr(run.begin, run.end - run.begin), run.repaired),
        base::message("the line should read:\n{}", "la ligne devrait être :\n{}", repaired)));
  }
}

}  // namespace model
