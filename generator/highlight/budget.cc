#include "generator/highlight/budget.h"

#include <tree_sitter/api.h>

#include <cstdlib>

namespace highlight {
namespace {

thread_local Budget* current = nullptr;

void charge(std::size_t bytes) {
  if (current != nullptr) current->pay_for_memory(bytes);
}

// tree-sitter does not expect null.
void* checked(void* memory) {
  if (memory == nullptr) std::abort();
  return memory;
}
void* counting_malloc(std::size_t bytes) {
  charge(bytes);
  return checked(std::malloc(bytes + (bytes == 0)));
}
void* counting_calloc(std::size_t count, std::size_t bytes) {
  charge(count * bytes);
  return checked(std::calloc(count + (count == 0), bytes + (bytes == 0)));
}
void* counting_realloc(void* memory, std::size_t bytes) {
  charge(bytes);
  return checked(std::realloc(memory, bytes + (bytes == 0)));
}

}  // namespace

Budget::Budget(std::size_t units) : left_(units), outer_(current) {
  static const bool installed = [] {
    ts_set_allocator(counting_malloc, counting_calloc, counting_realloc, std::free);
    return true;
  }();
  static_cast<void>(installed);
  current = this;
}

Budget::~Budget() { current = outer_; }

void Budget::spend(std::size_t units) {
  if (units > left_) exhaust();
  left_ -= units > left_ ? left_ : units;
}

void Budget::pay_for_memory(std::size_t bytes) {
  if (bytes > largest_) largest_ = bytes;
  spend(8 + bytes / 16);
}

}  // namespace highlight
