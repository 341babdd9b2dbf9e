/* costs, spikes: the ledger as tables. */
#include "command/costs.h"

#include "command/command.h"

#include <string.h>

enum { SPIKES_SHOWN = 200 };

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

void costs_add_place(const struct session *session, size_t index, struct text *text)
{
    const struct timeline *timeline = &session->timeline;
    const struct mark *mark = timeline_mark_of(timeline, ledger_row(timeline, index).begin);
    if (mark == NULL)
        return;
    const char *number = NUMBER(timeline_mark_number(timeline, mark));
    size_t first = ledger_rows_before(timeline, mark->begin), end = ledger_rows_before(timeline, mark->end),
           before = 0, all = 0;
    for (size_t i = first; i < end; i++) {
        const struct ledger_row row = ledger_row(timeline, i);
        bool counts = row.operation && row.subject == ledger_row(timeline, index).subject;
        before += counts && i < index;
        all += counts;
    }
    if (all < 2)
        words_say(text, session->words, WORD_COSTS_COMMAND, number);
    else
        words_say(text, session->words, WORD_COSTS_OPERATION, GROUPED(before + 1), GROUPED(all), number);
}

static void add_reason(const struct session *session, struct text *text, enum word word, uint64_t a,
                       uint64_t b)
{
    text_separate(text, ", ");
    words_say(text, session->words, word, GROUPED(a), GROUPED(b));
}

