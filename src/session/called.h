#ifndef SESSION_CALLED_H
#define SESSION_CALLED_H
/*
 * Who is called how while a line is spelled out, statement by statement, and none of it has run: the subjects that there are, and those
 * that earlier statements of the line will have made. Of one name, what the line makes comes before what is there.
 *
 * Knows: commands that make subjects, by their arguments. Must not know: Go's spelling; whether what is made can be made.
 */
#include "session/hand.h"

struct called {
    const struct session *session;
    struct called_one *made; /* in the order of the line */
    size_t count, capacity;
};
void called_free(struct called *called);

/* Takes note of what a statement makes, written as a command of ours. */
void called_note(struct called *called, const char *statement);

/* Whether anybody is called so. */
bool called_is(const struct called *called, const struct text *name);
/* Their hand; NULL: nobody is called so, or nothing is known of them but the name. */
const struct hand *called_hand(const struct called *called, const struct text *name);
/* The name of their type; "" in the same cases. Lent, until the next note. */
const char *called_type(const struct called *called, const struct text *name);

#endif
