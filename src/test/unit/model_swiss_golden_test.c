/*
 * Golden event logs: src/test/golden/swiss/NAME.events holds operations and, indented below each, exactly the events that it must
 * cause.
 *
 *   # why this is so                 comment
 *   insert fig 1                      an operation: seed N | make TYPE [HINT] | hash KEY 0x.. | insert KEY ELEM | get KEY |
 *                                     delete KEY | clear | range | next | fill FROM TO TOP OTHER (keys of these
 *                                     numbers with hashes of their own; the top byte is TOP of odd numbers, OTHER of even ones)
 *     placed group#6[0].0 fig: 1  (swiss_put place)      an event: name, place, what it says, the code line
 *   - insert kiwi 2                  an operation whose events are of no interest here
 *   shape insert pear 3              only what happens to directory, tables and registers
 *   tables                            directory and tables
 *   state                             and every group, as a picture in text
 *
 * Places: group#6[1].2 is slot 2 of group 1 of a region of groups, table#8 a table; # counts regions from the map's home on.
 */
#include "base/text.h"
#include "test/golden.h"
#include "test/swiss_map.h"

#include <stdio.h>

struct log {
    struct swiss map;
    struct text said; /* events of the present operation */
    uint32_t iterator;
    bool shape; /* only events of what is larger than an entry */
};

/* ---- events as text */

/* By name, since the pseudo-code itself may be put in other words. */
static const char *const line_names[] = {
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) #routine " " #name,
#include "model/swiss/routine.def"
#undef ROUTINE
#undef LINE
};

static const char *const table_words[SWISS_TABLE_WORDS] = {"used",       "capacity", "growthLeft",
                                                           "localDepth", "index",    "groups"};

static const char *const iterator_words[SWISS_ITERATOR_WORDS] = {
    "key",       "elem",     "empty",       "small",       "table",    "dirIdx",
    "dirOffset", "entryIdx", "entryOffset", "globalDepth", "clearSeq", "delivered",
};

enum show { NOT, NUMBER_, HASH, VALUE, REF, ROOM, TAG, BIT, YES, REFUSED };
enum where { NOWHERE, TABLE, GROUP, SLOT };

/* How each kind of look is told: event.def says what its place, before and after are. */
static const struct telling {
    enum where where;
    const char *before_name;
    enum show before;
    const char *after_name;
    enum show after;
} tellings[ENGINE_NUMBER_IN(SWISS_EVENTS_END)] = {
    [ENGINE_NUMBER_IN(SWISS_call)] = {NOWHERE, "", VALUE, "", NOT},
    [ENGINE_NUMBER_IN(SWISS_hash)] = {NOWHERE, "", VALUE, " = ", HASH},
    [ENGINE_NUMBER_IN(SWISS_small)] = {GROUP, "hash ", HASH, "", NOT},
    [ENGINE_NUMBER_IN(SWISS_choose)] = {TABLE, "hash ", HASH, " entry ", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_match)] = {GROUP, "", HASH, " for ", TAG},
    [ENGINE_NUMBER_IN(SWISS_compare)] = {SLOT, "with ", VALUE, " same=", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_remember)] = {SLOT, "", NOT, "", NOT},
    [ENGINE_NUMBER_IN(SWISS_stop)] = {SLOT, "", NOT, "", NOT},
    [ENGINE_NUMBER_IN(SWISS_next)] = {GROUP, "step ", NUMBER_, "", NOT},
    [ENGINE_NUMBER_IN(SWISS_found)] = {SLOT, "", VALUE, ": ", VALUE},
    [ENGINE_NUMBER_IN(SWISS_absent)] = {NOWHERE, "", VALUE, " empty-map=", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_trigger)] = {TABLE, "growthLeft ", NUMBER_, ": ", ROOM},
    [ENGINE_NUMBER_IN(SWISS_placed)] = {SLOT, "", VALUE, ": ", VALUE},
    [ENGINE_NUMBER_IN(SWISS_updated)] = {SLOT, "", VALUE, ": ", VALUE},
    [ENGINE_NUMBER_IN(SWISS_removed)] = {SLOT, "", VALUE, " tombstone=", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_grow)] = {TABLE, "", NUMBER_, " to ", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_split)] = {TABLE, "", NUMBER_, " to ", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_lift)] = {SLOT, "", VALUE, ": ", VALUE},
    [ENGINE_NUMBER_IN(SWISS_decide)] = {SLOT, "hash ", HASH, " ", BIT},
    [ENGINE_NUMBER_IN(SWISS_travel)] = {SLOT, "to ", REF, ".", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_moved)] = {SLOT, "from ", REF, ".", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_doubled)] = {NOWHERE, "", NUMBER_, " to ", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_grown)] = {TABLE, "", NUMBER_, " and ", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_start)] = {NOWHERE, "directory ", NUMBER_, " entry ", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_enter)] = {TABLE, "entry ", NUMBER_, " replaced=", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_visit)] = {GROUP, "", HASH, "", NOT},
    [ENGINE_NUMBER_IN(SWISS_skip)] = {SLOT, "", VALUE, "", NOT},
    [ENGINE_NUMBER_IN(SWISS_lookup)] = {SLOT, "", VALUE, "", NOT},
    [ENGINE_NUMBER_IN(SWISS_deliver)] = {SLOT, "", VALUE, ": ", VALUE},
    [ENGINE_NUMBER_IN(SWISS_finished)] = {NOWHERE, "delivered ", NUMBER_, "", NOT},
    [ENGINE_NUMBER_IN(SWISS_cleared)] = {NOWHERE, "removed ", NUMBER_, " groups ", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_made)] = {NOWHERE, "hint ", NUMBER_, " slots ", NUMBER_},
    [ENGINE_NUMBER_IN(SWISS_refused)] = {NOWHERE, "", REFUSED, "", NOT},
};