void costs_add_why(const struct session *session, size_t index, struct text *text)
{
    const struct timeline *timeline = &session->timeline;
    const struct ledger_row row = ledger_row(timeline, index);
    position where;
    struct text why = {0};
    if (timeline_growth_before(timeline, ledger_row_end(timeline, index), &where) && where >= row.begin &&
        timeline_whole_subject(timeline, where) == row.subject) {
        const struct event growth = timeline_event(timeline, where);
        add_reason(session, &why, WORD_COSTS_WHY_GROWTH, growth.before, growth.after);
    }
    if (row.allocated > 0)
        add_reason(session, &why, WORD_COSTS_WHY_ALLOCATED, row.allocated, 0);
    else if (row.cleared > 0)
        add_reason(session, &why, WORD_COSTS_WHY_CLEARED, row.cleared, 0);
    if (row.moves > 0 && row.probes + row.buckets == 0) /* who looks at no slots has elements */
        add_reason(session, &why, WORD_COSTS_WHY_COPIED, row.moves, 0);
    else if (row.moves > 0)
        add_reason(session, &why, WORD_COSTS_WHY_MOVED, row.moves, row.buckets);
    else if (row.buckets > 0)
        add_reason(session, &why, WORD_COSTS_WHY_BUCKETS, row.buckets, 0);
    if (why.length == 0)
        add_reason(session, &why, WORD_COSTS_WHY_PROBES, row.probes, 0);
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

static uint64_t count_spikes(const struct session *session, uint32_t home, size_t end)
{
    uint64_t count = 0;
    for (size_t i = since(session, home, end); i < end; i++)
        count += ledger_row(&session->timeline, i).subject == home &&
                 spikes_stands_out(&session->spikes, &session->timeline, i);
    return count;
}

static const char *name_of(const struct session *session, uint32_t home)
{
    return world_name(&session->world, world_place_of(&session->world, home));
}

/* Returns how many operations there were. */
static uint64_t say_sums(const struct session *session, uint32_t home, size_t end, struct reply *reply)
{
    struct ledger_sum sum = ledger_sum(&session->timeline, home, since(session, home, end), end);
    reply_say(reply, WORD_SAY_COSTS_ROW, name_of(session, home), GROUPED(sum.operations), GROUPED(sum.probes),
              GROUPED(sum.moves), GROUPED(sum.buckets), GROUPED(sum.allocated), GROUPED(sum.cleared),
              GROUPED(sum.copied), GROUPED(sum.peak));
    return sum.operations;
}

static void add_json(const struct session *session, uint32_t home, size_t end, struct text *list)
{
    struct ledger_sum sum = ledger_sum(&session->timeline, home, since(session, home, end), end);
    text_separate(list, ",");
    text_add(list, "{\"name\":");
    text_add_json(list, name_of(session, home), strlen(name_of(session, home)));
    const struct {
        const char *name;
        uint64_t number;
    } numbers[] = {
        {"operations", sum.operations},
        {"probes", sum.probes},
        {"moves", sum.moves},
        {"evacuations", sum.buckets},
        {"allocated", sum.allocated},
        {"cleared", sum.cleared},
        {"copied", sum.copied},
        {"peak", sum.peak},
        {"worst_work", sum.worst[LEDGER_WORK]},
        {"worst_bytes", sum.worst[LEDGER_BYTES]},
        {"spikes", count_spikes(session, home, end)},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        text_format(list, ",\"%s\":%llu", numbers[i].name, (unsigned long long)numbers[i].number);
    text_add(list, "}");
}

/* How high its operations are, by one measure, and which is the highest. */
static void say_heights(const struct session *session, uint32_t home, size_t end, enum ledger_measure measure,
                        struct reply *reply)
{
    size_t first = since(session, home, end);
    struct ledger_sum sum = ledger_sum(&session->timeline, home, first, end);
    struct ledger_heights heights = ledger_heights(&session->timeline, home, first, end, measure);
    bool judged = session->spikes.rule.on && session->spikes.measure == measure;
    struct text name = {0}, place = {0};
    if (sum.worst[measure] > 0) {
        costs_add_name(session, sum.worst_at[measure], &name);
        costs_add_place(session, sum.worst_at[measure], &place);
    }
    if (heights.count > 0)
        reply_say(reply, WORD_SAY_COSTS_HEIGHTS, name_of(session, home),
                  reply->words->texts[costs_measure(measure)], GROUPED(heights.median), GROUPED(heights.p90),
                  GROUPED(heights.p99), GROUPED(sum.worst[measure]), text_string(&name), text_string(&place),
                  judged ? GROUPED(count_spikes(session, home, end)) : "–");
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

bool command_run_costs(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    const struct session *session = run->session;
    size_t end = costs_rows_done(session);
    uint32_t homes[WORLD_SUBJECTS];
    struct text list = {0};
    uint64_t operations = 0;
    int count = who_is_asked(run, call, homes, error);
    if (count == 0)
        return false;
    spikes_judge(&run->session->spikes, &session->timeline);
    if (session->timeline.forgotten > 0)
        reply_say(reply, WORD_SAY_HISTORY_FORGOTTEN, NUMBER(session->timeline.forgotten));
    reply_say(reply, WORD_SAY_COSTS_HEAD);
    for (int i = 0; i < count; i++) {
        operations += say_sums(session, homes[i], end, reply);
        add_json(session, homes[i], end, &list);
    }
    if (operations > 0)
        say_heights_head(session, reply);
    for (int i = 0; i < count; i++) {
        for (int measure = 0; measure < LEDGER_MEASURES; measure++)
            say_heights(session, homes[i], end, (enum ledger_measure)measure, reply);
    }
    reply_list(reply, "costs", &list);
    text_free(&list);
    return true;
}

/* ---- spikes */

/* To two decimals, rounded to the nearest. */
static void add_millionths(struct text *text, int64_t millionths)
{
    enum { HUNDREDTH = THRESHOLD_ONE / 100 };
    uint64_t hundredths = ((uint64_t)millionths + HUNDREDTH / 2) / HUNDREDTH;
    text_format(text, "%s.%02d", GROUPED(hundredths / 100), (int)(hundredths % 100));
}

static void say_spike(const struct session *session, size_t number, size_t index, struct reply *reply,
                      struct text *list)
{
    const struct ledger_row row = ledger_row(&session->timeline, index);
    int64_t judged = 0;
    uint64_t value = ledger_value(&row, session->spikes.measure);
    struct text name = {0}, place = {0}, limit = {0}, why = {0};
    costs_add_name(session, index, &name);
    costs_add_place(session, index, &place);
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

/* The rows that stand out, of the subject of the run, up to the moment; their number. `wanted`: the row of that number, from 1, is put
   in `found`. */
static size_t find_spikes(const struct run *run, size_t wanted, size_t *found)
{
    const struct session *session = run->session;
    size_t end = costs_rows_done(session), count = 0;
    for (size_t i = since(session, run->home, end); i < end; i++) {
        if (ledger_row(&session->timeline, i).subject == run->home &&
            spikes_stands_out(&session->spikes, &session->timeline, i) && ++count == wanted)
            *found = i;
    }
    return count;
}

static bool go_to_spike(struct run *run, const struct argument *number, size_t count, struct reply *reply,
                        struct error *error)
{
    struct session *session = run->session;
    struct text name = {0}, why = {0};
    size_t index = 0;
    if (number->number > (int64_t)count)
        return error_set(error, number->column, WORD_ERROR_COMMAND_SPIKES, NUMBER(count),
                         name_of(session, run->home), number->text);
    find_spikes(run, (size_t)number->number, &index);
    costs_add_name(session, index, &name);
    costs_add_why(session, index, &why);
    reply_say(reply, WORD_SAY_SPIKE, number->text, NUMBER(count), text_string(&name), text_string(&why));
    text_free(&name);
    text_free(&why);
    return command_jump_and_say(session, ledger_row(&session->timeline, index).begin, reply, error);
}

static void say_rule(const struct run *run, size_t count, struct reply *reply)
{
    const struct session *session = run->session;
    struct text factor = {0};
    struct ledger_sum sum =
        ledger_sum(&session->timeline, run->home, since(session, run->home, costs_rows_done(session)),
                   costs_rows_done(session));
    number_say_thousandths(&factor, session->spikes.rule.factor);
    reply_say(reply, WORD_SAY_SPIKES, GROUPED(count), GROUPED(sum.operations), name_of(session, run->home),
              reply->words->texts[costs_measure(session->spikes.measure)], NUMBER(session->spikes.rule.span),
              text_string(&factor));
    text_free(&factor);
}

bool command_run_spikes(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    const struct session *session = run->session;
    const struct argument *number = call_argument(call, "number");
    size_t end = costs_rows_done(session), unused, at = 0;
    struct text list = {0};
    if (run->home == 0)
        return error_set(error, call->column, WORD_ERROR_WORLD_NOBODY);
    if (!has_costs(session, run->home))
        return refuse_costless(session, run->home, call->column, error);
    if (!session->spikes.rule.on)
        return error_set(error, call->column, WORD_ERROR_COMMAND_SPIKES_OFF);
    spikes_judge(&run->session->spikes, &session->timeline);
    size_t count = find_spikes(run, 0, &unused);
    if (number->given)
        return go_to_spike(run, number, count, reply, error);
    say_rule(run, count, reply);
    if (count > SPIKES_SHOWN)
        reply_say(reply, WORD_SAY_SPIKES_CUT, NUMBER(SPIKES_SHOWN));
    if (count > 0)
        reply_say(reply, WORD_SAY_SPIKES_HEAD, reply->words->texts[costs_measure(session->spikes.measure)]);
    for (size_t i = since(session, run->home, end); i < end; i++) {
        if (ledger_row(&session->timeline, i).subject != run->home ||
            !spikes_stands_out(&session->spikes, &session->timeline, i))
            continue;
        if (++at + SPIKES_SHOWN > count)
            say_spike(session, at, i, reply, &list);
    }
    reply_number(reply, "count", (int64_t)count);
    reply_list(reply, "spikes", &list);
    text_free(&list);
    return true;
}
