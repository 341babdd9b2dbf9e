/* Commands that ask the map to do something: insert, delete, get, clear, growth by hand. */
#include "hand/classic/classic.h"
#include "model/classic/measure.h"

#include <string.h>

/* ---- insert, get, delete */

static void say_where(const struct classic *map, struct reply *reply, enum word word, value_id key,
                      value_id elem)
{
    struct text spot = {0};
    struct classic_spot where = classic_locate(map, key);
    if (where.found) {
        classic_add_spot(reply->words, &spot, &where);
        reply_number(reply, "bucket", (int64_t)where.bucket);
        reply_flag(reply, "old", where.in_old);
        reply_number(reply, "link", where.link);
        reply_number(reply, "slot", where.slot);
    } else {
        words_say(&spot, reply->words, WORD_CLASSIC_SAY_SPOT_CHANCE);
    }
    reply_say(reply, word, KEYED_SHOWN(map->values, key), KEYED_SHOWN(map->values, elem), text_string(&spot),
              NUMBER(map_count(map)));
    text_free(&spot);
}

CLASSIC_VERB(insert)
{
    const struct classic its = run_map(run), *map = &its;
    struct inserted inserted;
    if (!session_insert(run, call, &inserted, reply, error))
        return false;
    say_where(map, reply, inserted.updated ? WORD_CLASSIC_SAY_UPDATED : WORD_CLASSIC_SAY_INSERTED,
              inserted.key, inserted.elem);
    return true;
}

static int64_t count_probes(const struct session *session, position from)
{
    int64_t probes = 0;
    for (position at = from; at < session->timeline.end; at++)
        probes += timeline_event(&session->timeline, at).kind == CLASSIC_probe;
    return probes;
}

/* Which array an absent key was looked for in. */
static enum word absent_word(const struct session *session, position from)
{
    enum word word = WORD_CLASSIC_SAY_ABSENT;
    for (position at = from; at < session->timeline.end; at++) {
        const struct event event = timeline_event(&session->timeline, at);
        if (event.kind == CLASSIC_useold && event.after != 0)
            word = WORD_CLASSIC_SAY_ABSENT_OLD;
        if (event.kind == CLASSIC_absent && event.after != 0)
            word = WORD_MAP_SAY_ABSENT_EMPTY;
    }
    return word;
}

CLASSIC_VERB(get)
{
    struct classic its = run_map(run), *map = &its;
    const struct argument *text = call_argument(call, "key");
    value_id key = session_read_key(run, text, error), elem = VALUE_NONE;
    if (key == VALUE_NONE)
        return false;
    position from = run->session->timeline.end;
    enum gomap_outcome outcome = classic_access(map, key, &elem);
    if (!outcome_is_fine(run, outcome, key, reply, error))
        return false;
    int64_t probes = count_probes(run->session, from);
    if (outcome == GOMAP_FOUND) {
        size_t length;
        const char *bytes = values_text(map->values, elem, &length);
        say_where(map, reply, WORD_CLASSIC_SAY_FOUND, key, elem);
        reply_text(reply, "value", bytes, length);
    } else {
        reply_say(reply, absent_word(run->session, from), KEYED_SHOWN(map->values, key), NUMBER(probes));
    }
    reply_number(reply, "probes", probes);
    return true;
}

/* What became free outside the buckets, if anything. */
static void say_freed(uint64_t bytes, struct reply *reply)
{
    if (bytes == 0)
        return;
    reply_say(reply, WORD_CLASSIC_SAY_FREED, GROUPED(bytes));
    reply_number(reply, "freed", (int64_t)bytes);
}

/* While a loop may walk buckets that are being left, or were, what they point to is kept. */
static bool is_kept_for_loop(const struct classic *map)
{
    return classic_places_walk(map) > 0;
}

CLASSIC_VERB(delete)
{
    struct classic its = run_map(run), *map = &its;
    const struct argument *text = call_argument(call, "key");
    value_id key = session_read_key(run, text, error);
    if (key == VALUE_NONE)
        return false;
    position from = run->session->timeline.end;
    enum gomap_outcome outcome = classic_delete(map, key);
    if (!outcome_is_fine(run, outcome, key, reply, error))
        return false;
    if (outcome == GOMAP_ABSENT) {
        bool empty = absent_word(run->session, from) == WORD_MAP_SAY_ABSENT_EMPTY;
        reply_say(reply, empty ? WORD_CLASSIC_SAY_NOT_DELETED_EMPTY : WORD_MAP_SAY_NOT_DELETED,
                  KEYED_SHOWN(map->values, key));
        return true;
    }
    bool rest = timeline_event(&run->session->timeline, run->session->timeline.end - 1).after != 0;
    reply_say(reply, rest ? WORD_CLASSIC_SAY_DELETED_REST : WORD_CLASSIC_SAY_DELETED_ONE,
              KEYED_SHOWN(map->values, key), NUMBER(map_count(map)));
    if (!is_kept_for_loop(map))
        say_freed(classic_entry_bytes(classic_type(map)), reply);
    return true;
}

/* ---- clear */

