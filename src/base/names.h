#ifndef BASE_NAMES_H
#define BASE_NAMES_H
/*
 * Lists of names, ending with NULL: which number a name has, and the list as words.
 *
 * Knows: strings. Must not know: what the names stand for.
 */
#include "base/text.h"

/* The index of a name, -1 if it isn't there. */
int names_find(const char *const *names, const char *name);
/* Appends "a, b, c". */
void names_list(const char *const *names, struct text *text);

#endif
