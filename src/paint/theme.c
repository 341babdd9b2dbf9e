#include "paint/painter.h"

#include "base/names.h"

#include <assert.h>
#include <string.h>

/*
 * Five hues that people with any kind of colour vision can tell apart, and greys:
 *
 *   blue         x
 *   orange       y
 *   yellow       what moves now: the entry in hand, its way, the deciding bit, the frontier
 *   vermillion   warnings
 *   bluish green entries at rest in the present array, and success
 *
 * What is still in the old array is grey: it is there, but it is what will go.
 *
 * Each row: colours of 256, of 16 and of 8, then attributes with colours, then attributes without any.
 * Where there are only 8 colours no grey is among them; a painter may take the attributes without colour for
 * dim.
 */

enum { OWN = -1 };
enum { DULL = 1, BOLD = 2, TURNED = 4, LINED = 8 };

#define LOOK(fore, back, fore_16, back_16, fore_8, back_8, attributes, mono)                                 \
    {                                                                                                        \
        .fore256 = (fore), .back256 = (back), .fore16 = (fore_16), .back16 = (back_16), .fore8 = (fore_8),   \
        .back8 = (back_8), .bold = ((attributes)&BOLD) != 0, .dim = ((attributes)&DULL) != 0,                \
        .reverse = ((attributes)&TURNED) != 0, .underline = ((attributes)&LINED) != 0,                       \
        .mono_bold = ((mono)&BOLD) != 0, .mono_dim = ((mono)&DULL) != 0,                                     \
        .mono_reverse = ((mono)&TURNED) != 0, .mono_underline = ((mono)&LINED) != 0                          \
    }

