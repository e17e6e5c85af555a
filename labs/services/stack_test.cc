#include "labs/services/stack.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "generator/base/files.h"
#include "labs/formats/json.h"
#include "labs/services/references.h"
#include "labs/services/registry.h"
#include "labs/services/stack_files.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;

namespace {

services::StackOptions options() {
  services::StackOptions out;
  out.only = {"kong"};
  out.any_ports = true;
  out.milliseconds = [] { return std::int64_t{1'795'162'500'000}; };
  out.random = [state = std::uint64_t{1}](std::size_t count) mutable {
    std::string bytes;
    for (; count > 0; --count) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      bytes += static_cast<char>(state >> 56);
    }
    return bytes;
  };
  return out;
}

auto start(services::StackOptions from) {
  return services::Stack::start(std::move(from), services::all_services());
}

std::vector<services::Fault> catalogue() {
  auto faults = services::load_faults(FAULTS_FILE);
  INFO((faults ? "" : base::describe(faults.error(), base::Locale::En)));
  REQUIRE(faults);
  return std::move(*faults);
}

}  // namespace

TEST_CASE("every service has an id of its own, needs known ones, and says when") {
  std::set<std::string> ids;
  for (const auto& service : services::all_services()) {
    const auto about = service->describe();
    CAPTURE(about.id);
    CHECK(ids.insert(about.id).second);
    CHECK_FALSE(about.title.en.empty());
    CHECK_FALSE(about.title.fr.empty());
    CHECK_FALSE(about.profiles.empty());
  }
  for (const auto& service : services::all_services())
    for (const std::string& need : service->describe().needs) CHECK(ids.contains(need));
}

TEST_CASE("a fresh stack has secrets that match") {
  const auto stack = start(options());
  REQUIRE(stack);
  const services::Settings& settings = (*stack)->file_settings();
  CHECK(settings == (*stack)->service_settings());
  CHECK(settings.find("VAULT_ENC_KEY")->second.size() == 32);
  CHECK(settings.find("JWT_SECRET")->second.size() == 64);
  CHECK(settings.find("API_EXTERNAL_URL")->second ==
        fmt::format("http://127.0.0.1:{}", (*stack)->port_of("kong")));
  CHECK(services::read_env(services::write_env(settings)) == settings);
}

TEST_CASE("an unknown service, a taken port and a port beyond all are told") {
  auto unknown = options();
  unknown.only = {"kongg"};
  const auto none = start(unknown);
  REQUIRE_FALSE(none);
  CHECK(none.error().message.en == "no service 'kongg'");
  CHECK(none.error().hint.en == "did you mean 'kong'?");

  const auto first = start(options());
  REQUIRE(first);
  auto taken = options();
  taken.any_ports = false;
  taken.port_offset = (*first)->port_of("kong") - 8000;
  const auto second = start(taken);
  REQUIRE_FALSE(second);
  CHECK(second.error().message.en ==
        fmt::format("kong: port {} is taken", (*first)->port_of("kong")));
  CHECK(second.error().hint.fr.find("--port-offset 20000") != std::string::npos);

  taken.port_offset = 60'000;
  const auto beyond = start(taken);
  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().message.fr == "il n'y a pas de port 68000");
}

TEST_CASE("a data folder belongs to one process, and keeps the settings") {
  const support::TemporaryFolder folder;
  auto kept = options();
  kept.data = folder.path() / "stack";
  std::string secret;
  {
    const auto first = start(kept);
    REQUIRE(first);
    secret = (*first)->file_settings().find("JWT_SECRET")->second;
    const auto second = start(kept);
    REQUIRE_FALSE(second);
    CHECK(second.error().message.en ==
          fmt::format("another process already uses the data folder '{}'", kept.data.string()));
    CHECK_FALSE(services::reset_data(kept.data));
  }
  {
    const auto again = start(kept);
    REQUIRE(again);
    CHECK((*again)->file_settings().find("JWT_SECRET")->second == secret);
  }
  CHECK(services::reset_data(kept.data));
  CHECK_FALSE(fs::exists(kept.data / ".env"));
}

