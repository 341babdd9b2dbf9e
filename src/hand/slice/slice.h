#ifndef HAND_SLICE_SLICE_H
#define HAND_SLICE_SLICE_H
/*
 * What the commands of slices and arrays share. Only this folder includes it; everybody else has the hand.
 *
 * Knows: the model's verbs, the run of the line in hand. Must not know: other engines, screens.
 */
#include "model/slice/slice.h"
#include "session/hand.h"

#define SLICE_VERB(name)                                                                                     \
    bool slice_run_##name(struct run *run, const struct call *call, struct reply *reply, struct error *error)

SLICE_VERB(append); /* element.c */
SLICE_VERB(store);
SLICE_VERB(get);
SLICE_VERB(address);
SLICE_VERB(clear);
SLICE_VERB(fill);
SLICE_VERB(reslice); /* part.c */
SLICE_VERB(let);
SLICE_VERB(copy);
SLICE_VERB(range); /* ask.c */
SLICE_VERB(forecast);
SLICE_VERB(stats);
SLICE_VERB(dump);
SLICE_VERB(why); /* why.c */

/* The rest of the hand: as the members of struct hand. */
bool slice_make_subject(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                        const struct call *call, struct reply *reply, struct error *error); /* make.c */
void slice_say_aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply);
bool slice_focus(struct run *run, const char *what, const struct argument *which, int column,
                 struct reply *reply, struct error *error); /* ask.c */
bool slice_point(struct run *run, const struct pointing_at *at, struct point *point,
                 struct error *error); /* ask.c */

/* The slice or array that the line in hand is about. */
static inline struct slice run_slice(const struct run *run)
{
    return slice_of(&run->session->world, run->home);
}

/* ---- what a verb came to (values.c) */

/* Tallies an outcome and adds it to the reply. False, with Go's own words as the error, if it panics. `reply` may be NULL. */
bool slice_outcome_is_fine(struct run *run, enum slice_outcome outcome, const struct slice_panic *panic,
                           struct reply *reply, struct error *error);
const char *slice_outcome_name(enum slice_outcome outcome); /* "appended", "stored", ... */
extern const struct outcome_row slice_outcome_sums[];

/* What only a slice can do: false and an error that says so of an array. */
bool slice_is_slice(const struct run *run, const struct call *call, enum word why, struct error *error);

/* ---- values (values.c) */

/* An element as shown in sentences: SLICE_SHOWN(slice, id) lives until the end of the block. */
const char *slice_value_shown(char buffer[REPLY_SHOWN_BYTES], const struct slice *slice, value_id id);
#define SLICE_SHOWN(slice, id) slice_value_shown((char[REPLY_SHOWN_BYTES]){0}, (slice), (id))

/* Interns what an argument says as an element; the error's column is that of the line. VALUE_NONE on error. */
value_id slice_read_value(const struct slice *slice, const struct argument *argument, struct error *error);
/* Whether both have the same elements; an error at `column` if not. */
bool slice_same_elements(const struct slice *to, const struct slice *from, int column, struct error *error);
/* An index, which may be negative or too large. */
bool slice_read_index(const struct argument *argument, int64_t *index, struct error *error);

/* "1:3", "[:2]" or "1:2:4" from byte `at` of an argument on. */
bool slice_read_bounds(const struct argument *argument, size_t at, struct slice_bounds *bounds,
                       struct error *error);

/* A subject, all of it or a part, as written from byte `at` of an argument on: a, a[1:3]. */
struct slice_source {
    struct slice slice;
    bool is_part;
    struct slice_bounds bounds;
};
bool slice_read_source(const struct run *run, const struct argument *argument, size_t at,
                       struct slice_source *source, struct error *error);

/* "[1:3]", or "" if it is not a part. */
void slice_add_bounds(const struct slice_source *source, struct text *text);

/* Work of a line on slices: all of one may be copied several times, so that less of it is convenient than of what is inserted. */
static inline bool slice_spend(struct run *run, uint64_t units, struct error *error)
{
    return run_spend_within(run, units, COPIES_LIMIT, error);
}

#endif
