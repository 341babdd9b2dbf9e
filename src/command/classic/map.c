/* Commands that ask the map to do something: make, var, insert, delete, get, clear, growth by hand. */
#include "command/commands.h"

#include <string.h>

/* How an outcome is told. Those that are refused are Go's own panics and fatal errors, as Go prints them. */
static const struct outcome_row {
    const char *name;
    enum word refusal;
} outcomes[] = {
    [MAP_DONE] = {"done", WORD_NONE},
    [MAP_INSERTED] = {"inserted", WORD_NONE},
    [MAP_UPDATED] = {"updated", WORD_NONE},
    [MAP_DELETED] = {"deleted", WORD_NONE},
    [MAP_FOUND] = {"found", WORD_NONE},
    [MAP_ABSENT] = {"absent", WORD_NONE},
    [MAP_DELIVERED] = {"delivered", WORD_NONE},
    [MAP_END] = {"end", WORD_NONE},
    [MAP_NOT_GROWING] = {"not growing", WORD_ERROR_APP_NOT_GROWING},
    [MAP_GROWING_ALREADY] = {"growing already", WORD_ERROR_APP_GROWING},
    [MAP_PANIC_NIL_MAP] = {"panic", WORD_ERROR_APP_PANIC_NIL},
    [MAP_PANIC_UNHASHABLE] = {"panic", WORD_ERROR_APP_PANIC_HASH},
    [MAP_FATAL_WRITES] = {"fatal", WORD_ERROR_APP_FATAL_WRITES},
    [MAP_FATAL_READ_WRITE] = {"fatal", WORD_ERROR_APP_FATAL_READ},
    [MAP_FATAL_ITERATION_WRITE] = {"fatal", WORD_ERROR_APP_FATAL_ITERATION},
    [MAP_TOO_BIG] = {"too big", WORD_ERROR_APP_TOO_BIG},
};

bool outcome_is_fine(struct session *session, enum map_outcome outcome, const struct argument *key,
                     struct reply *reply, struct error *error)
{
    session->tally.outcomes[outcome]++;
    session->outcome = outcome;
    if (outcomes[outcome].refusal == WORD_NONE) {
        if (reply != NULL)
            reply_text(reply, "outcome", outcomes[outcome].name, strlen(outcomes[outcome].name));
        return true;
    }
    session->refused = true;
    struct text type = {0};
    if (key != NULL)
        text_append(&type, key->text, strcspn(key->text, "("));
    error_set(error, 0, outcomes[outcome].refusal, text_string(&type), NUMBER(MAP_MOST_MODEL_B));
    text_free(&type);
    return false;
}

const char *outcome_name(enum map_outcome outcome)
{
    return outcomes[outcome].name;
}

uint64_t count_of(const struct session *session)
{
    return map_register(&session->map, REGISTER_COUNT);
}

/* ---- make, var */

/* The type that is asked for, else the present one's. */
static const char *type_name(const struct session *session, const struct call *call)
{
    const struct argument *type = call_argument(call, "type");
    return type->given ? type->text : map_type(&session->map)->name;
}

static bool type_is_right(const struct call *call, struct error *error)
{
    const struct argument *type = call_argument(call, "type");
    if (!type->given)
        return true;
    struct maptype parsed;
    if (maptype_parse(&parsed, type->text, type->length, GO_1_23, error)) {
        maptype_free(&parsed);
        return true;
    }
    error->column = type->column + (error->column > 0 ? error->column - 1 : 0);
    return false;
}

static int64_t hint_of(const struct call *call)
{
    const struct argument *hint = call_argument(call, "hint");
    return hint->given ? hint->number : 0;
}

bool run_make(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    struct map *map = &session->map;
    if (!type_is_right(call, error))
        return false;
    if (session->checking)
        return true;
    /* Every map starts from the seed, so that making it anew gives the same hashes. */
    map_set_seed(map, session->seed);
    enum map_outcome outcome = map_make(map, type_name(session, call), GO_1_23, hint_of(call), error);
    if (error_is_set(error))
        return false;
    if (!outcome_is_fine(session, outcome, NULL, reply, error)) {
        session->refused = false; /* Nothing happened: no command is left behind. */
        return false;
    }
    uint64_t B = map_register(map, REGISTER_B), buckets = map_bucket_count(map);
    enum word word = buckets == 0 ? WORD_SAY_MADE_SMALL : WORD_SAY_MADE;
    reply_say(session, reply, word, map_type(map)->name, NUMBER(B), NUMBER(buckets),
              NUMBER(maptype_capacity((int)B)), HEX(map_register(map, REGISTER_HASH0), 8));
    reply_number(reply, "B", (int64_t)B);
    return true;
}

