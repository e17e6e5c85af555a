// The part of the SQL grammar that no grammar can say: $tag$ … $tag$, where the second tag equals
// the first. It is compiled in place of the grammar's own scanner.c, which loses memory with every
// tag. The tokens, in the order of the grammar:
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "tree_sitter/parser.h"

enum { START_TAG, END_TAG, WHOLE_STRING };

// PostgreSQL cuts names at 63 bytes; a longer tag is none.
enum { MOST_CHARACTERS = 64 };

// "$tag$" in code points; the length is 0 outside of such a string.
typedef struct {
  uint32_t length;
  int32_t text[MOST_CHARACTERS];
} Tag;

static void skip_space(TSLexer* lexer) {
  while (iswspace((wint_t)lexer->lookahead)) lexer->advance(lexer, true);
}

// Reads "$tag$"; false when there is none.
static bool read_tag(TSLexer* lexer, Tag* tag) {
  tag->length = 0;
  if (lexer->lookahead != '$') return false;
  do {
    if (tag->length + 1 == MOST_CHARACTERS || lexer->eof(lexer)) return false;
    if (iswspace((wint_t)lexer->lookahead)) return false;
    tag->text[tag->length++] = lexer->lookahead;
    lexer->advance(lexer, false);
  } while (lexer->lookahead != '$');
  tag->text[tag->length++] = '$';
  lexer->advance(lexer, false);
  return true;
}

static bool is_equal(const Tag* a, const Tag* b) {
  return a->length == b->length && memcmp(a->text, b->text, a->length * sizeof(int32_t)) == 0;
}

// Moves behind the next such tag. '$' stands only at a tag's ends, so after a mismatch at most its
// first character is kept.
static bool skip_to(TSLexer* lexer, const Tag* tag) {
  for (uint32_t matched = 0; matched < tag->length;) {
    if (lexer->eof(lexer)) return false;
    if (lexer->lookahead == tag->text[matched])
      ++matched;
    else
      matched = lexer->lookahead == '$' ? 1 : 0;
    lexer->advance(lexer, false);
  }
  return true;
}

void* tree_sitter_sql_external_scanner_create(void) { return calloc(1, sizeof(Tag)); }
void tree_sitter_sql_external_scanner_destroy(void* payload) { free(payload); }

bool tree_sitter_sql_external_scanner_scan(void* payload, TSLexer* lexer, const bool* valid) {
  Tag* open = payload;
  Tag tag;
  if (valid[START_TAG] && open->length == 0) {
    skip_space(lexer);
    if (!read_tag(lexer, &tag)) return false;
    *open = tag;
    lexer->result_symbol = START_TAG;
    return true;
  }
  if (valid[END_TAG] && open->length > 0) {
    skip_space(lexer);
    if (!read_tag(lexer, &tag) || !is_equal(&tag, open)) return false;
    open->length = 0;
    lexer->result_symbol = END_TAG;
    return true;
  }
  if (valid[WHOLE_STRING]) {
    skip_space(lexer);
    if (!read_tag(lexer, &tag) || is_equal(&tag, open) || !skip_to(lexer, &tag)) return false;
    lexer->mark_end(lexer);
    lexer->result_symbol = WHOLE_STRING;
    return true;
  }
  return false;
}

unsigned tree_sitter_sql_external_scanner_serialize(void* payload, char* buffer) {
  const Tag* open = payload;
  const unsigned size = (unsigned)(open->length * sizeof(int32_t));
  memcpy(buffer, open->text, size);
  return size;
}

void tree_sitter_sql_external_scanner_deserialize(void* payload, const char* buffer,
                                                  unsigned length) {
  Tag* open = payload;
  open->length = (uint32_t)(length / sizeof(int32_t));
  if (length > 0) memcpy(open->text, buffer, length);
}
