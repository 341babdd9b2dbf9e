/* costs, spikes: the ledger as tables. */
#include "command/costs.h"

#include "base/memory_or_die.h"
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

enum { SPIKES_SHOWN = 200 };

const struct hand_costs *costs_of(const struct session *session, uint32_t home)
{
    static const struct hand_costs usual = {
        .looked = WORD_COMPARE_PROBES,
        .unit = WORD_COSTS_UNIT,
        .why_growth = WORD_COSTS_WHY_GROWTH,
        .why_moved = WORD_COSTS_WHY_MOVED,
        .why_looks = WORD_COSTS_WHY_PROBES,
    };
    const struct hand *hand = hand_of(session, home);
    return hand != NULL && hand->costs != NULL ? hand->costs : &usual;
}

/* ---- an operation in words */

void costs_add_name(const struct session *session, size_t index, struct text *text)
{
    const struct ledger_row row = ledger_row(&session->timeline, index);
    const struct event event = timeline_event(&session->timeline, row.begin);
    const struct hand *hand = hand_of(session, row.subject);
    if (hand != NULL && hand->operation != NULL && row.operation) {
        hand->operation(session, row.subject, &event, text);
        return;
    }
    const char *signature = routine_row(code_line_routine(event.line))->signature;
    text_append(text, signature, strcspn(signature, "("));
}

static bool counts(const struct session *session, uint32_t subject, size_t index)
{
    const struct ledger_row row = ledger_row(&session->timeline, index);
    return row.operation && row.subject == subject;
}

/* From the beginning of the command that the row is in, unless it was begun already. */
static void begin_place(const struct session *session, const struct mark *mark, size_t index,
                        struct costs_place *counted)
{
    const struct timeline *timeline = &session->timeline;
    uint32_t subject = ledger_row(timeline, index).subject;
    if (subject == counted->subject && index >= counted->at && index < counted->end)
        return;
    bool within = subject == counted->subject && index >= counted->first && index < counted->end;
    uint64_t all = within ? counted->all : 0;
    size_t first = ledger_rows_before(timeline, mark->begin), end = ledger_rows_before(timeline, mark->end);
    for (size_t i = first; i < end && !within; i++)
        all += counts(session, subject, i);
    *counted = (struct costs_place){subject, first, end, first, 0, all};
}

void costs_add_place(const struct session *session, size_t index, struct costs_place *counted,
                     struct text *text)
{
    const struct timeline *timeline = &session->timeline;
    const struct mark *mark = timeline_mark_of(timeline, ledger_row(timeline, index).begin);
    if (mark == NULL)
        return;
    const char *number = NUMBER(timeline_mark_number(timeline, mark));
    begin_place(session, mark, index, counted);
    for (; counted->at < index; counted->at++)
        counted->before += counts(session, counted->subject, counted->at);
    if (counted->all < 2)
        words_say(text, session->words, WORD_COSTS_COMMAND, number);
    else
        words_say(text, session->words, WORD_COSTS_OPERATION, GROUPED(counted->before + 1),
                  GROUPED(counted->all), number);
}

static void add_reason(const struct session *session, struct text *text, enum word word, uint64_t a,
                       uint64_t b)
{
    text_separate(text, ", ");
    words_say(text, session->words, word, GROUPED(a), GROUPED(b));
}

/* Whether a growth began in a row: where the last of them did. */
static bool begins_growth(const struct timeline *timeline, size_t index, const struct ledger_row *row,
                          position *where)
{
    return timeline_growth_before(timeline, ledger_row_end(timeline, index), where) && *where >= row->begin &&
           timeline_whole_subject(timeline, *where) == row->subject;
}

