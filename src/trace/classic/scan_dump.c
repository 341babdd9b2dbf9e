#include "trace/classic/scan_dump.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

void scan_dump_clear(struct scan_dump *dump)
{
    dump->chain_count = dump->link_count = dump->tokens.count = 0;
}

void scan_dump_free(struct scan_dump *dump)
{
    free(dump->chains);
    free(dump->links);
    free(dump->tokens.items);
    *dump = (struct scan_dump){0};
}

/* "m", "f" or "p" and a number: which kind of bucket a link is. */
static bool read_bucket_kind(struct scan *scan, int64_t *reserve)
{
    const char *at = scan->at;
    struct trace_token token;
    if (!scan_token(scan, &token))
        return false;
    struct scan inside = *scan;
    struct error ignored = {0};
    inside.at = token.bytes + 1;
    inside.end = token.bytes + token.length;
    inside.error = &ignored;
    char kind = token.length > 0 ? token.bytes[0] : ' ';
    if (kind == 'p' && scan_number(&inside, 0, UINT32_MAX, reserve) && inside.at == inside.end)
        return true;
    if (token.length == 1 && (kind == 'm' || kind == 'f')) {
        *reserve = kind == 'm' ? TRACE_LINK_MAIN : TRACE_LINK_OWN;
        return true;
    }
    scan->at = at;
    return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_BUCKET_KIND);
}

enum link_field { LINK_B, LINK_ID, LINK_T, LINK_Z, LINK_KV, LINK_FIELDS };
static const char *const link_names[LINK_FIELDS] = {"b", "id", "t", "z", "kv"};
enum { LINK_NEEDED = 1 << LINK_B | 1 << LINK_T | 1 << LINK_KV };

static bool read_link_field(struct scan *scan, struct scan_dump *dump, enum link_field field,
                            struct trace_link *link)
{
    int64_t number;
    uint64_t bits;
    switch (field) {
    case LINK_B:
        return read_bucket_kind(scan, &link->reserve);
    case LINK_ID:
        return scan_number(scan, 0, INT64_MAX, &link->name);
    case LINK_T:
        if (!scan_hex(scan, &bits))
            return false;
        for (int i = 0; i < 8; i++)
            link->tophash[i] = (uint8_t)(bits >> (56 - 8 * i));
        return true;
    case LINK_Z:
        if (!scan_number(scan, 0, 1, &number))
            return false;
        link->zeroed = (int)number;
        return true;
    default:
        if (!scan_tokens(scan, &dump->tokens))
            return false;
        link->tokens = dump->tokens.count - link->first_token;
        return link->tokens % 2 == 0 || scan_fail(scan, WORD_ERROR_TRACE_EXPECT_PAIRS);
    }
}

static bool read_link(struct scan *scan, struct scan_dump *dump, struct trace_link *link)
{
    *link = (struct trace_link){.name = -1, .zeroed = -1, .first_token = dump->tokens.count};
    unsigned present = 0;
    bool first = true;
    if (!scan_piece(scan, '{'))
        return false;
    while (scan_more(scan, '}', &first)) {
        const char *at = scan->at;
        struct trace_token name;
        if (!scan_name(scan, &name))
            return false;
        int field = 0;
        while (field < LINK_FIELDS && (strlen(link_names[field]) != name.length ||
                                       memcmp(link_names[field], name.bytes, name.length) != 0))
            field++;
        if (field == LINK_FIELDS || (present & 1u << field)) {
            scan->at = at;
            return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_LINK_FIELD);
        }
        present |= 1u << field;
        if (!read_link_field(scan, dump, (enum link_field)field, link))
            return false;
    }
    if (error_is_set(scan->error))
        return false;
    return (present & LINK_NEEDED) == LINK_NEEDED || scan_fail(scan, WORD_ERROR_TRACE_EXPECT_WHOLE_LINK);
}

static bool read_chain(struct scan *scan, struct scan_dump *dump, bool old, uint32_t bucket)
{
    struct trace_chain chain = {.old = old, .bucket = bucket, .first_link = dump->link_count};
    bool first = true;
    if (!scan_piece(scan, '['))
        return false;
    while (scan_more(scan, ']', &first)) {
        struct trace_link link;
        if (!read_link(scan, dump, &link))
            return false;
        dump->links =
            room_for_one_more(dump->links, dump->link_count, &dump->link_capacity, sizeof *dump->links);
        dump->links[dump->link_count++] = link;
    }
    chain.links = dump->link_count - chain.first_link;
    dump->chains =
        room_for_one_more(dump->chains, dump->chain_count, &dump->chain_capacity, sizeof *dump->chains);
    dump->chains[dump->chain_count++] = chain;
    return !error_is_set(scan->error);
}

/* The bucket number that a delta's chain has as its name. */
static bool read_bucket_name(struct scan *scan, int64_t *bucket)
{
    const char *at = scan->at;
    struct trace_token name;
    if (!scan_token(scan, &name))
        return false;
    struct scan inside = *scan;
    struct error ignored = {0};
    inside.at = name.bytes;
    inside.end = name.bytes + name.length;
    inside.error = &ignored;
    if (!scan_number(&inside, 0, UINT32_MAX, bucket) || inside.at != inside.end) {
        scan->at = at;
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_BUCKET);
    }
    return scan_piece(scan, ':');
}

/* The chains of one array: a list of all, or an object of those that changed. */
static bool read_array(struct scan *scan, struct scan_dump *dump, bool full, bool old)
{
    bool first = true;
    int64_t bucket = -1;
    if (!scan_piece(scan, full ? '[' : '{'))
        return false;
    while (scan_more(scan, full ? ']' : '}', &first)) {
        bucket++;
        if (!full && !read_bucket_name(scan, &bucket))
            return false;
        if (!read_chain(scan, dump, old, (uint32_t)bucket))
            return false;
    }
    return !error_is_set(scan->error);
}

bool scan_dump(struct scan *scan, bool full, struct scan_dump *dump)
{
    static const char *const arrays[] = {"n", "o"};
    if (!scan_piece(scan, '{'))
        return false;
    for (int old = 0; old < 2; old++) {
        struct trace_token name;
        if (old && !scan_piece(scan, ','))
            return false;
        const char *at = scan->at;
        if (!scan_name(scan, &name))
            return false;
        if (name.length != 1 || name.bytes[0] != arrays[old][0]) {
            scan->at = at;
            return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_ARRAYS);
        }
        if (!read_array(scan, dump, full, old))
            return false;
    }
    return scan_piece(scan, '}');
}
