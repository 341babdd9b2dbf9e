#ifndef TIME_SPIKES_H
#define TIME_SPIKES_H
/*
 * Which operations stand out: each one judged against the threshold of its subject's series as it was when it came (threshold.h). One
 * judgement for each row of the ledger.
 *
 * Knows: the ledger, the rule. Must not know: words, screens.
 * A subject that was made anew has a new series.
 * Invariant: what was judged before an operation does not hang on what came behind it.
 */
#include "time/threshold.h"
#include "time/timeline.h"

struct spikes {
    struct threshold_rule rule; /* whoever changes it, or the measure, calls spikes_forget() */
    enum ledger_measure measure;
    bool judged;
    uint64_t version;             /* of the ledger that was judged */
    struct threshold *thresholds; /* by row; those of operations count */
    size_t count, capacity;
};

/* Forgets what was judged: rule, measure or timeline are others from now on. */
void spikes_forget(struct spikes *spikes);
void spikes_free(struct spikes *spikes);
/* Judges all rows, unless that was done and nothing has changed. */
void spikes_judge(struct spikes *spikes, const struct timeline *timeline);

/* What row `index` of the timeline's ledger was judged by. NULL: it was not. */
const struct threshold *spikes_threshold(const struct spikes *spikes, const struct timeline *timeline,
                                         size_t index);
/* Whether it stands out, as a whole. */
bool spikes_stands_out(const struct spikes *spikes, const struct timeline *timeline, size_t index);

#endif
