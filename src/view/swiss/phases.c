/* The phases of a map's operations, by the lines of pseudo-code that their events come from. */
#include "view/phases.h"
#include "view/swiss/panels.h"

enum step {
    STEP_NONE,
    STEP_NEW,
    STEP_HASH,
    STEP_TABLE,
    STEP_SEARCH,
    STEP_GROW,
    STEP_AGAIN,
    STEP_STORE,
    STEP_REMOVE,
    STEP_FOUND,
    STEP_ABSENT,
    STEP_BEGIN,
    STEP_EMPTY,
    STEP_FORGET,
    STEP_START,
    STEP_WALK,
    STEP_END,
    STEP_PANIC,
    STEPS
};

/* What a step is called while nothing more is known of it. */
static const enum word names[STEPS] = {
    [STEP_NEW] = WORD_SWISS_PHASE_NEW,       [STEP_HASH] = WORD_SWISS_PHASE_HASH,
    [STEP_TABLE] = WORD_SWISS_PHASE_TABLE,   [STEP_SEARCH] = WORD_SWISS_PHASE_SEARCH,
    [STEP_GROW] = WORD_SWISS_PHASE_GROW,     [STEP_AGAIN] = WORD_SWISS_PHASE_AGAIN,
    [STEP_STORE] = WORD_SWISS_PHASE_STORE,   [STEP_REMOVE] = WORD_SWISS_PHASE_REMOVE,
    [STEP_FOUND] = WORD_SWISS_PHASE_FOUND,   [STEP_ABSENT] = WORD_SWISS_PHASE_ABSENT,
    [STEP_BEGIN] = WORD_SWISS_PHASE_BEGIN,   [STEP_EMPTY] = WORD_SWISS_PHASE_EMPTY,
    [STEP_FORGET] = WORD_SWISS_PHASE_FORGET, [STEP_START] = WORD_SWISS_PHASE_START,
    [STEP_WALK] = WORD_SWISS_PHASE_WALK,     [STEP_END] = WORD_SWISS_PHASE_END,
    [STEP_PANIC] = WORD_SWISS_PHASE_PANIC,
};

/* Which lines are which step. The lines of a range stand one behind the other in routine.def. */
static const struct {
    code_line first, last;
    enum step step;
} steps_of_lines[] = {
    {LINE_swiss_new_seed, LINE_swiss_new_tables, STEP_NEW},
    {LINE_swiss_put_check, LINE_swiss_put_writing, STEP_HASH},
    {LINE_swiss_put_lazy, LINE_swiss_put_small, STEP_TABLE},
    {LINE_swiss_put_smallest, LINE_swiss_put_smallest, STEP_GROW},
    {LINE_swiss_put_table, LINE_swiss_put_table, STEP_TABLE},
    {LINE_swiss_put_probe, LINE_swiss_put_compare, STEP_SEARCH},
    {LINE_swiss_put_update, LINE_swiss_put_update, STEP_STORE},
    {LINE_swiss_put_remember, LINE_swiss_put_room, STEP_SEARCH},
    {LINE_swiss_put_rehash, LINE_swiss_put_rehash, STEP_GROW},
    {LINE_swiss_put_place, LINE_swiss_put_place, STEP_STORE},
    {LINE_swiss_get_empty, LINE_swiss_get_hash, STEP_HASH},
    {LINE_swiss_get_small, LINE_swiss_get_table, STEP_TABLE},
    {LINE_swiss_get_probe, LINE_swiss_get_absent, STEP_SEARCH},
    {LINE_swiss_delete_empty, LINE_swiss_delete_writing, STEP_HASH},
    {LINE_swiss_delete_small, LINE_swiss_delete_table, STEP_TABLE},
    {LINE_swiss_delete_probe, LINE_swiss_delete_stop, STEP_SEARCH},
    {LINE_swiss_delete_wipe, LINE_swiss_delete_reseed, STEP_REMOVE},
    {LINE_swiss_grow_small_table, LINE_swiss_split_left, STEP_GROW},
    {LINE_swiss_clear_empty, LINE_swiss_clear_writing, STEP_BEGIN},
    {LINE_swiss_clear_zero, LINE_swiss_clear_zero, STEP_EMPTY},
    {LINE_swiss_clear_count, LINE_swiss_clear_done, STEP_FORGET},
    {LINE_swiss_iterate_empty, LINE_swiss_iterate_remember, STEP_START},
    {LINE_swiss_next_check, LINE_swiss_next_onward, STEP_WALK},
    {LINE_swiss_next_end, LINE_swiss_next_end, STEP_END},
};

/* Events that are a step of their own, whatever line they come from. */
static const struct {
    event_kind kind;
    enum step step;
} steps_of_kinds[] = {
    {SWISS_found, STEP_FOUND},  {SWISS_absent, STEP_ABSENT},  {SWISS_removed, STEP_REMOVE},
    {SWISS_finished, STEP_END}, {SWISS_refused, STEP_PANIC},  {SWISS_choose, STEP_TABLE},
    {SWISS_small, STEP_TABLE},  {SWISS_cleared, STEP_FORGET},
};

