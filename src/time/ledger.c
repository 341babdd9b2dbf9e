/* Events become rows. */
#include "time/ledger.h"

#include "base/memory_or_die.h"
#include "time/timeline.h"

#include <stdlib.h>
#include <string.h>

/* A region that an operation allocated. */
struct ledger_charge {
    uint32_t home;
    uint64_t bytes;
};

void ledger_free(struct ledger *ledger)
{
    ledger_rows_free(&ledger->rows);
    free(ledger->subjects);
    free(ledger->before);
    free(ledger->charges);
    *ledger = (struct ledger){0};
}

/* ---- subjects: those made last are asked for most */

static struct ledger_subject *find_subject(struct ledger_subject *list, size_t count, uint32_t home)
{
    for (size_t i = count; i-- > 0;) {
        if (list[i].home == home)
            return &list[i];
    }
    return NULL;
}

static struct ledger_subject *subject_of(struct ledger *ledger, uint32_t home)
{
    struct ledger_subject *subject = find_subject(ledger->subjects, ledger->subject_count, home);
    if (subject != NULL)
        return subject;
    ledger->subjects = room_for_one_more(ledger->subjects, ledger->subject_count, &ledger->subject_capacity,
                                         sizeof *ledger->subjects);
    subject = &ledger->subjects[ledger->subject_count++];
    *subject = (struct ledger_subject){.home = home};
    return subject;
}

static void leave_subject(struct ledger *ledger, uint32_t home)
{
    struct ledger_subject *subject = find_subject(ledger->subjects, ledger->subject_count, home);
    if (subject != NULL)
        *subject = ledger->subjects[--ledger->subject_count];
}

static struct ledger_charge *charge_of(struct ledger *ledger, uint32_t region)
{
    if (region >= ledger->charge_count) {
        size_t count = (size_t)region + region / 2 + 64;
        ledger->charges = resize_items(ledger->charges, count, sizeof *ledger->charges);
        memset(ledger->charges + ledger->charge_count, 0,
               (count - ledger->charge_count) * sizeof *ledger->charges);
        ledger->charge_count = count;
    }
    return &ledger->charges[region];
}

/* ---- one event */

/* What a part of a subject does is the subject's own. */
static uint32_t whose(const struct timeline *timeline, const struct event *event)
{
    const struct memory *memory = &timeline->world->memory;
    uint32_t owner = memory_subject(memory, event);
    return owner == 0 || memory->regions[owner].within == 0 ? owner : memory_outermost(memory, owner);
}

static const struct engine *engine_of_home(const struct timeline *timeline, uint32_t home)
{
    const struct memory *memory = &timeline->world->memory;
    return home < memory->region_room ? engines[ENGINE_OF(memory->regions[home].kind)]
                                      : engines[ENGINE_world];
}

static bool begins_operation(const struct timeline *timeline, const struct event *event, uint32_t home)
{
    return event_row(event->kind)->landmark == LANDMARK_OPERATION &&
           engines[ENGINE_OF(event->kind)] == engine_of_home(timeline, home);
}

static bool sets_type(const struct timeline *timeline, const struct event *event, uint32_t home)
{
    const struct engine *engine = engine_of_home(timeline, home);
    return event->region == home && engine->event_bytes != NULL && event->index == engine->type_word &&
           event->field == 0 && event_class_of(event->kind) == EVENT_CLASS_WRITE;
}

static void add_held(struct ledger_row *row, int64_t bytes)
{
    /* What was allocated before the oldest event that is remembered may be dropped now. */
    row->held = bytes < 0 && row->held < (uint64_t)-bytes ? 0 : row->held + (uint64_t)bytes;
    row->peak = row->held > row->peak ? row->held : row->peak;
}

/* Adds an event to a row of its subject. `charges`: whether what it allocates is to be kept in mind; else that is known already. */
static void add_event(struct ledger_row *row, const struct timeline *timeline, struct ledger *charges,
                      const struct event *event)
{
    const struct event_row *kind = event_row(event->kind);
    const struct engine *engine = engine_of_home(timeline, row->subject);
    row->probes += kind->cost == COST_PROBE;
    row->moves += kind->cost == COST_MOVE;
    row->buckets += kind->cost == COST_BUCKET;
    row->allocations += kind->cost == COST_ALLOCATION && shape_of((uint16_t)event->index)->counts;
    /* A region's number may have been another's, in a future that is no more. */
    if (charges != NULL && event->kind == EVENT_alloc)
        *charge_of(charges, event->region) = (struct ledger_charge){0};
    if (row->subject == 0 || engine->event_bytes == NULL)
        return;
    if (sets_type(timeline, event, row->subject))
        row->type = (uint32_t)event->after;
    if (event->kind == EVENT_drop || kind->cost == COST_NOTHING || kind->cost == COST_PROBE)
        return;
    struct event_bytes bytes = {.carry = row->carry};
    engine->event_bytes(timeline->world, row->type, event, &bytes);
    row->carry = bytes.carry;
    if (bytes.anew) {
        row->anew = true;
        row->peak = row->held; /* what was held before was another's */
    }
    row->allocated += bytes.allocated;
    row->cleared += bytes.cleared;
    row->copied += bytes.copied;
    add_held(row, bytes.pointed);
    if (event->kind != EVENT_alloc)
        return;
    add_held(row, (int64_t)bytes.allocated);
    if (charges != NULL)
        *charge_of(charges, event->region) = (struct ledger_charge){row->subject, bytes.allocated};
}

