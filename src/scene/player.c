#include "scene/player.h"

#include "command/commands.h"
#include "base/memory_or_die.h"
#include "base/random.h"

#include <stdlib.h>
#include <string.h>

/* In milliseconds. */
enum {
    READ_FIRST = 900, /* to notice a new narration */
    READ_LETTER = 45, /* and to read a letter of it */
    THINK = 2500,     /* to think about a question that was read */
    PAUSE_LEAST = 1000,
    LETTER_LEAST = 45,
    LETTER_MORE = 65, /* chosen at random */
    BLANK_MORE = 40,
    ENTER_AFTER = 450,
};

/* ---- life */

static void forget_scene(struct player *player)
{
    scene_free(player->scene);
    free(player->answers);
    player->scene = NULL;
    player->answers = NULL;
    player->at = player->back_to = 0;
    player->work = 0;
    player->held = player->away = player->begun = player->asks = false;
    player->finished = player->failed = player->expectation_failed = false;
    player->wait = WAIT_NOTHING;
    player->due = player->unread = 0;
    text_clear(&player->typed);
}

void player_free(struct player *player)
{
    forget_scene(player);
    text_free(&player->typed);
    text_free(&player->to_type);
    text_free(&player->chapter);
    text_free(&player->say);
    text_free(&player->note);
    question_clear(&player->question);
    *player = (struct player){0};
}

static void clear_words(struct player *player)
{
    text_clear(&player->chapter);
    text_clear(&player->say);
    text_clear(&player->note);
}

/* The beginning of every scene, from which all of it follows. */
static void begin_afresh(struct session *session)
{
    struct player *player = &session->player;
    session->seed = 1;
    session->hidden = false;
    session_reset(session);
    clear_words(player);
    player->at = 0;
    player->work = 0;
    player->held = player->away = player->begun = player->asks = false;
    player->wait = WAIT_NOTHING;
    player->due = player->unread = 0;
    text_clear(&player->typed);
}

void player_begin(struct session *session, struct scene *scene)
{
    struct player *player = &session->player;
    forget_scene(player);
    player->scene = scene;
    player->answers = new_items(scene->line_count + 1, sizeof *player->answers);
    begin_afresh(session);
}

void player_end(struct session *session)
{
    forget_scene(&session->player);
    session->hidden = false;
}

/* ---- what it is about */

static bool lines_left(const struct player *player)
{
    return player->scene != NULL && player->at < player->scene->line_count;
}

bool player_is_under_way(const struct session *session)
{
    const struct player *player = &session->player;
    return lines_left(player) || player->wait != WAIT_NOTHING || player->away;
}

void player_hold(struct session *session)
{
    session->player.held = player_is_under_way(session) && !session->player.running;
}

bool player_is_moving(const struct session *session)
{
    const struct player *player = &session->player;
    if (!session->live || player->held || player->away || !player_is_under_way(session))
        return false;
    return player->wait != WAIT_KEY && player->wait != WAIT_ANSWER;
}

int player_next(const struct session *session)
{
    const struct player *player = &session->player;
    if (!player_is_moving(session))
        return -1;
    if (player->wait == WAIT_NOTHING)
        return CLOCK_FRAME;
    return player->due > 1000 ? 1000 : player->due > 1 ? (int)player->due : 1;
}

void player_tell(struct session *session, enum player_news news, const char *text)
{
    const struct player *player = &session->player;
    if (!player->unseen && player->observer.take != NULL)
        player->observer.take(player->observer.context, news, text);
}

static int64_t time_to_read(const char *text)
{
    int64_t letters = 0;
    for (; *text != '\0'; text++)
        letters += ((unsigned char)*text & 0xc0) != 0x80;
    return READ_FIRST + READ_LETTER * letters;
}

static void wait_for(struct player *player, enum player_wait wait, int64_t due)
{
    player->wait = wait;
    player->due = due;
}

/* Nothing is waited for where nothing is seen. */
static bool is_seen(const struct session *session)
{
    return session->live && !session->hidden && !session->player.unseen;
}

/* ---- what the commands of scenes do */

static void set_text(struct text *to, const char *string)
{
    text_clear(to);
    text_add(to, string);
}

