#include "test/session.h"
#include "tui/prompt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct session *session;
static char folder[] = "/tmp/growwork-prompt-XXXXXX";
static char history[sizeof folder + 32];

/* Keys one by one, as the tokenizer cuts them: an ESC takes what follows it with it, up to a letter or ~. */
static void press(const char *keys)
{
    while (*keys != '\0') {
        size_t length = 1;
        if (keys[0] == '\033' && keys[1] == '[') {
            length = 3;
            while (keys[length - 1] >= '0' && keys[length - 1] <= ';')
                length++;
        } else if (keys[0] == '\033') {
            length = 2;
        }
        prompt_key(keys, length);
        keys += length;
    }
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
    prompt_key("\033[?1;2c", 7);
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
    unsetenv("XDG_STATE_HOME");
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

static int open_session(void **unused)
{
    (void)unused;
    assert_non_null(mkdtemp(folder));
    snprintf(history, sizeof history, "%s/.growwork_history", folder);
    setenv("HOME", folder, 1);
    setenv("INPUTRC", "/dev/null", 1);
    unsetenv("XDG_STATE_HOME");
    session = new_session();
    return 0;
}

static int close_session(void **unused)
{
    (void)unused;
    session_free(session);
    unlink(history);
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
        cmocka_unit_test_setup_teardown(test_what_is_searched_for_is_bounded, begin, end),
        cmocka_unit_test_setup_teardown(test_keys_that_readline_stumbles_over, begin, end),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
