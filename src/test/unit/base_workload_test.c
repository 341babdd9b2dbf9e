/* Workloads: exact operations for a seed, shares and distributions within bounds, the same for whoever asks. */
#include "base/workload.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { STEPS = 100000, SPACE = 1000 };

struct counts {
    uint64_t operations[WORKLOAD_OPERATIONS];
    uint64_t keys[SPACE + 1];
    uint64_t fingerprint; /* FNV-1a of all operations and keys */
};

static struct workload_plan plan_of(enum workload_keys keys, uint64_t space, uint64_t seed)
{
    return (struct workload_plan){.shares = {70, 25, 5}, .keys = keys, .space = space, .seed = seed};
}

static struct counts *count(const struct workload_plan *plan, uint64_t steps)
{
    struct counts *counts = calloc(1, sizeof *counts);
    struct workload workload;
    assert_non_null(counts);
    counts->fingerprint = 0xcbf29ce484222325u;
    workload_begin(&workload, plan);
    for (uint64_t i = 1; i <= steps; i++) {
        struct workload_step step = workload_next(&workload);
        assert_int_equal(step.number, i);
        assert_in_range(step.key, 1, plan->space);
        counts->operations[step.operation]++;
        counts->keys[step.key]++;
        counts->fingerprint = (counts->fingerprint ^ (step.key << 2 | step.operation)) * 0x100000001b3u;
    }
    workload_free(&workload);
    return counts;
}

/* These numbers were written down once: another generator, or another way of drawing, would have others. */
static void a_seed_gives_the_same_operations(void **state)
{
    static const struct {
        enum workload_keys keys;
        uint64_t operations[WORKLOAD_OPERATIONS], first_key, fingerprint;
    } rows[] = {
        {WORKLOAD_UNIFORM, {70272, 24672, 5056}, 78, 0xd2a0ced4830c03cdu},
        {WORKLOAD_ZIPF, {70272, 24672, 5056}, 13401, 0xc79529bbdf856409u},
        {WORKLOAD_SEQUENTIAL, {70110, 24985, 4905}, 100, 0x5282d7b975edea8au},
        {WORKLOAD_HOT, {70242, 24713, 5045}, 921, 0x9c1957f4a189196eu},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct workload_plan plan = plan_of(rows[i].keys, SPACE, 3);
        struct counts *counts = count(&plan, STEPS), *again = count(&plan, STEPS);
        assert_int_equal(counts->fingerprint, again->fingerprint);
        plan.seed = 4;
        struct counts *other = count(&plan, STEPS);
        assert_int_not_equal(counts->fingerprint, other->fingerprint);
        assert_memory_equal(counts->operations, rows[i].operations, sizeof rows[i].operations);
        assert_int_equal(counts->keys[1], rows[i].first_key);
        assert_int_equal(counts->fingerprint, rows[i].fingerprint);
        free(counts);
        free(again);
        free(other);
    }
}

/*
 * Sum of (seen - expected)^2 / expected over all keys, in thousandths. For a distribution that is what it says it is about the number
 * of keys, and with 1000 of them above 1200 less than once in 100 000 seeds.
 */
static uint64_t chi_square(const struct counts *counts, const uint64_t *weights, uint64_t all)
{
    uint64_t sum = 0;
    for (uint64_t key = 1; key <= SPACE; key++) {
        /* In thousandths of an operation: weights are below 2^33, all below 2^36. */
        uint64_t expected = weights[key] * 1000 / (all / STEPS), seen = counts->keys[key] * 1000;
        uint64_t off = seen > expected ? seen - expected : expected - seen;
        sum += off * off / expected;
    }
    return sum;
}

static void assert_distribution(enum workload_keys keys, const uint64_t *weights)
{
    uint64_t all = 0;
    for (uint64_t key = 1; key <= SPACE; key++)
        all += weights[key];
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct workload_plan plan = plan_of(keys, SPACE, seed);
        struct counts *counts = count(&plan, STEPS);
        assert_in_range(chi_square(counts, weights, all), 800 * 1000, 1200 * 1000);
        free(counts);
    }
}

