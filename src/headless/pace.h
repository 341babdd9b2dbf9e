#ifndef HEADLESS_PACE_H
#define HEADLESS_PACE_H
/*
 * Whether a film's words can be read: a scene is filmed without pictures, and whatever is said must stand as long as scene/tempo.h
 * says.
 *
 * Knows: sessions, the time of a film. Must not know: what a film becomes, who is told.
 */
#include "base/error.h"

#include <stdint.h>

struct repertoire;
struct scene;

/* Is told each narration, question or answer that is gone too soon; the error names its place. */
struct pace_listener {
    void (*take)(void *context, const struct error *error);
    void *context;
};

/* Films a scene, which is taken over. False if any words are too fast, or a line of it fails, which is told too. */
bool pace_holds(struct scene *scene, const struct repertoire *repertoire,
                const struct pace_listener *listener);

#endif
