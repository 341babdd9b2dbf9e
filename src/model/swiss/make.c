/* NewMap, NewEmptyMap, newTable: how maps, tables and groups come and go (runtime map.go, table.go). */
#include "base/memory_or_die.h"
#include "model/swiss/verb.h"

#include <stdlib.h>
#include <string.h>

static void free_type(void *type)
{
    struct swiss_type *its = type;
    maptype_free(&its->map);
    free(its);
}

static uint64_t round_up(uint64_t size, uint64_t align)
{
    return align > 1 ? (size + align - 1) / align * align : size;
}

/* A slot is struct{key; elem}, a group struct{ctrl uint64; slots [8]slot}: what ends in nothing has a byte more, so that no pointer
   leads behind it. */
static void lay_out(struct swiss_type *type)
{
    const struct maptype *map = &type->map;
    uint64_t key_align = map->indirect_key ? 8 : map->key->align,
             elem_align = map->indirect_elem ? 8 : map->elem->align,
             align = key_align > elem_align ? key_align : elem_align;
    type->elem_offset = round_up(map->key_slot, elem_align);
    uint64_t end = type->elem_offset + map->elem_slot;
    type->slot_size = round_up(map->elem_slot == 0 && end > 0 ? end + 1 : end, align);
    uint64_t slots = type->slot_size * SWISS_SLOTS;
    type->group_size = round_up(SWISS_SLOTS + (slots > 0 ? slots : 1), 8);
    type->pointers = map->indirect_key || map->indirect_elem || map->key->pointers || map->elem->pointers;
}

uint32_t swiss_type_number(struct world *world, const char *name, enum go_version version,
                           struct error *error)
{
    struct swiss_type *type = new_items(1, sizeof *type);
    if (!maptype_parse(&type->map, name, strlen(name), version, error)) {
        free(type);
        return 0;
    }
    for (uint32_t i = 1; i <= world->type_count; i++) {
        const struct swiss_type *known = world_type(world, i);
        if (world->types[i - 1].engine == ENGINE_swiss && known->map.version == version &&
            strcmp(known->map.name, type->map.name) == 0) {
            free_type(type);
            return i;
        }
    }
    lay_out(type);
    return world_add_type(world, ENGINE_swiss, type, free_type);
}

/* ---- regions */

/* The tag of a region is the number of the map's type, since the map may be made anew while the region is still to be seen; 0: of a
   number too large for that. */
static uint32_t allocate(struct swiss *map, enum swiss_region kind, uint32_t count, code_line line)
{
    uint64_t type = swiss_word(map, SWISS_WORD_TYPE);
    return memory_alloc_tagged(map->memory, (uint16_t)kind, count, map->home,
                               type <= MEMORY_MOST_TAG ? (uint16_t)type : 0, line);
}

uint32_t swiss_new_groups(struct swiss *map, uint32_t count, code_line line)
{
    uint32_t region = allocate(map, SWISS_GROUPS, count, line);
    for (uint32_t index = 0; index < count; index++) {
        for (int slot = 0; slot < SWISS_SLOTS; slot++)
            swiss_set_control(map, (struct swiss_place){region, index}, slot, SWISS_EMPTY, line);
    }
    return region;
}

uint32_t swiss_new_table(struct swiss *map, uint64_t capacity, uint64_t depth, uint64_t index, code_line line)
{
    uint32_t table = allocate(map, SWISS_TABLE, SWISS_TABLE_WORDS, line);
    uint32_t groups = swiss_new_groups(map, (uint32_t)(capacity / SWISS_SLOTS), line);
    swiss_set_table(map, table, SWISS_TABLE_CAPACITY, capacity, line);
    swiss_set_table(map, table, SWISS_TABLE_GROWTH_LEFT, swiss_most_entries(capacity), line);
    swiss_set_table(map, table, SWISS_TABLE_DEPTH, depth, line);
    swiss_set_table(map, table, SWISS_TABLE_INDEX, index, line);
    swiss_set_table(map, table, SWISS_TABLE_GROUPS, groups, line);
    return table;
}

void swiss_drop_table(struct swiss *map, uint32_t table, code_line line)
{
    memory_drop(map->memory, (uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS), line);
    memory_drop(map->memory, table, line);
}

/* ---- making */

/* The map that was here is garbage: all that was its own is dropped, dictated hashes forgotten. The words of the home are the new map's,
   so of the old header a region stands for what the collector finds. */