enum course { COURSE_NEW, COURSE_PUT, COURSE_GET, COURSE_DELETE, COURSE_CLEAR, COURSE_LOOP, COURSES };

/* What follows whatever comes to light. That nothing is absent, found or removed before it is known: these are results. */
enum { LONGEST_COURSE = 4 };
static const enum step courses[COURSES][LONGEST_COURSE] = {
    [COURSE_PUT] = {STEP_HASH, STEP_TABLE, STEP_SEARCH, STEP_STORE},
    [COURSE_GET] = {STEP_HASH, STEP_TABLE, STEP_SEARCH},
    [COURSE_DELETE] = {STEP_HASH, STEP_TABLE, STEP_SEARCH},
    [COURSE_CLEAR] = {STEP_BEGIN, STEP_EMPTY, STEP_FORGET},
    [COURSE_LOOP] = {STEP_START, STEP_WALK},
};
/* What had been searched is searched again; a small map grows before it is. */
static const enum step after_a_growth[LONGEST_COURSE] = {STEP_GROW, STEP_AGAIN, STEP_STORE},
                       after_the_first[LONGEST_COURSE] = {STEP_GROW, STEP_TABLE, STEP_SEARCH, STEP_STORE};

static bool is_last_line(code_line line)
{
    return line == LINE_swiss_put_done || line == LINE_swiss_delete_done;
}

static enum step step_of(const struct timeline *timeline, position at, position begin)
{
    struct event event = timeline_event(timeline, at);
    if (event.kind == SWISS_cleared && event.line == LINE_swiss_clear_empty)
        return STEP_BEGIN; /* there was nothing to do */
    for (size_t i = 0; i < sizeof steps_of_kinds / sizeof *steps_of_kinds; i++) {
        if (steps_of_kinds[i].kind == event.kind)
            return steps_of_kinds[i].step;
    }
    /* The last line of a routine is the same whatever it came to. */
    while (is_last_line(event.line) && at > begin)
        event = timeline_event(timeline, --at);
    if (event.kind == SWISS_trigger && event.after == 2)
        return STEP_GROW; /* it is decided */
    for (size_t i = 0; i < sizeof steps_of_lines / sizeof *steps_of_lines; i++) {
        if (event.line >= steps_of_lines[i].first && event.line <= steps_of_lines[i].last)
            return steps_of_lines[i].step;
    }
    return STEP_NONE;
}

static enum course course_of(routine number)
{
    switch (number) {
    case ROUTINE_swiss_new:
        return COURSE_NEW;
    case ROUTINE_swiss_get:
        return COURSE_GET;
    case ROUTINE_swiss_delete:
        return COURSE_DELETE;
    case ROUTINE_swiss_clear:
        return COURSE_CLEAR;
    case ROUTINE_swiss_iterate:
    case ROUTINE_swiss_next:
        return COURSE_LOOP;
    default: /* all growth is part of an insert */
        return COURSE_PUT;
    }
}

static struct phase *add(struct phases *phases, enum step step)
{
    return phases_add(phases, (int)step, names[step], 0, 0);
}

/* A small map has no tables: its one group needs no choice. */
static void add_table(struct phases *phases, bool small)
{
    phases_add(phases, STEP_TABLE, small ? WORD_SWISS_PHASE_ONE_GROUP : WORD_SWISS_PHASE_TABLE, 0, 0);
}

static void add_growth(struct phases *phases, const struct swiss *map, const struct event *event)
{
    bool small = event->line == LINE_swiss_put_smallest;
    uint64_t entries = small ? SWISS_SLOTS : swiss_table_word(map, event->region, SWISS_TABLE_USED);
    phases_add(phases, STEP_GROW, event->kind == SWISS_split ? WORD_SWISS_PHASE_SPLIT : WORD_SWISS_PHASE_MOVE,
               entries, event->index);
}

/* What has been, from the call on: each growth is one phase, whose entries are passed over; each is a lift and a landing. */
static void add_past(struct phases *phases, const struct picture *picture, const struct swiss *map,
                     const struct now *now, position begin)
{
    const struct timeline *timeline = picture->timeline;
    size_t index;
    bool searched = false;
    if (!timeline_landmark_before(timeline, begin, &index))
        return;
    for (index++; index < timeline->landmarks.count && timeline_landmark(timeline, index) <= now->at;
         index++) {
        position at = timeline_landmark(timeline, index);
        const struct event event = timeline_event(timeline, at);
        if (event.kind == SWISS_grow || event.kind == SWISS_split) {
            add_growth(phases, map, &event);
            index += 2 * (size_t)phases->list[phases->count - 1].numbers[0];
        } else if ((event.kind == SWISS_choose || event.kind == SWISS_small) && searched) {
            add(phases, STEP_AGAIN);
        } else if (event.kind == SWISS_choose || event.kind == SWISS_small) {
            add_table(phases, event.kind == SWISS_small);
            searched = true;
            if (at < now->at)
                add(phases, STEP_SEARCH);
        }
    }
}

