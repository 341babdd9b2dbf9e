/* mapassign, and the caller's store behind it. */
#include "model/race/go.h"

/* The new bucket, from its first slot. */
static void search(struct turn *turn)
{
    MINE(turn, BUCKET) = go_new_bucket(go_hash(turn));
    MINE(turn, SLOT) = 0;
    MINE(turn, PLACE) = 0;
    turn_go_on(turn, GO_ASSIGN_TOP);
}

static void look_at_top(struct turn *turn)
{
    uint8_t slot = MINE(turn, SLOT);
    uint8_t top = turn_load(turn, RACE_AT(MINE(turn, BUCKET), slot, RACE_TOP_OFFSET));
    if (top == go_top(go_op(turn)->key)) {
        turn_go_on(turn, GO_ASSIGN_KEY);
        return;
    }
    if (top <= RACE_EMPTY_ONE && MINE(turn, PLACE) == 0)
        MINE(turn, PLACE) = slot + 1;
    if (top == RACE_EMPTY_REST || slot + 1 == go_slots(turn, MINE(turn, BUCKET)))
        turn_go_on(turn, GO_ASSIGN_STILL);
    else
        MINE(turn, SLOT)++;
}

static void compare_key(struct turn *turn)
{
    uint8_t slot = MINE(turn, SLOT);
    uint8_t key = turn_load(turn, RACE_AT(MINE(turn, BUCKET), slot, RACE_KEY_OFFSET));
    if (key == go_op(turn)->key + 1) {
        MINE(turn, PLACE) = slot + 1;
        turn_go_on(turn, GO_ASSIGN_DONE);
    } else if (slot + 1 == go_slots(turn, MINE(turn, BUCKET))) {
        turn_go_on(turn, GO_ASSIGN_STILL);
    } else {
        MINE(turn, SLOT)++;
        turn_go_on(turn, GO_ASSIGN_TOP);
    }
}

/* The key is new. Whether a growth begins hangs on count, which is never that large here. */
static void look_at_load(struct turn *turn)
{
    if (turn->me->step == GO_ASSIGN_STILL && !turn_load(turn, go_register(turn, RACE_GROWING))) {
        turn_go_on(turn, GO_ASSIGN_LOAD);
        return;
    }
    if (turn->me->step == GO_ASSIGN_LOAD &&
        (int8_t)turn_load(turn, go_register(turn, RACE_COUNT)) >= RACE_MOST_COUNT)
        turn_leave(turn, RACE_BEYOND_COUNT);
    else if (MINE(turn, PLACE) == 0)
        turn_leave(turn, RACE_BEYOND_SLOTS);
    else
        turn_go_on(turn, GO_ASSIGN_NEW_KEY);
}

static uint8_t place(const struct turn *turn, unsigned offset)
{
    return (uint8_t)RACE_AT(MINE(turn, BUCKET), MINE(turn, PLACE) - 1, offset);
}

static void write_entry(struct turn *turn)
{
    uint8_t count = go_register(turn, RACE_COUNT);
    switch (turn->me->step) {
    case GO_ASSIGN_NEW_KEY:
        turn_store(turn, place(turn, RACE_KEY_OFFSET), go_op(turn)->key + 1);
        turn_go_on(turn, GO_ASSIGN_NEW_TOP);
        break;
    case GO_ASSIGN_NEW_TOP:
        turn_store(turn, place(turn, RACE_TOP_OFFSET), go_top(go_op(turn)->key));
        turn_go_on(turn, GO_ASSIGN_COUNT);
        break;
    case GO_ASSIGN_COUNT:
        MINE(turn, TEMP) = turn_load(turn, count);
        turn_go_on(turn, GO_ASSIGN_COUNTED);
        break;
    default:
        turn_store(turn, count, MINE(turn, TEMP) + 1);
        MINE(turn, TEMP) = 0;
        turn_go_on(turn, GO_ASSIGN_DONE);
    }
}

static void check_and_clear(struct turn *turn)
{
    uint8_t flags = go_register(turn, RACE_FLAGS);
    if (turn->me->step == GO_ASSIGN_DONE) {
        MINE(turn, TEMP) = turn_load(turn, flags);
        if (MINE(turn, TEMP) & RACE_FLAG_WRITING)
            turn_go_on(turn, GO_ASSIGN_CLEAR);
        else
            turn_die(turn, RACE_FATAL_WRITES);
        return;
    }
    turn_store(turn, flags, MINE(turn, TEMP) & ~RACE_FLAG_WRITING);
    MINE(turn, TEMP) = 0;
    turn_go_on(turn, GO_ASSIGN_VALUE);
}

static void set_writing(struct turn *turn)
{
    uint8_t flags = go_register(turn, RACE_FLAGS);
    switch (turn->me->step) {
    case GO_ASSIGN_CHECK:
        if (turn_load(turn, flags) & RACE_FLAG_WRITING)
            turn_die(turn, RACE_FATAL_WRITES);
        else
            turn_go_on(turn, GO_ASSIGN_TOGGLE);
        break;
    case GO_ASSIGN_TOGGLE:
        MINE(turn, TEMP) = turn_load(turn, flags);
        turn_go_on(turn, GO_ASSIGN_SET);
        break;
    default:
        turn_store(turn, flags, MINE(turn, TEMP) ^ RACE_FLAG_WRITING);
        MINE(turn, TEMP) = 0;
        turn_go_on(turn, GO_ASSIGN_GROWING);
    }
}

void go_step_assign(struct turn *turn)
{
    switch (turn->me->step) {
    case GO_ASSIGN_CHECK:
    case GO_ASSIGN_TOGGLE:
    case GO_ASSIGN_SET:
        set_writing(turn);
        break;
    case GO_ASSIGN_GROWING:
        if (turn_load(turn, go_register(turn, RACE_GROWING)))
            go_begin_work(turn);
        else
            search(turn);
        break;
    case GO_ASSIGN_TOP:
        look_at_top(turn);
        break;
    case GO_ASSIGN_KEY:
        compare_key(turn);
        break;
    case GO_ASSIGN_STILL:
    case GO_ASSIGN_LOAD:
        look_at_load(turn);
        break;
    case GO_ASSIGN_DONE:
    case GO_ASSIGN_CLEAR:
        check_and_clear(turn);
        break;
    case GO_ASSIGN_VALUE:
        turn_store(turn, place(turn, RACE_VALUE_OFFSET), go_op(turn)->value);
        go_finish(turn, RACE_NO_RESULT);
        break;
    default:
        write_entry(turn);
    }
}
