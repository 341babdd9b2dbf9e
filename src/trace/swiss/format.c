/* The row of swissmap-trace-1: recordings of Swiss maps (Go 1.24). Runs their operations on the model and compares all that was
   recorded of each. */
#include "base/memory_or_die.h"
#include "base/words.h"
#include "trace/replay.h"
#include "trace/swiss/perform.h"
#include "trace/swiss/reader.h"
#include "trace/swiss/sample.h"

#include <stdlib.h>

/* What a recording may ask for; beyond it is refused, so that no file fills memory or keeps the program for hours. */
enum { MOST_GROUPS = 1 << 21 };       /* in all tables that are kept */
#define MOST_WORK ((uint64_t)1 << 32) /* events, and groups looked at for samples */

struct recording {
    struct swiss_reader *reader;
    struct swiss map;
    struct replay_options options;
    struct trace_performer performer;
    struct sink behind; /* the sink that the map's memory had: every event is handed on to it */
    struct swiss_trace_operation go, model; /* the present operation as recorded, and as it came out */
    struct trace_compare compare;
    struct swiss_trace_table *tables;
    size_t table_count, table_capacity;
    uint64_t *hashes; /* of NaNs, that the model came to */
    size_t hash_count, hash_capacity;
    uint32_t *dropped; /* regions, not yet released */
    size_t dropped_count, dropped_capacity;
    bool changed; /* what a checksum covers may be another than `checksum` is of */
    uint64_t checksum;
    struct swiss_sampler sampler;
    uint64_t work, groups;
    size_t done;
};

/* ---- what an operation does, by its events */

static void take(void *context, const struct event *event)
{
    struct recording *recording = context;
    recording->work++;
    switch (event->kind) {
    case SWISS_hash:
        if (values_equals_itself(recording->map.values, (value_id)event->before))
            break;
        recording->hashes = room_for_one_more(recording->hashes, recording->hash_count,
                                              &recording->hash_capacity, sizeof *recording->hashes);
        recording->hashes[recording->hash_count++] = event->after;
        break;
    case EVENT_alloc:
        recording->groups += event->index == SWISS_GROUPS ? event->after : 0;
        break;
    case EVENT_drop:
        recording->dropped = room_for_one_more(recording->dropped, recording->dropped_count,
                                               &recording->dropped_capacity, sizeof *recording->dropped);
        recording->dropped[recording->dropped_count++] = event->region;
        break;
    default:
        recording->changed |= event_class_of(event->kind) == EVENT_CLASS_WRITE && event->kind != SWISS_iter &&
                              event->kind != SWISS_book;
        break;
    }
    if (recording->behind.take != NULL)
        recording->behind.take(recording->behind.context, event);
}

/* Storage of what was dropped. Only if nobody goes back in time or iterates over it. */
static void release(struct recording *recording)
{
    struct memory *memory = recording->map.memory;
    for (size_t i = 0; i < recording->dropped_count; i++) {
        const struct region *region = &memory->regions[recording->dropped[i]];
        recording->groups -= region->kind == SWISS_GROUPS ? region->count : 0;
        memory_release(memory, recording->dropped[i]);
    }
    recording->dropped_count = 0;
}

/* ---- differences */

static bool sample_matches(void *context, int field)
{
    struct recording *recording = context;
    if (field == SWISS_TRACE_FIELD_full) {
        recording->work += 1 + swiss_group_count(&recording->map);
        return swiss_sample_matches(&recording->go.dump, &recording->map, &recording->compare.difference) ||
               trace_compare_differ_at_place(&recording->compare, field);
    }
    if (recording->changed) {
        recording->work += 1 + swiss_group_count(&recording->map);
        recording->checksum = swiss_sample_checksum(&recording->sampler, &recording->map);
        recording->changed = false;
    }
    recording->model.checksum = recording->checksum;
    return trace_compare_field(&recording->compare, field);
}

