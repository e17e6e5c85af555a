#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "labs/services/apps/monitoring/promql.h"

namespace services::monitoring {
namespace {

constexpr int kDeepest = 40;
constexpr std::size_t kLongest = 5'000;

using Owned = std::unique_ptr<Expression>;

bool word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == ':';
}

bool is_aggregation(std::string_view name) {
  return name == "sum" || name == "avg" || name == "min" || name == "max" || name == "count";
}

// How many arguments a function takes; -1: there is no such function here.
int arity(std::string_view name) {
  constexpr std::array kOne = {
      "rate",          "irate",         "increase",      "delta",           "avg_over_time",
      "max_over_time", "min_over_time", "sum_over_time", "count_over_time", "abs",
      "round",         "ceil",          "floor",         "absent",          "vector",
      "scalar"};
  if (name == "time") return 0;
  return std::find(kOne.begin(), kOne.end(), name) != kOne.end() ? 1 : -1;
}

struct Operator {
  std::string_view sign;
  int binds;  // the higher, the closer
};
constexpr Operator kOperators[] = {{"==", 1}, {"!=", 1}, {"<=", 1}, {">=", 1}, {"<", 1}, {">", 1},
                                   {"+", 2},  {"-", 2},  {"*", 3},  {"/", 3},  {"%", 3}};

class Parser {
 public:
  Parser(std::string_view text, std::string& error) : text_(text), error_(error) {}

  Owned whole() {
    if (text_.size() > kLongest) return fail("the expression is too long");
    skip();
    if (at_ == text_.size()) return fail("no expression found in input");
    Owned out = binary(0, 0);
    skip();
    return out && at_ < text_.size() ? unexpected() : std::move(out);
  }

 private:
  Owned fail(std::string_view why) { return fail_at(at_, why); }
  Owned fail_at(std::size_t at, std::string_view why) {
    if (error_.empty()) error_ = fmt::format("1:{}: parse error: {}", at + 1, why);
    return nullptr;
  }
  Owned at_the_end() {
    return fail(open_ > 0 ? "unclosed left parenthesis" : "unexpected end of input");
  }
  // What stands where nothing like it may.
  Owned unexpected() {
    const char c = text_[at_];
    if (c == '!' && at_ + 1 < text_.size())
      return fail(fmt::format("unexpected character after '!': '{}'", text_.substr(at_ + 1, 1)));
    if (c == ')') return fail("unexpected right parenthesis ')'");
    if (const Operator* sign = next_operator())
      return fail(fmt::format("unexpected <op:{}>", sign->sign));
    for (const char* more : {"and", "or", "unless", "offset", "bool"})
      if (text_.substr(at_).starts_with(more))
        return fail(fmt::format("'{}' is beyond this reference service", more));
    return fail(fmt::format("unexpected character: '{}'", text_.substr(at_, 1)));
  }
  bool close() {
    if (take(')')) {
      --open_;
      return true;
    }
    if (at_ == text_.size()) {
      at_the_end();
    } else {
      unexpected();
    }
    return false;
  }
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
      ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::string_view word() {
    skip();
    std::size_t end = at_;
    while (end < text_.size() && word_character(text_[end])) ++end;
    const std::string_view out = text_.substr(at_, end - at_);
    at_ = end;
    return out;
  }
  bool take_word(std::string_view wanted) {
    const std::size_t before = at_;
    if (word() == wanted) return true;
    at_ = before;
    return false;
  }
  const Operator* next_operator() {
    skip();
    for (const Operator& one : kOperators)
      if (text_.substr(at_).starts_with(one.sign)) return &one;
    return nullptr;
  }

  Owned binary(int least, int depth) {
    if (depth > kDeepest) return fail("the expression nests too deep");
    Owned left = unary(depth);
    while (left) {
      const Operator* sign = next_operator();
      if (sign == nullptr || sign->binds <= least) break;
      const std::size_t before = at_;
      at_ += sign->sign.size();
      auto out = std::make_unique<Expression>();
      out->kind = Expression::Kind::Binary;
      out->name = sign->sign;
      out->as_bool = take_word("bool");
      for (const char* more : {"on", "ignoring"})
        if (take_word(more))
          return fail(fmt::format("'{}' is beyond this reference service", more));
      Owned right = binary(sign->binds, depth + 1);
      if (!right) return nullptr;
      if (sign->binds == 1 && !out->as_bool && is_scalar(*left) && is_scalar(*right))
        return fail_at(before, "comparisons between scalars must use BOOL modifier");
      out->at = left->at;
      out->arguments.push_back(std::move(left));
      out->arguments.push_back(std::move(right));
      left = std::move(out);
    }
    return left;
  }

