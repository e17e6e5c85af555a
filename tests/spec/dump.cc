#include "tests/spec/dump.h"

#include <fmt/format.h>

#include <string_view>

namespace spec {
namespace {

using namespace markdown;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '"' || c == '\\')
      out += {'\\', c};
    else
      out += c;
  }
  return out + '"';
}

std::string line_of(const Inlines& line);

std::string group(std::string_view name, const Inlines& children) {
  return fmt::format("{}({})", name, line_of(children));
}

std::string element(const Inline& item) {
  switch (item.kind) {
    case InlineKind::Text:
      return quoted(item.text);
    case InlineKind::SoftBreak:
      return "/";
    case InlineKind::LineBreak:
      return "//";
    case InlineKind::Code:
      return "`" + item.text + "`";
    case InlineKind::Emphasis:
      return group("em", item.children);
    case InlineKind::Strong:
      return group("strong", item.children);
    case InlineKind::Strikethrough:
      return group("strike", item.children);
    case InlineKind::Html:
      return item.text;
    case InlineKind::FootnoteReference:
      return fmt::format("footnote({}, use {})", item.number, item.occurrence);
    case InlineKind::Link:
    case InlineKind::Image:
      break;
  }
  std::string out = item.kind == InlineKind::Link ? "link" : "image";
  out += fmt::format("(<{}>", item.target);
  if (!item.title.empty()) out += " title=" + quoted(item.title);
  if (!item.children.empty()) out += " " + line_of(item.children);
  return out + ")";
}

std::string line_of(const Inlines& line) {
  std::string out;
  for (const Inline& item : line) out += (out.empty() ? "" : " ") + element(item);
  return out;
}

std::string at(base::Position position) {
  return fmt::format("{}:{}", position.line, position.column);
}

