// The first half of a build: the course, the theme and the site's configuration, with everything
// that is wrong with them.
#pragma once

#include <memory>
#include <optional>

#include "generator/highlight/cache.h"
#include "generator/model/course.h"
#include "generator/pipeline/build.h"
#include "generator/render/site_config.h"
#include "generator/theme/theme.h"

namespace pipeline {

struct Prepared {
  model::Course course;
  render::SiteConfig config;
  std::optional<theme::Theme>
      theme;  // absent when it could not be loaded: then there is a problem that says why
  std::shared_ptr<highlight::Cache> code = std::make_shared<highlight::Cache>();
  Report report;
};

base::Result<Prepared> prepare(const Project& project, const Options& options);

}  // namespace pipeline
