#include "view/classic/bands.h"

#include "model/classic/measure.h"

#include <stddef.h>
#include <string.h>

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* ---- how tall each band is */

/* Of so many old buckets the chains are shown while they move; what a frame costs must not grow with the map. */
enum { CHAINS_MOST = 64 };

/* Overflow buckets that were taken off old buckets since the growth began, so that their bands stay as tall as they were. */
static void find_freed(struct bands *bands, const struct picture *picture, const struct reading *reading)
{
    enum { REGISTERS_BEHIND = 16 }; /* hashGrow writes a few registers before it is told */
    const struct timeline *timeline = picture->timeline;
    position grow;
    if (!reading_growth(picture, reading, &grow))
        return;
    bool any = false;
    for (position at = grow; at > timeline->first && grow - at < REGISTERS_BEHIND && !any; at--) {
        const struct event event = timeline_event(timeline, at - 1);
        any = event.kind == CLASSIC_set && event.index == REGISTER_NOVERFLOW && event.before > 0;
    }
    for (position at = grow; any && at < timeline->cursor && bands->freed_count < BANDS_MOST; at++) {
        const struct event event = timeline_event(timeline, at);
        if (event.kind == CLASSIC_link && event.region == bands->old_array && event.after == 0 &&
            event.before != 0)
            bands->freed[bands->freed_count++] = (struct band_freed){event.index, event.before};
    }
}

reference bands_old_overflow(const struct bands *bands, const struct classic *map, uint64_t bucket)
{
    reference next = classic_next_link(map, REFERENCE(bands->old_array, bucket));
    for (int i = 0; i < bands->freed_count && next == 0; i++) {
        if (bands->freed[i].bucket == bucket)
            next = bands->freed[i].link;
    }
    return next;
}

static int links_of(const struct bands *bands, const struct classic *map, uint64_t index)
{
    int most = bands->height / bands->lines;
    if (bands->collapsed)
        return 1;
    int links = bands->old_array != 0
                    ? 1 + (int)classic_chain_length(map, bands_old_overflow(bands, map, index))
                    : (int)classic_chain_length(map, classic_bucket(map, index));
    if (bands->growing && bands->old_array == 0) {
        int of_y = (int)classic_chain_length(map, classic_bucket(map, index + bands->count));
        links = of_y > links ? of_y : links;
    }
    return links < 1 ? 1 : least(links, most < 1 ? 1 : most);
}

/* ---- which bands are shown, and where */

/* How many buckets a column takes at rest. What was x and y in a growth is a column each, if that can be. */
static uint64_t bands_a_column(const struct bands *bands)
{
    uint64_t fit = (uint64_t)((bands->height + bands->gap) / (bands->lines + bands->gap)),
             part = bands->count;
    if (bands->columns == 1)
        return bands->count;
    while (part > fit && part % 2 == 0)
        part /= 2;
    return part > 0 && part * BAND_SIDES >= bands->count ? part : fit;
}

/* Puts bands from `top` on below one another, at rest in as many columns as it takes. Returns how many fit. */
static int place_bands(struct bands *bands, const struct classic *map, uint64_t top)
{
    int y = 0, column = 0;
    uint64_t here = 0, most = bands_a_column(bands);
    bands->shown = 0;
    for (uint64_t i = top; i < bands->count && bands->shown < BANDS_MOST; i++) {
        int links = links_of(bands, map, i), tall = links * bands->lines;
        if (y > 0 && (y + tall > bands->height || here == most)) {
            y = 0;
            here = 0;
            if (++column == bands->columns)
                break;
        }
        here++;
        bands->bands[bands->shown++] =
            (struct band){i, (enum band_side)column, bands->y + y, least(links, bands->height), 0};
        y += tall + bands->gap;
    }
    return bands->shown;
}

