#include "generator/model/lint/secrets.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "generator/model/lint/made_up_secrets.h"

using namespace model;

namespace {

std::vector<std::string> rules_in(std::string_view text, const DenyList& deny = {}) {
  std::vector<std::string> out;
  for (const Secret& found : find_secrets(text, deny)) out.emplace_back(found.rule);
  return out;
}

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += part;
  return out;
}

}  // namespace

TEST_CASE("each kind of secret is found, once, where it stands") {
  const MadeUp made;
  struct Case {
    std::string before, secret, after;
    std::string_view rule;
  };
  const std::vector<Case> cases = {
      {"export ANON_KEY=\"", made.jwt("anon"), "\"", "secret-jwt"},
      {"curl -H 'apikey: ", made.jwt("service_role"), "'", "secret-jwt"},
      {"OPENAI_API_KEY=", "sk" + ("-" + made.noise(32)), "", "secret-api-key"},
      {"token `", "gh" + ("p_" + made.noise(36)), "`", "secret-api-key"},
      {"", "AK" + ("IA" + made.capitals(16)), " is an access key", "secret-api-key"},
      {"sid ", "A" + ("C" + made.hex(32)), "", "secret-api-key"},
      {"key ", "S" + ("G." + made.noise(22) + "." + made.noise(43)), "", "secret-api-key"},
      {"hash ", "$2" + ("b$12$" + made.noise(53)), "", "secret-api-key"},
      {"POSTGRES_PASSWORD=", made.noise(14), "", "secret-env-value"},
      {"  JWT_SECRET: ", made.noise(40), "", "secret-env-value"},
      {"postgres://app:", made.noise(12), "@db.company-name.net:5432/app",
       "secret-url-credentials"},
      {"the token is ", made.hex(32), "", "secret-hex-key"},
      {"{\"password\": \"", made.noise(12), "\"}", "secret-login-pair"},
      {"log in as ", "ad" + std::string("min/adm") + "in123", "", "secret-login-pair"},
      {"db.", made.letters(20), ".supabase.co", "secret-supabase-ref"},
      {"user postgres.", made.letters(20), ":6543", "secret-supabase-ref"},
      {"https://app.company-name.net/invite/", made.noise(24), "", "secret-invite-link"},
      {"", "-----BEGIN RSA PRIV" + ("ATE KEY-----\n" + made.noise(64)), "\n", "secret-private-key"},
      {"ping ", made.address(), "", "private-ipv4"},
      {"AAAA ", "2a0" + std::string("1:e0a:1:2::10"), "", "private-ipv6"},
      {"write to ", "somebody" + std::string("@company-name.net"), ".", "private-email"},
      {"ssh ", "ro" + std::string("ot@box.company-name.net"), "", "private-root-ssh"},
      {"ssh ", "ro" + ("ot@" + made.address()), "", "private-root-ssh"},
      {"cd ", "/ho" + std::string("me/marguerite"), "/stack", "private-home-path"},
      {"cd C:", "\\Use" + std::string("rs\\marguerite"), "\\stack", "private-home-path"},
      {"fix\n\n", "Co-auth" + std::string("ored-by: Somebody"), "\n", "commit-trailer"},
  };
  for (const Case& c : cases) {
    const std::string text = c.before + c.secret + c.after;
    const std::vector<Secret> found = find_secrets(text, {});
    CAPTURE(c.rule, c.before);
    REQUIRE(found.size() == 1);
    CHECK(found[0].rule == c.rule);
    CHECK(found[0].begin == c.before.size());
    CHECK(found[0].end == c.before.size() + c.secret.size());
    // The message shows two characters of it, and no more.
    CHECK(found[0].message.en.find(c.secret) == std::string::npos);
    CHECK(found[0].message.en.find(c.secret.substr(0, 6)) == std::string::npos);
    CHECK(found[0].message.fr.find(c.secret.substr(0, 6)) == std::string::npos);
  }
}

