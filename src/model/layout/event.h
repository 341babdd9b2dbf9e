#ifndef MODEL_LAYOUT_EVENT_H
#define MODEL_LAYOUT_EVENT_H
/*
 * The numbers of a layout's events, routines and lines of pseudo-code: walks over event.def and routine.def.
 *
 * Knows: their names. Must not know: what happens in them.
 */
#include "model/engine.h"

enum layout_event {
    LAYOUT_EVENTS_BEGIN = ENGINE_FIRST(ENGINE_layout) - 1,
#define EVENT(name, class, grain, weight, cost, motion, landmark) LAYOUT_##name,
#include "model/layout/event.def"
#undef EVENT
    LAYOUT_EVENTS_END
};

enum layout_routine {
    LAYOUT_ROUTINES_BEGIN = ENGINE_FIRST(ENGINE_layout) - 1,
#define ROUTINE(name, signature) LAYOUT_ROUTINE_##name,
#define LINE(routine, name, depth, text)
#include "model/layout/routine.def"
#undef ROUTINE
#undef LINE
    LAYOUT_ROUTINES_END
};

enum layout_line {
    LAYOUT_LINES_BEGIN = ENGINE_FIRST(ENGINE_layout) - 1,
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) LAYOUT_LINE_##routine##_##name,
#include "model/layout/routine.def"
#undef ROUTINE
#undef LINE
    LAYOUT_LINES_END
};

#endif
