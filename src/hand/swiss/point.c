/*
 * What of a map can be looked at and pointed at: entries of the directory, tables, groups, slots, keys, words of its header.
 *
 * A place as a cursor: pane 1 is the directory, whose rows are its entries. In pane 0 a row is a group, counted through all tables in the
 * order of the directory, and a link of 1 is all of the table that begins there. A slot of -1 is the whole group.
 */
#include "hand/swiss/swiss.h"

#include "base/number.h"

#include <string.h>

enum { DIRECTORY_PANE = 1, WHOLE_TABLE = 1 };

/* Groups of the tables before one: the row of its first group. */
static int64_t row_of_table(const struct swiss *map, uint32_t table)
{
    uint64_t entry = 0, row = 0;
    for (uint32_t next; swiss_next_table(map, &entry, &next) && next != table;)
        row += swiss_table_groups(map, next);
    return (int64_t)row;
}

static uint64_t group_count(const struct swiss *map)
{
    uint64_t entry = 0, groups = swiss_word(map, SWISS_WORD_GROUP) != 0;
    for (uint32_t table; swiss_next_table(map, &entry, &table);)
        groups += swiss_table_groups(map, table);
    return groups;
}

bool swiss_read_entry(const struct swiss *map, const struct argument *which, int column, uint64_t *entry,
                      struct error *error)
{
    uint64_t length = swiss_directory_length(map);
    if (length == 0)
        return error_set(error, which->given ? which->column : column, WORD_ERROR_SWISS_NO_TABLES);
    if (!which->given)
        return error_set(error, column, WORD_ERROR_SWISS_ENTRY_MISSING, NUMBER(length), NUMBER(length - 1));
    return (number_read_unsigned(which->text, which->length, entry) && *entry < length) ||
           error_set(error, which->column, WORD_ERROR_SWISS_ENTRY, NUMBER(length), NUMBER(length - 1),
                     which->text);
}

/* ---- places */

static bool read_table(const struct swiss *map, const struct argument *which, int column,
                       struct cursor *place, struct error *error)
{
    uint64_t entry = 0;
    if (!swiss_read_entry(map, which, column, &entry, error))
        return false;
    *place = (struct cursor){
        .row = row_of_table(map, swiss_directory_table(map, entry)), .link = WHOLE_TABLE, .slot = -1};
    return true;
}

/* "5", counted through all tables, or "2.5": group 5 of the table that entry 2 of the directory names. */
static bool read_group(const struct swiss *map, const struct argument *which, int column,
                       struct cursor *place, struct error *error)
{
    uint64_t groups = group_count(map), number = 0, entry = 0;
    if (groups == 0)
        return error_set(error, column, WORD_ERROR_SWISS_NO_GROUPS);
    if (!which->given)
        return error_set(error, column, WORD_ERROR_SWISS_GROUP_MISSING, NUMBER(groups), NUMBER(groups - 1));
    *place = (struct cursor){.slot = -1};
    const char *dot = memchr(which->text, '.', which->length);
    size_t before = dot != NULL ? (size_t)(dot - which->text) : 0, behind = dot != NULL ? before + 1 : 0;
    bool fine = number_read_unsigned(which->text + behind, which->length - behind, &number);
    if (fine && dot != NULL) {
        struct argument table = *which;
        char digits[24] = "";
        table.length = before < sizeof digits - 1 ? before : sizeof digits - 1;
        memcpy(digits, which->text, table.length);
        table.text = digits;
        if (!swiss_read_entry(map, &table, column, &entry, error))
            return false;
        place->row = row_of_table(map, swiss_directory_table(map, entry));
        groups = swiss_table_groups(map, swiss_directory_table(map, entry));
    }
    if (!fine || number >= groups)
        return error_set(error, which->column, WORD_ERROR_SWISS_GROUP, NUMBER(groups), NUMBER(groups - 1),
                         which->text);
    place->row += (int64_t)number;
    return true;
}

/* Of a word that names a kind of place; false without an error: it names none. */
static bool read_place(const struct swiss *map, const char *what, const struct argument *which, int column,
                       struct cursor *place, struct error *error)
{
    uint64_t entry = 0;
    if (strcmp(what, "group") == 0)
        return read_group(map, which, column, place, error);
    if (strcmp(what, "table") == 0)
        return read_table(map, which, column, place, error);
    if (strcmp(what, "directory") != 0)
        return error_set(error, column, WORD_ERROR_COMMAND_NO_PLACE, swiss_type(map)->map.name, what);
    if (!swiss_read_entry(map, which, column, &entry, error))
        return false;
    *place = (struct cursor){.pane = DIRECTORY_PANE, .row = (int64_t)entry, .slot = -1};
    return true;
}

