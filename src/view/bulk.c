#include "view/bulk.h"

#include "view/work.h"

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

uint32_t bulk_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now,
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
        return 0;
    panel_say(grid, area.x, y, area.width, STYLE_label, picture, WORD_BULK_DONE, NULL);
    draw_progress(grid, x, y++, end, picture, now);
    if (left-- <= 0)
        return 0;
    panel_say(grid, area.x, y, area.width, STYLE_label, picture, WORD_BULK_GROWTHS, NULL);
    if (!work_draw_growths(grid, x, y, end, picture, now, now->mark->begin))
        panel_say(grid, x, y, end - x, STYLE_label, picture, WORD_BULK_NO_GROWTH, NULL);
    y++;
    int lines = why[0] != '\0' ? panel_wrap(why, area.width, NULL, NULL) : 0;
    lines = lines < left ? lines : left;
    uint32_t marks = 0;
    int chart = left - lines > 4 ? 4 : left - lines;
    if (chart > 0) {
        panel_say(grid, area.x, y + chart - 1, area.width, STYLE_label, picture, WORD_BULK_COSTS, NULL);
        struct work work;
        work_read(&work, picture, now, now->whole != 0 ? now->whole : picture->home, now->mark->begin,
                  end - x);
        if (chart > 1) /* the highest gives the scale */
            panel_say(grid, area.x, y, x - area.x, STYLE_label, picture, WORD_BULK_MOST,
                      PANEL_ARGUMENTS(GROUPED(work.most)));
        marks = work_draw(grid, (struct area){x, y, end - x, chart}, &work, work.most);
        if (left - lines > chart)
            panel_say(grid, x, y + chart, end - x, STYLE_label, picture,
                      work_words(picture, WORD_BULK_WORK, WORD_BULK_BYTES), NULL);
    }
    panel_text(grid, (struct area){area.x, area.y + area.height - lines, area.width, lines}, STYLE_plain,
               why);
    return marks;
}
