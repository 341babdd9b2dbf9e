/* The phases of a map's operations, by the lines of pseudo-code that their events come from. */
#include "view/phases.h"
#include "view/classic/panels.h"

#include <string.h>

/* So many landmarks and events are looked at, and links counted: a frame must not cost more in a longer history. */
enum { LANDMARKS_LOOKED_AT = 600, EVENTS_LOOKED_AT = 512, LINKS_COUNTED = 32, SEEN = 48 };

enum step {
    STEP_NONE,
    STEP_NEW,
    STEP_HASH,
    STEP_ARRAY,
    STEP_GROW,
    STEP_MOVE,
    STEP_FIND,
    STEP_STORE,
    STEP_SEARCH,
    STEP_REMOVE,
    STEP_FOUND,
    STEP_ABSENT,
    STEP_BEGIN,
    STEP_MARKS,
    STEP_FORGET,
    STEP_ZERO,
    STEP_START,
    STEP_WALK,
    STEP_END,
    STEP_PANIC,
    STEPS
};

/* What a step is called while nothing more is known of it. */
static const enum word names[STEPS] = {
    [STEP_NEW] = WORD_CLASSIC_PHASE_NEW,       [STEP_HASH] = WORD_CLASSIC_PHASE_HASH,
    [STEP_ARRAY] = WORD_CLASSIC_PHASE_ARRAY,   [STEP_GROW] = WORD_CLASSIC_PHASE_GROW,
    [STEP_MOVE] = WORD_CLASSIC_PHASE_MOVE,     [STEP_FIND] = WORD_CLASSIC_PHASE_FIND,
    [STEP_STORE] = WORD_CLASSIC_PHASE_STORE,   [STEP_SEARCH] = WORD_CLASSIC_PHASE_SEARCH,
    [STEP_REMOVE] = WORD_CLASSIC_PHASE_REMOVE, [STEP_FOUND] = WORD_CLASSIC_PHASE_FOUND,
    [STEP_ABSENT] = WORD_CLASSIC_PHASE_ABSENT, [STEP_BEGIN] = WORD_CLASSIC_PHASE_BEGIN,
    [STEP_MARKS] = WORD_CLASSIC_PHASE_MARKS,   [STEP_FORGET] = WORD_CLASSIC_PHASE_FORGET,
    [STEP_ZERO] = WORD_CLASSIC_PHASE_ZERO,     [STEP_START] = WORD_CLASSIC_PHASE_START,
    [STEP_WALK] = WORD_CLASSIC_PHASE_WALK,     [STEP_END] = WORD_CLASSIC_PHASE_END,
    [STEP_PANIC] = WORD_CLASSIC_PHASE_PANIC,
};

/* Which lines are which step. The lines of a range stand one behind the other in routine.def. */
static const struct {
    code_line first, last;
    enum step step;
} steps_of_lines[] = {
    {LINE_makemap_seed, LINE_makemap_1_21_spare, STEP_NEW},
    {LINE_mapassign_check, LINE_mapassign_bucket, STEP_HASH},
    {LINE_mapassign_growing, LINE_mapassign_growing, STEP_MOVE},
    {LINE_mapassign_probe, LINE_mapassign_compare, STEP_FIND},
    {LINE_mapassign_update, LINE_mapassign_update, STEP_STORE},
    {LINE_mapassign_trigger, LINE_mapassign_trigger, STEP_FIND},
    {LINE_mapassign_grow, LINE_mapassign_grow, STEP_GROW},
    {LINE_mapassign_overflow, LINE_mapassign_done, STEP_STORE},
    {LINE_mapaccess_empty, LINE_mapaccess_bucket, STEP_HASH},
    {LINE_mapaccess_old, LINE_mapaccess_useold, STEP_ARRAY},
    {LINE_mapaccess_probe, LINE_mapaccess_absent, STEP_SEARCH},
    {LINE_mapdelete_empty, LINE_mapdelete_bucket, STEP_HASH},
    {LINE_mapdelete_growing, LINE_mapdelete_growing, STEP_MOVE},
    {LINE_mapdelete_probe, LINE_mapdelete_compare, STEP_SEARCH},
    {LINE_mapdelete_wipe, LINE_mapdelete_reseed, STEP_REMOVE},
    {LINE_hashGrow_choose, LINE_hashGrow_nothing, STEP_GROW},
    {LINE_growWork_mine, LINE_evacuate_finish, STEP_MOVE},
    {LINE_growAll_array, LINE_growAll_array, STEP_GROW},
    {LINE_growAll_each, LINE_growAll_each, STEP_MOVE},
    {LINE_mapclear_empty, LINE_mapclear_writing, STEP_BEGIN},
    {LINE_mapclear_marks, LINE_mapclear_marks, STEP_MARKS},
    {LINE_mapclear_forget, LINE_mapclear_seed, STEP_FORGET},
    {LINE_mapclear_zero, LINE_mapclear_done, STEP_ZERO},
    {LINE_mapiterinit_empty, LINE_mapiterinit_flags, STEP_START},
    {LINE_mapiternext_check, LINE_mapiternext_wrapped, STEP_END},
    {LINE_mapiternext_bucket, LINE_mapiternext_deliver, STEP_WALK},
};