static void drop_everything(struct swiss *map, code_line line)
{
    struct memory *memory = map->memory;
    uint32_t book = map->home + 1;
    if (swiss_type(map) != NULL && swiss_word(map, SWISS_WORD_NIL) == 0)
        memory_alloc(memory, SWISS_REPLACED, 1, map->home, line);
    memory_drop_owned(memory, map->home, book + 1, line);
    for (uint32_t i = 0; i < memory->regions[book].count; i++)
        memory_write(memory, place_word(book, i), 0, line);
    static const enum swiss_word zeroed[] = {
        SWISS_WORD_DIRECTORY, SWISS_WORD_GROUP,        SWISS_WORD_NIL,
        SWISS_WORD_USED,      SWISS_WORD_GLOBAL_DEPTH, SWISS_WORD_WRITING,
        SWISS_WORD_CLEAR_SEQ, SWISS_WORD_GROWTHS,      SWISS_WORD_ITERATOR,
    };
    for (size_t i = 0; i < sizeof zeroed / sizeof *zeroed; i++)
        swiss_set(map, zeroed[i], 0, line);
}

bool swiss_ignores_hint(const struct swiss_type *type, int64_t hint)
{
    uint64_t capacity;
    return hint < 0 || (hint > SWISS_SLOTS && swiss_tables_for_hint(type, hint, &capacity) == 0);
}

uint64_t swiss_tables_for_hint(const struct swiss_type *type, int64_t hint, uint64_t *capacity)
{
    *capacity = 0;
    /* Eight times a hint of more than that would not fit; it asks for far more memory than there are addresses. */
    if (hint <= SWISS_SLOTS || (uint64_t)hint > GO_MOST_MEMORY)
        return 0;
    uint64_t target = (uint64_t)hint * SWISS_SLOTS / 7, tables = 1;
    while (tables * SWISS_MOST_CAPACITY < target)
        tables *= 2;
    /* The runtime asks whether so many groups fit, where it has counted slots. */
    if (tables * SWISS_MOST_CAPACITY > GO_MOST_MEMORY / type->group_size)
        return 0;
    *capacity = SWISS_SLOTS;
    while (*capacity < target / tables)
        *capacity *= 2;
    return tables;
}

static void make_tables(struct swiss *map, uint64_t tables, uint64_t capacity)
{
    uint64_t depth = 0;
    while ((uint64_t)1 << depth < tables)
        depth++;
    uint32_t directory = allocate(map, SWISS_DIRECTORY, (uint32_t)tables, LINE_swiss_new_tables);
    for (uint32_t entry = 0;
         entry < tables && memory_goes_on(map->memory, LINE_swiss_new_tables, entry, tables); entry++) {
        uint32_t table = swiss_new_table(map, capacity, depth, entry, LINE_swiss_new_tables);
        memory_write(map->memory, place_word(directory, entry), table, LINE_swiss_new_tables);
    }
    swiss_set(map, SWISS_WORD_GLOBAL_DEPTH, depth, LINE_swiss_new_tables);
    swiss_set(map, SWISS_WORD_DIRECTORY, directory, LINE_swiss_new_tables);
}

enum gomap_outcome swiss_make(struct swiss *map, const char *type_name, enum go_version version, int64_t hint,
                              struct error *error)
{
    uint32_t number = swiss_type_number(map->world, type_name, version, error);
    if (number == 0)
        return GOMAP_WRONG_TYPE;
    uint64_t capacity, tables = swiss_tables_for_hint(world_type(map->world, number), hint, &capacity);
    if (tables > (uint64_t)1 << SWISS_MOST_MODEL_DEPTH)
        return GOMAP_TOO_BIG;
    drop_everything(map, LINE_swiss_new_seed);
    swiss_set(map, SWISS_WORD_TYPE, number, LINE_swiss_new_seed);
    swiss_set(map, SWISS_WORD_SEED, swiss_draw(map, LINE_swiss_new_seed), LINE_swiss_new_seed);
    if (tables > 0)
        make_tables(map, tables, capacity);
    swiss_look(map, SWISS_made, (uint64_t)hint, tables * capacity,
               tables > 0 ? LINE_swiss_new_size : LINE_swiss_new_small);
    return GOMAP_DONE;
}

enum gomap_outcome swiss_declare(struct swiss *map, const char *type_name, enum go_version version,
                                 struct error *error)
{
    uint32_t number = swiss_type_number(map->world, type_name, version, error);
    if (number == 0)
        return GOMAP_WRONG_TYPE;
    drop_everything(map, LINE_outside_setup);
    swiss_set(map, SWISS_WORD_TYPE, number, LINE_outside_setup);
    swiss_set(map, SWISS_WORD_SEED, 0, LINE_outside_setup);
    swiss_set(map, SWISS_WORD_NIL, 1, LINE_outside_setup);
    return GOMAP_DONE;
}
