#include "model/heap.h"

#include "base/memory_or_die.h"

#include <assert.h>
#include <stdlib.h>

/* ---- reading */

/* The region of marks and ledger, 0: there was no collection yet. Its shape is the world's, and only this file has one. */
static uint32_t marks_of(const struct world *world)
{
    return world_heap(world);
}

/* How many regions have a mark: behind them lies the ledger. */
static uint32_t marked_regions(const struct world *world, uint32_t marks)
{
    return world->memory.regions[marks].count - HEAP_WORDS;
}

static uint64_t mark_of(const struct world *world, uint32_t marks, uint32_t region)
{
    return memory_read(&world->memory, (struct place){marks, region, HEAP_FIELD_MARK, 0});
}

enum heap_colour heap_colour(const struct world *world, uint32_t region)
{
    uint32_t marks = marks_of(world);
    if (marks == 0 || region >= marked_regions(world, marks))
        return HEAP_WHITE;
    return (enum heap_colour)(mark_of(world, marks, region) & HEAP_COLOUR_MASK);
}

uint64_t heap_word(const struct world *world, enum heap_word which)
{
    uint32_t marks = marks_of(world);
    if (marks == 0)
        return 0;
    uint32_t index = marked_regions(world, marks) + (uint32_t)which;
    return memory_read(&world->memory, (struct place){marks, index, HEAP_FIELD_WORD, 0});
}

struct heap_share heap_coloured(const struct world *world, enum heap_colour colour)
{
    uint32_t marks = marks_of(world);
    if (marks == 0)
        return (struct heap_share){0};
    const struct region *its = &world->memory.regions[marks];
    const struct heap_sums *sums =
        (const struct heap_sums *)(const void *)(its->cells + (size_t)its->count * its->shape->size);
    if (colour != HEAP_WHITE)
        return (struct heap_share){.objects = sums->of[colour].objects, .bytes = sums->of[colour].bytes};
    uint64_t all = heap_word(world, HEAP_OBJECTS);
    for (int other = HEAP_GRAY; other <= HEAP_FREE; other++)
        all -= sums->of[other].objects;
    return (struct heap_share){.objects = all};
}

static const struct engine_heap *heap_of_kind(uint16_t kind)
{
    return engines[ENGINE_OF(kind)]->heap;
}

static bool is_object(const struct world *world, uint32_t region, struct heap_object *object)
{
    const struct engine_heap *heap = heap_of_kind(world->memory.regions[region].kind);
    return region != 0 && memory_holds(&world->memory, region) && heap != NULL &&
           heap->object(world, region, object);
}

bool heap_object(const struct world *world, uint32_t region, struct heap_object *object)
{
    return !world->memory.regions[region].freed && is_object(world, region, object);
}

bool heap_seen(const struct world *world, uint32_t region, struct heap_object *object)
{
    return (!world->memory.regions[region].freed || heap_colour(world, region) == HEAP_FREE) &&
           is_object(world, region, object);
}

uint32_t heap_event_object(const struct event *event)
{
    switch (event->kind) {
    case EVENT_found:
    case EVENT_scan:
    case EVENT_scanned:
    case EVENT_behind:
    case EVENT_swept:
    case EVENT_let_go:
    case EVENT_freed:
        return event->region;
    case EVENT_shade:
        return event->index;
    default:
        return 0;
    }
}

/* ---- roots */

static void tell_roots(const struct world *world, uint32_t home, const struct heap_finder *finder)
{
    const struct engine_heap *heap = home != 0 ? world_engine(world, home)->heap : NULL;
    if (heap != NULL)
        heap->roots(world, home, finder);
}

struct wanted {
    uint32_t region;
    bool found;
};

static void compare(void *context, uint32_t region, enum heap_by by)
{
    struct wanted *wanted = context;
    (void)by;
    wanted->found |= region == wanted->region;
}

int heap_holder(const struct world *world, uint32_t region, int from)
{
    struct wanted wanted = {region, false};
    for (int place = from; place < WORLD_SUBJECTS; place++) {
        tell_roots(world, world_home(world, place), &(struct heap_finder){compare, &wanted});
        if (wanted.found)
            return place;
    }
    return WORLD_NOBODY;
}

/* ---- marking. It is done twice in the same way: told and written, or only reckoned. */

