/* makemap, makeBucketArray, newoverflow: how arrays and overflow buckets come and go (runtime/map.go). */
#include "base/memory_or_die.h"
#include "model/classic/verb.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void free_type(void *type)
{
    maptype_free(type);
    free(type);
}

uint32_t classic_type_number(struct world *world, const char *name, enum go_version version, bool at_once,
                             struct error *error)
{
    struct maptype *type = new_items(1, sizeof *type);
    if (!maptype_parse(type, name, strlen(name), version, error)) {
        free(type);
        return 0;
    }
    type->at_once = at_once;
    for (uint32_t i = 1; i <= world->type_count; i++) {
        const struct maptype *known = world_type(world, i);
        if (world->types[i - 1].engine == ENGINE_classic && known->version == version &&
            known->at_once == at_once && strcmp(known->name, type->name) == 0) {
            free_type(type);
            return i;
        }
    }
    return world_add_type(world, ENGINE_classic, type, free_type);
}

/* The makemap of the release: the two of routine.def have the same lines. */
static code_line line_of(enum go_version version, code_line line)
{
    return (code_line)(line + (version == GO_1_21 ? LINE_makemap_1_21_seed - LINE_makemap_seed : 0));
}

/* The map that was here is garbage: its hmap, arrays, overflow buckets and iterators are dropped, dictated hashes forgotten. The
   registers are the new map's, so of the old hmap a region stands for what the collector finds. */
static void drop_everything(struct classic *map)
{
    struct memory *memory = map->memory;
    uint32_t book = map->home + 1;
    bool extra;
    if (classic_has_hmap(map, &extra))
        memory_alloc(memory, CLASSIC_REPLACED, extra ? 2 : 1, map->home, LINE_makemap_seed);
    memory_drop_owned(memory, map->home, book + 1, LINE_makemap_seed);
    for (uint32_t i = 0; i < memory->regions[book].count; i++)
        memory_write(memory, place_word(book, i), 0, LINE_makemap_seed);
    /* oldbuckets first: without it nobody asks B how many old buckets there are. */
    static const enum classic_register zeroed[] = {
        REGISTER_OLDBUCKETS, REGISTER_BUCKETS,   REGISTER_NIL,       REGISTER_COUNT,
        REGISTER_FLAGS,      REGISTER_B,         REGISTER_NOVERFLOW, REGISTER_NEXT_OVERFLOW,
        REGISTER_ITERATOR,   REGISTER_NEVACUATE, REGISTER_GROWTHS,   REGISTER_EXTRA,
    };
    for (size_t i = 0; i < sizeof zeroed / sizeof *zeroed; i++)
        classic_set(map, zeroed[i], 0, LINE_makemap_seed);
}

enum gomap_outcome classic_make(struct classic *map, const char *type_name, enum go_version version,
                                int64_t hint, struct error *error)
{
    uint32_t number = classic_type_number(map->world, type_name, version, false, error);
    if (number == 0)
        return GOMAP_WRONG_TYPE;
    const struct maptype *type = world_type(map->world, number);
    int B = maptype_B_for_hint(type, hint);
    if (B > CLASSIC_MOST_MODEL_B)
        return GOMAP_TOO_BIG;
    drop_everything(map);
    classic_set(map, REGISTER_TYPE, number, line_of(version, LINE_makemap_seed));
    classic_set(map, REGISTER_HASH0, classic_draw(map, line_of(version, LINE_makemap_seed)),
                line_of(version, LINE_makemap_seed));
    classic_set(map, REGISTER_B, (uint64_t)B, line_of(version, LINE_makemap_size));
    if (B > 0) {
        uint64_t next_overflow;
        uint32_t array = classic_make_array(map, B, &next_overflow, line_of(version, LINE_makemap_array));
        classic_set(map, REGISTER_BUCKETS, array, line_of(version, LINE_makemap_array));
        classic_set(map, REGISTER_NEXT_OVERFLOW, next_overflow, line_of(version, LINE_makemap_spare));
    }
    classic_look(map, CLASSIC_made, (uint64_t)hint, (uint64_t)B, line_of(version, LINE_makemap_size));
    return GOMAP_DONE;
}

