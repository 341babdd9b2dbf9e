/* A strategy in numbers; and what a command set off beside what it was asked to do. */
#include "hand/strategy/strategy.h"

/* What a command set off in one strategy. */
struct aftermath {
    uint64_t operations, growths, publications, copied;
};

/* The publication that ends with the last landmark before `end`, if one does: nothing of an operation comes behind it. */
static void take_publication(const struct timeline *timeline, uint32_t home, position begin, position end,
                             struct aftermath *after)
{
    size_t index;
    if (end <= begin || !timeline_landmark_before(timeline, end - 1, &index))
        return;
    position at = timeline_landmark(timeline, index);
    const struct event event = timeline_event(timeline, at);
    if (at < begin || event.kind != STRATEGY_published || timeline_whole_subject(timeline, at) != home)
        return;
    after->publications++;
    after->copied += event.before;
}

/* From the lists of what happened: a line of a hundred thousand operations has many millions of events. */
static bool read_aftermath(const struct session *session, uint32_t home, position begin,
                           struct aftermath *after)
{
    const struct timeline *timeline = &session->timeline;
    const struct strategy strategy = strategy_of(&session->world, home);
    bool split = strategy_kind(&strategy) == STRATEGY_SPLIT;
    position at = timeline->end;
    while (timeline_growth_before(timeline, at, &at) && at >= begin)
        after->growths += timeline_whole_subject(timeline, at) == home;
    /* Of one that publishes nothing all that matters is whether there was more than one. */
    size_t first = timeline_operations_before(timeline, begin);
    for (size_t i = first; i < timeline->operations.count && (split || after->operations < 2); i++) {
        at = timeline_operation(timeline, i);
        if (!session_walks_on(session, begin, i == first ? begin : at, timeline->end))
            return false;
        if (split)
            take_publication(timeline, home, begin, at, after);
        after->operations += timeline_whole_subject(timeline, at) == home;
    }
    if (split)
        take_publication(timeline, home, begin, timeline->end, after);
    return true;
}

/* Growths are told by the hand of the map that grew, publications here. A line that set off more is told of in sums. */
void strategy_say_aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply)
{
    const struct strategy strategy = strategy_of(&session->world, home);
    struct aftermath after = {0};
    if (!read_aftermath(session, home, begin, &after))
        return;
    if (after.operations <= 1) {
        for (int i = 0; i < strategy_part_count(&strategy); i++) {
            uint32_t part = strategy_part_home(&strategy, i);
            /* What is made for readers is a copy: its beginnings are no news. */
            if (strategy_kind(&strategy) == STRATEGY_SHARDED || i == STRATEGY_WRITE_SIDE)
                hand_of(session, part)->aftermath(session, part, begin, reply);
        }
    } else if (after.growths > 0) {
        reply_say(reply, WORD_STRATEGY_SAY_GREW, NUMBER(after.growths));
    }
    if (after.publications > 0 && after.operations > 0) /* what was asked for is told already */
        reply_say(reply, WORD_STRATEGY_SAY_PUBLICATIONS, NUMBER(after.publications), NUMBER(after.copied));
    if (after.publications > 0)
        reply_number(reply, "publications", (int64_t)after.publications);
}

static void say_part(const struct strategy *strategy, int part, uint64_t most, struct reply *reply)
{
    const struct classic map = strategy_part(strategy, part);
    uint64_t count = classic_register(&map, REGISTER_COUNT);
    struct text name = {0};
    if (strategy_kind(strategy) == STRATEGY_SHARDED)
        text_format(&name, "%d", part);
    else
        text_add(&name, reply->words->texts[part == STRATEGY_WRITE_SIDE ? WORD_STRATEGY_WRITE_SIDE
                                                                        : WORD_STRATEGY_READ_SIDE]);
    reply_say(reply, WORD_STRATEGY_SAY_STATS_ROW, text_string(&name), GROUPED(count),
              GROUPED(classic_bucket_count(&map)), GROUPED(classic_register(&map, REGISTER_GROWTHS)),
              classic_growing(&map) ? NUMBER(classic_evacuated_count(&map)) : "–", sheet_bar(count, most));
    text_free(&name);
}

STRATEGY_VERB(stats)
{
    const struct strategy its = run_strategy(run), *strategy = &its;
    uint64_t most = 1;
    (void)call;
    (void)error;
    for (int i = 0; i < strategy_part_count(strategy); i++) {
        const struct classic map = strategy_part(strategy, i);
        uint64_t count = classic_register(&map, REGISTER_COUNT);
        most = count > most ? count : most;
    }
    reply_say(reply, WORD_STRATEGY_SAY_STATS_TYPE, strategy_type_name(strategy), strategy_map_name(strategy));
    reply_say(reply, WORD_STRATEGY_SAY_STATS_HEAD);
    for (int i = 0; i < strategy_part_count(strategy); i++)
        say_part(strategy, i, most, reply);
    if (strategy_kind(strategy) == STRATEGY_SPLIT) {
        uint64_t reads = strategy_register(strategy, STRATEGY_READS);
        reply_say(reply, WORD_STRATEGY_SAY_STATS_READS, GROUPED(reads),
                  GROUPED(strategy_register(strategy, STRATEGY_STALE)),
                  GROUPED(strategy_register(strategy, STRATEGY_STALEST)),
                  GROUPED(strategy_register(strategy, STRATEGY_DIFFERED)));
        reply_say(reply, WORD_STRATEGY_SAY_STATS_PUBLISHED,
                  GROUPED(strategy_register(strategy, STRATEGY_PUBLISHED)),
                  GROUPED(strategy_register(strategy, STRATEGY_COPIED)),
                  GROUPED(strategy_register(strategy, STRATEGY_EVERY)),
                  GROUPED(strategy_register(strategy, STRATEGY_BEHIND)));
    }
    reply_number(reply, "count", (int64_t)strategy_count(strategy));
    return true;
}
