#include "model/heap.h"

#include "base/memory_or_die.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Region 0. */
enum { WORD_IN_HAND, /* 1 + place */ WORD_FIRST_SUBJECT, WORDS_OF_SUBJECT = 2 };
enum { WORD_HOME, WORD_NAME /* 1 + index in names */ };
enum { WORD_HEAP = WORD_FIRST_SUBJECT + WORLD_SUBJECTS * WORDS_OF_SUBJECT, WORDS };
enum { SHAPE_world = ENGINE_FIRST(ENGINE_world), SHAPE_heap };

static uint32_t word_of(int place, int word)
{
    return (uint32_t)(WORD_FIRST_SUBJECT + place * WORDS_OF_SUBJECT + word);
}

static uint64_t word(const struct world *world, uint32_t index)
{
    return memory_read(&world->memory, place_word(0, index));
}

static void set_word(struct world *world, uint32_t index, uint64_t value, code_line line)
{
    memory_write(&world->memory, place_word(0, index), value, line);
}

void world_init(struct world *world)
{
    *world = (struct world){0};
    memory_init(&world->memory);
    world->values = values_new();
    memory_alloc(&world->memory, SHAPE_world, WORDS, MEMORY_ITSELF, LINE_outside_setup);
}

void world_free(struct world *world)
{
    for (size_t i = 0; i < world->type_count; i++)
        world->types[i].free(world->types[i].type);
    free(world->types);
    free(world->names);
    values_free(world->values);
    memory_free(&world->memory);
    *world = (struct world){0};
}

/* ---- reading */

uint32_t world_home(const struct world *world, int place)
{
    return place == WORLD_NOBODY ? 0 : (uint32_t)word(world, word_of(place, WORD_HOME));
}

const char *world_name(const struct world *world, int place)
{
    uint64_t name = place == WORLD_NOBODY ? 0 : word(world, word_of(place, WORD_NAME));
    return name != 0 ? world->names[name - 1] : "";
}

int world_count(const struct world *world)
{
    int count = 0;
    for (int i = 0; i < WORLD_SUBJECTS; i++)
        count += world_home(world, i) != 0;
    return count;
}

int world_in_hand(const struct world *world)
{
    return (int)word(world, WORD_IN_HAND) - 1;
}

int world_find(const struct world *world, const char *name, size_t length)
{
    for (int i = 0; i < WORLD_SUBJECTS; i++) {
        const char *its = world_name(world, i);
        if (world_home(world, i) != 0 && strlen(its) == length && memcmp(its, name, length) == 0)
            return i;
    }
    return WORLD_NOBODY;
}

int world_place_of(const struct world *world, uint32_t home)
{
    for (int i = 0; i < WORLD_SUBJECTS && home != 0; i++) {
        if (world_home(world, i) == home)
            return i;
    }
    return WORLD_NOBODY;
}

const struct engine *world_engine(const struct world *world, uint32_t home)
{
    return engines[ENGINE_OF(world->memory.regions[home].kind)];
}

/* The names: "m, s". */
static void list_names(const struct world *world, struct text *text)
{
    for (int i = 0; i < WORLD_SUBJECTS; i++) {
        if (world_home(world, i) == 0)
            continue;
        text_separate(text, ", ");
        text_add(text, world_name(world, i));
    }
}

int world_named(const struct world *world, const char *name, size_t length, int column, struct error *error)
{
    int place = world_find(world, name, length);
    if (place != WORLD_NOBODY)
        return place;
    struct text names = {0}, unknown = {0};
    list_names(world, &names);
    text_append(&unknown, name, length);
    if (names.length == 0)
        error_set(error, column, WORD_ERROR_WORLD_NOBODY);
    else
        error_set(error, column, WORD_ERROR_WORLD_NO_SUBJECT, length > 0 ? text_string(&unknown) : "\"\"",
                  text_string(&names));
    text_free(&names);
    text_free(&unknown);
    return WORLD_NOBODY;
}

bool world_is_name(const char *name, size_t length)
{
    if (length == 0 || length >= WORLD_NAME_BYTES)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool letter = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= 'A' && name[i] <= 'Z');
        if (!letter && (i == 0 || (name[i] != '_' && (name[i] < '0' || name[i] > '9'))))
            return false;
    }
    return true;
}

/* ---- changes */

static uint64_t name_number(struct world *world, const char *name)
{
    assert(world_is_name(name, strlen(name)));
    for (size_t i = 0; i < world->name_count; i++) {
        if (strcmp(world->names[i], name) == 0)
            return i + 1;
    }
    world->names =
        room_for_one_more(world->names, world->name_count, &world->name_capacity, sizeof *world->names);
    strcpy(world->names[world->name_count++], name);
    return world->name_count;
}

