#include "trace/classic/replay.h"

#include "base/memory_or_die.h"
#include "trace/classic/checksum.h"
#include "trace/classic/dump.h"
#include "trace/classic/perform.h"
#include "trace/classic/watch.h"

#include <stdlib.h>

struct classic_replay {
    struct classic_reader *reader;
    struct classic its_map, *map; /* map points at its_map */
    struct replay_options options;
    struct maptype type;
    struct trace_performer performer;
    struct watch watch;
    struct checksum *checksum;
    struct links links;
    struct classic_trace_operation go, model; /* the present operation as recorded, and as it came out */
    struct trace_compare compare;
    bool has_checksums; /* c1 and c2 are those of the present state */
    uint64_t c1, c2;
    uint64_t work;
    size_t done;
};

/* ---- differences */

struct replay_difference classic_replay_difference(const struct classic_replay *replay)
{
    return trace_compare_told(&replay->compare);
}

static bool dump_agrees(struct classic_replay *replay, int field)
{
    const struct watch *watch = &replay->watch;
    replay->work += classic_bucket_count(replay->map);
    return dump_matches(&replay->go.dump, field == CLASSIC_TRACE_FIELD_full, replay->map, &replay->links,
                        watch->marks, watch->mark_count, &replay->compare.difference) ||
           trace_compare_differ_at_place(&replay->compare, field);
}

static bool sample_matches(void *context, int field)
{
    struct classic_replay *replay = context;
    if (field == CLASSIC_TRACE_FIELD_full || field == CLASSIC_TRACE_FIELD_d)
        return dump_agrees(replay, field);
    if (!replay->has_checksums) {
        checksum_map(replay->checksum, replay->map, &replay->c1, &replay->c2);
        replay->work += classic_bucket_count(replay->map) + classic_register(replay->map, REGISTER_COUNT);
        replay->has_checksums = true;
    }
    replay->model.c1 = replay->c1;
    replay->model.c2 = replay->c2;
    return trace_compare_field(&replay->compare, field);
}

/* What the header says of the map type. */
static bool header_matches(struct classic_replay *replay, const struct maptype *type)
{
    const struct classic_trace_header *go = &replay->reader->header;
    const struct trace_fact facts[] = {
        {CLASSIC_TRACE_HEADER_keysize, go->key_slot, (int64_t)type->key_slot},
        {CLASSIC_TRACE_HEADER_elemsize, go->elem_slot, (int64_t)type->elem_slot},
        {CLASSIC_TRACE_HEADER_bucketsize, go->bucket_size, (int64_t)type->bucket_size},
        {CLASSIC_TRACE_HEADER_keyind, go->indirect_key, type->indirect_key},
        {CLASSIC_TRACE_HEADER_elemind, go->indirect_elem, type->indirect_elem},
        {CLASSIC_TRACE_HEADER_ptrs, go->bucket_pointers, type->bucket_pointers},
        {CLASSIC_TRACE_HEADER_reflexive, go->reflexive, type->key->reflexive},
        {CLASSIC_TRACE_HEADER_keyupdate, go->need_update, type->key->need_update},
    };
    if (!trace_compare_header(&replay->compare, &go->its, maptype_routine_name(type->access), facts,
                              sizeof facts / sizeof *facts))
        return false;
    for (int B = 0; B < TRACE_PREALLOCATED; B++) {
        int64_t ours = (int64_t)maptype_preallocated(type, B);
        if (go->preallocated[B] == ours)
            continue;
        text_add(&replay->compare.difference.go, NUMBER(go->preallocated[B]));
        text_add(&replay->compare.difference.model, NUMBER(ours));
        trace_compare_differ(&replay->compare,
                             classic_trace_shape.header_rows[CLASSIC_TRACE_HEADER_prealloc].name);
        text_format(&replay->compare.field, "[%d]", B);
        return false;
    }
    return true;
}

/* ---- one operation */

/* The state after the operation, as a recording has it. */
static void note_state(struct classic_replay *replay)
{
    const struct classic *map = replay->map;
    struct classic_trace_operation *model = &replay->model;
    if (replay->watch.links_changed) {
        links_survey(&replay->links, map);
        replay->work += classic_bucket_count(map);
    }
    uint64_t next_overflow = classic_register(map, REGISTER_NEXT_OVERFLOW);
    model->count = (int64_t)classic_register(map, REGISTER_COUNT);
    model->B = (int64_t)classic_register(map, REGISTER_B);
    model->flags = (int64_t)classic_register(map, REGISTER_FLAGS);
    model->noverflow = (int64_t)classic_register(map, REGISTER_NOVERFLOW);
    model->nevacuate = (int64_t)classic_register(map, REGISTER_NEVACUATE);
    model->hash0 = classic_register(map, REGISTER_HASH0);
    model->growing = classic_growing(map);
    model->same_size = classic_same_size(map);
    model->allocated = classic_register(map, REGISTER_BUCKETS) != 0;
    model->next_overflow = next_overflow != 0 ? (int64_t)(next_overflow - 1 - classic_bucket_count(map)) : -1;
    model->linked = replay->links.linked;
    model->linked_old = replay->links.linked_old;
}

