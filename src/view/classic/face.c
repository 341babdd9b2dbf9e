/* The face of the classic map: its panels from one reading, its strip, and the keyboard's cursor on it. */
#include "view/face.h"

#include "model/classic/measure.h"
#include "model/classic/summary.h"
#include "view/classic/panels.h"

#include <string.h>

/* In full if that fits, else in as few words as it takes. */
static void tell_to_fit(const struct picture *picture, const struct reading *reading, const struct area *area,
                        struct text *story)
{
    size_t before = story->length;
    story_tell_classic(picture, reading, false, story);
    if (area->height == 0 || panel_wrap(text_string(story), area->width - 2, NULL, NULL) <= area->height)
        return;
    story->length = before;
    story->bytes[before] = '\0';
    story_tell_classic(picture, reading, true, story);
}

static struct screen_room draw(struct grid *grid, const struct face_areas *areas,
                               const struct picture *picture, const struct now *now, struct text *story)
{
    const struct reading reading = reading_of(picture, now);
    struct screen_room room = buckets_draw(grid, areas->stage, picture, &reading);
    if (areas->header.height > 0)
        header_draw(grid, areas->header, picture, &reading);
    if (areas->lens.height > 0)
        lens_draw(grid, areas->lens, picture, &reading);
    if (now->has_event && now->mark != NULL)
        tell_to_fit(picture, &reading, &areas->story, story);
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
    story_tell_classic(picture, &reading, false, story);
}

static void values(const struct picture *picture, const struct now *now, struct text *values)
{
    const struct reading reading = reading_of(picture, now);
    values_say_classic(picture, &reading, values);
}

/* What a growth costs the writes meanwhile, or when the next one begins. */
static void many(const struct picture *picture, struct text *text)
{
    const struct classic map = classic_of(picture->world, picture->home);
    const struct maptype *type = classic_type(&map);
    uint64_t old = classic_old_bucket_count(&map), buckets = classic_bucket_count(&map);
    if (type == NULL)
        return;
    int B = (int)classic_register(&map, REGISTER_B);
    uint64_t count = classic_register(&map, REGISTER_COUNT), most = maptype_capacity(type, B);
    if (classic_growing(&map) && type->at_once)
        words_say(text, picture->words, WORD_CLASSIC_MANY_ALL, GROUPED(old), GROUPED(buckets));
    else if (classic_growing(&map))
        words_say(text, picture->words,
                  classic_same_size(&map) ? WORD_CLASSIC_MANY_PACKS : WORD_CLASSIC_MANY_GROWS, GROUPED(old),
                  GROUPED(buckets));
    else if (classic_register(&map, REGISTER_NOVERFLOW) >= maptype_overflow_limit(B) && count < most)
        words_say(text, picture->words, WORD_CLASSIC_MANY_RESTS_OVERFLOW);
    else
        words_say(text, picture->words, WORD_CLASSIC_MANY_RESTS, GROUPED(most + 1));
}

/* ---- as a strip: a character a bucket, as high as it is full; of a large map a character a run of buckets, as full as they are on
   average */

static uint32_t bar_of(const struct classic_summary *sum, uint64_t run, bool old)
{
    if (old && sum->moved == run)
        return ' ';
    uint64_t live = (sum->live + run - 1) / run;
    return live == 0 ? 0x00b7 : live > SLOTS ? '+' : 0x2580 + (uint32_t)live;
}

/* `moving`: the old bucket that has begun to move, which still holds what has not left; UINT64_MAX: none. */
static int strip_array(struct grid *grid, int x, int y, int end, const struct classic *map, bool old,
                       uint64_t moving)
{
    struct classic_array array = classic_array(map, old);
    uint64_t run = 1;
    while (x < end && array.count / run > (uint64_t)(end - x))
        run *= 2;
    for (uint64_t i = 0; i < array.count && x < end; i += run) {
        struct classic_summary sum = classic_summary(map, array, i, run);
        if (i <= moving && moving - i < run && sum.moved > 0) {
            sum.moved--;
            sum.live += classic_live_in_chain(map, classic_old_bucket(map, moving));
        }
        uint32_t bar = bar_of(&sum, run, old);
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
        uint64_t moving;
        reading_moved_buckets(picture, &map, &moving);
        x = strip_array(grid, x, area.y, x + area.width / 3, &map, true, moving) + 1;
        x += grid_put(grid, x, area.y, 0x203a, STYLE_dim) + 1;
    }
    strip_array(grid, x, area.y, end, &map, false, UINT64_MAX);
}

