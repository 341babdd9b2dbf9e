/* The picture of a session: what the view is given to draw. */
#include "base/memory_or_die.h"
#include "session/hand.h"
#include "session/keys.h"
#include "view/face.h"

#include <stdlib.h>
#include <string.h>

enum { HINTS_SHOWN = 12 };

static void add_choices(const struct prompt_picture *prompt, struct prompt_look *look)
{
    const struct candidates *candidates = prompt->candidates;
    if (candidates == NULL || candidates->count == 0)
        return;
    const char **texts = new_items(candidates->count * 2, sizeof *texts),
               **abouts = texts + candidates->count;
    for (size_t i = 0; i < candidates->count; i++) {
        texts[i] = candidates->list[i].text;
        abouts[i] = candidates->list[i].about;
    }
    look->choices = texts;
    look->abouts = abouts;
    look->choice_count = candidates->count;
    look->chosen = prompt->chosen;
}

static void add_prompt(const struct session *session, const struct prompt_picture *prompt,
                       struct prompt_look *look, struct text *hint)
{
    if (prompt == NULL)
        return;
    *look = (struct prompt_look){.prompt = prompt->prompt,
                                 .line = prompt->line,
                                 .point = prompt->point,
                                 .busy = prompt->busy,
                                 .chosen = SIZE_MAX};
    bool begun = prompt->line != NULL && prompt->line[0] != '\0';
    if (begun && complete_hint(&session->repertoire->table, prompt->line, strlen(prompt->line), prompt->point,
                               hint, &look->hint_begin, &look->hint_end))
        look->hint = text_string(hint);
    add_choices(prompt, look);
}

/* A question has a prompt of its own, and a scene types where nobody else does. */
static void add_scene(const struct session *session, struct prompt_look *look)
{
    const struct player *player = &session->player;
    if (look->prompt == NULL)
        return;
    if (player->asks)
        look->prompt = session->words->texts[WORD_PROMPT_ANSWER];
    if (player->typed.length == 0 || (look->line != NULL && look->line[0] != '\0'))
        return;
    look->line = text_string(&player->typed);
    look->point = player->typed.length;
}

/* While the keyboard is on the stage the prompt says so: whoever types there must know what the arrows do. */
static void add_stage(const struct session *session, struct prompt_look *look, struct text *prompt)
{
    const struct face *face = face_of(&session->world, session_in_hand(session));
    if (look->prompt == NULL || face == NULL || session->focus != FOCUS_BUCKETS)
        return;
    words_say(prompt, session->words, WORD_PROMPT_STAGE, session->words->texts[face->stage]);
    look->prompt = text_string(prompt);
}

/* What a scene says stands above the story; while the viewer is away no room is kept for it. */
static void add_narration(const struct session *session, struct picture *picture)
{
    const struct player *player = &session->player;
    bool told = player->chapter.length > 0 || player->spoke;
    if (player->chapter.length > 0 && !player->away)
        picture->chapter = text_string(&player->chapter);
    picture->narrated = player->scene != NULL && !player->away && told;
    if (player->say.length > 0)
        picture->say = text_string(&player->say);
    if (picture->say != NULL && strcmp(picture->say, text_string(&session->say_read)) == 0)
        picture->say_top = session->say_top;
    picture->question = player->said != NEWS_SAY && player->say.length > 0;
    picture->over = picture->narrated && player->finished;
    picture->left = player->away && player_is_under_way(player);
    if (!picture->narrated || player->scene->chapter_count == 0)
        return;
    picture->chapter_number = player_chapter(player);
    picture->chapter_count = player->scene->chapter_count;
}

static const char *message_to_show(const struct session *session)
{
    /* While a command plays the story tells it; what it came to is said at the end. */
    bool waits = !session->message_is_error &&
                 (session->clock.playing || session->timeline.cursor < session->message_from);
    if (session->message.length > 0 && !waits)
        return text_string(&session->message);
    return session->notice.length > 0 ? text_string(&session->notice) : NULL;
}

/* How to come back to a scene that was left, and the keys that work now; what the stage holds, the face of whoever is on it knows. */
static size_t hints_of(const struct session *session, bool empty, struct key_hint *hints)
{
    const struct words *words = session->words;
    const struct face *face = face_of(&session->world, session_in_hand(session));
    size_t back = 0;
    if (session->player.away)
        hints[back++] = (struct key_hint){"resume", words->texts[WORD_KEY_RESUME]};
    size_t count =
        back + keys_hints(words, session_key_state(session, empty), hints + back, HINTS_SHOWN - back);
    for (size_t i = 0; i < count && face != NULL; i++) {
        if (hints[i].meaning == words->texts[WORD_KEY_STAGE])
            hints[i].meaning = words->texts[face->stage];
    }
    return count;
}

bool session_clamp_cursor(struct session *session)
{
    uint32_t home = session_in_hand(session);
    const struct face *face = face_of(&session->world, home);
    return face != NULL && face->clamp(&session->world, home, &session->look.cursor);
}

