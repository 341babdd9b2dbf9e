#include "view/layout.h"

/* The history stands between lens and code: narrower, and the lens would be cut. */
enum { WIDTH_OF_CODE = 120, WIDTH_OF_HISTORY = 180, HISTORY = 32, LEAST_HISTORY = 7 };

/* In a lecture there is one thing to look at. */
static bool wanted(const struct look *look, enum panel panel)
{
    bool aside =
        panel == PANEL_CODE || panel == PANEL_COST || panel == PANEL_TIMELINE || panel == PANEL_HINTS;
    return (look->panels & 1u << panel) != 0 && !(look->lecture && aside);
}

/* Takes rows for a panel from the bottom of what is left, if it is wanted and the screen is tall enough
   for it. */
static struct area take_bottom(struct area *left, int rows, bool allowed)
{
    struct area area = {left->x, left->y + left->height, left->width, 0};
    if (!allowed || rows <= 0)
        return area;
    left->height -= rows;
    area.y -= rows;
    area.height = rows;
    return area;
}

/* A line of work for each lane: of two rows, so that there is a place for what stands out and for what that is judged by; of three for
   one alone in a tall screen, of one for many in a low one. */
static int work_rows(const struct picture *picture, int others, int height)
{
    if (!picture->look->work || picture->home == 0 || height < LAYOUT_LEAST_OF_WORK)
        return 0;
    return height < 30 ? (others > 1 ? 1 : 2) : others > 0 ? 2 : 3;
}

/* The subjects that are not on the stage stand below it, as far as a third of it goes, or half where they are compared. */
static void place_strips(struct layout *layout, struct area *left, const struct picture *picture, int height)
{
    int others = world_count(picture->world) - (picture->home != 0);
    int work = work_rows(picture, others, height);
    layout->strip_rows = LAYOUT_STRIP_ROWS + work;
    int most = (work > 0 ? left->height / 2 - work : left->height / 3) / layout->strip_rows;
    int shown = others < most ? others : most > 0 ? most : 0;
    layout->strips = take_bottom(left, shown * layout->strip_rows, shown > 0);
    layout->work = take_bottom(left, work, shown > 0 || others <= 0);
}

/* Rows that a scene's words get; while it narrates, the story is silent and its rows are theirs. */
static int narration_rows(int height)
{
    return height >= 34 ? 5 : height >= 20 ? 4 : height >= 12 ? 3 : 2;
}

/* Whether operations of what is in hand cost anything: else their history would stay empty. */
static bool has_costs(const struct picture *picture)
{
    const struct engine *engine = world_engine(picture->world, picture->home);
    return engine == NULL || engine->event_bytes != NULL;
}

struct layout view_layout_of(int width, int height, const struct picture *picture)
{
    const struct look *look = picture->look;
    struct layout layout = {0};
    struct area left = {0, 0, width, height};
    bool narrated = picture->narrated || picture->say != NULL;
    layout.prompt = take_bottom(&left, 1, wanted(look, PANEL_PROMPT) && picture->prompt.prompt != NULL);
    layout.hints = take_bottom(&left, 1, wanted(look, PANEL_HINTS) && height >= PANEL_HINTS_HEIGHT);
    /* What a scene says needs room, and bands go before all else. */
    bool tight = narrated && height < 28;
    /* Where there is one row for both, it is said that a moment is in the past; else what marks mean. */
    bool past = !picture->playing && picture->moment.at != picture->timeline->end;
    layout.timebar = take_bottom(&left, 1,
                                 (wanted(look, PANEL_TIMELINE) || (look->lecture && past)) &&
                                     height >= (tight ? 24 : 16) && (!tight || past));
    /* One track of time: where it has a line of its own, what a command cost stands beside it. */
    layout.track = take_bottom(&left, 1,
                               wanted(look, PANEL_TIMELINE) && width >= PANEL_TRACK_WIDTH &&
                                   height >= (narrated ? 36 : 34));
    layout.marks = take_bottom(
        &left, 1, (wanted(look, PANEL_HINTS) || look->lecture) && height >= 24 && !(tight && past));
    layout.cost = take_bottom(
        &left, 1, wanted(look, PANEL_COST) && height >= 34 && !narrated && layout.track.height == 0);
    int story = height >= 34 ? 3 : height >= 12 ? 2 : 1;
    layout.story = take_bottom(&left, story, wanted(look, PANEL_STORY) && height >= 9 && !narrated);
    layout.narration = take_bottom(&left, narration_rows(height), narrated);
    if (narrated && picture->say == NULL && layout.narration.height > 1 && wanted(look, PANEL_STORY))
        layout.story = (struct area){layout.narration.x, layout.narration.y + 1, layout.narration.width,
                                     layout.narration.height - 1};
    /* The registers go before the gaps between bands: they are decoration. */
    int header = height >= 34 && !look->lecture ? 3 : height >= 18 ? 2 : 1;
    if (wanted(look, PANEL_HEADER) && height >= 14) {
        layout.header = (struct area){0, 0, width, header};
        left.y += header;
        left.height -= header;
    }
    bool lens = wanted(look, PANEL_LENS) && height >= 11,
         code = wanted(look, PANEL_CODE) && width >= WIDTH_OF_CODE;
    int lower = height >= 40 && code ? 10 : height >= 32 ? 7 - narrated : height >= 28 ? 3 - narrated : 2;
    if (lens || (code && height >= 30)) {
        struct area band = take_bottom(&left, lower, true);
        layout.rule = take_bottom(&left, 1, height >= (narrated ? 28 : 22));
        int split = code ? (lens ? width * 7 / 10 + 1 : 0) : width; /* below y */
        layout.lens = (struct area){1, band.y, split - 2, lens ? band.height : 0};
        layout.code = (struct area){split + 1, band.y, width - split - 2, code ? band.height : 0};
        if (wanted(look, PANEL_COST) && code && lens && width >= WIDTH_OF_HISTORY &&
            band.height >= LEAST_HISTORY && has_costs(picture)) {
            layout.history = (struct area){split - HISTORY, band.y, HISTORY - 3, band.height};
            layout.lens.width -= HISTORY + 2;
        }
    } else {
        layout.rule = take_bottom(&left, 1, layout.story.height > 0 && height >= 16);
    }
    if (layout.header.height > 1 && height >= 28) { /* a blank row between header and buckets */
        left.y++;
        left.height--;
    }
    place_strips(&layout, &left, picture, height);
    layout.stage = left;
    return layout;
}

unsigned view_layout_panels(const struct layout *layout)
{
    return (unsigned)(layout->header.height > 0) << PANEL_HEADER |
           (unsigned)(layout->lens.height > 0) << PANEL_LENS |
           (unsigned)(layout->story.height > 0) << PANEL_STORY |
           (unsigned)(layout->code.height > 0) << PANEL_CODE |
           (unsigned)(layout->cost.height > 0 || layout->history.height > 0) << PANEL_COST |
           (unsigned)(layout->timebar.height > 0) << PANEL_TIMELINE |
           (unsigned)(layout->hints.height > 0) << PANEL_HINTS |
           (unsigned)(layout->prompt.height > 0) << PANEL_PROMPT;
}
