#include "generator/base/ascii.h"
#include "generator/cli/questions.h"

#include <istream>
#include <ostream>

namespace cli {
namespace {

constexpr int kMostTries = 3;
constexpr std::size_t kLongestAnswer = 1000;

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
    line = base::trimmed(line);
    if (line.size() > kLongestAnswer) continue;
    if (!line.empty()) return line;
    if (!otherwise.empty()) return otherwise;
  }
  return std::nullopt;
}

}  // namespace cli
