/* race explore, race replay, race again. */
#include "hand/race/race.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

/* ---- numbers that may be larger than any integer */

static const char *many_shown(char buffer[48], uint64_t digits, uint64_t tens)
{
    if (tens == 0)
        return strcpy(buffer, GROUPED(digits));
    while (digits >= 1000) {
        digits /= 10;
        tens++;
    }
    struct text text = {0};
    text_format(&text, "%llu.%02llu·10^%llu", (unsigned long long)(digits / 100),
                (unsigned long long)(digits % 100), (unsigned long long)tens + 2);
    strncpy(buffer, text_string(&text), 47);
    buffer[47] = '\0';
    text_free(&text);
    return buffer;
}
#define MANY_SHOWN(digits, tens) many_shown((char[48]){0}, (digits), (tens))

/* ---- what was found */

static void say_extent(const struct race *race, struct reply *reply)
{
    static const enum word bounds[] = {
        [RACE_COMPLETE] = WORD_RACE_SAY_COMPLETE,
        [RACE_MANY_STATES] = WORD_RACE_SAY_MANY_STATES,
        [RACE_DEEP] = WORD_RACE_SAY_DEEP,
        [RACE_STOPPED] = WORD_RACE_SAY_STOPPED,
    };
    uint64_t ending = race_word(race, RACE_WORD_EXPLORED) - 1;
    reply_say(
        reply, bounds[ending],
        MANY_SHOWN(race_word(race, RACE_WORD_INTERLEAVINGS), race_word(race, RACE_WORD_INTERLEAVINGS_TENS)),
        GROUPED(race_word(race, RACE_WORD_DEPTH)));
    bool reduced =
        race_word(race, RACE_WORD_EXECUTIONS) != race_word(race, RACE_WORD_INTERLEAVINGS) ||
        race_word(race, RACE_WORD_EXECUTIONS_TENS) != race_word(race, RACE_WORD_INTERLEAVINGS_TENS);
    if (race_word(race, RACE_WORD_COUNTED) && reduced)
        reply_say(
            reply, WORD_RACE_SAY_REDUCED,
            MANY_SHOWN(race_word(race, RACE_WORD_EXECUTIONS), race_word(race, RACE_WORD_EXECUTIONS_TENS)));
    reply_say(reply, WORD_RACE_SAY_WORK, GROUPED(race_word(race, RACE_WORD_STATES)),
              GROUPED(race_word(race, RACE_WORD_TRIED)), GROUPED(race_word(race, RACE_WORD_PRUNED)));
    if (race_word(race, RACE_WORD_SAMPLES) > 0)
        reply_say(reply, WORD_RACE_SAY_SAMPLED, GROUPED(race_word(race, RACE_WORD_SAMPLES)));
}

/* How many runs it is true of, of all that were counted or sampled. */
static void say_share(const struct race *race, enum word word, const char *name, uint64_t digits,
                      uint64_t tens, uint64_t samples, const char *steps, struct reply *reply)
{
    bool counted = race_word(race, RACE_WORD_COUNTED) != 0, sampled = race_word(race, RACE_WORD_SAMPLES) > 0;
    reply_say(reply, word, name, counted ? MANY_SHOWN(digits, tens) : sampled ? GROUPED(samples) : "", steps);
}

static void say_verdict(const struct race *race, unsigned verdict, struct reply *reply, struct text *json)
{
    const struct race_finding *its = race_finding(race, verdict);
    const char *meaning = reply->words->texts[WORD_RACE_VERDICT_WRITES + verdict];
    struct text steps = {0};
    words_say(&steps, reply->words, its->shortest ? WORD_RACE_SAY_SHORTEST : WORD_RACE_SAY_SHORT,
              NUMBER(its->length));
    say_share(race, WORD_RACE_SAY_VERDICT, race_verdict_name(verdict), its->interleavings,
              its->interleavings_tens, its->samples, text_string(&steps), reply);
    text_add(&reply->text, "\t");
    text_add(&reply->text, meaning);
    text_separate(json, ",");
    text_format(json,
                "{\"verdict\":\"%s\",\"interleavings\":%llu,\"tens\":%u,\"samples\":%u,\"shortest\":%u}",
                race_verdict_name(verdict), (unsigned long long)its->interleavings, its->interleavings_tens,
                its->samples, its->length);
    text_free(&steps);
}

