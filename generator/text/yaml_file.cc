#include "generator/text/yaml_file.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include "generator/text/utf8.h"
#include "generator/text/yaml_scalar.h"

namespace text {
namespace {

constexpr char kYamlRule[] = "yaml";

// What a value stands for, its aliases followed.
struct Extent {
  std::size_t values = 1;
  std::size_t text = 0;
  std::size_t depth = 1;
};

// What the handler throws to stop the library before anything grows.
struct RefusedFile {
  base::Error error;
};

class FileBuilder final : public YAML::EventHandler {
 public:
  explicit FileBuilder(std::string_view file) : file_(file) {}

  Node take() { return std::move(root_); }

  base::Span where(const YAML::Mark& mark) const {
    if (mark.is_null() || mark.line < 0) return {file_, {1, 0}, {}};
    return {
        file_,
        {static_cast<std::uint32_t>(mark.line) + 1, static_cast<std::uint32_t>(mark.column) + 1},
        {}};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    refuse({"the file holds several documents", "le fichier contient plusieurs documents"}, mark,
           {"keep the one that counts, without '---' behind it",
            "gardez celui qui compte, sans « --- » derrière"});
  }
  void OnDocumentEnd() override {}

  void OnAnchor(const YAML::Mark&, const std::string&) override {}

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchored_.find(anchor);
    if (found == anchored_.end()) {
      refuse({"this alias stands inside what it names",
              "cet alias se trouve à l'intérieur de ce qu'il nomme"},
             mark);
    }
    const auto& [node, extent] = found->second;
    if (needs_key()) {
      const auto* key = std::get_if<std::string>(&node.value);
      if (key == nullptr) refuse_key(mark);
      return add_key(*key, Merge::No, mark);
    }
    if (open_.size() + extent.depth > kDeepestYaml) refuse_depth(mark);
    count(extent, mark);
    add(node, extent, mark);
  }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (needs_key()) refuse_key(mark);
    count({}, mark);
    finish({{}, where(mark).begin, {}}, {}, anchor, mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    // The library makes a lone byte of "\N", and half a character of "\ud800".
    if (first_invalid(value)) {
      refuse({"an escape in this text gives no character",
              "un échappement de ce texte ne donne aucun caractère"},
             mark);
    }
    const bool plain = tag != "!" && tag != "tag:yaml.org,2002:str";
    Node node;
    node.at = where(mark).begin;
    if (needs_key()) {
      if (anchor != 0) {
        node.value = value;
        keep(anchor, node, {1, value.size(), 1}, mark);
      }
      return add_key(value, plain ? Merge::Yes : Merge::No, mark);
    }
    // What our own files refuse, a day that is none or a number that does not fit, is a text here.
    auto typed = plain ? parse_plain_scalar(value) : decltype(Node::value)(value);
    node.value = typed ? std::move(*typed) : decltype(Node::value)(value);
    const Extent extent = {1, value.size(), 1};
    count(extent, mark);
    finish(std::move(node), extent, anchor, mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Array(), anchor, mark);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Table(), anchor, mark);
  }
  void OnMapEnd() override {
    merge();
    close();
  }

 private:
  enum class Merge { Yes, No };

  // A table or an array whose end has not come yet.
  struct Open {
    Node node;
    Extent extent;
    YAML::Mark mark;
    YAML::anchor_t anchor = 0;
    std::optional<std::string> key;  // read, its value has not come yet
    base::Position key_at;
    std::set<std::string> keys;
    bool merges = false;       // the value to come is that of a merge key
    std::vector<Node> merged;  // tables, the earlier first
  };

  [[noreturn]] void refuse(base::Message message, const YAML::Mark& mark,
                           base::Message hint = {}) const {
    throw RefusedFile{
        {base::ErrorKind::Content, std::move(message), where(mark), std::move(hint), kYamlRule}};
  }
  [[noreturn]] void refuse_key(const YAML::Mark& mark) const {
    refuse({"a key must be a text", "une clé doit être un texte"}, mark);
  }
  [[noreturn]] void refuse_depth(const YAML::Mark& mark) const {
    refuse(
        base::message("nested more than {} deep", "imbriqué sur plus de {} niveaux", kDeepestYaml),
        mark);
  }

  bool needs_key() const {
    return !open_.empty() && open_.back().node.is_table() && !open_.back().key &&
           !open_.back().merges;
  }

  // What is about to be made, of all that the file makes.
  void count(const Extent& extent, const YAML::Mark& mark) {
    values_ += extent.values;
    text_ += extent.text;
    if (values_ > kMostYamlValues) {
      refuse(
          base::message("with its aliases the file holds more than {} values",
                        "avec ses alias, le fichier contient plus de {} valeurs", kMostYamlValues),
          mark);
    }
    if (text_ > kMostYamlText) {
      refuse(base::message("with its aliases the file holds more than {} MiB of text",
                           "avec ses alias, le fichier contient plus de {} Mio de texte",
                           kMostYamlText >> 20),
             mark);
    }
  }

