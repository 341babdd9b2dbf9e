/* The bar of bytes: a part a place, what is in use before what is held for nothing; behind it words. */
#include "view/memory_bar.h"

#include "model/heap.h"

enum { PARTS = 2 * ENGINE_BYTES_PLACES, LEAST_BAR = 8, MOST_BAR = 40 };

struct part {
    uint64_t bytes;
    uint32_t glyph;
    enum style style;
};

/* The parts in the order in which they are drawn. */
static void find_parts(const struct engine_bytes *bytes, struct part parts[PARTS])
{
    static const struct {
        uint32_t glyph;
        enum style style;
    } live[ENGINE_BYTES_PLACES] = {
        [ENGINE_BYTES_HEAD] = {0x2588, STYLE_gauge},     [ENGINE_BYTES_ARRAY] = {0x2588, STYLE_gauge},
        [ENGINE_BYTES_OVERFLOW] = {0x25a0, STYLE_gauge}, [ENGINE_BYTES_OLD] = {0x25aa, STYLE_old},
        [ENGINE_BYTES_BEHIND] = {0x25b8, STYLE_gauge}, /* of what only a loop walks nothing is in use */
    };
    int count = 0;
    for (int place = 0; place < ENGINE_BYTES_PLACES; place++) {
        uint64_t all = bytes->at[place].all, used = bytes->at[place].live;
        parts[count++] = (struct part){used, live[place].glyph, live[place].style};
        parts[count++] = (struct part){all - used, 0xb7, STYLE_dim};
    }
}

struct engine_bytes memory_bar_bytes(const struct picture *picture, struct engine_bytes bytes)
{
    enum { MOST_WORK = 2048 };
    if (heap_is_small(picture->world, MOST_WORK))
        bytes.dead = heap_survey(picture->world, picture->home).dead.bytes;
    return bytes;
}

/* What it holds, and what the bar is about. What is dead would soon be most of it: that is told in words. */
static uint64_t held(const struct engine_bytes *bytes)
{
    return bytes->live + bytes->kept;
}

/* What stands before and behind the bar. */
static int name_width(const struct picture *picture, const struct engine_bytes *bytes)
{
    return panel_width(picture, WORD_MEMORY_BAR, PANEL_ARGUMENTS(GROUPED(held(bytes)))) + 1;
}

int memory_bar_least(const struct picture *picture, const struct engine_bytes *bytes)
{
    return held(bytes) > 0 ? name_width(picture, bytes) + LEAST_BAR : 0;
}

/* Each part ends at its share of what is held, so that what is small is left out and nothing is counted twice. */
static void draw_parts(struct grid *grid, int x, int y, int columns, const struct engine_bytes *bytes)
{
    struct part parts[PARTS];
    uint64_t sum = held(bytes), before = 0;
    find_parts(bytes, parts);
    for (int i = 0; i < PARTS; i++) {
        int from = (int)(before * (uint64_t)columns / sum), to;
        before += parts[i].bytes;
        to = (int)(before * (uint64_t)columns / sum);
        grid_fill(grid, x + from, y, to - from, 1, parts[i].glyph, parts[i].style);
    }
}

/* In words, as many of them as there is room for: in use, for nothing, the old array, dead. */
static int draw_words(struct grid *grid, int x, int y, int end, const struct picture *picture,
                      const struct engine_bytes *bytes)
{
    const struct {
        uint64_t bytes;
        enum word word;
    } rows[] = {
        {bytes->live, WORD_MEMORY_BAR_LIVE},
        {bytes->kept, WORD_MEMORY_BAR_KEPT},
        {bytes->at[ENGINE_BYTES_OLD].all, WORD_MEMORY_BAR_OLD},
        {bytes->at[ENGINE_BYTES_WALKED].all, WORD_MEMORY_BAR_WALKED},
        {bytes->dead, WORD_MEMORY_BAR_DEAD},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const *arguments = PANEL_ARGUMENTS(GROUPED(rows[i].bytes));
        if (rows[i].bytes == 0 && i > 0)
            continue;
        if (x + 2 + panel_width(picture, rows[i].word, arguments) > end)
            break;
        x += 2 + panel_say(grid, x + 2, y, end - x - 2, STYLE_label, picture, rows[i].word, arguments);
    }
    return x;
}

int memory_bar_draw(struct grid *grid, int x, int y, int end, const struct picture *picture,
                    const struct engine_bytes *bytes)
{
    int least = memory_bar_least(picture, bytes);
    if (least == 0 || x + least > end)
        return x;
    int columns = (end - x - name_width(picture, bytes)) / 2;
    columns = columns < LEAST_BAR ? LEAST_BAR : columns > MOST_BAR ? MOST_BAR : columns;
    int name = panel_say(grid, x, y, end - x, STYLE_label, picture, WORD_MEMORY_BAR,
                         PANEL_ARGUMENTS(GROUPED(held(bytes))));
    panel_light(grid, x, y, name, picture,
                WORD_FIELD_MEMORY); /* a bar that is lit would be a bar of its gaps */
    x += name + 1;
    draw_parts(grid, x, y, columns, bytes);
    return draw_words(grid, x + columns, y, end, picture, bytes);
}
