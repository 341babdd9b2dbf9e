#ifndef VIEW_CLASSIC_READING_H
#define VIEW_CLASSIC_READING_H
/*
 * What is going on with a classic map at a moment: the entry in hand, where it came from and where it goes.
 * Every panel of its face draws from this one reading.
 *
 * Knows: the map, timeline and events (read only). Must not know: grids, places on the screen, words.
 */
#include "model/classic/classic.h"
#include "view/now.h"

struct reading {
    const struct classic map;
    const struct now *now;

    /* The operation in hand. */
    bool has_key, has_hash, has_mask;
    value_id key;
    uint64_t hash, mask;

    /* A relocation in hand, from its lift to its landing. */
    bool moving, decided, travelling;
    reference from; /* link and slot that it leaves */
    int from_slot;
    value_id elem;
    uint8_t top;     /* tophash as it left */
    bool has_target; /* known already to the timeline, even before it is decided */
    reference to;
    int to_slot;
    int side; /* 0 x, 1 y */
    enum side_reason reason;
    bool evacuating; /* an old bucket is in hand, from its first look to its last */
    uint64_t old_bucket;
    value_id writer; /* the key of the write that set it off, and its hash; VALUE_NONE: it is not known */
    uint64_t writer_hash;
    bool has_work; /* the growWork that it belongs to is known: `work` */
    struct event work;
    bool by_hand; /* asked for by hand, not set off by a write */

    reference focus_old, focus_new; /* the links that the action is in, for scrolling; 0: none */
};

/* `now` must outlive the reading. */
struct reading reading_of(const struct picture *picture, const struct now *now);

/* Where the growth under way began, by its event `grow`; false: that is forgotten. */
bool reading_growth(const struct picture *picture, const struct reading *reading, position *where);

/* Old buckets that have moved up to the cursor. One that is being moved has not yet, though its first mark may say evacuated: evacuate
   sets marks as it goes. `bucket`, if not NULL: that one; UINT64_MAX: none. For what shows a map without a reading of its own. */
uint64_t reading_moved_buckets(const struct picture *picture, const struct classic *map, uint64_t *bucket);

/* Whether the viewer looks at an entry that `find` found: until something happens or is played. The cursor stands there. */
bool reading_is_looked_for(const struct picture *picture, const struct reading *reading);

/* Where a link lies: the number of its main bucket, and of the link in its chain (0: main). False if it is
   in neither array now. */
struct link_place {
    bool old;
    uint64_t bucket;
    int link;
};
bool reading_find_link(const struct classic *map, reference link, struct link_place *place);

#endif
