#include "paint/painter.h"

#include "base/names.h"
#include "paint/appearance.h"
#include "paint/colour.h"

#include <assert.h>

/*
 * Six roles that people with any kind of colour vision can tell apart: x (blue), y (orange), what is in hand (a yellow
 * ground, the only bright one), the frontier and the way, warnings, entries at rest and those of the old array. In dark
 * themes they differ by lightness and by blue against yellow; on a light ground letters have less room, so entries at rest
 * are black there and warnings a ground of their own. A test simulates it.
 *
 * Each row: colours of 256, of 16 and of 8, then attributes with colours, then attributes without any.
 * Where there are only 8 colours no grey is among them; a painter may take the attributes without colour for
 * dim. Few colours are those that can be read on black or on white in the palette of xterm: no blue letters in the dark,
 * no green, yellow and cyan ones in the light.
 */

enum { OWN = -1 };
enum { DULL = 1, BOLD = 2, TURNED = 4, LINED = 8, FEW = 16 /* bold where there are at most 16 colours */ };

#define LOOK(fore, back, fore_16, back_16, fore_8, back_8, attributes, mono)                                 \
    {                                                                                                        \
        .fore256 = (fore), .back256 = (back), .fore16 = (fore_16), .back16 = (back_16), .fore8 = (fore_8),   \
        .back8 = (back_8), .bold = ((attributes)&BOLD) != 0, .dim = ((attributes)&DULL) != 0,                \
        .bold_few = ((attributes) & (BOLD | FEW)) != 0, .reverse = ((attributes)&TURNED) != 0,               \
        .underline = ((attributes)&LINED) != 0, .mono_bold = ((mono)&BOLD) != 0,                             \
        .mono_dim = ((mono)&DULL) != 0, .mono_reverse = ((mono)&TURNED) != 0,                                \
        .mono_underline = ((mono)&LINED) != 0                                                                \
    }

