#include "generator/base/ascii.h"
#include "labs/services/postgres/tokens.h"

#include <algorithm>
#include <utility>

namespace services::postgres {
namespace {

constexpr std::size_t kMostStatements = 100;
constexpr std::size_t kMostTokens = 50'000;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Lexer {
 public:
  explicit Lexer(std::string_view sql) : sql_(sql) {}

  Script run() {
    Statement statement;
    std::size_t tokens = 0;
    const auto close = [&] {
      if (!statement.empty()) out_.statements.push_back(std::exchange(statement, {}));
    };
    while (skip_blanks(), at_ < sql_.size()) {
      if (++tokens > kMostTokens || out_.statements.size() >= kMostStatements) {
        out_.broken = true;
        break;
      }
      Token token = next();
      if (token.kind == Kind::Sign && token.text == ";")
        close();
      else
        statement.push_back(std::move(token));
    }
    close();
    return std::move(out_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }

  void skip_blanks() {
    blank_ = false;
    for (;;) {
      const std::size_t before = at_;
      while (at_ < sql_.size() && (peek() == ' ' || peek() == '\t' || peek() == '\n' ||
                                   peek() == '\r' || peek() == '\f' || peek() == '\0'))
        ++at_;
      if (peek() == '-' && peek(1) == '-') at_ = std::min(sql_.find('\n', at_), sql_.size());
      if (peek() == '/' && peek(1) == '*') {
        int depth = 0;  // they nest
        do {
          if (peek() == '/' && peek(1) == '*') {
            ++depth;
            at_ += 2;
          } else if (peek() == '*' && peek(1) == '/') {
            --depth;
            at_ += 2;
          } else {
            ++at_;
          }
        } while (depth > 0 && at_ < sql_.size());
        out_.broken = out_.broken || depth > 0;
        at_ = std::min(at_, sql_.size());
      }
      if (at_ == before) return;
      blank_ = true;
    }
  }

  // Up to the quote, which doubled stands for itself.
  std::string quoted(char quote, bool escapes) {
    std::string out;
    for (++at_; at_ < sql_.size(); ++at_) {
      const char c = sql_[at_];
      if (c == quote && peek(1) == quote) {
        out += quote;
        ++at_;
      } else if (c == quote) {
        ++at_;
        return out;
      } else if (escapes && c == '\\' && at_ + 1 < sql_.size()) {
        const char escaped = sql_[++at_];
        const std::size_t named = std::string_view("ntrbf").find(escaped);
        out += named == std::string_view::npos ? escaped : "\n\t\r\b\f"[named];
      } else {
        out += c;
      }
    }
    out_.broken = true;
    return out;
  }

  // $tag$ … $tag$
  bool dollar_quoted(Token& token) {
    std::size_t end = at_ + 1;
    while (end < sql_.size() && (is_letter(sql_[end]) || base::is_digit(sql_[end]))) ++end;
    if (end >= sql_.size() || sql_[end] != '$') return false;
    const std::string_view mark = sql_.substr(at_, end + 1 - at_);
    const std::size_t close = sql_.find(mark, end + 1);
    token.kind = Kind::String;
    if (close == std::string_view::npos) {
      out_.broken = true;
      token.text = sql_.substr(end + 1);
      at_ = sql_.size();
    } else {
      token.text = sql_.substr(end + 1, close - end - 1);
      at_ = close + mark.size();
    }
    return true;
  }

  Token next() {
    Token token;
    token.at = at_;
    token.blank = blank_;
    const char c = peek();
    if (c == '\'' || ((c == 'e' || c == 'E') && peek(1) == '\'')) {
      const bool escapes = c != '\'';
      at_ += escapes ? 1 : 0;
      token.kind = Kind::String;
      token.text = quoted('\'', escapes);
    } else if (c == '"') {
      token.kind = Kind::Quoted;
      token.text = quoted('"', false);
    } else if (is_letter(c)) {
      token.kind = Kind::Word;
      while (is_letter(peek()) || base::is_digit(peek()) || peek() == '$')
        token.text += base::lower(sql_[at_++]);
    } else if (base::is_digit(c) || (c == '.' && base::is_digit(peek(1)))) {
      token.kind = Kind::Number;
      while (base::is_digit(peek()) || is_letter(peek()) || peek() == '.' ||
             ((peek() == '+' || peek() == '-') && base::lower(token.text.back()) == 'e'))
        token.text += sql_[at_++];
    } else if (c == '$' && base::is_digit(peek(1))) {
      token.kind = Kind::Parameter;
      token.text = sql_[at_++];
      while (base::is_digit(peek())) token.text += sql_[at_++];
    } else if (c == '$' && dollar_quoted(token)) {
    } else {
      sign(token);
    }
    return token;
  }

  void sign(Token& token) {
    for (const std::string_view known :
         {"!~~*", "!~*", "!~~", "~~*", "->>", "#>>", "::", "<=", ">=", "<>",
          "!=",   "||",  "!~",  "~*",  "~~",  "->",  "@>", "<@", ":=", "=>"})
      if (sql_.substr(at_).starts_with(known)) {
        token.text = known;
        at_ += known.size();
        return;
      }
    token.text = sql_[at_++];
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  bool blank_ = false;
  Script out_;
};

std::string in_quotes(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  return out + quote;
}

}  // namespace

Script parse_script(std::string_view sql) { return Lexer(sql).run(); }

std::string write(const Statement& tokens) {
  std::string out;
  for (const Token& token : tokens) {
    if (!out.empty() &&
        (token.blank || (token.kind != Kind::Sign && out.back() != '.' && out.back() != '(')))
      out += ' ';
    switch (token.kind) {
      case Kind::Quoted:
        out += in_quotes(token.text, '"');
        break;
      case Kind::String:
        out += in_quotes(token.text, '\'');
        break;
      case Kind::Parameter:
        out += "?" + token.text.substr(1);
        break;
      case Kind::Word:
      case Kind::Number:
      case Kind::Sign:
        out += token.text;
    }
  }
  return out;
}

bool is(const Token& token, std::string_view word) {
  return (token.kind == Kind::Word || token.kind == Kind::Sign) && token.text == word;
}

}  // namespace services::postgres
