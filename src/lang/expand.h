#ifndef LANG_EXPAND_H
#define LANG_EXPAND_H
/*
 * Braces, as a shell expands them: k{1..20}, {01..20} with zeros in front, {5..1}, {0..100..25}, {a..e},
 * {x,y}, one in another, several in a word (the last one runs fastest). Braces that are none of these are
 * literal, as are quoted ones.
 *
 * Knows: words and marks of the lexer. Must not know: what the words are for.
 */
#include "lang/lexer.h"
#include "lang/storage.h"

struct piece {
    const char *bytes; /* NUL-terminated, owned by the storage */
    size_t length;
};

/* Zero-initialised it is empty. */
struct pieces {
    struct piece *list;
    size_t count, capacity;
};

enum { EXPANSION_BYTES = 16 << 20 };

/*
 * Appends what the word stands for: itself if it has no braces that expand. `expanded` tells which. False if
 * there would be more than `limit` words, or if the storage would hold more than EXPANSION_BYTES; `pieces`
 * may be partly filled then.
 */
bool expand(const struct token *token, size_t from, size_t limit, struct storage *storage,
            struct pieces *pieces, bool *expanded);
void pieces_free(struct pieces *pieces);

#endif