/* Whether some run has several verdicts: the numbers of all rows are more than there are runs. */
static bool add_up_to_more(const struct race *race)
{
    struct many sum = {race_word(race, RACE_WORD_CLEAN), (uint32_t)race_word(race, RACE_WORD_CLEAN_TENS)};
    struct many all = {race_word(race, RACE_WORD_INTERLEAVINGS),
                       (uint32_t)race_word(race, RACE_WORD_INTERLEAVINGS_TENS)};
    uint64_t samples = race_word(race, RACE_WORD_CLEAN_SAMPLES);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        const struct race_finding *its = race_finding(race, verdict);
        sum = many_plus(sum, (struct many){its->interleavings, its->interleavings_tens});
        samples += its->samples;
    }
    return many_less(all, sum) || samples > race_word(race, RACE_WORD_SAMPLES);
}

/* What can be larger than any integer is digits · 10^tens, as the numbers of the verdicts are. */
static void reply_numbers(const struct race *race, struct reply *reply)
{
    static const struct {
        const char *name;
        enum race_word word;
    } members[] = {
        {"states", RACE_WORD_STATES},
        {"pruned", RACE_WORD_PRUNED},
        {"interleavings", RACE_WORD_INTERLEAVINGS},
        {"tens", RACE_WORD_INTERLEAVINGS_TENS},
        {"executions", RACE_WORD_EXECUTIONS},
        {"executions_tens", RACE_WORD_EXECUTIONS_TENS},
        {"clean", RACE_WORD_CLEAN},
        {"clean_tens", RACE_WORD_CLEAN_TENS},
        {"samples", RACE_WORD_SAMPLES},
        {"clean_samples", RACE_WORD_CLEAN_SAMPLES},
    };
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        reply_number(reply, members[i].name, (int64_t)race_word(race, members[i].word));
}

/* The shortest of all may be another than what `race replay` takes; it is named then. */
static void say_replay(const struct race *race, struct reply *reply)
{
    unsigned verdict = race_verdict_to_replay(race), shortest = verdict;
    if (verdict == RACE_VERDICTS)
        return;
    for (unsigned other = 0; other < RACE_VERDICTS; other++) {
        uint32_t length = race_finding(race, other)->length;
        shortest = length > 0 && length < race_finding(race, shortest)->length ? other : shortest;
    }
    reply_say(reply, shortest == verdict ? WORD_RACE_SAY_REPLAY : WORD_RACE_SAY_REPLAY_SILENT,
              race_verdict_name(verdict), NUMBER(race_finding(race, verdict)->length),
              race_verdict_name(shortest), NUMBER(race_finding(race, shortest)->length));
}

void race_say_findings(const struct race *race, struct reply *reply)
{
    static const char *const endings[] = {"complete", "states", "depth", "stopped"};
    uint32_t found = race_verdicts_found(race);
    struct text json = {0};
    say_extent(race, reply);
    bool counted = race_word(race, RACE_WORD_COUNTED) != 0, sampled = race_word(race, RACE_WORD_SAMPLES) > 0;
    if (found == 0)
        reply_say(reply, counted ? WORD_RACE_SAY_CLEAN : WORD_RACE_SAY_CLEAN_SO_FAR);
    else
        reply_say(reply, counted   ? WORD_RACE_SAY_HEAD_ALL
                         : sampled ? WORD_RACE_SAY_HEAD_SAMPLES
                                   : WORD_RACE_SAY_HEAD_NONE);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        if (found & RACE_BIT(verdict))
            say_verdict(race, verdict, reply, &json);
    }
    if (found != 0 && (counted || sampled))
        say_share(race, WORD_RACE_SAY_FINE, "", race_word(race, RACE_WORD_CLEAN),
                  race_word(race, RACE_WORD_CLEAN_TENS), race_word(race, RACE_WORD_CLEAN_SAMPLES), "", reply);
    if (add_up_to_more(race))
        reply_say(reply, WORD_RACE_SAY_SEVERAL);
    say_replay(race, reply);
    reply_word(reply, "ending", endings[race_word(race, RACE_WORD_EXPLORED) - 1]);
    reply_numbers(race, reply);
    reply_list(reply, "verdicts", &json);
    text_free(&json);
}

/* ---- race explore */

struct watcher {
    const struct run *run;
    const struct words *words;
};

static bool watch(void *context, const struct race_report *report)
{
    const struct watcher *watcher = context;
    struct text text = {0};
    unsigned found = 0;
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
        found += report->found[verdict].found;
    words_say(&text, watcher->words, WORD_RACE_SAY_PROGRESS, GROUPED(report->states), NUMBER(report->depth),
              NUMBER(found));
    bool on = run_goes_on(watcher->run, text_string(&text), report->states, 0);
    text_free(&text);
    return on;
}

