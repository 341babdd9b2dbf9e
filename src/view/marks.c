/* The legend: what the marks mean that are on the stage now. */
#include "view/face.h"

#include <string.h>

static const struct mark_row house_marks[PANEL_MARKS_OF_HOUSE] = {
    {STYLE_warn, "!", WORD_MARK_SPIKE, WORD_MARK_SPIKE_MEANING},
    {STYLE_label, "╌", WORD_MARK_THRESHOLD, WORD_MARK_THRESHOLD_MEANING},
};

const struct mark_row *panel_mark(const struct mark_row *rows, int i, uint32_t *bit)
{
    static const uint32_t bits[PANEL_MARKS_OF_HOUSE] = {PANEL_MARK_SPIKE, PANEL_MARK_THRESHOLD};
    *bit = i < PANEL_MARKS_OF_HOUSE ? bits[i] : (uint32_t)1 << (i - PANEL_MARKS_OF_HOUSE);
    if (i < PANEL_MARKS_OF_HOUSE)
        return &house_marks[i];
    bool there = rows != NULL && rows[i - PANEL_MARKS_OF_HOUSE].glyph != NULL;
    return there ? &rows[i - PANEL_MARKS_OF_HOUSE] : NULL;
}

enum { LOWEST_BAR = 0x2581, FULL_BAR = 0x2588 };

/* What stands for a mark on the stage: the first letter of its glyph, or its two; a glyph may have two such, parted by a blank. */
enum { MARKS_MOST = 28 };
struct mark_runes {
    uint32_t runes[2][2];
};

static int read_marks(const struct mark_row *rows, struct mark_runes *marks)
{
    int count = 0;
    for (; rows[count].glyph != NULL && count < MARKS_MOST; count++) {
        const char *at = rows[count].glyph;
        marks[count] = (struct mark_runes){0};
        for (int part = 0; part < 2 && *at != '\0'; part++) {
            size_t length = strcspn(at, " "), first = utf8_decode(at, length, &marks[count].runes[part][0]);
            uint32_t rune;
            if (length > first && first + utf8_decode(at + first, length - first, &rune) == length)
                marks[count].runes[part][1] = rune;
            at += length + strspn(at + length, " ");
        }
    }
    return count;
}

/* Where a slot is one character wide its marks are letters, side by side. */
static bool is_packed(uint32_t rune)
{
    static const uint32_t marks[] = {'x', 'y', '-', 0xb7, 0x25a0, 0x25a1, 0x25aa, 0x25cb};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (marks[i] == rune)
            return true;
    }
    return false;
}

/* Among them stands what a loop has delivered. */
static bool is_among_packed(uint32_t rune)
{
    return is_packed(rune) || rune == '*';
}

/* They are told from a key of such letters by how many they are. */
static bool stands_packed(const struct grid *grid, int x, int y)
{
    enum { LEAST = 8 };
    int first = x, last = x;
    while (first > 0 && is_among_packed(grid_cell(grid, first - 1, y)->rune))
        first--;
    while (last + 1 < grid->width && is_among_packed(grid_cell(grid, last + 1, y)->rune))
        last++;
    return last - first + 1 >= LEAST;
}

/* A full column is a bucket's bar or part of a gauge, and lower ones are bars of all heights: the legend has one of each. */
static uint32_t as_in_legend(uint32_t rune)
{
    return rune > LOWEST_BAR && rune < FULL_BAR ? LOWEST_BAR : rune;
}

static bool is_gauge(enum style style)
{
    return style == STYLE_gauge || style == STYLE_gauge_warn;
}

/* What could be a letter of a key or of a title, too, is a mark only if it stands or looks like one. */
static bool may_be(const struct grid *grid, int x, int y, enum style style)
{
    const struct cell *cell = grid_cell(grid, x, y), *before = grid_cell(grid, x - 1, y);
    if (cell->rune == FULL_BAR)
        return is_gauge(cell->style) == is_gauge(style);
    if (cell->rune >= 0x7f) /* but ▸· is one mark */
        return cell->rune != 0xb7 || before == NULL || before->rune != 0x25b8;
    if (is_packed(cell->rune))
        return stands_packed(grid, x, y);
    return cell->style == style;
}

/* Whether what stands there is one of the marks of two letters: it is not the mark of its first alone. */
static bool is_pair(const struct cell *cell, const struct cell *next, const struct mark_runes *marks,
                    int count)
{
    for (int i = 0; i < count && next != NULL; i++) {
        for (int part = 0; part < 2; part++) {
            const uint32_t *runes = marks[i].runes[part];
            if (runes[1] != 0 && runes[0] == cell->rune && runes[1] == next->rune)
                return true;
        }
    }
    return false;
}

