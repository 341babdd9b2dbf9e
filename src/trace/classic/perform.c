#include "trace/classic/perform.h"

#include "base/memory_or_die.h"
#include "trace/classic/field.h"

#include <stdlib.h>
#include <string.h>

static bool fail(const struct performer *performer, struct error *error, enum word word, const char *what,
                 const char *more)
{
    return error_set(error, 0, word, trace_reader_name(performer->reader),
                     NUMBER(trace_reader_line(performer->reader)), what, more);
}

static bool fail_token(const struct performer *performer, struct error *error, enum word word,
                       struct trace_token token, const char *more)
{
    struct text what = {0};
    text_append_safe(&what, token.bytes, token.length, 40);
    fail(performer, error, word, text_string(&what), more);
    text_free(&what);
    return false;
}

static void note(struct trace_operation *model, enum trace_field field)
{
    model->present |= TRACE_BIT(field);
}

static struct trace_token text_of(const struct performer *performer, value_id id)
{
    struct trace_token token;
    token.bytes = values_text(performer->map->values, id, &token.length);
    return token;
}

static bool read_value(struct performer *performer, const struct gotype *type, struct trace_token token,
                       value_id *id, struct error *error)
{
    struct error why;
    *id = values_parse(performer->map->values, type, token.bytes, token.length, &why);
    return *id != VALUE_NONE ||
           fail_token(performer, error, WORD_ERROR_TRACE_VALUE, token, performer->type->name);
}

/* ---- iterators */

void performer_free(struct performer *performer)
{
    for (size_t i = 0; i < performer->iterator_count; i++)
        text_free(&performer->iterators[i].name);
    performer->iterator_count = 0;
    free(performer->sequence);
    performer->sequence = NULL;
    performer->sequence_count = performer->sequence_capacity = 0;
}

bool performer_is_iterating(const struct performer *performer)
{
    for (size_t i = 0; i < performer->iterator_count; i++) {
        if (!performer->iterators[i].ended)
            return true;
    }
    return false;
}

static struct named_iterator *find_iterator(struct performer *performer, struct trace_token name)
{
    for (size_t i = 0; i < performer->iterator_count; i++) {
        struct text *its = &performer->iterators[i].name;
        if (trace_token_equal(name, (struct trace_token){its->bytes, its->length}))
            return &performer->iterators[i];
    }
    return NULL;
}

static int64_t word_of(const struct performer *performer, uint32_t region, enum iterator_field field)
{
    return (int64_t)memory_read(performer->map->memory, place_word(region, field));
}

/* What an iterator's call came to: the entry delivered or its end, and where it stands. */
static void note_iterator(struct performer *performer, struct named_iterator *iterator, bool delivered,
                          struct trace_operation *model)
{
    static const enum iterator_field fields[TRACE_POSITION] = {
        ITERATOR_START_BUCKET, ITERATOR_OFFSET,      ITERATOR_B, ITERATOR_BUCKET, ITERATOR_I,
        ITERATOR_WRAPPED,      ITERATOR_CHECK_BUCKET};
    if (delivered) {
        model->key = text_of(performer, (value_id)word_of(performer, iterator->region, ITERATOR_KEY));
        model->elem = text_of(performer, (value_id)word_of(performer, iterator->region, ITERATOR_ELEM));
        note(model, TRACE_FIELD_k);
        note(model, TRACE_FIELD_v);
    } else {
        model->ended = 1;
        note(model, TRACE_FIELD_end);
    }
    /* An iterator that ended stands still; its words may be gone. */
    for (int i = 0; i < TRACE_POSITION && !iterator->ended; i++)
        iterator->position[i] =
            word_of(performer, iterator->region, fields[i]) - (fields[i] == ITERATOR_CHECK_BUCKET);
    iterator->ended |= !delivered;
    if (iterator->has_position) {
        memcpy(model->position, iterator->position, sizeof model->position);
        note(model, TRACE_FIELD_it);
    }
}

