/* The stage of a map: its buckets in bands, their chains, and what the action does to them. */
#include "view/classic/stage.h"

#include <stdio.h>
#include <string.h>

/* Columns that a note must have. */
enum { LEAST_NOTE = 8 };

/* Which of the marks on a slot matters most now; a slot has one look. */
enum emphasis { QUIET, CHANGED, VISITED, PROBED, MATCHED, TARGET, IN_HAND, UNDER_CURSOR };

/* While a band is in hand, the others step back. */
static bool steps_back(const struct stage *stage, uint64_t band)
{
    return stage->bands.growing && stage->reading->evacuating && stage->reading->old_bucket != band;
}

enum style stage_entry_style(const struct stage *stage, bool old, uint64_t bucket)
{
    bool aside = steps_back(stage, bucket & (stage->bands.count - 1));
    if (old)
        return aside ? STYLE_aside : STYLE_old;
    if (!stage->bands.growing || stage->bands.same_size)
        return STYLE_entry;
    if (bucket < stage->bands.count)
        return aside ? STYLE_aside_x : STYLE_new_x;
    return aside ? STYLE_aside_y : STYLE_new_y;
}

/* The text of a slot and the style of what it holds, whatever happens to it. */
enum style stage_slot_text(const struct stage *stage, bool old, uint64_t bucket, uint8_t top, value_id key,
                           value_id elem, int room, struct text *text)
{
    enum slot_content content = stage->bands.content;
    bool narrow = content == SLOT_GLYPH;
    switch (top) {
    case TOP_EMPTY_REST:
        text_add(text, content == SLOT_TOPHASH ? "··" : "·");
        return STYLE_dim;
    case TOP_EMPTY_ONE:
        text_add(text, content == SLOT_TOPHASH ? "○○" : "○");
        return STYLE_tombstone;
    case TOP_EVACUATED_X:
        text_add(text, narrow ? "x" : "▸x");
        return steps_back(stage, bucket) ? STYLE_aside_x : STYLE_new_x;
    case TOP_EVACUATED_Y:
        text_add(text, narrow ? "y" : "▸y");
        return steps_back(stage, bucket) ? STYLE_aside_y : STYLE_new_y;
    case TOP_EVACUATED_EMPTY:
        text_add(text, narrow ? "-" : "▸·");
        return STYLE_dim;
    default:
        break;
    }
    if (narrow)
        text_add(text, "■");
    else if (content == SLOT_TOPHASH || (content == SLOT_KEY && stage->cut == KEY_AS_TOPHASH))
        text_format(text, "%02x", top);
    else if (content == SLOT_KEY)
        keys_add(stage, key, room, stage->cut, text);
    else
        panel_value(stage->picture, elem, room, text);
    return stage_entry_style(stage, old, bucket);
}

static bool same_slot(reference a, int a_slot, reference b, int b_slot)
{
    return a == b && a_slot == b_slot;
}

static enum emphasis event_emphasis(const struct reading *reading, reference link, int slot)
{
    const struct event *event = reading->now->event;
    if (event == NULL)
        return QUIET;
    reference at = place_bucket(event_place(event));
    bool here = same_slot(at, event->slot, link, slot);
    if (reading->moving) {
        if (!reading->travelling && same_slot(reading->from, reading->from_slot, link, slot))
            return IN_HAND;
        if (reading->has_target && same_slot(reading->to, reading->to_slot, link, slot))
            return event->kind == CLASSIC_moved ? IN_HAND : reading->decided ? TARGET : QUIET;
        return QUIET;
    }
    if (!here)
        return QUIET;
    switch (event->kind) {
    case CLASSIC_probe:
        return event->before == event->after ? MATCHED : PROBED;
    case CLASSIC_candidate:
    case CLASSIC_restend:
    case CLASSIC_visit:
        return PROBED;
    case CLASSIC_compare:
        return event->after != 0 ? MATCHED : PROBED;
    case CLASSIC_found:
    case CLASSIC_deliver:
    case CLASSIC_lookup:
        return MATCHED;
    case CLASSIC_skip:
        return VISITED;
    case CLASSIC_placed:
    case CLASSIC_updated:
    case CLASSIC_removed:
        return IN_HAND;
    default:
        return QUIET;
    }
}

static enum emphasis slot_emphasis(const struct stage *stage, bool old, uint64_t bucket, int number,
                                   reference link, int slot)
{
    const struct look *look = stage->picture->look;
    if (look->on_buckets && (look->cursor.pane != 0) == old && look->cursor.row == (int64_t)bucket &&
        look->cursor.link == number && look->cursor.slot == slot)
        return UNDER_CURSOR;
    enum emphasis emphasis = event_emphasis(stage->reading, link, slot);
    uint64_t before;
    if (emphasis == IN_HAND && now_is_over(stage->reading->now))
        emphasis = CHANGED;
    if (emphasis == QUIET &&
        now_changed(stage->reading->now, bucket_place(link, FIELD_TOPHASH, slot), &before))
        return CHANGED;
    if (emphasis == QUIET && now_changed(stage->reading->now, bucket_place(link, FIELD_ELEM, slot), &before))
        return CHANGED;
    return emphasis;
}