TEST_CASE("a fault shows in the file, in the services, or in both") {
  const auto faults = catalogue();
  const auto with = [&](const char* id) {
    auto broken = options();
    broken.faults = {**services::find_fault(faults, id)};
    auto stack = start(broken);
    REQUIRE(stack);
    return std::move(*stack);
  };
  const auto seen = with("supabase-smtp-unreachable");
  CHECK(seen->file_settings().find("SMTP_PORT")->second == "2500");
  CHECK(seen->service_settings().find("SMTP_PORT")->second == "2500");
  const auto hidden = with("supabase-two-stacks");
  CHECK(hidden->file_settings().find("JWT_SECRET")->second !=
        hidden->service_settings().find("JWT_SECRET")->second);
  const auto file = with("compose-env-wrong-file");
  CHECK_FALSE(file->file_settings().contains("POSTGRES_PASSWORD"));
  CHECK(file->service_settings().contains("POSTGRES_PASSWORD"));
  const auto stopped = with("supabase-stack-down");
  REQUIRE(stopped->ports().size() == 1);
  CHECK_FALSE(stopped->ports()[0].open);
}

TEST_CASE("each fault of the catalogue starts, and an unknown one is told") {
  const auto faults = catalogue();
  const auto labs =
      services::load_references(fs::path(FAULTS_FILE).parent_path() / "references.toml");
  REQUIRE(labs);
  for (const services::Fault& fault : faults) {
    CAPTURE(fault.id);
    auto broken = options();
    for (const services::ReferenceOfLab& lab : *labs)
      if (lab.lab == fault.lab) broken.only = {lab.services.begin(), lab.services.end()};
    if (broken.only.empty()) broken.profile = "none";
    broken.faults = {fault};
    CHECK(start(broken));
  }
  const auto unknown = services::find_fault(faults, "supabase-stack-dwn");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.fr == "aucune panne « supabase-stack-dwn »");
  CHECK(unknown.error().hint.en == "did you mean 'supabase-stack-down'?");
}

TEST_CASE("what a fault's value may say, and what not") {
  const services::Settings settings = {{"JWT_SECRET", "c2VjcmV0"}, {"A", std::string(80, 'a')}};
  const auto fill = [&](std::string_view written) {
    return services::fill_value(
        written, settings, [](std::size_t count) { return std::string(count, '\x5a'); },
        1'795'162'500, [](auto, auto) { return std::uint16_t{8000}; });
  };
  CHECK(*fill("http://x:{port kong}/{hex 5}") == "http://x:8000/5a5a5");
  CHECK(fill("{cut A}")->size() == 60);
  CHECK(*fill("{not closed") == "{not closed");
  CHECK(*fill("{decoded-key anon}") == services::make_api_key("anon", "secret", 1'795'162'500));
  const auto unknown = fill("{nothing}");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.en == "nothing is called 'nothing' in a fault's values");
}

TEST_CASE("a compose file names what runs, and is read as people write it") {
  CHECK(services::read_compose(services::write_compose({"kong", "mail"})) ==
        std::set<std::string, std::less<>>{"kong", "mail"});
  CHECK(services::read_compose("x: 1\nservices:\n  # no\n  a-1:\n    image: b\r\n  Bad name:\n"
                               "volumes:\n  data:\n") == std::set<std::string, std::less<>>{"a-1"});
  CHECK(services::read_compose("").empty());
}

TEST_CASE("a fault that breaks nothing, or stands twice, is refused with its line") {
  const support::TemporaryFolder folder;
  const fs::path file = folder.path() / "faults.toml";
  const std::string one =
      "[[fault]]\nid = \"a\"\nlab = \"b\"\ntitle.en = \"c\"\ntitle.fr = \"d\"\n";
  REQUIRE(base::write_file(file, one));
  const auto nothing = services::load_faults(file);
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().message.en == "the fault 'a' breaks nothing");
  CHECK(nothing.error().where.begin.line == 2);
  REQUIRE(base::write_file(file, one + "switch = true\n" + one + "switch = true\n"));
  const auto twice = services::load_faults(file);
  REQUIRE_FALSE(twice);
  CHECK(twice.error().message.fr == "la panne « a » est là deux fois");
}
