/* stats and dump: the whole map in numbers, and cell by cell. */
#include "model/classic/measure.h"
#include "hand/classic/classic.h"

/* How many buckets hold how many entries: a column a number, up to the largest there is. */
static void say_chains(const struct classic_measure *measure, struct reply *reply)
{
    uint64_t most = 1;
    int last = 0;
    for (int i = 0; i < MEASURE_CHAINS; i++) {
        most = measure->chains[i] > most ? measure->chains[i] : most;
        last = measure->chains[i] > 0 ? i : last;
    }
    struct text head = {0}, bars = {0}, counts = {0};
    text_add(&head, SHEET_HEAD);
    words_say(&head, reply->words, WORD_CLASSIC_SAY_STATS_CHAINS);
    words_say(&counts, reply->words, WORD_CLASSIC_SAY_STATS_ROW);
    for (int i = 0; i <= last; i++) {
        text_format(&head, "\t%s%d", i + 1 < MEASURE_CHAINS ? "" : "≥", i);
        text_format(&bars, "\t" SHEET_DRAWN "%s", sheet_bar(measure->chains[i], most));
        text_format(&counts, "\t%s", GROUPED(measure->chains[i]));
    }
    text_format(&reply->text, "\n%s\n%s\n%s", text_string(&head), text_string(&bars), text_string(&counts));
    text_free(&head);
    text_free(&bars);
    text_free(&counts);
}

/* Of the entries: how many buckets hold them, and how they lie there. */
static void say_entries(const struct classic *map, const struct classic_measure *now,
                        const struct classic_measure *before, struct reply *reply)
{
    uint64_t buckets = classic_bucket_count(map), old = classic_old_bucket_count(map), count = map_count(map);
    int B = (int)classic_register(map, REGISTER_B);
    uint64_t capacity = maptype_capacity(classic_type(map), B), evacuated = classic_evacuated_count(map);
    if (buckets == 0)
        reply_say(reply, WORD_CLASSIC_SAY_STATS_COUNT_NONE, GROUPED(capacity), sheet_bar(count, capacity));
    else
        reply_say(reply, WORD_CLASSIC_SAY_STATS_COUNT, GROUPED(count), NUMBER(B), GROUPED(buckets),
                  DECIMAL(number_hundredths(count, buckets)), GROUPED(capacity), sheet_bar(count, capacity));
    if (classic_growing(map))
        reply_say(reply, WORD_CLASSIC_SAY_STATS_GROWING, GROUPED(old), GROUPED(evacuated),
                  GROUPED(before->live), GROUPED(now->live), sheet_bar(evacuated, old));
}

/* From 2^16 buckets on incrnoverflow counts by chance, so that it stays within its 16 bits. */
static void say_overflow(const struct classic *map, const struct classic_measure *now, struct reply *reply)
{
    int B = (int)classic_register(map, REGISTER_B);
    uint64_t noverflow = classic_register(map, REGISTER_NOVERFLOW), limit = maptype_overflow_limit(B);
    struct text chance = {0}, longest = {0};
    if (maptype_overflow_counted(B) > 1)
        words_say(&chance, reply->words, WORD_CLASSIC_SAY_STATS_BY_CHANCE,
                  GROUPED(maptype_overflow_counted(B)));
    if (now->longest > 0)
        words_say(&longest, reply->words, WORD_CLASSIC_SAY_STATS_LONGEST, NUMBER(now->longest),
                  GROUPED(now->longest_bucket));
    reply_say(reply, B == 0 ? WORD_CLASSIC_SAY_STATS_OVERFLOW_ONE : WORD_CLASSIC_SAY_STATS_OVERFLOW,
              GROUPED(noverflow), GROUPED(limit), sheet_bar(noverflow, limit), text_string(&chance),
              text_string(&longest));
    text_free(&chance);
    text_free(&longest);
}

static void say_stats(const struct classic *map, const struct classic_measure *now,
                      const struct classic_measure *before, struct reply *reply)
{
    const struct maptype *type = classic_type(map);
    struct classic_bytes bytes = classic_bytes(map);
    uint64_t live = now->live + before->live;
    reply_say(reply, WORD_CLASSIC_SAY_STATS_TYPE, type->name, GROUPED(type->bucket_size),
              maptype_routine_name(type->assign));
    if (type->assign != MAPTYPE_GENERIC)
        reply_say(reply, WORD_CLASSIC_SAY_STATS_SHOWN, maptype_routine_name(type->assign));
    if (classic_register(map, REGISTER_NIL)) {
        reply_say(reply, WORD_CLASSIC_SAY_STATS_NIL);
        return;
    }
    say_entries(map, now, before, reply);
    say_overflow(map, now, reply);
    reply_say(reply, WORD_CLASSIC_SAY_STATS_SLOTS, GROUPED(now->slots), GROUPED(now->live),
              GROUPED(now->tombstones), GROUPED(now->slots - now->live - now->tombstones),
              sheet_bar(now->live, now->slots));
    if (live > 0)
        reply_say(reply, WORD_CLASSIC_SAY_STATS_PROBES,
                  DECIMAL(number_hundredths(now->probes + before->probes, live)));
    reply_say(reply,
              classic_entry_bytes(type) > 0 ? WORD_CLASSIC_SAY_STATS_POINTED : WORD_CLASSIC_SAY_STATS_MEMORY,
              GROUPED(bytes.all), GROUPED(bytes.array), GROUPED(bytes.old_array),
              GROUPED(bytes.overflow + bytes.old_overflow), GROUPED(bytes.head), GROUPED(bytes.pointed));
    if (classic_bucket_count(map) > 0)
        say_chains(now, reply);
}

