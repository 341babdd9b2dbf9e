#ifndef VIEW_STRATEGY_READING_H
#define VIEW_STRATEGY_READING_H
/*
 * What is going on with a strategy at a moment: its maps as lanes, and which of them is in hand. Every panel of its face draws from
 * this one reading.
 *
 * Knows: the strategy, timeline and events (read only). Must not know: grids, places on the screen, words.
 */
#include "model/strategy/strategy.h"
#include "view/now.h"

enum { STRATEGY_MOST_LANES = STRATEGY_MOST_SHARDS };

/* What a lane is. */
enum strategy_lane { STRATEGY_LANE_SHARD, STRATEGY_LANE_WRITE, STRATEGY_LANE_READ, STRATEGY_LANE_NEXT };

struct strategy_reading {
    struct strategy strategy;
    const struct now *now;
    bool made; /* it has maps; else there is nothing to show */
    bool split;

    uint32_t lanes
        [STRATEGY_MOST_LANES]; /* homes of the maps, in order; a map that is being copied to comes last */
    enum strategy_lane kinds[STRATEGY_MOST_LANES];
    int lane_count;
    int in_hand; /* the lane that the event is about, or the last one that was; -1: none */
};

struct strategy_reading strategy_reading_of(const struct picture *picture, const struct now *now);

/* The lane of a home; -1: it is none of them. */
int strategy_reading_lane(const struct strategy_reading *reading, uint32_t home);

#endif
