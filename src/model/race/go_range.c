/* mapiterinit and mapiternext, and the loop's body, which reads the entry. The loop starts at bucket 0, slot 0: of Go's
   random starts one. */
#include "model/race/go.h"

static uint8_t place(const struct turn *turn, unsigned offset)
{
    return (uint8_t)RACE_AT(MINE(turn, BUCKET), MINE(turn, SLOT), offset);
}

static void next_bucket(struct turn *turn)
{
    MINE(turn, SLOT) = MINE(turn, HALF) = MINE(turn, BUCKET) = 0;
    if (MINE(turn, NEXT) == RACE_BUCKETS - RACE_OLD_BUCKETS)
        go_finish(turn, RACE_NO_RESULT);
    else
        turn_go_on(turn, GO_RANGE_OLD);
}

/* `then`: what comes first at the next slot. After an entry that is a new call of mapiternext. */
static void next_slot(struct turn *turn, enum go_step then)
{
    MINE(turn, TOP) = MINE(turn, KEY) = MINE(turn, PLACE) = MINE(turn, OLD) = 0;
    MINE(turn, SLOT)++;
    if (then == GO_RANGE_TOP && MINE(turn, SLOT) == go_slots(turn, MINE(turn, BUCKET)))
        next_bucket(turn);
    else
        turn_go_on(turn, then);
}

static void begin(struct turn *turn)
{
    const uint8_t both = RACE_FLAG_ITERATOR | RACE_FLAG_OLD_ITERATOR;
    uint8_t flags = go_register(turn, RACE_FLAGS);
    switch (turn->me->step) {
    case GO_RANGE_COUNT:
        if (turn_load(turn, go_register(turn, RACE_COUNT)) == 0)
            go_finish(turn, RACE_NO_RESULT);
        else
            turn_go_on(turn, GO_RANGE_FLAGS);
        break;
    case GO_RANGE_FLAGS:
        turn_go_on(turn, (turn_load(turn, flags) & both) == both ? GO_RANGE_CHECK : GO_RANGE_SET);
        break;
    default:
        turn_or(turn, flags, both);
        turn_go_on(turn, GO_RANGE_CHECK);
    }
}

/* At the call: is there a bucket in which it stands, with slots left? */
static void call(struct turn *turn)
{
    if (turn_load(turn, go_register(turn, RACE_FLAGS)) & RACE_FLAG_WRITING)
        turn_die(turn, RACE_FATAL_ITERATION);
    else if (MINE(turn, NEXT) == 0 || MINE(turn, SLOT) == go_slots(turn, MINE(turn, BUCKET)))
        next_bucket(turn);
    else
        turn_go_on(turn, GO_RANGE_TOP);
}

static void choose_bucket(struct turn *turn)
{
    uint8_t number = MINE(turn, NEXT), old = go_old_bucket(number);
    bool in_old = false;
    if (turn->me->step == GO_RANGE_OLD) {
        if (turn_load(turn, go_register(turn, RACE_GROWING))) {
            turn_go_on(turn, GO_RANGE_EVACUATED);
            return;
        }
    } else {
        in_old = !go_evacuated(turn_load(turn, (uint8_t)RACE_AT(old, 0, RACE_TOP_OFFSET)));
    }
    MINE(turn, BUCKET) = in_old ? old : go_new_bucket(number);
    MINE(turn, HALF) = in_old ? number + 1 : 0;
    MINE(turn, NEXT)++;
    turn_go_on(turn, GO_RANGE_TOP);
}

static void look(struct turn *turn)
{
    uint8_t loaded;
    switch (turn->me->step) {
    case GO_RANGE_TOP:
        loaded = turn_load(turn, place(turn, RACE_TOP_OFFSET));
        if (loaded <= RACE_EMPTY_ONE || loaded == RACE_EVACUATED_EMPTY)
            next_slot(turn, GO_RANGE_TOP);
        else
            turn_go_on(turn, MINE(turn, HALF) ? GO_RANGE_KEY : GO_RANGE_GIVE_KEY);
        break;
    case GO_RANGE_KEY:
        loaded = turn_load(turn, place(turn, RACE_KEY_OFFSET));
        MINE(turn, KEY) = loaded;
        if (loaded == 0 || turn->setup->hash[loaded - 1] != MINE(turn, HALF) - 1)
            next_slot(turn, GO_RANGE_TOP);
        else
            turn_go_on(turn, GO_RANGE_AGAIN);
        break;
    default:
        loaded = turn_load(turn, place(turn, RACE_TOP_OFFSET));
        if (go_evacuated(loaded) && loaded != RACE_EVACUATED_EMPTY) {
            turn_go_on(turn, GO_RANGE_FIND_COUNT);
        } else {
            MINE(turn, KEY) = 0;
            turn_go_on(turn, GO_RANGE_GIVE_KEY);
        }
    }
}

