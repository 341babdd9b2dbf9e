#include "tui/prompt.h"

#include "base/memory_or_die.h"
#include "tui/files.h"
#include "tui/inputrc.h"
#include "tui/kept.h"
#include "tui/keycode.h"
#include "tui/places.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

enum { HISTORY_LINES = 2000, HISTORY_FILE_BYTES = 8 << 20, SPARE_CALLS = 64, SEARCH_BYTES = 150 };

static struct {
    struct session *session;
    FILE *nowhere;
    struct text queue; /* bytes of the key in hand that readline has not read yet */
    size_t queue_read;
    char *accepted;
    bool discarding;
    struct candidates candidates;
    bool popup;
    bool running;
    struct text history_path; /* empty: no history file */
    struct text endless;      /* an inputrc that is not read; empty: there is none */
    struct text prompt;
    rl_command_func_t *usual['z' - 'a' + 1]; /* what readline itself does at Meta and a small letter */
} state;

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_SANITIZER 1
#endif
#endif
#ifdef UNDER_SANITIZER
/* readline loses a few lines of its own when a search is broken off. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libreadline";
}
#endif

/* ---- bytes in */

static bool queue_is_empty(void)
{
    return state.queue_read >= state.queue.length;
}

/* An empty queue must never look like the end of the file; C-g ends whatever readline wanted the byte for. */
static int next_byte(FILE *stream)
{
    (void)stream;
    return queue_is_empty() ? '\a' : (unsigned char)state.queue.bytes[state.queue_read++];
}

static int byte_is_available(void)
{
    return !queue_is_empty();
}

static void feed(const char *bytes, size_t length)
{
    text_clear(&state.queue);
    state.queue_read = 0;
    text_append(&state.queue, bytes, length);
    /* Each call reads a byte, but for those that play a keyboard macro: a few more calls than bytes are
       enough. */
    for (size_t calls = 0; !queue_is_empty() && calls < length + SPARE_CALLS; calls++)
        rl_callback_read_char();
    text_clear(&state.queue);
    state.queue_read = 0;
}

/* The picture is taken when a frame is due. */
static void redisplay_later(void)
{
}

/* ---- history */

static bool history_is_usable(void)
{
    struct stat status;
    return state.history_path.length != 0 && stat(text_string(&state.history_path), &status) == 0 &&
           S_ISREG(status.st_mode) && status.st_size <= HISTORY_FILE_BYTES;
}

