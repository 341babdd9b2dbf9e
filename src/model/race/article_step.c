/* The steps of the article's protocol, with any of the rules. */
#include "model/race/article.h"

enum { LOCAL_SAW, LOCAL_BUCKET, LOCAL_KEY, LOCAL_VALUE, LOCAL_WROTE_NEW };

static bool has_rule(const struct turn *turn, enum race_rule rule)
{
    return article_rules(turn->setup) & rule;
}

uint8_t article_rules(const struct race_setup *setup)
{
    return setup->system == RACE_MENDED ? RACE_RULE_HOLD | RACE_RULE_READ_OLD : setup->rules;
}

uint8_t article_entry(const struct race_setup *setup, uint8_t verb)
{
    switch (verb) {
    case RACE_GET:
        return ARTICLE_GET_STATE;
    case RACE_MIGRATE:
        return ARTICLE_MOVE_CLAIM;
    default:
        return article_rules(setup) & RACE_RULE_HOLD ? ARTICLE_WRITE_HOLD : ARTICLE_WRITE_STATE;
    }
}

static uint8_t old_bucket(const struct turn *turn)
{
    return turn->setup->hash[turn->done->op.key] % RACE_OLD_BUCKETS;
}

static uint8_t old_cell(const struct turn *turn)
{
    return article_cell(old_bucket(turn), turn->done->op.key);
}

static uint8_t new_cell(const struct turn *turn)
{
    return article_cell((unsigned)RACE_OLD_BUCKETS + turn->setup->hash[turn->done->op.key],
                        turn->done->op.key);
}

static uint8_t told(uint8_t cell)
{
    return cell == 0 || cell == ARTICLE_DELETED ? RACE_ABSENT : RACE_FOUND | cell;
}

static void step_get(struct turn *turn)
{
    uint8_t loaded;
    switch (turn->me->step) {
    case ARTICLE_GET_STATE:
        loaded = turn_load(turn, RACE_STATE + old_bucket(turn));
        MINE(turn, SAW) = loaded + 1;
        turn_go_on(turn, loaded == 0 || (loaded == 1 && has_rule(turn, RACE_RULE_READ_OLD))
                             ? ARTICLE_GET_OLD
                             : ARTICLE_GET_NEW);
        break;
    case ARTICLE_GET_OLD:
        turn_return(turn, told(turn_load(turn, old_cell(turn))));
        break;
    default:
        loaded = turn_load(turn, new_cell(turn));
        if (loaded == 0 && MINE(turn, SAW) == 2 && has_rule(turn, RACE_RULE_READ_BOTH))
            turn_go_on(turn, ARTICLE_GET_OLD);
        else
            turn_return(turn, told(loaded));
    }
}

static uint8_t written(const struct turn *turn)
{
    if (turn->done->op.verb == RACE_INSERT)
        return turn->done->op.value;
    return has_rule(turn, RACE_RULE_MARK) ? ARTICLE_DELETED : 0;
}

/* The write, as the state says that was seen. */
static void write_by_state(struct turn *turn)
{
    bool new_first = MINE(turn, SAW) == 3 || (MINE(turn, SAW) == 2 && has_rule(turn, RACE_RULE_NEW_FIRST));
    turn_go_on(turn, new_first ? ARTICLE_WRITE_NEW : ARTICLE_WRITE_OLD);
}

static void write_old(struct turn *turn)
{
    turn_store(turn, old_cell(turn), written(turn));
    if (has_rule(turn, RACE_RULE_HOLD))
        turn_go_on(turn, ARTICLE_WRITE_FREE);
    else if (MINE(turn, SAW) == 2 && !MINE(turn, WROTE_NEW))
        turn_go_on(turn, ARTICLE_WRITE_NEW);
    else if (MINE(turn, SAW) == 1 && has_rule(turn, RACE_RULE_AGAIN))
        turn_go_on(turn, ARTICLE_WRITE_AGAIN);
    else
        turn_return(turn, RACE_NO_RESULT);
}

static void write_new(struct turn *turn)
{
    turn_store(turn, new_cell(turn), written(turn));
    MINE(turn, WROTE_NEW) = 1;
    if (MINE(turn, SAW) == 2 && has_rule(turn, RACE_RULE_NEW_FIRST))
        turn_go_on(turn, ARTICLE_WRITE_OLD);
    else
        turn_return(turn, RACE_NO_RESULT);
}

