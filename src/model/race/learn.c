/* What the explorer found, written into cells, and read from them; and what its verdicts are called. */
#include "model/race/verb.h"

#include <string.h>

static const struct race_finding nothing;

/* ---- written */

static void write_field(struct race *race, unsigned verdict, int field, uint64_t value)
{
    struct place place = {
        .region = (uint32_t)race_word(race, RACE_WORD_FINDINGS), .index = verdict, .field = (uint8_t)field};
    memory_write(race->memory, place, value, LINE_outside_setup);
}

static void write_finding(struct race *race, unsigned verdict, const struct race_finding *finding)
{
    write_field(race, verdict, RACE_FINDING_INTERLEAVINGS, finding->interleavings);
    write_field(race, verdict, RACE_FINDING_EXECUTIONS, finding->executions);
    write_field(race, verdict, RACE_FINDING_INTERLEAVINGS_TENS, finding->interleavings_tens);
    write_field(race, verdict, RACE_FINDING_EXECUTIONS_TENS, finding->executions_tens);
    write_field(race, verdict, RACE_FINDING_SAMPLES, finding->samples);
    write_field(race, verdict, RACE_FINDING_LENGTH, finding->length);
    write_field(race, verdict, RACE_FINDING_FOUND, finding->found);
    write_field(race, verdict, RACE_FINDING_SHORTEST, finding->shortest);
}

static struct place place_of_step(const struct race *race, unsigned verdict, uint64_t step)
{
    return race_byte((uint32_t)race_word(race, RACE_WORD_SCHEDULES),
                     verdict * (uint64_t)RACE_MOST_STEPS + step);
}

void race_forget(struct race *race)
{
    /* First of all that there is anything: who asks in between is told of nothing. */
    for (int word = RACE_WORD_REPLAYS; word < RACE_WORDS; word++)
        race_set(race, (enum race_word)word, 0, LINE_outside_setup);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        for (uint64_t i = race_finding_written(race, verdict)->length; i > 0; i--)
            memory_write(race->memory, place_of_step(race, verdict, i - 1), 0, LINE_outside_setup);
        write_finding(race, verdict, &nothing);
    }
}

/* A schedule that is longer than a race may be cannot be replayed: only that there is one is kept. */
static void learn_verdict(struct race *race, unsigned verdict, const struct race_found *found)
{
    bool fits = found->length <= RACE_MOST_STEPS;
    struct race_finding finding = {.interleavings = found->interleavings.digits,
                                   .interleavings_tens = found->interleavings.tens,
                                   .executions = found->executions.digits,
                                   .executions_tens = found->executions.tens,
                                   .samples = found->samples,
                                   .length = fits ? found->length : 0,
                                   .found = found->found,
                                   .shortest = found->shortest};
    for (unsigned i = 0; i < finding.length; i++)
        memory_write(race->memory, place_of_step(race, verdict, i), found->schedule[i] + 1u,
                     LINE_outside_setup);
    write_finding(race, verdict, &finding);
}

void race_learn(struct race *race, const struct race_report *report)
{
    const struct {
        enum race_word word;
        uint64_t value;
    } words[] = {
        {RACE_WORD_STATES, report->states},
        {RACE_WORD_TRIED, report->steps},
        {RACE_WORD_PRUNED, report->pruned},
        {RACE_WORD_DEPTH, report->depth},
        {RACE_WORD_COUNTED, report->counted},
        {RACE_WORD_INTERLEAVINGS, report->interleavings.digits},
        {RACE_WORD_INTERLEAVINGS_TENS, report->interleavings.tens},
        {RACE_WORD_EXECUTIONS, report->executions.digits},
        {RACE_WORD_EXECUTIONS_TENS, report->executions.tens},
        {RACE_WORD_CLEAN, report->clean.digits},
        {RACE_WORD_CLEAN_TENS, report->clean.tens},
        {RACE_WORD_LONGEST, report->longest_run},
        {RACE_WORD_SAMPLES, report->samples},
        {RACE_WORD_CLEAN_SAMPLES, report->clean_samples},
        {RACE_WORD_EXPLORED, (uint64_t)report->ending + 1}, /* now all can be read */
    };
    race_forget(race);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        if (report->found[verdict].found)
            learn_verdict(race, verdict, &report->found[verdict]);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        race_set(race, words[i].word, words[i].value, LINE_outside_setup);
    struct place home = {.region = race->home};
    memory_look(race->memory, RACE_explored, home, report->ending, race_verdicts_found(race),
                LINE_outside_setup);
}

