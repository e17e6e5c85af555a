#include "labs/formats/json.h"

#include <cmath>

#include "labs/report/formats.h"
#include "labs/report/text.h"

namespace report {
namespace {

using formats::node;
using formats::put;

text::Node both(const base::Message& message) {
  text::Node out;
  put(out, "en", node(std::string_view(message.en)));
  put(out, "fr", node(std::string_view(message.fr)));
  return out;
}

text::Node lines(const std::vector<std::string>& list) {
  text::Array out;
  for (const std::string& one : list) out.push_back(node(std::string_view(one)));
  return node(std::move(out));
}

void put_both(text::Node& table, std::string_view key, const base::Message& message) {
  if (!message.empty()) put(table, key, both(message));
}

void put_text(text::Node& table, std::string_view key, std::string_view value) {
  if (!value.empty()) put(table, key, node(value));
}

void put_page(text::Node& table, std::string_view page) {
  if (page.empty()) return;
  put(table, "page",
      both({page_address(page, base::Locale::En), page_address(page, base::Locale::Fr)}));
}

double rounded(double seconds) { return std::round(seconds * 1000) / 1000; }

text::Node check_node(const engine::CheckResult& check) {
  text::Node out;
  put(out, "id", node(std::string_view(check.id)));
  put(out, "title", both(check.title));
  put(out, "outcome", node(engine::name_of(check.outcome)));
  put_text(out, "reason", check.reason);
  put_both(out, "layer", check.layer);
  put_both(out, "says", check.says);
  put_both(out, "detail", check.detail);
  put_text(out, "words", check.words);
  std::vector<std::string> expected;
  std::vector<std::string> seen;
  for (const engine::Miss& miss : check.misses) {
    expected.push_back(miss.subject + " " + miss.expected);
    seen.push_back(miss.seen);
  }
  if (!expected.empty()) put(out, "expected", lines(expected));
  if (!seen.empty()) put(out, "seen", lines(seen));
  put_both(out, "hint", check.hint);
  put_page(out, check.page);
  if (!check.blocked_by.empty()) put(out, "blocked_by", lines(check.blocked_by));
  put_text(out, "reproduce", check.reproduce);
  put_text(out, "level", check.level);
  put(out, "probe", node(std::string_view(check.probe)));
  put(out, "weight", node(check.weight));
  put(out, "attempts", node(static_cast<std::int64_t>(check.attempts)));
  put(out, "seconds", node(rounded(check.seconds)));
  return out;
}

text::Node cause_node(const engine::CauseResult& cause) {
  text::Node out;
  put(out, "id", node(std::string_view(cause.id)));
  put(out, "title", both(cause.title));
  put(out, "text", both(cause.fix));
  put_page(out, cause.page);
  put(out, "explains", lines(cause.explains));
  if (!cause.rivals.empty()) put(out, "rivals", lines(cause.rivals));
  put_both(out, "settle", cause.settle);
  return out;
}

text::Node counts_node(const engine::Counts& counts) {
  text::Node out;
  const auto number = [](std::size_t n) { return node(static_cast<std::int64_t>(n)); };
  put(out, "passed", number(counts.passed));
  put(out, "failed", number(counts.failed));
  put(out, "blocked", number(counts.blocked));
  put(out, "not-applicable", number(counts.not_applicable));
  put(out, "could-not-run", number(counts.could_not_run));
  return out;
}

}  // namespace

std::string to_json(const engine::RunResult& result, const JsonOptions& options) {
  text::Node out;
  put(out, "version", node(std::int64_t{1}));
  put(out, "tool", node(std::string_view(options.tool)));
  put(out, "lab", node(std::string_view(result.lab)));
  put(out, "lab_version", node(std::string_view(result.version)));
  put(out, "lab_digest", node(std::string_view(result.digest)));
  put(out, "title", both(result.title));
  put(out, "nonce", node(std::string_view(result.nonce)));
  put_text(out, "challenge", options.challenge);
  put(out, "started", node(result.started));
  put(out, "seconds", node(rounded(result.seconds)));
  put(out, "interrupted", formats::node_of(result.interrupted));
  put(out, "counts", counts_node(result.count()));
  text::Array checks;
  for (const engine::CheckResult& check : result.checks) checks.push_back(check_node(check));
  put(out, "checks", node(std::move(checks)));
  text::Array causes;
  for (const engine::CauseResult& cause : result.diagnosis.causes)
    causes.push_back(cause_node(cause));
  put(out, "causes", node(std::move(causes)));
  put(out, "unexplained", lines(result.diagnosis.unexplained));
  return formats::to_json(out, formats::Layout::Indented) + "\n";
}

}  // namespace report
