#include "labs/services/postgres/translate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace services::postgres {
namespace {

Token word(std::string text, std::size_t at) { return {Kind::Word, std::move(text), at, true}; }
Token sign(std::string text, std::size_t at) { return {Kind::Sign, std::move(text), at, false}; }
Token string(std::string text, std::size_t at) { return {Kind::String, std::move(text), at, true}; }

bool is_name(const Token& token) { return token.kind == Kind::Word || token.kind == Kind::Quoted; }

// What may stand behind a table's name in FROM and is no alias of it.
bool is_clause(const Token& token) {
  constexpr std::array<std::string_view, 24> kWords = {
      "where",  "join",      "left",    "right",     "inner",  "outer",  "full",   "cross",
      "on",     "using",     "group",   "order",     "having", "limit",  "offset", "union",
      "except", "intersect", "natural", "returning", "set",    "values", "window", "fetch"};
  return token.kind == Kind::Word &&
         std::find(kWords.begin(), kWords.end(), token.text) != kWords.end();
}

class Translator {
 public:
  Translator(Statement& tokens, const Surroundings& around) : in_(tokens), around_(around) {}

  std::optional<Problem> run() {
    while (at_ < in_.size() && !problem_) step();
    if (!problem_) finish();
    if (problem_) return problem_;
    in_ = std::move(out_);
    return std::nullopt;
  }

 private:
  bool here(std::size_t ahead, std::string_view text) const {
    return at_ + ahead < in_.size() && is(in_[at_ + ahead], text);
  }
  const Token& now() const { return in_[at_]; }
  void put(Token token) { out_.push_back(std::move(token)); }
  void keep() { put(in_[at_++]); }
  void refuse(std::string what) {
    problem_ = Problem{"0A000", "this reference does not know " + std::move(what), "",
                       "a real PostgreSQL does", now().at + 1};
  }

  void step() {
    const std::size_t where = now().at;
    if (now().kind == Kind::Sign) return operators(where);
    if (now().kind == Kind::Word && qualified(where)) return;
    if (now().kind == Kind::Word && words(where)) return;
    if (is_name(now()) && table_place_ && table(where)) return;
    clause();
    keep();
  }

  // Whether a table's name may come next.
  void clause() {
    if (now().kind != Kind::Word) {
      table_place_ = false;
      return;
    }
    const std::string& text = now().text;
    if (text == "from" || text == "join") {
      table_place_ = true;
      in_from_.back() = true;
    } else {
      table_place_ = table_place_ && (text == "only" || text == "lateral");
      if (text == "where" || text == "select" || text == "on" || text == "group" ||
          text == "order" || text == "set" || text == "values" || text == "limit")
        in_from_.back() = false;
    }
  }

  void operators(std::size_t where) {
    const std::string text = now().text;
    if (text == "(") {
      in_from_.push_back(false);
    } else if (text == ")" && in_from_.size() > 1) {
      in_from_.pop_back();
    }
    table_place_ = (text == "," && in_from_.back()) || (text == "(" && table_place_);
    if (text == "::") return cast(where);
    if (text == "@>" || text == "<@" || text == "#>>") return refuse("the operator '" + text + "'");
    const auto replaced = [&](std::initializer_list<const char*> with) {
      for (const char* one : with) put(word(one, where));
      ++at_;
    };
    if (text == "~" || text == "~*") return replaced({"regexp"});
    if (text == "!~" || text == "!~*") return replaced({"not", "regexp"});
    if (text == "~~" || text == "~~*") return replaced({"like"});
    if (text == "!~~" || text == "!~~*") return replaced({"not", "like"});
    if (text == "=" && here(1, "any") && here(2, "(")) return any_of(where);
    keep();
  }

  // "= ANY (ARRAY[…])" and "= ANY ('{a,b}')" are IN (…).
  void any_of(std::size_t where) {
    put(word("in", where));
    if (here(3, "array") && here(4, "[")) {
      at_ += 5;
      put(sign("(", where));
      while (at_ < in_.size() && !here(0, "]")) step();
      put(sign(")", where));
      at_ = std::min(at_ + 2, in_.size());
      return;
    }
    if (at_ + 3 < in_.size() && in_[at_ + 3].kind == Kind::String) {
      std::string_view list = in_[at_ + 3].text;
      if (list.starts_with('{') && list.ends_with('}')) list = list.substr(1, list.size() - 2);
      put(sign("(", where));
      for (bool first = true; !list.empty(); first = false) {
        const std::size_t end = std::min(list.find(','), list.size());
        if (!first) put(sign(",", where));
        put(string(std::string(list.substr(0, end)), where));
        list.remove_prefix(std::min(end + 1, list.size()));
      }
      put(sign(")", where));
      at_ += 4;
      while (here(0, "::")) skip_type();
      at_ = std::min(at_ + 1, in_.size());
      return;
    }
    refuse("'= ANY' of anything but a list");
  }

