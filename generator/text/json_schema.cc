// The second reader of a Schema: JSON Schema draft-07 (json-schema.org/draft-07), which editors use
// for TOML too.
#include "generator/text/schema.h"

namespace text {
namespace {

constexpr std::string_view kSlug = "[a-z0-9]+(-[a-z0-9]+)*";

class Writer {
 public:
  explicit Writer(std::span<const std::string> languages) : languages_(languages) {}

  std::string document(const Schema& schema, std::string_view title) {
    open('{');
    key("$schema");
    string("http://json-schema.org/draft-07/schema#");
    key("title");
    string(title);
    object(schema);
    close('}');
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void new_line() { out_ += '\n' + std::string(2 * depth_, ' '); }
  void open(char bracket) {
    out_ += bracket;
    ++depth_;
    first_ = true;
  }
  void close(char bracket) {
    --depth_;
    if (!first_) new_line();
    out_ += bracket;
    first_ = false;
  }
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
    new_line();
  }
  void key(std::string_view name) {
    separate();
    string(name);
    out_ += ": ";
  }
  void string(std::string_view value) {
    out_ += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\')
        out_ += {'\\', c};
      else if (static_cast<unsigned char>(c) < 0x20)
        out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      else
        out_ += c;
    }
    out_ += '"';
  }
  void strings(std::string_view name, std::span<const std::string> values) {
    if (values.empty()) return;  // an empty "enum" or "required" is not valid
    key(name);
    open('[');
    for (const std::string& value : values) {
      separate();
      string(value);
    }
    close(']');
  }
  void type(std::string_view name) {
    key("type");
    string(name);
  }

  // The members of a table with these fields and no others.
  void object(const std::vector<Field>& fields) {
    type("object");
    key("properties");
    open('{');
    std::vector<std::string> required;
    for (const Field& field : fields) {
      key(field.name);
      value(field);
      if (field.need == Need::Required) required.push_back(field.name);
    }
    close('}');
    strings("required", required);
    key("additionalProperties");
    out_ += "false";
  }

  void array_of(const auto& element) {
    type("array");
    key("items");
    open('{');
    element();
    close('}');
  }

  void id(bool dotted) {
    type("string");
    key("pattern");
    string(dotted ? fmt::format("^{}(\\.{})?$", kSlug, kSlug) : fmt::format("^{}$", kSlug));
    key("maxLength");
    out_ += dotted ? "161" : "80";
  }

  void texts() {
    type("object");
    key("properties");
    open('{');
    for (const std::string& language : languages_) {
      key(language);
      open('{');
      type("string");
      key("minLength");
      out_ += '1';
      close('}');
    }
    close('}');
    strings("required", languages_);
    key("additionalProperties");
    out_ += "false";
  }

  void value(const Field& field) {
    open('{');
    if (!field.meaning.empty()) {
      key("description");
      // An editor shows one text: both languages, as paragraphs.
      const bool both = !field.meaning.en.empty() && !field.meaning.fr.empty();
      string(field.meaning.en + (both ? "\n\n" : "") + field.meaning.fr);
    }
    switch (field.type) {
      case Type::String:
        type("string");
        strings("enum", field.one_of);
        break;
      case Type::Integer:
        type("integer");
        break;
      case Type::Boolean:
        type("boolean");
        break;
      case Type::Date:
        type("string");
        key("format");
        string("date");
        break;
      case Type::Id:
        id(false);
        break;
      case Type::DottedId:
        id(true);
        break;
      case Type::Texts:
        texts();
        break;
      case Type::Words:
        key("anyOf");
        open('[');
        separate();
        open('{');
        type("string");
        close('}');
        separate();
        open('{');
        texts();
        close('}');
        close(']');
        break;
      case Type::Integers:
        array_of([&] { type("integer"); });
        break;
      case Type::Strings:
        array_of([&] { type("string"); });
        break;
      case Type::Ids:
        array_of([&] { id(true); });
        break;
      case Type::Table:
        object(field.fields);
        break;
      case Type::Tables:
        array_of([&] { object(field.fields); });
        break;
      case Type::Map:
        type("object");
        key("additionalProperties");
        open('{');
        object(field.fields);
        close('}');
        break;
      case Type::Any:
        break;
    }
    close('}');
  }

  std::span<const std::string> languages_;
  std::string out_;
  std::size_t depth_ = 0;
  bool first_ = true;
};

}  // namespace

std::string json_schema(const Schema& schema, std::string_view title,
                        std::span<const std::string> languages) {
  return Writer(languages).document(schema, title);
}

}  // namespace text
