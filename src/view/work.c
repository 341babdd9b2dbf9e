#include "view/work.h"

#include "base/number.h"

enum { LANE_LABEL = 6, LANE_NOTE = 22, LEAST_WIDTH_OF_NOTE = 70 };

enum word work_words(const struct picture *picture, enum word work, enum word bytes)
{
    return picture->spikes != NULL && picture->spikes->measure == LEDGER_BYTES ? bytes : work;
}

/* A row that is not over, as far as it is done; of a long one not all is counted. */
static struct ledger_row row_so_far(const struct timeline *timeline, size_t index, position at)
{
    enum { LONGEST = 4096 };
    position begin = ledger_row(timeline, index).begin;
    return ledger_row_at(timeline, index, at - begin > LONGEST ? begin + LONGEST : at);
}

static void add_column(struct work *work, int at, const struct picture *picture, size_t index,
                       const struct ledger_row *row, bool is_over)
{
    const struct timeline *timeline = picture->timeline;
    enum ledger_measure measure = picture->spikes != NULL ? picture->spikes->measure : LEDGER_WORK;
    int64_t limit = 0;
    work->columns[at] = ledger_value(row, measure);
    work->limits[at] =
        spikes_limit(picture->spikes, timeline, index, &limit) ? (uint64_t)limit / THRESHOLD_ONE : 0;
    work->spikes[at] = is_over && spikes_stands_out(picture->spikes, timeline, index);
}

void work_read(struct work *work, const struct picture *picture, const struct now *now, uint32_t home,
               position from, int columns)
{
    enum { LOOKED_AT = 200000 };
    const struct timeline *timeline = picture->timeline;
    columns = columns < GRID_MOST_WIDTH ? columns : GRID_MOST_WIDTH;
    int next = columns; /* filled from the right */
    size_t index = now->has_event ? ledger_rows_before(timeline, now->at + 1) : 0;
    for (int looked = 0; index-- > 0 && next > 0 && looked < LOOKED_AT; looked++) {
        const struct ledger_row row = ledger_row(timeline, index);
        if (row.begin < from || (row.subject == home && row.anew))
            break;
        if (row.subject != home)
            continue;
        /* What is no operation, and may have as many events as a map has entries, counts when it is done. */
        bool is_over = ledger_row_end(timeline, index) <= now->at + 1;
        if (!row.operation && !is_over)
            continue;
        struct ledger_row done = is_over ? row : row_so_far(timeline, index, now->at + 1);
        if (done.operation || done.probes + done.moves > 0)
            add_column(work, --next, picture, index, &done, is_over);
    }
    work->count = columns - next;
    work->highest = 0;
    for (int i = 0; i < work->count; i++) {
        work->columns[i] = work->columns[next + i];
        work->limits[i] = work->limits[next + i];
        work->spikes[i] = work->spikes[next + i];
        work->highest = work->columns[i] > work->highest ? work->columns[i] : work->highest;
    }
    work->most = work->highest > 0 ? work->highest : 1;
}

/* How many eighths of a row a value is high. */
static uint64_t eighths_of(uint64_t value, uint64_t most, int height)
{
    return value >= most ? (uint64_t)height * 8 : value * (uint64_t)height * 8 / most;
}

static void draw_bar(struct grid *grid, struct area area, int i, const struct work *work, uint64_t most)
{
    uint64_t eighths = eighths_of(work->columns[i], most, area.height);
    enum style style = work->spikes[i] ? STYLE_warn : i + 1 == work->count ? STYLE_frontier : STYLE_gauge;
    for (int row = 0; row < area.height; row++) {
        uint64_t below = (uint64_t)(area.height - 1 - row) * 8, part = eighths > below ? eighths - below : 0;
        if (part == 0 && below == 0 && work->columns[i] > 0)
            part = 1;
        if (part > 0)
            grid_put(grid, area.x + i, area.y + row, 0x2580 + (uint32_t)(part > 8 ? 8 : part), style);
    }
}

/* What an operation is judged by, where its own bar does not stand; in one row there is no place for it. */
static bool draw_limit(struct grid *grid, struct area area, int i, const struct work *work, uint64_t most)
{
    uint64_t limit = eighths_of(work->limits[i], most, area.height);
    int row = area.height - 1 - (int)(limit / 8);
    const struct cell *cell = grid_cell(grid, area.x + i, area.y + row);
    if (work->limits[i] == 0 || work->limits[i] >= most || area.height < 2 || row < 0 || cell->rune != ' ')
        return false;
    grid_put(grid, area.x + i, area.y + row, 0x254c, STYLE_label);
    return true;
}

