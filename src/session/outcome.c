/* What operations of Go's maps came to: how it is told. */
#include "session/maps.h"

#include <assert.h>

/* Those that are refused are Go's own panics and fatal errors, as Go prints them. */
static const struct {
    const char *name;
    enum word refusal;
} outcomes[GOMAP_OUTCOMES] = {
    [GOMAP_DONE] = {"done", WORD_NONE},
    [GOMAP_INSERTED] = {"inserted", WORD_NONE},
    [GOMAP_UPDATED] = {"updated", WORD_NONE},
    [GOMAP_DELETED] = {"deleted", WORD_NONE},
    [GOMAP_FOUND] = {"found", WORD_NONE},
    [GOMAP_ABSENT] = {"absent", WORD_NONE},
    [GOMAP_DELIVERED] = {"delivered", WORD_NONE},
    [GOMAP_END] = {"end", WORD_NONE},
    [GOMAP_PANIC_NIL_MAP] = {"panic", WORD_ERROR_MAP_PANIC_NIL},
    [GOMAP_PANIC_UNHASHABLE] = {"panic", WORD_ERROR_MAP_PANIC_HASH},
    [GOMAP_FATAL_WRITES] = {"fatal", WORD_ERROR_MAP_FATAL_WRITES},
    [GOMAP_FATAL_READ_WRITE] = {"fatal", WORD_ERROR_MAP_FATAL_READ},
    [GOMAP_FATAL_ITERATION_WRITE] = {"fatal", WORD_ERROR_MAP_FATAL_ITERATION},
    [GOMAP_TOO_BIG] = {"too big", WORD_NONE}, /* each map has words of its own for it */
    [GOMAP_WRONG_TYPE] = {"wrong type", WORD_NONE},
};

const struct outcome_row outcome_sums[] = {
    {"inserted", WORD_MAP_SAY_SUM_INSERTED}, {"updated", WORD_MAP_SAY_SUM_UPDATED},
    {"deleted", WORD_MAP_SAY_SUM_DELETED},   {"found", WORD_MAP_SAY_SUM_FOUND},
    {"absent", WORD_MAP_SAY_SUM_ABSENT},     {.name = NULL},
};

const char *outcome_name(enum gomap_outcome outcome)
{
    return outcomes[outcome].name;
}

bool outcome_is_fine(struct run *run, enum gomap_outcome outcome, value_id key, struct reply *reply,
                     struct error *error)
{
    assert(outcomes[outcome].name != NULL);
    bool too_big = outcome == GOMAP_TOO_BIG;
    run_tally(run, outcomes[outcome].name);
    if (outcomes[outcome].refusal == WORD_NONE && !too_big) {
        if (reply != NULL)
            reply_word(reply, "outcome", outcomes[outcome].name);
        return true;
    }
    run->refused = true;
    if (outcome == GOMAP_PANIC_UNHASHABLE)
        return run_gomap(run)->fail_unhashable(&run->session->world, run->home, key, 0, error);
    const struct keyed_map *map = hand_of(run->session, run->home)->map;
    return error_set(error, 0, too_big ? map->too_big : outcomes[outcome].refusal, NUMBER(map->most));
}
