// A course of any size that looks like a real one - prose, code, tables, quizzes, tabs, alerts,
// links - in French and English, the same bytes for the same size. For benchmarks, and for tests
// that need a build to take a while.
#pragma once

#include <cstddef>
#include <filesystem>

namespace support {

// Writes content/ and site/ below `root`: `pairs` lesson pairs, about 5 kB a file, spread over 3
// levels and 10 topics. It passes `atelier check`. The text depends on nothing but `pairs` and the
// index of the lesson.
void write_corpus(const std::filesystem::path& root, std::size_t pairs);

}  // namespace support
