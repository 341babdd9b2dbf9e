/* strategies: five subjects under one workload, and what each of them cost, from the ledger. */
#include "command/costs.h"

#include "command/command.h"

#include <stdlib.h>
#include <string.h>

enum { PLAIN, HINTED, SPLIT, SHARDED, AT_ONCE, SUBJECTS };
enum { CHART = 32 /* columns of a chart */ };
/* The last release with the map that these are about. */
static const enum go_version last_classic = GO_1_23;

/* Who takes part; {1} entries of the key space, {2} shards, {3} writes to a publication. */
static const struct {
    const char *name;
    enum word line; /* what make is given */
} designs[SUBJECTS] = {
    [PLAIN] = {"plain", WORD_STRATEGIES_LINE_PLAIN},
    [HINTED] = {"hinted", WORD_STRATEGIES_LINE_HINTED},
    [SPLIT] = {"split", WORD_STRATEGIES_LINE_SPLIT},
    [SHARDED] = {"sharded", WORD_STRATEGIES_LINE_SHARDED},
    [AT_ONCE] = {"atonce", WORD_STRATEGIES_LINE_AT_ONCE},
};

/* What one of them came to. */
struct result {
    uint32_t home;
    struct ledger_sum sum; /* of its operations and of what is no operation, make included */
    uint64_t p99[LEDGER_MEASURES];
    uint64_t chart[CHART]; /* the highest of each part of the operations, by bytes touched */
    uint64_t reads;        /* 0, too, of one that can't be asked how far they were behind */
    uint64_t stale, stalest, staleness, differed;
};

/* ---- making and running */

static const char *given_or_preset(const struct call *call, const char *name)
{
    const struct argument *argument = call_argument(call, name);
    return argument->given ? argument->text : call_preset(call, name);
}

/* Runs a line of one call, as it would be typed; what it says is not told. */
static bool run_line(struct run *run, const char *text, struct error *error)
{
    struct line line;
    struct reply unheard = {.words = run->session->words};
    bool fine = line_read(&line, &run->session->repertoire->table, text, strlen(text), error) &&
                line.calls[0].command->run(run, &line.calls[0], &unheard, error);
    line_free(&line);
    reply_free(&unheard);
    /* Where in that line it was wrong says nothing to whoever typed another. */
    error->column = 0;
    return fine;
}

/* The line that makes one of them, as anybody could type it. */
static void add_line(const struct run *run, const struct call *call, int number, struct text *text)
{
    text_add(text, "make ");
    words_say(text, run->session->words, designs[number].line, given_or_preset(call, "space"),
              given_or_preset(call, "shards"), given_or_preset(call, "every"));
    text_format(text, " as %s", designs[number].name);
    if (run->session->go > last_classic) /* all five are of classic maps */
        text_format(text, " go=%s", go_version_name(last_classic));
}

static bool make_all(struct run *run, const struct call *call, struct result results[SUBJECTS],
                     struct error *error)
{
    bool fine = true;
    for (int i = 0; i < SUBJECTS && fine; i++) {
        struct text line = {0};
        add_line(run, call, i, &line);
        fine = run_line(run, text_string(&line), error);
        results[i] = (struct result){.home = run->home};
        text_free(&line);
    }
    if (!fine && error->word == WORD_ERROR_STRATEGY_SHARDS)
        error->column = call_argument(call, "shards")->column;
    return fine;
}

/* What one of them is told of a line that does too much would help whoever feeds it alone. Copies are what can be done without. */
static bool explain_work(const struct call *call, struct error *error)
{
    const struct argument *every = call_argument(call, "every"), *count = call_argument(call, "count");
    if (error->word != WORD_ERROR_SESSION_WORK && error->word != WORD_ERROR_STRATEGY_WORK)
        return false;
    return error_set(error,
                     every->given   ? every->column
                     : count->given ? count->column
                                    : call->column,
                     WORD_ERROR_STRATEGIES_WORK, given_or_preset(call, "every"),
                     given_or_preset(call, "count"), NUMBER(COPIES_LIMIT));
}

