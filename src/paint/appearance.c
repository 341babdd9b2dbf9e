#include "paint/appearance.h"

#include <assert.h>

enum { OWN = -1, CUBE_FIRST = PALETTE_OWN_COLOURS, CUBE_SIDE = 6, GREY_FIRST = 232 };

/* black red green yellow blue magenta cyan white, then the bright ones: the hues of theme.c, also for
   other colour depths. */
static const struct palette palettes[THEMES] = {
    [THEME_DARK] = {.fore = 0xd4d7dc,
                    .back = 0x14171c,
                    .edge = 0x3a4049,
                    .colours = {0x14171c, 0xd55e00, 0x2f9e7f, 0xd9a441, 0x5f9fd6, 0xb483b8, 0x5fc4a8,
                                0xd4d7dc, 0x767c86, 0xff8a3c, 0x63d0ac, 0xffd75f, 0x7fb8ea, 0xd3a3d6,
                                0x8fdcc6, 0xffffff}},
    [THEME_LIGHT] = {.fore = 0x2a2d32,
                     .back = 0xfcfcfa,
                     .edge = 0xd0d2d6,
                     .colours = {0x2a2d32, 0xc04a00, 0x0f7a5c, 0x9a6700, 0x005faf, 0x7d4e85, 0x005f5f,
                                 0xd8dade, 0x6f757e, 0xd75f00, 0x00875f, 0xffd700, 0x2f79c0, 0x9a6aa2,
                                 0x2a8a8a, 0xfcfcfa}},
    [THEME_PROJECTOR] = {.fore = 0x000000,
                         .back = 0xffffff,
                         .edge = 0xb0b0b0,
                         .colours = {0x000000, 0x870000, 0x005f00, 0x875f00, 0x0000ff, 0x8700af, 0x005f5f,
                                     0xd0d0d0, 0x585858, 0xaf0000, 0x005f00, 0xffd700, 0x00005f, 0x8700af,
                                     0x005f5f, 0xffffff}},
};

struct appearance appearance_of(enum theme_name theme, const struct cell *cell)
{
    const struct look_of_style *look = theme_look(theme, (enum style)cell->style);
    return (struct appearance){
        .fore = look->fore256,
        .back = look->back256 == OWN ? theme_ground_of(theme, cell->flags) : look->back256,
        .bold = look->bold || (cell->flags & GRID_BOLD) != 0,
        .dim = look->dim,
        .reverse = look->reverse || (cell->flags & GRID_REVERSE) != 0,
        .underline = look->underline || (cell->flags & GRID_UNDERLINE) != 0,
    };
}

bool appearance_equal(const struct appearance *a, const struct appearance *b)
{
    return a->fore == b->fore && a->back == b->back && a->bold == b->bold && a->dim == b->dim &&
           a->reverse == b->reverse && a->underline == b->underline;
}

const struct palette *palette_of(enum theme_name theme)
{
    assert((int)theme >= 0 && theme < THEMES);
    return &palettes[theme];
}

static uint32_t cube_level(int step)
{
    return step == 0 ? 0 : (uint32_t)(55 + 40 * step);
}

uint32_t palette_colour(const struct palette *palette, int index)
{
    assert(index >= 0 && index < PALETTE_SIZE);
    if (index < CUBE_FIRST)
        return palette->colours[index];
    if (index >= GREY_FIRST)
        return (uint32_t)(8 + 10 * (index - GREY_FIRST)) * 0x010101u;
    int place = index - CUBE_FIRST;
    return cube_level(place / (CUBE_SIDE * CUBE_SIDE)) << 16 |
           cube_level(place / CUBE_SIDE % CUBE_SIDE) << 8 | cube_level(place % CUBE_SIDE);
}
