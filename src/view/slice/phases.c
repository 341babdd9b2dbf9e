/* The phases of what is done to slices and arrays, by the lines of pseudo-code that their events come from. */
#include "view/phases.h"
#include "view/slice/panels.h"

enum step {
    STEP_NONE,
    STEP_NEW,
    STEP_NEW_ARRAY,
    STEP_NEW_HEADER,
    STEP_ROOM,
    STEP_SIZE,
    STEP_GROW,
    STEP_COPY,
    STEP_POINT,
    STEP_STORE,
    STEP_CHECK,
    STEP_ELEMENT,
    STEP_BOUNDS,
    STEP_CUT,
    STEP_COUNT,
    STEP_ASSIGN,
    STEP_ASSIGN_ALL,
    STEP_ZERO,
    STEP_PANIC,
    STEPS
};

static const enum word names[STEPS] = {
    [STEP_NEW] = WORD_SLICE_PHASE_NEW,
    [STEP_NEW_ARRAY] = WORD_SLICE_PHASE_NEW_ARRAY,
    [STEP_NEW_HEADER] = WORD_SLICE_PHASE_NEW_HEADER,
    [STEP_ROOM] = WORD_SLICE_PHASE_ROOM,
    [STEP_SIZE] = WORD_SLICE_PHASE_SIZE,
    [STEP_GROW] = WORD_SLICE_PHASE_GROW,
    [STEP_COPY] = WORD_SLICE_PHASE_COPY,
    [STEP_POINT] = WORD_SLICE_PHASE_POINT,
    [STEP_STORE] = WORD_SLICE_PHASE_STORE,
    [STEP_CHECK] = WORD_SLICE_PHASE_CHECK,
    [STEP_ELEMENT] = WORD_SLICE_PHASE_ELEMENT,
    [STEP_BOUNDS] = WORD_SLICE_PHASE_BOUNDS,
    [STEP_CUT] = WORD_SLICE_PHASE_CUT,
    [STEP_COUNT] = WORD_SLICE_PHASE_COUNT,
    [STEP_ASSIGN] = WORD_SLICE_PHASE_ASSIGN,
    [STEP_ASSIGN_ALL] = WORD_SLICE_PHASE_ASSIGN_ALL,
    [STEP_ZERO] = WORD_SLICE_PHASE_ZERO,
    [STEP_PANIC] = WORD_SLICE_PHASE_PANIC,
};

/* Which lines are which step; those of the older growslices are counted as the newest one's. */
static const struct {
    code_line first, last;
    enum step step;
} steps_of_lines[] = {
    {LINE_makeslice_check, LINE_makeslice_check, STEP_NEW},
    {LINE_makeslice_array, LINE_makeslice_array, STEP_NEW_ARRAY},
    {LINE_makeslice_header, LINE_makeslice_header, STEP_NEW_HEADER},
    {LINE_append_need, LINE_append_room, STEP_ROOM},
    {LINE_growslice_exact, LINE_growslice_round, STEP_SIZE},
    {LINE_growslice_array, LINE_growslice_array, STEP_GROW},
    {LINE_growslice_copy, LINE_growslice_copy, STEP_COPY},
    {LINE_growslice_header, LINE_growslice_header, STEP_POINT},
    {LINE_outside_left, LINE_outside_left, STEP_POINT},
    {LINE_append_store, LINE_append_header, STEP_STORE},
    {LINE_index_check, LINE_index_check, STEP_CHECK},
    {LINE_index_element, LINE_index_element, STEP_ELEMENT},
    {LINE_cut_check, LINE_cut_check, STEP_BOUNDS},
    {LINE_cut_header, LINE_cut_header, STEP_CUT},
    {LINE_copy_count, LINE_copy_count, STEP_COUNT},
    {LINE_copy_move, LINE_copy_move, STEP_COPY},
    {LINE_assign_header, LINE_assign_header, STEP_ASSIGN},
    {LINE_assign_elements, LINE_assign_elements, STEP_ASSIGN_ALL},
    {LINE_clear_zero, LINE_clear_zero, STEP_ZERO},
};

/* The steps of a routine, in order. Those of a growth are known to come only when it is clear that there is no room. */
enum { LONGEST_COURSE = 7 };
static const struct course {
    routine routine;
    enum step steps[LONGEST_COURSE]; /* ends with none */
} courses[] = {
    {ROUTINE_makeslice, {STEP_NEW, STEP_NEW_ARRAY, STEP_NEW_HEADER}},
    {ROUTINE_append, {STEP_ROOM, STEP_SIZE, STEP_GROW, STEP_COPY, STEP_POINT, STEP_STORE}},
    {ROUTINE_index, {STEP_CHECK, STEP_ELEMENT}},
    {ROUTINE_cut, {STEP_BOUNDS, STEP_CUT}},
    {ROUTINE_copy, {STEP_COUNT, STEP_COPY}},
    {ROUTINE_clear, {STEP_ZERO}},
};