/* Which marks may begin with a character: a cell of most characters needs no more than this to be told. */
enum { BEGINNINGS = 256 };
static uint32_t *beginning(uint32_t marks[BEGINNINGS], uint32_t rune)
{
    return &marks[(rune ^ rune >> 8) % BEGINNINGS];
}

static void read_beginnings(const struct mark_runes *marks, int count, uint32_t beginnings[BEGINNINGS])
{
    memset(beginnings, 0, BEGINNINGS * sizeof *beginnings);
    for (int i = 0; i < count; i++) {
        for (int part = 0; part < 2; part++)
            *beginning(beginnings, marks[i].runes[part][0]) |= (uint32_t)1 << i;
    }
    uint32_t bars = *beginning(beginnings, LOWEST_BAR);
    for (uint32_t rune = LOWEST_BAR + 1; rune < FULL_BAR; rune++)
        *beginning(beginnings, rune) |= bars;
}

/* Those of the marks in `sought` that begin with what stands in a cell. */
static uint32_t marks_at(const struct grid *grid, int x, int y, uint32_t sought, const struct mark_row *rows,
                         const struct mark_runes *marks, int count)
{
    const struct cell *cell = grid_cell(grid, x, y);
    uint32_t seen = 0;
    if (cell->rune == ' ' || cell->rune == 0)
        return 0;
    for (int i = 0; i < count; i++) {
        for (int part = 0; part < 2 && (sought >> i & 1) != 0; part++) {
            const uint32_t *runes = marks[i].runes[part];
            if (runes[0] != as_in_legend(cell->rune) || !may_be(grid, x, y, rows[i].style))
                continue;
            const struct cell *next = grid_cell(grid, x + 1, y);
            bool is =
                runes[1] != 0 ? next != NULL && next->rune == runes[1] : !is_pair(cell, next, marks, count);
            seen |= (uint32_t)is << i;
        }
    }
    return seen;
}

uint32_t panel_marks_seen(const struct grid *grid, struct area stage, const struct mark_row *rows)
{
    struct mark_runes marks[MARKS_MOST];
    int count = rows != NULL ? read_marks(rows, marks) : 0;
    uint32_t seen = 0, beginnings[BEGINNINGS];
    read_beginnings(marks, count, beginnings);
    for (int y = stage.y; y < stage.y + stage.height && count > 0; y++) {
        const struct cell *first = grid_cell(grid, stage.x, y), *end = first + stage.width;
        for (const struct cell *cell = first; cell < end; cell++) {
            if (cell->rune == ' ') /* most of a stage */
                continue;
            uint32_t sought = *beginning(beginnings, cell->rune) & ~seen;
            if (sought != 0)
                seen |= marks_at(grid, stage.x + (int)(cell - first), y, sought, rows, marks, count);
        }
    }
    return seen;
}

static void put_mark(struct grid *grid, int x, int y, int glyph, int width, const struct mark_row *mark,
                     const char *word)
{
    grid_text(grid, x, y, glyph, mark->style, mark->glyph);
    const char *second = strchr(mark->glyph, ' ');
    if (mark->style == STYLE_new_x &&
        second != NULL) { /* what went to x and what went to y have a hue each */
        int before = text_width(mark->glyph, (size_t)(second - mark->glyph));
        grid_restyle(grid, x + before + 1, y, glyph - before - 1, STYLE_new_y);
    }
    grid_text(grid, x + glyph + 1, y, width, STYLE_label, word);
}

/* Draws the marks that are seen, `apart` columns apart, as many as fit, the most needed first; or draws nothing (no grid) and says
   whether all fit. */
static bool put_marks(struct grid *grid, struct area area, uint32_t seen, const struct mark_row *rows,
                      const struct picture *picture, int apart)
{
    int x = area.x + 1, end = area.x + area.width - 1;
    bool whole = true;
    const struct mark_row *mark;
    uint32_t bit;
    for (int i = 0; (mark = panel_mark(rows, i, &bit)) != NULL; i++) {
        if ((seen & bit) == 0)
            continue;
        const char *word = picture->words->texts[mark->word];
        int glyph = text_width(mark->glyph, strlen(mark->glyph)),
            width = glyph + 1 + text_width(word, strlen(word));
        bool fits = x + width <= end;
        whole = whole && fits;
        if (fits && grid != NULL)
            put_mark(grid, x, area.y, glyph, width, mark, word);
        x += fits ? width + apart : 0;
    }
    return whole;
}

void panel_draw_marks(struct grid *grid, struct area area, uint32_t seen, const struct mark_row *rows,
                      const struct picture *picture)
{
    int apart = put_marks(NULL, area, seen, rows, picture, 3)   ? 3
                : put_marks(NULL, area, seen, rows, picture, 2) ? 2
                                                                : 1;
    put_marks(grid, area, seen, rows, picture, apart);
}