/* Events that are a step of their own, whatever line they come from. */
static const struct {
    event_kind kind;
    enum step step;
} steps_of_kinds[] = {
    {CLASSIC_found, STEP_FOUND},  {CLASSIC_absent, STEP_ABSENT}, {CLASSIC_removed, STEP_REMOVE},
    {CLASSIC_finished, STEP_END}, {CLASSIC_refused, STEP_PANIC},
};

/* Whether a step is known to follow: always, while the map grows, or never, since it is a result. */
enum when { ALWAYS, GROWING, RESULT };

enum course {
    COURSE_HAND,
    COURSE_MAKE,
    COURSE_ASSIGN,
    COURSE_ACCESS,
    COURSE_DELETE,
    COURSE_CLEAR,
    COURSE_LOOP,
    COURSES
};

enum { LONGEST_COURSE = 6 };
static const struct {
    enum step step;
    enum when when;
} courses[COURSES][LONGEST_COURSE] = {
    [COURSE_HAND] = {{STEP_GROW, RESULT}, {STEP_MOVE, RESULT}},
    [COURSE_MAKE] = {{STEP_NEW, ALWAYS}},
    [COURSE_ASSIGN] = {{STEP_HASH, ALWAYS},
                       {STEP_GROW, RESULT},
                       {STEP_MOVE, GROWING},
                       {STEP_FIND, ALWAYS},
                       {STEP_STORE, ALWAYS}},
    [COURSE_ACCESS] = {{STEP_HASH, ALWAYS},
                       {STEP_ARRAY, GROWING},
                       {STEP_SEARCH, ALWAYS},
                       {STEP_FOUND, RESULT},
                       {STEP_ABSENT, RESULT}},
    [COURSE_DELETE] = {{STEP_HASH, ALWAYS},
                       {STEP_MOVE, GROWING},
                       {STEP_SEARCH, ALWAYS},
                       {STEP_REMOVE, RESULT},
                       {STEP_ABSENT, RESULT}},
    [COURSE_CLEAR] = {{STEP_BEGIN, ALWAYS}, {STEP_MARKS, ALWAYS}, {STEP_FORGET, ALWAYS}, {STEP_ZERO, ALWAYS}},
    [COURSE_LOOP] = {{STEP_START, ALWAYS}, {STEP_WALK, ALWAYS}, {STEP_END, RESULT}},
};

/* ---- what has happened */

/* The operation in hand: its course, and its landmarks from its begin to the moment, the newest first. */
struct operation {
    enum course course;
    struct event seen[SEEN];
    int count;
    bool cut;       /* there were more */
    uint64_t moved; /* entries that have moved since the old bucket in hand was begun */
};

static enum course course_of(routine number)
{
    switch (number) {
    case ROUTINE_mapassign:
        return COURSE_ASSIGN;
    case ROUTINE_mapaccess:
        return COURSE_ACCESS;
    case ROUTINE_mapdelete:
        return COURSE_DELETE;
    case ROUTINE_mapclear:
        return COURSE_CLEAR;
    case ROUTINE_mapiterinit:
    case ROUTINE_mapiternext:
        return COURSE_LOOP;
    case ROUTINE_makemap:
    case ROUTINE_makemap_1_21:
        return COURSE_MAKE;
    default:
        return COURSE_HAND;
    }
}

static void see(struct operation *operation, const struct event *event)
{
    if (operation->count < SEEN)
        operation->seen[operation->count++] = *event;
    else
        operation->cut = true;
}

/* From the moment back to the call that began it; a loop has none, it goes back to its start. */
static struct operation read_operation(const struct picture *picture, const struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    struct operation operation = {.course = course_of(now->routine)};
    size_t index;
    if (operation.course == COURSE_MAKE)
        return operation; /* nothing calls it: what was called before is another map's, of which both are parts */
    bool more = timeline_landmark_before(timeline, now->at, &index), working = true;
    for (int left = LANDMARKS_LOOKED_AT; more && timeline_landmark(timeline, index) >= now->mark->begin;
         more = index-- > 0) {
        const struct event event = timeline_event(timeline, timeline_landmark(timeline, index));
        bool loops = event.kind == CLASSIC_start || event.kind == CLASSIC_enter;
        if (left-- == 0) {
            operation.cut = true;
            break;
        }
        if ((operation.course == COURSE_LOOP) != loops)
            break; /* another one was before */
        if (event.kind == CLASSIC_lift || event.kind == CLASSIC_moved) {
            operation.moved += working && event.kind == CLASSIC_moved;
            continue;
        }
        working = working && event.kind != CLASSIC_work;
        if (event.kind != CLASSIC_evacuated)
            see(&operation, &event);
        if (event.kind == CLASSIC_call)
            operation.course = course_of(code_line_routine(event.line));
        if (event.kind == CLASSIC_call || event.kind == CLASSIC_start)
            break;
    }
    return operation;
}

