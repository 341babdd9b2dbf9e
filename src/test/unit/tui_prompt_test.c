#include "test/session.h"
#include "tui/input.h"
#include "tui/keycode.h"
#include "tui/prompt.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* readline's own, whose header only the prompt includes: what an inputrc does, it does by these. */
typedef int rl_command(int count, int key);
extern rl_command rl_end_of_line, rl_beg_of_line;
extern int rl_bind_keyseq(const char *keys, rl_command *command);
extern int rl_variable_bind(const char *name, const char *value);

static struct session *session;
static char folder[] = "/tmp/growwork-prompt-XXXXXX";
static char history[sizeof folder + 32], inputrc[sizeof folder + 32];

/* As a terminal sends them, so that the tokenizer names them. */
static void press(const char *keys)
{
    struct input input = {0};
    struct token token;
    input_feed(&input, keys, strlen(keys), 0);
    while (input_next(&input, INPUT_PASTE_WAIT, &token)) {
        if (token.kind == TOKEN_KEY)
            prompt_key(token.name, token.bytes, token.length);
    }
    input_free(&input);
}

static void accept(const char *line)
{
    press(line);
    press("\r");
    char *taken = prompt_take_line();
    assert_non_null(taken);
    assert_string_equal(taken, line);
    free(taken);
}

static void expect(const char *line, size_t point)
{
    struct prompt_picture picture = prompt_look();
    assert_string_equal(picture.line, line);
    assert_int_equal(picture.point, point);
}

static int begin(void **unused)
{
    (void)unused;
    unlink(history);
    prompt_start(session, "> ");
    return 0;
}

static int end(void **unused)
{
    (void)unused;
    prompt_stop();
    return 0;
}

static void test_a_line_is_typed_and_taken(void **unused)
{
    (void)unused;
    assert_true(prompt_is_empty());
    assert_string_equal(prompt_look().prompt, "> ");
    assert_null(prompt_take_line());
    press("insert fig");
    expect("insert fig", 10);
    assert_false(prompt_is_empty());
    press("\033[D\033[DX");
    expect("insert fXig", 9);
    press("\x7f\r");
    char *line = prompt_take_line();
    assert_string_equal(line, "insert fig");
    free(line);
    assert_null(prompt_take_line());
    assert_true(prompt_is_empty());
}

static void test_sequences_without_a_meaning_are_no_text(void **unused)
{
    (void)unused;
    press("ab\033[99~\033[1;9R\033~");
    prompt_key("", "\033[?1;2c", 7);
    expect("ab", 2);
}

static void test_a_paste_is_one_undo(void **unused)
{
    (void)unused;
    press("a");
    prompt_paste("insert b; insert c", 18);
    expect("ainsert b; insert c", 19);
    press("\x1f");
    expect("a", 1);
}

static void test_clear_forgets_everything(void **unused)
{
    (void)unused;
    accept("insert fig");
    press("some text");
    prompt_clear();
    assert_true(prompt_is_empty());
    assert_null(prompt_take_line());
    press("\x12"
          "fig");
    prompt_clear();
    assert_true(prompt_is_empty());
    assert_string_equal(prompt_look().prompt, "> ");
    press("\033"
          "5");
    assert_true(prompt_is_busy());
    prompt_clear();
    press("x");
    expect("x", 1);
    prompt_clear();
    press("\033[A");
    expect("insert fig", 10);
    prompt_clear();
    press("\033[A");
    expect("insert fig", 10); /* what was cleared is no part of the history */
}

static void test_search_shows_its_prompt(void **unused)
{
    (void)unused;
    accept("insert fig");
    accept("grow double");
    press("\x12"
          "fi");
    assert_true(prompt_is_busy());
    assert_true(prompt_look().busy);
    assert_false(prompt_is_empty());
    assert_non_null(strstr(prompt_look().prompt, "fi"));
    assert_string_equal(prompt_look().line, "insert fig");
    prompt_paste("g", 1);
    assert_non_null(strstr(prompt_look().prompt, "fig"));
    press("\r");
    char *line = prompt_take_line();
    assert_string_equal(line, "insert fig");
    free(line);
    assert_string_equal(prompt_look().prompt, "> ");
}

