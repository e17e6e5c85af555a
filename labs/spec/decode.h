// The decoder's parts, for this folder alone: reading one file's tables into a Lab.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "labs/spec/load.h"

namespace spec {

// How a library file is taken in.
struct Embedding {
  std::string prefix;                         // "net" or ""
  std::vector<std::string> needs;             // of every check
  std::string page;                           // of every check that has none
  std::map<std::string, std::string> values;  // of the parameters
};

// One file being read.
class FileDecoder {
 public:
  FileDecoder(std::string_view source, std::string_view file, Lab& lab,
              std::vector<base::Error>& problems)
      : source_(source), file_(file), lab_(lab), problems_(problems) {}

  void lab_itself(const text::Node& root);
  void variables(const text::Node& root);
  void secrets(const text::Node& root);
  void checks(const text::Node& root, const Embedding& embedding);
  void answers(const text::Node& root);
  void causes(const text::Node& root, const Embedding& embedding);

  void report(std::string_view rule, base::Position at, base::Message what,
              base::Message hint = {});
  base::Span span(base::Position at, base::Position end = {}) const;
  base::Span span_at(const text::Node& table, std::string_view key) const;

 private:
  void check(const text::Node& table, const Embedding& embedding);
  void probe_of(const text::Node& table, Check& check);
  void http_parameters(const text::Node& table, const base::Message& name);
  void text_map(const text::Node& parameters, std::string_view key);
  void times_of(const text::Node& table, Check& check);
  void captures_of(const text::Node& table, Check& check);
  void capture(const text::Member& member, Check& check);
  void hints_of(const text::Node& table, Check& check);
  std::vector<Expectation> expectations(const text::Node& table, std::string_view key,
                                        const ProbeInfo& probe);
  std::vector<Condition> conditions(const text::Node& table, std::string_view key,
                                    const Embedding& embedding);
  std::optional<Condition> condition(const text::Node& line, const Embedding& embedding);
  double duration(const text::Node& table, std::string_view key, double otherwise);
  void trouble_at(const text::Node& string, const Trouble& trouble);

  std::string_view source_;
  std::string_view file_;
  Lab& lab_;
  std::vector<base::Error>& problems_;
  std::vector<std::string> own_checks_;  // of this file, without prefix
};

base::Message texts_at(const text::Node& table, std::string_view key);
// An array's elements; none when the key is absent.
const text::Array& array_at(const text::Node& table, std::string_view key);
std::string prefixed(const std::string& prefix, std::string_view id);
// The values of a library's parameters, put in place wherever a string names them.
void substitute(text::Node& node, const std::map<std::string, std::string>& values);

}  // namespace spec
