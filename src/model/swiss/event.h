#ifndef MODEL_SWISS_EVENT_H
#define MODEL_SWISS_EVENT_H
/*
 * The numbers of a Swiss map's events, routines and lines of pseudo-code: walks over event.def and
 * routine.def.
 *
 * Knows: their names. Must not know: what happens in them.
 */
#include "model/engine.h"

enum swiss_event {
    SWISS_EVENTS_BEGIN = ENGINE_FIRST(ENGINE_swiss) - 1,
#define EVENT(name, class, grain, weight, cost, motion, landmark) SWISS_##name,
#include "model/swiss/event.def"
#undef EVENT
    SWISS_EVENTS_END
};

enum swiss_routine {
    SWISS_ROUTINES_BEGIN = ENGINE_FIRST(ENGINE_swiss) - 1,
#define ROUTINE(name, signature) ROUTINE_##name,
#define LINE(routine, name, depth, text)
#include "model/swiss/routine.def"
#undef ROUTINE
#undef LINE
    SWISS_ROUTINES_END
};

enum swiss_line {
    SWISS_LINES_BEGIN = ENGINE_FIRST(ENGINE_swiss) - 1,
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) LINE_##routine##_##name,
#include "model/swiss/routine.def"
#undef ROUTINE
#undef LINE
    SWISS_LINES_END
};

#endif