void costs_add_why(const struct session *session, size_t index, struct text *text)
{
    const struct timeline *timeline = &session->timeline;
    const struct ledger_row row = ledger_row(timeline, index);
    const struct hand_costs *words = costs_of(session, row.subject);
    position where;
    struct text why = {0};
    if (begins_growth(timeline, index, &row, &where)) {
        const struct event growth = timeline_event(timeline, where);
        add_reason(session, &why, words->why_growth, growth.before, growth.after);
    }
    if (row.allocated > 0)
        add_reason(session, &why, WORD_COSTS_WHY_ALLOCATED, row.allocated, 0);
    else if (row.cleared > 0)
        add_reason(session, &why, WORD_COSTS_WHY_CLEARED, row.cleared, 0);
    if (row.moves > 0 && row.probes + row.buckets == 0) /* who looks at no slots has elements */
        add_reason(session, &why, WORD_COSTS_WHY_COPIED, row.moves, 0);
    else if (row.moves > 0)
        add_reason(session, &why, words->why_moved, row.moves, row.buckets);
    else if (row.buckets > 0)
        add_reason(session, &why, WORD_COSTS_WHY_BUCKETS, row.buckets, 0);
    if (why.length == 0)
        add_reason(session, &why, words->why_looks, row.probes, 0);
    text_append(text, text_string(&why), why.length);
    text_free(&why);
}

size_t costs_rows_done(const struct session *session)
{
    const struct timeline *timeline = &session->timeline;
    size_t end = ledger_rows_before(timeline, timeline->cursor);
    return end > 0 && ledger_row_end(timeline, end - 1) > timeline->cursor ? end - 1 : end;
}

enum word costs_measure(enum ledger_measure measure)
{
    return measure == LEDGER_WORK ? WORD_COSTS_WORK : WORD_COSTS_BYTES;
}

/* ---- costs */

/* The first row of what the subject is now. */
static size_t since(const struct session *session, uint32_t home, size_t end)
{
    return ledger_since(&session->timeline, home, end);
}

static const char *name_of(const struct session *session, uint32_t home)
{
    return world_name(&session->world, world_place_of(&session->world, home));
}

/* Who pays for growths: operations that move entries, or leave old buckets, on their way. */
static void count_growth(const struct timeline *timeline, size_t index, const struct ledger_row *row,
                         struct costs *costs)
{
    position where;
    if (!row->operation || row->moves + row->buckets == 0)
        return;
    costs->movers++;
    costs->most_moves = row->moves > costs->most_moves ? row->moves : costs->most_moves;
    costs->growing = begins_growth(timeline, index, row, &where) ? 1 : costs->growing + 1;
    costs->longest = costs->growing > costs->longest ? costs->growing : costs->longest;
}

bool costs_count(struct run *run, const struct spikes *spikes, uint32_t home, size_t first, size_t end,
                 struct costs *costs, struct error *error)
{
    const struct timeline *timeline = &run->session->timeline;
    bool on = true;
    *costs = (struct costs){0};
    run_enters(run, WORD_PHASE_COUNTING);
    for (size_t i = first; i < end && (on = run_looks_over(run, i - first, end - first, error)); i++) {
        const struct ledger_row row = ledger_row(timeline, i);
        if (row.subject != home)
            continue;
        ledger_account_add(&costs->account, &row, i);
        count_growth(timeline, i, &row, costs);
        costs->spikes += spikes_stands_out(spikes, timeline, i);
    }
    run_enters(run, WORD_NONE);
    if (!on)
        ledger_account_free(&costs->account);
    return on;
}

static void say_sums(const struct session *session, uint32_t home, const struct ledger_sum *sum,
                     struct reply *reply)
{
    reply_say(reply, WORD_SAY_COSTS_ROW, name_of(session, home), GROUPED(sum->operations),
              GROUPED(sum->probes), GROUPED(sum->moves), GROUPED(sum->buckets), GROUPED(sum->allocated),
              GROUPED(sum->cleared), GROUPED(sum->copied), GROUPED(sum->peak));
}

