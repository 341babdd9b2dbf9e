#ifndef TEST_FUZZ_PATIENCE_H
#define TEST_FUZZ_PATIENCE_H
/*
 * Somebody who waits for a session, but not for long: numbers may be of any size, and what takes long is stopped.
 *
 * Knows: sessions. Must not know: what they are asked to do.
 */
#include "session/session.h"

struct patience {
    int looks; /* so often may it be asked yet */
};

static inline bool patience_goes_on(void *context, const struct session_work *work)
{
    struct patience *patience = context;
    (void)work;
    return patience->looks > 0 && --patience->looks > 0;
}

static inline void patience_watch(struct patience *patience, struct session *session)
{
    session_set_watch(session, (struct session_watch){NULL, patience_goes_on, patience});
}

#endif
