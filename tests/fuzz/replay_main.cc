// Runs a fuzz target without libFuzzer: every file of a folder, and the same cut short in steps, so
// that one input tests many ends.
//
//   fuzz_url corpus/url
//
// Status 0 when no law was broken, 3 when there is nothing to run or the corpus has grown too large
// to be replayed in every test run.
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace fs = std::filesystem;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
// Only there in a sanitized build.
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());

namespace {

constexpr std::size_t kMostFiles = 200;
constexpr std::size_t kMostBytes = 64u << 10;
constexpr std::size_t kSteps = 32;

char current_input[512] = "";

void name_the_input() {
  constexpr char kLead[] = "the input: ";
  // write(), as nothing else may be called from here.
  if (::write(2, kLead, sizeof kLead - 1) < 0 ||
      ::write(2, current_input, std::string_view(current_input).size()) < 0)
    return;
}

void on_abort(int) { name_the_input(); }

// In memory of exactly its size, so that a byte read behind the end is seen.
void run(const std::string& bytes, std::size_t size) {
  const auto exact = std::make_unique<std::uint8_t[]>(size);
  std::copy_n(bytes.begin(), size, exact.get());
  LLVMFuzzerTestOneInput(exact.get(), size);
}

std::size_t run_file(const fs::path& path, const std::string& bytes) {
  const std::size_t step = std::max<std::size_t>(1, bytes.size() / kSteps);
  std::size_t runs = 0;
  for (std::size_t size = bytes.size();; size -= step) {
    std::snprintf(current_input, sizeof current_input, "%s, %zu bytes of it\n", path.c_str(), size);
    run(bytes, size);
    ++runs;
    if (size < step) break;
  }
  return runs;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s <folder of inputs>\n", argv[0]);
    return 2;
  }
  std::signal(SIGABRT, on_abort);
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(name_the_input);

  std::error_code failed;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(argv[1], failed)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  if (files.empty() || files.size() > kMostFiles) {
    std::fprintf(stderr, "%s: %zu files, wanted 1 to %zu\n", argv[1], files.size(), kMostFiles);
    return 3;
  }
  std::size_t runs = 0;
  for (const fs::path& path : files) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    if (bytes.size() > kMostBytes) {
      std::fprintf(stderr, "%s: %zu bytes are too many for a corpus\n", path.c_str(), bytes.size());
      return 3;
    }
    runs += run_file(path, bytes);
  }
  std::printf("%zu files, %zu inputs\n", files.size(), runs);
  return 0;
}
