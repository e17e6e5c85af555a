// Lab files: whatever the text, every problem has a place and both languages, and a lab without an
// error has checks that can be run: a probe, an expectation, needs that exist.
#include <string>

#include "labs/spec/load.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source = fuzz::view(data, size);
  std::vector<base::Error> problems;
  const auto read = [](std::string_view) -> base::Result<std::string> {
    return std::string(
        "[[check]]\nid = \"p\"\ntitle = { en = \"P\", fr = \"P\" }\n"
        "tcp = { target = \"h:1\" }\nexpect = [\"state == open\"]\n");
  };
  const spec::Lab lab = spec::decode_lab(source, "fuzz.toml", read, problems);
  bool good = true;
  for (const base::Error& problem : problems) {
    good = good && problem.severity != base::Severity::Error;
    fuzz::law(!problem.message.en.empty() && !problem.message.fr.empty(),
              "a problem speaks both languages");
    fuzz::law(!problem.rule.empty() && !problem.where.file.empty(),
              "a problem has a rule and a file");
  }
  if (!good) return 0;
  fuzz::law(!lab.checks.empty(), "a lab without an error has checks");
  for (const spec::Check& check : lab.checks) {
    fuzz::law(check.parameters.is_table() && !check.expect.empty(), "a check asks and expects");
    for (const std::string& need : check.needs)
      fuzz::law(lab.find_check(need) != nullptr, "what is needed exists");
  }
  return 0;
}
