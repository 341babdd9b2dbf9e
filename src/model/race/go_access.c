/* mapaccess, and the caller's load behind it. */
#include "model/race/go.h"

static void search(struct turn *turn, uint8_t bucket)
{
    MINE(turn, BUCKET) = bucket;
    MINE(turn, SLOT) = 0;
    turn_go_on(turn, GO_ACCESS_TOP);
}

static void next_slot(struct turn *turn)
{
    if (++MINE(turn, SLOT) == go_slots(turn, MINE(turn, BUCKET)))
        go_finish(turn, RACE_ABSENT);
    else
        turn_go_on(turn, GO_ACCESS_TOP);
}

static uint8_t place(const struct turn *turn, unsigned offset)
{
    return (uint8_t)RACE_AT(MINE(turn, BUCKET), MINE(turn, SLOT), offset);
}

static void look_into_slots(struct turn *turn)
{
    uint8_t key = go_op(turn)->key, top;
    switch (turn->me->step) {
    case GO_ACCESS_TOP:
        top = turn_load(turn, place(turn, RACE_TOP_OFFSET));
        if (top == go_top(key))
            turn_go_on(turn, GO_ACCESS_KEY);
        else if (top == RACE_EMPTY_REST)
            go_finish(turn, RACE_ABSENT);
        else
            next_slot(turn);
        break;
    case GO_ACCESS_KEY:
        if (turn_load(turn, place(turn, RACE_KEY_OFFSET)) == key + 1)
            turn_go_on(turn, GO_ACCESS_VALUE);
        else
            next_slot(turn);
        break;
    default:
        go_finish(turn, RACE_FOUND | turn_load(turn, place(turn, RACE_VALUE_OFFSET)));
    }
}

void go_step_access(struct turn *turn)
{
    uint8_t hash = go_hash(turn);
    switch (turn->me->step) {
    case GO_ACCESS_COUNT:
        if (turn_load(turn, go_register(turn, RACE_COUNT)) == 0)
            go_finish(turn, RACE_ABSENT);
        else
            turn_go_on(turn, GO_ACCESS_CHECK);
        break;
    case GO_ACCESS_CHECK:
        if (turn_load(turn, go_register(turn, RACE_FLAGS)) & RACE_FLAG_WRITING)
            turn_die(turn, RACE_FATAL_READ);
        else
            turn_go_on(turn, GO_ACCESS_OLD);
        break;
    case GO_ACCESS_OLD:
        if (turn_load(turn, go_register(turn, RACE_GROWING)))
            turn_go_on(turn, GO_ACCESS_EVACUATED);
        else
            search(turn, go_new_bucket(hash));
        break;
    case GO_ACCESS_EVACUATED:
        if (go_evacuated(turn_load(turn, (uint8_t)RACE_AT(go_old_bucket(hash), 0, RACE_TOP_OFFSET))))
            search(turn, go_new_bucket(hash));
        else
            search(turn, go_old_bucket(hash));
        break;
    default:
        look_into_slots(turn);
    }
}
