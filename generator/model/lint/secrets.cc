#include "generator/model/lint/secrets.h"

#include <algorithm>
#include <array>

#include "generator/base/ascii.h"
#include "generator/base/files.h"
#include "generator/model/lint/secret_detectors.h"
#include "generator/text/utf8.h"

namespace model {
namespace {

constexpr std::size_t kHexRun = 24;
constexpr std::size_t kMostDenied = 1000;

// Of two findings in the same place the more telling one stays: a key of a known vendor says more
// than "a value".
int rank(std::string_view rule) {
  static constexpr std::array<std::string_view, 17> kOrder = {"secret-private-key",
                                                              "secret-jwt",
                                                              "secret-api-key",
                                                              "secret-url-credentials",
                                                              "secret-supabase-ref",
                                                              "secret-invite-link",
                                                              "secret-env-value",
                                                              "secret-login-pair",
                                                              "secret-hex-key",
                                                              "private-root-ssh",
                                                              "private-email",
                                                              "private-ipv4",
                                                              "private-ipv6",
                                                              "private-home-path",
                                                              "commit-trailer",
                                                              "private-host",
                                                              ""};
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), rule) - kOrder.begin());
}

// The characters that a detector is called at.
constexpr std::array<bool, 256> kTriggers = [] {
  std::array<bool, 256> out = {};
  for (const char c : std::string_view("@JA_$=\\-/.:")) out[static_cast<unsigned char>(c)] = true;
  return out;
}();

class Scanner {
 public:
  Scanner(std::string_view text, const DenyList& deny) : text_(text), deny_(deny) {}

  std::vector<Secret> run() {
    for (std::size_t at = 0; at < text_.size(); ++at)
      if (kTriggers[static_cast<unsigned char>(text_[at])]) look(at);
    for (std::size_t at = 0; at < text_.size(); at += kHexRun)
      if (at >= hex_seen_ && detect::is_hex(text_[at])) look_for_hex(at);
    for (std::size_t at = 0; at < text_.size() && !deny_.empty(); ++at) look_for_denied(at);
    look_for_tables();
    return chosen();
  }

 private:
  void keep(detect::Found found) {
    if (found) found_.push_back(std::move(*found));
  }

  void look(std::size_t at) {
    switch (text_[at]) {
      case '@':
        keep(detect::email(text_, at));
        break;
      case 'J':
        keep(detect::jwt(text_, at));
        break;
      case 'A':
        keep(detect::api_key(text_, at));
        break;
      case '_':
        keep(detect::api_key(text_, at));
        break;
      case '$':
        keep(detect::bcrypt(text_, at));
        break;
      case '=':
        keep(detect::assigned_value(text_, at, value_seen_));
        break;
      case '\\':
        keep(detect::home_path(text_, at));
        break;
      case '-':
        keep(detect::api_key(text_, at));
        keep(detect::private_key(text_, at));
        keep(detect::trailer(text_, at));
        break;
      case '/':
        keep(detect::api_key(text_, at));
        keep(detect::home_path(text_, at));
        keep(detect::login_pair(text_, at));
        break;
      case '.':
        keep(detect::ipv4(text_, at));
        keep(detect::supabase_ref(text_, at));
        keep(detect::api_key(text_, at));
        break;
      case ':':
        if (text_.substr(at, 3) == "://") {
          keep(detect::url_credentials(text_, at, login_seen_));
          keep(detect::invite_link(text_, at, url_seen_));
        } else {
          keep(detect::assigned_value(text_, at, value_seen_));
          keep(detect::ipv6(text_, at));
        }
        break;
      default:
        break;
    }
  }

  // A run of kHexRun digits or more covers an offset divisible by kHexRun, so looking there is
  // enough.
  void look_for_hex(std::size_t at) {
    std::size_t begin = at;
    while (begin > hex_seen_ && detect::is_hex(text_[begin - 1])) --begin;
    std::size_t end = at;
    while (end < text_.size() && detect::is_hex(text_[end])) ++end;
    hex_seen_ = end;
    if (end - begin >= kHexRun) keep(detect::hex_key(text_, begin, end));
  }

  void look_for_denied(std::size_t at) {
    const std::size_t length = deny_.match(text_, at);
    if (length == 0) return;
    const std::string shown = masked(text_.substr(at, length));
    found_.push_back(
        detect::secret("private-host", at, at + length,
                       base::message("'{}' is on the list of names that must not be published",
                                     "« {} » est sur la liste des noms à ne pas publier", shown)));
  }

