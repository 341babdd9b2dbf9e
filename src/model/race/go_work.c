/* growWork: evacuate and advanceEvacuationMark. */
#include "model/race/go.h"

void go_begin_work(struct turn *turn)
{
    MINE(turn, OLD) = go_old_bucket(go_hash(turn));
    turn_go_on(turn, GO_WORK_OLD);
}

static uint8_t old_cell(const struct turn *turn, unsigned offset)
{
    return (uint8_t)RACE_AT(MINE(turn, OLD), MINE(turn, SLOT), offset);
}

/* The slot of X or Y that is filled next; which of them the entry goes to says its hash. */
static uint8_t *filled(struct turn *turn)
{
    uint8_t key = MINE(turn, KEY);
    bool y = key != 0 && (turn->setup->hash[key - 1] & RACE_OLD_BUCKETS);
    return y ? &MINE(turn, Y) : &MINE(turn, X);
}

static uint8_t new_cell(struct turn *turn, unsigned offset)
{
    const uint8_t *slot = filled(turn);
    uint8_t bucket =
        (uint8_t)(go_new_bucket(MINE(turn, OLD)) + (slot == &MINE(turn, Y) ? RACE_OLD_BUCKETS : 0));
    return (uint8_t)RACE_AT(bucket, *slot, offset);
}

/* One bucket is done with. */
static void leave_bucket(struct turn *turn)
{
    bool second = MINE(turn, SECOND);
    MINE(turn, OLD) = MINE(turn, SLOT) = MINE(turn, X) = MINE(turn, Y) = MINE(turn, TEMP) = 0;
    MINE(turn, SECOND) = 0;
    if (second)
        go_after_work(turn);
    else
        turn_go_on(turn, GO_WORK_SECOND);
}

static void next_slot(struct turn *turn)
{
    MINE(turn, TOP) = MINE(turn, KEY) = MINE(turn, TEMP) = 0;
    if (++MINE(turn, SLOT) < go_slots(turn, MINE(turn, OLD))) {
        turn_go_on(turn, GO_WORK_TOP);
        return;
    }
    MINE(turn, SLOT) = MINE(turn, X) = MINE(turn, Y) = 0;
    turn_go_on(turn, GO_WORK_MARK);
}

static void begin_bucket(struct turn *turn)
{
    if (turn->me->step == GO_WORK_OLD) {
        if (!turn_load(turn, go_register(turn, RACE_GROWING)))
            turn_die(turn, RACE_FATAL_NIL);
        else if (MINE(turn, OLD) >= go_old_first(turn) + go_old_count(turn))
            turn_leave(turn, RACE_BEYOND_OLD);
        else
            turn_go_on(turn, GO_WORK_EVACUATED);
        return;
    }
    turn_go_on(turn,
               go_evacuated(turn_load(turn, old_cell(turn, RACE_TOP_OFFSET))) ? GO_WORK_MARK : GO_WORK_TOP);
}

static void take_entry(struct turn *turn)
{
    uint8_t top;
    switch (turn->me->step) {
    case GO_WORK_TOP:
        top = turn_load(turn, old_cell(turn, RACE_TOP_OFFSET));
        if (go_evacuated(top)) {
            turn_die(turn, RACE_FATAL_STATE);
        } else if (top <= RACE_EMPTY_ONE) {
            turn_go_on(turn, GO_WORK_EMPTY);
        } else {
            MINE(turn, TOP) = top;
            turn_go_on(turn, GO_WORK_KEY);
        }
        break;
    case GO_WORK_EMPTY:
        turn_store(turn, old_cell(turn, RACE_TOP_OFFSET), RACE_EVACUATED_EMPTY);
        next_slot(turn);
        break;
    case GO_WORK_KEY:
        MINE(turn, KEY) = turn_load(turn, old_cell(turn, RACE_KEY_OFFSET));
        turn_go_on(turn, GO_WORK_MOVED);
        break;
    default:
        turn_store(turn, old_cell(turn, RACE_TOP_OFFSET),
                   filled(turn) == &MINE(turn, Y) ? RACE_EVACUATED_Y : RACE_EVACUATED_X);
        turn_go_on(turn, GO_WORK_NEW_TOP);
    }
}

