#include "time/tape.h"

#include "base/memory_or_die.h"
#include "model/engine.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { OPENED = 16 }; /* what a picture looks back on is still open for the next one */

/* A batch that was asked about, as events. */
struct opened {
    position begin;
    size_t count; /* 0: none */
    struct event events[PACKING_BATCH];
};

struct tape_opened {
    struct opened batches[OPENED];
    size_t last, next; /* the one asked about last; the one to be used next for another */
    unsigned char bytes[PACKING_MOST];
};

void tape_init(struct tape *tape)
{
    *tape = (struct tape){.packing = packing_new(),
                          .open = new_items(PACKING_BATCH, sizeof *tape->open),
                          .opened = new_items(1, sizeof *tape->opened)};
}

static void free_batches(struct tape_batch *batches, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(batches[i].bytes);
}

void tape_free(struct tape *tape)
{
    free_batches(tape->batches, tape->count);
    free(tape->batches);
    free(tape->open);
    free(tape->opened);
    packing_free(tape->packing);
    *tape = (struct tape){0};
}

void tape_strip_free(struct tape_strip *strip)
{
    free_batches(strip->batches, strip->count);
    free(strip->batches);
    *strip = (struct tape_strip){0};
}

static void close_all(struct tape *tape)
{
    for (size_t i = 0; i < OPENED; i++)
        tape->opened->batches[i].count = 0;
}

void tape_clear(struct tape *tape)
{
    free_batches(tape->batches, tape->count);
    free(tape->batches);
    tape->batches = NULL;
    tape->count = tape->capacity = tape->open_count = tape->bytes = 0;
    tape->first = tape->end = 0;
    close_all(tape);
}

/* ---- packing */

static size_t bytes_of(const struct tape_batch *batch)
{
    return batch->size + sizeof *batch;
}

static struct tape_batch pack(struct tape *tape, const struct event *events, size_t count, position begin)
{
    size_t size = packing_write(tape->packing, events, count, tape->opened->bytes);
    struct tape_batch batch = {.begin = begin, .size = (uint32_t)size, .count = (uint16_t)count};
    batch.bytes = new_items(size + PACKING_BEHIND, 1);
    memcpy(batch.bytes, tape->opened->bytes, size);
    for (size_t i = 0; i < count; i++) {
        batch.spaces = batch.spaces || event_class_of(events[i].kind) == EVENT_CLASS_SPACE;
        batch.steps = batch.steps || event_grain(events[i].kind) >= GRAIN_CELL;
    }
    return batch;
}

static void add_batch(struct tape *tape, struct tape_batch batch)
{
    tape->batches = room_for_one_more(tape->batches, tape->count, &tape->capacity, sizeof *tape->batches);
    tape->batches[tape->count++] = batch;
    tape->bytes += bytes_of(&batch);
}

/* The open events become a batch. */
static void close_open(struct tape *tape)
{
    if (tape->open_count == 0)
        return;
    add_batch(tape, pack(tape, tape->open, tape->open_count, tape->end - tape->open_count));
    tape->open_count = 0;
}

void tape_add(struct tape *tape, const struct event *event)
{
    tape->open[tape->open_count++] = *event;
    tape->end++;
    if (tape->open_count == PACKING_BATCH)
        close_open(tape);
}

/* ---- reading */

