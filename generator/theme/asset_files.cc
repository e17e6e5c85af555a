#include "generator/theme/asset_files.h"

#include <algorithm>

#include "generator/base/hash.h"
#include "generator/base/nearest.h"
#include "generator/text/toml.h"

namespace theme {

namespace {

constexpr char kRule[] = "theme-asset";
constexpr char kOrder[] = "styles/order.toml";

void report(std::vector<base::Error>& problems, base::Message message, base::Span where,
            base::Message hint = {}) {
  problems.push_back(
      {base::ErrorKind::Content, std::move(message), std::move(where), std::move(hint), kRule});
}

struct Part {
  std::string name;
  base::Span where;
};

struct Sheet {
  std::string name;
  std::vector<Part> parts;
};

// A stylesheet for each key, in the file's order.
std::vector<Sheet> read_order(const Files& files, std::vector<base::Error>& problems) {
  std::vector<Sheet> sheets;
  const auto found = files.find(kOrder);
  const base::Message wanted =
      base::message("write style = [\"base\", \"layout\"], the names of styles/*.css",
                    "écrivez style = [\"base\", \"layout\"], les noms de styles/*.css");
  if (found == files.end()) {
    report(problems, base::message("the theme has no '{}'", "le thème n'a pas de « {} »", kOrder),
           {kOrder}, wanted);
    return sheets;
  }
  const File& file = found->second.front();
  base::Result<text::Node> table = text::parse_toml(file.bytes, file.shown_as);
  if (!table) {
    base::Error error = std::move(table).error();
    error.rule = kRule;
    problems.push_back(std::move(error));
    return sheets;
  }
  for (const auto& [key, key_at, list] : std::get<text::Table>(table->value)) {
    const auto* names = std::get_if<text::Array>(&list.value);
    if (names == nullptr) {
      report(problems, base::message("'{}' is not a list", "« {} » n'est pas une liste", key),
             {file.shown_as, key_at, {}}, wanted);
      continue;
    }
    sheets.push_back({key, {}});
    for (const text::Node& node : *names) {
      const base::Span where{file.shown_as, node.at, node.end};
      if (const auto* name = std::get_if<std::string>(&node.value))
        sheets.back().parts.push_back({*name, where});
      else
        report(problems,
               base::message("the name of a part is a text", "le nom d'une partie est un texte"),
               where);
    }
  }
  return sheets;
}

// A part without its comments, indentation and empty lines: what readers of the source need and
// browsers do not.
std::string condensed(std::string_view css) {
  std::string out;
  out.reserve(css.size());
  char quote = 0;
  for (std::size_t i = 0; i < css.size(); ++i) {
    const char c = css[i];
    if (quote != 0) {
      out += c;
      if (c == '\\' && i + 1 < css.size())
        out += css[++i];
      else if (c == quote || c == '\n')
        quote = 0;  // a string does not go beyond its line
    } else if (css.substr(i).starts_with("/*")) {
      const std::size_t end = css.find("*/", i + 2);
      if (end == std::string_view::npos) break;
      i = end + 1;
    } else if ((c == ' ' || c == '\n') && (out.empty() || out.back() == '\n')) {
      continue;
    } else {
      if (c == '"' || c == '\'') quote = c;
      out += c;
    }
  }
  return out;
}

std::string join(const Files& files, const Sheet& sheet, const std::vector<std::string>& known,
                 std::vector<base::Error>& problems) {
  std::string joined;
  for (const Part& part : sheet.parts) {
    const auto found = files.find("styles/" + part.name + ".css");
    if (found == files.end()) {
      report(problems,
             base::message("no stylesheet part '{}'", "aucune partie de style « {} »", part.name),
             part.where, base::did_you_mean(part.name, known));
      continue;
    }
    joined += condensed(found->second.front().bytes);
    if (!joined.ends_with('\n')) joined += '\n';
  }
  return joined;
}

void check_every_part_has_a_sheet(const Files& files, const std::vector<Sheet>& sheets,
                                  const std::vector<std::string>& known,
                                  std::vector<base::Error>& problems) {
  for (const std::string& name : known) {
    const bool named = std::any_of(sheets.begin(), sheets.end(), [&](const Sheet& sheet) {
      return std::any_of(sheet.parts.begin(), sheet.parts.end(),
                         [&](const Part& part) { return part.name == name; });
    });
    if (!named && !sheets.empty())
      report(problems,
             base::message("the part '{}' is not in '{}'", "la partie « {} » n'est pas dans « {} »",
                           name, kOrder),
             {files.find("styles/" + name + ".css")->second.front().shown_as});
  }
}

// "images/favicon.svg" + hash -> "assets/favicon.1a2b3c4d5e.svg"
std::string hashed_path(std::string_view name, std::string_view bytes) {
  const std::size_t slash = name.rfind('/');
  const std::string_view file = name.substr(slash == std::string_view::npos ? 0 : slash + 1);
  const std::size_t dot = file.rfind('.');
  const std::string_view stem = file.substr(0, dot);
  const std::string_view extension = dot == std::string_view::npos ? "" : file.substr(dot);
  return fmt::format("assets/{}.{}{}", stem, base::short_hex(base::hash(bytes)), extension);
}

}  // namespace

AssetFiles read_assets(const Files& files, std::vector<base::Error>& problems) {
  AssetFiles assets;
  const auto add = [&assets](const std::string& name, std::string_view file_name,
                             std::string bytes) {
    std::string path = hashed_path(file_name, bytes);
    assets.path_by_name.emplace(name, path);
    assets.list.push_back({std::move(path), std::move(bytes)});
  };
  const std::vector<std::string> parts = names_in(files, "styles/", ".css");
  const std::vector<Sheet> sheets = read_order(files, problems);
  check_every_part_has_a_sheet(files, sheets, parts, problems);
  for (const Sheet& sheet : sheets)
    add("styles/" + sheet.name, sheet.name + ".css", join(files, sheet, parts, problems));
  for (const auto& [path, versions] : files)
    if (path.starts_with("scripts/") || path.starts_with("images/"))
      add(path, path, versions.front().bytes);
  std::sort(assets.list.begin(), assets.list.end(),
            [](const Asset& a, const Asset& b) { return a.path < b.path; });
  return assets;
}

}  // namespace theme