/* clang-format off */
static const struct look_of_style looks[THEMES][STYLES] = {
    [THEME_DARK] = {
        [STYLE_plain]        = LOOK( OWN,  OWN,  OWN, OWN,  OWN, OWN,  0,              0),
        [STYLE_dim]          = LOOK( 241,  OWN,    8, OWN,  OWN, OWN,  0,              DULL),
        [STYLE_strong]       = LOOK( 231,  OWN,   15, OWN,    7, OWN,  BOLD,           BOLD),
        [STYLE_title]        = LOOK( 250,  OWN,    7, OWN,    7, OWN,  BOLD,           BOLD),
        [STYLE_label]        = LOOK( 247,  OWN,    7, OWN,  OWN, OWN,  0,              0),
        [STYLE_value]        = LOOK( 254,  OWN,   15, OWN,    7, OWN,  BOLD,           BOLD),
        [STYLE_old]          = LOOK( 251,  OWN,    8, OWN,    7, OWN,  0,              0),
        [STYLE_entry]        = LOOK( 121,  OWN,   15, OWN,    7, OWN,  FEW,            0),
        [STYLE_new_x]        = LOOK(  75,  OWN,   14, OWN,    6, OWN,  0,              0),
        [STYLE_new_y]        = LOOK( 215,  OWN,    3, OWN,    3, OWN,  0,              0),
        [STYLE_aside]        = LOOK( 247,  OWN,    8, OWN,    7, OWN,  0,              0),
        [STYLE_aside_x]      = LOOK(  69,  OWN,    6, OWN,    6, OWN,  0,              0),
        [STYLE_aside_y]      = LOOK( 137,  OWN,    3, OWN,    3, OWN,  0,              0),
        [STYLE_target_x]     = LOOK( 195,   24,   15,   4,    6, OWN,  BOLD,           BOLD | LINED),
        [STYLE_target_y]     = LOOK( 230,   94,    0,   3,    3, OWN,  BOLD,           BOLD | LINED),
        [STYLE_moving]       = LOOK(  16,  221,    0,  11,    0,   3,  BOLD,           BOLD | TURNED),
        [STYLE_trail]        = LOOK( 220,  OWN,   11, OWN,    3, OWN,  BOLD,           BOLD),
        [STYLE_probe]        = LOOK( 231,  240,    0,   7,    0,   7,  BOLD,           LINED | BOLD),
        [STYLE_other]        = LOOK( 186,  OWN,   11, OWN,    3, OWN,  0,              0),
        [STYLE_match]        = LOOK(  16,   79,    0,   6,    0,   6,  BOLD,           TURNED | LINED),
        [STYLE_tombstone]    = LOOK( 247,  OWN,    8, OWN,  OWN, OWN,  0,              DULL),
        [STYLE_frontier]     = LOOK( 220,  OWN,   11, OWN,    3, OWN,  BOLD,           BOLD),
        [STYLE_changed]      = LOOK( 231,  238,    0,   7,    7, OWN,  BOLD | LINED,   LINED),
        [STYLE_gauge]        = LOOK(  72,  OWN,    6, OWN,    6, OWN,  0,              0),
        [STYLE_gauge_warn]   = LOOK( 202,  OWN,    9, OWN,    1, OWN,  BOLD,           BOLD),
        [STYLE_warn]         = LOOK( 202,  OWN,    9, OWN,    7,   1,  BOLD,           BOLD),
        [STYLE_good]         = LOOK(  79,  OWN,   10, OWN,    2, OWN,  BOLD,           BOLD),
        [STYLE_bit]          = LOOK( 220,  OWN,   11, OWN,    3, OWN,  BOLD | LINED,   BOLD | TURNED),
        [STYLE_cursor]       = LOOK( OWN,  OWN,  OWN, OWN,  OWN, OWN,  BOLD | TURNED,  TURNED),
        [STYLE_key_hint]     = LOOK( 252,  OWN,   15, OWN,    7, OWN,  BOLD,           BOLD),
        [STYLE_code]         = LOOK( 247,  OWN,    7, OWN,  OWN, OWN,  0,              0),
        [STYLE_code_now]     = LOOK( 231,  238,    0,   7,    0,   7,  BOLD,           TURNED),
        [STYLE_popup]        = LOOK( 252,  236,    7,   0,    7,   0,  0,              0),
        [STYLE_popup_chosen] = LOOK( 231,   24,   15,   4,    7,   4,  BOLD,           TURNED),
        [STYLE_prompt]       = LOOK(  74,  OWN,   14, OWN,    6, OWN,  BOLD,           BOLD),
        [STYLE_input]        = LOOK( 231,  OWN,   15, OWN,    7, OWN,  0,              0),
    },
    [THEME_LIGHT] = {
        [STYLE_plain]        = LOOK( OWN,  OWN,  OWN, OWN,  OWN, OWN,  0,              0),
        [STYLE_dim]          = LOOK( 247,  OWN,    8, OWN,  OWN, OWN,  0,              DULL),
        [STYLE_strong]       = LOOK(  16,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_title]        = LOOK( 238,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_label]        = LOOK( 240,  OWN,    0, OWN,  OWN, OWN,  0,              0),
        [STYLE_value]        = LOOK( 235,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_old]          = LOOK( 239,  OWN,    0, OWN,    0, OWN,  0,              0),
        [STYLE_entry]        = LOOK(  16,  OWN,    0, OWN,    0, OWN,  FEW,            0),
        [STYLE_new_x]        = LOOK(  25,  OWN,    4, OWN,    4, OWN,  0,              0),
        [STYLE_new_y]        = LOOK(  94,  OWN,    1, OWN,    1, OWN,  0,              0),
        [STYLE_aside]        = LOOK( 242,  OWN,    0, OWN,    0, OWN,  0,              0),
        [STYLE_aside_x]      = LOOK(  61,  OWN,    4, OWN,    4, OWN,  0,              0),
        [STYLE_aside_y]      = LOOK(  95,  OWN,    1, OWN,    1, OWN,  0,              0),
        [STYLE_target_x]     = LOOK(  18,  153,    4,   7,    4, OWN,  BOLD,           BOLD | LINED),
        [STYLE_target_y]     = LOOK(  88,  222,    1,   7,    1, OWN,  BOLD,           BOLD | LINED),
        [STYLE_moving]       = LOOK(  16,  220,    0,  11,    0,   3,  BOLD,           BOLD | TURNED),
        [STYLE_trail]        = LOOK(  92,  OWN,    5, OWN,    5, OWN,  BOLD,           BOLD),
        [STYLE_probe]        = LOOK(  16,  250,    0,   7,    7,   0,  BOLD,           LINED | BOLD),
        [STYLE_other]        = LOOK(  94,  OWN,    1, OWN,    1, OWN,  0,              0),
        [STYLE_match]        = LOOK( 231,   23,    0,   6,    0,   6,  BOLD,           TURNED | LINED),
        [STYLE_tombstone]    = LOOK( 241,  OWN,    0, OWN,  OWN, OWN,  0,              DULL),
        [STYLE_frontier]     = LOOK(  92,  OWN,    5, OWN,    7,   4,  BOLD,           BOLD),
        [STYLE_changed]      = LOOK(  16,  253,    0,   7,    0, OWN,  BOLD | LINED,   LINED),
        [STYLE_gauge]        = LOOK(  29,  OWN,    6, OWN,    6, OWN,  0,              0),
        [STYLE_gauge_warn]   = LOOK( 166,  OWN,    1, OWN,    1, OWN,  BOLD,           BOLD),
        [STYLE_warn]         = LOOK( 231,  124,   15,   1,    7,   1,  BOLD,           BOLD),
        [STYLE_good]         = LOOK(  22,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_bit]          = LOOK(  16,  222,    0,  11,    0,   3,  BOLD | LINED,   BOLD | TURNED),
        [STYLE_cursor]       = LOOK( OWN,  OWN,  OWN, OWN,  OWN, OWN,  BOLD | TURNED,  TURNED),
        [STYLE_key_hint]     = LOOK( 237,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_code]         = LOOK( 241,  OWN,    0, OWN,  OWN, OWN,  0,              0),
        [STYLE_code_now]     = LOOK(  16,  252,    0,   7,    7,   0,  BOLD,           TURNED),
        [STYLE_popup]        = LOOK( 236,  254,    0,   7,    7,   0,  0,              0),
        [STYLE_popup_chosen] = LOOK( 231,   25,   15,   4,    7,   4,  BOLD,           TURNED),
        [STYLE_prompt]       = LOOK(  25,  OWN,    4, OWN,    4, OWN,  BOLD,           BOLD),
        [STYLE_input]        = LOOK(  16,  OWN,    0, OWN,    0, OWN,  0,              0),
    },
    [THEME_PROJECTOR] = {
        [STYLE_plain]        = LOOK( OWN,  OWN,  OWN, OWN,  OWN, OWN,  0,              0),
        [STYLE_dim]          = LOOK( 246,  OWN,    8, OWN,  OWN, OWN,  0,              DULL),
        [STYLE_strong]       = LOOK(  16,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_title]        = LOOK(  16,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_label]        = LOOK( 238,  OWN,    0, OWN,  OWN, OWN,  0,              0),
        [STYLE_value]        = LOOK(  16,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_old]          = LOOK( 238,  OWN,    0, OWN,    0, OWN,  0,              0),
        [STYLE_entry]        = LOOK(  16,  OWN,    0, OWN,    0, OWN,  FEW,            0),
        [STYLE_new_x]        = LOOK(  21,  OWN,    4, OWN,    4, OWN,  BOLD,           0),
        [STYLE_new_y]        = LOOK(  88,  OWN,    1, OWN,    1, OWN,  BOLD,           0),
        [STYLE_aside]        = LOOK( 239,  OWN,    0, OWN,    0, OWN,  0,              0),
        [STYLE_aside_x]      = LOOK(  19,  OWN,    4, OWN,    4, OWN,  0,              0),
        [STYLE_aside_y]      = LOOK(  88,  OWN,    1, OWN,    1, OWN,  0,              0),
        [STYLE_target_x]     = LOOK(  18,  153,    4,   7,    4, OWN,  BOLD,           BOLD | LINED),
        [STYLE_target_y]     = LOOK(  52,  222,    1,   7,    1, OWN,  BOLD,           BOLD | LINED),
        [STYLE_moving]       = LOOK(  16,  220,    0,  11,    0,   3,  BOLD,           BOLD | TURNED),
        [STYLE_trail]        = LOOK(  91,  OWN,    5, OWN,    5, OWN,  BOLD,           BOLD),
        [STYLE_probe]        = LOOK(  16,  250,    0,   7,    7,   0,  BOLD,           LINED | BOLD),
        [STYLE_other]        = LOOK(  88,  OWN,    1, OWN,    1, OWN,  0,              0),
        [STYLE_match]        = LOOK( 231,   22,    0,   6,    0,   6,  BOLD,           TURNED | LINED),
        [STYLE_tombstone]    = LOOK( 239,  OWN,    0, OWN,  OWN, OWN,  0,              DULL),
        [STYLE_frontier]     = LOOK(  54,  OWN,    5, OWN,    7,   4,  BOLD,           BOLD),
        [STYLE_changed]      = LOOK(  16,  253,    0,   7,    0, OWN,  BOLD | LINED,   LINED),
        [STYLE_gauge]        = LOOK(  22,  OWN,    6, OWN,    6, OWN,  0,              0),
        [STYLE_gauge_warn]   = LOOK( 124,  OWN,    1, OWN,    1, OWN,  BOLD,           BOLD),
        [STYLE_warn]         = LOOK( 231,  124,   15,   1,    7,   1,  BOLD,           BOLD),
        [STYLE_good]         = LOOK(  22,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_bit]          = LOOK(  16,  220,    0,  11,    0,   3,  BOLD | LINED,   BOLD | TURNED),
        [STYLE_cursor]       = LOOK( OWN,  OWN,  OWN, OWN,  OWN, OWN,  BOLD | TURNED,  TURNED),
        [STYLE_key_hint]     = LOOK(  16,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_code]         = LOOK( 238,  OWN,    0, OWN,  OWN, OWN,  0,              0),
        [STYLE_code_now]     = LOOK(  16,  252,    0,   7,    7,   0,  BOLD,           TURNED),
        [STYLE_popup]        = LOOK(  16,  254,    0,   7,    7,   0,  0,              0),
        [STYLE_popup_chosen] = LOOK( 231,   18,   15,   4,    7,   4,  BOLD,           TURNED),
        [STYLE_prompt]       = LOOK(  21,  OWN,    4, OWN,    4, OWN,  BOLD,           BOLD),
        [STYLE_input]        = LOOK(  16,  OWN,    0, OWN,    0, OWN,  0,              0),
    },
};
/* clang-format on */

