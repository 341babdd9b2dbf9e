#include "model/event.h"

static const struct {
    const char *name;
    enum event_class class;
    enum grain grain;
    int weight;
} kinds[EVENT_KINDS] = {
#define EVENT(name, class, grain, weight) {#name, EVENT_CLASS_##class, GRAIN_##grain, weight},
#include "model/classic/event.def"
#undef EVENT
};

static const struct {
    const char *name;
    const char *signature;
} routines[ROUTINES] = {
#define ROUTINE(name, signature) {#name, signature},
#define LINE(routine, name, depth, text)
#include "model/classic/routine.def"
#undef ROUTINE
#undef LINE
};

static const struct {
    enum routine routine;
    int depth;
    const char *text;
} lines[CODE_LINES] = {
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) {ROUTINE_##routine, depth, text},
#include "model/classic/routine.def"
#undef ROUTINE
#undef LINE
};

const char *event_name(enum event_kind kind)
{
    return kinds[kind].name;
}

enum event_class event_class_of(enum event_kind kind)
{
    return kinds[kind].class;
}

enum grain event_grain(enum event_kind kind)
{
    return kinds[kind].grain;
}

int event_weight(enum event_kind kind)
{
    return kinds[kind].weight;
}

struct place event_place(const struct event *event)
{
    return (struct place){event->region, event->index, event->field, event->slot};
}

const char *routine_name(enum routine routine)
{
    return routines[routine].name;
}

const char *routine_signature(enum routine routine)
{
    return routines[routine].signature;
}

enum routine code_line_routine(enum code_line line)
{
    return lines[line].routine;
}

int code_line_depth(enum code_line line)
{
    return lines[line].depth;
}

const char *code_line_text(enum code_line line)
{
    return lines[line].text;
}
