/* What can be asked of a race beside its facts: dump, stats. */
#include "hand/race/race.h"

/* ---- dump */

static void dump_shared(const struct race *race, struct reply *reply)
{
    const struct race_setup *setup = race_setup(race);
    const struct race_state *state = race_state(race);
    reply_say(reply, WORD_RACE_SAY_DUMP_HEAD);
    for (unsigned cell = 0; cell < RACE_CELLS; cell++) {
        struct text name = {0}, value = {0};
        struct race_place place = race_place_of(setup, (uint8_t)cell);
        if (place.field == RACE_FIELD_UNUSED || place.bucket >= RACE_BUCKETS)
            continue;
        race_add_cell(setup, (uint8_t)cell, &name);
        race_add_value(setup, (uint8_t)cell, state->cell[cell], &value);
        reply_say(reply, WORD_RACE_SAY_DUMP_CELL, text_string(&name), text_string(&value));
        text_free(&name);
        text_free(&value);
    }
}

static void dump_goroutine(const struct race *race, unsigned goroutine, struct reply *reply)
{
    const struct race_system *system = race_system_of(race_setup(race)->system);
    const char *const *names = system->locals;
    const struct race_goroutine *its = &race_state(race)->goroutine[goroutine];
    struct text program = {0}, own = {0};
    race_add_program(race_setup(race), goroutine, &program);
    for (int i = 0; i < RACE_LOCALS; i++) {
        if (names[i] == NULL || its->local[i] == 0)
            continue;
        text_separate(&own, ", ");
        text_format(&own, "%s ", names[i]);
        race_add_local(system, (unsigned)i, its->local[i], &own);
    }
    reply_say(reply, WORD_RACE_SAY_DUMP_GOROUTINE, NUMBER(goroutine + 1), text_string(&program),
              NUMBER(its->op), text_string(&own));
    text_free(&program);
    text_free(&own);
}

RACE_VERB(dump)
{
    const struct race race = run_race(run);
    const struct race_setup *setup = race_setup(&race);
    (void)call, (void)error;
    dump_shared(&race, reply);
    reply_say(reply, WORD_RACE_SAY_DUMP_HEAD_GOROUTINES);
    for (unsigned g = 0; g < setup->goroutines; g++)
        dump_goroutine(&race, g, reply);
    reply_word(reply, "system", race_system_of(setup->system)->name);
    reply_number(reply, "steps", (int64_t)race_word(&race, RACE_WORD_STEPS));
    return true;
}

/* ---- stats */

RACE_VERB(stats)
{
    const struct race race = run_race(run);
    const struct race_setup *setup = race_setup(&race);
    uint64_t steps = race_word(&race, RACE_WORD_STEPS);
    unsigned done = 0, all = 0;
    (void)call, (void)error;
    for (unsigned g = 0; g < setup->goroutines; g++) {
        done += race_state(&race)->goroutine[g].op;
        all += setup->length[g];
    }
    reply_say(reply, WORD_RACE_SAY_STATS, race_type_name(setup->system), NUMBER(race_programs(setup)),
              NUMBER(steps), NUMBER(done), NUMBER(all));
    reply_number(reply, "steps", (int64_t)steps);
    reply_number(reply, "done", done);
    if (race_word(&race, RACE_WORD_EXPLORED) != 0)
        race_say_findings(&race, reply);
    else
        reply_say(reply, WORD_RACE_SAY_UNEXPLORED);
    return true;
}
