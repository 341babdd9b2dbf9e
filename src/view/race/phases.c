/* The phases of what is under way: the operation of whoever acts. */
#include "view/race/panels.h"

void race_phases(const struct picture *picture, const struct now *now, struct phases *phases)
{
    *phases = (struct phases){0};
    if (!now->has_event || now->mark == NULL)
        return;
    const struct race_reading reading = race_reading_of(picture, now);
    if (!reading.acts)
        return;
    phases_add(phases, 0, WORD_RACE_PHASE_STEP, reading.actor + 1, reading.its.steps);
    if (!now->under_way && now->at + 1 == now->mark->end)
        phases->present = phases->count;
}
