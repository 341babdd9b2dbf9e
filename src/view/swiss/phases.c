/* The phases of an operation: hash, find the table, find the place, make room, store. */
#include "view/swiss/panels.h"

enum step { STEP_NONE, STEP_HASH, STEP_TABLE, STEP_SEARCH, STEP_GROW, STEP_STORE };

static enum step step_of(event_kind kind)
{
    switch (kind) {
    case SWISS_hash:
        return STEP_HASH;
    case SWISS_choose:
    case SWISS_small:
        return STEP_TABLE;
    case SWISS_match:
    case SWISS_compare:
    case SWISS_remember:
    case SWISS_stop:
    case SWISS_next:
        return STEP_SEARCH;
    case SWISS_grow:
    case SWISS_split:
    case SWISS_lift:
    case SWISS_decide:
    case SWISS_travel:
    case SWISS_moved:
    case SWISS_doubled:
    case SWISS_grown:
        return STEP_GROW;
    case SWISS_placed:
    case SWISS_updated:
    case SWISS_found:
    case SWISS_removed:
        return STEP_STORE;
    default:
        return STEP_NONE;
    }
}

void swiss_phases(const struct picture *picture, const struct now *now, struct phases *phases)
{
    static const enum word words[] = {
        [STEP_HASH] = WORD_SWISS_PHASE_HASH,     [STEP_TABLE] = WORD_SWISS_PHASE_TABLE,
        [STEP_SEARCH] = WORD_SWISS_PHASE_SEARCH, [STEP_GROW] = WORD_SWISS_PHASE_GROW,
        [STEP_STORE] = WORD_SWISS_PHASE_STORE,
    };
    (void)picture;
    *phases = (struct phases){0};
    enum step step = now->has_event ? step_of(now->event.kind) : STEP_NONE;
    if (step != STEP_NONE)
        phases_add(phases, (int)step, words[step], 0, 0);
}
