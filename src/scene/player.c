#include "scene/playing.h"
#include "scene/tempo.h"

#include "base/memory_or_die.h"
#include "base/random.h"
#include "time/clock.h"

#include <stdlib.h>
#include <string.h>

/* In milliseconds. */
enum {
    LETTER_MORE = 65, /* chosen at random */
    BLANK_MORE = 40,
    ENTER_AFTER = 450,
};

/* ---- life */

void player_init(struct player *player, const struct stage *stage)
{
    *player = (struct player){.stage = *stage};
}

static void forget_scene(struct player *player)
{
    scene_free(player->scene);
    free(player->answers);
    free(player->stops);
    player->scene = NULL;
    player->answers = NULL;
    player->stops = NULL;
    player->at = player->back_to = 0;
    player->work = 0;
    player->held = player->away = player->begun = player->asks = false;
    player->finished = player->failed = player->expectation_failed = false;
    player->refused = player->was_refused = false;
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
static void begin_afresh(struct player *player)
{
    player->hidden = false;
    player->stage.reset(player->stage.context);
    clear_words(player);
    player->at = 0;
    player->work = 0;
    player->held = player->away = player->begun = player->asks = player->stopped = false;
    player->spoke = player->heard = false;
    player->refused = player->was_refused = false;
    player->wait = WAIT_NOTHING;
    player->due = player->unread = player->covered = 0;
    text_clear(&player->typed);
}

void player_begin(struct player *player, struct scene *scene)
{
    forget_scene(player);
    player->scene = scene;
    player->answers = new_items(scene->line_count + 1, sizeof *player->answers);
    player->stops = new_items(scene->line_count + 1, sizeof *player->stops);
    begin_afresh(player);
}

void player_end(struct player *player)
{
    forget_scene(player);
    player->hidden = false;
}

/* ---- what it is about */

static bool lines_left(const struct player *player)
{
    return player->scene != NULL && player->at < player->scene->line_count;
}

bool player_is_under_way(const struct player *player)
{
    return lines_left(player) || player->wait != WAIT_NOTHING || player->away;
}

void player_hold(struct player *player)
{
    player->held = player_is_under_way(player) && !player->running;
}

/* Its last line is done, and that is still to be told. */
static bool ends(const struct player *player)
{
    return player->scene != NULL && !player->finished && !player->film && !player_is_under_way(player);
}

bool player_is_moving(const struct player *player)
{
    if (!player->live || player->held || player->away || (!player_is_under_way(player) && !ends(player)))
        return false;
    return player->wait != WAIT_KEY && player->wait != WAIT_ANSWER;
}

int player_next(const struct player *player)
{
    if (!player_is_moving(player))
        return -1;
    if (player->wait == WAIT_NOTHING)
        return CLOCK_FRAME;
    return player->due > 1000 ? 1000 : player->due > 1 ? (int)player->due : 1;
}

void player_tell(struct player *player, enum player_news news, const char *text)
{
    if (player->unseen)
        return;
    struct text safe = {0};
    if (news == NEWS_KEYS || news == NEWS_SNAPSHOT)
        text_add(&safe, text);
    else
        text_add_safe_lines(&safe, text);
    player->stage.tell(player->stage.context, news, text_string(&safe));
    if (player->observer.take != NULL)
        player->observer.take(player->observer.context, news, text_string(&safe));
    text_free(&safe);
}

/* ---- running */

static bool run_line(struct player *player, const char *line, size_t length, struct reply *reply,
                     struct error *error)
{
    player->running = true;
    bool fine = player->stage.run(player->stage.context, line, length, reply, error);
    player->running = false;
    return fine;
}

/* Observers read plain lines. */
static void tell_reply(struct player *player, const struct reply *reply)
{
    struct text plain = {0};
    reply_plain(reply, &plain);
    player_tell(player, NEWS_REPLY, text_string(&plain));
    text_free(&plain);
}

/* A line that is refused as the next one expects: what refused it is shown, and nothing went wrong. */
static bool is_meant(struct player *player, struct reply *reply, const struct error *refusal)
{
    if (player->scene == NULL || !scene_expects_refusal(player->scene, player->at))
        return false;
    struct text said = {0};
    player->refused = true;
    error_say(refusal, player->stage.words, &said);
    player_tell(player, NEWS_REPLY, text_string(&said));
    if (player_is_seen(player))
        player->stage.show(player->stage.context, reply, refusal);
    text_clear(&reply->text);
    text_free(&said);
    return true;
}

/* It does something that is seen, or was, of a scene that is brought to a place: neither a word of scenes but `type`, nor a wait or a
   setting. */
static bool acts(const struct player *player, const struct scene_line *line)
{
    bool seen = player_is_seen(player) || (player->unseen && !player->hidden);
    return !(line->tag & (TAG_SCENE | TAG_QUIET)) && seen;
}

/* What came of a question is not told over what happens next, nor what was said and had its pause. */
static void leave_words(struct player *player)
{
    player->stopped = false;
    bool over = player->said == NEWS_ANSWER || (player->said == NEWS_SAY && player->heard);
    if (!over || player->say.length == 0)
        return;
    text_clear(&player->say);
    player_tell(player, NEWS_SILENCE, "");
}

bool player_run_next(struct player *player, struct reply *reply, struct error *error)
{
    size_t number = player->at++;
    const struct scene_line *line = &player->scene->lines[number];
    struct error inner = {0};
    player->begun |= !(line->tag & TAG_BEFORE);
    if (!(line->tag & (TAG_SCENE | TAG_QUIET)))
        player_tell(player, NEWS_COMMAND, line->text);
    player->was_refused = player->refused;
    player->refused = false;
    if (acts(player, line))
        leave_words(player);
    else if (line->tag & TAG_SPEAKS)
        player->stopped = false;
    bool fine = run_line(player, line->text, line->length, reply, &inner) || is_meant(player, reply, &inner);
    if (fine && !(line->tag & (TAG_SCENE | TAG_QUIET)) && reply->text.length > 0)
        tell_reply(player, reply);
    return fine || scene_error(player->scene, number, player->stage.words, &inner, error);
}

static void remember_failure(struct player *player, const struct error *error)
{
    player->failed = true;
    player->error = *error;
}

/* In a film a sheet stands until it could have been read. */
static void show_reply(struct player *player, const struct reply *reply, const struct error *error)
{
    player->stage.show(player->stage.context, reply, error);
    bool sheet = error == NULL && reply->sheet && player->film && player_is_seen(player);
    player->covered = sheet ? tempo_to_read(text_string(&reply->text)) : 0;
}

/* What a line came to is shown, but for what a scene says itself. */
static void run_and_show(struct player *player)
{
    int tag = player->scene->lines[player->at].tag;
    struct reply reply = {.words = player->stage.words};
    struct error error = {0};
    bool fine = player_run_next(player, &reply, &error);
    if (!fine || (reply.text.length > 0 && !(tag & (TAG_SCENE | TAG_QUIET))))
        show_reply(player, &reply, fine ? NULL : &error);
    if (!fine) {
        player->wait = WAIT_NOTHING;
        player->held = true;
    }
    if (!fine)
        remember_failure(player, &error);
    reply_free(&reply);
}

/* Behind the last line. */
static void finish(struct player *player)
{
    if (player->finished || lines_left(player) || player->wait != WAIT_NOTHING || player->away)
        return;
    player->finished = true;
    player->hidden = false;
    if (!player->film)
        player_show_end(player);
}

bool player_run(struct player *player)
{
    bool ran = false;
    while (player->live && !player->stage.is_playing(player->stage.context) && lines_left(player) &&
           !player->held && !player->away && player->wait == WAIT_NOTHING &&
           !player->stage.is_over(player->stage.context)) {
        const struct scene_line *line = &player->scene->lines[player->at];
        bool covers = (line->tag & TAG_SPEAKS) || (player->said == NEWS_ANSWER && acts(player, line));
        if (player->covered > 0 && !(line->tag & TAG_SCENE)) {
            player_wait_for(player, WAIT_TIME, player->covered);
            break;
        }
        if (covers && player->unread > 0 && player_is_seen(player)) {
            player_wait_for(player, WAIT_TIME, player->unread);
            break;
        }
        run_and_show(player);
        ran = true;
    }
    if (player->scene != NULL && player->live && !player->stage.is_playing(player->stage.context))
        finish(player);
    return ran;
}

/* ---- time */

static void type_letter(struct player *player)
{
    const char *rest = text_string(&player->to_type) + player->typed.length;
    size_t left = player->to_type.length - player->typed.length;
    uint32_t rune;
    size_t taken = utf8_decode(rest, left, &rune);
    char letter[5] = {0};
    memcpy(letter, rest, taken);
    text_append(&player->typed, rest, taken);
    player_tell(player, NEWS_KEYS, letter);
    bool last = taken == left;
    player->due += last ? ENTER_AFTER
                        : PLAYER_LETTER_LEAST + (int64_t)random_below(&player->rhythm, LETTER_MORE) +
                              (rune == ' ' ? BLANK_MORE : 0);
}

/* The line is typed: Enter. */
static void enter_typed(struct player *player)
{
    int64_t answer = player->said == NEWS_ANSWER ? player->unread : 0;
    int64_t stands = answer > player->covered ? answer : player->covered;
    if (stands > 0 && !player->types_answer) {
        player->due = stands; /* it would take the answer, or the sheet, away */
        return;
    }
    player->wait = WAIT_NOTHING;
    player_tell(player, NEWS_KEYS, "\r");
    text_clear(&player->typed);
    if (player->types_answer) {
        player_tell_answer(player, WORD_SAY_ANSWER_RIGHT, text_string(&player->question.answer));
        return;
    }
    struct reply reply = {.words = player->stage.words};
    struct error inner = {0}, error = {0};
    struct text line = {0};
    text_append(&line, text_string(&player->to_type), player->to_type.length);
    player_tell(player, NEWS_COMMAND, text_string(&line));
    leave_words(player);
    bool fine = run_line(player, text_string(&line), line.length, &reply, &inner);
    bool meant = !fine && is_meant(player, &reply, &inner);
    if (fine && reply.text.length > 0)
        tell_reply(player, &reply);
    if (!fine && !meant && player->scene != NULL)
        scene_error(player->scene, player->at - 1, player->stage.words, &inner, &error);
    if (!meant)
        show_reply(player, &reply, fine ? NULL : &error);
    fine |= meant;
    player->held |= !fine;
    if (!fine)
        remember_failure(player, &error);
    text_free(&line);
    reply_free(&reply);
}

static bool wait_is_over(struct player *player)
{
    switch (player->wait) {
    case WAIT_TIME:
        player->wait = WAIT_NOTHING;
        return false;
    case WAIT_THINK:
        player_begin_typing(player, text_string(&player->question.answer), true);
        return true;
    case WAIT_TYPING:
        if (player->typed.length < player->to_type.length)
            type_letter(player);
        else
            enter_typed(player);
        return true;
    case WAIT_NOTHING:
    case WAIT_KEY:
    case WAIT_ANSWER:
        break;
    }
    return false;
}

bool player_advance(struct player *player, int milliseconds)
{
    bool changed = false;
    if (player->held || player->away)
        return false;
    player->unread -= player->unread < milliseconds ? player->unread : milliseconds;
    player->covered -= player->covered < milliseconds ? player->covered : milliseconds;
    player->due -= milliseconds;
    while (player->due <= 0 && player_is_moving(player) && player->wait != WAIT_NOTHING)
        changed |= wait_is_over(player);
    return changed;
}

/* ---- the viewer's wishes */

void player_go_on(struct player *player)
{
    player->held = false;
    player->unread = 0;
    switch (player->wait) {
    case WAIT_ANSWER:
        player_tell_answer(player, WORD_SAY_ANSWER_SKIPPED, "");
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

void player_take_over(struct player *player)
{
    if (player->away || player->scene == NULL ||
        (!player_is_under_way(player) && !player->stage.is_playing(player->stage.context)))
        return;
    bool unfinished = player->stage.is_playing(player->stage.context) || player->wait != WAIT_NOTHING;
    player->back_to_answer = player->wait == WAIT_KEY && player->stopped;
    unfinished = unfinished && !player->back_to_answer; /* it is not asked once more */
    player->back_to = unfinished && player->wait != WAIT_TIME && player->at > 0 ? player->at - 1 : player->at;
    player->away = true;
    text_clear(&player->say); /* it is not about what is seen now; whoever comes back hears it again */
    player->asks = false;
    player->wait = WAIT_NOTHING;
    text_clear(&player->typed);
    player->hidden = false;
}

/* Runs the scene from its beginning up to a line, unseen. */
static bool replay_unseen(struct player *player, size_t line, struct error *error)
{
    bool live = player->live, fine = true;
    begin_afresh(player);
    player->unseen = true;
    player->finished = false;
    player->live = false;
    while (fine && player->at < line && !player->stage.is_over(player->stage.context)) {
        struct reply reply = {.words = player->stage.words};
        fine = player_run_next(player, &reply, error);
        reply_free(&reply);
    }
    player->live = live;
    player->unseen = false;
    return fine;
}

bool player_resume(struct player *player, struct reply *reply, struct error *error)
{
    if (player->scene == NULL || !player_is_under_way(player))
        return error_set(error, 0, WORD_ERROR_SCENE_NO_SCENE);
    if (!player->away) {
        player_go_on(player);
        return true;
    }
    bool answered = player->back_to_answer;
    if (!replay_unseen(player, player->back_to, error))
        return false;
    if (answered) { /* it was read: what follows is next, and a pause that follows at once was this stop */
        text_clear(&player->say);
        player->said = NEWS_SAY;
        player->stopped = true;
    }
    reply_say(reply, WORD_SAY_SCENE_RESUMED);
    return true;
}

bool player_seek_stop(struct player *player, struct error *error)
{
    if (player->scene == NULL)
        return error_set(error, 0, WORD_ERROR_SCENE_NO_SCENE);
    bool waits = player->wait == WAIT_KEY || player->wait == WAIT_ANSWER;
    size_t line = player->away ? player->back_to : player->at - (waits && player->at > 0);
    while (line > 0 && !player->stops[line - 1])
        line--;
    return line > 0 ? replay_unseen(player, line - 1, error)
                    : error_set(error, 0, WORD_ERROR_SCENE_FIRST_STOP);
}

size_t player_chapter(const struct player *player)
{
    size_t chapter = 0, at = player->away ? player->back_to : player->at;
    while (player->scene != NULL && chapter < player->scene->chapter_count &&
           player->scene->chapters[chapter] < at)
        chapter++;
    return chapter;
}

bool player_seek_chapter(struct player *player, size_t chapter, struct error *error)
{
    const struct scene *scene = player->scene;
    if (scene == NULL)
        return error_set(error, 0, WORD_ERROR_SCENE_NO_SCENE);
    if (chapter > scene->chapter_count)
        return error_set(error, 0, WORD_ERROR_SCENE_NO_CHAPTER, NUMBER(chapter),
                         NUMBER(scene->chapter_count));
    return replay_unseen(player, chapter > 0 ? scene->chapters[chapter - 1] : 0, error);
}
