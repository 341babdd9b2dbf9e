/* What there is no such thing of in a Swiss map, since no growth ever goes on: an error that says why, or an answer. */
#include "hand/swiss/swiss.h"

static bool refuse(const struct call *call, enum word word, struct error *error)
{
    return error_set(error, call->column, word);
}

SWISS_VERB(grow)
{
    (void)run, (void)reply;
    return refuse(call, WORD_ERROR_SWISS_NO_GROW, error);
}

SWISS_VERB(step_evacuate)
{
    (void)run, (void)reply;
    return refuse(call, WORD_ERROR_SWISS_NO_EVACUATE, error);
}

SWISS_VERB(evacuate)
{
    (void)run, (void)reply;
    return refuse(call, WORD_ERROR_SWISS_NO_EVACUATE, error);
}

SWISS_VERB(hmap)
{
    (void)run, (void)reply;
    return refuse(call, WORD_ERROR_SWISS_NO_HMAP, error);
}

SWISS_VERB(pending)
{
    (void)run, (void)call, (void)error;
    reply_say(reply, WORD_SWISS_SAY_PENDING);
    reply_number(reply, "pending", 0);
    return true;
}

SWISS_VERB(stuck)
{
    (void)run, (void)call, (void)error;
    reply_say(reply, WORD_SWISS_SAY_STUCK);
    return true;
}
