/* Files that are written: all of one or nothing, and whoever could read it before can read it still. */
#include "base/file.h"
#include "test/files.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[40], there[80], other[80];

static int begin(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/growwork-files-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(there, sizeof there, "%s/a.svg", folder);
    snprintf(other, sizeof other, "%s/b.svg", folder);
    signal(SIGXFSZ, SIG_IGN);
    umask(022);
    return 0;
}

static int end(void **state)
{
    char line[80];
    (void)state;
    snprintf(line, sizeof line, "rm -r %s", folder);
    return system(line);
}

static int count_names(void)
{
    int count = 0;
    DIR *directory = opendir(folder);
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}

static bool put(const char *path, bool replace, const char *bytes, struct error *error)
{
    struct output_file output;
    if (!output_open(&output, path, replace, error))
        return false;
    fputs(bytes, output.stream);
    return output_commit(&output, error);
}

static void expect_bytes(const char *path, const char *bytes)
{
    struct text text = {0};
    assert_true(file_take(path, &text));
    assert_string_equal(text_string(&text), bytes);
    text_free(&text);
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

static void a_new_file_has_the_usual_mode(void **state)
{
    struct error error;
    (void)state;
    assert_true(put(there, false, "one", &error));
    assert_int_equal(mode_of(there), 0644);
    umask(077);
    assert_true(put(other, true, "one", &error));
    assert_int_equal(mode_of(other), 0600);
    assert_int_equal(count_names(), 2);
}

static void a_mode_is_kept(void **state)
{
    static const mode_t modes[] = {0600, 0640, 0666, 0755, 0444 | 0200};
    struct error error;
    (void)state;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_true(file_write(there, "before", 6));
        assert_int_equal(chmod(there, modes[i]), 0);
        assert_true(put(there, true, "after", &error));
        assert_int_equal(mode_of(there), modes[i]);
        expect_bytes(there, "after");
        struct output_file output;
        assert_true(output_open_in_sight(&output, there, true, &error));
        assert_int_equal(mode_of(output.beside), modes[i]);
        output_abandon(&output);
        expect_bytes(there, "after");
        assert_int_equal(count_names(), 1);
    }
}