struct collector {
    const struct world *world;
    struct world *told; /* NULL: nothing is told or written */
    uint32_t marks;
    uint32_t count; /* regions */
    unsigned char *colours;
    uint32_t *gray; /* a stack of those that are */
    size_t gray_count, gray_capacity;
    uint32_t from;  /* the object that is looked into, or the home of the variable */
    uint64_t found; /* by it */
    struct heap_survey survey;
    const struct heap_watch *watch; /* NULL: nobody */
    uint64_t expected;              /* objects that are to be looked into */
    bool ended;
};

static void write_word(struct collector *collector, enum heap_word which, uint64_t value, code_line line)
{
    memory_write(&collector->told->memory,
                 (struct place){collector->marks, collector->count + (uint32_t)which, HEAP_FIELD_WORD, 0},
                 value, line);
}

static void look(struct collector *collector, event_kind kind, uint32_t region, uint64_t before,
                 uint64_t after, code_line line)
{
    if (collector->told != NULL)
        memory_look(&collector->told->memory, kind, place_word(region, 0), before, after, line);
}

static void shade(struct collector *collector, uint32_t region, enum heap_colour colour, uint64_t bytes,
                  code_line line)
{
    collector->colours[region] = (unsigned char)colour;
    if (collector->told != NULL)
        memory_write(&collector->told->memory, (struct place){collector->marks, region, HEAP_FIELD_MARK, 0},
                     (uint64_t)colour | bytes << HEAP_COLOUR_BITS, line);
}

/* It has its mark already. */
static void blacken(struct collector *collector, uint32_t region, code_line line)
{
    uint64_t mark = collector->told != NULL ? mark_of(collector->world, collector->marks, region) : 0;
    shade(collector, region, HEAP_BLACK, mark >> HEAP_COLOUR_BITS, line);
}

/* greyobject. */
static void find(void *context, uint32_t region, enum heap_by by)
{
    struct collector *collector = context;
    struct heap_object object;
    if (region >= collector->count || !heap_object(collector->world, region, &object) ||
        collector->colours[region] != HEAP_WHITE)
        return;
    enum heap_colour colour = object.scanned ? HEAP_GRAY : HEAP_BLACK;
    code_line line = object.scanned ? LINE_greyobject_put : LINE_greyobject_noscan;
    shade(collector, region, colour, object.bytes, line);
    collector->survey.reached.objects++;
    collector->survey.reached.bytes += object.bytes;
    collector->found++;
    look(collector, EVENT_found, region, collector->from, (uint64_t)by | (uint64_t)colour << 8, line);
    if (!object.scanned)
        return;
    collector->gray = room_for_one_more(collector->gray, collector->gray_count, &collector->gray_capacity,
                                        sizeof *collector->gray);
    collector->gray[collector->gray_count++] = region;
}

static void mark_variables(struct collector *collector)
{
    const struct heap_finder finder = {find, collector};
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        collector->from = world_home(collector->world, place);
        tell_roots(collector->world, collector->from, &finder);
    }
}

/* Loops of all subjects, and of all that these are made of, in one walk: a subject of many parts costs no more than one of a few. */
static void mark_loops(struct collector *collector)
{
    const struct heap_finder finder = {find, collector};
    const struct memory *memory = &collector->world->memory;
    for (uint32_t region = 1; region < collector->count; region++) {
        const struct region *its = &memory->regions[region];
        const struct engine_heap *heap = heap_of_kind(its->kind);
        if (!its->live || !its->shape->walks || heap == NULL || heap->loop == NULL)
            continue;
        collector->from = memory_outermost(memory, its->owner);
        if (world_place_of(collector->world, collector->from) != WORLD_NOBODY)
            heap->loop(collector->world, region, &finder);
    }
}

/* scanobject, of the object that became gray last: the runtime's list is a stack, too. */
static void drain(struct collector *collector)
{
    const struct heap_finder finder = {find, collector};
    const struct heap_watch *watch = collector->watch;
    while (collector->gray_count > 0 && !collector->ended) {
        uint32_t region = collector->gray[--collector->gray_count];
        collector->from = region;
        collector->found = 0;
        collector->ended =
            watch != NULL && !watch->goes_on(watch->context, collector->survey.scanned, collector->expected);
        collector->survey.scanned++;
        look(collector, EVENT_scan, region, collector->gray_count, 0, LINE_scanobject_word);
        heap_of_kind(collector->world->memory.regions[region].kind)
            ->pointers(collector->world, region, &finder);
        blacken(collector, region, LINE_scanobject_black);
        look(collector, EVENT_scanned, region, collector->found, 0, LINE_scanobject_black);
    }
}