static bool feed_all(struct run *run, const struct call *call, const struct result results[SUBJECTS],
                     struct error *error)
{
    bool fine = true;
    uint64_t limit = run->limit;
    run->limit = COPIES_LIMIT; /* five times, and what the split map copies */
    for (int i = 0; i < SUBJECTS && fine; i++) {
        run->home = results[i].home;
        fine = session_affords_workload(run, call, SUBJECTS, error);
    }
    for (int i = 0; i < SUBJECTS && fine; i++) {
        struct reply unheard = {.words = run->session->words};
        run->home = results[i].home;
        world_take(&run->session->world,
                   world_place_of(&run->session->world, run->home)); /* who runs is seen */
        run_begins_lap(run, designs[i].name, i);
        fine = session_run_workload(run, call, &unheard, error);
        reply_free(&unheard);
    }
    run->limit = limit;
    run_keeps_nothing(run, error); /* half a comparison is none */
    return fine || explain_work(call, error);
}

/* ---- measuring */

/* What it says to a fact; 0 if it has none of that name. */
static uint64_t ask(const struct session *session, uint32_t home, const char *name)
{
    struct asked asked = {.world = &session->world, .home = home, .timeline = &session->timeline};
    struct fact_question question = {.row = fact_find(&asked, name, strlen(name))};
    struct fact_value value = {0};
    struct error unheard = {0};
    bool known = question.row != NULL && fact_answer(&asked, &question, &value, &unheard);
    uint64_t number = known ? value.magnitude : 0;
    fact_value_free(&value);
    return number;
}

static void measure_staleness(const struct session *session, struct result *result)
{
    result->reads = ask(session, result->home, "reads");
    result->stale = ask(session, result->home, "stale");
    result->stalest = ask(session, result->home, "stalest");
    result->staleness = ask(session, result->home, "staleness");
    result->differed = ask(session, result->home, "differed");
}

/* The highest by bytes touched of each part of the operations, in their order. */
static void chart(const struct timeline *timeline, struct result *result, size_t first, size_t end)
{
    size_t count;
    uint64_t *values = ledger_series(timeline, result->home, first, end, LEDGER_BYTES, &count);
    for (size_t i = 0; i < count; i++) {
        uint64_t *column = &result->chart[i * CHART / count];
        *column = values[i] > *column ? values[i] : *column;
    }
    free(values);
}

static void measure(const struct session *session, struct result *result, size_t first, size_t end)
{
    const struct timeline *timeline = &session->timeline;
    result->sum = ledger_sum(timeline, result->home, first, end);
    for (int by = 0; by < LEDGER_MEASURES; by++)
        result->p99[by] = ledger_heights(timeline, result->home, first, end, (enum ledger_measure)by).p99;
    chart(timeline, result, first, end);
    measure_staleness(session, result);
}

/* ---- telling */

static void say_table(const struct result results[SUBJECTS], struct reply *reply)
{
    reply_say(reply, WORD_SAY_STRATEGIES_HEAD);
    for (int i = 0; i < SUBJECTS; i++) {
        const struct result *result = &results[i];
        const struct ledger_sum *sum = &result->sum;
        struct text behind = {0};
        if (result->reads > 0)
            number_say_mean(&behind, result->staleness, result->reads);
        reply_say(reply, WORD_SAY_STRATEGIES_ROW, designs[i].name, GROUPED(sum->moves),
                  GROUPED(sum->worst[LEDGER_WORK]), GROUPED(result->p99[LEDGER_WORK]),
                  GROUPED(sum->worst[LEDGER_BYTES]), GROUPED(result->p99[LEDGER_BYTES]), GROUPED(sum->peak),
                  result->reads > 0 ? text_string(&behind) : "–",
                  result->reads > 0 ? GROUPED(result->stalest) : "–");
        text_free(&behind);
    }
}

/* Each column the highest operation of so many of them, all on one scale: a character for each power of four. */
static void add_chart(const struct result *result, struct text *text)
{
    for (int i = 0; i < CHART; i++) {
        int height = result->chart[i] > 0;
        for (uint64_t value = result->chart[i]; value >= 64; value /= 4)
            height++;
        text_add(text, sheet_bar((uint64_t)(height > 8 ? 8 : height), 8));
    }
}

