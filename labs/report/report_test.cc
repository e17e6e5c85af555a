#include <catch2/catch.hpp>
#include <filesystem>

#include "generator/base/files.h"
#include "labs/engine/run.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/report/formats.h"
#include "labs/report/signed.h"
#include "labs/report/text.h"
#include "labs/spec/load.h"
#include "tests/support/temporary_folder.h"

using namespace report;

namespace {

engine::RunResult sample() {
  engine::RunResult out;
  out.lab = "x";
  out.version = "1";
  out.title = {"The lab", "Le labo"};
  out.nonce = "abc";
  out.seconds = 1.25;
  engine::CheckResult good;
  good.id = "good";
  good.title = {"It works", "Cela marche"};
  good.outcome = engine::Outcome::Passed;
  engine::CheckResult bad;
  bad.id = "bad";
  bad.title = {"It answers <200>", "Cela répond <200>"};
  bad.outcome = engine::Outcome::Failed;
  bad.reason = "http.401";
  bad.layer = {"HTTP", "HTTP"};
  bad.says = {"the status is not the expected one", "le statut n'est pas celui attendu"};
  bad.words = "No \x1b[31mkey\x07 & <b>";
  bad.misses = {{"status == 200", "status", "== 200", "401"}};
  bad.page = "logbooks/supabase/x";
  engine::CheckResult waits = good;
  waits.id = "waits";
  waits.outcome = engine::Outcome::Blocked;
  waits.blocked_by = {"bad"};
  engine::CheckResult offline = good;
  offline.id = "offline";
  offline.outcome = engine::Outcome::CouldNotRun;
  offline.reason = "net.unreachable";
  out.checks = {good, bad, waits, offline};
  return out;
}

}  // namespace

TEST_CASE("a run is told from what passed to what to do") {
  CHECK(to_text(sample(), {}) ==
        "The lab (x 1)\n"
        "✓ It works" +
            std::string(54, ' ') +
            "good\n"
            "\n"
            "✗ It answers <200>" +
            std::string(46, ' ') +
            "bad  [http.401]\n"
            "    HTTP: the status is not the expected one\n"
            "    it said: No ·[31mkey· & <b>\n"
            "    expected  status == 200\n"
            "    seen      401\n"
            "    en/logbooks/supabase/x.html\n"
            "  ⧗ 1 check waits for this one: waits\n"
            "\n"
            "! 1 check could not run  [net.unreachable]\n"
            "    offline\n"
            "\n"
            "1 passed, 1 failed, 1 blocked, 1 could not run; 1.25 s\n"
            "Repair this, then run again: only then can what waits be seen.\n");
}

TEST_CASE("the cause stands under the check it explains, with its rivals") {
  engine::RunResult result = sample();
  engine::CauseResult cause;
  cause.id = "k";
  cause.title = {"The key is stale", "La clé est périmée"};
  cause.fix = {"Make it again.", "Refaites-la."};
  cause.explains = {"bad"};
  result.diagnosis.causes = {cause};
  CHECK_THAT(to_text(result, {}),
             Catch::Contains("  → Cause: The key is stale (k)\n    Make it again.\n"));
  TextOptions french;
  french.locale = base::Locale::Fr;
  CHECK_THAT(to_text(result, french),
             Catch::Contains("  → Cause : La clé est périmée (k)\n    Refaites-la.\n"));
  result.diagnosis.causes[0].rivals = {"l"};
  result.diagnosis.causes[0].rival_titles = {{"The network", "Le réseau"}};
  result.diagnosis.causes[0].settle = {"read the log", "lisez le journal"};
  CHECK_THAT(
      to_text(result, {}),
      Catch::Contains("  → One of these:\n      The key is stale (k)\n      The network (l)\n"
                      "    What decides: read the log\n"));
}

TEST_CASE("the JSON report has the shape that the site reads") {
  const auto read = formats::parse_json(to_json(sample(), {"challenge-1"}));
  REQUIRE(read);
  const auto at = [&](std::string_view pointer) {
    const text::Node* found = formats::find_pointer(*read, pointer);
    return found != nullptr ? formats::plain(*found) : "-";
  };
  CHECK(at("/version") == "1");
  CHECK(at("/lab") == "x");
  CHECK(at("/challenge") == "challenge-1");
  CHECK(at("/checks/1/outcome") == "failed");
  CHECK(at("/checks/1/title/fr") == "Cela répond <200>");
  CHECK(at("/checks/1/expected/0") == "status == 200");
  CHECK(at("/checks/1/seen/0") == "401");
  CHECK(at("/checks/1/page/fr") == "fr/logbooks/supabase/x.html");
  CHECK(at("/checks/2/blocked_by/0") == "bad");
  CHECK(at("/counts/could-not-run") == "1");
}

TEST_CASE("JUnit, TAP and HTML stay well-formed whatever a server says") {
  const std::string junit = to_junit(sample(), base::Locale::En);
  CHECK_THAT(junit, Catch::Contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""));
  CHECK(junit.find('\x1b') == std::string::npos);
  CHECK(junit.find("<b>") == std::string::npos);
  const std::string tap = to_tap(sample(), base::Locale::En);
  CHECK_THAT(tap, Catch::StartsWith("TAP version 13\n1..4\nok 1 - good It works\nnot ok 2 - bad"));
  CHECK_THAT(tap, Catch::Contains("ok 3 - waits It works # SKIP blocked\n"));
  const std::string html = to_html(sample(), base::Locale::Fr);
  CHECK(html.find("<b>") == std::string::npos);
  CHECK(html.find("<script") == std::string::npos);
  CHECK_THAT(html, Catch::Contains("<html lang=\"fr\">"));
}

