/* What is about the whole heap: gc collects it; gctrace tells what Go would print of that. */
#include "command/command.h"
#include "base/number.h"
#include "model/heap.h"

bool command_run_gc(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    struct world *world = &run->session->world;
    (void)call;
    if (!run_spend(run, heap_work(world), error))
        return false;
    struct heap_survey survey = heap_collect(world);
    reply_say(reply, WORD_SAY_GC, GROUPED(survey.reached.objects), GROUPED(survey.reached.bytes),
              GROUPED(survey.scanned), GROUPED(survey.reached.objects - survey.scanned));
    if (survey.dead.bytes > 0)
        reply_say(reply, WORD_SAY_GC_FREED, GROUPED(survey.dead.objects), GROUPED(survey.dead.bytes));
    else
        reply_say(reply, WORD_SAY_GC_NOTHING);
    reply_number(reply, "collection", (int64_t)heap_word(world, HEAP_CYCLES));
    reply_number(reply, "marked", (int64_t)survey.reached.objects);
    reply_number(reply, "scanned", (int64_t)survey.scanned);
    reply_number(reply, "live_bytes", (int64_t)survey.reached.bytes);
    reply_number(reply, "freed", (int64_t)survey.dead.objects);
    reply_number(reply, "freed_bytes", (int64_t)survey.dead.bytes);
    return true;
}
