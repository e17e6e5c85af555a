// RE2 is the highlighter's library as well; the two are parts of different programs.
#include "labs/spec/pattern.h"

#include <re2/re2.h>

namespace spec {

struct Pattern::Compiled {
  explicit Compiled(std::string_view written, const re2::RE2::Options& options)
      : expression(re2::StringPiece(written.data(), written.size()), options) {}
  re2::RE2 expression;
};

base::Result<Pattern> Pattern::parse(std::string_view written) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  auto compiled = std::make_shared<const Compiled>(written, options);
  if (!compiled->expression.ok())
    return base::fail(base::ErrorKind::Content,
                      base::message("the regular expression cannot be used: {}",
                                    "l'expression rationnelle est inutilisable : {}",
                                    compiled->expression.error()));
  Pattern out;
  out.compiled_ = std::move(compiled);
  return out;
}

bool Pattern::matches(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled_->expression);
}

}  // namespace spec