void player_say(struct session *session, enum player_news news, const char *text)
{
    struct player *player = &session->player;
    set_text(news == NEWS_NOTE ? &player->note : &player->say, text);
    if (news != NEWS_NOTE)
        player->unread = is_seen(session) && *text != '\0' ? time_to_read(text) : 0;
    player_tell(session, news, text);
}

void player_begin_chapter(struct session *session, const char *title)
{
    struct player *player = &session->player;
    set_text(&player->chapter, title);
    text_clear(&player->say);
    player->unread = 0;
    player_tell(session, NEWS_CHAPTER, title);
    if (session->recorder != NULL && !player->unseen)
        recorder_chapter(session->recorder, title);
}

void player_pause(struct session *session, int64_t milliseconds)
{
    struct player *player = &session->player;
    if (!is_seen(session))
        return;
    if (milliseconds >= 0)
        wait_for(player, WAIT_TIME, milliseconds);
    else if (player->film)
        wait_for(player, WAIT_TIME, player->unread > PAUSE_LEAST ? player->unread : PAUSE_LEAST);
    else
        wait_for(player, WAIT_KEY, 0);
}

static void begin_typing(struct player *player, const char *line, bool answer)
{
    set_text(&player->to_type, line);
    text_clear(&player->typed);
    player->types_answer = answer;
    player->rhythm = (uint64_t)player->at * 977 + (answer ? 13 : 7);
    wait_for(player, WAIT_TYPING, LETTER_LEAST);
}

bool player_type(struct session *session, const char *line)
{
    if (!is_seen(session))
        return false;
    begin_typing(&session->player, line, false);
    return true;
}

void player_ask(struct session *session)
{
    struct player *player = &session->player;
    struct question *question = &player->question;
    struct text shown = {0};
    text_append(&shown, text_string(&question->text), question->text.length);
    for (size_t i = 0; i < question->choice_count; i++)
        text_format(&shown, "%s%zu) %s", i == 0 ? "\n" : "    ", i + 1, text_string(&question->choices[i]));
    question->line = player->running ? player->at - 1 : SIZE_MAX;
    player_say(session, NEWS_QUESTION, text_string(&shown));
    text_free(&shown);
    player->asks = is_seen(session);
    if (player->asks && player->film)
        wait_for(player, WAIT_THINK, player->unread + THINK);
    else if (player->asks)
        wait_for(player, WAIT_ANSWER, 0);
}

/* ---- answers */

/* Tells the right answer behind one of three beginnings: right, wrong, or none of both. */
static void tell_answer(struct session *session, enum word beginning)
{
    struct player *player = &session->player;
    struct text told = {0};
    words_say(&told, session->words, beginning, text_string(&player->question.answer));
    if (player->question.why.length > 0)
        text_format(&told, " %s", text_string(&player->question.why));
    player->asks = false;
    player->wait = WAIT_NOTHING;
    player_say(session, NEWS_ANSWER, text_string(&told));
    if (!player->film)
        player_pause(session, -1);
    text_free(&told);
}

static void show_score(struct session *session)
{
    const struct player *player = &session->player;
    size_t right = 0, all = 0;
    for (size_t i = 0; player->scene != NULL && i < player->scene->line_count; i++) {
        right += player->answers[i] == ANSWERED_RIGHT;
        all += player->answers[i] != ANSWERED_NOT;
    }
    if (all == 0)
        return;
    struct reply reply = {0};
    reply_say(session, &reply, WORD_SAY_SCORE, NUMBER(right), NUMBER(all));
    session_show(session, &reply, NULL);
    reply_free(&reply);
}

bool player_waits_for_answer(const struct session *session)
{
    return session->player.wait == WAIT_ANSWER;
}

void player_answer(struct session *session, const char *answer)
{
    struct player *player = &session->player;
    bool right = question_is_answered_by(&player->question, answer);
    if (player->scene != NULL && player->question.line < player->scene->line_count)
        player->answers[player->question.line] = right ? ANSWERED_RIGHT : ANSWERED_WRONG;
    tell_answer(session, right ? WORD_SAY_ANSWER_RIGHT : WORD_SAY_ANSWER_WRONG);
    session->keeps = false;
    show_score(session);
}

