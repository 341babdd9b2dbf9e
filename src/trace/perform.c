#include "trace/perform.h"

#include "base/memory_or_die.h"
#include "base/words.h"

#include <assert.h>
#include <stdlib.h>

static bool fail(const struct trace_performer *performer, struct error *error, enum word word,
                 const char *what, const char *more)
{
    return error_set(error, 0, word, trace_reader_name(performer->reader),
                     NUMBER(trace_reader_line(performer->reader)), what, more);
}

static bool fail_token(const struct trace_performer *performer, struct error *error, enum word word,
                       struct trace_token token, const char *more)
{
    struct text what = {0};
    text_append_safe(&what, token.bytes, token.length, 40);
    fail(performer, error, word, text_string(&what), more);
    text_free(&what);
    return false;
}

static struct trace_token text_of(const struct trace_performer *performer, value_id id)
{
    struct trace_token token;
    token.bytes = values_text(performer->world->values, id, &token.length);
    return token;
}

static bool read_value(struct trace_performer *performer, const struct gotype *type, struct trace_token token,
                       value_id *id, struct error *error)
{
    struct error why;
    *id = values_parse(performer->world->values, type, token.bytes, token.length, &why);
    return *id != VALUE_NONE ||
           fail_token(performer, error, WORD_ERROR_TRACE_VALUE, token, performer->type->name);
}

struct trace_performer trace_performer_of(const struct trace_perform_row *row, struct world *world,
                                          uint32_t home, const struct maptype *type,
                                          const struct trace_reader *reader)
{
    return (struct trace_performer){.row = row,
                                    .map = world_engine(world, home)->map,
                                    .world = world,
                                    .home = home,
                                    .type = type,
                                    .reader = reader};
}

/* ---- iterators */

static void forget_iterators(struct trace_performer *performer)
{
    for (size_t i = 0; i < performer->iterator_count; i++)
        text_free(&performer->iterators[i].name);
    performer->iterator_count = 0;
}

void trace_performer_free(struct trace_performer *performer)
{
    forget_iterators(performer);
    free(performer->sequence.items);
    performer->sequence = (struct scan_tokens){0};
}

bool trace_performer_is_iterating(const struct trace_performer *performer)
{
    for (size_t i = 0; i < performer->iterator_count; i++) {
        if (!performer->iterators[i].ended)
            return true;
    }
    return false;
}

static struct trace_iterator *find_iterator(struct trace_performer *performer, struct trace_token name)
{
    for (size_t i = 0; i < performer->iterator_count; i++) {
        struct text *its = &performer->iterators[i].name;
        if (trace_token_equal(name, (struct trace_token){its->bytes, its->length}))
            return &performer->iterators[i];
    }
    return NULL;
}

/* Of the entry that an iterator has delivered last: its key, or its elem. */
static struct trace_token delivered_by(const struct trace_performer *performer, uint32_t iterator,
                                       uint8_t word)
{
    return text_of(performer, (value_id)memory_read(&performer->world->memory, place_word(iterator, word)));
}

/* What an iterator's call came to: the entry delivered or its end, and where it stands. */
static void note_iterator(struct trace_performer *performer, struct trace_iterator *iterator, bool delivered,
                          struct trace_operation *model)
{
    const struct gomap *map = performer->map;
    if (delivered) {
        model->key = delivered_by(performer, iterator->region, map->key);
        model->elem = delivered_by(performer, iterator->region, map->elem);
        trace_note(model, TRACE_FIELD_k);
        trace_note(model, TRACE_FIELD_v);
    } else {
        model->ended = 1;
        trace_note(model, TRACE_FIELD_end);
    }
    if (!iterator->ended) /* one that ended stands still; its words may be gone */
        performer->row->position(performer, iterator->region, iterator->position);
    iterator->ended |= !delivered;
    if (iterator->has_position)
        performer->row->note_position(iterator->position, model);
}

