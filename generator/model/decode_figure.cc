#include "generator/model/decode_figure.h"

#include <algorithm>
#include <map>
#include <set>

#include "generator/base/nearest.h"
#include "generator/model/nodes.h"
#include "generator/text/utf8.h"

namespace model {
namespace {

constexpr std::string_view kRule = "figure-shape";

std::size_t characters(std::string_view text) {
  std::size_t out = 0;
  for (std::size_t at = 0; at < text.size(); ++out) text::next_character(text, at);
  return out;
}

bool holds(const FigureZone& a, const FigureZone& b) {
  return a.at.column <= b.at.column && a.at.row <= b.at.row &&
         a.at.column + a.columns >= b.at.column + b.columns &&
         a.at.row + a.rows >= b.at.row + b.rows;
}

bool apart(const FigureZone& a, const FigureZone& b) {
  return a.at.column + a.columns <= b.at.column || b.at.column + b.columns <= a.at.column ||
         a.at.row + a.rows <= b.at.row || b.at.row + b.rows <= a.at.row;
}

class Decoder {
 public:
  Decoder(const text::Node& root, std::string_view file, Languages languages, Problems& problems)
      : root_(root), file_(file), languages_(languages), problems_(problems) {}

  Figure run() {
    out_.id = figure_id_of(file_);
    out_.file = file_;
    out_.title = texts_at(root_, "title", languages_);
    out_.caption = texts_at(root_, "caption", languages_);
    for (const text::Node* table : tables_of("node", kMostFigureNodes)) add_node(*table);
    for (const text::Node* table : tables_of("zone", kMostFigureZones)) add_zone(*table);
    for (const text::Node* table : tables_of("edge", kMostFigureEdges)) add_edge(*table);
    return std::move(out_);
  }

 private:
  void report(const text::Node& table, std::string_view key, base::Message message,
              base::Message hint = {}) {
    problems_.push_back(problem(kRule,
                                {std::string(file_), place_of(table, key), end_of(table, key)},
                                std::move(message), std::move(hint)));
  }

  std::vector<const text::Node*> tables_of(std::string_view key, std::size_t most) {
    std::vector<const text::Node*> out = tables_at(root_, key);
    if (out.size() <= most) return out;
    report(*out[most], "id", base::message("more than {} of '{}'", "plus de {} « {} »", most, key),
           base::message("nobody could read it; make two figures",
                         "personne ne pourrait le lire ; faites deux figures"));
    out.resize(most);
    return out;
  }

  // A text of the figure: in each language, or one for all.
  Texts words_at(const text::Node& table, std::string_view key) {
    Texts out = texts_at(table, key, languages_);
    if (const std::string one = text_at(table, key); !one.empty())
      out.by_language.assign(languages_.size(), one);
    for (const std::string& text : out.by_language) {
      if (characters(text) <= kMostFigureText) continue;
      report(table, key,
             base::message("this text has {} characters; at most {} find room",
                           "ce texte a {} caractères ; {} au plus trouvent place", characters(text),
                           kMostFigureText),
             base::message("say the rest in the words of the figure",
                           "dites le reste dans les mots de la figure"));
      return {};
    }
    return out;
  }

  // Two numbers, or nothing.
  std::optional<figure::Cell> pair_at(const text::Node& table, std::string_view key, int least) {
    const text::Node* node = table.find(key);
    const auto* array = node != nullptr ? std::get_if<text::Array>(&node->value) : nullptr;
    if (array == nullptr) return std::nullopt;  // the schema says so
    int numbers[2] = {};
    bool good = array->size() == 2;
    for (std::size_t i = 0; good && i < 2; ++i) {
      const auto* number = std::get_if<std::int64_t>(&(*array)[i].value);
      if (number == nullptr) return std::nullopt;
      good = *number >= least && *number < kMostFigureCells + least;
      if (good) numbers[i] = static_cast<int>(*number);
    }
    if (good) return figure::Cell{numbers[0], numbers[1]};
    report(table, key,
           base::message("'{}' is two numbers from {} to {}",
                         "« {} », ce sont deux nombres de {} à {}", key, least,
                         kMostFigureCells + least - 1),
           key == "at" ? base::message("the column, then the row: at = [0, 1]",
                                       "la colonne, puis la ligne : at = [0, 1]")
                       : base::message("how many columns, then how many rows: size = [2, 1]",
                                       "le nombre de colonnes, puis de lignes : size = [2, 1]"));
    return std::nullopt;
  }