/* Brackets stand in the blanks around a slot, so that emphasis is seen without colour too. */
void stage_brackets(const struct stage *stage, int x, int y, int used, uint32_t left, uint32_t right,
                    enum style style)
{
    if (stage->bands.key < 2)
        return;
    grid_put(stage->grid, x - 1, y, left, style);
    grid_put(stage->grid, x + used, y, right, style);
}

/* Whether slots are looked at; when something was found, or not, one still sees what was. */
static bool is_searching(const struct stage *stage)
{
    const struct event *event = stage->reading->now->event;
    if (event == NULL || !stage->reading->has_mask || stage->reading->evacuating)
        return false;
    switch (event->kind) {
    case CLASSIC_probe:
    case CLASSIC_compare:
    case CLASSIC_candidate:
    case CLASSIC_restend:
    case CLASSIC_follow:
    case CLASSIC_found:
    case CLASSIC_absent:
        return true;
    default:
        return false;
    }
}

/* The probes since a bucket was chosen, up to now. */
static void find_probes(struct stage *stage)
{
    const struct timeline *timeline = stage->picture->timeline;
    const struct now *now = stage->reading->now;
    size_t index;
    const struct event *event =
        is_searching(stage) ? timeline_landmark_before(timeline, now->at, &index) : NULL;
    while (event != NULL && event->kind != CLASSIC_choose && index > 0)
        event = timeline_landmark(timeline, --index);
    if (event == NULL || event->kind != CLASSIC_choose || now->mark == NULL ||
        timeline->landmarks[index] < now->mark->begin)
        return;
    for (position at = timeline->landmarks[index]; at <= now->at && stage->probe_count < STAGE_PROBES; at++) {
        event = timeline_event(timeline, at);
        if (event->kind == CLASSIC_probe && event->before != event->after && event->before >= TOP_MIN)
            stage->probes[stage->probe_count++] =
                (struct stage_probe){place_bucket(event_place(event)), event->slot};
    }
}

static bool was_probed(const struct stage *stage, reference link, int slot)
{
    for (int i = 0; i < stage->probe_count; i++) {
        if (same_slot(stage->probes[i].link, stage->probes[i].slot, link, slot))
            return true;
    }
    return false;
}

static void draw_slot(const struct stage *stage, bool old, uint64_t bucket, int number, reference link,
                      int slot, int x, int y)
{
    const struct bucket *cells = classic_cells(&stage->reading->map, link);
    uint8_t top = cells->tophash[slot];
    value_id key = cells->key[slot], elem = cells->elem[slot];
    uint64_t before;
    if (stage->picture->look->before) {
        if (now_changed(stage->reading->now, bucket_place(link, FIELD_TOPHASH, slot), &before))
            top = (uint8_t)before;
        if (now_changed(stage->reading->now, bucket_place(link, FIELD_KEY, slot), &before))
            key = (value_id)before;
        if (now_changed(stage->reading->now, bucket_place(link, FIELD_ELEM, slot), &before))
            elem = (value_id)before;
    }
    struct text text = {0};
    enum emphasis emphasis = slot_emphasis(stage, old, bucket, number, link, slot);
    /* The blanks for brackets are there for letters where there are no brackets. */
    int room = old && emphasis <= CHANGED ? stage->bands.pitch[BAND_OLD] - 1 : stage->bands.key;
    room = room < 1 ? 1 : room;
    enum style style = stage_slot_text(stage, old, bucket, top, key, elem, room, &text);
    bool other = (emphasis <= CHANGED || emphasis == PROBED) && top >= TOP_MIN &&
                 stage->bands.content != SLOT_GLYPH && was_probed(stage, link, slot);
    if (other) { /* what was compared, in place of the key, which was not */
        text_clear(&text);
        text_format(&text, "%02x ≠", top);
        style = STYLE_other;
    }
    if (emphasis == TARGET) {
        text_clear(&text);
        text_add(&text, "□");
        style = stage->reading->side ? STYLE_target_y : STYLE_target_x;
    }
    int used = grid_text(stage->grid, x, y, room, style, text_string(&text));
    text_free(&text);
    switch (emphasis) {
    case QUIET:
        break;
    case CHANGED:
        grid_flag(stage->grid, x, y, used, GRID_UNDERLINE);
        break;
    case VISITED:
    case PROBED:
        grid_restyle(stage->grid, x, y, used, STYLE_probe);
        stage_brackets(stage, x, y, used, '(', ')', STYLE_probe);
        break;
    case MATCHED:
        grid_restyle(stage->grid, x, y, used, STYLE_match);
        stage_brackets(stage, x, y, used, '[', ']', STYLE_match);
        break;
    case TARGET:
        stage_brackets(stage, x, y, used, ' ', ' ', style);
        break;
    case IN_HAND:
        grid_restyle(stage->grid, x, y, used, STYLE_moving);
        stage_brackets(stage, x, y, used, '[', ']', STYLE_moving);
        break;
    case UNDER_CURSOR:
        grid_restyle(stage->grid, x, y, used, STYLE_cursor);
        break;
    }
    if (stage->picture->look->found != VALUE_NONE && top >= TOP_MIN && key == stage->picture->look->found)
        grid_flag(stage->grid, x, y, used, GRID_BOLD | GRID_UNDERLINE);
}

