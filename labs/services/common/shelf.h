// Documents of one kind in the store: what a product keeps of its workflows, contacts, messages. In
// the order in which they came; an id is unique. The calls of one thread.
//
//   CREATE TABLE <name>(place INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT)   body: JSON
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"
#include "generator/database/database.h"
#include "generator/text/node.h"

namespace services {

// Beyond this many documents, a new one is refused: what strangers send is bounded.
inline constexpr std::int64_t kMostDocuments = 20'000;

enum class Order { OldestFirst, NewestFirst };

class Shelf {
 public:
  // `name` is our own: letters and underscores. `store` must outlive the shelf.
  Shelf(database::Database& store, std::string_view name) : store_(store), name_(name) {}

  base::Done make();  // when it is not there yet
  base::Done put(std::string_view id, const text::Node& body);
  base::Result<std::optional<text::Node>> get(std::string_view id) const;
  base::Result<std::vector<text::Node>> all(Order order = Order::OldestFirst,
                                            std::size_t limit = 1000, std::size_t offset = 0) const;
  // The first whose member `key` is the string `value`.
  base::Result<std::optional<text::Node>> find(std::string_view key, std::string_view value) const;
  base::Result<bool> erase(std::string_view id);  // false: there was none
  base::Done clear();
  base::Result<std::int64_t> count() const;

 private:
  database::Database& store_;
  std::string name_;
};

// Counts up to the next multiple of `each`, across calls: true there. For what fails now and then.
base::Result<bool> every_nth(database::Database& store, std::string_view name, std::int64_t each);

}  // namespace services
