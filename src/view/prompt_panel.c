/* The prompt line and its pop-up of completions: what is typed. */
#include "view/face.h"
#include "view/panel.h"

#include <string.h>

/* The bytes of `line` from which on it is shown, so that `columns` hold the cursor. Found by bisection: widths are those of whole
   stretches, and can't be added up letter by letter. */
static size_t scroll_start(const char *line, size_t point, int columns)
{
    size_t hidden = 0, shown = point; /* from there on it is too wide, from there on it has room */
    if (text_shown_width(line, point) <= columns - 1)
        return 0;
    while (hidden < shown) {
        uint32_t rune;
        size_t middle = utf8_floor(line, point, hidden + (shown - hidden) / 2);
        size_t next = middle + utf8_decode(line + middle, point - middle, &rune);
        if (text_shown_width(line + middle, point - middle) <= columns - 1)
            shown = middle;
        else
            hidden = next;
    }
    return shown;
}

/* Where in a scene this is, where no line above the narration says so. */
static void draw_place(struct grid *grid, struct area area, const struct picture *picture)
{
    enum { HEIGHT_OF_RULE = 20 };
    struct text place = {0};
    if (grid->height >= HEIGHT_OF_RULE)
        return;
    if (picture->over)
        text_add(&place, picture->words->texts[WORD_NARRATION_OVER]);
    else if (picture->chapter_number > 0)
        words_say(&place, picture->words, WORD_NARRATION_PLACE, NUMBER(picture->chapter_number),
                  NUMBER(picture->chapter_count));
    int width = text_width(text_string(&place), place.length);
    grid_text(grid, area.x + area.width - width - 1, area.y, width, STYLE_label, text_string(&place));
    text_free(&place);
}

static const char between[] = " · ";

/* Of a list of suggestions those that would be taken now. */
static void choose_suggestions(const struct picture *picture, const struct face *face, const char *list,
                               struct text *chosen)
{
    while (list != NULL) {
        const char *next = strstr(list, between);
        size_t length = next != NULL ? (size_t)(next - list) : strlen(list);
        if (face == NULL || face->suggests(picture, list)) {
            text_add(chosen, chosen->length > 0 ? between : "");
            text_append(chosen, list, length);
        }
        list = next != NULL ? next + strlen(between) : NULL;
    }
}

/* What could be typed, at the right edge: behind the cursor it would look as if it were typed. Of a list as many as there is room for,
   the first ones left out. */
static void draw_suggestions(struct grid *grid, int x, struct area area, const struct picture *picture)
{
    enum { APART = 2 };
    const struct face *face = face_of(picture->world, picture->home);
    bool resume = picture->left && grid->height < PANEL_HINTS_HEIGHT;
    enum word row = resume ? WORD_NARRATION_RESUME : WORD_PROMPT_EMPTY;
    struct text chosen = {0};
    if (!resume && face != NULL) {
        const char *type =
            world_engine(picture->world, picture->home)->type_name(picture->world, picture->home);
        row = strcmp(type, face->prompt_type) == 0 ? face->prompt : face->prompt_other;
    }
    choose_suggestions(picture, resume ? NULL : face, picture->words->texts[row], &chosen);
    const char *words = text_string(&chosen);
    int end = area.x + area.width - 1, lead = resume ? 0 : panel_width(picture, WORD_PROMPT_TRY, NULL) + 2;
    while (words != NULL && x + APART + lead + text_width(words, strlen(words)) > end) {
        words = strstr(words, between);
        words = words != NULL ? words + strlen(between) : NULL;
    }
    if (words != NULL) {
        int at = end - text_width(words, strlen(words));
        if (!resume)
            panel_say(grid, at - lead, area.y, lead, STYLE_label, picture, WORD_PROMPT_TRY, NULL);
        grid_text(grid, at, area.y, end - at, resume ? STYLE_label : STYLE_plain, words);
    }
    text_free(&chosen);
}

