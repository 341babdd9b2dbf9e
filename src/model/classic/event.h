#ifndef MODEL_CLASSIC_EVENT_H
#define MODEL_CLASSIC_EVENT_H
/*
 * The numbers of a classic map's events, routines and lines of pseudo-code: walks over event.def and
 * routine.def.
 *
 * Knows: their names. Must not know: what happens in them.
 */
#include "model/engine.h"

enum classic_event {
    CLASSIC_EVENTS_BEGIN = ENGINE_FIRST(ENGINE_classic) - 1,
#define EVENT(name, class, grain, weight, cost, motion, landmark) CLASSIC_##name,
#include "model/classic/event.def"
#undef EVENT
    CLASSIC_EVENTS_END
};

enum classic_routine {
    CLASSIC_ROUTINES_BEGIN = ENGINE_FIRST(ENGINE_classic) - 1,
#define ROUTINE(name, signature) ROUTINE_##name,
#define LINE(routine, name, depth, text)
#include "model/classic/routine.def"
#undef ROUTINE
#undef LINE
    CLASSIC_ROUTINES_END
};

enum classic_line {
    CLASSIC_LINES_BEGIN = ENGINE_FIRST(ENGINE_classic) - 1,
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) LINE_##routine##_##name,
#include "model/classic/routine.def"
#undef ROUTINE
#undef LINE
    CLASSIC_LINES_END
};

/* Why an entry goes to x or y (event decide). */
enum side_reason { SIDE_BY_BIT, SIDE_SAME_SIZE, SIDE_NAN_BY_HASH, SIDE_NAN_BY_TOPHASH };

/* Why an iterator passes an entry over (event skip). */
enum skip_reason { SKIP_OTHER_HALF, SKIP_GONE };

#endif
