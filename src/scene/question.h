#ifndef SCENE_QUESTION_H
#define SCENE_QUESTION_H
/*
 * A question of a scene, and whether an answer is right.
 *
 * Knows: texts and numbers. Must not know: who asks, whom, and how it is shown.
 */
#include "base/text.h"

/* Zero-initialised it is empty. */
struct question {
    struct text text, answer, why; /* as shown: facts are filled in */
    struct text *choices;          /* owned */
    size_t choice_count;
    size_t line; /* of the scene; SIZE_MAX: asked at the prompt */
};

void question_clear(struct question *question);

/*
 * An answer is the right words, capitals aside, or the number of the choice that they are. What is said
 * counts before the number of what is said: where the choices are numbers, 2 means 2. Numbers may be written
 * in any way.
 */
bool question_is_answered_by(const struct question *question, const char *given);

/* Appends the question with its choices, parted by \n. If an answer was given (not NULL; "": none), what is right is marked with ✓
   and a wrong answer with ✗; without choices the two stand in their place. */
void question_show(const struct question *question, const char *given, struct text *text);

#endif
