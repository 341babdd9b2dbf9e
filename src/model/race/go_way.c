/* Which map, which buckets, and the way from one routine to the next. */
#include "model/race/go.h"

#include <string.h>

uint8_t go_map(const struct turn *turn)
{
    return turn->setup->system == RACE_SHARDS ? go_old_bucket(go_hash(turn)) : 0;
}

uint8_t go_old_count(const struct turn *turn)
{
    return turn->setup->system == RACE_SHARDS ? 1 : RACE_OLD_BUCKETS;
}

uint8_t go_old_first(const struct turn *turn)
{
    return go_map(turn);
}

bool go_locks(const struct race_setup *setup)
{
    return setup->system != RACE_GO;
}

void go_finish(struct turn *turn, uint8_t result)
{
    if (!go_locks(turn->setup)) {
        turn_return(turn, result);
        return;
    }
    memset(turn->me->local, 0, sizeof turn->me->local);
    MINE(turn, RESULT) = result;
    turn_go_on(turn, GO_UNLOCK);
}

void go_after_work(struct turn *turn)
{
    MINE(turn, BUCKET) = go_new_bucket(go_hash(turn));
    MINE(turn, SLOT) = 0;
    turn_go_on(turn, go_op(turn)->verb == RACE_DELETE ? GO_DELETE_TOP : GO_ASSIGN_TOP);
}
