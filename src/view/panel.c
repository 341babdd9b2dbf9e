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

void panel_line(struct grid *grid, int x, int y, int columns, uint64_t part, uint64_t whole, enum style style)
{
    uint64_t filled = whole != 0 ? (part < whole ? part : whole) * (uint64_t)columns / whole : 0;
    for (int i = 0; i < columns; i++)
        grid_put(grid, x + i, y, (uint64_t)i < filled ? 0x2501 : 0x2500,
                 (uint64_t)i < filled ? style : STYLE_dim);
}

int64_t panel_eased(int64_t phase)
{
    return phase * phase * (3000 - 2 * phase) / 1000000;
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

struct lines {
    struct grid *grid;
    struct area area;
    enum style style;
};

static void put_line(void *context, int line, const char *bytes, size_t length)
{
    struct lines *lines = context;
    if (line >= lines->area.height)
        return;
    struct text text = {0};
    text_append(&text, bytes, length);
    grid_text(lines->grid, lines->area.x, lines->area.y + line, lines->area.width, lines->style,
              text_string(&text));
    text_free(&text);
}

void panel_text(struct grid *grid, struct area area, enum style style, const char *text)
{
    struct lines lines = {grid, area, style};
    panel_wrap(text, area.width, put_line, &lines);
}

void panel_value(const struct picture *picture, value_id id, int columns, struct text *text)
{
    if (id == VALUE_NONE || VALUE_IS_STALE(id)) {
        text_add(text, "-");
        return;
    }
    size_t length;
    const char *bytes = values_text(picture->world->values, id, &length);
    if (length == 0)
        text_add(text, "\"\"");
    else
        text_append_safe(text, bytes, length, columns);
}

void panel_tell_space(const struct picture *picture, const struct event *event, struct text *text)
{
    words_say(text, picture->words, event->kind == EVENT_alloc ? WORD_STORY_alloc : WORD_STORY_drop);
}

/* ---- headers */

void panel_title(struct grid *grid, struct area area, int y, const struct picture *picture,
                 const struct now *now, const char *type, const char *version, const char *crumbs)
{
    int x = area.x + 1;
    x += grid_text(grid, x, y, area.width - 1, STYLE_title, "growwork") + 3;
    x += grid_text(grid, x, y, area.x + area.width - x, STYLE_strong, type) + 3;
    if (version != NULL) {
        x += grid_text(grid, x, y, area.x + area.width - x, STYLE_label, "go");
        x += grid_text(grid, x, y, area.x + area.width - x, STYLE_label, version) + 3;
    }
    if (now->mark == NULL)
        return;
    (void)picture;
    struct text whole = {0};
    text_append_safe(&whole, now->mark->text, strlen(now->mark->text), 30);
    text_add(&whole, crumbs);
    int width = text_width(text_string(&whole), whole.length);
    int at = area.x + area.width - width - 1;
    if (at > x)
        grid_text(grid, at, y, width, STYLE_label, text_string(&whole));
    text_free(&whole);
}

void panel_add_routine(routine which, struct text *crumbs)
{
    const char *signature = routine_row(which)->signature;
    text_add(crumbs, " › ");
    text_append(crumbs, signature, strcspn(signature, "("));
}

void panel_field(struct panel_fields *fields, enum word name, struct place place, const char *value)
{
    uint64_t before;
    bool changed = now_changed(fields->now, place, &before);
    struct text shown = {0}, label = {0};
    if (changed && fields->picture->look->before)
        text_format(&shown, "%llu→", (unsigned long long)before);
    text_add(&shown, value);
    words_format(&label, fields->picture->words, name, NULL);
    int needed =
        text_width(text_string(&label), label.length) + 1 + text_width(text_string(&shown), shown.length);
    if (fields->x + needed <= fields->end) {
        fields->x += grid_text(fields->grid, fields->x, fields->y, -1, STYLE_label, text_string(&label)) + 1;
        int used = grid_text(fields->grid, fields->x, fields->y, -1, changed ? STYLE_changed : STYLE_value,
                             text_string(&shown));
        if (changed)
            grid_flag(fields->grid, fields->x, fields->y, used, GRID_UNDERLINE);
        fields->x += used + 3;
    } else {
        fields->x = fields->end;
    }
    text_free(&label);
    text_free(&shown);
}

/* ---- what a scene says */

bool panel_draw_narration(struct grid *grid, struct area area, struct area below,
                          const struct picture *picture)
{
    bool ruled = area.height > 2;
    if (ruled) {
        grid_fill(grid, area.x - 1, area.y, area.width + 2, 1, 0x2500, STYLE_dim);
        if (picture->chapter != NULL) {
            struct text title = {0};
            text_format(&title, " %s ", picture->chapter);
            grid_text(grid, area.x + 1, area.y, area.width - 2, STYLE_title, text_string(&title));
            text_free(&title);
        }
        area.y++;
        area.height--;
    }
    if (picture->say == NULL)
        return false;
    bool takes_more = panel_wrap(picture->say, area.width, NULL, NULL) > area.height;
    if (takes_more)
        area.height = below.y + below.height - area.y;
    panel_text(grid, area, STYLE_strong, picture->say);
    return takes_more;
}