static enum step step_of(const struct timeline *timeline, position at, position begin)
{
    struct event event = timeline_event(timeline, at);
    for (size_t i = 0; i < sizeof steps_of_kinds / sizeof *steps_of_kinds; i++) {
        if (steps_of_kinds[i].kind == event.kind)
            return steps_of_kinds[i].step;
    }
    if (event.kind == CLASSIC_trigger && event.after != 0)
        return STEP_GROW; /* it is decided */
    /* mapdelete ends in the same line whether it has found the key or not. */
    while (event.line == LINE_mapdelete_done && at > begin)
        event = timeline_event(timeline, --at);
    for (size_t i = 0; i < sizeof steps_of_lines / sizeof *steps_of_lines; i++) {
        if (event.line >= steps_of_lines[i].first && event.line <= steps_of_lines[i].last)
            return steps_of_lines[i].step;
    }
    return STEP_NONE;
}

static struct phase *add(struct phases *phases, enum step step)
{
    return phases_add(phases, (int)step, names[step], 0, 0);
}

/* What a landmark of the operation says of its phases. */
static void add_landmark(struct phases *phases, const struct operation *operation, const struct event *event)
{
    switch (event->kind) {
    case CLASSIC_call:
        phases->key = (value_id)event->before;
        if (operation->course != COURSE_CLEAR)
            add(phases, STEP_HASH);
        break;
    case CLASSIC_useold:
        phases_add(phases, STEP_ARRAY,
                   event->after != 0 ? WORD_CLASSIC_PHASE_ARRAY_OLD : WORD_CLASSIC_PHASE_ARRAY_NEW,
                   event->index, 0);
        break;
    case CLASSIC_work:
        if (event->after == 0)
            phases_add(phases, STEP_MOVE, WORD_CLASSIC_PHASE_MOVE_ONE, event->index, 0);
        break;
    case CLASSIC_grow:
        if (operation->course == COURSE_ASSIGN)
            add(phases, STEP_FIND);
        phases_add(phases, STEP_GROW,
                   event->before == event->after ? WORD_CLASSIC_PHASE_GROW_SAME : WORD_CLASSIC_PHASE_GROW_TO,
                   event->before, event->after);
        break;
    case CLASSIC_start:
        add(phases, STEP_START);
        break;
    case CLASSIC_enter:
        if (phases_last(phases, STEP_NONE) == STEP_WALK)
            phases->count--; /* one after the other, in the same place */
        phases_add(phases, STEP_WALK,
                   event->after != 0 ? WORD_CLASSIC_PHASE_WALK_OLD : WORD_CLASSIC_PHASE_WALK_ONE,
                   event->index, 0);
        break;
    default:
        break;
    }
}

/* A step of a course, unless the runtime of the map's release has no such thing. */
static void add_course_step(struct phases *phases, const struct classic *map, enum step step)
{
    if (step != STEP_MARKS || classic_type(map)->version >= GO_1_21)
        add(phases, step);
}

/* The phase that the moment is in, behind those that landmarks tell; what must have been before it, too. */
static void add_present(struct phases *phases, const struct operation *operation, const struct classic *map,
                        enum step step, bool empty)
{
    int last = phases_last(phases, STEP_NONE);
    bool again = step == STEP_HASH && last != STEP_NONE; /* the bucket is chosen anew in the new array */
    bool done_already = step == STEP_MOVE && last == STEP_MOVE;
    if (step == STEP_NONE || (int)step == last || again || done_already)
        return;
    for (int i = 0; operation->course == COURSE_CLEAR && i < LONGEST_COURSE; i++) {
        enum step before = courses[COURSE_CLEAR][i].step;
        if (before == STEP_NONE || before == step)
            break;
        add_course_step(phases, map, before);
    }
    if ((step == STEP_STORE || step == STEP_GROW) && operation->course == COURSE_ASSIGN && last != STEP_FIND)
        add(phases, STEP_FIND);
    if ((step == STEP_REMOVE || step == STEP_FOUND || (step == STEP_ABSENT && !empty)) && last != STEP_SEARCH)
        add(phases, STEP_SEARCH);
    add(phases, step);
}

