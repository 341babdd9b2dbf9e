/*
 * Golden event logs: src/test/golden/strategy/NAME.events holds commands and, indented below each, exactly the events of the strategy
 * itself that it must cause; what its maps do in between is told as how many events of which map and of which routines.
 *
 *   # why this is so                 comment
 *   insert fig 1                     a command
 *     pick slot 2 17, 2  (sharded pick)   an event: name, slot, before and after, the code line
 *     map 2: 13 events, mapassign    a run of events of one map, by its place among them; "a map that is left": it is none of them any more
 *   - fill 9                         a command whose events are of no interest here
 */
#include "model/strategy/strategy.h"
#include "test/golden.h"
#include "test/session.h"

#include <inttypes.h>

static const char *const line_names[] = {
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) #routine " " #name,
#include "model/strategy/routine.def"
#undef ROUTINE
#undef LINE
};

static const char *const register_names[STRATEGY_PART] = {
    "type",  "parts",     "seed",    "every",    "behind",    "next",  "reads",
    "stale", "staleness", "stalest", "differed", "published", "copied"};

struct log {
    struct session *session;
    struct text said; /* events of the present command */
    /* The run of events of one map. */
    uint32_t part;
    int events;
    struct text routines;
};

static void say_register(struct text *text, const struct event *event)
{
    bool part = event->index >= STRATEGY_PART;
    if (part)
        text_format(text, " part %u", event->index - STRATEGY_PART);
    else
        text_format(text, " %s", register_names[event->index]);
    /* Of homes and types it is told whether there is one: their numbers hang on what was before. */
    if (part || event->index == STRATEGY_NEXT || event->index == STRATEGY_TYPE)
        text_format(text, " %s -> %s", event->before != 0 ? "one" : "none",
                    event->after != 0 ? "one" : "none");
    else
        text_format(text, " %" PRIu64 " -> %" PRIu64, event->before, event->after);
}

static void say_operand(struct text *text, const struct world *world, const struct event *event)
{
    bool key = event->kind == STRATEGY_call || event->kind == STRATEGY_hash || event->kind == STRATEGY_side ||
               event->kind == STRATEGY_copied;
    bool hash = event->kind == STRATEGY_hash || event->kind == STRATEGY_pick;
    if (key)
        text_format(text, " %s",
                    event->before != VALUE_NONE ? values_text(world->values, (value_id)event->before, NULL)
                                                : "-");
    else if (hash)
        text_format(text, " %016" PRIx64, event->before);
    else
        text_format(text, " %" PRIu64, event->before);
    if (event->kind == STRATEGY_copied)
        text_format(text, ", %s", values_text(world->values, (value_id)event->after, NULL));
    else if (event->kind == STRATEGY_hash)
        text_format(text, ", %016" PRIx64, event->after);
    else
        text_format(text, ", %" PRIu64, event->after);
}

static void say_own(struct log *log, const struct event *event)
{
    struct text *text = &log->said;
    text_format(text, "  %s", event_row(event->kind)->name);
    if (event->slot != 0)
        text_format(text, " slot %d", event->slot);
    if (event->kind == STRATEGY_set)
        say_register(text, event);
    else
        say_operand(text, &log->session->world, event);
    bool own = ENGINE_OF(event->line) == ENGINE_strategy;
    text_format(text, "  (%s)\n", own ? line_names[ENGINE_NUMBER_IN(event->line)] : "by hand");
}

/* ---- what its maps do */

static void end_run(struct log *log, const struct strategy *strategy)
{
    int part = strategy_part_of(strategy, log->part);
    if (log->events == 0)
        return;
    if (part < 0)
        text_add(&log->said, "  a map that is left");
    else
        text_format(&log->said, "  map %d", part);
    text_format(&log->said, ": %d %s, %s\n", log->events, log->events == 1 ? "event" : "events",
                text_string(&log->routines));
    log->events = 0;
    text_clear(&log->routines);
}

static void take_of_part(struct log *log, uint32_t part, const struct event *event)
{
    const char *signature = routine_row(code_line_routine(event->line))->signature;
    struct text name = {0};
    text_append(&name, signature, strcspn(signature, "("));
    if (strstr(text_string(&log->routines), text_string(&name)) == NULL) {
        text_separate(&log->routines, " ");
        text_add(&log->routines, text_string(&name));
    }
    text_free(&name);
    log->part = part;
    log->events++;
}

static void run(void *context, const char *command)
{
    struct log *log = context;
    struct timeline *timeline = &log->session->timeline;
    position begin = timeline->end;
    struct reply reply = {0};
    struct error error = {0};
    struct text why = {0};
    if (!session_run(log->session, command, &reply, &error) && !error_is_set(&error))
        fail_msg("%s: failed without an error", command);
    const struct strategy strategy = strategy_of(&log->session->world, session_in_hand(log->session));
    /* A map is told by its place as it is behind the command. */
    for (position at = begin; at < timeline->end; at++) {
        const struct event event = timeline_event(timeline, at);
        uint32_t subject = timeline_subject(timeline, at);
        if (log->events > 0 && subject != log->part)
            end_run(log, &strategy);
        if (ENGINE_OF(event.kind) == ENGINE_strategy)
            say_own(log, &event);
        else if (subject != strategy.home && timeline_whole_subject(timeline, at) == strategy.home)
            take_of_part(log, subject, &event);
    }
    end_run(log, &strategy);
    if (error_is_set(&error)) {
        text_add(&log->said, "  ! ");
        error_say(&error, words_english(), &log->said);
        text_add(&log->said, "\n");
    }
    if (!subjects_are_sound(log->session, &why))
        fail_msg("%s: %s", command, text_string(&why));
    text_free(&why);
    reply_free(&reply);
}

static void retell(const char *was, struct text *now)
{
    struct log log = {.session = new_session()};
    golden_retell_log(was, now, &log.said, run, &log);
    text_free(&log.said);
    text_free(&log.routines);
    session_free(log.session);
}

int main(void)
{
    return golden_files("src/test/golden/strategy/*.events", retell);
}
