#include "tui/loop.h"

#include "base/file.h"
#include "base/names.h"
#include "base/scarce.h"
#include "tui/inquiry.h"
#include "tui/keyboard.h"
#include "tui/notes.h"
#include "tui/prompt.h"
#include "tui/rate.h"
#include "tui/terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char prompt_text[] = "growwork> ";

/* In milliseconds, but for the first: a millisecond in nanoseconds. */
enum { NANOSECONDS = 1000000, FRAME = 16, LONGEST_LEAP = 100 };

struct loop {
    struct session *session;
    struct input input;
    struct keyboard keyboard;
    struct inquiry inquiry;
    enum terminal_characters characters; /* that the environment speaks of, */
    const char *locale;                  /* by this name */
    bool settled; /* the first question for the background was answered, or will not be */
    struct grid grid;
    int64_t played_to; /* nanoseconds of the wall clock up to which the session's time has passed */
    int64_t painted;   /* when the last frame was shown */
    bool changed;      /* the picture may differ from what is shown */
    bool resized;
    bool over;
    /* The terminal was given back and taken again: what poll() said of it is not so any more. */
    bool was_away;
    struct text ahead;    /* typed while a line ran */
    bool ended;           /* ^C or a signal came while a line ran: its work ends */
    struct scarce scarce; /* it ends for want of memory */
    struct rate rate;     /* at which that goes on */
    int signal;           /* one that came so and is to be taken yet; 0: none */
    int status;
};

static int64_t wall_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 * NANOSECONDS + now.tv_nsec;
}

static int64_t milliseconds(int64_t nanoseconds)
{
    return nanoseconds / NANOSECONDS;
}

static void leave(struct loop *loop, int status)
{
    loop->over = true;
    loop->status = status;
}

/* ---- lines and keys */

/* `typed`: by the viewer, so that it may be an answer; otherwise a key stands for it. */
static void run_line(void *context, const char *line, bool typed)
{
    struct loop *loop = context;
    struct reply reply = {0};
    struct error error = {0};
    if (typed)
        session_notice(loop->session, "");
    bool ok = typed ? session_enter(loop->session, line, &reply, &error)
                    : session_run(loop->session, line, &reply, &error);
    if (loop->scarce.found)
        session_tell_later(loop->session, session_words(loop->session)->texts[WORD_MEMORY_SCARCE]);
    session_show(loop->session, &reply, ok ? NULL : &error);
    reply_free(&reply);
    loop->changed = true;
    loop->played_to = wall_clock(); /* what the command took to run is no part of its story */
    if (session_wants_quit(loop->session))
        leave(loop, EXIT_SUCCESS);
}

static void interrupt(struct loop *loop)
{
    if (session_is_playing(loop->session))
        session_stop_playing(loop->session);
    else
        keyboard_clear_line(&loop->keyboard);
}

/* ---- what the terminal is asked */

static void ask(struct loop *loop, unsigned questions)
{
    struct text bytes = {0};
    inquiry_begin(&loop->inquiry, questions, milliseconds(wall_clock()), &bytes);
    input_expect(&loop->input, loop->inquiry.open != 0);
    terminal_owe(inquiry_unread(&loop->inquiry));
    terminal_send(text_string(&bytes), bytes.length);
    text_free(&bytes);
}

/* Why not all characters are used; told once. */
static void say_characters(struct loop *loop)
{
    static const enum word sayings[] = {
        [CHARACTERS_UTF8] = WORD_NONE,
        [CHARACTERS_MISSING] = WORD_TUI_LOCALE_MISSING,
        [CHARACTERS_UNSAID] = WORD_TUI_LOCALE_UNSAID,
        [CHARACTERS_OTHER] = WORD_TUI_LOCALE_OTHER,
        [CHARACTERS_NONE] = WORD_TUI_LOCALE_NONE,
    };
    enum word word = sayings[loop->characters];
    struct text text = {0};
    if (word != WORD_NONE)
        words_say(&text, session_words(loop->session), word, loop->locale != NULL ? loop->locale : "");
    session_notice(loop->session, text_string(&text));
    text_free(&text);
    loop->characters = CHARACTERS_UTF8;
}

