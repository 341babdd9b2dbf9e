#include "tui/keyboard.h"

#include "test/session.h"
#include "tui/prompt.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct session *session;
static struct text ran; /* the lines that keys and Enter stood for */
static char folder[] = "/tmp/growwork-keyboard-XXXXXX";

static void run(void *context, const char *line, bool typed)
{
    struct reply reply = {0};
    struct error error = {0};
    (void)context;
    text_separate(&ran, "|");
    text_format(&ran, "%s%s", typed ? "!" : "", line);
    bool fine = session_run(session, line, &reply, &error);
    session_show(session, &reply, fine ? NULL : &error);
    reply_free(&reply);
}

static struct keyboard keyboard;

/* Bytes as a terminal sends them, in one piece, and then nothing for a while. */
static void press(const char *bytes)
{
    static int64_t now;
    struct input input = {0};
    struct token token;
    now += 10000;
    input_feed(&input, bytes, strlen(bytes), now);
    while (input_next(&input, now, &token))
        keyboard_take(&keyboard, &token, now);
    while (input_next(&input, now + INPUT_PASTE_WAIT, &token))
        keyboard_take(&keyboard, &token, now + INPUT_PASTE_WAIT);
    keyboard_settle(&keyboard, now + 2 * INPUT_PASTE_WAIT);
    assert_int_equal(keyboard_wait(&keyboard, now), -1);
    input_free(&input);
}

static void begin_anew(const char *first)
{
    struct reply reply = {0};
    struct error error = {0};
    prompt_clear();
    free(prompt_take_line());
    session_run(session, first, &reply, &error);
    session_show(session, &reply, NULL);
    reply_free(&reply);
    keyboard = (struct keyboard){.session = session, .run = run};
    text_clear(&ran);
}

/* In the state that `first` makes: what was run, and what stands in the line. */
static const struct {
    const char *first, *bytes, *ran, *line;
} rows[] = {
    /* words typed with the keyboard on the stage, or behind an Escape, however fast */
    {"focus buckets", "insert", "", "insert"},
    {"focus buckets", "pending", "", "pending"},
    {"focus buckets", "back view find quit mark", "", "back view find quit mark"},
    {"focus buckets", "\033insert", "focus prompt", "insert"},
    {"focus buckets", "\033pending", "focus prompt", "pending"},
    {"focus prompt", "\033insert", "focus buckets", "insert"},
    {"focus prompt", "\033\033insert", "focus buckets|focus prompt", "insert"},
    {"focus prompt", "\033\033pending", "focus buckets|focus prompt", "pending"},
    {"focus buckets", "\033[200~insert fig\033[201~", "", "insert fig"},
    {"focus buckets", "insert fig 1\r", "!insert fig 1", ""},
    {"focus buckets", "\xc3\xa9\xe6\x97\xa5", "", "\xc3\xa9\xe6\x97\xa5"},
    {"focus buckets", "\033[1;2B\033[Dx", "walk down|walk left", "x"},
    {"focus buckets", "/fig", "focus prompt", "find fig"},
    {"focus prompt", "/fig", "", "find fig"},
    {"focus prompt", "fig\033xfig", "", "figxfig"},
    {"focus prompt", "fig kiwi\033bx", "", "fig xkiwi"},
    {"focus prompt", "\033\xc3\xa9", "focus buckets", "\xc3\xa9"},
    /* over a sheet */
    {"focus prompt; help", "q", "view sheet off", ""},
    {"focus prompt; help", "quit", "view sheet off", "quit"},
    {"focus prompt; help", "quiz", "view sheet off", "uiz"},
    {"focus prompt; help", "qundo", "view sheet off", "undo"},
    {"focus prompt; help", "xq", "", "xq"},
    {"focus buckets; help", "q", "view sheet off", ""},
    {"focus buckets; help", "quit", "view sheet off", "quit"},
    {"focus prompt", "q", "", "q"},
    {"focus buckets", "q", "", "q"},
    {"focus prompt", "?", "help", ""},
    {"focus buckets", "?q", "help|view sheet off", ""},
    {"focus prompt", "? insert", "help", "help insert"},
    {"focus prompt", "x?", "", "x?"},
    /* modifiers that mean nothing */
    {"focus prompt", "get\033[32;2ufig\033[27;2;13~", "!get fig", ""},
    {"focus prompt", "get fig\033[13;5u", "!get fig", ""},
    {"focus prompt", "get fig\033\r", "!get fig", ""},
    {"focus prompt", "get fig\033\n", "!get fig", ""},
    {"focus prompt", "get fig\033[13;3u", "!get fig", ""},
    {"focus prompt", "get fig\033[27;3;13~ab\033bx", "!get fig", "xab"}, /* and the keys are still emacs' */
    {"focus prompt", "get fig\033[27;7;106~ab\033bx", "!get fig", "xab"},
    {"focus prompt", "a\033[49;5u\033[27;5;46~\033[124;7u\033[228;5u", "", "a1.|ä"},
    {"focus prompt", "\033[1;2H", "seek start", ""},
    {"focus prompt", "ab\033[1;2Hx", "", "xab"},
    {"focus prompt", "\033[1;5D\033[1;2D", "back bucket|back command", ""},
    {"focus prompt", "ab\033[20;5~\033[99~", "", "ab"},
    {"focus prompt", "ab\033[97;5ux", "", "xab"},
    /* arrows: some are a wheel's */
    {"focus prompt", "ab\033[A\033[A\033[A", "", "ab"},
    {"focus prompt", "ab\033OB\033OB\033OB\033OB\033OBx", "", "abx"},
    {"help", "\033[B\033[B\033[B", "scroll down 3", ""},
    {"help", "\033[A", "scroll up", ""},
    {"help", "\033[A\033[B", "scroll up|scroll down", ""},
    {"focus buckets", "\033[A\033[A", "walk up|walk up", ""},
};

