// The TOML files of an imported course, and which of its pages stand where. Inside this folder
// only. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/importing/outline.h"
#include "generator/importing/page.h"

namespace importing {

// What an import has found and mended; it must outlive this.
struct CourseParts {
  const Outline& outline;
  const std::vector<Page>& pages;
  const std::vector<Group>& groups;
  const std::vector<std::size_t>& order;      // of lessons, among the groups
  const std::vector<std::string>& languages;  // the source's first
  const std::vector<std::string>& topics;     // slugs of the outline's
  const std::vector<std::string>& levels;     // the same
};

// The page of the group that the others are translated from.
const Page& first_page(const CourseParts& course, const Group& group);
std::string slug_of(const CourseParts& course, const Group& group);
// Pages about the course itself, which stand at its top.
bool is_plain(const CourseParts& course, const Group& group);

// "guide/README.md" -> "guide", "02 - Le DNS.md" -> "Le DNS"
std::string name_of(std::string_view path);

// lesson.toml or guide.toml of a group that is no plain page.
std::string page_toml(const CourseParts& course, const Group& group);
std::string course_toml(const CourseParts& course);

}  // namespace importing
