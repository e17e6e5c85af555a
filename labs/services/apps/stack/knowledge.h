// What the stand-ins for language models and search engines answer from: the course's own search
// database, and when there is none, a few passages that are built in. Nothing here pretends to
// think: an answer is an extract and says where it is from.
//
// Settings: COURSE_SEARCH_DB (else build/course/search.db), COURSE_URL (else
// http://127.0.0.1:4321/).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "labs/services/service.h"

namespace services {

struct Passage {
  std::string title;
  std::string url;
  std::string text;
  double score = 0;
};

// Best first; none when nothing is near.
std::vector<Passage> find_passages(const Context& context, std::string_view question,
                                   std::size_t limit);

// A few sentences: the extracts with their links, and that no model wrote them.
std::string answer_with_passages(const Context& context, std::string_view question);

// Words and the blanks before them, in order: what a stream sends one by one. Their concatenation
// is the text. At most `most` pieces.
std::vector<std::string> words_of(std::string_view text, std::size_t most = 400);

// A text as a point: each word falls into one of `size` cells by its hash; length 1. The same text
// gives the same point everywhere; texts that share words lie near each other, and that is all.
std::vector<float> embed(std::string_view text, std::size_t size);

}  // namespace services
