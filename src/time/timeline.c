#include "time/timeline.h"

#include "base/memory_or_die.h"
#include "time/rhythm.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What a part of a subject does belongs to the subject's own operation. */
static bool is_of_a_part(const struct timeline *timeline, const struct event *event)
{
    const struct memory *memory = &timeline->world->memory;
    uint32_t owner = memory_subject(memory, event);
    return memory_outermost(memory, owner) != owner;
}

static void add_landmark(struct timeline *timeline, const struct event *event, position at)
{
    const struct event_row *row = event_row(event->kind);
    if (row->landmark != LANDMARK_NONE)
        positions_add(&timeline->landmarks, at);
    if (row->landmark == LANDMARK_GROWTH)
        positions_add(&timeline->growths, at);
    if (row->landmark == LANDMARK_OPERATION && !is_of_a_part(timeline, event))
        positions_add(&timeline->operations, at);
}

static void drop_landmarks_from(struct timeline *timeline, position at)
{
    positions_cut(&timeline->landmarks, positions_before(&timeline->landmarks, at));
    positions_cut(&timeline->growths, positions_before(&timeline->growths, at));
    positions_cut(&timeline->operations, positions_before(&timeline->operations, at));
    ledger_cut(&timeline->ledger, at);
}

/* What an event adds to what its command costs. */
static void count_cost(struct cost *cost, const struct event_row *row, const struct event *event)
{
    cost->weight += (uint64_t)row->weight;
    cost->seen += row->weight > 0;
    cost->writes += row->class == EVENT_CLASS_WRITE && row->cost != COST_MARK;
    switch (row->cost) {
    case COST_PROBE:
        cost->probes++;
        break;
    case COST_MOVE:
        cost->moves++;
        break;
    case COST_BUCKET:
        cost->buckets++;
        break;
    case COST_ALLOCATION:
        cost->allocations += shape_of((uint16_t)event->index)->counts;
        break;
    default:
        break;
    }
}

static bool sets_off(const struct event *event)
{
    const struct engine *engine = engines[ENGINE_OF(event->kind)];
    return engine->sets_off != NULL && engine->sets_off(event);
}

static void take(void *context, const struct event *event)
{
    struct timeline *timeline = context;
    if (!timeline->recording)
        return;
    assert(timeline->cursor == timeline->end);
    const struct event_row *row = event_row(event->kind);
    count_cost(&timeline->marks[timeline->mark_count - 1].cost, row, event);
    if (row->landmark != LANDMARK_NONE)
        add_landmark(timeline, event, timeline->end);
    ledger_take(timeline, event, row);
    if (sets_off(event))
        tape_add(&timeline->set_off, event);
    tape_add(&timeline->tape, event);
    timeline->end++;
    timeline->cursor++;
}

static void free_marks(struct mark *marks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(marks[i].text);
}

static void free_names(struct named_moment *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i].name);
}

static void forget_future(struct future *future)
{
    free_marks(future->marks, future->mark_count);
    free_names(future->names, future->name_count);
    free(future->marks);
    tape_strip_free(&future->strip);
    free(future->names);
    *future = (struct future){0};
}

void timeline_init(struct timeline *timeline, struct world *world)
{
    *timeline = (struct timeline){.world = world, .budget = TIMELINE_DEFAULT_BUDGET};
    tape_init(&timeline->tape);
    tape_init(&timeline->set_off);
    world->memory.sink = (struct sink){take, timeline};
    ledger_begin(timeline);
}

void timeline_free(struct timeline *timeline)
{
    free_marks(timeline->marks, timeline->mark_count);
    free(timeline->marks);
    tape_free(&timeline->tape);
    tape_free(&timeline->set_off);
    positions_free(&timeline->landmarks);
    positions_free(&timeline->growths);
    positions_free(&timeline->operations);
    ledger_free(&timeline->ledger);
    free_names(timeline->names, timeline->name_count);
    free(timeline->names);
    forget_future(&timeline->aside);
    forget_future(&timeline->branch);
    timeline->world->memory.sink = (struct sink){0};
    *timeline = (struct timeline){0};
}

