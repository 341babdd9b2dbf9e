/* The header: which race it is, how far, and how it stands. */
#include "view/race/panels.h"

#include <string.h>

enum { SHOWN_STEPS, SHOWN_DONE, SHOWN_STANDS, SHOWN_VERDICT };
#define SHOWN(name) [SHOWN_##name] = {WORD_RACE_FIELD_##name, WORD_RACE_MEANS_##name}
const struct field_row race_header_fields[] = {
    SHOWN(STEPS), SHOWN(DONE), SHOWN(STANDS), SHOWN(VERDICT), {.name = WORD_NONE}};
#undef SHOWN

static unsigned sum(const struct race_reading *reading, bool done)
{
    unsigned count = 0;
    for (unsigned g = 0; g < reading->its.setup.goroutines; g++)
        count += done ? reading->its.state.goroutine[g].op : reading->its.setup.length[g];
    return count;
}

static const char *standing(const struct race_reading *reading, const struct picture *picture)
{
    static const enum word words[] = {
        [RACE_STANDS_NOWHERE] = WORD_RACE_STANDS_NOWHERE, [RACE_STANDS_OPEN] = WORD_RACE_STANDS_OPEN,
        [RACE_STANDS_OVER] = WORD_RACE_STANDS_OVER,       [RACE_STANDS_DEAD] = WORD_RACE_STANDS_DEAD,
        [RACE_STANDS_BEYOND] = WORD_RACE_STANDS_BEYOND,   [RACE_STANDS_STUCK] = WORD_RACE_STANDS_STUCK,
    };
    return picture->words->texts[words[reading->stands]];
}

/* What is wrong with the run so far, and nobody is told of. */
static void draw_verdict(struct panel_fields *line, const struct race_reading *reading)
{
    struct text names = {0};
    uint32_t verdicts = race_verdicts_now(&reading->its.race);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        if ((verdicts & RACE_BIT(verdict)) == 0 || !race_verdict_is_silent(verdict))
            continue;
        text_separate(&names, ", ");
        text_add(&names, race_verdict_name(verdict));
    }
    if (names.length > 0) {
        int begin = line->x;
        panel_field(line, race_header_fields[SHOWN_VERDICT].name, place_nowhere(), text_string(&names));
        int label = panel_width(line->picture, race_header_fields[SHOWN_VERDICT].name, NULL) + 1;
        if (line->x < line->end)
            grid_restyle(line->grid, begin + label, line->y, text_width(text_string(&names), names.length),
                         STYLE_warn);
    }
    text_free(&names);
}

void race_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                      const struct race_reading *reading)
{
    struct panel_fields line = {grid, picture, reading->now, area.x + 1, area.y, area.x + area.width};
    struct text operations = {0};
    if (area.height < 1)
        return;
    text_format(&operations, "%u/%u", sum(reading, true), sum(reading, false));
    struct place steps = place_word(reading->its.race.home, RACE_WORD_STEPS);
    panel_field(&line, race_header_fields[SHOWN_STEPS].name, steps, NUMBER(reading->its.steps));
    panel_field(&line, race_header_fields[SHOWN_DONE].name, place_nowhere(), text_string(&operations));
    panel_field(&line, race_header_fields[SHOWN_STANDS].name, place_nowhere(), standing(reading, picture));
    draw_verdict(&line, reading);
    const char *type = race_type_name(reading->its.setup.system);
    int width = text_width(type, strlen(type)), end = area.x + area.width - 1;
    if (area.height >= 2 && line.x + width <= end)
        grid_text(grid, end - width, area.y, width, STYLE_label, type);
    text_free(&operations);
}
