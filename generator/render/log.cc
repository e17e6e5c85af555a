// A logbook entry: the error texts as stamps, then a line with four stops.
#include "generator/render/writer.h"
#include "generator/text/fold.h"
#include "generator/text/html.h"
#include "generator/text/utf8.h"

namespace render {

namespace {

using namespace markdown;

std::string_view id_of(LogPart part) {
  switch (part) {
    case LogPart::Problem:
      return "problem";
    case LogPart::Diagnosis:
      return "diagnosis";
    case LogPart::Solution:
      return "solution";
    case LogPart::Prevention:
      return "prevention";
  }
  return "problem";
}

// The part whose name, in either language, the heading is.
std::optional<LogPart> part_begun_by(const Block& block) {
  const auto* heading = std::get_if<Heading>(&block.node);
  if (heading == nullptr || heading->level != 2) return {};
  const std::string name = text::without_accents(text::lower_case(plain_text(heading->text)));
  if (name == "probleme" || name == "problem") return LogPart::Problem;
  if (name == "diagnostic" || name == "diagnosis") return LogPart::Diagnosis;
  if (name == "solution") return LogPart::Solution;
  if (name == "prevention") return LogPart::Prevention;
  return {};
}

void open_stop(Writer& writer, LogPart part) {
  writer.out += "<div class=\"stop\"";
  write_attribute(writer.out, "data-part", id_of(part));
  writer.out += ">\n";
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

void write_stops(Writer& writer, const Log& log, int level) {
  for (const LogSection& section : log.sections) {
    open_stop(writer, section.part);
    write_heading(writer, section.heading, level, section.at);
    write_blocks(writer, section.blocks);
    writer.out += "</div>\n";
  }
}

void write_stops(Writer& writer, std::span<const Block> blocks) {
  bool open = false;
  for (std::size_t i = 0, from = 0; i <= blocks.size(); ++i) {
    const std::optional<LogPart> part = i < blocks.size() ? part_begun_by(blocks[i]) : std::nullopt;
    if (i < blocks.size() && !part) continue;
    write_blocks(writer,
                 blocks.subspan(from, i - from));  // at once, so that output finds its command
    from = i;
    if (open) writer.out += "</div>\n";
    if (part) open_stop(writer, *part);
    open = part.has_value();
  }
}

void write_log(Writer& writer, const Log& log) {
  writer.out += "<section class=\"log\"";
  write_attribute(writer.out, "data-log", log.id);
  writer.out += ">\n";
  write_heading(writer, log.heading, log.level, log.heading_at);
  write_stamps(writer, log.errors);
  write_blocks(writer, log.lead);
  write_stops(writer, log, log.level + 1);
  writer.out += "</section>\n";
}

}  // namespace render
