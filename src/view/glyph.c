#include "view/glyph.h"

#include <stddef.h>

struct glyph {
    uint32_t rune;
    uint32_t alone[GLYPH_SETS];
    char pair[2]; /* in all sets but the full one; 0: none */
};

static const struct glyph glyphs[] = {
#define GLYPH(rune, narrow, ascii, itself)       {rune, {rune, narrow, ascii}, {0, 0}},
#define PAIR(rune, alone, first, second, itself) {rune, {rune, alone, alone}, {first, second}},
#include "view/glyph.def"
#undef PAIR
#undef GLYPH
};

static const struct letter {
    uint32_t rune;
    char letter;
} letters[] = {
#define LETTER(rune, letter) {rune, letter},
#include "view/glyph_letter.def"
#undef LETTER
};

static const struct rune_range ambiguous[] = {
#define AMBIGUOUS(first, last) {first, last},
#include "view/glyph_ambiguous.def"
#undef AMBIGUOUS
};

static const struct parts {
    uint32_t rune, first, second;
} composed[] = {
#define PARTS(rune, first, second) {rune, first, second},
#include "view/glyph_parts.def"
#undef PARTS
};

const char *const glyph_set_names[] = {
    [GLYPHS_UNICODE] = "unicode", [GLYPHS_NARROW] = "narrow", [GLYPHS_ASCII] = "ascii", [GLYPH_SETS] = NULL};

static const struct glyph *find_glyph(uint32_t rune)
{
    size_t low = 0, high = sizeof glyphs / sizeof *glyphs;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (glyphs[middle].rune == rune)
            return &glyphs[middle];
        if (glyphs[middle].rune < rune)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool glyph_is_known(uint32_t rune)
{
    return rune < 0x7f || find_glyph(rune) != NULL;
}

bool glyph_is_ambiguous(uint32_t rune)
{
    return rune_is_among(rune, ambiguous, sizeof ambiguous / sizeof *ambiguous);
}

/* Of a key. Not one column wide for sure, so it can't be shown as it is. */
static uint32_t narrow_letter(uint32_t rune)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].rune == rune)
            return (uint32_t)letters[i].letter;
    }
    return '?';
}

uint32_t glyph_in(enum glyphs set, uint32_t rune)
{
    if (rune < 0x7f || set == GLYPHS_UNICODE)
        return rune;
    const struct glyph *glyph = find_glyph(rune);
    if (glyph != NULL)
        return glyph->alone[set];
    bool wide = set == GLYPHS_NARROW && rune_width(rune) == 1 && glyph_is_ambiguous(rune);
    return wide ? narrow_letter(rune) : rune;
}

static const struct parts *find_parts(uint32_t rune)
{
    size_t low = 0, high = rune < composed[0].rune ? 0 : sizeof composed / sizeof *composed;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (composed[middle].rune == rune)
            return &composed[middle];
        if (composed[middle].rune < rune)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* A Hangul syllable is a lead, a vowel and perhaps a tail, by its number. */
static uint32_t part_syllable(uint32_t rune, uint32_t marks[2], int *count)
{
    enum {
        SYLLABLES = 0xac00,
        LEADS = 0x1100,
        VOWELS = 0x1161,
        TAILS = 0x11a7,
        VOWEL_COUNT = 21,
        TAIL_COUNT = 28
    };
    uint32_t number = rune - SYLLABLES;
    if (rune < SYLLABLES || rune > 0xd7a3)
        return rune;
    marks[(*count)++] = VOWELS + number / TAIL_COUNT % VOWEL_COUNT;
    if (number % TAIL_COUNT > 0)
        marks[(*count)++] = TAILS + number % TAIL_COUNT;
    return LEADS + number / TAIL_COUNT / VOWEL_COUNT;
}

int glyph_look(const struct cell *cell, uint32_t parts[GLYPH_MOST_PARTS])
{
    enum { MOST_MARKS = 4 };
    int count = 1;
    uint32_t base = cell->rune;
    for (const struct parts *row; count <= MOST_MARKS && (row = find_parts(base)) != NULL;
         base = row->first) {
        if (row->second != 0)
            parts[count++] = row->second;
    }
    uint32_t marks[2];
    int syllable = 0;
    base = part_syllable(base, marks, &syllable);
    for (int i = 0; i < syllable; i++)
        parts[count++] = marks[i];
    if (cell->mark != 0)
        parts[count++] = cell->mark;
    parts[0] = base;
    for (int i = 2; i < count; i++) {
        uint32_t part = parts[i];
        int place = i;
        for (; place > 1 && parts[place - 1] > part; place--)
            parts[place] = parts[place - 1];
        parts[place] = part;
    }
    return count;
}

void glyph_replace(struct grid *grid, enum glyphs set)
{
    if (set == GLYPHS_UNICODE)
        return;
    for (int i = 0; i < grid->width * grid->height; i++) {
        struct cell *cell = &grid->cells[i];
        const struct glyph *glyph = cell->rune >= 0x7f ? find_glyph(cell->rune) : NULL;
        bool pair = glyph != NULL && glyph->pair[0] != 0 && i % grid->width > 0 && cell[-1].rune == ' ' &&
                    cell[-1].mark == 0;
        if (pair) {
            cell[-1].rune = (uint32_t)glyph->pair[0];
            cell[-1].style = cell->style;
            cell[-1].flags = cell->flags;
            cell->rune = (uint32_t)glyph->pair[1];
        } else {
            cell->rune = glyph_in(set, cell->rune);
        }
    }
}
