#ifndef TRACE_TEXTS_H
#define TRACE_TEXTS_H
/*
 * The texts of values as checksums of recordings take them: a length in 32 bits, then the bytes. Kept side by side, since a checksum
 * asks for every key and elem of a map, at every operation.
 *
 * Knows: values, FNV. Must not know: where in a map they lie.
 */
#include "base/text.h"
#include "go/value.h"
#include "trace/fnv.h"

#include <assert.h>

struct trace_text_place {
    uint32_t length;
    uint32_t begin; /* in bytes */
};

struct trace_texts {
    struct trace_text_place *places; /* by id; that of id 0, no value, is empty */
    size_t count, capacity;
    struct text bytes;
};

void trace_texts_free(struct trace_texts *texts);

/* Learns the texts of values that joined since the last time. */
void trace_texts_learn(struct trace_texts *texts, const struct values *values);

/* Goes on from `hash`; a value that has been learnt. */
static inline uint64_t trace_texts_add(const struct trace_texts *texts, uint64_t hash, value_id id)
{
    assert(id < texts->count);
    struct trace_text_place place = texts->places[id];
    hash = fnv_number(hash, place.length, 4);
    return fnv_bytes(hash, text_string(&texts->bytes) + place.begin, place.length);
}

#endif