bool run_var(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    if (!type_is_right(call, error))
        return false;
    if (session->checking)
        return true;
    map_declare(&session->map, type_name(session, call), GO_1_23, error);
    if (error_is_set(error))
        return false;
    reply_say(session, reply, WORD_SAY_DECLARED, map_type(&session->map)->name);
    return true;
}

/* ---- insert, get, delete */

/* A dictated hash must not move an entry that lies in the map already. */
static bool hash_may_be_dictated(const struct session *session, value_id key, const struct argument *hash,
                                 struct error *error)
{
    const struct map *map = &session->map;
    uint64_t now;
    if (values_is_unhashable(map->values, key) || !values_equals_itself(map->values, key))
        return error_set(error, hash->column, WORD_ERROR_APP_HASH_NAN, SHOWN(session, key));
    if (!map_hash_of(map, key, &now) || now == hash->hash || !map_locate(map, key).found)
        return true;
    return error_set(error, hash->column, WORD_ERROR_APP_HASH_TAKEN, SHOWN(session, key), HEX(now, 16));
}

static void say_where(const struct session *session, struct reply *reply, enum word word, value_id key,
                      value_id elem)
{
    struct text spot = {0};
    struct map_spot where = map_locate(&session->map, key);
    if (where.found) {
        text_add_spot(session, &spot, &where);
        reply_number(reply, "bucket", (int64_t)where.bucket);
        reply_flag(reply, "old", where.in_old);
        reply_number(reply, "link", where.link);
        reply_number(reply, "slot", where.slot);
    } else {
        words_say(&spot, session->words, WORD_SAY_SPOT_CHANCE);
    }
    reply_say(session, reply, word, SHOWN(session, key), SHOWN(session, elem), text_string(&spot),
              NUMBER(count_of(session)));
    text_free(&spot);
}

bool run_insert(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    struct map *map = &session->map;
    const struct argument *key_text = call_argument(call, "key"), *value_text = call_argument(call, "value");
    const struct argument *hash = call_argument(call, "hash");
    value_id key = read_value(session, map_type(map)->key, key_text, error);
    if (key == VALUE_NONE)
        return false;
    value_id elem = value_text->given ? read_value(session, map_type(map)->elem, value_text, error)
                                      : preset_value(session, error);
    if (elem == VALUE_NONE || (hash->given && !hash_may_be_dictated(session, key, hash, error)))
        return false;
    if (session->checking)
        return true;
    if (hash->given)
        map_dictate_hash(map, key, hash->hash);
    enum map_outcome outcome = map_assign(map, key, elem);
    if (!outcome_is_fine(session, outcome, key_text, reply, error))
        return false;
    say_where(session, reply, outcome == MAP_UPDATED ? WORD_SAY_UPDATED : WORD_SAY_INSERTED, key, elem);
    return true;
}

static int64_t count_probes(const struct session *session, position from)
{
    int64_t probes = 0;
    for (position at = from; at < session->timeline.end; at++)
        probes += timeline_event(&session->timeline, at)->kind == EVENT_probe;
    return probes;
}

/* Which array an absent key was looked for in. */
static enum word absent_word(const struct session *session, position from)
{
    enum word word = WORD_SAY_ABSENT;
    for (position at = from; at < session->timeline.end; at++) {
        const struct event *event = timeline_event(&session->timeline, at);
        if (event->kind == EVENT_useold && event->after != 0)
            word = WORD_SAY_ABSENT_OLD;
        if (event->kind == EVENT_absent && event->after != 0)
            word = WORD_SAY_ABSENT_EMPTY;
    }
    return word;
}

bool run_get(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    struct map *map = &session->map;
    const struct argument *text = call_argument(call, "key");
    value_id key = read_value(session, map_type(map)->key, text, error), elem = VALUE_NONE;
    if (key == VALUE_NONE)
        return false;
    if (session->checking)
        return true;
    position from = session->timeline.end;
    enum map_outcome outcome = map_access(map, key, &elem);
    if (!outcome_is_fine(session, outcome, text, reply, error))
        return false;
    int64_t probes = count_probes(session, from);
    if (outcome == MAP_FOUND) {
        size_t length;
        const char *bytes = values_text(map->values, elem, &length);
        say_where(session, reply, WORD_SAY_FOUND, key, elem);
        reply_text(reply, "value", bytes, length);
    } else {
        reply_say(session, reply, absent_word(session, from), SHOWN(session, key), NUMBER(probes));
    }
    reply_number(reply, "probes", probes);
    return true;
}

