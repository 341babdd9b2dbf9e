#include "trace/classic/replay.h"

#include "base/memory_or_die.h"
#include "trace/classic/checksum.h"
#include "trace/classic/dump.h"
#include "trace/classic/field.h"
#include "trace/classic/perform.h"
#include "trace/classic/watch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct classic_replay {
    struct trace_reader *reader;
    struct classic its_map, *map; /* map points at its_map */
    struct replay_options options;
    struct maptype type;
    struct performer performer;
    struct watch watch;
    struct checksum *checksum;
    struct links links;
    struct trace_operation go, model; /* the present operation as recorded, and as it came out */
    struct text command;
    bool has_checksums; /* c1 and c2 are those of the present state */
    uint64_t c1, c2;
    uint64_t work;
    size_t done;
    bool different;
    int64_t different_operation;
    size_t different_line;
    struct text field;
    struct dump_difference difference;
};

/* ---- differences */

static bool differ(struct classic_replay *replay, const char *field)
{
    replay->different = true;
    replay->different_operation = replay->model.number;
    replay->different_line = trace_reader_line(replay->reader);
    text_add(&replay->field, field);
    return false;
}

struct replay_difference classic_replay_difference(const struct classic_replay *replay)
{
    assert(replay->different);
    return (struct replay_difference){
        .operation = replay->different_operation,
        .line = replay->different_line,
        .command = text_string(&replay->command),
        .field = text_string(&replay->field),
        .go = text_string(&replay->difference.go),
        .model = text_string(&replay->difference.model),
    };
}

/* Compares what both have. */
static bool field_matches(struct classic_replay *replay, enum trace_field field)
{
    size_t item;
    if (trace_field_equal(field, &replay->go, &replay->model, &item))
        return true;
    differ(replay, trace_rows[field].name);
    if (item != TRACE_WHOLE)
        text_format(&replay->field, "[%zu]", item);
    trace_field_say(field, &replay->go, item, &replay->difference.go);
    trace_field_say(field, &replay->model, item, &replay->difference.model);
    return false;
}

static bool presence_matches(struct classic_replay *replay, enum trace_field field)
{
    bool go = trace_has(&replay->go, field), model = trace_has(&replay->model, field);
    if (go == model)
        return true;
    differ(replay, trace_rows[field].name);
    trace_field_say(field, go ? &replay->go : &replay->model, TRACE_WHOLE,
                    go ? &replay->difference.go : &replay->difference.model);
    return false;
}

static bool dump_agrees(struct classic_replay *replay, enum trace_field field)
{
    const struct watch *watch = &replay->watch;
    replay->work += classic_bucket_count(replay->map);
    if (dump_matches(&replay->go.dump, field == TRACE_FIELD_full, replay->map, &replay->links, watch->marks,
                     watch->mark_count, &replay->difference))
        return true;
    differ(replay, trace_rows[field].name);
    text_format(&replay->field, " %s", text_string(&replay->difference.place));
    return false;
}

/* Samples are costly, so they are only made where the recording has them. */
static bool sample_matches(struct classic_replay *replay, enum trace_field field)
{
    if (!trace_has(&replay->go, field))
        return true;
    if (field == TRACE_FIELD_full || field == TRACE_FIELD_d)
        return dump_agrees(replay, field);
    if (!replay->has_checksums) {
        checksum_map(replay->checksum, replay->map, &replay->c1, &replay->c2);
        replay->work += classic_bucket_count(replay->map) + classic_register(replay->map, REGISTER_COUNT);
        replay->has_checksums = true;
    }
    replay->model.c1 = replay->c1;
    replay->model.c2 = replay->c2;
    return field_matches(replay, field);
}

static bool operation_matches(struct classic_replay *replay)
{
    for (int field = 0; field < TRACE_FIELDS; field++) {
        bool good = true;
        switch (trace_rows[field].role) {
        case TRACE_ROLE_INPUT:
            break;
        case TRACE_ROLE_STATE:
            good = field_matches(replay, field);
            break;
        case TRACE_ROLE_FOUND:
            good = presence_matches(replay, field) &&
                   (!trace_has(&replay->go, field) || field_matches(replay, field));
            break;
        case TRACE_ROLE_SAMPLE:
            good = sample_matches(replay, field);
            break;
        }
        if (!good)
            return false;
    }
    return true;
}

