#ifndef TIME_SPIKES_H
#define TIME_SPIKES_H
/*
 * Which operations stand out: each one judged against the threshold of its subject's series as it was when it came (threshold.h). One
 * judgement for each row of the ledger.
 *
 * Knows: the ledger, the rule. Must not know: words, screens.
 * A subject that was made anew has a new series.
 * Invariant: what was judged before an operation does not hang on what came behind it. So what came since the last time is judged,
 * and no more; what was taken back is forgotten. Where the ledger forgot its oldest rows all others are judged anew, as if
 * nothing had been before them.
 */
#include "time/threshold.h"
#include "time/timeline.h"

/* Of a row. */
struct spike_row {
    uint64_t value;  /* of an operation, by the measure */
    int64_t limit;   /* what it was judged by, in millionths */
    uint32_t series; /* that it is a part of; SPIKE_NONE: it is no operation */
};
#define SPIKE_NONE UINT32_MAX

struct spike_series {
    size_t first;    /* row */
    uint32_t before; /* the series of its subject before it; SPIKE_NONE: there was none */
    struct threshold_series series;
};

/* The series that a subject has now. */
struct spike_subject {
    uint32_t home, series;
};

/* A mean as it was before row `row`, so that what is taken back can be taken out of it. */
struct spike_mean {
    size_t row;
    uint32_t series;
    struct threshold_mean mean;
};

struct spikes {
    struct threshold_rule rule; /* whoever changes it, or the measure, calls spikes_forget() */
    enum ledger_measure measure;
    uint64_t version;       /* of the ledger that was judged */
    struct spike_row *rows; /* judged, from the first one on */
    size_t count, capacity;
    size_t settled; /* of them that are the same as long as they are there */
    struct spike_series *series;
    size_t series_count, series_capacity;
    struct spike_subject *subjects; /* those met last first */
    size_t subject_count, subject_capacity;
    struct spike_mean *means; /* by row */
    size_t mean_count, mean_capacity;
};

/* Forgets what was judged: rule, measure or timeline are others from now on. */
void spikes_forget(struct spikes *spikes);
void spikes_free(struct spikes *spikes);
/* Judges what came since the last time: all of it, or so many rows at most. False: there is more. */
void spikes_judge(struct spikes *spikes, const struct timeline *timeline);
bool spikes_judge_some(struct spikes *spikes, const struct timeline *timeline, size_t rows);

/* What row `index` of the timeline's ledger was judged by, in millionths. False: it was not. */
bool spikes_limit(const struct spikes *spikes, const struct timeline *timeline, size_t index, int64_t *limit);
/* Whether it stands out, as a whole. */
bool spikes_stands_out(const struct spikes *spikes, const struct timeline *timeline, size_t index);

#endif
