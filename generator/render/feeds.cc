// For machines: sitemap.xml (sitemaps.org), an Atom feed for each language (RFC 4287), robots.txt
// (RFC 9309).
#include <algorithm>
#include <optional>

#include "generator/render/head.h"
#include "generator/render/pages.h"
#include "generator/text/html.h"
#include "generator/text/utf8.h"

namespace render {

namespace {

constexpr std::size_t kMostUrls = 40000;  // of one sitemap; the protocol allows 50,000
constexpr std::size_t kMostEntries = 30;
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

// XML has no way to write control characters, escaped or not.
std::string xml(std::string_view text) {
  std::string clean;
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') clean += c;
  std::string out;
  text::escape_to(out, clean);
  return out;
}

// One page in one language: its address, empty where it does not exist of its own, and when it
// changed, as far as somebody knows.
struct Place {
  std::string address;
  std::optional<text::Date> changed = {};
};
using Row = std::vector<Place>;  // by language

std::vector<Row> rows_of(const Shared& shared) {
  std::vector<Row> rows;
  const auto made = [&](const std::string& rest) {
    Row row;
    for (const LanguageData& language : shared.languages)
      row.push_back({language.code + "/" + rest});
    rows.push_back(std::move(row));
  };
  made("index.html");
  for (const model::Level& level : shared.course.levels) made("levels/" + level.id + ".html");
  for (const model::Topic& topic : shared.course.topics) made("topics/" + topic.id + ".html");
  for (const std::string_view rest :
       {"guides/index.html", "logbooks/index.html", "labs/index.html", "errors.html"})
    made(std::string(rest));
  if (!shared.course.blocks.empty()) made("competencies.html");
  for (const model::LabSummary& lab : shared.course.labs) made("labs/" + lab.id + ".html");
  for (const model::Page& page : shared.course.pages) {
    Row row;
    for (model::LanguageIndex i = 0; i < shared.languages.size(); ++i) {
      Place& place = row.emplace_back();
      if (!page.halves[i].exists) continue;
      place = {model::address_of(shared.course, page, i), page.halves[i].dates.changed};
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

void append_urls(std::string& out, const Shared& shared, const Row& row) {
  std::string links;
  for (std::size_t i = 0; i < row.size(); ++i)
    if (!row[i].address.empty())
      links += fmt::format("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>",
                           xml(shared.languages[i].code), xml(absolute(shared, row[i].address)));
  for (const Place& place : row) {
    if (place.address.empty()) continue;
    out += fmt::format("<url><loc>{}</loc>", xml(absolute(shared, place.address)));
    if (place.changed) out += fmt::format("<lastmod>{}</lastmod>", iso_date(*place.changed));
    out += links + "</url>\n";
  }
}

std::string feed_entry(const Shared& shared, const model::Page& page,
                       model::LanguageIndex language) {
  const std::string url = xml(absolute(shared, model::address_of(shared.course, page, language)));
  return fmt::format(
      "<entry><title>{}</title><id>{}</id><link "
      "href=\"{}\"/><updated>{}T00:00:00Z</updated><summary>{}</summary></entry>\n",
      xml(shared.title(page, language)), url, url, iso_date(page.verified->date),
      xml(shared.typeset(page.halves[language].description, language)));
}

}  // namespace

std::vector<Output> sitemap(const Shared& shared) {
  const std::string open = std::string(kXml) +
                           "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                           "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
  std::vector<std::string> parts(1, open);
  std::size_t count = 0;
  for (const Row& row : rows_of(shared)) {
    if (count + row.size() > kMostUrls) {
      parts.back() += "</urlset>\n";
      parts.push_back(open);
      count = 0;
    }
    append_urls(parts.back(), shared, row);
    count += row.size();
  }
  parts.back() += "</urlset>\n";
  if (parts.size() == 1) return {{"sitemap.xml", std::move(parts.front())}};
  std::vector<Output> outputs;
  std::string index =
      std::string(kXml) + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string path = fmt::format("sitemap-{}.xml", i + 1);
    index += fmt::format("<sitemap><loc>{}</loc></sitemap>\n", xml(absolute(shared, path)));
    outputs.push_back({path, std::move(parts[i])});
  }
  outputs.push_back({"sitemap.xml", index + "</sitemapindex>\n"});
  return outputs;
}

bool has_feed(const model::Course& course, const SiteConfig& config) {
  return !config.url.empty() &&
         std::any_of(course.pages.begin(), course.pages.end(),
                     [](const model::Page& page) { return page.verified.has_value(); });
}

std::vector<Output> feed(const Shared& shared, model::LanguageIndex language) {
  std::vector<const model::Page*> pages;
  for (const model::Page& page : shared.course.pages)
    if (page.verified && page.halves[language].exists) pages.push_back(&page);
  std::stable_sort(pages.begin(), pages.end(), [](const model::Page* a, const model::Page* b) {
    return a->verified->date > b->verified->date;
  });
  if (pages.size() > kMostEntries) pages.resize(kMostEntries);
  const LanguageData& data = shared.languages[language];
  const std::string self = xml(absolute(shared, data.code + "/feed.xml"));
  std::string out = std::string(kXml);
  out +=
      fmt::format("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", xml(data.code));
  out += fmt::format("<title>{}</title><id>{}</id>\n",
                     xml(data.words.say("feed.title", {{"title", data.site_title}})), self);
  out += fmt::format("<link rel=\"self\" href=\"{}\"/><link href=\"{}\"/>\n", self,
                     xml(absolute(shared, data.code + "/index.html")));
  out += fmt::format("<updated>{}T00:00:00Z</updated>\n",
                     pages.empty() ? "1970-01-01" : iso_date(pages.front()->verified->date));
  out += fmt::format("<author><name>{}</name>", xml(data.site_name));
  if (shared.config.contact.find('@') != std::string::npos)
    out += fmt::format("<email>{}</email>", xml(shared.config.contact));
  out += "</author>\n";
  for (const model::Page* page : pages) out += feed_entry(shared, *page, language);
  return {{data.code + "/feed.xml", out + "</feed>\n"}};
}

Output robots(const Shared& shared) {
  std::string text = "User-agent: *\nAllow: /\n";
  if (!shared.config.url.empty()) text += "Sitemap: " + absolute(shared, "sitemap.xml") + "\n";
  return {"robots.txt", text};
}

}  // namespace render
