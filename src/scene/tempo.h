#ifndef SCENE_TEMPO_H
#define SCENE_TEMPO_H
/*
 * How long words have to stand so that a class can read them and look at what they speak of.
 *
 * Knows: words. Must not know: who says them, what is shown.
 */
#include <stdint.h>

/*
 * Milliseconds: a second to look, and the words at 180 a minute; those of a sentence that is a formula (it has an operator of
 * arithmetic or a comparison standing alone, or one of ÷ × ^ <<) at half that, where 2^3 counts as two. "" takes none.
 */
int64_t tempo_to_read(const char *text);

/* The same for a question: six seconds more, to find the answer. */
int64_t tempo_to_answer(const char *text);

#endif
