// A figure of a page: its drawing, its caption, and what it shows in words.
#include <algorithm>

#include "generator/figure/plan.h"
#include "generator/render/writer.h"
#include "generator/text/html.h"

namespace render {
namespace {

std::string text_of(const Writer& writer, const model::Texts& texts) {
  if (texts.empty()) return {};
  return writer.shared.typeset(texts.in(writer.content), writer.content);
}

figure::Shape shape_of(std::string_view kind) {
  if (kind == "person") return figure::Shape::Pill;
  if (kind == "store") return figure::Shape::Store;
  return kind == "external" ? figure::Shape::Dashed : figure::Shape::Box;
}

figure::EdgeKind kind_of(std::string_view kind) {
  if (kind == "dashed") return figure::EdgeKind::Dashed;
  return kind == "both" ? figure::EdgeKind::Both : figure::EdgeKind::Plain;
}

// A box that would lead to the page it stands on has no link.
std::string link_of(const Writer& writer, const std::string& id) {
  const model::Page* page = id.empty() ? nullptr : writer.shared.course.find_linked(id);
  if (page == nullptr || page == &writer.page) return {};
  return writer.here.to(model::address_of(writer.shared.course, *page, writer.reader));
}

figure::Plan plan_of(const Writer& writer, const model::Figure& figure) {
  figure::Plan plan;
  for (const model::FigureNode& node : figure.nodes)
    plan.nodes.push_back({text_of(writer, node.label), text_of(writer, node.note),
                          link_of(writer, node.link), node.at, shape_of(node.kind)});
  for (const model::FigureEdge& edge : figure.edges)
    plan.edges.push_back({edge.from, edge.to, text_of(writer, edge.label), kind_of(edge.kind)});
  for (const model::FigureZone& zone : figure.zones)
    plan.zones.push_back({text_of(writer, zone.title), zone.at, zone.columns, zone.rows});
  return plan;
}

}  // namespace

void write_figure(Writer& writer, const markdown::Figure& figure) {
  const model::Figure* found = writer.shared.course.find_figure(figure.id);
  if (found == nullptr || found->nodes.empty()) return write_blocks(writer, figure.blocks);
  const std::string title = text_of(writer, found->title);
  const std::string id = "figure_" + figure.id;
  std::string& out = writer.out;
  out += "<div class=\"figure\"><figure>\n<div class=\"scroll\" role=\"group\" tabindex=\"0\"";
  write_attribute(out, "aria-label", writer.words.say("part.figure", {{"title", title}}));
  out += ">" + figure::svg(figure::lay_out(plan_of(writer, *found)),
                           {id + "_title", title, id + "_words"})
                   .str();
  out += "</div>\n<figcaption>";
  text::escape_to(out, text_of(writer, found->caption));
  out += "</figcaption></figure>\n<details class=\"words\"><summary>";
  text::escape_to(out, writer.words.say("part.figure_words"));
  out += "</summary>\n<div";
  write_attribute(out, "id", id + "_words");
  out += ">\n";
  write_blocks(writer, figure.blocks);
  out += "</div></details></div>\n";
}

}  // namespace render
