#ifndef MODEL_STRATEGY_EVENT_H
#define MODEL_STRATEGY_EVENT_H
/*
 * The numbers of a strategy's own events, routines and lines of pseudo-code: walks over event.def and routine.def. What happens in
 * the maps that it is made of is told by their engine.
 *
 * Knows: their names. Must not know: what happens in them.
 */
#include "model/engine.h"

enum strategy_event {
    STRATEGY_EVENTS_BEGIN = ENGINE_FIRST(ENGINE_strategy) - 1,
#define EVENT(name, class, grain, weight, cost, motion, landmark) STRATEGY_##name,
#include "model/strategy/event.def"
#undef EVENT
    STRATEGY_EVENTS_END
};

enum strategy_routine {
    STRATEGY_ROUTINES_BEGIN = ENGINE_FIRST(ENGINE_strategy) - 1,
#define ROUTINE(name, signature) ROUTINE_##name,
#define LINE(routine, name, depth, text)
#include "model/strategy/routine.def"
#undef ROUTINE
#undef LINE
    STRATEGY_ROUTINES_END
};

enum strategy_line {
    STRATEGY_LINES_BEGIN = ENGINE_FIRST(ENGINE_strategy) - 1,
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) LINE_##routine##_##name,
#include "model/strategy/routine.def"
#undef ROUTINE
#undef LINE
    STRATEGY_LINES_END
};

#endif
