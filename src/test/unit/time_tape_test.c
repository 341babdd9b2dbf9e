/* The tape, and packing: whatever goes in comes out, and it is the list that a plain array would be. */
#include "base/random.h"
#include "model/memory.h"
#include "time/tape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 40000 };

/* A number as events have them: nothing, small, of some width, or one that was there a moment ago. */
static uint64_t any_number(uint64_t *random, uint64_t before)
{
    switch (random_below(random, 8)) {
    case 0:
        return 0;
    case 1:
        return before;
    case 2:
        return before + 1;
    case 3:
        return before - random_below(random, 140);
    case 4:
        return before + random_below(random, 140);
    default:
        return random_next(random) >> random_below(random, 64);
    }
}

/* `wild`: every kind, line and field is as likely as any other; else there are few of them, as in a program. */
static struct event any_event(uint64_t *random, const struct event *before, bool wild)
{
    struct event event = {.kind = (event_kind)(wild ? ENGINE_FIRST(ENGINE_classic) + random_below(random, 30)
                                                    : ENGINE_FIRST(ENGINE_classic) + random_below(random, 3)),
                          .line = (code_line)(wild ? random_next(random) : random_below(random, 4)),
                          .field = (uint8_t)(wild ? random_next(random) : random_below(random, 2))};
    event.slot = (uint8_t)any_number(random, before->slot);
    event.region = (uint32_t)any_number(random, before->region);
    event.index = (uint32_t)any_number(random, before->index);
    event.before = any_number(random, random_below(random, 2) ? before->before : before->after);
    event.after = any_number(random, random_below(random, 2) ? before->after : event.before);
    if (random_below(random, 50) == 0)
        event.kind = EVENT_drop;
    return event;
}

static struct event *any_events(uint64_t *random, size_t count, bool wild)
{
    struct event *events = calloc(count, sizeof *events), none = {0};
    for (size_t i = 0; i < count; i++)
        events[i] = any_event(random, i > 0 ? &events[i - 1] : &none, wild);
    return events;
}

static void assert_same(const struct event *event, const struct event *expected)
{
    assert_int_equal(event->kind, expected->kind);
    assert_int_equal(event->line, expected->line);
    assert_int_equal(event->field, expected->field);
    assert_int_equal(event->slot, expected->slot);
    assert_int_equal(event->region, expected->region);
    assert_int_equal(event->index, expected->index);
    assert_true(event->before == expected->before);
    assert_true(event->after == expected->after);
}

/* `wild`: also beyond the last number of a form and of a likeness: then events are written whole. */
static void what_is_written_is_read(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (int wild = 0; wild < 2; wild++) {
        struct packing *packing = packing_new();
        struct event *events = any_events(&random, MANY, wild), read[PACKING_BATCH];
        static unsigned char bytes[PACKING_MOST];
        for (size_t at = 0, count; at < MANY; at += count) {
            count = 1 + random_below(&random, PACKING_BATCH);
            count = count < MANY - at ? count : MANY - at;
            assert_true(packing_write(packing, events + at, count, bytes) <= PACKING_MOST - PACKING_BEHIND);
            size_t some = 1 + random_below(&random, count);
            packing_read(packing, bytes, read, some);
            for (size_t i = 0; i < some; i++)
                assert_same(&read[i], &events[at + i]);
        }
        free(events);
        packing_free(packing);
    }
}

/* Forms that are used often get numbers of one byte, until there are no more of those: what was written before stays what it was. */
static void no_number_is_taken_twice(void **state)
{
    (void)state;
    enum { KINDS = 300, TIMES = 600 };
    struct packing *packing = packing_new();
    static unsigned char first_bytes[PACKING_MOST], bytes[PACKING_MOST];
    static struct event events[TIMES], read[TIMES];
    const struct event first = {
        .kind = ENGINE_FIRST(ENGINE_classic), .line = 7, .region = 3, .index = 5, .before = 1, .after = 2};
    packing_write(packing, &first, 1, first_bytes);
    for (int kind = 0; kind < KINDS; kind++) {
        for (int i = 0; i < TIMES; i++)
            events[i] = (struct event){.kind = ENGINE_FIRST(ENGINE_classic) + 1,
                                       .line = (code_line)(100 + kind),
                                       .region = 9,
                                       .index = (uint32_t)i};
        packing_write(packing, events, TIMES, bytes);
        packing_read(packing, bytes, read, TIMES);
        assert_same(&read[TIMES - 1], &events[TIMES - 1]);
    }
    packing_read(packing, first_bytes, read, 1);
    assert_same(&read[0], &first);
    packing_free(packing);
}

/* All batches can still be read when more forms have come, in any order. */
static void a_tape_is_a_list(void **state)
{
    (void)state;
    uint64_t random = 2;
    struct event *events = any_events(&random, MANY, false);
    struct tape tape;
    tape_init(&tape);
    for (size_t i = 0; i < MANY; i++)
        tape_add(&tape, &events[i]);
    assert_int_equal(tape.end, MANY);
    for (int i = 0; i < MANY; i++) {
        position at = random_below(&random, MANY);
        struct event event = tape_event(&tape, at);
        assert_same(&event, &events[at]);
    }
    for (position at = MANY; at-- > 0;) {
        struct event event = tape_event(&tape, at);
        assert_same(&event, &events[at]);
    }
    free(events);
    tape_free(&tape);
}