/* Whether an event that belongs to no row yet deserves one. */
static bool counts_alone(const struct timeline *timeline, const struct event *event, uint32_t home)
{
    const struct event_row *kind = event_row(event->kind);
    return (kind->cost > COST_BYTES && kind->cost != COST_ALLOCATION) || event->kind == EVENT_alloc ||
           sets_type(timeline, event, home);
}

/* ---- rows */

/* A row of a subject that is under way since `begin`, where the command begins; NULL: none is. */
static struct ledger_row *row_under_way(struct ledger *ledger, uint32_t home, position begin)
{
    enum { LOOKED_AT = 8 };
    for (size_t i = ledger->rows.count, looked = 0; i-- > 0 && looked < LOOKED_AT; looked++) {
        struct ledger_row *row = ledger_rows_open(&ledger->rows, i);
        if (row == NULL || row->begin < begin)
            return NULL;
        if (row->subject == home)
            return row;
    }
    return NULL;
}

static struct ledger_row *add_row(struct ledger *ledger, uint32_t home, position begin, bool operation)
{
    const struct ledger_subject *subject = subject_of(ledger, home);
    const struct ledger_row row = {.begin = begin,
                                   .subject = home,
                                   .type = subject->type,
                                   .operation = operation,
                                   .held = subject->held,
                                   .peak = subject->held};
    ledger_rows_add(&ledger->rows, &row);
    return ledger_rows_open(&ledger->rows, ledger->rows.count - 1);
}

/* What is dropped was charged to somebody, who may be another than the one who drops it. */
static void drop_charge(struct ledger *ledger, const struct event *event, position at, position begin)
{
    struct ledger_charge charge = *charge_of(ledger, event->region);
    struct ledger_subject *subject = find_subject(ledger->subjects, ledger->subject_count, charge.home);
    struct ledger_row *row = row_under_way(ledger, charge.home, begin);
    if (charge.bytes == 0 || subject == NULL)
        return;
    if (row == NULL)
        row = add_row(ledger, charge.home, at, false);
    add_held(row, -(int64_t)charge.bytes);
    subject->held = row->held;
}

/* Whether a kind of event can change a row at all. Most can't, and there are many of them. */
static bool can_count(const struct event_row *kind)
{
    return kind->cost != COST_NOTHING || kind->landmark == LANDMARK_OPERATION ||
           kind->class == EVENT_CLASS_SPACE;
}

/* `begin`, `subject`: where the command begins that it belongs to, and whom that is about. */
static void count_event(struct ledger *ledger, const struct timeline *timeline, position at,
                        const struct event *event, position begin, uint32_t subject)
{
    const struct event_row *kind = event_row(event->kind);
    uint32_t home = whose(timeline, event);
    if (event->kind == EVENT_drop)
        drop_charge(ledger, event, at, begin);
    /* What belongs to nobody is the business of whoever acted last, or of whom the command is about. */
    if (at == begin)
        ledger->acting = 0;
    if (home == 0 && (home = ledger->acting) == 0) {
        home = subject;
        ledger->guessed |= can_count(kind);
    }
    ledger->acting = home;
    if (!can_count(kind))
        return;
    struct ledger_row *row = NULL;
    if (begins_operation(timeline, event, home))
        row = add_row(ledger, home, at, true);
    else if ((row = row_under_way(ledger, home, begin)) == NULL && counts_alone(timeline, event, home))
        row = add_row(ledger, home, at, false);
    if (row != NULL) {
        add_event(row, timeline, ledger, event);
        struct ledger_subject *known = subject_of(ledger, home);
        known->held = row->held;
        known->type = row->type;
    }
    if (event->kind == EVENT_drop && event->region == home)
        leave_subject(ledger, home);
}

/* The short way for most events: those that change no row, and slots looked at by the operation that is going on. Does what
   count_event() does; false: it does not apply. */