/* Where the environment says nothing, the terminal's answer does. */
static void conclude_characters(struct loop *loop)
{
    if (loop->characters == CHARACTERS_UNSAID && loop->inquiry.is_narrow) {
        session_offer_glyphs(loop->session, GLYPHS_UNICODE);
        loop->characters = CHARACTERS_UTF8;
    } else if (loop->characters == CHARACTERS_UNSAID && loop->inquiry.open == 0) {
        say_characters(loop);
    }
}

/* Answers, or what is left without them. */
static void conclude(struct loop *loop)
{
    struct inquiry *inquiry = &loop->inquiry;
    input_expect(&loop->input, inquiry->open != 0);
    terminal_owe(inquiry_unread(inquiry));
    loop->settled = loop->settled || (inquiry->open & INQUIRE_BACKGROUND) == 0;
    if (inquiry->open == 0 && !inquiry->knows_background)
        inquiry->knows_background = inquiry_read_colours(getenv("COLORFGBG"), &inquiry->background);
    if (inquiry->knows_background)
        session_offer_theme(loop->session, (int)theme_for(inquiry->background));
    if (inquiry->is_wide && loop->characters == CHARACTERS_UTF8)
        session_offer_glyphs(loop->session, GLYPHS_NARROW);
    conclude_characters(loop);
    loop->changed = true;
}

/* Before the first picture. Where other characters are spoken of there is nothing to ask a width for, without colours no background. */
static void ask_at_start(struct loop *loop)
{
    bool utf8 = loop->characters < CHARACTERS_OTHER;
    if (loop->characters >= CHARACTERS_UNSAID)
        session_offer_glyphs(loop->session, GLYPHS_ASCII);
    if (loop->characters != CHARACTERS_UNSAID)
        say_characters(loop);
    unsigned questions = (utf8 ? INQUIRE_WIDTH : 0) | (curses_colours() > 0 ? INQUIRE_BACKGROUND : 0);
    if (terminal_can_be_asked())
        ask(loop, questions);
    else
        conclude(loop);
}

/* `set theme auto` was said. */
static void ask_again(struct loop *loop)
{
    if (!session_takes_theme_question(loop->session))
        return;
    if (curses_colours() > 0 && terminal_can_be_asked())
        ask(loop, INQUIRE_BACKGROUND);
    else
        conclude(loop);
}

/* The theme's ground is painted unless the terminal's is known to suit it. While the first answer is awaited nothing is, so
   that a dark picture doesn't flash up in a light terminal. */
static bool wants_own_ground(const struct loop *loop, enum theme_name theme)
{
    const struct inquiry *inquiry = &loop->inquiry;
    if (!inquiry->knows_background)
        return loop->settled;
    return !theme_suits(theme, inquiry->background);
}

/* False: there was nothing to read, or it was a key, and those matter. */
static bool read_answer(struct loop *loop, int count, bool keys_matter)
{
    for (; count > 0; count--) {
        int byte;
        struct token token;
        if (!terminal_read(&byte) || byte < 0)
            return false;
        char typed = (char)byte;
        input_feed(&loop->input, &typed, 1, milliseconds(wall_clock()));
        if (input_next(&loop->input, milliseconds(wall_clock()), &token) &&
            !inquiry_take(&loop->inquiry, &token) && keys_matter)
            return false;
    }
    return true;
}

/* Whether what waits is as long as an answer for the background, or as both, as it soon is if it is one. What was read can't be given
   back to whoever has the terminal next, so what is not is left unread. */
static int length_of_answer(int64_t until)
{
    enum { PIECE = 5 /* milliseconds */ };
    do {
        int waiting = terminal_waiting(), more = waiting - INQUIRY_ANSWER;
        if (more >= 0)
            return more <= 1 || more - INQUIRY_WIDTH_ANSWER == 0 || more - INQUIRY_WIDTH_ANSWER == 1 ? waiting
                                                                                                     : 0;
    } while (milliseconds(wall_clock()) < until && poll(NULL, 0, PIECE) == 0);
    return 0;
}

/* Before the terminal is another's: an answer that is on its way would be typed into his prompt. What was typed is left to him, so of
   what waits already only what is as long as an answer is read, and that only as long as one may come. But whoever ends the program by a
   signal has typed nothing for another, and what waits then is the answer. */
