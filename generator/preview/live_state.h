// LiveState: what the open pages are to be told: which of them have changed since they were served,
// and what is wrong with the course. Values in, messages out; no socket and no clock. One thread.
//
// A message is JSON:
//   {"reload": true}
//   {"version": 7, "problems": [{"here": true, "page": "fr/x.html", "severity": "error", "file": …,
//    "line": …, "column": …, "rule": …, "en": {"message": …, "hint": …, "report": …}, "fr": …}],
//    "more": 0}
// "here": in this page, or in what no page alone is made from.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/error.h"
#include "generator/publish/site_folder.h"

namespace preview {

// The pages that are made from a file of the course, as problems name it: their paths in the site.
using PagesOfFiles = std::map<std::string, std::vector<std::string>, std::less<>>;

// A problem with its report, whose lines come from the file as it was when it was found.
struct ShownProblem {
  base::Error error;
  std::string report_en;
  std::string report_fr;
};

// What a build has found and made.
struct Update {
  std::vector<ShownProblem> problems;
  PagesOfFiles pages;
  std::vector<std::string> changed;  // files of the site, with those that went
};

class LiveState {
 public:
  // `start` tells this server from the one before it on the same port.
  explicit LiveState(std::string start) : start_(std::move(start)) {}

  void take(Update update);
  const std::string& start() const { return start_; }
  std::uint64_t version() const { return version_; }

  // For the page at `path` ("fr/x.html") that was served as `version` by the server `start`.
  std::string message_for(std::string_view path, std::uint64_t version,
                          std::string_view start) const;

 private:
  bool has_changed(std::string_view path, std::uint64_t since) const;
  bool is_here(const base::Error& error, std::string_view path) const;

  std::string start_;
  std::uint64_t version_ = 1;
  std::uint64_t shared_ = 0;  // the version in which what every page may use changed last
  std::map<std::string, std::uint64_t, std::less<>> pages_;  // the same of each page
  std::vector<ShownProblem> problems_;
  PagesOfFiles made_from_;
};

// The files that differ between two states of a site, by path.
std::vector<std::string> changed_files(const publish::SiteFiles& before,
                                       const publish::SiteFiles& after);

}  // namespace preview
