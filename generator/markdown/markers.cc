#include "generator/markdown/markers.h"

#include <charconv>

#include "generator/base/ascii.h"
#include "generator/markdown/comments.h"
#include "generator/markdown/directives/reading.h"
#include "generator/text/slug.h"

namespace markdown {
namespace {

constexpr int kMaximumMinutes = 10'000;

void read_minutes(const Argument& written, HeadingMarker& marker, Context& context) {
  const char* end = written.raw.data() + written.raw.size();
  const auto [behind, error] = std::from_chars(written.raw.data(), end, marker.minutes);
  if (error == std::errc() && behind == end && marker.minutes > 0 &&
      marker.minutes <= kMaximumMinutes)
    return;
  marker.minutes = 0;
  context.problems.error(
      "directive-argument", written.value_where,
      base::message("'{}' is no number of minutes", "« {} » n'est pas un nombre de minutes",
                    shown(written.raw)),
      base::message("write a whole number: minutes=10", "écrivez un nombre entier : minutes=10"));
}

bool take_check(const Comment& comment, const Excerpt& excerpt, const Range& where, Item& item,
                Context& context) {
  if (!context.is_open("lab")) return false;
  Opening opening;
  opening.directive = comment.directive;
  opening.comment = where;
  opening.arguments = Arguments(excerpt, comment.arguments_begin, comment.arguments_end,
                                "directive-argument", context.problems);
  if (item.marker.starts_with("check: ")) {
    context.problems.error(
        "directive-misplaced", where,
        base::message("this item has a check already", "cet élément a déjà une vérification"),
        base::message("make it an item of its own", "faites-en un autre élément"));
    return true;
  }
  const std::optional<Argument> id = take_id(opening, context);
  refuse_rest(opening, {}, context);
  if (!id) return true;
  item.marker = "check: " + id->raw;
  item.marker_at = id->where.begin;
  return true;
}

}  // namespace

std::optional<HeadingMarker> read_heading_marker(Opening& opening, Context& context) {
  HeadingMarker marker;
  marker.where = opening.comment;
  marker.step = opening.directive->name == "step";
  const std::optional<Argument> id = take_id(opening, context);
  if (marker.step) {
    const std::optional<Argument> minutes = opening.arguments.take("minutes");
    if (minutes) read_minutes(*minutes, marker, context);
    refuse_rest(opening, {"minutes"}, context);
  } else {
    refuse_rest(opening, {}, context);
  }
  if (!id) return std::nullopt;
  marker.id = id->raw;
  marker.id_where = id->where;
  return marker;
}

bool take_item_marker(const Excerpt& excerpt, std::size_t begin, std::size_t end, Item& item,
                      Context& context) {
  const Comment comment = read_comment(excerpt.text(), begin, end);
  const bool colon = comment.arguments_begin != comment.arguments_end;
  const bool check = comment.kind == CommentKind::Open && comment.directive->name == "check";
  if (check && (colon || context.is_open("lab"))) {
    const Range where = {excerpt.position(begin), excerpt.position(end)};
    return take_check(comment, excerpt, where, item, context);
  }
  const std::string_view whole = excerpt.text().substr(begin, end - begin);
  if (whole.size() < 7 || !whole.ends_with("-->")) return false;
  const std::string_view inside = base::trimmed(whole.substr(4, whole.size() - 7));
  if (!text::Slug::parse(inside, {})) return false;
  item.marker = inside;
  item.marker_at =
      excerpt.position(static_cast<std::size_t>(inside.data() - excerpt.text().data()));
  return true;
}

}  // namespace markdown