/* ---- running */

bool player_run_next(struct session *session, struct reply *reply, struct error *error)
{
    struct player *player = &session->player;
    size_t number = player->at++;
    const struct scene_line *line = &player->scene->lines[number];
    struct error inner = {0};
    player->running = true;
    player->begun |= !(line->tag & TAG_BEFORE);
    if (!(line->tag & (TAG_SCENE | TAG_QUIET)))
        player_tell(session, NEWS_COMMAND, line->text);
    bool fine = session_run_scene_line(session, line->text, line->length, reply, &inner);
    player->running = false;
    if (fine && !(line->tag & (TAG_SCENE | TAG_QUIET)) && reply->text.length > 0)
        player_tell(session, NEWS_REPLY, text_string(&reply->text));
    return fine || scene_error(player->scene, number, session->words, &inner, error);
}

static void remember_failure(struct player *player, const struct error *error)
{
    player->failed = true;
    player->error = *error;
}

/* What a line came to is shown, but for what a scene says itself. */
static void run_and_show(struct session *session)
{
    struct player *player = &session->player;
    int tag = player->scene->lines[player->at].tag;
    struct reply reply = {0};
    struct error error = {0};
    bool fine = player_run_next(session, &reply, &error);
    if (!fine || (reply.text.length > 0 && !(tag & (TAG_SCENE | TAG_QUIET))))
        session_show(session, &reply, fine ? NULL : &error);
    if (!fine) {
        player->wait = WAIT_NOTHING;
        player->held = true;
    }
    if (!fine)
        remember_failure(player, &error);
    reply_free(&reply);
}

/* Behind the last line. */
static void finish(struct session *session)
{
    struct player *player = &session->player;
    if (player->finished || lines_left(player) || player->wait != WAIT_NOTHING || player->away)
        return;
    player->finished = true;
    session->hidden = false;
    if (!player->film)
        show_score(session);
}

bool player_run(struct session *session)
{
    struct player *player = &session->player;
    bool ran = false;
    while (session->live && !session->clock.playing && lines_left(player) && !player->held && !player->away &&
           player->wait == WAIT_NOTHING && !session->quit) {
        bool speaks = (player->scene->lines[player->at].tag & TAG_SPEAKS) != 0;
        if (speaks && player->unread > 0 && is_seen(session)) {
            wait_for(player, WAIT_TIME, player->unread);
            break;
        }
        run_and_show(session);
        ran = true;
    }
    if (player->scene != NULL && session->live && !session->clock.playing)
        finish(session);
    return ran;
}

/* ---- time */

static void type_letter(struct session *session)
{
    struct player *player = &session->player;
    const char *rest = text_string(&player->to_type) + player->typed.length;
    size_t left = player->to_type.length - player->typed.length;
    uint32_t rune;
    size_t taken = utf8_decode(rest, left, &rune);
    char letter[5] = {0};
    memcpy(letter, rest, taken);
    text_append(&player->typed, rest, taken);
    player_tell(session, NEWS_KEYS, letter);
    bool last = taken == left;
    player->due += last ? ENTER_AFTER
                        : LETTER_LEAST + (int64_t)random_below(&player->rhythm, LETTER_MORE) +
                              (rune == ' ' ? BLANK_MORE : 0);
}

/* The line is typed: Enter. */
static void enter_typed(struct session *session)
{
    struct player *player = &session->player;
    player->wait = WAIT_NOTHING;
    player_tell(session, NEWS_KEYS, "\r");
    text_clear(&player->typed);
    if (player->types_answer) {
        tell_answer(session, WORD_SAY_ANSWER_RIGHT);
        return;
    }
    struct reply reply = {0};
    struct error inner = {0}, error = {0};
    struct text line = {0};
    text_append(&line, text_string(&player->to_type), player->to_type.length);
    player_tell(session, NEWS_COMMAND, text_string(&line));
    player->running = true;
    bool fine = session_run_scene_line(session, text_string(&line), line.length, &reply, &inner);
    player->running = false;
    if (fine && reply.text.length > 0)
        player_tell(session, NEWS_REPLY, text_string(&reply.text));
    if (!fine && player->scene != NULL)
        scene_error(player->scene, player->at - 1, session->words, &inner, &error);
    session_show(session, &reply, fine ? NULL : &error);
    player->held |= !fine;
    if (!fine)
        remember_failure(player, &error);
    text_free(&line);
    reply_free(&reply);
}

