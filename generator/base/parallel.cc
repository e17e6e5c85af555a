#include "generator/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace base {

unsigned default_jobs() { return std::max(1u, std::thread::hardware_concurrency()); }

void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work) {
  // A thread costs about as much as a dozen small pages; below that one is faster.
  constexpr std::size_t kWorthAThread = 12;
  const std::size_t useful = std::min<std::size_t>(jobs, 1 + count / kWorthAThread);
  std::atomic<std::size_t> next = 0;
  const auto worker = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < useful; ++i) threads.emplace_back(worker);
  worker();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace base
