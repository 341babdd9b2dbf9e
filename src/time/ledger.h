#ifndef TIME_LEDGER_H
#define TIME_LEDGER_H
/*
 * The ledger: what each operation cost, counted from the events that it consists of. A command may have many operations (`fill 1000`
 * has a thousand). Never from a stop-watch: so the same history has the same ledger, and undo and seeking need nothing.
 *
 * A row begins where an engine says that an operation does (LANDMARK_OPERATION of the engine of its subject; what another engine
 * calls inside, and what parts of a subject do, is part of it), and goes on until the next one or the end of the command. What a command does to a subject outside any
 * operation (make, a growth by hand, a loop) is a row too, if it costs anything; it counts in sums and in peaks, but is no operation:
 * it is not in percentiles, and no spike.
 *
 * Bytes are Go's (engine.event_bytes). What an operation allocated is charged to its subject until it is dropped, whoever holds it.
 *
 * What bounds the history bounds the ledger, too: its rows count as the events do.
 *
 * Knows: events, marks, what engines say of both. Must not know: words, screens, which costs are high.
 * Invariant: the rows are a function of the events that the timeline remembers, and of what was held before the first of them.
 */
#include "base/ranks.h"
#include "time/ledger_rows.h"

#include <stddef.h>

struct timeline;
struct world;

/* What an operation is measured by. */
enum ledger_measure {
    LEDGER_WORK,  /* slots looked at and entries moved */
    LEDGER_BYTES, /* bytes touched: one for each slot looked at (its mark), those copied, those cleared */
    LEDGER_MEASURES
};

/* What is known of a subject behind the last row. */
struct ledger_subject {
    uint32_t home, type;
    uint64_t held;
};

/* When rows were taken back or forgotten: those from `row` on were others before. */
struct ledger_change {
    uint64_t version; /* of the ledger then */
    size_t row;
};
enum {
    LEDGER_CHANGES = 16
}; /* of which are remembered; beyond that two of them are taken for one, from the lower row on */

/* Part of a timeline, which keeps it; read by the functions below. */
struct ledger {
    struct ledger_rows rows; /* in order */
    position counted;        /* the events before it are in the rows */
    uint32_t
        acting; /* whom the last event before that was about which was about somebody, of the same command; 0: nobody */
    bool
        guessed; /* something of the command that is recorded belongs to whom it is about, which is not known yet */
    uint64_t version; /* another number, a higher one, whenever the rows have changed */
    struct ledger_change changes[LEDGER_CHANGES]; /* by version, and by row */
    size_t change_count;
    struct ledger_subject *subjects,
        *before; /* behind the last row; before the first one, of what was forgotten */
    size_t subject_count, subject_capacity, before_count, before_capacity;
    struct ledger_charge *charges; /* by region: what it is worth, and to whom */
    size_t charge_count;
};

/* ---- for the timeline */

/* The world may have subjects already, which hold nothing that is worth counting. */
void ledger_begin(struct timeline *timeline);
void ledger_free(struct ledger *ledger);
/* Counts an event that is about to be recorded, unless those before it wait to be counted. */
void ledger_take(struct timeline *timeline, const struct event *event, const struct event_row *kind);
/* The command that was recorded is over, and its mark says whom it is about: what belongs to nobody is counted as his. */
void ledger_know_subject(struct timeline *timeline);
/* Counts the events up to the end of time. For whoever wants to know in the middle of a command; the timeline does it behind each. */
void ledger_count(struct timeline *timeline);
/* There is nothing from `at` on: what is counted of it is taken back. */
void ledger_cut(struct ledger *ledger, position at);
/* What began before `keep` is forgotten, but for what is held. */
void ledger_forget(struct ledger *ledger, position keep);

/* ---- reading. Rows are known by their index; what is asked of a subject asks of subject 0 if it is of all. */

/* How many rows there are, and one of them, by its index. */
size_t ledger_row_count(const struct timeline *timeline);
struct ledger_row ledger_row(const struct timeline *timeline, size_t index);

/* What a subject holds at the end of time. */
uint64_t ledger_held(const struct timeline *timeline, uint32_t subject);

/* How many of the rows that were there at a version of the ledger, and were done then, are there as they were. All of them may be. */
size_t ledger_unchanged_since(const struct ledger *ledger, uint64_t version);
/* How many rows are done for good, unless they are taken back: those of the command that is being recorded are not. */
size_t ledger_rows_settled(const struct timeline *timeline);

/* How many rows began before a moment. Found by bisection. */
size_t ledger_rows_before(const struct timeline *timeline, position at);
/* The first row of the command that is being run, or was recorded last. There must be one. */
size_t ledger_first_of_command(const struct timeline *timeline);
/* Where a row ends: at the next one, or with its command. */
position ledger_row_end(const struct timeline *timeline, size_t index);
/* A row as it was at a moment: what it did before `at`. Costs as much as counting its events, unless it is done by then. */
struct ledger_row ledger_row_at(const struct timeline *timeline, size_t index, position at);

/* The first row before `end` that is of a subject as it is there: where it was made, or made anew; 0 if that is forgotten. */
size_t ledger_since(const struct timeline *timeline, uint32_t subject, size_t end);

uint64_t ledger_value(const struct ledger_row *row, enum ledger_measure measure);

/* Rows `first` .. `end` - 1 of a subject, together. */
struct ledger_sum {
    uint64_t operations, rows;
    uint64_t probes, moves, buckets, allocations, allocated, cleared, copied;
    uint64_t peak;                    /* the most that was held at any moment */
    uint64_t held;                    /* behind the last row */
    uint64_t values[LEDGER_MEASURES]; /* of the operations, by measure */
    uint64_t worst[LEDGER_MEASURES];  /* the highest of an operation */
    size_t worst_at[LEDGER_MEASURES]; /* the first row that was as high; `end` if there is no operation */
};
struct ledger_sum ledger_sum(const struct timeline *timeline, uint32_t subject, size_t first, size_t end);

/* How high the operations of a subject are, rows `first` .. `end` - 1. */
struct ledger_heights {
    size_t count; /* operations */
    uint64_t median, p90, p99;
};
/* By one measure; all are 0 if there are no operations. */
struct ledger_heights ledger_heights(const struct timeline *timeline, uint32_t subject, size_t first,
                                     size_t end, enum ledger_measure measure);

/* All of that, for who adds one row after the other, in their order. Zero-initialised it is of none. */
struct ledger_account {
    struct ledger_sum sum;
    struct ranks heights[LEDGER_MEASURES];
    uint64_t made; /* bytes allocated outside operations */
};
void ledger_account_add(struct ledger_account *account, const struct ledger_row *row, size_t index);
struct ledger_heights ledger_account_heights(const struct ledger_account *account,
                                             enum ledger_measure measure);
void ledger_account_free(struct ledger_account *account);

/*
 * The values of a subject's operations from `first` to `end` - 1, in their order: an array that the caller frees, and how many.
 */
uint64_t *ledger_series(const struct timeline *timeline, uint32_t subject, size_t first, size_t end,
                        enum ledger_measure measure, size_t *count);
/* The percentile of sorted values by nearest rank: the least value that at least so many per cent of them do not exceed. One of the
   values, never one between two. 0 of no values. */
uint64_t ledger_percentile(const uint64_t *sorted, size_t count, int percent);

#endif
