#include "generator/model/stored.h"

#include <boost/pfr.hpp>
#include <concepts>
#include <limits>
#include <map>
#include <type_traits>
#include <utility>

#include "generator/base/bytes.h"

namespace model {
namespace {

using base::ByteReader;
using base::ByteWriter;

// Signed numbers so that small ones are short, whichever their sign.
std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// The greatest value that an enum of ours may have: what is stored is never trusted to be one.
template <class E>
constexpr std::uint64_t kLast = 0;
template <>
constexpr std::uint64_t kLast<base::Severity> = static_cast<std::uint64_t>(base::Severity::Warning);
template <>
constexpr std::uint64_t kLast<base::ErrorKind> =
    static_cast<std::uint64_t>(base::ErrorKind::System);
template <>
constexpr std::uint64_t kLast<PageKind> = static_cast<std::uint64_t>(PageKind::Plain);
template <>
constexpr std::uint64_t kLast<Status> = static_cast<std::uint64_t>(Status::Deprecated);
template <>
constexpr std::uint64_t kLast<markdown::LogPart> =
    static_cast<std::uint64_t>(markdown::LogPart::Prevention);

template <class T>
struct Members;

template <class T>
void put(ByteWriter& out, const T& value) {
  Members<T>::put(out, value);
}
template <class T>
void take(ByteReader& in, T& value) {
  Members<T>::take(in, value);
}

template <class T>
struct Members {
  static_assert(std::is_aggregate_v<T>, "say how this type is stored");
  static void put(ByteWriter& out, const T& value) {
    boost::pfr::for_each_field(value, [&](const auto& member) { model::put(out, member); });
  }
  static void take(ByteReader& in, T& value) {
    boost::pfr::for_each_field(value, [&](auto& member) { model::take(in, member); });
  }
};

template <std::integral T>
struct Members<T> {
  static void put(ByteWriter& out, T value) {
    if constexpr (std::is_signed_v<T>)
      out.number(zigzag(value));
    else
      out.number(value);
  }
  static void take(ByteReader& in, T& value) {
    const std::uint64_t stored = in.number();
    if constexpr (std::is_signed_v<T>) {
      const std::int64_t read = unzigzag(stored);
      if (read < std::numeric_limits<T>::min() || read > std::numeric_limits<T>::max())
        return in.refuse();
      value = static_cast<T>(read);
    } else {
      if (stored > std::numeric_limits<T>::max()) return in.refuse();
      value = static_cast<T>(stored);
    }
  }
};

template <class T>
requires std::is_enum_v<T>
struct Members<T> {
  static_assert(kLast<T> > 0, "say which value of this enum is the last");
  static void put(ByteWriter& out, T value) { out.number(static_cast<std::uint64_t>(value)); }
  static void take(ByteReader& in, T& value) {
    const std::uint64_t stored = in.number();
    if (stored > kLast<T>) return in.refuse();
    value = static_cast<T>(stored);
  }
};

template <>
struct Members<std::string> {
  static void put(ByteWriter& out, const std::string& value) { out.text(value); }
  static void take(ByteReader& in, std::string& value) { value = in.text(); }
};

template <>
struct Members<base::Hash> {
  static void put(ByteWriter& out, const base::Hash& value) { out.hash(value); }
  static void take(ByteReader& in, base::Hash& value) { value = in.hash(); }
};

template <class A, class B>
struct Members<std::pair<A, B>> {
  static void put(ByteWriter& out, const std::pair<A, B>& value) {
    model::put(out, value.first);
    model::put(out, value.second);
  }
  static void take(ByteReader& in, std::pair<A, B>& value) {
    model::take(in, value.first);
    model::take(in, value.second);
  }
};

template <class T>
struct Members<std::optional<T>> {
  static void put(ByteWriter& out, const std::optional<T>& value) {
    out.number(value ? 1 : 0);
    if (value) model::put(out, *value);
  }
  static void take(ByteReader& in, std::optional<T>& value) {
    const std::uint64_t has = in.number();
    if (has > 1) in.refuse();
    if (has == 1 && in.good()) model::take(in, value.emplace());
  }
};

template <class T>
struct Members<std::vector<T>> {
  static void put(ByteWriter& out, const std::vector<T>& value) {
    out.number(value.size());
    for (const T& one : value) model::put(out, one);
  }
  static void take(ByteReader& in, std::vector<T>& value) {
    // No more than there are bytes; a lie about it is found before much memory is asked for.
    const std::size_t count = in.count();
    for (std::size_t i = 0; i < count && in.good(); ++i) model::take(in, value.emplace_back());
    value.shrink_to_fit();
  }
};

template <class V>
struct Members<std::map<std::string, V>> {
  static void put(ByteWriter& out, const std::map<std::string, V>& value) {
    out.number(value.size());
    for (const auto& [key, one] : value) {
      out.text(key);
      model::put(out, one);
    }
  }
  static void take(ByteReader& in, std::map<std::string, V>& value) {
    const std::size_t count = in.count();
    for (std::size_t i = 0; i < count && in.good(); ++i) {
      std::string key(in.text());
      model::take(in, value[std::move(key)]);
    }
    if (value.size() != count) in.refuse();
  }
};

template <class T>
std::string sealed(const T& value) {
  ByteWriter out;
  put(out, value);
  return base::seal(out.take());
}

template <class T>
std::optional<T> unsealed(std::string_view bytes) {
  const auto inside = base::unseal(bytes);
  if (!inside) return {};
  ByteReader in(*inside);
  T value;
  take(in, value);
  if (!in.done()) return {};
  return value;
}

}  // namespace

std::string encode(const StoredHalf& stored) { return sealed(stored); }
std::string encode(const StoredMeta& stored) { return sealed(stored); }
std::string encode(const Problems& problems) { return sealed(problems); }
std::optional<StoredHalf> decode_half(std::string_view bytes) {
  return unsealed<StoredHalf>(bytes);
}
std::optional<StoredMeta> decode_stored_meta(std::string_view bytes) {
  return unsealed<StoredMeta>(bytes);
}
std::optional<Problems> decode_problems(std::string_view bytes) {
  return unsealed<Problems>(bytes);
}

std::string key_bytes(const Page& page, const MetaPlaces& places) {
  Page plain = page;
  plain.halves.clear();
  ByteWriter out;
  put(out, plain);
  put(out, places);
  return out.take();
}

std::string key_bytes(const std::vector<std::string>& languages,
                      const std::vector<TabGroup>& groups) {
  ByteWriter out;
  put(out, languages);
  put(out, groups);
  return out.take();
}

}  // namespace model
