/* What steps did and how a race stands, in words. */
#include "hand/race/race.h"

#include "model/race/say.h"

void race_say_step(const struct race *race, unsigned goroutine, const struct race_done *done,
                   struct reply *reply)
{
    struct text cell = {0};
    race_add_cell(race_setup(race), done->cell, &cell);
    text_separate(&reply->text, "\n");
    race_add_access(race_setup(race), goroutine, done, reply->words, &reply->text);
    reply_word(reply, "cell", text_string(&cell));
    text_free(&cell);
}

void race_say_standing(struct run *run, const struct race *race, struct reply *reply)
{
    enum race_standing stands = race_stands(race);
    unsigned culprit = race_culprit(race_setup(race), race_state(race));
    uint8_t reason = race_state(race)->goroutine[culprit].reason;
    const char *name = race_standing_name(stands);
    run_tally(run, name);
    reply_word(reply, "outcome", name);
    switch (stands) {
    case RACE_STANDS_OVER:
        reply_say(reply, WORD_RACE_SAY_OVER, NUMBER(race_setup(race)->goroutines));
        break;
    case RACE_STANDS_DEAD:
        reply_say(reply, reason == RACE_FATAL_NIL ? WORD_RACE_SAY_PANIC : WORD_RACE_SAY_FATAL,
                  race_fatal_text(reason), NUMBER(culprit + 1));
        break;
    case RACE_STANDS_BEYOND:
        reply_say(reply, race_beyond_word(reason), NUMBER(culprit + 1));
        break;
    case RACE_STANDS_STUCK:
        reply_say(reply, WORD_RACE_SAY_STUCK);
        break;
    default:
        if (race_word(race, RACE_WORD_REPLAYS) == 0)
            return;
    }
    uint32_t verdicts = race_verdicts_now(race);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        if ((verdicts & RACE_BIT(verdict)) && race_verdict_is_silent(verdict))
            reply_say(reply, WORD_RACE_SAY_WRONG, race_verdict_name(verdict),
                      reply->words->texts[WORD_RACE_VERDICT_WRITES + verdict]);
    }
}
