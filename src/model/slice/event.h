#ifndef MODEL_SLICE_EVENT_H
#define MODEL_SLICE_EVENT_H
/*
 * The numbers of a slice's events, routines and lines of pseudo-code: walks over event.def and routine.def.
 *
 * Knows: their names. Must not know: what happens in them.
 */
#include "model/engine.h"

enum slice_event {
    SLICE_EVENTS_BEGIN = ENGINE_FIRST(ENGINE_slice) - 1,
#define EVENT(name, class, grain, weight, cost, motion, landmark) SLICE_##name,
#include "model/slice/event.def"
#undef EVENT
    SLICE_EVENTS_END
};

enum slice_routine {
    SLICE_ROUTINES_BEGIN = ENGINE_FIRST(ENGINE_slice) - 1,
#define ROUTINE(name, signature) ROUTINE_##name,
#define LINE(routine, name, depth, text)
#include "model/slice/routine.def"
#undef ROUTINE
#undef LINE
    SLICE_ROUTINES_END
};

enum slice_line {
    SLICE_LINES_BEGIN = ENGINE_FIRST(ENGINE_slice) - 1,
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) LINE_##routine##_##name,
#include "model/slice/routine.def"
#undef ROUTINE
#undef LINE
    SLICE_LINES_END
};

#endif
