#ifndef HAND_SLICE_ROWS_H
#define HAND_SLICE_ROWS_H
/*
 * The rows of commands that only slices and arrays have, for the table alone, which says what VERB makes of them.
 */
#include "lang/table.h"

static const struct argument_row append_rows[] = {
    {.name = "value", .type = ARGUMENT_VALUE, .many = true, .about = WORD_ARGUMENT_ELEMENT},
    ROW_END,
};
static const struct argument_row store_rows[] = {
    {.name = "index", .type = ARGUMENT_KEY, .about = WORD_ARGUMENT_INDEX},
    {.name = "value", .type = ARGUMENT_VALUE, .about = WORD_ARGUMENT_STORED},
    ROW_END,
};
static const struct argument_row reslice_rows[] = {
    {.name = "bounds", .type = ARGUMENT_TEXT, .about = WORD_ARGUMENT_BOUNDS},
    ROW_END,
};
static const struct argument_row copy_rows[] = {
    {.name = "from", .type = ARGUMENT_SUBJECT, .about = WORD_ARGUMENT_COPY},
    ROW_END,
};
static const struct argument_row address_rows[] = {
    {.name = "index", .type = ARGUMENT_KEY, .optional = true, .preset = "0", .about = WORD_ARGUMENT_INDEX},
    ROW_END,
};

/* clang-format off */
#define SLICE_ROWS \
    VERB(MAP, "append", APPEND, TAG_RECORDS, append_rows, NULL, "make []int 0 2", "append 1", "append 2 3 4", \
        "append {5..9}", "let t = s", "append t...", "append many # fails"), \
    VERB(MAP, "store", STORE, TAG_RECORDS, store_rows, NULL, "make []int 3 3", "store 1 20", "store 3 20 # fails"), \
    VERB(MAP, "reslice", RESLICE, TAG_RECORDS, reslice_rows, NULL, "make []int 5 8", "reslice 1:3", "reslice :4", \
        "reslice 0:2:3", "reslice :9 # fails"), \
    VERB(MAP, "copy", COPY, TAG_RECORDS, copy_rows, NULL, "make []int 3 3", "store 0 7", "make []int 5 5 as t", \
        "copy s", "copy s[:1]", "copy nobody # fails"), \
    VERB(MAP, "address", ADDRESS, TAG_RECORDS, address_rows, NULL, "make []int 3 3", "address", "address 2", \
        "address 3 # fails")
/* clang-format on */

#endif
