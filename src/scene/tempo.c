#include "scene/tempo.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* In milliseconds. */
enum { LOOK = 1000, ANSWER = 6000, MINUTE = 60000, WORDS_A_MINUTE = 180, SLOWER_IN_A_FORMULA = 2 };

static const char blanks[] = " \t\n";

/* Signs that make a formula of a sentence if they stand alone, and those that do so within a word, too. */
static bool is_of_a_formula(const char *word, size_t length)
{
    static const char *const alone[] = {"=", "+",  "-",  "*",  "/",  "%", "&", "|", "<",
                                        ">", "<=", ">=", "==", "!=", "≤", "≥", "≠"};
    static const char *const within[] = {"÷", "×", "^", "<<", ">>"};
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        if (strlen(alone[i]) == length && memcmp(alone[i], word, length) == 0)
            return true;
    }
    for (size_t i = 0; i < sizeof within / sizeof *within; i++) {
        const char *found = strstr(word, within[i]);
        if (found != NULL && found < word + length)
            return true;
    }
    return false;
}

/* A formula may stand in a line of its own: a line's end ends no sentence. */
static bool ends_sentence(const char *word, size_t length)
{
    return strchr(".?!", word[length - 1]) != NULL;
}

/* e^(i/n) is read as several words: one more for each operator within. */
static int64_t words_in(const char *word, size_t length)
{
    int64_t words = 1;
    for (size_t i = 1; i + 1 < length && is_of_a_formula(word, length); i++)
        words += strchr("^*/+-", word[i]) != NULL;
    return words;
}

int64_t tempo_to_read(const char *text)
{
    int64_t words = 0, sentence = 0;
    bool formula = false;
    for (text += strspn(text, blanks); *text != '\0'; text += strspn(text, blanks)) {
        size_t length = strcspn(text, blanks);
        sentence += words_in(text, length);
        formula |= is_of_a_formula(text, length);
        if (ends_sentence(text, length) || text[length] == '\0') {
            words += sentence * (formula ? SLOWER_IN_A_FORMULA : 1);
            sentence = 0;
            formula = false;
        }
        text += length;
    }
    words += sentence * (formula ? SLOWER_IN_A_FORMULA : 1); /* blanks at the end */
    return words > 0 ? LOOK + words * MINUTE / WORDS_A_MINUTE : 0;
}

int64_t tempo_to_answer(const char *text)
{
    return tempo_to_read(text) + ANSWER;
}
