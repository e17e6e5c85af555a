// Expectations: what is refused is refused inside the line; what is taken is, written again, the
// same.
#include "labs/spec/expectation.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line = fuzz::view(data, size);
  for (const spec::ProbeInfo& probe : spec::probe_kinds()) {
    spec::Trouble trouble;
    const auto read = spec::parse_expectation(line, probe, trouble);
    if (!read) {
      fuzz::law(trouble.offset <= line.size() && trouble.length >= 1, "the trouble is in the line");
      fuzz::law(!trouble.message.en.empty() && !trouble.message.fr.empty(),
                "the trouble speaks both languages");
      continue;
    }
    const std::string written = spec::to_line(*read);
    const auto again = spec::parse_expectation(written, probe, trouble);
    fuzz::law(again.has_value(), "what is written can be read");
    fuzz::law(spec::to_line(*again) == written, "what is read twice is the same");
  }
  return 0;
}
