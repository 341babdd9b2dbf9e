#ifndef TEST_FRAME_COST_H
#define TEST_FRAME_COST_H
/*
 * What a frame costs: the same entries, the same command, the same moments of it, in maps that differ in their number of buckets
 * alone. CPU time, the least of many rounds; rounds of all maps take turns, so that what else the machine does meets all of them.
 */
#include "test/session.h"

#include <stdio.h>
#include <time.h>

/* Of a growing map every moment of the insert that moves the old bucket in hand; of one at rest every moment of an insert. */
struct frame_cost {
    struct session *session;
    position begin, end;
    int64_t least; /* nanoseconds a frame; 0: not measured yet */
};

static inline bool frame_cost_run(struct session *session, const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    bool fine = session_run(session, line, &reply, &error);
    reply_free(&reply);
    return fine;
}

/* A map of 2^log2 buckets, at least 2^3, with five entries in each of its first six; `grows`: they are the old ones by now, and
   some have moved. False: a line failed. */
static inline bool frame_cost_begin(struct frame_cost *cost, int log2, bool grows)
{
    enum { FULL_BUCKETS = 6, ENTRIES = 5, OF_Y = 2 };
    char line[96];
    *cost = (struct frame_cost){.session = new_session()};
    /* One less than would take a doubling more. */
    snprintf(line, sizeof line, "make map[int]int hint=%lld", 13LL << (log2 - 1));
    bool fine = frame_cost_run(cost->session, line);
    for (int i = 0; i < FULL_BUCKETS * ENTRIES; i++) {
        uint64_t y = i % ENTRIES < OF_Y,
                 hash = (uint64_t)(i + 16) << 56 | y << log2 | (uint64_t)(i / ENTRIES);
        snprintf(line, sizeof line, "insert %d 1 hash=0x%llx", i, (unsigned long long)hash);
        fine = fine && frame_cost_run(cost->session, line);
    }
    if (grows)
        fine =
            fine && frame_cost_run(cost->session, "grow") && frame_cost_run(cost->session, "step-evacuate 2");
    /* Its old bucket is number 4, the next in turn number 2. */
    fine = fine && frame_cost_run(cost->session, "insert 1000001 7 hash=0xabcd000000000004");
    const struct mark *mark = timeline_last_mark(&cost->session->timeline);
    cost->begin = mark->begin;
    cost->end = mark->end;
    struct classic map = map_in_hand(cost->session);
    return fine && classic_growing(&map) == grows &&
           (grows ? classic_old_bucket_count(&map) : classic_bucket_count(&map)) == UINT64_C(1) << log2;
}

static inline void frame_cost_end(struct frame_cost *cost)
{
    session_free(cost->session);
}

/* Draws each moment once, on a screen of that size. */
static inline void frame_cost_measure(struct frame_cost *cost, struct grid *grid)
{
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (position at = cost->begin; at <= cost->end; at++) {
        timeline_seek(&cost->session->timeline, at);
        session_draw(cost->session, grid, NULL);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    int64_t took = ((to.tv_sec - from.tv_sec) * INT64_C(1000000000) + to.tv_nsec - from.tv_nsec) /
                   (int64_t)(cost->end - cost->begin + 1);
    if (cost->least == 0 || took < cost->least)
        cost->least = took;
}

#endif