/* Regions count from the map's home on, which is 0; no region is 0 too. */
static unsigned number_of(const struct swiss *map, uint64_t region)
{
    return region != 0 ? (unsigned)(region - map->home) : 0;
}

static const char *line_name(code_line line)
{
    return ENGINE_OF(line) == ENGINE_swiss ? line_names[ENGINE_NUMBER_IN(line)] : "outside setup";
}

static void say_place(struct text *text, const struct swiss *map, enum where where, struct place place)
{
    bool groups = map->memory->regions[place.region].kind == SWISS_GROUPS;
    if (where == NOWHERE)
        return;
    text_format(text, groups ? " group#%u" : " table#%u", number_of(map, place.region));
    if (groups)
        text_format(text, "[%u]", (unsigned)place.index);
    if (where == SLOT)
        text_format(text, ".%u", (unsigned)place.slot);
}

static void say_value(struct text *text, const struct swiss *map, uint64_t id)
{
    text_add(text, id == VALUE_NONE ? "-" : values_text(map->values, (value_id)id, NULL));
}

static void say(struct text *text, const struct swiss *map, enum show show, uint64_t value)
{
    static const char *const rooms[] = {"room", "a tombstone", "rehash"};
    unsigned long long number = value;
    switch (show) {
    case NUMBER_:
        text_format(text, "%llu", number);
        break;
    case HASH:
        text_format(text, "%016llx", number);
        break;
    case VALUE:
        say_value(text, map, value);
        break;
    case REF:
        text_format(text, "group#%u[%u]", number_of(map, value >> 32), (unsigned)(value & UINT32_MAX));
        break;
    case ROOM:
        text_add(text, rooms[value]);
        break;
    case TAG:
        text_format(text, "%02x step %llu", (unsigned)(value & 0xff), number >> 8);
        break;
    case BIT:
        text_format(text, "bit %llu is %u", number >> 1, (unsigned)(value & 1));
        break;
    case REFUSED:
        text_format(text, "outcome %llu", number);
        break;
    default:
        break;
    }
}

static void say_look(struct text *text, const struct swiss *map, const struct event *event)
{
    const struct telling *telling = &tellings[ENGINE_NUMBER_IN(event->kind)];
    say_place(text, map, telling->where, event_place(event));
    if (telling->before != NOT) {
        text_format(text, " %s", telling->before_name);
        say(text, map, telling->before, event->before);
    }
    if (telling->after != NOT) {
        text_add(text, telling->after_name);
        say(text, map, telling->after, event->after);
    }
}

static void say_change(struct text *text, const struct swiss *map, enum show show, const struct event *event)
{
    text_add(text, " ");
    say(text, map, show, event->before);
    text_add(text, " -> ");
    say(text, map, show, event->after);
}

static void say_numbers(struct text *text, const struct swiss *map, bool regions, const struct event *event)
{
    if (regions)
        text_format(text, " #%u -> #%u", number_of(map, event->before), number_of(map, event->after));
    else if (event->after == UINT64_MAX || event->before == UINT64_MAX)
        text_format(text, " %lld -> %lld", (long long)event->before, (long long)event->after);
    else
        say_change(text, map, NUMBER_, event);
}

static void say_word(struct text *text, const struct swiss *map, const struct event *event)
{
    enum swiss_word which = (enum swiss_word)event->index;
    bool wide = which == SWISS_WORD_SEED || which == SWISS_WORD_RANDOM ||
                (which >= SWISS_WORD_HASHKEY0 && which <= SWISS_WORD_HASHKEY3);
    text_format(text, " %s", swiss_word_name(which));
    if (wide)
        say_change(text, map, HASH, event);
    else
        say_numbers(text, map,
                    which == SWISS_WORD_DIRECTORY || which == SWISS_WORD_GROUP ||
                        which == SWISS_WORD_ITERATOR,
                    event);
}

