// Work on several cores whose result does not depend on how many there are: each index writes only
// its own slot.
#pragma once

#include <cstddef>
#include <functional>

namespace base {

// How many workers to use when the user says nothing: the processors this process may run on.
unsigned default_jobs();

// Calls work(i) for every i in [0, count) on at most `jobs` threads, in no particular order;
// returns when all are done. The calling thread is one of them. Few items are done on fewer
// threads. `work` must not throw.
void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

}  // namespace base
