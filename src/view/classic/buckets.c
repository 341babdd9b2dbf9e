/* The stage of a map: its buckets in bands, their chains, and what the action does to them. */
#include "view/classic/early.h"
#include "view/classic/stage.h"

#include <string.h>

/* Columns that a note must have. */
enum { LEAST_NOTE = 8 };

/* It is being moved: its first mark says evacuated, but it is not done. */
bool stage_is_moving(const struct stage *stage, uint64_t bucket)
{
    const struct event *event = &stage->reading->now->event;
    return stage->reading->evacuating && stage->reading->old_bucket == bucket &&
           event->kind != CLASSIC_evacuated && event->kind != CLASSIC_advance;
}

/* Whether the action is in a bucket. Where an entry goes is not given away before its bit was looked at. */
static bool is_in_hand(const struct stage *stage, bool old, uint64_t bucket)
{
    const struct reading *reading = stage->reading;
    reference focus = old ? reading->focus_old : reading->focus_new;
    struct link_place place;
    if (reading->moving && !old && !reading->decided)
        return false;
    return focus != 0 && reading_find_link(&reading->map, focus, &place) && place.old == old &&
           place.bucket == bucket;
}

/* ---- blocks */

/* Of what frames a block: in a growth x and y have their hues, whatever they hold. */
static enum style frame_style(const struct stage *stage, bool old, uint64_t bucket, enum style usual)
{
    bool hue = !old && !stage->bands.same_size && (stage->bands.growing || stage->bands.settling >= 0);
    return hue ? stage_entry_style(stage, old, bucket) : usual;
}

static void draw_number(const struct stage *stage, const struct band *band, bool old, enum band_side column,
                        uint64_t bucket)
{
    const struct bands *bands = &stage->bands;
    const struct classic *map = &stage->reading->map;
    const char *number = NUMBER(bucket);
    int digits = (int)strlen(number);
    bool hand = is_in_hand(stage, old, bucket);
    enum style style = !hand ? frame_style(stage, old, bucket, STYLE_label)
                       : old || (!bands->growing && bands->settling < 0)
                           ? STYLE_strong
                           : stage_entry_style(stage, old, bucket);
    int x = bands->x + bands->number_end[column] + band->shift - digits + 1;
    int left = column == BAND_OLD ? bands->x
                                  : bands->x + bands->slots[column - 1] +
                                        bands_block_width(bands, (enum band_side)(column - 1));
    if (x < left) /* a narrow screen: what bucket it is says its old one */
        return;
    grid_text(stage->grid, x, band->y, digits, style, number);
    if (hand)
        grid_flag(stage->grid, x, band->y, digits, GRID_BOLD);
    if (slot_bucket_is_pointed_at(stage, old, bucket))
        grid_flag(stage->grid, x, band->y, digits, GRID_REVERSE | GRID_BOLD);
    if (!bands->growing && hand)
        grid_put(stage->grid, x - 1, band->y, 0x203a, STYLE_strong);
    if (!old)
        return;
    if (x == bands->x)
        return;
    if (bucket == classic_register(map, REGISTER_NEVACUATE))
        grid_put(stage->grid, bands->x, band->y, 0x25b6, STYLE_frontier);
    else if (classic_evacuated(map, classic_old_bucket(map, bucket)) && !stage_is_moving(stage, bucket))
        grid_put(stage->grid, bands->x, band->y, 0x2713, STYLE_good);
}

/* The hook that holds the lines of a bucket together. */
static void draw_hook(const struct stage *stage, const struct band *band, enum band_side column,
                      enum style style, int links)
{
    const struct bands *bands = &stage->bands;
    int x = bands->x + bands->number_end[column] + band->shift, last = links * bands->lines - 1;
    for (int line = 1; line <= last; line++) {
        bool overflow = line % bands->lines == 0;
        uint32_t rune = overflow ? '+' : line == last ? 0x2570 : 0x2502;
        if (band->y + line < bands->y + bands->height)
            grid_put(stage->grid, x, band->y + line, rune, overflow ? STYLE_warn : style);
    }
}

