#include "generator/model/decode_page.h"

#include <algorithm>
#include <limits>

#include "generator/model/freshness.h"
#include "generator/text/utf8.h"

namespace model {
namespace {

constexpr std::int64_t kMostMinutes = 60 * 24 * 365;

class MetaDecoder {
 public:
  MetaDecoder(const text::Node& root, const MetaContext& context, Page& page, Problems& problems)
      : root_(root), context_(context), page_(page), problems_(problems) {}

  Meta run() {
    Meta meta;
    if (const std::string id = text_at(root_, "id"); !id.empty()) page_.id = id;
    meta.places.id = placed("id");
    meta.places.level = placed("level");
    meta.places.topic = placed("topic");
    meta.places.lab = placed("lab");
    meta.places.requirements = list_at(root_, "requires");
    meta.places.next = list_at(root_, "next");
    meta.places.objectives = list_at(root_, "objectives");
    page_.level = meta.places.level.id;
    page_.topic = meta.places.topic.id;
    page_.lab = meta.places.lab.id;
    page_.requirements = names_at(root_, "requires");
    page_.next = names_at(root_, "next");
    page_.objectives = names_at(root_, "objectives");
    page_.rev = bounded(root_, "rev", 1, std::numeric_limits<int>::max(), 1);
    if (const text::Node* minutes = root_.find("minutes")) {
      page_.minutes_read = bounded(*minutes, "read", 0, kMostMinutes, 0);
      page_.minutes_do = bounded(*minutes, "do", 0, kMostMinutes, 0);
    }
    decode_source();
    decode_status();
    page_.licence = text_at(root_, "licence");
    if (page_.licence.empty()) page_.licence = "CC-BY-4.0";
    decode_variables();
    decode_credits();
    decode_verified(meta.places);
    for (const text::Node* table : tables_at(root_, "entry")) meta.entries.push_back(entry(*table));
    return meta;
  }

 private:
  PlacedId placed(std::string_view key) {
    return {text_at(root_, key), place_of(root_, key), end_of(root_, key)};
  }

  base::Span span(base::Position begin, base::Position end) {
    return {std::string(context_.file), begin, end};
  }

  void refuse(base::Span where, base::Message message, base::Message hint = {}) {
    problems_.push_back(problem("schema", std::move(where), std::move(message), std::move(hint)));
  }

  int bounded(const text::Node& table, std::string_view key, std::int64_t least, std::int64_t most,
              int otherwise) {
    const auto value = number_at(table, key);
    if (!value) return otherwise;
    if (*value >= least && *value <= most) return static_cast<int>(*value);
    refuse(span(place_of(table, key), end_of(table, key)),
           base::message("'{}' is {}; it lies between {} and {}",
                         "« {} » vaut {} ; il va de {} à {}", key, *value, least, most));
    return otherwise;
  }

  void decode_source() {
    const std::string source = text_at(root_, "source");
    const auto found = std::find(context_.languages.begin(), context_.languages.end(), source);
    if (found != context_.languages.end())
      page_.source = static_cast<LanguageIndex>(found - context_.languages.begin());
  }

  void decode_status() {
    const std::string status = text_at(root_, "status");
    if (status == "draft") page_.status = Status::Draft;
    if (status == "beta") page_.status = Status::Beta;
    if (status == "deprecated") page_.status = Status::Deprecated;
  }

  void decode_variables() {
    const text::Node* vars = root_.find("vars");
    if (vars == nullptr || !vars->is_table()) return;
    for (const text::Member& member : std::get<text::Table>(vars->value)) {
      if (!is_placeholder_name(member.key)) {
        base::Position end = member.key_at;
        end.column += static_cast<std::uint32_t>(member.key.size());
        refuse(span(member.key_at, end),
               base::message("'{}' cannot be a placeholder",
                             "« {} » ne peut pas être un emplacement", member.key),
               base::message("use capital letters, digits and '_', as in VPS_IP",
                             "employez des capitales, des chiffres et « _ », comme VPS_IP"));
        continue;
      }
      page_.variables.push_back({member.key, text_at(member.value, "type"),
                                 text_at(member.value, "example"), flag_at(member.value, "secret"),
                                 member.key_at});
    }
  }