  void add_node(const text::Node& table) {
    FigureNode node;
    node.id = text_at(table, "id");
    node.label = words_at(table, "label");
    node.note = words_at(table, "note");
    node.kind = text_at(table, "kind");
    node.link = text_at(table, "link");
    node.link_at = place_of(table, "link");
    node.link_end = end_of(table, "link");
    if (!node.id.empty() && !indices_.emplace(node.id, out_.nodes.size()).second) {
      report(table, "id",
             base::message("the node '{}' is there twice", "le nœud « {} » est là deux fois",
                           node.id));
      return;
    }
    if (const auto cell = pair_at(table, "at", 0)) {
      node.at = *cell;
      const auto [there, is_free] = cells_.emplace(*cell, node.id);
      if (is_free) {
        taken_.insert(*cell);
      } else {
        report(table, "at",
               base::message("the node '{}' stands where '{}' stands",
                             "le nœud « {} » est là où est « {} »", node.id, there->second),
               base::message("give one of them another cell",
                             "donnez à l'un des deux une autre case"));
      }
    }
    names_.push_back(node.id);
    out_.nodes.push_back(std::move(node));
  }

  void add_zone(const text::Node& table) {
    FigureZone zone;
    zone.id = text_at(table, "id");
    zone.title = words_at(table, "title");
    const auto cell = pair_at(table, "at", 0), size = pair_at(table, "size", 1);
    if (!cell || !size) return;
    zone.at = *cell;
    zone.columns = size->column;
    zone.rows = size->row;
    for (const FigureZone& other : out_.zones) {
      if (other.id == zone.id) {
        report(table, "id",
               base::message("the zone '{}' is there twice", "la zone « {} » est là deux fois",
                             zone.id));
        return;
      }
      if (apart(zone, other) || holds(zone, other) || holds(other, zone)) continue;
      report(table, "at",
             base::message("the zone '{}' crosses the zone '{}'",
                           "la zone « {} » croise la zone « {} »", zone.id, other.id),
             base::message("a zone lies inside another or apart from it",
                           "une zone est dans une autre, ou à côté"));
      return;
    }
    out_.zones.push_back(std::move(zone));
  }

  std::optional<std::size_t> node_at(const text::Node& table, std::string_view key) {
    const std::string id = text_at(table, key);
    if (id.empty()) return std::nullopt;
    const auto found = indices_.find(id);
    if (found != indices_.end()) return found->second;
    report(table, key,
           base::message("the figure has no node '{}'", "la figure n'a pas de nœud « {} »",
                         text::shortened(id)),
           suggestions_.near(id, names_));
    return std::nullopt;
  }

  void add_edge(const text::Node& table) {
    FigureEdge edge;
    edge.label = words_at(table, "label");
    edge.kind = text_at(table, "kind");
    const auto from = node_at(table, "from"), to = node_at(table, "to");
    if (!from || !to) return;
    edge.from = *from;
    edge.to = *to;
    const FigureNode &a = out_.nodes[*from], &b = out_.nodes[*to];
    if (!known_.emplace(*from, *to).second) {
      report(table, "to",
             base::message("the arrow from '{}' to '{}' is there twice",
                           "la flèche de « {} » à « {} » est là deux fois", a.id, b.id));
      return;
    }
    if (cells_.size() == out_.nodes.size() && !figure::find_way(taken_, a.at, b.at)) {
      report(
          table, "to",
          base::message("an arrow from '{}' to '{}' would run through a box",
                        "une flèche de « {} » à « {} » traverserait une case occupée", a.id, b.id),
          base::message("give one of the nodes another cell",
                        "donnez une autre case à l'un des nœuds"));
      return;
    }
    out_.edges.push_back(std::move(edge));
  }

  const text::Node& root_;
  std::string_view file_;
  Languages languages_;
  Problems& problems_;
  Figure out_;
  std::map<std::string, std::size_t> indices_;
  std::map<figure::Cell, std::string> cells_;
  figure::Cells taken_;
  std::set<std::pair<std::size_t, std::size_t>> known_;
  std::vector<std::string> names_;
  Suggestions suggestions_;
};

}  // namespace

std::string figure_id_of(std::string_view file) {
  file.remove_prefix(file.rfind('/') + 1);
  return std::string(file.substr(0, file.rfind(".toml")));
}

Figure decode_figure(const text::Node& root, std::string_view file, Languages languages,
                     Problems& problems) {
  text::check_schema(root, figure_schema(), languages, file, problems);
  return Decoder(root, file, languages, problems).run();
}

}  // namespace model
