// The options that every command about a course has, and the progress line.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "generator/cli/session.h"
#include "generator/pipeline/build.h"

namespace CLI {
class App;
}

namespace cli {

struct ProjectOptions {
  std::string folder = ".";
  unsigned jobs = 0;  // 0: as many as there are processors
  bool drafts = false;
  std::string format = "text";
  bool strict = false;  // warnings count as errors for the exit status

  void add_to(CLI::App& command, const Session& session);
};

base::Result<pipeline::Project> project_of(const ProjectOptions& options, const Session& session);

// What to say when no site was built there.
std::optional<base::Error> missing_site(const std::filesystem::path& site);

// Shows how far a build is on one line of a terminal, and clears it when it goes. Silent when
// nobody looks.
class ProgressLine {
 public:
  explicit ProgressLine(const Session& session);
  ~ProgressLine();
  void show(pipeline::Stage stage, std::size_t done, std::size_t all);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

pipeline::Options pipeline_options(const ProjectOptions& options, ProgressLine& progress);

// kFoundProblems when there is an error, or a warning and --strict.
Status status_of(const pipeline::Report& report, const ProjectOptions& options);

}  // namespace cli