static bool count_quickly(struct ledger *ledger, const struct timeline *timeline, const struct event *event,
                          const struct event_row *kind, position begin)
{
    bool probe = kind->cost == COST_PROBE;
    if (!probe && can_count(kind))
        return false;
    uint32_t home = whose(timeline, event);
    if (probe) {
        struct ledger_row *row = ledger_rows_open(&ledger->rows, ledger->rows.count - 1);
        if (home == 0 || row == NULL || row->begin < begin || row->subject != home)
            return false;
        row->probes++;
    }
    ledger->acting = home != 0 ? home : ledger->acting;
    return true;
}

void ledger_take(struct timeline *timeline, const struct event *event, const struct event_row *kind)
{
    struct ledger *ledger = &timeline->ledger;
    position at = timeline->end, begin = timeline->marks[timeline->mark_count - 1].begin;
    if (ledger->counted != at)
        return;
    ledger->guessed &= at != begin;
    if (at == begin || !count_quickly(ledger, timeline, event, kind, begin))
        count_event(ledger, timeline, at, event, begin, 0);
    ledger->counted++;
    ledger->version++;
}

void ledger_know_subject(struct timeline *timeline)
{
    if (timeline->ledger.guessed)
        ledger_cut(&timeline->ledger, timeline->marks[timeline->mark_count - 1].begin);
    timeline->ledger.guessed = false;
    ledger_count(timeline);
}

void ledger_count(struct timeline *timeline)
{
    struct ledger *ledger = &timeline->ledger;
    if (ledger->counted < timeline->first)
        ledger->counted = timeline->first;
    size_t index = timeline->mark_count;
    while (index > 0 && timeline->marks[index - 1].begin > ledger->counted)
        index--;
    index -= index > 0;
    ledger->version += ledger->counted < timeline->end;
    for (; ledger->counted < timeline->end; ledger->counted++) {
        while (index + 1 < timeline->mark_count && timeline->marks[index + 1].begin <= ledger->counted)
            index++;
        struct event event = tape_event(&timeline->tape, ledger->counted);
        count_event(ledger, timeline, ledger->counted, &event, timeline->marks[index].begin,
                    timeline->marks[index].subject);
    }
}

/* ---- taking back and forgetting */

/* What is known behind the last row follows from the rows, and from what was before them. */
static void know_subjects(struct ledger *ledger)
{
    ledger->subject_count = 0;
    for (size_t i = 0; i < ledger->before_count; i++)
        *subject_of(ledger, ledger->before[i].home) = ledger->before[i];
    for (size_t i = 0; i < ledger->rows.count; i++) {
        struct ledger_row row = ledger_rows_at(&ledger->rows, i);
        *subject_of(ledger, row.subject) =
            (struct ledger_subject){.home = row.subject, .type = row.type, .held = row.held};
    }
}

/* Earlier changes of rows behind `row` are of no more interest. */
static void note_change(struct ledger *ledger, size_t row)
{
    struct ledger_change *changes = ledger->changes;
    ledger->version++;
    while (ledger->change_count > 0 && changes[ledger->change_count - 1].row >= row)
        ledger->change_count--;
    if (ledger->change_count == LEDGER_CHANGES) {
        changes[1].row = changes[0].row;
        memmove(changes, changes + 1, --ledger->change_count * sizeof *changes);
    }
    changes[ledger->change_count++] = (struct ledger_change){ledger->version, row};
}

size_t ledger_unchanged_since(const struct ledger *ledger, uint64_t version)
{
    size_t at = 0;
    while (at < ledger->change_count && ledger->changes[at].version <= version)
        at++;
    return at < ledger->change_count ? ledger->changes[at].row : SIZE_MAX;
}

void ledger_cut(struct ledger *ledger, position at)
{
    if (ledger->counted <= at)
        return;
    size_t rows = ledger_rows_begun(&ledger->rows, at);
    ledger_rows_cut(&ledger->rows, rows);
    ledger->counted = at;
    note_change(ledger, rows);
    know_subjects(ledger);
}

static void know_before(struct ledger *ledger, struct ledger_subject subject)
{
    struct ledger_subject *known = find_subject(ledger->before, ledger->before_count, subject.home);
    if (known == NULL) {
        ledger->before = room_for_one_more(ledger->before, ledger->before_count, &ledger->before_capacity,
                                           sizeof *ledger->before);
        known = &ledger->before[ledger->before_count++];
    }
    *known = subject;
}

