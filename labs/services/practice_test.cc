// A stack on which somebody practises: files broken, followed and mended while it runs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <mutex>
#include <thread>

#include "generator/base/files.h"
#include "labs/services/references.h"
#include "labs/services/registry.h"
#include "labs/services/repair.h"
#include "labs/services/stack.h"
#include "tests/support/temporary_folder.h"

using namespace services;
namespace fs = std::filesystem;

namespace {

Fault fault(const std::string& id) {
  Fault out;
  out.id = out.switch_name = id;
  out.lab = out.cause = "redis";
  out.title = {"title of " + id, "titre de " + id};
  return out;
}

// Redis and the lab about it, broken in the ways given, in a folder, running.
class Practised {
 public:
  explicit Practised(std::vector<Fault> faults) {
    StackOptions options;
    options.only = {"redis"};
    options.any_ports = true;
    options.milliseconds = [] { return std::int64_t{1'795'162'500'000}; };
    options.random = [state = std::uint8_t{0}](std::size_t count) mutable {
      std::string bytes;
      for (; count > 0; --count) bytes += static_cast<char>(++state);
      return bytes;
    };
    options.data = folder();
    options.lab = "redis";
    options.values = {{"url", "redis://127.0.0.1:{port redis redis}"}, {"path", "{data}/.env"}};
    options.files = {{"report.txt", "22 ALLOW\n443 ALLOW\n"}};
    options.faults = std::move(faults);
    options.repaired = [this](const Fault& one) {
      const std::lock_guard lock(mutex_);
      told_.push_back(one.id);
    };
    auto started = Stack::start(std::move(options), all_services());
    INFO((started ? "" : base::describe(started.error(), base::Locale::En)));
    REQUIRE(started);
    stack_ = std::move(*started);
    thread_ = std::thread([this] { stack_->run(); });
  }
  ~Practised() {
    stack_->stop();
    thread_.join();
  }

