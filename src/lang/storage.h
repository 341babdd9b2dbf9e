#ifndef LANG_STORAGE_H
#define LANG_STORAGE_H
/*
 * Strings that live as long as a line: taken one by one, freed all at once.
 *
 * Knows: bytes. Must not know: what they mean.
 */
#include <stddef.h>

struct storage_block;

/* Zero-initialised storage is empty and valid. */
struct storage {
    struct storage_block *newest;
    size_t bytes; /* taken so far, to be held against a budget */
};

/* A NUL-terminated copy of the bytes, owned by the storage; it doesn't move. */
char *storage_copy(struct storage *storage, const char *bytes, size_t length);
void storage_free(struct storage *storage);

#endif
