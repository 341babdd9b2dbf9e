/* transfer. */
#include "model/race/java.h"

static bool goes_high(const struct turn *turn, uint8_t link)
{
    return turn->setup->hash[java_key(turn->setup, link - 1u)] & RACE_OLD_BUCKETS;
}

static uint8_t copy_of(uint8_t link)
{
    return link - 1 + JAVA_COPIES;
}

void java_begin_transfer(struct turn *turn)
{
    turn_go_on(turn, JAVA_MOVE_INDEX);
}

/* The bin in hand is done with. */
static void next_bin(struct turn *turn)
{
    if (!MINE(turn, LAST)) {
        MINE(turn, BIN) = 0;
        turn_go_on(turn, JAVA_MOVE_INDEX);
    } else if (--MINE(turn, BIN) > 0) {
        turn_go_on(turn, JAVA_MOVE_BIN);
    } else {
        MINE(turn, LAST) = 0;
        turn_go_on(turn, JAVA_MOVE_NO_NEXT);
    }
}

static void claim_bin(struct turn *turn)
{
    uint8_t saw = MINE(turn, SAW);
    if (turn->me->step == JAVA_MOVE_INDEX) {
        MINE(turn, SAW) = turn_load(turn, RACE_TRANSFER);
        turn_go_on(turn, MINE(turn, SAW) ? JAVA_MOVE_CLAIM : JAVA_MOVE_CONTROL);
        return;
    }
    MINE(turn, SAW) = 0;
    if (turn_swap(turn, RACE_TRANSFER, saw, saw - 1)) {
        MINE(turn, BIN) = saw;
        turn_go_on(turn, JAVA_MOVE_BIN);
    } else {
        turn_go_on(turn, JAVA_MOVE_INDEX);
    }
}

static void look_at_bin(struct turn *turn)
{
    uint8_t head = JAVA_HEAD(MINE(turn, BIN) - 1), loaded;
    switch (turn->me->step) {
    case JAVA_MOVE_BIN:
        loaded = turn_load(turn, head);
        if (loaded == RACE_MOVED) {
            next_bin(turn);
        } else if (loaded == 0) {
            turn_go_on(turn, JAVA_MOVE_EMPTY);
        } else {
            MINE(turn, FIRST) = loaded;
            turn_go_on(turn, JAVA_MOVE_LOCK);
        }
        break;
    case JAVA_MOVE_EMPTY:
        if (turn_swap(turn, head, 0, RACE_MOVED))
            next_bin(turn);
        else
            turn_go_on(turn, JAVA_MOVE_BIN);
        break;
    case JAVA_MOVE_LOCK:
        if (turn_take(turn, JAVA_CELL(MINE(turn, FIRST) - 1, JAVA_LOCK)))
            turn_go_on(turn, JAVA_MOVE_CHECK);
        break;
    default:
        if (turn_load(turn, head) == MINE(turn, FIRST)) {
            MINE(turn, NODE) = MINE(turn, RUN) = MINE(turn, FIRST);
            turn_go_on(turn, JAVA_MOVE_RUN);
        } else {
            MINE(turn, DONE) = JAVA_AGAIN;
            turn_go_on(turn, JAVA_MOVE_UNLOCK);
        }
    }
}

/* At node `link` of the list: copies it, unless the last run begins there. */
static void copy_from(struct turn *turn, uint8_t link)
{
    MINE(turn, NODE) = link;
    if (link != MINE(turn, RUN)) {
        turn_go_on(turn, JAVA_MOVE_VALUE);
        return;
    }
    MINE(turn, NODE) = MINE(turn, RUN) = 0;
    turn_go_on(turn, JAVA_MOVE_LOW);
}

static void find_run(struct turn *turn)
{
    uint8_t next = turn_load(turn, JAVA_CELL(MINE(turn, NODE) - 1, JAVA_NEXT));
    if (next != 0) {
        if (goes_high(turn, next) != goes_high(turn, MINE(turn, RUN)))
            MINE(turn, RUN) = next;
        MINE(turn, NODE) = next;
        return;
    }
    if (goes_high(turn, MINE(turn, RUN)))
        MINE(turn, HIGH) = MINE(turn, RUN);
    else
        MINE(turn, LOW) = MINE(turn, RUN);
    copy_from(turn, MINE(turn, FIRST));
}

