// Small formats for which there is no grammar, or whose grammar would cost more than it shows. Each
// scanner walks the lines once, finds no errors, and takes whatever bytes it gets. Inside
// generator/highlight only.
#pragma once

#include <string_view>
#include <vector>

#include "generator/highlight/highlight.h"

namespace highlight {

// NAME=value, "export" before it, values in quotes over several lines, $NAME and ${NAME}, '#' to
// the end of the line.
void scan_dotenv(std::string_view code, std::vector<Token>& out);
// [section], key = value, lines of '#' or ';'. Also .properties, systemd units, .conf.
void scan_ini(std::string_view code, std::vector<Token>& out);
// Instructions at the start of a line, '\' at its end (docs.docker.com, Dockerfile reference).
void scan_dockerfile(std::string_view code, std::vector<Token>& out);
// Directives that end in ';' or open a block (nginx.org, "Configuration file's structure").
void scan_nginx(std::string_view code, std::vector<Token>& out);
// Site addresses, directives by line, {placeholders}, @matchers (caddyserver.com, "Caddyfile
// concepts").
void scan_caddyfile(std::string_view code, std::vector<Token>& out);
// A request or a response of RFC 9112; several of them between lines of "###". A body that looks
// like JSON is highlighted as JSON.
void scan_http(std::string_view code, std::vector<Token>& out);
// Unified and context diffs.
void scan_diff(std::string_view code, std::vector<Token>& out);
// A terminal: after "$ ", "PS C:\>" or ">>> " stands a command, the rest was printed.
void scan_console(std::string_view code, std::vector<Token>& out);

}  // namespace highlight
