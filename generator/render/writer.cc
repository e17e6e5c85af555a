#include "generator/render/writer.h"

#include "generator/model/freshness.h"
#include "generator/text/html.h"

namespace render {

namespace {

// An entry inside its logbook's file is filled in from the logbook's worksheet.
const std::vector<model::Variable>& variables_of(const Shared& shared, const model::Page& page) {
  const bool own = page.kind != model::PageKind::Entry || !page.variables.empty();
  return own ? page.variables : shared.course.pages[page.logbook].variables;
}

std::map<std::size_t, std::string> sections_behind(const Shared& shared, const Here& here,
                                                   const model::Page& page,
                                                   model::LanguageIndex language) {
  std::map<std::size_t, std::string> out;
  const model::Half& source = page.halves[page.source];
  if (language == page.source || !source.exists) return out;
  const std::string address = model::address_of(shared.course, page, page.source);
  for (const std::size_t heading : model::freshness(page, language).changed)
    if (const auto mine = model::counterpart(page, language, heading))
      out.emplace(*mine, here.to(address, heading < source.anchors.size() ? source.anchors[heading]
                                                                          : std::string()));
  return out;
}

}  // namespace

std::string Anchors::next(base::Position at) {
  const std::size_t known = std::min(half_->anchors.size(), half_->facts.headings.size());
  for (std::size_t i = next_; i < known; ++i) {
    const base::Position there = half_->facts.headings[i].at;
    if (there > at) break;  // they are in order
    if (there != at) continue;
    next_ = i + 1;
    last_ = i;
    return half_->anchors[i];
  }
  if (next_ >= known) {
    last_.reset();
    return {};
  }
  last_ = next_;
  return half_->anchors[next_++];
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
      anchors(half),
      behind(sections_behind(shared_, here_, page_, content_)) {}

void write_behind(Writer& writer) {
  const auto heading = writer.anchors.last();
  if (!heading) return;
  const auto found = writer.behind.find(*heading);
  if (found == writer.behind.end()) return;
  std::string& out = writer.out;
  out += "<p class=\"behind\" role=\"note\">";
  text::escape_to(out, writer.words.say("notice.section"));
  out += " <a";
  write_attribute(out, "href", found->second);
  write_attribute(out, "hreflang", writer.shared.languages[writer.page.source].code);
  out += '>';
  text::escape_to(out, writer.words.say("notice.section_link"));
  out += "</a></p>\n";
}

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
