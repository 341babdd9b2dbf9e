#ifndef LANG_TABLE_H
#define LANG_TABLE_H
/*
 * Short forms for rows of tables of commands. Only such tables include it.
 *
 * Knows: rows. Must not know: any one command.
 */
#include "lang/command.h"

/* What a list of rows ends with. */
#define ROW_END                                                                                              \
    {                                                                                                        \
        .name = NULL                                                                                         \
    }

#define ROW_KEY                                                                                              \
    {                                                                                                        \
        .name = "key", .type = ARGUMENT_KEY, .about = WORD_ARGUMENT_KEY                                      \
    }

/* How often, or how many: 1 unless it says otherwise. */
#define ROW_COUNT(most, words)                                                                               \
    {                                                                                                        \
        .name = "count", .type = ARGUMENT_INTEGER, .optional = true, .min = 1, .max = (most), .preset = "1", \
        .about = (words)                                                                                     \
    }

/* name=N; `usual` is its preset, or NULL. */
#define ROW_NAMED(word, least, most, usual, words)                                                           \
    {                                                                                                        \
        .name = (word), .type = ARGUMENT_INTEGER, .optional = true, .named = true, .min = (least),           \
        .max = (most), .preset = (usual), .about = (words)                                                   \
    }

/* A macro's number as a preset: what is told of it and what is done are one. */
#define ROW_PRESET(number)  ROW_SPELLED(number)
#define ROW_SPELLED(number) #number

/* A list of names, ending with NULL. */
#define ROW_NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

#endif
