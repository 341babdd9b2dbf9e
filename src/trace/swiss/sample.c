#include "trace/swiss/sample.h"

#include "base/words.h"

/* ---- the checksum */

/* An empty group is the same eight bytes, and there are many: what eight steps from a number make of it is that number times the
   prime to the power of eight, and something more that hangs on its lowest byte alone, since only that is changed by a byte. */
#define NO_ENTRIES 0x8080808080808080u

static uint64_t step_over_empty(const struct swiss_sampler *sampler, uint64_t hash)
{
    return hash * sampler->power + sampler->more[hash & 0xff];
}

static uint64_t add_groups(struct swiss_sampler *sampler, uint64_t hash, const struct swiss *map,
                           uint32_t region, uint32_t count)
{
    const struct swiss_group *group = swiss_group(map, (struct swiss_place){region, 0});
    for (const struct swiss_group *end = group + count; group < end; group++) {
        uint64_t control = swiss_control_word(group);
        if (control == NO_ENTRIES) {
            hash = step_over_empty(sampler, hash);
            continue;
        }
        hash = fnv_number(hash, control, 8);
        for (unsigned full = swiss_match_full(group); full != 0; full &= full - 1) {
            int slot = __builtin_ctz(full);
            hash = trace_texts_add(&sampler->texts, hash, group->key[slot]);
            hash = trace_texts_add(&sampler->texts, hash, group->elem[slot]);
        }
    }
    return hash;
}

static uint64_t add_table(struct swiss_sampler *sampler, uint64_t hash, const struct swiss *map,
                          uint32_t table)
{
    hash = fnv_number(hash, swiss_table_word(map, table, SWISS_TABLE_INDEX), 8);
    hash = fnv_number(hash, swiss_table_word(map, table, SWISS_TABLE_DEPTH), 1);
    hash = fnv_number(hash, swiss_table_word(map, table, SWISS_TABLE_CAPACITY), 8);
    hash = fnv_number(hash, swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT), 8);
    hash = fnv_number(hash, swiss_table_word(map, table, SWISS_TABLE_USED), 8);
    return add_groups(sampler, hash, map, (uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS),
                      (uint32_t)swiss_table_groups(map, table));
}

static void learn_empty(struct swiss_sampler *sampler)
{
    sampler->power = fnv_number(1, 0, 8);
    for (uint64_t lowest = 0; lowest < SWISS_SAMPLE_BYTES; lowest++)
        sampler->more[lowest] = fnv_number(lowest, NO_ENTRIES, 8) - lowest * sampler->power;
}

uint64_t swiss_sample_checksum(struct swiss_sampler *sampler, const struct swiss *map)
{
    uint32_t group = (uint32_t)swiss_word(map, SWISS_WORD_GROUP), table;
    uint64_t hash = FNV_START, entry = 0;
    if (sampler->power == 0)
        learn_empty(sampler);
    trace_texts_learn(&sampler->texts, map->values);
    hash = fnv_number(hash, swiss_word(map, SWISS_WORD_USED), 8);
    hash = fnv_number(hash, swiss_directory_length(map), 8);
    hash = fnv_number(hash, swiss_word(map, SWISS_WORD_GLOBAL_DEPTH), 8);
    hash = fnv_number(hash, group != 0, 1);
    if (group != 0)
        hash = add_groups(sampler, hash, map, group, 1);
    while (swiss_next_table(map, &entry, &table))
        hash = add_table(sampler, hash, map, table);
    return hash;
}

void swiss_sampler_free(struct swiss_sampler *sampler)
{
    trace_texts_free(&sampler->texts);
}

/* ---- groups written out */

static bool differ(struct trace_difference *difference, size_t table, size_t group)
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

static struct trace_token token_of(const struct swiss *map, value_id id)
{
    struct trace_token token;
    token.bytes = values_text(map->values, id, &token.length);
    return token;
}

static bool slots_match(const struct swiss_trace_dump *dump, const struct swiss_trace_group *go,
                        const struct swiss *map, const struct swiss_group *model,
                        struct trace_difference *difference)
{
    size_t token = go->first_token, end = go->first_token + go->tokens;
    for (int slot = 0; slot < SWISS_SLOTS; slot++) {
        if (model->control[slot] >= SWISS_EMPTY)
            continue;
        for (int part = 0; part < 2; part++, token++) {
            struct trace_token its = token_of(map, part == 0 ? model->key[slot] : model->elem[slot]);
            if (token < end && trace_token_equal(dump->tokens[token], its))
                continue;
            if (token < end)
                trace_token_say(dump->tokens[token], &difference->go);
            trace_token_say(its, &difference->model);
            return false;
        }
    }
    if (token == end)
        return true;
    trace_token_say(dump->tokens[token], &difference->go);
    return false;
}

/* The groups of one table, from `*next` of the dump on. */
static bool table_matches(const struct swiss_trace_dump *dump, size_t table, size_t *next,
                          const struct swiss *map, uint32_t region, uint32_t count,
                          struct trace_difference *difference)
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
                          struct trace_difference *difference)
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