static void tell(struct world *world, event_kind kind, int place, code_line line)
{
    memory_look(&world->memory, kind, place_word(world_home(world, place), 0), (uint64_t)place, 0, line);
}

int world_add(struct world *world, const char *name, uint32_t home)
{
    int place = 0;
    while (world_home(world, place) != 0)
        place++;
    assert(place < WORLD_SUBJECTS && world_find(world, name, strlen(name)) == WORLD_NOBODY);
    set_word(world, word_of(place, WORD_NAME), name_number(world, name), LINE_outside_setup);
    set_word(world, word_of(place, WORD_HOME), home, LINE_outside_setup);
    set_word(world, WORD_IN_HAND, (uint64_t)place + 1, LINE_outside_setup);
    tell(world, EVENT_added, place, LINE_outside_setup);
    return place;
}

/* What a subject was is left to the collector. */
static void leave(struct world *world, uint32_t home)
{
    const struct engine *engine = world_engine(world, home);
    if (engine->leave != NULL)
        engine->leave(world, home);
    memory_drop_owned(&world->memory, home, home + 1, LINE_outside_left);
    memory_drop(&world->memory, home, LINE_outside_left);
}

void world_rehome(struct world *world, int place, uint32_t home)
{
    leave(world, world_home(world, place));
    set_word(world, word_of(place, WORD_HOME), home, LINE_outside_setup);
}

void world_take(struct world *world, int place)
{
    set_word(world, WORD_IN_HAND, (uint64_t)place + 1, LINE_outside_setup);
    tell(world, EVENT_taken, place, LINE_outside_setup);
}

void world_rename(struct world *world, int place, const char *name)
{
    set_word(world, word_of(place, WORD_NAME), name_number(world, name), LINE_outside_setup);
    tell(world, EVENT_renamed, place, LINE_outside_setup);
}

/* The place that is in hand once `place` is free: the next one taken, else the last one before it. */
static int heir_of(const struct world *world, int place)
{
    int heir = WORLD_NOBODY;
    for (int i = 0; i < WORLD_SUBJECTS; i++) {
        if (i == place || world_home(world, i) == 0)
            continue;
        heir = i;
        if (i > place)
            break;
    }
    return heir;
}

void world_drop(struct world *world, int place)
{
    uint32_t home = world_home(world, place);
    tell(world, EVENT_left, place, LINE_outside_left);
    if (world_in_hand(world) == place)
        set_word(world, WORD_IN_HAND, (uint64_t)heir_of(world, place) + 1, LINE_outside_left);
    set_word(world, word_of(place, WORD_HOME), 0, LINE_outside_left);
    leave(world, home);
}

/* ---- the heap */

uint32_t world_heap(const struct world *world)
{
    return (uint32_t)word(world, WORD_HEAP);
}

uint32_t world_new_heap(struct world *world, uint32_t items, code_line line)
{
    uint32_t heap = memory_alloc(&world->memory, SHAPE_heap, items, 0, line);
    set_word(world, WORD_HEAP, heap, line);
    return heap;
}

/* ---- types */

uint32_t world_add_type(struct world *world, enum engine_number engine, void *type, void (*free)(void *type))
{
    world->types =
        room_for_one_more(world->types, world->type_count, &world->type_capacity, sizeof *world->types);
    world->types[world->type_count++] = (struct world_type){engine, type, free};
    return (uint32_t)world->type_count;
}

void *world_type(const struct world *world, uint32_t number)
{
    assert(number <= world->type_count);
    return number != 0 ? world->types[number - 1].type : NULL;
}

/* ---- the row */

static const struct field word_field[] = {{.name = "word", .width = 8, .slots = 1, .written = EVENT_subject}};
static size_t heap_sums_bytes(uint32_t items)
{
    (void)items;
    return sizeof(struct heap_sums);
}

static void derive_heap_sums(struct memory *memory, struct place place, uint64_t before)
{
    const struct region *marks = &memory->regions[place.region];
    struct heap_sums *sums =
        (struct heap_sums *)(void *)(marks->cells + (size_t)marks->count * marks->shape->size);
    uint64_t after = memory_read(memory, place);
    sums->of[before & HEAP_COLOUR_MASK].objects--;
    sums->of[before & HEAP_COLOUR_MASK].bytes -= before >> HEAP_COLOUR_BITS;
    sums->of[after & HEAP_COLOUR_MASK].objects++;
    sums->of[after & HEAP_COLOUR_MASK].bytes += after >> HEAP_COLOUR_BITS;
}

