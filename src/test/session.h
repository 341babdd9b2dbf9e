#ifndef TEST_SESSION_H
#define TEST_SESSION_H
/* Sessions with the program's own commands and engines, for tests. */
#include "command/command.h"
#include "model/classic/classic.h"

static inline const struct repertoire *the_repertoire(void)
{
    static struct repertoire repertoire;
    if (repertoire.table.rows == NULL)
        repertoire = command_repertoire(words_english());
    return &repertoire;
}

static inline struct session *new_session(void)
{
    return session_new(the_repertoire());
}

/* The subject in hand, which must be a map. */
static inline struct classic map_in_hand(const struct session *session)
{
    return classic_of(&session->world, session_in_hand(session));
}

/* Whether every subject is one that Go could have; between commands it is. False with a sentence in `why`. */
static inline bool subjects_are_sound(const struct session *session, struct text *why)
{
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(&session->world, place);
        if (home != 0 && !world_engine(&session->world, home)->check(&session->world, home, why))
            return false;
    }
    return true;
}

#endif
