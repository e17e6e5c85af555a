// A build that is killed, or that meets a full disk, leaves the previous site whole, and the next
// build succeeds. usage: kill_test PATH/TO/atelier THEMES_DIR
#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/corpus.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tree.h"

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPairs = 30;
constexpr int kKills = 20;
int failures = 0;

void check(bool good, const std::string& what) {
  if (good) return;
  ++failures;
  std::fprintf(stderr, "failed: %s\n", what.c_str());
}

pid_t start(const std::string& atelier, const fs::path& course, const fs::path& site) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int nothing = ::open("/dev/null", O_WRONLY);
  ::dup2(nothing, STDOUT_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  ::execl(atelier.c_str(), "atelier", "build", course.c_str(), "--out", site.c_str(), "--jobs", "2",
          nullptr);
  ::_exit(127);
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int build(const std::string& atelier, const fs::path& course, const fs::path& site) {
  return wait_for(start(atelier, course, site));
}

// Every French lesson says something else, so that most of the site changes; every other time only
// one of them, so that most of it is kept.
void edit(const fs::path& course, int round) {
  for (const auto& entry : fs::recursive_directory_iterator(course / "content" / "lessons")) {
    if (entry.path().filename() != "lesson.fr.md") continue;
    std::ofstream(entry.path(), std::ios::app) << "\nAjout numéro " << round << ".\n";
    if (round % 2 == 1) return;
  }
}

// The site of a copy of the course, which knows nothing of earlier builds.
support::Tree clean_site(const std::string& atelier, const fs::path& course) {
  const support::TemporaryFolder fresh;
  const fs::path copy = fresh.path() / "course";
  fs::create_directories(copy);
  for (const char* part : {"content", "site"})
    fs::copy(course / part, copy / part, fs::copy_options::recursive);
  fs::copy_symlink(course / "themes", copy / "themes");
  check(build(atelier, copy, fresh.path() / "site") == 0, "a build beside");
  return support::read_tree(fresh.path() / "site");
}

void kill_at_random_moments(const std::string& atelier, const fs::path& course,
                            const fs::path& site) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  check(build(atelier, course, site) == 0, "the first build");
  const auto whole = Clock::now() - begin;
  support::Tree before = support::read_tree(site);
  std::uint64_t random = 12345;
  int killed = 0;
  for (int round = 0; round < kKills; ++round) {
    edit(course, round);
    random = random * 6364136223846793005u + 1442695040888963407u;
    const pid_t child = start(atelier, course, site);
    // From the first instruction to a little after the usual end.
    std::this_thread::sleep_for(whole * static_cast<long>((random >> 33) % 1100) / 1000);
    if (::kill(child, SIGKILL) == 0) ++killed;
    wait_for(child);
    const support::Tree now = support::read_tree(site);
    if (now != before) {
      // Then it must be the new site, whole: what a build from scratch makes.
      check(now == clean_site(atelier, course),
            "after kill " + std::to_string(round) +
                " the site is neither the old one nor the new one");
      before = now;
    }
  }
  check(build(atelier, course, site) == 0, "the build after the kills");
  check(support::read_tree(site) == clean_site(atelier, course),
        "after the kills a build equals a clean one");
  std::printf("%d builds killed\n", killed);
}

// Needs the right to mount; without it the test says so and is skipped.
bool full_disk(const std::string& atelier, const fs::path& course, const fs::path& mount_point) {
  fs::create_directories(mount_point);
  if (::mount("tmpfs", mount_point.c_str(), "tmpfs", 0, "size=6m") != 0) {
    std::printf("no right to mount a small disk here: the full-disk part is skipped\n");
    return false;
  }
  const fs::path site = mount_point / "site";
  check(build(atelier, course, site) == 0, "the build on the small disk");
  const support::Tree before = support::read_tree(site);
  {
    std::ofstream filler(mount_point / "filler", std::ios::binary);
    const std::string block(4096, 'x');
    while (filler.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
  }
  edit(course, 1000);
  check(build(atelier, course, site) == 3, "a build on a full disk says that it could not run");
  check(support::read_tree(site) == before, "the site on the full disk is the old one");
  fs::remove(mount_point / "filler");
  check(build(atelier, course, site) == 0, "the build with room again");
  check(support::read_tree(site) != before, "the site is the new one");
  ::umount(mount_point.c_str());
  return true;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "usage: kill_test ATELIER THEMES\n");
    return 2;
  }
  const support::TemporaryFolder folder;
  const fs::path course = folder.path() / "course";
  support::write_corpus(course, kPairs);
  fs::create_directory_symlink(fs::absolute(words[2]), course / "themes");
  kill_at_random_moments(words[1], course, folder.path() / "out" / "site");
  full_disk(words[1], course, folder.path() / "disk");
  return failures == 0 ? 0 : 1;
}
