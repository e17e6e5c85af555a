#include "generator/text/node.h"

namespace text {
namespace {

struct NameOf {
  base::Message operator()(std::monostate) const { return {"nothing", "rien"}; }
  base::Message operator()(bool) const { return {"a boolean", "un booléen"}; }
  base::Message operator()(std::int64_t) const { return {"an integer", "un entier"}; }
  base::Message operator()(double) const { return {"a number", "un nombre"}; }
  base::Message operator()(const std::string&) const { return {"a string", "une chaîne"}; }
  base::Message operator()(const Date&) const { return {"a date", "une date"}; }
  base::Message operator()(const Array&) const { return {"an array", "un tableau"}; }
  base::Message operator()(const Table&) const { return {"a table", "une table"}; }
};

}  // namespace

base::Message kind_of(const Node& node) { return std::visit(NameOf(), node.value); }

}  // namespace text
