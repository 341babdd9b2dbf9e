/* The track of time: commands as segments, the present one marked, growths of the past, and below it the moment in words. */
#include "time/track.h"

#include "view/panel.h"

#include <string.h>

/* A label that is cut has at least so many columns; around it are a tick, two blanks, and some of the line. */
enum { LEAST_LABEL = 8, AROUND_LABEL = 4 };

/* A track as it is drawn: where it stands, the moment, and the columns of the present command. */
struct drawn {
    struct grid *grid;
    const struct picture *picture;
    int x, y, width;
    int now;                        /* columns before it are past */
    int present_begin, present_end; /* columns; of nobody if both are 0 */
    const struct mark *present;
    bool taken[GRID_MOST_WIDTH]; /* something else than the line stands there */
};

static int column_of(int64_t place)
{
    return (int)(place / TRACK_PARTS);
}

static struct drawn drawn_of(struct grid *grid, struct area area, const struct picture *picture,
                             const struct mark *present)
{
    const struct timeline *timeline = picture->timeline;
    int width = area.width < GRID_MOST_WIDTH ? area.width : GRID_MOST_WIDTH;
    struct drawn drawn = {.grid = grid, .picture = picture, .x = area.x, .y = area.y, .width = width};
    drawn.present = present;
    drawn.now = column_of(track_place(timeline, width, picture->moment.at) + TRACK_PARTS / 2);
    if (present == NULL)
        return drawn;
    size_t index = (size_t)(present - timeline->marks);
    drawn.present_begin = column_of(track_begin(timeline, width, index));
    drawn.present_end = column_of(track_begin(timeline, width, index + 1));
    if (drawn.present_end == drawn.present_begin)
        drawn.present_end++;
    return drawn;
}

static bool is_past(const struct drawn *drawn, int column)
{
    return column < drawn->now;
}

static bool is_present(const struct drawn *drawn, int column)
{
    return column >= drawn->present_begin && column < drawn->present_end;
}

static int column_of_command(const struct drawn *drawn, size_t index)
{
    return column_of(track_begin(drawn->picture->timeline, drawn->width, index));
}

/* A tick where a command begins, a heavy one where several do. */
static void draw_ticks(const struct drawn *drawn)
{
    const struct timeline *timeline = drawn->picture->timeline;
    size_t count = timeline->mark_count, from = 0, to;
    for (int column = 0, next; from < count && column < drawn->width; from = to, column = next) {
        to = from + 1;
        next = column_of_command(drawn, to);
        if (next == column && to < count) {
            to = track_command_from(timeline, drawn->width, (int64_t)(column + 1) * TRACK_PARTS);
            next = column_of_command(drawn, to);
        }
        grid_put(drawn->grid, drawn->x + column, drawn->y, to - from > 1 ? 0x2503 : 0x2502,
                 !is_past(drawn, column)     ? STYLE_dim
                 : is_present(drawn, column) ? STYLE_gauge
                                             : STYLE_label);
    }
}

/* The line itself: heavy up to the moment, light behind it; of the present command it is lit. */
static void draw_line(const struct drawn *drawn)
{
    int width = drawn->width, past = drawn->now < width ? drawn->now : width;
    int begin = drawn->present_begin, end = drawn->present_end < past ? drawn->present_end : past;
    past = past > 0 ? past : 0;
    grid_fill(drawn->grid, drawn->x, drawn->y, past, 1, 0x2501, STYLE_label);
    grid_fill(drawn->grid, drawn->x + past, drawn->y, width - past, 1, 0x2500, STYLE_dim);
    if (begin < end)
        grid_fill(drawn->grid, drawn->x + begin, drawn->y, end - begin, 1, 0x2501, STYLE_gauge);
    draw_ticks(drawn);
}

/* What commands are called, in the segments that have room for it: the newest ones. */
static void draw_labels(struct drawn *drawn)
{
    const struct timeline *timeline = drawn->picture->timeline;
    int end = drawn->width;
    for (size_t index = timeline->mark_count; index > 0; index--) {
        const struct mark *mark = &timeline->marks[index - 1];
        int begin = column_of(track_begin(timeline, drawn->width, index - 1)),
            room = end - begin - AROUND_LABEL;
        if (room < 1)
            return;
        struct text label = {0};
        text_append_safe(&label, mark->text, strlen(mark->text), room);
        bool whole = strcmp(text_string(&label), mark->text) == 0;
        if (!whole && room < LEAST_LABEL)
            text_clear(&label);
        int width = text_width(text_string(&label), label.length), x = begin + 2;
        end = begin;
        if (width == 0) {
            text_free(&label);
            continue;
        }
        grid_fill(drawn->grid, drawn->x + begin + 1, drawn->y, width + 2, 1, ' ', STYLE_plain);
        grid_text(drawn->grid, drawn->x + x, drawn->y, width, STYLE_label, text_string(&label));
        if (mark == drawn->present && drawn->now > x)
            grid_restyle(drawn->grid, drawn->x + x, drawn->y, drawn->now - x < width ? drawn->now - x : width,
                         STYLE_strong);
        text_free(&label);
        memset(drawn->taken + begin + 1, true, (size_t)width + 2);
    }
}

