#include "scene/fact.h"

#include "command/commands.h"
#include "base/number.h"

#include <assert.h>
#include <string.h>

/* ---- values */

void fact_value_free(struct fact_value *value)
{
    text_free(&value->text);
    *value = (struct fact_value){0};
}

static bool read_number(const char *bytes, size_t length, struct fact_value *value)
{
    struct number number;
    if (number_read(bytes, length, &number) != NUMBER_READ)
        return false;
    value->is_number = true;
    value->negative = number.negative;
    value->magnitude = number.magnitude;
    return true;
}

void fact_value_of(const char *bytes, size_t length, struct fact_value *value)
{
    text_append(&value->text, bytes, length);
    read_number(bytes, length, value);
}

static bool set_number(struct fact_value *value, uint64_t number)
{
    value->is_number = true;
    value->magnitude = number;
    text_format(&value->text, "%llu", (unsigned long long)number);
    return true;
}

static bool set_text(struct fact_value *value, const char *string)
{
    fact_value_of(string, strlen(string), value);
    return true;
}

bool fact_value_equal(const struct fact_value *a, const struct fact_value *b)
{
    if (a->is_number && b->is_number)
        return a->magnitude == b->magnitude && a->negative == b->negative;
    return a->text.length == b->text.length &&
           memcmp(text_string(&a->text), text_string(&b->text), a->text.length) == 0;
}

int fact_value_compare(const struct fact_value *a, const struct fact_value *b)
{
    assert(a->is_number && b->is_number);
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    int order = a->magnitude < b->magnitude ? -1 : a->magnitude > b->magnitude;
    return a->negative ? -order : order;
}

/* ---- of the map */

#define ANSWER(name)                                                                                         \
    static bool answer_##name(struct session *session, const struct fact_question *question,                 \
                              struct fact_value *value, struct error *error)

/* A fact that is a number and can always be told. `map` is at hand in the expression. */
#define NUMBER_OF_MAP(name, expression)                                                                      \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        const struct map *map = &session->map;                                                               \
        (void)question, (void)error;                                                                         \
        return set_number(value, (uint64_t)(expression));                                                    \
    }

static bool has_flag(const struct map *map, enum map_flag flag)
{
    return (map_register(map, REGISTER_FLAGS) & (uint64_t)flag) != 0;
}

/* Cells with a tophash from `least` to `most`, over both arrays; old buckets that were evacuated hold none.
 */
static uint64_t count_cells(const struct map *map, int least, int most)
{
    uint64_t cells = 0;
    for (int old = 0; old < 2; old++) {
        uint64_t count = old ? map_old_bucket_count(map) : map_bucket_count(map);
        for (uint64_t i = 0; i < count; i++) {
            reference link = old ? map_old_bucket(map, i) : map_bucket(map, i);
            if (old && map_evacuated(map, link))
                continue;
            for (; link != 0; link = map_next_link(map, link)) {
                for (int slot = 0; slot < SLOTS; slot++) {
                    int top = memory_bucket(&map->memory, link)->tophash[slot];
                    cells += top >= least && top <= most;
                }
            }
        }
    }
    return cells;
}

static uint64_t load_in_hundredths(const struct map *map)
{
    uint64_t buckets = map_bucket_count(map);
    return buckets > 0 ? map_register(map, REGISTER_COUNT) * 100 / buckets : 0;
}

static int b_of(const struct map *map)
{
    return (int)map_register(map, REGISTER_B);
}