void timeline_seek(struct timeline *timeline, position to)
{
    if (to < timeline->first)
        to = timeline->first;
    if (to > timeline->end)
        to = timeline->end;
    struct memory *memory = &timeline->world->memory;
    position begin, end;
    while (timeline->cursor < to) {
        const struct event *events = tape_open(&timeline->tape, timeline->cursor, &begin, &end);
        for (end = end < to ? end : to; timeline->cursor < end; timeline->cursor++)
            memory_apply(memory, &events[timeline->cursor - begin]);
    }
    while (timeline->cursor > to) {
        const struct event *events = tape_open(&timeline->tape, timeline->cursor - 1, &begin, &end);
        for (position least = begin > to ? begin : to; timeline->cursor > least; timeline->cursor--)
            memory_revert(memory, &events[timeline->cursor - 1 - begin]);
    }
}

/* ---- named moments */

static size_t find_name(const struct timeline *timeline, const char *name)
{
    size_t i = 0;
    while (i < timeline->name_count && strcmp(timeline->names[i].name, name) != 0)
        i++;
    return i;
}

bool timeline_named(const struct timeline *timeline, const char *name, position *at)
{
    size_t i = find_name(timeline, name);
    if (i == timeline->name_count)
        return false;
    *at = timeline->names[i].at;
    return true;
}

static void remove_name(struct timeline *timeline, size_t i)
{
    timeline->name_count--;
    memmove(timeline->names + i, timeline->names + i + 1,
            (timeline->name_count - i) * sizeof *timeline->names);
}

/* The name is the timeline's from now on. */
static void add_name(struct timeline *timeline, char *name, position at)
{
    size_t old = find_name(timeline, name);
    if (old < timeline->name_count) {
        free(timeline->names[old].name);
        remove_name(timeline, old);
    }
    timeline->names = room_for_one_more(timeline->names, timeline->name_count, &timeline->name_capacity,
                                        sizeof *timeline->names);
    timeline->names[timeline->name_count++] = (struct named_moment){name, at};
}

void timeline_name(struct timeline *timeline, const char *name, position at)
{
    assert(at >= timeline->first && at <= timeline->end);
    add_name(timeline, copy_string(name), at);
}

static void forget_names_before(struct timeline *timeline, position keep)
{
    for (size_t i = timeline->name_count; i-- > 0;) {
        if (timeline->names[i].at >= keep)
            continue;
        free(timeline->names[i].name);
        remove_name(timeline, i);
    }
}

/* ---- commands */

static void set_names_aside(struct timeline *timeline)
{
    struct future *aside = &timeline->aside;
    aside->names = new_items(timeline->name_count + 1, sizeof *aside->names);
    for (size_t i = 0; i < timeline->name_count;) {
        if (timeline->names[i].at > timeline->cursor) {
            aside->names[aside->name_count++] = timeline->names[i];
            remove_name(timeline, i);
        } else {
            i++;
        }
    }
}

/* Puts all events from the cursor on aside, and their marks. The cursor stands where a command begins. */
static void set_aside(struct timeline *timeline)
{
    struct future *aside = &timeline->aside;
    while (aside->mark_count < timeline->mark_count &&
           timeline->marks[timeline->mark_count - 1 - aside->mark_count].begin >= timeline->cursor)
        aside->mark_count++;
    timeline->mark_count -= aside->mark_count;
    aside->strip = tape_cut(&timeline->tape, timeline->cursor);
    if (aside->strip.events == 0)
        return;
    aside->marks = new_items(aside->mark_count, sizeof *aside->marks);
    memcpy(aside->marks, timeline->marks + timeline->mark_count, aside->mark_count * sizeof *aside->marks);
    set_names_aside(timeline);
    timeline->end = timeline->cursor;
    drop_landmarks_from(timeline, timeline->end);
}

/* Events from `at` on are in the list again: what is known of them beside it. */
static void know_again(struct timeline *timeline, position at)
{
    position begin, end;
    while (at < timeline->end) {
        const struct event *events = tape_open(&timeline->tape, at, &begin, &end);
        for (; at < end; at++) {
            const struct event *event = &events[at - begin];
            add_landmark(timeline, event, at);
            if (event->kind == EVENT_alloc)
                memory_foresee(&timeline->world->memory, event);
        }
    }
}

