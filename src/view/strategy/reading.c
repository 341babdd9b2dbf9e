#include "view/strategy/reading.h"

int strategy_reading_lane(const struct strategy_reading *reading, uint32_t home)
{
    for (int i = 0; i < reading->lane_count; i++) {
        if (reading->lanes[i] == home)
            return i;
    }
    return -1;
}

static void read_lanes(struct strategy_reading *reading)
{
    const struct strategy *strategy = &reading->strategy;
    uint32_t next = (uint32_t)strategy_register(strategy, STRATEGY_NEXT);
    for (int i = 0; i < strategy_part_count(strategy); i++) {
        reading->kinds[reading->lane_count] = !reading->split            ? STRATEGY_LANE_SHARD
                                              : i == STRATEGY_WRITE_SIDE ? STRATEGY_LANE_WRITE
                                                                         : STRATEGY_LANE_READ;
        reading->lanes[reading->lane_count++] = strategy_part_home(strategy, i);
    }
    if (next != 0) {
        reading->kinds[reading->lane_count] = STRATEGY_LANE_NEXT;
        reading->lanes[reading->lane_count++] = next;
    }
}

/* The lane that an event is about, if it is one; of the strategy's own events those that choose name it. */
static int lane_of(const struct strategy_reading *reading, const struct timeline *timeline, position at)
{
    const struct event event = timeline_event(timeline, at);
    if (event.kind == STRATEGY_pick || event.kind == STRATEGY_side)
        return event.slot < reading->lane_count ? event.slot : -1;
    if (event.kind == STRATEGY_publish || event.kind == STRATEGY_counted)
        return STRATEGY_WRITE_SIDE;
    if (event.kind == STRATEGY_published)
        return STRATEGY_READ_SIDE;
    return strategy_reading_lane(reading, timeline_subject(timeline, at));
}

/* The event's own, else that of the nearest before it that has one, within its command. */
static void read_lane_in_hand(const struct picture *picture, struct strategy_reading *reading)
{
    enum { LOOKED_AT = 64 };
    const struct now *now = reading->now;
    position at = now->at + 1;
    for (int left = LOOKED_AT; left > 0 && at > now->mark->begin && reading->in_hand < 0; left--)
        reading->in_hand = lane_of(reading, picture->timeline, --at);
}

struct strategy_reading strategy_reading_of(const struct picture *picture, const struct now *now)
{
    struct strategy_reading reading = {
        .strategy = strategy_of(picture->world, picture->home), .now = now, .in_hand = -1};
    reading.made = strategy_part_count(&reading.strategy) > 0;
    reading.split = strategy_kind(&reading.strategy) == STRATEGY_SPLIT;
    if (!reading.made)
        return reading;
    read_lanes(&reading);
    if (now->has_event && now->mark != NULL)
        read_lane_in_hand(picture, &reading);
    return reading;
}
