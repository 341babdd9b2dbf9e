/* The stage: lanes at the left, what they share at the right, between them the wire of the step in hand, and below a chart of all. */
#include "view/race/panels.h"

enum {
    RAIL = 4, /* columns between lanes and map */
    MAP = 44,
    LANES_LEAST = 24, /* an operation, what it gave, and the beginning of a line */
    LANES_MOST = 84,
    NARROW = 1 + LANES_LEAST + RAIL + MAP + 1, /* below that the map is under the lanes */
    LEAST_WITH_CHART = 9,
    ROWS_OF_LANES = 12 /* what lanes and map need; what is left is the chart's */
};

static void brackets(const struct race_stage *stage, const struct race_spot *spot, const char *pair,
                     enum style style)
{
    grid_put(stage->grid, spot->x - 1, spot->y, (uint32_t)(unsigned char)pair[0], style);
    grid_put(stage->grid, spot->x + spot->width, spot->y, (uint32_t)(unsigned char)pair[1], style);
}

/* What the step in hand reads or writes; when all is over nothing is in hand, and it is still seen. */
static void draw_brackets(const struct race_stage *stage, const struct race_spot *spot, bool writes)
{
    bool over = now_is_over(stage->reading->now);
    if (writes)
        brackets(stage, spot, "[]", over ? STYLE_strong : STYLE_moving);
    else
        brackets(stage, spot, "()", STYLE_probe);
}

/* ---- the wire */

/* From the lane along the rail to the cell: the columns and rows of the way, one after another. */
struct way {
    struct {
        int x, y;
        uint32_t rune;
    } at[GRID_MOST_WIDTH];
    int count;
};

static void add(struct way *way, int x, int y, uint32_t rune)
{
    if (way->count < GRID_MOST_WIDTH) {
        way->at[way->count].x = x;
        way->at[way->count].y = y;
        way->at[way->count++].rune = rune;
    }
}

/* The row on which it goes to the cell: the cell's own if nothing stands between, or other registers behind which it passes; else one
   that is free below; else the own, as far as it is free. */
static int row_of_way(const struct race_stage *stage, const struct race_spot *spot)
{
    if (spot->x < stage->first_x || spot->y < stage->bands_y)
        return spot->y;
    for (int i = 0; i < 2; i++) {
        if (stage->below[i] > spot->y)
            return stage->below[i];
    }
    return spot->y;
}

static struct way find_way(const struct race_stage *stage, const struct race_spot *spot)
{
    int y = stage->lane_y[stage->reading->actor], x = stage->lane_end, rail = x + 1;
    int row = row_of_way(stage, spot), end = row != spot->y             ? spot->x + 1
                                             : spot->y < stage->bands_y ? spot->x - 1
                                                                        : stage->map_x - 1;
    struct way way = {0};
    add(&way, x, y, 0x2500);
    if (y == row) {
        add(&way, rail, y, 0x2500);
    } else {
        int down = row > y ? 1 : -1;
        add(&way, rail, y, down > 0 ? 0x256e : 0x256f);
        for (int between = y + down; between != row; between += down)
            add(&way, rail, between, 0x2502);
        add(&way, rail, row, down > 0 ? 0x2570 : 0x256d);
    }
    for (int column = rail + 1; column < end; column++)
        add(&way, column, row, 0x2500);
    if (row != spot->y)
        add(&way, end, row, 0x256f);
    return way;
}

static bool is_text(const struct race_stage *stage, int x, int y)
{
    const struct cell *cell = grid_cell(stage->grid, x, y);
    return cell != NULL && cell->rune != ' ' && cell->rune != 0 && cell->style != STYLE_trail;
}

/* Behind what stands there: where it is blank, but for the blank between two words. */
static void put_way(const struct race_stage *stage, const struct way *way, int first, int last)
{
    for (int i = first; i < last; i++) {
        int x = way->at[i].x, y = way->at[i].y;
        bool between_words = is_text(stage, x - 1, y) && is_text(stage, x + 1, y);
        if (!is_text(stage, x, y) && !between_words)
            grid_put(stage->grid, x, y, way->at[i].rune, STYLE_trail);
    }
}

/* From the goroutine to the cell or back; while the step is under way, as far as it has come. */
static void draw_wire(const struct race_stage *stage)
{
    const struct race_reading *reading = stage->reading;
    const struct race_spot *spot = &stage->spots[reading->done.cell];
    if (!reading->has_step || spot->width == 0)
        return;
    bool inward = !race_writes(&reading->done);
    struct way way = find_way(stage, spot);
    bool moves = reading->travels && stage->picture->look->motion == MOTION_FULL;
    int far = (int)(way.count * (moves ? panel_eased(reading->now->phase) : 1000) / 1000);
    put_way(stage, &way, inward ? way.count - far : 0, inward ? way.count : far);
    if (far == way.count && inward)
        grid_put(stage->grid, way.at[0].x, way.at[0].y, 0x25c2, STYLE_trail);
    else if (far == way.count)
        grid_put(stage->grid, way.at[far - 1].x, way.at[far - 1].y,
                 way.at[far - 1].y == spot->y ? 0x25b8 : 0x25b4, STYLE_trail);
    draw_brackets(stage, spot, !inward);
}

/* ---- all of it */

static struct screen_room draw_narrow(struct race_stage *stage, struct area area)
{
    struct area lanes = area;
    lanes.height = race_lanes_least(stage->reading, area);
    race_draw_lanes(stage, lanes);
    area.y += lanes.height;
    area.height -= lanes.height;
    race_draw_map(stage, area);
    const struct race_reading *reading = stage->reading;
    const struct race_spot *spot = &stage->spots[reading->done.cell];
    if (reading->has_step && spot->width > 0)
        draw_brackets(stage, spot, race_writes(&reading->done));
    return (struct screen_room){0};
}

struct screen_room race_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                   const struct race_reading *reading)
{
    struct race_stage stage = {.grid = grid, .picture = picture, .reading = reading};
    struct area inner = {area.x + 1, area.y, area.width - 2, area.height}, lanes, map;
    int chart = 0, goroutines = reading->its.setup.goroutines;
    if (area.width < NARROW)
        return draw_narrow(&stage, inner);
    if (area.height >= LEAST_WITH_CHART)
        chart = area.height - goroutines - 1 >= ROWS_OF_LANES ? goroutines : 1;
    lanes = inner;
    lanes.height -= chart + (chart > 1);
    lanes.width = inner.width - MAP - RAIL;
    lanes.width = lanes.width < LANES_MOST ? lanes.width : LANES_MOST;
    map = lanes;
    map.x += lanes.width + RAIL;
    map.width = inner.width - lanes.width - RAIL;
    race_draw_lanes(&stage, lanes);
    race_draw_map(&stage, map);
    draw_wire(&stage);
    if (chart > 0)
        race_draw_chart(&stage, (struct area){inner.x, area.y + area.height - chart, inner.width, chart});
    return (struct screen_room){0};
}
