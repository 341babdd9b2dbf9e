#include "trace/swiss/sample.h"

#include "base/words.h"
#include "trace/fnv.h"

#include <string.h>

/* ---- the checksum */

static uint64_t add_value(uint64_t hash, const struct swiss *map, value_id id)
{
    size_t length;
    const char *text = values_text(map->values, id, &length);
    return fnv_bytes(fnv_number(hash, length, 4), text, length);
}

static uint64_t add_groups(uint64_t hash, const struct swiss *map, uint32_t region, uint32_t count)
{
    for (uint32_t index = 0; index < count; index++) {
        const struct swiss_group *group = swiss_group(map, (struct swiss_place){region, index});
        hash = fnv_bytes(hash, group->control, sizeof group->control);
        for (int slot = 0; slot < SWISS_SLOTS; slot++) {
            if (group->control[slot] < SWISS_EMPTY)
                hash = add_value(add_value(hash, map, group->key[slot]), map, group->elem[slot]);
        }
    }
    return hash;
}

static uint64_t add_table(uint64_t hash, const struct swiss *map, uint32_t table)
{
    hash = fnv_number(hash, swiss_table_word(map, table, SWISS_TABLE_INDEX), 8);
    hash = fnv_number(hash, swiss_table_word(map, table, SWISS_TABLE_DEPTH), 1);
    hash = fnv_number(hash, swiss_table_word(map, table, SWISS_TABLE_CAPACITY), 8);
    hash = fnv_number(hash, swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT), 8);
    hash = fnv_number(hash, swiss_table_word(map, table, SWISS_TABLE_USED), 8);
    return add_groups(hash, map, (uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS),
                      (uint32_t)swiss_table_groups(map, table));
}

uint64_t swiss_sample_checksum(const struct swiss *map)
{
    uint32_t group = (uint32_t)swiss_word(map, SWISS_WORD_GROUP), table;
    uint64_t hash = FNV_START, entry = 0;
    hash = fnv_number(hash, swiss_word(map, SWISS_WORD_USED), 8);
    hash = fnv_number(hash, swiss_directory_length(map), 8);
    hash = fnv_number(hash, swiss_word(map, SWISS_WORD_GLOBAL_DEPTH), 8);
    hash = fnv_number(hash, group != 0, 1);
    if (group != 0)
        hash = add_groups(hash, map, group, 1);
    while (swiss_next_table(map, &entry, &table))
        hash = add_table(hash, map, table);
    return hash;
}

/* ---- groups written out */

static bool differ(struct swiss_sample_difference *difference, size_t table, size_t group)
{
    text_format(&difference->place, "[%zu][%zu]", table, group);
    return false;
}

/* The byte of slot 0 stands uppermost. */
static uint64_t control_of(const struct swiss_group *group)
{
    uint64_t control = 0;
    for (int slot = 0; slot < SWISS_SLOTS; slot++)
        control = control << 8 | group->control[slot];
    return control;
}

/* In quotes, so that one without letters is not none. */
static void say_token(struct text *text, struct trace_token token)
{
    text_add(text, "\"");
    text_append_safe(text, token.bytes, token.length, 0);
    text_add(text, "\"");
}

static struct trace_token token_of(const struct swiss *map, value_id id)
{
    struct trace_token token;
    token.bytes = values_text(map->values, id, &token.length);
    return token;
}

static bool slots_match(const struct swiss_trace_dump *dump, const struct swiss_trace_group *go,
                        const struct swiss *map, const struct swiss_group *model,
                        struct swiss_sample_difference *difference)
{
    size_t token = go->first_token, end = go->first_token + go->tokens;
    for (int slot = 0; slot < SWISS_SLOTS; slot++) {
        if (model->control[slot] >= SWISS_EMPTY)
            continue;
        for (int part = 0; part < 2; part++, token++) {
            struct trace_token its = token_of(map, part == 0 ? model->key[slot] : model->elem[slot]);
            if (token < end && swiss_trace_same(dump->tokens[token], its))
                continue;
            if (token < end)
                say_token(&difference->go, dump->tokens[token]);
            say_token(&difference->model, its);
            return false;
        }
    }
    if (token == end)
        return true;
    say_token(&difference->go, dump->tokens[token]);
    return false;
}

/* The groups of one table, from `*next` of the dump on. */
static bool table_matches(const struct swiss_trace_dump *dump, size_t table, size_t *next,
                          const struct swiss *map, uint32_t region, uint32_t count,
                          struct swiss_sample_difference *difference)
{
    for (uint32_t index = 0; index < count; index++, (*next)++) {
        const struct swiss_group *model = swiss_group(map, (struct swiss_place){region, index});
        const struct swiss_trace_group *go = *next < dump->group_count ? &dump->groups[*next] : NULL;
        bool there = go != NULL && go->table == table;
        if (!there || go->control != control_of(model)) {
            if (there)
                text_add(&difference->go, HEX(go->control, 16));
            text_add(&difference->model, HEX(control_of(model), 16));
            return differ(difference, table, index);
        }
        if (!slots_match(dump, go, map, model, difference))
            return differ(difference, table, index);
    }
    return true;
}

bool swiss_sample_matches(const struct swiss_trace_dump *dump, const struct swiss *map,
                          struct swiss_sample_difference *difference)
{
    uint32_t group = (uint32_t)swiss_word(map, SWISS_WORD_GROUP), region;
    size_t next = 0, table = 0;
    uint64_t entry = 0;
    if (group != 0 && !table_matches(dump, table++, &next, map, group, 1, difference))
        return false;
    for (; swiss_next_table(map, &entry, &region); table++) {
        if (!table_matches(dump, table, &next, map,
                           (uint32_t)swiss_table_word(map, region, SWISS_TABLE_GROUPS),
                           (uint32_t)swiss_table_groups(map, region), difference))
            return false;
    }
    if (next == dump->group_count && table == dump->tables)
        return true;
    bool tables = table != dump->tables;
    text_format(&difference->go, "%zu", tables ? dump->tables : dump->group_count);
    text_format(&difference->model, "%zu", tables ? table : next);
    text_add(&difference->place, tables ? "tables" : "groups");
    return false;
}