struct picture session_picture(const struct session *session)
{
    return (struct picture){
        .world = &session->world,
        .home = session_in_hand(session),
        .timeline = &session->timeline,
        .spikes = &session->spikes,
        .moment = clock_moment(&session->clock, &session->timeline),
        .look = &session->look,
        .words = session->words,
        .playing = session->clock.playing,
        .backwards = session->clock.playing && session->clock.backwards,
        .speed = session->clock.speed,
        .patience = session->clock.patience,
        .message = message_to_show(session),
        .message_is_error = session->message_is_error,
        .sheet = session_shows_sheet(session) ? text_string(&session->sheet) : NULL,
        .sheet_title = text_string(&session->sheet_title),
        .sheet_top = session->sheet_top,
        .sheet_before = session->pages.before,
        .sheet_all = session->pages.all,
        .glyphs = session->glyphs,
    };
}

const char *session_title(const struct session *session)
{
    const struct player *player = &session->player;
    const struct scene *scene = player->scene;
    bool told = scene != NULL && !player->away && !player->finished;
    return told && scene->title[0] != '\0' ? scene->title : session->words->texts[WORD_PICTURE_TITLE];
}

static void add_sentence(struct text *text, const char *sentence)
{
    if (sentence == NULL || *sentence == '\0')
        return;
    text_separate(
        text, strchr(".?!:", text->length > 0 ? text->bytes[text->length - 1] : '.') != NULL ? " " : ". ");
    text_add_safe_lines(text, sentence);
}

/* For who can't see it: what is said, what the last command came to, and where in time this is. */
static void describe(const struct session *session, struct text *text)
{
    const struct player *player = &session->player;
    struct reply moment = {.words = session->words};
    if (!player->away) {
        add_sentence(text, text_string(&player->chapter));
        add_sentence(text, text_string(&player->say));
    }
    if (!session->message_aside && !session->message_is_error)
        add_sentence(text, message_to_show(session));
    session_tell_moment(session, clock_moment(&session->clock, &session->timeline).at, &moment);
    add_sentence(text, text_string(&moment.text));
    reply_free(&moment);
}

void session_print_svg(const struct session *session, const struct grid *grid, enum theme_name theme,
                       struct text *out)
{
    struct text desc = {0};
    describe(session, &desc);
    const struct svg_words words = {session_title(session), text_string(&desc)};
    svg_draw(grid, theme, &words, out);
    text_free(&desc);
}

/* What was said of the making of a film is not in it. */
static void leave_out_asides(const struct session *session, struct picture *picture)
{
    if (!session->message_aside)
        return;
    picture->message = NULL;
    picture->message_is_error = false;
}

/* `still`: for a film or a file; `sign`: what stands before the prompt, NULL for nothing. */
enum { JUDGED_IN_FRAME = 1 << 16 /* rows of the ledger, while somebody waits for it */ };

static struct screen_room draw(struct session *session, struct grid *grid,
                               const struct prompt_picture *prompt, bool still, const char *sign)
{
    struct text hint = {0}, on_stage = {0};
    struct key_hint hints[HINTS_SHOWN];
    bool empty = prompt == NULL || prompt->line == NULL || prompt->line[0] == '\0';
    session_clamp_cursor(session);
    spikes_judge_some(&session->spikes, &session->timeline,
                      session->player.live ? JUDGED_IN_FRAME : SIZE_MAX);
    struct picture picture = session_picture(session);
    picture.sign = sign;
    if (still)
        leave_out_asides(session, &picture);
    picture.hints = hints;
    /* Of a film nobody is there to press a key. */
    picture.hint_count = session->player.film ? 0 : hints_of(session, empty, hints);
    add_prompt(session, prompt, &picture.prompt, &hint);
    add_scene(session, &picture.prompt);
    add_stage(session, &picture.prompt, &on_stage);
    add_narration(session, &picture);
    struct screen_room room = screen_draw(grid, &picture);
    glyph_replace(grid, session->glyphs);
    free((void *)picture.prompt.choices);
    text_free(&hint);
    text_free(&on_stage);
    return room;
}

void session_draw_still(struct session *session, struct grid *grid, const struct prompt_picture *prompt)
{
    draw(session, grid, prompt, true, NULL);
}

/* Told at once, as an error whatever is shown; a scene may take those words away, so when it is over they come again. */
static void end_failed_recording(struct session *session)
{
    struct error error = {0};
    session_end_recording(session, &error);
    session_show(session, NULL, &error);
    session->message_aside = true;
    if (player_is_under_way(&session->player))
        session_tell_later(session, text_string(&session->message));
}

void session_draw(struct session *session, struct grid *grid, const struct prompt_picture *prompt)
{
    const char *sign = NULL;
    if (session->recorder != NULL) {
        bool paused = recorder_is_paused(session->recorder);
        bool typing = prompt != NULL && prompt->line != NULL && prompt->line[0] != '\0';
        sign = session->words->texts[paused ? WORD_PROMPT_PAUSED : WORD_PROMPT_RECORDS];
        session_draw_still(session, grid, prompt);
        recorder_frame(session->recorder, grid, (enum theme_name)session->theme, typing);
        if (recorder_has_failed(session->recorder)) {
            end_failed_recording(session);
            sign = NULL;
        }
    }
    session->shown_width = grid->width;
    session->shown_height = grid->height;
    session->room = draw(session, grid, prompt, false, sign);
}

void session_draw_work(struct grid *grid, const char *words)
{
    screen_draw_work(grid, words);
}
