#ifndef HAND_LAYOUT_LAYOUT_H
#define HAND_LAYOUT_LAYOUT_H
/*
 * What the commands of layouts share. Only this folder includes it; everybody else has the hand.
 *
 * Knows: the model's verbs, the run of the line in hand. Must not know: other engines, screens.
 */
#include "model/layout/layout.h"
#include "session/hand.h"

#include <string.h>

/* As the members of struct hand. */
bool layout_make_subject(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                         const struct call *call, struct reply *reply, struct error *error); /* make.c */
void layout_begin(struct run *run, struct reply *reply);
bool layout_run_stats(struct run *run, const struct call *call, struct reply *reply,
                      struct error *error); /* stats.c */

#endif