static void test_tab_shows_candidates_and_walks_over_them(void **unused)
{
    (void)unused;
    press("\t");
    struct prompt_picture picture = prompt_look();
    assert_non_null(picture.candidates);
    size_t count = picture.candidates->count;
    assert_true(count > 10);
    assert_int_equal(picture.chosen, SIZE_MAX);
    assert_true(prompt_has_popup());
    for (size_t i = 0; i < 3; i++) {
        press("\t");
        picture = prompt_look();
        assert_int_equal(picture.chosen, i);
        assert_string_equal(picture.line, picture.candidates->list[i].text);
    }
    press("\033[Z");
    assert_int_equal(prompt_look().chosen, 1);
    press(" ");
    assert_false(prompt_has_popup());
    assert_null(prompt_look().candidates);
    prompt_clear();
    press("inser\t");
    expect("insert ", 7);
    assert_false(prompt_has_popup());
    prompt_clear();
    press("\t");
    assert_true(prompt_has_popup());
    prompt_close_popup();
    assert_null(prompt_look().candidates);
    press("no such thing\t");
    expect("no such thing", 13);
}

static void test_completion_within_a_line_keeps_the_rest(void **unused)
{
    (void)unused;
    press("inser fig\x01\033[C\033[C\033[C\033[C\033[C\t");
    struct prompt_picture picture = prompt_look();
    assert_true(strncmp(picture.line, "insert", 6) == 0);
    assert_string_equal(picture.line + strlen(picture.line) - 4, " fig");
}

static int lines_in_history_file(void)
{
    FILE *file = fopen(history, "r");
    int lines = 0;
    for (int byte; file != NULL && (byte = getc(file)) != EOF;)
        lines += byte == '\n';
    if (file != NULL)
        fclose(file);
    return lines;
}

