#ifndef TEST_FUZZ_TRACES_H
#define TEST_FUZZ_TRACES_H
/* What the fuzzers of recordings share. */
#include "test/fuzz/fuzz.h"
#include "test/trace_lines.h"
#include "trace/field.h"
#include "trace/replay.h"

#include <assert.h>
#include <string.h>

/* A map made for many is right and slow: not what is looked for here. */
static inline bool traces_are_heavy(const uint8_t *data, size_t size)
{
    static const char hint[] = "hint";
    for (size_t i = 0; i + sizeof hint <= size; i++) {
        if (memcmp(data + i, hint, sizeof hint - 1) != 0)
            continue;
        size_t digits = 0;
        for (size_t at = i + sizeof hint; at < size && data[at] != ','; at++)
            digits += data[at] >= '0' && data[at] <= '9';
        if (digits > 4)
            return true;
    }
    return false;
}

static inline void traces_replay(const struct text *bytes)
{
    struct error error;
    struct world world;
    world_init(&world);
    struct replay_options options = {0};
    struct replay *replay = replay_of(bytes->bytes, bytes->length, &world, &options, &error);
    enum replay_result result = REPLAY_BROKEN;
    while (replay != NULL && (result = replay_next(replay, &error)) == REPLAY_EQUAL)
        ;
    assert(error_is_set(&error) == (result == REPLAY_BROKEN));
    if (result == REPLAY_DIFFERENT)
        assert(strcmp(replay_difference(replay).go, replay_difference(replay).model) != 0);
    if (replay != NULL)
        replay_close(replay);
    world_free(&world);
}

/* +0 and -0 are one key in two spellings; with a hash for each, it would be no wonder if the map were unsound. */
static inline bool traces_name_zero(const struct trace_operation *operation)
{
    struct trace_token key = operation->key;
    return trace_has(operation, TRACE_FIELD_k) && key.length > 0 && key.length <= 2 &&
           key.bytes[key.length - 1] == '0';
}

/* Replayed with comparison, and performed without it. Most inputs would fail at the header; those get one of two good ones. */
static inline void traces_try(const uint8_t *data, size_t size, const char *even, const char *odd,
                              void (*perform)(const struct text *bytes))
{
    void (*const uses[])(const struct text *) = {traces_replay, perform};
    if (traces_are_heavy(data, size))
        return;
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        struct text bytes = {0};
        if (size < 6 || memcmp(data, "{\"hdr\"", 6) != 0)
            text_add(&bytes, size % 2 == 0 ? even : odd);
        text_append(&bytes, (const char *)data, size);
        uses[i](&bytes);
        text_free(&bytes);
    }
}

#endif
