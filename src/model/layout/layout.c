/* A layout's registers, and how a bucket is laid out part by part: each an event, of both types before the next part. */
#include "model/layout/layout.h"

#include "base/memory_or_die.h"
#include "model/layout/verb.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- life */

uint32_t layout_new(struct world *world)
{
    return memory_alloc(&world->memory, LAYOUT_HOME, LAYOUT_REGISTERS, MEMORY_ITSELF, LINE_outside_setup);
}

struct layout_subject layout_of_home(const struct world *world, uint32_t home)
{
    assert(world->memory.regions[home].kind == LAYOUT_HOME);
    struct world *writable = (struct world *)(uintptr_t)world;
    return (struct layout_subject){writable, &writable->memory, home};
}

static const struct layout_type *type_number(const struct layout_subject *subject, int which)
{
    uint32_t number = (uint32_t)layout_register(subject, LAYOUT_TYPE + (uint32_t)which);
    return world_type(subject->world, number);
}

const struct maptype *layout_map(const struct layout_subject *subject, int which)
{
    const struct layout_type *type = type_number(subject, which);
    return type != NULL ? &type->map : NULL;
}

const char *layout_name(const struct layout_subject *subject)
{
    const struct layout_type *type = type_number(subject, 0);
    return type != NULL ? type->name : "";
}

int layout_done(const struct layout_subject *subject, int which)
{
    return (int)layout_register(subject, LAYOUT_DONE + (uint32_t)which);
}

/* ---- types */

static void free_type(void *type)
{
    maptype_free(&((struct layout_type *)type)->map);
    free(type);
}

