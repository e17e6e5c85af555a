#include "generator/render/writer.h"

#include "generator/text/html.h"

namespace render {

namespace {

// An entry inside its logbook's file is filled in from the logbook's worksheet.
const std::vector<model::Variable>& variables_of(const Shared& shared, const model::Page& page) {
  const bool own = page.kind != model::PageKind::Entry || !page.variables.empty();
  return own ? page.variables : shared.course.pages[page.logbook].variables;
}

}  // namespace

std::string Anchors::next(base::Position at) {
  const std::size_t known = std::min(half_->anchors.size(), half_->facts.headings.size());
  for (std::size_t i = next_; i < known; ++i) {
    const base::Position there = half_->facts.headings[i].at;
    if (there > at) break;  // they are in order
    if (there != at) continue;
    next_ = i + 1;
    return half_->anchors[i];
  }
  return next_ < known ? half_->anchors[next_++] : std::string();
}

Writer::Writer(const Shared& shared_, const Here& here_, const model::Page& page_,
               model::LanguageIndex reader_, model::LanguageIndex content_)
    : shared(shared_),
      here(here_),
      page(page_),
      half(page_.halves[content_]),
      reader(reader_),
      content(content_),
      words(shared_.languages[content_].words),
      variables(variables_of(shared_, page_)),
      anchors(half) {}

text::Html taken(Writer& writer) {
  std::string written = std::move(writer.out);
  writer.out.clear();
  if (written.ends_with('\n')) written.pop_back();
  return text::Html::trusted(std::move(written));
}

void write_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  text::escape_to(out, value);
  out += '"';
}

}  // namespace render
