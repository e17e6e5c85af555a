#include "labs/services/stack_files.h"

#include <fmt/format.h>

namespace services {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kYear = 365 * kDay;

bool is_name(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace

std::string write_compose(const std::vector<std::string>& services) {
  std::string out =
      "# What lab-services runs. A service that is taken away stops, one that is added starts:\n"
      "# lab-services list names them.\n"
      "services:\n";
  for (const std::string& name : services) out += fmt::format("  {}:\n    env_file: .env\n", name);
  return out;
}

std::set<std::string, std::less<>> read_compose(std::string_view text) {
  std::set<std::string, std::less<>> out;
  bool inside = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    if (!line.starts_with(' ')) inside = line == "services:";
    if (!inside || !line.starts_with("  ") || line.starts_with("   ")) continue;
    const std::string_view name = line.substr(2, line.find(':') - 2);
    if (is_name(name)) out.emplace(name);
  }
  return out;
}

base::Result<StackIdentity> make_stack_identity(const std::set<std::string, std::less<>>& switches,
                                                std::int64_t now, const http::Identity* authority) {
  http::CertificateWish wish{
      {"localhost", "127.0.0.1", "lab.example.org", "*.lab.example.org"}, now - kDay, now + kYear};
  if (switches.contains("certificate-expired")) {
    wish.from = now - kYear;
    wish.until = now - kDay;
  }
  if (switches.contains("certificate-expires-soon")) wish.until = now + 3 * kDay;
  if (switches.contains("certificate-other-name")) wish.names = {"other.example.org"};
  StackIdentity out;
  if (authority != nullptr)
    out.authority = *authority;
  else
    out.authority = TRY(http::make_certificate(
        {{"Atelier throw-away authority"}, now - kYear, now + kYear, true}, nullptr));
  if (switches.contains("certificate-chain")) {
    // Signed by an intermediate authority that is not sent along.
    const http::Identity between = TRY(http::make_certificate(
        {{"Atelier intermediate authority"}, now - kYear, now + kYear, true}, &out.authority));
    wish.issuer_at = "http://authority.lab.example.org/intermediate.cer";
    out.identity = TRY(http::make_certificate(wish, &between));
    return out;
  }
  const bool by_itself = switches.contains("certificate-internal");
  out.identity = TRY(http::make_certificate(wish, by_itself ? nullptr : &out.authority));
  return out;
}

}  // namespace services
