#include "tui/rate.h"

#include "base/number.h"

enum { SECOND = 1000, SOON = SECOND / 2 /* milliseconds */ };

void rate_begin(struct rate *rate)
{
    *rate = (struct rate){0};
}

void rate_take(struct rate *rate, const struct session_work *work, int64_t now)
{
    bool same = rate->began != 0 && work->all == rate->all && work->done >= rate->done;
    if (!same)
        *rate = (struct rate){.began = now, .first = work->done, .all = work->all};
    rate->done = work->done;
}

void rate_say(const struct rate *rate, const struct words *words, int64_t now, struct text *text)
{
    int64_t passed = now - rate->began;
    uint64_t done = rate->done - rate->first;
    if (rate->began == 0 || passed < SOON || done == 0)
        return;
    uint64_t in_second =
        done > UINT64_MAX / SECOND ? done / (uint64_t)passed * SECOND : done * SECOND / (uint64_t)passed;
    if (in_second == 0)
        return;
    if (rate->all < rate->done)
        words_say(text, words, WORD_TUI_RATE, GROUPED(in_second));
    else
        words_say(text, words, WORD_TUI_RATE_LEFT, GROUPED(in_second),
                  GROUPED((rate->all - rate->done + in_second - 1) / in_second));
}
