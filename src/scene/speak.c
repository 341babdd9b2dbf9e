/* What a scene says, types and asks, how long that takes, and what becomes of answers. */
#include "scene/playing.h"

#include "scene/tempo.h"

#include <string.h>

enum { PAUSE_LEAST = 1000 /* milliseconds */ };

/* It is waited here for the viewer, who can come back to it. */
static void note_stop(struct player *player)
{
    if (player->running && player->scene != NULL && player->at > 0)
        player->stops[player->at - 1] = true;
}

void player_wait_for(struct player *player, enum player_wait wait, int64_t due)
{
    player->wait = wait;
    player->due = due;
}

bool player_is_seen(const struct player *player)
{
    return player->live && !player->hidden && !player->unseen;
}

/* ---- what the commands of scenes do */

static void set_text(struct text *to, const char *string)
{
    text_clear(to);
    text_add(to, string);
}

void player_say(struct player *player, enum player_news news, const char *text)
{
    set_text(news == NEWS_NOTE ? &player->note : &player->say, text);
    player->said = news != NEWS_NOTE ? news : player->said;
    player->heard = news == NEWS_NOTE && player->heard;
    player->spoke |= news != NEWS_NOTE && *text != '\0';
    if (news != NEWS_NOTE)
        player->unread = player_is_seen(player) && *text != '\0' ? tempo_to_read(text) : 0;
    player_tell(player, news, text);
}

void player_begin_chapter(struct player *player, const char *title)
{
    set_text(&player->chapter, title);
    text_clear(&player->say);
    player->unread = 0;
    player_tell(player, NEWS_CHAPTER, title);
}

void player_pause(struct player *player, int64_t milliseconds)
{
    player->heard = true;
    if (!player_is_seen(player))
        return;
    if (milliseconds < 0 && player->stopped)
        return; /* the answer has stopped it here already: nothing is new since */
    if (milliseconds >= 0)
        player_wait_for(player, WAIT_TIME, milliseconds);
    else if (player->film)
        player_wait_for(player, WAIT_TIME, player->unread > PAUSE_LEAST ? player->unread : PAUSE_LEAST);
    else {
        note_stop(player);
        player_wait_for(player, WAIT_KEY, 0);
    }
}

void player_begin_typing(struct player *player, const char *line, bool answer)
{
    set_text(&player->to_type, line);
    text_clear(&player->typed);
    player->types_answer = answer;
    player->rhythm = (uint64_t)player->at * 977 + (answer ? 13 : 7);
    player_wait_for(player, WAIT_TYPING, PLAYER_LETTER_LEAST);
}

bool player_type(struct player *player, const char *line)
{
    if (!player_is_seen(player))
        return false;
    player_begin_typing(player, line, false);
    return true;
}

static void say_answer(const struct player *player, enum word beginning, struct text *told)
{
    words_say(told, player->stage.words, beginning, text_string(&player->question.answer));
    if (player->question.why.length > 0)
        text_format(told, " %s", text_string(&player->question.why));
}

/* The question stays in sight; who only listens has heard it. */
static void show_with_question(struct player *player, enum question_shown how, const char *given,
                               const struct text *told)
{
    struct text shown = {0};
    question_show(&player->question, how, given, &shown);
    text_format(&shown, "\n%s", text_string(told));
    set_text(&player->say, text_string(&shown));
    text_free(&shown);
}

/* A question that lies behind is not asked again: it stands there with its answer. */
static void tell_past_answer(struct player *player)
{
    struct text told = {0};
    say_answer(player, WORD_SAY_ANSWER_SKIPPED, &told);
    show_with_question(player, QUESTION_SOLVED, "", &told);
    player->said = NEWS_ANSWER;
    player->asks = false;
    text_free(&told);
}

void player_ask(struct player *player)
{
    struct question *question = &player->question;
    struct text shown = {0};
    question->line = player->running ? player->at - 1 : SIZE_MAX;
    if (player->unseen) {
        tell_past_answer(player);
        return;
    }
    question_show(question, QUESTION_OPEN, "", &shown);
    player_say(player, NEWS_QUESTION, text_string(&shown));
    text_free(&shown);
    player->asks = player_is_seen(player);
    if (player->asks && player->film)
        player_wait_for(player, WAIT_THINK, tempo_to_answer(text_string(&player->say)));
    else if (player->asks) {
        note_stop(player);
        player_wait_for(player, WAIT_ANSWER, 0);
    }
}

/* ---- answers */

/* It was wrong, and there is another try, with a hint. */
static void ask_again(struct player *player, const char *given)
{
    const struct question *question = &player->question;
    struct text told = {0};
    words_say(&told, player->stage.words, WORD_SAY_ANSWER_AGAIN, text_string(&question->hint));
    show_with_question(player, QUESTION_OPEN, given, &told);
    text_free(&told);
}

void player_tell_answer(struct player *player, enum word beginning, const char *given)
{
    struct text told = {0};
    say_answer(player, beginning, &told);
    player->asks = false;
    player->wait = WAIT_NOTHING;
    player_say(player, NEWS_ANSWER, text_string(&told));
    show_with_question(player, QUESTION_SOLVED, given, &told);
    if (!player->film)
        player_pause(player, -1);
    player->stopped = player->wait == WAIT_KEY;
    text_free(&told);
}

/* Appends how many of how many answers were right; false if no question was answered. */
static bool say_score(const struct player *player, enum word word, struct reply *reply)
{
    size_t right = 0, all = 0;
    for (size_t i = 0; player->scene != NULL && i < player->scene->line_count; i++) {
        right += player->answers[i] == ANSWERED_RIGHT;
        all += player->answers[i] != ANSWERED_NOT;
    }
    if (all > 0)
        reply_say(reply, word, NUMBER(right), NUMBER(all));
    return all > 0;
}

void player_show_score(struct player *player)
{
    struct reply reply = {.words = player->stage.words};
    if (say_score(player, WORD_SAY_SCORE, &reply))
        player->stage.show(player->stage.context, &reply, NULL);
    reply_free(&reply);
}

void player_show_end(struct player *player)
{
    struct reply reply = {.words = player->stage.words};
    const struct scene *scene = player->scene;
    int last = scene->line_count > 0 ? scene->lines[scene->line_count - 1].tag : TAG_SPEAKS;
    /* What the last command came to is read, too. */
    reply.keeps = !(last & TAG_SPEAKS);
    if (!say_score(player, WORD_SAY_SCENE_OVER_SCORE, &reply))
        reply_say(&reply, WORD_SAY_SCENE_OVER);
    player->stage.show(player->stage.context, &reply, NULL);
    reply_free(&reply);
}

bool player_waits_for_answer(const struct player *player)
{
    return player->wait == WAIT_ANSWER;
}

void player_answer(struct player *player, const char *answer)
{
    struct question *question = &player->question;
    bool right = question_is_answered_by(question, answer);
    if (!right && question_try(question, answer)) {
        ask_again(player, answer);
        return;
    }
    if (player->scene != NULL && question->line < player->scene->line_count)
        player->answers[question->line] = right ? ANSWERED_RIGHT : ANSWERED_WRONG;
    player_tell_answer(player, right ? WORD_SAY_ANSWER_RIGHT : WORD_SAY_ANSWER_WRONG, answer);
    player_show_score(player);
}
