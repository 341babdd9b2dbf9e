#ifndef MODEL_RACE_EVENT_H
#define MODEL_RACE_EVENT_H
/*
 * The numbers of a race's events, routines and lines of pseudo-code: walks over event.def and systems.def.
 *
 * Knows: their names. Must not know: what happens in them.
 */
#include "model/engine.h"

enum race_event {
    RACE_EVENTS_BEGIN = ENGINE_FIRST(ENGINE_race) - 1,
#define EVENT(name, class, grain, weight, cost, motion, landmark) RACE_##name,
#include "model/race/event.def"
#undef EVENT
    RACE_EVENTS_END
};

/* RACE_NAME(LINE, set) within the file of a part: RACE_LINE_go_set. */
#define RACE_NAME(kind, name)              RACE_NAME_OF(kind, RACE_PART, name)
#define RACE_NAME_OF(kind, part, name)     RACE_NAME_PASTED(kind, part, name)
#define RACE_NAME_PASTED(kind, part, name) RACE_##kind##_##part##_##name

/* One part's lines stand behind those of another, each in the order of its file. */
enum race_code_line {
    RACE_LINES_BEGIN = ENGINE_FIRST(ENGINE_race) - 1,
#define ROUTINE(name, signature)
#define STEP(routine, line, name)
#define LINE(routine, name, depth, text) RACE_NAME(LINE, routine##_##name),
#include "model/race/systems.def"
#undef LINE
#undef ROUTINE
    RACE_LINES_END
};

enum race_routine {
    RACE_ROUTINES_BEGIN = ENGINE_FIRST(ENGINE_race) - 1,
#define LINE(routine, name, depth, text)
#define ROUTINE(name, signature) RACE_NAME(ROUTINE, name),
#include "model/race/systems.def"
#undef ROUTINE
#undef LINE
#undef STEP
    RACE_ROUTINES_END
};

_Static_assert(RACE_LINES_END - ENGINE_FIRST(ENGINE_race) <= 256, "a line's number is a byte");

#endif