static void add_json(const struct session *session, uint32_t home, const struct costs *costs,
                     struct text *list)
{
    const struct ledger_sum *sum = &costs->account.sum;
    text_separate(list, ",");
    text_add(list, "{\"name\":");
    text_add_json(list, name_of(session, home), strlen(name_of(session, home)));
    const struct {
        const char *name;
        uint64_t number;
    } numbers[] = {
        {"operations", sum->operations},
        {"probes", sum->probes},
        {"moves", sum->moves},
        {"evacuations", sum->buckets},
        {"allocated", sum->allocated},
        {"cleared", sum->cleared},
        {"copied", sum->copied},
        {"peak", sum->peak},
        {"worst_work", sum->worst[LEDGER_WORK]},
        {"worst_bytes", sum->worst[LEDGER_BYTES]},
        {"spikes", costs->spikes},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        text_format(list, ",\"%s\":%llu", numbers[i].name, (unsigned long long)numbers[i].number);
    text_add(list, "}");
}

/* How high its operations are, by one measure, and which is the highest. */
static void say_heights(const struct session *session, uint32_t home, const struct costs *costs,
                        enum ledger_measure measure, struct costs_place *counted, struct reply *reply)
{
    const struct ledger_sum *sum = &costs->account.sum;
    struct ledger_heights heights = ledger_account_heights(&costs->account, measure);
    bool judged = session->spikes.rule.on && session->spikes.measure == measure;
    struct text name = {0}, place = {0};
    if (sum->worst[measure] > 0) {
        costs_add_name(session, sum->worst_at[measure], &name);
        costs_add_place(session, sum->worst_at[measure], counted, &place);
    }
    if (heights.count > 0)
        reply_say(reply, WORD_SAY_COSTS_HEIGHTS, name_of(session, home),
                  reply->words->texts[costs_measure(measure)], GROUPED(heights.median), GROUPED(heights.p90),
                  GROUPED(heights.p99), GROUPED(sum->worst[measure]), text_string(&name), text_string(&place),
                  judged ? GROUPED(costs->spikes) : "–");
    text_free(&name);
    text_free(&place);
}

/* Whether what it does is counted: a layout and a race have no bytes of their own. */
static bool has_costs(const struct session *session, uint32_t home)
{
    return world_engine(&session->world, home)->event_bytes != NULL;
}

static bool refuse_costless(const struct session *session, uint32_t home, int column, struct error *error)
{
    return error_set(error, column, WORD_ERROR_COMMAND_COSTLESS, name_of(session, home),
                     world_engine(&session->world, home)->type_name(&session->world, home));
}

/* The subject that the command names, or all that have costs, in the order of their places. 0 and an error: there are none. */
static int who_is_asked(const struct run *run, const struct call *call, uint32_t homes[WORLD_SUBJECTS],
                        struct error *error)
{
    const struct world *world = &run->session->world;
    bool named = call->subject.text != NULL;
    int count = 0;
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(world, place);
        if (home != 0 && (!named || home == run->home) && has_costs(run->session, home))
            homes[count++] = home;
    }
    if (count == 0 && run->home != 0)
        refuse_costless(run->session, run->home, named ? call->subject.column : call->column, error);
    else if (count == 0)
        error_set(error, call->column, WORD_ERROR_WORLD_NOBODY);
    return count;
}

static void say_heights_head(const struct session *session, struct reply *reply)
{
    const struct spikes *spikes = &session->spikes;
    struct text rule = {0};
    words_say(&rule, reply->words, spikes->rule.on ? WORD_SAY_COSTS_SPIKES_BY : WORD_SAY_COSTS_SPIKES_OFF,
              reply->words->texts[costs_measure(spikes->measure)]);
    reply_say(reply, WORD_SAY_COSTS_HEIGHTS_HEAD, text_string(&rule));
    text_free(&rule);
}

