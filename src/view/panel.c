/* What panels share: words into cells, gauges, wrapping. */
#include "view/panel.h"

#include <stdio.h>
#include <string.h>

/* Most of what a panel says has room in a line. */
enum { WORDS_ROOM = 160 };

int panel_say(struct grid *grid, int x, int y, int columns, enum style style, const struct picture *picture,
              enum word word, const char *const *arguments)
{
    return panel_say_fitting(grid, x, y, columns, style, picture, (const enum word[]){word, WORD_NONE},
                             arguments);
}

int panel_width(const struct picture *picture, enum word word, const char *const *arguments)
{
    char room[WORDS_ROOM];
    struct text text = text_in(room, sizeof room);
    words_format(&text, picture->words, word, arguments);
    int width = text_width(text_string(&text), text.length);
    text_free(&text);
    return width;
}

int panel_say_fitting(struct grid *grid, int x, int y, int columns, enum style style,
                      const struct picture *picture, const enum word *words, const char *const *arguments)
{
    char room[WORDS_ROOM];
    struct text text = text_in(room, sizeof room);
    words_format(&text, picture->words, *words, arguments);
    while (words[1] != WORD_NONE && text_width(text_string(&text), text.length) > columns) {
        text_clear(&text);
        words_format(&text, picture->words, *++words, arguments);
    }
    int used = grid_text_part(grid, x, y, columns, style, text_string(&text), text.length);
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
        size_t fits = text_line(text, length, columns);
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
    int top; /* the first line shown */
};

size_t panel_with_rest(const char *bytes, size_t length)
{
    size_t blanks = strspn(bytes + length, " "), rest = strcspn(bytes + length, "\n");
    return rest > blanks ? length + rest : length;
}

static void put_line(void *context, int line, const char *bytes, size_t length)
{
    struct lines *lines = context;
    if (line < 0 || line >= lines->area.height)
        return;
    if (line + 1 == lines->area.height)
        length = panel_with_rest(bytes, length);
    grid_text_part(lines->grid, lines->area.x, lines->area.y + line, lines->area.width, lines->style, bytes,
                   length);
}

void panel_text(struct grid *grid, struct area area, enum style style, const char *text)
{
    struct lines lines = {grid, area, style, 0};
    panel_wrap(text, area.width, put_line, &lines);
}

