/*
 * What is recorded of a live session: what is seen and typed, but for all that is about the recording; and files are never replaced
 * unless told.
 */
#include "test/files.h"
#include "test/json.h"
#include "test/one_session.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[40];
static struct grid grid;

static int begin_live(void **state)
{
    strcpy(folder, "/tmp/growwork-record-XXXXXX");
    begin_session(state);
    session_set_live(session, true);
    grid_resize(&grid, 80, 24);
    return mkdtemp(folder) == NULL;
}

static int end_live(void **state)
{
    char line[80];
    end_session(state);
    grid_free(&grid);
    snprintf(line, sizeof line, "rm -r %s", folder);
    return system(line);
}

static void paint(const char *typed)
{
    struct prompt_picture prompt = {
        .prompt = "growwork> ", .line = typed, .point = strlen(typed), .chosen = SIZE_MAX};
    grid_clear(&grid);
    session_draw(session, &grid, &prompt);
}

/* As the loop does: keys, pictures, a second for each key. False: the line was refused. */
static bool type_line(const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    for (size_t i = 0; line[i] != '\0'; i++) {
        char so_far[200] = {0};
        memcpy(so_far, line, i + 1);
        session_typed(session, line + i, 1);
        paint(so_far);
        session_pass(session, 1000);
    }
    session_typed(session, "\n", 1);
    bool fine = session_run(session, line, &reply, &error);
    session_show(session, &reply, fine ? NULL : &error);
    reply_free(&reply);
    while (session_is_playing(session)) {
        session_advance(session, 50);
        session_pass(session, 50);
    }
    paint("");
    session_pass(session, 1000);
    return fine;
}

static bool type_at(const char *format, const char *name)
{
    char path[100], line[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(line, sizeof line, format, path);
    return type_line(line);
}

static bool screen_has(const char *words)
{
    struct text text = {0};
    grid_print(&grid, &text);
    bool has = strstr(text_string(&text), words) != NULL;
    text_free(&text);
    return has;
}

static void read_all(const char *name, struct text *bytes)
{
    char path[100];
    struct error error = {0};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!file_read(path, 1 << 24, bytes, &error))
        fail_msg("%s can't be read", path);
}

/* The data of all events of a code, one after the other; in `last` the time of the last event, milliseconds. */
static void gather(const char *name, char code, struct text *data, int64_t *last)
{
    struct text bytes = {0};
    read_all(name, &bytes);
    text_clear(data);
    for (const char *at = strchr(text_string(&bytes), '\n') + 1; *at != '\0'; at = strchr(at, '\n') + 1) {
        const char *its = strchr(at, '"');
        *last = (int64_t)(atof(at + 1) * 1000 + 0.5);
        if (its[1] == code)
            json_read_string(strchr(its + 3, '"'), data);
    }
    text_free(&bytes);
}

static int parts(char *name, size_t size)
{
    int count = 0;
    DIR *directory = opendir(folder);
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (strstr(entry->d_name, ".part") == NULL)
            continue;
        snprintf(name, size, "%s", entry->d_name);
        count++;
    }
    closedir(directory);
    return count;
}

static void a_take_is_what_happened(void **state)
{
    struct text data = {0};
    int64_t length;
    (void)state;
    paint("");
    assert_true(type_at("record %s", "a.cast"));
    assert_true(screen_has("Recording to"));
    assert_true(screen_has("rec growwork>"));
    assert_true(type_line("insert fig 1"));
    assert_true(type_line("record"));
    assert_true(screen_has("seconds so far"));
    assert_false(type_at("record %s", "b.cast"));
    assert_true(type_line("insert plum 2"));
    assert_true(type_line("record stop"));
    assert_true(screen_has("Recorded: "));
    assert_false(screen_has("rec growwork>"));
    gather("a.cast", 'i', &data, &length);
    assert_string_equal(text_string(&data), "insert fig 1\rinsert plum 2\r");
    /* 12 + 13 keys, two pictures after them and one before: a second each, and what was played. */
    assert_true(length >= 28000 && length < 53000);
    gather("a.cast", 'o', &data, &length);
    assert_null(strstr(text_string(&data), "Recording to"));
    assert_null(strstr(text_string(&data), "so far"));
    assert_null(strstr(text_string(&data), "record"));
    assert_null(strstr(text_string(&data), "b.cast"));
    assert_null(strstr(text_string(&data), "rec growwork>"));
    assert_non_null(strstr(text_string(&data), "plum"));
    text_clear(&data);
    read_all("a.cast", &data);
    assert_non_null(strstr(text_string(&data), "\"title\": \"growwork: watch a Go map grow\""));
    text_free(&data);
}

