/*
 * The stage: a lane a map, which never changes its place, and below them the map in hand at its full size, as its own face draws it.
 * A lane is one row: which map it is, its buckets, its numbers. Where there are too many for that they stand side by side, each with
 * how full it is.
 */
#include "view/strategy/panels.h"

#include "base/number.h"

enum {
    LEAST_MAP = 3,     /* rows that are worth the map in hand, its title not counted */
    SIDE_BY_SIDE = 12, /* columns of a lane that has only a gauge, at least */
    FACTS = 44,        /* columns of a lane's numbers, where there is room */
    LOW = 6,           /* lines of a stage that is as low as that, its title not counted */
    WIDE = 76,
    MOST_GAUGE = 24,
};

struct stage {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    const struct strategy_reading *reading;
    int columns, rows; /* of lanes */
    int shown;         /* the lane whose map is drawn below; -1: none */
};

/* ---- lanes */

static enum word name_of(enum strategy_lane kind)
{
    static const enum word names[] = {
        [STRATEGY_LANE_SHARD] = WORD_STRATEGY_LANE_SHARD,
        [STRATEGY_LANE_WRITE] = WORD_STRATEGY_WRITE_SIDE,
        [STRATEGY_LANE_READ] = WORD_STRATEGY_READ_SIDE,
        [STRATEGY_LANE_NEXT] = WORD_STRATEGY_NEXT_SIDE,
    };
    return names[kind];
}

/* The lane that is lit: the one in hand, unless the viewer walks over them. */
static bool is_lit(const struct stage *stage, int lane)
{
    const struct look *look = stage->picture->look;
    return look->on_buckets ? lane == look->cursor.row : lane == stage->reading->in_hand;
}

/* Which lane it is, with a mark if it is in hand. Returns the columns used. */
static int draw_name(const struct stage *stage, int x, int y, int lane)
{
    bool in_hand = lane == stage->reading->in_hand;
    bool over = now_is_over(stage->reading->now) || !stage->reading->now->has_event;
    enum style lit = over ? STYLE_strong : STYLE_moving, style = in_hand ? lit : STYLE_label;
    int digits = number_digits((uint64_t)stage->reading->lane_count - 1), begin = x;
    x += grid_put(stage->grid, x, y, in_hand ? 0x203a : ' ', in_hand ? lit : STYLE_plain);
    if (stage->reading->kinds[lane] == STRATEGY_LANE_SHARD)
        x += grid_format(stage->grid, x, y, digits, style, "%*d", digits, lane);
    else
        x += panel_say(stage->grid, x, y, 6, style, stage->picture, name_of(stage->reading->kinds[lane]),
                       NULL);
    if (stage->picture->look->on_buckets && is_lit(stage, lane))
        grid_flag(stage->grid, begin, y, x - begin, GRID_REVERSE);
    return x - begin;
}

static int name_columns(const struct stage *stage)
{
    return stage->reading->split ? 7 : 1 + number_digits((uint64_t)stage->reading->lane_count - 1);
}

/* What a lane's numbers are: those of its map, and of a read side how far it is behind. */
static void add_facts(const struct stage *stage, int lane, struct text *text)
{
    struct picture its = strategy_picture_of(stage->picture, stage->reading->lanes[lane]);
    const struct strategy *strategy = &stage->reading->strategy;
    const struct face *face = face_of(its.world, its.home);
    uint64_t behind = strategy_register(strategy, STRATEGY_BEHIND);
    face->facts(&its, text);
    if (stage->reading->kinds[lane] == STRATEGY_LANE_READ && behind > 0)
        words_say(text, stage->picture->words, WORD_STRATEGY_LANE_BEHIND, GROUPED(behind));
}

static void draw_row(const struct stage *stage, int lane, int y)
{
    struct picture its = strategy_picture_of(stage->picture, stage->reading->lanes[lane]);
    const struct face *face = face_of(its.world, its.home);
    int x = stage->area.x, end = x + stage->area.width - 1;
    struct now quiet = {.phase = 1000, .mark = stage->reading->now->mark, .at = stage->reading->now->at};
    struct text facts = {0};
    add_facts(stage, lane, &facts);
    draw_name(stage, x, y, lane);
    x += name_columns(stage) + 1;
    int columns = stage->area.width >= WIDE ? FACTS : stage->area.width * 2 / 5;
    grid_text(stage->grid, x, y, columns, lane == stage->reading->in_hand ? STYLE_strong : STYLE_value,
              text_string(&facts));
    x += columns + 2;
    face->strip(stage->grid, (struct area){x, y, end - x, 1}, &its, &quiet);
    text_free(&facts);
}

/* How full a map is, of what makes it grow. */
static void draw_gauge(const struct stage *stage, int lane, int x, int y, int columns)
{
    const struct classic map = classic_of(stage->picture->world, stage->reading->lanes[lane]);
    uint64_t count = classic_register(&map, REGISTER_COUNT),
             most = maptype_capacity(classic_type(&map), (int)classic_register(&map, REGISTER_B));
    bool growing = classic_growing(&map);
    const char *number = NUMBER(count);
    int digits = number_digits(count), gauge;
    draw_name(stage, x, y, lane);
    x += name_columns(stage) + 1;
    gauge = columns - name_columns(stage) - digits - 4;
    gauge = gauge < MOST_GAUGE ? gauge : MOST_GAUGE;
    if (gauge >= 2) {
        panel_gauge(stage->grid, x, y, gauge, count, most, growing ? STYLE_gauge_warn : STYLE_gauge);
        x += gauge + 1;
    }
    x += grid_text(stage->grid, x, y, digits, STYLE_value, number);
    if (growing)
        grid_put(stage->grid, x, y, 0x25b4, STYLE_frontier);
}

