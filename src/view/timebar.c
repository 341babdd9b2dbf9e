/* The cost strip, the timeline bar and the hints: where in the history we stand, what commands cost, which
   keys work. */
#include "view/face.h"

#include <string.h>

/* ---- cost: a column a command, as high as its work; the present one marked */

static uint32_t work_of(const struct cost *cost)
{
    return cost->probes + cost->writes + cost->moves;
}

static const struct mark *present_mark(const struct picture *picture)
{
    const struct timeline *timeline = picture->timeline;
    if (timeline->mark_count == 0)
        return NULL;
    position at = picture->moment.at;
    if (picture->moment.phase == 0 && !picture->playing && at > timeline->first)
        at--;
    const struct mark *mark = timeline_mark_of(timeline, at);
    return mark != NULL ? mark : timeline_mark_of(timeline, at > timeline->first ? at - 1 : at);
}

void panel_draw_cost(struct grid *grid, struct area area, const struct picture *picture)
{
    const struct timeline *timeline = picture->timeline;
    const struct mark *present = present_mark(picture);
    int x = area.x, end = area.x + area.width;
    x += panel_say(grid, x, area.y, end - x, STYLE_label, picture, WORD_PANEL_COST, NULL) + 1;
    if (present == NULL)
        return;
    int strip = area.width / 3;
    size_t last = (size_t)(present - timeline->marks), shown = (size_t)strip;
    size_t after = timeline->mark_count - 1 - last;
    size_t right = after < shown / 3 ? after : shown / 3;
    size_t to = last + right, from = to + 1 > shown ? to + 1 - shown : 0;
    uint32_t most = 1;
    for (size_t i = from; i <= to; i++) {
        uint32_t work = work_of(&timeline->marks[i].cost);
        most = work > most ? work : most;
    }
    for (size_t i = from; i <= to; i++, x++) {
        uint32_t work = work_of(&timeline->marks[i].cost);
        uint32_t height = (uint32_t)((uint64_t)work * 7 / most);
        grid_put(grid, x, area.y, 0x2581 + height,
                 i == last  ? STYLE_frontier
                 : i > last ? STYLE_dim
                            : STYLE_gauge);
    }
    if (picture->moment.at < present->end)
        return; /* nothing is told before it happens */
    const struct cost *cost = &present->cost;
    const struct face *face =
        face_of(picture->world, present->subject != 0 ? present->subject : picture->home);
    panel_say(grid, x + 2, area.y, end - x - 2, STYLE_label, picture,
              face != NULL ? face->costs : WORD_COST_OF,
              PANEL_ARGUMENTS(NUMBER(cost->probes), NUMBER(cost->writes), NUMBER(cost->moves),
                              NUMBER(cost->buckets), NUMBER(cost->allocations)));
}

/* ---- the bar */

void panel_draw_timebar(struct grid *grid, struct area area, const struct picture *picture,
                        const struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    int x = area.x, y = area.y, end = area.x + area.width;
    uint32_t state = picture->playing ? (picture->backwards ? 0x25c0 : 0x25b6) : 0x2016;
    x += grid_put(grid, x, y, state, picture->playing ? STYLE_strong : STYLE_dim) + 1;
    const struct mark *mark = now->mark != NULL ? now->mark : present_mark(picture);
    if (mark == NULL) {
        panel_say(grid, x, y, end - x, STYLE_label, picture, WORD_TIME_EMPTY, NULL);
        return;
    }
    int room = area.width / 3;
    x += grid_format(grid, x, y, room, STYLE_label, "%zu/%zu ", timeline_mark_number(timeline, mark),
                     timeline->forgotten + timeline->mark_count);
    struct text text = {0};
    text_append_safe(&text, mark->text, strlen(mark->text), room > 10 ? room : 10);
    x += grid_text(grid, x, y, room, STYLE_strong, text_string(&text)) + 1;
    text_free(&text);
    struct text tail = {0};
    text_format(&tail, " %llu/%llu  ", (unsigned long long)(picture->moment.at - mark->begin),
                (unsigned long long)(mark->end - mark->begin));
    number_say_thousandths(&tail, picture->speed);
    text_add(&tail, "×");
    int tail_width = text_width(text_string(&tail), tail.length);
    bool at_end = picture->moment.at == timeline->end;
    struct text where = {0};
    if (!picture->playing)
        words_say(&where, picture->words, at_end ? WORD_TIME_NOW : WORD_TIME_PAST,
                  NUMBER(timeline->end - picture->moment.at));
    int where_width = text_width(text_string(&where), where.length);
    int bar = end - x - tail_width - where_width - 2;
    if (bar > 40)
        bar = 40;
    if (bar >= 6) {
        panel_gauge(grid, x, y, bar, picture->moment.at - mark->begin, mark->end - mark->begin, STYLE_gauge);
        x += bar;
    }
    x += grid_text(grid, x, y, end - x, STYLE_value, text_string(&tail)) + 2;
    if (where_width > 0)
        grid_text(grid, x, y, end - x, at_end ? STYLE_label : STYLE_frontier, text_string(&where));
    text_free(&tail);
    text_free(&where);
}

void panel_draw_hints(struct grid *grid, struct area area, const struct picture *picture)
{
    int x = area.x, end = area.x + area.width;
    for (size_t i = 0; i < picture->hint_count; i++) {
        const struct key_hint *hint = &picture->hints[i];
        int width =
            text_width(hint->key, strlen(hint->key)) + 1 + text_width(hint->meaning, strlen(hint->meaning));
        if (x + width > end)
            break;
        x += grid_text(grid, x, area.y, end - x, STYLE_key_hint, hint->key) + 1;
        x += grid_text(grid, x, area.y, end - x, STYLE_label, hint->meaning) + 3;
    }
}
