#ifndef TEST_ONE_SESSION_H
#define TEST_ONE_SESSION_H
/* One session a test, as cmocka's setup and teardown make and free it, and lines that must go well in it. */
#include "test/running.h"

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
    must_run_in(session, line);
}

#endif