static struct heap_behind behind_of(const struct world *world, uint32_t home)
{
    const struct engine_heap *heap = home != 0 ? world_engine(world, home)->heap : NULL;
    return heap != NULL && heap->behind != NULL ? heap->behind(world, home) : (struct heap_behind){0};
}

static void add_uncounted(struct heap_share *share, uint64_t bytes)
{
    share->bytes += bytes;
    share->uncounted += bytes;
}

/* What is no region. */
static void mark_behind(struct collector *collector)
{
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(collector->world, place);
        struct heap_behind behind = behind_of(collector->world, home);
        add_uncounted(&collector->survey.reached, behind.reached + behind.lists);
        if (behind.reached > 0)
            look(collector, EVENT_behind, home, behind.reached, 0, LINE_scanobject_grey);
    }
}

static void begin(struct collector *collector, const struct world *world, struct world *told)
{
    *collector =
        (struct collector){.world = world, .told = told, .count = (uint32_t)world->memory.region_count};
    collector->colours = new_items(collector->count, 1);
}

static void end(struct collector *collector)
{
    free(collector->colours);
    free(collector->gray);
}

/* ---- what is not marked */

static void let_go(struct collector *collector, uint32_t home, uint64_t bytes)
{
    add_uncounted(&collector->survey.dead, bytes);
    if (bytes == 0 || collector->told == NULL)
        return;
    write_word(collector, HEAP_LET_GO, heap_word(collector->world, HEAP_LET_GO) + bytes, LINE_sweep_free);
    look(collector, EVENT_let_go, home, bytes, 0, LINE_sweep_free);
}

/* What lies behind the pointers of a region that is garbage, if it is the home of one that is gone: nothing of it is reached. */
static uint64_t behind_garbage(const struct world *world, uint32_t region)
{
    return world->memory.regions[region].owner == region ? behind_of(world, region).all : 0;
}

/* Counts what is garbage, and, if it is told, takes it. */
static void sweep(struct collector *collector)
{
    struct heap_share *dead = &collector->survey.dead;
    struct heap_object object;
    for (uint32_t region = 1; region < collector->count; region++) {
        if (collector->colours[region] != HEAP_WHITE || collector->world->memory.regions[region].live ||
            !heap_object(collector->world, region, &object))
            continue;
        dead->objects++;
        dead->bytes += object.bytes;
        if (collector->told != NULL) {
            /* In this order it can be seen at every moment. */
            shade(collector, region, HEAP_FREE, object.bytes, LINE_sweep_free);
            memory_take(&collector->told->memory, region, object.bytes, LINE_sweep_free);
        }
        look(collector, EVENT_swept, region, object.bytes, 0, LINE_sweep_free);
        let_go(collector, region, behind_garbage(collector->world, region));
    }
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(collector->world, place);
        struct heap_behind behind = behind_of(collector->world, home);
        uint64_t left = behind.all - behind.reached;
        if (left > 0 && collector->told != NULL)
            world_engine(collector->world, home)
                ->heap->leave_behind(collector->told, home, behind.reached, LINE_sweep_free);
        let_go(collector, home, left);
    }
}

static void mark(struct collector *collector)
{
    mark_variables(collector);
    mark_loops(collector);
    drain(collector);
    mark_behind(collector);
}

/* ---- the two ways */

/* Those of a subject: what belongs to its home, and what several may hold if its variable leads there. */
struct own {
    const struct world *world;
    bool *shared; /* by region */
};

static void find_shared(void *context, uint32_t region, enum heap_by by)
{
    struct own *own = context;
    (void)by;
    own->shared[region] = own->world->memory.regions[region].owner == 0;
}

static bool is_of(const struct own *own, uint32_t region, uint32_t home)
{
    uint32_t owner = own->world->memory.regions[region].owner;
    return own->shared[region] || (owner != 0 && memory_outermost(&own->world->memory, owner) == home);
}

