#ifndef SCENE_CONDITION_H
#define SCENE_CONDITION_H
/*
 * Conditions: `count == 3 and where fig == old 2`, and texts with {facts} in them.
 *
 *   condition   comparison { and comparison }
 *   comparison  fact [ operator ( fact | number | words ) ]     one of == != < <= > >= ; without: is not 0
 *   fact        [subject:] [old] name [word | index | index index]     as in the tables of facts
 *
 * Without a subject the one in hand is asked. Keys and words with blanks or signs in them go in quotes. A
 * word that begins with # ends the condition.
 *
 * Knows: facts. Must not know: scenes, commands.
 */
#include "scene/fact.h"

/*
 * Whether it holds. If nobody is asked, only whether it can be read. Columns of errors count from `column`,
 * that of the condition's first character. If it is read well but does not hold, the error's word is
 * WORD_ERROR_SCENE_EXPECT, and says what was expected and what is.
 */
bool condition_holds(const struct asked *asked, const char *text, size_t length, int column,
                     struct error *error);

/* Appends the answer to a fact written as text. False and an error if it is none, or can't be answered. */
bool condition_answer(const struct asked *asked, const char *text, size_t length, struct text *answer,
                      struct error *error);

/*
 * Appends text with each {fact} in it replaced by the answer; {{ is a brace. If nobody is asked, only whether it can be read.
 * False and an error, whose column counts from `column`, at a brace that holds no fact or one that can't be answered.
 */
bool condition_fill(const struct asked *asked, const char *text, size_t length, int column,
                    struct text *filled, struct error *error);

#endif
