// A budget of work for tree-sitter, counted where it allocates and where it reads. A limit of time
// would make the output depend on the machine; this one does not, and it ends what is quadratic in
// the library or in a grammar's scanner (error recovery, unbounded lookahead). One per parse; the
// thread that made it is the one that pays. Inside this folder only.
#pragma once

#include <cstddef>

namespace highlight {

class Budget {
 public:
  explicit Budget(std::size_t units);
  ~Budget();
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;

  // What code of so many bytes may cost: several times what it ever does.
  static std::size_t for_bytes(std::size_t bytes) { return 50'000 + 30 * bytes; }

  void spend(std::size_t units);
  void pay_for_memory(std::size_t bytes);
  void exhaust() { exhausted_ = 1; }
  // Not 0 when there is nothing left; tree-sitter looks at it while it parses.
  const std::size_t* exhausted() const { return &exhausted_; }
  // The most bytes that were asked for at once.
  std::size_t largest() const { return largest_; }

 private:
  std::size_t left_;
  std::size_t exhausted_ = 0;
  std::size_t largest_ = 0;
  Budget* outer_;  // the budget that this one stands in for while it lives
};

}  // namespace highlight