/* Of more bands than fit, a window around the action: it moves by halves, so that rows stand still while the action is near. */
static uint64_t window_top(uint64_t row, uint64_t count, int fit)
{
    uint64_t step = fit > 1 ? (uint64_t)fit / 2 : 1, top = row / step * step;
    top = top > step / 2 ? top - step / 2 : 0;
    if (top + (uint64_t)fit > count)
        top = count > (uint64_t)fit ? count - (uint64_t)fit : 0;
    return top;
}

/* The old bucket that was the last one to be moved, or was found to have moved. */
static uint64_t last_moved(const struct picture *picture, const struct reading *reading)
{
    enum { FARTHEST_WORK = 64 };
    for (position at = reading->now->at; at > reading->now->mark->begin; at--) {
        const struct event event = timeline_event(picture->timeline, at - 1);
        if (event.kind == CLASSIC_evacuated || event.kind == CLASSIC_work)
            return event.index;
        if (reading->now->at - at > FARTHEST_WORK)
            break;
    }
    return 0;
}

/* The bucket that somebody points at, the last one if there are several; false: nobody does. */
static bool row_pointed_at(const struct look *look, const struct classic *map, uint64_t *row)
{
    for (int i = look->point_count - 1; i >= 0; i--) {
        const struct point *point = &look->points[i];
        struct classic_spot spot = {.found = point->what == POINT_PLACE,
                                    .bucket = (uint64_t)point->place.row};
        if (point->what == POINT_KEY)
            spot = classic_locate(map, point->key);
        if (spot.found) {
            *row = spot.bucket;
            return true;
        }
    }
    return false;
}

/* The band that the action or the keyboard is in. */
static uint64_t row_in_hand(const struct bands *bands, const struct picture *picture,
                            const struct reading *reading)
{
    const struct classic *map = &reading->map;
    const struct look *look = picture->look;
    uint64_t mask = bands->count > 0 ? bands->count - 1 : 0;
    struct link_place place;
    uint64_t pointed;
    if (row_pointed_at(look, map, &pointed))
        return pointed & mask;
    if (look->on_buckets || reading_is_looked_for(picture, reading))
        return (uint64_t)look->cursor.row & mask;
    if (bands->ending >= 0)
        return last_moved(picture, reading) & mask;
    if (reading->focus_old != 0 && reading_find_link(map, reading->focus_old, &place))
        return place.bucket & mask;
    if (reading->focus_new != 0 && reading_find_link(map, reading->focus_new, &place))
        return place.bucket & mask;
    return bands->growing      ? classic_register(map, REGISTER_NEVACUATE) & mask
           : bands->digits > 0 ? classic_longest_chain(map, classic_array(map, false))
                               : 0;
}

/*
 * Gaps between bands go first, then chains, then bands. At rest one column goes before several: as it will be while the map grows,
 * so that the beginning of a growth moves nothing if that can be. Returns how many fit.
 */
static int fit_bands(struct bands *bands, const struct classic *map)
{
    static const struct {
        int columns;
        bool collapsed, gap;
    } tries[] = {{1, false, true}, {1, false, false},         {1, true, true},
                 {1, true, false}, {BAND_SIDES, false, true}, {BAND_SIDES, false, false}};
    int gap = bands->gap;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        bool wrong = bands->growing ? tries[i].columns != 1 : tries[i].collapsed;
        wrong = wrong || (bands->growing && bands->count > CHAINS_MOST && !tries[i].collapsed);
        if (wrong || (!tries[i].gap && gap == 0))
            continue;
        bands->columns = tries[i].columns;
        bands->collapsed = tries[i].collapsed;
        bands->gap = tries[i].gap ? gap : 0;
        if ((uint64_t)place_bands(bands, map, 0) == bands->count)
            return bands->shown;
    }
    bands->gap = gap;
    bands->columns = bands->growing ? 1 : BAND_SIDES;
    bands->collapsed = bands->growing;
    return place_bands(bands, map, 0);
}

