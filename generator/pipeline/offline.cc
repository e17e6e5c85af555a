#include "generator/pipeline/offline.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace pipeline {

namespace {

// Files that a reader's browser never asks for, or must not have from a cache.
bool is_for_machines(std::string_view path) {
  return path == "robots.txt" || path == "sitemap.xml" || path == "404.html" ||
         path.ends_with("/404.html") || path.ends_with("/feed.xml") || path.starts_with('.');
}

// What every page needs, and where one arrives.
bool is_frame(std::string_view path) {
  if (path == "index.html") return true;
  if (path.starts_with("assets/"))
    return path.find('/', 7) == std::string_view::npos;  // search shards lie deeper
  const std::size_t slash = path.find('/');
  return slash != std::string_view::npos && path.substr(slash + 1) == "index.html";
}

}  // namespace

std::string service_worker(std::string_view course_id, std::string_view script,
                           const SiteFiles& files) {
  base::Hash version;
  std::uint64_t size = 0;
  for (const auto& [path, file] : files) {
    version = base::combine(base::combine(version, base::hash(path)), file.hash);
    if (!is_for_machines(path)) size += file.size;
  }
  const bool whole = size <= kMostKept;
  nlohmann::ordered_json kept = nlohmann::ordered_json::object();
  for (const auto& [path, file] : files)
    if (!is_for_machines(path) && (whole || is_frame(path)))
      kept[path] = base::short_hex(file.hash);
  const nlohmann::ordered_json course = {{"id", course_id},
                                         {"version", base::short_hex(version)},
                                         {"whole", whole},
                                         {"files", std::move(kept)}};
  return fmt::format("self.atelierCourse={};\nimportScripts(\"{}\");\n",
                     course.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), script);
}

}  // namespace pipeline
