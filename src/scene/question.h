#ifndef SCENE_QUESTION_H
#define SCENE_QUESTION_H
/*
 * A question of a scene, and whether an answer is right.
 *
 * Knows: texts and numbers. Must not know: who asks, whom, and how it is shown.
 */
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { QUESTION_CHOICES = 26 /* they are called a to z */, QUESTION_NO_CHOICE = -1 };

/* Zero-initialised it is empty. */
struct question {
    struct text text, answer, why, hint; /* as shown: facts are filled in */
    struct text *choices;                /* owned */
    size_t choice_count;
    int tries, tried; /* answers that may be given before the right one is told, and those that were */
    uint32_t wrong;   /* choices that were taken and are not right: bit n */
    size_t line;      /* of the scene; SIZE_MAX: asked at the prompt */
};

void question_clear(struct question *question);

/* The tries that a question has if nobody says: two, but none that would leave nothing to choose. */
int question_default_tries(const struct question *question);

/*
 * The index of the choice that an answer means, or QUESTION_NO_CHOICE: its words as written, its letter (a is the first),
 * or its words in any capitals, a number in any way of writing it; whichever of the three comes first.
 */
int question_choice(const struct question *question, const char *given);

/* An answer is the right words, capitals aside, or the letter of the choice that they are. */
bool question_is_answered_by(const struct question *question, const char *given);

/* Takes a wrong answer. True if there is another try. */
bool question_try(struct question *question, const char *given);

/* Appends the letters of all choices: "a, b or c"; nothing if there are none. `last` is what stands before the last one. */
void question_letters(const struct question *question, const char *last, struct text *text);

/*
 * Appends the question with its choices, parted by \n. Wrong answers are marked with ✗; once it is solved, what is right with ✓.
 * `given` is the last answer, "" for none: without choices the answers stand in their place.
 */
enum question_shown { QUESTION_OPEN, QUESTION_SOLVED };
void question_show(const struct question *question, enum question_shown shown, const char *given,
                   struct text *text);

#endif