enum gomap_outcome classic_declare(struct classic *map, const char *type_name, enum go_version version,
                                   struct error *error)
{
    uint32_t number = classic_type_number(map->world, type_name, version, false, error);
    if (number == 0)
        return GOMAP_WRONG_TYPE;
    drop_everything(map);
    classic_set(map, REGISTER_TYPE, number, LINE_outside_setup);
    classic_set(map, REGISTER_HASH0, 0, LINE_outside_setup);
    classic_set(map, REGISTER_NIL, 1, LINE_outside_setup);
    return GOMAP_DONE;
}

uint32_t classic_alloc(struct classic *map, enum classic_region kind, uint32_t buckets, code_line line)
{
    uint64_t type = classic_register(map, REGISTER_TYPE);
    return memory_alloc_tagged(map->memory, (uint16_t)kind, buckets, map->home,
                               type <= MEMORY_MOST_TAG ? (uint16_t)type : 0, line);
}

void classic_grow_at_once(struct classic *map)
{
    const struct maptype *type = classic_type(map);
    struct error unheard = {0};
    assert(type != NULL && !classic_growing(map));
    classic_set(map, REGISTER_TYPE,
                classic_type_number(map->world, type->name, type->version, true, &unheard),
                LINE_outside_setup);
}

uint32_t classic_make_array(struct classic *map, int B, uint64_t *next_overflow, code_line line)
{
    uint32_t main_count = (uint32_t)1 << B;
    uint32_t reserve = (uint32_t)maptype_preallocated(classic_type(map), B);
    uint32_t array = classic_alloc(map, CLASSIC_ARRAY, main_count + reserve, line);
    *next_overflow = 0;
    if (reserve > 0) {
        *next_overflow = 1 + (uint64_t)main_count;
        /* The last of the reserve points at the array: newoverflow sees by it that the reserve ends. */
        reference last = REFERENCE(array, main_count + reserve - 1);
        memory_write(map->memory, bucket_place(last, FIELD_OVERFLOW, 0), REFERENCE(array, 0), line);
    }
    return array;
}

/* incrnoverflow: exact below 2^16 buckets, by chance above, so that the counter stays small. */
static void count_overflow(struct classic *map, code_line line)
{
    uint64_t B = classic_register(map, REGISTER_B), noverflow = classic_register(map, REGISTER_NOVERFLOW);
    uint64_t one_in = maptype_overflow_counted((int)B);
    if (one_in > 1 && (classic_draw(map, line) & (one_in - 1)) != 0)
        return;
    classic_set(map, REGISTER_NOVERFLOW, (noverflow + 1) & 0xffff, line);
}

void classic_list_overflow(struct classic *map, code_line line)
{
    if (!classic_type(map)->bucket_pointers)
        classic_set(map, REGISTER_EXTRA, classic_register(map, REGISTER_EXTRA) | EXTRA_THERE | EXTRA_LIST,
                    line);
}

reference classic_new_overflow(struct classic *map, reference link, code_line line)
{
    struct memory *memory = map->memory;
    reference fresh;
    uint64_t next = classic_register(map, REGISTER_NEXT_OVERFLOW);
    if (next != 0) {
        fresh = classic_bucket(map, next - 1);
        bool is_last = classic_cells(map, fresh)->overflow != 0;
        memory_write(memory, bucket_place(fresh, FIELD_OVERFLOW, 0), 0, line);
        classic_set(map, REGISTER_NEXT_OVERFLOW, is_last ? 0 : next + 1, line);
    } else {
        fresh = REFERENCE(classic_alloc(map, CLASSIC_OVERFLOW, 1, line), 0);
    }
    count_overflow(map, line);
    classic_list_overflow(map, line);
    memory_write(memory, bucket_place(link, FIELD_OVERFLOW, 0), fresh, line);
    return fresh;
}

void classic_drop_chain(struct classic *map, reference main_bucket, code_line line)
{
    for (reference link = classic_next_link(map, main_bucket); link != 0;
         link = classic_next_link(map, link)) {
        uint32_t region = REFERENCE_REGION(link);
        if (!memory_holds(map->memory, region))
            return; /* dropped with all behind it, so long ago that the timeline forgot it */
        if (map->memory->regions[region].kind == CLASSIC_OVERFLOW && map->memory->regions[region].live)
            memory_drop(map->memory, region, line);
    }
}

void classic_drop_array(struct classic *map, uint32_t region, code_line line)
{
    uint32_t count = map->memory->regions[region].count;
    for (uint32_t i = 0; i < count; i++)
        classic_drop_chain(map, REFERENCE(region, i), line);
    memory_drop(map->memory, region, line);
}
