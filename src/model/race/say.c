/* What replies and the screen say alike of a race. */
#include "model/race/say.h"

#include <assert.h>

void race_add_access(const struct race_setup *setup, unsigned goroutine, const struct race_done *done,
                     const struct words *words, struct text *text)
{
    static const enum word did[] = {
        [RACE_LOAD] = WORD_RACE_DID_LOAD, [RACE_STORE] = WORD_RACE_DID_STORE,
        [RACE_SWAP] = WORD_RACE_DID_SWAP, [RACE_SWAP_FAILED] = WORD_RACE_DID_FAIL,
        [RACE_TAKE] = WORD_RACE_DID_TAKE, [RACE_GIVE] = WORD_RACE_DID_GIVE,
    };
    struct text cell = {0}, before = {0}, after = {0};
    race_add_cell(setup, done->cell, &cell);
    race_add_value(setup, done->cell, done->before, &before);
    race_add_value(setup, done->cell, done->after, &after);
    words_say(text, words, did[done->access], NUMBER(goroutine + 1), text_string(&cell), text_string(&before),
              text_string(&after));
    text_free(&cell);
    text_free(&before);
    text_free(&after);
}

enum word race_beyond_word(uint64_t reason)
{
    static const enum word beyond[RACE_BEYONDS] = {
        [RACE_BEYOND_SLOTS] = WORD_RACE_BEYOND_SLOTS,
        [RACE_BEYOND_OLD] = WORD_RACE_BEYOND_OLD,
        [RACE_BEYOND_COUNT] = WORD_RACE_BEYOND_COUNT,
    };
    assert(reason < RACE_BEYONDS);
    return beyond[reason];
}
