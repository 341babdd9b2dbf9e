/*
 * An array that the map has left while a loop walks it: below the bands, the bucket that the loop is at and as many others as
 * there is room for. What its slots hold has moved; the loop takes but the key from here and asks the map for it.
 */
#include "view/classic/stage.h"

#include "model/classic/measure.h"

#include <stdio.h>

enum { FIRST_SLOT = 5, FIRST_GLYPH = 4, WIDEST_PITCH = 16, MOST_BUCKETS = 64, MARGIN = 2 };

/* Links of its chains, as far as they matter for the room it takes. */
static int lines_of(const struct stage *stage, const struct classic_array *array, int most)
{
    int lines = 0;
    for (uint64_t bucket = 0; bucket < array->count && bucket < MOST_BUCKETS && lines < most; bucket++)
        lines += (int)classic_chain_length(&stage->reading->map, classic_array_bucket(*array, bucket));
    return lines < most ? lines : most;
}

struct stage_left left_take(const struct stage *stage, struct area *area)
{
    struct stage_left left = {.area = {area->x, area->y + area->height, area->width, 0}};
    struct classic_array array = loop_left_array(&stage->loop, stage->picture, stage->reading);
    int most = area->height / 3 - 1; /* a third of the stage, with the title */
    if (array.count == 0 || most < 1)
        return left;
    int rows = 1 + lines_of(stage, &array, most);
    area->height -= rows;
    left.area.y -= rows;
    left.area.height = rows;
    if (stage->loop.there && stage->loop.left)
        left.array = array;
    return left;
}

/* The first bucket and link shown: all of them if they fit, else those from the loop's place on. */
static void find_first(const struct stage *stage, uint64_t *bucket, int *number)
{
    const struct stage_left *left = &stage->left;
    const struct loop *loop = &stage->loop;
    int rows = left->area.height - 1;
    *bucket = 0;
    *number = 0;
    if (left->array.count <= MOST_BUCKETS && lines_of(stage, &left->array, rows + 1) <= rows)
        return;
    *bucket = loop->bucket & (left->array.count - 1);
    if (loop->at != 0)
        classic_home(&stage->reading->map, loop->at, number);
    *number = *number < rows ? 0 : *number - rows + 1;
}

/* The link in line `line`, and whose it is; 0: there is none. */
static reference link_in_line(const struct stage *stage, int line, uint64_t *bucket, int *number)
{
    find_first(stage, bucket, number);
    line += *number;
    for (; *bucket < stage->left.array.count && line >= 0; ++*bucket) {
        reference link = classic_array_bucket(stage->left.array, *bucket);
        for (*number = 0; link != 0 && line > 0; line--, ++*number)
            link = classic_next_link(&stage->reading->map, link);
        if (link != 0)
            return link;
    }
    return 0;
}

int left_link_count(const struct stage *stage)
{
    uint64_t bucket;
    int lines = 0, number;
    while (lines < stage->left.area.height - 1 && link_in_line(stage, lines, &bucket, &number) != 0)
        lines++;
    return lines;
}

reference left_link(const struct stage *stage, int line)
{
    uint64_t bucket;
    int number;
    return link_in_line(stage, line, &bucket, &number);
}

static int pitch_of(const struct stage *stage)
{
    int pitch = (stage->left.area.width - FIRST_SLOT) / SLOTS;
    return stage->bands.content == SLOT_GLYPH ? 1 : pitch > WIDEST_PITCH ? WIDEST_PITCH : pitch;
}

/* Of what a slot has, its mark takes two columns. */
int left_key_room(const struct stage *stage)
{
    int room = pitch_of(stage) - MARGIN - 2;
    return room > 0 ? room : 1;
}

static void draw_line(const struct stage *stage, uint64_t bucket, int number, reference link, int y)
{
    const struct area *area = &stage->left.area;
    bool narrow = stage->bands.content == SLOT_GLYPH;
    int first = area->x + (narrow ? FIRST_GLYPH : FIRST_SLOT), pitch = pitch_of(stage);
    bool here = !stage->loop.ended && bucket == (stage->loop.bucket & (stage->left.array.count - 1));
    char label[24];
    int digits = snprintf(label, sizeof label, "%llu", (unsigned long long)bucket);
    if (number == 0)
        grid_text(stage->grid, first - 1 - digits - !narrow, y, digits, here ? STYLE_strong : STYLE_label,
                  label);
    else
        grid_put(stage->grid, first - 2 - !narrow, y, '+', STYLE_warn);
    if (narrow && here &&
        (stage->loop.at == 0 || stage->loop.at == link)) /* signs have no room for it beside them */
        grid_put(stage->grid, first - 1, y, 0xbb, STYLE_frontier);
    for (int slot = 0; slot < SLOTS; slot++) {
        const struct stage_slot at = {true, true, bucket, number, link, slot};
        slot_draw(stage, &at, first + slot * pitch, y, narrow ? 1 : pitch - MARGIN);
    }
}

void left_draw(const struct stage *stage)
{
    const struct stage_left *left = &stage->left;
    const struct loop *loop = &stage->loop;
    const struct area *area = &left->area;
    if (area->height == 0 || left->array.count == 0)
        return;
    int used = panel_say(stage->grid, area->x + 2, area->y, area->width - 3, STYLE_title, stage->picture,
                         WORD_CLASSIC_LEFT, NULL);
    panel_say(stage->grid, area->x + 2 + used + 2, area->y, area->width - used - 5, STYLE_label,
              stage->picture,
              area->width >= WIDTH_OF_KEYS ? WORD_CLASSIC_LEFT_FACTS : WORD_CLASSIC_LEFT_SHORT,
              PANEL_ARGUMENTS(GROUPED(left->array.count), GROUPED(loop->delivered), GROUPED(loop->skipped)));
    for (int line = 0; line < area->height - 1; line++) {
        uint64_t bucket;
        int number;
        reference link = link_in_line(stage, line, &bucket, &number);
        if (link != 0)
            draw_line(stage, bucket, number, link, area->y + 1 + line);
    }
}
