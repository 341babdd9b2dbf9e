/*
 * Golden event logs: src/test/golden/race/NAME.events holds commands and, indented below each, exactly the events that it must cause.
 *
 *   # why this is so                     comment
 *   run g1                               a command
 *     access g1 load flags 0, 0  (CHECK) an event of a step: goroutine, access, cell, before and after, step
 *   - go g1 get a                        a command whose events are of no interest here
 *
 * Of writes the bytes of the state are told by their cells; those of a goroutine's own by its number.
 */
#include "test/golden.h"
#include "test/session.h"

#include "model/race/race.h"

#include <inttypes.h>

struct log {
    struct session *session;
    struct text said; /* events of the present command */
};

static const char *const accesses[] = {
    [RACE_LOAD] = "load", [RACE_STORE] = "store", [RACE_SWAP] = "swap", [RACE_SWAP_FAILED] = "swap failed",
    [RACE_TAKE] = "take", [RACE_GIVE] = "give",
};

static const char *const words[RACE_WORDS] = {
    [RACE_WORD_STEPS] = "steps", [RACE_WORD_REPLAYS] = "replays", [RACE_WORD_EXPLORED] = "explored"};

static void say_step(struct text *text, const struct race_setup *setup, const struct event *event)
{
    const struct race_done done = race_done_of(event);
    text_format(text, " g%u %s ", event->slot + 1, accesses[done.access]);
    race_add_cell(setup, done.cell, text);
    text_format(text, " %u, %u  (%s)", done.before, done.after,
                race_system_of(setup->system)->steps[done.step].name);
}

static void say_byte(struct text *text, const struct race_setup *setup, size_t number)
{
    size_t own = offsetof(struct race_state, goroutine);
    if (number < own)
        race_add_cell(setup, (uint8_t)number, text);
    else
        text_format(text, "g%zu.%zu", (number - own) / sizeof(struct race_goroutine) + 1,
                    (number - own) % sizeof(struct race_goroutine));
}

static void say_race_event(struct text *text, const struct race_setup *setup, const struct event *event)
{
    size_t number = event->index * (size_t)RACE_BYTES + event->slot;
    text_add(text, " ");
    switch (event->kind) {
    case RACE_cell:
        say_byte(text, setup, number);
        break;
    case RACE_set:
        text_add(text, words[event->index] != NULL ? words[event->index] : "?");
        break;
    default:
        text_format(text, "%zu", number);
    }
    text_format(text, " %" PRIu64 " -> %" PRIu64, event->before, event->after);
}

static void say_event(struct text *text, const struct world *world, const struct event *event)
{
    uint32_t home = world_home(world, world_in_hand(world));
    const struct race race = race_of(world, home);
    text_format(text, "  %s", event_row(event->kind)->name);
    if (event->kind == RACE_access || event->kind == RACE_stepped)
        say_step(text, race_setup(&race), event);
    else if (event_class_of(event->kind) == EVENT_CLASS_WRITE)
        say_race_event(text, race_setup(&race), event);
    else
        text_format(text, " g%u %" PRIu64 ", %" PRIu64, event->slot + 1, event->before, event->after);
    text_add(text, "\n");
}

static void run(void *context, const char *command)
{
    struct log *log = context;
    const struct timeline *timeline = &log->session->timeline;
    position begin = timeline->end;
    struct reply reply = {0};
    struct error error = {0};
    struct text why = {0};
    if (!session_run(log->session, command, &reply, &error))
        fail_msg("%s: failed", command);
    for (position at = begin; at < timeline->end; at++) {
        const struct event event = timeline_event(timeline, at);
        if (strncmp(command, "make", 4) != 0)
            say_event(&log->said, &log->session->world, &event);
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
    session_free(log.session);
}

int main(void)
{
    return golden_files("src/test/golden/race/*.events", retell);
}
