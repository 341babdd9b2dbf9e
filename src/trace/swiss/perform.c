#include "trace/swiss/perform.h"

#include "base/memory_or_die.h"
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

static bool fail(const struct swiss_performer *performer, struct error *error, enum word word,
                 const char *what, const char *more)
{
    return error_set(error, 0, word, swiss_reader_name(performer->reader),
                     NUMBER(swiss_reader_line(performer->reader)), what, more);
}

static bool fail_token(const struct swiss_performer *performer, struct error *error, enum word word,
                       struct trace_token token, const char *more)
{
    struct text what = {0};
    text_append_safe(&what, token.bytes, token.length, 40);
    fail(performer, error, word, text_string(&what), more);
    text_free(&what);
    return false;
}

static void note(struct swiss_trace_operation *model, enum swiss_trace_field field)
{
    model->present |= SWISS_TRACE_BIT(field);
}

static struct trace_token text_of(const struct swiss_performer *performer, value_id id)
{
    struct trace_token token;
    token.bytes = values_text(performer->map->values, id, &token.length);
    return token;
}

static bool read_value(struct swiss_performer *performer, const struct gotype *type, struct trace_token token,
                       value_id *id, struct error *error)
{
    struct error why;
    *id = values_parse(performer->map->values, type, token.bytes, token.length, &why);
    return *id != VALUE_NONE ||
           fail_token(performer, error, WORD_ERROR_TRACE_VALUE, token, performer->type->map.name);
}

/* ---- iterators */

void swiss_performer_free(struct swiss_performer *performer)
{
    for (size_t i = 0; i < performer->iterator_count; i++)
        text_free(&performer->iterators[i].name);
    performer->iterator_count = 0;
    free(performer->sequence);
    performer->sequence = NULL;
    performer->sequence_count = performer->sequence_capacity = 0;
}

bool swiss_performer_is_iterating(const struct swiss_performer *performer)
{
    for (size_t i = 0; i < performer->iterator_count; i++) {
        if (!performer->iterators[i].ended)
            return true;
    }
    return false;
}

static struct swiss_named_iterator *find_iterator(struct swiss_performer *performer, struct trace_token name)
{
    for (size_t i = 0; i < performer->iterator_count; i++) {
        struct text *its = &performer->iterators[i].name;
        if (swiss_trace_same(name, (struct trace_token){its->bytes, its->length}))
            return &performer->iterators[i];
    }
    return NULL;
}

static uint64_t word_of(const struct swiss_performer *performer, uint32_t region,
                        enum swiss_iterator_word word)
{
    return memory_read(performer->map->memory, place_word(region, word));
}

/* Where an iterator stands. One of a small map has -1 for the directory; one that is between two tables has -2 for the table. */
static struct swiss_trace_position position_of(const struct swiss_performer *performer, uint32_t region)
{
    uint32_t table = (uint32_t)word_of(performer, region, SWISS_ITERATOR_TABLE);
    bool small = word_of(performer, region, SWISS_ITERATOR_SMALL) != 0;
    return (struct swiss_trace_position){
        .numbers = {small ? -1 : (int64_t)word_of(performer, region, SWISS_ITERATOR_DIR_IDX),
                    (int64_t)word_of(performer, region, SWISS_ITERATOR_GLOBAL_DEPTH),
                    (int64_t)word_of(performer, region, SWISS_ITERATOR_ENTRY_IDX),
                    table == 0 ? -2 : (int64_t)swiss_table_word(performer->map, table, SWISS_TABLE_INDEX)},
        .offsets = {word_of(performer, region, SWISS_ITERATOR_DIR_OFFSET),
                    word_of(performer, region, SWISS_ITERATOR_ENTRY_OFFSET)},
    };
}

/* What an iterator's call came to: the entry delivered or its end, and where it stands. */
static void note_iterator(struct swiss_performer *performer, struct swiss_named_iterator *iterator,
                          bool delivered, struct swiss_trace_operation *model)
{
    if (delivered) {
        model->key = text_of(performer, (value_id)word_of(performer, iterator->region, SWISS_ITERATOR_KEY));
        model->elem = text_of(performer, (value_id)word_of(performer, iterator->region, SWISS_ITERATOR_ELEM));
        note(model, SWISS_TRACE_FIELD_k);
        note(model, SWISS_TRACE_FIELD_v);
    } else {
        model->ended = 1;
        note(model, SWISS_TRACE_FIELD_end);
    }
    if (!iterator->ended) /* one that ended stands still; its words may be gone */
        iterator->position = position_of(performer, iterator->region);
    iterator->ended |= !delivered;
    if (iterator->has_position) {
        model->position = iterator->position;
        note(model, SWISS_TRACE_FIELD_it);
    }
}