/* What the header says of the map type. */
static bool header_matches(struct recording *recording, const struct swiss_type *type)
{
    const struct swiss_trace_header *go = &recording->reader->header;
    const struct trace_fact facts[] = {
        {SWISS_TRACE_HEADER_keysize, go->key_size, (int64_t)type->map.key->size},
        {SWISS_TRACE_HEADER_elemsize, go->elem_size, (int64_t)type->map.elem->size},
        {SWISS_TRACE_HEADER_slotsize, go->slot_size, (int64_t)type->slot_size},
        {SWISS_TRACE_HEADER_elemoff, go->elem_offset, (int64_t)type->elem_offset},
        {SWISS_TRACE_HEADER_groupsize, go->group_size, (int64_t)type->group_size},
        {SWISS_TRACE_HEADER_keyind, go->indirect_key, type->map.indirect_key},
        {SWISS_TRACE_HEADER_elemind, go->indirect_elem, type->map.indirect_elem},
        {SWISS_TRACE_HEADER_reflexive, go->reflexive, type->map.key->reflexive},
        {SWISS_TRACE_HEADER_keyupdate, go->need_update, type->map.key->need_update},
    };
    return trace_compare_header(&recording->compare, &go->its, maptype_routine_name(type->map.access), facts,
                                sizeof facts / sizeof *facts);
}

/* ---- one operation */

static void note_tables(struct recording *recording)
{
    const struct swiss *map = &recording->map;
    static const enum swiss_table_word words[SWISS_TRACE_TABLE_NUMBERS] = {
        SWISS_TABLE_INDEX, SWISS_TABLE_DEPTH, SWISS_TABLE_CAPACITY, SWISS_TABLE_GROWTH_LEFT,
        SWISS_TABLE_USED};
    uint64_t entry = 0;
    recording->table_count = 0;
    for (uint32_t table; swiss_next_table(map, &entry, &table);) {
        recording->tables = room_for_one_more(recording->tables, recording->table_count,
                                              &recording->table_capacity, sizeof *recording->tables);
        struct swiss_trace_table *noted = &recording->tables[recording->table_count++];
        for (int i = 0; i < SWISS_TRACE_TABLE_NUMBERS; i++)
            noted->numbers[i] = (int64_t)swiss_table_word(map, table, words[i]);
    }
    recording->work += recording->table_count;
    recording->model.tables = recording->tables;
    recording->model.table_count = recording->table_count;
}

/* The state after the operation, as a recording has it. */
static void note_state(struct recording *recording)
{
    const struct swiss *map = &recording->map;
    struct swiss_trace_operation *model = &recording->model;
    model->used = (int64_t)swiss_word(map, SWISS_WORD_USED);
    model->seed = swiss_word(map, SWISS_WORD_SEED);
    model->directory = (int64_t)swiss_directory_length(map);
    model->global_depth = (int64_t)swiss_word(map, SWISS_WORD_GLOBAL_DEPTH);
    model->clear_seq = (int64_t)swiss_word(map, SWISS_WORD_CLEAR_SEQ);
    model->small = swiss_word(map, SWISS_WORD_GROUP) != 0;
    note_tables(recording);
    model->nan_hashes = recording->hashes;
    model->nan_hash_count = recording->hash_count;
    if (recording->hash_count > 0)
        trace_note(&model->its, TRACE_FIELD_nh);
}

static bool run(struct recording *recording, struct error *error)
{
    recording->model = (struct swiss_trace_operation){.number = (int64_t)recording->done};
    recording->hash_count = 0;
    struct text *command = &recording->compare.command;
    text_clear(command);
    trace_command_say(&recording->go.its, command);
    if (recording->options.before != NULL)
        recording->options.before(recording->options.context, text_string(command));
    if (recording->go.verb == TRACE_MAKE) {
        const struct memory *memory = recording->map.memory;
        recording->work += memory->region_count + memory->regions[recording->map.home + 1].count;
    }
    if (!swiss_perform(&recording->performer, &recording->go, &recording->model, error))
        return false;
    note_state(recording);
    return true;
}

