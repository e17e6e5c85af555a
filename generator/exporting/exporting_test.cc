#include <catch2/catch.hpp>

#include "generator/exporting/cmi5.h"
#include "generator/exporting/epub.h"
#include "generator/exporting/outline_table.h"
#include "generator/exporting/scorm.h"

namespace fs = std::filesystem;
using namespace exporting;

namespace {

const fs::path kContent = fs::path(SOURCE_DIR) / "tests" / "browser" / "course" / "content";

model::Course course() {
  model::LoadOptions load;
  load.content = kContent;
  load.labs = kContent.parent_path() / "labs" / "catalog";
  auto loaded = model::load_course(load);
  REQUIRE(loaded);
  return std::move(loaded->course);
}

std::string file(const std::vector<PackedFile>& files, std::string_view path) {
  for (const PackedFile& one : files)
    if (one.path == path) return one.bytes;
  return "no " + std::string(path);
}

}  // namespace

TEST_CASE("the same course gives the same packages") {
  const model::Course small = course();
  const CourseSource source{small, kContent, ""};
  const auto lessons = lessons_in_order(small);
  REQUIRE(lessons.size() == 2);
  for (int i = 0; i < 2; ++i) {
    const auto one = scorm_package(source, *lessons[i], 0),
               two = scorm_package(source, *lessons[i], 0);
    REQUIRE(one);
    REQUIRE(two);
    CHECK(zip(*one).value() == zip(*two).value());
  }
  const auto book = epub(source, 1, {"2026-11-20T00:00:00Z"});
  REQUIRE(book);
  CHECK(book->front().path == "mimetype");
  CHECK(file(*book, "EPUB/package.opf").find("2026-11-20T00:00:00Z") != std::string::npos);
}

TEST_CASE("links lead to the published site, and stay text when there is none") {
  const model::Course small = course();
  const auto lessons = lessons_in_order(small);
  const auto ports = std::find_if(lessons.begin(), lessons.end(), [](const model::Page* page) {
    return page->id == "network.ports";
  });
  const auto with = scorm_package({small, kContent, "https://course.example.org/"}, **ports, 1);
  const auto without = scorm_package({small, kContent, ""}, **ports, 1);
  REQUIRE(with);
  REQUIRE(without);
  const std::string link =
      "<a href=\"https://course.example.org/en/lessons/network/firewall.html#rules\">";
  CHECK(file(*with, "index.html").find(link) != std::string::npos);
  CHECK(file(*without, "index.html").find("<a href=\"https://course") == std::string::npos);
  CHECK(file(*without, "index.html").find("the lesson on the firewall") != std::string::npos);
}

TEST_CASE("notes for whoever teaches are in no package") {
  const model::Course small = course();
  const CourseSource source{small, kContent, ""};
  const auto book = epub(source, 1, {"2026-11-20T00:00:00Z"});
  REQUIRE(book);
  for (const PackedFile& one : *book) {
    INFO(one.path);
    CHECK(one.bytes.find("For the instructor") == std::string::npos);
  }
}

TEST_CASE("a cell that a spreadsheet would run is text") {
  CHECK(csv_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)");
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("say \"x\"") == "\"say \"\"x\"\"\"");
  CHECK(csv_cell("-1,2") == "\"'-1,2\"");
  CHECK(csv_cell("plain") == "plain");
}

TEST_CASE("ids are names that XML admits") {
  CHECK(xml_id("net.dns-fr") == "net.dns-fr");
  CHECK(xml_id("4.x") == "i4.x");
  CHECK(xml_id("a b/é") == "a-b---");
  CHECK(xml_id("") == "i");
}
