/* How a map comes into being: make and var. */
#include "hand/classic/classic.h"

/* Every map starts from the session's seed, so that making it anew gives the same hashes. */
static struct classic place_for(struct run *run, uint32_t home)
{
    struct world *world = &run->session->world;
    struct classic map = classic_of(world, home != 0 ? home : classic_new(world, run->session->seed));
    if (home != 0)
        classic_set_seed(&map, run->session->seed);
    return map;
}

static void say_made(const struct classic *map, bool declared, struct reply *reply)
{
    uint64_t B = classic_register(map, REGISTER_B), buckets = classic_bucket_count(map);
    const struct maptype *type = classic_type(map);
    if (declared) {
        reply_say(reply, WORD_MAP_SAY_DECLARED, type->name);
        return;
    }
    reply_say(reply, buckets == 0 ? WORD_CLASSIC_SAY_MADE_SMALL : WORD_CLASSIC_SAY_MADE, type->name,
              NUMBER(B), NUMBER(buckets), NUMBER(maptype_capacity(type, (int)B)),
              HEX(classic_register(map, REGISTER_HASH0), 8));
    if (type->at_once)
        reply_say(reply, WORD_CLASSIC_SAY_MADE_AT_ONCE);
    reply_number(reply, "B", (int64_t)B);
}

bool classic_make_map(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                      const struct call *call, struct reply *reply, struct error *error)
{
    enum go_version release = session_release(run, call), version = classic_release(release);
    int64_t hint;
    if (!session_read_hint(call, declared, &hint, error))
        return false;
    struct classic map = place_for(run, *home);
    enum gomap_outcome outcome = declared ? classic_declare(&map, type->text, version, error)
                                          : classic_make(&map, type->text, version, hint, error);
    if (outcome == GOMAP_WRONG_TYPE)
        return argument_error(type, error);
    if (outcome == GOMAP_TOO_BIG)
        return error_set(error, 0, WORD_ERROR_CLASSIC_TOO_BIG, NUMBER(CLASSIC_MOST_MODEL_B));
    if (!declared && session_grows_at_once(call))
        classic_grow_at_once(&map);
    *home = map.home;
    if (!declared)
        reply_word(reply, "outcome", outcome_name(outcome));
    say_made(&map, declared, reply);
    if (!declared && maptype_ignores_hint(classic_type(&map), hint))
        reply_say(reply, WORD_MAP_SAY_HINT_IGNORED, NUMBER(hint));
    if (version != release)
        reply_say(reply, WORD_CLASSIC_SAY_MADE_OF, go_version_name(release), go_version_name(version));
    return true;
}
