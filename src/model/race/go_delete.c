/* mapdelete. */
#include "model/race/go.h"

static uint8_t place(const struct turn *turn, uint8_t slot, unsigned offset)
{
    return (uint8_t)RACE_AT(MINE(turn, BUCKET), slot, offset);
}

static void set_writing(struct turn *turn)
{
    uint8_t flags = go_register(turn, RACE_FLAGS);
    switch (turn->me->step) {
    case GO_DELETE_CHECK:
        if (turn_load(turn, flags) & RACE_FLAG_WRITING)
            turn_die(turn, RACE_FATAL_WRITES);
        else
            turn_go_on(turn, GO_DELETE_TOGGLE);
        break;
    case GO_DELETE_TOGGLE:
        MINE(turn, TEMP) = turn_load(turn, flags);
        turn_go_on(turn, GO_DELETE_SET);
        break;
    default:
        turn_store(turn, flags, MINE(turn, TEMP) ^ RACE_FLAG_WRITING);
        MINE(turn, TEMP) = 0;
        turn_go_on(turn, GO_DELETE_GROWING);
    }
}

static void next_slot(struct turn *turn)
{
    if (++MINE(turn, SLOT) == go_slots(turn, MINE(turn, BUCKET)))
        turn_go_on(turn, GO_DELETE_DONE);
    else
        turn_go_on(turn, GO_DELETE_TOP);
}

static void search(struct turn *turn)
{
    uint8_t key = go_op(turn)->key, top;
    if (turn->me->step == GO_DELETE_KEY) {
        if (turn_load(turn, place(turn, MINE(turn, SLOT), RACE_KEY_OFFSET)) == key + 1)
            turn_go_on(turn, GO_DELETE_VALUE);
        else
            next_slot(turn);
        return;
    }
    top = turn_load(turn, place(turn, MINE(turn, SLOT), RACE_TOP_OFFSET));
    if (top == go_top(key))
        turn_go_on(turn, GO_DELETE_KEY);
    else if (top == RACE_EMPTY_REST)
        turn_go_on(turn, GO_DELETE_DONE);
    else
        next_slot(turn);
}

/* Behind the last modelled slot nothing follows: that is no step. */
static void empty_slot(struct turn *turn)
{
    uint8_t slot = MINE(turn, SLOT);
    switch (turn->me->step) {
    case GO_DELETE_VALUE:
        turn_store(turn, place(turn, slot, RACE_VALUE_OFFSET), 0);
        turn_go_on(turn, GO_DELETE_MARK);
        break;
    case GO_DELETE_MARK:
        turn_store(turn, place(turn, slot, RACE_TOP_OFFSET), RACE_EMPTY_ONE);
        turn_go_on(turn, slot + 1 == go_slots(turn, MINE(turn, BUCKET)) ? GO_DELETE_REST : GO_DELETE_NEXT);
        break;
    case GO_DELETE_NEXT:
        if (turn_load(turn, place(turn, slot + 1, RACE_TOP_OFFSET)) == RACE_EMPTY_REST)
            turn_go_on(turn, GO_DELETE_REST);
        else
            turn_go_on(turn, GO_DELETE_LESS);
        break;
    case GO_DELETE_REST:
        turn_store(turn, place(turn, slot, RACE_TOP_OFFSET), RACE_EMPTY_REST);
        if (slot == 0) {
            turn_go_on(turn, GO_DELETE_LESS);
        } else {
            MINE(turn, SLOT)--;
            turn_go_on(turn, GO_DELETE_BACK);
        }
        break;
    default:
        if (turn_load(turn, place(turn, slot, RACE_TOP_OFFSET)) == RACE_EMPTY_ONE)
            turn_go_on(turn, GO_DELETE_REST);
        else
            turn_go_on(turn, GO_DELETE_LESS);
    }
}

static void count_and_clear(struct turn *turn)
{
    uint8_t count = go_register(turn, RACE_COUNT), flags = go_register(turn, RACE_FLAGS);
    switch (turn->me->step) {
    case GO_DELETE_LESS:
        MINE(turn, TEMP) = turn_load(turn, count);
        turn_go_on(turn, GO_DELETE_LESSENED);
        break;
    case GO_DELETE_LESSENED:
        turn_store(turn, count, MINE(turn, TEMP) - 1);
        MINE(turn, TEMP) = 0;
        turn_go_on(turn, GO_DELETE_DONE);
        break;
    case GO_DELETE_DONE:
        MINE(turn, TEMP) = turn_load(turn, flags);
        if (MINE(turn, TEMP) & RACE_FLAG_WRITING)
            turn_go_on(turn, GO_DELETE_CLEAR);
        else
            turn_die(turn, RACE_FATAL_WRITES);
        break;
    default:
        turn_store(turn, flags, MINE(turn, TEMP) & ~RACE_FLAG_WRITING);
        go_finish(turn, RACE_NO_RESULT);
    }
}

void go_step_delete(struct turn *turn)
{
    switch (turn->me->step) {
    case GO_DELETE_COUNT:
        if (turn_load(turn, go_register(turn, RACE_COUNT)) == 0)
            go_finish(turn, RACE_NO_RESULT);
        else
            turn_go_on(turn, GO_DELETE_CHECK);
        break;
    case GO_DELETE_CHECK:
    case GO_DELETE_TOGGLE:
    case GO_DELETE_SET:
        set_writing(turn);
        break;
    case GO_DELETE_GROWING:
        if (turn_load(turn, go_register(turn, RACE_GROWING)))
            go_begin_work(turn);
        else
            go_after_work(turn);
        break;
    case GO_DELETE_TOP:
    case GO_DELETE_KEY:
        search(turn);
        break;
    case GO_DELETE_VALUE:
    case GO_DELETE_MARK:
    case GO_DELETE_NEXT:
    case GO_DELETE_REST:
    case GO_DELETE_BACK:
        empty_slot(turn);
        break;
    default:
        count_and_clear(turn);
    }
}