void panel_draw_prompt(struct grid *grid, struct area area, const struct picture *picture)
{
    const struct prompt_look *prompt = &picture->prompt;
    if (prompt->prompt == NULL)
        return;
    const char *line = prompt->line != NULL ? prompt->line : "";
    size_t length = strlen(line), point = prompt->point < length ? prompt->point : length;
    int x = area.x, end = area.x + area.width;
    if (picture->sign != NULL)
        x += grid_text(grid, x, area.y, area.width / 3, STYLE_warn, picture->sign) + 1;
    x += grid_text(grid, x, area.y, area.width / 2, STYLE_prompt, prompt->prompt);
    size_t start = scroll_start(line, point, end - x);
    if (start > 0)
        grid_put(grid, x - 1, area.y, 0x2039, STYLE_dim);
    int used = grid_text(grid, x, area.y, end - x, STYLE_input, line + start);
    if (!picture->look->on_buckets) {
        grid->cursor_x = x + text_shown_width(line + start, point - start);
        if (grid->cursor_x >= end)
            grid->cursor_x = end - 1;
        grid->cursor_y = area.y;
    }
    if (length == 0 && !prompt->busy && !picture->look->on_buckets && !picture->playing &&
        !picture->narrated && !picture->look->lecture && picture->moment.at == picture->timeline->end)
        draw_suggestions(grid, x, area, picture);
    if (length == 0 && picture->narrated)
        draw_place(grid, area, picture);
    if (prompt->hint == NULL || length == 0)
        return;
    int width = text_width(prompt->hint, strlen(prompt->hint)), at = end - width - 1;
    if (at < x + used + 2)
        return;
    grid_text(grid, at, area.y, width, STYLE_label, prompt->hint);
    if (prompt->hint_end > prompt->hint_begin && prompt->hint_end <= strlen(prompt->hint))
        grid_restyle(grid, at + text_width(prompt->hint, prompt->hint_begin), area.y,
                     text_width(prompt->hint + prompt->hint_begin, prompt->hint_end - prompt->hint_begin),
                     STYLE_strong);
}

void panel_draw_popup(struct grid *grid, struct area area, const struct picture *picture)
{
    const struct prompt_look *prompt = &picture->prompt;
    int count = prompt->choices != NULL ? (int)prompt->choice_count : 0;
    if (count == 0 || area.height < 1)
        return;
    int rows = count < area.height ? count : area.height, widest = 0, about = 0;
    if (rows > 10)
        rows = 10;
    for (int i = 0; i < count; i++) {
        int width = text_width(prompt->choices[i], strlen(prompt->choices[i]));
        widest = width > widest ? width : widest;
        if (prompt->abouts != NULL && prompt->abouts[i] != NULL) {
            width = text_width(prompt->abouts[i], strlen(prompt->abouts[i]));
            about = width > about ? width : about;
        }
    }
    if (widest > area.width / 2)
        widest = area.width / 2;
    int width = widest + 2 + (about > 0 ? about + 2 : 0);
    if (width > area.width)
        width = area.width;
    int first = 0, chosen = prompt->chosen < (size_t)count ? (int)prompt->chosen : -1;
    if (chosen >= rows)
        first = chosen - rows + 1;
    int y = area.y + area.height - rows;
    for (int i = 0; i < rows; i++, y++) {
        int number = first + i;
        enum style style = number == chosen ? STYLE_popup_chosen : STYLE_popup;
        grid_fill(grid, area.x, y, width, 1, ' ', style);
        bool more = (i == rows - 1 && number < count - 1) || (i == 0 && first > 0);
        grid_put(grid, area.x, y, number == chosen ? 0x25b8 : more ? 0x2026 : ' ', style);
        grid_text(grid, area.x + 1, y, widest, style, prompt->choices[number]);
        if (about > 0 && prompt->abouts[number] != NULL)
            grid_text(grid, area.x + widest + 3, y, width - widest - 4, style, prompt->abouts[number]);
    }
}
