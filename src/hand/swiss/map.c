/* Commands that ask the map to do something: insert, delete, get, clear. */
#include "hand/swiss/swiss.h"

/* ---- insert, get, delete */

void swiss_add_spot(const struct words *words, struct text *text, const struct swiss *map,
                    const struct swiss_spot *spot)
{
    if (!spot->found)
        words_say(text, words, WORD_SWISS_SAY_SPOT_CHANCE);
    else if (spot->small)
        words_say(text, words, WORD_SWISS_SAY_SPOT_SMALL, NUMBER(spot->slot));
    else
        words_say(text, words,
                  swiss_directory_length(map) == 1 ? WORD_SWISS_SAY_SPOT_ONE : WORD_SWISS_SAY_SPOT,
                  NUMBER(swiss_table_word(map, spot->table, SWISS_TABLE_INDEX)), NUMBER(spot->group.index),
                  NUMBER(spot->slot));
}

static void say_where(const struct swiss *map, struct reply *reply, enum word word, value_id key,
                      value_id elem)
{
    struct text spot = {0};
    struct swiss_spot where = swiss_locate(map, key);
    swiss_add_spot(reply->words, &spot, map, &where);
    if (where.found) {
        reply_number(reply, "table",
                     where.small ? 0 : (int64_t)swiss_table_word(map, where.table, SWISS_TABLE_INDEX));
        reply_number(reply, "group", where.group.index);
        reply_number(reply, "slot", where.slot);
    }
    reply_say(reply, word, SWISS_SHOWN(map, key), SWISS_SHOWN(map, elem), text_string(&spot),
              NUMBER(swiss_word(map, SWISS_WORD_USED)));
    text_free(&spot);
}

SWISS_VERB(insert)
{
    const struct swiss its = run_swiss(run), *map = &its;
    struct inserted inserted;
    if (!session_insert(run, call, &inserted, reply, error))
        return false;
    say_where(map, reply, inserted.updated ? WORD_SWISS_SAY_UPDATED : WORD_SWISS_SAY_INSERTED, inserted.key,
              inserted.elem);
    return true;
}

/* Groups looked at since a position, and keys compared. */
static void count_looks(const struct session *session, position from, int64_t *groups, int64_t *keys)
{
    *groups = *keys = 0;
    for (position at = from; at < session->timeline.end; at++) {
        event_kind kind = timeline_event(&session->timeline, at).kind;
        *groups += kind == SWISS_match;
        *keys += kind == SWISS_compare;
    }
}

SWISS_VERB(get)
{
    struct swiss its = run_swiss(run), *map = &its;
    value_id elem = VALUE_NONE, key = session_read_key(run, call_argument(call, "key"), error);
    if (key == VALUE_NONE)
        return false;
    position from = run->session->timeline.end;
    bool empty = swiss_word(map, SWISS_WORD_USED) == 0;
    enum gomap_outcome outcome = swiss_get(map, key, &elem);
    if (!outcome_is_fine(run, outcome, key, reply, error))
        return false;
    int64_t groups, keys;
    count_looks(run->session, from, &groups, &keys);
    if (outcome == GOMAP_FOUND) {
        size_t length;
        const char *bytes = values_text(map->values, elem, &length);
        say_where(map, reply, WORD_SWISS_SAY_FOUND, key, elem);
        reply_text(reply, "value", bytes, length);
    } else {
        reply_say(reply, empty ? WORD_MAP_SAY_ABSENT_EMPTY : WORD_SWISS_SAY_ABSENT, SWISS_SHOWN(map, key),
                  NUMBER(groups), NUMBER(keys));
    }
    reply_number(reply, "groups", groups);
    reply_number(reply, "keys", keys);
    return true;
}

/* What became free outside the slots, if anything. */
static void say_freed(uint64_t bytes, struct reply *reply)
{
    if (bytes == 0)
        return;
    reply_say(reply, WORD_SWISS_SAY_FREED, GROUPED(bytes));
    reply_number(reply, "freed", (int64_t)bytes);
}

SWISS_VERB(delete)
{
    struct swiss its = run_swiss(run), *map = &its;
    value_id key = session_read_key(run, call_argument(call, "key"), error);
    if (key == VALUE_NONE)
        return false;
    bool empty = swiss_word(map, SWISS_WORD_USED) == 0, small = swiss_directory_length(map) == 0;
    enum gomap_outcome outcome = swiss_delete(map, key);
    if (!outcome_is_fine(run, outcome, key, reply, error))
        return false;
    if (outcome == GOMAP_ABSENT) {
        reply_say(reply, empty ? WORD_SWISS_SAY_NOT_DELETED_EMPTY : WORD_MAP_SAY_NOT_DELETED,
                  SWISS_SHOWN(map, key));
        return true;
    }
    bool tombstone = timeline_event(&run->session->timeline, run->session->timeline.end - 1).after != 0;
    reply_say(reply,
              tombstone ? WORD_SWISS_SAY_DELETED_TOMBSTONE
              : small   ? WORD_SWISS_SAY_DELETED_SMALL
                        : WORD_SWISS_SAY_DELETED,
              SWISS_SHOWN(map, key), NUMBER(swiss_word(map, SWISS_WORD_USED)));
    reply_flag(reply, "tombstone", tombstone);
    say_freed(swiss_entry_bytes(swiss_type(map)), reply);
    return true;
}

/* ---- clear */

SWISS_VERB(clear)
{
    struct swiss its = run_swiss(run), *map = &its;
    bool asked = call_argument(call, "how")->given, loop = asked && !swiss_type(map)->map.key->reflexive;
    uint64_t before = swiss_word(map, SWISS_WORD_USED), tables = swiss_table_count(map);
    if (!run_spend(run, before + tables * SWISS_MOST_CAPACITY / SWISS_SLOTS, error))
        return false;
    uint32_t by_hand = (uint32_t)swiss_word(map, SWISS_WORD_ITERATOR);
    enum gomap_outcome outcome = asked ? swiss_clear_loop(map) : swiss_clear(map);
    swiss_iterate_keep(map, by_hand);
    if (!outcome_is_fine(run, outcome, VALUE_NONE, reply, error))
        return false;
    uint64_t left = swiss_word(map, SWISS_WORD_USED);
    if (before == 0)
        reply_say(reply, loop ? WORD_MAP_SAY_RANGE_EMPTY : WORD_MAP_SAY_CLEARED_NOTHING);
    else if (loop)
        reply_say(reply, WORD_MAP_SAY_CLEARED_LOOP, NUMBER(before - left), NUMBER(tables), NUMBER(left));
    else
        reply_say(reply, tables > 0 ? WORD_SWISS_SAY_CLEARED : WORD_SWISS_SAY_CLEARED_SMALL, NUMBER(before),
                  NUMBER(tables));
    if (asked && !loop)
        reply_say(reply, WORD_MAP_SAY_CLEARED_COMPILED, swiss_type(map)->map.key->name);
    if (asked && !loop && before > 0)
        reply_say(reply, WORD_MAP_SAY_CLEARED_AT_ONCE);
    say_freed((before - left) * swiss_entry_bytes(swiss_type(map)), reply);
    return true;
}
