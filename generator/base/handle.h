// Ownership of what a C library hands out: one line per type, in the .cc of the one folder that
// includes the library.
//
//   using Node = base::Handle<cmark_node, cmark_node_free>;
#pragma once

#include <memory>

namespace base {

template <auto close>
struct CloseWith {
  template <class T>
  void operator()(T* object) const {
    close(object);
  }
};

template <class T, auto close>
using Handle = std::unique_ptr<T, CloseWith<close>>;

}  // namespace base
