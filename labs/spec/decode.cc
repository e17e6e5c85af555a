#include "labs/spec/decode.h"

#include <algorithm>

#include "generator/base/ascii.h"
#include "generator/base/nearest.h"
#include "generator/text/utf8.h"
#include "labs/formats/json.h"
#include "labs/spec/locate.h"

namespace spec {
using base::message;
namespace {

const text::Table& table_at(const text::Node& table, std::string_view key) {
  static const text::Table none;
  const text::Node* node = table.find(key);
  const auto* members = node != nullptr ? std::get_if<text::Table>(&node->value) : nullptr;
  return members != nullptr ? *members : none;
}

std::vector<std::string> split_blanks(std::string_view text) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(" \t", at)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

}  // namespace

const text::Array& array_at(const text::Node& table, std::string_view key) {
  static const text::Array none;
  const text::Node* node = table.find(key);
  const auto* array = node != nullptr ? std::get_if<text::Array>(&node->value) : nullptr;
  return array != nullptr ? *array : none;
}

std::string prefixed(const std::string& prefix, std::string_view id) {
  return prefix.empty() ? std::string(id) : prefix + "." + std::string(id);
}

void substitute(text::Node& node, const std::map<std::string, std::string>& values) {
  if (auto* text = std::get_if<std::string>(&node.value)) {
    for (const auto& [name, value] : values) {
      const std::string written = "{{" + name + "}}";
      for (std::size_t at = text->find(written); at != std::string::npos;
           at = text->find(written, at + value.size()))
        text->replace(at, written.size(), value);
    }
  } else if (auto* array = std::get_if<text::Array>(&node.value)) {
    for (text::Node& element : *array) substitute(element, values);
  } else if (auto* table = std::get_if<text::Table>(&node.value)) {
    for (text::Member& member : *table) substitute(member.value, values);
  }
}

base::Message texts_at(const text::Node& table, std::string_view key) {
  const text::Node* texts = table.find(key);
  if (texts == nullptr) return {};
  return {text::string_at(*texts, "en"), text::string_at(*texts, "fr")};
}

base::Span FileDecoder::span(base::Position at, base::Position end) const {
  return {std::string(file_), at, end};
}

base::Span FileDecoder::span_at(const text::Node& table, std::string_view key) const {
  const text::Node* node = table.find(key);
  return node != nullptr ? span(node->at, node->end) : span(table.at);
}

void FileDecoder::report(std::string_view rule, base::Position at, base::Message what,
                         base::Message hint) {
  base::Error error{base::ErrorKind::Content, std::move(what), span(at), std::move(hint)};
  error.rule = rule;
  problems_.push_back(std::move(error));
}

void FileDecoder::trouble_at(const text::Node& string, const Trouble& trouble) {
  base::Error error{base::ErrorKind::Content, trouble.message, {}, trouble.hint};
  error.rule = "expectation";
  error.where = span(inside_string(source_, string.at, trouble.offset),
                     inside_string(source_, string.at, trouble.offset + trouble.length));
  problems_.push_back(std::move(error));
}

double FileDecoder::duration(const text::Node& table, std::string_view key, double otherwise) {
  const text::Node* node = table.find(key);
  if (node == nullptr) return otherwise;
  const auto seconds = parse_duration(std::get<std::string>(node->value));
  if (!seconds || *seconds <= 0) {
    report("schema", node->at,
           message("'{}' is no duration: '{}'", "« {} » n'est pas une durée : « {} »", key,
                   text::shortened(std::get<std::string>(node->value))),
           message("write 200ms, 5s or 2m", "écrivez 200ms, 5s ou 2m"));
    return otherwise;
  }
  return *seconds;
}

void FileDecoder::lab_itself(const text::Node& root) {
  const text::Node& table = *root.find("lab");
  lab_.id = text::string_at(table, "id");
  lab_.version = text::string_at(table, "version");
  lab_.title = texts_at(table, "title");
  lab_.summary = texts_at(table, "summary");
  lab_.page = text::string_at(table, "page");
  lab_.page_where = span_at(table, "page");
  lab_.timeout = duration(table, "timeout", 5);
  lab_.budget = duration(table, "budget", 60);
  lab_.parallel = std::clamp<std::int64_t>(text::integer_at(table, "parallel", 64), 1, 256);
  lab_.per_host = std::clamp<std::int64_t>(text::integer_at(table, "per-host", 16), 1, 256);
}

void FileDecoder::variables(const text::Node& root) {
  for (const text::Member& member : table_at(root, "vars")) {
    Variable out;
    out.name = member.key;
    out.type = text::string_at(member.value, "type");
    out.meaning = texts_at(member.value, "meaning");
    if (member.value.find("default") != nullptr)
      out.otherwise = text::string_at(member.value, "default");
    out.example = text::string_at(member.value, "example");
    out.optional = text::boolean_at(member.value, "optional");
    out.where = span(member.key_at);
    lab_.variables.push_back(std::move(out));
  }
}

void FileDecoder::secrets(const text::Node& root) {
  for (const text::Member& member : table_at(root, "secrets")) {
    Secret out;
    out.name = member.key;
    out.type = text::string_at(member.value, "type");
    out.meaning = texts_at(member.value, "meaning");
    out.environment = text::string_at(member.value, "env", base::upper(member.key));
    out.env_key = text::string_at(member.value, "env-key", out.environment);
    out.min_length = text::integer_at(member.value, "min-length");
    out.optional = text::boolean_at(member.value, "optional");
    out.where = span(member.key_at);
    lab_.secrets.push_back(std::move(out));
  }
}

std::vector<Expectation> FileDecoder::expectations(const text::Node& table, std::string_view key,
                                                   const ProbeInfo& probe) {
  std::vector<Expectation> out;
  const text::Array& lines = array_at(table, key);
  if (lines.empty() && table.find(key) != nullptr)
    report("expectation", text::position_at(table, key),
           message("an empty list asserts nothing", "une liste vide n'affirme rien"));
  for (const text::Node& line : lines) {
    Trouble trouble;
    auto one = parse_expectation(std::get<std::string>(line.value), probe, trouble);
    if (!one) {
      trouble_at(line, trouble);
      continue;
    }
    one->where = span(line.at, line.end);
    out.push_back(std::move(*one));
  }
  return out;
}

void FileDecoder::answers(const text::Node& root) {
  for (const text::Node& table : array_at(root, "answer")) {
    AnswerRule out;
    out.reason = text::string_at(table, "reason");
    out.layer = text::string_at(table, "layer");
    out.probe = find_probe(text::string_at(table, "probe", "http"))->kind;
    out.when = expectations(table, "when", info_of(out.probe));
    out.says = texts_at(table, "says");
    out.where = span_at(table, "reason");
    if (out.reason.find('.') == std::string::npos || out.reason.find(' ') != std::string::npos)
      report(
          "reason", out.where.begin,
          message("'{}' is no reason code", "« {} » n'est pas un code de raison",
                  text::shortened(out.reason)),
          message("write who and why: 'kong.no-key'", "écrivez qui et pourquoi : « kong.no-key »"));
    lab_.answers.push_back(std::move(out));
  }
}

std::optional<Condition> FileDecoder::condition(const text::Node& line,
                                                const Embedding& embedding) {
  const auto words = split_blanks(std::get<std::string>(line.value));
  Condition out;
  out.where = span(line.at, line.end);
  bool good = words.size() >= 2 && (words[1] == "passes" ? words.size() == 2 : words[1] == "fails");
  for (std::size_t i = 2; good && i < words.size(); ++i) {
    if (i % 2 == 1)
      good = words[i] == "or" && i + 1 < words.size();
    else
      out.reasons.push_back(words[i]);
  }
  if (!good) {
    report(
        "cause", line.at,
        message("'{}' is no condition", "« {} » n'est pas une condition",
                text::shortened(std::get<std::string>(line.value))),
        message("write 'CHECK passes', 'CHECK fails' or 'CHECK fails REASON or REASON'",
                "écrivez « CHECK passes », « CHECK fails » ou « CHECK fails RAISON or RAISON »"));
    return std::nullopt;
  }
  const bool own = std::find(own_checks_.begin(), own_checks_.end(), words[0]) != own_checks_.end();
  out.check = own ? prefixed(embedding.prefix, words[0]) : words[0];
  out.passes = words[1] == "passes";
  return out;
}

std::vector<Condition> FileDecoder::conditions(const text::Node& table, std::string_view key,
                                               const Embedding& embedding) {
  std::vector<Condition> out;
  for (const text::Node& line : array_at(table, key))
    if (auto one = condition(line, embedding)) out.push_back(std::move(*one));
  return out;
}

void FileDecoder::causes(const text::Node& root, const Embedding& embedding) {
  for (text::Node table : array_at(root, "cause")) {
    if (!embedding.values.empty()) substitute(table, embedding.values);
    Cause out;
    out.id = embedding.prefix.empty() ? text::string_at(table, "id")
                                      : embedding.prefix + "-" + text::string_at(table, "id");
    out.title = texts_at(table, "title");
    out.fix = texts_at(table, "fix");
    out.when = conditions(table, "when", embedding);
    out.unless = conditions(table, "unless", embedding);
    out.seen = conditions(table, "seen", embedding);
    for (const std::string& rival : text::strings_at(table, "rivals"))
      out.rivals.push_back(embedding.prefix.empty() ? rival : embedding.prefix + "-" + rival);
    out.settle = texts_at(table, "settle");
    out.page = text::string_at(table, "page", embedding.page);
    out.page_where = span_at(table, "page");
    out.where = span_at(table, "id");
    lab_.causes.push_back(std::move(out));
  }
}

}  // namespace spec