static enum step step_of(const struct event *event)
{
    code_line line = event->line;
    if (event->kind == SLICE_refused)
        return STEP_PANIC;
    switch (code_line_routine(line)) {
    case ROUTINE_growslice_1_17:
        line = (code_line)(line - LINE_growslice_1_17_exact + LINE_growslice_exact);
        break;
    case ROUTINE_growslice_1_15:
        line = (code_line)(line - LINE_growslice_1_15_exact + LINE_growslice_exact);
        break;
    default:
        break;
    }
    for (size_t i = 0; i < sizeof steps_of_lines / sizeof *steps_of_lines; i++) {
        if (line >= steps_of_lines[i].first && line <= steps_of_lines[i].last)
            return steps_of_lines[i].step;
    }
    return STEP_NONE;
}

/* What is known of the operation in hand: its call, and the growth that it came to, if they were so far. */
struct operation {
    bool has_call, has_grow;
    struct event call, grow;
    bool grows; /* it is clear that there is no room */
};

static struct operation read_operation(const struct picture *picture, const struct now *now, enum step step)
{
    const struct timeline *timeline = picture->timeline;
    struct operation operation = {0};
    size_t index;
    bool more = timeline_landmark_before(timeline, now->at, &index);
    for (; more && timeline_landmark(timeline, index) >= now->mark->begin && !operation.has_call;
         more = index-- > 0) {
        const struct event event = timeline_event(timeline, timeline_landmark(timeline, index));
        if (event.kind == SLICE_grow) {
            operation.has_grow = true;
            operation.grow = event;
        }
        if (event.kind == SLICE_call) {
            operation.has_call = true;
            operation.call = event;
        }
    }
    operation.grows = operation.has_grow || (step >= STEP_SIZE && step <= STEP_POINT) ||
                      (now->event.kind == SLICE_room && now->event.before > now->event.after);
    return operation;
}

/* Whether a step of a growth is none of this one: the elements take no memory, or there are none. */
static bool is_left_out(enum step step, const struct slice *slice)
{
    bool sized = slice_type(slice)->element->size != 0;
    return (step == STEP_GROW && !sized) ||
           (step == STEP_COPY && (!sized || slice_register(slice, SLICE_LEN) == 0));
}

static void add_course(struct phases *phases, const struct course *course, const struct operation *operation,
                       const struct slice *slice, enum step present)
{
    bool append = course->routine == ROUTINE_append;
    for (int i = 0; i < LONGEST_COURSE && course->steps[i] != STEP_NONE; i++) {
        enum step step = course->steps[i];
        bool of_growth = append && step >= STEP_SIZE && step <= STEP_POINT;
        if (of_growth && (!operation->grows || (step != present && is_left_out(step, slice))))
            continue;
        if (step == present)
            phases->present = phases->count;
        if (step == STEP_GROW && operation->has_grow)
            phases_add(phases, (int)step, WORD_SLICE_PHASE_GROW_TO, operation->grow.before,
                       operation->grow.after);
        else
            phases_add(phases, (int)step, names[step], 0, 0);
    }
}

static void add_detail(const struct picture *picture, const struct now *now, struct phases *phases)
{
    struct phase *present = &phases->list[phases->present];
    const struct slice_reading reading = slice_reading_of(picture, now);
    if (present->step != STEP_COPY || !reading.growing)
        return;
    present->detail = WORD_SLICE_PHASE_ELEMENTS;
    present->so_far[0] = reading.landed;
    present->so_far[1] = slice_register(&reading.slice, SLICE_LEN);
}

void slice_phases(const struct picture *picture, const struct now *now, struct phases *phases)
{
    const struct slice slice = slice_of(picture->world, picture->home);
    *phases = (struct phases){0};
    if (!now->has_event || now->mark == NULL || slice_type(&slice) == NULL)
        return;
    enum step step = step_of(&now->event);
    struct operation operation = read_operation(picture, now, step);
    routine called = operation.has_call ? code_line_routine(operation.call.line) : now->routine;
    const struct course *course = NULL;
    for (size_t i = 0; i < sizeof courses / sizeof *courses; i++)
        course = courses[i].routine == called ? &courses[i] : course;
    if (called == ROUTINE_assign)
        step = step_of(operation.has_call ? &operation.call : &now->event);
    if (course != NULL && step != STEP_PANIC)
        add_course(phases, course, &operation, &slice, step);
    else if (course != NULL) /* where it began, and how it ended */
        phases_add(phases, (int)course->steps[0], names[course->steps[0]], 0, 0);
    if (step != STEP_NONE && (course == NULL || step == STEP_PANIC)) {
        phases->present = phases->count;
        phases_add(phases, (int)step, names[step], 0, 0);
    }
    if (phases->count == 0)
        return;
    if (!now->under_way && now->at + 1 == now->mark->end)
        phases->present = phases->count;
    else
        add_detail(picture, now, phases);
}