static void await_answers(struct loop *loop)
{
    struct pollfd file = {.fd = STDIN_FILENO, .events = POLLIN};
    struct inquiry *inquiry = &loop->inquiry;
    int64_t begun = milliseconds(wall_clock());
    bool by_signal = loop->status > TUI_ENDED_BY_SIGNAL, waits = poll(&file, 1, 0) > 0;
    if (begun >= (by_signal ? inquiry_unread(inquiry) : inquiry_latest(inquiry)))
        return;
    for (bool over = false; inquiry->owed > 0 && !over; waits = false) {
        int64_t end = inquiry_end(inquiry, begun), left = end - milliseconds(wall_clock());
        over = left <= 0;
        if (poll(&file, 1, over ? 0 : (int)left) <= 0)
            continue;
        /* One that is late or was overtaken may as well not come at all. */
        bool sure = !waits && !over && inquiry->open != 0 && !inquiry->is_passed;
        int count = by_signal ? terminal_waiting() : sure ? 1 : length_of_answer(waits ? 0 : end);
        if (count == 0 || !read_answer(loop, count, !by_signal))
            break;
    }
    inquiry_is_late(inquiry, milliseconds(wall_clock()));
    conclude(loop);
}

/* The terminal was another's meanwhile. */
static void come_back(struct loop *loop)
{
    loop->played_to = wall_clock();
    loop->resized = true;
    loop->was_away = true;
}

static void stop_job(struct loop *loop)
{
    await_answers(loop);
    terminal_stop_job(true);
    come_back(loop);
}

static void repaint(struct loop *loop)
{
    (void)loop;
    curses_forget();
}

static void end_of_file(struct loop *loop)
{
    if (prompt_is_empty())
        leave(loop, EXIT_SUCCESS);
    else
        prompt_key("C-d", "", 0);
}

/* Keys that mean the same whatever is going on. */
static const struct {
    const char *name;
    void (*act)(struct loop *loop);
} fixed_keys[] = {
    {"C-c", interrupt},
    {"C-z", stop_job},
    {"C-l", repaint},
    {"C-d", end_of_file},
};

/* True: it is one of them. */
static bool take_fixed_key(struct loop *loop, const struct token *token)
{
    for (size_t i = 0; token->kind == TOKEN_KEY && i < sizeof fixed_keys / sizeof *fixed_keys; i++) {
        if (strcmp(fixed_keys[i].name, token->name) != 0)
            continue;
        keyboard_settle_now(&loop->keyboard);
        if (!loop->over)
            fixed_keys[i].act(loop);
        return true;
    }
    return false;
}

static void take_tokens(struct loop *loop)
{
    struct token token;
    while (!loop->over && input_next(&loop->input, milliseconds(wall_clock()), &token)) {
        loop->changed = true;
        bool answer = inquiry_take(&loop->inquiry, &token);
        if (!answer && token.kind != TOKEN_MOUSE)
            session_typed(loop->session, token.bytes, token.length);
        if (answer)
            conclude(loop);
        else if (!take_fixed_key(loop, &token))
            keyboard_take(&loop->keyboard, &token, milliseconds(wall_clock()));
    }
    if (!loop->over && keyboard_settle(&loop->keyboard, milliseconds(wall_clock())))
        loop->changed = true;
}

static void take_byte(struct loop *loop, char byte)
{
    input_feed(&loop->input, &byte, 1, milliseconds(wall_clock()));
    take_tokens(loop);
}

/* What was typed while a line ran. A line of it that takes long has the rest typed behind it. */
static void take_ahead(struct loop *loop)
{
    struct text typed = loop->ahead;
    loop->ahead = (struct text){0};
    for (size_t i = 0; i < typed.length && !loop->over; i++)
        take_byte(loop, text_string(&typed)[i]);
    text_free(&typed);
}

/* Byte by byte: what follows a key that gives the terminal back, as ^Z and the last line do, is not ours
   to read. */