  Owned unary(int depth) {
    if (depth > kDeepest) return fail("the expression nests too deep");
    if (take('-')) {
      Owned inner = unary(depth + 1);
      if (!inner) return nullptr;
      auto out = std::make_unique<Expression>();
      out->kind = Expression::Kind::Negate;
      out->at = inner->at;
      out->arguments.push_back(std::move(inner));
      return out;
    }
    if (take('+')) return unary(depth + 1);
    return primary(depth);
  }

  Owned primary(int depth) {
    skip();
    if (at_ == text_.size()) return at_the_end();
    const std::size_t begin = at_;
    Owned out = one_primary(depth);
    if (out) out->at = begin;
    return out;
  }

  Owned one_primary(int depth) {
    const std::size_t begin = at_;
    const char c = text_[at_];
    if (c == '(') {
      ++at_;
      ++open_;
      Owned out = binary(0, depth + 1);
      return out && close() ? std::move(out) : nullptr;
    }
    if (c == '{') return selector("");
    if ((c >= '0' && c <= '9') || c == '.') return number();
    if (!word_character(c)) return unexpected();
    const std::string_view name = word();
    if (is_aggregation(name)) return aggregation(name, depth);
    skip();
    if (at_ < text_.size() && text_[at_] == '(') return call(name, begin, depth);
    if (name == "Inf" || name == "NaN") {
      auto out = std::make_unique<Expression>();
      out->number = name == "Inf" ? std::numeric_limits<double>::infinity()
                                  : std::numeric_limits<double>::quiet_NaN();
      return out;
    }
    return selector(name);
  }

