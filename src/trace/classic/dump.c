#include "trace/classic/dump.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

/* What is compared, and where the comparison stands. */
struct comparison {
    const struct trace_dump *dump;
    const struct classic *map;
    const struct links *links;
    struct trace_difference *difference;
    const struct trace_chain *chain;
    size_t link; /* in the chain */
};

static void say_place(struct comparison *compare, const char *field)
{
    struct text *place = &compare->difference->place;
    if (compare->chain != NULL)
        text_format(place, "%s%u", compare->chain->old ? "o" : "n", compare->chain->bucket);
    if (field[0] != '\0')
        text_format(place, "[%zu].%s", compare->link, field);
}

static bool differ_numbers(struct comparison *compare, const char *field, int64_t go, int64_t model)
{
    if (go == model)
        return true;
    say_place(compare, field);
    text_add(&compare->difference->go, NUMBER(go));
    text_add(&compare->difference->model, NUMBER(model));
    return false;
}

static uint64_t array_count(const struct classic *map, bool old)
{
    return old ? classic_old_bucket_count(map) : classic_bucket_count(map);
}

static uint32_t array_region(const struct classic *map, bool old)
{
    return (uint32_t)classic_register(map, old ? REGISTER_OLDBUCKETS : REGISTER_BUCKETS);
}

/* ---- one link */

static void say_kind(struct text *text, int64_t reserve)
{
    if (reserve >= 0)
        text_format(text, "p%s", NUMBER(reserve));
    else
        text_add(text, reserve == TRACE_LINK_MAIN ? "m" : "f");
}

static bool kind_matches(struct comparison *compare, const struct trace_link *go, reference link)
{
    uint32_t array = array_region(compare->map, compare->chain->old);
    int64_t reserve = TRACE_LINK_OWN;
    if (REFERENCE_REGION(link) == array) {
        int64_t behind =
            (int64_t)REFERENCE_INDEX(link) - (int64_t)array_count(compare->map, compare->chain->old);
        reserve = behind >= 0 ? behind : TRACE_LINK_MAIN;
    }
    if (go->reserve == reserve)
        return true;
    say_place(compare, "b");
    say_kind(&compare->difference->go, go->reserve);
    say_kind(&compare->difference->model, reserve);
    return false;
}

static bool marks_match(struct comparison *compare, const struct trace_link *go, const struct bucket *bucket)
{
    if (memcmp(go->tophash, bucket->tophash, SLOTS) == 0)
        return true;
    say_place(compare, "t");
    for (int slot = 0; slot < SLOTS; slot++) {
        text_format(&compare->difference->go, "%02x", go->tophash[slot]);
        text_format(&compare->difference->model, "%02x", bucket->tophash[slot]);
    }
    return false;
}

/* Whether the memory of a key or elem is all zero bytes. */
static bool is_zero(const struct classic *map, value_id id, bool indirect)
{
    if (VALUE_IS_STALE(id))
        return id == VALUE_STALE_STRING(0);
    return id == VALUE_NONE || (!indirect && values_is_zero(map->values, id));
}

static bool wiping_matches(struct comparison *compare, const struct trace_link *go,
                           const struct bucket *bucket)
{
    const struct maptype *type = classic_type(compare->map);
    int zeroed = -1;
    if (bucket->tophash[0] > TOP_EMPTY_ONE && bucket->tophash[0] < TOP_MIN) {
        zeroed = bucket->overflow == 0;
        for (int slot = 0; slot < SLOTS && zeroed; slot++)
            zeroed = is_zero(compare->map, bucket->key[slot], type->indirect_key) &&
                     is_zero(compare->map, bucket->elem[slot], type->indirect_elem);
    }
    return differ_numbers(compare, "z", go->zeroed, zeroed);
}

static bool entries_match(struct comparison *compare, const struct trace_link *go,
                          const struct bucket *bucket)
{
    struct trace_difference *difference = compare->difference;
    const struct trace_token *tokens = compare->dump->tokens;
    size_t next = 0;
    for (int i = 0; i < 2 * SLOTS; i++) {
        if (bucket->tophash[i / 2] < TOP_MIN)
            continue;
        size_t length;
        const char *text =
            values_text(compare->map->values, i % 2 == 0 ? bucket->key[i / 2] : bucket->elem[i / 2], &length);
        if (next < go->tokens && tokens[go->first_token + next].length == length &&
            memcmp(tokens[go->first_token + next].bytes, text, length) == 0) {
            next++;
            continue;
        }
        say_place(compare, "kv");
        text_format(&difference->place, "[%zu]", next);
        if (next < go->tokens)
            text_append_safe(&difference->go, tokens[go->first_token + next].bytes,
                             tokens[go->first_token + next].length, 0);
        text_append_safe(&difference->model, text, length, 0);
        return false;
    }
    return differ_numbers(compare, "kv", (int64_t)go->tokens, (int64_t)next);
}