static void read_keys(struct loop *loop)
{
    for (int left = terminal_waiting(); left > 0 && !loop->over && !loop->was_away; left--) {
        int byte;
        if (!terminal_read(&byte)) {
            leave(loop, TUI_ENDED_BY_SIGNAL + SIGHUP); /* the terminal is gone */
        } else if (byte < 0) {
            break;
        } else {
            take_byte(loop, (char)byte);
        }
    }
}

/* ---- signals, time, frames */

static int next_signal(struct loop *loop)
{
    int number = loop->signal != 0 ? loop->signal : terminal_take_signal();
    loop->signal = 0;
    return number;
}

static void take_signals(struct loop *loop)
{
    int number;
    while ((number = next_signal(loop)) != 0) {
        switch (number) {
        case SIGWINCH:
            loop->resized = true;
            break;
        case SIGTSTP:
            await_answers(loop);
            terminal_stop_job(false);
            come_back(loop);
            break;
        case SIGCONT:
            terminal_continue();
            come_back(loop);
            break;
        case TERMINAL_INTERRUPT_KEY:
            interrupt(loop);
            loop->changed = true;
            break;
        default: /* SIGHUP, SIGTERM, SIGINT from outside */
            leave(loop, TUI_ENDED_BY_SIGNAL + number);
        }
    }
}

/* Lets the session's time follow the wall clock. `frame` milliseconds were asked for; after a standstill
   (a stopped process, a sleeping machine) it does not leap far beyond them. */
static void let_time_pass(struct loop *loop, int frame)
{
    int64_t passed = milliseconds(wall_clock() - loop->played_to);
    if (passed <= 0)
        return;
    loop->played_to += passed * NANOSECONDS;
    session_pass(loop->session, passed);
    int longest = frame + LONGEST_LEAP;
    if (session_advance(loop->session, passed < longest ? (int)passed : longest))
        loop->changed = true;
    if (session_wants_quit(loop->session))
        leave(loop, EXIT_SUCCESS);
}

/* Nothing moves: the session's time stands, a recording's doesn't. */
static void stand_still(struct loop *loop)
{
    int64_t passed = milliseconds(wall_clock() - loop->played_to);
    loop->played_to += passed * NANOSECONDS;
    session_pass(loop->session, passed);
}

static int sooner(int one, int other)
{
    return one < 0 || (other >= 0 && other < one) ? other : one;
}

/* For poll(): -1 when nothing but a key or a signal can change the picture. */
static int time_to_wait(const struct loop *loop, int frame)
{
    int64_t now = wall_clock();
    if (loop->signal != 0) /* taken off the pipe while a line worked */
        return 0;
    int wait =
        sooner(input_wait(&loop->input, milliseconds(now)), inquiry_wait(&loop->inquiry, milliseconds(now)));
    wait = sooner(wait, keyboard_wait(&loop->keyboard, milliseconds(now)));
    if (frame < 0)
        return wait;
    int64_t due = loop->played_to + (int64_t)frame * NANOSECONDS;
    int64_t soonest = loop->painted + FRAME * NANOSECONDS;
    int64_t left = (due > soonest ? due : soonest) - now;
    int rest = left <= 0 ? 0 : (int)((left + NANOSECONDS - 1) / NANOSECONDS);
    return sooner(wait, rest);
}

static void paint(struct loop *loop)
{
    if (loop->resized) {
        int width, height;
        curses_size(&width, &height);
        grid_resize(&loop->grid, width, height);
        loop->resized = false;
    }
    struct prompt_picture prompt = prompt_look();
    session_draw(loop->session, &loop->grid, &prompt);
    enum theme_name theme = (enum theme_name)session_theme(loop->session);
    bool own_ground = wants_own_ground(loop, theme);
    if (own_ground) /* the terminal's cursor may have the colour of it */
        grid_flag(&loop->grid, loop->grid.cursor_x, loop->grid.cursor_y, 1, GRID_UNDERLINE);
    curses_theme(theme, own_ground);
    terminal_mouse(session_mouse(loop->session));
    curses_paint(&loop->grid);
    notes_leave(session_notes(loop->session));
    loop->changed = false;
    loop->painted = wall_clock();
}

/* ---- work that takes long */

