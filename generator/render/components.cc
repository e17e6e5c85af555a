// Objectives, worksheet, tabs, lab: the components that are more than a box.
#include <algorithm>

#include "generator/render/writer.h"
#include "generator/text/html.h"

namespace render {

namespace {

using namespace markdown;

const model::Variable* find_variable(const Writer& writer, std::string_view name) {
  const auto found =
      std::find_if(writer.variables.begin(), writer.variables.end(),
                   [&](const model::Variable& variable) { return variable.name == name; });
  return found == writer.variables.end() ? nullptr : &*found;
}

void write_variable(Writer& writer, const WorksheetRow& row) {
  std::string& out = writer.out;
  const model::Variable* variable = find_variable(writer, row.name);
  const bool secret = variable != nullptr && variable->secret;
  const std::string& example =
      row.example.empty() && variable != nullptr ? variable->example : row.example;
  out += "<tr";
  write_attribute(out, "data-var", row.name);
  if (variable != nullptr) write_attribute(out, "data-type", variable->type);
  if (secret) out += " data-secret";
  out += "><th scope=\"row\"><code translate=\"no\">";
  text::escape_to(out, row.name);
  out += "</code></th><td>";
  write_inlines(writer, row.label);
  out += "</td><td class=\"yours\"></td><td>";
  if (!example.empty()) {
    out += "<code translate=\"no\">";
    text::escape_to(out, example);
    out += "</code>";
  }
  out += "</td></tr>\n";
}

// The theme's word for a worksheet whose author wrote no heading: it is none of the half's
// headings.
void write_own_heading(Writer& writer, const Worksheet& worksheet) {
  writer.heading = writer.words.say("worksheet.title");
  writer.level = std::clamp(worksheet.level, 2, 6);
  writer.out += fmt::format("<h{}", writer.level);
  write_attribute(writer.out, "id", worksheet.id);
  writer.out += '>';
  text::escape_to(writer.out, writer.heading);
  writer.out += fmt::format("</h{}>\n", writer.level);
}

// The choice of the group whose label the panel's heading begins with.
std::string_view choice_of(const Writer& writer, const Tabs& tabs, std::string_view label) {
  for (const model::TabGroup& group : writer.shared.course.tab_groups) {
    if (group.id != tabs.group) continue;
    for (const model::TabChoice& choice : group.choices)
      if (!choice.label.empty() && label.starts_with(choice.label.in(writer.content)))
        return choice.id;
  }
  return {};
}

}  // namespace

void write_objectives(Writer& writer, const Objectives& objectives) {
  std::string& out = writer.out;
  out += "<div class=\"goals\" data-objectives>\n";
  write_blocks(writer, objectives.lead);
  out += "<ul>\n";
  for (const Item& item : objectives.items) {
    out += "<li";
    if (!item.marker.empty()) write_attribute(out, "data-objective", item.marker);
    out += '>';
    write_tight(writer, item.blocks);
    out += "</li>\n";
  }
  out += "</ul></div>\n";
}

void write_worksheet(Writer& writer, const Worksheet& worksheet) {
  std::string& out = writer.out;
  out += "<section class=\"sheet\" data-worksheet>\n";
  if (worksheet.heading.empty())
    write_own_heading(writer, worksheet);
  else
    write_heading(writer, worksheet.heading, worksheet.level, worksheet.at);
  write_blocks(writer, worksheet.lead);
  out += "<div class=\"scroll\" role=\"group\" tabindex=\"0\"";
  write_attribute(out, "aria-label", writer.heading);
  out += "><table>\n<thead><tr>";
  for (const std::string_view key :
       {"worksheet.name", "worksheet.meaning", "worksheet.yours", "worksheet.example"}) {
    out += key == "worksheet.yours" ? "<th scope=\"col\" class=\"yours\">" : "<th scope=\"col\">";
    text::escape_to(out, writer.words.say(key));
    out += "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const WorksheetRow& row : worksheet.rows) write_variable(writer, row);
  out += "</tbody></table></div></section>\n";
}

void write_tabs(Writer& writer, const Tabs& tabs) {
  std::string& out = writer.out;
  const int level = std::min(writer.level + 1, 6);
  out += "<div class=\"tabs\"";
  write_attribute(out, "data-tabs", tabs.group);
  out += ">\n";
  for (const Panel& panel : tabs.panels) {
    out += "<div class=\"panel\"";
    write_attribute(out, "data-panel", choice_of(writer, tabs, markdown::plain_text(panel.label)));
    out += fmt::format("><h{} class=\"panel-title\">", level);
    write_inlines(writer, panel.label);
    out += fmt::format("</h{}>\n", level);
    const int before = writer.level;
    writer.level = level;
    write_blocks(writer, panel.blocks);
    writer.level = before;
    out += "</div>\n";
  }
  out += "</div>\n";
}

void write_lab(Writer& writer, const Lab& lab) {
  std::string& out = writer.out;
  const model::LabSummary* before = writer.lab;
  writer.lab = writer.shared.course.find_lab(lab.id);
  out += "<section class=\"lab\"";
  write_attribute(out, "data-lab", lab.id);
  out += ">\n";
  write_heading(writer, lab.heading, lab.level, lab.heading_at);
  write_blocks(writer, lab.blocks);
  if (writer.lab != nullptr) {
    out += "<p><a";
    write_attribute(
        out, "href",
        writer.here.to(model::address_of_lab(writer.shared.course, lab.id, writer.reader)));
    out += '>';
    text::escape_to(out, writer.words.say("lab.page"));
    out += "</a></p>\n";
  }
  out += "</section>\n";
  writer.lab = before;
}

}  // namespace render
