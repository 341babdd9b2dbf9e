#ifndef MODEL_TABLES_H
#define MODEL_TABLES_H
/*
 * What an engine's files say as tables, as struct engine has them: events[], routines[], lines[]. Who includes this names the files as
 * EVENTS_FILE and CODE_FILE, and says with ROUTINE_NUMBER(name) how a routine's number is called; once in a source file.
 *
 * Knows: how rows are written. Must not know: any one engine.
 */
#include "model/engine.h"

#ifdef EVENTS_FILE

enum { STANDS, GLIDES };
static const struct event_row events[] = {
#define EVENT(name, class, grain, weight, cost, motion, landmark)                                            \
    {#name, EVENT_CLASS_##class, GRAIN_##grain, weight, COST_##cost, motion == GLIDES, LANDMARK_##landmark},
#include EVENTS_FILE
#undef EVENT
};

static const struct routine_row routines[] = {
#define ROUTINE(name, signature) {signature},
#define LINE(routine, name, depth, text)
#include CODE_FILE
#undef ROUTINE
#undef LINE
};

static const struct line_row lines[] = {
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) {ROUTINE_NUMBER(routine), depth, text},
#include CODE_FILE
#undef ROUTINE
#undef LINE
};

#endif
#endif