static void say_iterator_word(struct text *text, const struct swiss *map, const struct event *event)
{
    enum swiss_iterator_word which = (enum swiss_iterator_word)event->index;
    text_format(text, " %s", iterator_words[which]);
    if (which == SWISS_ITERATOR_KEY || which == SWISS_ITERATOR_ELEM)
        say_change(text, map, VALUE, event);
    else
        say_numbers(text, map, which == SWISS_ITERATOR_SMALL || which == SWISS_ITERATOR_TABLE, event);
}

static void say_write(struct text *text, const struct swiss *map, const struct event *event)
{
    switch (event->kind) {
    case SWISS_set:
        say_word(text, map, event);
        break;
    case SWISS_iter:
        say_iterator_word(text, map, event);
        break;
    case SWISS_table:
        text_format(text, " table#%u %s", number_of(map, event->region), table_words[event->index]);
        say_numbers(text, map, event->index == SWISS_TABLE_GROUPS, event);
        break;
    case SWISS_entry:
        text_format(text, " %u", (unsigned)event->index);
        say_numbers(text, map, true, event);
        break;
    case SWISS_control:
        say_place(text, map, SLOT, event_place(event));
        text_format(text, " %02x -> %02x", (unsigned)event->before, (unsigned)event->after);
        break;
    case SWISS_book:
        say_numbers(text, map, false, event);
        break;
    default:
        say_place(text, map, SLOT, event_place(event));
        say_change(text, map, VALUE, event);
        break;
    }
}

static void say_space(struct text *text, const struct swiss *map, const struct event *event)
{
    text_format(text, " %s#%u", shape_of((uint16_t)event->index)->name, number_of(map, event->region));
    if (event->kind == EVENT_alloc)
        text_format(text, " of %llu", (unsigned long long)event->after);
}

static bool is_of_shape(const struct event *event)
{
    switch (event->kind) {
    case SWISS_choose:
    case SWISS_trigger:
    case SWISS_split:
    case SWISS_grow:
    case SWISS_grown:
    case SWISS_doubled:
    case SWISS_entry:
    case SWISS_set:
    case SWISS_placed:
        return true;
    case SWISS_table:
        return event->index == SWISS_TABLE_INDEX || event->index == SWISS_TABLE_DEPTH;
    default:
        return event_class_of(event->kind) == EVENT_CLASS_SPACE;
    }
}

static void take(void *context, const struct event *event)
{
    struct log *log = context;
    struct text *text = &log->said;
    if (log->shape && !is_of_shape(event))
        return;
    text_format(text, "  %s", event_row(event->kind)->name);
    switch (event_class_of(event->kind)) {
    case EVENT_CLASS_LOOK:
        say_look(text, &log->map, event);
        break;
    case EVENT_CLASS_WRITE:
        say_write(text, &log->map, event);
        break;
    case EVENT_CLASS_SPACE:
        say_space(text, &log->map, event);
        break;
    }
    text_format(text, "  (%s)\n", line_name(event->line));
}

/* ---- the state as text */

static void say_groups(struct text *text, const struct swiss *map, uint32_t region, uint64_t count)
{
    for (uint32_t index = 0; index < count; index++) {
        const struct swiss_group *group = swiss_group(map, (struct swiss_place){region, index});
        text_format(text, "    %u:", (unsigned)index);
        for (int slot = 0; slot < SWISS_SLOTS; slot++) {
            uint8_t control = group->control[slot];
            if (control < SWISS_EMPTY) {
                text_format(text, " %02x=", (unsigned)control);
                say_value(text, map, group->key[slot]);
            } else {
                text_add(text, control == SWISS_DELETED ? " x" : " .");
            }
        }
        text_add(text, "\n");
    }
}

static void say_state(struct log *log, bool groups)
{
    const struct swiss *map = &log->map;
    struct text *text = &log->said;
    static const enum swiss_word told[] = {SWISS_WORD_USED, SWISS_WORD_GLOBAL_DEPTH, SWISS_WORD_CLEAR_SEQ,
                                           SWISS_WORD_GROWTHS};
    uint64_t entry = 0, first = 0;
    text_add(text, " ");
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        text_format(text, " %s %llu", swiss_word_name(told[i]), (unsigned long long)swiss_word(map, told[i]));
    text_add(text, "\n");
    if (groups && swiss_word(map, SWISS_WORD_GROUP) != 0)
        say_groups(text, map, (uint32_t)swiss_word(map, SWISS_WORD_GROUP), 1);
    for (uint32_t table; first = entry, swiss_next_table(map, &entry, &table);) {
        text_format(text, "  entries %llu..%llu table#%u", (unsigned long long)first,
                    (unsigned long long)(entry - 1), number_of(map, table));
        for (int word = 0; word < SWISS_TABLE_GROUPS; word++)
            text_format(text, " %s %lld", table_words[word],
                        (long long)swiss_table_word(map, table, (enum swiss_table_word)word));
        text_add(text, "\n");
        if (groups)
            say_groups(text, map, (uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS),
                       swiss_table_groups(map, table));
    }
}

