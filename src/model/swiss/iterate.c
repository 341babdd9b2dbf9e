/* Iter.Init, Iter.Next (runtime table.go): a walk from a random place, right even while tables grow and split under it. */
#include "model/swiss/verb.h"

static uint64_t word(const struct swiss *map, uint32_t iterator, enum swiss_iterator_word which)
{
    return memory_read(map->memory, place_word(iterator, which));
}

static void set_word(struct swiss *map, uint32_t iterator, enum swiss_iterator_word which, uint64_t value,
                     code_line line)
{
    memory_write(map->memory, place_word(iterator, which), value, line);
}

static enum gomap_outcome end(struct swiss *map, uint32_t iterator, code_line line)
{
    swiss_look(map, SWISS_finished, word(map, iterator, SWISS_ITERATOR_DELIVERED), 0, line);
    set_word(map, iterator, SWISS_ITERATOR_KEY, VALUE_NONE, line);
    set_word(map, iterator, SWISS_ITERATOR_ELEM, VALUE_NONE, line);
    memory_drop(map->memory, iterator, line);
    if (swiss_word(map, SWISS_WORD_ITERATOR) == iterator)
        swiss_set(map, SWISS_WORD_ITERATOR, 0, line);
    return GOMAP_END;
}

enum gomap_outcome swiss_iterate_begin(struct swiss *map, uint32_t *iterator)
{
    uint32_t it = *iterator =
        memory_alloc(map->memory, SWISS_ITERATOR, SWISS_ITERATOR_WORDS, map->home, LINE_swiss_iterate_empty);
    if (swiss_word(map, SWISS_WORD_USED) == 0) {
        set_word(map, it, SWISS_ITERATOR_EMPTY, 1, LINE_swiss_iterate_empty);
        return end(map, it, LINE_swiss_iterate_empty);
    }
    uint64_t entry_offset = swiss_draw(map, LINE_swiss_iterate_start),
             dir_offset = swiss_draw(map, LINE_swiss_iterate_start);
    set_word(map, it, SWISS_ITERATOR_ENTRY_OFFSET, entry_offset, LINE_swiss_iterate_start);
    set_word(map, it, SWISS_ITERATOR_DIR_OFFSET, dir_offset, LINE_swiss_iterate_start);
    set_word(map, it, SWISS_ITERATOR_SMALL, swiss_word(map, SWISS_WORD_GROUP), LINE_swiss_iterate_small);
    set_word(map, it, SWISS_ITERATOR_GLOBAL_DEPTH, swiss_word(map, SWISS_WORD_GLOBAL_DEPTH),
             LINE_swiss_iterate_remember);
    set_word(map, it, SWISS_ITERATOR_CLEAR_SEQ, swiss_word(map, SWISS_WORD_CLEAR_SEQ),
             LINE_swiss_iterate_remember);
    swiss_set(map, SWISS_WORD_ITERATOR, it, LINE_swiss_iterate_start);
    uint32_t group = (uint32_t)swiss_word(map, SWISS_WORD_GROUP);
    struct place place =
        group != 0 ? (struct place){group, 0, SWISS_FIELD_CONTROL, (uint8_t)(entry_offset % SWISS_SLOTS)}
                   : place_word(map->home, 0);
    memory_look(map->memory, SWISS_start, place, dir_offset, entry_offset, LINE_swiss_iterate_start);
    return swiss_iterate_next(map, it);
}

void swiss_iterate_leave(struct swiss *map, uint32_t iterator)
{
    if (iterator != 0 && map->memory->regions[iterator].live)
        memory_drop(map->memory, iterator, LINE_outside_setup);
}

void swiss_iterate_keep(struct swiss *map, uint32_t iterator)
{
    if (iterator != 0 && map->memory->regions[iterator].live)
        swiss_set(map, SWISS_WORD_ITERATOR, iterator, LINE_outside_setup);
}

/* ---- one entry */

static enum gomap_outcome deliver(struct swiss *map, uint32_t it, struct swiss_place group, int slot,
                                  value_id key, value_id elem)
{
    code_line line = LINE_swiss_next_deliver;
    set_word(map, it, SWISS_ITERATOR_KEY, key, line);
    set_word(map, it, SWISS_ITERATOR_ELEM, elem, line);
    set_word(map, it, SWISS_ITERATOR_DELIVERED, word(map, it, SWISS_ITERATOR_DELIVERED) + 1, line);
    swiss_look_slot(map, SWISS_deliver, group, slot, key, elem, line);
    return GOMAP_DELIVERED;
}

