// make_corpus FOLDER PAIRS: writes a course of PAIRS bilingual lesson pairs into FOLDER.
#include <cstdio>
#include <cstdlib>

#include "tests/support/corpus.h"

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "usage: make_corpus FOLDER PAIRS\n");
    return 2;
  }
  support::write_corpus(words[1], static_cast<std::size_t>(std::strtoul(words[2], nullptr, 10)));
  return 0;
}