static bool begin_iterator(struct swiss_performer *performer, const struct swiss_trace_operation *go,
                           struct swiss_trace_operation *model, struct error *error)
{
    struct swiss *map = performer->map;
    struct swiss_named_iterator *iterator = find_iterator(performer, go->iterator);
    if (iterator == NULL) {
        if (performer->iterator_count == SWISS_TRACE_MOST_ITERATORS)
            return fail(performer, error, WORD_ERROR_TRACE_ITERATORS, NUMBER(SWISS_TRACE_MOST_ITERATORS),
                        NULL);
        iterator = &performer->iterators[performer->iterator_count++];
        *iterator = (struct swiss_named_iterator){.ended = true};
        text_append(&iterator->name, go->iterator.bytes, go->iterator.length);
    }
    bool abandoned = !iterator->ended;
    uint32_t before = iterator->region;
    iterator->has_position = swiss_word(map, SWISS_WORD_USED) > 0;
    iterator->ended = false;
    bool delivered = swiss_iterate_begin(map, &iterator->region) == GOMAP_DELIVERED;
    note_iterator(performer, iterator, delivered, model);
    /* The variable that held the iterator of the same name holds another now. */
    if (abandoned)
        swiss_iterate_leave(map, before);
    return true;
}

static bool move_iterator(struct swiss_performer *performer, const struct swiss_trace_operation *go,
                          struct swiss_trace_operation *model, struct error *error)
{
    struct swiss_named_iterator *iterator = find_iterator(performer, go->iterator);
    if (iterator == NULL)
        return fail_token(performer, error, WORD_ERROR_TRACE_ITERATOR, go->iterator, NULL);
    bool delivered =
        !iterator->ended && swiss_iterate_next(performer->map, iterator->region) == GOMAP_DELIVERED;
    note_iterator(performer, iterator, delivered, model);
    return true;
}

static void deliver(struct swiss_performer *performer, uint32_t region)
{
    for (enum swiss_iterator_word word = SWISS_ITERATOR_KEY; word <= SWISS_ITERATOR_ELEM; word++) {
        performer->sequence = room_for_one_more(performer->sequence, performer->sequence_count,
                                                &performer->sequence_capacity, sizeof *performer->sequence);
        performer->sequence[performer->sequence_count++] =
            text_of(performer, (value_id)word_of(performer, region, word));
    }
}

static bool range(struct swiss_performer *performer, const struct swiss_trace_operation *go,
                  struct swiss_trace_operation *model, struct error *error)
{
    (void)go, (void)error;
    struct swiss *map = performer->map;
    bool has_start = swiss_word(map, SWISS_WORD_USED) > 0;
    uint32_t region;
    performer->sequence_count = 0;
    for (enum gomap_outcome outcome = swiss_iterate_begin(map, &region); outcome == GOMAP_DELIVERED;
         outcome = swiss_iterate_next(map, region))
        deliver(performer, region);
    model->sequence = performer->sequence;
    model->sequence_count = performer->sequence_count;
    note(model, SWISS_TRACE_FIELD_seq);
    if (has_start) {
        model->dir_offset = word_of(performer, region, SWISS_ITERATOR_DIR_OFFSET);
        model->entry_offset = word_of(performer, region, SWISS_ITERATOR_ENTRY_OFFSET);
        note(model, SWISS_TRACE_FIELD_do);
        note(model, SWISS_TRACE_FIELD_eo);
    }
    return true;
}

/* ---- the other verbs */

static bool make(struct swiss_performer *performer, const struct swiss_trace_operation *go,
                 struct swiss_trace_operation *model, struct error *error)
{
    (void)model;
    if (go->hint > SWISS_TRACE_MOST_HINT && !swiss_ignores_hint(performer->type, go->hint))
        return fail(performer, error, WORD_ERROR_TRACE_HINT, NUMBER(go->hint), NULL);
    swiss_performer_free(performer);
    performer->made = true;
    struct error why = {0};
    swiss_make(performer->map, performer->type->map.name, performer->type->map.version, go->hint, &why);
    return true;
}

/* A key keeps its hash as long as it is in the map: it lies where that hash has put it. */
static bool has_another_hash(const struct swiss *map, value_id key, uint64_t hash)
{
    uint64_t known;
    return swiss_hash_is_dictated(map, key) && swiss_hash_of(map, key, &known) && known != hash &&
           swiss_locate(map, key).found;
}

/* A key, whose hash is dictated unless it holds a NaN and draws one anew each time. */
static bool read_key(struct swiss_performer *performer, const struct swiss_trace_operation *go,
                     struct swiss_trace_operation *model, value_id *key, struct error *error)
{
    if (!read_value(performer, performer->type->map.key, go->key, key, error))
        return false;
    model->key = go->key;
    note(model, SWISS_TRACE_FIELD_k);
    if (!values_equals_itself(performer->map->values, *key))
        return true;
    if (!swiss_trace_has(go, SWISS_TRACE_FIELD_h))
        return fail(performer, error, WORD_ERROR_TRACE_MISSING, swiss_trace_rows[SWISS_TRACE_FIELD_h].name,
                    NULL);
    if (has_another_hash(performer->map, *key, go->hash))
        return fail_token(performer, error, WORD_ERROR_TRACE_HASH, go->key, NULL);
    swiss_dictate_hash(performer->map, *key, go->hash);
    model->hash = go->hash;
    note(model, SWISS_TRACE_FIELD_h);
    return true;
}

