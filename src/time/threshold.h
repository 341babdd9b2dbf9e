#ifndef TIME_THRESHOLD_H
#define TIME_THRESHOLD_H
/*
 * The article's rule for what stands out of a series: its exponentially weighted mean, plus so many times the range between its
 * quartiles. In the sense of the library that the article quotes (pandas):
 *
 *   ewm(span).mean()   the weight of the value i places back is (1 - a)^i, a = 2 / (span + 1), and the sum is divided by that of the
 *                      weights (adjust=True)
 *   quantile(p)        of n sorted values the one at (n - 1) p, linear between two neighbours
 *
 * The rule looks at the series itself, the value that is tested included: a high value lifts the threshold it is measured against,
 * and the ones behind it for a while. So a value is judged by the series as it was when it came, and what comes later changes no
 * judgement.
 *
 * Whole numbers only: weighted sums in 128 bits with 64 behind the point, results in millionths, rounded to the nearest.
 *
 * Knows: numbers. Must not know: what they count.
 */
#include "base/ranks.h"
#include "base/wide.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { THRESHOLD_ONE = 1000000, THRESHOLD_SPAN_MOST = 1000, THRESHOLD_FACTOR_MOST = 100000 };
/* Larger values count as this. */
#define THRESHOLD_VALUE_MOST (UINT64_C(1) << 40)

struct threshold_rule {
    bool on;
    int span;   /* 1 .. THRESHOLD_SPAN_MOST */
    int factor; /* of the range between the quartiles, in thousandths: 0 .. THRESHOLD_FACTOR_MOST */
};

/* The article's: span 30, 2.5 times. */
struct threshold_rule threshold_rule_usual(void);

/* In millionths. */
struct threshold {
    int64_t mean, q1, q3, limit;
};

/* The sum of all values so far, the newest of which counts most, and of what they count. */
struct threshold_mean {
    unsigned_wide sum, weights;
};

/* A series as far as it came. Zero-initialised it is empty. */
struct threshold_series {
    struct threshold_mean mean;
    struct ranks ranks;
};

/* The next value of a series, and the threshold of it with that value. The rule is the same for all of a series. Costs O(log n) and,
   for a value that is new to it, as much as there are different ones. */
struct threshold threshold_take(struct threshold_series *series, uint64_t value,
                                const struct threshold_rule *rule);
/*
 * The newest value is none of it any more. Its part of the mean can't be taken back: whoever takes values back, one by one, puts back
 * a mean that was kept, and takes the values since then into it again.
 */
void threshold_take_back(struct threshold_series *series, uint64_t value);
void threshold_take_mean(struct threshold_mean *mean, uint64_t value, const struct threshold_rule *rule);
void threshold_series_free(struct threshold_series *series);

/* Whether a value stands out. */
static inline bool threshold_exceeded(uint64_t value, const struct threshold *threshold)
{
    uint64_t most = THRESHOLD_VALUE_MOST;
    return (int64_t)(value < most ? value : most) * THRESHOLD_ONE > threshold->limit;
}

#endif
