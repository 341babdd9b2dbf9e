/* collide: keys that land in one bucket. */
#include "hand/classic/classic.h"

enum { SIDE_Y = 1 }; /* of the choices */

/* What only a Swiss map takes is refused. */
static bool is_ours(const struct call *call, struct error *error)
{
    static const char *const others[] = {"group", "table", "tag"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const struct argument *argument = call_argument(call, others[i]);
        if (argument->given)
            return error_set(error, argument->column, WORD_ERROR_CLASSIC_COLLIDE_TAKES, others[i]);
    }
    return call_argument(call, "bucket")->given ||
           error_set(error, call->column, WORD_ERROR_CLASSIC_COLLIDE_BUCKET);
}

/* The bits that bucket= and side= ask for. The side is the bit that decides at the doubling under way, else at the next one. */
static bool read_bucket(const struct classic *map, const struct call *call, struct wish *wish,
                        struct error *error)
{
    const struct argument *bucket = call_argument(call, "bucket"), *side = call_argument(call, "side");
    uint64_t buckets = classic_bucket_count(map) != 0 ? classic_bucket_count(map) : 1;
    if (side->given && classic_growing(map) && !classic_same_size(map))
        buckets = classic_old_bucket_count(map);
    if ((uint64_t)bucket->number >= buckets)
        return error_set(error, bucket->column, WORD_ERROR_CLASSIC_BUCKET, NUMBER(buckets),
                         NUMBER(buckets - 1), bucket->text);
    uint64_t bits = (uint64_t)bucket->number, bit = side->given ? buckets : 0;
    bits |= side->given && side->choice == SIDE_Y ? buckets : 0;
    *wish = (struct wish){.mask = (buckets - 1) | bit,
                          .bits = {bits, bits},
                          .one = WORD_CLASSIC_SAY_COLLIDED_ONE,
                          .many = WORD_CLASSIC_SAY_COLLIDED,
                          .few = WORD_ERROR_CLASSIC_COLLIDE};
    return true;
}

/* A tophash is the top byte; one below TOP_MIN would be a mark, so TOP_MIN is added to it. */
static bool read_tophash(const struct argument *top, struct wish *wish, struct error *error)
{
    enum { TOP_BIT = 56, MOST_RAISED = 2 * TOP_MIN };
    if (!top->given)
        return true;
    if (top->number < TOP_MIN)
        return error_set(error, top->column, WORD_ERROR_CLASSIC_TOPHASH, top->text);
    uint64_t byte = (uint64_t)top->number, raised = byte < MOST_RAISED ? byte - TOP_MIN : byte;
    wish->mask |= (uint64_t)0xff << TOP_BIT;
    wish->bits[0] |= byte << TOP_BIT;
    wish->bits[1] |= raised << TOP_BIT;
    return true;
}

CLASSIC_VERB(collide)
{
    const struct classic map = run_map(run);
    struct wish wish = {0};
    return is_ours(call, error) && read_bucket(&map, call, &wish, error) &&
           read_tophash(call_argument(call, "tophash"), &wish, error) &&
           session_collide(run, call, &wish, reply, error);
}