CLASSIC_VERB(stats)
{
    const struct classic its = run_map(run), *map = &its;
    (void)call;
    uint64_t buckets = classic_bucket_count(map), old = classic_old_bucket_count(map);
    if (!run_spend(run, buckets + old, error))
        return false;
    struct classic_measure now = classic_measure(map, false), before = classic_measure(map, true);
    say_stats(map, &now, &before, reply);
    reply_number(reply, "count", (int64_t)map_count(map));
    reply_number(reply, "B", (int64_t)classic_register(map, REGISTER_B));
    reply_number(reply, "buckets", (int64_t)buckets);
    reply_number(reply, "oldbuckets", (int64_t)old);
    reply_number(reply, "noverflow", (int64_t)classic_register(map, REGISTER_NOVERFLOW));
    reply_number(reply, "longest_chain", (int64_t)now.longest);
    reply_number(reply, "tombstones", (int64_t)now.tombstones);
    reply_number(reply, "bytes", (int64_t)classic_bytes(map).all);
    reply_number(reply, "mean_probes_hundredths",
                 (int64_t)number_hundredths(now.probes + before.probes, now.live + before.live));
    return true;
}

/* ---- beside another map */

/* Slots that a search looks at in a chain for a key that is not there, whose tophash none has: up to the first emptyRest. */
static uint64_t slots_of_miss(const struct classic *map, reference link)
{
    uint64_t slots = 0;
    for (; link != 0; link = classic_next_link(map, link)) {
        for (int slot = 0; slot < SLOTS; slot++) {
            slots++;
            if (classic_cells(map, link)->tophash[slot] == TOP_EMPTY_REST)
                return slots;
        }
    }
    return slots;
}

/* Where a key of that bucket is looked for. */
static reference chain_now(const struct classic *map, uint64_t bucket)
{
    if (classic_growing(map)) {
        reference old = classic_old_bucket(map, bucket & (classic_old_bucket_count(map) - 1));
        if (!classic_evacuated(map, old))
            return old;
    }
    return classic_bucket(map, bucket);
}

bool classic_measure_map(const struct run *run, struct keyed_measure *measure, struct error *error)
{
    const struct classic its = run_map(run), *map = &its;
    uint64_t buckets = classic_bucket_count(map), misses = 0, longest = 0;
    bool nil = classic_register(map, REGISTER_NIL) != 0;
    for (uint64_t i = 0; i < buckets; i++) {
        if (!run_looks_over(run, i, buckets, error))
            return false;
        reference chain = chain_now(map, i);
        uint64_t links = classic_chain_length(map, chain);
        misses += slots_of_miss(map, chain);
        longest = links > longest ? links : longest;
    }
    struct classic_measure now = classic_measure(map, false), before = classic_measure(map, true);
    *measure = (struct keyed_measure){
        .count = map_count(map),
        .slots = now.slots + before.slots,
        .room = nil ? 0 : maptype_capacity(classic_type(map), (int)classic_register(map, REGISTER_B)),
        .home_slots = (buckets > 0 ? buckets : !nil) * SLOTS,
        .marks = now.tombstones + before.tombstones,
        .bytes = classic_bytes(map).all,
        .hit = number_hundredths(now.probes + before.probes, now.live + before.live),
        .miss = map_count(map) > 0 ? number_hundredths(misses, buckets) : 0,
        .longest = longest,
    };
    return true;
}

/* ---- dump */

static void dump_link(const struct classic *map, reference link, struct text *json)
{
    const struct bucket *bucket = classic_cells(map, link);
    text_add(json, "{\"tophash\":[");
    for (int slot = 0; slot < SLOTS; slot++)
        text_format(json, "%s%d", slot > 0 ? "," : "", bucket->tophash[slot]);
    text_add(json, "],\"keys\":[");
    for (int slot = 0; slot < SLOTS; slot++) {
        text_add(json, slot > 0 ? "," : "");
        keyed_add_json(map->values, json, bucket->key[slot]);
    }
    text_add(json, "],\"values\":[");
    for (int slot = 0; slot < SLOTS; slot++) {
        text_add(json, slot > 0 ? "," : "");
        keyed_add_json(map->values, json, bucket->elem[slot]);
    }
    text_add(json, "]}");
}