static void a_pause_leaves_no_trace(void **state)
{
    struct text data = {0};
    int64_t length;
    (void)state;
    paint("");
    assert_true(type_at("record %s title=\"a take\"", "a.cast"));
    assert_true(type_line("insert fig 1"));
    assert_false(type_line("record resume"));
    assert_true(type_line("record pause"));
    assert_true(screen_has("rec paused growwork>"));
    int64_t before = recorder_length(session->recorder);
    assert_false(type_line("record pause"));
    assert_true(type_line("insert secret 1"));
    assert_true(type_line("undo"));
    session_pass(session, 3600000);
    assert_int_equal(recorder_length(session->recorder), before);
    assert_true(type_line("record resume"));
    assert_true(type_line("insert plum 1"));
    assert_true(type_line("record off"));
    gather("a.cast", 'o', &data, &length);
    assert_null(strstr(text_string(&data), "secret"));
    assert_null(strstr(text_string(&data), "paused"));
    assert_true(length >= 20000 && length < 120000);
    gather("a.cast", 'i', &data, &length);
    assert_string_equal(text_string(&data), "insert fig 1\rinsert plum 1\r");
    text_clear(&data);
    read_all("a.cast", &data);
    assert_non_null(strstr(text_string(&data), "\"title\": \"a take\""));
    text_free(&data);
}

static void nothing_is_replaced_unless_told(void **state)
{
    struct text data = {0};
    char part[200];
    (void)state;
    paint("");
    char path[100];
    snprintf(path, sizeof path, "%s/a.cast", folder);
    assert_true(file_write(path, "before", 6));
    assert_false(type_at("record %s", "a.cast"));
    assert_true(screen_has("force"));
    assert_null(session->recorder);
    assert_true(type_at("record %s force", "a.cast"));
    assert_true(type_line("insert fig 1"));
    assert_true(type_line("record stop"));
    read_all("a.cast", &data);
    assert_memory_equal(text_string(&data), "{\"version\"", 10);
    /* What has come to be there meanwhile stays, and so does the take. */
    assert_true(type_at("record %s", "b.cast"));
    snprintf(path, sizeof path, "%s/b.cast", folder);
    assert_true(file_write(path, "other", 5));
    assert_true(type_line("insert fig 2"));
    assert_false(type_line("record stop"));
    assert_int_equal(parts(part, sizeof part), 1);
    text_clear(&data);
    read_all("b.cast", &data);
    assert_string_equal(text_string(&data), "other");
    text_clear(&data);
    read_all(part, &data);
    assert_memory_equal(text_string(&data), "{\"version\"", 10);
    text_free(&data);
}

/* If the program is killed now, there is a recording. */
static void what_is_written_can_be_played(void **state)
{
    struct text data = {0};
    char part[200];
    (void)state;
    paint("");
    assert_true(type_at("record %s", "a.cast"));
    for (int i = 0; i < 5; i++) {
        assert_true(type_line("fill 3"));
        assert_int_equal(parts(part, sizeof part), 1);
        text_clear(&data);
        read_all(part, &data);
        assert_int_equal(data.bytes[data.length - 1], '\n');
        for (char *line = strtok(data.bytes, "\n"); line != NULL; line = strtok(NULL, "\n"))
            assert_true(json_is_valid(line));
    }
    text_free(&data);
}

/* A program was killed: whoever records in that folder is told. One that still runs is left alone. */
static void what_is_left_is_told(void **state)
{
    char path[100];
    struct text left = {0};
    (void)state;
    paint("");
    snprintf(path, sizeof path, "%s/b.cast.%ld.part", folder, (long)getpid());
    assert_true(file_write(path, "{}", 2));
    assert_true(type_at("record %s", "a.cast"));
    assert_false(screen_has("cut off"));
    assert_true(type_line("record stop"));
    pid_t gone = fork();
    if (gone == 0)
        _exit(0);
    assert_int_equal(waitpid(gone, NULL, 0), gone);
    snprintf(path, sizeof path, "%s/b.cast.%ld.part", folder, (long)gone);
    assert_true(file_write(path, "{}", 2));
    assert_true(type_at("record %s force", "a.cast"));
    assert_true(screen_has("cut off"));
    char other[100];
    snprintf(other, sizeof other, "%s/b.svg", folder);
    assert_true(file_find_left(other, ".cast", &left));
    assert_string_equal(text_string(&left), path);
    assert_false(file_find_left(other, ".svg", &left));
    text_free(&left);
}

