#ifndef VIEW_SWISS_GATE_H
#define VIEW_SWISS_GATE_H
/*
 * The gate: a hash as its bits, those that choose the table at the left end, those that choose the group before the tag at the right end;
 * while entries move the one that is new among them stands in brackets. And the control word of a group against the tag, all eight bytes
 * at once.
 *
 * Knows: the reading of a moment. Must not know: the stage.
 */
#include "view/swiss/panels.h"

struct swiss_gate {
    uint64_t hash;
    int table_bits, group_bits; /* that choose: the highest ones, and the lowest ones of H1 */
    int bit;                    /* the number of the one that is new; -1: none */
    bool decided;               /* it was looked at */
    int side;                   /* of a split: 1 right; if it was */
    bool small;                 /* no bit is asked: there is one group */
    uint64_t table,
        group; /* that they lead to: the first entry of the directory; the first group of the probe sequence */
};

/* Of the hash in hand; reading->has_hash must be true. */
struct swiss_gate swiss_gate_of(const struct swiss_reading *reading);
/* Of a key's hash in the map as it is. */
struct swiss_gate swiss_gate_at_rest(const struct swiss *map, uint64_t hash);

/* Parts of a gate as they were drawn, for who points at one: by enum point_part; height 0: nowhere. */
struct swiss_gate_parts {
    struct area areas[HASH_PARTS];
};

/* The bits in a row of at most `columns`; the middle is left out where there is no room. `tall`: numbers of bits stand above them, what
   they lead to stands below. Returns the columns used. */
int swiss_draw_gate(struct grid *grid, int x, int y, int columns, const struct picture *picture,
                    const struct swiss_gate *gate, bool tall, struct swiss_gate_parts *parts);

/* The control word of the group in hand: bytes that are the tag stand in = =, once they were compared. Returns the columns used. */
int swiss_draw_control(struct grid *grid, int x, int y, int columns, const struct picture *picture,
                       const struct swiss_reading *reading);

#endif
