/* stats and dump: the whole map in numbers, and group by group. */
#include "model/swiss/measure.h"
#include "hand/swiss/swiss.h"

/* ---- stats */

/* What all tables have together. */
struct sums {
    uint64_t tables, capacity, room, left, smallest,
        largest; /* tables; slots; entries that may be and may still come */
};

static struct sums sum_up(const struct swiss *map)
{
    struct sums sums = {.smallest = SWISS_MOST_CAPACITY};
    uint64_t entry = 0;
    for (uint32_t table; swiss_next_table(map, &entry, &table); sums.tables++) {
        uint64_t capacity = swiss_table_word(map, table, SWISS_TABLE_CAPACITY);
        sums.capacity += capacity;
        sums.room += swiss_most_entries(capacity);
        sums.left += swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT);
        sums.smallest = capacity < sums.smallest ? capacity : sums.smallest;
        sums.largest = capacity > sums.largest ? capacity : sums.largest;
    }
    return sums;
}

/* A column a number of groups looked at: how many entries are found by it, and of which share of absent keys it is known by it. */
static void say_lengths(const struct swiss_measure *measure, struct reply *reply)
{
    struct text head = {0}, hits = {0}, misses = {0};
    int last = 0;
    for (int i = 0; i < SWISS_LENGTHS; i++)
        last = measure->hits[i] + measure->misses[i] > 0 ? i : last;
    text_add(&head, SHEET_HEAD);
    words_say(&head, reply->words, WORD_SWISS_SAY_STATS_LENGTHS);
    words_say(&hits, reply->words, WORD_SWISS_SAY_STATS_HITS);
    words_say(&misses, reply->words, WORD_SWISS_SAY_STATS_MISSES);
    for (int i = 0; i <= last; i++) {
        text_format(&head, "\t%s%d", i + 1 < SWISS_LENGTHS ? "" : "≥", i + 1);
        text_format(&hits, "\t%s", GROUPED(measure->hits[i]));
        text_format(&misses, "\t%s %%",
                    DECIMAL(number_hundredths(measure->misses[i] * 100, measure->weight)));
    }
    text_format(&reply->text, "\n%s\n%s\n%s", text_string(&head), text_string(&hits), text_string(&misses));
    text_free(&head);
    text_free(&hits);
    text_free(&misses);
}

static void say_tables(const struct swiss *map, const struct sums *sums, struct reply *reply)
{
    uint64_t length = swiss_directory_length(map), used = swiss_word(map, SWISS_WORD_USED);
    reply_say(reply, WORD_SWISS_SAY_STATS_COUNT, GROUPED(used), GROUPED(sums->capacity),
              DECIMAL(number_hundredths(used * SWISS_SLOTS, sums->capacity)), sheet_bar(used, sums->room),
              GROUPED(sums->room));
    if (length == 1)
        reply_say(reply, WORD_SWISS_SAY_STATS_ONE_TABLE, GROUPED(sums->capacity), GROUPED(sums->left));
    else
        reply_say(
            reply,
            sums->smallest == sums->largest ? WORD_SWISS_SAY_STATS_TABLES_ALIKE : WORD_SWISS_SAY_STATS_TABLES,
            GROUPED(sums->tables), GROUPED(sums->smallest), GROUPED(sums->largest), GROUPED(sums->left));
    reply_say(reply, WORD_SWISS_SAY_STATS_DIRECTORY, GROUPED(length),
              NUMBER(swiss_word(map, SWISS_WORD_GLOBAL_DEPTH)), GROUPED(length - sums->tables));
}

static void say_searches(const struct swiss_measure *measure, struct reply *reply)
{
    reply_say(reply, WORD_SWISS_SAY_STATS_SLOTS, GROUPED(measure->groups), GROUPED(measure->full_groups),
              GROUPED(measure->empty), GROUPED(measure->tombstones),
              sheet_bar(measure->entries, measure->groups * SWISS_SLOTS));
    if (measure->found > 0)
        reply_say(reply, WORD_SWISS_SAY_STATS_HIT,
                  DECIMAL(number_hundredths(measure->hit_groups, measure->found)),
                  DECIMAL(number_hundredths(measure->hit_keys, measure->found)));
    reply_say(reply, WORD_SWISS_SAY_STATS_MISS,
              DECIMAL(number_hundredths(measure->miss_groups, measure->weight)));
}

