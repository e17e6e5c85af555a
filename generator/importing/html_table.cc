#include "generator/importing/html_table.h"

#include <algorithm>
#include <vector>

#include "generator/base/ascii.h"
#include "generator/importing/mend.h"

namespace importing {

using markdown::HtmlToken;
using markdown::HtmlTokenKind;

namespace {

using Rows = std::vector<std::vector<std::string>>;

bool add_to_cell(const HtmlToken& token, std::string& cell) {
  const bool start = token.kind == HtmlTokenKind::StartTag;
  if (token.name == "img" && start) {
    cell += image_of(token);
  } else if (token.name == "b" || token.name == "strong") {
    cell += "**";
  } else if (token.name == "code") {
    cell += '`';
  } else if (token.name == "br") {
    cell += "<br>";
  } else if (token.name == "i" || token.name == "em") {
    cell += '*';
  } else if (token.name == "a") {
    if (start) {
      cell += '[' + std::string(1, kAnchor) + target_of(attribute(token, "href")) + kAnchorEnd;
    } else {
      const std::size_t mark = cell.rfind(kAnchor), end = cell.rfind(kAnchorEnd);
      if (mark == std::string::npos || end == std::string::npos || end < mark) return true;
      const std::string target = cell.substr(mark + 1, end - mark - 1);
      cell.erase(mark, end - mark + 1);
      cell += "](" + target + ")";
    }
  } else if (!is_one_of(token.name, {"span", "p", "font", "center", "div"})) {
    return false;
  }
  return true;
}

std::optional<Rows> rows_of(std::string_view html) {
  Rows rows;
  bool in_cell = false;
  markdown::HtmlTokenizer tokens(html);
  for (HtmlToken token; tokens.next(token);) {
    const bool start = token.kind == HtmlTokenKind::StartTag;
    const std::string_view name = token.name;
    if (token.kind == HtmlTokenKind::Text) {
      if (!in_cell || rows.empty() || rows.back().empty()) continue;
      for (const char c : html.substr(token.begin, token.end - token.begin)) {
        std::string& cell = rows.back().back();
        if (c == '|')
          cell += "\\|";
        else if (c == '\n' || c == '\t')
          cell += ' ';
        else
          cell += c;
      }
    } else if (token.kind == HtmlTokenKind::Comment || token.kind == HtmlTokenKind::Markup) {
      continue;
    } else if (name == "tr") {
      if (start) rows.emplace_back();
      in_cell = false;
    } else if (name == "td" || name == "th") {
      const bool spans =
          (!attribute(token, "colspan").empty() && attribute(token, "colspan") != "1") ||
          (!attribute(token, "rowspan").empty() && attribute(token, "rowspan") != "1");
      if (spans) return std::nullopt;
      in_cell = start;
      if (start && rows.empty()) return std::nullopt;
      if (start) rows.back().emplace_back();
    } else if (is_one_of(name, {"tbody", "thead", "tfoot", "colgroup", "col"})) {
      continue;
    } else if (!in_cell || rows.empty() || rows.back().empty()) {
      return std::nullopt;
    } else if (!add_to_cell(token, rows.back().back())) {
      return std::nullopt;
    }
  }
  const bool good = rows.size() >= 2 && !rows.front().empty();
  for (auto& row : rows)
    for (std::string& cell : row) cell = base::trimmed(cell);
  return good ? std::optional(rows) : std::nullopt;
}

}  // namespace

std::optional<std::string> markdown_table(std::string_view html) {
  const auto rows = rows_of(html);
  if (!rows) return {};
  std::size_t columns = 0;
  for (const auto& row : *rows) columns = std::max(columns, row.size());
  std::string out;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    out += '|';
    for (std::size_t k = 0; k < columns; ++k)
      out += fmt::format(" {} |", k < (*rows)[i].size() ? (*rows)[i][k] : "");
    out += '\n';
    if (i > 0) continue;
    out += '|';
    for (std::size_t k = 0; k < columns; ++k) out += " --- |";
    out += '\n';
  }
  return out;
}

std::string attribute(const HtmlToken& token, std::string_view name) {
  for (const markdown::HtmlAttribute& one : token.attributes)
    if (one.name == name) return one.value;
  return {};
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string target_of(std::string_view address) {
  std::string out(base::trimmed(address));
  for (char& c : out)
    if (c == '\n') c = ' ';
  const bool plain = out.find_first_of(" ()<>") == std::string::npos;
  if (plain) return out;
  out.erase(std::remove_if(out.begin(), out.end(), [](char c) { return c == '<' || c == '>'; }),
            out.end());
  return "<" + out + ">";
}

std::string words_of(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '[' || c == ']') c = ' ';
  return std::string(base::trimmed(text));
}

std::string image_of(const HtmlToken& token) {
  const std::string source = attribute(token, "src");
  if (source.empty()) return {};
  return fmt::format("![{}]({})", words_of(attribute(token, "alt")), target_of(source));
}

}  // namespace importing