#define NAMES "dark", "light", "projector"
const char *const theme_names[] = {NAMES, NULL};
const char *const theme_choices[] = {NAMES, "auto", NULL};
_Static_assert(sizeof theme_names / sizeof *theme_names == THEMES + 1, "every theme has a name");

const struct ground_of_theme *theme_ground(enum theme_name theme)
{
    static const struct ground_of_theme grounds[THEMES] = {
        [THEME_DARK] = {.fore256 = 252,
                        .back256 = 233,
                        .band256 = 234,
                        .card256 = 235,
                        .band_card256 = 236,
                        .fore16 = 7,
                        .back16 = 0,
                        .fore8 = 7,
                        .back8 = 0},
        [THEME_LIGHT] = {.fore256 = 235,
                         .back256 = 231,
                         .band256 = 230,
                         .card256 = 255,
                         .band_card256 = 229,
                         .fore16 = 0,
                         .back16 = 15,
                         .fore8 = 0,
                         .back8 = 7,
                         .light = true},
        [THEME_PROJECTOR] = {.fore256 = 16,
                             .back256 = 231,
                             .band256 = 230,
                             .card256 = 255,
                             .band_card256 = 229,
                             .fore16 = 0,
                             .back16 = 15,
                             .fore8 = 0,
                             .back8 = 7,
                             .light = true},
    };
    assert((int)theme >= 0 && theme < THEMES);
    return &grounds[theme];
}

