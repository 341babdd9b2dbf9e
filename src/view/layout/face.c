/* The face of layouts: its reading, its panels, its strip. */
#include "view/layout/panels.h"

int layout_part_of(const struct event *event)
{
    return event->kind >= LAYOUT_tophash && event->kind <= LAYOUT_reserve
               ? LAYOUT_TOPHASH_PART + event->kind - LAYOUT_tophash
               : LAYOUT_PARTS;
}

struct layout_reading layout_read(const struct picture *picture, const struct now *now)
{
    struct layout_reading reading = {
        .subject = layout_of_home(picture->world, picture->home), .now = now, .part = LAYOUT_PARTS};
    for (int which = 0; which < LAYOUT_TYPES; which++) {
        reading.types[which] = layout_map(&reading.subject, which);
        reading.done[which] = layout_done(&reading.subject, which);
    }
    struct event event = now->event;
    if (!now->has_event)
        return reading;
    /* What it follows from stands before it, if that is remembered. */
    if (event.kind == LAYOUT_set && now->at > picture->timeline->first)
        event = timeline_event(picture->timeline, now->at - 1);
    reading.part = layout_part_of(&event);
    if (reading.part == LAYOUT_PARTS)
        return reading;
    reading.which = event.slot;
    if (reading.done[reading.which] == reading.part) /* it is being told */
        reading.done[reading.which]++;
    return reading;
}

static struct screen_room draw(struct grid *grid, const struct face_areas *areas,
                               const struct picture *picture, const struct now *now, struct text *story)
{
    const struct layout_reading reading = layout_read(picture, now);
    struct screen_room room = layout_draw_stage(grid, areas->stage, picture, &reading);
    if (areas->header.height > 0)
        layout_draw_header(grid, areas->header, picture, &reading);
    if (areas->lens.height > 0)
        layout_draw_lens(grid, areas->lens, picture, &reading);
    if (now->has_event && now->mark != NULL)
        layout_tell_story(picture, &reading, story);
    return room;
}

static void lens(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct layout_reading reading = layout_read(picture, now);
    layout_draw_lens(grid, area, picture, &reading);
}

static void tell(const struct picture *picture, const struct now *now, struct text *story)
{
    const struct layout_reading reading = layout_read(picture, now);
    layout_tell_story(picture, &reading, story);
}

/* A bucket as a strip: 8 tophash, 8 keys of 16, ... */
static void strip(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct layout_subject subject = layout_of_home(picture->world, picture->home);
    const struct maptype *type = layout_map(&subject, 0);
    (void)now;
    if (type == NULL)
        return;
    panel_say(grid, area.x, area.y, area.width, STYLE_label, picture, WORD_LAYOUT_STRIP_PARTS,
              PANEL_ARGUMENTS(NUMBER(type->key_slot), NUMBER(type->elem_slot)));
}

static void facts(const struct picture *picture, struct text *text)
{
    const struct layout_subject subject = layout_of_home(picture->world, picture->home);
    const struct maptype *type = layout_map(&subject, 0), *other = layout_map(&subject, 1);
    if (type != NULL && other != NULL)
        words_say(text, picture->words, WORD_LAYOUT_STRIP_TWO, NUMBER(type->bucket_size),
                  NUMBER(other->bucket_size));
    else if (type != NULL)
        words_say(text, picture->words, WORD_LAYOUT_STRIP_ONE, NUMBER(type->bucket_size));
}

/* There is no cursor: nothing lies in a slot. */
static bool clamp(const struct world *world, uint32_t home, struct cursor *cursor)
{
    (void)world, (void)home;
    *cursor = (struct cursor){0};
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
        STYLE_##style, glyph, WORD_LAYOUT_MARK_##name, WORD_LAYOUT_MEANS_MARK_##name                         \
    }
static const struct mark_row marks[] = {
    MARK(new_y, "▸", POINTER),     MARK(entry, "■", DATA), MARK(tombstone, "▪", PARTLY),
    MARK(tombstone, "░", PADDING), {.glyph = NULL},
};
#undef MARK

const struct face face_layout = {
    .marks = marks,
    .fields = layout_header_fields,
    .title = WORD_LAYOUT_SCREEN,
    .draw = draw,
    .lens = lens,
    .tell = tell,
    .phases = layout_phases,
    .strip = strip,
    .facts = facts,
    .costs = WORD_LAYOUT_COSTS,
    .stage = WORD_LAYOUT_STAGE,
    .stage_shows = WORD_LAYOUT_STAGE_SHOWS,
    .prompt = WORD_LAYOUT_PROMPT,
    .prompt_other = WORD_LAYOUT_PROMPT,
    .prompt_type = "",
    .suggests = suggests,
    .clamp = clamp,
    .walk = walk,
};