/* What follows from the present phase on, as far as it is known by now. */
static void add_future(struct phases *phases, const struct operation *operation, const struct classic *map)
{
    enum step present = (enum step)phases_last(phases, STEP_NONE);
    bool begins = present == STEP_HASH || present == STEP_BEGIN, follows = false;
    bool growing = classic_growing(map) || present == STEP_GROW;
    if (begins && operation->course != COURSE_ASSIGN && classic_register(map, REGISTER_COUNT) == 0)
        return; /* an empty map is seen at once */
    for (int i = 0; i < LONGEST_COURSE && courses[operation->course][i].step != STEP_NONE; i++) {
        enum step step = courses[operation->course][i].step;
        enum when when = courses[operation->course][i].when;
        if (follows && (when == ALWAYS || (when == GROWING && growing)))
            add_course_step(phases, map, step);
        follows = follows || step == present;
    }
}

/* ---- how far it is */

/* Entries of the old bucket in hand, those that have left counted; 0: its chain is too long to count. */
static uint64_t entries_of(const struct classic *map, uint64_t old_bucket)
{
    uint64_t entries = 0;
    if (!classic_growing(map) || old_bucket >= classic_old_bucket_count(map))
        return 0;
    reference link = classic_old_bucket(map, old_bucket);
    for (int left = LINKS_COUNTED; link != 0; link = classic_next_link(map, link)) {
        if (left-- == 0)
            return 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            uint8_t top = classic_cells(map, link)->tophash[slot];
            entries += top >= TOP_MIN || top == TOP_EVACUATED_X || top == TOP_EVACUATED_Y;
        }
    }
    return entries;
}

/* Slots that the search in hand has looked at. */
static uint64_t slots_looked_at(const struct picture *picture, const struct now *now)
{
    uint64_t slots = 0;
    position at = now->at + 1;
    for (int left = EVENTS_LOOKED_AT; at > now->mark->begin && left > 0; left--) {
        const struct event event = timeline_event(picture->timeline, --at);
        enum step step = step_of(picture->timeline, at, now->mark->begin);
        if (step != STEP_FIND && step != STEP_SEARCH)
            return slots;
        slots += event.kind == CLASSIC_probe;
    }
    return at == now->mark->begin ? slots : 0;
}

static void add_detail(struct phase *phase, const struct operation *operation, const struct picture *picture,
                       const struct now *now, const struct classic *map)
{
    uint64_t entries;
    switch ((enum step)phase->step) {
    case STEP_MOVE:
        entries = phase->word == WORD_CLASSIC_PHASE_MOVE_ONE ? entries_of(map, phase->numbers[0]) : 0;
        if (entries == 0)
            return;
        phase->detail = WORD_CLASSIC_PHASE_ENTRIES;
        phase->so_far[0] = operation->moved;
        phase->so_far[1] = entries > operation->moved ? entries : operation->moved;
        return;
    case STEP_FIND:
    case STEP_SEARCH:
        phase->so_far[0] = slots_looked_at(picture, now);
        phase->detail = phase->so_far[0] > 0 ? WORD_CLASSIC_PHASE_SLOTS : WORD_NONE;
        return;
    default:
        return;
    }
}

/* Which bucket a search is in, or was in: the one chosen, or its old one. */
static void name_search(struct phases *phases, const struct operation *operation)
{
    struct phase *search = NULL;
    for (int i = 0; i < phases->count; i++)
        search = phases->list[i].step == STEP_SEARCH ? &phases->list[i] : search;
    for (int i = 0; search != NULL && i < operation->count; i++) {
        const struct event *event = &operation->seen[i];
        bool old = event->kind == CLASSIC_useold && event->after != 0;
        if (!old && event->kind != CLASSIC_choose)
            continue;
        search->word = old ? WORD_CLASSIC_PHASE_SEARCH_OLD : WORD_CLASSIC_PHASE_SEARCH_ONE;
        search->numbers[0] = event->index;
        return;
    }
}

void classic_phases(const struct picture *picture, const struct now *now, struct phases *phases)
{
    const struct classic map = classic_of(picture->world, picture->home);
    *phases = (struct phases){0};
    if (!now->has_event || now->mark == NULL || classic_type(&map) == NULL)
        return;
    enum step step = step_of(picture->timeline, now->at, now->mark->begin);
    struct operation operation = read_operation(picture, now);
    bool empty = now->event.kind == CLASSIC_absent && now->event.after != 0;
    phases->cut = operation.cut;
    for (int i = operation.count; i > 0; i--)
        add_landmark(phases, &operation, &operation.seen[i - 1]);
    add_present(phases, &operation, &map, step, empty);
    if (phases->count == 0)
        return;
    name_search(phases, &operation);
    bool done = !now->under_way && now->at + 1 == now->mark->end;
    phases->present = done ? phases->count : phases->count - 1;
    if (done)
        return;
    add_detail(&phases->list[phases->present], &operation, picture, now, &map);
    add_future(phases, &operation, &map);
}
