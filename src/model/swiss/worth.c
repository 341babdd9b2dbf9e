/* Bytes: what a map holds, as Go's allocator hands it out, and what each event is worth (runtime map.go, table.go, group.go). */
#include "model/swiss/verb.h"

enum { MAP_BYTES = 48, TABLE_BYTES = 32, POINTER_BYTES = 8 };

uint64_t swiss_entry_bytes(const struct swiss_type *type)
{
    const struct maptype *map = &type->map;
    const struct gotype *key = map->key, *elem = map->elem;
    return (map->indirect_key ? go_heap_bytes(key->size, key->pointers, map->version) : 0) +
           (map->indirect_elem ? go_heap_bytes(elem->size, elem->pointers, map->version) : 0);
}

uint64_t swiss_group_bytes(const struct swiss_type *type, uint64_t groups)
{
    return go_heap_bytes(groups * type->group_size, type->pointers, type->map.version);
}

uint64_t swiss_directory_bytes(const struct swiss_type *type, uint64_t entries)
{
    return go_heap_bytes(entries * POINTER_BYTES, true, type->map.version);
}

uint64_t swiss_table_bytes(const struct swiss_type *type, uint64_t capacity)
{
    return TABLE_BYTES + swiss_group_bytes(type, capacity / SWISS_SLOTS);
}

/* Tables and groups that were replaced and that a loop still walks: those it stands in. */
static uint64_t bytes_walked(const struct swiss *map, const struct swiss_type *type)
{
    uint32_t it = (uint32_t)swiss_word(map, SWISS_WORD_ITERATOR);
    if (it == 0)
        return 0;
    uint32_t table = (uint32_t)memory_read(map->memory, place_word(it, SWISS_ITERATOR_TABLE)),
             group = (uint32_t)memory_read(map->memory, place_word(it, SWISS_ITERATOR_SMALL));
    if (group != 0)
        return map->memory->regions[group].live ? 0 : swiss_group_bytes(type, 1);
    if (table == 0 || map->memory->regions[table].live)
        return 0;
    return swiss_table_bytes(type, swiss_table_word(map, table, SWISS_TABLE_CAPACITY));
}

/* Whether whoever goes through the directory by first entries comes to a table: so tables are counted. */
static bool is_in_directory(const struct swiss *map, uint32_t table)
{
    uint64_t entry = 0;
    bool found = false;
    for (uint32_t its; !found && swiss_next_table(map, &entry, &its);)
        found = its == table;
    return found;
}

/* Whether the map leads to a region of its own. Of a table the groups are allocated right behind it. */
static bool leads_to(const struct swiss *map, uint32_t region)
{
    const struct region *its = &map->memory->regions[region];
    if (region == swiss_word(map, SWISS_WORD_DIRECTORY) || region == swiss_word(map, SWISS_WORD_GROUP))
        return true;
    uint32_t table = its->kind == SWISS_GROUPS ? region - 1 : region;
    return map->memory->regions[table].kind == SWISS_TABLE && is_in_directory(map, table);
}

uint32_t swiss_next_begun(const struct swiss *map, uint32_t region)
{
    enum {
        OF_A_SPLIT = 5 /* two tables with their groups, and a directory: some may be in their place already */
    };
    const struct memory *memory = map->memory;
    while (--region > map->home) {
        const struct region *its = &memory->regions[region];
        bool part = its->kind == SWISS_GROUPS || its->kind == SWISS_TABLE || its->kind == SWISS_DIRECTORY;
        if (!part || its->owner != map->home || !its->live)
            return 0;
        if (!leads_to(map, region))
            return region;
        if (memory->region_count - region >= OF_A_SPLIT)
            return 0;
    }
    return 0;
}

