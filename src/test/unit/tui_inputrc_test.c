/* Files of readline's that include one another: which of them come to an end. */
#include "test/files.h"
#include "tui/inputrc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/growwork-inputrc-XXXXXX";

static void write_lines(const char *name, const char *lines)
{
    assert_true(file_write(name, lines, strlen(lines)));
}

static bool ends(void)
{
    struct text path = {0};
    bool fine = inputrc_ends(&path);
    assert_true(fine == (path.length == 0));
    text_free(&path);
    return fine;
}

static void what_includes_itself_has_no_end(void **state)
{
    static const char *const endless[] = {"$include a",
                                          "  $include a\n",
                                          "\t$ \tINCLUDE \t a\nset x y\n",
                                          "set x y\r\n$include a\r\n",
                                          "$if vi\n$include a\n$endif\n",
                                          "$include b\n$include ~/a"};
    static const char *const fine[] = {"",
                                       "\n\n",
                                       "$",
                                       "$include",
                                       "$include ",
                                       "$includes a",
                                       "#$include a",
                                       "$include a ",
                                       "$include nowhere",
                                       "$include ~nobody-of-that-name/a",
                                       "$include .",
                                       "$include /dev/zero",
                                       "$include pipe",
                                       "\"\\C-x\": \"$include a\"",
                                       "$include b\n$include b\n"};
    (void)state;
    write_lines("b", "set editing-mode vi\n");
    assert_int_equal(mkfifo("pipe", 0600), 0);
    setenv("HOME", folder, 1);
    setenv("INPUTRC", "a", 1);
    for (size_t i = 0; i < sizeof endless / sizeof *endless; i++) {
        write_lines("a", endless[i]);
        assert_false(ends());
    }
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        write_lines("a", fine[i]);
        assert_true(ends());
    }
}

/* A chain that is as long as may be, and one more; a file that is included again and again by those it includes. */
static void depth_and_number_are_bounded(void **state)
{
    char name[16], lines[64];
    (void)state;
    setenv("INPUTRC", "0", 1);
    for (int last = INPUTRC_DEPTH; last <= INPUTRC_DEPTH + 1; last++) {
        for (int i = 0; i <= last; i++) {
            snprintf(name, sizeof name, "%d", i);
            snprintf(lines, sizeof lines, i < last ? "$include %d\n" : "set x y\n", i + 1);
            write_lines(name, lines);
        }
        assert_int_equal(ends(), last == INPUTRC_DEPTH);
    }
    for (int i = 0; i < INPUTRC_DEPTH; i++) {
        snprintf(name, sizeof name, "%d", i);
        snprintf(lines, sizeof lines, "$include %d\n$include %d\n", i + 1, i + 1);
        write_lines(name, lines);
    }
    write_lines("16", "set x y\n");
    assert_false(ends());
}

/* INPUTRC, else ~/.inputrc; an empty one is none. */
static void the_file_is_the_one_that_readline_reads(void **state)
{
    (void)state;
    setenv("HOME", folder, 1);
    write_lines("a", "$include a\n");
    write_lines(".inputrc", "set x y\n");
    unsetenv("INPUTRC");
    assert_true(ends());
    setenv("INPUTRC", "a", 1);
    assert_false(ends());
    setenv("INPUTRC", "/dev/null", 1);
    assert_true(ends());
    write_lines(".inputrc", "$include ~/.inputrc\n");
    assert_true(ends());
    setenv("INPUTRC", "", 1);
    assert_false(ends());
    unsetenv("INPUTRC");
    assert_false(ends());
    setenv("INPUTRC", "nowhere", 1);
    assert_true(ends());
}

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? chdir(folder) : -1;
}

static int remove_folder(void **state)
{
    char command[64];
    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return chdir("/") == 0 ? system(command) : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_includes_itself_has_no_end),
        cmocka_unit_test(depth_and_number_are_bounded),
        cmocka_unit_test(the_file_is_the_one_that_readline_reads),
    };
    return cmocka_run_group_tests(tests, enter_folder, remove_folder);
}
