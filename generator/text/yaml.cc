#include "generator/text/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include "generator/text/utf8.h"
#include "generator/text/yaml_scalar.h"

namespace text {
namespace {

constexpr std::size_t kDeepest = 8;

base::Error problem(base::Message message, base::Span where, base::Message hint = {}) {
  return {base::ErrorKind::Content, std::move(message), std::move(where), std::move(hint),
          "front-matter"};
}

base::Message anchor_message(std::string_view name) {
  if (name.empty())
    return {"anchors and aliases are not used here", "les ancres et les alias ne servent pas ici"};
  return base::message("the anchor '{}': anchors and aliases are not used here",
                       "l'ancre « {} » : les ancres et les alias ne servent pas ici",
                       shortened(name));
}
base::Message anchor_hint() {
  return {"write the value itself; a text that starts with '&' or '*' goes in quotes",
          "écrivez la valeur elle-même ; un texte qui commence par « & » ou « * » se met entre "
          "guillemets"};
}

// What the handler throws to stop the library at once: nothing may grow before it is refused.
struct Refused {
  base::Error error;
};

// Makes Nodes of the events of one YAML document.
class Builder final : public YAML::EventHandler {
 public:
  Builder(std::string_view text, std::uint32_t first_line, std::string_view file)
      : text_(text), first_line_(first_line), file_(file) {}

  Node take() {
    if (!root_.is_table()) {  // there were only comments
      root_.value = Table();
      root_.at = {first_line_, 1};
    }
    return std::move(root_);
  }

  base::Span where(const YAML::Mark& mark) const {
    if (mark.is_null() || mark.line < 0) return {file_, {first_line_, 0}, {}};
    return {file_,
            {first_line_ + static_cast<std::uint32_t>(mark.line),
             static_cast<std::uint32_t>(mark.column) + 1},
            {}};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    refuse({"something stands behind the table of the front matter",
            "quelque chose suit la table de l'en-tête"},
           mark, {"an '...' or '---' inside it?", "un « ... » ou un « --- » à l'intérieur ?"});
  }
  void OnDocumentEnd() override {}

  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    refuse_anchor(mark, name);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_anchor(mark, {}); }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (anchor != 0) refuse_anchor(mark, {});
    if (needs_key()) refuse({"a key must be a text", "une clé doit être un texte"}, mark);
    Node node;
    node.at = where(mark).begin;
    // The mark of a value that is not there is the next token's; the key is where the reader should
    // look.
    if (!open_.empty() && open_.back().key && node.at.line != open_.back().key_at.line)
      node.at = open_.back().key_at;
    add(std::move(node), mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (anchor != 0) refuse_anchor(mark, {});
    refuse_tag(tag, mark);
    if (first_invalid(
            value)) {  // the library makes a lone byte of "\N", and half a character of "\ud800"
      refuse({"an escape in this text gives no character",
              "un échappement de ce texte ne donne aucun caractère"},
             mark, {"write the character itself", "écrivez le caractère lui-même"});
    }
    const bool plain = tag != "!";
    if (needs_key()) return add_key(value, plain, mark);
    Node node;
    node.at = where(mark).begin;
    node.end = end_of_scalar(mark, node.at, value, plain);
    if (plain) {
      auto typed = parse_plain_scalar(value);
      if (!typed) {
        base::Error error = std::move(typed).error();
        error.where = {file_, node.at, node.end};
        throw Refused{std::move(error)};
      }
      node.value = std::move(typed).value();
    } else {
      node.value = value;
    }
    add(std::move(node), mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Array(), mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Table(), mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  // A table or an array whose end has not come yet.
  struct Open {
    Node node;
    YAML::Mark mark;
    std::optional<std::string> key;  // read, its value has not come yet
    base::Position key_at;
    std::set<std::string> keys;
  };

  [[noreturn]] void refuse(base::Message message, const YAML::Mark& mark,
                           base::Message hint = {}) const {
    throw Refused{problem(std::move(message), where(mark), std::move(hint))};
  }
  [[noreturn]] void refuse_anchor(const YAML::Mark& mark, std::string_view name) const {
    refuse(anchor_message(name), mark, anchor_hint());
  }
  void refuse_tag(const std::string& tag, const YAML::Mark& mark) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    refuse(base::message("the tag '{}': tags are not used here",
                         "l'étiquette « {} » : les étiquettes ne servent pas ici", shortened(tag)),
           mark,
           {"leave it out; a text that starts with '!' goes in quotes",
            "retirez-la ; un texte qui commence par « ! » se met entre guillemets"});
  }

  bool needs_key() const {
    return !open_.empty() && open_.back().node.is_table() && !open_.back().key;
  }

  void add_key(const std::string& key, bool plain, const YAML::Mark& mark) {
    Open& table = open_.back();
    if (plain && key == "<<") {
      refuse(
          {"merge keys ('<<') are not used here", "les clés de fusion (« << ») ne servent pas ici"},
          mark);
    }
    table.key_at = where(mark).begin;
    if (!table.keys.insert(key).second) {
      base::Span span = where(mark);
      span.end = end_of_scalar(mark, span.begin, key, plain);
      throw Refused{
          problem(base::message("the key '{}' stands here a second time",
                                "la clé « {} » figure ici une deuxième fois", shortened(key)),
                  std::move(span))};
    }
    table.key = key;
  }

  void add(Node node, const YAML::Mark& mark) {
    if (open_.empty()) {
      if (!node.is_table()) {
        const base::Message kind = kind_of(node);
        refuse({"the front matter must be a table, this is " + kind.en,
                "l'en-tête doit être une table, ceci est " + kind.fr},
               mark,
               {"write a 'key: value' on each line", "écrivez « clé : valeur » sur chaque ligne"});
      }
      root_ = std::move(node);
      return;
    }
    Open& into = open_.back();
    if (auto* array = std::get_if<Array>(&into.node.value)) {
      array->push_back(std::move(node));
    } else {
      std::get<Table>(into.node.value)
          .push_back({*std::exchange(into.key, std::nullopt), into.key_at, std::move(node)});
    }
  }

  template <class Container>
  void open(Container empty, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    if (anchor != 0) refuse_anchor(mark, {});
    refuse_tag(tag, mark);
    if (needs_key()) refuse({"a key must be a text", "une clé doit être un texte"}, mark);
    if (open_.size() >= kDeepest)
      refuse(base::message("nested more than {} deep", "imbriqué sur plus de {} niveaux", kDeepest),
             mark);
    Open next;
    next.node.value = std::move(empty);
    next.node.at = where(mark).begin;
    next.mark = mark;
    open_.push_back(std::move(next));
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done.node), done.mark);
  }

