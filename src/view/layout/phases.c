/* The phases of a layout: its parts in their order. */
#include "view/layout/panels.h"

void layout_phases(const struct picture *picture, const struct now *now, struct phases *phases)
{
    static const enum word names[LAYOUT_PARTS] = {
        WORD_LAYOUT_PHASE_TOPHASH,  WORD_LAYOUT_PHASE_KEYS,    WORD_LAYOUT_PHASE_ELEMS,
        WORD_LAYOUT_PHASE_OVERFLOW, WORD_LAYOUT_PHASE_SIZE,    WORD_LAYOUT_PHASE_SCAN,
        WORD_LAYOUT_PHASE_PATH,     WORD_LAYOUT_PHASE_RESERVE,
    };
    *phases = (struct phases){0};
    if (!now->has_event || now->mark == NULL || ENGINE_OF(now->event.kind) != ENGINE_layout)
        return;
    const struct layout_reading reading = layout_read(picture, now);
    for (int part = 0; part < LAYOUT_PARTS; part++)
        phases_add(phases, part, names[part], 0, 0);
    bool over = now->event.kind == LAYOUT_laid || (!now->under_way && now->at + 1 == now->mark->end);
    phases->present = over ? phases->count : reading.part < LAYOUT_PARTS ? reading.part : 0;
}
