/* compare: two scripts, each for a fresh subject of its own, and what each of them cost. */
#include "command/costs.h"

#include "command/command.h"
#include "session/maps.h"

#include <string.h>

enum { SIDES = 2 };
static const char *const names[SIDES] = {"A", "B"};

/* One of the two. */
struct side {
    const char *name;
    const struct argument *script;
    struct line line;
    uint32_t home;
    size_t first; /* row of the ledger that is counted */
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

/* Whether both are maps of Go's, each of an engine of its own. */
static bool are_maps_apart(const struct session *session, const struct side sides[SIDES])
{
    const struct hand *a = hand_of(session, sides[0].home), *b = hand_of(session, sides[1].home);
    return a != b && a->map != NULL && b->map != NULL;
}

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

/* What is looked at: of two that look at things of their own, it is said above the table. */
static bool looks_alike(const struct session *session, const struct side sides[SIDES])
{
    return costs_of(session, sides[0].home)->looked == costs_of(session, sides[1].home)->looked;
}

static void say_units(const struct session *session, const struct side sides[SIDES], struct reply *reply)
{
    if (!looks_alike(session, sides))
        reply_say(reply, WORD_SAY_COMPARE_UNITS, sides[0].name,
                  reply->words->texts[costs_of(session, sides[0].home)->unit], sides[1].name,
                  reply->words->texts[costs_of(session, sides[1].home)->unit]);
}

static void say_costs(const struct session *session, const struct side sides[SIDES],
                      const struct costs costs[SIDES], struct reply *reply)
{
    const struct ledger_sum *a = &costs[0].account.sum, *b = &costs[1].account.sum;
    for (int i = 0; i < SIDES && sides[i].line.count > 0; i++)
        reply_say(reply, WORD_SAY_COMPARE_SCRIPT, sides[i].name, COMMAND_SHOWN(sides[i].script->text));
    say_units(session, sides, reply);
    reply_say(reply, WORD_SAY_COMPARE_HEAD, sides[0].name, sides[1].name);
    say_row(reply, WORD_COMPARE_OPERATIONS, "operations", a->operations, b->operations);
    say_row(reply,
            looks_alike(session, sides) ? costs_of(session, sides[0].home)->looked : WORD_COMPARE_LOOKED,
            "probes", a->probes, b->probes);
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

/* ---- two maps of different engines */

static void say_growths(const struct costs costs[SIDES], struct reply *reply)
{
    reply_say(reply, WORD_SAY_COMPARE_GROWTHS);
    say_row(reply, WORD_COMPARE_MOVERS, "movers", costs[0].movers, costs[1].movers);
    say_row(reply, WORD_COMPARE_MOST_MOVES, "most_moves", costs[0].most_moves, costs[1].most_moves);
    say_row(reply, WORD_COMPARE_LONGEST_GROWTH, "longest_growth", costs[0].longest, costs[1].longest);
}

static void say_decimals(struct reply *reply, enum word word, const char *key, uint64_t a, uint64_t b)
{
    struct text pair = {0};
    reply_say(reply, WORD_SAY_COMPARE_ROW, reply->words->texts[word], DECIMAL(a), DECIMAL(b));
    text_format(&pair, "%llu,%llu", (unsigned long long)a, (unsigned long long)b);
    reply_list(reply, key, &pair);
    text_free(&pair);
}

/* How many entries a bucket, or a group, has on average when the map is full. */
static uint64_t limit_of(const struct keyed_measure *now)
{
    enum { EIGHT = 8 };
    return number_hundredths(now->room * EIGHT, now->home_slots);
}

static void say_now(const struct keyed_measure *a, const struct keyed_measure *b, struct reply *reply)
{
    reply_say(reply, WORD_SAY_COMPARE_NOW);
    say_row(reply, WORD_COMPARE_COUNT, "count", a->count, b->count);
    say_row(reply, WORD_COMPARE_SLOTS, "slots", a->slots, b->slots);
    say_row(reply, WORD_COMPARE_ROOM, "room", a->room, b->room);
    say_decimals(reply, WORD_COMPARE_LIMIT, "limit_hundredths", limit_of(a), limit_of(b));
    say_row(reply, WORD_COMPARE_MARKS, "marks", a->marks, b->marks);
    say_row(reply, WORD_COMPARE_HELD, "bytes", a->bytes, b->bytes);
    if (a->count > 0 && b->count > 0)
        say_decimals(reply, WORD_COMPARE_AN_ENTRY, "bytes_an_entry_hundredths",
                     number_hundredths(a->bytes, a->count), number_hundredths(b->bytes, b->count));
    say_decimals(reply, WORD_COMPARE_HIT, "hit_hundredths", a->hit, b->hit);
    say_decimals(reply, WORD_COMPARE_MISS, "miss_hundredths", a->miss, b->miss);
    say_row(reply, WORD_COMPARE_LONGEST, "longest", a->longest, b->longest);
}

/* Which operation was the highest of each, and what made it so high. */
static void say_worst(const struct session *session, const struct side sides[SIDES],
                      const struct costs costs[SIDES], struct reply *reply)
{
    reply_say(reply, WORD_SAY_COMPARE_WORST_HEAD);
    for (int i = 0; i < SIDES; i++) {
        const struct ledger_sum *sum = &costs[i].account.sum;
        struct text name = {0}, why = {0};
        if (sum->worst[LEDGER_WORK] > 0) {
            costs_add_name(session, sum->worst_at[LEDGER_WORK], &name);
            costs_add_why(session, sum->worst_at[LEDGER_WORK], &why);
        }
        reply_say(reply, WORD_SAY_COMPARE_WORST, sides[i].name, GROUPED(sum->worst[LEDGER_WORK]),
                  text_string(&name), text_string(&why));
        text_free(&name);
        text_free(&why);
    }
}

static void say_ways(const struct side sides[SIDES], const struct hand *const hands[SIDES],
                     struct reply *reply)
{
    const char *const *texts = reply->words->texts;
    reply_say(reply, WORD_SAY_COMPARE_WAYS_HEAD, sides[0].name, sides[1].name);
    /* In the catalogue they stand in the order of the ways. */
    for (int way = 0; way < KEYED_WAYS; way++)
        reply_say(reply, WORD_SAY_COMPARE_ROW, texts[(int)WORD_COMPARE_WAY_LOOKS + way],
                  texts[hands[0]->map->ways[way]], texts[hands[1]->map->ways[way]]);
}

static bool say_maps(struct run *run, const struct side sides[SIDES], const struct costs costs[SIDES],
                     struct reply *reply, struct error *error)
{
    const struct hand *hands[SIDES];
    struct keyed_measure now[SIDES];
    for (int i = 0; i < SIDES; i++) {
        hands[i] = hand_of(run->session, sides[i].home);
        run->home = sides[i].home;
        if (!hands[i]->map->measure(run, &now[i], error))
            return false;
    }
    say_growths(costs, reply);
    say_now(&now[0], &now[1], reply);
    if (costs[0].account.sum.worst[LEDGER_WORK] + costs[1].account.sum.worst[LEDGER_WORK] > 0)
        say_worst(run->session, sides, costs, reply);
    say_ways(sides, hands, reply);
    return true;
}

static bool compare_sides(struct run *run, const struct side sides[SIDES], struct reply *reply,
                          struct error *error)
{
    struct session *session = run->session;
    struct timeline *timeline = &session->timeline;
    struct costs costs[SIDES];
    int counted = 0;
    ledger_count(timeline);
    size_t end = ledger_row_count(timeline);
    bool fine = run_judges(run, &session->spikes, error);
    for (; fine && counted < SIDES; counted += fine) {
        struct lap lap = {.count = 1, .name = sides[counted].name};
        run->lap = &lap;
        fine = costs_count(run, &session->spikes, sides[counted].home, sides[counted].first, end,
                           &costs[counted], error);
        run->lap = NULL;
    }
    if (fine)
        say_costs(session, sides, costs, reply);
    if (fine && are_maps_apart(session, sides))
        fine = say_maps(run, sides, costs, reply, error);
    for (int i = 0; i < counted; i++)
        ledger_account_free(&costs[i].account);
    return fine;
}

/* ---- who is there already */

/* Whether both are named: then nothing is run. */
static bool are_named(const struct run *run, struct side sides[SIDES])
{
    const struct world *world = &run->session->world;
    for (int i = 0; i < SIDES; i++) {
        int place = world_find(world, sides[i].script->text, sides[i].script->length);
        if (place == WORLD_NOBODY)
            return false;
        sides[i].name = world_name(world, place);
        sides[i].home = world_home(world, place);
    }
    return true;
}

static bool compare_named(struct run *run, struct side sides[SIDES], struct reply *reply, struct error *error)
{
    const struct timeline *timeline = &run->session->timeline;
    ledger_count(&run->session->timeline);
    for (int i = 0; i < SIDES; i++)
        sides[i].first = ledger_since(timeline, sides[i].home, ledger_row_count(timeline));
    return compare_sides(run, sides, reply, error);
}

static bool compare_scripts(struct run *run, struct side sides[SIDES], struct reply *reply,
                            struct error *error)
{
    if (!read_side(run, &sides[0], error) || !read_side(run, &sides[1], error) ||
        !run_sides(run, sides, error))
        return false;
    ledger_count(&run->session->timeline);
    for (int i = 0; i < SIDES; i++)
        sides[i].first = ledger_first_of_command(&run->session->timeline);
    return compare_sides(run, sides, reply, error);
}

bool command_run_compare(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    struct side sides[SIDES] = {{.name = names[0], .script = call_argument(call, "a")},
                                {.name = names[1], .script = call_argument(call, "b")}};
    bool named = are_named(run, sides);
    bool fine = named ? compare_named(run, sides, reply, error) : compare_scripts(run, sides, reply, error);
    if (fine) {
        run->session->look.work = true;
        run->home = 0; /* it was about two */
    }
    for (int i = 0; i < SIDES; i++)
        line_free(&sides[i].line);
    return fine;
}
