#include "generator/text/utf8.h"
#include "labs/report/formats.h"
#include "labs/report/text.h"

namespace report {
namespace {

using engine::CheckResult;
using engine::Outcome;

// XML 1.0 has no way to write most control characters.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::next_character(text, at);
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\n')
      out += "&#10;";
    else if (c == '\t' || c == '\r')
      out += ' ';
    else if (c < 0x20 || c == 0x7F || c == 0xFFFE || c == 0xFFFF)
      out += "\xEF\xBF\xBD";
    else
      text::append_character(out, c);
  }
  return out;
}

std::string details(const CheckResult& check, base::Locale locale) {
  TextOptions options;
  options.locale = locale;
  options.verbose = true;
  return check_text(check, options);
}

std::string body_of(const CheckResult& check, base::Locale locale) {
  const std::string says = escaped(check.says.in(locale));
  switch (check.outcome) {
    case Outcome::Passed:
      return {};
    case Outcome::Failed:
      return fmt::format("    <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                         escaped(check.reason), says, escaped(details(check, locale)));
    case Outcome::CouldNotRun:
      return fmt::format("    <error type=\"{}\" message=\"{}\">{}</error>\n",
                         escaped(check.reason), says, escaped(details(check, locale)));
    case Outcome::Blocked: {
      const std::string by = check.blocked_by.empty() ? "" : check.blocked_by.front();
      return fmt::format("    <skipped message=\"{} {}\"/>\n", engine::name_of(check.outcome),
                         escaped(by));
    }
    case Outcome::NotApplicable:
      break;
  }
  return fmt::format("    <skipped message=\"{}\"/>\n", engine::name_of(check.outcome));
}

}  // namespace

std::string to_junit(const engine::RunResult& result, base::Locale locale) {
  const engine::Counts counts = result.count();
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"{}\" "
      "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\">\n",
      escaped(result.lab), result.checks.size(), counts.failed, counts.could_not_run,
      counts.blocked + counts.not_applicable, result.seconds);
  for (const CheckResult& check : result.checks) {
    const std::string body = body_of(check, locale);
    out += fmt::format("  <testcase classname=\"{}\" name=\"{}: {}\" time=\"{:.3f}\"{}>\n",
                       escaped(result.lab), escaped(check.id), escaped(check.title.in(locale)),
                       check.seconds, body.empty() ? "/" : "");
    if (!body.empty()) out += body + "  </testcase>\n";
  }
  return out + "  </testsuite>\n</testsuites>\n";
}

std::string to_tap(const engine::RunResult& result, base::Locale locale) {
  std::string out = fmt::format("TAP version 13\n1..{}\n", result.checks.size());
  // '#' would begin a directive.
  const auto plain = [](std::string text) {
    for (char& c : text)
      if (c == '#') c = '.';
    return printable(text);
  };
  std::size_t number = 0;
  for (const CheckResult& check : result.checks) {
    const bool fails = check.outcome == Outcome::Failed || check.outcome == Outcome::CouldNotRun;
    out += fmt::format("{} {} - {} {}", fails ? "not ok" : "ok", ++number, plain(check.id),
                       plain(check.title.in(locale)));
    if (check.outcome == Outcome::Blocked || check.outcome == Outcome::NotApplicable)
      out += fmt::format(" # SKIP {}", engine::name_of(check.outcome));
    out += "\n";
    if (!fails) continue;
    std::string text = details(check, locale);
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      out += "# " + text.substr(0, end) + "\n";
      text.erase(0, std::min(end + 1, text.size()));
    }
  }
  return out;
}

}  // namespace report