/* The window of bands around row `row`, or where the viewer scrolled to; `fit` of them fit. */
static void place_window(struct bands *bands, const struct classic *map, const struct look *look,
                         uint64_t row, int fit)
{
    uint64_t most = bands->count - (uint64_t)(fit > 0 ? fit : 1);
    bands->top = look->follow || look->on_buckets ? window_top(row, bands->count, fit)
                 : look->top < 0                  ? 0
                 : (uint64_t)look->top > most     ? most
                                                  : (uint64_t)look->top;
    fit = place_bands(bands, map, bands->top);
    if (look->follow && (row < bands->top || row >= bands->top + (uint64_t)fit))
        place_bands(bands, map, bands->top = row);
}

/* The panes of the field, or the one of a strip. */
static void place_panes(struct bands *bands, int count)
{
    struct panes *panes = &bands->panes;
    panes->sides = count;
    panes->y = bands->y;
    for (int side = 0; side < BAND_SIDES; side++) {
        panes->cells[side] = bands->slots[side];
        panes->number_end[side] = bands->number_end[side];
    }
}

/* At rest the field has the whole width, but for the histogram beside it. */
static void widen_field(struct bands *bands)
{
    static const int groups[] = {8, 0};
    struct panes *panes = &bands->panes;
    int room = bands->width - bands->slots[BAND_OLD] -
               (bands->width >= WIDTH_OF_GAPS   ? 34
                : bands->width >= WIDTH_OF_KEYS ? 9
                                                : 1);
    for (int columns = PANES_MOST_COLUMNS; columns >= SLOTS; columns /= 2) {
        for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
            if (panes_width(columns, groups[i]) > room || columns_are_too_many(bands, columns, bands->gap))
                continue;
            panes->columns = columns;
            panes->group = groups[i];
            return;
        }
    }
}

/* The field, and below it the one band in hand, with all the lines that are left for its chain. */
static void place_field(struct bands *bands, const struct picture *picture, const struct reading *reading)
{
    struct panes *panes = &bands->panes;
    const struct look *look = picture->look;
    int need = bands->lines + bands->gap;
    uint64_t row = row_in_hand(bands, picture, reading);
    if (!look->follow && !look->on_buckets && look->top >= 0 && (uint64_t)look->top < bands->count)
        row = (uint64_t)look->top;
    panes->count = bands->count;
    place_panes(bands, !bands->growing ? 1 : bands->same_size ? 2 : 3);
    if (!bands->growing)
        widen_field(bands);
    panes_zoom(panes, look->zoom, bands->height - need, row);
    panes_set_rows(panes, bands->height - need);
    int above = panes->rows, left = bands->height - above;
    above += left > need && above > 0;
    bands->y += above;
    bands->height -= above;
    bands->columns = 1;
    bands->top = row;
    bands->collapsed = false;
    int links = links_of(bands, &reading->map, row);
    bands->bands[0] = (struct band){row, BAND_OLD, bands->y, links, 0};
    bands->shown = bands->height >= bands->lines;
}

/* Of more bands than fit a line shows all. */
static void place_strip(struct bands *bands)
{
    struct panes *panes = &bands->panes;
    int room = bands->width - bands->slots[BAND_OLD];
    if (bands->height < 2 * LEAST_BANDS)
        return;
    place_panes(bands, 1);
    panes->count = panes->shown = bands->count;
    panes->digits = 0;
    for (panes->columns = (int)bands->count; panes->columns > room;)
        panes->columns /= 2;
    panes->group = panes_width(panes->columns, 8) <= room ? 8 : 0;
    panes_set_rows(panes, 1);
    bands->y++;
    bands->height--;
}

static void place_all(struct bands *bands, const struct picture *picture, const struct reading *reading)
{
    const struct classic *map = &reading->map;
    int fit = fit_bands(bands, map);
    if ((uint64_t)fit == bands->count)
        return;
    place_strip(bands);
    if (bands->panes.rows > 0)
        fit = fit_bands(bands, map);
    place_window(bands, map, picture->look, row_in_hand(bands, picture, reading), fit);
}