/* ---- operations */

enum { WORDS = 5 };

static value_id key_of(struct log *log, char *words[WORDS])
{
    return swiss_value(&log->map, swiss_type(&log->map)->map.key, words[1]);
}

static void run_seed(struct log *log, char *words[WORDS])
{
    swiss_set_seed(&log->map, strtoull(words[1], NULL, 0));
}

static void run_make(struct log *log, char *words[WORDS])
{
    struct error error = {0};
    assert_int_equal(swiss_make(&log->map, words[1], GO_1_24, strtoll(words[2], NULL, 0), &error),
                     GOMAP_DONE);
}

static void run_hash(struct log *log, char *words[WORDS])
{
    swiss_dictate_hash(&log->map, key_of(log, words), strtoull(words[2], NULL, 0));
}

static void run_insert(struct log *log, char *words[WORDS])
{
    value_id key = key_of(log, words);
    swiss_insert(&log->map, key, swiss_value(&log->map, swiss_type(&log->map)->map.elem, words[2]));
}

static void run_get(struct log *log, char *words[WORDS])
{
    swiss_get(&log->map, key_of(log, words), NULL);
}

static void run_delete(struct log *log, char *words[WORDS])
{
    swiss_delete(&log->map, key_of(log, words));
}

static void run_clear(struct log *log, char *words[WORDS])
{
    (void)words;
    swiss_clear(&log->map);
}

static void run_range(struct log *log, char *words[WORDS])
{
    (void)words;
    swiss_iterate_begin(&log->map, &log->iterator);
}

static void run_next(struct log *log, char *words[WORDS])
{
    (void)words;
    swiss_iterate_next(&log->map, log->iterator);
}

static void run_fill(struct log *log, char *words[WORDS])
{
    uint64_t tops[] = {strtoull(words[4], NULL, 0), strtoull(words[3], NULL, 0)};
    for (uint64_t i = strtoull(words[1], NULL, 0); i <= strtoull(words[2], NULL, 0); i++) {
        value_id key = swiss_key(&log->map, i);
        swiss_dictate_hash(&log->map, key, tops[i % 2] << 56 | i << 7);
        swiss_insert(&log->map, key, swiss_elem(&log->map, i));
    }
}

static void run_tables(struct log *log, char *words[WORDS])
{
    (void)words;
    say_state(log, false);
}

static void run_state(struct log *log, char *words[WORDS])
{
    (void)words;
    say_state(log, true);
}

static const struct {
    const char *name;
    void (*run)(struct log *log, char *words[WORDS]);
} verbs[] = {
    {"seed", run_seed},   {"make", run_make},     {"hash", run_hash},     {"insert", run_insert},
    {"get", run_get},     {"delete", run_delete}, {"clear", run_clear},   {"fill", run_fill},
    {"range", run_range}, {"next", run_next},     {"tables", run_tables}, {"state", run_state},
};

static void run_line(void *context, const char *line)
{
    struct log *log = context;
    char copy[200], none[] = "", *words[WORDS] = {none, none, none, none, none};
    static const char shape[] = "shape ";
    log->shape = strncmp(line, shape, sizeof shape - 1) == 0;
    snprintf(copy, sizeof copy, "%s", line + (log->shape ? sizeof shape - 1 : 0));
    char *rest = NULL, *word = strtok_r(copy, " ", &rest);
    for (int i = 0; i < WORDS && word != NULL; i++, word = strtok_r(NULL, " ", &rest))
        words[i] = word;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, words[0]) == 0) {
            verbs[i].run(log, words);
            return;
        }
    }
    fail_msg("no operation %s", words[0]);
}

static void retell(const char *was, struct text *now)
{
    struct log log = {.map = lone_swiss()};
    log.map.memory->sink = (struct sink){take, &log};
    golden_retell_log(was, now, &log.said, run_line, &log);
    swiss_assert_sound(&log.map);
    text_free(&log.said);
    lone_swiss_free(&log.map);
}

int main(void)
{
    return golden_files("src/test/golden/swiss/*.events", retell);
}
