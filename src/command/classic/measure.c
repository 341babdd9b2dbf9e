/* stats and dump: the whole map in numbers, and cell by cell. */
#include "command/commands.h"

#include <string.h>

enum { CHAIN_ROWS = 12, HMAP_BYTES = 48 };

/* Sums over the chains of an array. */
struct measure {
    uint64_t live, tombstones, slots;
    uint64_t links, longest, longest_bucket;
    uint64_t own_overflow;       /* overflow buckets allocated on their own */
    uint64_t probes;             /* slots looked at to find each live entry once */
    uint64_t chains[CHAIN_ROWS]; /* by number of live entries; the last row holds all longer ones */
};

static void measure_chain(const struct map *map, reference link, uint64_t index, struct measure *measure)
{
    uint64_t live = 0, links = 0;
    for (; link != 0; link = map_next_link(map, link), links++) {
        const struct bucket *bucket = memory_bucket(&map->memory, link);
        measure->own_overflow += links > 0 && map_reserve_index(map, link) < 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            measure->tombstones += bucket->tophash[slot] == TOP_EMPTY_ONE;
            if (bucket->tophash[slot] < TOP_MIN)
                continue;
            live++;
            measure->probes += links * SLOTS + (uint64_t)slot + 1;
        }
    }
    measure->slots += links * SLOTS;
    measure->links += links - 1;
    measure->live += live;
    measure->chains[live < CHAIN_ROWS ? live : CHAIN_ROWS - 1]++;
    if (links > measure->longest) {
        measure->longest = links;
        measure->longest_bucket = index;
    }
}

/* Old buckets that are evacuated hold nothing to count. */
static struct measure measure_array(const struct map *map, bool old)
{
    struct measure measure = {0};
    uint64_t count = old ? map_old_bucket_count(map) : map_bucket_count(map);
    for (uint64_t i = 0; i < count; i++) {
        reference link = old ? map_old_bucket(map, i) : map_bucket(map, i);
        if (!old || !map_evacuated(map, link))
            measure_chain(map, link, i, &measure);
    }
    return measure;
}

static uint64_t bytes_of(const struct map *map, uint64_t buckets)
{
    const struct maptype *type = map_type(map);
    return buckets > 0 ? maptype_roundup(buckets * type->bucket_size, type->bucket_pointers, type->version)
                       : 0;
}

static uint64_t array_bytes(const struct map *map, enum map_register which)
{
    uint32_t region = (uint32_t)map_register(map, which);
    return region != 0 ? bytes_of(map, map->memory.regions[region].count) : 0;
}

uint64_t session_map_bytes(const struct map *map)
{
    uint64_t overflow = measure_array(map, false).own_overflow + measure_array(map, true).own_overflow;
    return HMAP_BYTES + array_bytes(map, REGISTER_BUCKETS) + array_bytes(map, REGISTER_OLDBUCKETS) +
           overflow * bytes_of(map, 1);
}

/* "3.25" from hundredths. */
static const char *decimal(char buffer[24], uint64_t hundredths)
{
    struct text text = {0};
    text_format(&text, "%llu.%02llu", (unsigned long long)(hundredths / 100),
                (unsigned long long)(hundredths % 100));
    memcpy(buffer, text_string(&text), text.length < 23 ? text.length + 1 : 24);
    text_free(&text);
    return buffer;
}
#define DECIMAL(hundredths) decimal((char[24]){0}, (hundredths))

static void say_chains(struct session *session, const struct measure *measure, struct reply *reply)
{
    uint64_t most = 1;
    for (int i = 0; i < CHAIN_ROWS; i++)
        most = measure->chains[i] > most ? measure->chains[i] : most;
    reply_say(session, reply, WORD_SAY_STATS_CHAINS);
    for (int i = 0; i < CHAIN_ROWS; i++) {
        if (measure->chains[i] == 0)
            continue;
        struct text bar = {0};
        text_add_repeated(&bar, "#", (int)((measure->chains[i] * 40 + most - 1) / most));
        reply_say(session, reply, i + 1 < CHAIN_ROWS ? WORD_SAY_STATS_ROW : WORD_SAY_STATS_LAST_ROW,
                  i < 10 ? " " : "", NUMBER(i), text_string(&bar), NUMBER(measure->chains[i]));
        text_free(&bar);
    }
}