/* Takes the state from 0 to 1, or waits while it is 1. */
static void hold(struct turn *turn, uint8_t bucket, enum article_step held, enum article_step migrated)
{
    if (turn_swap(turn, RACE_STATE + bucket, 0, 1))
        turn_go_on(turn, held);
    else if (turn->done->before == 1)
        turn_wait(turn);
    else
        turn_go_on(turn, migrated);
}

static void step_write(struct turn *turn)
{
    uint8_t state;
    switch (turn->me->step) {
    case ARTICLE_WRITE_HOLD:
        hold(turn, old_bucket(turn), ARTICLE_WRITE_OLD, ARTICLE_WRITE_NEW);
        break;
    case ARTICLE_WRITE_STATE:
        MINE(turn, SAW) = turn_load(turn, RACE_STATE + old_bucket(turn)) + 1;
        write_by_state(turn);
        break;
    case ARTICLE_WRITE_AGAIN:
        state = turn_load(turn, RACE_STATE + old_bucket(turn)) + 1;
        if (state == MINE(turn, SAW)) {
            turn_return(turn, RACE_NO_RESULT);
            break;
        }
        MINE(turn, SAW) = state;
        write_by_state(turn);
        break;
    case ARTICLE_WRITE_OLD:
        write_old(turn);
        break;
    case ARTICLE_WRITE_NEW:
        write_new(turn);
        break;
    default:
        turn_store(turn, RACE_STATE + old_bucket(turn), 0);
        turn_return(turn, RACE_NO_RESULT);
    }
}

static uint8_t moved_bucket(const struct turn *turn)
{
    return turn->done->op.key == RACE_ALL ? MINE(turn, BUCKET) : turn->done->op.key;
}

/* The next key of the bucket that is moved, from `key` on; behind the last the bucket is done. */
static void next_entry(struct turn *turn, unsigned key)
{
    while (key < RACE_KEYS && turn->setup->hash[key] % RACE_OLD_BUCKETS != moved_bucket(turn))
        key++;
    MINE(turn, KEY) = key < RACE_KEYS ? (uint8_t)(key + 1) : 0;
    MINE(turn, VALUE) = 0;
    turn_go_on(turn, key < RACE_KEYS ? ARTICLE_MOVE_LOAD : ARTICLE_MOVE_DONE);
}

static void next_bucket(struct turn *turn)
{
    MINE(turn, KEY) = 0;
    if (turn->done->op.key == RACE_ALL && ++MINE(turn, BUCKET) < RACE_OLD_BUCKETS)
        turn_go_on(turn, ARTICLE_MOVE_CLAIM);
    else
        turn_return(turn, RACE_NO_RESULT);
}

static void claim(struct turn *turn)
{
    bool won = turn_swap(turn, RACE_STATE + moved_bucket(turn), 0, 1);
    if (!won && turn->done->before == 1 && has_rule(turn, RACE_RULE_HOLD))
        turn_wait(turn);
    else if (won)
        next_entry(turn, 0);
    else
        next_bucket(turn);
}

static void step_move(struct turn *turn)
{
    unsigned key = MINE(turn, KEY) - 1u;
    switch (turn->me->step) {
    case ARTICLE_MOVE_CLAIM:
        claim(turn);
        break;
    case ARTICLE_MOVE_LOAD:
        MINE(turn, VALUE) = turn_load(turn, article_cell(moved_bucket(turn), key));
        if (MINE(turn, VALUE) == 0 || MINE(turn, VALUE) == ARTICLE_DELETED)
            next_entry(turn, key + 1);
        else
            turn_go_on(turn, ARTICLE_MOVE_STORE);
        break;
    case ARTICLE_MOVE_STORE:
        if (has_rule(turn, RACE_RULE_COPY_EMPTY))
            turn_swap(turn, article_cell((unsigned)RACE_OLD_BUCKETS + turn->setup->hash[key], key), 0,
                      MINE(turn, VALUE));
        else
            turn_store(turn, article_cell((unsigned)RACE_OLD_BUCKETS + turn->setup->hash[key], key),
                       MINE(turn, VALUE));
        next_entry(turn, key + 1);
        break;
    default:
        turn_store(turn, RACE_STATE + moved_bucket(turn), 2);
        next_bucket(turn);
    }
}

void article_step(struct turn *turn)
{
    if (turn->me->step >= ARTICLE_MOVE_CLAIM)
        step_move(turn);
    else if (turn->me->step >= ARTICLE_WRITE_STATE)
        step_write(turn);
    else
        step_get(turn);
}