NUMBER_OF_MAP(count, map_register(map, REGISTER_COUNT))
NUMBER_OF_MAP(B, map_register(map, REGISTER_B))
NUMBER_OF_MAP(buckets, map_bucket_count(map))
NUMBER_OF_MAP(oldbuckets, map_old_bucket_count(map))
NUMBER_OF_MAP(nevacuate, map_register(map, REGISTER_NEVACUATE))
NUMBER_OF_MAP(noverflow, map_register(map, REGISTER_NOVERFLOW))
NUMBER_OF_MAP(hash0, map_register(map, REGISTER_HASH0))
NUMBER_OF_MAP(growing, map_growing(map))
NUMBER_OF_MAP(samesize, map_growing(map) && map_same_size(map))
NUMBER_OF_MAP(iterator, has_flag(map, FLAG_ITERATOR))
NUMBER_OF_MAP(olditerator, has_flag(map, FLAG_OLD_ITERATOR))
NUMBER_OF_MAP(evacuated, map_growing(map) ? map_evacuated_count(map) : 0)
NUMBER_OF_MAP(load, load_in_hundredths(map))
NUMBER_OF_MAP(entries, count_cells(map, TOP_MIN, 255))
NUMBER_OF_MAP(tombstones, count_cells(map, TOP_EMPTY_ONE, TOP_EMPTY_ONE))
NUMBER_OF_MAP(limit, maptype_capacity(b_of(map)))
NUMBER_OF_MAP(overflowlimit, maptype_overflow_limit(b_of(map)))
NUMBER_OF_MAP(growths, map_register(map, REGISTER_GROWTHS))
NUMBER_OF_MAP(bytes, session_map_bytes(map))
NUMBER_OF_MAP(nil, map_register(map, REGISTER_NIL))

ANSWER(type)
{
    (void)question, (void)error;
    return set_text(value, map_type(&session->map)->name);
}

/* ---- of the command done last */

static const struct mark *last_command(const struct session *session)
{
    const struct timeline *timeline = &session->timeline;
    return timeline->cursor > timeline->first ? timeline_mark_of(timeline, timeline->cursor - 1) : NULL;
}

static uint64_t count_events(const struct session *session, enum event_kind kind)
{
    const struct mark *mark = last_command(session);
    uint64_t count = 0;
    for (position at = mark != NULL ? mark->begin : 0; mark != NULL && at < mark->end; at++)
        count += timeline_event(&session->timeline, at)->kind == kind;
    return count;
}

#define NUMBER_OF_COMMAND(name, field)                                                                       \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        const struct mark *mark = last_command(session);                                                     \
        (void)question, (void)error;                                                                         \
        return set_number(value, mark != NULL ? mark->cost.field : 0);                                       \
    }

NUMBER_OF_COMMAND(probes, probes)
NUMBER_OF_COMMAND(moves, moves)
NUMBER_OF_COMMAND(writes, writes)
NUMBER_OF_COMMAND(evacuations, buckets)
NUMBER_OF_COMMAND(allocations, allocations)

ANSWER(delivered)
{
    (void)question, (void)error;
    return set_number(value, count_events(session, EVENT_deliver));
}

ANSWER(skipped)
{
    (void)question, (void)error;
    return set_number(value, count_events(session, EVENT_skip));
}

ANSWER(grew)
{
    (void)question, (void)error;
    return set_number(value, count_events(session, EVENT_grow));
}

ANSWER(outcome)
{
    (void)question, (void)error;
    return set_text(value, outcome_name(session->outcome));
}

/* The keys that the loop begun last has delivered, with commas between them. */
ANSWER(order)
{
    const struct timeline *timeline = &session->timeline;
    position at = timeline->cursor;
    (void)question, (void)error;
    while (at > timeline->first && timeline_event(timeline, at - 1)->kind != EVENT_start)
        at--;
    if (at == timeline->first)
        return true;
    for (; at < timeline->cursor; at++) {
        const struct event *event = timeline_event(timeline, at);
        size_t length;
        if (event->kind != EVENT_deliver)
            continue;
        const char *key = values_text(session->map.values, (value_id)event->before, &length);
        text_add(&value->text, value->text.length > 0 ? "," : "");
        text_append(&value->text, key, length);
    }
    value->is_number = read_number(text_string(&value->text), value->text.length, value);
    return true;
}

/* ---- of a key */

