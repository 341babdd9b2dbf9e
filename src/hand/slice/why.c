/* why INDEX: the life of an element, read from the timeline up to the present moment. */
#include "base/memory_or_die.h"
#include "hand/slice/slice.h"

#include <stdlib.h>
#include <string.h>

/* Where the value in a cell came from: an event that brought it there. */
struct origin {
    position at;
    enum { APPENDED, STORED, CLEARED, COPIED } how;
    uint64_t from; /* COPIED: another cell */
};

/* How an event put something into a cell; false if it did not. */
static bool is_origin(const struct event *event, uint64_t cell, struct origin *origin)
{
    bool cleared = event->kind == SLICE_element && event->line == LINE_clear_zero;
    if (event->index != SLICE_AT_INDEX(cell) ||
        (!cleared && event->kind != SLICE_copied && event->kind != SLICE_appended &&
         event->kind != SLICE_stored))
        return false;
    origin->how = cleared                         ? CLEARED
                  : event->kind == SLICE_copied   ? COPIED
                  : event->kind == SLICE_appended ? APPENDED
                                                  : STORED;
    origin->from = event->before;
    return true;
}

/* The event that put into a cell what lies there before position `end`; false if it is not remembered, or the cell is as it was
   allocated. */
static bool find_origin(const struct timeline *timeline, uint64_t cell, position end, struct origin *origin)
{
    for (position at = end; at > timeline->first; at--) {
        const struct event event = timeline_event(timeline, at - 1);
        if (event.region != SLICE_AT_REGION(cell))
            continue;
        origin->at = at - 1;
        if (is_origin(&event, cell, origin))
            return true;
        if (event.kind == EVENT_alloc)
            return false;
    }
    return false;
}

/* All origins of a cell's value, the last one first. */
static size_t find_life(const struct timeline *timeline, uint64_t cell, struct origin **life)
{
    size_t count = 0, capacity = 0;
    struct origin origin;
    position end = timeline->cursor;
    *life = NULL;
    while (find_origin(timeline, cell, end, &origin)) {
        *life = room_for_one_more(*life, count, &capacity, sizeof **life);
        (*life)[count++] = origin;
        if (origin.how != COPIED)
            break;
        cell = origin.from;
        end = origin.at;
    }
    return count;
}

static void say_origin(const struct slice *slice, const struct timeline *timeline,
                       const struct origin *origin, struct reply *reply, struct text *json)
{
    const struct event event = timeline_event(timeline, origin->at);
    const struct mark *mark = timeline_mark_of(timeline, origin->at);
    const char *command = mark != NULL ? mark->text : "";
    size_t number = mark != NULL ? timeline_mark_number(timeline, mark) : 0;
    const struct memory *memory = slice->memory;
    uint64_t to = slice_array_number(memory, event.region),
             from = slice_array_number(memory, SLICE_AT_REGION(origin->from));
    text_separate(json, ",");
    text_format(json, "{\"command\":%zu,\"array\":%llu,\"index\":%u", number, (unsigned long long)to,
                event.index);
    if (origin->how == COPIED) {
        reply_say(reply, WORD_SLICE_SAY_WHY_COPIED, NUMBER(number), COMMAND_SHOWN(command), NUMBER(from),
                  NUMBER(SLICE_AT_INDEX(origin->from)), NUMBER(to), NUMBER(event.index));
        text_format(json, ",\"from_array\":%llu,\"from_index\":%u", (unsigned long long)from,
                    SLICE_AT_INDEX(origin->from));
    } else {
        static const enum word words[] = {[APPENDED] = WORD_SLICE_SAY_WHY_APPENDED,
                                          [STORED] = WORD_SLICE_SAY_WHY_STORED,
                                          [CLEARED] = WORD_SLICE_SAY_WHY_CLEARED};
        value_id value = (value_id)(origin->how == APPENDED ? event.before : event.after);
        reply_say(reply, words[origin->how], NUMBER(number), COMMAND_SHOWN(command),
                  SLICE_SHOWN(slice, value), NUMBER(to), NUMBER(event.index));
    }
    text_add(json, "}");
}

/* Nothing that is remembered put anything into the cell. */
static void say_beginning(const struct slice *slice, const struct timeline *timeline, uint64_t cell,
                          struct reply *reply)
{
    if (timeline->forgotten > 0)
        reply_say(reply, WORD_SLICE_SAY_WHY_FORGOTTEN, NUMBER(timeline->forgotten));
    else
        reply_say(reply, WORD_SLICE_SAY_WHY_ZERO,
                  NUMBER(slice_array_number(slice->memory, SLICE_AT_REGION(cell))),
                  NUMBER(SLICE_AT_INDEX(cell)));
}

SLICE_VERB(why)
{
    const struct slice its = run_slice(run), *slice = &its;
    const struct timeline *timeline = &run->session->timeline;
    const struct argument *which = call_argument(call, "key");
    uint64_t cap = slice_register(slice, SLICE_CAP), len = slice_register(slice, SLICE_LEN);
    int64_t index;
    if (!slice_read_index(which, &index, error))
        return false;
    if (index < 0 || (uint64_t)index >= cap)
        return error_set(error, which->column, WORD_ERROR_SLICE_FOCUS, NUMBER(cap), NUMBER(index));
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t cell = SLICE_AT(array, slice_register(slice, SLICE_FIRST) + (uint64_t)index);
    struct origin *life = NULL;
    struct text json = {0};
    size_t count = array != 0 ? find_life(timeline, cell, &life) : 0;
    reply_say(reply, (uint64_t)index < len ? WORD_SLICE_SAY_WHY_NOW : WORD_SLICE_SAY_WHY_BEYOND,
              NUMBER(index), SLICE_SHOWN(slice, slice_element(slice, (uint64_t)index)),
              NUMBER(slice_array_number(slice->memory, array)), NUMBER(SLICE_AT_INDEX(cell)),
              POINTER(slice_address(slice, (uint64_t)index)));
    if (count == 0 || life[count - 1].how == COPIED)
        say_beginning(slice, timeline, count > 0 ? life[count - 1].from : cell, reply);
    if (count > 0)
        reply_say(reply, WORD_SLICE_SAY_WHY_HEAD);
    for (size_t i = count; i > 0; i--)
        say_origin(slice, timeline, &life[i - 1], reply, &json);
    reply_list(reply, "life", &json);
    free(life);
    text_free(&json);
    return true;
}
