#ifndef TEST_UNIT_MAPTYPE_ROWS_H
#define TEST_UNIT_MAPTYPE_ROWS_H
/*
 * maptype.tsv: map types as real Go lays them out, a type a row.
 * Knows: its columns and how many rows there are. Must not know: what is held against them.
 */
#include "go/version.h"
#include "test/unit/vectors.h"

#include <stdint.h>

enum column {
    GO,
    TYPE,
    KEY_SIZE,
    ELEM_SIZE,
    KEY_POINTERS,
    ELEM_POINTERS,
    KEY_SLOT,
    ELEM_SLOT,
    BUCKET_SIZE,
    BUCKET_POINTERS,
    OVERFLOW_KIND,
    INDIRECT_KEY,
    INDIRECT_ELEM,
    REFLEXIVE,
    NEED_UPDATE,
    MIGHT_PANIC,
    ASSIGN,
    ACCESS1,
    ACCESS2,
    DELETE,
    HASHER,
    OFF_TOPHASH,
    OFF_KEYS,
    OFF_ELEMS,
    OFF_OVERFLOW,
    PRE4, /* buckets of an array and its reserve at B = 4; those at 5 .. 16 are the next */
    COLUMNS = PRE4 + 13
};

enum { MAPTYPE_ROWS = 216 };

static inline void maptype_rows_open(struct vectors *rows)
{
    vectors_open(rows, "src/test/data/maptype.tsv");
}

static inline enum go_version maptype_row_release(const struct vectors *row)
{
    return strcmp(row->fields[GO], "go1.23.5") == 0 ? GO_1_23 : GO_1_19;
}

static inline uint64_t maptype_row_number(const struct vectors *row, int column)
{
    return strtoull(row->fields[column], NULL, 10);
}

#endif