/* clang-format off */
static const struct look_of_style looks[THEMES][STYLES] = {
    [THEME_DARK] = {
        [STYLE_plain]        = LOOK( OWN,  OWN,  OWN, OWN,  OWN, OWN,  0,              0),
        [STYLE_dim]          = LOOK( 241,  OWN,    8, OWN,  OWN, OWN,  0,              DULL),
        [STYLE_strong]       = LOOK( 231,  OWN,   15, OWN,    7, OWN,  BOLD,           BOLD),
        [STYLE_title]        = LOOK( 250,  OWN,    7, OWN,    7, OWN,  BOLD,           BOLD),
        [STYLE_label]        = LOOK( 246,  OWN,    7, OWN,  OWN, OWN,  0,              0),
        [STYLE_value]        = LOOK( 254,  OWN,   15, OWN,    7, OWN,  BOLD,           BOLD),
        [STYLE_old]          = LOOK( 251,  OWN,    7, OWN,    7, OWN,  0,              0),
        [STYLE_entry]        = LOOK( 115,  OWN,    6, OWN,    6, OWN,  0,              0),
        [STYLE_new_x]        = LOOK( 117,  OWN,   12, OWN,    4, OWN,  0,              0),
        [STYLE_new_y]        = LOOK( 215,  OWN,    3, OWN,    3, OWN,  0,              0),
        [STYLE_aside]        = LOOK( 247,  OWN,    8, OWN,    7, OWN,  0,              0),
        [STYLE_aside_x]      = LOOK(  68,  OWN,    4, OWN,    4, OWN,  0,              0),
        [STYLE_aside_y]      = LOOK( 137,  OWN,    3, OWN,    3, OWN,  0,              0),
        [STYLE_target_x]     = LOOK( 195,   24,   15,   4,    7,   4,  BOLD,           BOLD | LINED),
        [STYLE_target_y]     = LOOK( 230,   94,   15,   3,    7,   3,  BOLD,           BOLD | LINED),
        [STYLE_moving]       = LOOK(  16,  221,    0,  11,    0,   3,  BOLD,           BOLD | TURNED),
        [STYLE_trail]        = LOOK( 221,  OWN,   11, OWN,    3, OWN,  BOLD,           BOLD),
        [STYLE_probe]        = LOOK( 231,  240,   15,   8,    0,   7,  BOLD,           LINED | BOLD),
        [STYLE_other]        = LOOK( 186,  OWN,   11, OWN,    3, OWN,  0,              0),
        [STYLE_match]        = LOOK(  16,   79,    0,   6,    0,   6,  BOLD,           TURNED | LINED),
        [STYLE_tombstone]    = LOOK( 247,  OWN,    8, OWN,  OWN, OWN,  0,              DULL),
        [STYLE_frontier]     = LOOK( 221,  OWN,   11, OWN,    3, OWN,  BOLD,           BOLD),
        [STYLE_changed]      = LOOK( 231,  238,   15,   8,    7, OWN,  BOLD | LINED,   LINED),
        [STYLE_gauge]        = LOOK(  72,  OWN,    6, OWN,    6, OWN,  0,              0),
        [STYLE_gauge_warn]   = LOOK( 208,  OWN,    9, OWN,    1, OWN,  BOLD,           BOLD),
        [STYLE_warn]         = LOOK( 208,  OWN,    9, OWN,    1, OWN,  BOLD,           BOLD),
        [STYLE_good]         = LOOK(  79,  OWN,   14, OWN,    6, OWN,  BOLD,           BOLD),
        [STYLE_bit]          = LOOK( 221,  OWN,   11, OWN,    3, OWN,  BOLD | LINED,   BOLD | TURNED),
        [STYLE_cursor]       = LOOK( OWN,  OWN,  OWN, OWN,  OWN, OWN,  BOLD | TURNED,  TURNED),
        [STYLE_key_hint]     = LOOK( 252,  OWN,   15, OWN,    7, OWN,  BOLD,           BOLD),
        [STYLE_code]         = LOOK( 247,  OWN,    7, OWN,  OWN, OWN,  0,              0),
        [STYLE_code_now]     = LOOK( 231,  238,   15,   8,    0,   7,  BOLD,           TURNED),
        [STYLE_popup]        = LOOK( 252,  236,    7,   0,    7,   0,  0,              0),
        [STYLE_popup_chosen] = LOOK( 231,   24,   15,   4,    7,   4,  BOLD,           TURNED),
        [STYLE_prompt]       = LOOK(  74,  OWN,   12, OWN,    6, OWN,  BOLD,           BOLD),
        [STYLE_input]        = LOOK( 231,  OWN,   15, OWN,    7, OWN,  0,              0),
    },
    [THEME_LIGHT] = {
        [STYLE_plain]        = LOOK( OWN,  OWN,  OWN, OWN,  OWN, OWN,  0,              0),
        [STYLE_dim]          = LOOK( 247,  OWN,    8, OWN,  OWN, OWN,  0,              DULL),
        [STYLE_strong]       = LOOK(  16,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_title]        = LOOK( 238,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_label]        = LOOK( 240,  OWN,    8, OWN,  OWN, OWN,  0,              0),
        [STYLE_value]        = LOOK( 235,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_old]          = LOOK( 239,  OWN,    8, OWN,    0, OWN,  0,              0),
        [STYLE_entry]        = LOOK(  23,  OWN,    6, OWN,    6, OWN,  0,              0),
        [STYLE_new_x]        = LOOK(  25,  OWN,    4, OWN,    4, OWN,  0,              0),
        [STYLE_new_y]        = LOOK(  94,  OWN,    3, OWN,    3, OWN,  0,              0),
        [STYLE_aside]        = LOOK( 242,  OWN,    8, OWN,    0, OWN,  0,              0),
        [STYLE_aside_x]      = LOOK(  60,  OWN,    4, OWN,    4, OWN,  0,              0),
        [STYLE_aside_y]      = LOOK( 130,  OWN,    3, OWN,    3, OWN,  0,              0),
        [STYLE_target_x]     = LOOK(  18,  153,    4,   7,    4,   7,  BOLD,           BOLD | LINED),
        [STYLE_target_y]     = LOOK(  94,  230,    3,   7,    3,   7,  BOLD,           BOLD | LINED),
        [STYLE_moving]       = LOOK(  16,  220,    0,  11,    0,   3,  BOLD,           BOLD | TURNED),
        [STYLE_trail]        = LOOK(  94,  OWN,    3, OWN,    3, OWN,  BOLD,           BOLD),
        [STYLE_probe]        = LOOK(  16,  250,    0,   7,    7,   0,  BOLD,           LINED | BOLD),
        [STYLE_other]        = LOOK(  94,  OWN,    3, OWN,    3, OWN,  0,              0),
        [STYLE_match]        = LOOK( 231,   29,   15,   6,    7,   6,  BOLD,           TURNED | LINED),
        [STYLE_tombstone]    = LOOK( 241,  OWN,    8, OWN,  OWN, OWN,  0,              DULL),
        [STYLE_frontier]     = LOOK(  94,  OWN,    3, OWN,    3, OWN,  BOLD,           BOLD),
        [STYLE_changed]      = LOOK(  16,  253,    0,   7,    0, OWN,  BOLD | LINED,   LINED),
        [STYLE_gauge]        = LOOK(  29,  OWN,    6, OWN,    6, OWN,  0,              0),
        [STYLE_gauge_warn]   = LOOK( 166,  OWN,    1, OWN,    1, OWN,  BOLD,           BOLD),
        [STYLE_warn]         = LOOK( 124,  OWN,    1, OWN,    1, OWN,  BOLD,           BOLD),
        [STYLE_good]         = LOOK(  22,  OWN,    6, OWN,    6, OWN,  BOLD,           BOLD),
        [STYLE_bit]          = LOOK(  16,  222,    0,  11,    0,   3,  BOLD | LINED,   BOLD | TURNED),
        [STYLE_cursor]       = LOOK( OWN,  OWN,  OWN, OWN,  OWN, OWN,  BOLD | TURNED,  TURNED),
        [STYLE_key_hint]     = LOOK( 237,  OWN,    0, OWN,    0, OWN,  BOLD,           BOLD),
        [STYLE_code]         = LOOK( 241,  OWN,    8, OWN,  OWN, OWN,  0,              0),
        [STYLE_code_now]     = LOOK(  16,  252,    0,   7,    7,   0,  BOLD,           TURNED),
        [STYLE_popup]        = LOOK( 236,  254,    0,   7,    0,   7,  0,              0),
        [STYLE_popup_chosen] = LOOK( 231,   25,   15,   4,    7,   4,  BOLD,           TURNED),
        [STYLE_prompt]       = LOOK(  25,  OWN,    4, OWN,    4, OWN,  BOLD,           BOLD),
        [STYLE_input]        = LOOK(  16,  OWN,    0, OWN,    0, OWN,  0,              0),
    },
};
/* clang-format on */

const char *const theme_names[] = {[THEME_DARK] = "dark", [THEME_LIGHT] = "light", [THEMES] = NULL};

int16_t theme_ground(enum theme_name theme)
{
    static const int16_t grounds[THEMES] = {[THEME_DARK] = 235, [THEME_LIGHT] = 255};
    return grounds[theme];
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
