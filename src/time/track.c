#include "time/track.h"

#include "base/number.h"

/* The commands at the end that are drawn nearly alike; see the header. */
enum { NEAR = 2, LOG_NEAR = 1 << 16 /* its logarithm, as log2_of tells it */ };

/* The logarithm to base 2, in 65536ths. */
static int64_t log2_of(uint64_t number)
{
    enum { DIGITS = 16 };
    int whole = number_log2(number);
    uint64_t rest = whole > 31 ? number >> (whole - 31) : number << (31 - whole); /* 2^31 .. 2^32 - 1 */
    int64_t log = whole;
    for (int i = 0; i < DIGITS; i++) {
        rest = rest * rest >> 31;
        int digit = (int)(rest >> 32);
        rest >>= digit;
        log = log * 2 + digit;
    }
    return log;
}

/* What does not change from command to command. */
struct scale {
    int64_t length, near, whole;
    uint64_t all;
};

static struct scale scale_of(const struct timeline *timeline, int width)
{
    struct scale scale = {
        .length = (int64_t)width * TRACK_PARTS, .near = LOG_NEAR, .all = timeline->mark_count};
    scale.whole = log2_of(scale.all + NEAR) - scale.near;
    return scale;
}

static int64_t begin_of(const struct scale *scale, size_t index)
{
    if (scale->all == 0)
        return 0;
    return scale->length - scale->length * (log2_of(scale->all - index + NEAR) - scale->near) / scale->whole;
}

int64_t track_begin(const struct timeline *timeline, int width, size_t index)
{
    struct scale scale = scale_of(timeline, width);
    return begin_of(&scale, index);
}

int64_t track_place(const struct timeline *timeline, int width, position at)
{
    const struct mark *mark = timeline_mark_of(timeline, at);
    if (mark == NULL)
        return at > timeline->first ? (int64_t)width * TRACK_PARTS : 0;
    size_t index = (size_t)(mark - timeline->marks);
    int64_t from = track_begin(timeline, width, index), to = track_begin(timeline, width, index + 1);
    return from + (int64_t)((uint64_t)(to - from) * (at - mark->begin) / (mark->end - mark->begin));
}

size_t track_command_from(const struct timeline *timeline, int width, int64_t place)
{
    struct scale scale = scale_of(timeline, width);
    size_t low = 0, high = timeline->mark_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (begin_of(&scale, middle) < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The command that a place lies in, of several the last; there is one. */
static size_t command_at(const struct timeline *timeline, int width, int64_t place)
{
    return track_command_from(timeline, width, place + 1) - 1;
}

/* So many events of the command lie before the place, rounded up if `up`. */
static uint64_t events_before(const struct timeline *timeline, int width, size_t index, int64_t place,
                              bool up)
{
    const struct mark *mark = &timeline->marks[index];
    uint64_t from = (uint64_t)track_begin(timeline, width, index),
             length = (uint64_t)track_begin(timeline, width, index + 1) - from;
    return length != 0
               ? (((uint64_t)place - from) * (mark->end - mark->begin) + (up ? length - 1 : 0)) / length
               : 0;
}

position track_moment(const struct timeline *timeline, int width, int64_t place)
{
    if (place <= 0 || timeline->mark_count == 0)
        return timeline->first;
    if (place >= (int64_t)width * TRACK_PARTS)
        return timeline->end;
    size_t index = command_at(timeline, width, place);
    return timeline->marks[index].begin + events_before(timeline, width, index, place, true);
}

position track_position(const struct timeline *timeline, int width, int column)
{
    if (column <= 0 || timeline->mark_count == 0)
        return timeline->first;
    if (column >= width - 1)
        return timeline->end;
    int64_t place = (int64_t)width * TRACK_PARTS * column / (width - 1);
    size_t index = command_at(timeline, width, place);
    bool narrow = track_begin(timeline, width, index + 1) - track_begin(timeline, width, index) < TRACK_PARTS;
    return timeline->marks[index].begin + (narrow ? 0 : events_before(timeline, width, index, place, false));
}
