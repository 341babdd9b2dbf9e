/* What can be asked of a race: the table of its facts. */
#include "model/race/verb.h"

#include <string.h>

#define ANSWER(name)                                                                                         \
    static bool answer_##name(const struct fact_question *question, struct fact_value *value,                \
                              struct error *error)

/* The race that is asked about, as it is between two steps. */
static struct race_settled settled_of(const struct fact_question *question)
{
    const struct race race = race_of(question->world, question->home);
    return race_settled(&race);
}

/* A fact that is a number and can always be told. `its` is at hand in the expression. */
#define NUMBER_OF_RACE(name, expression)                                                                     \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        const struct race_settled its = settled_of(question);                                                \
        (void)error;                                                                                         \
        return fact_value_number(value, (uint64_t)(expression));                                             \
    }

static unsigned operations_done(const struct race_setup *setup, const struct race_state *state)
{
    unsigned done = 0;
    for (unsigned g = 0; g < setup->goroutines; g++)
        done += state->goroutine[g].op;
    return done;
}

NUMBER_OF_RACE(goroutines, race_programs(&its.setup))
NUMBER_OF_RACE(steps, its.steps)
NUMBER_OF_RACE(done, operations_done(&its.setup, &its.state))
NUMBER_OF_RACE(writing, (its.state.cell[RACE_FLAGS] & RACE_FLAG_WRITING) != 0)

static bool word_of(struct fact_value *value, const char *word)
{
    return fact_value_of(value, word, strlen(word));
}

ANSWER(system)
{
    const struct race_settled its = settled_of(question);
    (void)error;
    return word_of(value, race_system_of(its.setup.system)->name);
}

ANSWER(stands)
{
    const struct race_settled its = settled_of(question);
    (void)error;
    return word_of(value, race_standing_name(race_stands_of(&its.setup, &its.state)));
}

ANSWER(fatal)
{
    const struct race_settled its = settled_of(question);
    const struct race_goroutine *culprit = &its.state.goroutine[race_culprit(&its.setup, &its.state)];
    (void)error;
    return word_of(value, culprit->ended == RACE_DIES ? race_fatal_text(culprit->reason) : "none");
}

ANSWER(count)
{
    const struct race_settled its = settled_of(question);
    int count;
    if (!race_count(&its.setup, &its.state, &count))
        return error_set(error, 0, WORD_ERROR_RACE_NO_COUNT, race_system_of(its.setup.system)->name);
    return word_of(value, NUMBER(count));
}

/* Who took each step: 1121. */
ANSWER(schedule)
{
    const struct race_settled its = settled_of(question);
    (void)error;
    for (uint64_t i = 0; i < its.steps; i++)
        text_format(&value->text, "%u", race_taken(&its.race, i) + 1);
    if (value->text.length == 0)
        text_add(&value->text, "none");
    return true;
}

/* ---- verdicts, and what was explored */

static void add_names(struct text *text, uint32_t verdicts)
{
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        if ((verdicts & RACE_BIT(verdict)) == 0)
            continue;
        text_separate(text, " ");
        text_add(text, race_verdict_name(verdict));
    }
    if (verdicts == 0)
        text_add(text, "nothing");
}

ANSWER(wrong)
{
    const struct race_settled its = settled_of(question);
    (void)error;
    add_names(&value->text, race_verdicts_now(&its.race));
    return true;
}

ANSWER(found)
{
    const struct race_settled its = settled_of(question);
    (void)error;
    add_names(&value->text, race_verdicts_found(&its.race));
    return true;
}

ANSWER(explored)
{
    static const char *const names[] = {"no", "all", "states", "depth", "stopped"};
    const struct race_settled its = settled_of(question);
    (void)error;
    return word_of(value, names[race_learned(&its.race, RACE_WORD_EXPLORED)]);
}

/* A number that may be larger than any integer is then a text. */
static bool many_of_words(struct fact_value *value, uint64_t digits, uint64_t tens)
{
    if (tens == 0) {
        text_add(&value->text, GROUPED(digits));
        value->is_number = true;
        value->magnitude = digits;
        return true;
    }
    text_format(&value->text, "%llu·10^%llu", (unsigned long long)digits, (unsigned long long)tens);
    return true;
}

