/* compare: two scripts, each for a fresh subject of its own, and what each of them cost. */
#include "command/costs.h"

#include "command/command.h"

#include <string.h>

enum { SIDES = 2 };
static const char *const names[SIDES] = {"A", "B"};

/* One of the two. */
struct side {
    const struct argument *script;
    struct line line;
    uint32_t home;
};

/* ---- reading */

static bool is_make(const struct call *call)
{
    return strcmp(call->command->name, "make") == 0 || strcmp(call->command->name, "var") == 0;
}

/* The first part may make what it is about; all others are what one subject does. */
static bool is_sound(const struct side *side, struct error *error)
{
    for (size_t i = 0; i < side->line.count; i++) {
        const struct call *call = &side->line.calls[i];
        bool makes = call->part == 0 && i == 0 && is_make(call) && !call_argument(call, "as")->given;
        bool does = (call->command->tag & TAG_RECORDS) && call->command->only != WORD_NONE &&
                    (call->command->tag & TAG_SUBJECT) && call->subject.text == NULL;
        if (makes || does)
            continue;
        error_set(error, call->column, WORD_ERROR_COMMAND_COMPARE, call->source);
        return argument_error(side->script, error);
    }
    return side->line.count > 0 || error_set(error, side->script->column, WORD_ERROR_COMMAND_COMPARE, "\"\"");
}

static bool read_side(const struct run *run, struct side *side, struct error *error)
{
    if (!line_read(&side->line, &run->session->repertoire->table, side->script->text, side->script->length,
                   error))
        return argument_error(side->script, error);
    return is_sound(side, error);
}

/* ---- running */

static struct argument word_of(const char *text)
{
    return (struct argument){.given = true, .choice = ARGUMENT_FREE, .text = text, .length = strlen(text)};
}

/* A fresh subject of that name: what the script makes, else a map without a hint. */
static bool make_side(struct run *run, struct side *side, int number, struct error *error)
{
    struct reply unheard = {.words = run->session->words};
    struct argument type = word_of("map[string]int");
    const struct call *first = &side->line.calls[0];
    bool makes = is_make(first), declared = makes && strcmp(first->command->name, "var") == 0;
    if (makes && call_argument(first, "type")->given)
        type = *call_argument(first, "type");
    bool fine = session_make(run, names[number], &type, declared, makes ? first : NULL, &unheard, error);
    side->home = run->home;
    reply_free(&unheard);
    return fine;
}

static bool run_step(struct run *run, struct side *side, size_t index, struct error *error)
{
    struct reply unheard = {.words = run->session->words};
    const struct call *call = &side->line.calls[index];
    run->home = side->home;
    bool fine = is_make(call) || call->command->run(run, call, &unheard, error);
    reply_free(&unheard);
    return fine;
}

/* Both go on side by side: a command of A, the one of B that stands in the same place. */
static bool run_sides(struct run *run, struct side sides[SIDES], struct error *error)
{
    size_t most = sides[0].line.count > sides[1].line.count ? sides[0].line.count : sides[1].line.count;
    for (int i = 0; i < SIDES; i++) {
        if (!make_side(run, &sides[i], i, error))
            return false;
    }
    struct world *world = &run->session->world;
    world_take(world, world_find(world, names[0], strlen(names[0])));
    struct lap lap = {.count = SIDES * most};
    bool fine = true;
    for (size_t step = 0; step < most && fine; step++) {
        fine = lap.before + lap.all > 0 || run_counts_on(run, step, most, error);
        for (int i = 0; i < SIDES && fine; i++) {
            bool over = step >= sides[i].line.count;
            run->lap = &lap;
            run_begins_lap(run, names[i], SIDES * step + (size_t)i);
            fine = over || run_step(run, &sides[i], step, error) ||
                   (!run->refused && argument_error(sides[i].script, error));
            run->lap = NULL;
        }
    }
    return fine;
}

/* ---- the table */

static void say_row(struct reply *reply, enum word word, const char *key, uint64_t a, uint64_t b)
{
    reply_say(reply, WORD_SAY_COMPARE_ROW, reply->words->texts[word], GROUPED(a), GROUPED(b));
    if (key == NULL)
        return;
    struct text pair = {0};
    text_format(&pair, "%llu,%llu", (unsigned long long)a, (unsigned long long)b);
    reply_list(reply, key, &pair);
    text_free(&pair);
}