/* What the operation did, as the watch saw it. */
static void note_deeds(struct classic_replay *replay, uint64_t random_before)
{
    const struct watch *watch = &replay->watch;
    struct classic_trace_operation *model = &replay->model;
    model->random = random_before;
    model->draws = (int64_t)watch->draws;
    model->nan_hashes = watch->nan_hashes;
    model->nan_hash_count = watch->nan_hash_count;
    model->effects = watch->effects;
    model->effect_count = watch->effect_count;
    if (watch->draws > 0)
        model->present |= TRACE_BIT(CLASSIC_TRACE_FIELD_fr) | TRACE_BIT(CLASSIC_TRACE_FIELD_frn);
    if (watch->effect_count > 0)
        trace_note(&model->its, CLASSIC_TRACE_FIELD_ev);
    if (watch->nan_hash_count == 0)
        return;
    trace_note(&model->its, TRACE_FIELD_nh);
    /* The hash of a NaN is the one that the operation itself drew. */
    if (trace_has(&model->its, TRACE_FIELD_k) && !trace_has(&model->its, TRACE_FIELD_h)) {
        model->hash = watch->nan_hashes[0];
        trace_note(&model->its, TRACE_FIELD_h);
    }
}

static bool run(struct classic_replay *replay, struct error *error)
{
    struct memory *memory = replay->map->memory;
    const struct classic_trace_operation *go = &replay->go;
    struct text *command = &replay->compare.command;
    replay->model = (struct classic_trace_operation){.number = (int64_t)replay->done};
    text_clear(command);
    trace_command_say(&go->its, command);
    if (replay->options.before != NULL)
        replay->options.before(replay->options.context, text_string(command));
    if (trace_has(&go->its, CLASSIC_TRACE_FIELD_fr))
        classic_set_random(replay->map, go->random);
    if (go->verb == TRACE_MAKE) {
        links_free(&replay->links);
        replay->work += memory->region_count + memory->regions[replay->map->home + 1].count;
    }
    watch_operation(&replay->watch, go->verb == TRACE_MAKE);
    uint64_t random_before = classic_register(replay->map, REGISTER_RANDOM);
    if (!trace_perform(&replay->performer, &go->its, &replay->model.its, error))
        return false;
    watch_operation_over(&replay->watch);
    note_deeds(replay, random_before);
    note_state(replay);
    if (replay->watch.state_changed)
        replay->has_checksums = false;
    return true;
}

static bool is_affordable(const struct classic_replay *replay, struct error *error)
{
    bool cheap = replay->work + replay->watch.events < REPLAY_MOST_WORK;
    if (cheap && replay->watch.buckets < REPLAY_MOST_BUCKETS)
        return true;
    return error_set(error, 0, WORD_ERROR_TRACE_COSTLY, trace_reader_name(&replay->reader->its),
                     NUMBER(trace_reader_line(&replay->reader->its)));
}

enum replay_result classic_replay_next(struct classic_replay *replay, struct error *error)
{
    *error = (struct error){0};
    if (replay->compare.different)
        return REPLAY_DIFFERENT;
    enum trace_result got = classic_reader_next(replay->reader, &replay->go, error);
    if (got != TRACE_READ)
        return got == TRACE_END ? REPLAY_END : REPLAY_BROKEN;
    if (!is_affordable(replay, error) || !run(replay, error))
        return REPLAY_BROKEN;
    bool equal = trace_compare_operation(&replay->compare, sample_matches, replay);
    if (!replay->options.keep_history && !trace_performer_is_iterating(&replay->performer))
        watch_release(&replay->watch);
    replay->done += equal;
    return equal ? REPLAY_EQUAL : REPLAY_DIFFERENT;
}

size_t classic_replay_done(const struct classic_replay *replay)
{
    return replay->done;
}

/* ---- beginning and end */

static bool read_type(const struct classic_reader *reader, struct maptype *type, struct error *error)
{
    struct text name = {0};
    struct error why;
    trace_type_say(&reader->header.its, &name);
    bool good = maptype_parse(type, name.bytes, name.length, GO_1_19, &why);
    if (!good)
        error_set(error, 0, WORD_ERROR_TRACE_TYPE, trace_reader_name(&reader->its), text_string(&name));
    text_free(&name);
    return good;
}

struct classic_replay *classic_replay_open(struct classic_reader *reader, struct classic map,
                                           const struct replay_options *options, struct error *error)
{
    *error = (struct error){0};
    struct classic_replay *replay = new_items(1, sizeof *replay);
    if (!read_type(reader, &replay->type, error)) {
        free(replay);
        return NULL;
    }
    replay->reader = reader;
    replay->its_map = map;
    replay->map = &replay->its_map;
    replay->options = *options;
    replay->performer =
        trace_performer_of(&classic_perform_row, map.world, map.home, &replay->type, &reader->its);
    replay->compare = (struct trace_compare){.shape = &classic_trace_shape,
                                             .reader = &reader->its,
                                             .go = &replay->go.its,
                                             .model = &replay->model.its};
    replay->checksum = checksum_new();
    watch_begin(&replay->watch, replay->map);
    replay->model.number = -1;
    header_matches(replay, &replay->type);
    return replay;
}

void classic_replay_close(struct classic_replay *replay)
{
    if (replay == NULL)
        return;
    watch_end(&replay->watch);
    trace_performer_free(&replay->performer);
    maptype_free(&replay->type);
    checksum_free(replay->checksum);
    links_free(&replay->links);
    trace_compare_free(&replay->compare);
    free(replay);
}
