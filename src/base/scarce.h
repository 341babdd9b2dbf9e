#ifndef BASE_SCARCE_H
#define BASE_SCARCE_H
/*
 * Whether memory is nearly spent, the machine's or what this process may have of it (ulimit -v, ulimit -d): work that takes more and
 * more of it ends then by itself, before the program is ended with all that it holds.
 *
 * Knows: what Linux says of its memory; elsewhere it never is. Must not know: what the memory is for.
 */
#include <stdbool.h>
#include <stdint.h>

/* Asks the system: some ten microseconds, so not at each step. */
bool scarce_memory(void);
/* For work that is asked again and again whether it goes on: asks the system now and then. Once memory was scarce it is, until
   this is zeroed. */
struct scarce {
    unsigned asked;
    bool found;
};
bool scarce_found(struct scarce *scarce);

/* Of `allowed` bytes so many are used: less than 4 MiB are left, or less than half as much again. A map that grows takes twice the
   array that it had, in one piece, so less may not do for the next step. */
bool scarce_within(uint64_t used, uint64_t allowed);
/* The same of the text of /proc/meminfo: what could still be had is less than 256 MiB, or less than a twentieth of all. */
bool scarce_in(const char *meminfo);

#endif
