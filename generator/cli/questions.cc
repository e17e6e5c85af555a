#include "generator/cli/questions.h"

#include <istream>
#include <ostream>

namespace cli {
namespace {

constexpr int kMostTries = 3;
constexpr std::size_t kLongestAnswer = 1000;

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

}  // namespace

std::optional<std::string> ask(const Session& session, const base::Message& question,
                               const std::string& otherwise) {
  if (session.in == nullptr) return std::nullopt;
  for (int i = 0; i < kMostTries; ++i) {
    session.err << session.say(question);
    if (!otherwise.empty()) session.err << " [" << otherwise << "]";
    session.err << (session.locale == base::Locale::Fr ? " : " : ": ") << std::flush;
    std::string line;
    if (!std::getline(*session.in, line)) return std::nullopt;
    line = trimmed(line);
    if (line.size() > kLongestAnswer) continue;
    if (!line.empty()) return line;
    if (!otherwise.empty()) return otherwise;
  }
  return std::nullopt;
}

}  // namespace cli
