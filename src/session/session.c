/* The door: a session's life, what it shows, its time, its keys. */
#include "session/session.h"

#include "base/file.h"
#include "base/memory_or_die.h"
#include "paint/painter.h"
#include "session/hand.h"
#include "session/keys.h"

#include <stdlib.h>
#include <string.h>

/* ---- life */

/* A subject that is there before anything happened: not recorded, so time begins with it. */
static void make_first(struct session *session)
{
    static const char first_type[] = "map[string]int";
    struct argument type = {.given = true, .text = first_type, .length = sizeof first_type - 1};
    struct run run = {.session = session, .limit = WORK_LIMIT};
    struct reply unheard = {.words = session->words};
    struct error error = {0};
    world_init(&session->world);
    session->first_seed = session->seed;
    session->first_go = session->go;
    session->traced = false;
    session_make(&run, NULL, &type, false, NULL, &unheard, &error);
    timeline_init(&session->timeline, &session->world);
    reply_free(&unheard);
}

static void drop_history(struct session *session)
{
    spikes_forget(&session->spikes);
    numbers_free(&session->numbers);
    timeline_free(&session->timeline);
    world_free(&session->world);
}

static void make_anew(struct session *session)
{
    size_t budget = session->timeline.budget;
    drop_history(session);
    session_point_at_nothing(session);
    make_first(session);
    session->timeline.budget = budget;
}

void session_reset(struct session *session)
{
    make_anew(session);
    clock_settle(&session->clock);
    session->look.found = VALUE_NONE;
    session->look.opened = false;
    session_clamp_cursor(session);
}

bool session_remake_first(struct session *session)
{
    if (session->timeline.end != session->timeline.first)
        return false;
    make_anew(session);
    return true;
}

struct asked session_asked(struct session *session)
{
    return (struct asked){&session->world, session_in_hand(session), &session->timeline, &session->spikes};
}

const struct hand *hand_of(const struct session *session, uint32_t home)
{
    if (home == 0)
        return NULL;
    return session->repertoire->hands[ENGINE_OF(session->world.memory.regions[home].kind)];
}

const struct verb *hand_verb(const struct hand *hand, const char *name)
{
    const struct verb *verb = hand->verbs;
    while (verb->name != NULL && strcmp(verb->name, name) != 0)
        verb++;
    return verb->name != NULL ? verb : NULL;
}

/* ---- as the stage of its player */

static bool stage_run(void *context, const char *line, size_t length, struct reply *reply,
                      struct error *error)
{
    return session_run_scene_line(context, line, length, reply, error);
}

static void stage_reset(void *context)
{
    struct session *session = context;
    session->seed = 1;
    session->go = GO_DEFAULT;
    session_reset(session);
}

static void stage_show(void *context, const struct reply *reply, const struct error *error)
{
    session_show(context, reply, error);
}

static bool stage_is_playing(void *context)
{
    return ((const struct session *)context)->clock.playing;
}

static bool stage_is_over(void *context)
{
    return ((const struct session *)context)->quit;
}

static void stage_tell(void *context, enum player_news news, const char *text)
{
    struct session *session = context;
    if (news == NEWS_CHAPTER && session->recorder != NULL)
        recorder_chapter(session->recorder, text);
}

struct session *session_new(const struct repertoire *repertoire)
{
    struct session *session = new_items(1, sizeof *session);
    session->words = repertoire->table.words;
    session->repertoire = repertoire;
    session->grain = GRAIN_CELL;
    session->theme = THEME_DARK;
    session->seed = 1;
    session->go = GO_DEFAULT;
    session->spikes.rule = threshold_rule_usual();
    clock_init(&session->clock);
    look_init(&session->look);
    struct stage stage = {session,    session->words,   stage_run,     stage_reset,
                          stage_show, stage_is_playing, stage_is_over, stage_tell};
    player_init(&session->player, &stage);
    make_first(session);
    return session;
}

void session_free(struct session *session)
{
    if (session == NULL)
        return;
    struct error unheard = {0};
    session_end_recording(session, &unheard);
    text_free(&session->notes);
    drop_history(session);
    spikes_free(&session->spikes);
    player_free(&session->player);
    text_free(&session->message);
    text_free(&session->notice);
    text_free(&session->lost);
    text_free(&session->told_later);
    text_free(&session->sheet);
    pages_free(&session->pages);
    text_free(&session->say_read);
    text_free(&session->sheet_title);
    free(session);
}

/* ---- running */

bool session_run(struct session *session, const char *line, struct reply *reply, struct error *error)
{
    reply_begin(reply, session->words);
    *error = (struct error){0};
    return session_run_line(session, line, strlen(line), NULL, reply, error);
}

bool session_enter(struct session *session, const char *line, struct reply *reply, struct error *error)
{
    bool command = line[0] == ':';
    if (strchr(line, '\n') != NULL)
        return session_run_lines(session, line, reply, error);
    if (command || !player_waits_for_answer(&session->player) || session_means_command(session, line))
        return session_run(session, line + command, reply, error);
    reply_begin(reply, session->words);
    *error = (struct error){0};
    return line[strspn(line, " \t")] == '\0' || session_answer(session, line, reply, error);
}