static enum replay_result next(void *opened, struct error *error)
{
    struct recording *recording = opened;
    if (recording->compare.different)
        return REPLAY_DIFFERENT;
    enum trace_result got = swiss_reader_next(recording->reader, &recording->go, error);
    if (got != TRACE_READ)
        return got == TRACE_END ? REPLAY_END : REPLAY_BROKEN;
    if (recording->work >= MOST_WORK || recording->groups >= MOST_GROUPS) {
        error_set(error, 0, WORD_ERROR_TRACE_COSTLY, trace_reader_name(&recording->reader->its),
                  NUMBER(trace_reader_line(&recording->reader->its)));
        return REPLAY_BROKEN;
    }
    if (!run(recording, error))
        return REPLAY_BROKEN;
    bool equal = trace_compare_operation(&recording->compare, sample_matches, recording);
    if (!recording->options.keep_history && !trace_performer_is_iterating(&recording->performer))
        release(recording);
    recording->done += equal;
    return equal ? REPLAY_EQUAL : REPLAY_DIFFERENT;
}

static size_t done(const void *opened)
{
    return ((const struct recording *)opened)->done;
}

static struct replay_difference difference(const void *opened)
{
    return trace_compare_told(&((const struct recording *)opened)->compare);
}

/* ---- beginning and end */

/* The map in hand if it is a Swiss one; else a new one, in the place of what is in hand, if anything is. */
static struct swiss map_for(struct world *world)
{
    int place = world_in_hand(world);
    uint32_t home = world_home(world, place);
    if (home != 0 && world_engine(world, home) == engines[ENGINE_swiss])
        return swiss_of(world, home);
    home = swiss_new(world, 1);
    if (place == WORLD_NOBODY)
        world_add(world, engines[ENGINE_swiss]->call, home);
    else
        world_rehome(world, place, home);
    return swiss_of(world, home);
}

/* The number of the map type that the header names; 0 and an error. */
static uint32_t read_type(const struct swiss_reader *reader, struct world *world, struct error *error)
{
    struct text name = {0};
    struct error why = {0};
    trace_type_say(&reader->header.its, &name);
    uint32_t number = swiss_type_number(world, text_string(&name), GO_1_24, &why);
    if (number == 0)
        error_set(error, 0, WORD_ERROR_TRACE_TYPE, trace_reader_name(&reader->its), text_string(&name));
    text_free(&name);
    return number;
}

static void *open_recording(struct trace_lines *lines, struct world *world,
                            const struct replay_options *options, struct error *error)
{
    struct swiss_reader *reader = swiss_reader_open(lines, error);
    uint32_t type = reader != NULL ? read_type(reader, world, error) : 0;
    if (type == 0) {
        swiss_reader_close(reader);
        return NULL;
    }
    struct recording *recording = new_items(1, sizeof *recording);
    const struct swiss_type *its = world_type(world, type);
    *recording =
        (struct recording){.reader = reader, .map = map_for(world), .options = *options, .changed = true};
    recording->performer =
        trace_performer_of(&swiss_perform_row, world, recording->map.home, &its->map, &reader->its);
    recording->compare = (struct trace_compare){.shape = &swiss_trace_shape,
                                                .reader = &reader->its,
                                                .go = &recording->go.its,
                                                .model = &recording->model.its};
    recording->behind = world->memory.sink;
    world->memory.sink = (struct sink){take, recording};
    recording->model.number = -1;
    header_matches(recording, its);
    return recording;
}

static void close_recording(void *opened)
{
    struct recording *recording = opened;
    recording->map.memory->sink = recording->behind;
    swiss_sampler_free(&recording->sampler);
    trace_performer_free(&recording->performer);
    swiss_reader_close(recording->reader);
    free(recording->tables);
    free(recording->hashes);
    free(recording->dropped);
    trace_compare_free(&recording->compare);
    free(recording);
}

const struct trace_format trace_format_swiss = {
    .shape = &swiss_trace_shape,
    .open = open_recording,
    .next = next,
    .done = done,
    .difference = difference,
    .close = close_recording,
};
