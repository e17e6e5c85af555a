// One detector per kind of secret. Each is called where its trigger stands in the text and looks a
// bounded way back and forth, so that scanning stays linear whatever the text. Private to
// secrets.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "generator/model/lint/secrets.h"

namespace model::detect {

using Found = std::optional<Secret>;

// `at` is the offset of the character named after each.
Found jwt(std::string_view text, std::size_t at);  // the J of eyJ
Found api_key(std::string_view text,
              std::size_t at);  // the last character of a vendor's prefix: - _ . / A
Found bcrypt(std::string_view text, std::size_t at);       // the first $
Found private_key(std::string_view text, std::size_t at);  // the first - of -----BEGIN
// These read on to the end of a value or address. `seen` is where the last one ended: what lies
// before it is not read again, so that a text that is nothing but beginnings costs no more than
// another.
Found assigned_value(std::string_view text, std::size_t at,
                     std::size_t& seen);  // = or : behind a name
Found url_credentials(std::string_view text, std::size_t at, std::size_t& seen);  // the : of ://
Found invite_link(std::string_view text, std::size_t at, std::size_t& seen);      // the : of ://
Found login_pair(std::string_view text, std::size_t at);    // the / of admin/…
Found supabase_ref(std::string_view text, std::size_t at);  // the . of db.… or before supabase.co
Found hex_key(std::string_view text, std::size_t begin,
              std::size_t end);  // a whole run of hex digits

Found email(std::string_view text, std::size_t at);      // the @; also root@host
Found ipv4(std::string_view text, std::size_t at);       // the first .
Found ipv6(std::string_view text, std::size_t at);       // the first :
Found home_path(std::string_view text, std::size_t at);  // the / or \ before home, Users
Found trailer(std::string_view text,
              std::size_t at);  // the first - of Co-authored-by, Generated-by

// Cells of a column headed "password" of a Markdown table that starts on the line at `at`;
// appended. Returns the offset behind the table's head.
void password_table(std::string_view text, std::size_t at, std::vector<Secret>& out);

// A value nobody could use: empty, <NAME>, ${NAME}, change-me, xxxx, "your…", "example…".
bool is_placeholder(std::string_view value);

bool is_digit(char c);
bool is_letter(char c);
bool is_word(char c);  // letter, digit, _
bool is_hex(char c);
inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}
// Starts at `at` with `prefix`, ignoring ASCII case.
bool starts_at(std::string_view text, std::size_t at, std::string_view prefix);
Secret secret(std::string_view rule, std::size_t begin, std::size_t end, base::Message message);

}  // namespace model::detect