  // schema.name
  bool qualified(std::size_t where) {
    if (!here(1, ".") || at_ + 2 >= in_.size()) {
      if (here(0, "operator") && here(1, "(")) {
        at_ += 2;  // OPERATOR(pg_catalog.~)
        while (at_ < in_.size() && (is_name(now()) || here(0, "."))) ++at_;
        if (at_ < in_.size()) operators(where);
        if (here(0, ")")) ++at_;
        return true;
      }
      return false;
    }
    const std::string schema = now().text;
    const Token& name = in_[at_ + 2];
    if (schema == "pg_catalog") {
      at_ += 2;
      if (table_place_) {
        table_place_ = false;
        put(word(name.text, where));
        ++at_;
      } else if (name.kind == Kind::Word && words(where)) {
      } else {
        keep();
      }
      return true;
    }
    if (schema == "information_schema") {
      table_place_ = false;
      put(word("information_schema_" + name.text, where));
      at_ += 3;
      return true;
    }
    if (schema == "auth" && here(3, "(") && here(4, ")")) {
      if (name.text == "uid")
        put(word("null", where));
      else
        put(string(around_.user, where));
      at_ += 5;
      return true;
    }
    if (schema == "public" && table_place_) {
      at_ += 2;
      return table(where) || (put(word("public", where)), put(sign(".", where)), keep(), true);
    }
    return false;
  }

  bool words(std::size_t where) {
    const std::string& text = now().text;
    if (text == "current_user" || text == "session_user" || text == "current_role" ||
        text == "current_catalog" || text == "current_database" || text == "current_schema") {
      const std::string value = text == "current_catalog" || text == "current_database"
                                    ? around_.database
                                : text == "current_schema" ? "public"
                                                           : around_.user;
      put(string(value, where));
      at_ += here(1, "(") && here(2, ")") ? 3 : 1;
      return true;
    }
    if (text == "ilike") {
      put(word("like", where));
      ++at_;
      return true;
    }
    if (text == "collate") {
      at_ += here(2, ".") ? 4 : 2;  // there is one order here
      at_ = std::min(at_, in_.size());
      return true;
    }
    if (text == "for" && (here(1, "update") || here(1, "share"))) {
      at_ = in_.size();
      return true;
    }
    if (text == "limit" && here(1, "all")) {
      at_ += 2;
      return true;
    }
    if (text == "offset" && !out_.empty() && !limit_) {
      put(word("limit", where));
      put({Kind::Number, "-1", where, true});
    }
    if (text == "limit") limit_ = true;
    if (text == "interval" && at_ + 1 < in_.size() && in_[at_ + 1].kind == Kind::String) {
      refuse("intervals");
      return true;
    }
    if (text == "array" && here(1, "[")) {
      refuse("arrays");
      return true;
    }
    if (text == "to_regclass" && here(1, "(")) {
      for (Token& token : regclass_opening(where)) put(std::move(token));
      at_ += 2;
      int depth = 1;
      while (at_ < in_.size() && !problem_) {
        depth += here(0, "(") ? 1 : here(0, ")") ? -1 : 0;
        if (depth == 0) break;
        step();
      }
      at_ = std::min(at_ + 1, in_.size());
      put(sign(")", where));
      put(sign(")", where));
      return true;
    }
    return false;
  }

  // The number of a table by its name is looked up in the catalogue.
  static Statement regclass_opening(std::size_t where) {
    Statement out = {sign("(", where)};
    for (const char* one : {"select", "oid", "from", "pg_class", "where", "relname"})
      out.push_back(word(one, where));
    out.push_back(sign("=", where));
    out.push_back(word("regclass_key", where));
    out.push_back(sign("(", where));
    return out;
  }