/* mapaccessK for the key in hand. OLD is here the bucket that it searches, PLACE 1 + the slot. */
static void find_in(struct turn *turn, uint8_t bucket)
{
    MINE(turn, OLD) = bucket;
    MINE(turn, PLACE) = 1;
    turn_go_on(turn, GO_RANGE_FIND_TOP);
}

static void find_on(struct turn *turn)
{
    if (MINE(turn, PLACE) == go_slots(turn, MINE(turn, OLD))) {
        next_slot(turn, GO_RANGE_TOP);
    } else {
        MINE(turn, PLACE)++;
        turn_go_on(turn, GO_RANGE_FIND_TOP);
    }
}

static void find_slot(struct turn *turn)
{
    uint8_t bucket = MINE(turn, OLD), slot = MINE(turn, PLACE) - 1, top;
    if (turn->me->step == GO_RANGE_FIND_KEY) {
        if (turn_load(turn, (uint8_t)RACE_AT(bucket, slot, RACE_KEY_OFFSET)) != MINE(turn, KEY))
            find_on(turn);
        else
            turn_go_on(turn, GO_RANGE_GIVE_KEY);
        return;
    }
    top = turn_load(turn, (uint8_t)RACE_AT(bucket, slot, RACE_TOP_OFFSET));
    if (top == go_top(MINE(turn, KEY) - 1))
        turn_go_on(turn, GO_RANGE_FIND_KEY);
    else if (top == RACE_EMPTY_REST)
        next_slot(turn, GO_RANGE_TOP);
    else
        find_on(turn);
}

static void find(struct turn *turn)
{
    uint8_t hash = turn->setup->hash[MINE(turn, KEY) - 1];
    switch (turn->me->step) {
    case GO_RANGE_FIND_COUNT:
        if (turn_load(turn, go_register(turn, RACE_COUNT)) == 0)
            next_slot(turn, GO_RANGE_TOP);
        else
            turn_go_on(turn, GO_RANGE_FIND_OLD);
        break;
    case GO_RANGE_FIND_OLD:
        if (turn_load(turn, go_register(turn, RACE_GROWING)))
            turn_go_on(turn, GO_RANGE_FIND_EVACUATED);
        else
            find_in(turn, go_new_bucket(hash));
        break;
    case GO_RANGE_FIND_EVACUATED:
        if (go_evacuated(turn_load(turn, (uint8_t)RACE_AT(go_old_bucket(hash), 0, RACE_TOP_OFFSET))))
            find_in(turn, go_new_bucket(hash));
        else
            find_in(turn, go_old_bucket(hash));
        break;
    default:
        find_slot(turn);
    }
}

static void give(struct turn *turn)
{
    bool found = MINE(turn, PLACE) != 0;
    uint8_t bucket = found ? MINE(turn, OLD) : MINE(turn, BUCKET);
    uint8_t slot = found ? MINE(turn, PLACE) - 1 : MINE(turn, SLOT), bit;
    struct race_done *done = turn->done;
    if (turn->me->step == GO_RANGE_GIVE_KEY) {
        MINE(turn, KEY) = turn_load(turn, (uint8_t)RACE_AT(bucket, slot, RACE_KEY_OFFSET));
        turn_go_on(turn, GO_RANGE_GIVE_VALUE);
        return;
    }
    done->given = turn_load(turn, (uint8_t)RACE_AT(bucket, slot, RACE_VALUE_OFFSET));
    done->gives = MINE(turn, KEY) == 0 ? RACE_ZERO_KEY : MINE(turn, KEY);
    bit = MINE(turn, KEY) == 0 ? 0 : (uint8_t)(1u << (MINE(turn, KEY) - 1));
    done->again = (MINE(turn, GIVEN) & bit) != 0;
    MINE(turn, GIVEN) |= bit;
    next_slot(turn, GO_RANGE_CHECK);
}

void go_step_range(struct turn *turn)
{
    switch (turn->me->step) {
    case GO_RANGE_COUNT:
    case GO_RANGE_FLAGS:
    case GO_RANGE_SET:
        begin(turn);
        break;
    case GO_RANGE_CHECK:
        call(turn);
        break;
    case GO_RANGE_OLD:
    case GO_RANGE_EVACUATED:
        choose_bucket(turn);
        break;
    case GO_RANGE_TOP:
    case GO_RANGE_KEY:
    case GO_RANGE_AGAIN:
        look(turn);
        break;
    case GO_RANGE_GIVE_KEY:
    case GO_RANGE_GIVE_VALUE:
        give(turn);
        break;
    default:
        find(turn);
    }
}