/* grownKeyElem: the entry of a slot whose table was replaced since, as the map has it now. A NaN can't be found again, so it comes from
   the slot, unless the map was cleared meanwhile. */
static bool ask_map(struct swiss *map, uint32_t it, struct swiss_place group, int slot, value_id *key,
                    value_id *elem)
{
    swiss_look_slot(map, SWISS_lookup, group, slot, *key, 0, LINE_swiss_next_moved);
    if (!values_equals_itself(map->values, *key)) {
        if (swiss_word(map, SWISS_WORD_USED) > 0)
            swiss_hash(map, *key, LINE_swiss_next_moved); /* getWithKey hashes it, for nothing */
        if (word(map, it, SWISS_ITERATOR_CLEAR_SEQ) == swiss_word(map, SWISS_WORD_CLEAR_SEQ))
            return true;
    } else {
        struct swiss_spot spot = swiss_locate(map, *key);
        if (spot.found) {
            *key = swiss_group(map, spot.group)->key[spot.slot];
            *elem = swiss_group(map, spot.group)->elem[spot.slot];
            return true;
        }
    }
    swiss_look_slot(map, SWISS_skip, group, slot, *key, 0, LINE_swiss_next_moved);
    return false;
}

/* ---- a map that was small when the loop began */

static enum gomap_outcome next_small(struct swiss *map, uint32_t it)
{
    struct swiss_place group = {(uint32_t)word(map, it, SWISS_ITERATOR_SMALL), 0};
    uint64_t at = word(map, it, SWISS_ITERATOR_ENTRY_IDX),
             offset = word(map, it, SWISS_ITERATOR_ENTRY_OFFSET);
    bool grown = swiss_word(map, SWISS_WORD_DIRECTORY) != 0;
    for (; at < SWISS_SLOTS; at++) {
        int slot = (int)((at + offset) % SWISS_SLOTS);
        const struct swiss_group *cells = swiss_group(map, group);
        if (cells->control[slot] >= SWISS_EMPTY)
            continue;
        value_id key = cells->key[slot], elem = cells->elem[slot];
        if (grown && !ask_map(map, it, group, slot, &key, &elem))
            continue;
        set_word(map, it, SWISS_ITERATOR_ENTRY_IDX, at + 1, LINE_swiss_next_small);
        return deliver(map, it, group, slot, key, elem);
    }
    set_word(map, it, SWISS_ITERATOR_ENTRY_IDX, at, LINE_swiss_next_small);
    return end(map, it, LINE_swiss_next_end);
}

/* ---- a map with tables */

/* The place of a walk: kept in the iterator's words between two calls. */
struct walk {
    uint32_t table; /* 0: the next one is to be resolved */
    uint64_t dir_idx, dir_offset;
    uint64_t entry_idx, entry_offset;
};

static struct walk load(const struct swiss *map, uint32_t it)
{
    return (struct walk){(uint32_t)word(map, it, SWISS_ITERATOR_TABLE), word(map, it, SWISS_ITERATOR_DIR_IDX),
                         word(map, it, SWISS_ITERATOR_DIR_OFFSET), word(map, it, SWISS_ITERATOR_ENTRY_IDX),
                         word(map, it, SWISS_ITERATOR_ENTRY_OFFSET)};
}

static void store(struct swiss *map, uint32_t it, const struct walk *walk, code_line line)
{
    set_word(map, it, SWISS_ITERATOR_TABLE, walk->table, line);
    set_word(map, it, SWISS_ITERATOR_DIR_IDX, walk->dir_idx, line);
    set_word(map, it, SWISS_ITERATOR_DIR_OFFSET, walk->dir_offset, line);
    set_word(map, it, SWISS_ITERATOR_ENTRY_IDX, walk->entry_idx, line);
}

static void follow_directory(struct swiss *map, uint32_t it, struct walk *walk)
{
    uint64_t known = word(map, it, SWISS_ITERATOR_GLOBAL_DEPTH),
             now = swiss_word(map, SWISS_WORD_GLOBAL_DEPTH);
    walk->dir_idx <<= now - known;
    walk->dir_offset <<= now - known;
    set_word(map, it, SWISS_ITERATOR_GLOBAL_DEPTH, now, LINE_swiss_next_doubled);
}