/* What became of `before` entries; `growing`: the map was, so each delete of a loop moved old buckets. */
static void say_cleared(const struct classic *map, uint64_t before, bool loop, bool growing,
                        struct reply *reply)
{
    uint64_t left = map_count(map);
    if (before == 0)
        reply_say(reply, loop ? WORD_MAP_SAY_RANGE_EMPTY : WORD_MAP_SAY_CLEARED_NOTHING);
    else
        reply_say(reply, loop ? WORD_MAP_SAY_CLEARED_LOOP : WORD_CLASSIC_SAY_CLEARED, NUMBER(before - left),
                  NUMBER(classic_bucket_count(map)), NUMBER(left));
    if (before > 0 && loop && !growing)
        reply_say(reply, WORD_CLASSIC_SAY_CLEARED_LOOP_STAY);
}

CLASSIC_VERB(clear)
{
    struct classic its = run_map(run), *map = &its;
    bool asked = call_argument(call, "how")->given, loop = asked && !classic_type(map)->key->reflexive;
    bool growing = classic_growing(map);
    if (!run_spend(run, map_count(map) + classic_bucket_count(map), error))
        return false;
    uint64_t before = map_count(map), pointed = classic_bytes(map).pointed;
    uint32_t by_hand = (uint32_t)classic_register(map, REGISTER_ITERATOR);
    enum gomap_outcome outcome = asked ? classic_clear_loop(map) : classic_clear(map);
    classic_iterate_keep(map, by_hand);
    if (!outcome_is_fine(run, outcome, VALUE_NONE, reply, error))
        return false;
    say_cleared(map, before, loop, growing, reply);
    if (!loop && growing && !classic_growing(map))
        reply_say(reply, WORD_CLASSIC_SAY_CLEARED_GROWTH);
    if (asked && !loop)
        reply_say(reply, WORD_MAP_SAY_CLEARED_COMPILED, classic_type(map)->key->name);
    if (asked && !loop && before > 0)
        reply_say(reply, WORD_MAP_SAY_CLEARED_AT_ONCE);
    say_freed(pointed - classic_bytes(map).pointed, reply);
    return true;
}

/* ---- growth by hand */

enum { GROW_SAME = 1 }; /* of the choices */

CLASSIC_VERB(grow)
{
    struct classic its = run_map(run), *map = &its;
    const struct argument *how = call_argument(call, "how");
    bool same = how->given && how->choice == GROW_SAME;
    if (classic_growing(map))
        return error_set(error, call->column, WORD_ERROR_CLASSIC_GROWING);
    enum gomap_outcome outcome = classic_grow(map, same);
    if (!outcome_is_fine(run, outcome, VALUE_NONE, reply, error))
        return false;
    reply_say(reply, WORD_CLASSIC_SAY_GROW_BY_HAND);
    return true;
}

static bool keep_steps(struct run *run, const struct call *call, uint64_t done, uint64_t all,
                       struct error *error)
{
    struct text command = {0};
    text_format(&command, "step-evacuate %llu", (unsigned long long)done);
    run_keeps_as(run, call, text_string(&command), done, all, error);
    text_free(&command);
    return false;
}

/* Moves old buckets until `steps` are done or the growth is over. */
static bool evacuate_steps(struct run *run, const struct call *call, uint64_t steps, struct reply *reply,
                           struct error *error)
{
    struct classic its = run_map(run), *map = &its;
    enum gomap_outcome outcome = GOMAP_DONE;
    uint64_t left = classic_old_bucket_count(map) - classic_evacuated_count(map);
    uint64_t most = steps < left ? steps : left;
    for (uint64_t i = 0; i < steps && classic_growing(map) && outcome == GOMAP_DONE; i++) {
        if (!run_counts_on(run, i, most, error))
            return keep_steps(run, call, i, most, error);
        outcome = classic_step_evacuate(map);
    }
    if (!outcome_is_fine(run, outcome, VALUE_NONE, reply, error))
        return false;
    if (classic_growing(map)) {
        uint64_t done = classic_evacuated_count(map), all = classic_old_bucket_count(map);
        reply_say(reply, WORD_CLASSIC_SAY_STEP_BY_HAND, NUMBER(done), NUMBER(all), NUMBER(all - done));
    } else {
        reply_say(reply, WORD_CLASSIC_SAY_EVACUATE_BY_HAND);
    }
    return true;
}

static bool may_evacuate(struct run *run, const struct call *call, struct error *error)
{
    const struct classic its = run_map(run), *map = &its;
    /* A repetition that finds the growth over has nothing left to do. */
    if (!classic_growing(map) && call->repetition == 0)
        return error_set(error, call->column, WORD_ERROR_CLASSIC_NOT_GROWING);
    return run_spend(run, classic_old_bucket_count(map), error);
}

CLASSIC_VERB(step_evacuate)
{
    const struct argument *count = call_argument(call, "count");
    if (!may_evacuate(run, call, error))
        return false;
    return evacuate_steps(run, call, count->given ? (uint64_t)count->number : 1, reply, error);
}

CLASSIC_VERB(evacuate)
{
    if (!may_evacuate(run, call, error))
        return false;
    return evacuate_steps(run, call, UINT64_MAX, reply, error);
}
