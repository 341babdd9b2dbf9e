/* What panels share: words into cells, gauges, wrapping. */
#include "view/panel.h"

#include <string.h>

int panel_say(struct grid *grid, int x, int y, int columns, enum style style, const struct picture *picture,
              enum word word, const char *const *arguments)
{
    struct text text = {0};
    words_format(&text, picture->words, word, arguments);
    int used = grid_text(grid, x, y, columns, style, text_string(&text));
    text_free(&text);
    return used;
}

void panel_gauge(struct grid *grid, int x, int y, int columns, uint64_t part, uint64_t whole,
                 enum style style)
{
    static const uint32_t eighths[] = {0x258f, 0x258e, 0x258d, 0x258c, 0x258b, 0x258a, 0x2589};
    if (part > whole)
        part = whole;
    uint64_t filled = whole != 0 ? part * (uint64_t)columns * 8 / whole : 0;
    for (int i = 0; i < columns; i++) {
        uint64_t here = filled > (uint64_t)i * 8 ? filled - (uint64_t)i * 8 : 0;
        if (here >= 8)
            grid_put(grid, x + i, y, 0x2588, style);
        else if (here > 0)
            grid_put(grid, x + i, y, eighths[here - 1], style);
        else
            grid_put(grid, x + i, y, 0x00b7, STYLE_dim);
    }
}

int panel_wrap(const char *text, int columns,
               void (*each)(void *context, int line, const char *bytes, size_t length), void *context)
{
    int lines = 0;
    if (columns < 1)
        return 0;
    for (;;) {
        const char *end = strchr(text, '\n');
        size_t length = end != NULL ? (size_t)(end - text) : strlen(text);
        size_t fits = text_fitting(text, length, columns);
        if (fits < length) {
            size_t blank = fits;
            while (blank > 0 && text[blank] != ' ')
                blank--;
            size_t indent = 0;
            while (text[indent] == ' ')
                indent++;
            if (blank > indent)
                fits = blank;
            if (fits == 0)
                fits = 1;
        }
        if (each != NULL)
            each(context, lines, text, fits);
        lines++;
        text += fits;
        length -= fits;
        if (length > 0) {
            while (*text == ' ')
                text++;
            continue;
        }
        if (*text == '\0')
            return lines;
        text++;
        if (*text == '\0')
            return lines;
    }
}

void panel_value(const struct picture *picture, value_id id, int columns, struct text *text)
{
    if (id == VALUE_NONE || VALUE_IS_STALE(id)) {
        text_add(text, "-");
        return;
    }
    size_t length;
    const char *bytes = values_text(picture->map->values, id, &length);
    if (length == 0)
        text_add(text, "\"\"");
    else
        text_append_safe(text, bytes, length, columns);
}

void panel_value_cut(const struct picture *picture, value_id id, int columns, struct text *text)
{
    enum { DOTS_FROM = 7 };
    if (columns >= DOTS_FROM) {
        panel_value(picture, id, columns, text);
        return;
    }
    struct text whole = {0};
    panel_value(picture, id, 0, &whole);
    text_append(text, text_string(&whole), text_fitting(text_string(&whole), whole.length, columns));
    text_free(&whole);
}