static bool read_key(struct session *session, const struct fact_question *question, value_id *key,
                     struct error *error)
{
    const struct gotype *type = map_type(&session->map)->key;
    *key = values_parse(session->map.values, type, question->key, question->key_length, error);
    if (*key == VALUE_NONE || values_is_unhashable(session->map.values, *key)) {
        if (*key != VALUE_NONE)
            error_set(error, 0, WORD_ERROR_APP_PANIC_HASH, question->key);
        return false;
    }
    return true;
}

static bool find_spot(struct session *session, const struct fact_question *question, value_id *key,
                      struct map_spot *spot, struct error *error)
{
    if (!read_key(session, question, key, error))
        return false;
    *spot = map_locate(&session->map, *key);
    return true;
}

static bool find_present(struct session *session, const struct fact_question *question, struct map_spot *spot,
                         struct error *error)
{
    value_id key;
    if (!find_spot(session, question, &key, spot, error))
        return false;
    return spot->found || error_set(error, 0, WORD_ERROR_APP_FACT_ABSENT, question->key, question->row->name);
}

static bool find_hash(struct session *session, const struct fact_question *question, uint64_t *hash,
                      struct error *error)
{
    value_id key;
    if (!read_key(session, question, &key, error))
        return false;
    return map_hash_of(&session->map, key, hash) || error_set(error, 0, WORD_ERROR_APP_NAN, question->key);
}

ANSWER(where)
{
    value_id key;
    struct map_spot spot;
    if (!find_spot(session, question, &key, &spot, error))
        return false;
    if (!spot.found)
        return set_text(value, "absent");
    text_format(&value->text, "%s %llu", spot.in_old ? "old" : "new", (unsigned long long)spot.bucket);
    return true;
}

ANSWER(value)
{
    value_id key;
    struct map_spot spot;
    if (!find_spot(session, question, &key, &spot, error))
        return false;
    if (!spot.found)
        return set_text(value, "absent");
    size_t length;
    value_id elem = memory_bucket(&session->map.memory, spot.reference)->elem[spot.slot];
    const char *bytes = values_text(session->map.values, elem, &length);
    fact_value_of(bytes, length, value);
    return true;
}

ANSWER(hash)
{
    uint64_t hash;
    return find_hash(session, question, &hash, error) && set_number(value, hash);
}

ANSWER(tophash)
{
    uint64_t hash;
    return find_hash(session, question, &hash, error) && set_number(value, hash_top(hash));
}

ANSWER(slot)
{
    struct map_spot spot;
    return find_present(session, question, &spot, error) && set_number(value, (uint64_t)spot.slot);
}

ANSWER(link)
{
    struct map_spot spot;
    return find_present(session, question, &spot, error) && set_number(value, (uint64_t)spot.link);
}

/* ---- of a bucket */

static bool find_bucket(const struct session *session, const struct fact_question *question, reference *link,
                        struct error *error)
{
    const struct map *map = &session->map;
    uint64_t count = question->old ? map_old_bucket_count(map) : map_bucket_count(map);
    if (question->bucket >= count) {
        error_set(error, 0, question->old ? WORD_ERROR_APP_FACT_NO_OLD_BUCKET : WORD_ERROR_APP_FACT_NO_BUCKET,
                  NUMBER(question->bucket), NUMBER(count));
        return false;
    }
    *link = question->old ? map_old_bucket(map, question->bucket) : map_bucket(map, question->bucket);
    return true;
}

ANSWER(chain)
{
    reference link;
    uint64_t links = 0;
    if (!find_bucket(session, question, &link, error))
        return false;
    for (; link != 0; link = map_next_link(&session->map, link))
        links++;
    return set_number(value, links);
}

ANSWER(used)
{
    reference link;
    uint64_t used = 0;
    if (!find_bucket(session, question, &link, error))
        return false;
    for (; link != 0; link = map_next_link(&session->map, link)) {
        for (int slot = 0; slot < SLOTS; slot++)
            used += memory_bucket(&session->map.memory, link)->tophash[slot] >= TOP_MIN;
    }
    return set_number(value, used);
}