/* Everything, of a map with so many old or present buckets. */
static void place(struct bands *bands, const struct picture *picture, const struct reading *reading)
{
    columns_choose(bands, picture->look);
    if (bands->old_array != 0 && bands->count <= CHAINS_MOST)
        find_freed(bands, picture, reading);
    if (bands->digits > 0)
        place_field(bands, picture, reading);
    else
        place_all(bands, picture, reading);
}

/* The array that the map has left in the events before this one; what was dropped can be read as long as that is remembered. 0: it is
   not found. */
static uint32_t array_left_now(const struct picture *picture, const struct reading *reading)
{
    enum { REGISTERS_BEFORE = 16 }; /* that the end of a growth writes before it is told */
    for (position at = reading->now->at;
         at > picture->timeline->first && reading->now->at - at < REGISTERS_BEFORE; at--) {
        const struct event event = timeline_event(picture->timeline, at - 1);
        if (event.kind == CLASSIC_set && event.region == picture->home && event.index == REGISTER_OLDBUCKETS)
            return (uint32_t)event.before;
    }
    return 0;
}

void bands_before_end(struct bands *before, const struct bands *after, const struct picture *picture,
                      const struct reading *reading)
{
    memset(before, 0, offsetof(struct bands, bands));
    before->x = after->x;
    before->y = after->panes.rows > 0 ? after->panes.y : after->y;
    before->width = after->width;
    before->height = after->height + after->y - before->y;
    before->growing = true;
    before->count = after->count / 2;
    before->appearing = before->settling = -1;
    before->ending = after->digits > 0 ? after->ending : after->settling;
    before->old_array = after->digits > 0 ? 0 : array_left_now(picture, reading);
    place(before, picture, reading);
}

/* ---- the end of a growth in bands */

/* How far a part of the phase has come, in thousandths of it. */
static int64_t part_of(int64_t phase, int64_t from, int64_t to)
{
    return phase <= from ? 0 : phase >= to ? 1000 : panel_eased((phase - from) * 1000 / (to - from));
}

static int between(int from, int to, int64_t part)
{
    return from + (int)((to - from) * part / 1000);
}

/* Whether at rest x is a column and y the next, or all is one column: then nobody crosses another one's way. */
static bool can_settle(const struct bands *bands)
{
    uint64_t half = bands->count / 2;
    if ((uint64_t)bands->shown != bands->count || bands->count < 2)
        return false;
    enum band_side last = bands->bands[bands->count - 1].column;
    return last == BAND_OLD || (bands->bands[half - 1].column == BAND_OLD &&
                                bands->bands[half].column == BAND_X && last == BAND_X);
}

/*
 * First one sees that the old array is gone. Then y goes down to its lines, if it has others at rest, then both go left. Sets where
 * each band is on that way.
 */
static void settle(struct bands *bands, const struct picture *picture, const struct reading *reading,
                   int phase)
{
    enum { SEEN_GONE = 350, DOWN = 600 };
    struct bands before;
    bands->settling = phase;
    bands_before_end(&before, bands, picture, reading);
    if (!can_settle(bands) || (uint64_t)before.shown != before.count || before.content != bands->content) {
        bands->settling = -1;
        return;
    }
    bool lower = bands->bands[bands->count - 1].column == BAND_OLD;
    int64_t down = lower ? part_of(phase, SEEN_GONE, DOWN) : 1000,
            left = part_of(phase, lower ? DOWN : SEEN_GONE, 1000);
    for (uint64_t i = 0; i < bands->count; i++) {
        struct band *band = &bands->bands[i];
        enum band_side from = i < before.count ? BAND_X : BAND_Y;
        band->shift = between(before.slots[from] - bands->slots[band->column], 0, left);
        band->y = between(before.bands[i % before.count].y, band->y, down);
    }
    for (int column = BAND_OLD; column <= BAND_X; column++)
        bands->pitch[column] = between(before.pitch[BAND_X], bands->pitch[column], left);
    bands->dropped = phase < SEEN_GONE ? before.slots[BAND_OLD] : 0;
    bands->dropped_width = bands_block_width(&before, BAND_OLD);
}

