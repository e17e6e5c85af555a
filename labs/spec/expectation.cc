#include "labs/spec/expectation.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "generator/base/ascii.h"
#include "generator/base/nearest.h"
#include "generator/text/utf8.h"
#include "labs/formats/json.h"
#include "labs/spec/operator_words.h"

namespace spec {
namespace {

using base::message;

constexpr std::size_t kLongestLine = 4000;
constexpr std::size_t kMostInList = 100;

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '*' || c == ':' || c == '/' || c == '@' || c == '+';
}

class Parser {
 public:
  Parser(std::string_view line, const ProbeInfo& probe, Trouble& trouble)
      : line_(line), probe_(probe), trouble_(trouble) {}

  std::optional<Expectation> expectation() {
    Expectation out;
    out.text = line_;
    if (!fits()) return std::nullopt;
    auto subject = read_subject();
    if (!subject) return std::nullopt;
    out.subject = std::move(*subject);
    if (next_word_is("not")) out.negated = true;
    if (!read_operator(out) || !read_value(out)) return std::nullopt;
    skip();
    if (at_ < line_.size())
      return fail(
          at_, line_.size() - at_,
          message("nothing is expected behind the value: '{}'",
                  "rien n'est attendu après la valeur : « {} »",
                  text::shortened(line_.substr(at_))),
          message("one line holds one expectation", "une ligne contient une seule attente"));
    return out;
  }

  std::optional<Subject> subject_alone() {
    if (!fits()) return std::nullopt;
    auto out = read_subject();
    skip();
    if (out && at_ < line_.size())
      return fail(
          at_, line_.size() - at_,
          message("nothing is expected behind the subject: '{}'",
                  "rien n'est attendu après le sujet : « {} »", text::shortened(line_.substr(at_))),
          {});
    return out;
  }

 private:
  std::nullopt_t fail(std::size_t offset, std::size_t length, base::Message what,
                      base::Message hint) {
    trouble_ = {std::min(offset, line_.size()), std::max<std::size_t>(1, length), std::move(what),
                std::move(hint)};
    return std::nullopt;
  }

  bool fits() {
    if (line_.size() <= kLongestLine) return true;
    fail(kLongestLine, 1, message("longer than {} bytes", "plus long que {} octets", kLongestLine),
         {});
    return false;
  }

  void skip() {
    while (at_ < line_.size() && base::is_blank(line_[at_])) ++at_;
  }

  std::string_view word_at(std::size_t at) const {
    std::size_t end = at;
    while (end < line_.size() && !base::is_blank(line_[end])) ++end;
    return line_.substr(at, end - at);
  }

  bool next_word_is(std::string_view word) {
    skip();
    if (word_at(at_) != word) return false;
    at_ += word.size();
    return true;
  }

  std::optional<Subject> read_subject() {
    Subject out;
    skip();
    const std::size_t begin = at_;
    if (next_word_is("count"))
      out.measure = Measure::Count;
    else if (next_word_is("length"))
      out.measure = Measure::Length;
    skip();
    // `status==200` needs no blank.
    const std::string_view word = word_at(at_);
    const std::string_view name = word.substr(0, word.find_first_of("=!<>"));
    const SubjectKind* known = find_subject(probe_, name);
    if (known == nullptr) {
      std::vector<std::string> names;
      std::string all;
      for (const SubjectKind& kind : probe_.subjects) {
        names.emplace_back(kind.name);
        all += (all.empty() ? "" : ", ") + std::string(kind.name);
      }
      base::Message hint = base::did_you_mean(name, names);
      if (hint.empty()) hint = message("it can be asked for: {}", "on peut demander : {}", all);
      return fail(at_, name.size(),
                  name.empty() ? message("an expectation begins with what is looked at",
                                         "une attente commence par ce que l'on regarde")
                               : message("'{}' is nothing that the probe '{}' sees",
                                         "« {} » n'est rien que voie la sonde « {} »",
                                         text::shortened(name), probe_.name),
                  std::move(hint));
    }
    out.name = name;
    at_ += name.size();
    if (known->argument != Argument::None && !read_argument(*known, out)) return std::nullopt;
    out.text = line_.substr(begin, at_ - begin);
    return out;
  }

  bool read_argument(const SubjectKind& kind, Subject& out) {
    skip();
    const bool pointer = kind.argument == Argument::Pointer;
    if (at_ < line_.size() && (line_[at_] == '"' || line_[at_] == '\'')) {
      const auto text = read_string();
      if (!text) return false;
      out.argument = *text;
    } else {
      const std::string_view word = word_at(at_);
      if (word.empty() || (pointer && word[0] != '/')) {
        // `json == …` looks at the whole document.
        if (pointer && (word.empty() || is_operator(word))) return true;
        fail(at_, word.size(),
             pointer
                 ? message("a JSON Pointer starts with '/'", "un JSON Pointer commence par « / »")
                 : message("'{}' of what?", "« {} » de quoi ?", kind.name),
             pointer ? message("write '{} /{}'", "écrivez « {} /{} »", kind.name, word)
                     : message("write '{} NAME'", "écrivez « {} NOM »", kind.name));
        return false;
      }
      out.argument = word;
      at_ += word.size();
    }
    if (kind.name == "header" || kind.name == "extension" || kind.name == "phase")
      out.argument = base::lower(out.argument);
    return true;
  }

