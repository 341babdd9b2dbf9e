/* Beside the field at rest: how many buckets hold how many entries. */
#include "view/classic/stage.h"

enum { LABEL = 5, LEAST_BAR = 3, MOST_BAR = 24, EIGHTHS = 8, MOST_BINS = 13 };

/* From how many entries on a bin counts; it ends where the next begins. */
static const int few[] = {0, 1, 5, 9, SUMMARY_CHAINS};
static const int some[] = {0, 1, 3, 5, 7, 9, 13, SUMMARY_CHAINS};
static const int many[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, SUMMARY_CHAINS};

static const int *bins_for(int rows, int *count)
{
    *count = rows >= 12 ? 12 : rows >= 7 ? 7 : 4;
    return rows >= 12 ? many : rows >= 7 ? some : few;
}

static uint32_t buckets_in(const struct classic_totals *totals, const int *bins, int bin)
{
    uint32_t buckets = 0;
    for (int entries = bins[bin]; entries < bins[bin + 1]; entries++)
        buckets += totals->chains[entries];
    return buckets;
}

static void draw_label(struct grid *grid, int x, int y, const int *bins, int bin, int count)
{
    struct text text = {0};
    int from = bins[bin], to = bins[bin + 1] - 1;
    text_format(&text, "%d", from);
    if (bin + 1 == count)
        text_add(&text, "+");
    else if (to > from)
        text_format(&text, "–%d", to);
    int width = text_width(text_string(&text), text.length);
    grid_text(grid, x + LABEL - width, y, width, STYLE_label, text_string(&text));
    text_free(&text);
}

/* A bar in eighths of a cell; what is there is seen. */
static void draw_bar(struct grid *grid, int x, int y, int columns, uint32_t part, uint32_t most,
                     enum style style)
{
    int filled = (int)((uint64_t)part * (uint64_t)columns * EIGHTHS / most);
    if (part > 0 && filled == 0)
        filled = 1;
    for (int i = 0; i * EIGHTHS < filled; i++) {
        int rest = filled - i * EIGHTHS;
        grid_put(grid, x + i, y, rest >= EIGHTHS ? 0x2588 : 0x2590 - (uint32_t)rest, style);
    }
}

void histogram_draw(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    const struct panes *panes = &bands->panes;
    int field = panes->cells[0] + panes_width(panes->columns, panes->group),
        band = bands->slots[0] +
               bands->a_line * bands->pitch[0]; /* which stands below the field, beside the last bars */
    int x = bands->x + (field > band ? field : band) + 2, end = bands->x + bands->width - 1;
    int rows = bands->y + bands->height - panes->y, count, width = end - x - LABEL - 1;
    if (bands->growing || panes->rows == 0 || bands->digits == 0 || width < LEAST_BAR || rows < 4)
        return;
    const int *bins = bins_for(rows - 1, &count);
    struct classic_totals totals =
        classic_totals(&stage->reading->map, classic_array(&stage->reading->map, false));
    uint32_t most = 1;
    for (int i = 0; i < count; i++)
        most = buckets_in(&totals, bins, i) > most ? buckets_in(&totals, bins, i) : most;
    bool numbers = width > 14;
    int bar = numbers ? width - 10 : width;
    bar = bar > MOST_BAR ? MOST_BAR : bar;
    panel_say(stage->grid, x, panes->y, end - x, STYLE_label, stage->picture,
              numbers ? WORD_CLASSIC_HISTOGRAM_WIDE : WORD_CLASSIC_HISTOGRAM, NULL);
    if (numbers)
        panel_say(stage->grid, x + LABEL + 1 + bar + 2, panes->y, 8, STYLE_label, stage->picture,
                  WORD_CLASSIC_HISTOGRAM_BUCKETS, NULL);
    for (int i = 0; i < count; i++) {
        uint32_t buckets = buckets_in(&totals, bins, i);
        int y = panes->y + 1 + i;
        draw_label(stage->grid, x, y, bins, i, count);
        draw_bar(stage->grid, x + LABEL + 1, y, bar, buckets, most,
                 bins[i] > SLOTS ? STYLE_warn : STYLE_gauge);
        if (numbers) {
            struct text text = {0};
            number_say_grouped(&text, buckets);
            grid_text(stage->grid, x + LABEL + 1 + bar + 1 + 8 - (int)text.length, y, 9, STYLE_value,
                      text_string(&text));
            text_free(&text);
        }
    }
}
