#ifndef TEST_WORDS_H
#define TEST_WORDS_H
/* The words of the catalogue by their names, for what tests say. */
#include "base/words.h"

/* As written in the catalogue: "ERROR_EMPTY". */
static inline const char *words_name(enum word id)
{
    static const char *const names[WORD_COUNT] = {
        [WORD_NONE] = "NONE",
#define WORD(id, text) [WORD_##id] = #id,
#include "words/en.def"
#undef WORD
    };
    return names[id];
}

#endif