static void copy_node(struct turn *turn)
{
    uint8_t link = MINE(turn, NODE), copy = copy_of(link);
    uint8_t *list = &MINE(turn, LOW);
    if (goes_high(turn, link))
        list = &MINE(turn, HIGH);
    switch (turn->me->step) {
    case JAVA_MOVE_VALUE:
        MINE(turn, VALUE) = turn_load(turn, JAVA_CELL(link - 1, JAVA_VALUE));
        turn_go_on(turn, JAVA_MOVE_COPY);
        break;
    case JAVA_MOVE_COPY:
        turn_store(turn, JAVA_CELL(copy, JAVA_VALUE), MINE(turn, VALUE));
        MINE(turn, VALUE) = 0;
        turn_go_on(turn, JAVA_MOVE_LINK);
        break;
    case JAVA_MOVE_LINK:
        turn_store(turn, JAVA_CELL(copy, JAVA_NEXT), *list);
        *list = copy + 1;
        turn_go_on(turn, JAVA_MOVE_NEXT);
        break;
    default:
        copy_from(turn, turn_load(turn, JAVA_CELL(link - 1, JAVA_NEXT)));
    }
}

static void put_lists(struct turn *turn)
{
    unsigned bin = MINE(turn, BIN) - 1u;
    switch (turn->me->step) {
    case JAVA_MOVE_LOW:
        turn_store(turn, JAVA_HEAD(RACE_OLD_BUCKETS + bin), MINE(turn, LOW));
        MINE(turn, LOW) = 0;
        turn_go_on(turn, JAVA_MOVE_HIGH);
        break;
    case JAVA_MOVE_HIGH:
        turn_store(turn, JAVA_HEAD(RACE_OLD_BUCKETS + bin + RACE_OLD_BUCKETS), MINE(turn, HIGH));
        MINE(turn, HIGH) = 0;
        turn_go_on(turn, JAVA_MOVE_FORWARD);
        break;
    case JAVA_MOVE_FORWARD:
        turn_store(turn, JAVA_HEAD(bin), RACE_MOVED);
        MINE(turn, DONE) = JAVA_SAME;
        turn_go_on(turn, JAVA_MOVE_UNLOCK);
        break;
    default:
        turn_give(turn, JAVA_CELL(MINE(turn, FIRST) - 1, JAVA_LOCK));
        MINE(turn, FIRST) = 0;
        if (MINE(turn, DONE) == JAVA_AGAIN)
            turn_go_on(turn, JAVA_MOVE_BIN);
        else
            next_bin(turn);
        MINE(turn, DONE) = 0;
    }
}

/* No bin is left to claim. Who leaves last looks at all of them once more. */
static void leave(struct turn *turn)
{
    uint8_t saw = MINE(turn, SAW);
    if (turn->me->step == JAVA_MOVE_CONTROL) {
        MINE(turn, SAW) = turn_load(turn, RACE_LEFT);
        turn_go_on(turn, JAVA_MOVE_LEAVE);
        return;
    }
    MINE(turn, SAW) = 0;
    if (!turn_swap(turn, RACE_LEFT, saw, saw - 1)) {
        turn_go_on(turn, JAVA_MOVE_CONTROL);
    } else if (saw != 2) {
        java_after_transfer(turn);
    } else {
        MINE(turn, LAST) = 1;
        MINE(turn, BIN) = RACE_OLD_BUCKETS + 1;
        next_bin(turn);
    }
}

static void commit(struct turn *turn)
{
    switch (turn->me->step) {
    case JAVA_MOVE_NO_NEXT:
        turn_store(turn, RACE_NEXT_TABLE, 0);
        turn_go_on(turn, JAVA_MOVE_TABLE);
        break;
    case JAVA_MOVE_TABLE:
        turn_store(turn, RACE_TABLE, 1);
        turn_go_on(turn, JAVA_MOVE_COMMIT);
        break;
    default:
        turn_store(turn, RACE_LEFT, JAVA_MOVED_ALL);
        java_after_transfer(turn);
    }
}

void java_step_move(struct turn *turn)
{
    switch (turn->me->step) {
    case JAVA_MOVE_INDEX:
    case JAVA_MOVE_CLAIM:
        claim_bin(turn);
        break;
    case JAVA_MOVE_BIN:
    case JAVA_MOVE_EMPTY:
    case JAVA_MOVE_LOCK:
    case JAVA_MOVE_CHECK:
        look_at_bin(turn);
        break;
    case JAVA_MOVE_RUN:
        find_run(turn);
        break;
    case JAVA_MOVE_VALUE:
    case JAVA_MOVE_COPY:
    case JAVA_MOVE_LINK:
    case JAVA_MOVE_NEXT:
        copy_node(turn);
        break;
    case JAVA_MOVE_CONTROL:
    case JAVA_MOVE_LEAVE:
        leave(turn);
        break;
    case JAVA_MOVE_NO_NEXT:
    case JAVA_MOVE_TABLE:
    case JAVA_MOVE_COMMIT:
        commit(turn);
        break;
    default:
        put_lists(turn);
    }
}