  void look_for_tables() {
    bool in_table = false;
    for (std::size_t line = 0; line < text_.size();) {
      const bool row = text_[line] == '|';
      if (row && !in_table) detect::password_table(text_, line, found_);
      in_table = row;
      const std::size_t end = text_.find('\n', line);
      if (end == std::string_view::npos) break;
      line = end + 1;
    }
  }

  std::vector<Secret> chosen() {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Secret& a, const Secret& b) { return a.begin < b.begin; });
    std::vector<Secret> out;
    for (Secret& next : found_) {
      if (out.empty() || next.begin >= out.back().end)
        out.push_back(std::move(next));
      else if (rank(next.rule) < rank(out.back().rule))
        out.back() = std::move(next);
    }
    return out;
  }

  std::string_view text_;
  const DenyList& deny_;
  std::vector<Secret> found_;
  std::size_t hex_seen_ = 0, value_seen_ = 0, login_seen_ = 0, url_seen_ = 0;
};

std::size_t first_two(char a, char b) {
  return static_cast<std::size_t>(static_cast<unsigned char>(a)) << 8 |
         static_cast<unsigned char>(b);
}

// The hint of a rule about secrets.
base::Message hint_for(std::string_view rule) {
  if (rule == "private-ipv4")
    return base::message(
        "use 192.0.2.10, 198.51.100.10 or 203.0.113.10, or a placeholder such as <VPS_IP>",
        "employez 192.0.2.10, 198.51.100.10 ou 203.0.113.10, ou un emplacement comme <VPS_IP>");
  if (rule == "private-ipv6")
    return base::message("use an address in 2001:db8::/32",
                         "employez une adresse de 2001:db8::/32");
  if (rule == "private-email")
    return base::message("use an address at example.org, such as ops@lab.example.org",
                         "employez une adresse en example.org, comme ops@lab.example.org");
  if (rule == "private-root-ssh")
    return base::message("use learner@lab.example.org or <ADMIN_USER>@<VPS_IP>",
                         "employez learner@lab.example.org ou <ADMIN_USER>@<VPS_IP>");
  if (rule == "private-home-path")
    return base::message("use /home/learner", "employez /home/learner");
  if (rule == "commit-trailer")
    return base::message("leave trailers out of published logs",
                         "retirez ces lignes des journaux publiés");
  if (rule == "private-host")
    return base::message("use a name in lab.example.org", "employez un nom en lab.example.org");
  return base::message(
      "write a placeholder such as <API_KEY>, and if this was ever real, revoke it",
      "écrivez un emplacement comme <API_KEY>, et si cette valeur a servi, révoquez-la");
}

}  // namespace

DenyList DenyList::parse(std::string_view text) {
  DenyList out;
  while (!text.empty() && out.names_.size() < kMostDenied) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    line = base::trimmed(line.substr(0, line.find('#')));
    if (line.size() >= 3) out.names_.push_back(base::lower(line));
  }
  std::sort(out.names_.begin(), out.names_.end());
  out.first_two_.resize(1u << 16);
  for (const std::string& name : out.names_) out.first_two_[first_two(name[0], name[1])] = true;
  return out;
}

std::filesystem::path DenyList::file_beside(const std::filesystem::path& content) {
  return content / ".." / ".atelier-deny";
}

DenyList DenyList::beside(const std::filesystem::path& content) {
  const auto text = base::read_file(file_beside(content), 1u << 20);
  return text ? parse(*text) : DenyList();
}

std::size_t DenyList::match(std::string_view text, std::size_t at) const {
  if (at + 3 > text.size() || (at > 0 && detect::is_word(text[at - 1]))) return 0;
  if (!first_two_[first_two(base::lower(text[at]), base::lower(text[at + 1]))]) return 0;
  for (const std::string& name : names_) {
    if (!detect::starts_at(text, at, name)) continue;
    const std::size_t end = at + name.size();
    if (end == text.size() || !detect::is_word(text[end])) return name.size();
  }
  return 0;
}

std::string masked(std::string_view secret) {
  std::size_t at = 0;
  for (int i = 0; i < 2 && at < secret.size(); ++i) text::next_character(secret, at);
  return std::string(secret.substr(0, at)) + "…";
}

std::vector<Secret> find_secrets(std::string_view text, const DenyList& deny) {
  return Scanner(text, deny).run();
}

void lint_secrets(std::string_view source, const Lines& lines, std::string_view file,
                  const DenyList& deny, Problems& problems) {
  for (Secret& found : find_secrets(source, deny)) {
    base::Error error = problem(found.rule, {std::string(file), lines.position(found.begin), {}},
                                std::move(found.message), hint_for(found.rule));
    error.sensitive = true;
    problems.push_back(std::move(error));
  }
}

}  // namespace model
