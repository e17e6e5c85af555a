#include "generator/base/parallel.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace base {

unsigned default_jobs() {
  // hardware_concurrency() counts the machine's processors, of which a container or taskset may
  // give us fewer.
  cpu_set_t mine;
  if (::sched_getaffinity(0, sizeof mine, &mine) == 0)
    return static_cast<unsigned>(std::max(1, CPU_COUNT(&mine)));
  return std::max(1u, std::thread::hardware_concurrency());
}

void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work) {
  // A thread costs about as much as a dozen small pages; below that one is faster.
  constexpr std::size_t kWorthAThread = 12;
  const std::size_t useful = std::min<std::size_t>(jobs, 1 + count / kWorthAThread);
  std::atomic<std::size_t> next = 0;
  const auto worker = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> threads;
  try {
    for (std::size_t i = 1; i < useful; ++i) threads.emplace_back(worker);
  } catch (const std::system_error&) {
    // No more threads to be had: those that there are do all the work.
  }
  worker();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace base
