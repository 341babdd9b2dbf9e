#ifndef MODEL_RACE_JAVA_H
#define MODEL_RACE_JAVA_H
/*
 * What the files of Java's ConcurrentHashMap share: bins, nodes, steps.
 *
 * Nodes are a fixed pool, so that making one is no access to anything shared: one for each key that is there in the
 * beginning, one for each insert of the programs, and one for the copy of each of these, since a node is copied at most
 * once (a bin is moved once).
 *
 * Knows: turns. Must not know: other systems.
 */
#include "model/race/turn.h"

enum java_step {
    JAVA_NO_STEP,
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text)
#define STEP(routine, line, name) JAVA_##name,
#include "model/race/java.def"
#undef ROUTINE
#undef LINE
#undef STEP
    JAVA_STEPS
};

enum java_local {
    LOCAL_TABLE,  /* 1: the new one */
    LOCAL_FIRST,  /* 1 + node: f */
    LOCAL_NODE,   /* 1 + node: e of a walk, p of a transfer */
    LOCAL_BEFORE, /* 1 + node: the one before it; 0: it is the first */
    LOCAL_SAW,    /* sizeCtl or transferIndex, as loaded */
    LOCAL_BIN,    /* 1 + the bin that is moved */
    LOCAL_LAST,   /* 1: all are moved, and looked at again */
    LOCAL_LOW,
    LOCAL_HIGH, /* 1 + node: the lists of a transfer */
    LOCAL_RUN,  /* 1 + node: where the last run begins */
    LOCAL_VALUE,
    LOCAL_AFTER, /* e.next of the node that is unlinked */
    LOCAL_DONE,  /* behind the lock: an enum java_done */
    LOCAL_HELPS, /* 1: it is in helpTransfer, not in addCount */
    JAVA_LOCALS
};

/* What was done under the lock. */
enum java_done {
    JAVA_AGAIN, /* nothing: the bin had changed */
    JAVA_SAME,  /* the number of entries is as before */
    JAVA_OTHER  /* it is not */
};

enum {
    JAVA_MOST_INSERTS = 8,
    JAVA_COPIES = RACE_KEYS + JAVA_MOST_INSERTS, /* from here on nodes are copies */
    JAVA_NODES = 2 * JAVA_COPIES
};

/* Cells. Bins 0, 1 are of the old table, 2 .. 5 of the new one. A head or next is 0, 1 + node, or RACE_MOVED. */
enum { JAVA_KEY, JAVA_VALUE, JAVA_NEXT, JAVA_LOCK, JAVA_FIELDS };
#define JAVA_HEAD(bin)         ((uint8_t)(RACE_SLOT + (bin)))
#define JAVA_CELL(node, field) ((uint8_t)(RACE_SLOT + RACE_BUCKETS + (node)*JAVA_FIELDS + (field)))
_Static_assert(RACE_SLOT + RACE_BUCKETS + JAVA_NODES * JAVA_FIELDS <= RACE_CELLS, "room for all nodes");

/* sizeCtl, as the cell RACE_LEFT has it: 0 nobody moves bins yet, 1 + how many do, or that all are moved. */
#define JAVA_MOVED_ALL          0x80
#define JAVA_BY_MOVERS(control) ((control) != 0 && (control) != JAVA_MOVED_ALL)

/* The key of a node; of an insert's node it is that of the insert. Never changes. */
uint8_t java_key(const struct race_setup *setup, unsigned node);

/* The node that an insert puts in. */
uint8_t java_new_node(const struct race_setup *setup, unsigned goroutine, unsigned op);

/* Inserts of all programs. */
unsigned java_inserts(const struct race_setup *setup);

void java_step_get(struct turn *turn);
void java_step_write(struct turn *turn); /* put and remove */
void java_step_join(struct turn *turn);  /* addCount, helpTransfer */
void java_step_move(struct turn *turn);

/* Ways from one to the other. */
void java_begin_help(struct turn *turn); /* a forwarding node was found */
void java_begin_add(struct turn *turn);  /* behind the count of a new key; migrate begins there */
void java_begin_transfer(struct turn *turn);
void java_after_transfer(struct turn *turn); /* or instead of it */

#endif
