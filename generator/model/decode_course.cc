#include "generator/model/decode_course.h"

#include <algorithm>
#include <unordered_set>

#include "generator/model/lint/grid.h"
#include "generator/model/schemas.h"

namespace model {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_alnum(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// "fr", "en", "pt-BR": they become parts of file names and addresses.
bool is_language_tag(std::string_view tag) {
  const std::size_t primary = std::min(tag.find('-'), tag.size());
  if (primary < 2 || primary > 3 || tag.size() > 20 || tag.ends_with('-')) return false;
  if (!std::all_of(tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(primary), is_lower))
    return false;
  return std::all_of(tag.begin(), tag.end(), [](char c) { return is_alnum(c) || c == '-'; }) &&
         tag.find("--") == std::string_view::npos;
}

base::Result<std::vector<std::string>> decode_languages(const text::Node& root,
                                                        std::string_view file) {
  const auto refuse = [&](const base::Span& where, base::Message message) {
    return base::fail(problem(
        "schema", where, std::move(message),
        base::message("write languages = [\"fr\", \"en\"], the source language first",
                      "écrivez languages = [\"fr\", \"en\"], la langue source en premier")));
  };
  const base::Span all = {std::string(file), place_of(root, "languages"), {}};
  std::vector<std::string> out;
  for (const PlacedId& tag : list_at(root, "languages")) {
    const base::Span where = {std::string(file), tag.at, tag.end};
    if (!is_language_tag(tag.id))
      return refuse(where, base::message("'{}' is not a language tag",
                                         "« {} » n'est pas un code de langue", tag.id));
    if (std::find(out.begin(), out.end(), tag.id) != out.end())
      return refuse(where, base::message("'{}' is there twice", "« {} » y est deux fois", tag.id));
    out.push_back(tag.id);
  }
  if (out.empty())
    return refuse(all,
                  base::message("the course names no language", "le cours ne nomme aucune langue"));
  if (out.size() > kMostLanguages)
    return refuse(
        all, base::message("{} languages; at most {} are possible",
                           "{} langues ; {} au plus sont possibles", out.size(), kMostLanguages));
  return out;
}

// One set of ids that must differ: levels, topics, the choices of a group.
class UniqueIds {
 public:
  UniqueIds(std::string_view file, base::Message what, Problems& problems)
      : file_(file), what_(std::move(what)), problems_(problems) {}

  void add(const text::Node& table) {
    const std::string id = text_at(table, "id");
    if (id.empty() || seen_.insert(id).second) return;
    base::Message message = {fmt::format("{} '{}' is there twice", what_.en, id),
                             fmt::format("{} « {} » est là deux fois", what_.fr, id)};
    problems_.push_back(problem("id-duplicate",
                                {std::string(file_), place_of(table, "id"), end_of(table, "id")},
                                std::move(message),
                                base::message("give one of them another id",
                                              "donnez à l'un des deux un autre identifiant")));
  }

 private:
  std::string_view file_;
  base::Message what_;
  Problems& problems_;
  std::unordered_set<std::string> seen_;
};

TabGroup decode_tab_group(const text::Node& table, std::string_view file, Languages languages,
                          Problems& problems) {
  TabGroup out{text_at(table, "id"), {}};
  UniqueIds ids(file, base::message("the choice", "le choix"), problems);
  for (const text::Node* choice : tables_at(table, "choices")) {
    ids.add(*choice);
    out.choices.push_back({text_at(*choice, "id"), texts_at(*choice, "label", languages)});
  }
  return out;
}

int percent_at(const text::Node& table, std::string_view key, int otherwise, std::string_view file,
               Problems& problems) {
  const auto value = number_at(table, key);
  if (!value) return otherwise;
  if (*value >= 0 && *value <= 100) return static_cast<int>(*value);
  problems.push_back(
      problem("schema", {std::string(file), place_of(table, key), end_of(table, key)},
              base::message("'{}' is {}; a percentage lies between 0 and 100",
                            "« {} » vaut {} ; un pourcentage va de 0 à 100", key, *value)));
  return otherwise;
}

void append(std::vector<PlacedId>& all, std::vector<PlacedId> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

class Decoder {
 public:
  Decoder(const text::Node& root, std::string_view file, Problems& problems, DecodedCourse& out)
      : root_(root), file_(file), problems_(problems), out_(out), course_(out.course) {}

  void run() {
    course_.id = text_at(root_, "id");
    course_.title = texts("title");
    course_.tagline = texts("tagline");
    course_.description = texts("description");
    decode_groups();
    decode_levels();
    decode_topics();
    decode_cells();
    decode_blocks();
  }

 private:
  Texts texts(std::string_view key) { return texts_at(root_, key, course_.languages); }

  void decode_groups() {
    UniqueIds ids(file_, base::message("the group of tabs", "le groupe d'onglets"), problems_);
    for (const text::Node* table : tables_at(root_, "tab_group")) {
      ids.add(*table);
      course_.tab_groups.push_back(decode_tab_group(*table, file_, course_.languages, problems_));
    }
  }

  void decode_levels() {
    UniqueIds ids(file_, base::message("the level", "le niveau"), problems_);
    for (const text::Node* table : tables_at(root_, "level")) {
      ids.add(*table);
      course_.levels.push_back({text_at(*table, "id"), texts_at(*table, "title", course_.languages),
                                texts_at(*table, "promise", course_.languages),
                                texts_at(*table, "objective", course_.languages),
                                place_of(*table, "id")});
    }
  }

  void decode_topics() {
    UniqueIds ids(file_, base::message("the topic", "le thème"), problems_);
    for (const text::Node* table : tables_at(root_, "topic")) {
      ids.add(*table);
      course_.topics.push_back({text_at(*table, "id"), texts_at(*table, "title", course_.languages),
                                texts_at(*table, "question", course_.languages),
                                place_of(*table, "id")});
    }
  }

  void decode_cells() {
    for (const text::Node* table : tables_at(root_, "cell")) {
      CellPlaces places;
      places.level = {text_at(*table, "level"), place_of(*table, "level"), end_of(*table, "level")};
      places.topic = {text_at(*table, "topic"), place_of(*table, "topic"), end_of(*table, "topic")};
      places.lessons = list_at(*table, "lessons");
      course_.cells.push_back({places.level.id, places.topic.id, names_at(*table, "lessons"),
                               texts_at(*table, "text", course_.languages), table->at});
      out_.places.cells.push_back(std::move(places));
    }
  }

  void decode_blocks() {
    UniqueIds ids(file_, base::message("the block", "le bloc"), problems_);
    UniqueIds item_ids(file_, base::message("the competency", "la compétence"), problems_);
    for (const text::Node* table : tables_at(root_, "block")) {
      ids.add(*table);
      CompetencyBlock block;
      block.id = text_at(*table, "id");
      block.title = texts_at(*table, "title", course_.languages);
      if (table->find("declared") != nullptr)
        block.declared = percent_at(*table, "declared", 0, file_, problems_);
      block.target = percent_at(*table, "target", 100, file_, problems_);
      for (const text::Node* item : tables_at(*table, "item")) {
        item_ids.add(*item);
        block.items.push_back({text_at(*item, "id"), texts_at(*item, "text", course_.languages),
                               flag_at(*item, "done"), names_at(*item, "lessons"),
                               names_at(*item, "labs")});
        append(out_.places.item_lessons, list_at(*item, "lessons"));
        append(out_.places.item_labs, list_at(*item, "labs"));
      }
      course_.blocks.push_back(std::move(block));
    }
  }

  const text::Node& root_;
  std::string_view file_;
  Problems& problems_;
  DecodedCourse& out_;
  Course& course_;
};

}  // namespace

base::Result<DecodedCourse> decode_course(const text::Node& root, std::string_view file,
                                          Problems& problems) {
  DecodedCourse out;
  out.course.languages = TRY(decode_languages(root, file));
  text::check_schema(root, course_schema(), out.course.languages, file, problems);
  Decoder(root, file, problems, out).run();
  lint_cells(out.course, out.places, file, problems);
  return out;
}

}  // namespace model