static void say_stats(const struct swiss *map, const struct swiss_measure *measure, struct reply *reply)
{
    const struct swiss_type *type = swiss_type(map);
    const struct engine_bytes bytes = swiss_places(map);
    uint64_t used = swiss_word(map, SWISS_WORD_USED);
    reply_say(reply, WORD_SWISS_SAY_STATS_TYPE, type->map.name, GROUPED(type->group_size),
              GROUPED(type->slot_size));
    if (swiss_word(map, SWISS_WORD_NIL)) {
        reply_say(reply, WORD_SWISS_SAY_STATS_NIL);
        return;
    }
    if (swiss_directory_length(map) > 0) {
        const struct sums sums = sum_up(map);
        say_tables(map, &sums, reply);
    } else {
        reply_say(reply, measure->groups > 0 ? WORD_SWISS_SAY_STATS_SMALL : WORD_SWISS_SAY_STATS_NONE,
                  GROUPED(used), sheet_bar(used, SWISS_SLOTS));
    }
    if (measure->groups > 0)
        say_searches(measure, reply);
    struct text each = {0};
    if (used > 0)
        words_say(&each, reply->words, WORD_SWISS_SAY_STATS_AN_ENTRY,
                  DECIMAL(number_hundredths(bytes.live + bytes.kept, used)));
    reply_say(reply, swiss_entry_bytes(type) > 0 ? WORD_SWISS_SAY_STATS_BEHIND : WORD_SWISS_SAY_STATS_BYTES,
              GROUPED(bytes.live + bytes.kept), GROUPED(bytes.at[ENGINE_BYTES_HEAD].all),
              GROUPED(bytes.at[ENGINE_BYTES_ARRAY].all), GROUPED(bytes.at[ENGINE_BYTES_BEHIND].all),
              text_string(&each));
    text_free(&each);
    if (used > 0)
        say_lengths(measure, reply);
}

static bool measure_all(const struct run *run, const struct swiss *map, struct swiss_measure *measure,
                        struct error *error)
{
    uint64_t entry = 0, done = 0, tables = swiss_table_count(map);
    if (swiss_word(map, SWISS_WORD_GROUP) != 0)
        swiss_measure_add(map, 0, measure);
    for (uint32_t table; swiss_next_table(map, &entry, &table); done++) {
        if (!run_looks_over(run, done, tables, error))
            return false;
        swiss_measure_add(map, table, measure);
    }
    return true;
}

/* Groups of all tables: what a walk over the map costs. */
static uint64_t group_count(const struct swiss *map)
{
    return swiss_directory_length(map) > 0 ? sum_up(map).capacity / SWISS_SLOTS : 1;
}

SWISS_VERB(stats)
{
    const struct swiss its = run_swiss(run), *map = &its;
    struct swiss_measure measure = {0};
    (void)call;
    if (!run_spend(run, swiss_word(map, SWISS_WORD_USED) + group_count(map), error) ||
        !measure_all(run, map, &measure, error))
        return false;
    const struct engine_bytes bytes = swiss_places(map);
    say_stats(map, &measure, reply);
    reply_number(reply, "count", (int64_t)swiss_word(map, SWISS_WORD_USED));
    reply_number(reply, "tables", (int64_t)swiss_table_count(map));
    reply_number(reply, "directory", (int64_t)swiss_directory_length(map));
    reply_number(reply, "groups", (int64_t)measure.groups);
    reply_number(reply, "tombstones", (int64_t)measure.tombstones);
    reply_number(reply, "bytes", (int64_t)(bytes.live + bytes.kept));
    reply_number(reply, "mean_hit_groups_hundredths",
                 (int64_t)number_hundredths(measure.hit_groups, measure.found));
    reply_number(reply, "mean_hit_keys_hundredths",
                 (int64_t)number_hundredths(measure.hit_keys, measure.found));
    reply_number(reply, "mean_miss_groups_hundredths",
                 (int64_t)number_hundredths(measure.miss_groups, measure.weight));
    return true;
}

