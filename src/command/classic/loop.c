/* Loops over the map: range, and the same by hand, entry by entry. */
#include "command/commands.h"

#include <string.h>

enum { ENTRIES_NAMED = 60 };

void keep_iterator(struct session *session, uint32_t by_hand)
{
    struct memory *memory = &session->map.memory;
    if (by_hand != 0 && memory->regions[by_hand].live)
        memory_write(memory, place_word(REGION_REGISTERS, REGISTER_ITERATOR), by_hand, LINE_outside_setup);
}

static value_id iterator_word(const struct session *session, uint32_t iterator, enum iterator_field field)
{
    return (value_id)memory_read(&session->map.memory, place_word(iterator, field));
}

/* The entries that a loop delivered, as a list in words and in JSON. */
struct delivered {
    uint64_t count;
    struct text words, json;
};

static void take_entry(const struct session *session, uint32_t iterator, struct delivered *delivered)
{
    value_id key = iterator_word(session, iterator, ITERATOR_KEY);
    size_t length;
    const char *bytes = values_text(session->map.values, key, &length);
    text_add(&delivered->json, delivered->count > 0 ? "," : "");
    text_add_json(&delivered->json, bytes, length);
    if (delivered->count < ENTRIES_NAMED) {
        text_add(&delivered->words, delivered->count > 0 ? " " : "");
        text_add(&delivered->words, SHOWN(session, key));
    } else if (delivered->count == ENTRIES_NAMED) {
        text_add(&delivered->words, " …");
    }
    delivered->count++;
}

static void add_keys(struct delivered *delivered, struct reply *reply)
{
    struct text array = {0};
    text_format(&array, "[%s]", text_string(&delivered->json));
    reply_raw(reply, "keys", text_string(&array));
    text_free(&array);
    text_free(&delivered->words);
    text_free(&delivered->json);
}

bool run_range(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    struct map *map = &session->map;
    (void)call;
    if (session->checking)
        return session_spend(session, count_of(session) + map_bucket_count(map), error);
    uint32_t by_hand = (uint32_t)map_register(map, REGISTER_ITERATOR), iterator = 0;
    struct delivered delivered = {0};
    enum map_outcome outcome = map_iterate_begin(map, &iterator);
    while (outcome == MAP_DELIVERED) {
        take_entry(session, iterator, &delivered);
        outcome = map_iterate_next(map, iterator);
    }
    keep_iterator(session, by_hand);
    bool fine = outcome_is_fine(session, outcome, NULL, reply, error);
    if (fine && delivered.count == 0)
        reply_say(session, reply, WORD_SAY_RANGE_EMPTY);
    else if (fine)
        reply_say(session, reply, WORD_SAY_RANGE, NUMBER(delivered.count), text_string(&delivered.words));
    add_keys(&delivered, reply);
    return fine;
}

/* ---- by hand */

static void say_delivered(struct session *session, uint32_t iterator, enum map_outcome outcome,
                          struct reply *reply)
{
    if (outcome == MAP_END) {
        reply_say(session, reply, WORD_SAY_LOOP_END);
        return;
    }
    value_id key = iterator_word(session, iterator, ITERATOR_KEY);
    value_id elem = iterator_word(session, iterator, ITERATOR_ELEM);
    size_t length;
    const char *bytes = values_text(session->map.values, key, &length);
    reply_say(session, reply, WORD_SAY_DELIVERED, SHOWN(session, key), SHOWN(session, elem),
              NUMBER(iterator_word(session, iterator, ITERATOR_DELIVERED)));
    reply_text(reply, "key", bytes, length);
}

bool run_iterate(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    struct map *map = &session->map;
    (void)call;
    if (session->checking)
        return session_spend(session, count_of(session) + map_bucket_count(map), error);
    uint32_t before = (uint32_t)map_register(map, REGISTER_ITERATOR), iterator = 0;
    if (before != 0 && map->memory.regions[before].live)
        memory_drop(&map->memory, before, LINE_outside_setup); /* the loop begun before is left */
    enum map_outcome outcome = map_iterate_begin(map, &iterator);
    if (outcome == MAP_DELIVERED) {
        uint64_t start = iterator_word(session, iterator, ITERATOR_START_BUCKET);
        uint64_t offset = iterator_word(session, iterator, ITERATOR_OFFSET);
        reply_say(session, reply, WORD_SAY_LOOP_BEGIN, NUMBER(start), NUMBER(offset));
        reply_number(reply, "start_bucket", (int64_t)start);
        reply_number(reply, "offset", (int64_t)offset);
    }
    if (!outcome_is_fine(session, outcome, NULL, reply, error))
        return false;
    say_delivered(session, iterator, outcome, reply);
    return true;
}

bool run_next(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    struct map *map = &session->map;
    const struct argument *count = call_argument(call, "count");
    uint32_t iterator = (uint32_t)map_register(map, REGISTER_ITERATOR);
    if (iterator == 0 && call->repetition == 0)
        return error_set(error, call->column, WORD_ERROR_APP_NO_LOOP);
    if (session->checking)
        return session_spend(session, count_of(session) + map_bucket_count(map), error);
    if (iterator == 0)
        return true; /* a repetition behind the end of the loop */
    enum map_outcome outcome = MAP_DELIVERED;
    for (int64_t i = 0; i < (count->given ? count->number : 1) && outcome == MAP_DELIVERED; i++) {
        outcome = map_iterate_next(map, iterator);
        if (outcome == MAP_DELIVERED || outcome == MAP_END)
            say_delivered(session, iterator, outcome, reply);
    }
    return outcome_is_fine(session, outcome, NULL, reply, error);
}
