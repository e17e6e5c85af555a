// Plan: from what is to lie at a place and what lies there, the order of what is to be done, such
// that a reader never meets a page that points to a file that is missing, wherever it is cut:
//
//   new files, new pages, changed files, changed pages, announcements; then old pages, old files
//
// Nothing points to what is new until a page that was there changes, and what is deleted is pointed
// to by nothing that is left. An announcement (the service worker, sitemap, feeds) makes machines
// read the site again, so it waits until the pages are there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generator/base/message.h"
#include "generator/publish/manifest.h"
#include "generator/publish/outgoing.h"

namespace publish {

struct Plan {
  std::vector<std::vector<std::string>> sent;     // each step after the one before it
  std::vector<std::vector<std::string>> removed;  // after all of them, the same
  std::vector<std::string> doubtful;              // of those that were cut last time

  bool empty() const { return sent.empty() && removed.empty(); }
};

Plan make_plan(const Outgoing& wanted, const Manifest& there);

// What a person is shown before anything happens.
struct Preview {
  std::vector<std::string> added, changed, removed;  // by path
  std::size_t unchanged = 0;
  std::uint64_t bytes = 0;  // to send
  std::vector<base::Message> notes = {};

  bool empty() const { return added.empty() && changed.empty() && removed.empty(); }
};
Preview preview_of(const Outgoing& wanted, const Manifest& there);

}  // namespace publish