static void bring_back(struct timeline *timeline)
{
    struct future *aside = &timeline->aside;
    if (aside->strip.events == 0)
        return;
    position at = timeline->end;
    tape_join(&timeline->tape, &aside->strip);
    timeline->end = timeline->tape.end;
    for (size_t i = 0; i < aside->mark_count; i++) {
        timeline->marks = room_for_one_more(timeline->marks, timeline->mark_count, &timeline->mark_capacity,
                                            sizeof *timeline->marks);
        timeline->marks[timeline->mark_count++] = aside->marks[i];
    }
    know_again(timeline, at);
    for (size_t i = 0; i < aside->name_count; i++)
        add_name(timeline, aside->names[i].name, aside->names[i].at);
    ledger_count(timeline);
    aside->mark_count = aside->name_count = 0; /* they are the timeline's again */
    forget_future(aside);
}

size_t timeline_take_branch(struct timeline *timeline)
{
    assert(!timeline->recording);
    struct future branch = timeline->branch;
    size_t commands = branch.mark_count;
    if (branch.strip.events == 0)
        return 0;
    timeline_seek(timeline, timeline->branch_at);
    set_aside(timeline);
    timeline->branch = timeline->aside;
    timeline->aside = branch;
    bring_back(timeline);
    timeline_seek(timeline, timeline->end);
    return commands;
}

size_t timeline_begin(struct timeline *timeline, const char *text)
{
    assert(!timeline->recording);
    /* A command never begins inside another: its subject would be in the middle of an operation. */
    const struct mark *inside = timeline_mark_of(timeline, timeline->cursor);
    if (inside != NULL && inside->begin != timeline->cursor)
        timeline_seek(timeline, inside->end);
    set_aside(timeline);
    tape_clear(&timeline->set_off);
    timeline->marks = room_for_one_more(timeline->marks, timeline->mark_count, &timeline->mark_capacity,
                                        sizeof *timeline->marks);
    timeline->marks[timeline->mark_count++] =
        (struct mark){.begin = timeline->end, .end = timeline->end, .text = copy_string(text)};
    timeline->recording = true;
    return timeline->aside.mark_count;
}

/* How long it is shown: what is shown in a rhythm lasts less than it weighs. */
static uint64_t count_weight(const struct timeline *timeline, const struct mark *mark)
{
    uint64_t weight = 0;
    if (mark->cost.moves == 0 || mark->cost.moves > RHYTHM_MOST)
        return mark->cost.weight;
    for (position at = mark->begin; at < mark->end; at++)
        weight += (uint64_t)rhythm_of(timeline, mark, at);
    return weight;
}

size_t timeline_bytes(const struct timeline *timeline)
{
    return tape_bytes(&timeline->tape) + tape_bytes(&timeline->set_off) +
           timeline->mark_count * sizeof(struct mark) + ledger_rows_bytes(&timeline->ledger.rows) +
           positions_bytes(&timeline->landmarks) + positions_bytes(&timeline->growths) +
           positions_bytes(&timeline->operations);
}

/* How many regions there are at a moment: the next one allocated has that number. */
static uint32_t regions_at(const struct timeline *timeline, position at)
{
    for (; tape_next_space(&timeline->tape, at, &at); at++) {
        struct event event = tape_event(&timeline->tape, at);
        if (event.kind == EVENT_alloc)
            return event.region;
    }
    return (uint32_t)timeline->world->memory.region_count;
}

/* Which of the first `count` regions were there, not yet dropped, at a moment; freed with free(). */
static bool *regions_living_at(const struct timeline *timeline, position at, uint32_t count)
{
    const struct memory *memory = &timeline->world->memory;
    bool *living = new_items(count, sizeof *living);
    for (uint32_t id = 0; id < count; id++)
        living[id] = memory->regions[id].live;
    for (; tape_next_space(&timeline->tape, at, &at); at++) {
        struct event event = tape_event(&timeline->tape, at);
        if (event.kind == EVENT_drop && event.region < count)
            living[event.region] = true;
    }
    return living;
}