/* Keeps what is typed for later; ^C is meant at once, and what stands behind a ^Z is for another. */
static void read_while_working(struct loop *loop)
{
    enum { INTERRUPT = 3, STOP = 26, AHEAD_MOST = 4096 };
    struct pollfd file = {.fd = STDIN_FILENO, .events = POLLIN};
    int byte = 0;
    bool stops = memchr(text_string(&loop->ahead), STOP, loop->ahead.length) != NULL;
    while (!stops && loop->ahead.length < AHEAD_MOST && poll(&file, 1, 0) > 0 && terminal_read(&byte) &&
           byte >= 0) {
        char typed = (char)byte;
        if (byte == INTERRUPT)
            loop->ended = true;
        else
            text_append(&loop->ahead, &typed, 1);
        stops = byte == STOP;
    }
}

/* All but a new size end the work, and are taken when the line is done. */
static void take_signals_while_working(struct loop *loop)
{
    while (loop->signal == 0 && (loop->signal = terminal_take_signal()) == SIGWINCH) {
        loop->signal = 0;
        loop->resized = true;
    }
    loop->ended = loop->ended || loop->signal != 0;
}

/* Each line of a scene is work of its own: what ended the one before is over. */
static void work_begins(void *context)
{
    struct loop *loop = context;
    loop->ended = loop->signal != 0;
    loop->scarce = (struct scarce){0};
    rate_begin(&loop->rate);
}

static void draw_work(struct loop *loop, const struct session_work *work)
{
    struct text words = {0};
    int64_t now = milliseconds(wall_clock());
    rate_take(&loop->rate, work, now);
    text_add(&words, work->words);
    rate_say(&loop->rate, session_words(loop->session), now, &words);
    session_draw_work(&loop->grid, text_string(&words));
    curses_paint(&loop->grid);
    text_free(&words);
    loop->changed = true;
}

static bool work_goes_on(void *context, const struct session_work *work)
{
    enum { WORK_FRAME = 100 };
    struct loop *loop = context;
    loop->ended = loop->ended || (work->grows && scarce_found(&loop->scarce));
    if (wall_clock() - loop->painted < WORK_FRAME * (int64_t)NANOSECONDS)
        return !loop->ended;
    take_signals_while_working(loop);
    read_while_working(loop);
    if (!loop->resized) /* a picture of another size can't stand */
        draw_work(loop, work);
    loop->painted = wall_clock();
    return !loop->ended;
}

static void stay(struct loop *loop)
{
    while (!loop->over) {
        if (loop->ahead.length > 0)
            take_ahead(loop);
        if (loop->changed || loop->resized)
            paint(loop);
        int frame = session_next_frame(loop->session);
        struct pollfd files[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                 {.fd = terminal_signal_file(), .events = POLLIN}};
        int ready = poll(files, 2, time_to_wait(loop, frame));
        if (ready < 0 && errno != EINTR)
            leave(loop, EXIT_FAILURE);
        if (frame >= 0)
            let_time_pass(loop, frame);
        else
            stand_still(loop);
        loop->was_away = false;
        /* Whatever poll() knew of: one may have come since, and what is typed behind it is for another. */
        take_signals(loop);
        if (ready > 0 && files[0].revents != 0 && !loop->over)
            read_keys(loop);
        if (!loop->over)
            take_tokens(loop);
        if (inquiry_is_late(&loop->inquiry, milliseconds(wall_clock())))
            conclude(loop);
        ask_again(loop);
    }
}

/* ---- begin and end */

static int refuse(const struct session *session, enum word word)
{
    const char *name = getenv("TERM");
    struct text message = {0};
    words_say(&message, session_words(session), word, name != NULL ? name : "");
    fprintf(stderr, "growwork: %s\n", text_string(&message));
    text_free(&message);
    return TUI_NO_TERMINAL;
}

/* What the caller or the environment chose. False: it is no theme. */
static bool choose_theme(struct session *session, const char *theme)
{
    if (theme == NULL)
        theme = getenv("GROWWORK_THEME");
    if (theme == NULL || theme[0] == '\0')
        return true;
    if (names_find(theme_choices, theme) < 0) {
        struct text choices = {0}, message = {0};
        names_list(theme_choices, &choices);
        words_say(&message, session_words(session), WORD_TUI_THEME, text_string(&choices), theme);
        fprintf(stderr, "growwork: %s\n", text_string(&message));
        text_free(&message);
        text_free(&choices);
        return false;
    }
    if (theme_find(theme) >= 0)
        session_choose_theme(session, theme_find(theme));
    return true;
}

