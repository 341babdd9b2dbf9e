/* time/threshold: the article's rule to the sixth decimal, as the library that it quotes gave it; quartiles against sorting; what a
   judgement hangs on. */
#include "base/memory_or_die.h"
#include "base/random.h"
#include "test/unit/vectors.h"
#include "time/threshold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { MOST = 256 };

/* "3.133126" in millionths, whatever number of decimals there is. */
static int64_t millionths(const char *text)
{
    char *end;
    int64_t whole = strtoll(text, &end, 10), part = 0, unit = THRESHOLD_ONE;
    for (const char *at = *end == '.' ? end + 1 : end; *at != '\0'; at++)
        part += (*at - '0') * (unit /= 10);
    return whole * THRESHOLD_ONE + part;
}

static size_t read_series(char *text, uint64_t values[MOST])
{
    size_t count = 0;
    for (char *at = strtok(text, ","); at != NULL; at = strtok(NULL, ","))
        values[count++] = strtoull(at, NULL, 10);
    return count;
}

static void threshold_follow(const uint64_t *values, size_t count, const struct threshold_rule *rule,
                             struct threshold *thresholds)
{
    struct threshold_series series = {0};
    for (size_t i = 0; i < count; i++)
        thresholds[i] = threshold_take(&series, values[i], rule);
    threshold_series_free(&series);
}

static struct threshold last_of(const uint64_t *values, size_t count, const struct threshold_rule *rule)
{
    struct threshold thresholds[MOST];
    threshold_follow(values, count, rule, thresholds);
    return thresholds[count - 1];
}

static void the_vectors_hold_to_the_sixth_decimal(void **state)
{
    (void)state;
    const struct threshold_rule rule = threshold_rule_usual();
    struct vectors vectors;
    vectors_open(&vectors, "src/test/data/threshold.tsv");
    while (vectors_next(&vectors)) {
        uint64_t values[MOST];
        assert_int_equal(vectors.count, 5);
        size_t count = read_series(vectors.fields[0], values);
        struct threshold threshold = last_of(values, count, &rule);
        assert_int_equal(threshold.mean, millionths(vectors.fields[1]));
        assert_int_equal(threshold.q1, millionths(vectors.fields[2]));
        assert_int_equal(threshold.q3, millionths(vectors.fields[3]));
        assert_int_equal(threshold.limit, millionths(vectors.fields[4]));
    }
    assert_int_equal(vectors.row, 10);
}

/* Behind a lower value equal ones stand out until the mean, which comes nearer to them, is rounded to them: here reckoned by the sum of
   the weights. */
static void a_flat_series_stands_out_to_the_sixth_decimal(void **state)
{
    (void)state;
    enum { COUNT = 900 };
    const struct threshold_rule rule = threshold_rule_usual();
    struct threshold thresholds[COUNT + 1];
    uint64_t values[COUNT + 1] = {1};
    double weight = 1, sum = 1;
    int standing_out = 0;
    for (int i = 1; i <= COUNT; i++)
        values[i] = 2;
    threshold_follow(values, COUNT + 1, &rule, thresholds);
    for (int i = 1; i <= COUNT; i++) {
        weight *= 29.0 / 31.0; /* of the 1 */
        sum += weight;
        bool outside_quartiles = i > 3; /* the quarter of 1s is gone */
        bool expected = weight / sum > 0.5e-6 && outside_quartiles;
        if (outside_quartiles)
            assert_int_equal(threshold_exceeded(values[i], &thresholds[i]), expected);
        standing_out += threshold_exceeded(values[i], &thresholds[i]);
    }
    assert_in_range(standing_out, 150, 200);
}

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* The quantile of one series, by sorting it; in millionths. */
static int64_t quartile_by_sorting(const uint64_t *values, size_t count, unsigned number)
{
    uint64_t sorted[MOST];
    memcpy(sorted, values, count * sizeof *values);
    qsort(sorted, count, sizeof *sorted, compare);
    size_t at = (count - 1) * number / 4, part = (count - 1) * number % 4;
    int64_t low = (int64_t)sorted[at], high = part > 0 ? (int64_t)sorted[at + 1] : low;
    return low * THRESHOLD_ONE + (high - low) * (int64_t)part * (THRESHOLD_ONE / 4);
}