static uint64_t limit_of(const struct call *call, const char *name, uint64_t usual)
{
    const struct argument *given = call_argument(call, name);
    return given->given ? (uint64_t)given->number : usual;
}

static bool explore(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    struct race race = run_race(run);
    const struct race_limits limits = {.states = (uint32_t)limit_of(call, "states", 0),
                                       .depth = (uint32_t)limit_of(call, "depth", 0),
                                       .samples = (uint32_t)limit_of(call, "samples", RACE_DEFAULT_SAMPLES),
                                       .seed = limit_of(call, "seed", 1)};
    const struct argument *which = call_argument(call, "which");
    if (which->given)
        return error_set(error, which->column, WORD_ERROR_RACE_EXPLORE_WHICH, which->text);
    if (race_stands(&race) == RACE_STANDS_NOWHERE)
        return error_set(error, call->column, WORD_ERROR_RACE_NOBODY);
    struct watcher watcher = {run, reply->words};
    const struct race_watch callback = {watch, &watcher};
    struct race_report *report = new_items(1, sizeof *report);
    race_explore(race_setup(&race), &limits, &callback, report);
    race_learn(&race, report);
    free(report);
    run_tally(run, "explored");
    reply_word(reply, "outcome", "explored");
    race_say_findings(&race, reply);
    return true;
}

/* ---- race replay, race again */

static bool find_schedule(const struct race *race, const struct call *call, unsigned *verdict,
                          struct error *error)
{
    const struct argument *which = call_argument(call, "which");
    int column = which->given ? which->column : call->column;
    if (race_word(race, RACE_WORD_EXPLORED) == 0)
        return error_set(error, call->column, WORD_ERROR_RACE_UNEXPLORED);
    *verdict = which->given ? race_verdict_named(which->text, which->length) : race_verdict_to_replay(race);
    if (*verdict < RACE_VERDICTS && race_finding(race, *verdict)->length > 0)
        return true;
    if (!which->given)
        return error_set(error, column, WORD_ERROR_RACE_NOTHING_BAD);
    struct text found = {0};
    for (unsigned i = 0; i < RACE_VERDICTS; i++) {
        if (race_finding(race, i)->length == 0)
            continue;
        text_separate(&found, ", ");
        text_add(&found, race_verdict_name(i));
    }
    error_set(error, column, found.length > 0 ? WORD_ERROR_RACE_NOT_FOUND : WORD_ERROR_RACE_NOTHING_BAD,
              which->text, text_string(&found));
    text_free(&found);
    return false;
}

static bool replay(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    struct race race = run_race(run);
    struct race_done done;
    unsigned verdict = RACE_VERDICTS;
    if (!find_schedule(&race, call, &verdict, error))
        return false;
    uint64_t length = race_finding(&race, verdict)->length;
    race_begin_replay(&race, verdict);
    for (uint64_t i = 0; i < length; i++)
        race_advance(&race, race_scheduled(&race, verdict, i), &done);
    reply_say(reply, WORD_RACE_SAY_REPLAYED, race_verdict_name(verdict), NUMBER(length));
    reply_number(reply, "steps", (int64_t)length);
    race_say_standing(run, &race, reply);
    return true;
}

static bool again(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    struct race race = run_race(run);
    uint64_t steps = race_word(&race, RACE_WORD_STEPS);
    const struct argument *which = call_argument(call, "which");
    if (which->given)
        return error_set(error, which->column, WORD_ERROR_RACE_AGAIN_WHICH, which->text);
    if (steps == 0)
        return error_set(error, call->column, WORD_ERROR_RACE_AT_START);
    race_again(&race);
    run_tally(run, "again");
    reply_word(reply, "outcome", "again");
    reply_say(reply, WORD_RACE_SAY_AGAIN, NUMBER(steps));
    return true;
}

/* What only the explorer takes. */
static bool takes_no_limits(const struct call *call, struct error *error)
{
    static const char *const names[] = {"states", "depth", "samples", "seed"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct argument *given = call_argument(call, names[i]);
        if (given->given)
            return error_set(error, given->column, WORD_ERROR_RACE_LIMIT, names[i]);
    }
    return true;
}

RACE_VERB(race)
{
    enum { EXPLORE, REPLAY };
    int what = call_argument(call, "what")->choice;
    if (what == EXPLORE)
        return explore(run, call, reply, error);
    if (!takes_no_limits(call, error))
        return false;
    return what == REPLAY ? replay(run, call, reply, error) : again(run, call, reply, error);
}