/* Above its bar, or at its top. */
static void draw_flag(struct grid *grid, struct area area, int i, const struct work *work, uint64_t most)
{
    uint64_t eighths = eighths_of(work->columns[i], most, area.height);
    int rows = eighths > 0 ? (int)((eighths + 7) / 8) : 1, row = area.height - 1 - rows;
    grid_put(grid, area.x + i, area.y + (row > 0 ? row : 0), '!', STYLE_warn);
}

uint32_t work_draw(struct grid *grid, struct area area, const struct work *work, uint64_t most)
{
    uint32_t marks = 0;
    for (int i = 0; i < work->count && i < area.width; i++) {
        draw_bar(grid, area, i, work, most);
        if (draw_limit(grid, area, i, work, most))
            marks |= PANEL_MARK_THRESHOLD;
        if (!work->spikes[i])
            continue;
        draw_flag(grid, area, i, work, most);
        marks |= PANEL_MARK_SPIKE;
    }
    return marks;
}

bool work_draw_growths(struct grid *grid, int x, int y, int end, const struct picture *picture,
                       const struct now *now, position from)
{
    enum { MOST = 24, APART = 3, LOOKED_AT = 256 };
    const struct timeline *timeline = picture->timeline;
    struct event growths[MOST];
    uint32_t subject = now->whole != 0 ? now->whole : picture->home;
    position where = now->at + 1;
    int count = 0, room = end - x + APART;
    for (int looked = 0; count < MOST && looked < LOOKED_AT; looked++) {
        if (!timeline_growth_before(timeline, where, &where) || where < from)
            break;
        if (timeline_whole_subject(timeline, where) != subject)
            continue;
        const struct event event = timeline_event(timeline, where);
        room -= panel_width(picture, WORD_BULK_GROWTH,
                            PANEL_ARGUMENTS(GROUPED(event.before), GROUPED(event.after))) +
                APART;
        if (room < 0)
            break;
        growths[count++] = event;
    }
    bool any = count > 0;
    while (count-- > 0)
        x +=
            panel_say(grid, x, y, end - x, count == 0 ? STYLE_strong : STYLE_plain, picture, WORD_BULK_GROWTH,
                      PANEL_ARGUMENTS(GROUPED(growths[count].before), GROUPED(growths[count].after))) +
            APART;
    return any;
}

uint32_t work_draw_history(struct grid *grid, struct area area, const struct picture *picture,
                           const struct now *now)
{
    enum { WORDS = 3, HIGHEST = 4 };
    int height = area.height - WORDS < HIGHEST ? area.height - WORDS : HIGHEST;
    struct work work;
    work_read(&work, picture, now, picture->home, picture->timeline->first, area.width);
    bool counted = picture->home == 0 || world_engine(picture->world, picture->home)->event_bytes != NULL;
    /* Who is not counted has no such chart, nor whose operations look at no slots. */
    if (height < 1 || !counted || (work.count > 0 && work.highest == 0))
        return 0;
    panel_say(grid, area.x, area.y, area.width, STYLE_label, picture,
              work_words(picture, WORD_HISTORY_WORK, WORD_HISTORY_BYTES), NULL);
    if (work.count == 0)
        return 0;
    uint32_t marks = work_draw(grid, (struct area){area.x, area.y + 1, area.width, height}, &work, work.most);
    panel_say(grid, area.x, area.y + 1 + height, area.width, STYLE_label, picture, WORD_HISTORY_MOST,
              PANEL_ARGUMENTS(GROUPED(work.highest), GROUPED(work.columns[work.count - 1])));
    int y = area.y + 2 + height, x = area.x;
    int width = panel_width(picture, WORD_BULK_GROWTHS, NULL) + 2;
    if (work_draw_growths(grid, x + width, y, area.x + area.width, picture, now, picture->timeline->first))
        panel_say(grid, x, y, width, STYLE_label, picture, WORD_BULK_GROWTHS, NULL);
    return marks;
}

int work_lane_columns(int width)
{
    int columns = width - LANE_LABEL - (width >= LEAST_WIDTH_OF_NOTE ? LANE_NOTE : 0);
    return columns > 0 ? columns : 0;
}

uint32_t work_draw_lane(struct grid *grid, struct area area, const struct picture *picture,
                        const struct work *work, uint64_t most)
{
    int columns = work_lane_columns(area.width), last = area.y + area.height - 1;
    panel_say(grid, area.x, last, LANE_LABEL - 1, STYLE_label, picture,
              work_words(picture, WORD_LANE_WORK, WORD_LANE_BYTES), NULL);
    if (area.width >= LEAST_WIDTH_OF_NOTE && work->count > 0)
        panel_say(grid, area.x + LANE_LABEL + columns + 1, last, LANE_NOTE - 1, STYLE_label, picture,
                  WORD_LANE_MOST, PANEL_ARGUMENTS(GROUPED(work->highest)));
    return work_draw(grid, (struct area){area.x + LANE_LABEL, area.y, columns, area.height}, work, most);
}
