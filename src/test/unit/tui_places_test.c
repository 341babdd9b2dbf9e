/* Where the program's own files are, and the lines that somebody wants to run at each start. */
#include "test/files.h"
#include "test/session.h"
#include "tui/config.h"
#include "tui/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char home[] = "/tmp/growwork-places-XXXXXX";
static const char old_history[] = ".growwork_history", new_history[] = ".local/state/growwork/history";

/* A name below the home of the test; good until the next call. */
static const char *below(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", home, name);
    return path;
}

static void write_below(const char *name, const char *bytes, mode_t mode)
{
    assert_true(file_write(below(name), bytes, strlen(bytes)));
    assert_int_equal(chmod(below(name), mode), 0);
}

static void expect_below(const char *name, const char *bytes, mode_t mode)
{
    struct text text = {0};
    struct stat status;
    assert_true(file_take(below(name), &text));
    assert_string_equal(text_string(&text), bytes);
    assert_int_equal(stat(below(name), &status), 0);
    assert_int_equal(status.st_mode & 0777, mode);
    text_free(&text);
}

static void expect_place(bool (*place)(struct text *path), const char *path)
{
    struct text text = {0};
    assert_int_equal(place(&text), path != NULL);
    assert_string_equal(text_string(&text), path != NULL ? path : "");
    text_free(&text);
}

static int begin(void **unused)
{
    (void)unused;
    setenv("HOME", home, 1);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_STATE_HOME");
    return 0;
}

static int end(void **unused)
{
    static const char *const files[] = {old_history, new_history, "config"};
    static const char *const folders[] = {".local/state/growwork", ".local/state", ".local"};
    (void)unused;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(below(files[i]));
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        rmdir(below(folders[i]));
    return 0;
}

static void test_places_follow_the_environment(void **unused)
{
    (void)unused;
    expect_place(places_config, below(".config/growwork/config"));
    setenv("XDG_CONFIG_HOME", "/somewhere", 1);
    expect_place(places_config, "/somewhere/growwork/config");
    setenv("XDG_CONFIG_HOME", "relative/names/do/not/count", 1);
    expect_place(places_config, below(".config/growwork/config"));
    unsetenv("HOME");
    expect_place(places_config, NULL);
    expect_place(places_history, NULL);
}

static void test_an_older_history_is_taken_over(void **unused)
{
    (void)unused;
    write_below(old_history, "insert fig 1\n", 0644);
    expect_place(places_history, below(new_history));
    expect_below(new_history, "insert fig 1\n", 0600);
    assert_int_equal(access(below(old_history), F_OK), -1);
    struct stat status;
    assert_int_equal(stat(below(".local/state/growwork"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
}

static void test_a_newer_history_stays(void **unused)
{
    (void)unused;
    expect_place(places_history, below(new_history)); /* makes the folders */
    write_below(new_history, "grow\n", 0666);
    write_below(old_history, "insert fig 1\n", 0644);
    expect_place(places_history, below(new_history));
    expect_below(new_history, "grow\n", 0600);
    expect_below(old_history, "insert fig 1\n", 0644);
}

static void test_a_history_that_cannot_move_stays_in_use(void **unused)
{
    (void)unused;
    setenv("XDG_STATE_HOME", "/dev/null", 1);
    write_below(old_history, "insert fig 1\n", 0644);
    expect_place(places_history, below(old_history));
    expect_below(old_history, "insert fig 1\n", 0600);
}

static void test_scenes_of_the_program_are_found(void **unused)
{
    (void)unused;
    struct text folder = {0}, file = {0};
    assert_true(places_scenes(&folder));
    struct repertoire repertoire = *the_repertoire();
    repertoire.scenes_of_program = places_scenes;
    text_format(&folder, "/demo-growth.scene");
    static const char *const names[] = {"demo-growth.scene", "demo-growth"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        text_clear(&file);
        repertoire_scene_path(&repertoire, names[i], &file);
        assert_string_equal(text_string(&file), text_string(&folder));
    }
    /* What names a folder, or nothing that there is, is taken as it is. */
    static const char *const plain[] = {"./demo-growth.scene", "no-such.scene", "/demo-growth.scene", "",
                                        "Makefile"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        text_clear(&file);
        repertoire_scene_path(&repertoire, plain[i], &file);
        assert_string_equal(text_string(&file), plain[i]);
    }
    text_free(&folder);
    text_free(&file);
}

static void test_lines_of_the_config_run(void **unused)
{
    (void)unused;
    struct session *session = new_session();
    struct text errors = {0}, wanted = {0};
    struct reply reply = {0};
    struct error error = {0};
    write_below("config", "# mine\r\nset speed 2\r\nbogus 3\n\nset speed x\nset theme light", 0644);
    config_run_file(session, below("config"), &errors);
    text_format(&wanted,
                "%s:3: column 1: there is no command bogus; help lists them all\n"
                "%s:5: column 11: a speed is a number from 0.05 to 64, such as 0.5, not x",
                below("config"), below("config"));
    assert_string_equal(text_string(&errors), text_string(&wanted));
    assert_true(session_run(session, "set", &reply, &error));
    assert_non_null(strstr(text_string(&reply.text), "speed\t2"));
    assert_non_null(strstr(text_string(&reply.text), "theme\tlight"));
    reply_free(&reply);
    text_free(&errors);
    text_free(&wanted);
    session_free(session);
}

static void test_a_config_that_cannot_be_read_is_told(void **unused)
{
    (void)unused;
    struct session *session = new_session();
    struct text errors = {0};
    config_run_file(session, below("nothing"), &errors);
    assert_string_equal(text_string(&errors), "");
    config_run_file(session, home, &errors);
    assert_non_null(strstr(text_string(&errors), home));
    text_clear(&errors);
    FILE *file = fopen(below("config"), "w");
    for (int i = 0; i <= CONFIG_BYTES; i++)
        putc('#', file);
    fclose(file);
    config_run_file(session, below("config"), &errors);
    assert_non_null(strstr(text_string(&errors), "config"));
    text_free(&errors);
    session_free(session);
}

static int make_home(void **unused)
{
    (void)unused;
    return mkdtemp(home) != NULL ? 0 : -1;
}

static int remove_home(void **unused)
{
    (void)unused;
    return rmdir(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_places_follow_the_environment, begin, end),
        cmocka_unit_test_setup_teardown(test_an_older_history_is_taken_over, begin, end),
        cmocka_unit_test_setup_teardown(test_a_newer_history_stays, begin, end),
        cmocka_unit_test_setup_teardown(test_a_history_that_cannot_move_stays_in_use, begin, end),
        cmocka_unit_test_setup_teardown(test_scenes_of_the_program_are_found, begin, end),
        cmocka_unit_test_setup_teardown(test_lines_of_the_config_run, begin, end),
        cmocka_unit_test_setup_teardown(test_a_config_that_cannot_be_read_is_told, begin, end),
    };
    return cmocka_run_group_tests(tests, make_home, remove_home);
}
