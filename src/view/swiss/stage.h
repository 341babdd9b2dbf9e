#ifndef VIEW_SWISS_STAGE_H
#define VIEW_SWISS_STAGE_H
/*
 * What the files that draw the stage share (stage.c, stage_shape.c, stage_group.c, stage_keys.c, stage_path.c, stage_lanes.c,
 * stage_directory.c, field.c). Only they include this.
 *
 * A group is a block: its number, its control word, its eight slots. First all blocks get their places, then what keys look like is decided
 * by all that are in sight, then they are drawn. At rest the groups of the table in hand fill columns from top to bottom. While a table
 * grows or splits a band is a group of the old table and the only two groups that its entries are at home in then, on the same lines:
 *
 *     old i | bit | x i | y i + n        of a split: left i, right i
 *
 * Memory may be half-written at any moment: whatever is read is asked first whether it is there.
 *
 * Knows: the reading of a moment, geometry. Must not know: the other panels.
 */
#include "view/swiss/loop.h"
#include "view/swiss/panels.h"

/* How a block is drawn: the same for all of a screen. Columns count from its left edge. */
struct swiss_shape {
    int margin;    /* before the number: the way of a search */
    int digits;    /* of the largest number */
    int a_line;    /* slots a line: 8 or 4 */
    int word, tag; /* the control word, and from one byte of it to the next; tag 0: it is not shown */
    bool pairs;    /* its bytes stand two by two, without a blank */
    bool beside;   /* before the slots, on their line */
    int slots, pitch,
        key; /* the slots, from one to the next, and columns for what one holds; key 0: none, 1: a sign */
    int lines, gap; /* of a block, and blank ones below it */
    int width;
};

enum swiss_side { SWISS_AT_REST, SWISS_OLD, SWISS_X, SWISS_Y };

struct swiss_block {
    struct swiss_place group;
    int x, y;
    enum swiss_side side;
};

enum { SWISS_BLOCKS = 3 * GRID_MOST_HEIGHT };

/* What is left out of a key that is wider than its slot: its end, its beginning, or all of it. */
enum swiss_cut { SWISS_CUT_END, SWISS_CUT_BEGIN, SWISS_CUT_ALL };

struct swiss_stage {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    const struct swiss_reading *reading;
    const struct swiss_loop *loop;
    struct swiss_shape shape;
    struct swiss_block blocks[SWISS_BLOCKS];
    int count;
    enum swiss_cut cut;

    /* At rest. */
    uint32_t table;          /* in hand; 0: a small map */
    uint64_t group;          /* of it, in hand */
    uint64_t entry;          /* of the directory, the first that names it */
    uint64_t number, before; /* tables, and groups of tables, that stand before it */
    uint64_t tables, all;    /* tables, and groups of all */
    bool has_found;          /* an entry that `find` looks at */
    struct swiss_spot found;
    struct swiss_way found_way; /* to it */
    const struct swiss_way
        *way; /* that is shown: to it, or of the search that the moment is in; NULL: none */

    /* While a table grows. */
    uint64_t half; /* groups of the old table */
    int gate;      /* the column that the bit stands in */
    int lane[4];   /* left edges, by enum swiss_side */
    struct screen_room room;
};

/* A block may have more lines than there is room for: only those within the stage's area are drawn. */
static inline bool swiss_is_in_area(const struct swiss_stage *stage, int y)
{
    return y >= stage->area.y && y < stage->area.y + stage->area.height;
}

/* ---- stage_shape.c */

/* The best shape for so many groups on so many lines and columns, in columns of blocks; returns how many columns. */
int swiss_choose_shape(struct swiss_shape *shape, int width, int height, uint64_t groups, int digits);
/* The same for the three lanes of a growth, each of so many columns. */
void swiss_choose_lane(struct swiss_shape *shape, int width, int height, uint64_t bands, int digits);
/* Rows of blocks that so many lines have room for. */
int swiss_shape_rows(const struct swiss_shape *shape, int height);
void swiss_place_block(struct swiss_stage *stage, struct swiss_place group, int x, int y,
                       enum swiss_side side);
/* The block of a group; NULL: it is not in sight. */
const struct swiss_block *swiss_find_block(const struct swiss_stage *stage, struct swiss_place group);
/* Where a control byte stands, and what a slot holds: on the screen. */
void swiss_tag_at(const struct swiss_stage *stage, const struct swiss_block *block, int slot, int *x, int *y);
void swiss_slot_at(const struct swiss_stage *stage, const struct swiss_block *block, int slot, int *x,
                   int *y);

/* ---- stage.c */

/* Where the groups of a table stand at rest, if it is the only one and all of them are in sight; else no blocks are placed. */
void swiss_place_at_rest(struct swiss_stage *stage, uint32_t table);

/* ---- stage_group.c */
void swiss_draw_block(const struct swiss_stage *stage, const struct swiss_block *block);
/* The groups of a table: their region and how many there are; 0 as long as its words are not written. */
uint64_t swiss_stage_groups(const struct swiss_stage *stage, uint32_t table, uint32_t *region);
/* Whether an entry of the old table stands in the new one already. */
bool swiss_has_moved(const struct swiss_stage *stage, struct swiss_place group, int slot);

/* ---- stage_keys.c */
void swiss_read_keys(struct swiss_stage *stage);
/* Appends a key in at most `room` columns, as it was decided. */
void swiss_add_key(const struct swiss_stage *stage, value_id key, int room, struct text *text);

/* ---- stage_path.c: the way of a search */

/* The place of a group on it, from 1 on; 0: it has not been looked at. */
uint64_t swiss_path_order(const struct swiss_stage *stage, struct swiss_place group);
void swiss_draw_path(const struct swiss_stage *stage);
/* The same in words, at the right end of a line that is free from x on; of a deletion why its slot became a tombstone, or did not. */
void swiss_say_path(const struct swiss_stage *stage, int x, int y);

/* ---- stage_lanes.c */
bool swiss_is_growing(const struct swiss_reading *reading);
void swiss_draw_lanes(struct swiss_stage *stage);

/* ---- stage_directory.c */

/* Draws the directory into the area, from its top; returns the rows that it took. Without a directory, or with one entry: none. */
int swiss_draw_directory(const struct swiss_stage *stage, struct area area);

/* ---- field.c: a character a group */

/* Lines that a table of so many groups takes there, in so many columns. */
int swiss_field_lines(int width, uint64_t groups);
/* Table after table as far as there are lines, `ahead` of them before the one in hand. */
void swiss_draw_field(const struct swiss_stage *stage, struct area area, uint64_t ahead);
/* One line of a lane: `count` groups of a region from `first` on, in `width` columns. */
void swiss_draw_strip(const struct swiss_stage *stage, int x, int y, int width, struct swiss_place first,
                      uint64_t count);
/* A bar of so many eighths; ' ' becomes · at 0. */
uint32_t swiss_bar(uint64_t part, uint64_t whole);

#endif
