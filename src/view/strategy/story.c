/* The story and the lens: what the strategy itself does and why, in plain words. What a map of it does tells the map's own face. */
#include "view/pace.h"
#include "view/strategy/panels.h"

#include "base/number.h"

static enum word row_of(const struct strategy_reading *reading, const struct event *event)
{
    static const enum word plain[ENGINE_NUMBER_IN(STRATEGY_EVENTS_END)] = {
#define EVENT(name, class, grain, weight, cost, motion, landmark)                                            \
    [ENGINE_NUMBER_IN(STRATEGY_##name)] = WORD_STRATEGY_STORY_##name,
#define WORD_STRATEGY_STORY_call  WORD_STRATEGY_STORY_call_sharded
#define WORD_STRATEGY_STORY_side  WORD_STRATEGY_STORY_side_read
#define WORD_STRATEGY_STORY_stale WORD_STRATEGY_STORY_stale_none
#define WORD_STRATEGY_STORY_made  WORD_STRATEGY_STORY_made_sharded
#include "model/strategy/event.def"
#undef WORD_STRATEGY_STORY_call
#undef WORD_STRATEGY_STORY_side
#undef WORD_STRATEGY_STORY_stale
#undef WORD_STRATEGY_STORY_made
#undef EVENT
    };
    switch (event->kind) {
    case STRATEGY_call:
        return !reading->split                 ? WORD_STRATEGY_STORY_call_sharded
               : event->after == STRATEGY_READ ? WORD_STRATEGY_STORY_call_read
                                               : WORD_STRATEGY_STORY_call_write;
    case STRATEGY_side:
        return event->slot == STRATEGY_READ_SIDE ? WORD_STRATEGY_STORY_side_read
                                                 : WORD_STRATEGY_STORY_side_write;
    case STRATEGY_stale:
        return event->before == 0  ? WORD_STRATEGY_STORY_stale_none
               : event->after != 0 ? WORD_STRATEGY_STORY_stale_other
                                   : WORD_STRATEGY_STORY_stale_same;
    case STRATEGY_counted:
        return event->before < event->after ? WORD_STRATEGY_STORY_counted : WORD_STRATEGY_STORY_counted_due;
    case STRATEGY_made:
        return event->after == STRATEGY_SPLIT ? WORD_STRATEGY_STORY_made_split
                                              : WORD_STRATEGY_STORY_made_sharded;
    case STRATEGY_published:
        return event->after > 0 ? WORD_STRATEGY_STORY_published : WORD_STRATEGY_STORY_published_anew;
    default:
        return plain[ENGINE_NUMBER_IN(event->kind)];
    }
}

static bool is_key(event_kind kind)
{
    return kind == STRATEGY_call || kind == STRATEGY_hash || kind == STRATEGY_side || kind == STRATEGY_copied;
}

/* {1} before  {2} after  {3} shard  {4} how many maps  {5} what is left until the next publication */
static void tell_row(const struct picture *picture, const struct strategy_reading *reading,
                     const struct event *event, enum word row, struct text *text)
{
    const struct strategy *strategy = &reading->strategy;
    struct text before = {0}, after = {0};
    if (is_key(event->kind) && event->before != VALUE_NONE)
        panel_value(picture, (value_id)event->before, 40, &before);
    else
        text_format(&before, "%llu", (unsigned long long)event->before);
    if (event->kind == STRATEGY_copied)
        panel_value(picture, (value_id)event->after, 40, &after);
    else if (event->kind == STRATEGY_hash)
        text_format(&after, "%016llx", (unsigned long long)event->after);
    else
        text_format(&after, "%llu", (unsigned long long)event->after);
    uint64_t left = event->after > event->before ? event->after - event->before : 0;
    words_say(text, picture->words, row, text_string(&before), text_string(&after), NUMBER(event->slot),
              NUMBER(strategy_part_count(strategy)), NUMBER(left));
    text_free(&before);
    text_free(&after);
}

/* A step is a choice, what a read is behind by, a publication's beginning and its end; copies are of the publication's step. */
static bool opens_step(const struct timeline *timeline, position at)
{
    const struct event event = timeline_event(timeline, at), before = timeline_event(timeline, at - 1);
    if ((ENGINE_OF(event.kind) == ENGINE_strategy) != (ENGINE_OF(before.kind) == ENGINE_strategy))
        return true; /* a map goes on with it, or is done */
    switch (event.kind) {
    case STRATEGY_pick:
    case STRATEGY_side:
    case STRATEGY_stale:
    case STRATEGY_counted:
    case STRATEGY_publish:
    case STRATEGY_published:
    case STRATEGY_made:
    case STRATEGY_emptied:
        return true;
    default:
        return false;
    }
}

static enum word short_row_of(const struct event *event)
{
    switch (event->kind) {
    case STRATEGY_pick:
        return WORD_STRATEGY_STEP_PICK;
    case STRATEGY_side:
        return event->slot == STRATEGY_READ_SIDE ? WORD_STRATEGY_STEP_READ : WORD_STRATEGY_STEP_WRITE;
    case STRATEGY_stale:
        return event->before == 0 ? WORD_STRATEGY_STEP_FRESH : WORD_STRATEGY_STEP_STALE;
    case STRATEGY_publish:
        return WORD_STRATEGY_STEP_PUBLISH;
    case STRATEGY_published:
        return WORD_STRATEGY_STEP_PUBLISHED;
    default:
        return WORD_NONE;
    }
}

static void tell_step(const struct picture *picture, const struct strategy_reading *reading,
                      struct text *text)
{
    struct pace pace = pace_of(picture, reading->now, opens_step);
    struct text texts[PACE_SENTENCES] = {0};
    const struct event opener = timeline_event(picture->timeline, pace.begin);
    if (ENGINE_OF(opener.kind) == ENGINE_strategy) {
        tell_row(picture, reading, &opener, row_of(reading, &opener), &texts[0]);
        if (short_row_of(&opener) != WORD_NONE)
            tell_row(picture, reading, &opener, short_row_of(&opener), &texts[1]);
    }
    pace_add(&pace, texts, text);
}

void strategy_tell_story(const struct picture *picture, const struct strategy_reading *reading,
                         struct text *text)
{
    const struct now *now = reading->now;
    if (strategy_is_of_part(reading)) {
        struct picture its = strategy_picture_of(picture, now->subject);
        face_of(its.world, its.home)->tell(&its, now, text);
        return;
    }
    if (picture->playing || !now->has_event) {
        tell_step(picture, reading, text);
        return;
    }
    const struct event event = now_is_over(now) ? now_last_step(picture, now) : now->event;
    if (ENGINE_OF(event.kind) == ENGINE_strategy && reading->made)
        tell_row(picture, reading, &event, row_of(reading, &event), text);
    else if (ENGINE_OF(event.kind) == ENGINE_world)
        panel_tell_space(picture, &event, text);
}

/* ---- the lens */

/* The bits of a hash that choose, and what they say. */
static void draw_choice(struct grid *grid, struct area area, const struct picture *picture,
                        const struct strategy_reading *reading, uint64_t hash)
{
    int bits = number_log2((uint64_t)strategy_part_count(&reading->strategy));
    struct text high = {0};
    for (int bit = 0; bit < bits; bit++)
        text_add(&high, hash >> (63 - bit) & 1 ? "1" : "0");
    panel_say(grid, area.x, area.y, area.width, STYLE_strong, picture, WORD_STRATEGY_LENS_HASH,
              PANEL_ARGUMENTS(HEX(hash, 16)));
    if (area.height > 1)
        panel_say(grid, area.x, area.y + 1, area.width, STYLE_plain, picture,
                  bits > 0 ? WORD_STRATEGY_LENS_SHARD : WORD_STRATEGY_LENS_ONE_SHARD,
                  PANEL_ARGUMENTS(NUMBER(bits), text_string(&high),
                                  NUMBER(strategy_shard(&reading->strategy, hash))));
    text_free(&high);
}

static void draw_reads(struct grid *grid, struct area area, const struct picture *picture,
                       const struct strategy *strategy)
{
    uint64_t reads = strategy_register(strategy, STRATEGY_READS);
    struct text mean = {0};
    if (reads == 0) {
        panel_say(grid, area.x, area.y, area.width, STYLE_label, picture, WORD_STRATEGY_LENS_NO_READS, NULL);
        return;
    }
    number_say_mean(&mean, strategy_register(strategy, STRATEGY_STALENESS), reads);
    panel_say(grid, area.x, area.y, area.width, STYLE_plain, picture, WORD_STRATEGY_LENS_READS,
              PANEL_ARGUMENTS(GROUPED(reads), GROUPED(strategy_register(strategy, STRATEGY_STALE)),
                              text_string(&mean), GROUPED(strategy_register(strategy, STRATEGY_STALEST))));
    if (area.height > 1)
        panel_say(grid, area.x, area.y + 1, area.width, STYLE_plain, picture, WORD_STRATEGY_LENS_DIFFERED,
                  PANEL_ARGUMENTS(GROUPED(strategy_register(strategy, STRATEGY_DIFFERED))));
    text_free(&mean);
}

void strategy_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                        const struct strategy_reading *reading)
{
    const struct event *event = &reading->now->event;
    if (!reading->made)
        return;
    if (strategy_is_of_part(reading)) {
        struct picture its = strategy_picture_of(picture, reading->now->subject);
        face_of(its.world, its.home)->lens(grid, area, &its, reading->now);
    } else if (reading->now->has_event && (event->kind == STRATEGY_hash || event->kind == STRATEGY_pick)) {
        draw_choice(grid, area, picture, reading,
                    event->kind == STRATEGY_hash ? event->after : event->before);
    } else if (reading->split) {
        draw_reads(grid, area, picture, &reading->strategy);
    } else {
        panel_say(grid, area.x, area.y, area.width, STYLE_label, picture, WORD_STRATEGY_LENS_NOTHING, NULL);
    }
}
