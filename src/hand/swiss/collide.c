/* collide: keys whose hashes lead to one table, one group, or have one tag. */
#include "hand/swiss/swiss.h"

enum { HASH_BITS = 64, TAG_BITS = 7 };

/* What only a classic map takes. */
static bool is_ours(const struct call *call, struct error *error)
{
    static const char *const others[] = {"bucket", "side", "tophash"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const struct argument *argument = call_argument(call, others[i]);
        if (argument->given)
            return error_set(error, argument->column, WORD_ERROR_SWISS_COLLIDE_TAKES, others[i]);
    }
    return call_argument(call, "group")->given || call_argument(call, "table")->given ||
           call_argument(call, "tag")->given ||
           error_set(error, call->column, WORD_ERROR_SWISS_COLLIDE_NOTHING);
}

/* The top bits that lead to the table: as many as its localDepth. Its region; 0 of a small map, which has no tables. */
static bool read_table(const struct swiss *map, const struct argument *argument, struct wish *wish,
                       uint32_t *table, struct error *error)
{
    uint64_t entry;
    *table = 0;
    if (!argument->given)
        return true;
    if (!swiss_read_entry(map, argument, argument->column, &entry, error))
        return false;
    *table = swiss_directory_table(map, entry);
    uint64_t depth = swiss_table_word(map, *table, SWISS_TABLE_DEPTH),
             global = swiss_word(map, SWISS_WORD_GLOBAL_DEPTH);
    if (depth > 0) {
        wish->mask |= ~(uint64_t)0 << (HASH_BITS - depth);
        wish->bits[0] |= entry >> (global - depth) << (HASH_BITS - depth);
    }
    return true;
}

/* Groups of the table, or of each: false and an error if not all have as many. */
static bool count_groups(const struct swiss *map, uint32_t table, const struct argument *argument,
                         uint64_t *groups, struct error *error)
{
    uint64_t entry = 0;
    *groups = table != 0 ? swiss_table_groups(map, table) : 0;
    for (uint32_t next; table == 0 && swiss_next_table(map, &entry, &next);) {
        uint64_t its = swiss_table_groups(map, next);
        if (*groups != 0 && its != *groups)
            return error_set(error, argument->column, WORD_ERROR_SWISS_COLLIDE_TABLE);
        *groups = its;
    }
    *groups = *groups != 0 ? *groups : 1;
    return true;
}

static bool read_group(const struct swiss *map, uint32_t table, const struct argument *argument,
                       struct wish *wish, struct error *error)
{
    uint64_t groups;
    if (!argument->given)
        return true;
    if (!count_groups(map, table, argument, &groups, error))
        return false;
    if ((uint64_t)argument->number >= groups)
        return error_set(error, argument->column, WORD_ERROR_SWISS_GROUP, NUMBER(groups), NUMBER(groups - 1),
                         argument->text);
    wish->mask |= (groups - 1) << TAG_BITS;
    wish->bits[0] |= (uint64_t)argument->number << TAG_BITS;
    return true;
}

SWISS_VERB(collide)
{
    const struct swiss map = run_swiss(run);
    const struct argument *tag = call_argument(call, "tag");
    struct wish wish = {
        .one = WORD_SWISS_SAY_COLLIDED_ONE, .many = WORD_SWISS_SAY_COLLIDED, .few = WORD_ERROR_SWISS_COLLIDE};
    uint32_t table;
    if (!is_ours(call, error) || !read_table(&map, call_argument(call, "table"), &wish, &table, error) ||
        !read_group(&map, table, call_argument(call, "group"), &wish, error))
        return false;
    if (tag->given) {
        wish.mask |= ((uint64_t)1 << TAG_BITS) - 1;
        wish.bits[0] |= (uint64_t)tag->number;
    }
    wish.bits[1] = wish.bits[0];
    return session_collide(run, call, &wish, reply, error);
}
