/* The header: which race it is, how far, and how it stands. */
#include "view/race/panels.h"

enum { SHOWN_STEPS, SHOWN_DONE, SHOWN_STANDS };
#define SHOWN(name) [SHOWN_##name] = {WORD_RACE_FIELD_##name, WORD_RACE_MEANS_##name}
const struct field_row race_header_fields[] = {SHOWN(STEPS), SHOWN(DONE), SHOWN(STANDS), {.name = WORD_NONE}};
#undef SHOWN

static unsigned sum(const struct race_reading *reading, bool done)
{
    unsigned count = 0;
    for (unsigned g = 0; g < reading->setup->goroutines; g++)
        count += done ? reading->state->goroutine[g].op : reading->setup->length[g];
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

void race_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                      const struct race_reading *reading)
{
    struct panel_fields line = {grid, picture, reading->now, area.x + 1, area.y, area.x + area.width};
    struct text operations = {0};
    if (area.height < 1)
        return;
    text_format(&operations, "%u/%u", sum(reading, true), sum(reading, false));
    struct place steps = place_word(reading->race.home, RACE_WORD_STEPS);
    panel_field(&line, race_header_fields[SHOWN_STEPS].name, steps, NUMBER(reading->steps));
    panel_field(&line, race_header_fields[SHOWN_DONE].name, place_nowhere(), text_string(&operations));
    panel_field(&line, race_header_fields[SHOWN_STANDS].name, place_nowhere(), standing(reading, picture));
    if (area.height >= 2)
        panel_type(grid, line.x, area.y, area.x + area.width - 1, race_type_name(reading->setup->system), "");
    text_free(&operations);
}