void ledger_begin(struct timeline *timeline)
{
    const struct memory *memory = &timeline->world->memory;
    for (uint32_t id = 1; id < memory->region_count; id++) {
        const struct engine *engine = engine_of_home(timeline, id);
        if (memory->regions[id].live && memory->regions[id].owner == id && engine->event_bytes != NULL) {
            uint32_t type = (uint32_t)memory_read(memory, place_word(id, engine->type_word));
            know_before(&timeline->ledger, (struct ledger_subject){.home = id, .type = type});
        }
    }
    know_subjects(&timeline->ledger);
}

void ledger_forget(struct ledger *ledger, position keep)
{
    size_t gone = ledger_rows_begun(&ledger->rows, keep);
    for (size_t i = 0; i < gone; i++) {
        struct ledger_row row = ledger_rows_at(&ledger->rows, i);
        know_before(ledger, (struct ledger_subject){.home = row.subject, .type = row.type, .held = row.held});
    }
    ledger_rows_forget(&ledger->rows, gone);
    note_change(ledger, 0);
}

/* ---- reading */

uint64_t ledger_held(const struct timeline *timeline, uint32_t subject)
{
    const struct ledger *ledger = &timeline->ledger;
    const struct ledger_subject *known = find_subject(ledger->subjects, ledger->subject_count, subject);
    return known != NULL ? known->held : 0;
}

size_t ledger_rows_settled(const struct timeline *timeline)
{
    const struct ledger_rows *rows = &timeline->ledger.rows;
    if (!timeline->recording || timeline->mark_count == 0)
        return rows->count;
    return ledger_rows_begun(rows, timeline->marks[timeline->mark_count - 1].begin);
}

size_t ledger_row_count(const struct timeline *timeline)
{
    return timeline->ledger.rows.count;
}

struct ledger_row ledger_row(const struct timeline *timeline, size_t index)
{
    return ledger_rows_at(&timeline->ledger.rows, index);
}

size_t ledger_rows_before(const struct timeline *timeline, position at)
{
    return ledger_rows_begun(&timeline->ledger.rows, at);
}

size_t ledger_first_of_command(const struct timeline *timeline)
{
    return ledger_rows_before(timeline, timeline->marks[timeline->mark_count - 1].begin);
}

position ledger_row_end(const struct timeline *timeline, size_t index)
{
    const struct mark *mark = timeline_mark_of(timeline, ledger_row(timeline, index).begin);
    position end = mark != NULL && mark->end > mark->begin ? mark->end : timeline->end;
    position next = index + 1 < ledger_row_count(timeline) ? ledger_row(timeline, index + 1).begin : end;
    return next < end ? next : end;
}

/* What a subject was like where a row begins: as the one before left it. */
static struct ledger_row row_begun(const struct timeline *timeline, size_t index)
{
    const struct ledger *ledger = &timeline->ledger;
    const struct ledger_row row = ledger_row(timeline, index);
    struct ledger_row begun = {.begin = row.begin, .subject = row.subject, .operation = row.operation};
    const struct ledger_subject *before = find_subject(ledger->before, ledger->before_count, row.subject);
    if (before != NULL) {
        begun.type = before->type;
        begun.held = before->held;
    }
    for (size_t i = index; i-- > 0;) {
        const struct ledger_row last = ledger_row(timeline, i);
        if (last.subject == row.subject) {
            begun.type = last.type;
            begun.held = last.held;
            break;
        }
    }
    begun.peak = begun.held;
    return begun;
}

struct ledger_row ledger_row_at(const struct timeline *timeline, size_t index, position at)
{
    position end = ledger_row_end(timeline, index);
    const struct ledger *ledger = &timeline->ledger;
    if (at >= end)
        return ledger_row(timeline, index);
    struct ledger_row row = row_begun(timeline, index);
    for (position here = row.begin; here < at; here++) {
        const struct event event = timeline_event(timeline, here);
        uint32_t home = whose(timeline, &event);
        if (event.kind == EVENT_drop && event.region < ledger->charge_count &&
            ledger->charges[event.region].home == row.subject)
            add_held(&row, -(int64_t)ledger->charges[event.region].bytes);
        if (home == 0 || home == row.subject)
            add_event(&row, timeline, NULL, &event);
    }
    return row;
}

size_t ledger_since(const struct timeline *timeline, uint32_t subject, size_t end)
{
    for (; end > 0; end--) {
        const struct ledger_row row = ledger_row(timeline, end - 1);
        if (row.anew && row.subject == subject)
            return end - 1;
    }
    return 0;
}

uint64_t ledger_value(const struct ledger_row *row, enum ledger_measure measure)
{
    return measure == LEDGER_WORK ? (uint64_t)row->probes + row->moves
                                  : row->probes + row->copied + row->cleared;
}
