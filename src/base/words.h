#ifndef BASE_WORDS_H
#define BASE_WORDS_H
/*
 * The one catalogue of words that a viewer reads: story, errors, help, labels. English is words/en.def; a
 * second language is a second file of the same rows.
 *
 * Knows: the rows and how arguments are put into them. Must not know: what any of them is used for.
 */
#include "base/text.h"

enum word {
    WORD_NONE,
#define WORD(id, text) WORD_##id,
#include "words/en.def"
#undef WORD
    WORD_COUNT
};

struct words {
    const char *texts[WORD_COUNT];
};

const struct words *words_english(void);

/*
 * Appends the words `id` with {1}, {2}, ... replaced by the NULL-terminated `arguments` (NULL = none), and
 * {1?entry|entries} by the first if the argument is 1, else by the second, in which arguments may stand too. An argument that is missing leaves
 * nothing. Arguments are made safe to show; the words themselves are trusted.
 */
void words_format(struct text *text, const struct words *words, enum word id, const char *const *arguments);

/* words_say(text, words, WORD_x, "fig", NUMBER(3)) */
#define words_say(text, words, ...) words_say_list(text, words, __VA_ARGS__, (const char *)0)
void words_say_list(struct text *text, const struct words *words, enum word id, ...);

#endif
