#ifndef TEST_RUNNING_H
#define TEST_RUNNING_H
/* What tests of sessions and scenes do in the same way: a line that must go well, a scene that is read, an error that must say something. */
#include "test/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static inline void must_run_in(struct session *its, const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text why = {0};
    if (!session_run(its, line, &reply, &error)) {
        error_say(&error, words_english(), &why);
        fail_msg("%s: %s", line, text_string(&why));
    }
    reply_free(&reply);
}

static inline struct scene *read_scene(const char *bytes, struct error *error)
{
    return scene_read_bytes("x.scene", bytes, strlen(bytes), &the_repertoire()->table, error);
}

static inline void assert_says(const struct error *error, const char *part)
{
    struct text text = {0};
    error_say(error, words_english(), &text);
    if (strstr(text_string(&text), part) == NULL)
        fail_msg("%s is not in: %s", part, text_string(&text));
    text_free(&text);
}

#endif
