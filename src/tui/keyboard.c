#include "tui/keyboard.h"

#include "base/error.h"
#include "tui/kept.h"
#include "tui/keycode.h"
#include "tui/prompt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- words of refusal */

#define refuse(keyboard, ...)                                                                                \
    do {                                                                                                     \
        struct error refusal = {0};                                                                          \
        error_set(&refusal, 0, __VA_ARGS__);                                                                 \
        session_show((keyboard)->session, NULL, &refusal);                                                   \
    } while (0)

/* ---- words whose first letter means something by itself */

/* `key` did something already; if `rest` follows, all of it was meant as `whole`. */
static const struct begun_word {
    const char *key, *rest, *whole;
} begun_words[] = {
    {"q", "uit", "quit"}, /* q closes a sheet */
    {"?", " ", "help "},  /* ? is help; and ? insert is help insert */
};

static void begin_word(struct keyboard *keyboard, const char *key)
{
    keyboard->begun = NULL;
    keyboard->matched = 0;
    for (size_t i = 0; i < sizeof begun_words / sizeof *begun_words; i++) {
        if (strcmp(begun_words[i].key, key) == 0)
            keyboard->begun = &begun_words[i];
    }
}

/* The key is the next one of a word that began. True: it is its last, and the word stands in the line. */
static bool end_word(struct keyboard *keyboard, const char *name)
{
    const struct begun_word *word = keyboard->begun;
    if (word == NULL)
        return false;
    char letter[2] = {word->rest[keyboard->matched], '\0'};
    if (strcmp(name, letter[0] == ' ' ? "Space" : letter) != 0) {
        keyboard->begun = NULL;
        return false;
    }
    if (word->rest[++keyboard->matched] != '\0')
        return false;
    keyboard->begun = NULL;
    session_take_keyboard(keyboard->session);
    prompt_clear();
    prompt_paste(word->whole, strlen(word->whole));
    return true;
}

/* ---- keys */

/* What / on an empty line means, as in other programs. */
static const char seek_begin[] = "find ";

/* The command that the key means now; NULL: the key is the prompt's. *clears: what a clicker left in the line is to go. */
static const char *command_of(const struct keyboard *keyboard, const char *name, bool *clears)
{
    *clears = false;
    bool escape = strcmp(name, "Escape") == 0, empty = prompt_is_empty();
    bool closes = escape && empty && session_shows_sheet(keyboard->session);
    if (name[0] == '\0' || prompt_is_busy() || prompt_has_popup())
        return NULL;
    if (escape && prompt_wants_escape() && !closes)
        return NULL;
    /* Letters are commands of vi's; but q closes a sheet there, too. */
    bool sheet = empty && session_shows_sheet(keyboard->session) && strcmp(name, "q") == 0;
    if (prompt_takes_commands() && keycode_is_text(name) && strcmp(name, "Space") != 0 && !sheet)
        return NULL;
    return session_key_over(keyboard->session, name, empty ? "" : prompt_typed(), clears);
}

static void run_command(struct keyboard *keyboard, const char *name, const char *command)
{
    begin_word(keyboard, name);
    keyboard->run(keyboard->context, command, false);
}

/* False: nobody has a meaning for a key of that name. */
static bool take_named(struct keyboard *keyboard, const char *name, const struct token *token)
{
    bool escape = strcmp(name, "Escape") == 0;
    bool seeks = strcmp(name, "/") == 0 && prompt_is_empty() && !prompt_takes_commands();
    bool clears;
    const char *command = command_of(keyboard, name, &clears);
    if (clears && command != NULL)
        prompt_clear();
    if (command != NULL)
        run_command(keyboard, name, command);
    if (seeks) {
        session_take_keyboard(keyboard->session);
        prompt_paste(seek_begin, sizeof seek_begin - 1);
    }
    if (command != NULL || seeks)
        return true;
    if (escape && prompt_has_popup()) {
        prompt_close_popup();
        return true;
    }
    if (escape && !prompt_is_busy() && !prompt_wants_escape())
        return true; /* readline would take a lone ESC for the begin of the next key */
    if (!prompt_has_key(name, token->bytes, token->length))
        return false;
    session_take_keyboard(keyboard->session);
    if (!prompt_key(name, token->bytes, token->length))
        refuse(keyboard, WORD_TUI_FULL, NUMBER(LINE_LIMIT));
    return true;
}

/*
 * Escape and a letter right behind it look like the letter with Meta. Where that has no meaning, or could only move about in an empty
 * line, it is the two keys: a word typed behind an Escape arrives whole. (M-p and M-n search in an empty line.)
 */
static bool is_two_keys(const struct keyboard *keyboard, const struct token *token)
{
    const char *letter = token->name + 2;
    bool is_spelled_so =
        token->length > 1 && token->bytes[0] == '\033' && token->length == strlen(letter) + 1;
    if (strncmp(token->name, "M-", 2) != 0 || !is_spelled_so || !keycode_is_text(letter) || prompt_is_busy())
        return false;
    bool small = letter[0] >= 'a' && letter[0] <= 'z';
    if (small && !session_is_on_stage(keyboard->session) && prompt_is_rebound(letter[0]))
        return false;
    if (small && session_is_on_stage(keyboard->session))
        return true;
    if (small && prompt_is_empty())
        return letter[0] != 'p' && letter[0] != 'n';
    return !prompt_has_key(token->name, token->bytes, token->length);
}

static void take_key(struct keyboard *keyboard, const struct token *token);

static void take_two_keys(struct keyboard *keyboard, const struct token *token)
{
    struct token escape = {.kind = TOKEN_KEY, .name = "Escape", .bytes = token->bytes, .length = 1};
    struct token letter = {.kind = TOKEN_KEY, .bytes = token->bytes + 1, .length = token->length - 1};
    snprintf(letter.name, sizeof letter.name, "%s", token->name + 2);
    take_key(keyboard, &escape);
    take_key(keyboard, &letter);
}