void session_set_live(struct session *session, bool live)
{
    session->player.live = live;
}

static void show_text(struct text *to, const struct text *from)
{
    text_clear(to);
    text_append(to, text_string(from), from->length);
}

void session_set_watch(struct session *session, struct session_watch watch)
{
    session->watch = watch;
}

void session_notice(struct session *session, const char *notice)
{
    text_clear(&session->notice);
    text_add(&session->notice, notice);
}

static void add_told_later(struct session *session)
{
    const struct player *player = &session->player;
    if (session->told_later.length == 0 || session->message.length == 0 ||
        (player->scene != NULL && !player->finished && !player->away))
        return;
    text_separate(&session->message, "\n");
    text_append(&session->message, text_string(&session->told_later), session->told_later.length);
    text_clear(&session->told_later);
}

/* In front of what stands there, which may be longer than is seen; behind an error. */
static void tell_first(struct session *session, const struct text *words)
{
    struct text all = {0};
    if (words->length == 0)
        return;
    if (session->message_is_error && session->message.length > 0) {
        text_format(&session->message, "\n%s", text_string(words));
        return;
    }
    text_append(&all, text_string(words), words->length);
    if (session->message.length > 0)
        text_format(&all, "\n%s", text_string(&session->message));
    text_free(&session->message);
    session->message = all;
}

void session_show(struct session *session, const struct reply *reply, const struct error *error)
{
    if (error == NULL && reply != NULL && reply->keeps && !reply->sheet) {
        tell_first(session, &reply->text);
        add_told_later(session);
        return;
    }
    text_clear(&session->message);
    session->message_aside = session->aside;
    session->message_is_error = error != NULL;
    session->message_warns = false;
    session->message_from =
        error == NULL && session->clock.playing ? session->clock.until : session->recorded;
    session->sheet_open = false;
    if (error != NULL) {
        error_say(error, session->words, &session->message);
    } else if (reply != NULL && reply->sheet) {
        pages_begin(&session->pages, &reply->text, &session->sheet);
        show_text(&session->sheet_title, &reply->title);
        session->sheet_open = true;
        session->sheet_top = 0;
    } else if (reply != NULL && !reply->spoken) {
        show_text(&session->message, &reply->text);
    }
    add_told_later(session);
}

void session_open_message(struct session *session)
{
    show_text(&session->sheet, &session->message);
    text_clear(&session->sheet_title);
    session->sheet_open = true;
    session->sheet_top = 0;
}

void session_tell_later(struct session *session, const char *words)
{
    text_separate(&session->told_later, "\n");
    text_add(&session->told_later, words);
}

/* ---- time */

bool session_advance(struct session *session, int milliseconds)
{
    bool changed = clock_advance(&session->clock, &session->timeline, milliseconds);
    changed |= player_advance(&session->player, milliseconds);
    changed |= player_run(&session->player);
    return changed;
}

void session_pass(struct session *session, int64_t milliseconds)
{
    if (session->recorder != NULL)
        recorder_pass(session->recorder, milliseconds);
}

void session_typed(struct session *session, const char *keys, size_t length)
{
    /* The Enter key is a carriage return, though terminals hand it on as the end of a line. */
    bool enter = length == 1 && *keys == '\n';
    if (session->recorder != NULL)
        recorder_keys(session->recorder, enter ? "\r" : keys, length);
}

bool session_end_recording(struct session *session, struct error *error)
{
    if (session->recorder == NULL)
        return true;
    bool fine = recorder_end(session->recorder, error);
    session->recorder = NULL;
    if (!fine) {
        text_separate(&session->lost, "\n");
        error_say(error, session->words, &session->lost);
    }
    return fine;
}

const char *session_lost(const struct session *session)
{
    return text_string(&session->lost);
}

int session_next_frame(const struct session *session)
{
    if (!session->clock.playing)
        return player_next(&session->player);
    return clock_next_change(&session->clock, &session->timeline);
}

bool session_is_playing(const struct session *session)
{
    return session->clock.playing || player_is_moving(&session->player);
}

void session_stop_playing(struct session *session)
{
    clock_stop(&session->clock);
    session->player.held = player_is_under_way(&session->player);
}

bool session_wants_quit(const struct session *session)
{
    return session->quit;
}

bool session_path(const struct session *session, const struct argument *file, struct text *path,
                  struct error *error)
{
    const char *rest = file->text;
    if (rest[0] == '~' && session->repertoire->home_of != NULL) {
        struct text user = {0};
        size_t length = strcspn(rest + 1, "/");
        text_append(&user, rest + 1, length);
        bool fine = session->repertoire->home_of(text_string(&user), path) ||
                    error_set(error, file->column, WORD_ERROR_SESSION_USER, text_string(&user), file->text);
        text_free(&user);
        if (!fine)
            return false;
        rest += 1 + length;
    }
    text_add(path, rest);
    return true;
}

