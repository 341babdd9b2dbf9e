#ifndef TEST_VALUES_H
#define TEST_VALUES_H
/*
 * Go types and values by their names, for tests: what does not parse fails the test.
 */
#include "go/value.h"
#include "test/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static inline struct gotype *type_named(const char *name)
{
    struct error error = {0};
    const char *at = name;
    struct gotype *type = gotype_parse(name, &at, name + strlen(name), &error);
    if (type == NULL)
        fail_msg("%s: %s", name, words_name(error.word));
    return type;
}

/* Every value in a type of its own making, which is freed at once: values must not hold on to it. */
static inline value_id parse_bytes(struct values *values, const char *type_name, const char *text,
                                   size_t length)
{
    struct error error = {0};
    struct gotype *type = type_named(type_name);
    value_id id = values_parse(values, type, text, length, &error);
    if (id == VALUE_NONE) {
        struct text message = {0};
        error_say(&error, words_english(), &message);
        fail_msg("%s \"%s\": %s", type_name, text, text_string(&message));
    }
    assert_int_equal(values_parse(values, type, text, length, &error), id);
    gotype_free(type);
    return id;
}

static inline value_id parse(struct values *values, const char *type_name, const char *text)
{
    return parse_bytes(values, type_name, text, strlen(text));
}

#endif