/* The phase that the moment is in, behind those that landmarks tell. */
static void add_present(struct phases *phases, enum step step, bool small)
{
    enum step last = (enum step)phases_last(phases, STEP_NONE);
    bool searches = step == STEP_TABLE || step == STEP_SEARCH;
    if (step == STEP_NONE || step == last || (searches && last == STEP_AGAIN))
        return;
    if (step == STEP_TABLE)
        add_table(phases, small);
    else
        add(phases, step);
}

static void add_future(struct phases *phases, const enum step *course, bool small)
{
    enum step present = (enum step)phases_last(phases, STEP_NONE);
    bool follows = false;
    for (int i = 0; i < LONGEST_COURSE && course[i] != STEP_NONE; i++) {
        if (follows && course[i] == STEP_TABLE)
            add_table(phases, small);
        else if (follows)
            add(phases, course[i]);
        follows = follows || course[i] == present;
    }
}

/* How far the present phase is. */
static void add_detail(struct phase *phase, const struct swiss_reading *reading)
{
    bool search = phase->step == STEP_SEARCH || phase->step == STEP_AGAIN;
    if (phase->step == STEP_GROW && reading->growing) {
        phase->detail = WORD_SWISS_PHASE_ENTRIES;
        phase->so_far[0] = reading->moved;
        phase->so_far[1] = reading->to_move;
    } else if (search && reading->compared > 0) {
        phase->detail = WORD_SWISS_PHASE_GROUPS;
        phase->so_far[0] = reading->compared;
    }
}

/* A loop: that it began, if it did within this command, and the table that it has come to. */
static void add_loop(struct phases *phases, const struct picture *picture, const struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    enum step step = step_of(timeline, now->at, now->mark->begin);
    bool begins = code_line_routine(timeline_event(timeline, now->mark->begin).line) == ROUTINE_swiss_iterate;
    size_t index;
    if (begins || step == STEP_START)
        add(phases, STEP_START);
    if (timeline_landmark_before(timeline, now->at, &index) &&
        timeline_landmark(timeline, index) >= now->mark->begin) {
        const struct event event = timeline_event(timeline, timeline_landmark(timeline, index));
        if (event.kind == SWISS_enter)
            phases_add(phases, STEP_WALK, WORD_SWISS_PHASE_WALK_ONE, event.before, 0);
    }
    bool walked = step == STEP_END && now->event.line != LINE_swiss_iterate_empty;
    if (walked && phases_last(phases, STEP_NONE) != STEP_WALK)
        add(phases, STEP_WALK);
    if (phases_last(phases, STEP_NONE) != (int)step)
        add(phases, step);
}

/* The operation that the moment is in: its call, or what its command begins with. */
static position operation_begin(const struct picture *picture, const struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    size_t before = timeline_operations_before(timeline, now->at + 1);
    position begin = before > 0 ? timeline_operation(timeline, before - 1) : 0;
    return begin > now->mark->begin ? begin : now->mark->begin;
}

void swiss_phases(const struct picture *picture, const struct now *now, struct phases *phases)
{
    const struct swiss map = swiss_of(picture->world, picture->home);
    *phases = (struct phases){0};
    if (!now->has_event || now->mark == NULL || swiss_type(&map) == NULL)
        return;
    enum course course = course_of(now->routine);
    position begin = operation_begin(picture, now);
    enum step step = step_of(picture->timeline, now->at, begin);
    bool done = !now->under_way && now->at + 1 == now->mark->end;
    uint64_t used = swiss_word(&map, SWISS_WORD_USED);
    /* An insert into a full small map makes it one with tables before anything is looked for. */
    bool small = swiss_directory_length(&map) == 0 && (course != COURSE_PUT || used < SWISS_SLOTS);
    if (step == STEP_NONE)
        return;
    if (course == COURSE_LOOP) {
        add_loop(phases, picture, now);
    } else if (course == COURSE_NEW) {
        add(phases, STEP_NEW);
    } else {
        const struct event call = timeline_event(picture->timeline, begin);
        phases->key = call.kind == SWISS_call ? (value_id)call.before : VALUE_NONE;
        add(phases, course == COURSE_CLEAR ? STEP_BEGIN : STEP_HASH);
        if (course == COURSE_CLEAR && step == STEP_FORGET)
            add(phases, STEP_EMPTY);
        add_past(phases, picture, &map, now, begin);
        add_present(phases, step, small);
    }
    phases->present = done ? phases->count : phases->count - 1;
    if (done)
        return;
    const struct swiss_reading reading = swiss_reading_of(picture, now);
    add_detail(&phases->list[phases->present], &reading);
    bool empty = course != COURSE_PUT && used == 0 && phases->count == 1; /* it is seen at once */
    bool grows = phases_last(phases, STEP_NONE) == STEP_GROW, searched = phases->count > 2;
    if (!empty)
        add_future(phases, !grows ? courses[course] : searched ? after_a_growth : after_the_first, small);
}