/* Whether nothing but the line stands in these columns. */
static bool is_free(const struct drawn *drawn, int column, int count)
{
    for (int i = column; i < column + count; i++) {
        if (i >= drawn->width || drawn->taken[i])
            return false;
    }
    return true;
}

static bool is_of_size(const struct drawn *drawn, int column)
{
    const struct cell *cell = grid_cell(drawn->grid, drawn->x + column, drawn->y);
    return cell != NULL && ((cell->rune >= '0' && cell->rune <= '9') || cell->rune == ',');
}

/* The size of an earlier growth that a mark is to stand in goes: half of it would be another number. */
static void drop_size(const struct drawn *drawn, int column)
{
    int begin = column, end = column;
    if (!is_of_size(drawn, column))
        return;
    while (begin > 0 && is_of_size(drawn, begin - 1))
        begin--;
    while (end < drawn->width && is_of_size(drawn, end))
        end++;
    grid_fill(drawn->grid, drawn->x + begin, drawn->y, end - begin, 1, 0x2501, STYLE_label);
}

/* A growth at its column, with the size that it came to where there is room; behind the label of its command and behind earlier growths
   if they are in the way, and in place of its tick if there is no room behind them. `from`: the first column that is its; the next
   one's is returned. */
static int draw_growth(struct drawn *drawn, position where, int column, int from)
{
    const struct timeline *timeline = drawn->picture->timeline;
    int at = column > from ? column : from;
    const struct mark *mark = timeline_mark_of(timeline, where);
    size_t index = mark != NULL ? (size_t)(mark - timeline->marks) : 0;
    while (at < drawn->now && !is_free(drawn, at, 1))
        at++;
    bool fits = at < drawn->now && at < column_of(track_begin(timeline, drawn->width, index + 1));
    if (!fits)
        at = column_of(track_begin(timeline, drawn->width, index));
    struct text size = {0};
    number_say_grouped(&size, timeline_event(timeline, where).after);
    int width = text_width(text_string(&size), size.length);
    bool shown = is_free(drawn, at, width + 2) && at + width < drawn->now;
    if (shown)
        grid_text(drawn->grid, drawn->x + at + 1, drawn->y, width, STYLE_label, text_string(&size));
    text_free(&size);
    if (!fits)
        drop_size(drawn, at);
    grid_put(drawn->grid, drawn->x + at, drawn->y, 0x25b4, STYLE_value);
    memset(drawn->taken + at, true, shown ? (size_t)width + 1 : 1);
    return fits ? at + 1 : from;
}

/* Those before the moment, one a column: of several the last. The earlier ones first, so that they stand in their order. */
static bool draw_growths(struct drawn *drawn)
{
    const struct timeline *timeline = drawn->picture->timeline;
    position where, found[GRID_MOST_WIDTH];
    int columns[GRID_MOST_WIDTH], count = 0, from = 0;
    bool more = timeline_growth_before(timeline, drawn->picture->moment.at, &where);
    while (more && count < drawn->width) {
        int column = column_of(track_place(timeline, drawn->width, where));
        position before = where;
        if (count > 0 &&
            columns[count - 1] == column) { /* on to the next column, however many are in this one */
            position begin = track_moment(timeline, drawn->width, (int64_t)column * TRACK_PARTS);
            before = begin < where ? begin : where;
        } else {
            found[count] = where;
            columns[count++] = column;
        }
        more = timeline_growth_before(timeline, before, &where);
    }
    for (int i = count; i-- > 0;)
        from = draw_growth(drawn, found[i], columns[i], from);
    return count > 0;
}

bool panel_draw_track(struct grid *grid, struct area area, const struct picture *picture,
                      const struct mark *present)
{
    struct drawn drawn = drawn_of(grid, area, picture, present);
    draw_line(&drawn);
    draw_labels(&drawn);
    bool growths = draw_growths(&drawn);
    /* Where the moment is, inside a command: a column that nothing else takes. */
    if (is_present(&drawn, drawn.now) && is_free(&drawn, drawn.now, 1))
        grid_put(grid, area.x + drawn.now, area.y, 0x257e, STYLE_gauge);
    return growths;
}
