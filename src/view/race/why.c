/* Why a step is as it is: a sentence for the lines of pseudo-code that have something to be told of. */
#include "view/race/panels.h"

/* What must be so of the step; of rows for one line the first that fits. */
enum when { WHEN_ANY, WHEN_SET /* hashWriting, or oldbuckets */, WHEN_LOAD, WHEN_ZERO, WHEN_MOVED };

static const struct {
    code_line line;
    enum when when;
    enum word word;
} whys[] = {
    {RACE_LINE_go_mapassign_check, WHEN_SET, WORD_RACE_WHY_CHECK_SET},
    {RACE_LINE_go_mapassign_check, WHEN_ANY, WORD_RACE_WHY_CHECK},
    {RACE_LINE_go_mapassign_set, WHEN_LOAD, WORD_RACE_WHY_TOGGLE},
    {RACE_LINE_go_mapassign_set, WHEN_SET, WORD_RACE_WHY_MARK},
    {RACE_LINE_go_mapassign_set, WHEN_ANY, WORD_RACE_WHY_UNMARK},
    {RACE_LINE_go_mapassign_grow, WHEN_SET, WORD_RACE_WHY_GROWS},
    {RACE_LINE_go_mapassign_grow, WHEN_ANY, WORD_RACE_WHY_GROWS_NOT},
    {RACE_LINE_go_mapassign_search, WHEN_ANY, WORD_RACE_WHY_SEARCH},
    {RACE_LINE_go_mapassign_key, WHEN_ANY, WORD_RACE_WHY_SAME_KEY},
    {RACE_LINE_go_mapassign_load, WHEN_ANY, WORD_RACE_WHY_LOAD},
    {RACE_LINE_go_mapassign_store, WHEN_ANY, WORD_RACE_WHY_NEW_KEY},
    {RACE_LINE_go_mapassign_top, WHEN_ANY, WORD_RACE_WHY_NEW_TOP},
    {RACE_LINE_go_mapassign_count, WHEN_LOAD, WORD_RACE_WHY_COUNT_LOAD},
    {RACE_LINE_go_mapassign_count, WHEN_ANY, WORD_RACE_WHY_COUNT_STORE},
    {RACE_LINE_go_mapassign_done, WHEN_SET, WORD_RACE_WHY_STILL_SET},
    {RACE_LINE_go_mapassign_done, WHEN_ANY, WORD_RACE_WHY_NO_LONGER_SET},
    {RACE_LINE_go_mapassign_clear, WHEN_ANY, WORD_RACE_WHY_CLEAR},
    {RACE_LINE_go_mapassign_value, WHEN_ANY, WORD_RACE_WHY_VALUE},
    {RACE_LINE_go_growWork_top, WHEN_ANY, WORD_RACE_WHY_WORK_TOP},
    {RACE_LINE_go_growWork_moved, WHEN_ANY, WORD_RACE_WHY_WORK_MOVED},
    {RACE_LINE_go_growWork_new_top, WHEN_ANY, WORD_RACE_WHY_WORK_NEW_TOP},
    {RACE_LINE_go_growWork_value, WHEN_ANY, WORD_RACE_WHY_WORK_VALUE},
    {RACE_LINE_go_growWork_over, WHEN_ANY, WORD_RACE_WHY_WORK_OVER},
    {RACE_LINE_go_mapaccess_count, WHEN_ZERO, WORD_RACE_WHY_ACCESS_EMPTY},
    {RACE_LINE_go_mapaccess_count, WHEN_ANY, WORD_RACE_WHY_ACCESS_COUNT},
    {RACE_LINE_go_mapaccess_check, WHEN_SET, WORD_RACE_WHY_ACCESS_SET},
    {RACE_LINE_go_mapaccess_check, WHEN_ANY, WORD_RACE_WHY_ACCESS_CHECK},
    {RACE_LINE_go_mapaccess_old, WHEN_ANY, WORD_RACE_WHY_ACCESS_OLD},
    {RACE_LINE_go_mapaccess_value, WHEN_ANY, WORD_RACE_WHY_ACCESS_VALUE},
    {RACE_LINE_go_mapdelete_check, WHEN_SET, WORD_RACE_WHY_CHECK_SET},
    {RACE_LINE_go_mapdelete_check, WHEN_ANY, WORD_RACE_WHY_CHECK},
    {RACE_LINE_go_mapdelete_set, WHEN_LOAD, WORD_RACE_WHY_TOGGLE},
    {RACE_LINE_go_mapdelete_set, WHEN_SET, WORD_RACE_WHY_MARK},
    {RACE_LINE_go_mapdelete_set, WHEN_ANY, WORD_RACE_WHY_UNMARK},
    {RACE_LINE_go_mapdelete_mark, WHEN_ANY, WORD_RACE_WHY_DELETE_MARK},
    {RACE_LINE_go_mapdelete_less, WHEN_LOAD, WORD_RACE_WHY_COUNT_LOAD_LESS},
    {RACE_LINE_go_mapdelete_done, WHEN_SET, WORD_RACE_WHY_STILL_SET},
    {RACE_LINE_go_mapdelete_done, WHEN_ANY, WORD_RACE_WHY_NO_LONGER_SET},
    {RACE_LINE_go_mapdelete_clear, WHEN_ANY, WORD_RACE_WHY_CLEAR},
    {RACE_LINE_go_mapiter_check, WHEN_SET, WORD_RACE_WHY_RANGE_SET},
    {RACE_LINE_go_mapiter_check, WHEN_ANY, WORD_RACE_WHY_RANGE_CHECK},
    {RACE_LINE_go_locked_lock, WHEN_ANY, WORD_RACE_WHY_LOCK},
    {RACE_LINE_go_locked_unlock, WHEN_ANY, WORD_RACE_WHY_UNLOCK},
    {RACE_LINE_article_get_state, WHEN_ANY, WORD_RACE_WHY_ART_STATE},
    {RACE_LINE_article_get_old, WHEN_ANY, WORD_RACE_WHY_ART_GET_OLD},
    {RACE_LINE_article_get_new, WHEN_ZERO, WORD_RACE_WHY_ART_GET_NONE},
    {RACE_LINE_article_get_new, WHEN_ANY, WORD_RACE_WHY_ART_GET_NEW},
    {RACE_LINE_article_write_state, WHEN_ANY, WORD_RACE_WHY_ART_STATE},
    {RACE_LINE_article_write_old, WHEN_ANY, WORD_RACE_WHY_ART_WRITE_OLD},
    {RACE_LINE_article_write_new, WHEN_ANY, WORD_RACE_WHY_ART_WRITE_NEW},
    {RACE_LINE_article_migrate_claim, WHEN_ANY, WORD_RACE_WHY_ART_CLAIM},
    {RACE_LINE_article_migrate_load, WHEN_ANY, WORD_RACE_WHY_ART_LOAD},
    {RACE_LINE_article_migrate_store, WHEN_ANY, WORD_RACE_WHY_ART_STORE},
    {RACE_LINE_article_migrate_done, WHEN_ANY, WORD_RACE_WHY_ART_DONE},
    {RACE_LINE_mended_get_state, WHEN_ANY, WORD_RACE_WHY_MEND_STATE},
    {RACE_LINE_mended_get_old, WHEN_ANY, WORD_RACE_WHY_MEND_GET_OLD},
    {RACE_LINE_mended_write_hold, WHEN_ANY, WORD_RACE_WHY_MEND_HOLD},
    {RACE_LINE_mended_write_old, WHEN_ANY, WORD_RACE_WHY_MEND_WRITE_OLD},
    {RACE_LINE_mended_write_free, WHEN_ANY, WORD_RACE_WHY_MEND_FREE},
    {RACE_LINE_mended_migrate_claim, WHEN_ANY, WORD_RACE_WHY_MEND_CLAIM},
    {RACE_LINE_mended_migrate_done, WHEN_ANY, WORD_RACE_WHY_MEND_DONE},
    {RACE_LINE_java_get_head, WHEN_MOVED, WORD_RACE_WHY_JAVA_FORWARD},
    {RACE_LINE_java_get_head, WHEN_ANY, WORD_RACE_WHY_JAVA_HEAD},
    {RACE_LINE_java_put_head, WHEN_MOVED, WORD_RACE_WHY_JAVA_PUT_FORWARD},
    {RACE_LINE_java_put_swap, WHEN_ANY, WORD_RACE_WHY_JAVA_SWAP},
    {RACE_LINE_java_put_lock, WHEN_ANY, WORD_RACE_WHY_JAVA_LOCK},
    {RACE_LINE_java_put_check, WHEN_ANY, WORD_RACE_WHY_JAVA_CHECK},
    {RACE_LINE_java_transfer_claim, WHEN_ANY, WORD_RACE_WHY_JAVA_CLAIM},
    {RACE_LINE_java_transfer_lock, WHEN_ANY, WORD_RACE_WHY_JAVA_MOVE_LOCK},
    {RACE_LINE_java_transfer_copy, WHEN_ANY, WORD_RACE_WHY_JAVA_COPY},
    {RACE_LINE_java_transfer_forward, WHEN_ANY, WORD_RACE_WHY_JAVA_MOVED},
    {RACE_LINE_java_transfer_commit, WHEN_ANY, WORD_RACE_WHY_JAVA_COMMIT},
};

static bool fits(const struct race_setup *setup, const struct race_done *done, enum when when)
{
    uint8_t field = race_place_of(setup, done->cell).field;
    switch (when) {
    case WHEN_SET:
        return field == RACE_FIELD_GROWING ? done->after != 0 : (done->after & RACE_FLAG_WRITING) != 0;
    case WHEN_LOAD:
        return done->access == RACE_LOAD;
    case WHEN_ZERO:
        return done->after == 0;
    case WHEN_MOVED:
        return done->after == RACE_MOVED;
    default:
        return true;
    }
}

enum word race_why(const struct race_setup *setup, const struct race_done *done, code_line line)
{
    for (size_t i = 0; i < sizeof whys / sizeof *whys; i++) {
        if (whys[i].line == line && fits(setup, done, whys[i].when))
            return whys[i].word;
    }
    return WORD_NONE;
}