static void say_heights(struct reply *reply, const struct costs *a, const struct costs *b,
                        enum ledger_measure measure)
{
    struct ledger_heights of_a = ledger_account_heights(&a->account, measure),
                          of_b = ledger_account_heights(&b->account, measure);
    reply_say(reply, WORD_SAY_COMPARE_HEIGHTS, reply->words->texts[costs_measure(measure)]);
    say_row(reply, WORD_COMPARE_MEDIAN, measure == LEDGER_WORK ? "median_work" : "median_bytes", of_a.median,
            of_b.median);
    say_row(reply, WORD_COMPARE_P90, NULL, of_a.p90, of_b.p90);
    say_row(reply, WORD_COMPARE_P99, measure == LEDGER_WORK ? "p99_work" : "p99_bytes", of_a.p99, of_b.p99);
    say_row(reply, WORD_COMPARE_WORST, measure == LEDGER_WORK ? "worst_work" : "worst_bytes",
            a->account.sum.worst[measure], b->account.sum.worst[measure]);
}

static void say_costs(const struct session *session, const struct side sides[SIDES],
                      const struct costs costs[SIDES], struct reply *reply)
{
    const struct ledger_sum *a = &costs[0].account.sum, *b = &costs[1].account.sum;
    for (int i = 0; i < SIDES; i++)
        reply_say(reply, WORD_SAY_COMPARE_SCRIPT, names[i], COMMAND_SHOWN(sides[i].script->text));
    reply_say(reply, WORD_SAY_COMPARE_HEAD, names[0], names[1]);
    say_row(reply, WORD_COMPARE_OPERATIONS, "operations", a->operations, b->operations);
    say_row(reply, WORD_COMPARE_PROBES, "probes", a->probes, b->probes);
    say_row(reply, WORD_COMPARE_MOVES, "moves", a->moves, b->moves);
    say_row(reply, WORD_COMPARE_BUCKETS, "evacuations", a->buckets, b->buckets);
    say_row(reply, WORD_COMPARE_ALLOCATED, "allocated", a->allocated, b->allocated);
    if (costs[0].account.made + costs[1].account.made > 0)
        say_row(reply, WORD_COMPARE_MADE, "made", costs[0].account.made, costs[1].account.made);
    say_row(reply, WORD_COMPARE_CLEARED, "cleared", a->cleared, b->cleared);
    say_row(reply, WORD_COMPARE_COPIED, "copied", a->copied, b->copied);
    say_row(reply, WORD_COMPARE_PEAK, "peak", a->peak, b->peak);
    say_heights(reply, &costs[0], &costs[1], LEDGER_WORK);
    say_heights(reply, &costs[0], &costs[1], LEDGER_BYTES);
    if (session->spikes.rule.on)
        say_row(reply,
                session->spikes.measure == LEDGER_WORK ? WORD_COMPARE_SPIKES_WORK : WORD_COMPARE_SPIKES_BYTES,
                "spikes", costs[0].spikes, costs[1].spikes);
}

static bool compare_sides(struct run *run, const struct side sides[SIDES], struct reply *reply,
                          struct error *error)
{
    struct session *session = run->session;
    struct timeline *timeline = &session->timeline;
    struct costs costs[SIDES];
    int counted = 0;
    ledger_count(timeline);
    size_t first = ledger_first_of_command(timeline), end = ledger_row_count(timeline);
    bool fine = run_judges(run, &session->spikes, error);
    for (; fine && counted < SIDES; counted += fine) {
        struct lap lap = {.count = 1, .name = names[counted]};
        run->lap = &lap;
        fine = costs_count(run, &session->spikes, sides[counted].home, first, end, &costs[counted], error);
        run->lap = NULL;
    }
    if (fine)
        say_costs(session, sides, costs, reply);
    for (int i = 0; i < counted; i++)
        ledger_account_free(&costs[i].account);
    return fine;
}

bool command_run_compare(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    struct side sides[SIDES] = {{.script = call_argument(call, "a")}, {.script = call_argument(call, "b")}};
    bool fine = read_side(run, &sides[0], error) && read_side(run, &sides[1], error) &&
                run_sides(run, sides, error) && compare_sides(run, sides, reply, error);
    if (fine) {
        run->session->look.work = true;
        run->home = 0; /* it was about two */
    }
    for (int i = 0; i < SIDES; i++)
        line_free(&sides[i].line);
    return fine;
}