/* Each line is written when it is accepted: what ends the program suddenly loses none. */
static void remember(const char *line)
{
    const HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (strlen(line) > LINE_LIMIT || line[strspn(line, " \t")] == '\0' ||
        (last != NULL && strcmp(last->line, line) == 0))
        return;
    add_history(line);
    if (state.history_path.length == 0)
        return;
    int file =
        open(text_string(&state.history_path), O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    close(file);
    if (history_is_usable())
        append_history(1, text_string(&state.history_path));
}

/* Called by readline. The history must know the line before readline begins the next one. */
static void take_accepted(char *line)
{
    if (line == NULL)
        return;
    if (state.discarding) {
        free(line);
        return;
    }
    remember(line);
    free(state.accepted);
    state.accepted = line;
}

/* ---- completion */

/* The whole line up to the cursor, with the word replaced: readline is told that the word begins at column
   0. */
static char *line_with(const char *word)
{
    struct text line = {0};
    text_append(&line, rl_line_buffer, state.candidates.start);
    text_add(&line, word);
    char *copy = strdup(text_string(&line));
    text_free(&line);
    if (copy == NULL)
        die("out of memory");
    return copy;
}

static size_t common_length(const struct candidates *candidates)
{
    size_t length = strlen(candidates->list[0].text);
    for (size_t i = 1; i < candidates->count; i++) {
        size_t same = 0;
        while (same < length && candidates->list[i].text[same] == candidates->list[0].text[same])
            same++;
        length = same;
    }
    while (length > 0 && ((unsigned char)candidates->list[0].text[length] & 0xc0) == 0x80)
        length--; /* not within a character */
    return length;
}

static char **complete_line(const char *word, int start, int end)
{
    (void)word;
    (void)start;
    (void)end;
    rl_attempted_completion_over = 1;
    rl_filename_completion_desired = 0;
    rl_sort_completion_matches = 0;
    candidates_free(&state.candidates);
    state.candidates = (struct candidates){0};
    session_complete(state.session, rl_line_buffer, (size_t)rl_end, (size_t)rl_point, files_source(),
                     &state.candidates);
    struct candidates *found = &state.candidates;
    if (found->count == 0 || found->start > (size_t)rl_point)
        return NULL;
    /* The first of readline's matches is what all have in common; at the least what is typed already. */
    char **matches = new_items(found->count + 2, sizeof *matches);
    size_t common = common_length(found);
    char *first = line_with(found->list[0].text);
    first[found->start + common] = '\0';
    if (found->count > 1 && found->start + common < (size_t)rl_point) {
        free(first);
        first = strndup(rl_line_buffer, (size_t)rl_point);
    }
    matches[0] = first;
    for (size_t i = 0; i < found->count && found->count > 1; i++)
        matches[i + 1] = line_with(found->list[i].text);
    rl_completion_append_character = found->count == 1 && !found->list[0].unfinished ? ' ' : '\0';
    return matches;
}

static void show_popup(char **matches, int count, int longest)
{
    (void)matches;
    (void)count;
    (void)longest;
    state.popup = state.candidates.count > 0;
}

static bool is_menu(rl_command_func_t *function)
{
    return function == rl_menu_complete || function == rl_backward_menu_complete;
}

/* Which candidate stands in the line now, as the menu put it there. */
static size_t chosen_candidate(void)
{
    const struct candidates *list = &state.candidates;
    if (rl_line_buffer == NULL || !is_menu(rl_last_func) || (size_t)rl_point < list->start)
        return SIZE_MAX;
    size_t length = (size_t)rl_point - list->start;
    for (size_t i = 0; i < list->count; i++) {
        const char *text = list->list[i].text;
        if (strlen(text) == length && memcmp(rl_line_buffer + list->start, text, length) == 0)
            return i;
    }
    return SIZE_MAX;
}

/*
 * A line is forgotten by being accepted and thrown away. Emptying readline's buffer instead leaves its undo
 * lists and the history's edited lines pointing at each other, and a later undo into freed memory.
 */
static const char discard_key[] = "\033[7331~";

static int discard_line(int count, int key)
{
    return rl_newline(count, key);
}

/* What readline does with these bytes; NULL: nothing. */
static rl_command_func_t *function_of(const char *bytes, size_t length)
{
    int type = ISKMAP;
    rl_command_func_t *function = rl_function_of_keyseq_len(bytes, length, rl_get_keymap(), &type);
    return type != ISKMAP ? function : NULL;
}

/* ---- start and stop */

/* readline binds a few of these itself, and the others only where it may ask for the terminal's description. */
static const struct {
    const char *key;
    rl_command_func_t *function;
} house_keys[] = {
    {"Up", rl_get_previous_history},
    {"Down", rl_get_next_history},
    {"Left", rl_backward_char},
    {"Right", rl_forward_char},
    {"Home", rl_beg_of_line},
    {"End", rl_end_of_line},
    {"Delete", rl_delete},
    {"Insert", rl_overwrite_mode},
    {"C-Left", rl_backward_word},
    {"C-Right", rl_forward_word},
    {"M-Left", rl_backward_word},
    {"M-Right", rl_forward_word},
    {"C-Delete", rl_kill_word},
    {"M-Delete", rl_kill_word},
    {"C-Backspace", rl_backward_kill_word},
    {"M-Backspace", rl_backward_kill_word},
    {"S-Tab", rl_backward_menu_complete},
};

static rl_command_func_t *house_function(const char *name)
{
    for (size_t i = 0; i < sizeof house_keys / sizeof *house_keys; i++) {
        if (strcmp(house_keys[i].key, name) == 0)
            return house_keys[i].function;
    }
    return NULL;
}

static void bind_house_keys(Keymap map)
{
    for (size_t i = 0; i < sizeof house_keys / sizeof *house_keys; i++) {
        char bytes[KEYCODE_BYTES + 1], sequence[KEYCODE_BYTES * 4 + 1];
        size_t length = keycode_bytes(house_keys[i].key, bytes), written = 0;
        for (size_t j = 0; j < length; j++)
            written += (size_t)snprintf(sequence + written, sizeof sequence - written, "\\%03o",
                                        (unsigned)(unsigned char)bytes[j]);
        rl_bind_keyseq_in_map(sequence, house_keys[i].function, map);
    }
}

/* The house's own keys and settings come first, so that ~/.inputrc has the last word. */
static void set_house_rules(void)
{
    static char application[] = "growwork";
    rl_readline_name = application;
    rl_variable_bind("show-all-if-ambiguous", "on");
    rl_variable_bind("menu-complete-display-prefix", "on");
    Keymap maps[] = {emacs_standard_keymap, vi_insertion_keymap, NULL};
    for (int i = 0; maps[i] != NULL; i++) {
        bind_house_keys(maps[i]);
        rl_bind_key_in_map('\t', rl_menu_complete, maps[i]);
    }
    bind_house_keys(vi_movement_keymap);
    /* Meta and Enter is Enter: readline's own would change over to the keys of vi, without a word. */
    rl_bind_keyseq_in_map("\\e\\C-m", rl_newline, emacs_standard_keymap);
    rl_bind_keyseq_in_map("\\e\\C-j", rl_newline, emacs_standard_keymap);
    for (int letter = 'a'; letter <= 'z'; letter++)
        state.usual[letter - 'a'] = function_of((char[]){'\033', (char)letter}, 2);
    /* Keyboard macros that call themselves make readline 8.2 follow a null pointer; lines are repeated
       with braces. */
    rl_unbind_function_in_map(rl_start_kbd_macro, emacs_ctlx_keymap);
    rl_unbind_function_in_map(rl_end_kbd_macro, emacs_ctlx_keymap);
    rl_unbind_function_in_map(rl_call_last_kbd_macro, emacs_ctlx_keymap);
}

/* A file may hold lines that nobody typed here: of one beyond the bound there is as much as shows that it is. */
static void bound_history(void)
{
    const HIST_ENTRY *entry;
    for (int i = 0; (entry = history_get(history_base + i)) != NULL; i++) {
        size_t length = strlen(entry->line);
        if (length <= LINE_LIMIT + 1)
            continue;
        char *cut = copy_bytes(entry->line, LINE_LIMIT + 1);
        HIST_ENTRY *old = replace_history_entry(i, cut, NULL);
        free(old->line);
        free(old->timestamp);
        free(old);
        free(cut);
    }
}

/* What is read in its place is what is read again later, too. */
static void refuse_endless_inputrc(void)
{
    text_clear(&state.endless);
    if (!inputrc_ends(&state.endless))
        rl_read_init_file("/dev/null");
}

const char *prompt_endless_inputrc(void)
{
    return text_string(&state.endless);
}

void prompt_start(struct session *session, const char *text)
{
    static char breaks[] = "\n";
    state.session = session;
    state.nowhere = fopen("/dev/null", "w");
    if (state.nowhere == NULL)
        die("/dev/null cannot be opened");
    fcntl(fileno(state.nowhere), F_SETFD, FD_CLOEXEC);
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_change_environment = 0;
    rl_prep_term_function = NULL;
    rl_deprep_term_function = NULL;
    rl_instream = stdin;
    rl_outstream = state.nowhere;
    rl_getc_function = next_byte;
    rl_input_available_hook = byte_is_available;
    rl_redisplay_function = redisplay_later;
    rl_attempted_completion_function = complete_line;
    rl_completion_display_matches_hook = show_popup;
    rl_completer_word_break_characters = breaks;
    rl_completer_quote_characters = NULL;
    set_house_rules();
    refuse_endless_inputrc();
    rl_initialize();
    Keymap maps[] = {emacs_standard_keymap, vi_insertion_keymap, vi_movement_keymap, NULL};
    for (int i = 0; maps[i] != NULL; i++)
        rl_bind_keyseq_in_map(discard_key, discard_line, maps[i]);
    rl_variable_bind("bell-style", "none"); /* it would be written to standard error */
    /* Whatever an inputrc says: a letter is a letter. */
    rl_variable_bind("convert-meta", "off");
    rl_variable_bind("input-meta", "on");
    rl_variable_bind("byte-oriented", "off");
    using_history();
    stifle_history(HISTORY_LINES);
    text_clear(&state.history_path);
    places_history(&state.history_path);
    if (history_is_usable())
        read_history(text_string(&state.history_path));
    bound_history();
    using_history();
    rl_callback_handler_install(text, take_accepted);
    state.running = true;
}

void prompt_stop(void)
{
    if (!state.running)
        return;
    state.running = false;
    prompt_clear();
    rl_callback_handler_remove();
    if (history_is_usable())
        history_truncate_file(text_string(&state.history_path), HISTORY_LINES);
    clear_history();
    fclose(state.nowhere);
    rl_outstream = stdout;
    candidates_free(&state.candidates);
    state.candidates = (struct candidates){0};
    free(state.accepted);
    state.accepted = NULL;
    text_free(&state.queue);
    text_free(&state.history_path);
    text_free(&state.endless);
    kept_free();
    text_free(&state.prompt);
}

/* ---- keys */

static const unsigned long busy_states = RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG |
                                         RL_STATE_MULTIKEY | RL_STATE_METANEXT | RL_STATE_CHARSEARCH |
                                         RL_STATE_VIMOTION | RL_STATE_MOREINPUT;

bool prompt_is_busy(void)
{
    return RL_ISSTATE(busy_states) != 0;
}

const char *prompt_typed(void)
{
    return rl_line_buffer != NULL ? rl_line_buffer : "";
}

bool prompt_is_empty(void)
{
    return rl_end == 0 && !prompt_is_busy();
}

bool prompt_wants_escape(void)
{
    return rl_editing_mode == 0 && rl_get_keymap() == vi_insertion_keymap;
}

/*
 * readline 8.2 hangs undo lists onto the lines of the history that were left, and frees some of them twice
 * (operate-and- get-next, searches that are broken off). Without a list at the time of leaving there is
 * nothing to free: an undo reaches back to when the line was fetched.
 */
static void forget_undo_before(const char *bytes, size_t length)
{
    static rl_command_func_t *const movers[] = {
        rl_get_previous_history,
        rl_get_next_history,
        rl_beginning_of_history,
        rl_end_of_history,
        rl_history_search_backward,
        rl_history_search_forward,
        rl_history_substr_search_backward,
        rl_history_substr_search_forward,
        rl_noninc_reverse_search,
        rl_noninc_forward_search,
        rl_noninc_reverse_search_again,
        rl_noninc_forward_search_again,
        rl_reverse_search_history,
        rl_forward_search_history,
        rl_operate_and_get_next,
        rl_vi_search,
        rl_vi_search_again,
        rl_vi_fetch_history,
    };
    int type = ISKMAP;
    rl_command_func_t *function = rl_function_of_keyseq_len(bytes, length, rl_get_keymap(), &type);
    for (size_t i = 0; type == ISFUNC && i < sizeof movers / sizeof *movers; i++) {
        if (function == movers[i])
            rl_free_undo_list();
    }
}

/* More bytes are to come. */
static bool is_prefix(const char *bytes, size_t length)
{
    int type = ISFUNC;
    rl_function_of_keyseq_len(bytes, length, rl_get_keymap(), &type);
    return type == ISKMAP;
}

/* More than one byte, and no character: if nothing is bound to it, its end would be taken for text. */
static bool is_sequence(const char *bytes, size_t length)
{
    return length > 1 && bytes[0] == '\033';
}

/*
 * The bytes by which readline knows a key: those that the terminal sent, if somebody bound them to something else than the house
 * binds the key to, otherwise the key's own. Returns how many; 0: it does nothing with it.
 */
static size_t bytes_of_key(const char *name, const char *sent, size_t length, char bytes[KEYCODE_BYTES])
{
    if (is_sequence(sent, length) && length <= KEYCODE_BYTES) {
        rl_command_func_t *function = function_of(sent, length);
        if (function != NULL && function != house_function(name)) {
            memcpy(bytes, sent, length);
            return length;
        }
    }
    size_t count = keycode_bytes(name, bytes);
    return is_sequence(bytes, count) && function_of(bytes, count) == NULL ? 0 : count;
}

bool prompt_has_key(const char *name, const char *sent, size_t length)
{
    char bytes[KEYCODE_BYTES];
    return bytes_of_key(name, sent, length, bytes) > 0;
}

bool prompt_is_rebound(char letter)
{
    const char bytes[] = {'\033', letter};
    return letter >= 'a' && letter <= 'z' && rl_editing_mode != 0 &&
           function_of(bytes, sizeof bytes) != state.usual[letter - 'a'];
}

/* The line, or what is searched for, is as long as it may be. */
static bool is_full(void)
{
    /* A search for very long text sends readline 8.2 round in circles. */
    if (RL_ISSTATE(RL_STATE_ISEARCH) && strlen(rl_display_prompt) > SEARCH_BYTES)
        return true;
    return rl_end >= LINE_LIMIT && rl_get_keymap() != vi_movement_keymap;
}

bool prompt_takes_commands(void)
{
    return rl_editing_mode == 0 && rl_get_keymap() == vi_movement_keymap;
}

/*
 * What readline makes a line of, by a count, by what was killed, out of the history or a macro, is cut at the bound after each key.
 * A count is bounded before: each time takes longer than the one before, and what puts a whole line in so many times need not do
 * that often to fill one.
 */
static void bound_count(const char *bytes, size_t length)
{
    enum { LINES_AT_ONCE = 16 };
    static rl_command_func_t *const putters[] = {rl_yank, rl_vi_put, rl_vi_redo, rl_call_last_kbd_macro};
    rl_command_func_t *function = function_of(bytes, length);
    int most = LINE_LIMIT;
    for (size_t i = 0; i < sizeof putters / sizeof *putters; i++)
        most = function == putters[i] ? LINES_AT_ONCE : most;
    rl_numeric_arg = rl_numeric_arg < most ? rl_numeric_arg : most;
}

/* False: something was cut off. While a search shows a line of the history it is not in hand yet. */
static bool bound_line(void)
{
    if (rl_end <= LINE_LIMIT || RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH))
        return true;
    int end = (int)utf8_floor(rl_line_buffer, (size_t)rl_end, LINE_LIMIT);
    rl_delete_text(end, rl_end);
    rl_point = rl_point < end ? rl_point : end;
    rl_mark = rl_mark < end ? rl_mark : end;
    return false;
}