bool run_delete(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct argument *text = call_argument(call, "key");
    value_id key = read_value(session, map_type(&session->map)->key, text, error);
    if (key == VALUE_NONE)
        return false;
    if (session->checking)
        return true;
    position from = session->timeline.end;
    enum map_outcome outcome = map_delete(&session->map, key);
    if (!outcome_is_fine(session, outcome, text, reply, error))
        return false;
    if (outcome == MAP_ABSENT) {
        bool empty = absent_word(session, from) == WORD_SAY_ABSENT_EMPTY;
        reply_say(session, reply, empty ? WORD_SAY_NOT_DELETED_EMPTY : WORD_SAY_NOT_DELETED,
                  SHOWN(session, key));
        return true;
    }
    bool rest = timeline_event(&session->timeline, session->timeline.end - 1)->after != 0;
    reply_say(session, reply, rest ? WORD_SAY_DELETED_REST : WORD_SAY_DELETED_ONE, SHOWN(session, key),
              NUMBER(count_of(session)));
    return true;
}

/* ---- clear */

bool run_clear(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    struct map *map = &session->map;
    bool loop = call_argument(call, "how")->given;
    if (session->checking)
        return session_spend(session, count_of(session) + map_bucket_count(map), error);
    uint64_t before = count_of(session);
    uint32_t by_hand = (uint32_t)map_register(map, REGISTER_ITERATOR);
    enum map_outcome outcome = loop ? map_clear_loop(map) : map_clear(map);
    keep_iterator(session, by_hand);
    if (!outcome_is_fine(session, outcome, NULL, reply, error))
        return false;
    reply_say(session, reply, loop ? WORD_SAY_CLEARED_LOOP : WORD_SAY_CLEARED,
              NUMBER(before - count_of(session)), NUMBER(map_bucket_count(map)), NUMBER(count_of(session)));
    return true;
}

/* ---- growth by hand */

bool run_grow(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct argument *how = call_argument(call, "how");
    bool same = how->given && how->number == 1;
    if (map_growing(&session->map) && call->repetition == 0)
        return error_set(error, call->column, WORD_ERROR_APP_GROWING, "");
    if (session->checking)
        return true;
    enum map_outcome outcome = map_grow(&session->map, same);
    if (!outcome_is_fine(session, outcome, NULL, reply, error))
        return false;
    reply_say(session, reply, WORD_SAY_GROW_BY_HAND);
    return true;
}

/* Moves old buckets until `steps` are done or the growth is over. */
static bool evacuate_steps(struct session *session, uint64_t steps, struct reply *reply, struct error *error)
{
    enum map_outcome outcome = MAP_DONE;
    while (steps-- > 0 && map_growing(&session->map) && outcome == MAP_DONE)
        outcome = map_step_evacuate(&session->map);
    if (!outcome_is_fine(session, outcome, NULL, reply, error))
        return false;
    if (map_growing(&session->map)) {
        uint64_t done = map_evacuated_count(&session->map), all = map_old_bucket_count(&session->map);
        reply_say(session, reply, WORD_SAY_STEP_BY_HAND, NUMBER(done), NUMBER(all), NUMBER(all - done));
    } else {
        reply_say(session, reply, WORD_SAY_EVACUATE_BY_HAND);
    }
    return true;
}

static bool may_evacuate(struct session *session, const struct call *call, struct error *error)
{
    /* A repetition that finds the growth over has nothing left to do. */
    if (!map_growing(&session->map) && call->repetition == 0)
        return error_set(error, call->column, WORD_ERROR_APP_NOT_GROWING);
    return !session->checking || session_spend(session, map_old_bucket_count(&session->map), error);
}

bool run_step_evacuate(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct argument *count = call_argument(call, "count");
    if (!may_evacuate(session, call, error))
        return false;
    if (session->checking)
        return true;
    return evacuate_steps(session, count->given ? (uint64_t)count->number : 1, reply, error);
}

bool run_evacuate(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    if (!may_evacuate(session, call, error))
        return false;
    if (session->checking)
        return true;
    return evacuate_steps(session, UINT64_MAX, reply, error);
}
