#ifndef TEST_FILM_WATCH_H
#define TEST_FILM_WATCH_H
/* A film under way, as far as the claims of headless_films_test remember it, and how its frames are read. */
#include "headless/film.h"
#include "session/state.h"
#include "test/session.h"
#include "view/classic/bands.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what went wrong */

enum claim {
    KEYS_DIFFER,
    PLACES_STAND,
    SPLITS_ARE_LINES,
    NUMBERS_ARE_SEEN,
    STORY_IS_READ,
    ONE_VOICE,
    BIT_COMES_FIRST,
    CALM_AT_REST,
    MANY_ARE_TOLD,
    TOPHASHES_ARE_LAST,
    CLAIMS
};

enum { WIDE, NARROW, SIZES, WORST = 400 };

static struct {
    int frames, failures[CLAIMS];
    char first[CLAIMS][WORST];
    /* What there was to look at: a claim about nothing is none. */
    int growths, windows, compared_keys, tophashes, tellings, untold, moves, undecided, rests, bulks, flights,
        covering, many, long_numbers, translated_keys;
} seen[SIZES];

/* A film under way, as far as the claims remember it. */
enum { BUCKETS = 1024, SLOTS_IN_SIGHT = 1024 };
struct watch {
    const char *scene;
    int size;
    bool for_keys; /* in another set of characters: only its keys are looked at */
    int64_t now;
    const struct session *session;
    const struct grid *grid;
    struct picture picture;
    struct now reading_now;

    /* The growth under way. */
    uint32_t home, old_array;
    bool known[3][BUCKETS];
    int x[3][BUCKETS], y[3][BUCKETS];
    uint64_t top;

    /* What is told. */
    char told[600];
    int64_t told_since;
    bool told_counts;
    position compared_at;
    bool any_compared;
    uint64_t moving; /* old bucket; UINT64_MAX: none */
    int64_t moving_since;
    bool moving_told;

    /* Of many at once. */
    uint64_t many_growths; /* UINT64_MAX: they are not */
    bool many_growing;
    char many_told[300];
};

static inline void __attribute__((format(printf, 3, 4)))
fails(struct watch *watch, enum claim claim, const char *format, ...)
{
    char what[WORST / 2];
    va_list list;
    va_start(list, format);
    vsnprintf(what, sizeof what, format, list);
    va_end(list);
    if (seen[watch->size].failures[claim]++ == 0)
        snprintf(seen[watch->size].first[claim], WORST, "%s at %d ms: %s", watch->scene, (int)watch->now,
                 what);
}

/* ---- reading the grid */

static inline uint32_t rune_at(const struct grid *grid, int x, int y)
{
    const struct cell *cell = grid_cell(grid, x, y);
    return cell != NULL ? cell->rune : 0;
}

static inline enum style style_at(const struct grid *grid, int x, int y)
{
    return (enum style)grid_cell(grid, x, y)->style;
}

/* The text of some cells, without blanks around it. */
static inline void read_cells(const struct grid *grid, int x, int y, int width, char *text, size_t size)
{
    struct text all = {0};
    for (int i = 0; i < width; i++) {
        const struct cell *cell = grid_cell(grid, x + i, y);
        if (cell == NULL || cell->width == 0)
            continue;
        text_add_rune(&all, cell->rune);
        if (cell->mark != 0)
            text_add_rune(&all, cell->mark);
    }
    const char *from = text_string(&all), *end = from + all.length;
    while (*from == ' ')
        from++;
    while (end > from && end[-1] == ' ')
        end--;
    snprintf(text, size, "%.*s", (int)(end - from), from);
    text_free(&all);
}

/* The number whose last digit stands there; -1: there is none. */
static inline int64_t number_ending_at(const struct grid *grid, int x, int y)
{
    int64_t number = -1, unit = 1;
    for (; x >= 0 && rune_at(grid, x, y) >= '0' && rune_at(grid, x, y) <= '9'; x--, unit *= 10)
        number = (number < 0 ? 0 : number) + (rune_at(grid, x, y) - '0') * unit;
    return number;
}

static inline bool has_style(const struct grid *grid, int top, int bottom, enum style style)
{
    for (int y = top; y < bottom; y++) {
        for (int x = 0; x < grid->width; x++) {
            if (style_at(grid, x, y) == style)
                return true;
        }
    }
    return false;
}

/* ---- the moment */

static inline bool shows_the_stage(const struct watch *watch)
{
    return !watch->session->sheet_open && watch->session->room.stage_height > 0;
}

static inline bool shows_a_map(const struct watch *watch)
{
    uint32_t home = watch->picture.home;
    return home != 0 && shows_the_stage(watch) &&
           world_engine(watch->picture.world, home) == engines[ENGINE_classic];
}

static inline void read_moment(struct watch *watch)
{
    watch->picture = session_picture(watch->session);
    watch->reading_now = now_read(&watch->picture);
}

static inline struct area stage_of(const struct watch *watch)
{
    const struct screen_room *room = &watch->session->room;
    return (struct area){0, room->stage_y, watch->grid->width, room->stage_height - room->below};
}

#endif