bool prompt_key(const char *name, const char *sent, size_t length)
{
    char bytes[KEYCODE_BYTES];
    bool popup = state.popup;
    size_t count = bytes_of_key(name, sent, length, bytes);
    if (count == 0)
        return true;
    if (keycode_is_text(name) && is_full())
        return false;
    state.popup = false;
    /* readline 8.2 forgets a search that a prefix like C-x ends, and then follows a null pointer. */
    bool may_be_prefix = count == 1 && (unsigned char)bytes[0] < 0x20 && bytes[0] != '\033' &&
                         RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH);
    if (may_be_prefix && is_prefix(bytes, count))
        return true;
    forget_undo_before(bytes, count);
    bound_count(bytes, count);
    feed(bytes, count);
    if (popup && is_menu(rl_last_func) && state.candidates.count > 1)
        state.popup = true;
    return bound_line();
}

/* A paste into a search is what is searched for. */
static bool search_for(const char *line, size_t length)
{
    uint32_t rune;
    char name[8];
    for (size_t i = 0, taken; i < length; i += taken) {
        taken = utf8_decode(line + i, length - i, &rune);
        snprintf(name, sizeof name, "%.*s", (int)taken, rune == ' ' ? "Space" : line + i);
        if (!prompt_key(rune == ' ' ? "Space" : name, line + i, taken))
            return false;
    }
    return true;
}