  static bool is_operator(std::string_view word) {
    return word == "not" ||
           std::any_of(kOperatorWords.begin(), kOperatorWords.end(),
                       [&](const OperatorWord& known) { return known.first == word; });
  }

  bool read_operator(Expectation& out) {
    skip();
    const std::size_t begin = at_;
    const std::string_view first = word_at(at_);
    for (const OperatorWord& known : kOperatorWords) {
      // An operator of signs needs no blank behind it.
      const bool signs = known.first[0] < 'a';
      if (signs ? !line_.substr(at_).starts_with(known.first) : first != known.first) continue;
      at_ += known.first.size();
      if (!known.second.empty() && !next_word_is(known.second)) {
        fail(at_, 1,
             message("'{}' wants '{}' behind it", "« {} » demande « {} » après lui", known.first,
                     known.second),
             {});
        return false;
      }
      out.wanted = known.wanted;
      return true;
    }
    std::vector<std::string> names;
    for (const OperatorWord& known : kOperatorWords) names.emplace_back(known.first);
    base::Message hint = base::did_you_mean(first, names);
    if (first == "=") hint = message("did you mean '=='?", "vouliez-vous dire « == » ?");
    if (hint.empty())
      hint = message(
          "one of == != < <= > >= in contains 'starts with' 'ends with' matches exists within "
          "before after",
          "l'un de == != < <= > >= in contains « starts with » « ends with » matches exists within "
          "before after");
    fail(begin, first.size(),
         first.empty()
             ? message("what is wanted of it?", "qu'en attend-on ?")
             : message("'{}' compares nothing", "« {} » ne compare rien", text::shortened(first)),
         std::move(hint));
    return false;
  }

  bool read_value(Expectation& out) {
    skip();
    switch (out.wanted) {
      case Operator::Exists:
      case Operator::BeforeNow:
      case Operator::AfterNow:
        return true;
      case Operator::WithinOfNow:
        return read_within(out);
      case Operator::Matches:
        return read_pattern(out);
      case Operator::In:
        return read_list(out);
      default:
        break;
    }
    const std::size_t begin = at_;
    auto value = read_scalar();
    if (!value) return false;
    const bool ordered = out.wanted == Operator::Less || out.wanted == Operator::LessOrEqual ||
                         out.wanted == Operator::Greater || out.wanted == Operator::GreaterOrEqual;
    const bool number = std::holds_alternative<std::int64_t>(value->value) ||
                        std::holds_alternative<double>(value->value);
    const auto* text = std::get_if<std::string>(&value->value);
    if (ordered && !number && (text == nullptr || text->find("{{") == std::string::npos)) {
      fail(begin, at_ - begin,
           message("only numbers and durations are smaller or larger",
                   "seuls les nombres et les durées sont plus petits ou plus grands"),
           message("write 14, 0.5, 200ms or 2s", "écrivez 14, 0.5, 200ms ou 2s"));
      return false;
    }
    const bool lookup = out.wanted == Operator::Contains || out.wanted == Operator::StartsWith ||
                        out.wanted == Operator::EndsWith;
    if (lookup && number && out.wanted != Operator::Contains) {
      fail(begin, at_ - begin, message("a text is wanted here", "il faut ici un texte"),
           message("put it in quotes", "mettez-le entre guillemets"));
      return false;
    }
    if (lookup && text != nullptr && text->empty()) {
      fail(begin, at_ - begin,
           message("every text contains the empty one: this asserts nothing",
                   "tout texte contient le texte vide : cela n'affirme rien"),
           {});
      return false;
    }
    out.value = std::move(*value);
    return true;
  }

  bool read_within(Expectation& out) {
    const std::size_t begin = at_;
    const std::string_view word = word_at(at_);
    const auto seconds = parse_duration(word);
    if (!seconds) {
      fail(begin, word.size(), message("a duration is wanted here", "il faut ici une durée"),
           message("write 'within 30s of now'", "écrivez « within 30s of now »"));
      return false;
    }
    at_ += word.size();
    if (!next_word_is("of") || !next_word_is("now")) {
      skip();
      fail(at_, word_at(at_).size(), message("'of now' is missing", "il manque « of now »"),
           message("write 'within {} of now'", "écrivez « within {} of now »", word));
      return false;
    }
    out.value = formats::node(*seconds);
    return true;
  }

