// Result<T>: a value, or the base::Error that says why there is none. An ignored one does not
// compile.
//
//   base::Result<Page> page = TRY(read_page(path));
//
// TRY(expression) unwraps, or returns the error from the enclosing function; one TRY may stand
// inside another.
#pragma once

#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

#include "generator/base/error.h"

namespace base {

template <class T>
using Result = tl::expected<T, Error>;
using Done = Result<void>;

inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }
inline tl::unexpected<Error> fail(ErrorKind kind, Message message, Span where = {},
                                  Message hint = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(message), std::move(where), std::move(hint)});
}

// The value of a result that has one; nothing, of a Done.
template <class T>
T take(Result<T>&& result) {
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace base

#define TRY(expression) BASE_TRY_NAMED(expression, BASE_TRY_JOIN(try_result_, __COUNTER__))
#define BASE_TRY_JOIN(a, b) BASE_TRY_JOIN_(a, b)
#define BASE_TRY_JOIN_(a, b) a##b
#define BASE_TRY_NAMED(expression, result)                     \
  __extension__({                                              \
    auto result = (expression);                                \
    if (!result) return base::fail(std::move(result).error()); \
    base::take(std::move(result));                                 \
  })
