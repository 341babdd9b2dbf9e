/* Whose turn it is: run. */
#include "hand/race/race.h"

#include "base/random.h"

#include <assert.h>
#include <string.h>

enum { WHO_TURNS = RACE_GOROUTINES, WHO_RANDOM };
enum { COUNT_OPERATION };

/* What is run: at the most so many steps, by whom, and from which seed. */
struct order {
    int who; /* a goroutine, or one of the above */
    uint64_t count;
    bool operation; /* up to the end of the goroutine's operation */
    uint64_t seed;
};

/* ---- who is next */

static unsigned nth_enabled(const struct race *race, uint64_t number)
{
    unsigned g = 0;
    for (;; g++) {
        if (race_enabled(race_setup(race), race_state(race), g) && number-- == 0)
            return g;
    }
}

static unsigned count_enabled(const struct race *race)
{
    unsigned count = 0;
    for (unsigned g = 0; g < race_setup(race)->goroutines; g++)
        count += race_enabled(race_setup(race), race_state(race), g);
    return count;
}

/* The next one that can, behind whoever took the last step. */
static unsigned next_in_turn(const struct race *race)
{
    uint64_t steps = race_word(race, RACE_WORD_STEPS);
    unsigned all = race_setup(race)->goroutines, g = steps > 0 ? race_taken(race, steps - 1) : all - 1;
    do
        g = (g + 1) % all;
    while (!race_enabled(race_setup(race), race_state(race), g));
    return g;
}

static unsigned choose(const struct race *race, struct order *order)
{
    if (order->who == WHO_TURNS)
        return next_in_turn(race);
    if (order->who == WHO_RANDOM) {
        unsigned count = count_enabled(race);
        assert(count > 0);
        return nth_enabled(race, random_below(&order->seed, count));
    }
    return (unsigned)order->who;
}

/* ---- why somebody can't */

static bool explain_goroutine(const struct race *race, unsigned g, int column, struct error *error)
{
    const struct race_setup *setup = race_setup(race);
    const struct race_state *state = race_state(race);
    if (g >= setup->goroutines || setup->length[g] == 0)
        return error_set(error, column, WORD_ERROR_RACE_NO_PROGRAM, NUMBER(g + 1));
    if (race_finished(setup, state, g))
        return error_set(error, column, WORD_ERROR_RACE_FINISHED, NUMBER(g + 1));
    uint8_t lock = race_waits_for(setup, state, g);
    if (lock == RACE_NO_CELL)
        return true;
    struct text name = {0}, holder = {0};
    race_add_cell(setup, lock, &name);
    race_add_value(setup, lock, state->cell[lock], &holder);
    error_set(error, column, WORD_ERROR_RACE_WAITS, NUMBER(g + 1), text_string(&name), text_string(&holder));
    text_free(&name);
    text_free(&holder);
    return false;
}

static bool can_run(const struct race *race, const struct order *order, int column, struct error *error)
{
    static const enum word why[] = {
        [RACE_STANDS_NOWHERE] = WORD_ERROR_RACE_NOBODY, [RACE_STANDS_OPEN] = WORD_NONE,
        [RACE_STANDS_OVER] = WORD_ERROR_RACE_OVER,      [RACE_STANDS_DEAD] = WORD_ERROR_RACE_DEAD,
        [RACE_STANDS_BEYOND] = WORD_ERROR_RACE_BEYOND,  [RACE_STANDS_STUCK] = WORD_ERROR_RACE_STUCK,
    };
    enum race_standing stands = race_stands(race);
    if (stands != RACE_STANDS_OPEN)
        return error_set(error, column, why[stands],
                         NUMBER(race_culprit(race_setup(race), race_state(race)) + 1));
    return order->who >= RACE_GOROUTINES || explain_goroutine(race, (unsigned)order->who, column, error);
}

/* ---- run */

static struct order read_order(const struct call *call)
{
    const struct argument *who = call_argument(call, "who"), *count = call_argument(call, "count"),
                          *seed = call_argument(call, "seed");
    struct order order = {.who = who->given ? who->choice : WHO_TURNS,
                          .seed = seed->given ? (uint64_t)seed->number : 1};
    order.operation = count->given && count->choice == COUNT_OPERATION;
    if (order.operation)
        order.count = RACE_MOST_STEPS;
    else if (count->given)
        order.count = (uint64_t)count->number;
    else
        order.count = order.who < RACE_GOROUTINES ? 1 : RACE_MOST_STEPS;
    return order;
}

static bool goes_on(const struct race *race, const struct order *order)
{
    return race_stands(race) == RACE_STANDS_OPEN &&
           (order->who >= RACE_GOROUTINES ||
            race_enabled(race_setup(race), race_state(race), (unsigned)order->who));
}

static void say_steps(const struct race *race, uint64_t begin, struct reply *reply)
{
    uint64_t end = race_word(race, RACE_WORD_STEPS);
    unsigned by[RACE_GOROUTINES] = {0}, last = 0;
    struct text shares = {0};
    for (uint64_t i = begin; i < end; i++)
        by[race_taken(race, i)]++;
    for (unsigned g = 0; g < RACE_GOROUTINES; g++) {
        if (by[g] == 0)
            continue;
        text_separate(&shares, ", ");
        text_format(&shares, "g%u %u", g + 1, by[g]);
        last = g;
    }
    bool alone = by[last] == end - begin;
    if (alone) {
        text_clear(&shares);
        text_format(&shares, "g%u", last + 1);
    }
    reply_say(reply, alone ? WORD_RACE_SAY_STEPS_OF_ONE : WORD_RACE_SAY_STEPS, NUMBER(end - begin),
              text_string(&shares));
    text_free(&shares);
}

RACE_VERB(run)
{
    enum { STEPS_TOLD = 1 };
    struct race race = run_race(run);
    struct order order = read_order(call);
    const struct argument *who = call_argument(call, "who"), *seed = call_argument(call, "seed");
    int column = who->given ? who->column : call->column;
    uint64_t begin = race_word(&race, RACE_WORD_STEPS);
    if (seed->given && order.who != WHO_RANDOM)
        return error_set(error, seed->column, WORD_ERROR_RACE_SEED);
    if (!can_run(&race, &order, column, error))
        return false;
    struct race_done done = {0};
    unsigned g = 0;
    do {
        g = choose(&race, &order);
        if (!race_advance(&race, g, &done))
            return error_set(error, column, WORD_ERROR_RACE_STEPS, NUMBER(RACE_MOST_STEPS));
        order.count -= 1;
    } while (order.count > 0 && !(order.operation && done.end != RACE_RUNS) && goes_on(&race, &order));
    uint64_t end = race_word(&race, RACE_WORD_STEPS);
    if (end - begin <= STEPS_TOLD)
        race_say_step(&race, g, &done, reply);
    else
        say_steps(&race, begin, reply);
    reply_number(reply, "steps", (int64_t)(end - begin));
    race_say_standing(run, &race, reply);
    return true;
}
