#include "lang/storage.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 4096 };

struct storage_block {
    struct storage_block *older;
    size_t used, capacity;
    char bytes[];
};

char *storage_copy(struct storage *storage, const char *bytes, size_t length)
{
    size_t need = length + 1;
    struct storage_block *block = storage->newest;
    if (block == NULL || block->capacity - block->used < need) {
        size_t capacity = need > BLOCK_BYTES ? need : BLOCK_BYTES;
        block = resize_items(NULL, sizeof *block + capacity, 1);
        *block = (struct storage_block){.older = storage->newest, .capacity = capacity};
        storage->newest = block;
    }
    char *copy = block->bytes + block->used;
    if (length != 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    block->used += need;
    storage->bytes += need;
    return copy;
}

void storage_free(struct storage *storage)
{
    while (storage->newest != NULL) {
        struct storage_block *block = storage->newest;
        storage->newest = block->older;
        free(block);
    }
    *storage = (struct storage){0};
}
