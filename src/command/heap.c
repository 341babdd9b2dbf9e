/* What is about the whole heap: gc collects it; gctrace tells what Go would print of that. */
#include "model/heap.h"
#include "base/number.h"
#include "command/command.h"

struct collecting {
    struct run *run;
    struct error *error;
};

static bool goes_on(void *context, uint64_t done, uint64_t all)
{
    struct collecting *collecting = context;
    return run_counts_on(collecting->run, done, all, collecting->error);
}

bool command_run_gc(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    struct world *world = &run->session->world;
    (void)call;
    if (!run_spend(run, heap_work(world), error))
        return false;
    struct collecting collecting = {run, error};
    const struct heap_watch watch = {goes_on, &collecting};
    struct heap_survey survey;
    if (!heap_collect(world, &watch, &survey))
        return false;
    reply_say(reply, WORD_SAY_GC, GROUPED(survey.reached.objects), GROUPED(survey.reached.bytes),
              GROUPED(survey.scanned), GROUPED(survey.reached.objects - survey.scanned));
    if (survey.dead.bytes > 0)
        reply_say(reply, WORD_SAY_GC_FREED, GROUPED(survey.dead.objects), GROUPED(survey.dead.bytes));
    else
        reply_say(reply, WORD_SAY_GC_NOTHING);
    if (survey.reached.uncounted > 0)
        reply_say(reply, WORD_SAY_GC_UNCOUNTED, GROUPED(survey.reached.uncounted));
    if (survey.dead.uncounted > 0)
        reply_say(reply, WORD_SAY_GC_FREED_UNCOUNTED, GROUPED(survey.dead.uncounted));
    reply_number(reply, "collection", (int64_t)heap_word(world, HEAP_CYCLES));
    reply_number(reply, "marked", (int64_t)survey.reached.objects);
    reply_number(reply, "scanned", (int64_t)survey.scanned);
    reply_number(reply, "live_bytes", (int64_t)survey.reached.bytes);
    reply_number(reply, "freed", (int64_t)survey.dead.objects);
    reply_number(reply, "freed_bytes", (int64_t)survey.dead.bytes);
    return true;
}

/* ---- gctrace. The format is that of runtime/mgc.go (gcMarkTermination), explained in runtime/extern.go. */

enum { MB_BITS = 20 };

/* What is not known here stands as …. Stacks and globals are printed since Go 1.18. */
static void say_line(const struct run *run, uint64_t number, uint64_t before, uint64_t marked, uint64_t goal,
                     struct reply *reply)
{
    struct text line = {0};
    text_format(&line,
                "gc %llu @…s …%%: …+…+… ms clock, …+…/…/…+… ms cpu, %llu->%llu->%llu MB, %llu MB goal, ",
                (unsigned long long)number, (unsigned long long)(before >> MB_BITS),
                (unsigned long long)(before >> MB_BITS), (unsigned long long)(marked >> MB_BITS),
                (unsigned long long)(goal >> MB_BITS));
    if (run->session->go >= GO_1_18)
        text_add(&line, "… MB stacks, … MB globals, ");
    text_add(&line, "… P (forced)");
    text_separate(&reply->text, "\n");
    text_append(&reply->text, text_string(&line), line.length);
    reply_word(reply, "line", text_string(&line));
    text_free(&line);
}

