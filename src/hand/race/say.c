/* What steps did and how a race stands, in words. */
#include "hand/race/race.h"

void race_add_program(const struct race_setup *setup, unsigned goroutine, struct text *text)
{
    for (unsigned i = 0; i < setup->length[goroutine]; i++) {
        text_add(text, i > 0 ? "; " : "");
        race_add_operation(&setup->program[goroutine][i], text);
    }
}

void race_say_step(const struct race *race, unsigned goroutine, const struct race_done *done,
                   struct reply *reply)
{
    static const enum word words[] = {
        [RACE_LOAD] = WORD_RACE_DID_LOAD, [RACE_STORE] = WORD_RACE_DID_STORE,
        [RACE_SWAP] = WORD_RACE_DID_SWAP, [RACE_SWAP_FAILED] = WORD_RACE_DID_FAIL,
        [RACE_TAKE] = WORD_RACE_DID_TAKE, [RACE_GIVE] = WORD_RACE_DID_GIVE,
    };
    const struct race_setup *setup = race_setup(race);
    struct text cell = {0}, before = {0}, after = {0};
    race_add_cell(setup, done->cell, &cell);
    race_add_value(setup, done->cell, done->before, &before);
    race_add_value(setup, done->cell, done->after, &after);
    reply_say(reply, words[done->access], NUMBER(goroutine + 1), text_string(&cell), text_string(&before),
              text_string(&after));
    reply_word(reply, "cell", text_string(&cell));
    text_free(&cell);
    text_free(&before);
    text_free(&after);
}

void race_say_standing(struct run *run, const struct race *race, struct reply *reply)
{
    static const enum word beyond[RACE_BEYONDS] = {
        [RACE_BEYOND_SLOTS] = WORD_RACE_BEYOND_SLOTS,
        [RACE_BEYOND_OLD] = WORD_RACE_BEYOND_OLD,
        [RACE_BEYOND_COUNT] = WORD_RACE_BEYOND_COUNT,
    };
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
        reply_say(reply, beyond[reason], NUMBER(culprit + 1));
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