/* Told twice: now, and where the shell is when the screen is gone. */
static void tell_at_start(struct loop *loop, struct reply *reply)
{
    fprintf(stderr, "growwork: %s\n", text_string(&reply->text));
    session_show(loop->session, reply, NULL);
    session_tell_later(loop->session, text_string(&reply->text));
}

/* Keys that somebody chose, and does not have. */
static void tell_endless_inputrc(struct loop *loop)
{
    struct reply reply = {.words = session_words(loop->session)};
    if (prompt_endless_inputrc()[0] != '\0') {
        reply_say(&reply, WORD_TUI_INPUTRC, prompt_endless_inputrc());
        tell_at_start(loop, &reply);
    }
    reply_free(&reply);
}

/* What a program that was killed left here. */
static void tell_what_is_left(struct loop *loop)
{
    struct text left = {0};
    struct reply reply = {.words = session_words(loop->session)};
    if (file_find_left("", ".cast", &left)) {
        reply_say(&reply, WORD_SAY_RECORD_LEFT, text_string(&left));
        tell_at_start(loop, &reply);
    }
    reply_free(&reply);
    text_free(&left);
}

static void tell_complaints(struct loop *loop, const char *complaints)
{
    struct reply reply = {.words = session_words(loop->session)};
    if (complaints != NULL && complaints[0] != '\0') {
        text_add(&reply.text, complaints);
        tell_at_start(loop, &reply);
    }
    reply_free(&reply);
}

/* Whoever left may not have seen it: it is told where the shell is, too, and the status says so. */
static void tell_what_is_lost(struct loop *loop)
{
    struct error error = {0};
    session_end_recording(loop->session, &error);
    const char *line = session_lost(loop->session);
    while (*line != '\0') {
        size_t length = strcspn(line, "\n");
        fprintf(stderr, "growwork: %.*s\n", (int)length, line);
        line += length + (line[length] != '\0');
        if (loop->status == EXIT_SUCCESS)
            loop->status = EXIT_FAILURE;
    }
}

int tui_run(struct session *session, const struct tui_options *options)
{
    static const enum word refusals[] = {
        [TERMINAL_NOT_A_TERMINAL] = WORD_TUI_NOT_A_TERMINAL,
        [TERMINAL_UNKNOWN] = WORD_TUI_UNKNOWN_TERMINAL,
        [TERMINAL_NO_CURSOR] = WORD_TUI_NO_CURSOR,
    };
    struct loop loop = {.session = session, .changed = true, .resized = true};
    loop.inquiry.limit = options->answer_limit;
    loop.keyboard = (struct keyboard){.session = session, .run = run_line, .context = &loop};
    if (!choose_theme(session, options->theme))
        return TUI_NO_TERMINAL;
    loop.characters = terminal_set_locale(&loop.locale);
    enum terminal_outcome outcome = terminal_prepare();
    if (outcome != TERMINAL_TAKEN)
        return refuse(session, refusals[outcome]);
    prompt_start(session, prompt_text);
    outcome = terminal_take((enum theme_name)session_theme(session));
    if (outcome != TERMINAL_TAKEN) {
        prompt_stop();
        return refuse(session, refusals[outcome]);
    }
    session_set_live(session, true);
    session_set_watch(session, (struct session_watch){work_begins, work_goes_on, &loop});
    ask_at_start(&loop);
    loop.played_to = wall_clock();
    if (options->first_line != NULL)
        run_line(&loop, options->first_line, false);
    tell_complaints(&loop, options->complaints);
    tell_what_is_left(&loop);
    tell_endless_inputrc(&loop);
    stay(&loop);
    notes_leave("");
    await_answers(&loop);
    terminal_give_back();
    tell_what_is_lost(&loop);
    prompt_stop();
    input_free(&loop.input);
    text_free(&loop.ahead);
    grid_free(&loop.grid);
    return loop.status;
}
