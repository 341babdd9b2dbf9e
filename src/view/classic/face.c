/* The face of the classic map: its panels from one reading, its strip, and the keyboard's cursor on it. */
#include "view/face.h"

#include "model/classic/measure.h"
#include "view/classic/panels.h"

static struct screen_room draw(struct grid *grid, const struct face_areas *areas,
                               const struct picture *picture, const struct now *now, struct text *story)
{
    const struct reading reading = reading_of(picture, now);
    struct screen_room room = buckets_draw(grid, areas->stage, picture, &reading);
    if (areas->header.height > 0)
        header_draw(grid, areas->header, picture, &reading);
    if (areas->lens.height > 0)
        lens_draw(grid, areas->lens, picture, &reading);
    if (now->event != NULL && now->mark != NULL)
        story_tell_classic(picture, &reading, story);
    return room;
}

static void lens(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct reading reading = reading_of(picture, now);
    lens_draw(grid, area, picture, &reading);
}

static void tell(const struct picture *picture, const struct now *now, struct text *story)
{
    const struct reading reading = reading_of(picture, now);
    story_tell_classic(picture, &reading, story);
}

/* ---- as a strip: a character a bucket, as high as it is full */

static uint32_t bar_of(const struct classic *map, reference link, bool old)
{
    if (old && classic_evacuated(map, link))
        return ' ';
    uint64_t live = classic_live_in_chain(map, link);
    return live == 0 ? 0x00b7 : live > SLOTS ? '+' : 0x2580 + (uint32_t)live;
}

static int strip_array(struct grid *grid, int x, int y, int end, const struct classic *map, bool old)
{
    struct classic_array array = classic_array(map, old);
    for (uint64_t i = 0; i < array.count && x < end; i++) {
        if (x == end - 1 && i + 1 < array.count) {
            x += grid_put(grid, x, y, 0x2026, STYLE_dim);
            break;
        }
        uint32_t bar = bar_of(map, classic_array_bucket(array, i), old);
        x += grid_put(grid, x, y, bar, bar == 0x00b7 ? STYLE_dim : old ? STYLE_old : STYLE_entry);
    }
    return x;
}

static void strip(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct classic map = classic_of(picture->world, picture->home);
    int x = area.x, end = area.x + area.width;
    (void)now;
    if (classic_growing(&map)) {
        x = strip_array(grid, x, area.y, x + area.width / 3, &map, true) + 1;
        x += grid_put(grid, x, area.y, 0x203a, STYLE_dim) + 1;
    }
    strip_array(grid, x, area.y, end, &map, false);
}

static void facts(const struct picture *picture, struct text *text)
{
    const struct classic map = classic_of(picture->world, picture->home);
    uint64_t count = classic_register(&map, REGISTER_COUNT), buckets = classic_bucket_count(&map);
    words_say(text, picture->words, WORD_CLASSIC_STRIP_ENTRIES, NUMBER(count));
    words_say(text, picture->words, WORD_CLASSIC_STRIP_BUCKETS, NUMBER(buckets));
    if (classic_growing(&map))
        words_say(text, picture->words, WORD_CLASSIC_STRIP_GROWING, NUMBER(classic_evacuated_count(&map)),
                  NUMBER(classic_old_bucket_count(&map)));
}

/* ---- the cursor: pane 1 is oldbuckets, a row is a bucket */

static reference link_at(const struct classic *map, const struct cursor *cursor, int link)
{
    reference at = classic_array_bucket(classic_array(map, cursor->pane != 0), (uint64_t)cursor->row);
    for (; link > 0 && at != 0; link--)
        at = classic_next_link(map, at);
    return at;
}

static bool clamp(const struct world *world, uint32_t home, struct cursor *cursor)
{
    const struct classic map = classic_of(world, home);
    cursor->pane = cursor->pane != 0 && classic_growing(&map);
    uint64_t count = classic_array(&map, cursor->pane != 0).count;
    if (cursor->row < 0 || count == 0)
        cursor->row = 0;
    else if ((uint64_t)cursor->row >= count)
        cursor->row = (int64_t)count - 1;
    if (count == 0)
        cursor->link = 0;
    while (cursor->link > 0 && link_at(&map, cursor, cursor->link) == 0)
        cursor->link--;
    if (cursor->slot >= SLOTS)
        cursor->slot = SLOTS - 1;
    return count > 0;
}

/* Rightwards through the slots of a bucket, along its chain, and from the old array over to the new one. */
static void walk_right(const struct classic *map, struct cursor *cursor)
{
    if (cursor->slot < SLOTS - 1) {
        cursor->slot++;
    } else if (link_at(map, cursor, cursor->link + 1) != 0) {
        cursor->link++;
        cursor->slot = 0;
    } else if (cursor->pane != 0) {
        *cursor = (struct cursor){.row = cursor->row};
    }
}

static void walk_left(const struct classic *map, struct cursor *cursor)
{
    if (cursor->slot > 0) {
        cursor->slot--;
    } else if (cursor->link > 0) {
        cursor->link--;
        cursor->slot = SLOTS - 1;
    } else if (cursor->pane == 0 && classic_growing(map)) {
        cursor->pane = 1;
        cursor->row &= (int64_t)classic_old_bucket_count(map) - 1;
        cursor->slot = SLOTS - 1;
    }
}

static void walk(const struct world *world, uint32_t home, struct cursor *cursor, enum direction direction)
{
    const struct classic map = classic_of(world, home);
    if (!clamp(world, home, cursor))
        return;
    switch (direction) {
    case DIRECTION_LEFT:
        walk_left(&map, cursor);
        break;
    case DIRECTION_RIGHT:
        walk_right(&map, cursor);
        break;
    case DIRECTION_UP:
    case DIRECTION_DOWN:
        cursor->row += direction == DIRECTION_UP ? -1 : 1;
        cursor->link = 0;
        break;
    }
    clamp(world, home, cursor);
}

static const struct mark_row marks[] = {
    {STYLE_moving, "[ ]", WORD_CLASSIC_MARK_IN_HAND},    {STYLE_strong, "□", WORD_CLASSIC_MARK_TARGET},
    {STYLE_new_x, "▸x ▸y", WORD_CLASSIC_MARK_MOVED},     {STYLE_frontier, "▶", WORD_CLASSIC_MARK_FRONTIER},
    {STYLE_good, "✓", WORD_CLASSIC_MARK_EVACUATED},      {STYLE_probe, "( )", WORD_CLASSIC_MARK_LOOKED_AT},
    {STYLE_other, "≠", WORD_CLASSIC_MARK_OTHER},         {STYLE_warn, "+", WORD_CLASSIC_MARK_OVERFLOW},
    {STYLE_tombstone, "○", WORD_CLASSIC_MARK_EMPTY_ONE}, {STYLE_dim, "▸·", WORD_CLASSIC_MARK_WAS_EMPTY},
    {STYLE_dim, "·", WORD_CLASSIC_MARK_EMPTY_REST},      {.glyph = NULL},
};

const struct face face_classic = {
    .marks = marks,
    .draw = draw,
    .lens = lens,
    .tell = tell,
    .phases = classic_phases,
    .strip = strip,
    .facts = facts,
    .costs = WORD_CLASSIC_COSTS,
    .stage = WORD_CLASSIC_STAGE,
    .prompt = WORD_CLASSIC_PROMPT,
    .clamp = clamp,
    .walk = walk,
};
