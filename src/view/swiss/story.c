/* The story: what happens and why, in plain words. The rows SWISS_STORY_* of the catalogue; here only what goes into them. */
#include "view/pace.h"
#include "view/swiss/panels.h"

/* ---- which row */

static enum word row_of_call(const struct event *event)
{
    switch (code_line_routine(event->line)) {
    case ROUTINE_swiss_get:
        return WORD_SWISS_STORY_call_get;
    case ROUTINE_swiss_delete:
        return WORD_SWISS_STORY_call_delete;
    case ROUTINE_swiss_clear:
        return WORD_SWISS_STORY_call_clear;
    default:
        return WORD_SWISS_STORY_call;
    }
}

/* A match may have come to nothing, to one slot or to several; and the group may have been the first of its probe sequence. */
static enum word row_of_match(const struct event *event)
{
    unsigned same = 0;
    for (int slot = 0; slot < SWISS_SLOTS; slot++)
        same += (event->before >> 8 * slot & 0xff) == (event->after & 0xff);
    return same == 0   ? WORD_SWISS_STORY_match_none
           : same == 1 ? WORD_SWISS_STORY_match
                       : WORD_SWISS_STORY_match_many;
}

static enum word row_of(const struct event *event)
{
    static const enum word plain[ENGINE_NUMBER_IN(SWISS_EVENTS_END)] = {
#define EVENT(name, class, grain, weight, cost, motion, landmark)                                            \
    [ENGINE_NUMBER_IN(SWISS_##name)] = WORD_SWISS_STORY_##name,
#include "model/swiss/event.def"
#undef EVENT
    };
    switch (event->kind) {
    case SWISS_call:
        return row_of_call(event);
    case SWISS_match:
        return row_of_match(event);
    case SWISS_compare:
        return event->after != 0 ? WORD_SWISS_STORY_compare_same : WORD_SWISS_STORY_compare;
    case SWISS_absent:
        return event->after != 0 ? WORD_SWISS_STORY_absent_empty : WORD_SWISS_STORY_absent;
    case SWISS_trigger:
        return event->after == 0   ? WORD_SWISS_STORY_trigger
               : event->after == 1 ? WORD_SWISS_STORY_trigger_tombstone
                                   : WORD_SWISS_STORY_trigger_full;
    case SWISS_removed:
        return event->after != 0 ? WORD_SWISS_STORY_removed_tombstone : WORD_SWISS_STORY_removed;
    case SWISS_grow:
        return event->line == LINE_swiss_put_smallest ? WORD_SWISS_STORY_grow_small : WORD_SWISS_STORY_grow;
    case SWISS_decide:
        return event->line == LINE_swiss_split_bit ? WORD_SWISS_STORY_decide_split : WORD_SWISS_STORY_decide;
    case SWISS_grown:
        return event->line == LINE_swiss_split_install ? WORD_SWISS_STORY_grown_split
                                                       : WORD_SWISS_STORY_grown;
    case SWISS_made:
        return event->after == 0 ? WORD_SWISS_STORY_made_small : WORD_SWISS_STORY_made;
    case SWISS_choose:
        return WORD_SWISS_STORY_choose;
    default:
        return ENGINE_OF(event->kind) == ENGINE_swiss ? plain[ENGINE_NUMBER_IN(event->kind)] : WORD_NONE;
    }
}

/* ---- what goes into it */

static bool has_key(event_kind kind)
{
    return kind == SWISS_call || kind == SWISS_hash || kind == SWISS_compare || kind == SWISS_found ||
           kind == SWISS_absent || kind == SWISS_placed || kind == SWISS_updated || kind == SWISS_removed ||
           kind == SWISS_lift || kind == SWISS_skip || kind == SWISS_lookup || kind == SWISS_deliver;
}

/* {1} key  {2} value  {3} group  {4} slot  {5} table  {6} before  {7} after  {8} H2  {9} the bit that decides */
static void tell_row(const struct picture *picture, const struct swiss_reading *reading,
                     const struct event *event, struct text *text)
{
    const struct swiss *map = &reading->map;
    struct text key = {0}, value = {0};
    enum word row = row_of(event);
    if (row == WORD_NONE)
        return;
    panel_value(picture, has_key(event->kind) ? (value_id)event->before : reading->key, 24, &key);
    bool has_value = event->kind == SWISS_placed || event->kind == SWISS_updated ||
                     event->kind == SWISS_found || event->kind == SWISS_lift || event->kind == SWISS_deliver;
    if (has_value)
        panel_value(picture, (value_id)event->after, 24, &value);
    uint64_t table = reading->table != 0 ? swiss_table_word(map, reading->table, SWISS_TABLE_INDEX) : 0;
    uint64_t bit = event->kind == SWISS_decide ? event->after >> 1 : 0;
    words_say(text, picture->words, row, text_string(&key), text_string(&value), NUMBER(event->index),
              NUMBER(event->slot), NUMBER(table), NUMBER(event->before),
              NUMBER(event->kind == SWISS_decide ? event->after & 1 : event->after),
              HEX(swiss_h2(reading->hash), 2), NUMBER(bit));
    text_free(&key);
    text_free(&value);
}

/* ---- while it plays: one sentence a step, as long as can be read in its time */

static bool opens_step(const struct timeline *timeline, position at)
{
    event_kind kind = timeline_event(timeline, at).kind;
    switch (kind) {
    case SWISS_decide:
    case SWISS_travel:
    case SWISS_moved:
    case SWISS_set:
    case SWISS_table:
    case SWISS_entry:
    case SWISS_control:
    case SWISS_key:
    case SWISS_elem:
    case SWISS_iter:
        return false;
    default:
        return ENGINE_OF(kind) == ENGINE_swiss;
    }
}

static void tell_step(const struct picture *picture, const struct swiss_reading *reading, struct text *text)
{
    struct pace pace = pace_of(picture, reading->now, opens_step);
    struct text texts[PACE_SENTENCES] = {0};
    const struct event opener = timeline_event(picture->timeline, pace.begin);
    if (ENGINE_OF(opener.kind) == ENGINE_swiss && reading->has_type)
        tell_row(picture, reading, &opener, &texts[0]);
    pace_add(&pace, texts, text);
}

void swiss_tell_story(const struct picture *picture, const struct swiss_reading *reading, struct text *text)
{
    const struct now *now = reading->now;
    if (!now_is_over(now) || picture->playing) {
        tell_step(picture, reading, text);
        return;
    }
    const struct event event = now_last_step(picture, now);
    if (ENGINE_OF(event.kind) == ENGINE_swiss && reading->has_type)
        tell_row(picture, reading, &event, text);
    else
        panel_tell_space(picture, &event, text);
}