static bool insert(struct swiss_performer *performer, const struct swiss_trace_operation *go,
                   struct swiss_trace_operation *model, struct error *error)
{
    value_id key, elem;
    if (!read_value(performer, performer->type->map.elem, go->elem, &elem, error) ||
        !read_key(performer, go, model, &key, error))
        return false;
    model->elem = go->elem;
    note(model, SWISS_TRACE_FIELD_v);
    enum gomap_outcome outcome = swiss_insert(performer->map, key, elem);
    return outcome == GOMAP_INSERTED || outcome == GOMAP_UPDATED ||
           fail_token(performer, error, WORD_ERROR_TRACE_REFUSED, go->key, NULL);
}

static bool delete (struct swiss_performer *performer, const struct swiss_trace_operation *go,
                    struct swiss_trace_operation *model, struct error *error)
{
    value_id key;
    if (!read_key(performer, go, model, &key, error))
        return false;
    enum gomap_outcome outcome = swiss_delete(performer->map, key);
    return outcome == GOMAP_DELETED || outcome == GOMAP_ABSENT ||
           fail_token(performer, error, WORD_ERROR_TRACE_REFUSED, go->key, NULL);
}

static bool get(struct swiss_performer *performer, const struct swiss_trace_operation *go,
                struct swiss_trace_operation *model, struct error *error)
{
    value_id key, elem = VALUE_NONE;
    if (!read_key(performer, go, model, &key, error))
        return false;
    enum gomap_outcome outcome = swiss_get(performer->map, key, &elem);
    note(model, SWISS_TRACE_FIELD_found);
    model->found = outcome == GOMAP_FOUND;
    if (outcome == GOMAP_FOUND) {
        note(model, SWISS_TRACE_FIELD_res);
        model->found_elem = text_of(performer, elem);
    }
    return outcome == GOMAP_FOUND || outcome == GOMAP_ABSENT ||
           fail_token(performer, error, WORD_ERROR_TRACE_REFUSED, go->key, NULL);
}

static bool clear(struct swiss_performer *performer, const struct swiss_trace_operation *go,
                  struct swiss_trace_operation *model, struct error *error)
{
    (void)go, (void)model, (void)error;
    swiss_clear(performer->map);
    return true;
}

/* What Go drew while it did this: a seed, the two offsets of a loop, hashes of NaNs. An operation that draws nothing leaves them. */
static void hand_over_draws(struct swiss_performer *performer, const struct swiss_trace_operation *go)
{
    uint64_t *numbers = performer->numbers;
    performer->draws =
        (struct world_draws){.numbers = numbers, .hashes = go->nan_hashes, .hash_count = go->nan_hash_count};
    switch (go->verb) {
    case SWISS_TRACE_ITERATE_BEGIN:
        numbers[0] = go->position.offsets[1];
        numbers[1] = go->position.offsets[0];
        performer->draws.count = swiss_trace_has(go, SWISS_TRACE_FIELD_it) ? 2 : 0;
        break;
    case SWISS_TRACE_RANGE:
        numbers[0] = go->entry_offset;
        numbers[1] = go->dir_offset;
        performer->draws.count = swiss_trace_has(go, SWISS_TRACE_FIELD_do) ? 2 : 0;
        break;
    default:
        numbers[0] = go->seed;
        performer->draws.count = 1;
        break;
    }
    performer->map->world->draws = &performer->draws;
}

bool swiss_perform(struct swiss_performer *performer, const struct swiss_trace_operation *go,
                   struct swiss_trace_operation *model, struct error *error)
{
    static bool (*const verbs[SWISS_TRACE_VERBS])(struct swiss_performer *,
                                                  const struct swiss_trace_operation *,
                                                  struct swiss_trace_operation *, struct error *) = {
        [SWISS_TRACE_MAKE] = make,
        [SWISS_TRACE_INSERT] = insert,
        [SWISS_TRACE_DELETE] = delete,
        [SWISS_TRACE_GET] = get,
        [SWISS_TRACE_CLEAR] = clear,
        [SWISS_TRACE_ITERATE_BEGIN] = begin_iterator,
        [SWISS_TRACE_ITERATE_NEXT] = move_iterator,
        [SWISS_TRACE_RANGE] = range,
    };
    if (go->verb != SWISS_TRACE_MAKE && !performer->made)
        return fail(performer, error, WORD_ERROR_TRACE_NO_MAKE, swiss_trace_verb_name(go->verb), NULL);
    model->verb = go->verb;
    hand_over_draws(performer, go);
    bool good = verbs[go->verb](performer, go, model, error);
    performer->map->world->draws = NULL;
    return good;
}