/* ---- beside another map */

bool swiss_measure_map(const struct run *run, struct keyed_measure *measure, struct error *error)
{
    const struct swiss its = run_swiss(run), *map = &its;
    const struct engine_bytes bytes = swiss_places(map);
    uint64_t small = swiss_word(map, SWISS_WORD_NIL) ? 0 : SWISS_SLOTS;
    struct swiss_measure sum = {0};
    if (!measure_all(run, map, &sum, error))
        return false;
    *measure = (struct keyed_measure){
        .count = sum.entries,
        .slots = sum.groups * SWISS_SLOTS,
        .room = swiss_directory_length(map) > 0 ? sum_up(map).room : small,
        .home_slots = sum.groups > 0 ? sum.groups * SWISS_SLOTS : small,
        .marks = sum.tombstones,
        .bytes = bytes.live + bytes.kept,
        .hit = number_hundredths(sum.hit_groups, sum.found),
        .miss = sum.entries > 0 ? number_hundredths(sum.miss_groups, sum.weight) : 0,
        .longest = sum.longest,
    };
    return true;
}

/* ---- dump */

static void dump_group(const struct swiss *map, struct swiss_place place, struct text *json)
{
    const struct swiss_group *group = swiss_group(map, place);
    text_add(json, "{\"control\":[");
    for (int slot = 0; slot < SWISS_SLOTS; slot++)
        text_format(json, "%s%d", slot > 0 ? "," : "", group->control[slot]);
    text_add(json, "],\"keys\":[");
    for (int slot = 0; slot < SWISS_SLOTS; slot++) {
        text_add(json, slot > 0 ? "," : "");
        keyed_add_json(map->values, json, group->control[slot] < SWISS_EMPTY ? group->key[slot] : VALUE_NONE);
    }
    text_add(json, "],\"values\":[");
    for (int slot = 0; slot < SWISS_SLOTS; slot++) {
        text_add(json, slot > 0 ? "," : "");
        keyed_add_json(map->values, json,
                       group->control[slot] < SWISS_EMPTY ? group->elem[slot] : VALUE_NONE);
    }
    text_add(json, "]}");
}

/* The same group for people: a cell a slot, its control byte and its entry. */
static void say_group(const struct swiss *map, struct swiss_place place, struct text *line)
{
    const struct swiss_group *group = swiss_group(map, place);
    text_add(line, GROUPED(place.index));
    for (int slot = 0; slot < SWISS_SLOTS; slot++) {
        uint8_t control = group->control[slot];
        if (control >= SWISS_EMPTY)
            text_format(line, "\t%s", control == SWISS_EMPTY ? "··" : "††");
        else
            text_format(line, "\t%02x %s=%s", control, SWISS_SHOWN(map, group->key[slot]),
                        SWISS_SHOWN(map, group->elem[slot]));
    }
}

/* Groups `done` of `all` and further. False, and an error: it was stopped. */
static bool dump_groups(struct run *run, const struct swiss *map, struct swiss_place group, uint64_t count,
                        uint64_t done, uint64_t all, struct reply *reply, struct text *json,
                        struct error *error)
{
    struct text line = {0};
    bool on = true;
    text_add(json, "[");
    for (; group.index < count && on; group.index++) {
        on = run_looks_over(run, done + group.index, all, error);
        text_clear(&line);
        say_group(map, group, &line);
        text_add(&reply->text, "\n");
        text_append(&reply->text, text_string(&line), line.length);
        text_add(json, group.index > 0 ? "," : "");
        dump_group(map, group, json);
    }
    text_add(json, "]");
    text_free(&line);
    return on;
}

