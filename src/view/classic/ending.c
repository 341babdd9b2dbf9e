/*
 * The end of a growth that leaves a field: x is read off its pane and into the first half of the field, run by run, then y into the
 * second half. A bucket stands in one place at any moment, and never in front of another one: a run whose place is taken waits.
 */
#include "view/classic/stage.h"

#include "base/memory_or_die.h"

#include <stdlib.h>

/* ---- who stands where before it goes */

static uint32_t *owner_at(const struct ending *ending, int x, int y)
{
    bool inside = x >= 0 && y >= 0 && x < ending->width && y < ending->height;
    return inside ? &ending->owners[y * ending->width + x] : NULL;
}

static void own(struct ending *ending, struct area area, uint64_t bucket)
{
    for (int y = area.y; y < area.y + area.height; y++) {
        for (int x = area.x; x < area.x + area.width; x++) {
            uint32_t *owner = owner_at(ending, x, y);
            if (owner != NULL)
                *owner = (uint32_t)(bucket / ending->unit) + 1;
        }
    }
}

/* The blocks of a band, with number, hooks and notes. */
static struct area area_of_block(const struct bands *bands, const struct band *band, enum band_side side)
{
    int digits = bands->digits > 2 ? bands->digits : 2, x = bands->number_end[side] - digits,
        end = bands->slots[side] + bands_block_width(bands, (enum band_side)side) + 1;
    return (struct area){bands->x + x, band->y, end - x, band->links * bands->lines + bands->gap};
}

static void own_panes(struct ending *ending)
{
    const struct bands *bands = ending->before;
    const struct panes *panes = &bands->panes;
    for (uint64_t place = 0; bands->digits > 0 && panes->rows > 0 && place < panes->count;
         place += panes->run) {
        int x, y;
        for (int side = BAND_X; side <= BAND_Y; side++) {
            uint64_t bucket = place + (side == BAND_Y ? panes->count : 0);
            if (panes_find(panes, (enum band_side)side, bucket, &x, &y))
                own(ending, (struct area){bands->x + x, y, 1, 1}, bucket);
        }
    }
}

static void own_blocks(struct ending *ending)
{
    const struct bands *bands = ending->before;
    for (int i = 0; i < bands->shown; i++) {
        const struct band *band = &bands->bands[i];
        own(ending, area_of_block(bands, band, BAND_X), band->index);
        own(ending, area_of_block(bands, band, BAND_Y), band->index + bands->count);
    }
}

/* ---- who has gone */

/* Whether nobody else stands where a unit will stand in the field. */
static bool place_is_free(const struct ending *ending, size_t unit)
{
    const struct panes *panes = &ending->after->panes;
    uint64_t first = unit * ending->unit;
    for (uint64_t bucket = first; bucket < first + ending->unit; bucket += panes->run) {
        int x, y;
        if (!panes_find(panes, BAND_OLD, bucket, &x, &y))
            continue;
        const uint32_t *owner = owner_at(ending, ending->after->x + x, y);
        if (owner != NULL && *owner != 0 && *owner - 1 != unit && !ending->gone[*owner - 1])
            return false;
    }
    return true;
}

/* Each in its turn, as far as its place is free; who goes makes room for others. */
static void go(struct ending *ending)
{
    int64_t phase = panel_eased(ending->before->ending);
    size_t turns = (size_t)((uint64_t)phase * ending->count / 1000);
    for (bool again = true; again;) {
        again = false;
        for (size_t unit = 0; unit < turns; unit++) {
            if (ending->gone[unit] || !place_is_free(ending, unit))
                continue;
            ending->gone[unit] = again = true;
        }
    }
}

void ending_read(struct ending *ending, const struct bands *before, const struct bands *after)
{
    bool panes = before->digits > 0 && before->panes.rows > 0;
    *ending = (struct ending){.before = before, .after = after, .unit = after->panes.run};
    if (panes && before->panes.run > ending->unit)
        ending->unit = before->panes.run;
    ending->count = (size_t)(after->count / ending->unit);
    ending->width = before->x + before->width;
    ending->height = before->y + before->height;
    ending->gone = new_items(ending->count, sizeof *ending->gone);
    ending->owners = new_items((size_t)ending->width * (size_t)ending->height, sizeof *ending->owners);
    own_blocks(ending);
    own_panes(ending);
    go(ending);
}

void ending_free(struct ending *ending)
{
    free(ending->gone);
    free(ending->owners);
}

bool ending_has(const struct ending *ending, uint64_t bucket)
{
    return ending->gone[bucket / ending->unit];
}

bool ending_has_block(const struct ending *ending, const struct band *band, enum band_side side)
{
    const struct panes *panes = &ending->after->panes;
    struct area block = area_of_block(ending->before, band, side);
    int x = ending->after->x + panes->cells[BAND_OLD];
    bool beside = block.x >= x + panes_width(panes->columns, panes->group) || block.x + block.width <= x ||
                  block.y >= panes->y + panes->rows || block.y + block.height <= panes->y;
    return !beside && ending_has(ending, band->index + (side == BAND_Y ? ending->before->count : 0));
}

/* ---- the picture */

static bool has_not(const void *context, uint64_t bucket)
{
    return !ending_has(context, bucket);
}

static bool has_of_x(const void *context, uint64_t bucket)
{
    const struct ending *ending = context;
    return bucket < ending->before->count && ending_has(ending, bucket);
}

static bool has_of_y(const void *context, uint64_t bucket)
{
    const struct ending *ending = context;
    return bucket >= ending->before->count && ending_has(ending, bucket);
}

void ending_draw_field(const struct ending *ending, const struct stage *before, const struct stage *after)
{
    panes_draw_standing(after, BAND_OLD, BAND_X, has_of_x, ending);
    panes_draw_standing(after, BAND_OLD, BAND_Y, has_of_y, ending);
    if (before->bands.digits == 0)
        return;
    panes_draw_standing(before, BAND_X, BAND_X, has_not, ending);
    panes_draw_standing(before, BAND_Y, BAND_Y, has_not, ending);
}