/* ---- chains */

static bool chain_matches(struct comparison *compare)
{
    const struct trace_chain *chain = compare->chain;
    uint64_t count = array_count(compare->map, chain->old);
    if (chain->bucket >= count)
        return differ_numbers(compare, "", (int64_t)chain->links, 0);
    reference link = REFERENCE(array_region(compare->map, chain->old), chain->bucket);
    compare->link = 0;
    for (; link != 0 && compare->link < chain->links;
         link = classic_next_link(compare->map, link), compare->link++) {
        const struct trace_link *go = &compare->dump->links[chain->first_link + compare->link];
        const struct bucket *bucket = classic_cells(compare->map, link);
        int64_t name = compare->link > 0 ? links_name(compare->links, link) : -1;
        if (!kind_matches(compare, go, link) || !differ_numbers(compare, "id", go->name, name) ||
            !marks_match(compare, go, bucket) || !wiping_matches(compare, go, bucket) ||
            !entries_match(compare, go, bucket))
            return false;
    }
    int64_t links = (int64_t)compare->link;
    for (; link != 0; link = classic_next_link(compare->map, link))
        links++;
    return differ_numbers(compare, "links", (int64_t)chain->links, links);
}

/* A full dump has every chain once; the reader numbered them. */
static bool has_all_chains(struct comparison *compare)
{
    int64_t listed[2] = {0};
    for (size_t i = 0; i < compare->dump->chain_count; i++)
        listed[compare->dump->chains[i].old]++;
    for (int old = 0; old < 2; old++) {
        int64_t count = (int64_t)array_count(compare->map, old);
        if (listed[old] == count)
            continue;
        text_add(&compare->difference->place, old ? "o" : "n");
        return differ_numbers(compare, "", listed[old], count);
    }
    return true;
}

/* Whether this was the first write to its cell in the operation, and the cell is not as it was before. */
static bool has_changed(const struct classic *map, const struct mark *marks, size_t which)
{
    const struct mark *mark = &marks[which];
    if (memory_read(map->memory, mark->place) == mark->before)
        return false;
    for (size_t i = 0; i < which; i++) {
        const struct place *place = &marks[i].place;
        if (place->region == mark->place.region && place->index == mark->place.index &&
            place->field == mark->place.field && place->slot == mark->place.slot)
            return false;
    }
    return true;
}

/* Main buckets that the operation changed must be listed. */
static bool has_changed_chains(struct comparison *compare, const struct mark *marks, size_t mark_count)
{
    bool good = true;
    for (int old = 0; old < 2 && good; old++) {
        uint64_t count = array_count(compare->map, old);
        uint32_t region = array_region(compare->map, old);
        bool *listed = new_items((size_t)count, sizeof *listed);
        for (size_t i = 0; i < compare->dump->chain_count; i++) {
            const struct trace_chain *chain = &compare->dump->chains[i];
            if (chain->old == (old != 0) && chain->bucket < count)
                listed[chain->bucket] = true;
        }
        for (size_t i = 0; i < mark_count && good; i++) {
            const struct place *place = &marks[i].place;
            bool unlisted = place->region == region && place->index < count && !listed[place->index];
            if (!unlisted || !has_changed(compare->map, marks, i))
                continue;
            text_format(&compare->difference->place, "%s%u", old ? "o" : "n", place->index);
            good = differ_numbers(compare, "", 0, 1);
        }
        free(listed);
    }
    return good;
}

bool dump_matches(const struct trace_dump *dump, bool full, const struct classic *map,
                  const struct links *links, const struct mark *marks, size_t mark_count,
                  struct trace_difference *difference)
{
    struct comparison compare = {.dump = dump, .map = map, .links = links, .difference = difference};
    if (full && !has_all_chains(&compare))
        return false;
    for (size_t i = 0; i < dump->chain_count; i++) {
        compare.chain = &dump->chains[i];
        if (!chain_matches(&compare))
            return false;
    }
    compare.chain = NULL;
    return full || has_changed_chains(&compare, marks, mark_count);
}