/* The same link for people: a cell a slot, its tophash or mark and its entry. */
static void say_link(const struct classic *map, reference link, struct text *line)
{
    static const char *const marks[] = {"··", "-1", "->x", "->y", "-> "};
    const struct bucket *bucket = classic_cells(map, link);
    for (int slot = 0; slot < SLOTS; slot++) {
        uint8_t top = bucket->tophash[slot];
        if (top < TOP_MIN)
            text_format(line, "\t%s", marks[top]);
        else
            text_format(line, "\t%02x %s=%s", top, KEYED_SHOWN(map->values, bucket->key[slot]),
                        KEYED_SHOWN(map->values, bucket->elem[slot]));
    }
}

/* False, and an error: it was stopped. Both arrays are counted together, the old one first. */
static bool dump_array(struct run *run, const struct classic *map, bool old, struct reply *reply,
                       struct error *error)
{
    const struct classic_array array = classic_array(map, old);
    uint64_t before = old ? 0 : classic_old_bucket_count(map);
    uint64_t all = classic_bucket_count(map) + classic_old_bucket_count(map);
    struct text json = {0}, line = {0};
    bool on = true;
    for (uint64_t i = 0; i < array.count && on; i++) {
        on = run_counts_on(run, before + i, all, error);
        text_add(&json, i > 0 ? ",[" : "[");
        reference main_bucket = classic_array_bucket(array, i);
        for (reference link = main_bucket; link != 0; link = classic_next_link(map, link)) {
            text_clear(&line);
            text_add(&line, link == main_bucket ? GROUPED(i) : "+");
            say_link(map, link, &line);
            text_add(&reply->text, "\n");
            text_append(&reply->text, text_string(&line), line.length);
            text_add(&json, link == main_bucket ? "" : ",");
            dump_link(map, link, &json);
        }
        text_add(&json, "]");
    }
    if (on)
        reply_list(reply, old ? "oldbuckets" : "buckets", &json);
    text_free(&json);
    text_free(&line);
    return on;
}

/* The fields of its hmap, which a nil map has not. */
static void dump_hmap(const struct classic *map, struct reply *reply)
{
    static const struct {
        const char *name;
        enum classic_register which;
    } registers[] = {
        {"count", REGISTER_COUNT},         {"flags", REGISTER_FLAGS},         {"B", REGISTER_B},
        {"noverflow", REGISTER_NOVERFLOW}, {"nevacuate", REGISTER_NEVACUATE}, {"seed", REGISTER_SEED},
    };
    struct text names = {0}, values = {0};
    for (size_t i = 0; i < sizeof registers / sizeof *registers; i++) {
        uint64_t value = classic_register(map, registers[i].which);
        text_format(&names, "%s\t", registers[i].name);
        text_format(&values, "%llu\t", (unsigned long long)value);
        reply_number(reply, registers[i].name, (int64_t)value);
    }
    const char *hash0 = HEX(classic_register(map, REGISTER_HASH0), 8);
    if (!classic_register(map, REGISTER_NIL))
        text_format(&reply->text, "\n" SHEET_HEAD "%shash0\n%s%s", text_string(&names), text_string(&values),
                    hash0);
    text_free(&names);
    text_free(&values);
    reply_word(reply, "hash0", hash0);
}

CLASSIC_VERB(dump)
{
    const struct classic its = run_map(run), *map = &its;
    const struct maptype *type = classic_type(map);
    bool nil = classic_register(map, REGISTER_NIL) != 0;
    (void)call;
    if (!run_spend(run, (classic_bucket_count(map) + classic_old_bucket_count(map)) * SLOTS, error))
        return false;
    text_add(&reply->text, type->name);
    reply_word(reply, "type", type->name);
    dump_hmap(map, reply);
    reply_flag(reply, "nil", nil);
    reply_flag(reply, "growing", classic_growing(map));
    if (classic_growing(map)) {
        reply_say(reply, WORD_CLASSIC_SAY_DUMP_OLD, NUMBER(classic_old_bucket_count(map)));
        if (!dump_array(run, map, true, reply, error))
            return false;
    }
    if (nil)
        reply_say(reply, WORD_CLASSIC_SAY_DUMP_NIL);
    else
        reply_say(reply, WORD_CLASSIC_SAY_DUMP, NUMBER(classic_bucket_count(map)));
    return dump_array(run, map, false, reply, error);
}
