#include "view/bulk.h"

bool bulk_is_under_way(const struct picture *picture, const struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    const struct mark *mark = now->mark;
    if (!picture->playing || mark == NULL || mark->cost.seen == 0 || picture->speed <= 0)
        return false;
    size_t operations =
        timeline_operations_before(timeline, mark->end) - timeline_operations_before(timeline, mark->begin);
    int64_t weight = (int64_t)mark->cost.weight,
            time = weight < picture->patience ? weight : picture->patience;
    return operations >= BULK_OPERATIONS &&
           time * 1000 / picture->speed < (int64_t)BULK_EVENT * mark->cost.seen;
}

/* What operation number `index` of the timeline cost, as far as it is done: slots looked at and entries moved. A growth that is
   begun is told by the height of its column. */
static uint32_t cost_of(const struct timeline *timeline, const struct now *now, size_t index)
{
    enum { LONGEST = 4096 };
    position begin = timeline->operations[index],
             end = index + 1 < timeline->operation_count ? timeline->operations[index + 1] : now->mark->end;
    uint32_t cost = 0;
    for (position at = begin; at < end && at <= now->at && at - begin < LONGEST; at++) {
        enum cost_kind kind = event_row(timeline_event(timeline, at)->kind)->cost;
        cost += kind == COST_PROBE || kind == COST_MOVE;
    }
    return cost;
}

/* An operation a column, the last one at the right; the highest gives the scale, and is told from column `left` on. */
static void draw_costs(struct grid *grid, int left, struct area area, const struct picture *picture,
                       const struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    uint32_t costs[GRID_MOST_WIDTH], most = 1;
    size_t first = timeline_operations_before(timeline, now->mark->begin),
           end = timeline_operations_before(timeline, now->at + 1), count = end - first;
    size_t shown = count < (size_t)area.width ? count : (size_t)area.width;
    for (size_t i = 0; i < shown; i++) {
        costs[i] = cost_of(timeline, now, end - shown + i);
        most = costs[i] > most ? costs[i] : most;
    }
    if (area.height > 1)
        panel_say(grid, left, area.y, area.x - left, STYLE_label, picture, WORD_BULK_MOST,
                  PANEL_ARGUMENTS(GROUPED(most)));
    for (size_t i = 0; i < shown; i++) {
        for (int row = 0; row < area.height; row++) {
            uint32_t eighths = (uint32_t)((uint64_t)costs[i] * (uint64_t)area.height * 8 / most);
            uint32_t below = (uint32_t)(area.height - 1 - row) * 8,
                     part = eighths > below ? eighths - below : 0;
            if (part == 0 && below == 0 && costs[i] > 0)
                part = 1;
            if (part > 0)
                grid_put(grid, area.x + (int)i, area.y + row, 0x2580 + (part > 8 ? 8 : part),
                         i + 1 == shown ? STYLE_frontier : STYLE_gauge);
        }
    }
}

static void draw_progress(struct grid *grid, int x, int y, int end, const struct picture *picture,
                          const struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    const struct mark *mark = now->mark;
    size_t first = timeline_operations_before(timeline, mark->begin),
           done = timeline_operations_before(timeline, now->at + 1) - first,
           all = timeline_operations_before(timeline, mark->end) - first;
    int room = (end - x) / 2;
    room = room > 60 ? 60 : room;
    panel_gauge(grid, x, y, room, done, all, STYLE_gauge);
    panel_say(grid, x + room + 2, y, end - x - room - 2, STYLE_value, picture, WORD_BULK_PROGRESS,
              PANEL_ARGUMENTS(GROUPED(done), GROUPED(all)));
}

/* 4→8  8→16  16→32: the latest of this command, as many as fit. */
static void draw_growths(struct grid *grid, int x, int y, int end, const struct picture *picture,
                         const struct now *now)
{
    enum { MOST = 24 };
    const struct timeline *timeline = picture->timeline;
    const struct event *growths[MOST];
    position where = now->at + 1;
    int count = 0, room = end - x;
    for (const struct event *event; count < MOST; count++) {
        event = timeline_growth_before(timeline, where, &where);
        if (event == NULL || where < now->mark->begin)
            break;
        room -= panel_width(picture, WORD_BULK_GROWTH,
                            PANEL_ARGUMENTS(GROUPED(event->before), GROUPED(event->after))) +
                3;
        if (room < 0)
            break;
        growths[count] = event;
    }
    if (count == 0)
        panel_say(grid, x, y, end - x, STYLE_label, picture, WORD_BULK_NO_GROWTH, NULL);
    while (count-- > 0)
        x +=
            panel_say(grid, x, y, end - x, count == 0 ? STYLE_strong : STYLE_plain, picture, WORD_BULK_GROWTH,
                      PANEL_ARGUMENTS(GROUPED(growths[count]->before), GROUPED(growths[count]->after))) +
            3;
}

void bulk_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now,
               const char *why)
{
    int end = area.x + area.width, y = area.y, left = area.height;
    const enum word names[] = {WORD_BULK_DONE, WORD_BULK_GROWTHS, WORD_BULK_COSTS, WORD_NONE};
    int x = area.x;
    for (int i = 0; names[i] != WORD_NONE; i++) {
        int width = area.x + panel_width(picture, names[i], NULL) + 2;
        x = width > x ? width : x;
    }
    if (left-- <= 0)
        return;
    panel_say(grid, area.x, y, area.width, STYLE_label, picture, WORD_BULK_DONE, NULL);
    draw_progress(grid, x, y++, end, picture, now);
    if (left-- <= 0)
        return;
    panel_say(grid, area.x, y, area.width, STYLE_label, picture, WORD_BULK_GROWTHS, NULL);
    draw_growths(grid, x, y++, end, picture, now);
    int lines = why[0] != '\0' ? panel_wrap(why, area.width, NULL, NULL) : 0;
    lines = lines < left ? lines : left;
    int chart = left - lines > 4 ? 4 : left - lines;
    if (chart > 0) {
        panel_say(grid, area.x, y + chart - 1, area.width, STYLE_label, picture, WORD_BULK_COSTS, NULL);
        draw_costs(grid, area.x, (struct area){x, y, end - x, chart}, picture, now);
    }
    panel_text(grid, (struct area){area.x, area.y + area.height - lines, area.width, lines}, STYLE_plain,
               why);
}
