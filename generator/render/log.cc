// A logbook entry: the error texts as stamps, then a line with four stops.
#include "generator/render/writer.h"
#include "generator/text/html.h"

namespace render {

namespace {

using namespace markdown;

std::string_view id_of(LogPart part) {
  switch (part) {
    case LogPart::Problem: return "problem";
    case LogPart::Diagnosis: return "diagnosis";
    case LogPart::Solution: return "solution";
    case LogPart::Prevention: return "prevention";
  }
  return "problem";
}

}  // namespace

void write_stamps(Writer& writer, const std::vector<std::string>& errors) {
  if (errors.empty()) return;
  std::string& out = writer.out;
  out += "<div class=\"stamps\" role=\"group\"";
  write_attribute(out, "aria-label", writer.words.say("part.errors"));
  out += '>';
  for (const std::string& error : errors) {
    out += "<code class=\"stamp\" translate=\"no\">";
    text::escape_to(out, error);
    out += "</code>";
  }
  out += "</div>\n";
}

void write_stops(Writer& writer, const Log& log) {
  write_blocks(writer, log.lead);
  for (const LogSection& section : log.sections) {
    writer.out += "<div class=\"stop\"";
    write_attribute(writer.out, "data-part", id_of(section.part));
    writer.out += ">\n";
    write_heading(writer, section.heading, log.level + 1, section.at);
    write_blocks(writer, section.blocks);
    writer.out += "</div>\n";
  }
}

void write_log(Writer& writer, const Log& log) {
  writer.out += "<section class=\"log\"";
  write_attribute(writer.out, "data-log", log.id);
  writer.out += ">\n";
  write_heading(writer, log.heading, log.level, log.at);
  write_stamps(writer, log.errors);
  write_stops(writer, log);
  writer.out += "</section>\n";
}

}  // namespace render
