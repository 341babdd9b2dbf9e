#include "base/stash.h"

#include "base/memory_or_die.h"

#include <stdlib.h>

enum { BLOCK_BITS = 16, BLOCK_BYTES = 1 << BLOCK_BITS };

/* A lot that is larger than a block has one of its own. */
struct stash_block {
    size_t used, room;
    char bytes[];
};

void stash_free(struct stash *stash)
{
    for (size_t i = 0; i < stash->count; i++)
        free(stash->blocks[i]);
    free(stash->blocks);
    *stash = (struct stash){0};
}

static struct stash_block *add_block(struct stash *stash, size_t room)
{
    if (stash->count > UINT32_MAX >> BLOCK_BITS)
        die("out of memory: more than %lu bytes of keys and values", (unsigned long)UINT32_MAX);
    struct stash_block *block = new_items(1, sizeof *block + room);
    block->room = room;
    stash->blocks =
        room_for_one_more(stash->blocks, stash->count, &stash->capacity, sizeof(struct stash_block *));
    stash->blocks[stash->count++] = block;
    return block;
}

stash_place stash_keep(struct stash *stash, size_t length)
{
    struct stash_block *block = stash->count > 0 ? stash->blocks[stash->count - 1] : NULL;
    if (block == NULL || block->used >= BLOCK_BYTES || block->room - block->used < length)
        block = add_block(stash, length > BLOCK_BYTES ? length : BLOCK_BYTES);
    stash_place place = (stash_place)((stash->count - 1) << BLOCK_BITS | block->used);
    block->used += length;
    return place;
}

char *stash_bytes(const struct stash *stash, stash_place place)
{
    return stash->blocks[place >> BLOCK_BITS]->bytes + (place & (BLOCK_BYTES - 1));
}