bool run_stats(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct map *map = &session->map;
    const struct maptype *type = map_type(map);
    (void)call;
    uint64_t buckets = map_bucket_count(map), old = map_old_bucket_count(map), count = count_of(session);
    if (!session_spend(session, buckets + old, error))
        return false;
    struct measure now = measure_array(map, false), before = measure_array(map, true);
    uint64_t array = array_bytes(map, REGISTER_BUCKETS), old_array = array_bytes(map, REGISTER_OLDBUCKETS);
    uint64_t overflow = (now.own_overflow + before.own_overflow) * bytes_of(map, 1);
    uint64_t hundredths = buckets > 0 ? count * 100 / buckets : 0, live = now.live + before.live;
    uint64_t probes = live > 0 ? (now.probes + before.probes) * 100 / live : 0;
    int B = (int)map_register(map, REGISTER_B);
    reply_say(session, reply, WORD_SAY_STATS_TYPE, type->name, NUMBER(type->bucket_size),
              map_routine_name(type->assign));
    reply_say(session, reply, WORD_SAY_STATS_COUNT, NUMBER(count), NUMBER(B), NUMBER(buckets),
              DECIMAL(hundredths), NUMBER(maptype_capacity(B)));
    if (map_growing(map))
        reply_say(session, reply, WORD_SAY_STATS_GROWING, NUMBER(old), NUMBER(map_evacuated_count(map)),
                  NUMBER(before.live), NUMBER(now.live));
    reply_say(session, reply, WORD_SAY_STATS_OVERFLOW, NUMBER(map_register(map, REGISTER_NOVERFLOW)),
              NUMBER(maptype_overflow_limit(B)), NUMBER(now.longest), NUMBER(now.longest_bucket));
    reply_say(session, reply, WORD_SAY_STATS_SLOTS, NUMBER(now.slots), NUMBER(now.live),
              NUMBER(now.tombstones), NUMBER(now.slots - now.live - now.tombstones));
    reply_say(session, reply, WORD_SAY_STATS_PROBES, DECIMAL(probes));
    reply_say(session, reply, WORD_SAY_STATS_MEMORY, NUMBER(HMAP_BYTES + array + old_array + overflow),
              NUMBER(array), NUMBER(old_array), NUMBER(overflow), NUMBER(HMAP_BYTES));
    if (buckets > 0)
        say_chains(session, &now, reply);
    reply->sheet = true;
    reply_number(reply, "count", (int64_t)count);
    reply_number(reply, "B", B);
    reply_number(reply, "buckets", (int64_t)buckets);
    reply_number(reply, "oldbuckets", (int64_t)old);
    reply_number(reply, "noverflow", (int64_t)map_register(map, REGISTER_NOVERFLOW));
    reply_number(reply, "longest_chain", (int64_t)now.longest);
    reply_number(reply, "tombstones", (int64_t)now.tombstones);
    reply_number(reply, "bytes", (int64_t)(HMAP_BYTES + array + old_array + overflow));
    reply_number(reply, "mean_probes_hundredths", (int64_t)probes);
    return true;
}

/* ---- dump */

static void add_value(const struct session *session, struct text *json, value_id id)
{
    if (id == VALUE_NONE || VALUE_IS_STALE(id)) {
        text_add(json, "null");
        return;
    }
    size_t length;
    const char *bytes = values_text(session->map.values, id, &length);
    text_add_json(json, bytes, length);
}

