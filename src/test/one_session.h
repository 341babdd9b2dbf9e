#ifndef TEST_ONE_SESSION_H
#define TEST_ONE_SESSION_H
/* One session a test, as cmocka's setup and teardown make and free it, and lines that must go well in it. */
#include "test/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct session *session;

static inline int begin_session(void **state)
{
    (void)state;
    session = new_session();
    return 0;
}

static inline int end_session(void **state)
{
    (void)state;
    session_free(session);
    return 0;
}

static inline void must_run(const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text why = {0};
    if (!session_run(session, line, &reply, &error)) {
        error_say(&error, words_english(), &why);
        fail_msg("%s: %s", line, text_string(&why));
    }
    reply_free(&reply);
}

#endif
