#include "time/ledger_rows.h"

#include "base/memory_or_die.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPENED = 4,
    FIELDS = 13,
    NUMBER_BYTES = 10,                     /* that a number can take */
    ROW_BYTES = 2 + FIELDS * NUMBER_BYTES, /* that a row can take */
};

struct ledger_blocks_opened {
    struct {
        const unsigned char *of; /* the bytes of the block; NULL: none */
        struct ledger_row rows[LEDGER_BLOCK];
    } blocks[OPENED];
    size_t last, next;
};

/* ---- a row as bytes: which of its numbers differ from what they would be, and these. A number is seven bits a byte, the lowest first */

/* The numbers of a row as differences from the row before it, with a sign where they have one. */
static void differences(const struct ledger_row *row, const struct ledger_row *before,
                        uint64_t numbers[FIELDS])
{
    const uint64_t all[FIELDS] = {
        row->subject - (uint64_t)before->subject,
        row->type - (uint64_t)before->type,
        (uint64_t)row->operation ^ 1,
        row->anew,
        row->moves,
        row->buckets,
        row->allocations,
        row->allocated,
        row->cleared - row->allocated,
        row->copied,
        row->held - before->held,
        row->peak - row->held,
        row->carry,
    };
    memcpy(numbers, all, sizeof all);
}

/* The other way round. */
static void add_differences(struct ledger_row *row, const struct ledger_row *before,
                            const uint64_t numbers[FIELDS])
{
    row->subject = (uint32_t)(before->subject + numbers[0]);
    row->type = (uint32_t)(before->type + numbers[1]);
    row->operation = (numbers[2] ^ 1) != 0;
    row->anew = numbers[3] != 0;
    row->moves = (uint32_t)numbers[4];
    row->buckets = (uint32_t)numbers[5];
    row->allocations = (uint32_t)numbers[6];
    row->allocated = numbers[7];
    row->cleared = row->allocated + numbers[8];
    row->copied = numbers[9];
    row->held = before->held + numbers[10];
    row->peak = row->held + numbers[11];
    row->carry = numbers[12];
}

/* So that small negative ones are short, too. */
static uint64_t folded(uint64_t number)
{
    return number << 1 ^ (number >> 63 != 0 ? UINT64_MAX : 0);
}

static uint64_t unfolded(uint64_t number)
{
    return number >> 1 ^ ((number & 1) != 0 ? UINT64_MAX : 0);
}

static unsigned char *put(unsigned char *bytes, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        *bytes++ = (unsigned char)(number | 0x80);
    *bytes++ = (unsigned char)number;
    return bytes;
}

static const unsigned char *get(const unsigned char *bytes, uint64_t *number)
{
    *number = 0;
    for (int shift = 0;; shift += 7) {
        *number |= (uint64_t)(*bytes & 0x7f) << shift;
        if (*bytes++ < 0x80)
            return bytes;
    }
}

static unsigned char *put_row(unsigned char *bytes, const struct ledger_row *row,
                              const struct ledger_row *before)
{
    uint64_t numbers[FIELDS];
    unsigned other = 0;
    differences(row, before, numbers);
    for (int i = 0; i < FIELDS; i++)
        other |= (unsigned)(numbers[i] != 0) << i;
    bytes = put(put(put(bytes, other), row->begin - before->begin), row->probes);
    for (int i = 0; i < FIELDS; i++) {
        if (numbers[i] != 0)
            bytes = put(bytes, folded(numbers[i]));
    }
    return bytes;
}

static const unsigned char *get_row(const unsigned char *bytes, struct ledger_row *row,
                                    const struct ledger_row *before)
{
    uint64_t numbers[FIELDS] = {0}, other, begin, probes;
    bytes = get(get(get(bytes, &other), &begin), &probes);
    for (int i = 0; i < FIELDS; i++) {
        if ((other >> i & 1) != 0) {
            bytes = get(bytes, &numbers[i]);
            numbers[i] = unfolded(numbers[i]);
        }
    }
    *row = (struct ledger_row){.begin = before->begin + begin, .probes = (uint32_t)probes};
    add_differences(row, before, numbers);
    return bytes;
}

/* ---- blocks */

void ledger_rows_free(struct ledger_rows *rows)
{
    for (size_t i = 0; i < rows->block_count; i++)
        free(rows->blocks[i].bytes);
    free(rows->blocks);
    free(rows->open);
    free(rows->opened);
    *rows = (struct ledger_rows){0};
}

/* The first open rows become a block. */
static void close_block(struct ledger_rows *rows)
{
    unsigned char bytes[LEDGER_BLOCK * (ROW_BYTES + 2 * NUMBER_BYTES)], *end = bytes;
    struct ledger_row none = {0};
    for (int i = 0; i < LEDGER_BLOCK; i++)
        end = put_row(end, &rows->open[i], i > 0 ? &rows->open[i - 1] : &none);
    struct ledger_block block = {.size = (size_t)(end - bytes), .begin = rows->open[0].begin};
    block.bytes = new_items(block.size, 1);
    memcpy(block.bytes, bytes, block.size);
    rows->blocks =
        room_for_one_more(rows->blocks, rows->block_count, &rows->block_capacity, sizeof *rows->blocks);
    rows->blocks[rows->block_count++] = block;
    rows->bytes += block.size + sizeof block;
    rows->open_count -= LEDGER_BLOCK;
    memmove(rows->open, rows->open + LEDGER_BLOCK, rows->open_count * sizeof *rows->open);
}