  void decode_credits() {
    const text::Node* credits = root_.find("credits");
    if (credits == nullptr) return;
    if (!credits->is_table()) {
      refuse(span(credits->at, credits->end),
             base::message("'credits' must be a table", "« credits » doit être une table"),
             base::message("write credits = {{ author = [\"…\"] }}",
                           "écrivez credits = {{ author = [\"…\"] }}"));
      return;
    }
    for (const text::Member& member : std::get<text::Table>(credits->value)) {
      const auto* array = std::get_if<text::Array>(&member.value.value);
      std::vector<std::string> names = names_at(*credits, member.key);
      if (array == nullptr || names.size() != array->size()) {
        refuse(span(member.value.at, member.value.end),
               base::message("'credits.{}' must be an array of names",
                             "« credits.{} » doit être un tableau de noms", member.key));
        continue;
      }
      page_.credits[member.key] = std::move(names);
    }
  }

  void decode_verified(MetaPlaces& places) {
    const text::Node* verified = root_.find("verified");
    if (verified == nullptr) return;
    const text::Node* date = verified->find("date");
    if (date == nullptr || !std::holds_alternative<text::Date>(date->value)) return;
    places.verified = date->at;
    page_.verified = Verified{std::get<text::Date>(date->value), names_at(*verified, "on")};
  }

  DeclaredEntry entry(const text::Node& table) {
    DeclaredEntry out;
    out.id = text_at(table, "id");
    out.at = place_of(table, "id");
    out.end = end_of(table, "id");
    out.lab = {text_at(table, "lab"), place_of(table, "lab"), end_of(table, "lab")};
    out.facts = {text_at(table, "system"), text_at(table, "layer"), names_at(table, "errors"),
                 out.lab.id, text_at(table, "status")};
    return out;
  }

  const text::Node& root_;
  const MetaContext& context_;
  Page& page_;
  Problems& problems_;
};

const text::Schema& schema_of(PageKind kind, const Schemas& schemas) {
  switch (kind) {
    case PageKind::Guide:
      return schemas.guide;
    case PageKind::Logbook:
      return schemas.logbook;
    default:
      return schemas.lesson;
  }
}

}  // namespace

bool is_placeholder_name(std::string_view name) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return !name.empty() && is_upper(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_upper(c) || (c >= '0' && c <= '9') || c == '_'; });
}

Meta decode_meta(const text::Node& root, const MetaContext& context, Page& page,
                 Problems& problems) {
  text::check_schema(root, schema_of(page.kind, context.schemas), context.languages, context.file,
                     problems);
  return MetaDecoder(root, context, page, problems).run();
}

FrontPlaces decode_front_matter(const text::Node& front, PageKind kind, const MetaContext& context,
                                Half& half, Problems& problems) {
  const bool entry = kind == PageKind::Entry;
  text::check_schema(front,
                     entry ? context.schemas.entry_front_matter : context.schemas.front_matter,
                     context.languages, context.file, problems);
  half.title = text_at(front, "title");
  half.description = text_at(front, "description");
  half.aliases = names_at(front, "aliases");
  FrontPlaces places;
  if (front.find("title") != nullptr) places.title = place_of(front, "title");
  if (front.find("description") != nullptr) places.description = place_of(front, "description");
  const text::Node* translation = front.find("translation");
  if (translation == nullptr || !translation->is_table()) return places;
  const auto of = number_at(*translation, "of");
  if (of && *of >= 1 && *of <= std::numeric_limits<int>::max()) {
    places.translation_of = place_of(*translation, "of");
    half.translation = Translation{static_cast<int>(*of),
                                   text_at(*translation, "by"),
                                   text_at(*translation, "status"),
                                   {},
                                   places.translation_of};
    const std::string record = text_at(*translation, "sections");
    if (auto sections = parse_sections(record)) {
      half.translation->sections = std::move(*sections);
    } else {
      problems.push_back(problem(
          "schema",
          {std::string(context.file), place_of(*translation, "sections"),
           end_of(*translation, "sections")},
          base::message("'{}' is no record of sections", "« {} » n'est pas un relevé de sections",
                        text::shortened(record, 40)),
          base::message("remove it, or write it anew: atelier translated {}",
                        "retirez-le, ou récrivez-le : atelier translated {}", context.file)));
    }
  }
  return places;
}

}  // namespace model
