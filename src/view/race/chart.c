/* The chart: a column a step, a row a goroutine, so that one sees what overlaps. In one row: who took which step. */
#include "view/race/panels.h"

enum { LABEL = 4 };

/* Who took which step, the last of them as far as there is room. */
static void draw_digits(const struct race_stage *stage, struct area area)
{
    const struct race_reading *reading = stage->reading;
    int x = area.x +
            panel_say(stage->grid, area.x, area.y, area.width, STYLE_label, stage->picture,
                      WORD_RACE_SCHEDULE, NULL) +
            1;
    uint64_t room = (uint64_t)(area.x + area.width - x) / 2, first = 0;
    if (reading->its.steps > room) {
        first = reading->its.steps - room + 1;
        x += grid_text(stage->grid, x, area.y, 2, STYLE_dim, "… ");
    }
    for (uint64_t i = first; i < reading->its.steps; i++) {
        bool last = i + 1 == reading->its.steps;
        grid_format(stage->grid, x, area.y, 1, last ? STYLE_strong : STYLE_value, "%u",
                    race_taken(&reading->its.race, i) + 1);
        x += 2;
    }
}

/* Whether an operation of the goroutine is under way between a step and the next; steps count from 1. */
static bool spans(const struct race_reading *reading, unsigned goroutine, uint64_t step)
{
    for (unsigned i = 0; i < reading->its.setup.length[goroutine]; i++) {
        const struct race_record *record = &reading->its.records[goroutine][i];
        if (record->began != 0 && record->began <= step && (record->done == 0 || record->done > step))
            return true;
    }
    return false;
}

static void draw_lane(const struct race_stage *stage, struct area area, unsigned goroutine, uint64_t first)
{
    const struct race_reading *reading = stage->reading;
    grid_format(stage->grid, area.x, area.y, LABEL, STYLE_label, "g%u", goroutine + 1);
    for (uint64_t i = first; i < reading->its.steps; i++) {
        int x = area.x + LABEL + (int)(i - first);
        bool last = i + 1 == reading->its.steps;
        if (race_taken(&reading->its.race, i) == goroutine)
            grid_put(stage->grid, x, area.y, 0x25a0, last ? STYLE_strong : STYLE_value);
        else if (spans(reading, goroutine, i + 1))
            grid_put(stage->grid, x, area.y, 0x2500, STYLE_dim);
    }
}

void race_draw_chart(const struct race_stage *stage, struct area area)
{
    const struct race_reading *reading = stage->reading;
    uint64_t room = (uint64_t)(area.width - LABEL),
             first = reading->its.steps > room ? reading->its.steps - room : 0;
    if (area.height < (int)reading->its.setup.goroutines) {
        draw_digits(stage, area);
        return;
    }
    for (unsigned g = 0; g < reading->its.setup.goroutines; g++)
        draw_lane(stage, (struct area){area.x, area.y + (int)g, area.width, 1}, g, first);
}
