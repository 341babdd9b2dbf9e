/* The story: what happens and why, in plain words. The rows SLICE_STORY_* of the catalogue; here only what goes into them. */
#include "view/pace.h"
#include "view/slice/panels.h"

#include <string.h>

/* ---- which row */

static enum word row_of_call(const struct event *event)
{
    switch (code_line_routine(event->line)) {
    case ROUTINE_append:
        return WORD_SLICE_STORY_call_append;
    case ROUTINE_index:
        return WORD_SLICE_STORY_call_index;
    case ROUTINE_copy:
        return WORD_SLICE_STORY_call_copy;
    case ROUTINE_assign:
        return event->line == LINE_assign_elements ? WORD_SLICE_STORY_call_assign_array
                                                   : WORD_SLICE_STORY_call_assign;
    default:
        return WORD_SLICE_STORY_call;
    }
}

static enum word row_of_panic(enum slice_panic_kind kind)
{
    /* The rows stand in the order of the kinds. */
    return (enum word)(WORD_SLICE_PANIC_INDEX + (kind - SLICE_PANIC_INDEX));
}

static enum word row_of(const struct slice_reading *reading, const struct event *event, bool shared)
{
    static const enum word plain[ENGINE_NUMBER_IN(SLICE_EVENTS_END)] = {
#define EVENT(name, class, grain, weight, cost, motion, landmark)                                            \
    [ENGINE_NUMBER_IN(SLICE_##name)] = WORD_SLICE_STORY_##name,
#define WORD_SLICE_STORY_want WORD_SLICE_STORY_want_exact
#include "model/slice/event.def"
#undef WORD_SLICE_STORY_want
#undef EVENT
    };
    bool array = slice_type(&reading->slice) != NULL && slice_type(&reading->slice)->is_array;
    switch (event->kind) {
    case SLICE_call:
        return row_of_call(event);
    case SLICE_room:
        return event->before > event->after ? WORD_SLICE_STORY_room_none : WORD_SLICE_STORY_room;
    case SLICE_want:
        return (enum word)(WORD_SLICE_STORY_want_exact + event->slot);
    case SLICE_rounded:
        return event->before == event->after ? WORD_SLICE_STORY_rounded_fits : WORD_SLICE_STORY_rounded;
    case SLICE_left:
        return event->before == 0 ? WORD_SLICE_STORY_left : WORD_SLICE_STORY_left_held;
    case SLICE_appended:
        return shared ? WORD_SLICE_STORY_appended_shared : WORD_SLICE_STORY_appended;
    case SLICE_stored:
        return shared ? WORD_SLICE_STORY_stored_shared : WORD_SLICE_STORY_stored;
    case SLICE_assigned:
        return event->after != 0                                 ? WORD_SLICE_STORY_assigned_array
               : slice_register(&reading->slice, SLICE_PTR) != 0 ? WORD_SLICE_STORY_assigned
                                                                 : WORD_SLICE_STORY_assigned_nothing;
    case SLICE_made:
        return array ? WORD_SLICE_STORY_made_array : WORD_SLICE_STORY_made;
    case SLICE_refused:
        return row_of_panic((enum slice_panic_kind)event->slot);
    default:
        return plain[ENGINE_NUMBER_IN(event->kind)];
    }
}

/* ---- what goes into it */

static const char *const register_names[SLICE_REGISTERS] = {
    [SLICE_TYPE] = "type",       [SLICE_PTR] = "ptr",       [SLICE_FIRST] = "first",
    [SLICE_LEN] = "len",         [SLICE_CAP] = "cap",       [SLICE_NIL] = "nil",
    [SLICE_GROWTHS] = "growths", [SLICE_COPIED] = "copied", [SLICE_BREAK] = "break",
};

static bool is_value(event_kind kind, bool before)
{
    switch (kind) {
    case SLICE_appended:
        return before;
    case SLICE_stored:
        return true;
    case SLICE_travel:
    case SLICE_copied:
    case SLICE_read:
        return !before;
    default:
        return false;
    }
}

static void put(const struct picture *picture, const struct slice_reading *reading, const struct event *event,
                bool before, struct text *text)
{
    uint64_t number = before ? event->before : event->after;
    bool address = event->kind == SLICE_set && event->index == SLICE_BREAK;
    bool array = event->kind == SLICE_set && event->index == SLICE_PTR;
    if (is_value(event->kind, before))
        slice_value_text(picture, &reading->slice, (value_id)number, false, 40, text);
    else if (address)
        text_add(text, POINTER(number));
    else
        text_format(
            text, "%lld",
            (long long)(array ? slice_array_number(reading->slice.memory, (uint32_t)number) : number));
}

/* {1} before  {2} after  {3} index in the slice  {4} array  {5} name of another subject, or its elements  {6} length
   {7} name of a word. WORD_NONE: the row of the event. */
static void tell_row(const struct picture *picture, const struct slice_reading *reading,
                     const struct event *event, enum word row, struct text *text)
{
    const struct slice *slice = &reading->slice;
    struct text before = {0}, after = {0}, others = {0};
    uint32_t array = event->kind == SLICE_travel    ? SLICE_AT_REGION(event->before)
                     : event->region != slice->home ? event->region
                                                    : (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t index = event->index - slice_register(slice, SLICE_FIRST);
    put(picture, reading, event, true, &before);
    put(picture, reading, event, false, &after);
    slice_add_seers(slice, array, event->index, &others);
    bool shared = others.length > 0;
    if (event->kind == SLICE_assigned) {
        int place = world_place_of(picture->world, (uint32_t)event->before);
        text_clear(&others);
        text_add(&others, place != WORLD_NOBODY ? world_name(picture->world, place) : "");
    }
    const char *name = event->kind == SLICE_set ? register_names[event->index] : "";
    words_say(text, picture->words, row != WORD_NONE ? row : row_of(reading, event, shared),
              text_string(&before), text_string(&after), NUMBER(index),
              NUMBER(slice_array_number(slice->memory, array)), text_string(&others),
              NUMBER(slice_register(slice, SLICE_LEN)), name);
    text_free(&before);
    text_free(&after);
    text_free(&others);
}

/* ---- while it plays: one sentence a step, as long as can be read in its time */

/* A step is a decision about room, the elements that are copied, what the header becomes; most others are one event. */
static bool opens_step(const struct timeline *timeline, position at)
{
    switch (timeline_event(timeline, at).kind) {
    case SLICE_want:
    case SLICE_rounded:
    case SLICE_travel:
    case SLICE_copied:
    case SLICE_left:
    case SLICE_appended:
    case SLICE_set:
    case SLICE_element:
        return false;
    default:
        return ENGINE_OF(timeline_event(timeline, at).kind) == ENGINE_slice;
    }
}

static enum word short_row_of(const struct event *event)
{
    switch (event->kind) {
    case SLICE_room:
        return event->before > event->after ? WORD_SLICE_STEP_NO_ROOM : WORD_SLICE_STEP_ROOM;
    case SLICE_grow:
        return WORD_SLICE_STEP_COPIES;
    case SLICE_pointed:
        return WORD_SLICE_STEP_POINTS;
    default:
        return WORD_NONE;
    }
}

static void tell_step(const struct picture *picture, const struct slice_reading *reading, struct text *text)
{
    struct pace pace = pace_of(picture, reading->now, opens_step);
    struct text texts[PACE_SENTENCES] = {0};
    const struct event opener = timeline_event(picture->timeline, pace.begin);
    if (ENGINE_OF(opener.kind) == ENGINE_slice && reading->has_type) {
        tell_row(picture, reading, &opener, WORD_NONE, &texts[0]);
        if (short_row_of(&opener) != WORD_NONE)
            tell_row(picture, reading, &opener, short_row_of(&opener), &texts[1]);
        if (opener.kind == SLICE_grow)
            tell_row(picture, reading, &opener, WORD_SLICE_STEP_ARRAY, &texts[2]);
    }
    pace_add(&pace, texts, text);
}

void slice_tell_story(const struct picture *picture, const struct slice_reading *reading, struct text *text)
{
    const struct now *now = reading->now;
    if (!now_is_over(now) || picture->playing) {
        tell_step(picture, reading, text);
        return;
    }
    const struct event event = now_last_step(picture, now);
    if (ENGINE_OF(event.kind) == ENGINE_slice && reading->has_type)
        tell_row(picture, reading, &event, WORD_NONE, text);
    else
        panel_tell_space(picture, &event, text);
}