  bool read_pattern(Expectation& out) {
    const std::size_t begin = at_;
    if (at_ >= line_.size() || line_[at_] != '/') {
      fail(begin, word_at(at_).size(),
           message("a regular expression stands between two '/'",
                   "une expression rationnelle s'écrit entre deux « / »"),
           message("write 'matches /^[0-9a-f]+$/'", "écrivez « matches /^[0-9a-f]+$/ »"));
      return false;
    }
    std::string written;
    std::size_t end = at_ + 1;
    for (; end < line_.size() && line_[end] != '/'; ++end) {
      if (line_[end] == '\\' && end + 1 < line_.size() && line_[end + 1] == '/')
        ++end;
      else if (line_[end] == '\\' && end + 1 < line_.size())
        written += line_[end++];
      written += line_[end];
    }
    if (end >= line_.size()) {
      fail(begin, line_.size() - begin,
           message("the regular expression has no second '/'",
                   "l'expression rationnelle n'a pas de second « / »"),
           {});
      return false;
    }
    auto pattern = Pattern::parse(written);
    if (!pattern) {
      fail(begin, end + 1 - begin, pattern.error().message, {});
      return false;
    }
    out.pattern = std::move(*pattern);
    out.value = formats::node(std::string_view(written));
    at_ = end + 1;
    return true;
  }

  bool read_list(Expectation& out) {
    if (at_ >= line_.size() || line_[at_] != '[') {
      fail(at_, word_at(at_).size(), message("a list is wanted here", "il faut ici une liste"),
           message("write 'in [200, 204]'", "écrivez « in [200, 204] »"));
      return false;
    }
    const std::size_t begin = at_++;
    text::Array values;
    for (;;) {
      skip();
      if (at_ < line_.size() && line_[at_] == ']') break;
      auto value = read_scalar();
      if (!value) return false;
      values.push_back(std::move(*value));
      skip();
      if (at_ < line_.size() && line_[at_] == ',') {
        ++at_;
      } else if (at_ >= line_.size() || line_[at_] != ']') {
        fail(at_, 1, message("the list has no ']'", "la liste n'a pas de « ] »"), {});
        return false;
      }
    }
    ++at_;
    if (values.empty() || values.size() > kMostInList) {
      fail(begin, at_ - begin,
           message("a list holds 1 to {} values", "une liste contient de 1 à {} valeurs",
                   kMostInList),
           {});
      return false;
    }
    out.value = formats::node(std::move(values));
    return true;
  }

  std::optional<std::string> read_string() {
    const std::size_t begin = at_;
    const char quote = line_[at_++];
    std::string out;
    for (; at_ < line_.size(); ++at_) {
      if (line_[at_] == quote) {
        ++at_;
        return out;
      }
      if (quote == '"' && line_[at_] == '\\' && at_ + 1 < line_.size()) ++at_;
      out += line_[at_];
    }
    return fail(begin, line_.size() - begin,
                message("the text has no closing quote", "le texte n'a pas de guillemet fermant"),
                {});
  }

  std::optional<text::Node> read_scalar() {
    skip();
    const std::size_t begin = at_;
    if (at_ < line_.size() && (line_[at_] == '"' || line_[at_] == '\'')) {
      const auto text = read_string();
      if (!text) return std::nullopt;
      return formats::node(std::string_view(*text));
    }
    if (line_.substr(at_).starts_with("{{")) {
      const std::size_t end = line_.find("}}", at_);
      if (end != std::string_view::npos) {
        const std::string_view name = line_.substr(at_, end + 2 - at_);
        at_ = end + 2;
        return formats::node(name);
      }
    }
    while (at_ < line_.size() && is_bare(line_[at_])) ++at_;
    const std::string_view word = line_.substr(begin, at_ - begin);
    if (word.empty())
      return fail(begin, std::max<std::size_t>(1, word_at(begin).size()),
                  message("a value is missing here", "il manque ici une valeur"),
                  message("texts stand in quotes: 'json'",
                          "les textes s'écrivent entre apostrophes : 'json'"));
    if (word == "true" || word == "false") return formats::node_of(word == "true");
    if (word == "null") return text::Node();
    return number_or_word(word);
  }

  static text::Node number_or_word(std::string_view word) {
    std::int64_t integer = 0;
    auto parsed = std::from_chars(word.data(), word.data() + word.size(), integer);
    if (parsed.ec == std::errc() && parsed.ptr == word.data() + word.size())
      return formats::node(integer);
    double number = 0;
    parsed = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool digits = word.find_first_of("0123456789") != std::string_view::npos;
    if (digits && parsed.ec == std::errc() && parsed.ptr == word.data() + word.size())
      return formats::node(number);
    if (const auto seconds = parse_duration(word)) return formats::node(*seconds);
    return formats::node(word);
  }

  std::string_view line_;
  const ProbeInfo& probe_;
  Trouble& trouble_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Expectation> parse_expectation(std::string_view line, const ProbeInfo& probe,
                                             Trouble& trouble) {
  return Parser(line, probe, trouble).expectation();
}

std::optional<Subject> parse_subject(std::string_view line, const ProbeInfo& probe,
                                     Trouble& trouble) {
  return Parser(line, probe, trouble).subject_alone();
}

}  // namespace spec