static const struct field heap_fields[] = {
    [HEAP_FIELD_MARK] =
        {.name = "mark", .width = 8, .slots = 1, .written = EVENT_shade, .derive = derive_heap_sums},
    [HEAP_FIELD_WORD] = {.name = "word", .width = 8, .slots = 1, .written = EVENT_ledger},
};
#define SHAPE(kind) [ENGINE_NUMBER_IN(SHAPE_##kind)]
static const struct shape shapes[] = {
    SHAPE(world) = {.name = "world", .size = 8, .fields = word_field},
    SHAPE(heap) = {.name = "heap", .size = 8, .fields = heap_fields, .summary_bytes = heap_sums_bytes},
};

static const struct event_row events[] = {
#define ROW(kind) [ENGINE_NUMBER_IN(EVENT_##kind)]
    ROW(alloc) = {"alloc", EVENT_CLASS_SPACE, GRAIN_EVENT, 0, COST_ALLOCATION, false, LANDMARK_NONE},
    ROW(drop) = {"drop", EVENT_CLASS_SPACE, GRAIN_EVENT, 0, COST_NOTHING, false, LANDMARK_NONE},
    ROW(freed) = {"freed", EVENT_CLASS_SPACE, GRAIN_EVENT, 0, COST_NOTHING, false, LANDMARK_NONE},
    ROW(subject) = {"subject", EVENT_CLASS_WRITE, GRAIN_EVENT, 0, COST_MARK, false, LANDMARK_NONE},
    ROW(added) = {"added", EVENT_CLASS_LOOK, GRAIN_BUCKET, 400, COST_NOTHING, false, LANDMARK_NONE},
    ROW(taken) = {"taken", EVENT_CLASS_LOOK, GRAIN_BUCKET, 300, COST_NOTHING, false, LANDMARK_NONE},
    ROW(renamed) = {"renamed", EVENT_CLASS_LOOK, GRAIN_BUCKET, 300, COST_NOTHING, false, LANDMARK_NONE},
    ROW(left) = {"left", EVENT_CLASS_LOOK, GRAIN_BUCKET, 400, COST_NOTHING, false, LANDMARK_NONE},
#undef ROW
#define EVENT(name, class, grain, weight, cost)                                                              \
    [ENGINE_NUMBER_IN(EVENT_##name)] = {#name, EVENT_CLASS_##class, GRAIN_##grain, weight, COST_##cost,      \
                                        false, LANDMARK_NONE},
#include "model/heap.def"
#undef EVENT
};

static const struct routine_row routines[] = {
    {"by hand"},
    {"left behind"},
#define ROUTINE(name, signature) {signature},
#define LINE(routine, name, depth, text)
#include "model/heap_routine.def"
#undef ROUTINE
#undef LINE
};
static const struct line_row lines[] = {
    {ROUTINE_outside, 0, "(set by the viewer, not by the runtime)"},
    {ROUTINE_left, 0, "(nobody holds it any more: left to the collector)"},
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) {ROUTINE_##routine, depth, text},
#include "model/heap_routine.def"
#undef ROUTINE
#undef LINE
};

static bool claims_nothing(const char *type, size_t length, enum go_version release)
{
    (void)release;
    (void)type, (void)length;
    return false;
}

static const char *no_type(const struct world *world, uint32_t home)
{
    (void)world, (void)home;
    return "";
}

static bool check(const struct world *world, uint32_t home, struct text *why)
{
    (void)home;
    int in_hand = world_in_hand(world);
    for (int i = 0; i < WORLD_SUBJECTS; i++) {
        uint32_t its = world_home(world, i);
        if (its != 0 && (!memory_holds(&world->memory, its) || !world->memory.regions[its].live)) {
            text_format(why, "subject %d has no home", i);
            return false;
        }
    }
    if (in_hand != WORLD_NOBODY && world_home(world, in_hand) == 0) {
        text_format(why, "place %d is in hand, but nobody is there", in_hand);
        return false;
    }
    return true;
}

static struct engine_bytes no_bytes(const struct world *world, uint32_t home)
{
    (void)world, (void)home;
    return (struct engine_bytes){0};
}

const struct engine engine_world = {
    .name = "world",
    .call = "",
    .shapes = shapes,
    .shape_count = sizeof shapes / sizeof *shapes,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .routines = routines,
    .routine_count = sizeof routines / sizeof *routines,
    .lines = lines,
    .line_count = sizeof lines / sizeof *lines,
    .claims = claims_nothing,
    .type_name = no_type,
    .check = check,
    .bytes = no_bytes,
};
