/* Old buckets that moved before their turn, since a write to one of their keys needed them: told below their bands. */
#include "view/classic/stage.h"

/* What is read of a growth: more old buckets than these have no bands. */
enum { BUCKETS = FIELD_FROM };

struct early {
    bool moved[BUCKETS];
    value_id by[BUCKETS]; /* the key whose write moved it before its turn, or VALUE_NONE */
    uint64_t count, next; /* old buckets, and the first that has not moved */
    value_id key;         /* of the write under way */
};

static bool begin(struct early *early, const struct classic *map)
{
    *early = (struct early){.count = classic_old_bucket_count(map), .key = VALUE_NONE};
    for (int i = 0; i < BUCKETS; i++)
        early->by[i] = VALUE_NONE;
    return early->count <= BUCKETS;
}

static void take(struct early *early, const struct event *event)
{
    enum { OWN = 1 };
    if (event->kind == CLASSIC_call)
        early->key = (value_id)event->before;
    if (event->kind != CLASSIC_evacuated && !(event->kind == CLASSIC_work && event->before == OWN))
        return;
    uint64_t bucket = event->index;
    if (bucket >= early->count || early->moved[bucket])
        return;
    if (event->kind == CLASSIC_work)
        early->by[bucket] = bucket > early->next && event->after == 0 ? early->key : VALUE_NONE;
    else
        early->moved[bucket] = true;
    while (early->next < early->count && early->moved[early->next])
        early->next++;
}

/* The growth from its landmark on, up to the moment. False: it is forgotten, or too large. */
static bool read(const struct stage *stage, struct early *early)
{
    const struct timeline *timeline = stage->picture->timeline;
    size_t last, index;
    position grow;
    if (timeline_landmark_before(timeline, stage->reading->now->at, &last) == NULL ||
        !reading_growth(stage->picture, stage->reading, &grow) ||
        timeline_landmark_before(timeline, grow, &index) == NULL)
        return false;
    if (!begin(early, &stage->reading->map))
        return false;
    for (size_t i = index; i > 0 && early->key == VALUE_NONE;
         i--) { /* the write that began it moves some, too */
        const struct event *event = timeline_landmark(timeline, i - 1);
        early->key = event->kind == CLASSIC_call ? (value_id)event->before : VALUE_NONE;
    }
    for (; index <= last; index++) {
        if (timeline_subject(timeline, timeline->landmarks[index]) == stage->picture->home)
            take(early, timeline_landmark(timeline, index));
    }
    return true;
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
static void draw_note(const struct stage *stage, const struct band *band, value_id key)
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

void early_draw(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    struct early early;
    if (!bands->growing || bands->gap == 0 || bands->digits > 0 || !read(stage, &early))
        return;
    for (int i = 0; i < bands->shown; i++) {
        const struct band *band = &bands->bands[i];
        if (band->index < early.count && early.by[band->index] != VALUE_NONE &&
            !stage_is_moving(stage, band->index))
            draw_note(stage, band, early.by[band->index]);
    }
}
