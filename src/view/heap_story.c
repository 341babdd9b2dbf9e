/* What is told of a collection: a sentence a step, and which phase it is in. */
#include "base/number.h"
#include "model/heap.h"
#include "view/heap.h"
#include "view/pace.h"

static enum word word_of_found(const struct event *event)
{
    static const enum word words[] = {
        [HEAP_BY_VARIABLE] = WORD_STORY_found_variable_gray,
        [HEAP_BY_LOOP] = WORD_STORY_found_loop_gray,
        [HEAP_BY_POINTER] = WORD_STORY_found_pointer_gray,
        [HEAP_BY_LIST] = WORD_STORY_found_list_gray,
    };
    return words[event->after & 0xff] + (event->after >> 8 == HEAP_BLACK);
}

static enum word word_of(const struct event *event, const char *name)
{
    switch (event->kind) {
    case EVENT_cycle:
        return WORD_STORY_cycle;
    case EVENT_found:
        return word_of_found(event);
    case EVENT_scan:
        return name[0] != '\0' ? WORD_STORY_scan : WORD_STORY_scan_nobody;
    case EVENT_scanned:
        return WORD_STORY_scanned;
    case EVENT_behind:
        return WORD_STORY_behind;
    case EVENT_marked:
        return WORD_STORY_marked;
    case EVENT_swept:
        return WORD_STORY_swept;
    case EVENT_let_go:
        return name[0] != '\0' ? WORD_STORY_let_go : WORD_STORY_let_go_nobody;
    default:
        return event->before == 0 && event->after == 0 ? WORD_STORY_collected_nothing : WORD_STORY_collected;
    }
}

/* The same in a few words, for while it plays. */
static enum word short_word_of(const struct event *event)
{
    switch (event->kind) {
    case EVENT_cycle:
        return WORD_STORY_short_cycle;
    case EVENT_found:
        return event->after >> 8 == HEAP_BLACK ? WORD_STORY_short_found_black : WORD_STORY_short_found_gray;
    case EVENT_scan:
        return WORD_STORY_short_scan;
    case EVENT_behind:
        return WORD_STORY_short_behind;
    case EVENT_marked:
        return WORD_STORY_short_marked;
    case EVENT_swept:
        return WORD_STORY_short_swept;
    case EVENT_let_go:
        return WORD_STORY_short_let_go;
    default:
        return WORD_STORY_short_collected;
    }
}

/* An event that is a step: a sentence is told of each. */
static bool opens(const struct timeline *timeline, position at)
{
    event_kind kind = timeline_event(timeline, at).kind;
    return kind >= EVENT_cycle && kind <= EVENT_collected && kind != EVENT_scanned;
}

/* The last event up to the moment that says something; false: nothing has been said yet. */
static bool event_told(const struct picture *picture, const struct now *now, struct event *event)
{
    for (position at = now->at + 1; at > now->mark->begin; at--) {
        *event = timeline_event(picture->timeline, at - 1);
        if (opens(picture->timeline, at - 1) || (event->kind == EVENT_scanned && !picture->playing))
            return true;
    }
    return false;
}

static void tell(const struct picture *picture, const struct event *event, bool brief, struct text *text)
{
    const struct world *world = picture->world;
    uint32_t region = heap_event_object(event);
    uint32_t owner = region != 0 ? memory_outermost(&world->memory, world->memory.regions[region].owner) : 0;
    bool by_variable = event->kind == EVENT_found && (event->after & 0xff) < HEAP_BY_POINTER;
    bool numbers =
        event->kind == EVENT_cycle || event->kind == EVENT_marked || event->kind == EVENT_collected;
    bool bytes = event->kind == EVENT_behind || event->kind == EVENT_let_go;
    const char *name =
        world_name(world, world_place_of(world, by_variable ? (uint32_t)event->before : owner));
    struct heap_object object = {.note = WORD_NONE};
    struct text said = {0};
    if (heap_seen(world, region, &object))
        words_say(&said, picture->words, brief ? object.name : object.said, GROUPED(object.count));
    words_say(text, picture->words, brief ? short_word_of(event) : word_of(event, name),
              numbers || bytes ? GROUPED(event->before) : text_string(&said),
              numbers                      ? GROUPED(event->after)
              : event->kind == EVENT_swept ? GROUPED(event->before)
                                           : name);
    if (object.note != WORD_NONE && (event->kind == EVENT_scanned || event->kind == EVENT_found) && !brief) {
        text_add(text, " ");
        text_add(text, picture->words->texts[object.note]);
    }
    text_free(&said);
}

void view_heap_tell(const struct picture *picture, const struct now *now, struct text *text)
{
    struct event event;
    struct text texts[PACE_SENTENCES] = {{0}};
    if (!event_told(picture, now, &event))
        return;
    for (int brief = 0; brief < 2; brief++)
        tell(picture, &event, brief != 0, &texts[brief]);
    struct pace pace = pace_of(picture, now, opens);
    pace_add(&pace, texts, text);
}

void view_heap_phases(const struct picture *picture, const struct now *now, struct phases *phases)
{
    static const enum word names[] = {WORD_HEAP_PHASE_ROOTS, WORD_HEAP_PHASE_MARK, WORD_HEAP_PHASE_SWEEP};
    struct event event;
    bool told = event_told(picture, now, &event);
    bool root = told && event.kind == EVENT_found && (event.after & 0xff) < HEAP_BY_POINTER;
    bool begins = !told || event.kind == EVENT_cycle || root;
    int present = begins ? 0 : now->routine == ROUTINE_sweep ? 2 : 1;
    *phases = (struct phases){.present = present};
    for (int i = 0; i < 3; i++)
        phases_add(phases, i + 1, names[i], 0, 0);
    if (!now->under_way && now->at + 1 == now->mark->end)
        phases->present = phases->count;
}