/* Subject by subject, each counted in one walk. Those that were counted are to be freed: returns how many. */
static int count_all(struct run *run, const uint32_t *homes, int count, size_t end, struct costs *costs,
                     struct error *error)
{
    struct session *session = run->session;
    if (!run_judges(run, &session->spikes, error))
        return 0;
    for (int i = 0; i < count; i++) {
        struct lap lap = {.count = 1, .name = name_of(session, homes[i])};
        run->lap = count > 1 ? &lap : NULL;
        bool fine = costs_count(run, &session->spikes, homes[i], since(session, homes[i], end), end,
                                &costs[i], error);
        run->lap = NULL;
        if (!fine)
            return i;
    }
    return count;
}

static void say_costs(const struct session *session, const uint32_t *homes, int count,
                      const struct costs *costs, struct reply *reply)
{
    struct text list = {0};
    uint64_t operations = 0;
    if (session->timeline.forgotten > 0)
        reply_say(reply, WORD_SAY_HISTORY_FORGOTTEN, NUMBER(session->timeline.forgotten));
    reply_say(reply, WORD_SAY_COSTS_HEAD);
    for (int i = 0; i < count; i++) {
        operations += costs[i].account.sum.operations;
        say_sums(session, homes[i], &costs[i].account.sum, reply);
        add_json(session, homes[i], &costs[i], &list);
    }
    if (operations > 0)
        say_heights_head(session, reply);
    for (int i = 0; i < count; i++) {
        struct costs_place counted = {0};
        for (int measure = 0; measure < LEDGER_MEASURES; measure++)
            say_heights(session, homes[i], &costs[i], (enum ledger_measure)measure, &counted, reply);
    }
    for (int i = 0; i < count; i++) {
        const struct hand_costs *words = costs_of(session, homes[i]);
        if (words->unit != WORD_COSTS_UNIT)
            reply_say(reply, WORD_SAY_COSTS_UNIT, name_of(session, homes[i]),
                      reply->words->texts[words->unit]);
    }
    reply_list(reply, "costs", &list);
    text_free(&list);
}

bool command_run_costs(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    const struct session *session = run->session;
    uint32_t homes[WORLD_SUBJECTS];
    struct costs costs[WORLD_SUBJECTS];
    int count = who_is_asked(run, call, homes, error);
    if (count == 0)
        return false;
    int counted = count_all(run, homes, count, costs_rows_done(session), costs, error);
    if (counted == count)
        say_costs(session, homes, count, costs, reply);
    for (int i = 0; i < counted; i++)
        ledger_account_free(&costs[i].account);
    return counted == count;
}

/* ---- spikes */

/* To two decimals, rounded to the nearest. */
static void add_millionths(struct text *text, int64_t millionths)
{
    enum { HUNDREDTH = THRESHOLD_ONE / 100 };
    uint64_t hundredths = ((uint64_t)millionths + HUNDREDTH / 2) / HUNDREDTH;
    text_format(text, "%s.%02d", GROUPED(hundredths / 100), (int)(hundredths % 100));
}

static void say_spike(const struct session *session, size_t number, size_t index, struct costs_place *counted,
                      struct reply *reply, struct text *list)
{
    const struct ledger_row row = ledger_row(&session->timeline, index);
    int64_t judged = 0;
    uint64_t value = ledger_value(&row, session->spikes.measure);
    struct text name = {0}, place = {0}, limit = {0}, why = {0};
    costs_add_name(session, index, &name);
    costs_add_place(session, index, counted, &place);
    costs_add_why(session, index, &why);
    spikes_limit(&session->spikes, &session->timeline, index, &judged);
    add_millionths(&limit, judged);
    reply_say(reply, WORD_SAY_SPIKES_ROW, GROUPED(number), text_string(&name), GROUPED(value),
              text_string(&limit), text_string(&why), text_string(&place));
    text_separate(list, ",");
    text_format(list, "{\"event\":%llu,\"value\":%llu,\"threshold_millionths\":%lld,\"operation\":",
                (unsigned long long)row.begin, (unsigned long long)value, (long long)judged);
    text_add_json(list, text_string(&name), name.length);
    text_add(list, "}");
    text_free(&name);
    text_free(&place);
    text_free(&limit);
    text_free(&why);
}

