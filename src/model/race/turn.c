#include "model/race/turn.h"

#include <assert.h>
#include <string.h>

static void access(struct turn *turn, enum race_access how, uint8_t cell, uint8_t after)
{
    struct race_done *done = turn->done;
    assert(done->cell == RACE_NO_CELL && cell < RACE_CELLS);
    done->access = (uint8_t)how;
    done->cell = cell;
    done->before = turn->state->cell[cell];
    done->after = after;
    turn->state->cell[cell] = after;
}

uint8_t turn_load(struct turn *turn, uint8_t cell)
{
    access(turn, RACE_LOAD, cell, turn->state->cell[cell]);
    return turn->done->before;
}

void turn_store(struct turn *turn, uint8_t cell, uint8_t value)
{
    access(turn, RACE_STORE, cell, value);
}

bool turn_swap(struct turn *turn, uint8_t cell, uint8_t expected, uint8_t wanted)
{
    bool same = turn->state->cell[cell] == expected;
    access(turn, same ? RACE_SWAP : RACE_SWAP_FAILED, cell, same ? wanted : turn->state->cell[cell]);
    return same;
}

uint8_t turn_or(struct turn *turn, uint8_t cell, uint8_t bits)
{
    access(turn, RACE_SWAP, cell, turn->state->cell[cell] | bits);
    return turn->done->before;
}

uint8_t turn_add(struct turn *turn, uint8_t cell, uint8_t amount)
{
    access(turn, RACE_SWAP, cell, (uint8_t)(turn->state->cell[cell] + amount));
    return turn->done->before;
}

bool turn_take(struct turn *turn, uint8_t cell)
{
    bool blocked = turn->state->cell[cell] != 0;
    access(turn, RACE_TAKE, cell, blocked ? turn->state->cell[cell] : (uint8_t)(turn->number + 1));
    if (blocked)
        turn_wait(turn);
    return !blocked;
}

void turn_give(struct turn *turn, uint8_t cell)
{
    assert(turn->state->cell[cell] == turn->number + 1);
    access(turn, RACE_GIVE, cell, 0);
}

void turn_wait(struct turn *turn)
{
    assert(turn->done->before == turn->done->after);
    turn->done->blocked = 1;
}

void turn_go_on(struct turn *turn, uint8_t step)
{
    turn->me->step = step;
}

void turn_return(struct turn *turn, uint8_t result)
{
    turn->done->end = RACE_RETURNS;
    turn->done->result = result;
    turn->me->op++;
    turn->me->step = 0;
    memset(turn->me->local, 0, sizeof turn->me->local);
}

static void end(struct turn *turn, enum race_end end, uint8_t reason)
{
    turn->done->end = turn->me->ended = (uint8_t)end;
    turn->done->reason = turn->me->reason = reason;
}

void turn_die(struct turn *turn, enum race_fatal fatal)
{
    end(turn, RACE_DIES, (uint8_t)fatal);
}

void turn_leave(struct turn *turn, enum race_beyond beyond)
{
    end(turn, RACE_LEAVES, (uint8_t)beyond);
}