static void read_block(const struct ledger_block *block, struct ledger_row rows[LEDGER_BLOCK])
{
    const unsigned char *bytes = block->bytes;
    struct ledger_row none = {0};
    for (int i = 0; i < LEDGER_BLOCK; i++)
        bytes = get_row(bytes, &rows[i], i > 0 ? &rows[i - 1] : &none);
    assert(bytes == block->bytes + block->size);
}

static const struct ledger_row *open_block(const struct ledger_rows *rows, size_t number)
{
    struct ledger_blocks_opened *opened = rows->opened;
    const struct ledger_block *block = &rows->blocks[number];
    for (size_t i = 0; i < OPENED; i++) {
        size_t at = (opened->last + i) % OPENED;
        if (opened->blocks[at].of == block->bytes) {
            opened->last = at;
            return opened->blocks[at].rows;
        }
    }
    opened->last = opened->next;
    opened->next = (opened->next + 1) % OPENED;
    opened->blocks[opened->last].of = block->bytes;
    read_block(block, opened->blocks[opened->last].rows);
    return opened->blocks[opened->last].rows;
}

static void drop_block(struct ledger_rows *rows, const struct ledger_block *block)
{
    rows->bytes -= block->size + sizeof *block;
    for (size_t i = 0; i < OPENED; i++) {
        if (rows->opened->blocks[i].of == block->bytes)
            rows->opened->blocks[i].of = NULL;
    }
    free(block->bytes);
}

/* ---- the list */

void ledger_rows_add(struct ledger_rows *rows, const struct ledger_row *row)
{
    if (rows->open == NULL) {
        rows->open = new_items(LEDGER_OPEN, sizeof *rows->open);
        rows->opened = new_items(1, sizeof *rows->opened);
    }
    if (rows->open_count == LEDGER_OPEN)
        close_block(rows);
    rows->open[rows->open_count++] = *row;
    rows->count++;
}

struct ledger_row ledger_rows_at(const struct ledger_rows *rows, size_t index)
{
    assert(index < rows->count);
    size_t packed = rows->count - rows->open_count;
    if (index >= packed)
        return rows->open[index - packed];
    index += rows->forgotten;
    return open_block(rows, index / LEDGER_BLOCK)[index % LEDGER_BLOCK];
}

struct ledger_row *ledger_rows_open(struct ledger_rows *rows, size_t index)
{
    size_t packed = rows->count - rows->open_count;
    return index >= packed && index < rows->count ? &rows->open[index - packed] : NULL;
}

size_t ledger_rows_begun(const struct ledger_rows *rows, position at)
{
    size_t low = 0, high = rows->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ledger_rows_at(rows, middle).begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void ledger_rows_cut(struct ledger_rows *rows, size_t count)
{
    assert(count <= rows->count);
    size_t packed = rows->count - rows->open_count;
    if (count < packed) {
        /* The block that the last of them is in lies open again. */
        size_t stay = (count + rows->forgotten) / LEDGER_BLOCK;
        read_block(&rows->blocks[stay], rows->open);
        while (rows->block_count > stay)
            drop_block(rows, &rows->blocks[--rows->block_count]);
        packed = stay * LEDGER_BLOCK;
        if (stay == 0) {
            memmove(rows->open, rows->open + rows->forgotten,
                    (LEDGER_BLOCK - rows->forgotten) * sizeof *rows->open);
            rows->forgotten = 0;
        }
        packed -= rows->forgotten;
    }
    rows->open_count = count - packed;
    rows->count = count;
}

void ledger_rows_forget(struct ledger_rows *rows, size_t count)
{
    assert(count <= rows->count);
    size_t packed = rows->count - rows->open_count, gone = 0;
    rows->count -= count;
    if (count > packed) {
        rows->open_count -= count - packed;
        memmove(rows->open, rows->open + (count - packed), rows->open_count * sizeof *rows->open);
    }
    rows->forgotten += count < packed ? count : packed;
    for (; gone < rows->block_count && rows->forgotten >= LEDGER_BLOCK; gone++) {
        drop_block(rows, &rows->blocks[gone]);
        rows->forgotten -= LEDGER_BLOCK;
    }
    rows->block_count -= gone;
    if (rows->block_count > 0)
        memmove(rows->blocks, rows->blocks + gone, rows->block_count * sizeof *rows->blocks);
}

size_t ledger_rows_bytes(const struct ledger_rows *rows)
{
    return rows->bytes + rows->open_count * sizeof *rows->open;
}
