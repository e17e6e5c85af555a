#include "generator/preview/live_state.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace preview {
namespace {

constexpr std::size_t kMostProblems = 50;

// Files that no page shows: what the search reads when it is used, and what machines read.
bool is_silent(std::string_view path) {
  return path.starts_with("assets/search/") || path == "worker.js" || path.ends_with(".xml") ||
         path.ends_with(".txt");
}

nlohmann::json words_of(const base::Message& message, const base::Message& hint,
                        const std::string& report, base::Locale locale) {
  return {{"message", message.in(locale)}, {"hint", hint.in(locale)}, {"report", report}};
}

}  // namespace

std::vector<std::string> changed_files(const publish::SiteFiles& before,
                                       const publish::SiteFiles& after) {
  std::vector<std::string> out;
  auto old = before.begin();
  auto now = after.begin();
  while (old != before.end() || now != after.end()) {
    if (now == after.end() || (old != before.end() && old->first < now->first)) {
      out.push_back((old++)->first);
    } else if (old == before.end() || now->first < old->first) {
      out.push_back((now++)->first);
    } else {
      if (old->second.hash != now->second.hash) out.push_back(now->first);
      ++old;
      ++now;
    }
  }
  return out;
}

void LiveState::take(Update update) {
  ++version_;
  problems_ = std::move(update.problems);
  made_from_ = std::move(update.pages);
  for (const std::string& path : update.changed) {
    if (path.ends_with(".html"))
      pages_[path] = version_;
    else if (!is_silent(path))
      shared_ = version_;
  }
}

bool LiveState::has_changed(std::string_view path, std::uint64_t since) const {
  const auto page = pages_.find(path);
  return shared_ > since || (page != pages_.end() && page->second > since);
}

bool LiveState::is_here(const base::Error& error, std::string_view path) const {
  const auto pages = made_from_.find(error.where.file);
  if (pages == made_from_.end()) return true;
  return std::find(pages->second.begin(), pages->second.end(), path) != pages->second.end();
}

std::string LiveState::message_for(std::string_view path, std::uint64_t version,
                                   std::string_view start) const {
  if (start != start_ || has_changed(path, version)) return R"({"reload":true})";
  nlohmann::json problems = nlohmann::json::array();
  // Those of this page first; the others are only counted beyond some.
  for (const bool here : {true, false}) {
    for (const ShownProblem& shown : problems_) {
      const base::Error& error = shown.error;
      if (problems.size() >= kMostProblems || is_here(error, path) != here) continue;
      const auto pages = made_from_.find(error.where.file);
      problems.push_back(
          {{"here", here},
           {"page", pages != made_from_.end() && !pages->second.empty() ? pages->second.front()
                                                                        : std::string()},
           {"severity", error.severity == base::Severity::Error ? "error" : "warning"},
           {"file", error.where.file},
           {"line", error.where.begin.line},
           {"column", error.where.begin.column},
           {"rule", error.rule},
           {"en", words_of(error.message, error.hint, shown.report_en, base::Locale::En)},
           {"fr", words_of(error.message, error.hint, shown.report_fr, base::Locale::Fr)}});
    }
  }
  const nlohmann::json out = {{"version", version_},
                              {"more", problems_.size() - problems.size()},
                              {"problems", std::move(problems)}};
  // A name that is no UTF-8 must not end the server.
  return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace preview