static void test_history_is_kept_in_a_file(void **unused)
{
    (void)unused;
    accept("insert fig");
    accept("insert fig");
    assert_int_equal(lines_in_history_file(), 1);
    accept("grow");
    press("  \r");
    free(prompt_take_line());
    assert_int_equal(lines_in_history_file(), 2);
    struct stat status;
    assert_int_equal(stat(history, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    prompt_stop();
    prompt_start(session, "> ");
    press("\033[A");
    expect("grow", 4);
    press("\033[A");
    expect("insert fig", 10);
}

static void test_history_is_bounded(void **unused)
{
    (void)unused;
    FILE *file = fopen(history, "w");
    for (int i = 0; i < 2500; i++)
        fprintf(file, "insert k%d\n", i);
    fclose(file);
    prompt_stop();
    prompt_start(session, "> ");
    accept("grow");
    prompt_stop();
    assert_int_equal(lines_in_history_file(), 2000);
    struct stat status;
    assert_int_equal(stat(history, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    prompt_start(session, "> ");
    press("\033[A\033[A");
    expect("insert k2499", 12);
}

static void test_history_without_a_file_is_no_error(void **unused)
{
    (void)unused;
    prompt_stop();
    setenv("XDG_STATE_HOME", "/dev/null", 1);
    prompt_start(session, "> ");
    accept("insert fig");
    press("\033[A");
    expect("insert fig", 10);
    prompt_stop();
    setenv("XDG_STATE_HOME", folder, 1);
    mkdir(history, 0700); /* a folder where the file should be */
    prompt_start(session, "> ");
    accept("insert fig");
    prompt_stop();
    rmdir(history);
    prompt_start(session, "> ");
}

static void test_a_line_is_bounded(void **unused)
{
    (void)unused;
    for (int i = 0; i < LINE_LIMIT + 100; i++)
        press("x");
    assert_int_equal(strlen(prompt_look().line), LINE_LIMIT);
    press("\x7f");
    assert_int_equal(strlen(prompt_look().line), LINE_LIMIT - 1);
}

/* Keys as a terminal sends them; false: for one of them there was no room. */
static bool presses(const char *keys)
{
    struct input input = {0};
    struct token token;
    bool room = true;
    input_feed(&input, keys, strlen(keys), 0);
    while (input_next(&input, INPUT_PASTE_WAIT, &token)) {
        if (token.kind == TOKEN_KEY && !prompt_key(token.name, token.bytes, token.length))
            room = false;
        assert_in_range(strlen(prompt_look().line), 0, LINE_LIMIT);
    }
    input_free(&input);
    return room;
}

static void must_be_full(bool room)
{
    assert_false(room);
    assert_in_range(strlen(prompt_look().line), LINE_LIMIT - 3, LINE_LIMIT);
    assert_in_range(prompt_look().point, 0, LINE_LIMIT);
    press("\x15"); /* all of it goes, as ever */
    expect("", 0);
}

static void test_a_count_makes_no_more_than_a_line(void **unused)
{
    (void)unused;
    press("xy");
    must_be_full(presses("\0339999999\303\251"));
    press("xy");
    assert_false(presses("\0339\0339\0339\0339\0339\0339a"));
    assert_int_equal(strlen(prompt_look().line), LINE_LIMIT);
    assert_int_equal(prompt_look().point, LINE_LIMIT);
    prompt_clear();
    assert_true(presses("\0334\0330a"));
    assert_int_equal(strlen(prompt_look().line), 40);
}

static void test_yanks_make_no_more_than_a_line(void **unused)
{
    (void)unused;
    bool room = true;
    press("some text of a line ");
    for (int i = 0; i < 9; i++)
        room = presses("\x01\x0b\x19\x19\x19\x19") && room;
    must_be_full(room);
}

static void test_vi_keys_make_no_more_than_a_line(void **unused)
{
    (void)unused;
    rl_variable_bind("editing-mode", "vi");
    press("some text\033");
    assert_false(presses("99999999p0D99999999p99999999."));
    prompt_clear();
    presses("i\033\033"
            "9999999ihello\033");
    prompt_clear();
    rl_variable_bind("editing-mode", "emacs");
}

static void test_long_lines_of_a_history_are_cut(void **unused)
{
    (void)unused;
    prompt_stop();
    FILE *file = fopen(history, "w");
    assert_non_null(file);
    fputs("get fig\n", file);
    for (int i = 0; i < 100000; i++)
        fputs("\303\251", file);
    fputs("\nget pear\n", file);
    fclose(file);
    prompt_start(session, "> ");
    press("\x12\303\251\303\251"); /* a search shows it, */
    press("\x07");
    expect("", 0);
    press("\x12\303\251\303\251"); /* and another takes it */
    must_be_full(presses("\x05"));
    press("\x0e");
    expect("get pear", 8);
    prompt_clear();
    prompt_stop();
    prompt_start(session, "> ");
    press("\x10");
    expect("get pear", 8);
    must_be_full(presses("\x10"));
    press("\x10");
    expect("get fig", 7);
    prompt_clear();
}

static void test_what_is_searched_for_is_bounded(void **unused)
{
    (void)unused;
    press("\x12");
    for (int i = 0; i < 1000; i++)
        press("x");
    prompt_paste("yyy", 3);
    assert_in_range(strlen(prompt_look().prompt), 100, 200);
    assert_null(strchr(prompt_look().prompt, 'y'));
}

/* Each of these has led readline 8.2 into freed memory or a null pointer. */
static void test_keys_that_readline_stumbles_over(void **unused)
{
    (void)unused;
    static const char *const keys[] = {
        "\x12\x18"
        "e",
        "\x12\x18)",
        "\x18(\x18"
        "e\x18)\x18"
        "e",
        "\033[A\033p\x01\r\033[A\x0f\x0f",
        "aaa\033[A\033n\x07\033[A\x03\033[A\033#",
        "\033p\x01\x0b\033p\x0f\x03",
        "\x16\x12in\033p\"\033[A\x0f\x18\x15",
        "\x12zz\x07\033[A\x1f\x1f",
        "\t\t\x1f\t\033[Z\x1f\r",
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        accept("insert fig");
        accept("grow");
        press(keys[i]);
        prompt_clear();
        free(prompt_take_line());
        assert_true(prompt_is_empty());
    }
}

/* ---- keys by their names */

/* In the line "one two three", the cursor behind "two": what each key makes of it, without any inputrc. */
static const struct {
    const char *name, *line;
    size_t point;
} named[] = {
    {"x", "one twox three", 8},
    {"\xc3\xa9", "one two\xc3\xa9 three", 9},
    {"Left", "one two three", 6},
    {"Right", "one two three", 8},
    {"Home", "one two three", 0},
    {"End", "one two three", 13},
    {"Delete", "one twothree", 7},
    {"Backspace", "one tw three", 6},
    {"C-Left", "one two three", 4},
    {"C-Right", "one two three", 13},
    {"M-Left", "one two three", 4},
    {"M-Right", "one two three", 13},
    {"C-Delete", "one two", 7},
    {"M-Delete", "one two", 7},
    {"C-Backspace", "one  three", 4},
    {"M-Backspace", "one  three", 4},
    {"C-a", "one two three", 0},
    {"C-e", "one two three", 13},
    {"C-w", "one  three", 4},
    {"C-k", "one two", 7},
    {"C-u", " three", 0},
    {"M-b", "one two three", 4},
    {"M-d", "one two", 7},
    {"Up", "insert fig", 10},
    {"Space", "one two  three", 8},
    {"Insert", "one two three", 7},
    {"C-h", "one tw three", 6},
    {"C-t", "one tw othree", 8},
    {"F5", "one two three", 7},
    {"", "one two three", 7},
    {"C-\xc3\xa9", "one two three", 7},
};

static void test_keys_need_no_inputrc(void **unused)
{
    (void)unused;
    accept("insert fig");
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        prompt_clear();
        press("one two three\033b\033b\033f");
        expect("one two three", 7);
        prompt_key(named[i].name, "", 0);
        if (strcmp(named[i].name, "Up") != 0)
            expect(named[i].line, named[i].point);
        else
            assert_string_equal(prompt_look().line, named[i].line);
        if (strcmp(named[i].name, "Insert") == 0)
            prompt_key("Insert", "", 0);
    }
}

/* What nothing is bound to is left to the key without its modifier. */
static void test_keys_with_modifiers(void **unused)
{
    static const struct {
        const char *name, *plainer;
    } rows[] = {
        {"S-Enter", "Enter"}, {"C-Enter", "Enter"}, {"S-Space", "Space"}, {"C-S-Home", "C-Home"},
        {"C-Home", "Home"},   {"M-Up", "Up"},       {"C-M-Up", "M-Up"},   {"S-F5", NULL},
        {"M-x", NULL},        {"C-x", NULL},        {"x", NULL},          {"Home", NULL},
        {"", NULL},           {"C--", "-"},         {"-", NULL},          {"C-1", "1"},
        {"C-M-|", "|"},       {"C-ä", "ä"},         {"M-1", NULL},        {"C-M-x", NULL},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char plainer[KEYCODE_NAME];
        assert_int_equal(keycode_plainer(rows[i].name, plainer), rows[i].plainer != NULL);
        if (rows[i].plainer != NULL)
            assert_string_equal(plainer, rows[i].plainer);
        if (rows[i].plainer != NULL && strcmp(rows[i].name, "M-Enter") != 0)
            assert_false(prompt_has_key(rows[i].name, "", 0));
    }
    assert_true(prompt_has_key("C-Left", "", 0));
    assert_true(prompt_has_key("S-Tab", "", 0));
}

/* The bytes of a key are read as that key again. */
static void test_bytes_of_keys_are_their_names(void **unused)
{
    static const char *const modifiers[] = {"", "C-", "M-", "S-", "C-M-", "C-S-", "M-S-", "C-M-S-"};
    static const char *const keys[] = {
        "Up", "Down", "Left", "Right", "Home",  "End", "Insert", "Delete",    "PageUp", "PageDown",
        "F1", "F4",   "F5",   "F20",   "Enter", "Tab", "Space",  "Backspace", "Escape", "Begin"};
    (void)unused;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        for (size_t j = 0; j < sizeof modifiers / sizeof *modifiers; j++) {
            char name[KEYCODE_NAME], bytes[KEYCODE_BYTES];
            struct input input = {0};
            struct token token;
            snprintf(name, sizeof name, "%s%s", modifiers[j], keys[i]);
            if (strcmp(name, "M-Escape") == 0 || strcmp(name, "C-F3") == 0)
                continue; /* two keys; the column of the cursor */
            input_feed(&input, bytes, keycode_bytes(name, bytes), 0);
            assert_true(input_next(&input, INPUT_PASTE_WAIT, &token));
            assert_string_equal(token.name, name);
            assert_false(input_next(&input, INPUT_PASTE_WAIT, &token));
            input_free(&input);
        }
    }
}

static void test_a_full_line_says_so(void **unused)
{
    (void)unused;
    for (int i = 0; i < LINE_LIMIT; i++)
        assert_true(prompt_key("x", "x", 1));
    assert_false(prompt_key("x", "x", 1));
    assert_false(prompt_key("Space", " ", 1));
    assert_true(prompt_key("Left", "", 0));
    assert_true(prompt_key("Backspace", "", 0));
    assert_true(prompt_key("x", "x", 1));
}

/* ---- an inputrc, as it may be: read at the first start only, so here what it does is done by hand */

static void test_what_somebody_bound_counts(void **unused)
{
    (void)unused;
    rl_bind_keyseq("\\e[7~", rl_end_of_line); /* as rxvt sends Home */
    rl_bind_keyseq("\\e[99~", rl_beg_of_line);
    press("one\033[H");
    expect("one", 0);
    press("\033[7~");
    expect("one", 3);
    press("\033[99~");
    expect("one", 0);
    rl_bind_keyseq("\\e[7~", NULL);
    rl_bind_keyseq("\\e[99~", NULL);
    press("\033[F\033[7~");
    expect("one", 0);
    rl_bind_keyseq("\\e[F", rl_beg_of_line); /* End, in one spelling: it holds for all of them */
    press("\033[C\033OF");
    expect("one", 0);
    rl_bind_keyseq("\\e[F", rl_end_of_line);
}

static void test_letters_are_letters_whatever_an_inputrc_says(void **unused)
{
    (void)unused;
    press("insert \xc3\xa9\xe6\x97\xa5");
    expect("insert \xc3\xa9\xe6\x97\xa5", 12);
    press("\x7f\x7f");
    expect("insert ", 7);
}

static void test_vi_keys(void **unused)
{
    (void)unused;
    accept("insert fig");
    rl_variable_bind("editing-mode", "vi");
    rl_variable_bind("show-mode-in-prompt", "on");
    prompt_clear();
    assert_string_equal(prompt_look().prompt, "(ins)> ");
    assert_true(prompt_wants_escape());
    prompt_key("Escape", "\033", 1);
    assert_string_equal(prompt_look().prompt, "(cmd)> ");
    assert_false(prompt_wants_escape());
    assert_true(prompt_takes_commands());
    press("k");
    assert_string_equal(prompt_look().line, "insert fig");
    press("0ww");
    press("x");
    press("\033[HA!");
    expect("insert fi!", 10);
    prompt_key("Escape", "\033", 1);
    press("\033[H");
    expect("insert fi!", 0);
    prompt_paste("a ", 2);
    assert_string_equal(prompt_look().line, "a insert fi!");
    assert_false(prompt_takes_commands());
    prompt_clear();
    rl_variable_bind("vi-ins-mode-string", "\\1\\e[31m\\2+\\1\\e[0m\\2");
    assert_string_equal(prompt_look().prompt, "+> ");
    rl_variable_bind("vi-ins-mode-string", "(ins)");
    rl_variable_bind("show-mode-in-prompt", "off");
    rl_variable_bind("editing-mode", "emacs");
    prompt_clear();
    assert_string_equal(prompt_look().prompt, "> ");
}

/* ---- pastes that are longer than a line */

static void test_a_long_paste_is_kept(void **unused)
{
    (void)unused;
    struct text pasted = {0};
    for (int i = 0; i < 10000; i++)
        text_format(&pasted, "%sinsert key%d %d", i > 0 ? "\n" : "", i, i);
    prompt_paste(text_string(&pasted), pasted.length);
    assert_non_null(strstr(prompt_look().line, "10000 lines"));
    for (int i = 0; i < 2; i++) {
        press("\r");
        char *line = prompt_take_line();
        assert_string_equal(line, text_string(&pasted));
        free(line);
        accept("get key1");
        press("\033[A\033[A"); /* and there it is again */
    }
    press("\r");
    free(prompt_take_line());
    /* Not one that was changed. */
    press("\033[A\x7f\r");
    char *line = prompt_take_line();
    assert_int_equal(line[0], '#');
    free(line);
    text_free(&pasted);
}

/* Nothing of it is lost, whatever is typed beside it, and pasted behind it. */
static void test_a_long_paste_is_kept_whatever_comes(void **unused)
{
    (void)unused;
    struct text pasted = {0}, wanted = {0};
    for (int i = 0; i < 5000; i++)
        text_format(&pasted, "insert key%d %d\n", i, i);
    static const struct {
        const char *before, *behind;
        int pastes;
    } rows[] = {{"", "", 1},   {"", " ", 1}, {"stats", "", 1}, {"", " stats", 1},
                {"a", "b", 1}, {"", "", 2},  {"a", "b", 3}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        text_clear(&wanted);
        text_format(&wanted, "%s%s", rows[i].before, rows[i].before[0] != '\0' ? "\n" : "");
        for (int j = 0; j < rows[i].pastes; j++) {
            prompt_paste(text_string(&pasted), pasted.length);
            text_add(&wanted, text_string(&pasted));
        }
        press("\033[H");
        press(rows[i].before);
        press("\033[F");
        press(rows[i].behind);
        press("\r");
        if (strcmp(rows[i].behind, " ") != 0)
            text_add(&wanted, rows[i].behind);
        char *line = prompt_take_line();
        if (strcmp(line, text_string(&wanted)) != 0)
            fail_msg("row %zu: %zu bytes, not %zu", i, strlen(line), wanted.length);
        free(line);
    }
    prompt_paste("insert fig 1", 12); /* and a line without one is only itself */
    press("\r");
    char *line = prompt_take_line();
    assert_string_equal(line, "insert fig 1");
    free(line);
    text_free(&pasted);
    text_free(&wanted);
}

static void test_pastes_that_fill_a_line(void **unused)
{
    (void)unused;
    struct text pasted = {0};
    text_add_repeated(&pasted, "x", LINE_LIMIT - 1);
    prompt_paste(text_string(&pasted), pasted.length);
    assert_int_equal(strlen(prompt_look().line), LINE_LIMIT - 1);
    press("\033[H");
    prompt_paste("ab", 2);
    assert_int_equal(prompt_look().line[0], '#');
    press("\r");
    char *line = prompt_take_line();
    assert_int_equal(strlen(line), LINE_LIMIT + 1);
    assert_memory_equal(line, "abxx", 4);
    free(line);
    text_free(&pasted);
}

static int open_session(void **unused)
{
    (void)unused;
    assert_non_null(mkdtemp(folder));
    snprintf(history, sizeof history, "%s/growwork/history", folder);
    setenv("HOME", folder, 1);
    setenv("XDG_STATE_HOME", folder, 1);
    snprintf(inputrc, sizeof inputrc, "%s/inputrc", folder);
    FILE *file = fopen(inputrc, "w");
    fputs("set convert-meta on\nset input-meta off\n", file);
    fclose(file);
    setenv("INPUTRC", inputrc, 1);
    setlocale(LC_CTYPE, "C.UTF-8");
    setenv("LC_ALL", "C.UTF-8", 1);
    session = new_session();
    return 0;
}

static int close_session(void **unused)
{
    (void)unused;
    session_free(session);
    unlink(history);
    unlink(inputrc);
    *strrchr(history, '/') = '\0';
    rmdir(history);
    rmdir(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_line_is_typed_and_taken, begin, end),
        cmocka_unit_test_setup_teardown(test_sequences_without_a_meaning_are_no_text, begin, end),
        cmocka_unit_test_setup_teardown(test_a_paste_is_one_undo, begin, end),
        cmocka_unit_test_setup_teardown(test_clear_forgets_everything, begin, end),
        cmocka_unit_test_setup_teardown(test_search_shows_its_prompt, begin, end),
        cmocka_unit_test_setup_teardown(test_tab_shows_candidates_and_walks_over_them, begin, end),
        cmocka_unit_test_setup_teardown(test_completion_within_a_line_keeps_the_rest, begin, end),
        cmocka_unit_test_setup_teardown(test_history_is_kept_in_a_file, begin, end),
        cmocka_unit_test_setup_teardown(test_history_is_bounded, begin, end),
        cmocka_unit_test_setup_teardown(test_history_without_a_file_is_no_error, begin, end),
        cmocka_unit_test_setup_teardown(test_a_line_is_bounded, begin, end),
        cmocka_unit_test_setup_teardown(test_a_count_makes_no_more_than_a_line, begin, end),
        cmocka_unit_test_setup_teardown(test_yanks_make_no_more_than_a_line, begin, end),
        cmocka_unit_test_setup_teardown(test_vi_keys_make_no_more_than_a_line, begin, end),
        cmocka_unit_test_setup_teardown(test_long_lines_of_a_history_are_cut, begin, end),
        cmocka_unit_test_setup_teardown(test_what_is_searched_for_is_bounded, begin, end),
        cmocka_unit_test_setup_teardown(test_keys_that_readline_stumbles_over, begin, end),
        cmocka_unit_test_setup_teardown(test_keys_need_no_inputrc, begin, end),
        cmocka_unit_test_setup_teardown(test_keys_with_modifiers, begin, end),
        cmocka_unit_test(test_bytes_of_keys_are_their_names),
        cmocka_unit_test_setup_teardown(test_a_full_line_says_so, begin, end),
        cmocka_unit_test_setup_teardown(test_what_somebody_bound_counts, begin, end),
        cmocka_unit_test_setup_teardown(test_letters_are_letters_whatever_an_inputrc_says, begin, end),
        cmocka_unit_test_setup_teardown(test_vi_keys, begin, end),
        cmocka_unit_test_setup_teardown(test_a_long_paste_is_kept, begin, end),
        cmocka_unit_test_setup_teardown(test_a_long_paste_is_kept_whatever_comes, begin, end),
        cmocka_unit_test_setup_teardown(test_pastes_that_fill_a_line, begin, end),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