int16_t theme_ground_of(enum theme_name theme, unsigned flags)
{
    const struct ground_of_theme *ground = theme_ground(theme);
    bool card = (flags & GRID_CARD) != 0;
    if ((flags & GRID_GROUND) != 0)
        return card ? ground->band_card256 : ground->band256;
    return card ? ground->card256 : OWN;
}

const struct look_of_style *theme_look(enum theme_name theme, enum style style)
{
    assert((int)theme >= 0 && theme < THEMES && (int)style >= 0 && style < STYLES);
    return &looks[theme][style];
}

int theme_find(const char *name)
{
    return names_find(theme_names, name);
}

int theme_contrast(enum theme_name theme)
{
    return theme == THEME_PROJECTOR ? 700 : 450;
}

bool theme_is_faint(enum style style)
{
    return style == STYLE_dim || style == STYLE_gauge || style == STYLE_gauge_warn || style == STYLE_trail;
}

bool theme_suits(enum theme_name theme, uint32_t background)
{
    for (int i = 0; i < STYLES; i++) {
        const struct look_of_style *look = theme_look(theme, (enum style)i);
        if (look->back256 != OWN || look->fore256 == OWN || theme_is_faint((enum style)i))
            continue;
        uint32_t fore = palette_colour(palette_of(theme), look->fore256);
        if (colour_contrast(fore, background) < theme_contrast(theme))
            return false;
    }
    return true;
}

enum theme_name theme_for(uint32_t background)
{
    return colour_contrast(background, 0x000000) > colour_contrast(background, 0xffffff) ? THEME_LIGHT
                                                                                         : THEME_DARK;
}
