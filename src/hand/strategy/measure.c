/* A strategy in numbers; and what a command set off beside what it was asked to do. */
#include "hand/strategy/strategy.h"

/* Growths are told by the hand of the map that grew, publications here. A line that set off more is told of in sums. */
void strategy_say_aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply)
{
    const struct timeline *timeline = &session->timeline;
    const struct strategy strategy = strategy_of(&session->world, home);
    uint64_t growths = 0, publications = 0, copied = 0, operations = 0;
    for (position at = begin; at < timeline->end; at++) {
        const struct event event = timeline_event(timeline, at);
        if (timeline_whole_subject(timeline, at) != home)
            continue;
        growths += event_row(event.kind)->landmark == LANDMARK_GROWTH;
        operations += event.kind == STRATEGY_call;
        publications += event.kind == STRATEGY_published;
        copied += event.kind == STRATEGY_published ? event.before : 0;
    }
    if (operations <= 1) {
        for (int i = 0; i < strategy_part_count(&strategy); i++) {
            uint32_t part = strategy_part_home(&strategy, i);
            /* What is made for readers is a copy: its beginnings are no news. */
            if (strategy_kind(&strategy) == STRATEGY_SHARDED || i == STRATEGY_WRITE_SIDE)
                hand_of(session, part)->aftermath(session, part, begin, reply);
        }
    } else if (growths > 0) {
        reply_say(reply, WORD_STRATEGY_SAY_GREW, NUMBER(growths));
    }
    if (publications > 0 && operations > 0) /* what was asked for is told already */
        reply_say(reply, WORD_STRATEGY_SAY_PUBLICATIONS, NUMBER(publications), NUMBER(copied));
    if (publications > 0)
        reply_number(reply, "publications", (int64_t)publications);
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