/* It is being moved: its first mark says evacuated, but it is not done. */
bool stage_is_moving(const struct stage *stage, uint64_t bucket)
{
    const struct event *event = stage->reading->now->event;
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

static void draw_number(const struct stage *stage, const struct band *band, bool old, enum band_side column,
                        uint64_t bucket)
{
    const struct bands *bands = &stage->bands;
    const struct classic *map = &stage->reading->map;
    char number[24];
    int digits = snprintf(number, sizeof number, "%llu", (unsigned long long)bucket);
    bool hand = is_in_hand(stage, old, bucket);
    enum style style = !hand                    ? STYLE_label
                       : old || !bands->growing ? STYLE_strong
                                                : stage_entry_style(stage, old, bucket);
    int x = bands->x + bands->number_end[column] - digits + 1;
    grid_text(stage->grid, x, band->y, digits, style, number);
    if (hand)
        grid_flag(stage->grid, x, band->y, digits, GRID_BOLD);
    if (!bands->growing && hand)
        grid_put(stage->grid, x - 1, band->y, 0x203a, STYLE_strong);
    if (!old)
        return;
    if (bucket == classic_register(map, REGISTER_NEVACUATE))
        grid_put(stage->grid, bands->x, band->y, 0x25b6, STYLE_frontier);
    else if (classic_evacuated(map, classic_old_bucket(map, bucket)) && !stage_is_moving(stage, bucket))
        grid_put(stage->grid, bands->x, band->y, 0x2713, STYLE_good);
}

/* The hook that holds the lines of a bucket together. */
static void draw_hook(const struct stage *stage, const struct band *band, enum band_side column, int links)
{
    const struct bands *bands = &stage->bands;
    int x = bands->x + bands->number_end[column], last = links * bands->lines - 1;
    for (int line = 1; line <= last; line++) {
        bool overflow = line % bands->lines == 0;
        uint32_t rune = overflow ? '+' : line == last ? 0x2570 : 0x2502;
        if (band->y + line < bands->y + bands->height)
            grid_put(stage->grid, x, band->y + line, rune, overflow ? STYLE_warn : STYLE_dim);
    }
}

/* Entries in the links from `link` on, those that have moved from there too. */
static int entries_behind(const struct classic *map, reference link)
{
    int entries = 0;
    for (; link != 0; link = classic_next_link(map, link)) {
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
            if (slot_emphasis(stage, old, bucket, number, link, slot) <= CHANGED)
                continue;
            draw_slot(stage, old, bucket, number, link, slot, x, y);
            return stage->bands.key + 1;
        }
    }
    return 0;
}

/* What a block has beside what is shown of it: links that have no room, or that are gone. */
static void draw_note(const struct stage *stage, const struct band *band, bool old, enum band_side column,
                      uint64_t bucket, reference hidden, bool freed)
{
    const struct bands *bands = &stage->bands;
    int x, y, entries = entries_behind(&stage->reading->map, hidden);
    if (hidden == 0 || !bands_note(bands, band, column, &x, &y))
        return;
    if (freed && band->links > 1) { /* where its first link stood */
        x = bands->x + bands->slots[column];
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
    panel_say(stage->grid, x, y, bands->x + end - x, STYLE_label, stage->picture,
              !wide   ? WORD_CLASSIC_BAND_MORE
              : freed ? WORD_CLASSIC_BAND_FREED
                      : WORD_CLASSIC_BAND_MORE_WIDE,
              PANEL_ARGUMENTS(NUMBER(entries)));
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
            if (bands_slot(bands, old, bucket, number, slot, &x, &y))
                draw_slot(stage, old, bucket, number, link, slot, x, y);
        }
    }
    hidden = link;
    draw_hook(stage, band, column, number);
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

struct screen_room buckets_draw(struct grid *grid, struct area area, const struct picture *picture,
                                const struct reading *reading)
{
    struct stage stage;
    stage.grid = grid;
    stage.area = area;
    stage.picture = picture;
    stage.reading = reading;
    stage.probe_count = 0;
    bands_of(&stage.bands, area, picture, reading);
    stage.cut = keys_cut(&stage);
    titles_draw(&stage);
    find_probes(&stage);
    for (int i = 0; i < stage.bands.shown; i++)
        draw_band(&stage, i);
    gate_draw(&stage);
    draw_ground(&stage);
    return (struct screen_room){
        .rows = stage.bands.shown, .top = (int64_t)stage.bands.top, .all = (int64_t)stage.bands.count};
}
