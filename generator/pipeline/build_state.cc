#include "generator/pipeline/build_state.h"

#include "generator/base/bytes.h"
#include "generator/model/stored.h"

namespace pipeline {
namespace {

using base::ByteReader;
using base::ByteWriter;

// A binding names every member, so that a new one does not compile until it is stored.

void put(ByteWriter& out, const publish::SiteFile& value) {
  const auto& [hash, size, modified, number] = value;
  out.hash(hash).number(size).number(static_cast<std::uint64_t>(modified)).number(number);
}
publish::SiteFile take_site_file(ByteReader& in) {
  publish::SiteFile out;
  auto& [hash, size, modified, number] = out;
  hash = in.hash();
  size = in.number();
  modified = static_cast<std::int64_t>(in.number());
  number = in.number();
  return out;
}

void put(ByteWriter& out, const KnownInput& value) {
  const auto& [file, hash] = value;
  const auto& [size, modified, changed, number, link, trusted] = file;
  out.hash(hash).number(size).number(static_cast<std::uint64_t>(modified));
  out.number(static_cast<std::uint64_t>(changed)).number(number);
  out.number(link ? 1 : 0).number(trusted ? 1 : 0);
}
KnownInput take_known(ByteReader& in) {
  KnownInput out;
  auto& [size, modified, changed, number, link, trusted] = out.file;
  out.hash = in.hash();
  size = in.number();
  modified = static_cast<std::int64_t>(in.number());
  changed = static_cast<std::int64_t>(in.number());
  number = in.number();
  link = in.number() == 1;
  trusted = in.number() == 1;
  return out;
}

void put(ByteWriter& out, const std::vector<MadeFile>& files) {
  out.number(files.size());
  for (const auto& [path, hash] : files) out.text(path).hash(hash);
}
std::vector<MadeFile> take_made(ByteReader& in) {
  std::vector<MadeFile> out;
  const std::size_t count = in.count();
  for (std::size_t i = 0; i < count && in.good(); ++i) {
    std::string path(in.text());
    out.push_back({std::move(path), in.hash()});
  }
  return out;
}

void put(ByteWriter& out, const std::vector<base::Hash>& hashes) {
  out.number(hashes.size());
  for (const base::Hash& hash : hashes) out.hash(hash);
}
std::vector<base::Hash> take_hashes(ByteReader& in) {
  std::vector<base::Hash> out;
  for (std::size_t i = in.count(); i > 0 && in.good(); --i) out.push_back(in.hash());
  return out;
}

void put(ByteWriter& out, const Report& report) {
  out.text(model::encode(report.problems)).number(report.pages).number(report.files);
  out.number(report.rendered ? 1 : 0).number(report.languages.size());
  for (const std::string& language : report.languages) out.text(language);
}
Report take_report(ByteReader& in) {
  Report out;
  auto problems = model::decode_problems(in.text());
  if (!problems) in.refuse();
  out.problems = std::move(problems).value_or(std::vector<base::Error>());
  out.pages = in.number();
  out.files = in.number();
  out.rendered = in.number() == 1;
  const std::size_t count = in.count();
  for (std::size_t i = 0; i < count && in.good(); ++i) out.languages.emplace_back(in.text());
  return out;
}

}  // namespace

std::string encode(const BuildHead& head) {
  ByteWriter out;
  const auto& [inputs, options, own_theme, report, marker, database] = head;
  out.number(inputs ? 1 : 0).hash(inputs.value_or(base::Hash())).hash(options).text(own_theme);
  put(out, report);
  put(out.text(marker), database);
  return base::seal(out.take());
}

std::optional<BuildHead> decode_head(std::string_view bytes) {
  const auto inside = base::unseal(bytes);
  if (!inside) return {};
  ByteReader in(*inside);
  BuildHead head;
  const bool has_inputs = in.number() == 1;
  const base::Hash digest = in.hash();
  if (has_inputs) head.inputs = digest;
  head.options = in.hash();
  head.own_theme = in.text();
  head.report = take_report(in);
  head.marker = in.text();
  head.database = take_site_file(in);
  if (!in.done()) return {};
  return head;
}

std::string encode(const BuildState& state) {
  ByteWriter out;
  const auto& [head, known, site, tasks, index, shards, shard_plan, pieces] = state;
  out.number(known.size());
  for (const auto& [name, input] : known) put(out.text(name), input);
  out.number(site.size());
  for (const auto& [path, file] : site) put(out.text(path), file);
  out.number(tasks.size());
  for (const auto& [digest, files] : tasks) put(out.hash(digest), files);
  put(out, index);
  put(out, shards);
  out.text(search::encode(shard_plan));
  put(out, pieces);
  return base::seal(out.take());
}

std::optional<BuildState> decode_state(std::string_view bytes) {
  const auto inside = base::unseal(bytes);
  if (!inside) return {};
  ByteReader in(*inside);
  BuildState state;
  auto& [head, known, site, tasks, index, shards, shard_plan, pieces] = state;
  // Maps are in order on the way out, so each place is known on the way in.
  for (std::size_t i = in.count(); i > 0 && in.good(); --i) {
    std::string name(in.text());
    known.emplace_hint(known.end(), std::move(name), take_known(in));
  }
  for (std::size_t i = in.count(); i > 0 && in.good(); --i) {
    std::string path(in.text());
    site.emplace_hint(site.end(), std::move(path), take_site_file(in));
  }
  for (std::size_t i = in.count(); i > 0 && in.good(); --i) {
    const base::Hash key = in.hash();
    tasks.emplace(key, take_made(in));
  }
  index = take_hashes(in);
  shards = take_made(in);
  auto plan = search::decode_shard_plan(in.text());
  if (!plan) return {};
  shard_plan = std::move(*plan);
  pieces = take_hashes(in);
  if (!in.done()) return {};
  return state;
}

std::string encode(const std::vector<search::Section>& sections) {
  ByteWriter out;
  out.number(sections.size());
  for (const search::Section& section : sections) {
    const auto& [language, address, anchor, title, heading, level, topic, kind, body, code,
                 errors] = section;
    for (const std::string* text :
         {&language, &address, &anchor, &title, &heading, &level, &topic, &kind, &body, &code})
      out.text(*text);
    out.number(errors.size());
    for (const std::string& error : errors) out.text(error);
  }
  return base::seal(out.take());
}

std::optional<std::vector<search::Section>> decode_sections(std::string_view bytes) {
  const auto inside = base::unseal(bytes);
  if (!inside) return {};
  ByteReader in(*inside);
  std::vector<search::Section> out;
  for (std::size_t i = in.count(); i > 0 && in.good(); --i) {
    search::Section& section = out.emplace_back();
    auto& [language, address, anchor, title, heading, level, topic, kind, body, code, errors] =
        section;
    for (std::string* text :
         {&language, &address, &anchor, &title, &heading, &level, &topic, &kind, &body, &code})
      *text = in.text();
    for (std::size_t k = in.count(); k > 0 && in.good(); --k) errors.emplace_back(in.text());
  }
  if (!in.done()) return {};
  return out;
}

}  // namespace pipeline
