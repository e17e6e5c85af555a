#include "generator/model/schemas.h"

namespace model {
namespace {

using text::Field;
using text::Need;
using text::Schema;
using text::Type;

// Meanings are whole sentences of documentation: no format arguments.
base::Message says(std::string_view en, std::string_view fr) {
  return {std::string(en), std::string(fr)};
}

Field field(std::string_view name, Type type, Need need, base::Message meaning) {
  Field out;
  out.name = name;
  out.type = type;
  out.need = need;
  out.meaning = std::move(meaning);
  return out;
}

Field one_of(Field field, std::vector<std::string> values) {
  field.one_of = std::move(values);
  return field;
}

Field with(Field field, Schema fields) {
  field.fields = std::move(fields);
  return field;
}

Field id_field(base::Message meaning) {
  return field("id", Type::Id, Need::Required, std::move(meaning));
}

Field title_field() {
  return field("title", Type::Texts, Need::Required,
               says("as readers see it", "tel que les lecteurs le voient"));
}

Field rev_field() {
  return field(
      "rev", Type::Integer, Need::Required,
      says("from 1; raised when somebody who finished the page should look again",
           "à partir de 1 ; augmenté quand une personne qui a terminé la page devrait la revoir"));
}

Field source_field(Languages languages) {
  return one_of(field("source", Type::String, Need::Required,
                      says("the language the others are translated from",
                           "la langue dont les autres sont traduites")),
                {languages.begin(), languages.end()});
}

Field vars_field() {
  return with(
      field("vars", Type::Map, Need::Optional,
            says("the placeholders that code on the page uses, by name: [vars.VPS_IP]",
                 "les emplacements que le code de la page utilise, par nom : [vars.VPS_IP]")),
      {one_of(field("type", Type::String, Need::Required,
                    says("what the value is", "ce qu'est la valeur")),
              {"ip", "host", "port", "url", "email", "user", "path", "text"}),
       field("example", Type::String, Need::Required,
             says("a harmless example", "un exemple inoffensif")),
       field("secret", Type::Boolean, Need::Optional,
             says("never kept in the browser", "jamais gardé dans le navigateur"))});
}

// What lessons and guides share, from `source` on.
Schema work_fields(Languages languages) {
  return {
      source_field(languages),
      with(field("minutes", Type::Table, Need::Required,
                 says("how long it takes", "le temps qu'il faut")),
           {field("read", Type::Integer, Need::Required,
                  says("minutes to read it", "les minutes pour la lire")),
            field("do", Type::Integer, Need::Required,
                  says("minutes to do it", "les minutes pour la faire"))}),
      field("requires", Type::Ids, Need::Optional,
            says("lessons or guides that come first", "les leçons ou guides qui viennent avant")),
      field("next", Type::Ids, Need::Optional,
            says("lessons or guides to read next", "les leçons ou guides à lire ensuite")),
      field("objectives", Type::Ids, Need::Optional,
            says("the same ids stand in the text", "les mêmes identifiants sont dans le texte")),
      field("lab", Type::Id, Need::Optional,
            says("the lab that checks this page", "le labo qui vérifie cette page")),
      one_of(field("status", Type::String, Need::Optional,
                   says("'active' when left out", "« active » en son absence")),
             {"draft", "beta", "active", "deprecated"}),
      field(
          "licence", Type::String, Need::Optional,
          says("SPDX id; CC-BY-4.0 when left out", "identifiant SPDX ; CC-BY-4.0 en son absence")),
      field("credits", Type::Any, Need::Optional,
            says("role = array of names", "rôle = tableau de noms")),
      with(field("verified", Type::Table, Need::Optional,
                 says("when somebody last did all of it", "la dernière fois qu'on a tout refait")),
           {field("date", Type::Date, Need::Required, says("the day", "le jour")),
            field("on", Type::Strings, Need::Required,
                  says("systems: debian-12", "les systèmes : debian-12"))}),
      vars_field(),
  };
}

Schema joined(Schema first, Schema second) {
  first.insert(first.end(), std::make_move_iterator(second.begin()),
               std::make_move_iterator(second.end()));
  return first;
}

Field level_field(Need need) {
  return field("level", Type::Id, need, says("a level of course.toml", "un niveau de course.toml"));
}

Schema tab_group_fields() {
  return {id_field(says("such as os", "par exemple os")),
          with(field("choices", Type::Tables, Need::Required,
                     says("in the order of the tabs", "dans l'ordre des onglets")),
               {id_field(says("of the choice", "du choix")),
                field("label", Type::Texts, Need::Required,
                      says("a tab whose heading starts with it belongs to this choice",
                           "un onglet dont le titre commence ainsi appartient à ce choix"))})};
}

Schema block_fields() {
  return {id_field(says("of the competency block", "du bloc de compétences")), title_field(),
          field("declared", Type::Integer, Need::Optional,
                says("percent claimed", "pourcentage déclaré")),
          field("target", Type::Integer, Need::Optional,
                says("percent to reach; 100 when left out",
                     "pourcentage à atteindre ; 100 en son absence")),
          with(field("item", Type::Tables, Need::Optional,
                     says("what one can do", "ce que l'on sait faire")),
               {id_field(says("of the competency", "de la compétence")),
                field("text", Type::Texts, Need::Required, says("a sentence", "une phrase")),
                field("done", Type::Boolean, Need::Optional, says("ticked", "coché")),
                field("lessons", Type::Ids, Need::Optional,
                      says("where it is learnt", "où on l'apprend")),
                field("labs", Type::Ids, Need::Optional,
                      says("where it is proved", "où on le prouve"))})};
}

}  // namespace

text::Schema course_schema() {
  return {
      id_field(says("of the course", "du cours")),
      field("languages", Type::Strings, Need::Required,
            says("the source language first", "la langue source en premier")),
      title_field(),
      field("tagline", Type::Texts, Need::Required,
            says("the sentence under the title of the home page",
                 "la phrase sous le titre de la page d'accueil")),
      field("description", Type::Texts, Need::Required,
            says("for search engines", "pour les moteurs de recherche")),
      with(field("tab_group", Type::Tables, Need::Optional,
                 says("one choice for the whole site", "un choix pour tout le site")),
           tab_group_fields()),
      with(field("level", Type::Tables, Need::Required,
                 says("rows of the grid, in order", "les lignes de la grille, dans l'ordre")),
           {id_field(says("of the level", "du niveau")), title_field(),
            field("promise", Type::Texts, Need::Required,
                  says("what one can do", "ce que l'on sait faire")),
            field("objective", Type::Texts, Need::Required, says("a sentence", "une phrase"))}),
      with(field("topic", Type::Tables, Need::Required,
                 says("columns of the grid, in order", "les colonnes de la grille, dans l'ordre")),
           {id_field(says("of the topic", "du thème")), title_field(),
            field("question", Type::Texts, Need::Required,
                  says("what the topic answers", "ce à quoi le thème répond"))}),
      with(field("cell", Type::Tables, Need::Optional,
                 says("one for each level and topic", "une par niveau et par thème")),
           {level_field(Need::Required),
            field("topic", Type::Id, Need::Required,
                  says("a topic of this file", "un thème de ce fichier")),
            field("lessons", Type::Ids, Need::Optional,
                  says("in reading order", "dans l'ordre de lecture")),
            field("text", Type::Texts, Need::Optional,
                  says("what will stand here", "ce qui viendra ici"))}),
      with(field("block", Type::Tables, Need::Optional,
                 says("competency blocks", "les blocs de compétences")),
           block_fields()),
  };
}

text::Schema lesson_schema(Languages languages) {
  return joined({field("id", Type::DottedId, Need::Required,
                       says("topic.slug, both equal to the folders' names; never changes",
                            "thème.slug, égaux aux noms des dossiers ; ne change jamais")),
                 rev_field(), level_field(Need::Required),
                 field("topic", Type::Id, Need::Required,
                       says("a topic of course.toml", "un thème de course.toml"))},
                work_fields(languages));
}

text::Schema guide_schema(Languages languages) {
  return joined(
      {id_field(says("the folder's name; never changes", "le nom du dossier ; ne change jamais")),
       rev_field(), level_field(Need::Optional)},
      work_fields(languages));
}

text::Schema logbook_schema(Languages languages) {
  return {
      id_field(says("the folder's name; never changes", "le nom du dossier ; ne change jamais")),
      rev_field(),
      source_field(languages),
      vars_field(),
      with(field("entry", Type::Tables, Need::Optional,
                 says("failures, in order", "les pannes, dans l'ordre")),
           {id_field(
                says("of the entry, unique in the course", "de la fiche, unique dans le cours")),
            field("system", Type::String, Need::Required,
                  says("the product, as people call it", "le produit, comme on l'appelle")),
            one_of(field("layer", Type::String, Need::Required,
                         says("where the failure lies", "où se trouve la panne")),
                   {"host", "network", "tls", "gateway", "service", "database", "mail", "browser",
                    "configuration", "application"}),
            field("errors", Type::Strings, Need::Optional,
                  says("exact texts, as the program prints them",
                       "les textes exacts, tels que le programme les affiche")),
            field("lab", Type::Id, Need::Optional,
                  says("the lab that shows it", "le labo qui la montre")),
            one_of(field("status", Type::String, Need::Required,
                         says("what became of it", "ce qu'elle est devenue")),
                   {"solved", "worked-around", "open", "precaution"})}),
  };
}

text::Schema figure_schema() {
  const auto at = [] {
    return field("at", Type::Integers, Need::Required,
                 says("column and row, from 0", "colonne et ligne, à partir de 0"));
  };
  return {
      field("title", Type::Texts, Need::Required,
            says("what the figure is called, for those who hear it",
                 "le nom de la figure, pour qui l'écoute")),
      field("caption", Type::Texts, Need::Required,
            says("the sentence under the figure", "la phrase sous la figure")),
      with(field("zone", Type::Tables, Need::Optional,
                 says("frames behind the boxes: the server, the learner's computer",
                      "des cadres derrière les boîtes : le serveur, l'ordinateur de l'élève")),
           {id_field(says("of the zone", "de la zone")),
            field("title", Type::Words, Need::Required,
                  says("at its top left", "en haut à gauche")),
            at(),
            field("size", Type::Integers, Need::Required,
                  says("how many columns and rows", "le nombre de colonnes et de lignes"))}),
      with(field("node", Type::Tables, Need::Required,
                 says("boxes, each in a cell of its own", "des boîtes, chacune dans sa case")),
           {id_field(says("of the node", "du nœud")),
            field("label", Type::Words, Need::Required,
                  says("up to 60 characters", "60 caractères au plus")),
            field("note", Type::Words, Need::Optional,
                  says("smaller, below: a port, a path", "plus petit, dessous : un port, un chemin")),
            at(),
            one_of(field("kind", Type::String, Need::Required,
                         says("how it is drawn", "comment elle est dessinée")),
                   {"person", "service", "store", "external"}),
            field("link", Type::DottedId, Need::Optional,
                  says("the page it leads to", "la page où elle mène"))}),
      with(field("edge", Type::Tables, Need::Optional,
                 says("arrows: who calls whom", "des flèches : qui appelle qui")),
           {field("from", Type::Id, Need::Required, says("a node", "un nœud")),
            field("to", Type::Id, Need::Required, says("another node", "un autre nœud")),
            field("label", Type::Words, Need::Optional,
                  says("on the arrow; up to 60 characters",
                       "sur la flèche ; 60 caractères au plus")),
            one_of(field("kind", Type::String, Need::Optional,
                         says("'plain' when left out; 'both' has two heads",
                              "« plain » en son absence ; « both » a deux pointes")),
                   {"plain", "dashed", "both"})}),
  };
}

text::Schema front_matter_schema() {
  return {
      field("title", Type::String, Need::Required,
            says("equal to the first heading", "égal au premier titre")),
      field("description", Type::String, Need::Optional,
            says("one sentence, up to 160 characters", "une phrase, 160 caractères au plus")),
      field("aliases", Type::Strings, Need::Optional, says("old addresses", "anciennes adresses")),
      with(field("translation", Type::Table, Need::Optional,
                 says("in a translation: what it was made from",
                      "dans une traduction : ce dont elle est faite")),
           {field("of", Type::Integer, Need::Required,
                  says("the rev that was translated", "la rev qui a été traduite")),
            one_of(
                field("by", Type::String, Need::Required, says("who translated", "qui a traduit")),
                {"human", "machine"}),
            one_of(field("status", Type::String, Need::Required,
                         says("how far it is", "où elle en est")),
                   {"draft", "reviewed"}),
            field("sections", Type::String, Need::Optional,
                  says("what the sections of the original were; 'atelier translated' writes it",
                       "ce qu'étaient les sections de l'original ; « atelier translated » "
                       "l'écrit"))}),
  };
}

text::Schema entry_front_matter_schema() {
  return joined(front_matter_schema(),
                {one_of(field("type", Type::String, Need::Required,
                              says("an entry of a logbook in a file of its own",
                                   "une fiche de journal dans son propre fichier")),
                        {"log"})});
}

Schemas::Schemas(Languages languages)
    : lesson(lesson_schema(languages)),
      guide(guide_schema(languages)),
      logbook(logbook_schema(languages)),
      front_matter(front_matter_schema()),
      entry_front_matter(entry_front_matter_schema()) {}

std::vector<NamedSchema> published_schemas(Languages languages) {
  // Editors see one schema of front matter, so `type` is optional in it.
  text::Schema front = entry_front_matter_schema();
  front.back().need = Need::Optional;
  return {{"course", "course.toml", course_schema()},
          {"lesson", "lesson.toml", lesson_schema(languages)},
          {"guide", "guide.toml", guide_schema(languages)},
          {"logbook", "logbook.toml", logbook_schema(languages)},
          {"figure", "figures/<id>.toml", figure_schema()},
          {"front-matter", "front matter", front}};
}

}  // namespace model
