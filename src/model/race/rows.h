#ifndef MODEL_RACE_ROWS_H
#define MODEL_RACE_ROWS_H
/*
 * The pseudo-code of a system as tables, from its .def file: routines[ROUTINES], lines[LINES], steps[]. Who includes this
 * names the file as ROWS and says with STEP_NUMBER(name) which number a step has; once in a source file.
 */
#include "model/race/machine.h"

#ifdef ROWS

enum {
#define ROUTINE(name, signature) ROUTINE_##name,
#define LINE(routine, name, depth, text)
#define STEP(routine, line, name)
#include ROWS
#undef ROUTINE
#undef LINE
    ROUTINES
};

enum {
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) LINE_##routine##_##name,
#include ROWS
#undef ROUTINE
#undef LINE
    LINES
};

static const char *const routines[ROUTINES] = {
#define ROUTINE(name, signature) signature,
#define LINE(routine, name, depth, text)
#include ROWS
#undef ROUTINE
#undef LINE
};

static const struct race_line lines[LINES] = {
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) {ROUTINE_##routine, depth, text},
#include ROWS
#undef LINE
#undef STEP
};

static const struct race_step_row steps[] = {
#define LINE(routine, name, depth, text)
#define STEP(routine, line, name) [STEP_NUMBER(name)] = {#name, LINE_##routine##_##line},
#include ROWS
#undef ROUTINE
#undef LINE
#undef STEP
};

#endif
#endif
