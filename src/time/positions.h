#ifndef TIME_POSITIONS_H
#define TIME_POSITIONS_H
/*
 * A list of positions in the timeline, in order: of landmarks, of growths, of operations. Two bytes each, since there are millions of
 * them and most are near the one before: a stretch of the list counts from a position of its own.
 *
 * Knows: numbers. Must not know: what is at those positions.
 */
#include "time/tape.h"

/* As many neighbours of the list as are less than 2^16 away from the first of them. */
struct positions_stretch {
    position begin;
    size_t first; /* the number in the list of the one at `begin` */
};

/* All zero is an empty list. */
struct positions {
    uint16_t *offsets; /* from where their stretch begins */
    size_t count, capacity;
    struct positions_stretch *stretches;
    size_t stretch_count, stretch_capacity;
};

void positions_free(struct positions *list);
/* Adds one behind all others: `at` is not before the last of them. */
void positions_add(struct positions *list, position at);
/* By its number, 0 .. count - 1. */
position positions_at(const struct positions *list, size_t index);
/* How many of them are before `at`. Found by bisection, as positions_at is. */
size_t positions_before(const struct positions *list, position at);
/* Only the first `count` of them stay. */
void positions_cut(struct positions *list, size_t count);
/* Those before `keep` go. */
void positions_forget(struct positions *list, position keep);
/* Bytes that the list takes. */
size_t positions_bytes(const struct positions *list);

#endif