/* More than a line holds is kept aside. What stands for it is in the history at once, where it is found if it is cleared. */
static void keep_paste(const char *text, size_t length)
{
    struct text line = {0}, whole = {0}, name = {0};
    text_append(&line, rl_line_buffer, (size_t)rl_point);
    text_append(&line, text, length);
    text_add(&line, rl_line_buffer + rl_point);
    kept_replace(text_string(&line), &whole);
    kept_put(text_string(&whole), whole.length, session_words(state.session), &name);
    prompt_clear();
    remember(text_string(&name));
    using_history(); /* the line in hand is behind it, else readline would take it for one that was changed */
    rl_insert_text(text_string(&name));
    text_free(&line);
    text_free(&whole);
    text_free(&name);
}

bool prompt_paste(const char *text, size_t length)
{
    state.popup = false;
    if (RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH))
        return search_for(text, length);
    if (prompt_is_busy())
        prompt_clear();
    if (prompt_takes_commands())
        rl_vi_insertion_mode(1, 'i');
    if ((size_t)rl_end + length > LINE_LIMIT) {
        keep_paste(text, length);
        return true;
    }
    char *copy = strndup(text, length);
    if (copy == NULL)
        die("out of memory");
    rl_begin_undo_group();
    rl_insert_text(copy);
    rl_end_undo_group();
    free(copy);
    return true;
}