static bool begin_iterator(struct trace_performer *performer, const struct trace_operation *go,
                           struct trace_operation *model, struct error *error)
{
    const struct gomap *map = performer->map;
    struct trace_iterator *iterator = find_iterator(performer, go->iterator);
    if (iterator == NULL) {
        if (performer->iterator_count == PERFORM_MOST_ITERATORS)
            return fail(performer, error, WORD_ERROR_TRACE_ITERATORS, NUMBER(PERFORM_MOST_ITERATORS), NULL);
        iterator = &performer->iterators[performer->iterator_count++];
        *iterator = (struct trace_iterator){.ended = true};
        text_append(&iterator->name, go->iterator.bytes, go->iterator.length);
    }
    bool abandoned = !iterator->ended;
    uint32_t before = iterator->region;
    iterator->has_position = map->count(performer->world, performer->home) > 0;
    iterator->ended = false;
    bool delivered = map->begin(performer->world, performer->home, &iterator->region) == GOMAP_DELIVERED;
    note_iterator(performer, iterator, delivered, model);
    /* The variable that held the iterator of the same name holds another now. */
    if (abandoned)
        map->leave(performer->world, performer->home, before);
    return true;
}

static bool move_iterator(struct trace_performer *performer, const struct trace_operation *go,
                          struct trace_operation *model, struct error *error)
{
    struct trace_iterator *iterator = find_iterator(performer, go->iterator);
    if (iterator == NULL)
        return fail_token(performer, error, WORD_ERROR_TRACE_ITERATOR, go->iterator, NULL);
    bool delivered = !iterator->ended && performer->map->next(performer->world, performer->home,
                                                              iterator->region) == GOMAP_DELIVERED;
    note_iterator(performer, iterator, delivered, model);
    return true;
}

static void deliver(struct trace_performer *performer, uint32_t iterator)
{
    const struct gomap *map = performer->map;
    struct scan_tokens *sequence = &performer->sequence;
    for (int part = 0; part < 2; part++) {
        sequence->items =
            room_for_one_more(sequence->items, sequence->count, &sequence->capacity, sizeof *sequence->items);
        sequence->items[sequence->count++] =
            delivered_by(performer, iterator, part == 0 ? map->key : map->elem);
    }
}

static bool range(struct trace_performer *performer, const struct trace_operation *go,
                  struct trace_operation *model, struct error *error)
{
    (void)go, (void)error;
    const struct gomap *map = performer->map;
    bool has_start = map->count(performer->world, performer->home) > 0;
    uint32_t iterator;
    performer->sequence.count = 0;
    for (enum gomap_outcome outcome = map->begin(performer->world, performer->home, &iterator);
         outcome == GOMAP_DELIVERED; outcome = map->next(performer->world, performer->home, iterator))
        deliver(performer, iterator);
    model->sequence = performer->sequence.items;
    model->sequence_count = performer->sequence.count;
    trace_note(model, TRACE_FIELD_seq);
    if (has_start)
        performer->row->note_start(performer, iterator, model);
    return true;
}

/* ---- the other verbs */

static bool make(struct trace_performer *performer, const struct trace_operation *go,
                 struct trace_operation *model, struct error *error)
{
    (void)model;
    if (!performer->row->make(performer, go->hint))
        return fail(performer, error, WORD_ERROR_TRACE_HINT, NUMBER(go->hint), NULL);
    forget_iterators(performer);
    performer->made = true;
    return true;
}

/* A key keeps its hash as long as it is in the map: it lies where that hash has put it. */
static bool has_another_hash(const struct trace_performer *performer, value_id key, uint64_t hash)
{
    const struct gomap *map = performer->map;
    const struct world *world = performer->world;
    uint64_t known;
    return map->hash_is_dictated(world, performer->home, key) &&
           map->hash(world, performer->home, key, &known) && known != hash &&
           map->holds(world, performer->home, key);
}

