/* A growth that nobody advances, and where one can be read: stuck, hmap. Nothing changes. */
#include "base/number.h"
#include "hand/classic/classic.h"
#include "model/classic/measure.h"
#include "model/classic/summary.h"

#include <string.h>

enum { COMMANDS_SHOWN = 8 };

/* The last commands since something moved, the oldest first, with what they came to: none moved an old bucket of the map. */
static void say_commands(const struct timeline *timeline, uint64_t still, struct reply *reply)
{
    const struct mark *last = timeline_last_mark(timeline);
    size_t number = last != NULL ? timeline_mark_number(timeline, last) : 0;
    size_t shown = still < COMMANDS_SHOWN ? (size_t)still : COMMANDS_SHOWN;
    if (shown == 0)
        return;
    reply_say(reply, WORD_CLASSIC_SAY_STUCK_HEAD);
    for (size_t i = 0; i < shown; i++) {
        const struct mark *mark = timeline_mark_by_number(timeline, number - shown + 1 + i);
        if (mark != NULL)
            reply_say(reply, WORD_CLASSIC_SAY_STUCK_ROW, NUMBER(number - shown + 1 + i), mark->text,
                      mark->outcome != NULL ? mark->outcome
                                            : reply->words->texts[WORD_CLASSIC_SAY_STUCK_DONE]);
    }
}

/* Which write moves it on. If the map is empty, a delete does not (mapdelete), and clear returns at once (mapclear). */
static void say_way_out(const struct classic *map, uint64_t left, struct reply *reply)
{
    uint64_t most = classic_most_writes(map), next = classic_unmoved_from(map, 0);
    bool empty = map_count(map) == 0;
    reply_say(reply, empty ? WORD_CLASSIC_SAY_STUCK_EMPTY : WORD_CLASSIC_SAY_STUCK_WRITES);
    if (classic_writes_before(map, next) > 0)
        classic_say_frontier(map, reply);
    else
        reply_say(reply, most == 1 && left == 1 ? WORD_CLASSIC_SAY_STUCK_LAST : WORD_CLASSIC_SAY_STUCK_NEXT,
                  GROUPED(next));
    if (left > 1 || most > 1)
        reply_say(reply, most == 1 ? WORD_CLASSIC_SAY_STUCK_ONE_WRITE : WORD_CLASSIC_SAY_STUCK_TO_ITS_END,
                  NUMBER(classic_least_writes(map)), NUMBER(most));
    if (!empty)
        reply_say(reply, WORD_CLASSIC_SAY_STUCK_CLEAR);
}

static enum word standing_word(const struct classic *map, uint64_t still)
{
    return still > 0                          ? WORD_CLASSIC_SAY_STUCK_STILL
           : classic_evacuated_count(map) > 0 ? WORD_CLASSIC_SAY_STUCK_MOVES
                                              : WORD_CLASSIC_SAY_STUCK_BEGAN;
}

CLASSIC_VERB(stuck)
{
    const struct classic its = run_map(run), *map = &its;
    const struct timeline *timeline = &run->session->timeline;
    uint64_t count = classic_old_bucket_count(map);
    (void)call;
    if (!run_spend(run, count, error))
        return false;
    uint64_t left = count > 0 ? count - classic_evacuated_count(map) : 0;
    uint64_t still = left > 0 ? timeline_still(timeline, run->home) : 0;
    if (count == 0) {
        reply_say(reply, WORD_CLASSIC_SAY_STUCK_NOTHING);
    } else if (left == 0) {
        classic_say_rest_of_growth(map, reply);
    } else {
        struct classic_bytes bytes = classic_bytes(map);
        reply_say(reply, WORD_CLASSIC_SAY_STUCK, GROUPED(left), GROUPED(count),
                  GROUPED(bytes.old_array + bytes.old_overflow));
        reply_say(reply, standing_word(map, still), GROUPED(still));
        say_commands(timeline, still, reply);
        say_way_out(map, left, reply);
    }
    reply_number(reply, "left", (int64_t)left);
    reply_number(reply, "still", (int64_t)still);
    return true;
}

/* ---- hmap */

/* Its fields where they lie in 64-bit memory (runtime/map.go, the same in all releases that are modelled). */
static const struct {
    const char *name;
    int offset, bytes;
    enum classic_register which;
    enum word tells;
} fields[] = {
    {"count", 0, 8, REGISTER_COUNT, WORD_CLASSIC_SAY_HMAP_COUNT},
    {"flags", 8, 1, REGISTER_FLAGS, WORD_CLASSIC_SAY_HMAP_FLAGS},
    {"B", 9, 1, REGISTER_B, WORD_CLASSIC_SAY_HMAP_B},
    {"noverflow", 10, 2, REGISTER_NOVERFLOW, WORD_CLASSIC_SAY_HMAP_NOVERFLOW},
    {"hash0", 12, 4, REGISTER_HASH0, WORD_CLASSIC_SAY_HMAP_HASH0},
    {"buckets", 16, 8, REGISTER_BUCKETS, WORD_CLASSIC_SAY_HMAP_BUCKETS},
    {"oldbuckets", 24, 8, REGISTER_OLDBUCKETS, WORD_CLASSIC_SAY_HMAP_OLDBUCKETS},
    {"nevacuate", 32, 8, REGISTER_NEVACUATE, WORD_CLASSIC_SAY_HMAP_NEVACUATE},
    {"extra", 40, 8, REGISTER_EXTRA, WORD_CLASSIC_SAY_HMAP_EXTRA},
};

/* What stands there: of a pointer only whether it is nil, since addresses are the process's own. */
static void say_value(const struct classic *map, size_t field, const struct reply *reply, struct text *text)
{
    uint64_t value = classic_register(map, fields[field].which);
    bool pointer = fields[field].bytes == 8 && fields[field].which != REGISTER_COUNT &&
                   fields[field].which != REGISTER_NEVACUATE;
    if (fields[field].which == REGISTER_EXTRA)
        value = classic_holdings(map).extra;
    if (pointer)
        words_say(text, reply->words, value != 0 ? WORD_CLASSIC_SAY_HMAP_POINTER : WORD_CLASSIC_SAY_HMAP_NIL);
    else if (fields[field].which == REGISTER_HASH0)
        text_add(text, HEX(value, 8));
    else
        text_add(text, GROUPED(value));
}

CLASSIC_VERB(hmap)
{
    const struct classic its = run_map(run), *map = &its;
    struct text value = {0};
    (void)call;
    if (classic_register(map, REGISTER_NIL)) {
        reply_say(reply, WORD_CLASSIC_SAY_DUMP_NIL);
        return true;
    }
    if (!run_spend(run, classic_bucket_count(map) + classic_old_bucket_count(map), error))
        return false;
    reply_say(reply, WORD_CLASSIC_SAY_HMAP_HEAD);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        text_clear(&value);
        say_value(map, i, reply, &value);
        reply_say(reply, WORD_CLASSIC_SAY_HMAP_ROW, NUMBER(fields[i].offset), fields[i].name,
                  text_string(&value), reply->words->texts[fields[i].tells]);
    }
    reply_say(reply, classic_growing(map) ? WORD_CLASSIC_SAY_HMAP_GROWING : WORD_CLASSIC_SAY_HMAP_RESTS,
              GROUPED(classic_evacuated_count(map)), GROUPED(classic_old_bucket_count(map)));
    reply_say(reply, WORD_CLASSIC_SAY_HMAP_HOW);
    reply_flag(reply, "growing", classic_growing(map));
    text_free(&value);
    return true;
}