/* A key may wait for another one without a state that says so (C-v, C-], r of the vi keys): it takes the first byte. */
void prompt_clear(void)
{
    state.popup = false;
    state.discarding = true;
    feed("\a", 1);
    if (prompt_is_busy())
        rl_callback_sigcleanup();
    feed(discard_key, sizeof discard_key - 1);
    state.discarding = false;
}

bool prompt_has_popup(void)
{
    return state.popup;
}

void prompt_close_popup(void)
{
    state.popup = false;
}

char *prompt_take_line(void)
{
    char *line = state.accepted;
    state.accepted = NULL;
    if (line == NULL)
        return line;
    struct text whole = {0};
    kept_replace(line, &whole);
    free(line);
    return whole.bytes;
}

/* The string that readline would show for the mode of its keys, if an inputrc asks for that: what it would send along with it to
   colour it is no text. */
static void say_mode(struct text *text)
{
    const char *wanted = rl_variable_value("show-mode-in-prompt");
    if (wanted == NULL || strcmp(wanted, "on") != 0)
        return;
    const char *mode = rl_variable_value(rl_editing_mode != 0                    ? "emacs-mode-string"
                                         : rl_get_keymap() == vi_movement_keymap ? "vi-cmd-mode-string"
                                                                                 : "vi-ins-mode-string");
    bool sent = false;
    for (; mode != NULL && *mode != '\0'; mode++) {
        if (*mode == RL_PROMPT_START_IGNORE || *mode == RL_PROMPT_END_IGNORE)
            sent = *mode == RL_PROMPT_START_IGNORE;
        else if (!sent && (unsigned char)*mode >= ' ' && *mode != 0x7f)
            text_append(text, mode, 1);
    }
}

/* In a search the prompt is readline's own. */
static const char *shown_prompt(void)
{
    if (rl_display_prompt == NULL || rl_display_prompt != rl_prompt)
        return rl_display_prompt != NULL ? rl_display_prompt : "";
    text_clear(&state.prompt);
    say_mode(&state.prompt);
    text_add(&state.prompt, rl_prompt);
    return text_string(&state.prompt);
}

struct prompt_picture prompt_look(void)
{
    struct prompt_picture picture = {
        .prompt = shown_prompt(),
        .line = rl_line_buffer != NULL ? rl_line_buffer : "",
        .point = rl_point > 0 ? (size_t)rl_point : 0,
        .busy = prompt_is_busy(),
        .chosen = SIZE_MAX,
    };
    if (state.popup) {
        picture.candidates = &state.candidates;
        picture.chosen = chosen_candidate();
    }
    return picture;
}
