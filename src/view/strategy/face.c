/* The face of strategies: its panels from one reading, its strip, and the keyboard's cursor, which walks over its maps. */
#include "view/face.h"

#include "view/strategy/panels.h"

#include <string.h>

static struct screen_room draw(struct grid *grid, const struct face_areas *areas,
                               const struct picture *picture, const struct now *now, struct text *story)
{
    const struct strategy_reading reading = strategy_reading_of(picture, now);
    struct screen_room room = strategy_draw_stage(grid, areas->stage, picture, &reading);
    if (areas->header.height > 0)
        strategy_draw_header(grid, areas->header, picture, &reading);
    if (areas->lens.height > 0)
        strategy_draw_lens(grid, areas->lens, picture, &reading);
    if (now->has_event && now->mark != NULL)
        strategy_tell_story(picture, &reading, story);
    return room;
}

static void lens(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct strategy_reading reading = strategy_reading_of(picture, now);
    strategy_draw_lens(grid, area, picture, &reading);
}

static void tell(const struct picture *picture, const struct now *now, struct text *story)
{
    const struct strategy_reading reading = strategy_reading_of(picture, now);
    strategy_tell_story(picture, &reading, story);
}

/* What the write that grows costs, or how often everything is copied. */
static void many(const struct picture *picture, struct text *text)
{
    const struct strategy strategy = strategy_of(picture->world, picture->home);
    if (strategy_kind(&strategy) == STRATEGY_SPLIT)
        words_say(text, picture->words, WORD_STRATEGY_MANY_SPLIT,
                  GROUPED(strategy_register(&strategy, STRATEGY_EVERY)));
    else
        words_say(text, picture->words, WORD_STRATEGY_MANY_SHARDED, NUMBER(strategy_part_count(&strategy)));
}

/* ---- phases of what is its own; those of a map tells the map's face */

enum step { STEP_NONE, STEP_PICK, STEP_SIDE, STEP_COUNT, STEP_PUBLISH, STEP_NEW };

static void phases(const struct picture *picture, const struct now *now, struct phases *phases)
{
    static const struct {
        routine routine;
        enum step step;
        enum word word;
    } steps[] = {
        {ROUTINE_sharded, STEP_PICK, WORD_STRATEGY_PHASE_PICK},
        {ROUTINE_split_write, STEP_SIDE, WORD_STRATEGY_PHASE_WRITE},
        {ROUTINE_split_read, STEP_SIDE, WORD_STRATEGY_PHASE_READ},
        {ROUTINE_publish, STEP_PUBLISH, WORD_STRATEGY_PHASE_PUBLISH},
        {ROUTINE_assemble, STEP_NEW, WORD_STRATEGY_PHASE_NEW},
    };
    (void)picture;
    *phases = (struct phases){0};
    if (!now->has_event || now->mark == NULL)
        return;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (steps[i].routine == now->routine)
            phases_add(phases, (int)steps[i].step, steps[i].word, 0, 0);
    }
    if (!now->under_way && now->at + 1 == now->mark->end)
        phases->present = phases->count;
}

/* ---- as a strip: its maps beside one another, each as its own strip, or as a bar where they are many */

static void strip_bars(struct grid *grid, struct area area, const struct strategy *strategy)
{
    for (int i = 0; i < strategy_part_count(strategy) && i < area.width; i++) {
        const struct classic map = strategy_part(strategy, i);
        uint64_t count = classic_register(&map, REGISTER_COUNT),
                 most = maptype_capacity(classic_type(&map), (int)classic_register(&map, REGISTER_B));
        uint64_t eighths = most > 0 ? count * 8 / most : 0;
        eighths = eighths > 8 ? 8 : count > 0 && eighths == 0 ? 1 : eighths;
        grid_put(grid, area.x + i, area.y, eighths == 0 ? 0x00b7 : 0x2580 + (uint32_t)eighths,
                 eighths == 0            ? STYLE_dim
                 : classic_growing(&map) ? STYLE_frontier
                                         : STYLE_entry);
    }
}

static void strip(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    enum { LEAST = 12, MARGIN = 3 };
    const struct strategy strategy = strategy_of(picture->world, picture->home);
    int parts = strategy_part_count(&strategy), width = parts > 0 ? area.width / parts : 0;
    if (width < LEAST) {
        strip_bars(grid, area, &strategy);
        return;
    }
    for (int i = 0; i < parts; i++) {
        struct picture its = strategy_picture_of(picture, strategy_part_home(&strategy, i));
        struct area part = {area.x + i * width, area.y, width - MARGIN, 1};
        face_of(its.world, its.home)->strip(grid, part, &its, now);
        if (i + 1 < parts)
            grid_put(grid, part.x + width - 2, area.y, 0x2502, STYLE_dim);
    }
}