/* Entries in the links from `link` on, those that have moved from there too; and how many links those are. */
static int entries_behind(const struct classic *map, reference link, int *links)
{
    int entries = 0;
    for (*links = 0; link != 0; link = classic_next_link(map, link), ++*links) {
        for (int slot = 0; slot < SLOTS; slot++) {
            uint8_t top = classic_cells(map, link)->tophash[slot];
            entries += top >= TOP_MIN || top == TOP_EVACUATED_X || top == TOP_EVACUATED_Y;
        }
    }
    return entries;
}

/* The slot that the action is in is seen even in a link that has no room: link number `number`, or one behind it. Returns the
   columns that it took. */
static int draw_hidden_slot(const struct stage *stage, bool old, uint64_t bucket, int number, reference link,
                            int x, int y)
{
    for (; link != 0; link = classic_next_link(&stage->reading->map, link), number++) {
        for (int slot = 0; slot < SLOTS; slot++) {
            const struct stage_slot at = {old, false, bucket, number, link, slot};
            bool pointed = slot_is_pointed_at(stage, &at) && !slot_bucket_is_pointed_at(stage, old, bucket);
            if (!pointed && !slot_is_in_action(stage, &at))
                continue;
            slot_draw(stage, &at, x, y, 0);
            return stage->bands.key + 1;
        }
    }
    return 0;
}

/* Where no blank line parts the bands, every other one has no plates, but for the one in hand. */
static bool has_card(const struct stage *stage, const struct band *band)
{
    const struct bands *bands = &stage->bands;
    bool in_hand = bands->growing && stage->reading->evacuating && stage->reading->old_bucket == band->index;
    return bands->content != SLOT_GLYPH && (bands->gap > 0 || band->index % 2 == 0 || in_hand);
}

/* What a block has beside what is shown of it: links that have no room, or that are gone. */
static void draw_note(const struct stage *stage, const struct band *band, bool old, enum band_side column,
                      uint64_t bucket, reference hidden, bool freed)
{
    const struct bands *bands = &stage->bands;
    int x, y, links, entries = entries_behind(&stage->reading->map, hidden, &links);
    if (hidden == 0 || !bands_note(bands, band, column, &x, &y))
        return;
    if (freed && band->links > 1) { /* where its first link stood */
        x = bands_left(bands, band, column);
        y = band->y + bands->lines;
    }
    if (!freed)
        x += draw_hidden_slot(stage, old, bucket, band->links, hidden, x, y);
    int end = column == BAND_OLD ? bands->number_end[BAND_X] - 1
              : column == BAND_X ? bands->number_end[BAND_Y] - 1
                                 : bands->width;
    bool wide = bands->x + end - x >= 30;
    if (bands->x + end - x < LEAST_NOTE)
        return;
    int used = panel_say(stage->grid, x, y, bands->x + end - x, STYLE_label, stage->picture,
                         !wide   ? (entries > 0 ? WORD_CLASSIC_BAND_MORE : WORD_CLASSIC_BAND_MORE_EMPTY)
                         : freed ? WORD_CLASSIC_BAND_FREED
                                 : WORD_CLASSIC_BAND_MORE_WIDE,
                         PANEL_ARGUMENTS(NUMBER(entries), NUMBER(links)));
    if (has_card(stage, band) && y < band->y + band->links * bands->lines) /* it stands on the plate */
        grid_flag(stage->grid, x, y, used + 1, GRID_CARD);
}

static void draw_block(const struct stage *stage, const struct band *band, bool old, enum band_side column,
                       uint64_t bucket)
{
    const struct bands *bands = &stage->bands;
    const struct classic *map = &stage->reading->map;
    reference link = old ? classic_old_bucket(map, bucket) : classic_bucket(map, bucket), hidden;
    int number = 0, x, y;
    draw_number(stage, band, old, column, bucket);
    for (; link != 0 && number < band->links; link = classic_next_link(map, link), number++) {
        for (int slot = 0; slot < SLOTS; slot++) {
            const struct stage_slot at = {old, false, bucket, number, link, slot};
            if (bands_slot(bands, old, bucket, number, slot, &x, &y))
                slot_draw(stage, &at, x, y, 0);
        }
    }
    hidden = link;
    draw_hook(stage, band, column, frame_style(stage, old, bucket, STYLE_dim), number);
    bool freed = old && hidden == 0 && number == 1; /* if it ever had another link */
    if (freed)
        hidden = bands_old_overflow(bands, map, bucket);
    draw_note(stage, band, old, column, bucket, hidden, freed);
}