/* Each beginning of a series is judged as if it were all of it. */
static void each_beginning_is_a_series_of_its_own(void **state)
{
    (void)state;
    uint64_t seed = 9;
    for (int round = 0; round < 60; round++) {
        struct threshold_rule rule = {
            .on = true, .span = 1 + (int)random_below(&seed, 60), .factor = (int)random_below(&seed, 5000)};
        uint64_t values[MOST];
        struct threshold thresholds[MOST];
        size_t count = 1 + random_below(&seed, MOST);
        uint64_t range = 1 + random_below(&seed, round % 3 == 0 ? 4 : 100000);
        for (size_t i = 0; i < count; i++)
            values[i] = random_below(&seed, range);
        threshold_follow(values, count, &rule, thresholds);
        for (size_t i = 0; i < count; i += 1 + random_below(&seed, 9)) {
            struct threshold alone = last_of(values, i + 1, &rule);
            assert_memory_equal(&alone, &thresholds[i], sizeof alone);
            assert_int_equal(alone.q1, quartile_by_sorting(values, i + 1, 1));
            assert_int_equal(alone.q3, quartile_by_sorting(values, i + 1, 3));
            assert_int_equal(alone.limit, alone.mean + (alone.q3 - alone.q1) / 1000 * rule.factor);
        }
    }
}

/* What was taken back leaves the series as it was, whatever came meanwhile. */
static void what_is_taken_back_was_never_there(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 60; round++) {
        struct threshold_rule rule = {.on = true, .span = 1 + (int)random_below(&seed, 60), .factor = 2500};
        struct threshold_series series = {0};
        uint64_t values[MOST], range = 1 + random_below(&seed, round % 3 == 0 ? 4 : 100000);
        size_t count = 0;
        for (int step = 0; step < 400; step++) {
            struct threshold_mean mean = {0};
            size_t back = random_below(&seed, 4) == 0 ? random_below(&seed, count + 1) : 0;
            while (back-- > 0)
                threshold_take_back(&series, values[--count]);
            for (size_t i = 0; i < count; i++)
                threshold_take_mean(&mean, values[i], &rule);
            series.mean = mean;
            if (count == MOST)
                break;
            values[count++] = random_below(&seed, range);
            struct threshold threshold = threshold_take(&series, values[count - 1], &rule);
            struct threshold alone = last_of(values, count, &rule);
            assert_memory_equal(&threshold, &alone, sizeof alone);
        }
        threshold_series_free(&series);
    }
}

/* With span 1 the mean is the last value; of equal values it is that value, whatever the span. */
static void simple_series_have_simple_means(void **state)
{
    (void)state;
    uint64_t values[MOST], seed = 4;
    for (int round = 0; round < 50; round++) {
        struct threshold_rule last = {.on = true, .span = 1}, any = {.on = true, .span = THRESHOLD_SPAN_MOST};
        for (size_t i = 0; i < MOST; i++)
            values[i] = random_below(&seed, UINT64_C(1) << 39);
        assert_int_equal(last_of(values, MOST, &last).mean, (int64_t)values[MOST - 1] * THRESHOLD_ONE);
        for (size_t i = 1; i < MOST; i++)
            values[i] = values[0];
        assert_int_equal(last_of(values, MOST, &any).limit, (int64_t)values[0] * THRESHOLD_ONE);
    }
}

/* The largest values and the widest rule neither overflow nor make anything stand out. */
static void the_largest_values_stay_within_bounds(void **state)
{
    (void)state;
    const struct threshold_rule widest = {
        .on = true, .span = THRESHOLD_SPAN_MOST, .factor = THRESHOLD_FACTOR_MOST};
    uint64_t values[MOST];
    for (size_t i = 0; i < MOST; i++)
        values[i] = i % 2 == 0 ? 0 : UINT64_MAX;
    struct threshold threshold = last_of(values, MOST, &widest);
    assert_int_equal(threshold.limit, INT64_MAX);
    assert_int_equal(threshold.q3, (int64_t)THRESHOLD_VALUE_MOST * THRESHOLD_ONE);
    assert_false(threshold_exceeded(UINT64_MAX, &threshold));
}

/* What is tested lifts the threshold: that of 20 tens is 10, and a 400 behind them is measured against 43. */
static void what_is_tested_lifts_what_it_is_tested_against(void **state)
{
    (void)state;
    const struct threshold_rule rule = threshold_rule_usual();
    uint64_t values[40];
    struct threshold thresholds[40];
    for (size_t i = 0; i < 40; i++)
        values[i] = i == 20 ? 400 : i == 24 ? 30 : 10;
    threshold_follow(values, 40, &rule, thresholds);
    assert_int_equal(thresholds[19].limit, 10 * THRESHOLD_ONE);
    assert_int_equal(thresholds[20].limit, 43391183);
    assert_true(threshold_exceeded(values[20], &thresholds[20]));
    assert_false(threshold_exceeded(values[24], &thresholds[24])); /* in the shadow of the first */
    assert_true(threshold_exceeded(30, &thresholds[19]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_hold_to_the_sixth_decimal),
        cmocka_unit_test(a_flat_series_stands_out_to_the_sixth_decimal),
        cmocka_unit_test(each_beginning_is_a_series_of_its_own),
        cmocka_unit_test(what_is_taken_back_was_never_there),
        cmocka_unit_test(simple_series_have_simple_means),
        cmocka_unit_test(the_largest_values_stay_within_bounds),
        cmocka_unit_test(what_is_tested_lifts_what_it_is_tested_against),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