static bool wait_is_over(struct session *session)
{
    struct player *player = &session->player;
    switch (player->wait) {
    case WAIT_TIME:
        player->wait = WAIT_NOTHING;
        return false;
    case WAIT_THINK:
        begin_typing(player, text_string(&player->question.answer), true);
        return true;
    case WAIT_TYPING:
        if (player->typed.length < player->to_type.length)
            type_letter(session);
        else
            enter_typed(session);
        return true;
    case WAIT_NOTHING:
    case WAIT_KEY:
    case WAIT_ANSWER:
        break;
    }
    return false;
}

bool player_advance(struct session *session, int milliseconds)
{
    struct player *player = &session->player;
    bool changed = false;
    if (player->held || player->away)
        return false;
    player->unread -= player->unread < milliseconds ? player->unread : milliseconds;
    player->due -= milliseconds;
    while (player->due <= 0 && player_is_moving(session) && player->wait != WAIT_NOTHING)
        changed |= wait_is_over(session);
    return changed;
}

/* ---- the viewer's wishes */

void player_go_on(struct session *session)
{
    struct player *player = &session->player;
    player->held = false;
    player->unread = 0;
    switch (player->wait) {
    case WAIT_ANSWER:
        tell_answer(session, WORD_SAY_ANSWER_SKIPPED);
        break;
    case WAIT_TYPING:
    case WAIT_THINK:
        player->due = 0;
        break;
    case WAIT_NOTHING:
    case WAIT_TIME:
    case WAIT_KEY:
        player->wait = WAIT_NOTHING;
        break;
    }
}

void player_take_over(struct session *session)
{
    struct player *player = &session->player;
    if (player->away || player->scene == NULL || (!player_is_under_way(session) && !session->clock.playing))
        return;
    bool unfinished = session->clock.playing || player->wait != WAIT_NOTHING;
    player->back_to = unfinished && player->wait != WAIT_TIME && player->at > 0 ? player->at - 1 : player->at;
    player->away = true;
    player->asks = false;
    player->wait = WAIT_NOTHING;
    text_clear(&player->typed);
    session->hidden = false;
}

/* Runs the scene from its beginning up to a line, unseen. */
static bool replay_unseen(struct session *session, size_t line, struct error *error)
{
    struct player *player = &session->player;
    bool live = session->live, fine = true;
    begin_afresh(session);
    player->unseen = true;
    player->finished = false;
    session->live = false;
    while (fine && player->at < line && !session->quit) {
        struct reply reply = {0};
        fine = player_run_next(session, &reply, error);
        reply_free(&reply);
    }
    session->live = live;
    player->unseen = false;
    return fine;
}

bool player_resume(struct session *session, struct reply *reply, struct error *error)
{
    struct player *player = &session->player;
    if (player->scene == NULL || !player_is_under_way(session))
        return error_set(error, 0, WORD_ERROR_APP_NO_SCENE);
    if (!player->away) {
        player_go_on(session);
        return true;
    }
    if (!replay_unseen(session, player->back_to, error))
        return false;
    reply_say(session, reply, WORD_SAY_SCENE_RESUMED);
    return true;
}

size_t player_chapter(const struct session *session)
{
    const struct player *player = &session->player;
    size_t chapter = 0, at = player->away ? player->back_to : player->at;
    while (player->scene != NULL && chapter < player->scene->chapter_count &&
           player->scene->chapters[chapter] < at)
        chapter++;
    return chapter;
}

bool player_seek_chapter(struct session *session, size_t chapter, struct error *error)
{
    const struct scene *scene = session->player.scene;
    if (scene == NULL)
        return error_set(error, 0, WORD_ERROR_APP_NO_SCENE);
    if (chapter > scene->chapter_count)
        return error_set(error, 0, WORD_ERROR_APP_NO_CHAPTER, NUMBER(chapter), NUMBER(scene->chapter_count));
    return replay_unseen(session, chapter > 0 ? scene->chapters[chapter - 1] : 0, error);
}
