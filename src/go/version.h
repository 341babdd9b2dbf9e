#ifndef GO_VERSION_H
#define GO_VERSION_H
/*
 * The releases of Go whose runtime is modelled.
 *
 * Knows: their names and their order: what came with a release holds for it and all later ones. Must not
 * know: what differs between them; that is said where it is done.
 */
#include <stdbool.h>
#include <stddef.h>

enum go_version {
    GO_1_15,
    GO_1_17,
    GO_1_18,
    GO_1_19,
    GO_1_20,
    GO_1_21,
    GO_1_22,
    GO_1_23,
    GO_1_24,
    GO_VERSIONS
};

#define GO_DEFAULT GO_1_23
/* The last with a map of buckets. */
#define GO_LAST_CLASSIC GO_1_23

const char *go_version_name(enum go_version version); /* "1.23" */

/* Sets the version that is called so, "1.19" or "go1.19"; false if there is none. */
bool go_version_find(const char *name, size_t length, enum go_version *version);

/* The names, ending with NULL. */
extern const char *const go_version_names[];

#endif
