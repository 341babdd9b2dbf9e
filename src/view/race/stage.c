/* The stage: lanes at the left, what they share at the right, and between them the wire of the step in hand. */
#include "view/race/panels.h"

enum { NARROW = 60, RAIL = 4 /* columns between */, MAP = 42, LANES_MOST = 84 };

static void brackets(const struct race_stage *stage, const struct race_spot *spot, const char *pair,
                     enum style style)
{
    grid_put(stage->grid, spot->x - 1, spot->y, (uint32_t)(unsigned char)pair[0], style);
    grid_put(stage->grid, spot->x + spot->width, spot->y, (uint32_t)(unsigned char)pair[1], style);
}

/* A cell of a line that nothing stands in. */
static bool is_blank(const struct race_stage *stage, int x, int y)
{
    const struct cell *cell = grid_cell(stage->grid, x, y);
    return cell != NULL && (cell->rune == ' ' || cell->rune == 0);
}

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

static struct way find_way(const struct race_stage *stage, const struct race_spot *spot)
{
    int y = stage->lane_y[stage->reading->actor], x = stage->lane_end, rail = x + 1;
    struct way way = {0};
    add(&way, x, y, 0x2500);
    if (y == spot->y) {
        add(&way, rail, y, 0x2500);
    } else {
        int down = spot->y > y ? 1 : -1;
        add(&way, rail, y, down > 0 ? 0x256e : 0x256f);
        for (int row = y + down; row != spot->y; row += down)
            add(&way, rail, row, 0x2502);
        add(&way, rail, spot->y, down > 0 ? 0x2570 : 0x256d);
    }
    for (int column = rail + 1; column < spot->x - 1; column++)
        add(&way, column, spot->y, 0x2500);
    return way;
}

static bool writes(const struct race_done *done)
{
    return done->access != RACE_LOAD && done->access != RACE_SWAP_FAILED;
}

/* The wire from the goroutine to the cell; while the step is under way, as far as it has come. */
static void draw_wire(const struct race_stage *stage)
{
    const struct race_reading *reading = stage->reading;
    const struct race_spot *spot = &stage->spots[reading->done.cell];
    if (!reading->has_step || spot->width == 0)
        return;
    bool over = now_is_over(reading->now), inward = !writes(&reading->done);
    enum style style = over ? STYLE_trail : STYLE_moving;
    struct way way = find_way(stage, spot);
    bool moves = reading->travels && stage->picture->look->motion == MOTION_FULL;
    int64_t eased = moves ? panel_eased(reading->now->phase) : 1000;
    int far = (int)(way.count * eased / 1000), first = inward ? way.count - far : 0,
        last = inward ? way.count : far;
    for (int i = first; i < last; i++) {
        if (is_blank(stage, way.at[i].x, way.at[i].y))
            grid_put(stage->grid, way.at[i].x, way.at[i].y, way.at[i].rune, style);
    }
    if (eased == 1000 && inward)
        grid_put(stage->grid, way.at[0].x, way.at[0].y, 0x25c2, style);
    else if (eased == 1000 && is_blank(stage, way.at[way.count - 1].x, spot->y))
        grid_put(stage->grid, way.at[way.count - 1].x, way.at[way.count - 1].y, 0x25b8, style);
    brackets(stage, spot, inward ? "()" : "[]", inward ? STYLE_probe : STYLE_moving);
}

/* Who took which step, the last of them as far as there is room. */
static void draw_schedule(const struct race_stage *stage, struct area area)
{
    const struct race_reading *reading = stage->reading;
    int x = area.x +
            panel_say(stage->grid, area.x, area.y, area.width, STYLE_label, stage->picture,
                      WORD_RACE_SCHEDULE, NULL) +
            1;
    uint64_t room = (uint64_t)(area.x + area.width - x) / 2, first = 0;
    if (reading->steps > room) {
        first = reading->steps - room + 1;
        x += grid_text(stage->grid, x, area.y, 2, STYLE_dim, "… ");
    }
    for (uint64_t i = first; i < reading->steps; i++) {
        bool last = i + 1 == reading->steps;
        grid_format(stage->grid, x, area.y, 1, last ? STYLE_strong : STYLE_value, "%u",
                    race_taken(&reading->race, i) + 1);
        x += 2;
    }
}

struct screen_room race_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                   const struct race_reading *reading)
{
    struct race_stage stage = {.grid = grid, .picture = picture, .reading = reading};
    struct area lanes = {area.x + 1, area.y, area.width - 2, area.height}, map = lanes;
    int left = lanes.width - MAP - RAIL;
    if (area.height > 8)
        draw_schedule(&stage, (struct area){lanes.x, area.y + --lanes.height, lanes.width, 1});
    map.height = lanes.height;
    if (area.width < NARROW) {
        lanes.height = reading->setup->goroutines;
        race_draw_lanes(&stage, lanes);
        map.y += lanes.height;
        map.height -= lanes.height;
        race_draw_map(&stage, map);
        return (struct screen_room){0};
    }
    lanes.width = left < LANES_MOST ? left : LANES_MOST;
    map.x = lanes.x + lanes.width + RAIL;
    map.width = area.x + area.width - map.x - 1;
    race_draw_lanes(&stage, lanes);
    race_draw_map(&stage, map);
    draw_wire(&stage);
    return (struct screen_room){0};
}