static void take_key(struct keyboard *keyboard, const struct token *token)
{
    if (is_two_keys(keyboard, token)) {
        take_two_keys(keyboard, token);
        return;
    }
    char name[KEYCODE_NAME], plainer[KEYCODE_NAME];
    snprintf(name, sizeof name, "%s", token->name);
    if (end_word(keyboard, name))
        return;
    if (keyboard->lacks && strcmp(name, "Enter") == 0 && !prompt_is_empty()) {
        keyboard->lacks =
            false; /* what stands there is not what was typed: it runs if Enter is meant once more */
        if (keyboard->left_out > 0)
            refuse(keyboard, WORD_TUI_PASTE_BROKEN, NUMBER(keyboard->left_out));
        else
            refuse(keyboard, WORD_TUI_STRAY, HEX(keyboard->stray, 2));
        return;
    }
    while (!take_named(keyboard, name, token) && keycode_plainer(name, plainer))
        memcpy(name, plainer, sizeof name);
    char *line = prompt_take_line();
    if (line != NULL && kept_is_lost(line, session_words(keyboard->session)))
        refuse(keyboard, WORD_TUI_PASTE_GONE);
    else if (line != NULL)
        keyboard->run(keyboard->context, line, true);
    free(line);
    keyboard->lacks = keyboard->lacks && !prompt_is_empty(); /* it was of a line that is gone */
}

void keyboard_clear_line(struct keyboard *keyboard)
{
    prompt_clear();
    keyboard->lacks = false;
}

/* ---- what is no key */

static void take_paste(struct keyboard *keyboard, const struct token *token)
{
    keyboard->begun = NULL;
    if (token->bytes == NULL) {
        refuse(keyboard, WORD_TUI_PASTE_LONG, NUMBER(INPUT_PASTE_BYTES >> 20));
        return;
    }
    session_take_keyboard(keyboard->session);
    if (!prompt_paste(token->bytes, token->length))
        refuse(keyboard, WORD_TUI_FULL, NUMBER(LINE_LIMIT));
    else if (token->number > 0)
        refuse(keyboard, WORD_TUI_PASTE_BROKEN, NUMBER(token->number));
    if (token->number > 0) {
        keyboard->lacks = true;
        keyboard->left_out = token->number;
    }
}

static void point(struct keyboard *keyboard, enum pointing how, int x, int y)
{
    const char *line = session_point(keyboard->session, how, x, y);
    if (line != NULL)
        keyboard->run(keyboard->context, line, false);
}

static void take_mouse(struct keyboard *keyboard, const struct token *token)
{
    static const enum pointing meanings[] = {
        [MOUSE_PRESS] = POINTING_PRESS,     [MOUSE_DRAG] = POINTING_DRAG,
        [MOUSE_RELEASE] = POINTING_RELEASE, [MOUSE_WHEEL_UP] = POINTING_UP,
        [MOUSE_WHEEL_DOWN] = POINTING_DOWN,
    };
    point(keyboard, meanings[token->mouse], token->x, token->y);
}

/* ---- arrows that come at once */

void keyboard_settle_now(struct keyboard *keyboard)
{
    int count = keyboard->arrows;
    keyboard->arrows = 0;
    if (count >= KEYBOARD_WHEEL) {
        point(keyboard, keyboard->down ? POINTING_DOWN : POINTING_UP, -1, -1);
        return;
    }
    struct token token = {.kind = TOKEN_KEY, .bytes = ""};
    snprintf(token.name, sizeof token.name, "%s", keyboard->down ? "Down" : "Up");
    for (; count > 0; count--)
        take_key(keyboard, &token);
}

bool keyboard_settle(struct keyboard *keyboard, int64_t now)
{
    if (keyboard_wait(keyboard, now) != 0)
        return false;
    keyboard_settle_now(keyboard);
    return true;
}

int keyboard_wait(const struct keyboard *keyboard, int64_t now)
{
    if (keyboard->arrows == 0)
        return -1;
    int64_t left = keyboard->arrow_came + KEYBOARD_WAIT - now;
    return left <= 0 ? 0 : left > KEYBOARD_WAIT ? KEYBOARD_WAIT : (int)left;
}

/* True: the token is an arrow, and waits. */
static bool hold_arrow(struct keyboard *keyboard, const struct token *token, int64_t now)
{
    bool down = strcmp(token->name, "Down") == 0;
    if (token->kind != TOKEN_KEY || (!down && strcmp(token->name, "Up") != 0))
        return false;
    if (keyboard->arrows > 0 && keyboard->down != down)
        keyboard_settle_now(keyboard);
    keyboard->down = down;
    keyboard->arrows++;
    keyboard->arrow_came = now;
    return true;
}

void keyboard_take(struct keyboard *keyboard, const struct token *token, int64_t now)
{
    keyboard_settle(keyboard, now);
    if (hold_arrow(keyboard, token, now))
        return;
    keyboard_settle_now(keyboard);
    switch (token->kind) {
    case TOKEN_KEY:
        take_key(keyboard, token);
        break;
    case TOKEN_PASTE:
        take_paste(keyboard, token);
        break;
    case TOKEN_MOUSE:
        take_mouse(keyboard, token);
        break;
    case TOKEN_STRAY:
        keyboard->lacks = true;
        keyboard->left_out = 0;
        keyboard->stray = (uint8_t)token->number;
        refuse(keyboard, WORD_TUI_STRAY, HEX(token->number, 2));
        break;
    case TOKEN_BACKGROUND:
    case TOKEN_COLUMN:
        break;
    }
}