/* ---- find, focus */

bool swiss_find_key(struct run *run, const struct argument *argument, struct reply *reply,
                    struct error *error)
{
    const struct swiss its = run_swiss(run), *map = &its;
    struct look *look = &run->session->look;
    value_id key;
    if (!session_read_hashable(run, argument, &key, error))
        return false;
    struct swiss_spot spot = swiss_locate(map, key);
    reply_flag(reply, "found", spot.found);
    look->found = spot.found ? key : VALUE_NONE;
    look->opened = spot.found;
    if (!spot.found) {
        reply_say(reply, WORD_SWISS_SAY_FIND_ABSENT, SWISS_SHOWN(map, key));
        return true;
    }
    int64_t first = spot.small ? 0 : row_of_table(map, spot.table);
    look->cursor = (struct cursor){.row = first + spot.group.index, .slot = spot.slot};
    struct text where = {0};
    swiss_add_spot(reply->words, &where, map, &spot);
    reply_say(reply, spot.step > 0 ? WORD_SWISS_SAY_FIND_LATER : WORD_SWISS_SAY_FIND, SWISS_SHOWN(map, key),
              text_string(&where), NUMBER(spot.step));
    reply_number(reply, "table",
                 spot.small ? 0 : (int64_t)swiss_table_word(map, spot.table, SWISS_TABLE_INDEX));
    reply_number(reply, "group", spot.group.index);
    reply_number(reply, "slot", spot.slot);
    reply_number(reply, "step", (int64_t)spot.step);
    text_free(&where);
    return true;
}

SWISS_VERB(find)
{
    return swiss_find_key(run, call_argument(call, "key"), reply, error);
}

bool swiss_focus(struct run *run, const char *what, const struct argument *which, int column,
                 struct reply *reply, struct error *error)
{
    const struct swiss map = run_swiss(run);
    struct look *look = &run->session->look;
    struct cursor place = {0};
    if (strcmp(what, "key") == 0)
        return which->given ? swiss_find_key(run, which, reply, error)
                            : error_set(error, column, WORD_ERROR_MAP_FOCUS_KEY);
    if (!read_place(&map, what, which, column, &place, error))
        return false;
    place.slot = place.slot < 0 ? 0 : place.slot;
    look->cursor = place;
    look->found = VALUE_NONE;
    look->opened = true;
    return true;
}

/* ---- point */

static bool point_at_word(const struct pointing_at *at, struct point *point, struct error *error)
{
    static const struct point_field fields[] = {
        {"used", WORD_SWISS_FIELD_USED},
        {"tables", WORD_SWISS_FIELD_TABLES},
        {"globalDepth", WORD_SWISS_FIELD_DEPTH},
        {"growths", WORD_SWISS_FIELD_GROWTHS},
        {"seed", WORD_SWISS_FIELD_SEED},
        {"memory", WORD_FIELD_MEMORY},
        {.name = NULL},
    };
    return hand_point_at_field(fields, at, point, error);
}

static bool point_at_slot(const struct pointing_at *at, struct cursor *place, struct error *error)
{
    uint64_t number;
    if (!number_read_unsigned(at->slot->text, at->slot->length, &number) || number >= SWISS_SLOTS)
        return error_set(error, at->slot->column, WORD_ERROR_SWISS_SLOT, at->slot->text);
    place->slot = (int)number;
    return true;
}

/* Of a hash: all of it; H2; the bits of H1 that choose the group; the top bits, which choose the table. */
bool swiss_point(struct run *run, const struct pointing_at *at, struct point *point, struct error *error)
{
    static const char *const parts[HASH_PARTS] = {
        [PART_HASH] = "hash", [PART_TOPHASH] = "tag", [PART_BITS] = "bits", [PART_HIGH_BIT] = "top"};
    const struct swiss map = run_swiss(run);
    bool group = strcmp(at->what, "group") == 0;
    if (at->slot->given && !group)
        return error_set(error, at->slot->column, WORD_ERROR_COMMAND_VIEW_WORDS, at->what, at->slot->text);
    if (strcmp(at->what, "register") == 0)
        return point_at_word(at, point, error);
    point->what = POINT_KEY;
    if (strcmp(at->what, "key") == 0)
        return session_point_at_key(run, at, point, error);
    for (int part = 0; part < HASH_PARTS; part++) {
        if (strcmp(at->what, parts[part]) != 0)
            continue;
        point->what = POINT_HASH;
        point->part = (enum point_part)part;
        return session_point_at_key(run, at, point, error);
    }
    point->what = POINT_PLACE;
    return read_place(&map, at->what, at->which, at->column, &point->place, error) &&
           (!at->slot->given || point_at_slot(at, &point->place, error));
}