static void test_keys_go_where_they_mean_something(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin_anew(rows[i].first);
        press(rows[i].bytes);
        if (strcmp(text_string(&ran), rows[i].ran) != 0 || strcmp(prompt_look().line, rows[i].line) != 0)
            fail_msg("row %zu (%s, %s): ran %s, line %s", i, rows[i].first, rows[i].line, text_string(&ran),
                     prompt_look().line);
        if (rows[i].line[0] != '\0')
            assert_false(session_is_on_stage(session));
    }
}

/* Whatever is typed as text, in whatever state, stands in the line or means something there; if not, a word is said. */
static void test_no_letter_is_lost(void **unused)
{
    static const char *const states[] = {"focus prompt", "focus buckets", "focus prompt; help",
                                         "focus buckets; help"};
    (void)unused;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        for (int letter = '!'; letter < 0x7f; letter++) {
            char bytes[2] = {(char)letter, '\0'};
            begin_anew(states[i]);
            press(bytes);
            assert_true(ran.length > 0 || strchr(prompt_look().line, letter) != NULL || letter == '/');
        }
    }
}

static void draw(struct text *text)
{
    struct grid grid = {0};
    struct prompt_picture picture = prompt_look();
    grid_resize(&grid, 120, 36);
    grid_clear(&grid);
    session_draw(session, &grid, &picture);
    text_clear(text);
    grid_print(&grid, text);
    grid_free(&grid);
}

static void test_what_cannot_be_taken_is_refused_with_a_word(void **unused)
{
    (void)unused;
    struct text screen = {0};
    begin_anew("focus prompt");
    press("caf\xe9");
    draw(&screen);
    assert_non_null(strstr(text_string(&screen), "the byte e9"));
    /* What stands in the line then is not what was typed: it does not run before Enter is pressed once more. */
    begin_anew("focus prompt");
    press("insert caf\xe9 1\r");
    assert_string_equal(text_string(&ran), "");
    assert_string_equal(prompt_look().line, "insert caf 1");
    draw(&screen);
    assert_non_null(strstr(text_string(&screen), "the byte e9"));
    press("\r");
    assert_string_equal(text_string(&ran), "!insert caf 1");
    /* That is about the line in hand, however it goes; a byte before its first letter is one of it. */
    static const struct {
        const char *bytes, *ran;
    } lines[] = {
        {"caf\xe9\x15insert fig 1\r", "!insert fig 1"},
        {"a\xe9\x7finsert fig 1\r", "!insert fig 1"},
        {"caf\xe9\r\rinsert fig 1\r", "!caf|!insert fig 1"},
        {"\xe9\rinsert fig 1\r", "!|!insert fig 1"},
        {"\xe9insert fig 1\r", ""},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        begin_anew("focus prompt");
        press(lines[i].bytes);
        if (strcmp(text_string(&ran), lines[i].ran) != 0)
            fail_msg("line %zu: ran %s, not %s", i, text_string(&ran), lines[i].ran);
    }
    begin_anew("focus prompt");
    press("caf\xe9");
    keyboard_clear_line(&keyboard);
    press("insert fig 1\r");
    assert_string_equal(text_string(&ran), "!insert fig 1");
    begin_anew("focus prompt");
    press("\033[200~caf\xe9 \xe8\033[201~");
    assert_string_equal(prompt_look().line, "caf ");
    draw(&screen);
    assert_non_null(strstr(text_string(&screen), "2 bytes"));
    struct text full = {0};
    begin_anew("focus prompt");
    text_add_repeated(&full, "x", LINE_LIMIT);
    press(text_string(&full));
    press("y");
    draw(&screen);
    assert_non_null(strstr(text_string(&screen), "no room"));
    text_free(&full);
    text_free(&screen);
}

