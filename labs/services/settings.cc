#include "labs/services/settings.h"

#include <fmt/format.h>

#include <charconv>
#include <span>

#include "labs/formats/dotenv.h"
#include "labs/formats/encodings.h"
#include "labs/formats/jwt.h"
#include "labs/services/common/answers.h"

namespace services {
using base::message;
namespace {

constexpr std::int64_t kTenYears = std::int64_t{3650} * 24 * 60 * 60;

// The value is filled with what stands before it.
struct Line {
  std::string_view key;
  std::string_view value;
};
struct Group {
  std::string_view title;
  std::span<const Line> lines;
};

constexpr Line kSecrets[] = {
    {"POSTGRES_PASSWORD", "{hex 32}"},  {"JWT_SECRET", "{hex 64}"},
    {"ANON_KEY", "{key anon}"},         {"SERVICE_ROLE_KEY", "{key service_role}"},
    {"DASHBOARD_USERNAME", "supabase"}, {"DASHBOARD_PASSWORD", "{hex 24}"},
    {"SECRET_KEY_BASE", "{hex 64}"},    {"VAULT_ENC_KEY", "{hex 32}"},
};
constexpr Line kDatabase[] = {
    {"POSTGRES_HOST", "127.0.0.1"}, {"POSTGRES_DB", "postgres"}, {"POSTGRES_USER", "postgres"},
    {"POSTGRES_PORT", "5432"},      {"POOLER_TENANT_ID", "lab"},
};
constexpr Line kAuth[] = {
    {"SITE_URL", "http://127.0.0.1:64663"},
    {"ADDITIONAL_REDIRECT_URLS", ""},
    {"JWT_EXPIRY", "3600"},
    {"DISABLE_SIGNUP", "false"},
    {"API_EXTERNAL_URL", "http://127.0.0.1:{port kong}"},
    {"ENABLE_EMAIL_SIGNUP", "true"},
    {"ENABLE_EMAIL_AUTOCONFIRM", "false"},
    {"ENABLE_ANONYMOUS_USERS", "false"},
};
constexpr Line kMail[] = {
    {"SMTP_ADMIN_EMAIL", "admin@lab.test"},
    {"SMTP_HOST", "mailpit"},
    {"SMTP_PORT", "1025"},
    {"SMTP_USER", "mailer"},
    {"SMTP_PASS", "{hex 24}"},
    {"SMTP_SENDER_NAME", "Lab"},
};
constexpr Line kGateway[] = {
    {"KONG_HTTP_PORT", "{port kong}"},
};
constexpr Line kRedis[] = {
    {"REDIS_PASSWORD", "{hex 24}"},
    {"REDIS_URL", "redis://default:{REDIS_PASSWORD}@127.0.0.1:{port redis redis}"},
};
constexpr Line kOthers[] = {
    {"N8N_ENCRYPTION_KEY", "{hex 32}"},
    {"N8N_USER_MANAGEMENT_JWT_SECRET", "{hex 32}"},
    {"FLOWISE_USERNAME", "admin"},
    {"FLOWISE_PASSWORD", "{hex 24}"},
    {"N8N_API_KEY", "n8n_api_{hex 40}"},
    {"N8N_OWNER_EMAIL", "owner@lab.example.org"},
    {"N8N_OWNER_PASSWORD", "{hex 24}"},
    {"FLOWISE_API_KEY", "{hex 40}"},
    {"WEBUI_SECRET_KEY", "{hex 32}"},
    {"WEBUI_ADMIN_EMAIL", "admin@lab.example.org"},
    {"WEBUI_ADMIN_PASSWORD", "{hex 24}"},
    {"SEARXNG_FORMATS", "html,json"},
    {"OPENROUTER_API_KEY", "sk-or-{hex 40}"},
    {"OPENAI_API_KEY", "sk-{hex 40}"},
    {"MODEL_API_KEY", "{OPENROUTER_API_KEY}"},
};
constexpr Line kCentral[] = {
    {"NODE_ENV", "production"},
    {"PORT", "3001"},
    {"POOLER_PORT", "{port pooler}"},
    {"DATABASE_URL",
     "postgresql://postgres.{POOLER_TENANT_ID}:{POSTGRES_PASSWORD}@127.0.0.1:{POOLER_PORT}/"
     "postgres?pgbouncer=true"},
    {"SUPABASE_URL", "http://127.0.0.1:{port kong}"},
    {"SUPABASE_SERVICE_KEY", "{SERVICE_ROLE_KEY}"},
    {"SUPABASE_SERVICE_JWT", "{SERVICE_ROLE_KEY}"},
    {"SUPABASE_PUBLIC_KEY", "{ANON_KEY}"},
    {"JWT_EXPIRES_IN", "7d"},
    {"MFA_ISSUER", "FleetLab"},
    {"MFA_ENCRYPTION_KEY", "{hex 32}"},
    {"ALLOWED_ORIGINS",
     "http://127.0.0.1:{port dashboard},http://127.0.0.1:{port chat-web},"
     "http://localhost:{port chat-web},https://office.lab.example.org"},
    {"NG_APP_API_URL", "http://127.0.0.1:{port central}"},
    {"METRICS_ENABLED", "true"},
    {"ADMIN_EMAIL", "admin@lab.example.org"},
    {"ADMIN_PASSWORD", "{hex 24}"},
    {"SENDGRID_API_KEY", "SG.{hex 32}"},
    {"EMAIL_FROM", "noreply@lab.example.org"},
    {"SLACK_WEBHOOK_URL", "http://127.0.0.1:{port notify slack}/services/T0000/B0000/{hex 24}"},
    {"LOGTAIL_TOKEN", "{hex 24}"},
};
constexpr Line kChatbot[] = {
    {"TWILIO_ACCOUNT_SID", "AC{hex 32}"},
    {"TWILIO_AUTH_TOKEN", "{hex 32}"},
    {"TWILIO_SANDBOX_NUMBER", "+14155238886"},
    {"TWILIO_JOIN_CODE", "river-stone"},
    {"TWILIO_WEBHOOK_BASE_URL", "http://127.0.0.1:{port tunnel public}"},
    {"TUNNEL_PUBLIC_URL", "http://127.0.0.1:{port tunnel public}"},
    {"SUPABASE_KEY", "{ANON_KEY}"},
    {"SUPABASE_SERVICE_ROLE_KEY", "{SERVICE_ROLE_KEY}"},
    {"SECRET_KEY", "{hex 64}"},
    {"ACCESS_TOKEN_EXPIRE_MINUTES", "30"},
    {"NEXT_PUBLIC_API_URL", "http://127.0.0.1:{port chat-api}/api"},
    {"SEED_PASSWORD", "superadmin-first-login"},
};
constexpr Line kCoach[] = {
    {"DEBUG", "False"},
    {"ALLOWED_HOSTS", "localhost,127.0.0.1"},
    {"API_KEY", "{hex 32}"},
    {"LEGACY_KEY", "coach-api-key"},
    {"COACH_EMAIL", "learner@lab.example.org"},
    {"COACH_PASSWORD", "{hex 24}"},
    {"SOURCE_PASSWORD", "{hex 16}"},
    {"GRAFANA_PASSWORD", "{hex 24}"},
};

constexpr Line kHost[] = {
    {"OPEN_PORTS", "ssh,http,https"},
    {"SSH_BANNER", "SSH-2.0-OpenSSH_9.2p1 Debian-2"},
};

constexpr Group kGroups[] = {
    {"Secrets: each stack has its own", kSecrets},
    {"Database and pooler", kDatabase},
    {"Auth", kAuth},
    {"Mail", kMail},
    {"Gateway", kGateway},
    {"Redis", kRedis},
    {"The AI tools", kOthers},
    {"Central API server", kCentral},
    {"Chatbot", kChatbot},
    {"Coach and its monitoring", kCoach},
    {"The server: which ports answer from outside, and what SSH says", kHost},
};

std::string hex_of(const Random& random, std::string_view digits) {
  std::size_t count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  count = std::min<std::size_t>(count, 1024);
  return formats::encode_hex(random((count + 1) / 2)).substr(0, count);
}

base::Result<std::string> fill_word(std::string_view word, const Settings& settings,
                                    const Random& random, std::int64_t now, const PortOf& port_of) {
  const std::size_t space = std::min(word.find(' '), word.size());
  const std::string_view what = word.substr(0, space);
  const std::string_view about = word.substr(std::min(space + 1, word.size()));
  const auto setting = [&](std::string_view name) {
    const auto found = settings.find(name);
    return found != settings.end() ? found->second : std::string();
  };
  const std::string secret = setting("JWT_SECRET");
  if (what == "hex") return hex_of(random, about);
  if (what == "key") return make_api_key(about, secret, now);
  if (what == "old-key") return make_api_key(about, secret + "-before", now);
  if (what == "decoded-key")
    return make_api_key(about, formats::decode_base64(secret).value_or(secret + "="), now);
  if (what == "demo-key") return demo_key(about);
  if (what == "demo-secret") return std::string(kDemoSecret);
  if (what == "cut") return setting(about).substr(0, 60);
  if (what == "port") {
    const std::size_t name = std::min(about.find(' '), about.size());
    return std::to_string(
        port_of(about.substr(0, name), about.substr(std::min(name + 1, about.size()))));
  }
  if (about.empty() && settings.contains(what)) return setting(what);
  return base::fail(base::ErrorKind::Content,
                    message("nothing is called '{}' in a fault's values",
                            "rien ne s'appelle « {} » dans les valeurs d'une panne", word));
}

std::string env_text(const std::string& value) {
  return value.find_first_of(" #'\"") == std::string::npos ? value : fmt::format("'{}'", value);
}

}  // namespace

std::string make_api_key(std::string_view role, std::string_view secret, std::int64_t now) {
  const std::int64_t made = now - now % 86'400;  // whole days, as the documentation's generator
  return formats::make_jwt(
      object({{"role", role}, {"iss", "supabase"}, {"iat", made}, {"exp", made + kTenYears}}),
      secret);
}

std::string demo_key(std::string_view role) {
  constexpr std::int64_t kMade = 1'641'769'200;
  constexpr std::int64_t kUntil = 1'799'535'600;
  return formats::make_jwt(
      object({{"role", role}, {"iss", "supabase-demo"}, {"iat", kMade}, {"exp", kUntil}}),
      kDemoSecret);
}

Settings fresh_settings(const Random& random, std::int64_t now, const PortOf& port_of) {
  Settings out;
  for (const Group& group : kGroups) {
    for (const Line& line : group.lines) {
      const auto value = fill_value(line.value, out, random, now, port_of);
      out.emplace(line.key, value ? *value : std::string());
    }
  }
  return out;
}

base::Result<std::string> fill_value(std::string_view written, const Settings& settings,
                                     const Random& random, std::int64_t now,
                                     const PortOf& port_of) {
  std::string out;
  while (!written.empty()) {
    const std::size_t open = std::min(written.find('{'), written.size());
    const std::size_t close = written.find('}', open);
    if (open == written.size() || close == std::string_view::npos)
      return out + std::string(written);
    out += written.substr(0, open);
    out +=
        TRY(fill_word(written.substr(open + 1, close - open - 1), settings, random, now, port_of));
    written.remove_prefix(close + 1);
  }
  return out;
}

std::string write_env(const Settings& settings) {
  std::string out;
  Settings left = settings;
  for (const Group& group : kGroups) {
    std::string lines;
    for (const Line& line : group.lines) {
      const auto found = left.find(line.key);
      if (found == left.end()) continue;
      lines += fmt::format("{}={}\n", line.key, env_text(found->second));
      left.erase(found);
    }
    if (!lines.empty())
      out += fmt::format("{}# {}\n{}", out.empty() ? "" : "\n", group.title, lines);
  }
  if (!left.empty() && !out.empty()) out += "\n";
  for (const auto& [key, value] : left) out += fmt::format("{}={}\n", key, env_text(value));
  return out;
}

Settings read_env(std::string_view text) {
  Settings out;
  for (const formats::DotenvEntry& entry : formats::parse_dotenv(text).entries)
    out[entry.key] = entry.value;
  return out;
}

}  // namespace services
