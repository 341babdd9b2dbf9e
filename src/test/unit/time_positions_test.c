/* Positions, two bytes each: they are the list that a plain array would be. */
#include "base/random.h"
#include "time/positions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 4000 };

struct plain {
    position at[MANY];
    size_t count;
};

/* Mostly near, some the same, now and then just within a stretch's reach, just beyond it, or far. */
static position any_distance(uint64_t *random)
{
    switch (random_below(random, 40)) {
    case 0:
        return UINT16_MAX - random_below(random, 3) + 1;
    case 1:
        return random_next(random) >> (20 + random_below(random, 40));
    case 2:
        return 0;
    default:
        return random_below(random, 60);
    }
}

static void assert_same(const struct positions *list, const struct plain *plain, uint64_t *random)
{
    assert_int_equal(list->count, plain->count);
    for (size_t i = 0; i < plain->count; i++)
        assert_true(positions_at(list, i) == plain->at[i]);
    for (int i = 0; i < 50; i++) {
        position at = plain->count > 0
                          ? plain->at[random_below(random, plain->count)] + random_below(random, 3)
                          : random_below(random, 9);
        at -= at > 0;
        size_t before = 0;
        while (before < plain->count && plain->at[before] < at)
            before++;
        assert_int_equal(positions_before(list, at), before);
    }
    assert_int_equal(positions_before(list, 0), 0);
    assert_int_equal(positions_before(list, UINT64_MAX), plain->count);
}

static void add_some(struct positions *list, struct plain *plain, uint64_t *random)
{
    position at = plain->count > 0 ? plain->at[plain->count - 1] : random_below(random, 1000);
    for (size_t i = random_below(random, 300); i > 0 && plain->count < MANY; i--) {
        at += any_distance(random);
        positions_add(list, at);
        plain->at[plain->count++] = at;
    }
}

static void forget_some(struct positions *list, struct plain *plain, uint64_t *random)
{
    if (plain->count == 0)
        return;
    position keep = plain->at[random_below(random, plain->count)] + random_below(random, 2);
    size_t gone = 0;
    while (gone < plain->count && plain->at[gone] < keep)
        gone++;
    plain->count -= gone;
    memmove(plain->at, plain->at + gone, plain->count * sizeof *plain->at);
    positions_forget(list, keep);
}

static void test_a_list_is_what_an_array_would_be(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        uint64_t random = seed;
        struct positions list = {0};
        struct plain plain = {.count = 0};
        for (int round = 0; round < 25; round++) {
            add_some(&list, &plain, &random);
            if (random_below(&random, 4) == 0) {
                plain.count = random_below(&random, plain.count + 1);
                positions_cut(&list, plain.count);
            }
            if (random_below(&random, 4) == 0)
                forget_some(&list, &plain, &random);
            assert_same(&list, &plain, &random);
        }
        positions_free(&list);
    }
}

static void test_near_ones_take_two_bytes(void **state)
{
    (void)state;
    struct positions list = {0};
    for (position at = 0; at < 1000000; at += 10)
        positions_add(&list, at);
    assert_in_range(positions_bytes(&list), 200000, 201000);
    positions_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_list_is_what_an_array_would_be),
        cmocka_unit_test(test_near_ones_take_two_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