  // A copy for the aliases to come; it counts like any other.
  void keep(YAML::anchor_t anchor, const Node& node, const Extent& extent, const YAML::Mark& mark) {
    if (anchor == 0) return;
    count(extent, mark);
    anchored_.insert_or_assign(anchor, std::pair(node, extent));
  }

  void finish(Node node, const Extent& extent, YAML::anchor_t anchor, const YAML::Mark& mark) {
    keep(anchor, node, extent, mark);
    add(std::move(node), extent, mark);
  }

  void add_key(const std::string& key, Merge may_merge, const YAML::Mark& mark) {
    Open& table = open_.back();
    if (may_merge == Merge::Yes && key == "<<") {
      table.merges = true;
      return;
    }
    count({0, key.size(), 0}, mark);
    table.extent.text += key.size();
    table.key_at = where(mark).begin;
    if (!table.keys.insert(key).second) {
      refuse(base::message("the key '{}' stands here a second time",
                           "la clé « {} » figure ici une deuxième fois", shortened(key)),
             mark);
    }
    table.key = key;
  }

  void add(Node node, const Extent& extent, const YAML::Mark& mark) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& into = open_.back();
    into.extent.values += extent.values;
    into.extent.text += extent.text;
    into.extent.depth = std::max(into.extent.depth, extent.depth + 1);
    if (auto* array = std::get_if<Array>(&into.node.value)) {
      array->push_back(std::move(node));
    } else if (std::exchange(into.merges, false)) {
      take_merged(std::move(node), into.merged, mark);
    } else {
      std::get<Table>(into.node.value)
          .push_back({*std::exchange(into.key, std::nullopt), into.key_at, std::move(node)});
    }
  }

  void take_merged(Node node, std::vector<Node>& merged, const YAML::Mark& mark) const {
    const auto take = [&](Node one) {
      if (!one.is_table())
        refuse({"a merge key ('<<') takes a table, or an array of tables",
                "une clé de fusion (« << ») prend une table ou un tableau de tables"},
               mark);
      merged.push_back(std::move(one));
    };
    if (auto* array = std::get_if<Array>(&node.value))
      for (Node& one : *array) take(std::move(one));
    else
      take(std::move(node));
  }

  void merge() {
    Open& table = open_.back();
    for (Node& one : table.merged)
      for (Member& member : std::get<Table>(one.value))
        if (table.keys.insert(member.key).second)
          std::get<Table>(table.node.value).push_back(std::move(member));
  }

  template <class Container>
  void open(Container empty, YAML::anchor_t anchor, const YAML::Mark& mark) {
    if (needs_key()) refuse_key(mark);
    if (open_.size() >= kDeepestYaml) refuse_depth(mark);
    count({}, mark);
    Open next;
    next.node.value = std::move(empty);
    next.node.at = where(mark).begin;
    next.mark = mark;
    next.anchor = anchor;
    open_.push_back(std::move(next));
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    finish(std::move(done.node), done.extent, done.anchor, done.mark);
  }

  std::string file_;
  Node root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, std::pair<Node, Extent>> anchored_;
  std::size_t values_ = 0;
  std::size_t text_ = 0;
  int documents_ = 0;
};

// The library's complaint, in our words where we have some.
base::Error unreadable_file(const YAML::Exception& error, base::Span where) {
  if (error.msg.starts_with(YAML::ErrorMsg::UNKNOWN_ANCHOR)) {
    return {base::ErrorKind::Content,
            {"this alias names an anchor that does not stand before it",
             "cet alias nomme une ancre qui ne se trouve pas avant lui"},
            std::move(where),
            {"write '&name' in front of the value that it stands for",
             "écrivez « &nom » devant la valeur qu'il représente"},
            kYamlRule};
  }
  return {base::ErrorKind::Content,
          base::message("unreadable YAML: {}", "YAML illisible : {}", shortened(error.msg, 300)),
          std::move(where),
          {},
          kYamlRule};
}

}  // namespace

base::Result<Node> parse_yaml_file(std::string_view yaml, std::string_view file) {
  FileBuilder builder(file);
  if (first_invalid(yaml)) {
    return base::fail({base::ErrorKind::Content,
                       {"this is not UTF-8", "ce n'est pas de l'UTF-8"},
                       {std::string(file), {}, {}},
                       {},
                       kYamlRule});
  }
  try {
    std::istringstream stream{std::string(yaml)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (RefusedFile& refused) {
    return base::fail(std::move(refused.error));
  } catch (const YAML::Exception& error) {
    return base::fail(unreadable_file(error, builder.where(error.mark)));
  }
  return builder.take();
}

}  // namespace text