void panel_draw_story(struct grid *grid, struct area *area, bool ruled, const struct picture *picture,
                      const char *text)
{
    enum { ROWS_WITH_RULE = 3 };
    int room = area->width - 2;
    if (ruled && area->height >= ROWS_WITH_RULE && *text != '\0' &&
        panel_wrap(text, room, NULL, NULL) < area->height) {
        grid_fill(grid, area->x, area->y, area->width, 1, 0x2500, STYLE_dim);
        panel_say(grid, 1, area->y, room, STYLE_label, picture, WORD_PANEL_WHY, NULL);
        area->y++;
        area->height--;
    }
    if (area->height == 1)
        grid_text(grid, 1, area->y, room, STYLE_plain, text);
    else if (area->height > 0)
        panel_text(grid, (struct area){1, area->y, room, area->height}, STYLE_plain, text);
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

static const char before_version[] = "   go";

int panel_type_width(const char *type, const char *version)
{
    return text_width(type, strlen(type)) + (int)strlen(before_version) +
           text_width(version, strlen(version));
}

void panel_type(struct grid *grid, int x, int y, int end, const char *type, const char *version)
{
    int width = panel_type_width(type, version);
    if (x + width > end)
        return;
    x = end - width;
    x += grid_text(grid, x, y, end - x, STYLE_label, type);
    x += grid_text(grid, x, y, end - x, STYLE_label, before_version);
    grid_text(grid, x, y, end - x, STYLE_label, version);
}

bool panel_is_pointed_at(const struct picture *picture, enum word name)
{
    const struct look *look = picture->look;
    bool pointed = false;
    for (int i = 0; i < look->point_count; i++)
        pointed |= look->points[i].what == POINT_FIELD && look->points[i].field == name;
    return pointed;
}

void panel_light(struct grid *grid, int x, int y, int columns, const struct picture *picture, enum word name)
{
    if (panel_is_pointed_at(picture, name))
        grid_flag(grid, x, y, columns, GRID_REVERSE | GRID_BOLD);
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
    int begin = fields->x;
    if (fields->x + needed <= fields->end) {
        fields->x += grid_text(fields->grid, fields->x, fields->y, -1, STYLE_label, text_string(&label)) + 1;
        int used = grid_text(fields->grid, fields->x, fields->y, -1, changed ? STYLE_changed : STYLE_value,
                             text_string(&shown));
        if (changed)
            grid_flag(fields->grid, fields->x, fields->y, used, GRID_UNDERLINE);
        panel_light(fields->grid, begin, fields->y, needed, fields->picture, name);
        fields->x += used + 3;
    } else {
        fields->x = fields->end;
    }
    text_free(&label);
    text_free(&shown);
}

/* ---- what a scene says */

static void put_said_line(void *context, int line, const char *bytes, size_t length)
{
    struct lines *lines = context;
    put_line(lines, line - lines->top, bytes, length);
}

static void draw_chapter(struct grid *grid, struct area area, const struct picture *picture)
{
    int x = area.x + 1, end = area.x + area.width - 1;
    struct text title = {0}, over = {0};
    grid_fill(grid, area.x - 1, area.y, area.width + 2, 1, 0x2500, STYLE_dim);
    if (picture->over) {
        text_format(&over, " %s ", picture->words->texts[WORD_NARRATION_OVER]);
        int width = text_width(text_string(&over), over.length);
        grid_text(grid, end - width, area.y, width, STYLE_label, text_string(&over));
        end -= width + 1;
    }
    text_add(&title, " ");
    if (picture->chapter != NULL && picture->chapter_number > 0)
        words_say(&title, picture->words, WORD_NARRATION_CHAPTER, NUMBER(picture->chapter_number),
                  NUMBER(picture->chapter_count), picture->chapter);
    else if (picture->chapter != NULL)
        text_add(&title, picture->chapter);
    text_add(&title, " ");
    if (title.length > 2)
        grid_text(grid, x, area.y, end - x, STYLE_title, text_string(&title));
    text_free(&title);
    text_free(&over);
}

int panel_narration_lines(const struct picture *picture, int columns)
{
    return picture->say != NULL ? panel_wrap(picture->say, columns, NULL, NULL) : 0;
}

struct narration_room panel_draw_narration(struct grid *grid, struct area area, const struct picture *picture)
{
    int rule = area.height > 2 ? area.y : -1;
    if (rule >= 0) {
        draw_chapter(grid, area, picture);
        area.y++;
        area.height--;
    }
    struct narration_room room = {.rows = area.height};
    if (picture->say == NULL)
        return room;
    room.all = panel_narration_lines(picture, area.width);
    int last = room.all > room.rows ? room.all - room.rows : 0;
    room.top = picture->say_top < last ? picture->say_top : last;
    struct lines lines = {grid, area, STYLE_strong, room.top};
    panel_wrap(picture->say, area.width, put_said_line, &lines);
    /* Where there is a rule, it is said there; else over the end of the last line, which is shown again further on. */
    if (room.all <= room.rows || (rule < 0 && room.top == last))
        return room;
    const char *const *arguments = PANEL_ARGUMENTS(NUMBER(room.top + room.rows), NUMBER(room.all));
    enum word word = room.top < last ? WORD_PANEL_SAY_MORE : WORD_PANEL_SAY_END;
    int width = panel_width(picture, word, arguments);
    panel_say(grid, area.x + area.width - width, rule >= 0 ? rule : area.y + area.height - 1, width,
              STYLE_key_hint, picture, word, arguments);
    return room;
}
