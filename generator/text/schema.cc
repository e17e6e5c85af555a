#include "generator/text/schema.h"

#include <algorithm>

#include "generator/base/nearest.h"
#include "generator/text/slug.h"
#include "generator/text/utf8.h"

namespace text {
namespace {

// A file that is wrong more often was written for something else.
constexpr std::size_t kMostProblems = 100;

std::string joined(std::span<const std::string> words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

// What a value of the type is called behind "expected".
base::Message kind_of(Type type) {
  switch (type) {
    case Type::String:
    case Type::Id:
    case Type::DottedId:
      return {"a string", "une chaîne"};
    case Type::Integer:
      return {"an integer", "un entier"};
    case Type::Boolean:
      return {"true or false", "true ou false"};
    case Type::Date:
      return {"a date", "une date"};
    case Type::Texts:
      return {"a table of languages", "une table de langues"};
    case Type::Words:
      return {"a string or a table of languages", "une chaîne ou une table de langues"};
    case Type::Integers:
      return {"an array of integers", "un tableau d'entiers"};
    case Type::Strings:
      return {"an array of strings", "un tableau de chaînes"};
    case Type::Ids:
      return {"an array of ids", "un tableau d'identifiants"};
    case Type::Table:
    case Type::Map:
      return {"a table", "une table"};
    case Type::Tables:
      return {"an array of tables", "un tableau de tables"};
    case Type::Any:
      break;
  }
  return {"anything", "n'importe quoi"};
}

// How to write what was probably meant, when quotes make the difference.
base::Message quoting_hint(const Node& node, Type wanted) {
  const bool is_string = std::holds_alternative<std::string>(node.value);
  if (is_string && wanted == Type::Date)
    return {"a date is written without quotes: 2026-11-20",
            "une date s'écrit sans guillemets : 2026-11-20"};
  if (is_string && (wanted == Type::Integer || wanted == Type::Boolean))
    return {"write it without quotes", "écrivez-le sans guillemets"};
  const bool texts = wanted == Type::String || wanted == Type::Id || wanted == Type::DottedId;
  const bool scalar = !is_string && !node.is_array() && !node.is_table() &&
                      !std::holds_alternative<std::monostate>(node.value);
  if (texts && scalar) return {"put it in quotes", "mettez-le entre guillemets"};
  if (wanted == Type::Texts && is_string)
    return {"write a text for each language: { fr = \"…\", en = \"…\" }",
            "écrivez un texte par langue : { fr = \"…\", en = \"…\" }"};
  if ((wanted == Type::Strings || wanted == Type::Ids) && is_string)
    return {"put it in square brackets", "mettez-le entre crochets"};
  return {};
}

// The nearest good id: "Net.TCP handshake" -> "net.tcp-handshake".
std::string suggested_id(std::string_view written, Type type) {
  const std::size_t dot = type == Type::DottedId ? written.find('.') : std::string_view::npos;
  if (dot == std::string_view::npos) return Slug::from_title(written).str();
  return Slug::from_title(written.substr(0, dot)).str() + "." +
         Slug::from_title(written.substr(dot + 1)).str();
}

bool is_id(std::string_view written, Type type) {
  const std::size_t dot = type == Type::DottedId ? written.find('.') : std::string_view::npos;
  if (dot == std::string_view::npos) return Slug::parse(written, {}).has_value();
  return Slug::parse(written.substr(0, dot), {}) && Slug::parse(written.substr(dot + 1), {});
}

class Checker {
 public:
  Checker(std::span<const std::string> languages, std::string_view file,
          std::vector<base::Error>& problems)
      : languages_(languages), file_(file), problems_(problems), before_(problems.size()) {}

  bool found_none() const { return problems_.size() == before_; }

  void check_table(const Node& node, const std::vector<Field>& fields, const std::string& path) {
    for (const Member& member : std::get<Table>(node.value)) {
      const auto field = std::find_if(fields.begin(), fields.end(),
                                      [&](const Field& known) { return known.name == member.key; });
      if (field == fields.end())
        report_unknown(member, fields, path);
      else
        check(member.value, *field, below(path, member.key));
    }
    for (const Field& field : fields) {
      if (field.need == Need::Optional || node.find(field.name) != nullptr) continue;
      report(
          base::message("the key '{}' is missing", "la clé « {} » manque", below(path, field.name)),
          node.at, {}, field.meaning);
    }
  }

  bool is_wrong_type(const Node& node, Type wanted, const std::string& path) {
    if (has_type(node, wanted)) return false;
    const base::Message want = kind_of(wanted);
    if (std::holds_alternative<std::monostate>(node.value)) {
      report({fmt::format("'{}' has no value, expected {}", path, want.en),
              fmt::format("« {} » n'a pas de valeur, il faut {}", path, want.fr)},
             node.at, node.end);
    } else {
      const base::Message got = text::kind_of(node);
      report({fmt::format("'{}' is {}, expected {}", path, got.en, want.en),
              fmt::format("« {} » est {}, il faut {}", path, got.fr, want.fr)},
             node.at, node.end, quoting_hint(node, wanted));
    }
    return true;
  }

 private:
  // Keys are a stranger's: a message shows as much of them as a person can read.
  static std::string below(const std::string& path, std::string_view key) {
    return path.empty() ? shortened(key) : path + "." + shortened(key);
  }

  static bool has_type(const Node& node, Type type) {
    switch (type) {
      case Type::String:
      case Type::Id:
      case Type::DottedId:
        return std::holds_alternative<std::string>(node.value);
      case Type::Integer:
        return std::holds_alternative<std::int64_t>(node.value);
      case Type::Boolean:
        return std::holds_alternative<bool>(node.value);
      case Type::Date:
        return std::holds_alternative<Date>(node.value);
      case Type::Texts:
      case Type::Table:
      case Type::Map:
        return node.is_table();
      case Type::Words:
        return node.is_table() || std::holds_alternative<std::string>(node.value);
      case Type::Integers:
      case Type::Strings:
      case Type::Ids:
      case Type::Tables:
        return node.is_array();
      case Type::Any:
        break;
    }
    return true;
  }

  void report(base::Message message, base::Position begin, base::Position end = {},
              base::Message hint = {}) {
    if (problems_.size() - before_ >= kMostProblems) return;
    problems_.push_back({base::ErrorKind::Content,
                         std::move(message),
                         {std::string(file_), begin, end},
                         std::move(hint),
                         "schema"});
  }

  void report_unknown(const Member& member, const std::vector<Field>& fields,
                      const std::string& path) {
    std::vector<std::string> names;
    names.reserve(fields.size());
    for (const Field& field : fields) names.push_back(field.name);
    base::Message hint = base::did_you_mean(member.key, names);
    if (hint.empty())
      hint = base::message("known here: {}", "clés connues ici : {}", joined(names));
    base::Position end = member.key_at;
    end.column += static_cast<std::uint32_t>(member.key.size());
    report(base::message("unknown key '{}'", "clé inconnue : « {} »", below(path, member.key)),
           member.key_at, end, std::move(hint));
  }

  void check(const Node& node, const Field& field, const std::string& path) {
    if (is_wrong_type(node, field.type, path)) return;
    switch (field.type) {
      case Type::String:
        check_choice(node, field, path);
        break;
      case Type::Id:
      case Type::DottedId:
        check_id(node, field.type, path);
        break;
      case Type::Texts:
        check_texts(node, path);
        break;
      case Type::Words:
        if (node.is_table())
          check_texts(node, path);
        else if (std::get<std::string>(node.value).empty())
          report(base::message("the text '{}' is empty", "le texte « {} » est vide", path), node.at,
                 node.end);
        break;
      case Type::Integers:
      case Type::Strings:
      case Type::Ids:
      case Type::Tables:
        check_elements(node, field, path);
        break;
      case Type::Table:
        check_table(node, field.fields, path);
        break;
      case Type::Map:
        for (const Member& member : std::get<Table>(node.value)) {
          const std::string entry = below(path, member.key);
          if (!is_wrong_type(member.value, Type::Table, entry))
            check_table(member.value, field.fields, entry);
        }
        break;
      case Type::Integer:
      case Type::Boolean:
      case Type::Date:
      case Type::Any:
        break;
    }
  }

  void check_choice(const Node& node, const Field& field, const std::string& path) {
    const auto& written = std::get<std::string>(node.value);
    const auto& choices = field.one_of;
    if (choices.empty() || std::find(choices.begin(), choices.end(), written) != choices.end())
      return;
    base::Message hint = base::did_you_mean(written, choices);
    if (hint.empty()) hint = base::message("one of: {}", "au choix : {}", joined(choices));
    report(base::message("'{}' is not a value of '{}'", "« {} » n'est pas une valeur de « {} »",
                         shortened(written), path),
           node.at, node.end, std::move(hint));
  }

  void check_id(const Node& node, Type type, const std::string& path) {
    const auto& written = std::get<std::string>(node.value);
    if (is_id(written, type)) return;
    report(base::message("'{}' is not an id: '{}'", "« {} » n'est pas un identifiant : « {} »",
                         path, shortened(written)),
           node.at, node.end,
           base::message(
               "an id holds a-z, 0-9 and single '-' between them: try '{}'",
               "un identifiant contient a-z, 0-9 et des « - » isolés entre eux : essayez « {} »",
               suggested_id(written, type)));
  }

  void check_texts(const Node& node, const std::string& path) {
    for (const Member& member : std::get<Table>(node.value)) {
      const std::string text_path = below(path, member.key);
      if (std::find(languages_.begin(), languages_.end(), member.key) == languages_.end()) {
        base::Message hint = base::did_you_mean(member.key, languages_);
        if (hint.empty())
          hint = base::message("languages of the course: {}", "langues du cours : {}",
                               joined(languages_));
        report(base::message("'{}' is not a language of the course",
                             "« {} » n'est pas une langue du cours", text_path),
               member.key_at, {}, std::move(hint));
      } else if (!is_wrong_type(member.value, Type::String, text_path) &&
                 std::get<std::string>(member.value.value).empty()) {
        report(base::message("the text '{}' is empty", "le texte « {} » est vide", text_path),
               member.value.at, member.value.end);
      }
    }
    for (const std::string& language : languages_) {
      if (node.find(language) != nullptr) continue;
      report(base::message("'{}' has no text in '{}'", "« {} » n'a pas de texte en « {} »", path,
                           language),
             node.at, node.end);
    }
  }

  void check_elements(const Node& node, const Field& field, const std::string& path) {
    const auto& elements = std::get<Array>(node.value);
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const std::string element_path = fmt::format("{}[{}]", path, i);
      const Type wanted = field.type == Type::Tables     ? Type::Table
                          : field.type == Type::Integers ? Type::Integer
                                                         : Type::String;
      if (is_wrong_type(elements[i], wanted, element_path)) continue;
      if (field.type == Type::Tables)
        check_table(elements[i], field.fields, element_path);
      else if (field.type == Type::Ids)
        check_id(elements[i], Type::DottedId, element_path);
    }
  }

  std::span<const std::string> languages_;
  std::string_view file_;
  std::vector<base::Error>& problems_;
  std::size_t before_;
};

}  // namespace

bool check_schema(const Node& table, const Schema& schema, std::span<const std::string> languages,
                  std::string_view file, std::vector<base::Error>& problems) {
  Checker checker(languages, file, problems);
  if (!table.is_table()) {
    problems.push_back({base::ErrorKind::Content,
                        {"a table is expected here", "il faut ici une table"},
                        {std::string(file), table.at, table.end},
                        {},
                        "schema"});
  } else {
    checker.check_table(table, schema, {});
  }
  return checker.found_none();
}

std::string string_at(const Node& table, std::string_view key, std::string_view otherwise) {
  const Node* node = table.find(key);
  const auto* value = node != nullptr ? std::get_if<std::string>(&node->value) : nullptr;
  return value != nullptr ? *value : std::string(otherwise);
}

std::int64_t integer_at(const Node& table, std::string_view key, std::int64_t otherwise) {
  const Node* node = table.find(key);
  const auto* value = node != nullptr ? std::get_if<std::int64_t>(&node->value) : nullptr;
  return value != nullptr ? *value : otherwise;
}

bool boolean_at(const Node& table, std::string_view key, bool otherwise) {
  const Node* node = table.find(key);
  const auto* value = node != nullptr ? std::get_if<bool>(&node->value) : nullptr;
  return value != nullptr ? *value : otherwise;
}

std::vector<std::string> strings_at(const Node& table, std::string_view key) {
  std::vector<std::string> out;
  const Node* node = table.find(key);
  const auto* array = node != nullptr ? std::get_if<Array>(&node->value) : nullptr;
  if (array == nullptr) return out;
  for (const Node& element : *array)
    if (const auto* value = std::get_if<std::string>(&element.value)) out.push_back(*value);
  return out;
}

base::Position position_at(const Node& table, std::string_view key) {
  const Node* node = table.find(key);
  return node != nullptr ? node->at : table.at;
}

}  // namespace text
