#ifndef TEST_TRACE_ALTER_H
#define TEST_TRACE_ALTER_H
/*
 * A recording with something altered, replayed: whether that is found.
 *
 * Knows: lines of JSON as recordings have them, replay. For tests only.
 */
#include "base/error.h"
#include "test/trace_lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

struct outcome {
    enum replay_result result;
    enum word word;
    int64_t operation;
    char field[64];
};

static inline struct outcome replay_bytes(const struct text *bytes)
{
    struct outcome outcome = {.result = REPLAY_BROKEN};
    struct error error;
    struct world world;
    world_init(&world);
    struct replay_options options = {0};
    struct replay *replay = replay_of(bytes->bytes, bytes->length, &world, &options, &error);
    if (replay != NULL) {
        do
            outcome.result = replay_next(replay, &error);
        while (outcome.result == REPLAY_EQUAL);
    }
    if (outcome.result == REPLAY_DIFFERENT) {
        struct replay_difference difference = replay_difference(replay);
        assert_int_equal(difference.line, (size_t)difference.operation + 2);
        assert_string_not_equal(difference.go, difference.model);
        outcome.operation = difference.operation;
        snprintf(outcome.field, sizeof outcome.field, "%s", difference.field);
    }
    if (replay != NULL)
        replay_close(replay);
    world_free(&world);
    outcome.word = error.word;
    return outcome;
}

/* The recording up to line `number`, with that line replaced. */
static inline struct outcome replay_with_line(const struct trace_text *trace, size_t number,
                                              const struct text *line)
{
    struct text bytes = {0};
    text_append(&bytes, trace->bytes.bytes, trace->begins[number]);
    text_append(&bytes, line->bytes, line->length);
    text_add(&bytes, "\n");
    struct outcome outcome = replay_bytes(&bytes);
    text_free(&bytes);
    return outcome;
}

/* Another character of the same sort, a digit for a digit, a letter for a letter: one down, or (way 1) one
   up. */
static inline char other(char c, int way)
{
    if (way == 0)
        return c == '0' || c == 'a' ? (char)(c + 1) : (char)(c - 1);
    return c == '9' || c == 'f' || c == 'z' ? (char)(c - 1) : (char)(c + 1);
}

/* Where the value of `"name":` begins in the line, 0 if it has none. `after`: search behind this offset. */
static inline size_t find_value(const struct text *line, const char *name, size_t after)
{
    char quoted[24];
    snprintf(quoted, sizeof quoted, "\"%s\":", name);
    const char *begin = text_string(line), *at = strstr(begin + after, quoted);
    return at != NULL ? (size_t)(at - begin) + strlen(quoted) : 0;
}

/* The same for a field of the operation itself: not one inside a dump. */
static inline size_t find_field(const struct text *line, const char *name)
{
    size_t at = find_value(line, name, 0), full = find_value(line, "full", 0),
           delta = find_value(line, "d", 0);
    size_t dump = full != 0 ? full : delta;
    return dump != 0 && at > dump ? 0 : at;
}

/* Alters the value's `item`th run of letters and digits in its last character; false if it has not so
   many. */
static inline bool alter_value(struct text *line, size_t begin, int item, int way)
{
    const char *end = line->bytes + begin;
    bool is_list = *end == '[', in_string = false, in_run = false;
    for (; *end != '\0'; end++) {
        bool word =
            (*end >= '0' && *end <= '9') || (*end >= 'a' && *end <= 'z') || (*end >= 'A' && *end <= 'Z');
        if (in_run && !word && item-- == 0) {
            char *last = line->bytes + (end - line->bytes) - 1;
            *last = other(*last, way);
            return true;
        }
        in_run = word;
        in_string ^= *end == '"';
        bool over = is_list ? *end == ']' : !in_string && (*end == ',' || *end == '}');
        if (over && !in_string)
            return false;
    }
    return false;
}

/* The lines of a trace that have a field, and the one in their middle. */
static inline size_t middle_line_with(const struct trace_text *trace, const char *name)
{
    size_t count = 0, wanted = 0;
    for (int pass = 0; pass < 2; pass++) {
        size_t seen = 0;
        for (size_t number = 1; number < trace->count; number++) {
            struct text line = {0};
            trace_text_line(trace, number, &line);
            bool has = find_field(&line, name) != 0;
            text_free(&line);
            if (!has)
                continue;
            if (pass == 1 && seen == wanted)
                return number;
            seen++;
        }
        count = seen;
        wanted = count / 2;
    }
    return 0;
}

#endif