/* Found by batches, as it is found event by event. */
static void the_step_before_is_the_last_one(void **state)
{
    (void)state;
    enum { TRIES = 2000, FAR = 3000, FEW = 700 };
    uint64_t random = 5;
    struct event *events = any_events(&random, MANY, true);
    event_kind quiet = EVENT_alloc, loud = EVENT_alloc;
    for (size_t i = 0; i < MANY; i++) {
        quiet = event_grain(events[i].kind) < GRAIN_CELL ? events[i].kind : quiet;
        loud = event_grain(events[i].kind) >= GRAIN_CELL ? events[i].kind : loud;
    }
    assert_true(event_grain(quiet) < GRAIN_CELL && event_grain(loud) >= GRAIN_CELL);
    struct tape tape;
    tape_init(&tape);
    for (size_t i = 0; i < MANY; i++) {
        events[i].kind = random_below(&random, FEW) == 0 ? loud : quiet;
        tape_add(&tape, &events[i]);
    }
    for (int i = 0; i < TRIES; i++) {
        position at = random_below(&random, MANY + 1), far = random_below(&random, FAR), found;
        position least = at > far ? at - far : 0, expected = at;
        while (expected > least && event_grain(events[expected - 1].kind) < GRAIN_CELL)
            expected--;
        assert_true(tape_step_before(&tape, at, least, &found) == (expected > least));
        if (expected > least)
            assert_true(found == expected - 1);
    }
    free(events);
    tape_free(&tape);
}

/* The list beside it: events `first` .. `end` - 1 of `events`. */
struct naive {
    struct event events[MANY];
    position first, end;
};

static void assert_is(const struct tape *tape, const struct naive *naive)
{
    assert_true(tape->first == naive->first && tape->end == naive->end);
    for (position at = naive->first; at < naive->end; at++) {
        struct event event = tape_event(tape, at);
        assert_same(&event, &naive->events[at]);
    }
    position space = naive->first, found;
    for (position at = naive->first; at < naive->end; at++) {
        if (naive->events[at].kind != EVENT_drop)
            continue;
        assert_true(tape_next_space(tape, space, &found));
        assert_true(found == at);
        space = at + 1;
    }
    assert_false(tape_next_space(tape, space, &found));
}

static void any_cut_can_be_joined_again(void **state)
{
    (void)state;
    uint64_t random = 3;
    struct tape tape;
    tape_init(&tape);
    struct naive *naive = calloc(1, sizeof *naive), *other = calloc(1, sizeof *other);
    for (int round = 0; round < 60; round++) {
        for (uint64_t i = random_below(&random, 700); i > 0 && naive->end < MANY; i--) {
            struct event event = any_event(&random, &naive->events[naive->end - (naive->end > 0)], false);
            naive->events[naive->end++] = event;
            tape_add(&tape, &event);
        }
        *other = *naive;
        position at = naive->first + random_below(&random, naive->end - naive->first + 1);
        struct tape_strip strip = tape_cut(&tape, at);
        assert_true(strip.events == naive->end - at);
        naive->end = at;
        assert_is(&tape, naive);
        if (random_below(&random, 3) > 0) {
            tape_join(&tape, &strip);
            *naive = *other;
            assert_is(&tape, naive);
        }
        tape_strip_free(&strip);
        if (random_below(&random, 8) == 0) {
            naive->first += random_below(&random, naive->end - naive->first + 1);
            tape_forget(&tape, naive->first);
            assert_is(&tape, naive);
        }
    }
    free(naive);
    free(other);
    tape_free(&tape);
}

static void what_is_within_takes_no_more(void **state)
{
    (void)state;
    uint64_t random = 4;
    struct event *events = any_events(&random, MANY, false);
    struct tape tape, copy;
    tape_init(&tape);
    for (size_t i = 0; i < MANY; i++)
        tape_add(&tape, &events[i]);
    for (size_t bytes = tape_bytes(&tape); bytes > 1000; bytes = bytes * 2 / 3) {
        position at = tape_within(&tape, bytes);
        assert_true(at <= MANY);
        copy = tape;
        struct tape_strip strip = tape_cut(&tape, at);
        assert_true(strip.bytes <= bytes + PACKING_BATCH * sizeof(struct event));
        tape_join(&tape, &strip);
        assert_true(tape.end == copy.end);
    }
    assert_true(tape_within(&tape, tape_bytes(&tape)) == tape.first);
    free(events);
    tape_free(&tape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_number_is_taken_twice),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_tape_is_a_list),
        cmocka_unit_test(the_step_before_is_the_last_one),
        cmocka_unit_test(any_cut_can_be_joined_again),
        cmocka_unit_test(what_is_within_takes_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
