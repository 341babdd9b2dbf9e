/* Lines that take long: they tell how far they are, and one that is stopped keeps what is done. */
#include "lang/cut.h"

#include "base/memory_or_die.h"
#include "session/hand.h"

#include <stdlib.h>
#include <string.h>

static bool goes_on(const struct run *run, const struct session_work *work)
{
    const struct session_watch *watch = &run->session->watch;
    return watch->goes_on == NULL || watch->goes_on(watch->context, work);
}

bool run_goes_on(const struct run *run, const char *words, uint64_t done, uint64_t all)
{
    return goes_on(run, &(struct session_work){.words = words, .done = done, .all = all});
}

void run_begins_lap(struct run *run, const char *name, size_t number)
{
    struct lap *lap = run->lap;
    lap->before += lap->all;
    lap->all = 0;
    lap->name = name;
    lap->number = number;
}

/* Of all laps instead of one. What those to come will have to do is taken to be as much as this one. */
static void count_laps(struct lap *lap, uint64_t *done, uint64_t *all)
{
    lap->all = *all;
    *done += lap->before;
    *all = lap->before + (lap->count - lap->number) * *all;
}

static enum word word_of_progress(const struct lap *lap, uint64_t all)
{
    if (all == 0)
        return WORD_SAY_PROGRESS_OPEN;
    return lap != NULL && lap->name != NULL ? WORD_SAY_PROGRESS_LAP : WORD_SAY_PROGRESS;
}

static bool looks_on(const struct run *run, uint64_t done, uint64_t all, bool grows)
{
    enum { SHOWN = 24 };
    const char *source = run->call != NULL ? run->call->source : "";
    if (run->session->watch.goes_on == NULL)
        return true;
    struct text text = {0}, what = {0};
    struct lap *lap = run->lap;
    enum word word = word_of_progress(lap, all);
    if (lap != NULL && all > 0)
        count_laps(lap, &done, &all);
    text_add(&what, REPLY_SHOWN(source, strlen(source), SHOWN));
    if (run->phase != NULL)
        text_format(&what, ", %s", run->phase);
    words_say(&text, run->session->words, word, GROUPED(done), GROUPED(all), text_string(&what),
              lap != NULL && lap->name != NULL ? lap->name : "");
    bool on = goes_on(run, &(struct session_work){text_string(&text), done, all, grows});
    text_free(&what);
    text_free(&text);
    return on;
}

bool run_looks_on(const struct run *run, uint64_t done, uint64_t all)
{
    return looks_on(run, done, all, false);
}

bool run_counts_on(struct run *run, uint64_t done, uint64_t all, struct error *error)
{
    enum { LOOK_IN = 64 };
    run->counts = true;
    return done % LOOK_IN != 0 || looks_on(run, done, all, true) ||
           error_set(error, 0, WORD_ERROR_SESSION_STOPPED, GROUPED(done), GROUPED(all));
}

bool run_reads_on(const struct run *run, uint64_t done, uint64_t all, struct error *error)
{
    enum { LOOK_IN = 1 << 14 };
    return done % LOOK_IN != 0 || run_looks_on(run, done, all) ||
           error_set(error, 0, WORD_ERROR_SESSION_STOPPED_READING, GROUPED(done), GROUPED(all));
}

bool run_writes_on(void *context, code_line line, uint64_t done, uint64_t all)
{
    struct run *run = context;
    const char *phase = run->phase, *signature = routine_row(code_line_routine(line))->signature;
    char *name = copy_bytes(signature, strcspn(signature, "("));
    struct lap *lap = run->lap;
    if (done <= run->written) /* another loop */
        run->to_write += all;
    run->written = done;
    if (run->counts) { /* it is a part of what is counted */
        run->phase = name;
        run->lap = NULL;
    }
    bool on = looks_on(run, run->to_write - (all - done), run->to_write, true);
    run->phase = phase;
    run->lap = lap;
    free(name);
    return on || run->counts;
}

bool run_writing_ended(struct run *run, struct error *error)
{
    struct memory *memory = &run->session->world.memory;
    if (!memory->stopped)
        return false;
    memory->stopped = false;
    run->refused = false;
    run_keeps_nothing(run, error);
    error_set(error, 0, WORD_ERROR_SESSION_STOPPED_WRITING);
    return true;
}

enum { ROWS_PER_LOOK = 1 << 14 };

bool run_looks_over(const struct run *run, uint64_t done, uint64_t all, struct error *error)
{
    return done % ROWS_PER_LOOK != ROWS_PER_LOOK - 1 || run_looks_on(run, done, all) ||
           error_set(error, 0, WORD_ERROR_SESSION_STOPPED, GROUPED(done), GROUPED(all));
}

void run_enters(struct run *run, enum word phase)
{
    run->phase = phase != WORD_NONE ? run->session->words->texts[phase] : NULL;
}

