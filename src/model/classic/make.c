/* makemap, makeBucketArray, newoverflow: how arrays and overflow buckets come and go (runtime/map.go). */
#include "base/memory_or_die.h"
#include "model/classic/verb.h"

#include <stdlib.h>
#include <string.h>

/* The register value (1 + index) of a type; the type joins the list if it is new. 0 and an error if the name
 * is wrong. */
static uint64_t type_number(struct map *map, const char *name, enum go_version version, struct error *error)
{
    struct maptype *type = new_items(1, sizeof *type);
    if (!maptype_parse(type, name, strlen(name), version, error)) {
        free(type);
        return 0;
    }
    for (size_t i = 0; i < map->type_count; i++) {
        if (map->types[i]->version == version && strcmp(map->types[i]->name, type->name) == 0) {
            maptype_free(type);
            free(type);
            return i + 1;
        }
    }
    map->types = room_for_one_more(map->types, map->type_count, &map->type_capacity, sizeof *map->types);
    map->types[map->type_count++] = type;
    return map->type_count;
}

/* The map that was here is garbage: its arrays, overflow buckets and iterators are dropped, dictated hashes
 * forgotten. */
static void drop_everything(struct map *map)
{
    struct memory *memory = &map->memory;
    for (uint32_t id = REGION_BOOK + 1; id < memory->region_count; id++) {
        if (memory->regions[id].live)
            memory_drop(memory, id, LINE_makemap_seed);
    }
    for (uint32_t i = 0; i < memory->regions[REGION_BOOK].count; i++)
        memory_write(memory, place_word(REGION_BOOK, i), 0, LINE_makemap_seed);
    /* oldbuckets first: without it nobody asks B how many old buckets there are. */
    static const enum map_register zeroed[] = {
        REGISTER_OLDBUCKETS, REGISTER_BUCKETS,   REGISTER_NIL,       REGISTER_COUNT,
        REGISTER_FLAGS,      REGISTER_B,         REGISTER_NOVERFLOW, REGISTER_NEXT_OVERFLOW,
        REGISTER_ITERATOR,   REGISTER_NEVACUATE, REGISTER_GROWTHS,
    };
    for (size_t i = 0; i < sizeof zeroed / sizeof *zeroed; i++)
        map_set(map, zeroed[i], 0, LINE_makemap_seed);
}

enum map_outcome map_make(struct map *map, const char *type_name, enum go_version version, int64_t hint,
                          struct error *error)
{
    uint64_t number = type_number(map, type_name, version, error);
    if (number == 0)
        return MAP_DONE;
    const struct maptype *type = map->types[number - 1];
    int B = maptype_B_for_hint(type, hint);
    if (B > MAP_MOST_MODEL_B)
        return MAP_TOO_BIG;
    drop_everything(map);
    map_set(map, REGISTER_TYPE, number, LINE_makemap_seed);
    map_set(map, REGISTER_HASH0, map_draw(map, LINE_makemap_seed), LINE_makemap_seed);
    map_set(map, REGISTER_B, (uint64_t)B, LINE_makemap_size);
    if (B > 0) {
        uint64_t next_overflow;
        uint32_t array = map_make_array(map, B, &next_overflow, LINE_makemap_array);
        map_set(map, REGISTER_BUCKETS, array, LINE_makemap_array);
        map_set(map, REGISTER_NEXT_OVERFLOW, next_overflow, LINE_makemap_spare);
    }
    map_look(map, EVENT_made, (uint64_t)hint, (uint64_t)B, LINE_makemap_size);
    return MAP_DONE;
}

enum map_outcome map_declare(struct map *map, const char *type_name, enum go_version version,
                             struct error *error)
{
    uint64_t number = type_number(map, type_name, version, error);
    if (number == 0)
        return MAP_DONE;
    drop_everything(map);
    map_set(map, REGISTER_TYPE, number, LINE_outside_setup);
    map_set(map, REGISTER_HASH0, 0, LINE_outside_setup);
    map_set(map, REGISTER_NIL, 1, LINE_outside_setup);
    return MAP_DONE;
}

uint32_t map_make_array(struct map *map, int B, uint64_t *next_overflow, enum code_line line)
{
    uint32_t main_count = (uint32_t)1 << B;
    uint32_t reserve = (uint32_t)maptype_preallocated(map_type(map), B);
    uint32_t array = memory_alloc(&map->memory, REGION_ARRAY, main_count + reserve, line);
    *next_overflow = 0;
    if (reserve > 0) {
        *next_overflow = 1 + (uint64_t)main_count;
        /* The last of the reserve points at the array: newoverflow sees by it that the reserve ends. */
        reference last = REFERENCE(array, main_count + reserve - 1);
        memory_write(&map->memory, place_cell(last, FIELD_OVERFLOW, 0), REFERENCE(array, 0), line);
    }
    return array;
}

/* incrnoverflow: exact below 2^16 buckets, by chance above, so that the counter stays small. */
static void count_overflow(struct map *map, enum code_line line)
{
    uint64_t B = map_register(map, REGISTER_B), noverflow = map_register(map, REGISTER_NOVERFLOW);
    uint64_t mask = B < 16 ? 0 : ((uint64_t)1 << (B - 15)) - 1;
    if (B >= 16 && (map_draw(map, line) & mask) != 0)
        return;
    map_set(map, REGISTER_NOVERFLOW, (noverflow + 1) & 0xffff, line);
}

reference map_new_overflow(struct map *map, reference link, enum code_line line)
{
    struct memory *memory = &map->memory;
    reference fresh;
    uint64_t next = map_register(map, REGISTER_NEXT_OVERFLOW);
    if (next != 0) {
        fresh = map_bucket(map, next - 1);
        bool is_last = memory_bucket(memory, fresh)->overflow != 0;
        memory_write(memory, place_cell(fresh, FIELD_OVERFLOW, 0), 0, line);
        map_set(map, REGISTER_NEXT_OVERFLOW, is_last ? 0 : next + 1, line);
    } else {
        fresh = REFERENCE(memory_alloc(memory, REGION_OVERFLOW, 1, line), 0);
    }
    count_overflow(map, line);
    memory_write(memory, place_cell(link, FIELD_OVERFLOW, 0), fresh, line);
    return fresh;
}

void map_drop_chain(struct map *map, reference main_bucket, enum code_line line)
{
    for (reference link = map_next_link(map, main_bucket); link != 0; link = map_next_link(map, link)) {
        uint32_t region = REFERENCE_REGION(link);
        if (!memory_holds(&map->memory, region))
            return; /* dropped with all behind it, so long ago that the timeline forgot it */
        if (map->memory.regions[region].kind == REGION_OVERFLOW && map->memory.regions[region].live)
            memory_drop(&map->memory, region, line);
    }
}

void map_drop_array(struct map *map, uint32_t region, enum code_line line)
{
    uint32_t count = map->memory.regions[region].count;
    for (uint32_t i = 0; i < count; i++)
        map_drop_chain(map, REFERENCE(region, i), line);
    memory_drop(&map->memory, region, line);
}
