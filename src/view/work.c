#include "view/work.h"

#include "base/number.h"

/* What operation number `index` cost so far. The only one of a command that is done cost what the command did; of others the events
   are counted, up to a bound. */
static uint32_t cost_of(const struct timeline *timeline, const struct now *now, const struct mark *mark,
                        size_t index)
{
    enum { LONGEST = 4096 };
    position begin = timeline->operations[index],
             end = index + 1 < timeline->operation_count ? timeline->operations[index + 1] : mark->end;
    uint32_t cost = 0;
    end = end < mark->end ? end : mark->end;
    if (now->at + 1 >= mark->end && timeline_operations_before(timeline, mark->end) == index + 1 &&
        timeline_operations_before(timeline, mark->begin) == index)
        return mark->cost.probes + mark->cost.moves;
    for (position at = begin; at < end && at <= now->at && at - begin < LONGEST; at++) {
        enum cost_kind kind = event_row(timeline_event(timeline, at)->kind)->cost;
        cost += kind == COST_PROBE || kind == COST_MOVE;
    }
    return cost;
}

struct work work_read(const struct picture *picture, const struct now *now, position from, int columns)
{
    const struct timeline *timeline = picture->timeline;
    const struct mark *mark = now->mark;
    struct work work = {.most = 1};
    columns = columns < GRID_MOST_WIDTH ? columns : GRID_MOST_WIDTH;
    int next = columns; /* filled from the right */
    while (mark != NULL && next > 0 && mark->begin >= from) {
        size_t first = timeline_operations_before(timeline, mark->begin),
               end = timeline_operations_before(timeline, now->at + 1 < mark->end ? now->at + 1 : mark->end);
        if (first == end && mark->cost.moves > 0 && now->at + 1 >= mark->end)
            work.columns[--next] = mark->cost.probes + mark->cost.moves;
        while (end > first && next > 0)
            work.columns[--next] = cost_of(timeline, now, mark, --end);
        mark = mark > timeline->marks ? mark - 1 : NULL;
    }
    work.count = columns - next;
    for (int i = 0; i < work.count; i++) {
        work.columns[i] = work.columns[next + i];
        work.most = work.columns[i] > work.most ? work.columns[i] : work.most;
    }
    return work;
}

void work_draw(struct grid *grid, struct area area, const struct work *work)
{
    for (int i = 0; i < work->count && i < area.width; i++) {
        for (int row = 0; row < area.height; row++) {
            uint32_t eighths =
                (uint32_t)((uint64_t)work->columns[i] * (uint64_t)area.height * 8 / work->most);
            uint32_t below = (uint32_t)(area.height - 1 - row) * 8,
                     part = eighths > below ? eighths - below : 0;
            if (part == 0 && below == 0 && work->columns[i] > 0)
                part = 1;
            if (part > 0)
                grid_put(grid, area.x + i, area.y + row, 0x2580 + (part > 8 ? 8 : part),
                         i + 1 == work->count ? STYLE_frontier : STYLE_gauge);
        }
    }
}

bool work_draw_growths(struct grid *grid, int x, int y, int end, const struct picture *picture,
                       const struct now *now, position from)
{
    enum { MOST = 24, APART = 3, LOOKED_AT = 256 };
    const struct timeline *timeline = picture->timeline;
    const struct event *growths[MOST];
    uint32_t subject = now->whole != 0 ? now->whole : picture->home;
    position where = now->at + 1;
    int count = 0, room = end - x + APART;
    for (int looked = 0; count < MOST && looked < LOOKED_AT; looked++) {
        const struct event *event = timeline_growth_before(timeline, where, &where);
        if (event == NULL || where < from)
            break;
        if (timeline_whole_subject(timeline, where) != subject)
            continue;
        room -= panel_width(picture, WORD_BULK_GROWTH,
                            PANEL_ARGUMENTS(GROUPED(event->before), GROUPED(event->after))) +
                APART;
        if (room < 0)
            break;
        growths[count++] = event;
    }
    bool any = count > 0;
    while (count-- > 0)
        x +=
            panel_say(grid, x, y, end - x, count == 0 ? STYLE_strong : STYLE_plain, picture, WORD_BULK_GROWTH,
                      PANEL_ARGUMENTS(GROUPED(growths[count]->before), GROUPED(growths[count]->after))) +
            APART;
    return any;
}

void work_draw_history(struct grid *grid, struct area area, const struct picture *picture,
                       const struct now *now)
{
    enum { WORDS = 3, HIGHEST = 4 };
    int height = area.height - WORDS < HIGHEST ? area.height - WORDS : HIGHEST;
    struct work work = work_read(picture, now, picture->timeline->first, area.width);
    if (height < 1)
        return;
    panel_say(grid, area.x, area.y, area.width, STYLE_label, picture, WORD_HISTORY_WORK, NULL);
    if (work.count == 0)
        return;
    work_draw(grid, (struct area){area.x, area.y + 1, area.width, height}, &work);
    panel_say(grid, area.x, area.y + 1 + height, area.width, STYLE_label, picture, WORD_HISTORY_MOST,
              PANEL_ARGUMENTS(GROUPED(work.most), GROUPED(work.columns[work.count - 1])));
    int y = area.y + 2 + height, x = area.x;
    int width = panel_width(picture, WORD_BULK_GROWTHS, NULL) + 2;
    if (work_draw_growths(grid, x + width, y, area.x + area.width, picture, now, picture->timeline->first))
        panel_say(grid, x, y, width, STYLE_label, picture, WORD_BULK_GROWTHS, NULL);
}
