// .env files: keys are names, lines are in order, the last definition is found, nothing is
// invented.
#include "labs/formats/dotenv.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::view(data, size);
  const formats::DotenvFile file = formats::parse_dotenv(text);
  std::uint32_t line = 0;
  for (const formats::DotenvEntry& entry : file.entries) {
    fuzz::law(entry.line > line, "entries are in the order of their lines");
    line = entry.line;
    fuzz::law(!entry.key.empty() && entry.key.find_first_of(" \t\r\n=") == std::string::npos,
              "a key is a name");
    fuzz::law(text.find(entry.value) != std::string_view::npos, "a value stands in the text");
    fuzz::law(file.find(entry.key)->line >= entry.line, "the last definition is found");
    (void)formats::looks_like_placeholder(entry.value);
  }
  for (const std::string& key : file.duplicates)
    fuzz::law(file.find(key) != nullptr, "a duplicate is a key");
  return 0;
}