TEST_CASE("what only looks like a secret is left alone") {
  struct Case {
    std::string text;
    std::string_view why;
  };
  const auto c = GENERATE(values<Case>({
      {"ANON_KEY=<ANON_KEY>", "a placeholder"},
      {"ANON_KEY=${ANON_KEY}", "a variable"},
      {"ANON_KEY=eyJhbGciOi...", "shortened"},
      {"JWT_SECRET=change-me-to-32-characters-or-more", "says what to do"},
      {"JWT_SECRET=************", "stars"},
      {"API_KEY=xxxxxxxxxxxxxxxxxxxx", "a run of one letter"},
      {"sk-...", "literally"},
      {"OPENAI_API_KEY=sk-your-key-1234567890", "says whose"},
      {"SSL_KEY=/etc/ssl/private/site-2026.key", "a path"},
      {"API_KEY = os.environ[\"API_KEY_2\"]", "code"},
      {"const API_KEY = process.env.API_KEY_2", "code"},
      {"API_KEY=get_key(1234)", "a call"},
      {"NEXT_PUBLIC_KEY=pk12345678abcd", "public by its name"},
      {"MONKEY=banana1234", "no name of a secret"},
      {"password: sha256, or better", "an algorithm"},
      {"le mot de passe : 12 caractères au moins", "prose"},
      {"postgres://app:<PASSWORD>@db.company-name.net/app", "a placeholder"},
      {"postgres://postgres:postgres12@localhost:5432/app", "this computer"},
      {"redis://default:hunter22@redis:6379", "a container"},
      {"https://user:pass1234@lab.example.org/", "reserved for examples"},
      {"https://github.com/owner/repository/pull/12", "no token"},
      {"https://app.lab.example.org/invite/<TOKEN>", "a placeholder"},
      {"sha256 token a3f5b1c2d4e6f708192a3b4c5d6e7f80", "a digest"},
      {"commit 5f2d8c1a9b3e4f6d7c8b9a0e1f2d3c4b5a697887", "a revision, no word of a key"},
      {"127.0.0.1 10.1.2.3 172.20.0.5 192.168.1.20 169.254.1.1", "private ranges"},
      {"192.0.2.33 198.51.100.44 203.0.113.55", "for documentation"},
      {"8.8.8.8, 1.1.1.1, 9.9.9.9", "public resolvers"},
      {"version 91.132.44.17", "a version"},
      {"v91.132.44.17 and chrome-91.132.44.17", "versions"},
      {"## 4.12.3.7 A numbered heading", "small numbers"},
      {"91.132.44.17.5 is no address", "five parts"},
      {"2001:db8::10, fe80::1, fd00::1, ::1", "for documentation and local"},
      {"2606:4700:4700::1111", "a public resolver"},
      {"std::vector<int> at 2026:11:20", "no address"},
      {"2026::x", "no address"},
      {"ops@lab.example.org, learner@example.com, a@b.test", "reserved domains"},
      {"git clone git@github.com:owner/repository.git", "no mailbox"},
      {"npm install @supabase/supabase-js@2.39.0", "a version"},
      {"systemctl status wg-quick@wg0.service", "a unit"},
      {"ssh <ADMIN_USER>@<VPS_IP>", "placeholders"},
      {"root@vps:~# reboot", "a prompt that names no host"},
      {"ssh root@203.0.113.10", "for documentation"},
      {"cd /home/learner/stack && ls /home/node/.n8n", "nobody's home"},
      {"https://example.org/home/about/us", "an address"},
      {"cd /home/<USER>/stack", "a placeholder"},
      {"a line that starts with -----BEGIN PRIVATE KEY-----", "only its mark"},
      {"git commit --trailer \"Co-authored-by: <NAME>\"",
       "a placeholder, not at the start of a line"},
      {"| Password | Why |\n| --- | --- |\n| at least 12 characters | longer is better |",
       "a table of advice"},
      {"admin/admin panel, root/root2/x", "no password"},
      {"AC and SK are prefixes; AC12", "too short"},
      {"$2b$12$ is how a hash starts", "shortened"},
  }));
  CAPTURE(c.text, c.why);
  CHECK(rules_in(c.text).empty());
}