bool run_judges(struct run *run, struct spikes *spikes, struct error *error)
{
    const struct timeline *timeline = &run->session->timeline;
    bool on = true;
    run_enters(run, WORD_PHASE_JUDGING);
    while (on && !spikes_judge_some(spikes, timeline, ROWS_PER_LOOK)) {
        uint64_t done = spikes->count, all = ledger_row_count(timeline);
        on = run_looks_on(run, done, all) ||
             error_set(error, 0, WORD_ERROR_SESSION_STOPPED, GROUPED(done), GROUPED(all));
    }
    run_enters(run, WORD_NONE);
    return on;
}

/* ---- what is kept. The part's text becomes one that does just what was done: a saved scene is run anew by it. */

static const struct command_table *table_of(const struct run *run)
{
    return &run->session->repertoire->table;
}

/* The call alone: of repetitions the one that it is. */
static bool source_of(const struct run *run, const struct call *call, struct text *source)
{
    if (cut_calls(table_of(run), call->source, (size_t)call->repetition, 1, source))
        return true;
    text_add(source, call->source);
    return call->repetition == 0;
}

/* Of `all:` the error names the subject that was stopped, and counts what that one did; a comparison is counted as a whole. */
static bool stopped_at(const struct run *run, uint64_t done, uint64_t all, struct error *error)
{
    if (run->lap != NULL && !run->everybody)
        count_laps(run->lap, &done, &all);
    return error_set(error, 0,
                     run->kept.length > 0 ? WORD_ERROR_SESSION_STOPPED_KEPT : WORD_ERROR_SESSION_STOPPED,
                     GROUPED(done), GROUPED(all));
}

bool run_keeps(struct run *run, const struct call *call, const char *name, uint64_t done, uint64_t all,
               struct error *error)
{
    struct text source = {0};
    text_clear(&run->kept);
    /* A call within another (of a script) is not what the mark is about. */
    run->stopped = call == run->call &&
                   (done == 0 || (source_of(run, call, &source) &&
                                  cut_number(table_of(run), text_string(&source), name, done, &run->kept)));
    text_free(&source);
    return stopped_at(run, done, all, error);
}

bool run_keeps_as(struct run *run, const struct call *call, const char *command, uint64_t done, uint64_t all,
                  struct error *error)
{
    const char *subject = call->subject.text;
    text_clear(&run->kept);
    run->stopped = call == run->call;
    if (run->stopped && done > 0)
        text_format(&run->kept, "%s%s%s", subject != NULL ? subject : "", subject != NULL ? ": " : "",
                    command);
    return stopped_at(run, done, all, error);
}

void run_keeps_nothing(struct run *run, struct error *error)
{
    run->stopped = false;
    text_clear(&run->kept);
    if (error->word == WORD_ERROR_SESSION_STOPPED_KEPT)
        error->word = WORD_ERROR_SESSION_STOPPED;
}

/* Puts text before what is kept. */
static void put_before(struct run *run, const struct text *before)
{
    struct text kept = {0};
    text_append(&kept, text_string(before), before->length);
    if (run->kept.length > 0)
        text_format(&kept, "%s%s", before->length > 0 ? "; " : "", text_string(&run->kept));
    text_free(&run->kept);
    run->kept = kept;
}

bool run_keeps_calls(struct run *run, const struct call *calls, size_t done, size_t all, struct error *error)
{
    struct text before = {0};
    bool within = run->stopped && run->kept.length > 0; /* a call of them was */
    run->stopped = done == 0 || cut_calls(table_of(run), calls->source, 0, done, &before);
    if (run->stopped)
        put_before(run, &before);
    else
        text_clear(&run->kept);
    text_free(&before);
    return within && run->stopped ? false : stopped_at(run, done, all, error);
}

/* What stands behind "all:", with a subject's name instead. */
static void add_for(const struct text *source, const char *name, struct text *text)
{
    const char *colon = strchr(text_string(source), ':');
    text_separate(text, "; ");
    text_format(text, "%s%s", name, colon != NULL ? colon : "");
}

void run_keeps_subjects(struct run *run, const struct call *call, const uint32_t *homes, int done,
                        struct error *error)
{
    const struct world *world = &run->session->world;
    struct text source = {0}, before = {0}, inner = {0};
    run->stopped = source_of(run, call, &source);
    for (int i = 0; i < done; i++)
        add_for(&source, world_name(world, world_place_of(world, homes[i])), &before);
    if (run->kept.length > 0)
        add_for(&run->kept, world_name(world, world_place_of(world, homes[done])), &inner);
    text_free(&run->kept);
    run->kept = inner;
    put_before(run, &before);
    if (run->stopped && run->kept.length > 0 && error->word == WORD_ERROR_SESSION_STOPPED)
        error->word = WORD_ERROR_SESSION_STOPPED_KEPT;
    text_free(&before);
    text_free(&source);
}