/* What a growth has allocated, and the map doesn't lead to yet; the copies in it are no entries more. */
static void add_begun(const struct swiss *map, const struct swiss_type *type, uint64_t *head, uint64_t *array)
{
    for (uint32_t region = (uint32_t)map->memory->region_count;
         (region = swiss_next_begun(map, region)) != 0;) {
        const struct region *its = &map->memory->regions[region];
        *head += its->kind == SWISS_TABLE       ? TABLE_BYTES
                 : its->kind == SWISS_DIRECTORY ? swiss_directory_bytes(type, its->count)
                                                : 0;
        *array += its->kind == SWISS_GROUPS ? swiss_group_bytes(type, its->count) : 0;
    }
}

struct engine_bytes swiss_places(const struct swiss *map)
{
    const struct swiss_type *type = swiss_type(map);
    uint64_t entry = 0, array = 0, used = swiss_word(map, SWISS_WORD_USED);
    if (type == NULL || swiss_word(map, SWISS_WORD_NIL) != 0)
        return (struct engine_bytes){0};
    uint64_t directory = swiss_directory_length(map),
             head = MAP_BYTES + swiss_directory_bytes(type, directory);
    for (uint32_t table; swiss_next_table(map, &entry, &table);) {
        head += TABLE_BYTES;
        array += swiss_group_bytes(type, swiss_table_groups(map, table));
    }
    if (swiss_word(map, SWISS_WORD_GROUP) != 0)
        array += swiss_group_bytes(type, 1);
    add_begun(map, type, &head, &array);
    uint64_t live = used * type->slot_size, behind = used * swiss_entry_bytes(type),
             walked = bytes_walked(map, type);
    return engine_bytes_summed(
        (struct engine_bytes){.at = {[ENGINE_BYTES_HEAD] = {head, head},
                                     [ENGINE_BYTES_ARRAY] = {array, live < array ? live : array},
                                     [ENGINE_BYTES_WALKED] = {walked, 0},
                                     [ENGINE_BYTES_BEHIND] = {behind, behind}}});
}

/* ---- events */

static void take_given(struct event_bytes *bytes, uint64_t given)
{
    bytes->allocated += given;
    bytes->cleared += given; /* handed out as zeros */
}

static void allocate(const struct swiss_type *type, const struct event *event, struct event_bytes *bytes)
{
    if (event->index == SWISS_GROUPS)
        take_given(bytes, swiss_group_bytes(type, event->after));
    else if (event->index == SWISS_TABLE)
        take_given(bytes, TABLE_BYTES);
    else if (event->index == SWISS_DIRECTORY)
        take_given(bytes, swiss_directory_bytes(type, event->after));
}

/* An entry more has its key and elem allocated, if the slots hold pointers; one less leaves them to the collector. */
static void count_entries(const struct swiss_type *type, const struct event *event, struct event_bytes *bytes)
{
    int64_t pointed = (int64_t)(event->after - event->before) * (int64_t)swiss_entry_bytes(type);
    bytes->pointed += pointed;
    if (pointed > 0)
        take_given(bytes, (uint64_t)pointed);
}

void swiss_event_bytes(const struct world *world, uint32_t number, const struct event *event,
                       struct event_bytes *bytes)
{
    const struct swiss_type *type = world_type(world, number);
    if (type == NULL)
        return;
    bool follows = type->map.indirect_key || type->map.key->pointers;
    switch (event->kind) {
    case EVENT_alloc:
        allocate(type, event, bytes);
        break;
    case SWISS_moved:
        bytes->copied += type->slot_size;
        break;
    case SWISS_removed:
        bytes->cleared += type->map.elem_slot + (follows ? type->map.key_slot : 0);
        break;
    case SWISS_cleared:
        bytes->cleared += event->after * type->slot_size * SWISS_SLOTS;
        break;
    case SWISS_set:
        if (event->index == SWISS_WORD_USED)
            count_entries(type, event, bytes);
        bytes->anew |= event->index == SWISS_WORD_NIL && event->after != 0; /* var */
        break;
    case SWISS_made:
        bytes->anew = true;
        break;
    default:
        break;
    }
}
