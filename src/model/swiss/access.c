/* getWithKey (runtime map.go, table.go): a lookup. */
#include "model/swiss/verb.h"

static const struct swiss_search_lines search_lines = {
    .probe = LINE_swiss_get_probe,
    .compare = LINE_swiss_get_compare,
    .stop = LINE_swiss_get_stop,
    .remember = LINE_swiss_get_stop,
};

static struct swiss_search search(struct swiss *map, value_id key, uint64_t hash)
{
    if (swiss_word(map, SWISS_WORD_DIRECTORY) == 0) {
        struct swiss_place group = {(uint32_t)swiss_word(map, SWISS_WORD_GROUP), 0};
        swiss_look_slot(map, SWISS_small, group, 0, hash, 0, LINE_swiss_get_small);
        return swiss_search_small(map, key, hash, &search_lines);
    }
    uint64_t entry = swiss_directory_entry(map, hash);
    uint32_t table = swiss_directory_table(map, entry);
    swiss_look_table(map, SWISS_choose, table, hash, entry, LINE_swiss_get_table);
    return swiss_search_table(map, table, key, hash, false, &search_lines);
}

enum gomap_outcome swiss_get(struct swiss *map, value_id key, value_id *elem)
{
    swiss_look(map, SWISS_call, key, 0, LINE_swiss_get_empty);
    if (values_is_unhashable(map->values, key))
        return swiss_refuse(map, GOMAP_PANIC_UNHASHABLE, LINE_swiss_get_hash);
    if (swiss_word(map, SWISS_WORD_USED) == 0) {
        swiss_look(map, SWISS_absent, key, 1, LINE_swiss_get_empty);
        return GOMAP_ABSENT;
    }
    if (swiss_word(map, SWISS_WORD_WRITING))
        return swiss_refuse(map, GOMAP_FATAL_READ_WRITE, LINE_swiss_get_check);
    uint64_t hash = swiss_hash(map, key, LINE_swiss_get_hash);
    struct swiss_search at = search(map, key, hash);
    if (!at.found) {
        swiss_look(map, SWISS_absent, key, 0, LINE_swiss_get_absent);
        return GOMAP_ABSENT;
    }
    value_id value = swiss_group(map, at.group)->elem[at.slot];
    if (elem != NULL)
        *elem = value;
    swiss_look_slot(map, SWISS_found, at.group, at.slot, key, value, LINE_swiss_get_found);
    return GOMAP_FOUND;
}
