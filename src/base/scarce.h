#ifndef BASE_SCARCE_H
#define BASE_SCARCE_H
/*
 * Whether the machine's memory is nearly spent: work that takes more and more of it ends then by itself, before the program is ended
 * with all that it holds.
 *
 * Knows: what Linux says of its memory; elsewhere it never is. Must not know: what the memory is for.
 */
#include <stdbool.h>

/* Asks the system: a few microseconds. */
bool scarce_memory(void);
/* The same of the text of /proc/meminfo: what could still be had is less than 256 MiB, or less than a twentieth of all. */
bool scarce_in(const char *meminfo);

#endif
