// LiveSite: a course built again and again into a folder of its own, drafts included, in this
// process. Each build makes only what its inputs changed (pipeline/build_cache.h), begins with what
// the one before has in memory, and is told as an Update. The published site is not touched.
// Several may be at work on one course, each in a folder of its own. One thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "generator/model/load_memory.h"
#include "generator/pipeline/build.h"
#include "generator/pipeline/build_cache.h"
#include "generator/preview/live_state.h"

namespace preview {

class LiveSite {
 public:
  // Takes the first folder for previews that nobody else uses.
  static base::Result<LiveSite> create(pipeline::Project project, pipeline::Options options);
  ~LiveSite();  // rests
  LiveSite(LiveSite&&) noexcept;
  LiveSite& operator=(LiveSite&&) noexcept;

  // Where the site lies: below the course's build folder.
  std::filesystem::path folder() const { return project_.build / "site"; }
  // What goes wrong with the building itself (the disk is full, a folder has gone) is a problem
  // like any other.
  Update build();
  // Leaves to the next process what the builds so far know: for when there is nothing else to do.
  void rest();
  // From now on nobody is told how far a build is.
  void quiet() { options_.progress = {}; }
  // How many pages the last build made.
  std::size_t pages_made() const { return pages_made_; }

 private:
  LiveSite() = default;
  base::Result<pipeline::Report> build_once();
  void learn_pages(const model::Course& course);
  bool remember();  // opens the cache, unless it is open

  int lock_ = -1;
  pipeline::Project project_;
  pipeline::Options options_;
  std::unique_ptr<pipeline::BuildCache> cache_;
  std::unique_ptr<model::LoadMemory> memory_;
  publish::SiteFiles files_;
  std::vector<std::string> changed_;  // by the last build
  bool knows_files_ = false;
  PagesOfFiles pages_;
  std::size_t pages_made_ = 0;
};

}  // namespace preview