  // The library gives only beginnings. Unknown for a scalar over several lines.
  base::Position end_of_scalar(const YAML::Mark& mark, base::Position at, std::string_view value,
                               bool plain) const {
    const auto begin = static_cast<std::size_t>(std::max(mark.pos, 0));
    if (begin >= text_.size()) return {};
    std::size_t length = 0;
    if (plain) {
      if (text_.substr(begin).starts_with(value)) length = value.size();
    } else if (text_[begin] == '"' || text_[begin] == '\'') {
      for (std::size_t i = begin + 1; i < text_.size() && text_[i] != '\n'; ++i) {
        if (text_[i] == '\\' && text_[begin] == '"') {
          ++i;
        } else if (text_[i] == text_[begin]) {
          length = i + 1 - begin;
          if (text_[begin] == '"' || i + 1 >= text_.size() || text_[i + 1] != '\'') break;
          length = 0;
          ++i;  // '' is an apostrophe
        }
      }
    }
    if (length == 0) return {};
    return {at.line, at.column + static_cast<std::uint32_t>(length)};
  }

  std::string_view text_;
  std::uint32_t first_line_;
  std::string file_;
  Node root_;
  std::vector<Open> open_;
  int documents_ = 0;
};

// Whether a tab stands in the indentation of the line: the library often stumbles only behind it.
bool is_indented_by_tab(std::string_view yaml, const YAML::Mark& mark) {
  if (mark.pos < 0 || static_cast<std::size_t>(mark.pos) > yaml.size()) return false;
  const std::string_view before = yaml.substr(0, static_cast<std::size_t>(mark.pos));
  const std::size_t line = before.rfind('\n') + 1;  // 0 on the first line
  const std::size_t text = yaml.find_first_not_of(" \t", line);
  return yaml.substr(line, text - line).find('\t') != std::string_view::npos;
}

// The library's complaint in our words where we have some, with a hint for the usual mistakes.
base::Error unreadable(std::string_view yaml, const YAML::Exception& error, base::Span where) {
  if (error.msg.find("anchor") != std::string::npos || error.msg.find("alias") != std::string::npos)
    return problem(anchor_message({}), std::move(where), anchor_hint());
  base::Message hint;
  if (is_indented_by_tab(yaml, error.mark))
    hint = {"indent with spaces, not with tabs", "indentez avec des espaces, pas des tabulations"};
  else if (error.msg.find("map value") != std::string::npos)
    hint = {"a text that contains ': ' goes in quotes",
            "un texte qui contient « : » se met entre guillemets"};
  return problem(
      base::message("unreadable YAML: {}", "YAML illisible : {}", shortened(error.msg, 300)),
      std::move(where), std::move(hint));
}

}  // namespace

base::Result<Node> parse_yaml(std::string_view yaml, std::uint32_t first_line,
                              std::string_view file) {
  Builder builder(yaml, first_line, file);
  try {
    std::istringstream stream{std::string(yaml)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (Refused& refused) {
    return base::fail(std::move(refused.error));
  } catch (const YAML::Exception& error) {
    return base::fail(unreadable(yaml, error, builder.where(error.mark)));
  }
  return builder.take();
}

}  // namespace text
