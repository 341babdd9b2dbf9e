#include "trace/classic/perform.h"

#include "trace/classic/trace.h"

#include <string.h>

_Static_assert((int)TRACE_POSITION <= (int)PERFORM_MOST_POSITION, "a position has room");

static bool make(struct trace_performer *performer, int64_t hint)
{
    struct classic map = classic_of(performer->world, performer->home);
    struct error why = {0};
    if (maptype_B_for_hint(performer->type, hint) > PERFORM_MOST_B)
        return false;
    classic_make(&map, performer->type->name, performer->type->version, hint, &why);
    return true;
}

static int64_t word_of(const struct trace_performer *performer, uint32_t iterator, enum iterator_field field)
{
    return (int64_t)memory_read(&performer->world->memory, place_word(iterator, field));
}

static void position(const struct trace_performer *performer, uint32_t iterator, int64_t *position)
{
    static const enum iterator_field fields[TRACE_POSITION] = {
        ITERATOR_START_BUCKET, ITERATOR_OFFSET,      ITERATOR_B, ITERATOR_BUCKET, ITERATOR_I,
        ITERATOR_WRAPPED,      ITERATOR_CHECK_BUCKET};
    for (int i = 0; i < TRACE_POSITION; i++)
        position[i] = word_of(performer, iterator, fields[i]) - (fields[i] == ITERATOR_CHECK_BUCKET);
}

static void note_position(const int64_t *position, struct trace_operation *model)
{
    memcpy(((struct classic_trace_operation *)model)->position, position, TRACE_POSITION * sizeof *position);
    trace_note(model, CLASSIC_TRACE_FIELD_it);
}

static void note_start(const struct trace_performer *performer, uint32_t iterator,
                       struct trace_operation *model)
{
    struct classic_trace_operation *its = (struct classic_trace_operation *)model;
    its->start_bucket = word_of(performer, iterator, ITERATOR_START_BUCKET);
    its->offset = word_of(performer, iterator, ITERATOR_OFFSET);
    trace_note(model, CLASSIC_TRACE_FIELD_sb);
    trace_note(model, CLASSIC_TRACE_FIELD_off);
}

const struct trace_perform_row classic_perform_row = {
    .make = make,
    .position = position,
    .note_position = note_position,
    .note_start = note_start,
};
