/*
 * Golden event logs: src/test/golden/slice/NAME.events holds commands and, indented below each, exactly the
 * events that it must cause.
 *
 *   # why this is so                 comment
 *   append 4                         a command
 *     room s 5 of 4  (append room)   an event: name, place, before and after, the code line
 *   - store 0 1                      a command whose events are of no interest here
 *
 * Places: s a header, A2[3] an element of the second array that was allocated.
 */
#include "test/golden.h"
#include "test/session.h"

#include "model/slice/slice.h"

#include <inttypes.h>

/* By name, since the pseudo-code itself may be put in other words. */
static const char *const line_names[] = {
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) #routine " " #name,
#include "model/slice/routine.def"
#undef ROUTINE
#undef LINE
};

static const char *const register_names[SLICE_REGISTERS] = {"type", "ptr",     "first",  "len",  "cap",
                                                            "nil",  "growths", "copied", "break"};

enum show { NOT, COUNT, VALUE, PLACE, ARRAY, SUBJECT };

/* How each kind is told: event.def says what its before and after are. */
static const struct telling {
    enum show before, after;
} tellings[ENGINE_NUMBER_IN(SLICE_EVENTS_END)] = {
    [ENGINE_NUMBER_IN(SLICE_call)] = {COUNT, NOT},      [ENGINE_NUMBER_IN(SLICE_room)] = {COUNT, COUNT},
    [ENGINE_NUMBER_IN(SLICE_want)] = {COUNT, COUNT},    [ENGINE_NUMBER_IN(SLICE_rounded)] = {COUNT, COUNT},
    [ENGINE_NUMBER_IN(SLICE_grow)] = {COUNT, COUNT},    [ENGINE_NUMBER_IN(SLICE_travel)] = {PLACE, VALUE},
    [ENGINE_NUMBER_IN(SLICE_copied)] = {PLACE, VALUE},  [ENGINE_NUMBER_IN(SLICE_pointed)] = {ARRAY, ARRAY},
    [ENGINE_NUMBER_IN(SLICE_left)] = {COUNT, NOT},      [ENGINE_NUMBER_IN(SLICE_appended)] = {VALUE, COUNT},
    [ENGINE_NUMBER_IN(SLICE_stored)] = {VALUE, VALUE},  [ENGINE_NUMBER_IN(SLICE_read)] = {COUNT, VALUE},
    [ENGINE_NUMBER_IN(SLICE_cut)] = {COUNT, COUNT},     [ENGINE_NUMBER_IN(SLICE_assigned)] = {SUBJECT, COUNT},
    [ENGINE_NUMBER_IN(SLICE_zeroed)] = {COUNT, NOT},    [ENGINE_NUMBER_IN(SLICE_made)] = {COUNT, COUNT},
    [ENGINE_NUMBER_IN(SLICE_refused)] = {COUNT, COUNT}, [ENGINE_NUMBER_IN(SLICE_set)] = {COUNT, COUNT},
    [ENGINE_NUMBER_IN(SLICE_element)] = {VALUE, VALUE},
};

struct log {
    struct session *session;
    struct text said; /* events of the present command */
};

static const char *name_of(const struct world *world, uint32_t home)
{
    int place = world_place_of(world, home);
    return place != WORLD_NOBODY ? world_name(world, place) : "?";
}

static void say_place(struct text *text, const struct world *world, uint64_t at)
{
    uint32_t region = SLICE_AT_REGION(at);
    if (world->memory.regions[region].kind == SLICE_ARRAY)
        text_format(text, "A%" PRIu64 "[%u]", slice_array_number(&world->memory, region), SLICE_AT_INDEX(at));
    else
        text_add(text, name_of(world, region));
}

static void say_value(struct text *text, const struct values *values, value_id id)
{
    const char *bytes = id != VALUE_NONE ? values_text(values, id, NULL) : "zero";
    text_format(text, " %s", bytes[0] != '\0' ? bytes : "\"\"");
}

static void say(struct text *text, const struct world *world, enum show show, uint64_t number)
{
    switch (show) {
    case NOT:
        break;
    case COUNT:
        text_format(text, " %" PRId64, (int64_t)number);
        break;
    case VALUE:
        say_value(text, world->values, (value_id)number);
        break;
    case PLACE:
        text_add(text, " ");
        say_place(text, world, number);
        break;
    case ARRAY:
        text_format(text, " A%" PRIu64, slice_array_number(&world->memory, (uint32_t)number));
        break;
    case SUBJECT:
        text_format(text, " %s", name_of(world, (uint32_t)number));
        break;
    }
}

/* The two words behind the elements: address and bytes. */
static bool is_behind_elements(const struct world *world, const struct event *event)
{
    return event->kind == SLICE_element && event->index >= slice_array_count(&world->memory, event->region);
}

static void say_slice_event(struct text *text, const struct world *world, const struct event *event)
{
    struct telling telling = tellings[ENGINE_NUMBER_IN(event->kind)];
    if (is_behind_elements(world, event))
        telling = (struct telling){COUNT, COUNT};
    if (event->kind == SLICE_set && event->index == SLICE_PTR)
        telling = (struct telling){ARRAY, ARRAY};
    text_add(text, " ");
    say_place(text, world, SLICE_AT(event->region, event->index));
    if (event->kind == SLICE_set)
        text_format(text, ".%s", register_names[event->index]);
    if (event->slot != 0 || event->kind == SLICE_want)
        text_format(text, " kind %d", event->slot);
    say(text, world, telling.before, event->before);
    text_add(text, event_class_of(event->kind) == EVENT_CLASS_WRITE ? " ->"
                   : telling.after != NOT                           ? ","
                                                                    : "");
    say(text, world, telling.after, event->after);
    bool own = ENGINE_OF(event->line) == ENGINE_slice;
    text_format(text, "  (%s)\n", own ? line_names[ENGINE_NUMBER_IN(event->line)] : "by hand");
}

static void say_event(struct text *text, const struct world *world, const struct event *event)
{
    text_format(text, "  %s", event_row(event->kind)->name);
    if (ENGINE_OF(event->kind) == ENGINE_slice) {
        say_slice_event(text, world, event);
        return;
    }
    if (event_class_of(event->kind) == EVENT_CLASS_SPACE && event->index == SLICE_ARRAY)
        text_format(text, " A%" PRIu64, slice_array_number(&world->memory, event->region));
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
    if (!session_run(log->session, command, &reply, &error) && !error_is_set(&error))
        fail_msg("%s: failed without an error", command);
    for (position at = begin; at < timeline->end; at++) {
        const struct event event = timeline_event(timeline, at);
        say_event(&log->said, &log->session->world, &event);
    }
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
    session_free(log.session);
}

int main(void)
{
    return golden_files("src/test/golden/slice/*.events", retell);
}
