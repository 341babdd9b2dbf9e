/* why KEY: the life of an entry, read from the timeline up to the present moment. */
#include "hand/swiss/swiss.h"
#include "model/swiss/measure.h"
#include "session/life.h"

/* What is known while the events go by. */
struct story {
    struct life life;
    struct event growth; /* that goes on: grow or split */
    bool lifted;         /* the entry in hand is ours */
    uint64_t decided;    /* as event decide has it: the bit, and its position << 1 */
};

static uint64_t group_index(uint64_t reference)
{
    return reference & UINT32_MAX;
}

static void tell_move(struct story *story, position at, const struct event *event)
{
    struct life *life = &story->life;
    const struct event *growth = &story->growth;
    bool split = growth->kind == SWISS_split, small = growth->line == LINE_swiss_put_smallest;
    uint64_t from = group_index(event->before), bit = story->decided & 1;
    char number[24];
    const char *command = life_row(life, at, number);
    reply_say(life->reply,
              small   ? WORD_SWISS_SAY_WHY_MOVED_SMALL
              : split ? WORD_SWISS_SAY_WHY_MOVED_SPLIT
                      : WORD_SWISS_SAY_WHY_MOVED,
              number, COMMAND_SHOWN(command), small ? NUMBER(event->after) : NUMBER(from),
              NUMBER(event->index), NUMBER(story->decided >> 1), NUMBER(bit), NUMBER(growth->before),
              NUMBER(growth->after));
    text_separate(&life->moves, ",");
    text_format(&life->moves, "{\"command\":%s,\"from\":%llu,\"to\":%u,\"split\":%s}", number,
                (unsigned long long)from, event->index, split ? "true" : "false");
}

static void take_event(void *context, position at, const struct event *event)
{
    struct story *story = context;
    switch (event->kind) {
    case SWISS_made:
        life_made(&story->life);
        break;
    case SWISS_placed:
        life_inserted(&story->life, at, event->before, event->after);
        break;
    case SWISS_updated:
        life_updated(&story->life, at, event->before, event->after);
        break;
    case SWISS_removed:
        life_deleted(&story->life, at, event->before);
        break;
    case SWISS_cleared:
        life_cleared(&story->life, at);
        break;
    case SWISS_grow:
    case SWISS_split:
        story->growth = *event;
        break;
    case SWISS_lift:
        story->lifted = life_is_its(&story->life, event->before);
        break;
    case SWISS_decide:
        story->decided = event->after;
        break;
    case SWISS_moved:
        if (story->lifted)
            tell_move(story, at, event);
        story->lifted = false;
        break;
    default:
        break;
    }
}

static void say_now(const struct swiss *map, value_id key, struct reply *reply)
{
    struct swiss_spot spot = swiss_locate(map, key);
    struct swiss_look look = swiss_look_up(map, key);
    struct text where = {0};
    if (spot.found) {
        swiss_add_spot(reply->words, &where, map, &spot);
        reply_say(reply, WORD_SWISS_SAY_WHY_NOW, text_string(&where), NUMBER(look.groups), NUMBER(look.keys));
    } else if (look.groups == 0) {
        reply_say(reply, WORD_MAP_SAY_ABSENT_EMPTY, SWISS_SHOWN(map, key));
    } else {
        reply_say(reply, WORD_SWISS_SAY_WHY_ABSENT, SWISS_SHOWN(map, key), NUMBER(look.groups),
                  NUMBER(look.keys));
    }
    reply_flag(reply, "present", spot.found);
    reply_number(reply, "groups", (int64_t)look.groups);
    reply_number(reply, "keys", (int64_t)look.keys);
    text_free(&where);
}

SWISS_VERB(why)
{
    const struct swiss its = run_swiss(run), *map = &its;
    value_id key;
    uint64_t hash;
    if (!session_read_hash(run, call, &key, &hash, error) || !swiss_run_hash(run, call, reply, error))
        return false;
    struct story story = {.life = life_begin(run, map->values, key, reply)};
    bool on = life_read(run, &story.life, take_event, &story, error);
    if (on) {
        life_end(&story.life, swiss_locate(map, key).found, reply);
        say_now(map, key, reply);
    }
    text_free(&story.life.moves);
    return on;
}