static bool begin_iterator(struct performer *performer, const struct trace_operation *go,
                           struct trace_operation *model, struct error *error)
{
    struct classic *map = performer->map;
    struct named_iterator *iterator = find_iterator(performer, go->iterator);
    if (iterator == NULL) {
        if (performer->iterator_count == PERFORM_MOST_ITERATORS)
            return fail(performer, error, WORD_ERROR_TRACE_ITERATORS, NUMBER(PERFORM_MOST_ITERATORS), NULL);
        iterator = &performer->iterators[performer->iterator_count++];
        *iterator = (struct named_iterator){.ended = true};
        text_append(&iterator->name, go->iterator.bytes, go->iterator.length);
    }
    bool abandoned = !iterator->ended;
    uint32_t before = iterator->region;
    iterator->has_position = classic_register(map, REGISTER_COUNT) > 0;
    iterator->ended = false;
    bool delivered = classic_iterate_begin(map, &iterator->region) == GOMAP_DELIVERED;
    note_iterator(performer, iterator, delivered, model);
    /* The variable that held the iterator of the same name holds another now. */
    if (abandoned)
        classic_iterate_leave(map, before);
    return true;
}

static bool move_iterator(struct performer *performer, const struct trace_operation *go,
                          struct trace_operation *model, struct error *error)
{
    struct named_iterator *iterator = find_iterator(performer, go->iterator);
    if (iterator == NULL)
        return fail_token(performer, error, WORD_ERROR_TRACE_ITERATOR, go->iterator, NULL);
    bool delivered =
        !iterator->ended && classic_iterate_next(performer->map, iterator->region) == GOMAP_DELIVERED;
    note_iterator(performer, iterator, delivered, model);
    return true;
}

static void deliver(struct performer *performer, uint32_t region)
{
    for (enum iterator_field field = ITERATOR_KEY; field <= ITERATOR_ELEM; field++) {
        performer->sequence = room_for_one_more(performer->sequence, performer->sequence_count,
                                                &performer->sequence_capacity, sizeof *performer->sequence);
        performer->sequence[performer->sequence_count++] =
            text_of(performer, (value_id)word_of(performer, region, field));
    }
}

static bool range(struct performer *performer, const struct trace_operation *go,
                  struct trace_operation *model, struct error *error)
{
    (void)go, (void)error;
    struct classic *map = performer->map;
    bool has_start = classic_register(map, REGISTER_COUNT) > 0;
    uint32_t region;
    performer->sequence_count = 0;
    for (enum gomap_outcome outcome = classic_iterate_begin(map, &region); outcome == GOMAP_DELIVERED;
         outcome = classic_iterate_next(map, region))
        deliver(performer, region);
    model->sequence = performer->sequence;
    model->sequence_count = performer->sequence_count;
    note(model, TRACE_FIELD_seq);
    if (has_start) {
        model->start_bucket = word_of(performer, region, ITERATOR_START_BUCKET);
        model->offset = word_of(performer, region, ITERATOR_OFFSET);
        note(model, TRACE_FIELD_sb);
        note(model, TRACE_FIELD_off);
    }
    return true;
}

/* ---- the other verbs */

static bool make(struct performer *performer, const struct trace_operation *go, struct trace_operation *model,
                 struct error *error)
{
    (void)model;
    if (maptype_B_for_hint(performer->type, go->hint) > PERFORM_MOST_B)
        return fail(performer, error, WORD_ERROR_TRACE_HINT, NUMBER(go->hint), NULL);
    performer_free(performer);
    performer->made = true;
    struct error why = {0};
    classic_make(performer->map, performer->type->name, performer->type->version, go->hint, &why);
    return true;
}

/* A key keeps its hash as long as it is in the map: it lies where that hash has put it. */
static bool has_another_hash(const struct classic *map, value_id key, uint64_t hash)
{
    uint64_t known;
    return classic_hash_is_dictated(map, key) && classic_hash_of(map, key, &known) && known != hash &&
           classic_locate(map, key).found;
}

