// Tables and lists.
#include "generator/render/writer.h"
#include "generator/text/html.h"

namespace render {

namespace {

using namespace markdown;

std::string_view class_of(Alignment alignment) {
  switch (alignment) {
    case Alignment::Right:
      return " class=\"number\"";
    case Alignment::Centre:
      return " class=\"centre\"";
    case Alignment::None:
    case Alignment::Left:
      break;
  }
  return "";
}

enum class Cells { Head, Body };

void write_row(Writer& writer, const Table& table, const std::vector<Inlines>& row, Cells cells) {
  writer.out += "<tr>";
  for (std::size_t i = 0; i < row.size(); ++i) {
    // An empty corner is no heading of its column.
    const bool heading = cells == Cells::Head && !row[i].empty();
    writer.out += heading ? "<th scope=\"col\"" : "<td";
    writer.out += i < table.columns.size() ? class_of(table.columns[i]) : "";
    writer.out += '>';
    write_inlines(writer, row[i]);
    writer.out += heading ? "</th>" : "</td>";
  }
  writer.out += "</tr>\n";
}

void write_tick(Writer& writer, bool done) {
  writer.out += "<span class=\"tick\" role=\"img\"";
  write_attribute(writer.out, "aria-label", writer.words.say(done ? "part.done" : "part.todo"));
  writer.out += done ? ">☑</span>" : ">☐</span>";
}

// "check: app-port-open" in a lab: what lab-check looks at to see whether this was done.
void write_check(Writer& writer, std::string_view id) {
  for (const model::LabCheckTitle& check : writer.lab->checks) {
    if (check.id != id) continue;
    const std::string title = writer.shared.typeset(check.title.in(writer.content), writer.content);
    writer.out += " <a class=\"check\"";
    write_attribute(
        writer.out, "href",
        writer.here.to(model::address_of_lab(writer.shared.course, writer.lab->id, writer.reader),
                       id));
    writer.out += '>';
    text::escape_to(writer.out, writer.words.say("lab.check", {{"title", title}}));
    writer.out += "</a>";
    return;
  }
}

void write_item(Writer& writer, const Item& item, bool tight) {
  std::string& out = writer.out;
  constexpr std::string_view kCheck = "check: ";
  const bool checked = item.marker.starts_with(kCheck);
  const std::string_view check = checked ? std::string_view(item.marker).substr(kCheck.size()) : "";
  out += "<li";
  if (item.ticked) out += " class=\"task\"";
  if (checked) write_attribute(out, "data-check", check);
  out += '>';
  if (item.ticked) {
    write_tick(writer, *item.ticked);
    out += "<div>";
  }
  if (tight)
    write_tight(writer, item.blocks);
  else
    write_blocks(writer, item.blocks);
  if (checked && writer.lab != nullptr) write_check(writer, check);
  if (item.ticked) out += "</div>";
  out += "</li>\n";
}

}  // namespace

void write_list(Writer& writer, const List& list) {
  writer.out += list.ordered ? "<ol" : "<ul";
  if (list.ordered && list.start != 1) writer.out += fmt::format(" start=\"{}\"", list.start);
  writer.out += ">\n";
  for (const Item& item : list.items) write_item(writer, item, list.tight);
  writer.out += list.ordered ? "</ol>\n" : "</ul>\n";
}

void write_table(Writer& writer, const Table& table) {
  std::string& out = writer.out;
  out += "<div class=\"scroll\" role=\"group\" tabindex=\"0\"";
  write_attribute(out, "aria-label",
                  writer.heading.empty()
                      ? writer.words.say("part.table")
                      : writer.words.say("part.table_in", {{"title", writer.heading}}));
  out += "><table>\n<thead>";
  write_row(writer, table, table.head, Cells::Head);
  out += "</thead>\n<tbody>\n";
  for (const std::vector<Inlines>& row : table.rows) write_row(writer, table, row, Cells::Body);
  out += "</tbody></table></div>\n";
}

}  // namespace render