static void facts(const struct picture *picture, struct text *text)
{
    const struct classic map = classic_of(picture->world, picture->home);
    uint64_t count = classic_register(&map, REGISTER_COUNT), buckets = classic_bucket_count(&map);
    words_say(text, picture->words, WORD_CLASSIC_STRIP_ENTRIES, GROUPED(count));
    words_say(text, picture->words, WORD_CLASSIC_STRIP_BUCKETS, GROUPED(buckets));
    if (classic_growing(&map))
        words_say(text, picture->words, WORD_CLASSIC_STRIP_GROWING,
                  GROUPED(reading_moved_buckets(picture, &map, NULL)),
                  GROUPED(classic_old_bucket_count(&map)));
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

#define MARK(style, glyph, name)                                                                             \
    {                                                                                                        \
        STYLE_##style, glyph, WORD_CLASSIC_MARK_##name, WORD_CLASSIC_MEANS_MARK_##name                       \
    }
/* Keys of which there are always some more. */
static bool has_more_keys(const struct gotype *key)
{
    key = gotype_unwrap(key);
    bool number = key->kind == GOTYPE_INT || key->kind == GOTYPE_UINT || key->kind == GOTYPE_FLOAT ||
                  key->kind == GOTYPE_COMPLEX;
    return key->kind == GOTYPE_STRING || key->kind == GOTYPE_POINTER || (number && key->size > 1);
}

static bool suggests(const struct picture *picture, const char *suggestion)
{
    const struct classic map = classic_of(picture->world, picture->home);
    bool nil = classic_register(&map, REGISTER_NIL) != 0, growing = classic_growing(&map);
    if (strncmp(suggestion, "grow", 4) == 0)
        return !growing && classic_bucket_count(&map) > 0;
    if (strncmp(suggestion, "step-evacuate", 13) == 0)
        return growing;
    if (strncmp(suggestion, "insert", 6) == 0)
        return !nil;
    if (strncmp(suggestion, "fill", 4) == 0)
        return !nil && has_more_keys(classic_type(&map)->key);
    return true;
}

/* mapaccess1_faststr and its like; growWork and evacuate have a form for each of them, too. */
static const char *instead(const struct picture *picture, const struct now *now)
{
    const struct classic map = classic_of(picture->world, picture->home);
    const struct maptype *type = classic_type(&map);
    enum maptype_routine runs = MAPTYPE_GENERIC;
    if (now->routine == ROUTINE_mapassign)
        runs = type->assign;
    else if (now->routine == ROUTINE_mapaccess || now->routine == ROUTINE_growWork ||
             now->routine == ROUTINE_evacuate)
        runs = type->access;
    else if (now->routine == ROUTINE_mapdelete)
        runs = type->delete_;
    return runs != MAPTYPE_GENERIC ? maptype_routine_name(runs) : NULL;
}

/* Those of the action first: they are in sight only then. */
static const struct mark_row marks[] = {
    MARK(moving, "[ ]", IN_HAND),
    MARK(match, "= =", FOUND),
    MARK(strong, "□", TARGET),
    MARK(frontier, "»", LOOP),
    MARK(strong, "*", DELIVERED),
    MARK(probe, "( )", LOOKED_AT),
    MARK(other, "≠", OTHER),
    MARK(old, "‹──", IN_OLD),
    MARK(new_x, "▸x ▸y", MOVED),
    MARK(new_x, "x y", MOVED), /* where a slot is one character wide */
    MARK(frontier, "▶", FRONTIER),
    MARK(good, "✓", EVACUATED),
    MARK(label, "▸", RUN_MOVED),
    MARK(label, "▁ █", RUN_BAR),
    MARK(entry, "▪", ENTRY),
    MARK(warn, "+", OVERFLOW),
    MARK(tombstone, "○", EMPTY_ONE),
    MARK(dim, "▸·", WAS_EMPTY),
    MARK(dim, "-", WAS_EMPTY),
    MARK(dim, "·", EMPTY_REST),
    {.glyph = NULL},
};
#undef MARK

const struct face face_classic = {
    .marks = marks,
    .fields = header_fields,
    .flags = header_flags,
    .title = WORD_CLASSIC_SCREEN,
    .draw = draw,
    .lens = lens,
    .tell = tell,
    .values = values,
    .instead = instead,
    .many = many,
    .phases = classic_phases,
    .strip = strip,
    .facts = facts,
    .costs = WORD_CLASSIC_COSTS,
    .stage = WORD_CLASSIC_STAGE,
    .stage_shows = WORD_CLASSIC_STAGE_SHOWS,
    .prompt = WORD_CLASSIC_PROMPT,
    .prompt_other = WORD_CLASSIC_PROMPT_OTHER,
    .prompt_type = "map[string]int",
    .suggests = suggests,
    .clamp = clamp,
    .walk = walk,
};