static void test_nothing_is_left_of_a_line(void **unused)
{
    (void)unused;
    /* A key that waits for another one is over with the line. */
    static const char *const waiting[] = {"\x16", "a\x16", "\x1d",  "ab\x1d", "\033\x1d",
                                          "\x18", "\x12",  "\0335", "\x11"};
    for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++) {
        begin_anew("focus prompt");
        press(waiting[i]);
        keyboard_clear_line(&keyboard);
        assert_string_equal(prompt_look().line, "");
        press("insert fig 1\r");
        if (strcmp(text_string(&ran), "!insert fig 1") != 0)
            fail_msg("behind key %zu: ran %s", i, text_string(&ran));
    }
    begin_anew("focus prompt");
    press("\033[200~insert \xe9 1\033[201~\r");
    assert_string_equal(text_string(&ran), "");
    press("\r");
    assert_string_equal(text_string(&ran), "!insert  1");
}

/* What stands for a long paste runs it, or says why not. */
static void test_pastes_are_found_again(void **unused)
{
    (void)unused;
    struct text first = {0}, second = {0}, screen = {0};
    begin_anew("focus prompt");
    for (int i = 0; i < 300; i++)
        text_format(&first, "say first%d of them\n", i);
    for (int i = 0; i < 300; i++)
        text_format(&second, "say second%d of them\n", i);
    prompt_paste(text_string(&first), first.length - 1);
    press("\x15"); /* not run; cleared */
    prompt_paste(text_string(&second), second.length - 1);
    press("\r");
    assert_non_null(strstr(text_string(&ran), "second299"));
    assert_null(strstr(text_string(&ran), "first0"));
    text_clear(&ran);
    press("\033[A"); /* one by one: three at once are the wheel's */
    press("\033[A");
    press("\r");
    assert_non_null(strstr(text_string(&ran), "first0"));
    assert_null(strstr(text_string(&ran), "second"));
    static const char *const lost[] = {"# 300 lines pasted: Enter ru",
                                       "# 7 lines pasted: Enter runs them, undo takes all back",
                                       "#  1 line past"};
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        begin_anew("focus prompt");
        press(lost[i]);
        press("\r");
        assert_string_equal(text_string(&ran), "");
        draw(&screen);
        if (strstr(text_string(&screen), "nothing ran") == NULL)
            fail_msg("%s: no word", lost[i]);
    }
    begin_anew("focus prompt");
    press("# 300 lines of text\r");
    assert_string_equal(text_string(&ran), "!# 300 lines of text");
    text_free(&first);
    text_free(&second);
    text_free(&screen);
}

static int open_session(void **unused)
{
    (void)unused;
    assert_non_null(mkdtemp(folder));
    setenv("HOME", folder, 1);
    setenv("INPUTRC", "/dev/null", 1);
    setenv("XDG_STATE_HOME", folder, 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setlocale(LC_CTYPE, "C.UTF-8");
    session = new_session();
    prompt_start(session, "> ");
    return 0;
}

static int close_session(void **unused)
{
    char history[sizeof folder + 32];
    (void)unused;
    prompt_stop();
    session_free(session);
    text_free(&ran);
    snprintf(history, sizeof history, "%s/growwork/history", folder);
    unlink(history);
    *strrchr(history, '/') = '\0';
    rmdir(history);
    rmdir(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_go_where_they_mean_something),
        cmocka_unit_test(test_no_letter_is_lost),
        cmocka_unit_test(test_what_cannot_be_taken_is_refused_with_a_word),
        cmocka_unit_test(test_nothing_is_left_of_a_line),
        cmocka_unit_test(test_pastes_are_found_again),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
