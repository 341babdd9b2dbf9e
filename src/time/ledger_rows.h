#ifndef TIME_LEDGER_ROWS_H
#define TIME_LEDGER_ROWS_H
/*
 * The rows of the ledger, a list: the newest lie open and can be changed, those before them are packed by blocks, since a row is much
 * the same as the one before it. A row of Go's map takes 88 bytes open and some 10 packed.
 *
 * Knows: rows. Must not know: timelines, events, what is counted.
 * Invariant: what is read is what was written, whatever it is.
 */
#include "time/tape.h"

struct ledger_row {
    position begin;
    uint32_t subject; /* a home; 0: nobody's in particular */
    uint32_t type;    /* of the world's types, behind it */
    bool operation;
    bool anew;            /* the subject began in it: what came before was another in its place */
    uint32_t probes;      /* slots looked at */
    uint32_t moves;       /* entries moved */
    uint32_t buckets;     /* old buckets evacuated */
    uint32_t allocations; /* arrays and overflow buckets */
    uint64_t allocated, cleared, copied; /* bytes */
    uint64_t held,
        peak;       /* bytes of arrays, buckets, and what slots point to: behind it, and the most within it */
    uint64_t carry; /* the engine's own (struct event_bytes) */
};

enum {
    LEDGER_BLOCK = 64, /* rows of a block */
    LEDGER_OPEN =
        2 *
        LEDGER_BLOCK, /* rows that lie open at most; of those ever added and not cut, the last LEDGER_BLOCK do */
};

struct ledger_block {
    unsigned char *bytes;
    size_t size;
    position begin; /* of its first row */
};

struct ledger_blocks_opened; /* those that were asked about */

struct ledger_rows {
    size_t count; /* rows are known by their index, 0 .. count - 1 */
    struct ledger_block *blocks;
    size_t block_count, block_capacity;
    size_t forgotten;        /* rows of the first block that are no more in the list */
    struct ledger_row *open; /* NULL: there was no row yet */
    size_t open_count;
    size_t bytes; /* of the blocks */
    struct ledger_blocks_opened *opened;
};

void ledger_rows_free(struct ledger_rows *rows);

/* Adds a row; the others stay as they are. */
void ledger_rows_add(struct ledger_rows *rows, const struct ledger_row *row);
/* Row number `index`. */
struct ledger_row ledger_rows_at(const struct ledger_rows *rows, size_t index);
/* One of the open rows, to be changed; NULL if it does not lie open. */
struct ledger_row *ledger_rows_open(struct ledger_rows *rows, size_t index);
/* How many begin before a moment. Found by bisection. */
size_t ledger_rows_begun(const struct ledger_rows *rows, position at);

/* Only the first `count` stay. */
void ledger_rows_cut(struct ledger_rows *rows, size_t count);
/* The first `count` go; those behind them are counted from 0 again. */
void ledger_rows_forget(struct ledger_rows *rows, size_t count);

/* Memory that they take, opened blocks left out. */
size_t ledger_rows_bytes(const struct ledger_rows *rows);

#endif