static void put_entry(struct turn *turn)
{
    switch (turn->me->step) {
    case GO_WORK_NEW_TOP:
        turn_store(turn, new_cell(turn, RACE_TOP_OFFSET), MINE(turn, TOP));
        MINE(turn, TOP) = 0;
        turn_go_on(turn, GO_WORK_NEW_KEY);
        break;
    case GO_WORK_NEW_KEY:
        turn_store(turn, new_cell(turn, RACE_KEY_OFFSET), MINE(turn, KEY));
        turn_go_on(turn, GO_WORK_VALUE);
        break;
    case GO_WORK_VALUE:
        MINE(turn, TEMP) = turn_load(turn, old_cell(turn, RACE_VALUE_OFFSET));
        turn_go_on(turn, GO_WORK_NEW_VALUE);
        break;
    default:
        turn_store(turn, new_cell(turn, RACE_VALUE_OFFSET), MINE(turn, TEMP));
        ++*filled(turn);
        next_slot(turn);
    }
}

/* `moved` old buckets are known to be moved: if that is all, the growth is over; else the next one is looked at. */
static void look_further(struct turn *turn, uint8_t moved)
{
    MINE(turn, TEMP) = moved;
    turn_go_on(turn, moved == go_old_count(turn) ? GO_WORK_OVER : GO_WORK_NEXT_OLD);
}

static void advance(struct turn *turn)
{
    uint8_t nevacuate = go_register(turn, RACE_NEVACUATE);
    switch (turn->me->step) {
    case GO_WORK_MARK:
        if (turn_load(turn, nevacuate) + go_old_first(turn) == MINE(turn, OLD))
            turn_go_on(turn, GO_WORK_ADVANCE);
        else
            leave_bucket(turn);
        break;
    case GO_WORK_ADVANCE:
        MINE(turn, TEMP) = turn_load(turn, nevacuate);
        turn_go_on(turn, GO_WORK_ADVANCED);
        break;
    case GO_WORK_ADVANCED:
        turn_store(turn, nevacuate, MINE(turn, TEMP) + 1);
        look_further(turn, MINE(turn, TEMP) + 1);
        break;
    case GO_WORK_NEXT_OLD:
        if (!turn_load(turn, go_register(turn, RACE_GROWING)))
            turn_die(turn, RACE_FATAL_NIL);
        else if (MINE(turn, TEMP) > go_old_count(turn))
            turn_leave(turn, RACE_BEYOND_OLD);
        else
            turn_go_on(turn, GO_WORK_NEXT_TOP);
        break;
    default:
        if (go_evacuated(
                turn_load(turn, (uint8_t)RACE_AT(go_old_first(turn) + MINE(turn, TEMP), 0, RACE_TOP_OFFSET))))
            turn_go_on(turn, GO_WORK_ADVANCED);
        else
            leave_bucket(turn);
    }
}

static void finish_growth(struct turn *turn)
{
    uint8_t flags = go_register(turn, RACE_FLAGS);
    switch (turn->me->step) {
    case GO_WORK_OVER:
        turn_store(turn, go_register(turn, RACE_GROWING), 0);
        turn_go_on(turn, GO_WORK_OVER_FLAGS);
        break;
    case GO_WORK_OVER_FLAGS:
        MINE(turn, TEMP) = turn_load(turn, flags);
        turn_go_on(turn, GO_WORK_OVER_CLEAR);
        break;
    default:
        turn_store(turn, flags, MINE(turn, TEMP)); /* sameSizeGrow is never set here */
        leave_bucket(turn);
    }
}

static void second_bucket(struct turn *turn)
{
    if (turn->me->step == GO_WORK_SECOND) {
        if (turn_load(turn, go_register(turn, RACE_GROWING)))
            turn_go_on(turn, GO_WORK_SECOND_WHICH);
        else
            go_after_work(turn);
        return;
    }
    MINE(turn, OLD) = (uint8_t)(go_old_first(turn) + turn_load(turn, go_register(turn, RACE_NEVACUATE)));
    MINE(turn, SECOND) = 1;
    turn_go_on(turn, GO_WORK_OLD);
}

void go_step_work(struct turn *turn)
{
    switch (turn->me->step) {
    case GO_WORK_OLD:
    case GO_WORK_EVACUATED:
        begin_bucket(turn);
        break;
    case GO_WORK_TOP:
    case GO_WORK_EMPTY:
    case GO_WORK_KEY:
    case GO_WORK_MOVED:
        take_entry(turn);
        break;
    case GO_WORK_NEW_TOP:
    case GO_WORK_NEW_KEY:
    case GO_WORK_VALUE:
    case GO_WORK_NEW_VALUE:
        put_entry(turn);
        break;
    case GO_WORK_OVER:
    case GO_WORK_OVER_FLAGS:
    case GO_WORK_OVER_CLEAR:
        finish_growth(turn);
        break;
    case GO_WORK_SECOND:
    case GO_WORK_SECOND_WHICH:
        second_bucket(turn);
        break;
    default:
        advance(turn);
    }
}
