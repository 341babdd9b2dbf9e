/* The face of races: its panels from one reading, and its strip. */
#include "view/face.h"

#include "view/race/panels.h"

#include <string.h>

static struct screen_room draw(struct grid *grid, const struct face_areas *areas,
                               const struct picture *picture, const struct now *now, struct text *story)
{
    const struct race_reading reading = race_reading_of(picture, now);
    struct screen_room room = race_draw_stage(grid, areas->stage, picture, &reading);
    if (areas->header.height > 0)
        race_draw_header(grid, areas->header, picture, &reading);
    if (areas->lens.height > 0)
        race_draw_lens(grid, areas->lens, picture, &reading);
    if (now->has_event && now->mark != NULL)
        race_tell_story(picture, &reading, story);
    return room;
}

static void lens(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct race_reading reading = race_reading_of(picture, now);
    race_draw_lens(grid, area, picture, &reading);
}

static void tell(const struct picture *picture, const struct now *now, struct text *story)
{
    const struct race_reading reading = race_reading_of(picture, now);
    race_tell_story(picture, &reading, story);
}

/* ---- as a strip: the programs, and how it stands */

static void strip(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct race race = race_of(picture->world, picture->home);
    const struct race_settled its = race_settled(&race);
    struct text text = {0};
    (void)now;
    for (unsigned g = 0; g < its.setup.goroutines; g++) {
        text_format(&text, "%sg%u ", g > 0 ? "   " : "", g + 1);
        race_add_program(&its.setup, g, &text);
    }
    grid_text(grid, area.x, area.y, area.width, STYLE_entry, text_string(&text));
    text_free(&text);
}

static void facts(const struct picture *picture, struct text *text)
{
    const struct race race = race_of(picture->world, picture->home);
    const struct race_settled its = race_settled(&race);
    words_say(text, picture->words, WORD_RACE_STRIP, NUMBER(race_programs(&its.setup)), NUMBER(its.steps));
}

/* ---- nothing on the stage can be walked */

static bool clamp(const struct world *world, uint32_t home, struct cursor *cursor)
{
    (void)world, (void)home;
    *cursor = (struct cursor){0};
    return false;
}

static void walk(const struct world *world, uint32_t home, struct cursor *cursor, enum direction direction)
{
    (void)world, (void)home, (void)cursor, (void)direction;
}

static bool suggests(const struct picture *picture, const char *suggestion)
{
    const struct race race = race_of(picture->world, picture->home);
    const struct race_settled its = race_settled(&race);
    enum race_standing stands = race_stands_of(&its.setup, &its.state);
    if (strncmp(suggestion, "run", 3) == 0)
        return stands == RACE_STANDS_OPEN;
    if (strncmp(suggestion, "race again", 10) == 0)
        return its.steps > 0;
    return true;
}

#define MARK(style, glyph, name)                                                                             \
    {                                                                                                        \
        STYLE_##style, glyph, WORD_RACE_MARK_##name, WORD_RACE_MEANS_MARK_##name                             \
    }
static const struct mark_row marks[] = {
    MARK(moving, "[ ]", WRITTEN), MARK(probe, "( )", READ), MARK(new_x, "▸x ▸y", MOVED),
    MARK(tombstone, "○", ONE),    MARK(dim, "‖", LOCKED),   MARK(value, "■", STEP),
    MARK(dim, "·", REST),         {.glyph = NULL},
};
#undef MARK

const struct face face_race = {
    .marks = marks,
    .fields = race_header_fields,
    .title = WORD_RACE_SCREEN,
    .draw = draw,
    .lens = lens,
    .tell = tell,
    .phases = race_phases,
    .strip = strip,
    .facts = facts,
    .costs = WORD_RACE_COSTS,
    .stage = WORD_RACE_STAGE,
    .stage_shows = WORD_RACE_STAGE_SHOWS,
    .prompt = WORD_RACE_PROMPT,
    .prompt_other = WORD_RACE_PROMPT,
    .prompt_type = "race[go]",
    .suggests = suggests,
    .clamp = clamp,
    .walk = walk,
};