TEST_CASE("a token made by the course's own build may be shown") {
  const MadeUp made;
  CHECK(rules_in("key " + made.token("{\"role\":\"anon\",\"iss\":\"lab\"}")).empty());
  CHECK(rules_in("key " + made.token("{\"role\":\"anon\",\"iss\":\"acme\"}")).size() == 1);
}

TEST_CASE("a token says which role it gives") {
  const MadeUp made;
  const auto found = find_secrets(made.jwt("service_role"), {});
  REQUIRE(found.size() == 1);
  CHECK(found[0].message.en == "a signed token (JWT) of role 'service_role' stands here: 'ey…'");
  CHECK(found[0].message.fr ==
        "un jeton signé (JWT) de rôle « service_role » se trouve ici : « ey… »");
}

TEST_CASE("a column of passwords in a table is found cell by cell") {
  const MadeUp made;
  const std::string table = "| Compte | Mot de passe |\n| --- | --- |\n| super | `" +
                            made.noise(12) + "` |\n| other | " + made.noise(10) + " |\n\n" +
                            made.noise(12) + "\n";
  CHECK(rules_in(table) == std::vector<std::string>{"secret-login-pair", "secret-login-pair"});
}

TEST_CASE("names of the deny list are found as whole words, whatever their case") {
  const DenyList deny = DenyList::parse("# customers\nacme-tools\n\n  Contoso Ltd  \nab\n");
  CHECK(rules_in("see api.ACME-tools.net", deny) == std::vector<std::string>{"private-host"});
  CHECK(rules_in("by contoso ltd.", deny) == std::vector<std::string>{"private-host"});
  CHECK(rules_in("myacme-tools, acme-toolset, ab", deny).empty());
  CHECK(find_secrets("acme-tools", deny)[0].message.en.find("'ac…'") != std::string::npos);
}

TEST_CASE("the deny list lies beside the content folder, and may be missing") {
  namespace fs = std::filesystem;
  const fs::path root = fs::temp_directory_path() / "atelier-deny-test";
  fs::create_directories(root / "content");
  CHECK(DenyList::beside(root / "content").empty());
  std::ofstream(root / ".atelier-deny") << "acme-tools\n";
  CHECK_FALSE(DenyList::beside(root / "content").empty());
  fs::remove_all(root);
}

TEST_CASE("the report of a secret never shows its line") {
  const MadeUp made;
  const std::string secret = made.noise(16);
  const std::string source = "first\nDB_PASSWORD=" + secret + "\n";
  Problems problems;
  lint_secrets(source, Lines(source), "x.md", {}, problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].sensitive);
  CHECK(
      base::describe(problems[0], base::Locale::En, source) ==
      "x.md:2:13: error: 'DB_PASSWORD' has a value: '" + masked(secret) +
          "' [secret-env-value]\n"
          "  hint: write a placeholder such as <API_KEY>, and if this was ever real, revoke it\n");
}

TEST_CASE("hostile texts are scanned in linear time") {
  const auto unit =
      GENERATE(as<std::string>(), "@", "a@", "eyJ", "eyJaaaaaaaaaa.", "://", "a://b:c@", "sk-",
               "a1b2c3", "=", "KEY=", "PASSWORD: ", "1.", "2001:", "2001::", "/home/",
               "-----BEGIN ", "|", "| password ", "$2b$12$", "admin/", "-", "_", "password=", "A",
               "\\Users\\", "db.", ".supabase.co", "3fa91c7e05bd2843fa91c7e05bd284 ");
  const std::string text = repeated(unit, 1u << 20);
  const auto start = std::chrono::steady_clock::now();
  find_secrets(text, {});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  CAPTURE(unit);
  CHECK(took.count() < 30);  // a debug build with sanitizers; a quadratic step takes minutes
}
