#include "generator/markdown/document.h"

#include "generator/markdown/cmark_tree.h"
#include "generator/markdown/context.h"
#include "generator/markdown/converter.h"
#include "generator/markdown/guards.h"
#include "generator/markdown/problems.h"
#include "generator/markdown/source_text.h"

namespace markdown {

Document parse(const Source& source, std::vector<base::Error>& problems) {
  Problems reports(source.file, problems);
  if (!check_bytes(source, reports)) return {};
  const SourceText text(source);
  if (!check_cost(text, reports)) return {};

  const Tree tree = parse_tree(text.text());
  Context context(text, reports);
  Document out = Converter(context, tree.get()).convert();
  context.check_ids();
  reports.sort();
  return out;
}

}  // namespace markdown
