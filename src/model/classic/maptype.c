#include "model/classic/maptype.h"

#include "base/memory_or_die.h"

#include <string.h>

enum { PAGE = 8192, LARGEST_CLASS = 32768, MALLOC_HEADER = 8, HEADER_ABOVE = 512, EXTRA_BUCKETS_FROM_B = 4 };

/* The bytes that an address can count on linux/amd64 (maxAlloc). */
static const uint64_t most_memory = (uint64_t)1 << 48;

static const uint16_t size_classes[] = {
    8,     16,    24,    32,    48,    64,    80,    96,    112,   128,   144,   160,   176,   192,
    208,   224,   240,   256,   288,   320,   352,   384,   416,   448,   480,   512,   576,   640,
    704,   768,   896,   1024,  1152,  1280,  1408,  1536,  1792,  2048,  2304,  2688,  3072,  3200,
    3456,  4096,  4864,  5376,  6144,  6528,  6784,  6912,  8192,  9472,  9728,  10240, 10880, 12288,
    13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768,
};

static uint64_t size_class(uint64_t size)
{
    size_t low = 0, high = sizeof size_classes / sizeof *size_classes - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (size_classes[middle] < size)
            low = middle + 1;
        else
            high = middle;
    }
    return size_classes[low];
}

uint64_t maptype_roundup(uint64_t size, bool pointers, enum go_version version)
{
    if (size == 0)
        return 0;
    uint64_t header = version == GO_1_23 && pointers && size > HEADER_ABOVE ? MALLOC_HEADER : 0;
    uint64_t small = version == GO_1_23 ? LARGEST_CLASS - MALLOC_HEADER : LARGEST_CLASS - 1;
    if (size <= small)
        return size_class(size + header) - header;
    if (size > UINT64_MAX - PAGE)
        return size;
    return (size + PAGE - 1) / PAGE * PAGE;
}

static const char *const routine_names[] = {
    [MAP_GENERIC] = "generic",     [MAP_FAST32] = "fast32",   [MAP_FAST64] = "fast64",
    [MAP_FAST64PTR] = "fast64ptr", [MAP_FASTSTR] = "faststr",
};

const char *map_routine_name(enum map_routine routine)
{
    return routine_names[routine];
}

/* walk.mapfast, for assignments. */
static enum map_routine choose_routine(const struct gotype *key, const struct gotype *elem)
{
    if (elem->size > MAP_INDIRECT_ABOVE)
        return MAP_GENERIC;
    if (gotype_unwrap(key)->kind == GOTYPE_STRING)
        return MAP_FASTSTR;
    if (key->plain && key->size == 4)
        return MAP_FAST32;
    if (key->plain && key->size == 8)
        return key->pointers ? MAP_FAST64PTR : MAP_FAST64;
    return MAP_GENERIC;
}

static void lay_out(struct maptype *type)
{
    const struct gotype *key = type->key, *elem = type->elem;
    type->indirect_key = key->size > MAP_INDIRECT_ABOVE;
    type->indirect_elem = elem->size > MAP_INDIRECT_ABOVE;
    type->key_slot = type->indirect_key ? 8 : key->size;
    type->elem_slot = type->indirect_elem ? 8 : elem->size;
    type->bucket_size = 16 + 8 * (type->key_slot + type->elem_slot);
    type->bucket_pointers = key->pointers || elem->pointers || type->indirect_key || type->indirect_elem;
    type->assign = choose_routine(key, elem);
    type->access = type->delete_ = type->assign == MAP_FAST64PTR ? MAP_FAST64 : type->assign;
}

struct scan {
    const char *begin, *at, *end;
    struct error *error;
};

static bool fail(const struct scan *scan, const char *where, enum word word, const char *argument)
{
    return error_set(scan->error, (int)(where - scan->begin) + 1, word, argument);
}

static void skip_blanks(struct scan *scan)
{
    while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t'))
        scan->at++;
}