/* What the header says of the map type. */
static bool header_matches(struct classic_replay *replay, const struct maptype *type)
{
    const struct trace_header *go = trace_reader_header(replay->reader);
    const char *path = maptype_routine_name(type->access);
    if (!trace_token_equal(go->path, (struct trace_token){path, strlen(path)})) {
        text_append_safe(&replay->difference.go, go->path.bytes, go->path.length, 0);
        text_add(&replay->difference.model, path);
        return differ(replay, trace_header_rows[TRACE_HEADER_path].name);
    }
    const struct {
        enum trace_header_field field;
        int64_t go, model;
    } facts[] = {
        {TRACE_HEADER_keysize, go->key_slot, (int64_t)type->key_slot},
        {TRACE_HEADER_elemsize, go->elem_slot, (int64_t)type->elem_slot},
        {TRACE_HEADER_bucketsize, go->bucket_size, (int64_t)type->bucket_size},
        {TRACE_HEADER_keyind, go->indirect_key, type->indirect_key},
        {TRACE_HEADER_elemind, go->indirect_elem, type->indirect_elem},
        {TRACE_HEADER_ptrs, go->bucket_pointers, type->bucket_pointers},
        {TRACE_HEADER_reflexive, go->reflexive, type->key->reflexive},
        {TRACE_HEADER_keyupdate, go->need_update, type->key->need_update},
    };
    for (size_t i = 0; i < sizeof facts / sizeof *facts + TRACE_PREALLOCATED; i++) {
        size_t B = i - sizeof facts / sizeof *facts;
        bool is_fact = i < sizeof facts / sizeof *facts;
        int64_t theirs = is_fact ? facts[i].go : go->preallocated[B];
        int64_t ours = is_fact ? facts[i].model : (int64_t)maptype_preallocated(type, (int)B);
        if (theirs == ours)
            continue;
        differ(replay, trace_header_rows[is_fact ? facts[i].field : TRACE_HEADER_prealloc].name);
        if (!is_fact)
            text_format(&replay->field, "[%zu]", B);
        text_add(&replay->difference.go, NUMBER(theirs));
        text_add(&replay->difference.model, NUMBER(ours));
        return false;
    }
    return true;
}

/* ---- one operation */

/* The state after the operation, as a recording has it. */
static void note_state(struct classic_replay *replay)
{
    const struct classic *map = replay->map;
    struct trace_operation *model = &replay->model;
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
    struct trace_operation *model = &replay->model;
    model->random = random_before;
    model->draws = (int64_t)watch->draws;
    model->nan_hashes = watch->nan_hashes;
    model->nan_hash_count = watch->nan_hash_count;
    model->effects = watch->effects;
    model->effect_count = watch->effect_count;
    if (watch->draws > 0)
        model->present |= TRACE_BIT(TRACE_FIELD_fr) | TRACE_BIT(TRACE_FIELD_frn);
    if (watch->effect_count > 0)
        model->present |= TRACE_BIT(TRACE_FIELD_ev);
    if (watch->nan_hash_count == 0)
        return;
    model->present |= TRACE_BIT(TRACE_FIELD_nh);
    /* The hash of a NaN is the one that the operation itself drew. */
    if ((model->present & TRACE_BIT(TRACE_FIELD_k)) && !trace_has(model, TRACE_FIELD_h)) {
        model->hash = watch->nan_hashes[0];
        model->present |= TRACE_BIT(TRACE_FIELD_h);
    }
}

static bool run(struct classic_replay *replay, struct error *error)
{
    struct memory *memory = replay->map->memory;
    const struct trace_operation *go = &replay->go;
    replay->model = (struct trace_operation){.number = (int64_t)replay->done};
    text_clear(&replay->command);
    trace_command_say(go, &replay->command);
    if (replay->options.before != NULL)
        replay->options.before(replay->options.context, text_string(&replay->command));
    if (trace_has(go, TRACE_FIELD_fr))
        classic_set_random(replay->map, go->random);
    if (go->verb == TRACE_MAKE) {
        links_free(&replay->links);
        replay->work += memory->region_count + memory->regions[replay->map->home + 1].count;
    }
    watch_operation(&replay->watch, go->verb == TRACE_MAKE);
    uint64_t random_before = classic_register(replay->map, REGISTER_RANDOM);
    if (!perform(&replay->performer, go, &replay->model, error))
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
    return error_set(error, 0, WORD_ERROR_TRACE_COSTLY, trace_reader_name(replay->reader),
                     NUMBER(trace_reader_line(replay->reader)));
}

enum replay_result classic_replay_next(struct classic_replay *replay, struct error *error)
{
    *error = (struct error){0};
    if (replay->different)
        return REPLAY_DIFFERENT;
    enum trace_result got = trace_reader_next(replay->reader, &replay->go, error);
    if (got != TRACE_READ)
        return got == TRACE_END ? REPLAY_END : REPLAY_BROKEN;
    if (!is_affordable(replay, error) || !run(replay, error))
        return REPLAY_BROKEN;
    bool equal = operation_matches(replay);
    if (!replay->options.keep_history && !performer_is_iterating(&replay->performer))
        watch_release(&replay->watch);
    replay->done += equal;
    return equal ? REPLAY_EQUAL : REPLAY_DIFFERENT;
}

size_t classic_replay_done(const struct classic_replay *replay)
{
    return replay->done;
}

/* ---- beginning and end */

static bool read_type(const struct trace_reader *reader, struct maptype *type, struct error *error)
{
    const struct trace_header *header = trace_reader_header(reader);
    struct text name = {0};
    struct error why;
    text_add(&name, "map[");
    text_append(&name, header->key.bytes, header->key.length);
    text_add(&name, "]");
    text_append(&name, header->elem.bytes, header->elem.length);
    bool good = maptype_parse(type, name.bytes, name.length, GO_1_19, &why);
    if (!good)
        error_set(error, 0, WORD_ERROR_TRACE_TYPE, trace_reader_name(reader), text_string(&name));
    text_free(&name);
    return good;
}

struct classic_replay *classic_replay_open(struct trace_reader *reader, struct classic map,
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
    replay->performer = (struct performer){.map = replay->map, .reader = reader, .type = &replay->type};
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
    performer_free(&replay->performer);
    maptype_free(&replay->type);
    checksum_free(replay->checksum);
    links_free(&replay->links);
    text_free(&replay->command);
    text_free(&replay->field);
    dump_difference_free(&replay->difference);
    free(replay);
}
