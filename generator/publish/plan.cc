#include "generator/publish/plan.h"

#include <array>

namespace publish {
namespace {

enum class Rank { File, Page, Announcement };

Rank rank_of(std::string_view path) {
  if (path.ends_with(".gz")) path.remove_suffix(3);
  if (path == "worker.js" || path.ends_with(".xml")) return Rank::Announcement;
  return path.ends_with(".html") ? Rank::Page : Rank::File;
}

bool is_there(const Manifest& there, std::string_view path) {
  const auto found = there.find(path);
  return found != there.end() && found->second.state != ManifestEntry::State::Maybe;
}

bool is_as_wanted(const Manifest& there, std::string_view path, const OutgoingFile& file) {
  const auto found = there.find(path);
  return found != there.end() && found->second.state == ManifestEntry::State::Known &&
         found->second.version == file.version;
}

void keep_filled(std::vector<std::vector<std::string>>& steps, std::vector<std::string>&& step) {
  if (!step.empty()) steps.push_back(std::move(step));
}

}  // namespace

Plan make_plan(const Outgoing& wanted, const Manifest& there) {
  enum Step { NewFiles, NewPages, ChangedFiles, ChangedPages, Announcements, kSteps };
  std::array<std::vector<std::string>, kSteps> sent;
  for (const auto& [path, file] : wanted) {
    if (is_as_wanted(there, path, file)) continue;
    const Rank rank = rank_of(path);
    const bool is_new = !is_there(there, path);
    if (rank == Rank::Announcement)
      sent[Announcements].push_back(path);
    else if (rank == Rank::Page)
      sent[is_new ? NewPages : ChangedPages].push_back(path);
    else
      sent[is_new ? NewFiles : ChangedFiles].push_back(path);
  }
  Plan plan;
  std::vector<std::string> old_pages, old_files;
  for (const auto& [path, entry] : there) {
    if (entry.state != ManifestEntry::State::Known) plan.doubtful.push_back(path);
    if (wanted.count(path) == 0)
      (rank_of(path) == Rank::File ? old_files : old_pages).push_back(path);
  }
  for (std::vector<std::string>& step : sent) keep_filled(plan.sent, std::move(step));
  keep_filled(plan.removed, std::move(old_pages));
  keep_filled(plan.removed, std::move(old_files));
  return plan;
}

Preview preview_of(const Outgoing& wanted, const Manifest& there) {
  Preview out;
  for (const auto& [path, file] : wanted) {
    if (is_as_wanted(there, path, file)) {
      ++out.unchanged;
      continue;
    }
    (is_there(there, path) ? out.changed : out.added).push_back(path);
    out.bytes += file.size;
  }
  for (const auto& [path, entry] : there)
    if (wanted.count(path) == 0) out.removed.push_back(path);
  return out;
}

}  // namespace publish