TEST_CASE("no format shows a secret, in whatever form a server echoes it") {
  const std::string secret = "canary-7f3a/\"<s3cret>&";
  std::vector<base::Error> problems;
  const spec::Lab lab = spec::decode_lab(
      "[lab]\nid = \"x\"\nversion = \"1\"\ntitle = { en = \"X\", fr = \"X\" }\nsummary = { en = "
      "\"X\", fr = \"X\" }\n"
      "[secrets.key]\ntype = \"text\"\nmeaning = { en = \"K\", fr = \"K\" }\n"
      "[[check]]\nid = \"a\"\ntitle = { en = \"A\", fr = \"A\" }\n"
      "http = { get = \"https://h/?k={{key}}\", headers = { apikey = \"{{key}}\" }, user = "
      "\"u:{{key}}\" }\n"
      "expect = [\"body == '{{key}}-other'\"]\n",
      "x.toml",
      [](std::string_view) -> base::Result<std::string> {
        return base::fail(base::ErrorKind::System, {"no", "non"});
      },
      problems);
  REQUIRE(problems.empty());
  const std::vector<std::string> forms = {
      secret, formats::encode_base64("u:" + secret), formats::encode_percent(secret),
      formats::quote_json(secret), formats::encode_base64url("x" + secret)};
  std::string echo;
  for (const std::string& form : forms) echo += form + " | ";
  engine::RunOptions options;
  options.secrets["key"] = secret;
  options.observe = [&](spec::ProbeKind, const text::Node&, const probes::Limits&, std::int64_t) {
    probes::Observation out;
    out.fact("body", echo);
    out.words = echo;
    out.detail = {echo, echo};
    return out;
  };
  const engine::RunResult result = engine::run(lab, options);
  TextOptions verbose;
  verbose.verbose = true;
  const std::vector<std::string> outputs = {
      to_text(result, verbose), to_json(result), to_junit(result, base::Locale::En),
      to_tap(result, base::Locale::En), to_html(result, base::Locale::En)};
  for (const std::string& output : outputs) {
    CAPTURE(output);
    CHECK(output.find("•••") != std::string::npos);
    CHECK(output.find("canary") == std::string::npos);
    for (const std::string& form : forms)
      CHECK(output.find(form.substr(4, 12)) == std::string::npos);
  }
}

TEST_CASE("a signed report is checked against its bytes and its key") {
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "keys" / "key";
  const auto key = load_or_make_key(file);
  REQUIRE(key);
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::all) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  CHECK(load_or_make_key(file)->open == key->open);
  const std::string signature = signature_text(*key, "report");
  const auto verified = verify_report("report", signature, "");
  REQUIRE(verified);
  CHECK(verified->key == formats::encode_base64(key->open));
  CHECK(verify_report("report", signature, verified->key));
  CHECK(verify_report("Report", signature, "").error().message.en ==
        "the report is not the one that was signed");
  CHECK_FALSE(verify_report("report", signature, formats::encode_base64(std::string(32, 'x'))));
  CHECK_FALSE(verify_report("report", "nonsense", ""));
  std::filesystem::permissions(file, std::filesystem::perms::all);
  CHECK(load_or_make_key(file).error().message.en ==
        "others can read the key '" + file.generic_string() + "'");
}

TEST_CASE("what an .env file holds is masked as well, but not its harmless values") {
  std::vector<base::Error> problems;
  const spec::Lab lab = spec::decode_lab(
      "[lab]\nid = \"x\"\nversion = \"1\"\ntitle = { en = \"X\", fr = \"X\" }\nsummary = { en = "
      "\"X\", fr = \"X\" }\n"
      "[[check]]\nid = \"a\"\ntitle = { en = \"A\", fr = \"A\" }\nenv = { file = \".env\" }\n"
      "expect = [\"key JWT_SECRET == 'x'\", \"key DATABASE_URL == 'x'\", \"key SITE_URL == "
      "'x'\"]\n",
      "x.toml",
      [](std::string_view) -> base::Result<std::string> {
        return base::fail(base::ErrorKind::System, {"no", "non"});
      },
      problems);
  REQUIRE(problems.empty());
  engine::RunOptions options;
  options.observe = [&](spec::ProbeKind, const text::Node&, const probes::Limits&, std::int64_t) {
    probes::Observation out;
    text::Node keys;
    formats::put(keys, "JWT_SECRET", formats::node(std::string_view("canary-one")));
    formats::put(keys, "DATABASE_URL",
                 formats::node(std::string_view("postgresql://u:canary-two@h/db")));
    formats::put(keys, "SITE_URL", formats::node(std::string_view("https://app.example")));
    out.fact("key", keys);
    return out;
  };
  const std::string json = to_json(engine::run(lab, options));
  CHECK(json.find("canary") == std::string::npos);
  CHECK_THAT(json, Catch::Contains("https://app.example"));
  CHECK_THAT(json, Catch::Contains("postgresql://u:•••@h/db"));
}