/* How many stand side by side: as few as leave room for the map in hand, or at least for all of them. */
static void place_lanes(struct stage *stage)
{
    int count = stage->reading->lane_count, height = stage->area.height - 1;
    int most = stage->area.width / SIDE_BY_SIDE > 0 ? stage->area.width / SIDE_BY_SIDE : 1;
    int wanted = height - LEAST_MAP - 1 > height / 2 ? height / 2 : height - LEAST_MAP - 1;
    if (stage->reading->split && count < STRATEGY_SIDES + 1)
        count = STRATEGY_SIDES + 1;      /* room for the map that is copied to: nothing moves when it comes */
    wanted = height <= LOW ? 1 : wanted; /* there every row counts */
    stage->columns = 1;
    while (stage->columns < most && (count + stage->columns - 1) / stage->columns > wanted)
        stage->columns++;
    stage->rows = (count + stage->columns - 1) / stage->columns;
    stage->columns = (count + stage->rows - 1) / stage->rows;
    stage->rows = stage->rows < height ? stage->rows : height;
}

static void draw_lanes(const struct stage *stage)
{
    int width = stage->area.width / stage->columns;
    for (int i = 0; i < stage->reading->lane_count; i++) {
        int row = i % stage->rows, column = i / stage->rows;
        if (column >= stage->columns)
            break; /* the title says how many there are */
        if (stage->columns == 1)
            draw_row(stage, i, stage->area.y + 1 + row);
        else
            draw_gauge(stage, i, stage->area.x + column * width, stage->area.y + 1 + row, width - 1);
    }
}

static void draw_title(const struct stage *stage)
{
    const struct strategy *strategy = &stage->reading->strategy;
    int parts = strategy_part_count(strategy), x = stage->area.x + 1, end = x + stage->area.width - 2;
    if (stage->reading->split)
        panel_say_fitting(stage->grid, x, stage->area.y, end - x, STYLE_title, stage->picture,
                          PANEL_WORDS(WORD_STRATEGY_TITLE_SPLIT, WORD_STRATEGY_TITLE_SPLIT_SHORT),
                          PANEL_ARGUMENTS(GROUPED(strategy_register(strategy, STRATEGY_EVERY))));
    else
        panel_say_fitting(stage->grid, x, stage->area.y, end - x, STYLE_title, stage->picture,
                          PANEL_WORDS(WORD_STRATEGY_TITLE_SHARDS, WORD_STRATEGY_TITLE_SHARDS_SHORT),
                          PANEL_ARGUMENTS(NUMBER(parts), NUMBER(number_log2((uint64_t)parts))));
}

/* ---- the map in hand */

static void draw_map_title(const struct stage *stage, int y)
{
    static const enum word titles[] = {
        [STRATEGY_LANE_SHARD] = WORD_STRATEGY_MAP_SHARD,
        [STRATEGY_LANE_WRITE] = WORD_STRATEGY_MAP_WRITE,
        [STRATEGY_LANE_READ] = WORD_STRATEGY_MAP_READ,
        [STRATEGY_LANE_NEXT] = WORD_STRATEGY_MAP_NEXT,
    };
    int x = stage->area.x + 2, end = stage->area.x + stage->area.width - 1;
    struct text title = {0}, facts = {0};
    grid_fill(stage->grid, stage->area.x, y, stage->area.width, 1, 0x2500, STYLE_dim);
    words_say(&title, stage->picture->words, titles[stage->reading->kinds[stage->shown]],
              NUMBER(stage->shown));
    add_facts(stage, stage->shown, &facts);
    text_format(&title, "  %s ", text_string(&facts));
    grid_text(stage->grid, x, y, end - x, STYLE_label, text_string(&title));
    text_free(&title);
    text_free(&facts);
}

/* As its own face draws it, at rest if the moment is not about it. */
static struct screen_room draw_map(const struct stage *stage)
{
    int used = 1 + stage->rows;
    struct area area = {stage->area.x, stage->area.y + used + 1, stage->area.width,
                        stage->area.height - used - 1};
    if (stage->shown < 0 || area.height < LEAST_MAP)
        return (struct screen_room){0};
    uint32_t home = stage->reading->lanes[stage->shown];
    const struct now *now = stage->reading->now;
    struct now quiet = {.phase = 1000, .mark = now->mark, .at = now->at};
    struct picture its = strategy_picture_of(stage->picture, home);
    struct look look = *its.look;
    struct face_areas areas = {.stage = area};
    struct text untold = {0};
    bool acts = now->has_event && now->subject == home;
    look.on_buckets = false; /* the cursor walks over lanes */
    look.opened = false;
    its.look = &look;
    draw_map_title(stage, area.y - 1);
    struct screen_room room =
        face_of(its.world, home)->draw(stage->grid, &areas, &its, acts ? now : &quiet, &untold);
    text_free(&untold);
    return room;
}

static int lane_shown(const struct stage *stage)
{
    const struct look *look = stage->picture->look;
    if (look->on_buckets && look->cursor.row >= 0 && look->cursor.row < stage->reading->lane_count)
        return (int)look->cursor.row;
    return stage->reading->in_hand >= 0 ? stage->reading->in_hand : 0;
}

struct screen_room strategy_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                       const struct strategy_reading *reading)
{
    struct stage stage = {.grid = grid, .area = area, .picture = picture, .reading = reading};
    if (!reading->made || area.height < 2)
        return (struct screen_room){0};
    place_lanes(&stage);
    stage.shown = lane_shown(&stage);
    draw_title(&stage);
    draw_lanes(&stage);
    return draw_map(&stage);
}