static bool take(struct scan *scan, const char *token)
{
    size_t length = strlen(token);
    skip_blanks(scan);
    if ((size_t)(scan->end - scan->at) < length || memcmp(scan->at, token, length) != 0)
        return false;
    scan->at += length;
    return true;
}

/* The rest of the name for a message. */
static const char *rest_of(const struct scan *scan, char rest[ERROR_ARGUMENT_BYTES])
{
    size_t length = (size_t)(scan->end - scan->at);
    if (length > ERROR_ARGUMENT_BYTES - 1)
        length = ERROR_ARGUMENT_BYTES - 1;
    memcpy(rest, scan->at, length);
    rest[length] = '\0';
    return rest;
}

static bool parse_parts(struct maptype *type, struct scan *scan)
{
    char rest[ERROR_ARGUMENT_BYTES];
    skip_blanks(scan);
    const char *start = scan->at;
    if (!take(scan, "map") || !take(scan, "[")) {
        scan->at = start;
        return fail(scan, start, WORD_ERROR_TYPE_NOT_MAP, rest_of(scan, rest));
    }
    skip_blanks(scan);
    const char *key_start = scan->at;
    type->key = gotype_parse(scan->begin, &scan->at, scan->end, scan->error);
    if (type->key == NULL)
        return false;
    if (!type->key->comparable)
        return fail(scan, key_start, WORD_ERROR_TYPE_KEY, type->key->name);
    if (!take(scan, "]"))
        return error_set(scan->error, (int)(scan->at - scan->begin) + 1, WORD_ERROR_TYPE_UNFINISHED, "]",
                         "map[string]int");
    type->elem = gotype_parse(scan->begin, &scan->at, scan->end, scan->error);
    if (type->elem == NULL)
        return false;
    skip_blanks(scan);
    return scan->at == scan->end || fail(scan, scan->at, WORD_ERROR_TYPE_MORE, rest_of(scan, rest));
}

bool maptype_parse(struct maptype *type, const char *name, size_t length, enum go_version version,
                   struct error *error)
{
    *type = (struct maptype){.version = version};
    struct scan scan = {name, name, name + length, error};
    if (length > GOTYPE_NAME_LIMIT)
        return error_set(error, 1, WORD_ERROR_TYPE_LONG, NUMBER(GOTYPE_NAME_LIMIT));
    if (!parse_parts(type, &scan)) {
        maptype_free(type);
        return false;
    }
    memcpy(type->name, name, length);
    lay_out(type);
    return true;
}

void maptype_free(struct maptype *type)
{
    gotype_free(type->key);
    gotype_free(type->elem);
    type->key = type->elem = NULL;
}

uint64_t maptype_preallocated(const struct maptype *type, int B)
{
    if (B < EXTRA_BUCKETS_FROM_B)
        return 0;
    uint64_t main_buckets = (uint64_t)1 << B;
    uint64_t buckets = main_buckets + (main_buckets >> EXTRA_BUCKETS_FROM_B);
    uint64_t bytes = buckets * type->bucket_size;
    uint64_t given = maptype_roundup(bytes, type->bucket_pointers, type->version);
    if (given != bytes)
        buckets = given / type->bucket_size;
    return buckets - main_buckets;
}

uint64_t maptype_capacity(int B)
{
    return B == 0 ? 8 : (uint64_t)13 << (B - 1);
}

bool maptype_over_load(uint64_t count, int B)
{
    return count > 8 && count > 13 * (((uint64_t)1 << B) / 2);
}

int maptype_B_for_hint(const struct maptype *type, int64_t hint)
{
    if (hint < 0 || (uint64_t)hint > most_memory / type->bucket_size)
        return 0;
    int B = 0;
    while (maptype_over_load((uint64_t)hint, B))
        B++;
    return B;
}

uint64_t maptype_overflow_limit(int B)
{
    return (uint64_t)1 << (B < 15 ? B : 15);
}
