/* The story: what happens and why, in plain words. What the step itself did stands in the lens. */
#include "model/race/say.h"
#include "view/pace.h"
#include "view/race/panels.h"

/* ---- an event that is no step */

static void add_verdicts(const struct picture *picture, uint32_t verdicts, struct text *text)
{
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        if ((verdicts & RACE_BIT(verdict)) == 0 || !race_verdict_is_silent(verdict))
            continue;
        text_separate(text, "; ");
        words_say(text, picture->words, (enum word)(WORD_RACE_VERDICT_WRITES + verdict));
    }
}

static enum word row_of_answer(const struct event *event)
{
    if (race_op_of(event->before).verb != RACE_GET)
        return WORD_RACE_STORY_answered;
    return event->after == RACE_ABSENT ? WORD_RACE_STORY_answered_nothing : WORD_RACE_STORY_answered_value;
}

static enum word row_of(const struct event *event, const struct text *details)
{
    switch (event->kind) {
    case RACE_begins:
        return WORD_RACE_STORY_begins;
    case RACE_answered:
        return row_of_answer(event);
    case RACE_died:
        return event->after == RACE_FATAL_NIL ? WORD_RACE_STORY_panic : WORD_RACE_STORY_died;
    case RACE_left:
        return race_beyond_word(event->after);
    case RACE_stuck:
        return WORD_RACE_STORY_stuck;
    case RACE_over:
        return details->length > 0 ? WORD_RACE_STORY_over_wrong : WORD_RACE_STORY_over;
    case RACE_again:
        return WORD_RACE_STORY_again;
    case RACE_made:
        return WORD_RACE_STORY_made;
    case RACE_given:
        return WORD_RACE_STORY_given;
    case RACE_put:
        return WORD_RACE_STORY_put;
    case RACE_explored:
        return event->after != 0 ? WORD_RACE_STORY_explored : WORD_RACE_STORY_explored_clean;
    default:
        return WORD_NONE;
    }
}

/* {1} goroutine  {2} operation, message, or what is wrong  {3} value that a get gave */
static void tell_other(const struct picture *picture, const struct event *event, struct text *text)
{
    struct text details = {0};
    if (event->kind == RACE_begins || event->kind == RACE_answered) {
        const struct race_op op = race_op_of(event->before);
        race_add_operation(&op, &details);
    } else if (event->kind == RACE_died) {
        text_add(&details, race_fatal_text((uint8_t)event->after));
    } else if (event->kind == RACE_over) {
        add_verdicts(picture, (uint32_t)event->before, &details);
    }
    enum word row = row_of(event, &details);
    if (row != WORD_NONE)
        words_say(text, picture->words, row, NUMBER(event->slot + 1), text_string(&details),
                  NUMBER(event->after & ~(uint64_t)RACE_FOUND));
    text_free(&details);
}

/* Behind an answer: what is wrong by then. */
static void tell_wrong(const struct picture *picture, const struct race_reading *reading, struct text *text)
{
    struct text wrong = {0};
    add_verdicts(picture, race_verdicts_now(&reading->its.race), &wrong);
    if (wrong.length > 0) {
        text_add(text, " ");
        words_say(text, picture->words, WORD_RACE_STORY_wrong, "", text_string(&wrong));
    }
    text_free(&wrong);
}

/* ---- a step */

/* What can be read while it plays. */
static enum word briefly(enum word why)
{
    _Static_assert(WORD_RACE_WHY_JAVA_COMMIT - WORD_RACE_WHY_CHECK_SET ==
                       WORD_RACE_BRIEF_JAVA_COMMIT - WORD_RACE_BRIEF_CHECK_SET,
                   "a brief sentence for each");
    return (enum word)(why - WORD_RACE_WHY_CHECK_SET + WORD_RACE_BRIEF_CHECK_SET);
}

static void tell_step(const struct picture *picture, const struct race_reading *reading,
                      const struct event *event, struct text texts[PACE_SENTENCES])
{
    const struct race_done done = race_done_of(event);
    enum word why = race_why(&reading->its.setup, &done, event->line);
    if (why != WORD_NONE) {
        words_say(&texts[0], picture->words, why, NUMBER(event->slot + 1));
        words_say(&texts[1], picture->words, briefly(why), NUMBER(event->slot + 1));
    } else {
        race_add_access(&reading->its.setup, event->slot, &done, picture->words, &texts[0]);
    }
}

static bool opens_step(const struct timeline *timeline, position at)
{
    event_kind kind = timeline_event(timeline, at).kind;
    return kind != RACE_stepped && event_class_of(kind) == EVENT_CLASS_LOOK && ENGINE_OF(kind) == ENGINE_race;
}

void race_tell_story(const struct picture *picture, const struct race_reading *reading, struct text *text)
{
    const struct now *now = reading->now;
    struct pace pace = pace_of(picture, now, opens_step);
    struct text texts[PACE_SENTENCES] = {0};
    const struct event event = now_is_over(now) && !picture->playing
                                   ? now_last_step(picture, now)
                                   : timeline_event(picture->timeline, pace.begin);
    if (ENGINE_OF(event.kind) != ENGINE_race)
        panel_tell_space(picture, &event, &texts[0]);
    else if (event.kind == RACE_access || event.kind == RACE_stepped)
        tell_step(picture, reading, &event, texts);
    else
        tell_other(picture, &event, &texts[0]);
    if (event.kind == RACE_answered)
        tell_wrong(picture, reading, &texts[0]);
    pace_add(&pace, texts, text);
}
