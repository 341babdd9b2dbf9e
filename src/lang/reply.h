#ifndef LANG_REPLY_H
#define LANG_REPLY_H
/*
 * What a command has to say: text for people, and an object for programs.
 *
 * Knows: text. Must not know: where it is shown.
 */
#include "base/text.h"

struct reply {
    struct text text; /* lines for people; may be empty */
    struct text json; /* members of a JSON object without the braces ("count":3,"B":0), or empty */
    bool sheet; /* long: to be shown as a sheet that can be scrolled (help, stats) rather than in the story
                   line */
};

static inline void reply_free(struct reply *reply)
{
    text_free(&reply->text);
    text_free(&reply->json);
}

#endif