static void say_chart(const struct run *run, const struct call *call, const struct result results[SUBJECTS],
                      struct reply *reply)
{
    reply_say(reply, WORD_SAY_STRATEGIES_CHART, GROUPED((results[PLAIN].sum.operations + CHART - 1) / CHART));
    for (int i = 0; i < SUBJECTS; i++) {
        struct text chart = {0}, line = {0};
        add_chart(&results[i], &chart);
        words_say(&line, run->session->words, designs[i].line, given_or_preset(call, "space"),
                  given_or_preset(call, "shards"), given_or_preset(call, "every"));
        reply_say(reply, WORD_SAY_STRATEGIES_CHART_ROW, designs[i].name, text_string(&chart),
                  text_string(&line));
        text_free(&chart);
        text_free(&line);
    }
}

static void add_json(const struct result results[SUBJECTS], struct reply *reply)
{
    struct text list = {0};
    for (int i = 0; i < SUBJECTS; i++) {
        const struct result *result = &results[i];
        const struct {
            const char *name;
            uint64_t number;
        } numbers[] = {
            {"operations", result->sum.operations},
            {"moves", result->sum.moves},
            {"worst_work", result->sum.worst[LEDGER_WORK]},
            {"p99_work", result->p99[LEDGER_WORK]},
            {"worst_bytes", result->sum.worst[LEDGER_BYTES]},
            {"p99_bytes", result->p99[LEDGER_BYTES]},
            {"peak", result->sum.peak},
            {"stale", result->stale},
            {"stalest", result->stalest},
            {"differed", result->differed},
        };
        text_separate(&list, ",");
        text_format(&list, "{\"name\":\"%s\"", designs[i].name);
        for (size_t j = 0; j < sizeof numbers / sizeof *numbers; j++)
            text_format(&list, ",\"%s\":%llu", numbers[j].name, (unsigned long long)numbers[j].number);
        text_add(&list, "}");
    }
    reply_list(reply, "strategies", &list);
    text_free(&list);
}

/* Of many operations it takes long, too. Whoever waits sees that all are done. */
static bool measure_all(struct run *run, struct result results[SUBJECTS], struct error *error)
{
    struct timeline *timeline = &run->session->timeline;
    ledger_count(timeline);
    size_t first = ledger_first_of_command(timeline), end = ledger_row_count(timeline);
    bool fine = true;
    for (int i = 0; i < SUBJECTS && fine; i++) {
        measure(run->session, &results[i], first, end);
        uint64_t operations = results[i].sum.operations, all = SUBJECTS * operations;
        run->lap->name = designs[i].name;
        fine = run_looks_on(run, operations, operations) ||
               error_set(error, 0, WORD_ERROR_SESSION_STOPPED, GROUPED(all), GROUPED(all));
    }
    return fine;
}

static void say_results(const struct run *run, const struct call *call, const struct result results[SUBJECTS],
                        struct reply *reply)
{
    if (run->session->go > last_classic)
        reply_say(reply, WORD_SAY_STRATEGIES_CLASSIC, go_version_name(run->session->go),
                  go_version_name(last_classic));
    say_table(results, reply);
    if (results[SPLIT].reads > 0)
        reply_say(reply, WORD_SAY_STRATEGIES_STALE, GROUPED(results[SPLIT].stale),
                  GROUPED(results[SPLIT].differed));
    say_chart(run, call, results, reply);
    add_json(results, reply);
}

bool command_run_strategies(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    struct session *session = run->session;
    struct world *world = &session->world;
    struct result results[SUBJECTS];
    struct lap lap = {.count = SUBJECTS};
    if (!make_all(run, call, results, error))
        return false;
    run->lap = &lap;
    bool fine = feed_all(run, call, results, error) && measure_all(run, results, error);
    run->lap = NULL;
    if (!fine)
        return false;
    world_take(world, world_find(world, designs[PLAIN].name, strlen(designs[PLAIN].name)));
    say_results(run, call, results, reply);
    session->look.work = true;
    run->home = 0; /* it was about five */
    return true;
}
