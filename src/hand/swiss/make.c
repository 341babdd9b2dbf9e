/* How a map comes into being: make and var. */
#include "hand/swiss/swiss.h"

/* Every map starts from the session's seed, so that making it anew gives the same hashes. */
static struct swiss place_for(struct run *run, uint32_t home)
{
    struct world *world = &run->session->world;
    struct swiss map = swiss_of(world, home != 0 ? home : swiss_new(world, run->session->seed));
    if (home != 0)
        swiss_set_seed(&map, run->session->seed);
    return map;
}

static void say_made(const struct swiss *map, bool declared, struct reply *reply)
{
    uint64_t tables = swiss_table_count(map), entry = 0, capacity = 0;
    const char *name = swiss_type(map)->map.name;
    if (declared) {
        reply_say(reply, WORD_MAP_SAY_DECLARED, name);
        return;
    }
    for (uint32_t table; swiss_next_table(map, &entry, &table);)
        capacity = swiss_table_word(map, table, SWISS_TABLE_CAPACITY);
    reply_say(reply, tables == 0 ? WORD_SWISS_SAY_MADE_SMALL : WORD_SWISS_SAY_MADE, name, NUMBER(tables),
              NUMBER(capacity), NUMBER(tables * swiss_most_entries(capacity)),
              HEX(swiss_word(map, SWISS_WORD_SEED), 16));
    reply_number(reply, "tables", (int64_t)tables);
}

bool swiss_make_map(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                    const struct call *call, struct reply *reply, struct error *error)
{
    int64_t hint;
    if (!session_read_hint(call, declared, &hint, error))
        return false;
    struct swiss map = place_for(run, *home);
    enum go_version version = swiss_release(session_release(run, call));
    enum gomap_outcome outcome = declared ? swiss_declare(&map, type->text, version, error)
                                          : swiss_make(&map, type->text, version, hint, error);
    if (outcome == GOMAP_WRONG_TYPE)
        return argument_error(type, error);
    if (outcome == GOMAP_TOO_BIG)
        return error_set(error, 0, WORD_ERROR_SWISS_TOO_BIG, NUMBER(SWISS_MOST_MODEL_DEPTH));
    *home = map.home;
    if (!declared)
        reply_word(reply, "outcome", outcome_name(outcome));
    say_made(&map, declared, reply);
    if (!declared && swiss_ignores_hint(swiss_type(&map), hint))
        reply_say(reply, WORD_MAP_SAY_HINT_IGNORED, NUMBER(hint));
    return true;
}
