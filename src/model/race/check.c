/* What is true of every reachable state of a race; tests ask after every command. */
#include "model/race/verb.h"

#include <string.h>

static bool wrong(struct text *why, const char *what, uint64_t a, uint64_t b)
{
    text_format(why, "%s (%llu, %llu)", what, (unsigned long long)a, (unsigned long long)b);
    return false;
}

/* Each schedule that is kept shows what it is said to show. */
static bool check_findings(const struct race *race, struct text *why)
{
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        const struct race_finding *finding = race_finding_written(race, verdict);
        uint8_t schedule[RACE_MOST_STEPS];
        uint32_t shown = 0;
        for (unsigned i = 0; i < finding->length; i++)
            schedule[i] = (uint8_t)race_scheduled(race, verdict, i);
        if (finding->length > 0 &&
            (!race_schedule_verdicts(race_setup(race), schedule, finding->length, &shown) ||
             (shown & RACE_BIT(verdict)) == 0))
            return wrong(why, "a schedule does not show its verdict", verdict, shown);
        if (finding->found && race_word(race, RACE_WORD_EXPLORED) == 0)
            return wrong(why, "something was found and nothing explored", verdict, 0);
    }
    return true;
}

bool race_check(const struct world *world, uint32_t home, struct text *why)
{
    const struct race race = race_of(world, home);
    const struct race_setup *setup = race_setup(&race);
    uint64_t steps = race_word(&race, RACE_WORD_STEPS);
    if (race_setup_check(setup) != RACE_NO_MISTAKE)
        return wrong(why, "the setup cannot be run", (uint64_t)race_setup_check(setup), 0);
    const struct race_settled its = race_settled(&race);
    if (its.steps < steps)
        return wrong(why, "a step was taken that nobody can take", its.steps, race_taken(&race, its.steps));
    if (memcmp(&its.state, race_state(&race), sizeof its.state) != 0)
        return wrong(why, "the state is not what the steps make of the setup", steps, 0);
    if (steps < RACE_MOST_STEPS && race_taken(&race, steps) != UINT32_MAX)
        return wrong(why, "there is a step behind the last", steps, race_taken(&race, steps));
    return check_findings(&race, why);
}
