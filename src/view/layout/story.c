/* The story: what each part is for, in plain words. The rows LAYOUT_STORY_* of the catalogue; here only what goes into them. */
#include "view/layout/panels.h"
#include "view/pace.h"

static enum word row_of_slots(const struct event *event, const struct maptype *type)
{
    bool keys = event->kind == LAYOUT_keys;
    bool indirect = keys ? type->indirect_key : type->indirect_elem;
    if (event->after == 0)
        return keys ? WORD_LAYOUT_STORY_keys_none : WORD_LAYOUT_STORY_elems_none;
    if (indirect)
        return keys ? WORD_LAYOUT_STORY_keys_indirect : WORD_LAYOUT_STORY_elems_indirect;
    return keys ? WORD_LAYOUT_STORY_keys : WORD_LAYOUT_STORY_elems;
}

static enum word row_of_path(const struct maptype *type)
{
    switch (type->assign) {
    case MAPTYPE_FAST32:
    case MAPTYPE_FAST64:
        return WORD_LAYOUT_STORY_path;
    case MAPTYPE_FAST64PTR:
        return WORD_LAYOUT_STORY_path_pointer;
    case MAPTYPE_FASTSTR:
        return WORD_LAYOUT_STORY_path_string;
    default:
        return type->indirect_elem ? WORD_LAYOUT_STORY_path_large : WORD_LAYOUT_STORY_path_generic;
    }
}

static enum word row_of(const struct event *event, const struct maptype *type)
{
    switch (event->kind) {
    case LAYOUT_call:
        return event->before > 1 ? WORD_LAYOUT_STORY_call_two : WORD_LAYOUT_STORY_call;
    case LAYOUT_tophash:
        return WORD_LAYOUT_STORY_tophash;
    case LAYOUT_keys:
    case LAYOUT_elems:
        return row_of_slots(event, type);
    case LAYOUT_overflow:
        return type->bucket_pointers ? WORD_LAYOUT_STORY_overflow : WORD_LAYOUT_STORY_overflow_number;
    case LAYOUT_rounded:
        return event->before == event->after ? WORD_LAYOUT_STORY_rounded_fits : WORD_LAYOUT_STORY_rounded;
    case LAYOUT_scanned:
        return event->after != 0 ? WORD_LAYOUT_STORY_scanned : WORD_LAYOUT_STORY_not_scanned;
    case LAYOUT_path:
        return row_of_path(type);
    case LAYOUT_reserve:
        return WORD_LAYOUT_STORY_reserve;
    case LAYOUT_laid:
        return event->after != 0 ? WORD_LAYOUT_STORY_laid_two : WORD_LAYOUT_STORY_laid;
    default:
        return WORD_NONE;
    }
}

/* The same in a few words, while it plays. */
static enum word short_row_of(const struct event *event, const struct maptype *type)
{
    switch (event->kind) {
    case LAYOUT_tophash:
        return WORD_LAYOUT_STEP_TOPHASH;
    case LAYOUT_keys:
        return type->indirect_key ? WORD_LAYOUT_STEP_KEYS_INDIRECT : WORD_LAYOUT_STEP_KEYS;
    case LAYOUT_elems:
        return type->indirect_elem ? WORD_LAYOUT_STEP_ELEMS_INDIRECT : WORD_LAYOUT_STEP_ELEMS;
    case LAYOUT_overflow:
        return type->bucket_pointers ? WORD_LAYOUT_STEP_OVERFLOW : WORD_LAYOUT_STEP_OVERFLOW_NUMBER;
    case LAYOUT_rounded:
        return WORD_LAYOUT_STEP_ROUNDED;
    case LAYOUT_scanned:
        return event->after != 0 ? WORD_LAYOUT_STEP_SCANNED : WORD_LAYOUT_STEP_NOT_SCANNED;
    case LAYOUT_path:
        return WORD_LAYOUT_STEP_PATH;
    case LAYOUT_reserve:
        return WORD_LAYOUT_STEP_RESERVE;
    default:
        return WORD_NONE;
    }
}

/* {1} before  {2} after  {3} bytes of a slot  {4} the type, where there are two: "map[int]int: "  {5} size of a key or elem
   {6} after less before  {7} its path */
static void tell_row(const struct picture *picture, const struct layout_reading *reading,
                     const struct event *event, bool in_short, struct text *text)
{
    const struct maptype *type = reading->types[event->slot < LAYOUT_TYPES ? event->slot : 0];
    enum word row = type == NULL ? WORD_NONE : in_short ? short_row_of(event, type) : row_of(event, type);
    if (row == WORD_NONE)
        return;
    bool named = reading->types[1] != NULL && layout_part_of(event) < LAYOUT_PARTS;
    const struct gotype *stored = event->kind == LAYOUT_keys ? type->key : type->elem;
    if (named)
        text_format(text, "%s: ", type->name);
    words_say(text, picture->words, row, NUMBER(event->before), NUMBER(event->after),
              NUMBER(event->after / 8), type->name, NUMBER(stored->size),
              NUMBER(event->after - event->before), maptype_routine_name(type->assign));
}

static struct event told_event(const struct picture *picture, const struct now *now)
{
    bool written = now->event.kind == LAYOUT_set && now->at > now->mark->begin;
    return written ? timeline_event(picture->timeline, now->at - 1) : now->event;
}

void layout_tell_story(const struct picture *picture, const struct layout_reading *reading, struct text *text)
{
    const struct now *now = reading->now;
    const struct event event =
        now_is_over(now) && !picture->playing ? now_last_step(picture, now) : told_event(picture, now);
    if (ENGINE_OF(event.kind) != ENGINE_layout) {
        panel_tell_space(picture, &event, text);
        return;
    }
    struct text texts[PACE_SENTENCES] = {0};
    struct pace pace = pace_of_event(picture, now);
    tell_row(picture, reading, &event, false, &texts[0]);
    tell_row(picture, reading, &event, true, &texts[1]);
    pace_add(&pace, texts, text);
}