/* A key, whose hash is dictated unless it holds a NaN and draws one anew each time. */
static bool read_key(struct performer *performer, const struct trace_operation *go,
                     struct trace_operation *model, value_id *key, struct error *error)
{
    if (!read_value(performer, performer->type->key, go->key, key, error))
        return false;
    model->key = go->key;
    note(model, TRACE_FIELD_k);
    if (!values_equals_itself(performer->map->values, *key))
        return true;
    if (!trace_has(go, TRACE_FIELD_h))
        return fail(performer, error, WORD_ERROR_TRACE_MISSING, trace_rows[TRACE_FIELD_h].name, NULL);
    if (has_another_hash(performer->map, *key, go->hash))
        return fail_token(performer, error, WORD_ERROR_TRACE_HASH, go->key, NULL);
    classic_dictate_hash(performer->map, *key, go->hash);
    model->hash = go->hash;
    note(model, TRACE_FIELD_h);
    return true;
}

static bool insert(struct performer *performer, const struct trace_operation *go,
                   struct trace_operation *model, struct error *error)
{
    value_id key, elem;
    if (!read_value(performer, performer->type->elem, go->elem, &elem, error) ||
        !read_key(performer, go, model, &key, error))
        return false;
    model->elem = go->elem;
    note(model, TRACE_FIELD_v);
    enum gomap_outcome outcome = classic_assign(performer->map, key, elem);
    return outcome == GOMAP_INSERTED || outcome == GOMAP_UPDATED ||
           fail_token(performer, error, WORD_ERROR_TRACE_REFUSED, go->key, NULL);
}

static bool delete (struct performer *performer, const struct trace_operation *go,
                    struct trace_operation *model, struct error *error)
{
    value_id key;
    if (!read_key(performer, go, model, &key, error))
        return false;
    enum gomap_outcome outcome = classic_delete(performer->map, key);
    return outcome == GOMAP_DELETED || outcome == GOMAP_ABSENT ||
           fail_token(performer, error, WORD_ERROR_TRACE_REFUSED, go->key, NULL);
}

static bool get(struct performer *performer, const struct trace_operation *go, struct trace_operation *model,
                struct error *error)
{
    value_id key, elem = VALUE_NONE;
    if (!read_key(performer, go, model, &key, error))
        return false;
    enum gomap_outcome outcome = classic_access(performer->map, key, &elem);
    note(model, TRACE_FIELD_found);
    model->found = outcome == GOMAP_FOUND;
    if (outcome == GOMAP_FOUND) {
        note(model, TRACE_FIELD_res);
        model->found_elem = text_of(performer, elem);
    }
    return outcome == GOMAP_FOUND || outcome == GOMAP_ABSENT ||
           fail_token(performer, error, WORD_ERROR_TRACE_REFUSED, go->key, NULL);
}

static bool clear(struct performer *performer, const struct trace_operation *go,
                  struct trace_operation *model, struct error *error)
{
    (void)go, (void)model, (void)error;
    classic_clear(performer->map);
    return true;
}

static bool clear_loop(struct performer *performer, const struct trace_operation *go,
                       struct trace_operation *model, struct error *error)
{
    (void)go, (void)model, (void)error;
    classic_clear_loop(performer->map);
    return true;
}

bool perform(struct performer *performer, const struct trace_operation *go, struct trace_operation *model,
             struct error *error)
{
    static bool (*const verbs[TRACE_VERBS])(struct performer *, const struct trace_operation *,
                                            struct trace_operation *, struct error *) = {
        [TRACE_MAKE] = make,
        [TRACE_INSERT] = insert,
        [TRACE_DELETE] = delete,
        [TRACE_GET] = get,
        [TRACE_CLEAR] = clear,
        [TRACE_CLEAR_LOOP] = clear_loop,
        [TRACE_ITERATE_BEGIN] = begin_iterator,
        [TRACE_ITERATE_NEXT] = move_iterator,
        [TRACE_RANGE] = range,
    };
    if (go->verb != TRACE_MAKE && !performer->made)
        return fail(performer, error, WORD_ERROR_TRACE_NO_MAKE, trace_verb_name(go->verb), NULL);
    model->verb = go->verb;
    return verbs[go->verb](performer, go, model, error);
}
