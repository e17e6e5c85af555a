#include "generator/search/shard_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/base/bytes.h"

namespace search {
namespace {

void put(base::ByteWriter& out, const std::vector<ShardFile>& files) {
  out.number(files.size());
  for (const auto& [name, fence, parts] : files) out.text(name).text(fence).number(parts);
}

void take(base::ByteReader& in, std::vector<ShardFile>& files) {
  for (std::size_t i = in.count(); i > 0 && in.good(); --i) {
    ShardFile& file = files.emplace_back();
    file.name = in.text();
    file.fence = in.text();
    file.parts = static_cast<std::uint32_t>(in.number());
  }
}

}  // namespace

std::size_t file_of(const std::vector<ShardFile>& files, std::string_view key) {
  const auto after = std::upper_bound(
      files.begin(), files.end(), key,
      [](std::string_view wanted, const ShardFile& file) { return wanted < file.fence; });
  return after == files.begin() ? 0 : static_cast<std::size_t>(after - files.begin()) - 1;
}

std::vector<std::string> paths_of(const ShardPlan& plan, std::string_view folder) {
  std::vector<std::string> out;
  for (const LanguageFiles& files : plan) {
    out.push_back(fmt::format("{}/{}.js", folder, files.language));
    const auto add = [&](std::string_view name) {
      out.push_back(fmt::format("{}/{}/{}.js", folder, files.language, name));
    };
    for (const auto* kind : {&files.terms, &files.overflow, &files.words, &files.blocks,
                             &files.errors, &files.filters}) {
      for (const ShardFile& file : *kind) {
        if (file.parts == 0) add(file.name);
        for (std::uint32_t i = 0; i < file.parts; ++i) add(fmt::format("{}/{}", file.name, i));
      }
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string encode(const ShardPlan& plan) {
  base::ByteWriter out;
  out.number(plan.size());
  for (const auto& [language, terms, overflow, words, blocks, errors, filters] : plan) {
    out.text(language);
    for (const auto* kind : {&terms, &overflow, &words, &blocks, &errors, &filters})
      put(out, *kind);
  }
  return out.take();
}

std::optional<ShardPlan> decode_shard_plan(std::string_view bytes) {
  base::ByteReader in(bytes);
  ShardPlan out;
  for (std::size_t i = in.count(); i > 0 && in.good(); --i) {
    auto& [language, terms, overflow, words, blocks, errors, filters] = out.emplace_back();
    language = in.text();
    for (auto* kind : {&terms, &overflow, &words, &blocks, &errors, &filters}) take(in, *kind);
  }
  if (!in.done()) return {};
  return out;
}

}  // namespace search
