// The map of a topic: its lessons and what they ask to have read first, as a figure. The lists of
// the topic's page say the same in words. Pure; any thread.
#pragma once

#include "generator/render/here.h"
#include "generator/render/shared.h"
#include "generator/text/html.h"

namespace render {

struct TopicMap {
  text::Html svg;           // empty when no arrow would be in it, or too many lessons
  bool has_others = false;  // lessons of other topics, or guides
};

// `described_by`: the id of the lists.
TopicMap topic_map(const Shared& shared, const Here& here, model::LanguageIndex language,
                   std::size_t topic, const std::string& described_by);

}  // namespace render