  // A table of public as the role may see it.
  bool table(std::size_t where) {
    const std::string name = now().text;
    const auto condition = around_.row_condition ? around_.row_condition(name) : std::nullopt;
    table_place_ = false;
    if (!condition) return false;
    for (const char* one : {"(", "select", "*", "from", "public", "."})
      put(std::string_view(one).find_first_of("(*.") == 0 ? sign(one, where) : word(one, where));
    put({Kind::Quoted, name, where, false});
    put(word("where", where));
    put({Kind::Word, *condition, where, true});
    put(sign(")", where));
    ++at_;
    const bool named = at_ < in_.size() && (here(0, "as") || (is_name(now()) && !is_clause(now())));
    if (!named) {
      put(word("as", where));
      put({Kind::Quoted, name, where, true});
    }
    return true;
  }

  // The words of a type behind "::".
  std::string skip_type() {
    ++at_;
    std::string type;
    if (at_ + 1 < in_.size() && is_name(now()) && here(1, ".")) at_ += 2;
    if (at_ < in_.size() && is_name(now())) type = in_[at_++].text;
    if (type == "double" && here(0, "precision")) ++at_;
    if (type == "character" && here(0, "varying")) ++at_;
    if (here(0, "(")) {
      while (at_ < in_.size() && !here(0, ")")) ++at_;
      at_ = std::min(at_ + 1, in_.size());
    }
    if ((type == "timestamp" || type == "time") && (here(0, "with") || here(0, "without")))
      at_ = std::min(at_ + 3, in_.size());
    while (here(0, "[") && here(1, "]")) at_ += 2;
    return type;
  }

  // Where in the output the operand of a cast begins: a token, or what is in brackets with its
  // function's name.
  std::size_t operand() const {
    std::size_t at = out_.size();
    if (at == 0) return 0;
    --at;
    if (is(out_[at], ")")) {
      int depth = 1;
      while (at > 0 && depth > 0) {
        --at;
        if (is(out_[at], ")")) ++depth;
        if (is(out_[at], "(")) --depth;
      }
      if (at > 0 && is_name(out_[at - 1]) && !out_[at].blank) --at;
    }
    while (at >= 2 && is(out_[at - 1], ".") && is_name(out_[at - 2])) at -= 2;
    return at;
  }

  void wrap(std::string function, std::size_t where, std::string as) {
    const auto begin = static_cast<std::ptrdiff_t>(operand());
    out_.insert(out_.begin() + begin, {word(std::move(function), where), sign("(", where)});
    if (!as.empty()) {
      put(word("as", where));
      put(word(std::move(as), where));
    }
    put(sign(")", where));
  }

  void cast(std::size_t where) {
    const std::string type = skip_type();
    if (out_.empty()) return;
    const auto one_of = [&](std::initializer_list<std::string_view> names) {
      return std::find(names.begin(), names.end(), type) != names.end();
    };
    if (one_of({"int", "integer", "bigint", "smallint", "int2", "int4", "int8"}))
      wrap("cast", where, "integer");
    else if (one_of({"numeric", "decimal", "real", "double", "float4", "float8", "float"}))
      wrap("cast", where, "real");
    else if (one_of({"text", "varchar", "character", "name", "bpchar", "citext"}))
      wrap("cast", where, "text");
    else if (one_of({"bool", "boolean"}))
      wrap("pg_bool", where, "");
    else if (type == "regclass" &&
             (out_.back().kind == Kind::String || out_.back().kind == Kind::Parameter)) {
      const Token operand_token = std::exchange(out_.back(), {});
      out_.pop_back();
      for (Token& token : regclass_opening(where)) put(std::move(token));
      put(operand_token);
      put(sign(")", where));
      put(sign(")", where));
    }
    // Others are written as they are: dates, UUIDs and documents are text here.
  }

  void finish() {
    while (!out_.empty() && is(out_.back(), ";")) out_.pop_back();
  }

  Statement& in_;
  const Surroundings& around_;
  Statement out_;
  std::size_t at_ = 0;
  bool table_place_ = false;
  bool limit_ = false;
  std::vector<bool> in_from_ = {false};
  std::optional<Problem> problem_;
};

}  // namespace

std::optional<Problem> translate(Statement& statement, const Surroundings& around) {
  return Translator(statement, around).run();
}

}  // namespace services::postgres
