/* get, put and remove. */
#include "model/race/java.h"

static uint8_t bin_of(const struct turn *turn)
{
    uint8_t hash = turn->setup->hash[turn->done->op.key];
    return MINE(turn, TABLE) ? (uint8_t)(RACE_OLD_BUCKETS + hash) : hash % RACE_OLD_BUCKETS;
}

static bool is_key(const struct turn *turn, uint8_t link)
{
    return java_key(turn->setup, link - 1u) == turn->done->op.key;
}

void java_step_get(struct turn *turn)
{
    uint8_t loaded;
    switch (turn->me->step) {
    case JAVA_GET_TABLE:
        MINE(turn, TABLE) = turn_load(turn, RACE_TABLE);
        turn_go_on(turn, JAVA_GET_HEAD);
        return;
    case JAVA_GET_HEAD:
        loaded = turn_load(turn, JAVA_HEAD(bin_of(turn)));
        break;
    case JAVA_GET_NEXT:
        loaded = turn_load(turn, JAVA_CELL(MINE(turn, NODE) - 1, JAVA_NEXT));
        break;
    default:
        turn_return(turn, RACE_FOUND | turn_load(turn, JAVA_CELL(MINE(turn, NODE) - 1, JAVA_VALUE)));
        return;
    }
    if (loaded == 0) {
        turn_return(turn, RACE_ABSENT);
    } else if (loaded == RACE_MOVED) {
        MINE(turn, TABLE) = 1;
    } else {
        MINE(turn, NODE) = loaded;
        turn_go_on(turn, is_key(turn, loaded) ? JAVA_GET_VALUE : JAVA_GET_NEXT);
    }
}

static bool is_put(const struct turn *turn)
{
    return turn->done->op.verb == RACE_INSERT;
}

static uint8_t new_link(const struct turn *turn)
{
    return java_new_node(turn->setup, turn->number, turn->me->op) + 1;
}

static void look_at_head(struct turn *turn)
{
    uint8_t head = turn_load(turn, JAVA_HEAD(bin_of(turn)));
    if (head == RACE_MOVED) {
        java_begin_help(turn);
    } else if (head != 0) {
        MINE(turn, FIRST) = head;
        turn_go_on(turn, is_put(turn) ? JAVA_PUT_LOCK : JAVA_REMOVE_LOCK);
    } else if (is_put(turn)) {
        turn_go_on(turn, JAVA_PUT_SWAP);
    } else {
        turn_return(turn, RACE_NO_RESULT);
    }
}

static void leave_lock(struct turn *turn, enum java_done done)
{
    MINE(turn, NODE) = MINE(turn, BEFORE) = MINE(turn, AFTER) = 0;
    MINE(turn, DONE) = (uint8_t)done;
    turn_go_on(turn, is_put(turn) ? JAVA_PUT_UNLOCK : JAVA_REMOVE_UNLOCK);
}

static void walk_on(struct turn *turn, uint8_t link)
{
    MINE(turn, NODE) = link;
    if (is_put(turn))
        turn_go_on(turn, is_key(turn, link) ? JAVA_PUT_VALUE : JAVA_PUT_NEXT);
    else
        turn_go_on(turn, is_key(turn, link) ? JAVA_REMOVE_AFTER : JAVA_REMOVE_NEXT);
}

static void look_at_next(struct turn *turn)
{
    uint8_t next = turn_load(turn, JAVA_CELL(MINE(turn, NODE) - 1, JAVA_NEXT));
    if (next != 0) {
        MINE(turn, BEFORE) = MINE(turn, NODE);
        walk_on(turn, next);
    } else if (is_put(turn)) {
        turn_go_on(turn, JAVA_PUT_LINK);
    } else {
        leave_lock(turn, JAVA_SAME);
    }
}

static void unlock(struct turn *turn)
{
    uint8_t done = MINE(turn, DONE);
    turn_give(turn, JAVA_CELL(MINE(turn, FIRST) - 1, JAVA_LOCK));
    MINE(turn, FIRST) = MINE(turn, DONE) = 0;
    if (done == JAVA_SAME)
        turn_return(turn, RACE_NO_RESULT);
    else if (done == JAVA_OTHER)
        turn_go_on(turn, is_put(turn) ? JAVA_PUT_COUNT : JAVA_REMOVE_COUNT);
    else
        turn_go_on(turn, is_put(turn) ? JAVA_PUT_HEAD : JAVA_REMOVE_HEAD);
}

/* What put and remove have in common. */
static void step_both(struct turn *turn)
{
    switch (turn->me->step) {
    case JAVA_PUT_TABLE:
    case JAVA_REMOVE_TABLE:
        MINE(turn, TABLE) = turn_load(turn, RACE_TABLE);
        turn_go_on(turn, is_put(turn) ? JAVA_PUT_HEAD : JAVA_REMOVE_HEAD);
        break;
    case JAVA_PUT_HEAD:
    case JAVA_REMOVE_HEAD:
        look_at_head(turn);
        break;
    case JAVA_PUT_LOCK:
    case JAVA_REMOVE_LOCK:
        if (turn_take(turn, JAVA_CELL(MINE(turn, FIRST) - 1, JAVA_LOCK)))
            turn_go_on(turn, is_put(turn) ? JAVA_PUT_CHECK : JAVA_REMOVE_CHECK);
        break;
    case JAVA_PUT_CHECK:
    case JAVA_REMOVE_CHECK:
        if (turn_load(turn, JAVA_HEAD(bin_of(turn))) == MINE(turn, FIRST))
            walk_on(turn, MINE(turn, FIRST));
        else
            leave_lock(turn, JAVA_AGAIN);
        break;
    case JAVA_PUT_NEXT:
    case JAVA_REMOVE_NEXT:
        look_at_next(turn);
        break;
    default:
        unlock(turn);
    }
}

void java_step_write(struct turn *turn)
{
    switch (turn->me->step) {
    case JAVA_PUT_SWAP:
        turn_go_on(turn, turn_swap(turn, JAVA_HEAD(bin_of(turn)), 0, new_link(turn)) ? JAVA_PUT_COUNT
                                                                                     : JAVA_PUT_HEAD);
        break;
    case JAVA_PUT_VALUE:
        turn_store(turn, JAVA_CELL(MINE(turn, NODE) - 1, JAVA_VALUE), turn->done->op.value);
        leave_lock(turn, JAVA_SAME);
        break;
    case JAVA_PUT_LINK:
        turn_store(turn, JAVA_CELL(MINE(turn, NODE) - 1, JAVA_NEXT), new_link(turn));
        leave_lock(turn, JAVA_OTHER);
        break;
    case JAVA_PUT_COUNT:
        turn_add(turn, RACE_COUNT, 1);
        java_begin_add(turn);
        break;
    case JAVA_REMOVE_AFTER:
        MINE(turn, AFTER) = turn_load(turn, JAVA_CELL(MINE(turn, NODE) - 1, JAVA_NEXT));
        turn_go_on(turn, JAVA_REMOVE_UNLINK);
        break;
    case JAVA_REMOVE_UNLINK:
        turn_store(
            turn, MINE(turn, BEFORE) ? JAVA_CELL(MINE(turn, BEFORE) - 1, JAVA_NEXT) : JAVA_HEAD(bin_of(turn)),
            MINE(turn, AFTER));
        leave_lock(turn, JAVA_OTHER);
        break;
    case JAVA_REMOVE_COUNT:
        turn_add(turn, RACE_COUNT, 0xff);
        turn_return(turn, RACE_NO_RESULT);
        break;
    default:
        step_both(turn);
    }
}