/* Cells count on through the overflow buckets: 8 is the first of the first of them. */
ANSWER(cell)
{
    reference link;
    uint64_t cell = question->cell;
    if (!find_bucket(session, question, &link, error))
        return false;
    for (; link != 0 && cell >= SLOTS; cell -= SLOTS)
        link = map_next_link(&session->map, link);
    if (link == 0)
        return error_set(error, 0, WORD_ERROR_APP_FACT_NO_CELL, NUMBER(question->bucket),
                         NUMBER(question->cell));
    return set_number(value, memory_bucket(&session->map.memory, link)->tophash[cell]);
}

/* ---- the table: FACT(name, about, what answers) */
#define FACTS(FACT)                                                                                          \
    FACT(count, MAP, count)                                                                                  \
    FACT(B, MAP, B)                                                                                          \
    FACT(buckets, MAP, buckets)                                                                              \
    FACT(oldbuckets, MAP, oldbuckets)                                                                        \
    FACT(nevacuate, MAP, nevacuate)                                                                          \
    FACT(noverflow, MAP, noverflow)                                                                          \
    FACT(hash0, MAP, hash0)                                                                                  \
    FACT(growing, MAP, growing)                                                                              \
    FACT(samesize, MAP, samesize)                                                                            \
    FACT(iterator, MAP, iterator)                                                                            \
    FACT(oldIterator, MAP, olditerator)                                                                      \
    FACT(evacuated, MAP, evacuated)                                                                          \
    FACT(load, MAP, load)                                                                                    \
    FACT(entries, MAP, entries)                                                                              \
    FACT(tombstones, MAP, tombstones)                                                                        \
    FACT(limit, MAP, limit)                                                                                  \
    FACT(overflowlimit, MAP, overflowlimit)                                                                  \
    FACT(growths, MAP, growths)                                                                              \
    FACT(bytes, MAP, bytes)                                                                                  \
    FACT(nil, MAP, nil)                                                                                      \
    FACT(type, MAP, type)                                                                                    \
    FACT(probes, COMMAND, probes)                                                                            \
    FACT(moves, COMMAND, moves)                                                                              \
    FACT(writes, COMMAND, writes)                                                                            \
    FACT(evacuations, COMMAND, evacuations)                                                                  \
    FACT(allocations, COMMAND, allocations)                                                                  \
    FACT(delivered, COMMAND, delivered)                                                                      \
    FACT(skipped, COMMAND, skipped)                                                                          \
    FACT(grew, COMMAND, grew)                                                                                \
    FACT(outcome, COMMAND, outcome)                                                                          \
    FACT(order, COMMAND, order)                                                                              \
    FACT(where, KEY, where)                                                                                  \
    FACT(value, KEY, value)                                                                                  \
    FACT(hash, KEY, hash)                                                                                    \
    FACT(tophash, KEY, tophash)                                                                              \
    FACT(slot, KEY, slot)                                                                                    \
    FACT(link, KEY, link)                                                                                    \
    FACT(chain, BUCKET, chain)                                                                               \
    FACT(used, BUCKET, used)                                                                                 \
    FACT(cell, CELL, cell)

const struct fact_row fact_rows[] = {
#define FACT(name, about, answers) {#name, FACT_OF_##about, WORD_FACT_##name, answer_##answers},
    FACTS(FACT)
#undef FACT
        {0},
};

const struct fact_row *fact_find(const char *name, size_t length)
{
    for (const struct fact_row *row = fact_rows; row->name != NULL; row++) {
        if (strlen(row->name) == length && memcmp(row->name, name, length) == 0)
            return row;
    }
    return NULL;
}

bool fact_answer(struct session *session, const struct fact_question *question, struct fact_value *value,
                 struct error *error)
{
    *error = (struct error){0};
    return question->row->answer(session, question, value, error);
}
