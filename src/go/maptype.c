#include "go/maptype.h"

#include "base/memory_or_die.h"

#include <string.h>

enum { EXTRA_BUCKETS_FROM_B = 4, COUNTED_BY_CHANCE_FROM_B = 16 };

static const char *const routine_names[] = {
    [MAPTYPE_GENERIC] = "generic",     [MAPTYPE_FAST32] = "fast32",   [MAPTYPE_FAST64] = "fast64",
    [MAPTYPE_FAST64PTR] = "fast64ptr", [MAPTYPE_FASTSTR] = "faststr",
};

const char *maptype_routine_name(enum maptype_routine routine)
{
    return routine_names[routine];
}

/* walk.mapfast, for assignments. */
static enum maptype_routine choose_routine(const struct gotype *key, const struct gotype *elem)
{
    if (elem->size > MAPTYPE_INDIRECT_ABOVE)
        return MAPTYPE_GENERIC;
    if (gotype_unwrap(key)->kind == GOTYPE_STRING)
        return MAPTYPE_FASTSTR;
    if (key->plain && key->size == 4)
        return MAPTYPE_FAST32;
    if (key->plain && key->size == 8)
        return key->pointers ? MAPTYPE_FAST64PTR : MAPTYPE_FAST64;
    return MAPTYPE_GENERIC;
}

const char *maptype_access_name(const struct maptype *type)
{
    enum { ZERO_VALUE_BYTES = 1024 };
    bool fat = type->access == MAPTYPE_GENERIC && type->elem->size > ZERO_VALUE_BYTES;
    return fat ? "fat" : maptype_routine_name(type->access);
}

/* cmd/compile's alg.go: by the kind of memory that a key is. */
const char *maptype_hasher(const struct maptype *type)
{
    static const struct {
        uint64_t size;
        const char *name;
    } memory[] = {{0, "memhash0"},  {1, "memhash8"},  {2, "memhash16"},
                  {4, "memhash32"}, {8, "memhash64"}, {16, "memhash128"}};
    const struct gotype *key = gotype_unwrap(type->key);
    if (type->key->plain) {
        for (size_t i = 0; i < sizeof memory / sizeof *memory; i++) {
            if (memory[i].size == type->key->size)
                return memory[i].name;
        }
        return "memhash_varlen";
    }
    switch (key->kind) {
    case GOTYPE_STRING:
        return "strhash";
    case GOTYPE_INTERFACE:
        return key->non_empty_interface ? "interhash" : "nilinterhash";
    case GOTYPE_FLOAT:
        return key->size == 4 ? "f32hash" : "f64hash";
    case GOTYPE_COMPLEX:
        return key->size == 8 ? "c64hash" : "c128hash";
    default:
        return "generated";
    }
}

uint64_t maptype_elems_offset(const struct maptype *type)
{
    return MAPTYPE_KEYS_OFFSET + 8 * type->key_slot;
}

uint64_t maptype_overflow_offset(const struct maptype *type)
{
    return maptype_elems_offset(type) + 8 * type->elem_slot;
}

const char *maptype_overflow_kind(const struct maptype *type)
{
    return type->bucket_pointers ? "unsafe.Pointer" : "uintptr";
}

uint64_t maptype_bucket_given(const struct maptype *type)
{
    return go_heap_bytes(type->bucket_size, type->bucket_pointers, type->version);
}

static void lay_out(struct maptype *type)
{
    const struct gotype *key = type->key, *elem = type->elem;
    type->indirect_key = key->size > MAPTYPE_INDIRECT_ABOVE;
    type->indirect_elem = elem->size > MAPTYPE_INDIRECT_ABOVE;
    type->key_slot = type->indirect_key ? 8 : key->size;
    type->elem_slot = type->indirect_elem ? 8 : elem->size;
    type->bucket_size = 16 + 8 * (type->key_slot + type->elem_slot);
    type->bucket_pointers = key->pointers || elem->pointers || type->indirect_key || type->indirect_elem;
    type->assign = choose_routine(key, elem);
    type->access = type->delete_ = type->assign == MAPTYPE_FAST64PTR ? MAPTYPE_FAST64 : type->assign;
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
    return type->elem != NULL;
}

bool maptype_parse_next(struct maptype *type, const char *begin, const char **at, const char *end,
                        enum go_version version, struct error *error)
{
    *type = (struct maptype){.version = version};
    struct scan scan = {begin, *at, end, error};
    skip_blanks(&scan);
    const char *name = scan.at;
    bool fine = parse_parts(type, &scan);
    size_t length = (size_t)(scan.at - name);
    if (fine && length > GOTYPE_NAME_LIMIT)
        fine = fail(&scan, name, WORD_ERROR_TYPE_LONG, NUMBER(GOTYPE_NAME_LIMIT));
    if (!fine) {
        maptype_free(type);
        return false;
    }
    memcpy(type->name, name, length);
    lay_out(type);
    *at = scan.at;
    return true;
}

bool maptype_parse(struct maptype *type, const char *name, size_t length, enum go_version version,
                   struct error *error)
{
    const char *at = name, *end = name + length;
    *type = (struct maptype){.version = version};
    if (length > GOTYPE_NAME_LIMIT)
        return error_set(error, 1, WORD_ERROR_TYPE_LONG, NUMBER(GOTYPE_NAME_LIMIT));
    if (!maptype_parse_next(type, name, &at, end, version, error))
        return false;
    memcpy(type->name, name, length); /* as written, with the blanks around it */
    type->name[length] = '\0';
    struct scan scan = {name, at, end, error};
    char rest[ERROR_ARGUMENT_BYTES];
    skip_blanks(&scan);
    if (scan.at == end)
        return true;
    maptype_free(type);
    return fail(&scan, scan.at, WORD_ERROR_TYPE_MORE, rest_of(&scan, rest));
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
    uint64_t given = go_roundup(bytes, type->bucket_pointers, type->version);
    if (given != bytes)
        buckets = given / type->bucket_size;
    return buckets - main_buckets;
}

/* Twice the load factor: entries for two buckets. In Go 1.21 an integer division made 6 of 6.5 (golang/go#63438). */
static uint64_t load_of_two(enum go_version version)
{
    return version == GO_1_21 ? 12 : 13;
}

int maptype_load_factor(const struct maptype *type)
{
    return (int)load_of_two(type->version) * 5;
}

uint64_t maptype_capacity(const struct maptype *type, int B)
{
    return B == 0 ? 8 : load_of_two(type->version) << (B - 1);
}

bool maptype_over_load(const struct maptype *type, uint64_t count, int B)
{
    return count > 8 && count > load_of_two(type->version) * (((uint64_t)1 << B) / 2);
}

bool maptype_ignores_hint(const struct maptype *type, int64_t hint)
{
    return hint < 0 || (uint64_t)hint > GO_MOST_MEMORY / type->bucket_size;
}

int maptype_B_for_hint(const struct maptype *type, int64_t hint)
{
    if (maptype_ignores_hint(type, hint))
        return 0;
    int B = 0;
    while (maptype_over_load(type, (uint64_t)hint, B))
        B++;
    return B;
}

uint64_t maptype_overflow_counted(int B)
{
    return B < COUNTED_BY_CHANCE_FROM_B ? 1 : (uint64_t)1 << (B - COUNTED_BY_CHANCE_FROM_B + 1);
}

uint64_t maptype_overflow_limit(int B)
{
    return (uint64_t)1 << (B < 15 ? B : 15);
}