static void facts(const struct picture *picture, struct text *text)
{
    const struct strategy strategy = strategy_of(picture->world, picture->home);
    words_say(text, picture->words, WORD_STRATEGY_STRIP_ENTRIES, GROUPED(strategy_count(&strategy)));
    if (strategy_kind(&strategy) == STRATEGY_SPLIT)
        words_say(text, picture->words, WORD_STRATEGY_STRIP_BEHIND,
                  GROUPED(strategy_register(&strategy, STRATEGY_BEHIND)),
                  GROUPED(strategy_register(&strategy, STRATEGY_EVERY)));
    else
        words_say(text, picture->words, WORD_STRATEGY_STRIP_MAPS, NUMBER(strategy_part_count(&strategy)));
}

/* ---- the cursor: a row is a lane */

static bool clamp(const struct world *world, uint32_t home, struct cursor *cursor)
{
    const struct strategy strategy = strategy_of(world, home);
    int64_t count = strategy_part_count(&strategy), row = cursor->row < 0 ? 0 : cursor->row;
    *cursor = (struct cursor){.row = row < count ? row : count > 0 ? count - 1 : 0};
    return count > 0;
}

static void walk(const struct world *world, uint32_t home, struct cursor *cursor, enum direction direction)
{
    bool back = direction == DIRECTION_LEFT || direction == DIRECTION_UP;
    cursor->row += back ? -1 : 1;
    clamp(world, home, cursor);
}

static bool suggests(const struct picture *picture, const char *suggestion)
{
    const struct strategy strategy = strategy_of(picture->world, picture->home);
    return strncmp(suggestion, "publish", 7) != 0 || strategy_kind(&strategy) == STRATEGY_SPLIT;
}

#define MARK(style, glyph, name)                                                                             \
    {                                                                                                        \
        STYLE_##style, glyph, WORD_STRATEGY_MARK_##name, WORD_STRATEGY_MEANS_MARK_##name                     \
    }
/* Of the map in hand, in the words of its own face. */
#define MARK_OF_MAP(style, glyph, name)                                                                      \
    {                                                                                                        \
        STYLE_##style, glyph, WORD_CLASSIC_MARK_##name, WORD_CLASSIC_MEANS_MARK_##name                       \
    }
static const struct mark_row marks[] = {
    MARK(moving, "›", IN_HAND),
    MARK_OF_MAP(moving, "[ ]", IN_HAND),
    MARK_OF_MAP(match, "= =", FOUND),
    MARK_OF_MAP(strong, "□", TARGET),
    MARK_OF_MAP(frontier, "»", LOOP),
    MARK_OF_MAP(strong, "*", DELIVERED),
    MARK_OF_MAP(probe, "( )", LOOKED_AT),
    MARK_OF_MAP(other, "≠", OTHER),
    MARK_OF_MAP(new_x, "▸x ▸y", MOVED),
    MARK_OF_MAP(new_x, "x y", MOVED),
    MARK_OF_MAP(frontier, "▶", FRONTIER),
    MARK_OF_MAP(good, "✓", EVACUATED),
    MARK(entry, "▁ █", BUCKET),
    MARK(frontier, "▴", GROWING),
    MARK(gauge, "██▌", FULL),
    MARK_OF_MAP(entry, "▪", ENTRY),
    MARK_OF_MAP(warn, "+", OVERFLOW),
    MARK_OF_MAP(tombstone, "○", EMPTY_ONE),
    MARK_OF_MAP(dim, "▸·", WAS_EMPTY),
    MARK(dim, "·", EMPTY),
    {.glyph = NULL},
};
#undef MARK_OF_MAP
#undef MARK

const struct face face_strategy = {
    .marks = marks,
    .fields = strategy_header_fields,
    .title = WORD_STRATEGY_SCREEN,
    .draw = draw,
    .lens = lens,
    .tell = tell,
    .many = many,
    .phases = phases,
    .strip = strip,
    .facts = facts,
    .costs = WORD_STRATEGY_COSTS,
    .stage = WORD_STRATEGY_STAGE,
    .stage_shows = WORD_STRATEGY_STAGE_SHOWS,
    .prompt = WORD_STRATEGY_PROMPT,
    .prompt_other = WORD_STRATEGY_PROMPT_OTHER,
    .prompt_type = "sharded[string]int",
    .suggests = suggests,
    .clamp = clamp,
    .walk = walk,
};
