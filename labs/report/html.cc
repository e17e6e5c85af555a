#include "generator/text/html.h"

#include <algorithm>

#include "labs/report/formats.h"
#include "labs/report/text.h"

namespace report {
using base::message;
namespace {

using engine::CheckResult;
using engine::Outcome;

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}h2{font-size:1.2rem;margin:2rem 0 0}"
    "h3{font-size:1rem;margin:0}.passed h3{font-weight:400}ol{list-style:none;padding:0}"
    "li{border-inline-start:.3rem solid GrayText;padding:.4rem .8rem;margin:.6rem 0}"
    "li.passed{border-color:#18794e}li.failed{border-color:#cd2b31}"
    "li.could-not-run{border-color:#ad5700}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.4rem 0}"
    "dd{margin:0}code{font-size:.9em;overflow-wrap:anywhere}p{margin:.3rem 0}"
    "footer{margin-top:2rem;font-size:.85rem}@media print{li{break-inside:avoid}}";

class Page {
 public:
  Page(base::Locale locale, std::string_view site) : locale_(locale), site_(site) {}

  std::string say(const base::Message& words) const {
    return text::Html::escape(printable(words.in(locale_))).str();
  }
  static std::string safe(std::string_view text) {
    return text::Html::escape(printable(text)).str();
  }

  void add(std::string_view markup) { out_ += markup; }

  void row(const base::Message& name, std::string_view value) {
    if (!value.empty())
      out_ += fmt::format("<dt>{}</dt><dd><code>{}</code></dd>", say(name), safe(value));
  }

  void link(std::string_view page) {
    if (page.empty()) return;
    const std::string address = page_address(page, locale_, site_);
    // Without the site's address there is nowhere to lead to.
    if (site_.empty())
      out_ += fmt::format("<p><code>{}</code></p>", safe(address));
    else
      out_ += fmt::format("<p><a href=\"{0}\">{0}</a></p>", safe(address));
  }

  void check(const CheckResult& check) {
    out_ += fmt::format("<li class=\"{0}\"><h3>{1}</h3><p><code>{2}</code> · {3}</p>",
                        engine::name_of(check.outcome), say(check.title), safe(check.id),
                        say(outcome_text(check.outcome)));
    if (!check.says.empty()) out_ += "<p>" + say(check.layer) + " – " + say(check.says) + "</p>";
    const std::size_t start = out_.size();
    out_ += "<dl>";
    const std::size_t empty = out_.size();
    row(message("reason", "raison"), check.reason);
    for (const engine::Miss& miss : check.misses) {
      row(message("expected", "attendu"), miss.subject + " " + miss.expected);
      row(message("seen", "vu"), miss.seen.empty() ? "–" : miss.seen);
    }
    row(message("it said", "il a dit"), check.words);
    for (const std::string& by : check.blocked_by) row(message("waits for", "attend"), by);
    if (out_.size() == empty)
      out_.resize(start);
    else
      out_ += "</dl>";
    if (!check.hint.empty()) out_ += "<p>" + say(check.hint) + "</p>";
    if (check.outcome == Outcome::Failed) link(check.page);
    out_ += "</li>\n";
  }

  void cause(const engine::CauseResult& cause) {
    out_ += fmt::format("<li class=\"failed\"><h3>{}</h3><p><code>{}</code></p><p>{}</p>",
                        say(cause.title), safe(cause.id), say(cause.fix));
    for (const base::Message& rival : cause.rival_titles)
      out_ += "<p>" + say(message("or:", "ou :")) + " " + say(rival) + "</p>";
    if (!cause.settle.empty()) out_ += "<p>" + say(cause.settle) + "</p>";
    link(cause.page);
    out_ += "</li>\n";
  }

  std::string take() { return std::move(out_); }

 private:
  static base::Message outcome_text(Outcome outcome) {
    switch (outcome) {
      case Outcome::Passed:
        return {"passed", "réussie"};
      case Outcome::Failed:
        return {"failed", "échouée"};
      case Outcome::Blocked:
        return {"waits for another check", "attend une autre vérification"};
      case Outcome::NotApplicable:
        return {"does not apply", "sans objet"};
      case Outcome::CouldNotRun:
        break;
    }
    return {"could not run", "n'a pas pu s'exécuter"};
  }

  base::Locale locale_;
  std::string_view site_;
  std::string out_;
};

}  // namespace

std::string to_html(const engine::RunResult& result, base::Locale locale, std::string_view site) {
  const bool safe_site = site.starts_with("https://") || site.starts_with("http://");
  Page page(locale, safe_site ? site : std::string_view());
  const std::string title = page.say(result.title);
  page.add(fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src "
      "'unsafe-inline'\"><title>{}</title><style>{}</style></head>\n"
      "<body><main><h1>{}</h1><p>{}</p>\n",
      locale == base::Locale::Fr ? "fr" : "en", title, kStyle, title,
      Page::safe(summary(result.count(), locale))));
  if (!result.diagnosis.causes.empty()) {
    page.add("<section><h2>" + page.say(message("Causes", "Causes")) + "</h2><ol>\n");
    for (const auto& cause : result.diagnosis.causes) page.cause(cause);
    page.add("</ol></section>\n");
  }
  page.add("<section><h2>" + page.say(message("Checks", "Vérifications")) + "</h2><ol>\n");
  for (const CheckResult& check : result.checks) page.check(check);
  page.add(fmt::format("</ol></section></main><footer><p>{} {} · {}</p></footer></body></html>\n",
                       Page::safe(result.lab), Page::safe(result.version),
                       Page::safe(result.nonce)));
  return page.take();
}

}  // namespace report
