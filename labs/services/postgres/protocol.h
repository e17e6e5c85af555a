// Messages of PostgreSQL's protocol 3.0 (postgresql.org/docs/15/protocol-message-formats.html), as
// a server reads and writes them. Values; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace services::postgres {

constexpr std::uint32_t kSslRequest = 80877103;
constexpr std::uint32_t kGssRequest = 80877104;
constexpr std::uint32_t kCancelRequest = 80877102;
constexpr std::uint32_t kVersion3 = 196608;

struct Startup {
  std::uint32_t code = 0;  // the version, or one of the requests above
  std::map<std::string, std::string, std::less<>> parameters;
};

struct Message {
  char type = 0;
  std::string body;
};

enum class Next { Partial, Whole, Broken };

// Takes the first message off the front of `bytes`. Broken: nothing of it can be believed any more.
Next take_startup(std::string& bytes, Startup& out);
// `limit` bytes at most; before the log-in less than after.
Next take_message(std::string_view bytes, std::size_t& at, std::size_t limit, Message& out);

// The fields of a message's body, in order. Reading beyond the end makes it bad.
class Fields {
 public:
  explicit Fields(std::string_view body) : rest_(body) {}
  std::string string();  // up to its NUL
  std::int16_t int16();
  std::int32_t int32();
  std::string_view bytes(std::size_t count);
  bool good() const { return good_; }

 private:
  std::string_view rest_;
  bool good_ = true;
};

// What a client is told when something is wrong.
struct Problem {
  std::string state;  // SQLSTATE: "42P01"
  std::string message;
  std::string detail = {};
  std::string hint = {};
  std::size_t position = 0;  // of the query's character, from 1; 0: unknown
};

enum class Type : std::int32_t {
  Bool = 16,
  Int8 = 20,
  Int4 = 23,
  Text = 25,
  Json = 114,
  Float8 = 701,
  Timestamptz = 1184,
  Uuid = 2950,
  Jsonb = 3802,
};

struct ColumnInfo {
  std::string name;
  Type type = Type::Text;
};
using Row = std::vector<std::optional<std::string>>;

std::string authentication(std::int32_t kind, std::string_view data = {});
std::string parameter_status(std::string_view name, std::string_view value);
std::string backend_key(std::int32_t process, std::int32_t secret);
std::string ready(char status);  // I, T, E
std::string row_description(const std::vector<ColumnInfo>& columns);
std::string parameter_description(const std::vector<std::int32_t>& types);
std::string data_row(const Row& row);
std::string command_complete(std::string_view tag);
std::string empty_message(char type);  // '1' parsed, '2' bound, '3' closed, 'n' no data, …
std::string error_response(const Problem& problem, std::string_view severity = "ERROR");
std::string notice(const Problem& problem);

}  // namespace services::postgres