/* A key, whose hash is dictated unless it holds a NaN and draws one anew each time. */
static bool read_key(struct trace_performer *performer, const struct trace_operation *go,
                     struct trace_operation *model, value_id *key, struct error *error)
{
    if (!read_value(performer, performer->type->key, go->key, key, error))
        return false;
    model->key = go->key;
    trace_note(model, TRACE_FIELD_k);
    if (!values_equals_itself(performer->world->values, *key))
        return true;
    if (!trace_has(go, TRACE_FIELD_h))
        return fail(performer, error, WORD_ERROR_TRACE_MISSING,
                    performer->reader->shape->rows[TRACE_FIELD_h].name, NULL);
    if (has_another_hash(performer, *key, go->hash))
        return fail_token(performer, error, WORD_ERROR_TRACE_HASH, go->key, NULL);
    performer->map->dictate_hash(performer->world, performer->home, *key, go->hash);
    model->hash = go->hash;
    trace_note(model, TRACE_FIELD_h);
    return true;
}

static bool insert(struct trace_performer *performer, const struct trace_operation *go,
                   struct trace_operation *model, struct error *error)
{
    value_id key, elem;
    if (!read_value(performer, performer->type->elem, go->elem, &elem, error) ||
        !read_key(performer, go, model, &key, error))
        return false;
    model->elem = go->elem;
    trace_note(model, TRACE_FIELD_v);
    enum gomap_outcome outcome = performer->map->insert(performer->world, performer->home, key, elem);
    return outcome == GOMAP_INSERTED || outcome == GOMAP_UPDATED ||
           fail_token(performer, error, WORD_ERROR_TRACE_REFUSED, go->key, NULL);
}

static bool delete (struct trace_performer *performer, const struct trace_operation *go,
                    struct trace_operation *model, struct error *error)
{
    value_id key;
    if (!read_key(performer, go, model, &key, error))
        return false;
    enum gomap_outcome outcome = performer->map->remove(performer->world, performer->home, key);
    return outcome == GOMAP_DELETED || outcome == GOMAP_ABSENT ||
           fail_token(performer, error, WORD_ERROR_TRACE_REFUSED, go->key, NULL);
}

static bool get(struct trace_performer *performer, const struct trace_operation *go,
                struct trace_operation *model, struct error *error)
{
    value_id key, elem = VALUE_NONE;
    if (!read_key(performer, go, model, &key, error))
        return false;
    enum gomap_outcome outcome = performer->map->get(performer->world, performer->home, key, &elem);
    trace_note(model, TRACE_FIELD_found);
    model->found = outcome == GOMAP_FOUND;
    if (outcome == GOMAP_FOUND) {
        trace_note(model, TRACE_FIELD_res);
        model->found_elem = text_of(performer, elem);
    }
    return outcome == GOMAP_FOUND || outcome == GOMAP_ABSENT ||
           fail_token(performer, error, WORD_ERROR_TRACE_REFUSED, go->key, NULL);
}

static bool clear(struct trace_performer *performer, const struct trace_operation *go,
                  struct trace_operation *model, struct error *error)
{
    (void)model, (void)error;
    const struct gomap *map = performer->map;
    (go->verb == TRACE_CLEAR ? map->clear : map->clear_loop)(performer->world, performer->home);
    return true;
}

bool trace_perform(struct trace_performer *performer, const struct trace_operation *go,
                   struct trace_operation *model, struct error *error)
{
    static bool (*const verbs[TRACE_VERBS])(struct trace_performer *, const struct trace_operation *,
                                            struct trace_operation *, struct error *) = {
        [TRACE_MAKE] = make,
        [TRACE_INSERT] = insert,
        [TRACE_DELETE] = delete,
        [TRACE_GET] = get,
        [TRACE_CLEAR] = clear,
        [TRACE_CLEAR_LOOP] = clear,
        [TRACE_ITERATE_BEGIN] = begin_iterator,
        [TRACE_ITERATE_NEXT] = move_iterator,
        [TRACE_RANGE] = range,
    };
    assert(verbs[go->verb] != NULL);
    if (go->verb != TRACE_MAKE && !performer->made)
        return fail(performer, error, WORD_ERROR_TRACE_NO_MAKE, trace_verb_name(go->verb), NULL);
    model->verb = go->verb;
    return verbs[go->verb](performer, go, model, error);
}