/* The rows that stand out, of the subject of the run, up to the moment. */
struct found {
    size_t *rows, count, capacity;
    uint64_t operations; /* among which they are */
};

static bool find_spikes(struct run *run, struct found *found, struct error *error)
{
    const struct session *session = run->session;
    size_t end = costs_rows_done(session), first = since(session, run->home, end);
    bool on = run_judges(run, &run->session->spikes, error);
    for (size_t i = first; on && i < end && (on = run_looks_over(run, i - first, end - first, error)); i++) {
        if (!counts(session, run->home, i))
            continue;
        found->operations++;
        if (!spikes_stands_out(&session->spikes, &session->timeline, i))
            continue;
        found->rows = room_for_one_more(found->rows, found->count, &found->capacity, sizeof *found->rows);
        found->rows[found->count++] = i;
    }
    return on;
}

static bool go_to_spike(struct run *run, const struct argument *number, const struct found *found,
                        struct reply *reply, struct error *error)
{
    struct session *session = run->session;
    struct text name = {0}, why = {0};
    if (found->rows == NULL || number->number > (int64_t)found->count)
        return error_set(error, number->column, WORD_ERROR_COMMAND_SPIKES, NUMBER(found->count),
                         name_of(session, run->home), number->text);
    size_t index = found->rows[number->number - 1];
    costs_add_name(session, index, &name);
    costs_add_why(session, index, &why);
    reply_say(reply, WORD_SAY_SPIKE, number->text, NUMBER(found->count), text_string(&name),
              text_string(&why));
    text_free(&name);
    text_free(&why);
    return command_jump_and_say(session, ledger_row(&session->timeline, index).begin, reply, error);
}

static void say_rule(const struct run *run, const struct found *found, struct reply *reply)
{
    const struct session *session = run->session;
    struct text factor = {0};
    number_say_thousandths(&factor, session->spikes.rule.factor);
    reply_say(reply, WORD_SAY_SPIKES, GROUPED(found->count), GROUPED(found->operations),
              name_of(session, run->home), reply->words->texts[costs_measure(session->spikes.measure)],
              NUMBER(session->spikes.rule.span), text_string(&factor));
    text_free(&factor);
}

static void say_spikes(const struct run *run, const struct found *found, struct reply *reply)
{
    const struct session *session = run->session;
    struct costs_place counted = {0};
    struct text list = {0};
    say_rule(run, found, reply);
    if (found->count > SPIKES_SHOWN)
        reply_say(reply, WORD_SAY_SPIKES_CUT, NUMBER(SPIKES_SHOWN));
    if (found->count > 0)
        reply_say(reply, WORD_SAY_SPIKES_HEAD, reply->words->texts[costs_measure(session->spikes.measure)]);
    for (size_t i = found->count > SPIKES_SHOWN ? found->count - SPIKES_SHOWN : 0; i < found->count; i++)
        say_spike(session, i + 1, found->rows[i], &counted, reply, &list);
    reply_number(reply, "count", (int64_t)found->count);
    reply_list(reply, "spikes", &list);
    text_free(&list);
}

bool command_run_spikes(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    const struct session *session = run->session;
    const struct argument *number = call_argument(call, "number");
    struct found found = {0};
    if (run->home == 0)
        return error_set(error, call->column, WORD_ERROR_WORLD_NOBODY);
    if (!has_costs(session, run->home))
        return refuse_costless(session, run->home, call->column, error);
    if (!session->spikes.rule.on)
        return error_set(error, call->column, WORD_ERROR_COMMAND_SPIKES_OFF);
    bool fine = find_spikes(run, &found, error);
    if (fine && number->given)
        fine = go_to_spike(run, number, &found, reply, error);
    else if (fine)
        say_spikes(run, &found, reply);
    free(found.rows);
    return fine;
}
