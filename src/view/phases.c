#include "view/phases.h"

#include <string.h>

struct phase *phases_add(struct phases *phases, int step, enum word word, uint64_t first, uint64_t second)
{
    bool same =
        phases->count > 0 && phases->list[phases->count - 1].step == step &&
        (phases->list[phases->count - 1].word != word || phases->list[phases->count - 1].numbers[0] == first);
    if (!same && phases->count == PHASES_MOST) {
        memmove(phases->list, phases->list + 1, (PHASES_MOST - 1) * sizeof *phases->list);
        phases->count--;
        phases->cut = true;
    }
    struct phase *phase = &phases->list[same ? phases->count - 1 : phases->count++];
    *phase = (struct phase){step, word, {first, second}, WORD_NONE, {0}};
    return phase;
}

int phases_last(const struct phases *phases, int none)
{
    return phases->count > 0 ? phases->list[phases->count - 1].step : none;
}

bool phases_command_names(const char *command, const char *key)
{
    return strchr(command, '{') == NULL && strstr(command, key) != NULL;
}

/* ---- drawing */

/* From so many columns on there is more air; below it a command has less room. */
enum { WIDE = 100, NARROW = 60 };

struct line {
    struct text phases[PHASES_MOST], details[PHASES_MOST];
    const char *joint;
    int first, end; /* of those that are shown */
    bool detailed, cut;
};

static void say(const struct words *words, enum word word, const uint64_t numbers[2], struct text *text)
{
    words_say(text, words, word, GROUPED(numbers[0]), GROUPED(numbers[1]));
}

static int width_of(const struct text *text)
{
    return text_width(text_string(text), text->length);
}

static int width_of_line(const struct line *line, int present)
{
    int joint = text_width(line->joint, strlen(line->joint)), width = line->cut ? 1 + joint : 0;
    for (int i = line->first; i < line->end; i++) {
        width += (i > line->first ? joint : 0) + width_of(&line->phases[i]);
        if (i == present && line->detailed && line->details[i].length > 0)
            width += 2 + width_of(&line->details[i]);
    }
    return width;
}

/* Leaves out what is past until it fits, but for the last `kept` of it. */
static void cut_past(struct line *line, int present, int kept, int room)
{
    while (width_of_line(line, present) > room && line->first + kept < present &&
           line->first + 1 < line->end) {
        line->first++;
        line->cut = true;
    }
}

/* What goes first where there is no room: what is long past, how far it is, all that is past, what follows last. The present one
   stays. */
static void fit(struct line *line, int present, int room)
{
    enum { LAST = 2 };
    cut_past(line, present, LAST, room);
    if (width_of_line(line, present) > room)
        line->detailed = false;
    cut_past(line, present, 0, room);
    while (width_of_line(line, present) > room && line->first + 1 < line->end)
        line->end--;
    if (width_of_line(line, present) > room)
        line->cut = false;
}

static int draw_line(struct grid *grid, int x, int y, int end, const struct line *line, int present)
{
    int begin = x;
    if (line->cut) {
        x += grid_text(grid, x, y, end - x, STYLE_label, "…");
        x += grid_text(grid, x, y, end - x, STYLE_dim, line->joint);
    }
    for (int i = line->first; i < line->end; i++) {
        enum style style = i == present ? STYLE_strong : i < present ? STYLE_plain : STYLE_label;
        if (i > line->first)
            x += grid_text(grid, x, y, end - x, STYLE_dim, line->joint);
        x += grid_text(grid, x, y, end - x, style, text_string(&line->phases[i]));
        if (i == present && line->detailed && line->details[i].length > 0)
            x += 2 + grid_text(grid, x + 2, y, end - x - 2, STYLE_label, text_string(&line->details[i]));
    }
    return x - begin;
}

static int draw_phases(struct grid *grid, int x, int y, int end, const struct picture *picture,
                       const struct phases *phases, const char *joint)
{
    struct line line = {.joint = joint, .end = phases->count, .detailed = true, .cut = phases->cut};
    for (int i = 0; i < phases->count; i++) {
        const struct phase *phase = &phases->list[i];
        say(picture->words, phase->word, phase->numbers, &line.phases[i]);
        if (phase->detail != WORD_NONE)
            say(picture->words, phase->detail, phase->so_far, &line.details[i]);
    }
    fit(&line, phases->present, end - x);
    int used = end > x ? draw_line(grid, x, y, end, &line, phases->present) : 0;
    for (int i = 0; i < phases->count; i++) {
        text_free(&line.phases[i]);
        text_free(&line.details[i]);
    }
    return used;
}

/* The command, and the one of its keys that is in hand. */
static int draw_command(struct grid *grid, int x, int y, int end, const struct picture *picture,
                        const char *command, value_id in_hand)
{
    enum { LONGEST = 40, LEAST = 12 };
    struct text text = {0}, key = {0};
    int begin = x, room = grid->width / 3 < LONGEST ? grid->width / 3 : LONGEST;
    if (in_hand != VALUE_NONE)
        panel_value(picture, in_hand, room, &key);
    text_append_safe(&text, command, strlen(command), room > LEAST ? room : LEAST);
    x += grid_text(grid, x, y, end - x, STYLE_strong, text_string(&text));
    if (key.length > 0 && !phases_command_names(command, text_string(&key)))
        x += 2 + grid_text(grid, x + 2, y, end - x - 2, STYLE_value, text_string(&key));
    text_free(&text);
    text_free(&key);
    return x - begin;
}

void phases_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now,
                 const struct phases *phases, const char *name, const char *type)
{
    enum { APART = 3, NAME_TO_TYPE = 2 };
    bool wide = grid->width >= WIDE;
    int x = area.x + 1, y = area.y, end = area.x + area.width - 1;
    int named = text_width(name, strlen(name)), typed = text_width(type, strlen(type));
    int room = end - (named > 0 ? named + APART : 0);
    if (now->mark == NULL)
        x += grid_text(grid, x, y, room - x, STYLE_title, "growwork");
    else
        x += draw_command(grid, x, y, room, picture, now->mark->text, phases->key);
    if (phases->count > 0) {
        x += wide ? 5 : grid->width >= NARROW ? 3 : 2;
        x += draw_phases(grid, x, y, room, picture, phases, wide ? "  ›  " : " › ");
    }
    int gap = named > 0 && typed > 0 ? NAME_TO_TYPE : 0;
    if (x + APART + named + gap + typed <= end)
        grid_text(grid, end - typed, y, typed, STYLE_label, type);
    else
        gap = typed = 0;
    grid_text(grid, end - typed - gap - named, y, named, STYLE_strong, name);
}