void bands_of(struct bands *bands, struct area area, const struct picture *picture,
              const struct reading *reading)
{
    const struct classic *map = &reading->map;
    const struct look *look = picture->look;
    memset(bands, 0, offsetof(struct bands, bands)); /* what is behind has a count */
    bands->x = area.x;
    bands->y = area.y + 1;
    bands->width = area.width;
    bands->height = area.height - 1;
    if (bands->height < 0)
        bands->height = 0;
    bands->growing = classic_growing(map);
    bands->same_size = classic_same_size(map);
    bands->count = bands->growing ? classic_old_bucket_count(map) : classic_bucket_count(map);
    bands->old_array = (uint32_t)classic_register(map, REGISTER_OLDBUCKETS);
    bands->appearing = bands->ending = bands->settling = -1;
    place(bands, picture, reading);
    const struct event *event = &reading->now->event;
    if (!reading->now->has_event || !reading->now->under_way || look->motion != MOTION_FULL)
        return;
    if (event->kind == CLASSIC_grow)
        bands->appearing = (int)(bands->count * (uint64_t)reading->now->phase / 1000);
    else if (event->kind == CLASSIC_grown && event->before != event->after && bands->digits == 0)
        settle(bands, picture, reading, reading->now->phase);
    else if (event->kind == CLASSIC_grown && event->before != event->after && look->zoom == 0 &&
             bands->panes.rows > 0)
        bands->ending = reading->now->phase;
}

/* ---- finding */

const struct band *bands_find(const struct bands *bands, bool old, uint64_t bucket, enum band_side *column)
{
    uint64_t index = bucket;
    *column = BAND_OLD;
    if (bands->growing && !old) {
        *column = bucket < bands->count ? BAND_X : BAND_Y;
        index = bucket & (bands->count - 1);
    }
    if (index < bands->top || index >= bands->top + (uint64_t)bands->shown)
        return NULL;
    const struct band *band = &bands->bands[index - bands->top];
    if (!bands->growing)
        *column = band->column;
    return band;
}

int bands_left(const struct bands *bands, const struct band *band, enum band_side column)
{
    return bands->x + bands->slots[column] + band->shift;
}

bool bands_note(const struct bands *bands, const struct band *band, enum band_side column, int *x, int *y)
{
    bool beside = bands->lines * bands->a_line > SLOTS; /* the last line has room for one more */
    *x = bands_left(bands, band, column) + (beside             ? SLOTS % bands->a_line * bands->pitch[column]
                                            : bands->lines > 1 ? 0
                                                               : SLOTS + 1);
    *y = band->y + bands->lines * band->links - 1 + (!beside && bands->lines > 1);
    return *y < bands->y + bands->height && (beside || bands->lines == 1 || bands->gap > 0);
}

bool bands_slot(const struct bands *bands, bool old, uint64_t bucket, int link, int slot, int *x, int *y)
{
    enum band_side column;
    const struct band *band = bands_find(bands, old, bucket, &column);
    if (band == NULL || (link >= band->links && !bands->collapsed))
        return false;
    if (link >= band->links)
        return bands_note(bands, band, column, x, y);
    *x = bands_left(bands, band, column) + slot % bands->a_line * bands->pitch[column];
    *y = band->y + link * bands->lines + slot / bands->a_line;
    return *y < bands->y + bands->height;
}

bool bands_find_slot(const struct bands *bands, const struct reading *reading, reference link, int slot,
                     int *x, int *y)
{
    struct link_place place;
    return reading_find_link(&reading->map, link, &place) &&
           bands_slot(bands, place.old, place.bucket, place.link, slot, x, y);
}