/* No file of this program may be longer. */
static void allow_bytes(rlim_t most)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = most < limit.rlim_max ? most : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* The disk is full: that is said at once, and what fitted is a recording. */
static void what_fits_is_kept(void **state)
{
    struct text data = {0};
    char part[200];
    int64_t length;
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t most = 6000; most < 60000; most += 1777) {
        assert_string_equal(session_lost(session), "");
        paint("");
        assert_true(type_at("record %s", "a.cast"));
        assert_true(screen_has("rec growwork>"));
        allow_bytes(most);
        for (int i = 0; session->recorder != NULL && i < 100; i++)
            type_line("fill 3");
        allow_bytes(RLIM_INFINITY);
        assert_null(session->recorder);
        assert_true(screen_has("could not be written on"));
        assert_false(screen_has("rec growwork>"));
        assert_non_null(strstr(session_lost(session), "the recording ends after"));
        assert_int_equal(parts(part, sizeof part), 0);
        text_clear(&data);
        read_all("a.cast", &data);
        assert_true(data.length <= most && data.length > most / 2);
        assert_int_equal(data.bytes[data.length - 1], '\n');
        for (char *line = strtok(data.bytes, "\n"); line != NULL; line = strtok(NULL, "\n"))
            assert_true(json_is_valid(line));
        gather("a.cast", 'o', &data, &length);
        assert_true(data.length > 0);
        text_free(&data);
        text_clear(&session->lost);
        char path[100];
        snprintf(path, sizeof path, "%s/a.cast", folder);
        assert_int_equal(unlink(path), 0);
        type_line("record"); /* the words go when something else is said */
        assert_false(screen_has("could not be written on"));
    }
}

/* So little room that there is nothing to see: no file, and that is said. */
static void what_shows_nothing_is_no_recording(void **state)
{
    char part[200], path[100];
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    snprintf(path, sizeof path, "%s/a.cast", folder);
    for (rlim_t most = 0; most < 1200; most += 300) {
        paint("");
        allow_bytes(most);
        assert_true(type_at("record %s", "a.cast"));
        allow_bytes(RLIM_INFINITY);
        assert_null(session->recorder);
        assert_true(screen_has("could not be written"));
        assert_non_null(strstr(session_lost(session), "so there is no recording"));
        text_clear(&session->lost);
        assert_int_equal(parts(part, sizeof part), 0);
        assert_int_not_equal(access(path, F_OK), 0);
    }
}

/* Its folder is gone when it ends. */
static void what_can_have_no_place_is_told(void **state)
{
    char sub[100], line[200];
    (void)state;
    paint("");
    snprintf(sub, sizeof sub, "%s/sub", folder);
    assert_int_equal(mkdir(sub, 0700), 0);
    assert_true(type_at("record %s", "sub/a.cast"));
    assert_true(type_line("insert fig 1"));
    snprintf(line, sizeof line, "rm -r %s", sub);
    assert_int_equal(system(line), 0);
    assert_false(type_line("record stop"));
    assert_non_null(strstr(session_lost(session), "No such file or directory"));
}

/* The longest names that a file system takes, as well. */
static void long_names_are_names(void **state)
{
    char name[260], part[300];
    (void)state;
    for (int length = 230; length <= 255; length++) {
        struct output_file output;
        struct error error = {0};
        char path[400];
        memset(name, 'x', sizeof name);
        strcpy(name + length - 5, ".cast");
        snprintf(path, sizeof path, "%s/%s", folder, name);
        if (!output_open_in_sight(&output, path, false, &error))
            fail_msg("%d bytes", length);
        assert_int_equal(parts(part, sizeof part), 1);
        output_abandon(&output);
        if (!output_open(&output, path, false, &error))
            fail_msg("%d bytes", length);
        assert_true(output_commit(&output, &error));
        assert_int_equal(access(path, F_OK), 0);
        assert_true(output_open(&output, path, true, &error));
        assert_true(output_commit(&output, &error));
        assert_int_equal(access(path, F_OK), 0);
        assert_int_equal(parts(part, sizeof part), 0);
        unlink(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_take_is_what_happened, begin_live, end_live),
        cmocka_unit_test_setup_teardown(a_pause_leaves_no_trace, begin_live, end_live),
        cmocka_unit_test_setup_teardown(nothing_is_replaced_unless_told, begin_live, end_live),
        cmocka_unit_test_setup_teardown(what_is_written_can_be_played, begin_live, end_live),
        cmocka_unit_test_setup_teardown(what_is_left_is_told, begin_live, end_live),
        cmocka_unit_test_setup_teardown(what_fits_is_kept, begin_live, end_live),
        cmocka_unit_test_setup_teardown(what_shows_nothing_is_no_recording, begin_live, end_live),
        cmocka_unit_test_setup_teardown(what_can_have_no_place_is_told, begin_live, end_live),
        cmocka_unit_test_setup_teardown(long_names_are_names, begin_live, end_live),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
