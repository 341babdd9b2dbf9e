#ifndef TEST_SWISS_MAP_H
#define TEST_SWISS_MAP_H
/*
 * A Swiss map alone in a world of its own, for tests: the subject m, from seed 1, without a type yet; and what tests do to one.
 */
#include "base/memory_or_die.h"
#include "model/swiss/swiss.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline struct swiss lone_swiss(void)
{
    struct world *world = new_items(1, sizeof *world);
    world_init(world);
    uint32_t home = swiss_new(world, 1);
    world_add(world, "m", home);
    return swiss_of(world, home);
}

static inline void lone_swiss_free(struct swiss *map)
{
    world_free(map->world);
    free(map->world);
    *map = (struct swiss){0};
}

/* One that was made. */
static inline struct swiss lone_swiss_made(const char *type, int64_t hint)
{
    struct error error = {0};
    struct swiss map = lone_swiss();
    assert_int_equal(swiss_make(&map, type, GO_1_24, hint, &error), GOMAP_DONE);
    return map;
}

static inline value_id swiss_value(const struct swiss *map, const struct gotype *type, const char *text)
{
    struct error error = {0};
    value_id id = values_parse(map->values, type, text, strlen(text), &error);
    if (id == VALUE_NONE)
        fail_msg("%s is no %s", text, type->name);
    return id;
}

/* The key and the elem of a number. */
static inline value_id swiss_example(const struct swiss *map, const struct gotype *type, uint64_t number)
{
    struct text text = {0};
    value_example(type, number, &text);
    value_id id = swiss_value(map, type, text_string(&text));
    text_free(&text);
    return id;
}

static inline value_id swiss_key(const struct swiss *map, uint64_t number)
{
    return swiss_example(map, swiss_type(map)->map.key, number);
}

static inline value_id swiss_elem(const struct swiss *map, uint64_t number)
{
    return swiss_example(map, swiss_type(map)->map.elem, number);
}

static inline void swiss_assert_sound(const struct swiss *map)
{
    struct text why = {0};
    if (!swiss_check(map, &why))
        fail_msg("%s", text_string(&why));
}

#endif
