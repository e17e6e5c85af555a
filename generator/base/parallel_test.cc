#include "generator/base/parallel.h"

#include <sched.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

namespace base {
namespace {

TEST_CASE("every index is worked on exactly once, whatever the number of jobs") {
  const std::size_t count = GENERATE(0u, 1u, 11u, 12u, 100u, 5000u);
  const unsigned jobs = GENERATE(0u, 1u, 2u, 3u, 64u);
  CAPTURE(count, jobs);

  std::vector<int> calls(count, 0);  // each index has its own slot: no lock, and no race either
  parallel_for(count, jobs, [&](std::size_t i) { ++calls[i]; });
  CHECK(calls == std::vector<int>(count, 1));
}

TEST_CASE("no more threads than jobs are used, and the caller is one of them") {
  std::atomic<int> running = 0, most = 0;
  std::atomic<bool> caller_worked = false;
  const auto caller = std::this_thread::get_id();
  parallel_for(2000, 3, [&](std::size_t) {
    const int now = ++running;
    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
    }
    if (std::this_thread::get_id() == caller) caller_worked = true;
    std::this_thread::yield();
    --running;
  });
  CHECK(most <= 3);
  CHECK(most >= 1);
  CHECK(caller_worked);
}

TEST_CASE("a handful of items is done by the caller alone") {
  const auto caller = std::this_thread::get_id();
  bool elsewhere = false;
  parallel_for(5, 8, [&](std::size_t) { elsewhere |= std::this_thread::get_id() != caller; });
  CHECK_FALSE(elsewhere);
}

TEST_CASE("the default counts the processors this process may run on") {
  cpu_set_t all;
  REQUIRE(::sched_getaffinity(0, sizeof all, &all) == 0);
  CHECK(default_jobs() == static_cast<unsigned>(CPU_COUNT(&all)));

  int first = 0;
  while (!CPU_ISSET(first, &all)) ++first;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(first, &one);
  REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
  const unsigned restricted = default_jobs();
  REQUIRE(::sched_setaffinity(0, sizeof all, &all) == 0);
  CHECK(restricted == 1);
}

}  // namespace
}  // namespace base