/* The table at the walk's place in the directory. The first one may be met in the middle of its entries: the walk begins earlier. */
static void resolve(struct swiss *map, struct walk *walk)
{
    uint64_t entry = (walk->dir_idx + walk->dir_offset) & (swiss_directory_length(map) - 1);
    walk->table = swiss_directory_table(map, entry);
    walk->dir_offset -= entry - swiss_table_word(map, walk->table, SWISS_TABLE_INDEX);
    swiss_look_table(map, SWISS_enter, walk->table, swiss_table_word(map, walk->table, SWISS_TABLE_INDEX), 0,
                     LINE_swiss_next_table);
}

static void leave_table(const struct swiss *map, struct walk *walk)
{
    walk->dir_idx += swiss_table_entries(map, walk->table);
    walk->table = 0;
    walk->entry_idx = 0;
}

/* The slot that the walk is at. */
static struct swiss_place slot_of(const struct swiss *map, const struct walk *walk, int *slot)
{
    uint64_t entry = (walk->entry_idx + walk->entry_offset) &
                     (swiss_table_word(map, walk->table, SWISS_TABLE_CAPACITY) - 1);
    *slot = (int)(entry % SWISS_SLOTS);
    return (struct swiss_place){(uint32_t)swiss_table_word(map, walk->table, SWISS_TABLE_GROUPS),
                                (uint32_t)(entry / SWISS_SLOTS)};
}

/* Whether the entry of a full slot is to be delivered. */
static bool take(struct swiss *map, uint32_t it, const struct walk *walk, struct swiss_place group, int slot,
                 value_id *key, value_id *elem)
{
    const struct swiss_group *cells = swiss_group(map, group);
    *key = cells->key[slot];
    *elem = cells->elem[slot];
    return swiss_table_word(map, walk->table, SWISS_TABLE_INDEX) != SWISS_REPLACED_INDEX ||
           ask_map(map, it, group, slot, key, elem);
}

/* From a slot on by its group: whose full slots come next is asked once, whatever becomes of them meanwhile. False: the table is over. */
static bool next_in_table(struct swiss *map, uint32_t it, struct walk *walk)
{
    uint64_t capacity = swiss_table_word(map, walk->table, SWISS_TABLE_CAPACITY);
    value_id key, elem;
    int slot;
    struct swiss_place group = slot_of(map, walk, &slot);
    if (swiss_group(map, group)->control[slot] < SWISS_EMPTY &&
        take(map, it, walk, group, slot, &key, &elem)) {
        walk->entry_idx++;
        deliver(map, it, group, slot, key, elem);
        return true;
    }
    walk->entry_idx++;
    while (walk->entry_idx < capacity) {
        group = slot_of(map, walk, &slot);
        const struct swiss_group *cells = swiss_group(map, group);
        swiss_look_slot(map, SWISS_visit, group, slot, swiss_control_word(cells), 0, LINE_swiss_next_full);
        unsigned match = swiss_match_full(cells) >> slot << slot;
        while (match != 0) {
            int full = swiss_first(match);
            walk->entry_idx += (uint64_t)(full - slot);
            slot = full;
            if (walk->entry_idx >= capacity)
                return false;
            bool taken = take(map, it, walk, group, slot, &key, &elem);
            match = swiss_rest(match);
            if (!taken)
                continue;
            walk->entry_idx += (uint64_t)((match != 0 ? swiss_first(match) : SWISS_SLOTS) - slot);
            deliver(map, it, group, slot, key, elem);
            return true;
        }
        walk->entry_idx += (uint64_t)(SWISS_SLOTS - slot);
    }
    return false;
}

static enum gomap_outcome next_full(struct swiss *map, uint32_t it)
{
    struct walk walk = load(map, it);
    follow_directory(map, it, &walk);
    while (walk.dir_idx < swiss_directory_length(map)) {
        if (walk.table == 0)
            resolve(map, &walk);
        if (walk.entry_idx < swiss_table_word(map, walk.table, SWISS_TABLE_CAPACITY) &&
            next_in_table(map, it, &walk)) {
            store(map, it, &walk, LINE_swiss_next_slot);
            return GOMAP_DELIVERED;
        }
        leave_table(map, &walk);
    }
    store(map, it, &walk, LINE_swiss_next_onward);
    return end(map, it, LINE_swiss_next_end);
}

enum gomap_outcome swiss_iterate_next(struct swiss *map, uint32_t iterator)
{
    if (!map->memory->regions[iterator].live)
        return GOMAP_END;
    if (swiss_word(map, SWISS_WORD_WRITING))
        return swiss_refuse(map, GOMAP_FATAL_ITERATION_WRITE, LINE_swiss_next_check);
    return word(map, iterator, SWISS_ITERATOR_SMALL) != 0 ? next_small(map, iterator)
                                                          : next_full(map, iterator);
}