  Owned number() {
    auto out = std::make_unique<Expression>();
    const auto parsed =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), out->number);
    if (parsed.ec != std::errc()) return fail("bad number");
    at_ = static_cast<std::size_t>(parsed.ptr - text_.data());
    return out;
  }

  Owned selector(std::string_view name) {
    const std::size_t begin = at_;
    auto out = std::make_unique<Expression>();
    out->kind = Expression::Kind::Selector;
    if (!name.empty()) out->matchers.push_back({"__name__", MatchKind::Equal, std::string(name)});
    if (take('{') && !matchers(*out)) return nullptr;
    if (out->matchers.empty())
      return fail_at(begin, "vector selector must contain at least one non-empty matcher");
    if (take('[')) {
      const std::size_t written = at_;
      out->range = duration();
      if (out->range <= 0) return fail_at(written, "duration must be greater than 0");
      if (!take(']')) return fail("unexpected end of input inside brackets");
    }
    return out;
  }

  bool matchers(Expression& out) {
    while (true) {
      skip();
      if (at_ == text_.size()) return fail("unexpected end of input inside braces") != nullptr;
      if (take('}')) return true;
      Matcher one;
      one.label = word();
      skip();
      const std::string_view rest = text_.substr(at_);
      if (one.label.empty()) return fail("unexpected character inside braces") != nullptr;
      if (rest.starts_with("=~")) {
        one.kind = MatchKind::Matches;
      } else if (rest.starts_with("!~")) {
        one.kind = MatchKind::MatchesNot;
      } else if (rest.starts_with("!=")) {
        one.kind = MatchKind::NotEqual;
      } else if (!rest.starts_with('=')) {
        return fail("unexpected end of input inside braces") != nullptr;
      }
      at_ += one.kind == MatchKind::Equal ? 1 : 2;
      if (!string(one.value)) return false;
      out.matchers.push_back(std::move(one));
      take(',');
    }
  }

  bool string(std::string& out) {
    skip();
    if (at_ >= text_.size()) return fail("unexpected end of input inside braces") != nullptr;
    if (text_[at_] != '"' && text_[at_] != '\'')
      return fail("unexpected character in label matching, expected string") != nullptr;
    const std::size_t begin = at_;
    const char quote = text_[at_++];
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_++];
    }
    if (at_ == text_.size()) return fail_at(begin, "unterminated quoted string") != nullptr;
    ++at_;
    return true;
  }

  // "5m", "1h30m": milliseconds.
  std::int64_t duration() {
    std::int64_t out = 0;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
      std::int64_t count = 0;
      const auto parsed = std::from_chars(text_.data() + at_, text_.data() + text_.size(), count);
      if (parsed.ec != std::errc() || count > 100'000) return 0;
      at_ = static_cast<std::size_t>(parsed.ptr - text_.data());
      const std::string_view rest = text_.substr(at_);
      std::int64_t unit = 0;
      if (rest.starts_with("ms")) {
        unit = 1;
        ++at_;
      } else if (!rest.empty()) {
        switch (rest[0]) {
          case 's':
            unit = 1000;
            break;
          case 'm':
            unit = 60'000;
            break;
          case 'h':
            unit = 3'600'000;
            break;
          case 'd':
            unit = 86'400'000;
            break;
          default:
            return 0;
        }
      }
      ++at_;
      out += count * unit;
    }
    return out;
  }

  bool arguments(Expression& out, int depth) {
    if (!take('(')) return fail("unexpected end of input, expected \"(\"") != nullptr;
    ++open_;
    skip();
    if (at_ < text_.size() && text_[at_] == ')') return close();
    while (true) {
      Owned one = binary(0, depth + 1);
      if (!one) return false;
      out.arguments.push_back(std::move(one));
      if (!take(',')) return close();
    }
  }

  // What a function takes is known before any series is.
  Owned checked(Owned out) {
    if (out->arguments.empty()) return out;
    const Expression& argument = *out->arguments[0];
    const std::string& name = out->name;
    const bool ranged = argument.kind == Expression::Kind::Selector && argument.range != 0;
    const bool wants_range = name == "rate" || name == "irate" || name == "increase" ||
                             name == "delta" || name.ends_with("_over_time");
    const std::string_view got = ranged                ? "range vector"
                                 : is_scalar(argument) ? "scalar"
                                                       : "instant vector";
    const std::string_view wanted = wants_range        ? "range vector"
                                    : name == "vector" ? "scalar"
                                                       : "instant vector";
    if (got == wanted) return out;
    return fail_at(argument.at, fmt::format("expected type {} in call to function \"{}\", got {}",
                                            wanted, name, got));
  }

  Owned call(std::string_view name, std::size_t begin, int depth) {
    auto out = std::make_unique<Expression>();
    out->kind = Expression::Kind::Call;
    out->name = name;
    const int wanted = arity(name);
    if (wanted < 0) return fail_at(begin, fmt::format("unknown function with name \"{}\"", name));
    if (!arguments(*out, depth)) return nullptr;
    if (out->arguments.size() != static_cast<std::size_t>(wanted))
      return fail_at(begin, fmt::format("expected {} argument(s) in call to \"{}\", got {}", wanted,
                                        name, out->arguments.size()));
    return checked(std::move(out));
  }

  bool grouping(Expression& out) {
    const bool by = take_word("by");
    out.without = !by && take_word("without");
    if (!by && !out.without) return true;
    if (!take('(')) return fail("unexpected token in grouping opts, expected \"(\"") != nullptr;
    while (!take(')')) {
      const std::string_view label = word();
      if (label.empty()) return fail("unexpected token in grouping opts") != nullptr;
      out.grouping.emplace_back(label);
      take(',');
    }
    return true;
  }

  Owned aggregation(std::string_view name, int depth) {
    auto out = std::make_unique<Expression>();
    out->kind = Expression::Kind::Aggregate;
    out->name = name;
    if (!grouping(*out) || !arguments(*out, depth)) return nullptr;
    if (out->grouping.empty() && !grouping(*out)) return nullptr;
    if (out->arguments.size() != 1)
      return fail("wrong number of arguments for aggregate expression provided, expected 1");
    if (is_scalar(*out->arguments[0]))
      return fail_at(out->arguments[0]->at,
                     "expected type instant vector in aggregation expression, got scalar");
    return out;
  }

  std::string_view text_;
  std::string& error_;
  std::size_t at_ = 0;
  int open_ = 0;  // parentheses
};

}  // namespace

bool is_scalar(const Expression& expression) {
  switch (expression.kind) {
    case Expression::Kind::Number:
      return true;
    case Expression::Kind::Call:
      return expression.name == "time" || expression.name == "scalar";
    case Expression::Kind::Negate:
      return is_scalar(*expression.arguments[0]);
    case Expression::Kind::Binary:
      return is_scalar(*expression.arguments[0]) && is_scalar(*expression.arguments[1]);
    default:
      return false;
  }
}

std::unique_ptr<Expression> parse_promql(std::string_view written, std::string& error) {
  return Parser(written, error).whole();
}

}  // namespace services::monitoring