  fs::path folder() const { return temporary_.path() / "practice"; }
  std::string text(const std::string& name) const {
    return base::read_file(folder() / name).value_or("(none)");
  }
  void write(const std::string& name, const std::string& bytes) {
    REQUIRE(base::write_file(folder() / name, bytes));
  }
  void replace(const std::string& name, const std::string& from, const std::string& to) {
    std::string bytes = text(name);
    REQUIRE(bytes.find(from) != std::string::npos);
    write(name, bytes.replace(bytes.find(from), from.size(), to));
  }
  std::vector<std::string> told() {
    const std::lock_guard lock(mutex_);
    return told_;
  }
  // Whether it is told, sooner or later.
  bool repaired(const std::string& id) {
    for (int i = 0; i < 100; ++i) {
      const auto all = told();
      if (std::find(all.begin(), all.end(), id) != all.end()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }
  // Long enough for two looks at the files.
  static void wait() { std::this_thread::sleep_for(std::chrono::milliseconds(800)); }

 private:
  support::TemporaryFolder temporary_;
  std::mutex mutex_;
  std::vector<std::string> told_;
  std::unique_ptr<Stack> stack_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("a wrong value in .env is repaired by the right one, and by no other") {
  Fault wrong = fault("wrong-password");
  wrong.set["REDIS_PASSWORD"] = "of-last-year";
  Practised practised({wrong});
  CHECK(read_env(practised.text(".env")).at("REDIS_PASSWORD") == "of-last-year");
  const std::string right = read_env(practised.text("console.env")).at("REDIS_PASSWORD");
  CHECK(right != "of-last-year");

  practised.replace(".env", "of-last-year", "another");
  Practised::wait();
  CHECK(practised.told().empty());
  practised.replace(".env", "=another", "=" + right);
  CHECK(practised.repaired("wrong-password"));
}

TEST_CASE("a service that was taken out of compose.yml is added again") {
  Fault stopped = fault("stopped");
  stopped.stop = {"redis"};
  stopped.files["report.txt"] = "nothing\n";
  Practised practised({stopped});
  CHECK(practised.text("compose.yml").find("redis:") == std::string::npos);
  CHECK(practised.text("report.txt") == "nothing\n");
  practised.write("compose.yml", practised.text("compose.yml") + "  redis:\n    env_file: .env\n");
  REQUIRE(practised.repaired("stopped"));
  Practised::wait();
  CHECK(practised.text("report.txt") == "22 ALLOW\n443 ALLOW\n");  // its other marks go with it
}

TEST_CASE("what runs with old values is repaired by a restart") {
  Fault old = fault("old");
  old.hidden["REDIS_PASSWORD"] = "of-last-year";
  Fault flag = fault("flag");
  flag.is_switch = flag.by_restart = true;
  Practised practised({old, flag});
  CHECK(practised.text(".env").find("of-last-year") == std::string::npos);
  REQUIRE(restart_stack(practised.folder()));
  CHECK(practised.repaired("old"));
  CHECK(practised.repaired("flag"));
}

TEST_CASE("a value of the lab and a file of it are corrected where they stand") {
  Fault believed = fault("believed");
  believed.give["url"] = "http://127.0.0.1:{port redis redis}";
  Fault seen = fault("seen");
  seen.edits["report.txt"] = {"22 ALLOW", "2222 DENY"};
  Practised practised({believed, seen});
  CHECK(practised.text("report.txt") == "2222 DENY\n443 ALLOW\n");
  auto values = read_values(practised.text("redis.toml"));
  CHECK(values.at("url").starts_with("http://127.0.0.1:"));
  CHECK(values.at("path") == (practised.folder() / ".env").string());
  practised.replace("redis.toml", "http:", "redis:");
  CHECK(practised.repaired("believed"));
  practised.write("report.txt", "80 ALLOW\n22 ALLOW\n");  // right in its own way
  CHECK(practised.repaired("seen"));
}

TEST_CASE("what no file says is repaired by naming it; so is anything else") {
  Fault elsewhere = fault("elsewhere");
  elsewhere.is_switch = true;
  Fault wrong = fault("wrong");
  wrong.set["REDIS_PASSWORD"] = "of-last-year";
  wrong.stop = {"redis"};
  Practised practised({elsewhere, wrong});
  REQUIRE(restart_stack(practised.folder()));
  Practised::wait();
  CHECK(practised.told().empty());  // a restart does not change a rule in a console
  REQUIRE(heal_stack(practised.folder(), "elsewhere"));
  CHECK(practised.repaired("elsewhere"));
  REQUIRE(heal_stack(practised.folder(), "wrong"));
  CHECK(practised.repaired("wrong"));
  CHECK(practised.text(".env").find("of-last-year") == std::string::npos);
  CHECK(practised.text("compose.yml").find("redis:") != std::string::npos);
}

TEST_CASE("an edit that finds nothing to replace is an error of the catalogue") {
  Fault nothing = fault("nothing");
  nothing.edits["report.txt"] = {"443", ""};
  const Fault* const faults[] = {&nothing};
  const auto broken = break_files({{"report.txt", "22\n"}}, faults);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().message.en == "the fault 'nothing' finds no '443' in report.txt");
}

TEST_CASE("a folder remembers what is practised in it, not for every eye") {
  const support::TemporaryFolder folder;
  const auto none = read_mark(folder.path());
  REQUIRE_FALSE(none);
  CHECK(none.error().message.en == "no breakdown is practised in '" + folder.path().string() + "'");
  REQUIRE(write_mark(folder.path(), {{"a-fault", "b-fault"}, true}));
  CHECK(base::read_file(folder.path() / ".practice")->find("fault") == std::string::npos);
  const auto mark = read_mark(folder.path());
  REQUIRE(mark);
  CHECK(mark->faults == std::vector<std::string>{"a-fault", "b-fault"});
  CHECK(mark->hidden);
  REQUIRE(base::write_file(folder.path() / ".practice", "\xff\xfe not base64"));
  CHECK_FALSE(read_mark(folder.path()));
}

TEST_CASE("a seed chooses a breakdown of its lab, always the same") {
  std::vector<Fault> faults;
  for (int i = 0; i < 20; ++i) faults.push_back(fault(fmt::format("f{}", i)));
  faults[3].lab = "mail";
  CHECK(choose_fault(faults, "mail", 7)->id == "f3");
  CHECK(choose_fault(faults, "none", 7) == nullptr);
  std::set<std::string> chosen;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Fault* one = choose_fault(faults, "redis", seed);
    REQUIRE(one != nullptr);
    CHECK(one == choose_fault(faults, "redis", seed));
    chosen.insert(one->id);
  }
  CHECK(chosen.size() == 19);
}

TEST_CASE("each breakdown of the catalogue says how it is repaired, in both languages") {
  const auto faults = load_faults(FAULTS_FILE);
  REQUIRE(faults);
  for (const Fault& one : *faults) {
    CAPTURE(one.id);
    const base::Message how = repair_text(one, "practice");
    CHECK(how.en.find("practice") != std::string::npos);
    CHECK(how.fr.find("practice") != std::string::npos);
    CHECK(how.en != how.fr);
  }
}

TEST_CASE("each breakdown of the catalogue can be put into the files of its lab") {
  const auto faults = load_faults(FAULTS_FILE);
  const auto labs = load_references(fs::path(FAULTS_FILE).parent_path() / "references.toml");
  INFO((labs ? "" : base::describe(labs.error(), base::Locale::En)));
  REQUIRE(faults);
  REQUIRE(labs);
  for (const Fault& one : *faults) {
    CAPTURE(one.id);
    const auto lab = std::find_if(labs->begin(), labs->end(), [&](const ReferenceOfLab& about) {
      return about.lab == one.lab;
    });
    REQUIRE(lab != labs->end());
    const Fault* const alone[] = {&one};
    const auto broken = break_files(lab->files, alone);
    INFO((broken ? "" : broken.error().message.en));
    CHECK(broken);
  }
}