struct heap_survey heap_survey(const struct world *world, uint32_t home)
{
    struct collector collector;
    struct heap_object object;
    begin(&collector, world, NULL);
    mark(&collector);
    if (home == 0) {
        sweep(&collector);
        end(&collector);
        return collector.survey;
    }
    struct heap_survey survey = {0};
    struct own own = {world, new_items(collector.count, sizeof *own.shared)};
    const struct heap_finder finder = {find_shared, &own};
    tell_roots(world, home, &finder);
    for (uint32_t region = 1; region < collector.count; region++) {
        if (!is_of(&own, region, home) || !heap_object(world, region, &object))
            continue;
        bool dead = collector.colours[region] == HEAP_WHITE && !world->memory.regions[region].live;
        struct heap_share *share = dead ? &survey.dead : &survey.reached;
        share->objects++;
        share->bytes += object.bytes;
        survey.scanned += !dead && object.scanned;
        add_uncounted(share, dead ? behind_garbage(world, region) : 0);
    }
    struct heap_behind behind = behind_of(world, home);
    add_uncounted(&survey.dead, behind.all - behind.reached);
    add_uncounted(&survey.reached, behind.reached + behind.lists);
    free(own.shared);
    end(&collector);
    return survey;
}

struct engine_bytes heap_bytes(const struct world *world, uint32_t home)
{
    struct engine_bytes bytes = world_engine(world, home)->bytes(world, home);
    bytes.dead = heap_survey(world, home).dead.bytes;
    return bytes;
}

/* Marks for all regions that there are, the ledger behind them; those of the collection before are gone. */
static void new_marks(struct collector *collector, struct world *world, uint64_t cycle, uint64_t objects,
                      uint64_t bytes)
{
    uint64_t goal = 2 * heap_word(world, HEAP_MARKED);
    uint32_t old = marks_of(world);
    collector->marks = world_new_heap(world, collector->count + HEAP_WORDS, LINE_gcStart_begin);
    if (old != 0)
        memory_drop(&world->memory, old, LINE_gcStart_begin);
    write_word(collector, HEAP_OBJECTS, objects, LINE_gcStart_begin);
    write_word(collector, HEAP_BEFORE, bytes, LINE_gcStart_begin);
    write_word(collector, HEAP_GOAL, goal > HEAP_LEAST_GOAL ? goal : HEAP_LEAST_GOAL, LINE_gcStart_begin);
    write_word(collector, HEAP_CYCLES, cycle, LINE_gcStart_begin);
}

/* All is marked: the rest is free. */
static void finish(struct collector *collector)
{
    write_word(collector, HEAP_MARKED, collector->survey.reached.bytes, LINE_gcStart_done);
    look(collector, EVENT_marked, 0, collector->survey.reached.objects, collector->survey.reached.bytes,
         LINE_gcStart_done);
    sweep(collector);
    look(collector, EVENT_collected, 0, collector->survey.dead.objects, collector->survey.dead.bytes,
         LINE_sweep_done);
}

bool heap_collect(struct world *world, const struct heap_watch *watch, struct heap_survey *survey)
{
    struct heap_survey before = heap_survey(world, 0);
    uint64_t cycle = heap_word(world, HEAP_CYCLES) + 1, bytes = before.reached.bytes + before.dead.bytes;
    struct collector collector;
    begin(&collector, world, world);
    collector.watch = watch;
    collector.expected = before.scanned;
    new_marks(&collector, world, cycle, before.reached.objects + before.dead.objects, bytes);
    look(&collector, EVENT_cycle, 0, cycle, bytes, LINE_gcStart_begin);
    mark(&collector);
    if (!collector.ended)
        finish(&collector);
    *survey = collector.survey;
    end(&collector);
    return !collector.ended;
}

/* Up to `most`, and no farther. */
static uint64_t work_up_to(const struct world *world, uint64_t most)
{
    enum { A_GLANCE = 16 }; /* at a bucket only its pointer to the next is looked at */
    uint64_t work = 0;
    for (uint32_t region = 0; region < world->memory.region_count && work <= most; region++) {
        const struct region *its = &world->memory.regions[region];
        work += 1 + (memory_holds(&world->memory, region) && !its->freed ? its->count / A_GLANCE : 0);
    }
    return work;
}

uint64_t heap_work(const struct world *world)
{
    return work_up_to(world, UINT64_MAX);
}

bool heap_is_small(const struct world *world, uint64_t work)
{
    return work_up_to(world, work) <= work;
}
