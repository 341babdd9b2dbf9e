#include "trace/swiss/perform.h"

_Static_assert((int)SWISS_TRACE_POSITION_NUMBERS + (int)SWISS_TRACE_POSITION_OFFSETS <=
                   (int)PERFORM_MOST_POSITION,
               "a position has room");

static bool make(struct trace_performer *performer, int64_t hint)
{
    const struct maptype *type = performer->type;
    struct swiss map = swiss_of(performer->world, performer->home);
    struct error why = {0};
    if (hint > SWISS_TRACE_MOST_HINT &&
        !swiss_ignores_hint((const struct swiss_type *)type /* its first member */, hint))
        return false;
    swiss_make(&map, type->name, type->version, hint, &why);
    return true;
}

static uint64_t word_of(const struct trace_performer *performer, uint32_t iterator,
                        enum swiss_iterator_word word)
{
    return memory_read(&performer->world->memory, place_word(iterator, word));
}

/* Where an iterator stands. One of a small map has -1 for the directory; one that is between two tables has -2 for the table. The
   offsets follow. */
static void position(const struct trace_performer *performer, uint32_t iterator, int64_t *position)
{
    const struct swiss map = swiss_of(performer->world, performer->home);
    uint32_t table = (uint32_t)word_of(performer, iterator, SWISS_ITERATOR_TABLE);
    bool small = word_of(performer, iterator, SWISS_ITERATOR_SMALL) != 0;
    position[0] = small ? -1 : (int64_t)word_of(performer, iterator, SWISS_ITERATOR_DIR_IDX);
    position[1] = (int64_t)word_of(performer, iterator, SWISS_ITERATOR_GLOBAL_DEPTH);
    position[2] = (int64_t)word_of(performer, iterator, SWISS_ITERATOR_ENTRY_IDX);
    position[3] = table == 0 ? -2 : (int64_t)swiss_table_word(&map, table, SWISS_TABLE_INDEX);
    position[4] = (int64_t)word_of(performer, iterator, SWISS_ITERATOR_DIR_OFFSET);
    position[5] = (int64_t)word_of(performer, iterator, SWISS_ITERATOR_ENTRY_OFFSET);
}

static void note_position(const int64_t *position, struct trace_operation *model)
{
    struct swiss_trace_position *its = &((struct swiss_trace_operation *)model)->position;
    for (int i = 0; i < SWISS_TRACE_POSITION_NUMBERS; i++)
        its->numbers[i] = position[i];
    for (int i = 0; i < SWISS_TRACE_POSITION_OFFSETS; i++)
        its->offsets[i] = (uint64_t)position[SWISS_TRACE_POSITION_NUMBERS + i];
    trace_note(model, SWISS_TRACE_FIELD_it);
}

static void note_start(const struct trace_performer *performer, uint32_t iterator,
                       struct trace_operation *model)
{
    struct swiss_trace_operation *its = (struct swiss_trace_operation *)model;
    its->dir_offset = word_of(performer, iterator, SWISS_ITERATOR_DIR_OFFSET);
    its->entry_offset = word_of(performer, iterator, SWISS_ITERATOR_ENTRY_OFFSET);
    trace_note(model, SWISS_TRACE_FIELD_do);
    trace_note(model, SWISS_TRACE_FIELD_eo);
}

const struct trace_perform_row swiss_perform_row = {
    .make = make,
    .position = position,
    .note_position = note_position,
    .note_start = note_start,
};

/* What Go drew while it did this: a seed, the two offsets of a loop, hashes of NaNs. An operation that draws nothing leaves them. */
static void read_draws(const struct swiss_trace_operation *go, uint64_t numbers[2], struct world_draws *draws)
{
    *draws =
        (struct world_draws){.numbers = numbers, .hashes = go->nan_hashes, .hash_count = go->nan_hash_count};
    switch (go->verb) {
    case TRACE_ITERATE_BEGIN:
        numbers[0] = go->position.offsets[1];
        numbers[1] = go->position.offsets[0];
        draws->count = trace_has(&go->its, SWISS_TRACE_FIELD_it) ? 2 : 0;
        break;
    case TRACE_RANGE:
        numbers[0] = go->entry_offset;
        numbers[1] = go->dir_offset;
        draws->count = trace_has(&go->its, SWISS_TRACE_FIELD_do) ? 2 : 0;
        break;
    default:
        numbers[0] = go->seed;
        draws->count = 1;
        break;
    }
}

bool swiss_perform(struct trace_performer *performer, const struct swiss_trace_operation *go,
                   struct swiss_trace_operation *model, struct error *error)
{
    uint64_t numbers[2];
    struct world_draws draws;
    read_draws(go, numbers, &draws);
    performer->world->draws = &draws;
    bool good = trace_perform(performer, &go->its, &model->its, error);
    performer->world->draws = NULL;
    return good;
}