/* The number of a type in the world: one that is there already is taken again. Takes it over. */
static uint32_t number_of(struct world *world, struct layout_type *type)
{
    for (uint32_t i = 0; i < world->type_count; i++) {
        const struct layout_type *known = world->types[i].type;
        if (world->types[i].engine == ENGINE_layout && known->map.version == type->map.version &&
            strcmp(known->name, type->name) == 0 && strcmp(known->map.name, type->map.name) == 0) {
            free_type(type);
            return i + 1;
        }
    }
    return world_add_type(world, ENGINE_layout, type, free_type);
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

/* Reads the types behind LAYOUT_PREFIX. Returns how many; 0 and an error if one is none. */
static int read_types(struct maptype types[LAYOUT_TYPES], const char *name, size_t length,
                      enum go_version version, struct error *error)
{
    const char *at = name + strlen(LAYOUT_PREFIX), *end = name + length;
    int count = 0;
    bool fine = true;
    while (fine && count < LAYOUT_TYPES && (count == 0 || skip_blanks(at, end) < end)) {
        fine = maptype_parse_next(&types[count], name, &at, end, version, error);
        count += fine;
    }
    if (fine && skip_blanks(at, end) < end)
        fine = error_set(error, (int)(skip_blanks(at, end) - name) + 1, WORD_ERROR_LAYOUT_MORE,
                         NUMBER(LAYOUT_TYPES));
    while (!fine && count > 0)
        maptype_free(&types[--count]);
    return count;
}

/* ---- laying out */

static void set(struct layout_subject *subject, uint32_t which, uint64_t value, code_line line)
{
    memory_write(subject->memory, place_word(subject->home, which), value, line);
}

static void look(struct layout_subject *subject, event_kind kind, int which, uint64_t before, uint64_t after,
                 code_line line)
{
    struct place place = {.region = subject->home, .slot = (uint8_t)which};
    memory_look(subject->memory, kind, place, before, after, line);
}

static code_line line_of_path(const struct maptype *type)
{
    switch (type->assign) {
    case MAPTYPE_FAST32:
        return LAYOUT_LINE_mapfast_four;
    case MAPTYPE_FAST64:
        return LAYOUT_LINE_mapfast_eight;
    case MAPTYPE_FAST64PTR:
        return LAYOUT_LINE_mapfast_pointer;
    case MAPTYPE_FASTSTR:
        return LAYOUT_LINE_mapfast_string;
    default:
        return type->indirect_elem ? LAYOUT_LINE_mapfast_large : LAYOUT_LINE_mapfast_other;
    }
}

static void lay_part(struct layout_subject *subject, int which, enum layout_part part)
{
    const struct maptype *type = layout_map(subject, which);
    const uint64_t keys = MAPTYPE_KEYS_OFFSET, elems = maptype_elems_offset(type),
                   overflow = maptype_overflow_offset(type), end = type->bucket_size;
    const struct {
        event_kind kind;
        uint64_t before, after;
        code_line line;
    } parts[LAYOUT_PARTS] = {
        {LAYOUT_tophash, 0, keys, LAYOUT_LINE_bucket_tophash},
        {LAYOUT_keys, keys, elems - keys, LAYOUT_LINE_bucket_keys},
        {LAYOUT_elems, elems, overflow - elems, LAYOUT_LINE_bucket_elems},
        {LAYOUT_overflow, overflow, end - overflow,
         type->bucket_pointers ? LAYOUT_LINE_bucket_overflow : LAYOUT_LINE_bucket_number},
        {LAYOUT_rounded, end, maptype_bucket_given(type), LAYOUT_LINE_malloc_class},
        {LAYOUT_scanned, 0, type->bucket_pointers,
         type->bucket_pointers ? LAYOUT_LINE_malloc_scanned : LAYOUT_LINE_malloc_noscan},
        {LAYOUT_path, 0, type->assign, line_of_path(type)},
        {LAYOUT_reserve, LAYOUT_LEAST_B, maptype_preallocated(type, LAYOUT_LEAST_B), LAYOUT_LINE_array_round},
    };
    look(subject, parts[part].kind, which, parts[part].before, parts[part].after, parts[part].line);
    set(subject, LAYOUT_DONE + (uint32_t)which, (uint64_t)part + 1, parts[part].line);
}

/* The numbers of the types in the world, 0 behind the last; takes them over. */
static void number_types(struct world *world, const struct maptype *types, int count,
                         uint32_t numbers[LAYOUT_TYPES])
{
    struct text name = {0};
    text_add(&name, LAYOUT_PREFIX);
    for (int which = 0; which < count; which++)
        text_format(&name, which > 0 ? " %s" : "%s", types[which].name);
    for (int which = 0; which < LAYOUT_TYPES; which++) {
        numbers[which] = 0;
        if (which >= count)
            continue;
        struct layout_type *type = new_items(1, sizeof *type);
        type->map = types[which];
        strcpy(type->name, text_string(&name));
        numbers[which] = number_of(world, type);
    }
    text_free(&name);
}

bool layout_set_types(struct layout_subject *subject, const char *name, size_t length,
                      enum go_version version, struct error *error)
{
    struct maptype types[LAYOUT_TYPES];
    uint32_t numbers[LAYOUT_TYPES];
    int count = read_types(types, name, length, version, error);
    if (count == 0)
        return false;
    number_types(subject->world, types, count, numbers);
    /* The second first: nothing is ever laid out of it alone. */
    for (int which = LAYOUT_TYPES - 1; which >= 0; which--)
        set(subject, LAYOUT_DONE + (uint32_t)which, 0, LINE_outside_setup);
    for (int which = 0; which < LAYOUT_TYPES; which++)
        set(subject, LAYOUT_TYPE + (uint32_t)which, numbers[which], LINE_outside_setup);
    return true;
}

void layout_lay(struct layout_subject *subject)
{
    int count = layout_map(subject, 1) != NULL ? LAYOUT_TYPES : 1;
    look(subject, LAYOUT_call, 0, (uint64_t)count, 0, LAYOUT_LINE_bucket_tophash);
    for (int part = 0; part < LAYOUT_PARTS; part++) {
        for (int which = 0; which < count; which++)
            lay_part(subject, which, (enum layout_part)part);
    }
    look(subject, LAYOUT_laid, 0, layout_map(subject, 0)->bucket_size,
         count > 1 ? layout_map(subject, 1)->bucket_size : 0, LAYOUT_LINE_array_round);
}

/* ---- what is true of every reachable state */

static bool wrong(struct text *why, const char *what)
{
    text_add(why, what);
    return false;
}

bool layout_check(const struct world *world, uint32_t home, struct text *why)
{
    const struct layout_subject subject = layout_of_home(world, home);
    int first = layout_done(&subject, 0), second = layout_done(&subject, 1);
    const struct maptype *type = layout_map(&subject, 0), *other = layout_map(&subject, 1);
    if (type == NULL && (first > 0 || other != NULL))
        return wrong(why, "something is laid out of no type");
    if (first > LAYOUT_PARTS || second > first)
        return wrong(why, "the second type is ahead of the first");
    if (other == NULL && second > 0)
        return wrong(why, "something is laid out of a second type that is not there");
    for (int which = 0; which < LAYOUT_TYPES && layout_map(&subject, which) != NULL; which++) {
        const struct maptype *map = layout_map(&subject, which);
        if (maptype_overflow_offset(map) + 8 != map->bucket_size ||
            maptype_bucket_given(map) < map->bucket_size)
            return wrong(why, "the parts don't make the bucket");
    }
    return true;
}