#define MANY_OF_RACE(name, which)                                                                            \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        const struct race_settled its = settled_of(question);                                                \
        (void)error;                                                                                         \
        return many_of_words(value, race_learned(&its.race, RACE_WORD_##which),                              \
                             race_learned(&its.race, RACE_WORD_##which##_TENS));                             \
    }

MANY_OF_RACE(interleavings, INTERLEAVINGS)
MANY_OF_RACE(executions, EXECUTIONS)
MANY_OF_RACE(clean, CLEAN)
NUMBER_OF_RACE(states, race_learned(&its.race, RACE_WORD_STATES))
NUMBER_OF_RACE(pruned, race_learned(&its.race, RACE_WORD_PRUNED))
NUMBER_OF_RACE(samples, race_learned(&its.race, RACE_WORD_SAMPLES))

static bool read_verdict(const struct fact_question *question, unsigned *verdict, struct error *error)
{
    *verdict = race_verdict_named(question->word, question->word_length);
    if (*verdict < RACE_VERDICTS)
        return true;
    struct text known = {0};
    add_names(&known, RACE_BIT(RACE_VERDICTS) - 1);
    error_set(error, 0, WORD_ERROR_RACE_VERDICT, question->word, text_string(&known));
    text_free(&known);
    return false;
}

ANSWER(shortest)
{
    const struct race_settled its = settled_of(question);
    unsigned verdict;
    return read_verdict(question, &verdict, error) &&
           fact_value_number(value, race_finding(&its.race, verdict)->length);
}

ANSWER(ways)
{
    const struct race_settled its = settled_of(question);
    unsigned verdict;
    if (!read_verdict(question, &verdict, error))
        return false;
    const struct race_finding *finding = race_finding(&its.race, verdict);
    return many_of_words(value, finding->interleavings, finding->interleavings_tens);
}

/* ---- of a key */

static bool read_key(const struct fact_question *question, uint8_t *key, struct error *error)
{
    *key = race_key_named(question->word, question->word_length);
    return *key < RACE_KEYS || error_set(error, 0, WORD_ERROR_RACE_KEY, question->word);
}

ANSWER(holds)
{
    const struct race_settled its = settled_of(question);
    uint8_t key;
    if (!read_key(question, &key, error))
        return false;
    uint8_t found = race_lookup(&its.setup, &its.state, key);
    return found == RACE_ABSENT ? word_of(value, "nothing") : fact_value_number(value, found & ~RACE_FOUND);
}

ANSWER(times)
{
    const struct race_settled its = settled_of(question);
    uint8_t key;
    if (!read_key(question, &key, error))
        return false;
    return fact_value_number(value, race_occurrences(&its.setup, &its.state, key));
}

/* ---- of a goroutine, counted from 1 */

static bool read_goroutine(const struct fact_question *question, unsigned *goroutine, struct error *error)
{
    const struct race_settled its = settled_of(question);
    uint64_t number = question->index[0];
    *goroutine = (unsigned)(number - 1);
    return (number >= 1 && number <= race_programs(&its.setup)) ||
           error_set(error, 0, WORD_ERROR_RACE_NO_GOROUTINE, NUMBER(number),
                     NUMBER(race_programs(&its.setup)));
}

ANSWER(waits)
{
    const struct race_settled its = settled_of(question);
    unsigned goroutine;
    if (!read_goroutine(question, &goroutine, error))
        return false;
    return fact_value_number(value, race_waits_for(&its.setup, &its.state, goroutine) != RACE_NO_CELL);
}

/* What an operation gave: a value, nothing, done, or that it is not done. */
ANSWER(gave)
{
    const struct race_settled its = settled_of(question);
    uint64_t number = question->index[1];
    unsigned goroutine;
    if (!read_goroutine(question, &goroutine, error))
        return false;
    unsigned length = its.setup.length[goroutine];
    if (number < 1 || number > length)
        return error_set(error, 0, WORD_ERROR_RACE_NO_OPERATION, NUMBER(question->index[0]), NUMBER(length),
                         NUMBER(number));
    const struct race_record *record = &its.records[goroutine][number - 1];
    if (record->done == 0)
        return word_of(value, "open");
    if (its.setup.program[goroutine][number - 1].verb != RACE_GET)
        return word_of(value, "done");
    if (record->result == RACE_ABSENT)
        return word_of(value, "nothing");
    return fact_value_number(value, record->result & ~RACE_FOUND);
}

/* Facts in the order in which documentation lists them. */
#define OF_RACE(name)                                                                                        \
    {                                                                                                        \
#name, FACT_NOTHING, false, false, WORD_RACE_FACT_##name, answer_##name                              \
    }
const struct fact_row race_facts[] = {
    OF_RACE(system),
    OF_RACE(goroutines),
    OF_RACE(steps),
    OF_RACE(schedule),
    OF_RACE(done),
    OF_RACE(stands),
    OF_RACE(fatal),
    OF_RACE(count),
    OF_RACE(writing),
    OF_RACE(wrong),
    OF_RACE(explored),
    OF_RACE(found),
    OF_RACE(interleavings),
    OF_RACE(executions),
    OF_RACE(clean),
    OF_RACE(states),
    OF_RACE(pruned),
    OF_RACE(samples),
    {"ways", FACT_WORD, false, false, WORD_RACE_FACT_ways, answer_ways},
    {"shortest", FACT_WORD, false, false, WORD_RACE_FACT_shortest, answer_shortest},
    {"holds", FACT_WORD, false, false, WORD_RACE_FACT_holds, answer_holds},
    {"times", FACT_WORD, false, false, WORD_RACE_FACT_times, answer_times},
    {"waits", FACT_INDEX, false, false, WORD_RACE_FACT_waits, answer_waits},
    {"gave", FACT_TWO_INDEXES, false, false, WORD_RACE_FACT_gave, answer_gave},
    {.name = NULL},
};