/* ---- read */

const struct race_finding *race_finding_written(const struct race *race, unsigned verdict)
{
    return memory_item(race->memory, (uint32_t)race_word(race, RACE_WORD_FINDINGS), verdict);
}

const struct race_finding *race_finding(const struct race *race, unsigned verdict)
{
    return race_word(race, RACE_WORD_EXPLORED) == 0 ? &nothing : race_finding_written(race, verdict);
}

uint64_t race_learned(const struct race *race, enum race_word which)
{
    return race_word(race, RACE_WORD_EXPLORED) == 0 ? 0 : race_word(race, which);
}

unsigned race_scheduled(const struct race *race, unsigned verdict, uint64_t step)
{
    return (unsigned)memory_read(race->memory, place_of_step(race, verdict, step)) - 1;
}

uint32_t race_verdicts_found(const struct race *race)
{
    uint32_t bits = 0;
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
        bits |= race_finding(race, verdict)->found ? RACE_BIT(verdict) : 0;
    return bits;
}

uint32_t race_verdicts_now(const struct race *race)
{
    const struct race_settled its = race_settled(race);
    uint8_t schedule[RACE_MOST_STEPS];
    uint32_t verdicts = 0;
    for (uint64_t i = 0; i < its.steps; i++)
        schedule[i] = (uint8_t)race_taken(race, i);
    race_schedule_verdicts(&its.setup, schedule, its.steps, &verdicts);
    return verdicts;
}

/* ---- verdicts */

static const char *const names[RACE_VERDICTS] = {
    [RACE_VERDICT_WRITES] = "writes",
    [RACE_VERDICT_READ] = "read",
    [RACE_VERDICT_ITERATION] = "iteration",
    [RACE_VERDICT_STATE] = "state",
    [RACE_VERDICT_NIL] = "nil",
    [RACE_VERDICT_BEYOND] = "beyond",
    [RACE_VERDICT_DEADLOCK] = "deadlock",
    [RACE_VERDICT_TORN] = "torn",
    [RACE_VERDICT_STALE] = "stale",
    [RACE_VERDICT_LOST_KEY] = "lost",
    [RACE_VERDICT_LOST_UPDATE] = "outdated",
    [RACE_VERDICT_REVIVED] = "revived",
    [RACE_VERDICT_DUPLICATED] = "twice",
    [RACE_VERDICT_COUNT] = "count",
    [RACE_VERDICT_STUCK] = "stuck",
    [RACE_VERDICT_AGAIN] = "again",
    [RACE_VERDICT_MISSED] = "missed",
};

const char *race_verdict_name(unsigned verdict)
{
    return names[verdict];
}

unsigned race_verdict_named(const char *name, size_t length)
{
    unsigned verdict = 0;
    while (verdict < RACE_VERDICTS &&
           (strlen(names[verdict]) != length || memcmp(names[verdict], name, length) != 0))
        verdict++;
    return verdict;
}

bool race_verdict_is_silent(unsigned verdict)
{
    return verdict > RACE_VERDICT_DEADLOCK;
}

unsigned race_verdict_to_replay(const struct race *race)
{
    unsigned best = RACE_VERDICTS;
    for (int silent = 1; silent >= 0 && best == RACE_VERDICTS; silent--) {
        for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
            const struct race_finding *its = race_finding(race, verdict);
            if (its->length > 0 && race_verdict_is_silent(verdict) == silent &&
                (best == RACE_VERDICTS || its->length < race_finding(race, best)->length))
                best = verdict;
        }
    }
    return best;
}