/* Storage of what was dropped before the oldest moment can never be needed again, unless something there still walks it. */
static void release_before(struct timeline *timeline, position oldest)
{
    struct memory *memory = &timeline->world->memory;
    uint32_t count = regions_at(timeline, oldest);
    bool *living = regions_living_at(timeline, oldest, count), *walked = new_items(count, sizeof *walked);
    for (uint32_t id = 0; id < count; id++) {
        const struct region *region = &memory->regions[id];
        if (living[id] && region->shape != NULL && region->shape->walks)
            walked[region->owner] = true;
    }
    for (uint32_t id = 0; id < count; id++) {
        if (!living[id] && memory_holds(memory, id) && !walked[memory->regions[id].owner])
            memory_release(memory, id);
    }
    free(living);
    free(walked);
}

static void forget_oldest(struct timeline *timeline)
{
    size_t marks = 0;
    position keep = timeline->first;
    /* Forget down to half the budget at once, so that the list is seldom moved. The newest command always
       stays. */
    /* What goes with the events goes as they go. */
    size_t beside = timeline_bytes(timeline) / tape_bytes(&timeline->tape) + 1;
    position least = tape_within(&timeline->tape, timeline->budget / 2 / beside);
    while (marks + 1 < timeline->mark_count && keep < least)
        keep = timeline->marks[marks++].end;
    if (marks == 0)
        return;
    release_before(timeline, keep);
    free_marks(timeline->marks, marks);
    tape_forget(&timeline->tape, keep);
    memmove(timeline->marks, timeline->marks + marks,
            (timeline->mark_count - marks) * sizeof *timeline->marks);
    timeline->mark_count -= marks;
    timeline->forgotten += marks;
    timeline->first = keep;
    forget_names_before(timeline, keep);
    if (timeline->branch_at < keep)
        forget_future(&timeline->branch);
    positions_forget(&timeline->landmarks, keep);
    positions_forget(&timeline->growths, keep);
    positions_forget(&timeline->operations, keep);
    ledger_forget(&timeline->ledger, keep);
}

/* What was dropped is forgotten before anything that was not. */
static void keep_to_budget(struct timeline *timeline)
{
    enum { MUCH = 16 << 20 };
    size_t before = timeline_bytes(timeline) + timeline->branch.strip.bytes;
    if (before > timeline->budget)
        forget_future(&timeline->branch);
    if (timeline_bytes(timeline) > timeline->budget)
        forget_oldest(timeline);
    if (before - timeline_bytes(timeline) - timeline->branch.strip.bytes >= MUCH)
        return_freed_memory();
}

bool timeline_finish(struct timeline *timeline, uint32_t subject, const char *outcome)
{
    assert(timeline->recording);
    timeline->recording = false;
    struct mark *mark = &timeline->marks[timeline->mark_count - 1];
    mark->end = timeline->end;
    if (mark->end == mark->begin) {
        free(mark->text);
        timeline->mark_count--;
        bring_back(timeline);
        return false;
    }
    if (timeline->aside.strip.events > 0) {
        forget_future(&timeline->branch);
        timeline->branch = timeline->aside;
        timeline->branch_at = mark->begin;
        timeline->aside = (struct future){0};
    }
    mark->subject = subject;
    mark->outcome = outcome;
    mark->cost.weight = count_weight(timeline, mark);
    ledger_know_subject(timeline);
    keep_to_budget(timeline);
    return true;
}

void timeline_abandon(struct timeline *timeline)
{
    assert(timeline->recording);
    timeline->recording = false;
    struct mark *mark = &timeline->marks[--timeline->mark_count];
    timeline_seek(timeline, mark->begin);
    tape_clear(&timeline->set_off);
    struct tape_strip gone = tape_cut(&timeline->tape, mark->begin);
    tape_strip_free(&gone);
    timeline->end = mark->begin;
    drop_landmarks_from(timeline, timeline->end);
    free(mark->text);
    bring_back(timeline);
}

void timeline_set_budget(struct timeline *timeline, size_t bytes)
{
    timeline->budget = bytes < TIMELINE_LEAST_BUDGET ? TIMELINE_LEAST_BUDGET : bytes;
    if (timeline->cursor == timeline->end)
        keep_to_budget(timeline);
}