static void a_link_is_kept(void **state)
{
    char first[80], second[80], folder_link[80], within[100];
    struct stat status;
    struct error error;
    (void)state;
    snprintf(first, sizeof first, "%s/first.svg", folder);
    snprintf(second, sizeof second, "%s/second.svg", folder);
    assert_true(file_write(there, "before", 6));
    assert_int_equal(chmod(there, 0600), 0);
    assert_int_equal(symlink("a.svg", second), 0);
    assert_int_equal(symlink(second, first), 0);
    assert_false(put(first, false, "after", &error));
    assert_true(put(first, true, "after", &error));
    expect_bytes(there, "after");
    assert_int_equal(mode_of(there), 0600);
    assert_int_equal(lstat(first, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    /* To nothing: the file comes to be there. */
    assert_int_equal(unlink(there), 0);
    assert_false(put(first, false, "new", &error));
    assert_true(put(first, true, "new", &error));
    expect_bytes(there, "new");
    /* In a circle, or to what is no file. */
    assert_int_equal(unlink(second), 0);
    assert_int_equal(symlink(first, second), 0);
    assert_false(put(first, true, "x", &error));
    snprintf(folder_link, sizeof folder_link, "%s/dir", folder);
    assert_int_equal(symlink(".", folder_link), 0);
    assert_false(put(folder_link, true, "x", &error));
    snprintf(within, sizeof within, "%s/dir/a.svg", folder);
    assert_true(put(within, true, "within", &error));
    expect_bytes(there, "within");
}

/* Somebody took care that it stays. (Who may do anything may do this, too.) */
static void what_may_not_be_written_stays(void **state)
{
    (void)state;
    assert_true(file_write(there, "before", 6));
    assert_int_equal(chmod(there, 0444), 0);
    assert_int_equal(chmod(folder, 0777), 0);
    pid_t child = fork();
    if (child == 0) {
        struct error error;
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(2);
        _exit(put(there, true, "after", &error));
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    expect_bytes(there, "before");
}

static void one_that_is_too_long_leaves_nothing(void **state)
{
    struct rlimit limit, less;
    struct error error;
    struct text all = {0};
    (void)state;
    text_add_repeated(&all, "0123456789abcdef", 1000);
    assert_true(file_write(there, "before", 6));
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    less = limit;
    less.rlim_cur = 5000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &less), 0);
    assert_false(put(there, true, text_string(&all), &error));
    assert_false(put(other, false, text_string(&all), &error));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(error.word, WORD_ERROR_COMMAND_FILE);
    expect_bytes(there, "before");
    assert_int_equal(count_names(), 1);
    text_free(&all);
}

/* It is killed in the middle: what can be made again leaves nothing, where the system can do so. */
static void who_is_killed_leaves_nothing(void **state)
{
    (void)state;
    assert_true(file_write(there, "before", 6));
    for (int in_sight = 0; in_sight < 2; in_sight++) {
        pid_t child = fork();
        if (child == 0) {
            struct output_file output;
            struct error error;
            bool fine = in_sight ? output_open_in_sight(&output, there, true, &error)
                                 : output_open(&output, there, true, &error);
            fputs("half", output.stream);
            if (!fine || !output_flush(&output, &error) || (!in_sight && output.named))
                _exit(3);
            raise(SIGKILL);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (WIFEXITED(status))
            skip(); /* no files without names here */
        assert_int_equal(count_names(), 1 + in_sight);
        expect_bytes(there, "before");
    }
}

/* Somebody has got the place while the file was written. */
static void a_place_that_was_taken_is_told(void **state)
{
    struct output_file output;
    struct error error;
    (void)state;
    assert_true(output_open(&output, there, false, &error));
    fputs("mine", output.stream);
    assert_true(file_write(there, "theirs", 6));
    assert_false(output_commit(&output, &error));
    assert_int_equal(error.word, WORD_ERROR_COMMAND_FILE_MEANWHILE);
    expect_bytes(there, "theirs");
    assert_int_equal(count_names(), 2);
    assert_true(output_open(&output, there, true, &error));
    fputs("mine", output.stream);
    assert_true(output_commit(&output, &error));
    expect_bytes(there, "mine");
}

static void lines_that_fit_are_kept(void **state)
{
    struct rlimit limit, less;
    struct output_file output;
    struct error error;
    struct text lines = {0};
    (void)state;
    text_add_repeated(&lines, "0123456789\n", 100);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    for (rlim_t most = 0; most < 40; most++) {
        assert_true(output_open_in_sight(&output, there, true, &error));
        less = limit;
        less.rlim_cur = most;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &less), 0);
        assert_false(output_append_lines(&output, &lines, &error));
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        assert_true(output_commit(&output, &error));
        struct text kept = {0};
        assert_true(file_take(there, &kept));
        assert_int_equal(kept.length, most / 11 * 11);
        text_free(&kept);
    }
    text_free(&lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_file_has_the_usual_mode, begin, end),
        cmocka_unit_test_setup_teardown(a_mode_is_kept, begin, end),
        cmocka_unit_test_setup_teardown(a_link_is_kept, begin, end),
        cmocka_unit_test_setup_teardown(what_may_not_be_written_stays, begin, end),
        cmocka_unit_test_setup_teardown(one_that_is_too_long_leaves_nothing, begin, end),
        cmocka_unit_test_setup_teardown(who_is_killed_leaves_nothing, begin, end),
        cmocka_unit_test_setup_teardown(a_place_that_was_taken_is_told, begin, end),
        cmocka_unit_test_setup_teardown(lines_that_fit_are_kept, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
