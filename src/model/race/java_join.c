/* The ways into a transfer, addCount and helpTransfer, and out of it. */
#include "model/race/java.h"

void java_begin_help(struct turn *turn)
{
    MINE(turn, HELPS) = 1;
    turn_go_on(turn, JAVA_HELP_NEXT);
}

void java_begin_add(struct turn *turn)
{
    MINE(turn, TABLE) = 0;
    turn_go_on(turn, JAVA_ADD_CONTROL);
}

/* addCount has one turn of its loop here: after a transfer nothing is left to claim. */
void java_after_transfer(struct turn *turn)
{
    MINE(turn, SAW) = 0;
    if (!MINE(turn, HELPS)) {
        turn_return(turn, RACE_NO_RESULT);
        return;
    }
    MINE(turn, HELPS) = 0;
    MINE(turn, TABLE) = 1;
    turn_go_on(turn, turn->done->op.verb == RACE_INSERT ? JAVA_PUT_HEAD : JAVA_REMOVE_HEAD);
}

/* A put goes on only if bins are being moved: it has not reached the threshold. */
static void look_at_control(struct turn *turn)
{
    uint8_t control = turn_load(turn, RACE_LEFT);
    MINE(turn, SAW) = control;
    if (control == JAVA_MOVED_ALL || (control == 0 && turn->done->op.verb != RACE_MIGRATE))
        java_after_transfer(turn);
    else
        turn_go_on(turn, JAVA_ADD_TABLE);
}

static void start(struct turn *turn)
{
    switch (turn->me->step) {
    case JAVA_ADD_START:
        MINE(turn, SAW) = 0;
        turn_go_on(turn, turn_swap(turn, RACE_LEFT, 0, 2) ? JAVA_ADD_NEXT : JAVA_ADD_CONTROL);
        break;
    case JAVA_ADD_NEXT:
        turn_store(turn, RACE_NEXT_TABLE, 1);
        turn_go_on(turn, JAVA_ADD_INDEX);
        break;
    default:
        turn_store(turn, RACE_TRANSFER, RACE_OLD_BUCKETS);
        java_begin_transfer(turn);
    }
}

/* One mover more, or again from `again`. */
static void join(struct turn *turn, enum java_step again)
{
    uint8_t saw = MINE(turn, SAW);
    MINE(turn, SAW) = 0;
    if (turn_swap(turn, RACE_LEFT, saw, saw + 1))
        java_begin_transfer(turn);
    else
        turn_go_on(turn, again);
}

static void step_add(struct turn *turn)
{
    bool is_new;
    switch (turn->me->step) {
    case JAVA_ADD_CONTROL:
        look_at_control(turn);
        break;
    case JAVA_ADD_TABLE:
        /* The stamp that sizeCtl is compared with is that of the table: with another one it can't say "all leave". */
        is_new = turn_load(turn, RACE_TABLE);
        if (MINE(turn, SAW) == 0)
            turn_go_on(turn, JAVA_ADD_START);
        else if (MINE(turn, SAW) == 1 && !is_new)
            java_after_transfer(turn);
        else
            turn_go_on(turn, JAVA_ADD_IS_NEXT);
        break;
    case JAVA_ADD_IS_NEXT:
        if (turn_load(turn, RACE_NEXT_TABLE))
            turn_go_on(turn, JAVA_ADD_IS_LEFT);
        else
            java_after_transfer(turn);
        break;
    case JAVA_ADD_IS_LEFT:
        if (turn_load(turn, RACE_TRANSFER))
            turn_go_on(turn, JAVA_ADD_JOIN);
        else
            java_after_transfer(turn);
        break;
    case JAVA_ADD_JOIN:
        join(turn, JAVA_ADD_CONTROL);
        break;
    default:
        start(turn);
    }
}

static void step_help(struct turn *turn)
{
    bool goes_on;
    switch (turn->me->step) {
    case JAVA_HELP_NEXT:
        goes_on = turn_load(turn, RACE_NEXT_TABLE);
        break;
    case JAVA_HELP_TABLE:
        goes_on = !turn_load(turn, RACE_TABLE);
        break;
    case JAVA_HELP_CONTROL:
        MINE(turn, SAW) = turn_load(turn, RACE_LEFT);
        goes_on = JAVA_BY_MOVERS(MINE(turn, SAW)) && MINE(turn, SAW) != 1;
        break;
    case JAVA_HELP_LEFT:
        goes_on = turn_load(turn, RACE_TRANSFER);
        break;
    default:
        join(turn, JAVA_HELP_NEXT);
        return;
    }
    if (goes_on)
        turn_go_on(turn, turn->me->step + 1);
    else
        java_after_transfer(turn);
}

void java_step_join(struct turn *turn)
{
    if (turn->me->step >= JAVA_HELP_NEXT)
        step_help(turn);
    else
        step_add(turn);
}