static void draw_band(const struct stage *stage, int number)
{
    const struct bands *bands = &stage->bands;
    const struct band *band = &bands->bands[number];
    draw_block(stage, band, bands->growing, band->column, band->index);
    if (!bands->growing || (bands->appearing >= 0 && number >= bands->appearing))
        return;
    draw_block(stage, band, false, BAND_X, band->index);
    if (!bands->same_size)
        draw_block(stage, band, false, BAND_Y, band->index + bands->count);
}

/* A bucket, with its chain, is seen to be one thing: a plate below its slots. */
static void draw_card(const struct stage *stage, const struct band *band, bool old, enum band_side column,
                      uint64_t bucket)
{
    const struct bands *bands = &stage->bands;
    const struct classic *map = &stage->reading->map;
    reference link = old ? classic_old_bucket(map, bucket) : classic_bucket(map, bucket);
    int x = bands_left(bands, band, column) - bands->x - 1, end = x + bands_block_width(bands, column) + 2;
    int lines = 0;
    for (int number = 0; link != 0 && number < band->links; link = classic_next_link(map, link), number++)
        lines += bands->lines;
    for (int y = band->y; y < band->y + lines && y < bands->y + bands->height; y++)
        grid_flag(stage->grid, bands->x + x, y, (end < bands->width ? end : bands->width) - x, GRID_CARD);
}

/* An old bucket that the map has just dropped: its plate stands a moment longer, with nothing on it. */
static void draw_dropped(const struct stage *stage, const struct band *band)
{
    const struct bands *bands = &stage->bands;
    for (int line = 0; line < bands->lines && band->index < bands->count / 2; line++)
        grid_flag(stage->grid, bands->x + bands->dropped - 1, band->y + line, bands->dropped_width + 2,
                  GRID_CARD);
}

static void draw_cards(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    for (int i = 0; i < bands->shown; i++) {
        const struct band *band = &bands->bands[i];
        if (!has_card(stage, band))
            continue;
        if (bands->dropped > 0)
            draw_dropped(stage, band);
        draw_card(stage, band, bands->growing, band->column, band->index);
        if (!bands->growing || (bands->appearing >= 0 && i >= bands->appearing))
            continue;
        draw_card(stage, band, false, BAND_X, band->index);
        if (!bands->same_size)
            draw_card(stage, band, false, BAND_Y, band->index + bands->count);
    }
}

/* The band in hand is seen to be one thing: all its lines have a ground of their own. */
static void draw_ground(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    enum band_side column;
    if (!stage->reading->evacuating)
        return;
    const struct band *band = bands_find(bands, true, stage->reading->old_bucket, &column);
    for (int line = 0; band != NULL && line < band->links * bands->lines + bands->gap; line++) {
        if (band->y + line < bands->y + bands->height)
            grid_flag(stage->grid, bands->x, band->y + line, bands->width, GRID_GROUND);
    }
}

/* The numbers of the slots in the first line of a block, above it, if nothing stands there. */
static void draw_slot_numbers(const struct stage *stage, bool old, uint64_t bucket)
{
    const struct bands *bands = &stage->bands;
    int x[SLOTS], y;
    bool free = true;
    for (int slot = 0; slot < bands->a_line; slot++) {
        if (!bands_slot(bands, old, bucket, 0, slot, &x[slot], &y) || y - 1 < bands->y)
            return;
        const struct cell *cell = grid_cell(stage->grid, x[slot], y - 1);
        free = free && cell != NULL && cell->rune == ' ';
    }
    for (int slot = 0; slot < bands->a_line && free; slot++)
        grid_put(stage->grid, x[slot], y - 1, '0' + (uint32_t)slot, STYLE_label);
}

/* Of the band in hand, where bands have gaps. */
static void draw_numbers_of_slots(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    uint64_t bucket = stage->reading->old_bucket;
    if (!stage->reading->evacuating || !bands->growing || bands->gap == 0 || bands->key < 2)
        return;
    draw_slot_numbers(stage, true, bucket);
    draw_slot_numbers(stage, false, bucket);
    if (!bands->same_size)
        draw_slot_numbers(stage, false, bucket + bands->count);
}