static void keys_are_drawn_as_said(void **state)
{
    uint64_t weights[SPACE + 1] = {0};
    (void)state;
    for (uint64_t key = 1; key <= SPACE; key++)
        weights[key] = 1000000;
    assert_distribution(WORKLOAD_UNIFORM, weights);
    for (uint64_t key = 1; key <= SPACE; key++)
        weights[key] = ((uint64_t)1 << 32) / key;
    assert_distribution(WORKLOAD_ZIPF, weights);
    /* Nine of ten to a tenth of the keys: each of these 81 times as often as each of the others. */
    for (uint64_t key = 1; key <= SPACE; key++)
        weights[key] = key <= SPACE / 10 ? 81000000 : 1000000;
    assert_distribution(WORKLOAD_HOT, weights);
    struct workload_plan plan = plan_of(WORKLOAD_SEQUENTIAL, SPACE, 1);
    struct counts *counts = count(&plan, STEPS);
    for (uint64_t key = 1; key <= SPACE; key++)
        assert_int_equal(counts->keys[key], STEPS / SPACE);
    free(counts);
}

/* Five standard deviations: sqrt(100 000 · p · (1 - p)) is 145 at 0.7, 137 at 0.25, 69 at 0.05. */
static void shares_are_kept(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct workload_plan plan = plan_of(WORKLOAD_UNIFORM, SPACE, seed);
        struct counts *counts = count(&plan, STEPS);
        assert_in_range(counts->operations[WORKLOAD_READ], 70000 - 725, 70000 + 725);
        assert_in_range(counts->operations[WORKLOAD_WRITE], 25000 - 685, 25000 + 685);
        assert_in_range(counts->operations[WORKLOAD_DELETE], 5000 - 345, 5000 + 345);
        free(counts);
    }
    struct workload_plan plan = {.shares = {0, 100, 0}, .space = 1};
    struct counts *counts = count(&plan, 1000);
    assert_int_equal(counts->operations[WORKLOAD_WRITE], 1000);
    assert_int_equal(counts->keys[1], 1000);
    free(counts);
}

static void shares_do_not_change_the_keys(void **state)
{
    (void)state;
    for (int keys = 0; keys < WORKLOAD_KEYS; keys++) {
        struct workload one, two;
        struct workload_plan plan = plan_of((enum workload_keys)keys, 77, 9), other = plan;
        memcpy(other.shares, (uint64_t[]){0, 50, 50}, sizeof other.shares);
        workload_begin(&one, &plan);
        workload_begin(&two, &other);
        for (int i = 0; i < 1000; i++)
            assert_int_equal(workload_next(&one).key, workload_next(&two).key);
        workload_free(&one);
        workload_free(&two);
    }
}

/* Every space there is, from a single key up, for every distribution. */
static void small_spaces_hold(void **state)
{
    (void)state;
    for (int keys = 0; keys < WORKLOAD_KEYS; keys++) {
        for (uint64_t space = 1; space <= 25; space++) {
            struct workload_plan plan = plan_of((enum workload_keys)keys, space, space);
            struct counts *counts = count(&plan, 4000);
            for (uint64_t key = 1; key <= space; key++)
                assert_true(counts->keys[key] > 0);
            free(counts);
        }
    }
    struct workload_plan most = plan_of(WORKLOAD_ZIPF, WORKLOAD_MOST_SPACE, 1);
    struct workload workload;
    workload_begin(&workload, &most);
    assert_true(workload.sums[WORKLOAD_MOST_SPACE - 1] < (uint64_t)1 << 36);
    workload_free(&workload);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seed_gives_the_same_operations),
        cmocka_unit_test(keys_are_drawn_as_said),
        cmocka_unit_test(shares_are_kept),
        cmocka_unit_test(shares_do_not_change_the_keys),
        cmocka_unit_test(small_spaces_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
