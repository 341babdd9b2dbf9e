#include "view/lanes.h"

#include "base/memory_or_die.h"
#include "view/face.h"
#include "view/work.h"

#include <stdlib.h>

/* Who has a lane: those that have a strip, as many as there is room for, and the one on the stage last. */
struct lanes {
    uint32_t strips[WORLD_SUBJECTS];
    int shown, left_out;
    struct work *works; /* in the same order; owned */
    uint64_t most;      /* of all of them */
};

/* Another subject's picture: the same moment, looked at plainly. */
static struct picture picture_of(const struct picture *picture, uint32_t home)
{
    struct picture aside = *picture;
    aside.home = home;
    return aside;
}

/* How much a subject wants a lane where they are compared: one that ever has something goes first, then one that was made later (homes
   are numbered in that order): those that are compared were made to be. */
static uint64_t claim(const struct picture *picture, uint32_t home)
{
    return (uint64_t)(ledger_held(picture->timeline, home) > 0) << 32 | home;
}

/* Of `count` others the `room` with the highest claims, in their order. Returns how many are left. */
static int leave_out(const struct picture *picture, uint32_t *others, int count, int room)
{
    while (count > room && count > 0) {
        int least = 0;
        for (int i = 1; i < count; i++)
            least = claim(picture, others[i]) < claim(picture, others[least]) ? i : least;
        for (int i = least; i + 1 < count; i++)
            others[i] = others[i + 1];
        count--;
    }
    return count;
}

/* The others in their order, where they are compared those first that are; if the one that acts is not among the first, it takes the last
   place. */
static void choose(struct lanes *lanes, const struct layout *layout, const struct picture *picture,
                   const struct now *now)
{
    uint32_t others[WORLD_SUBJECTS];
    int count = 0, room = layout->strips.height / layout->strip_rows, acts = -1;
    for (int i = 0; i < WORLD_SUBJECTS; i++) {
        uint32_t home = world_home(picture->world, i);
        if (home != 0 && home != picture->home)
            others[count++] = home;
    }
    int all = count;
    if (layout->work.height > 0)
        count = leave_out(picture, others, count, room);
    lanes->shown = count < room ? count : room;
    lanes->left_out = all - lanes->shown;
    for (int i = 0; i < lanes->shown; i++) {
        lanes->strips[i] = others[i];
        acts = others[i] == now->whole ? i : acts;
    }
    bool other_acts = now->whole != 0 && now->whole != picture->home &&
                      world_place_of(picture->world, now->whole) != WORLD_NOBODY;
    if (acts < 0 && other_acts && room > 0)
        lanes->strips[room - 1] = now->whole;
}

/* The column of an operation is the same in all lanes as long as they do the same. */
static void read_works(struct lanes *lanes, const struct picture *picture, const struct now *now, int width)
{
    lanes->most = 1;
    lanes->works = new_items((size_t)lanes->shown + 1, sizeof *lanes->works);
    for (int i = 0; i <= lanes->shown; i++) {
        uint32_t home = i < lanes->shown ? lanes->strips[i] : picture->home;
        struct work *work = &lanes->works[i];
        work_read(work, picture, now, home, picture->timeline->first, work_lane_columns(width));
        lanes->most = work->most > lanes->most ? work->most : lanes->most;
    }
}

/* One row of words, and one of what the face makes of it. */
static void draw_strip(struct grid *grid, struct area area, const struct picture *picture,
                       const struct now *now)
{
    const struct face *face = face_of(picture->world, picture->home);
    const char *name = world_name(picture->world, world_place_of(picture->world, picture->home));
    bool acts = now->has_event && now->whole == picture->home;
    struct text title = {0};
    grid_fill(grid, area.x, area.y, area.width, 1, 0x2500, STYLE_dim);
    text_format(&title, " %s  %s  ", name,
                world_engine(picture->world, picture->home)->type_name(picture->world, picture->home));
    face->facts(picture, &title);
    text_add(&title, " ");
    if (acts)
        grid_put(grid, area.x, area.y, 0x203a, STYLE_strong);
    grid_text(grid, area.x + 1, area.y, area.width - 2, acts ? STYLE_strong : STYLE_label,
              text_string(&title));
    text_free(&title);
    face->strip(grid, (struct area){area.x + 1, area.y + 1, area.width - 2, 1}, picture, now);
}

uint32_t lanes_draw(struct grid *grid, const struct layout *layout, const struct picture *picture,
                    const struct now *now)
{
    struct lanes lanes = {0};
    const struct area *strips = &layout->strips;
    struct area own = layout->work;
    uint32_t marks = 0;
    choose(&lanes, layout, picture, now);
    if (own.height > 0)
        read_works(&lanes, picture, now, own.width - 2);
    for (int i = 0; i < lanes.shown; i++) {
        struct picture its = picture_of(picture, lanes.strips[i]);
        int y = strips->y + i * layout->strip_rows;
        draw_strip(grid, (struct area){strips->x, y, strips->width, LAYOUT_STRIP_ROWS}, &its, now);
        struct area line = {strips->x + 1, y + LAYOUT_STRIP_ROWS, strips->width - 2, own.height};
        if (own.height > 0)
            marks |= work_draw_lane(grid, line, picture, &lanes.works[i], lanes.most);
    }
    own.x++;
    own.width -= 2;
    if (own.height > 0)
        marks |= work_draw_lane(grid, own, picture, &lanes.works[lanes.shown], lanes.most);
    if (lanes.left_out > 0 && strips->height > 0)
        grid_format(grid, strips->x + strips->width - 5, strips->y, 5, STYLE_warn, " +%d ", lanes.left_out);
    free(lanes.works);
    return marks;
}