std::string_view name_of(QuizKind kind) {
  constexpr std::string_view kNames[] = {"single", "multiple", "number", "text", "order", "match"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(AlertKind kind) {
  constexpr std::string_view kNames[] = {"note", "tip", "important", "warning", "caution"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(LogPart part) {
  constexpr std::string_view kNames[] = {"problem", "diagnosis", "solution", "prevention"};
  return kNames[static_cast<std::size_t>(part)];
}

class Dumper {
 public:
  void blocks(const Blocks& blocks) {
    for (const Block& block : blocks) std::visit(*this, block.node);
  }
  void named(std::string_view name, const Blocks& inside) {
    line("{}", name);
    nest(inside);
  }
  std::string take() { return std::move(out_); }

  void operator()(const Paragraph& it) { line("paragraph {}", line_of(it.text)); }
  void operator()(const Heading& it) {
    std::string more;
    if (!it.id.empty()) more += fmt::format(" {}={}", it.step ? "step" : "id", it.id);
    if (it.minutes != 0) more += fmt::format(" minutes={}", it.minutes);
    line("heading {}{} {}", it.level, more, line_of(it.text));
  }
  void operator()(const Quote& it) { named("quote", it.blocks); }
  void operator()(const List& it) {
    std::string start = it.ordered && it.start != 1 ? fmt::format(" start={}", it.start) : "";
    line("list {}{}{}", it.ordered ? "numbered" : "bullets", start, it.tight ? "" : " loose");
    ++depth_;
    for (const Item& item : it.items) this->item(item);
    --depth_;
  }
  void operator()(const CodeBlock& it) {
    std::string more;
    if (!it.language.empty()) more += " " + it.language;
    if (!it.title.empty()) more += " title=" + quoted(it.title);
    for (const LineRange& range : it.marked)
      more += fmt::format(" marked={}-{}", range.first, range.last);
    if (it.broken) more += " broken";
    line("code{} at={}", more, at(it.text_at));
    std::string_view rest = it.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      line("  |{}", rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  void operator()(const Table& it) {
    std::string columns;
    for (const Alignment alignment : it.columns) {
      constexpr std::string_view kNames[] = {"none", "left", "centre", "right"};
      columns += fmt::format(" {}", kNames[static_cast<std::size_t>(alignment)]);
    }
    line("table{}", columns);
    ++depth_;
    cells("head", it.head);
    for (const std::vector<Inlines>& row : it.rows) cells("row", row);
    --depth_;
  }
  void operator()(const ThematicBreak&) { line("rule"); }
  void operator()(const RawHtml& it) { line("html {}", quoted(it.markup)); }
  void operator()(const Alert& it) {
    line("alert {}{}", name_of(it.kind), it.title.empty() ? "" : " " + line_of(it.title));
    nest(it.blocks);
  }
  void operator()(const Details& it) {
    line("details{} {}", it.open ? " open" : "", line_of(it.summary));
    nest(it.blocks);
  }
  void operator()(const Objectives& it) {
    line("objectives");
    nest(it.lead);
    ++depth_;
    for (const Item& item : it.items) this->item(item);
    --depth_;
  }
  void operator()(const Worksheet& it) {
    line("worksheet id={} level={} {}", it.id, it.level, line_of(it.heading));
    nest(it.lead);
    for (const WorksheetRow& row : it.rows) {
      line("  {} {}{}", row.name, line_of(row.label),
           row.example.empty() ? "" : " example=" + quoted(row.example));
    }
  }
  void operator()(const Tabs& it) {
    line("tabs {}", it.group);
    ++depth_;
    for (const Panel& panel : it.panels) {
      line("panel {}", line_of(panel.label));
      nest(panel.blocks);
    }
    --depth_;
  }
  void operator()(const Quiz& it) {
    std::string more;
    if (it.kind == QuizKind::Number) more += fmt::format(" tol={}", it.tolerance);
    if (it.fold_case) more += " fold-case";
    if (it.fold_space) more += " fold-space";
    line("quiz {} {}{} level={} {}", it.id, name_of(it.kind), more, it.level, line_of(it.question));
    ++depth_;
    part("lead", it.lead);
    for (const Choice& choice : it.choices) {
      named(choice.right ? "right" : "wrong", choice.text);
      ++depth_;
      part("feedback", choice.feedback);
      --depth_;
    }
    for (const std::string& answer : it.answers) line("accepted {}", quoted(answer));
    for (const Blocks& step : it.ordered) named("in order", step);
    if (!it.columns.empty()) cells("columns", it.columns);
    for (const auto& [left, right] : it.pairs) line("pair {} = {}", line_of(left), line_of(right));
    part("feedback", it.feedback);
    for (const Blocks& hint : it.hints) named("hint", hint);
    part("solution", it.solution);
    --depth_;
  }
  void operator()(const Lab& it) {
    std::string checks;
    for (const LabCheck& check : it.checks) checks += " " + check.id;
    line("lab {} level={} {}", it.id, it.level, line_of(it.heading));
    line("  checks:{}", checks);
    nest(it.blocks);
  }
  void operator()(const Log& it) {
    line("log {} level={} {}", it.id, it.level, line_of(it.heading));
    ++depth_;
    for (const std::string& error : it.errors) line("error {}", quoted(error));
    part("lead", it.lead);
    for (const LogSection& section : it.sections) {
      line("{} {}", name_of(section.part), line_of(section.heading));
      nest(section.blocks);
    }
    --depth_;
  }
  void operator()(const Holds& it) { named("holds", it.blocks); }
  void operator()(const Figure& it) { named("figure " + it.id, it.blocks); }
  void operator()(const Instructor& it) { named("instructor", it.blocks); }

 private:
  template <class... Arguments>
  void line(fmt::format_string<const Arguments&...> format, const Arguments&... arguments) {
    std::string text = fmt::format(format, arguments...);
    while (text.ends_with(' ')) text.pop_back();
    out_ += std::string(depth_ * 2, ' ') + text + '\n';
  }
  void nest(const Blocks& inside) {
    ++depth_;
    blocks(inside);
    --depth_;
  }
  void part(std::string_view name, const Blocks& inside) {
    if (!inside.empty()) named(name, inside);
  }
  void item(const Item& item) {
    std::string more;
    if (item.ticked) more += *item.ticked ? " [x]" : " [ ]";
    if (!item.marker.empty())
      more += fmt::format(" marker={} at={}", quoted(item.marker), at(item.marker_at));
    line("item{}", more);
    nest(item.blocks);
  }
  void cells(std::string_view name, const std::vector<Inlines>& cells) {
    std::string text;
    for (const Inlines& cell : cells) text += (text.empty() ? "" : " | ") + line_of(cell);
    line("{} {}", name, text);
  }

  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string dump(const Document& document) {
  Dumper dumper;
  dumper.blocks(document.blocks);
  for (const Footnote& footnote : document.footnotes) {
    dumper.named(
        fmt::format("footnote {} {} uses={}", footnote.number, footnote.label, footnote.references),
        footnote.blocks);
  }
  return dumper.take();
}

std::string dump(const Facts& facts) {
  std::string out;
  const auto line = [&](std::string text) { out += text + '\n'; };
  for (const HeadingFact& it : facts.headings) {
    line(fmt::format("{} heading {}{} {}{}", at(it.at), it.level, it.id.empty() ? "" : " " + it.id,
                     quoted(it.title), it.step ? fmt::format(" step minutes={}", it.minutes) : ""));
  }
  for (const LinkFact& it : facts.links)
    line(fmt::format("{} {} <{}> {}", at(it.at), it.image ? "image" : "link", it.target,
                     quoted(it.text)));
  for (const CodeFact& it : facts.code)
    line(fmt::format("{} code {}", at(it.at), it.language.empty() ? "(none)" : it.language));
  for (const PlaceholderFact& it : facts.placeholders)
    line(fmt::format("{} placeholder {}", at(it.at), it.name));
  for (const QuizFact& it : facts.quizzes)
    line(fmt::format("{} quiz {} key={} choices={}", at(it.at), it.id, quoted(it.key), it.choices));
  for (const MarkerFact& it : facts.objectives)
    line(fmt::format("{} objective {}", at(it.at), it.id));
  for (const MarkerFact& it : facts.worksheet)
    line(fmt::format("{} worksheet {}", at(it.at), it.id));
  for (const TabsFact& it : facts.tabs) {
    std::string labels;
    for (const std::string& label : it.labels) labels += " " + quoted(label);
    line(fmt::format("{} tabs {}{}", at(it.at), it.group, labels));
  }
  for (const FigureFact& it : facts.figures) 
    line(fmt::format("{} figure {}", at(it.at), it.id));
  for (const LabFact& it : facts.labs) {
    std::string checks;
    for (const LabCheck& check : it.checks) checks += fmt::format(" {}@{}", check.id, at(check.at));
    line(fmt::format("{} lab {}{}", at(it.at), it.id, checks));
  }
  for (const LogFact& it : facts.logs) {
    std::string more;
    for (const std::string& error : it.errors) more += " " + quoted(error);
    for (const LogPart part : it.parts) more += fmt::format(" {}", name_of(part));
    line(fmt::format("{} to {} log {} {}{}", at(it.at), at(it.end), it.id, quoted(it.title), more));
  }
  line(fmt::format("words {}{}", facts.words, facts.instructor ? ", for instructors too" : ""));
  return out;
}

std::string dump(const std::vector<base::Error>& problems, base::Locale locale) {
  std::string out;
  for (const base::Error& it : problems) {
    out += fmt::format("{} {}{} {}\n", at(it.where.begin), it.rule,
                       it.severity == base::Severity::Warning ? " (warning)" : "",
                       it.message.in(locale));
    if (!it.hint.empty()) out += fmt::format("  {}\n", it.hint.in(locale));
  }
  return out;
}

}  // namespace spec