static void say_fields(const struct run *run, uint64_t number, uint64_t before, uint64_t marked,
                       uint64_t goal, struct reply *reply)
{
    struct text sizes = {0}, collection = {0}, heap = {0}, most = {0}, aim = {0};
    bool with_roots = run->session->go >= GO_1_18; /* their bytes are in the goal, too */
    const char *const *texts = reply->words->texts;
    unsigned long long whole = before >> MB_BITS;
    text_format(&collection, "gc %llu", (unsigned long long)number);
    text_format(&heap, "%llu->%llu->%llu MB", whole, whole, (unsigned long long)(marked >> MB_BITS));
    text_format(&most, "%llu MB goal", (unsigned long long)(goal >> MB_BITS));
    words_say(&sizes, reply->words, WORD_SAY_GCTRACE_BYTES, GROUPED(before), GROUPED(before),
              GROUPED(marked));
    if (with_roots && goal > HEAP_LEAST_GOAL)
        words_say(&aim, reply->words, WORD_SAY_GCTRACE_GOAL_HERE, GROUPED(goal));
    else
        number_say_grouped(&aim, goal);
    const struct {
        const char *field;
        enum word what;
        const char *here;
        enum go_version since;
    } rows[] = {
        {text_string(&collection), WORD_SAY_GCTRACE_NUMBER, GROUPED(number), 0},
        {"@…s", WORD_SAY_GCTRACE_SINCE, texts[WORD_SAY_GCTRACE_NO_CLOCK], 0},
        {"…%:", WORD_SAY_GCTRACE_SHARE, texts[WORD_SAY_GCTRACE_NO_CLOCK], 0},
        {"…+…+… ms clock", WORD_SAY_GCTRACE_CLOCK, texts[WORD_SAY_GCTRACE_NO_CLOCK], 0},
        {"…+…/…/…+… ms cpu", WORD_SAY_GCTRACE_CPU, texts[WORD_SAY_GCTRACE_NO_CLOCK], 0},
        {text_string(&heap), WORD_SAY_GCTRACE_HEAP, text_string(&sizes), 0},
        {text_string(&most), with_roots ? WORD_SAY_GCTRACE_GOAL_ROOTS : WORD_SAY_GCTRACE_GOAL,
         text_string(&aim), 0},
        {"… MB stacks", WORD_SAY_GCTRACE_STACKS, texts[WORD_SAY_GCTRACE_NOT_MODELLED], GO_1_18},
        {"… MB globals", WORD_SAY_GCTRACE_GLOBALS, texts[WORD_SAY_GCTRACE_NOT_MODELLED], GO_1_18},
        {"… P", WORD_SAY_GCTRACE_PROCESSORS, texts[WORD_SAY_GCTRACE_NOT_MODELLED], 0},
        {"(forced)", WORD_SAY_GCTRACE_FORCED, "gc", 0},
    };
    reply_say(reply, WORD_SAY_GCTRACE_HEAD);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (run->session->go >= rows[i].since)
            reply_say(reply, WORD_SAY_GCTRACE_ROW, rows[i].field, texts[rows[i].what], rows[i].here);
    }
    text_free(&sizes);
    text_free(&collection);
    text_free(&heap);
    text_free(&most);
    text_free(&aim);
}

/* Of the last collection; if there was none, of one that came now. */
static bool read_sizes(struct run *run, uint64_t *before, uint64_t *marked, struct error *error)
{
    const struct world *world = &run->session->world;
    *before = heap_word(world, HEAP_BEFORE);
    *marked = heap_word(world, HEAP_MARKED);
    if (heap_word(world, HEAP_CYCLES) > 0)
        return true;
    if (!run_spend(run, heap_work(world), error))
        return false;
    struct heap_survey survey = heap_survey(world, 0);
    *before = survey.reached.bytes + survey.dead.bytes;
    *marked = survey.reached.bytes;
    return true;
}

bool command_run_gctrace(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    const struct world *world = &run->session->world;
    uint64_t number = heap_word(world, HEAP_CYCLES), before, marked,
             goal = number > 0 ? heap_word(world, HEAP_GOAL) : HEAP_LEAST_GOAL;
    (void)call;
    if (!read_sizes(run, &before, &marked, error))
        return false;
    reply_say(reply, number > 0 ? WORD_SAY_GCTRACE_LINE : WORD_SAY_GCTRACE_NONE);
    say_line(run, number > 0 ? number : 1, before, marked, goal, reply);
    reply_say(reply, WORD_SAY_GCTRACE_MAPS);
    say_fields(run, number > 0 ? number : 1, before, marked, goal, reply);
    reply_number(reply, "collections", (int64_t)number);
    reply_number(reply, "before_bytes", (int64_t)before);
    reply_number(reply, "marked_bytes", (int64_t)marked);
    reply_number(reply, "goal_bytes", (int64_t)goal);
    return true;
}
