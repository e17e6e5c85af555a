// The tables of one check.
#include <algorithm>

#include "generator/text/utf8.h"
#include "labs/formats/json.h"
#include "labs/spec/decode.h"

namespace spec {
using base::message;

void FileDecoder::text_map(const text::Node& parameters, std::string_view key) {
  const text::Node* node = parameters.find(key);
  if (node == nullptr) return;
  if (!node->is_table()) {
    report(
        "schema", node->at,
        message("'{}' is a table of texts", "« {} » est une table de textes", key),
        message("write {} = {{ name = \"value\" }}", "écrivez {} = {{ nom = \"valeur\" }}", key));
    return;
  }
  for (const text::Member& member : std::get<text::Table>(node->value))
    if (!std::holds_alternative<std::string>(member.value.value))
      report("schema", member.value.at,
             message("'{}' is a text", "« {} » est un texte", member.key),
             message("put it in quotes", "mettez-le entre guillemets"));
}

void FileDecoder::http_parameters(const text::Node& table, const base::Message& name) {
  std::vector<std::string> methods;
  for (const std::string_view method : http_methods())
    if (table.find(method) != nullptr) methods.emplace_back(method);
  if (methods.size() != 1)
    report("schema", table.at,
           methods.empty() ? base::Message{fmt::format("{} has no address", name.en),
                                           fmt::format("{} n'a pas d'adresse", name.fr)}
                           : base::Message{fmt::format("{} has two methods: '{}' and '{}'", name.en,
                                                       methods[0], methods[1]),
                                           fmt::format("{} a deux méthodes : « {} » et « {} »",
                                                       name.fr, methods[0], methods[1])},
           message("write one of get, post, put, patch, delete, options, head",
                   "écrivez l'une de get, post, put, patch, delete, options, head"));
  int bodies = 0;
  for (const char* key : {"json", "form", "body"})
    if (table.find(key) != nullptr) ++bodies;
  if (bodies > 1)
    report("schema", table.at,
           message("a request has one body: json, form or body",
                   "une requête a un seul corps : json, form ou body"));
}

void FileDecoder::probe_of(const text::Node& table, Check& check) {
  const text::Node* found = nullptr;
  for (const ProbeInfo& probe : probe_kinds()) {
    const text::Node* parameters = table.find(probe.name);
    if (parameters == nullptr) continue;
    if (found != nullptr) {
      report("schema", parameters->at,
             message("a check has one probe, and '{}' is the second",
                     "une vérification a une seule sonde, et « {} » est la seconde", probe.name));
      return;
    }
    found = parameters;
    check.probe = probe.kind;
  }
  if (found == nullptr) {
    std::string names;
    for (const ProbeInfo& probe : probe_kinds())
      names += (names.empty() ? "" : ", ") + std::string(probe.name);
    report(
        "schema", table.at,
        message("the check '{}' has no probe", "la vérification « {} » n'a pas de sonde", check.id),
        message("one of: {}", "au choix : {}", names));
    return;
  }
  check.parameters = *found;
  for (const char* key : {"headers", "form"}) text_map(*found, key);
  if (check.probe == ProbeKind::Http) http_parameters(*found, message("the request", "la requête"));
}

void FileDecoder::times_of(const text::Node& table, Check& check) {
  check.timeout = duration(table, "timeout", 0);
  if (const text::Node* retry = table.find("retry")) {
    Retry out;
    out.within = duration(*retry, "within", 10);
    out.every = duration(*retry, "every", 1);
    out.only_on = text::strings_at(*retry, "only-on");
    check.retry = std::move(out);
  }
  if (const text::Node* repeat = table.find("repeat")) {
    Repeat out;
    out.times = text::integer_at(*repeat, "times", 2);
    out.every = duration(*repeat, "every", 1);
    if (out.times < 2 || out.times > 100)
      report("schema", text::position_at(*repeat, "times"),
             message("'times' is 2 to 100", "« times » va de 2 à 100"));
    check.repeat = out;
  }
}

void FileDecoder::capture(const text::Member& member, Check& check) {
  Capture out;
  out.name = member.key;
  out.where = span(member.key_at);
  const text::Node* line = &member.value;
  if (line->is_table()) {
    for (const text::Member& key : std::get<text::Table>(line->value))
      if (key.key != "from" && key.key != "secret")
        report("schema", key.key_at, message("unknown key '{}'", "clé inconnue : « {} »", key.key),
               message("known here: from, secret", "clés connues ici : from, secret"));
    out.secret = text::boolean_at(*line, "secret");
    line = line->find("from");
  }
  const auto* written = line != nullptr ? std::get_if<std::string>(&line->value) : nullptr;
  if (written == nullptr) {
    report("schema", member.value.at,
           message("a capture says what is kept", "une capture dit ce qui est conservé"),
           message("write {0} = \"json /id\" or {0} = {{ from = \"json /id\", secret = true }}",
                   "écrivez {0} = \"json /id\" ou {0} = {{ from = \"json /id\", secret = true }}",
                   member.key));
    return;
  }
  Trouble trouble;
  auto subject = parse_subject(*written, info_of(check.probe), trouble);
  if (!subject) return trouble_at(*line, trouble);
  out.from = std::move(*subject);
  check.captures.push_back(std::move(out));
}

void FileDecoder::captures_of(const text::Node& table, Check& check) {
  const text::Node* captures = table.find("capture");
  if (captures == nullptr) return;
  if (!captures->is_table()) {
    report("schema", captures->at, message("'capture' is a table", "« capture » est une table"));
    return;
  }
  for (const text::Member& member : std::get<text::Table>(captures->value)) capture(member, check);
}

void FileDecoder::hints_of(const text::Node& table, Check& check) {
  for (const text::Node& hint : array_at(table, "hint"))
    check.hints.push_back({text::string_at(hint, "on"),
                           {text::string_at(hint, "en"), text::string_at(hint, "fr")},
                           span_at(hint, "on")});
}

void FileDecoder::check(const text::Node& table, const Embedding& embedding) {
  Check out;
  out.id = prefixed(embedding.prefix, text::string_at(table, "id"));
  out.where = span_at(table, "id");
  out.title = texts_at(table, "title");
  out.level = text::string_at(table, "level");
  out.weight = std::clamp<std::int64_t>(text::integer_at(table, "weight", 1), 0, 1000);
  out.tags = text::strings_at(table, "tags");
  out.unless_given = text::strings_at(table, "unless-given");
  out.page = text::string_at(table, "page", embedding.page);
  out.page_where = span_at(table, "page");
  for (const std::string& need : text::strings_at(table, "needs")) {
    const bool own = std::find(own_checks_.begin(), own_checks_.end(), need) != own_checks_.end();
    out.needs.push_back(own ? prefixed(embedding.prefix, need) : need);
  }
  out.needs.insert(out.needs.end(), embedding.needs.begin(), embedding.needs.end());
  const std::size_t before = problems_.size();
  probe_of(table, out);
  if (out.parameters.is_table() || problems_.size() == before) {
    out.expect = expectations(table, "expect", info_of(out.probe));
    captures_of(table, out);
  }
  times_of(table, out);
  hints_of(table, out);
  if (const text::Node* cleanup = table.find("cleanup")) {
    http_parameters(*cleanup, message("the clean-up", "le nettoyage"));
    out.cleanup = *cleanup;
  }
  lab_.checks.push_back(std::move(out));
}

void FileDecoder::checks(const text::Node& root, const Embedding& embedding) {
  for (const text::Node& table : array_at(root, "check"))
    own_checks_.push_back(text::string_at(table, "id"));
  for (text::Node table : array_at(root, "check")) {
    if (!embedding.values.empty()) substitute(table, embedding.values);
    check(table, embedding);
  }
}

}  // namespace spec