/* The batch that an event is in; `count` if it lies open. */
static size_t batch_of(const struct tape *tape, position at)
{
    size_t low = 0, high = tape->count;
    if (at >= tape->end - tape->open_count)
        return tape->count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (tape->batches[middle].begin <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool is_in(const struct opened *opened, position at)
{
    return at >= opened->begin && at - opened->begin < opened->count;
}

static const struct opened *open_batch(const struct tape *tape, position at)
{
    struct tape_opened *all = tape->opened;
    if (is_in(&all->batches[all->last], at))
        return &all->batches[all->last];
    for (size_t i = 0; i < OPENED; i++) {
        if (is_in(&all->batches[i], at)) {
            all->last = i;
            return &all->batches[i];
        }
    }
    const struct tape_batch *batch = &tape->batches[batch_of(tape, at)];
    struct opened *opened = &all->batches[all->next];
    all->last = all->next;
    all->next = (all->next + 1) % OPENED;
    packing_read(tape->packing, batch->bytes, opened->events, batch->count);
    opened->begin = batch->begin;
    opened->count = batch->count;
    return opened;
}

const struct event *tape_open(const struct tape *tape, position at, position *begin, position *end)
{
    assert(at >= tape->first && at < tape->end);
    position open = tape->end - tape->open_count;
    if (at >= open) {
        *begin = open;
        *end = tape->end;
        return tape->open;
    }
    const struct opened *opened = open_batch(tape, at);
    *begin = opened->begin;
    *end = opened->begin + opened->count;
    return opened->events;
}

struct event tape_event(const struct tape *tape, position at)
{
    position begin, end;
    const struct event *events = tape_open(tape, at, &begin, &end);
    return events[at - begin];
}

bool tape_next_space(const struct tape *tape, position at, position *found)
{
    while (at < tape->end) {
        size_t number = batch_of(tape, at);
        if (number < tape->count && !tape->batches[number].spaces) {
            at = tape->batches[number].begin + tape->batches[number].count;
            continue;
        }
        position begin, end;
        const struct event *events = tape_open(tape, at, &begin, &end);
        for (; at < end; at++) {
            if (event_class_of(events[at - begin].kind) == EVENT_CLASS_SPACE) {
                *found = at;
                return true;
            }
        }
    }
    return false;
}

bool tape_step_before(const struct tape *tape, position at, position least, position *found)
{
    while (at > least) {
        size_t batch = batch_of(tape, at - 1);
        position begin, end;
        if (batch < tape->count && !tape->batches[batch].steps) {
            at = tape->batches[batch].begin;
            continue;
        }
        const struct event *events = tape_open(tape, at - 1, &begin, &end);
        for (; at > begin && at > least; at--) {
            if (event_grain(events[at - 1 - begin].kind) >= GRAIN_CELL) {
                *found = at - 1;
                return true;
            }
        }
    }
    return false;
}

/* ---- cutting off and putting back */

/* Where event `at` is the first of a batch, or of the open ones: a batch that it stands within becomes two. */
static size_t split_at(struct tape *tape, position at)
{
    close_open(tape);
    if (at == tape->end)
        return tape->count;
    size_t number = batch_of(tape, at);
    struct tape_batch whole = tape->batches[number];
    if (whole.begin == at)
        return number;
    struct event events[PACKING_BATCH];
    size_t before = (size_t)(at - whole.begin);
    packing_read(tape->packing, whole.bytes, events, whole.count);
    struct tape_batch first = pack(tape, events, before, whole.begin),
                      second = pack(tape, events + before, whole.count - before, at);
    tape->batches = room_for_one_more(tape->batches, tape->count, &tape->capacity, sizeof *tape->batches);
    memmove(tape->batches + number + 2, tape->batches + number + 1,
            (tape->count - number - 1) * sizeof *tape->batches);
    tape->batches[number] = first;
    tape->batches[number + 1] = second;
    tape->count++;
    tape->bytes += bytes_of(&first) + bytes_of(&second) - bytes_of(&whole);
    free(whole.bytes);
    return number + 1;
}

struct tape_strip tape_cut(struct tape *tape, position at)
{
    assert(at >= tape->first && at <= tape->end);
    if (at == tape->end)
        return (struct tape_strip){0};
    size_t number = split_at(tape, at);
    struct tape_strip strip = {.count = tape->count - number, .events = tape->end - at};
    strip.batches = new_items(strip.count, sizeof *strip.batches);
    memcpy(strip.batches, tape->batches + number, strip.count * sizeof *strip.batches);
    for (size_t i = 0; i < strip.count; i++)
        strip.bytes += bytes_of(&strip.batches[i]);
    tape->bytes -= strip.bytes;
    tape->count = number;
    tape->end = at;
    close_all(tape);
    return strip;
}

void tape_join(struct tape *tape, struct tape_strip *strip)
{
    close_open(tape);
    for (size_t i = 0; i < strip->count; i++) {
        struct tape_batch batch = strip->batches[i];
        batch.begin = tape->end;
        tape->end += batch.count;
        add_batch(tape, batch);
    }
    free(strip->batches);
    *strip = (struct tape_strip){0};
    close_all(tape);
}

void tape_forget(struct tape *tape, position keep)
{
    size_t gone = 0;
    assert(keep >= tape->first && keep <= tape->end);
    while (gone < tape->count && tape->batches[gone].begin + tape->batches[gone].count <= keep)
        tape->bytes -= bytes_of(&tape->batches[gone++]);
    free_batches(tape->batches, gone);
    tape->count -= gone;
    if (gone > 0)
        memmove(tape->batches, tape->batches + gone, tape->count * sizeof *tape->batches);
    tape->first = keep;
    close_all(tape);
}

size_t tape_bytes(const struct tape *tape)
{
    return tape->bytes + tape->open_count * sizeof *tape->open;
}

position tape_within(const struct tape *tape, size_t bytes)
{
    position at = tape->end - tape->open_count;
    size_t taken = tape->open_count * sizeof *tape->open, i = tape->count;
    while (i > 0 && (taken += bytes_of(&tape->batches[i - 1])) <= bytes)
        at = tape->batches[--i].begin;
    return at > tape->first ? at : tape->first;
}