static void dump_link(const struct session *session, reference link, struct text *json)
{
    const struct bucket *bucket = memory_bucket(&session->map.memory, link);
    text_add(json, "{\"tophash\":[");
    for (int slot = 0; slot < SLOTS; slot++)
        text_format(json, "%s%d", slot > 0 ? "," : "", bucket->tophash[slot]);
    text_add(json, "],\"keys\":[");
    for (int slot = 0; slot < SLOTS; slot++) {
        text_add(json, slot > 0 ? "," : "");
        add_value(session, json, bucket->key[slot]);
    }
    text_add(json, "],\"values\":[");
    for (int slot = 0; slot < SLOTS; slot++) {
        text_add(json, slot > 0 ? "," : "");
        add_value(session, json, bucket->elem[slot]);
    }
    text_add(json, "]}");
}

/* The same link for people: a line of tophash bytes, and a line of entries if there are any. */
static void say_link(const struct session *session, reference link, struct text *line)
{
    static const char *const marks[] = {"··", "-1", "->x", "->y", "-> "};
    const struct bucket *bucket = memory_bucket(&session->map.memory, link);
    for (int slot = 0; slot < SLOTS; slot++) {
        uint8_t top = bucket->tophash[slot];
        if (top < TOP_MIN)
            text_format(line, " %s", marks[top]);
        else
            text_format(line, " %02x %s=%s", top, SHOWN(session, bucket->key[slot]),
                        SHOWN(session, bucket->elem[slot]));
    }
}

static void dump_array(struct session *session, bool old, struct reply *reply)
{
    const struct map *map = &session->map;
    uint64_t count = old ? map_old_bucket_count(map) : map_bucket_count(map);
    struct text json = {0}, line = {0};
    text_add(&json, "[");
    for (uint64_t i = 0; i < count; i++) {
        text_add(&json, i > 0 ? ",[" : "[");
        reference main_bucket = old ? map_old_bucket(map, i) : map_bucket(map, i);
        for (reference link = main_bucket; link != 0; link = map_next_link(map, link)) {
            text_clear(&line);
            text_format(&line, link == main_bucket ? "%4llu:" : "    +", (unsigned long long)i);
            say_link(session, link, &line);
            text_add(&reply->text, "\n");
            text_append(&reply->text, text_string(&line), line.length);
            text_add(&json, link == main_bucket ? "" : ",");
            dump_link(session, link, &json);
        }
        text_add(&json, "]");
    }
    text_add(&json, "]");
    reply_raw(reply, old ? "oldbuckets" : "buckets", text_string(&json));
    text_free(&json);
    text_free(&line);
}

bool run_dump(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    static const struct {
        const char *name;
        enum map_register which;
    } registers[] = {
        {"count", REGISTER_COUNT},         {"flags", REGISTER_FLAGS},         {"B", REGISTER_B},
        {"noverflow", REGISTER_NOVERFLOW}, {"nevacuate", REGISTER_NEVACUATE}, {"seed", REGISTER_SEED},
    };
    struct session *session = context;
    const struct map *map = &session->map;
    const struct maptype *type = map_type(map);
    (void)call;
    if (!session_spend(session, (map_bucket_count(map) + map_old_bucket_count(map)) * SLOTS, error))
        return false;
    reply->sheet = true;
    text_add(&reply->text, type->name);
    reply_text(reply, "type", type->name, strlen(type->name));
    for (size_t i = 0; i < sizeof registers / sizeof *registers; i++) {
        uint64_t value = map_register(map, registers[i].which);
        text_format(&reply->text, "  %s %llu", registers[i].name, (unsigned long long)value);
        reply_number(reply, registers[i].name, (int64_t)value);
    }
    const char *hash0 = HEX(map_register(map, REGISTER_HASH0), 8);
    text_format(&reply->text, "  hash0 %s", hash0);
    reply_text(reply, "hash0", hash0, strlen(hash0));
    reply_flag(reply, "nil", map_register(map, REGISTER_NIL) != 0);
    reply_flag(reply, "growing", map_growing(map));
    if (map_growing(map)) {
        reply_say(session, reply, WORD_SAY_DUMP_OLD, NUMBER(map_old_bucket_count(map)));
        dump_array(session, true, reply);
    }
    reply_say(session, reply, WORD_SAY_DUMP, NUMBER(map_bucket_count(map)));
    dump_array(session, false, reply);
    return true;
}