void repertoire_scene_path(const struct repertoire *repertoire, const char *name, struct text *path)
{
    struct text own = {0};
    bool missing = name[0] != '\0' && strchr(name, '/') == NULL && !file_is_there(name);
    if (missing && repertoire->scenes_of_program != NULL && repertoire->scenes_of_program(&own)) {
        text_format(&own, "/%s", name);
        if (!file_is_there(text_string(&own)))
            text_add(&own, ".scene");
    }
    text_add(path, own.length > 0 && file_is_there(text_string(&own)) ? text_string(&own) : name);
    text_free(&own);
}

/* ---- what the terminal's side asks */

int session_theme(const struct session *session)
{
    return session->theme;
}

void session_choose_theme(struct session *session, int theme)
{
    session->theme = theme;
    session->theme_chosen = true;
    session->theme_asked = false;
}

void session_offer_theme(struct session *session, int theme)
{
    if (!session->theme_chosen)
        session->theme = theme;
}

void session_offer_glyphs(struct session *session, enum glyphs glyphs)
{
    if (!session->glyphs_chosen)
        session->glyphs = glyphs;
}

bool session_takes_theme_question(struct session *session)
{
    bool asked = session->theme_asked;
    session->theme_asked = false;
    return asked;
}

const struct words *session_words(const struct session *session)
{
    return session->words;
}

const char *session_notes(struct session *session)
{
    const struct player *player = &session->player;
    struct text *notes = &session->notes;
    text_clear(notes);
    if (player->scene == NULL)
        return text_string(notes);
    const char *path = player->scene->file_count > 0 ? player->scene->files[0].path : "";
    const char *slash = strrchr(path, '/');
    text_format(notes, "%s\n", slash != NULL ? slash + 1 : path);
    words_say(notes, session->words, WORD_NOTES_CHAPTER, NUMBER(player_chapter(player)),
              NUMBER(player->scene->chapter_count), text_string(&player->chapter));
    if (player->note.length > 0)
        text_format(notes, "\n\n%s", text_string(&player->note));
    if (player->asks) {
        text_add(notes, "\n\n");
        words_say(notes, session->words, WORD_NOTES_ANSWER, text_string(&player->question.answer));
    }
    text_add(notes, "\n");
    return text_string(notes);
}

unsigned session_key_state(const struct session *session, bool prompt_empty)
{
    const struct player *player = &session->player;
    bool buckets = session->focus == FOCUS_BUCKETS;
    unsigned state = buckets ? KEYS_BUCKETS | KEYS_EMPTY : KEYS_PROMPT;
    state |= prompt_empty ? KEYS_EMPTY : 0;
    state |= session_is_playing(session) ? KEYS_PLAYING : 0;
    state |= player_is_under_way(player) && !player->away ? KEYS_SCENE : 0;
    const struct narration_room *said = &session->room.narration;
    bool waits = !player->away && (player->wait == WAIT_KEY || player->wait == WAIT_ANSWER);
    state |= player_waits_for_answer(player) ? KEYS_QUESTION : 0;
    state |= player->wait == WAIT_KEY && !player->away ? KEYS_PAUSE : 0;
    state |= waits && said->top + said->rows < said->all ? KEYS_MORE : 0;
    state |= waits && said->all > said->rows && said->top > 0 ? KEYS_LESS : 0;
    state |= player->scene != NULL && player->scene->chapter_count > 0 ? KEYS_CHAPTERS : 0;
    return state | (session_shows_sheet(session) ? KEYS_SHEET : 0);
}

void session_take_keyboard(struct session *session)
{
    session->focus = FOCUS_PROMPT;
    session->look.on_buckets = false;
}

bool session_is_on_stage(const struct session *session)
{
    return session->focus == FOCUS_BUCKETS;
}

bool session_shows_sheet(const struct session *session)
{
    /* What a command that plays came to covers nothing of it while it does. */
    bool waits = session->clock.playing && session->timeline.cursor < session->recorded;
    return session->sheet_open && !waits;
}

const char *session_key(const struct session *session, const char *key, bool prompt_empty)
{
    return keys_command(key, session_key_state(session, prompt_empty));
}

const char *session_key_over(const struct session *session, const char *key, const char *line, bool *clears)
{
    static const char *const clicked[] = {"PageDown", "PageUp", "Enter", "Down", "F5", "Space"};
    bool waits = (session_key_state(session, true) & (KEYS_PAUSE | KEYS_QUESTION)) != 0, is_clicked = false;
    for (size_t i = 0; i < sizeof clicked / sizeof *clicked; i++)
        is_clicked |= strcmp(key, clicked[i]) == 0;
    bool question = player_waits_for_answer(&session->player);
    /* b may be an answer; dots are none. */
    bool types = strcmp(key, "Enter") == 0 || strcmp(key, "Space") == 0;
    *clears = waits && is_clicked && keys_is_litter(line) &&
              (!question || !types || line[strspn(line, ".")] == '\0');
    return session_key(session, key, line[0] == '\0' || *clears);
}