static bool dump_tables(struct run *run, const struct swiss *map, struct reply *reply, struct text *json,
                        struct error *error)
{
    uint64_t entry = 0, done = 0, all = group_count(map);
    for (uint32_t table; swiss_next_table(map, &entry, &table);) {
        uint64_t first = swiss_table_word(map, table, SWISS_TABLE_INDEX),
                 groups = swiss_table_groups(map, table);
        struct swiss_place group = {(uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS), 0};
        reply_say(reply, WORD_SWISS_SAY_DUMP_TABLE, NUMBER(first), NUMBER(entry - first),
                  NUMBER(swiss_table_word(map, table, SWISS_TABLE_USED)), NUMBER(groups * SWISS_SLOTS),
                  NUMBER(swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT)),
                  NUMBER(swiss_table_word(map, table, SWISS_TABLE_DEPTH)));
        text_add(&reply->text, "\n" SHEET_HEAD);
        words_say(&reply->text, reply->words, WORD_SWISS_SAY_DUMP_HEAD);
        text_separate(json, ",");
        text_format(json,
                    "{\"index\":%llu,\"capacity\":%llu,\"growthLeft\":%llu,\"localDepth\":%llu,\"groups\":",
                    (unsigned long long)first, (unsigned long long)groups * SWISS_SLOTS,
                    (unsigned long long)swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT),
                    (unsigned long long)swiss_table_word(map, table, SWISS_TABLE_DEPTH));
        if (!dump_groups(run, map, group, groups, done, all, reply, json, error))
            return false;
        text_add(json, "}");
        done += groups;
    }
    return true;
}

/* The words of its header, which a nil map has not. */
static void dump_header(const struct swiss *map, struct reply *reply)
{
    static const enum swiss_word shown[] = {SWISS_WORD_USED, SWISS_WORD_GLOBAL_DEPTH, SWISS_WORD_WRITING,
                                            SWISS_WORD_CLEAR_SEQ};
    struct text names = {0}, values = {0};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        uint64_t value = swiss_word(map, shown[i]);
        text_format(&names, "%s\t", swiss_word_name(shown[i]));
        text_format(&values, "%llu\t", (unsigned long long)value);
        reply_number(reply, swiss_word_name(shown[i]), (int64_t)value);
    }
    const char *seed = HEX(swiss_word(map, SWISS_WORD_SEED), 16);
    if (!swiss_word(map, SWISS_WORD_NIL))
        text_format(&reply->text, "\n" SHEET_HEAD "%sdirLen\tseed\n%s%llu\t%s", text_string(&names),
                    text_string(&values), (unsigned long long)swiss_directory_length(map), seed);
    reply_number(reply, "dirLen", (int64_t)swiss_directory_length(map));
    reply_word(reply, "seed", seed);
    text_free(&names);
    text_free(&values);
}

SWISS_VERB(dump)
{
    const struct swiss its = run_swiss(run), *map = &its;
    uint32_t small = (uint32_t)swiss_word(map, SWISS_WORD_GROUP);
    struct text json = {0};
    (void)call;
    if (!run_spend(run, group_count(map) * SWISS_SLOTS, error))
        return false;
    text_add(&reply->text, swiss_type(map)->map.name);
    reply_word(reply, "type", swiss_type(map)->map.name);
    dump_header(map, reply);
    reply_flag(reply, "nil", swiss_word(map, SWISS_WORD_NIL) != 0);
    bool on = true;
    if (small != 0) {
        text_add(&reply->text, "\n" SHEET_HEAD);
        words_say(&reply->text, reply->words, WORD_SWISS_SAY_DUMP_HEAD);
        on = dump_groups(run, map, (struct swiss_place){small, 0}, 1, 0, 1, reply, &json, error);
    } else if (swiss_directory_length(map) == 0) {
        reply_say(reply,
                  swiss_word(map, SWISS_WORD_NIL) ? WORD_SWISS_SAY_DUMP_NIL : WORD_SWISS_SAY_DUMP_NONE);
    } else {
        on = dump_tables(run, map, reply, &json, error);
    }
    if (on)
        reply_list(reply, small != 0 ? "group" : "tables", &json);
    text_free(&json);
    return on;
}