static bool is_blank(const struct grid *grid, int x, int y, int columns)
{
    for (int i = 0; i < columns; i++) {
        const struct cell *cell = grid_cell(grid, x + i, y);
        if (cell == NULL || cell->rune != ' ')
            return false;
    }
    return true;
}

/* In the first line below the old bucket that nothing stands in. */
static void draw_early_note(const struct stage *stage, const struct band *band, value_id key)
{
    const struct bands *bands = &stage->bands;
    int y = band->y + bands->lines, below = band->y + band->links * bands->lines + bands->gap;
    int x = bands->x + bands->slots[BAND_OLD], room = bands->gate - bands->slots[BAND_OLD] - 2;
    while (y < below && !is_blank(stage->grid, x, y, room))
        y++;
    if (y == below || y >= bands->y + bands->height)
        return;
    struct text name = {0};
    panel_value(stage->picture, key,
                room - panel_width(stage->picture, WORD_CLASSIC_BAND_EARLY, PANEL_ARGUMENTS("")), &name);
    panel_say(stage->grid, x, y, room, STYLE_label, stage->picture, WORD_CLASSIC_BAND_EARLY,
              PANEL_ARGUMENTS(text_string(&name)));
    text_free(&name);
}

/* Why a bucket moved before its turn. */
static void draw_early(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    struct early early;
    if (!bands->growing || bands->gap == 0 || bands->digits > 0 ||
        !early_read(&early, stage->picture, stage->reading))
        return;
    for (int i = 0; i < bands->shown; i++) {
        const struct band *band = &bands->bands[i];
        if (band->index < early.count && early.by[band->index] != VALUE_NONE &&
            !stage_is_moving(stage, band->index))
            draw_early_note(stage, band, early.by[band->index]);
    }
}

/* The end of a growth that leaves a field: titles as they will be; x and y go over. */
static void draw_ending(struct stage *stage)
{
    struct stage before = *stage;
    struct ending ending;
    bands_before_end(&before.bands, &stage->bands, stage->picture, stage->reading);
    keys_read(&before);
    stage->keys = before.keys;
    titles_draw(stage);
    ending_read(&ending, &before.bands, &stage->bands);
    ending_draw_field(&ending, &before, stage);
    for (int i = 0; i < before.bands.shown; i++) {
        const struct band *band = &before.bands.bands[i];
        if (!ending_has_block(&ending, band, BAND_X))
            draw_block(&before, band, false, BAND_X, band->index);
        if (!ending_has_block(&ending, band, BAND_Y))
            draw_block(&before, band, false, BAND_Y, band->index + before.bands.count);
    }
    ending_free(&ending);
}

static void draw_moment(struct stage *stage)
{
    keys_read(stage);
    titles_draw(stage);
    panes_draw(stage);
    histogram_draw(stage);
    slot_find_probes(stage);
    for (int i = 0; i < stage->bands.shown; i++)
        draw_band(stage, i);
    table_draw(stage);
    gate_draw(stage);
    draw_numbers_of_slots(stage);
    draw_early(stage);
    draw_cards(stage);
    draw_ground(stage);
}

struct screen_room buckets_draw(struct grid *grid, struct area area, const struct picture *picture,
                                const struct reading *reading)
{
    struct stage stage;
    stage.grid = grid;
    stage.picture = picture;
    stage.reading = reading;
    stage.probe_count = 0;
    loop_read(&stage.loop, picture, reading);
    bool low = area.height < WAITING_LEAST;
    stage.waiting = waiting_take(&stage, &area);
    stage.left = left_take(&stage, &area);
    stage.area = area;
    bands_of(&stage.bands, area, picture, reading);
    if (stage.bands.ending >= 0)
        draw_ending(&stage);
    else
        draw_moment(&stage);
    left_draw(&stage);
    waiting_draw(&stage);
    keys_free(&stage);
    return (struct screen_room){.letters = stage.bands.content == SLOT_GLYPH,
                                .pending_needs = low ? WAITING_LEAST : 0,
                                .below = stage.waiting.height + stage.left.area.height,
                                .rows = stage.bands.shown,
                                .top = (int64_t)stage.bands.top,
                                .all = (int64_t)stage.bands.count};
}
