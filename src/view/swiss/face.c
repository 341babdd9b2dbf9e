/* The face of Swiss maps: its panels from one reading, its strip, and the keyboard's cursor on it. */
#include "view/face.h"

#include "view/swiss/panels.h"

static struct screen_room draw(struct grid *grid, const struct face_areas *areas,
                               const struct picture *picture, const struct now *now, struct text *story)
{
    const struct swiss_reading reading = swiss_reading_of(picture, now);
    struct screen_room room = swiss_draw_stage(grid, areas->stage, picture, &reading);
    if (areas->header.height > 0)
        swiss_draw_header(grid, areas->header, picture, &reading);
    if (areas->lens.height > 0)
        swiss_draw_lens(grid, areas->lens, picture, &reading);
    if (now->has_event && now->mark != NULL)
        swiss_tell_story(picture, &reading, story);
    return room;
}

static void lens(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct swiss_reading reading = swiss_reading_of(picture, now);
    swiss_draw_lens(grid, area, picture, &reading);
}

static void tell(const struct picture *picture, const struct now *now, struct text *story)
{
    const struct swiss_reading reading = swiss_reading_of(picture, now);
    swiss_tell_story(picture, &reading, story);
}

static void strip(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    (void)grid, (void)area, (void)picture, (void)now;
}

static void facts(const struct picture *picture, struct text *text)
{
    const struct swiss map = swiss_of(picture->world, picture->home);
    words_say(text, picture->words, WORD_SWISS_STRIP, NUMBER(swiss_word(&map, SWISS_WORD_USED)),
              NUMBER(swiss_table_count(&map)));
}

static bool clamp(const struct world *world, uint32_t home, struct cursor *cursor)
{
    (void)world, (void)home;
    *cursor = (struct cursor){.row = 0};
    return false;
}

static void walk(const struct world *world, uint32_t home, struct cursor *cursor, enum direction direction)
{
    (void)direction;
    clamp(world, home, cursor);
}

static bool suggests(const struct picture *picture, const char *suggestion)
{
    (void)picture, (void)suggestion;
    return true;
}

#define MARK(style, glyph, name)                                                                             \
    {                                                                                                        \
        STYLE_##style, glyph, WORD_SWISS_MARK_##name, WORD_SWISS_MEANS_MARK_##name                           \
    }
static const struct mark_row marks[] = {
    MARK(warn, "††", TOMBSTONE),
    MARK(dim, "··", EMPTY),
    {.glyph = NULL},
};
#undef MARK

const struct face face_swiss = {
    .marks = marks,
    .fields = swiss_header_fields,
    .title = WORD_SWISS_SCREEN,
    .draw = draw,
    .lens = lens,
    .tell = tell,
    .phases = swiss_phases,
    .strip = strip,
    .facts = facts,
    .costs = WORD_SWISS_COSTS,
    .stage = WORD_SWISS_STAGE,
    .stage_shows = WORD_SWISS_STAGE_SHOWS,
    .prompt = WORD_SWISS_PROMPT,
    .prompt_other = WORD_SWISS_PROMPT_OTHER,
    .prompt_type = "map[string]int",
    .suggests = suggests,
    .clamp = clamp,
    .walk = walk,
};
