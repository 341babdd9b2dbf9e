/*
 * Golden sessions: src/test/golden/NAME.session holds commands behind "> " and, below each, exactly what it
 * must reply; an error stands behind "! ". GOLDEN_WRITE=1 in the environment writes what is said now into the
 * files, to be read before it is kept.
 *
 *   # why this is so          comment, kept
 *   > insert fig 12
 *   fig = 12 is in: bucket 0, slot 0. The map has 1 now.
 */
#include "test/files.h"
#include "test/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glob.h>

#include <cmocka.h>

/* Each line of a reply, behind `mark`. */
static void add_lines(struct text *text, const char *mark, const struct text *lines)
{
    for (const char *at = text_string(lines); *at != '\0';) {
        size_t length = strcspn(at, "\n");
        text_add(text, mark);
        text_append(text, at, length);
        text_add(text, "\n");
        at += length + (at[length] == '\n');
    }
}

static void run(struct session *session, const char *line, struct text *text)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text message = {0};
    bool fine = session_run(session, line, &reply, &error);
    add_lines(text, "", &reply.text);
    if (!fine) {
        error_say(&error, words_english(), &message);
        add_lines(text, "! ", &message);
    }
    text_free(&message);
    reply_free(&reply);
}

/* What the file would be if its commands were run now: comments and blank lines stay, replies are made anew. */
static void play(const char *file, struct text *text)
{
    struct session *session = new_session();
    while (*file != '\0') {
        size_t length = strcspn(file, "\n");
        bool command = file[0] == '>' && file[1] == ' ';
        if (command || file[0] == '#' || length == 0) {
            text_append(text, file, length);
            text_add(text, "\n");
        }
        if (command) {
            struct text line = {0};
            text_append(&line, file + 2, length - 2);
            run(session, text_string(&line), text);
            text_free(&line);
        }
        file += length + (file[length] == '\n');
    }
    session_free(session);
}

static int count_differences(const char *path, const char *golden, const char *now)
{
    int line = 1;
    while (*golden != '\0' || *now != '\0') {
        size_t a = strcspn(golden, "\n"), b = strcspn(now, "\n");
        if (a != b || memcmp(golden, now, a) != 0) {
            print_error("%s:%d\n  expected: %.*s\n  is:       %.*s\n", path, line, (int)a, golden, (int)b,
                        now);
            return 1;
        }
        golden += a + (golden[a] == '\n');
        now += b + (now[b] == '\n');
        line++;
    }
    return 0;
}

static void sessions_say_what_they_said(void **state)
{
    glob_t files;
    int different = 0;
    (void)state;
    assert_int_equal(glob("src/test/golden/*.session", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct text golden = {0}, now = {0};
        assert_true(file_take(files.gl_pathv[i], &golden));
        play(text_string(&golden), &now);
        if (getenv("GOLDEN_WRITE") != NULL)
            assert_true(file_write(files.gl_pathv[i], text_string(&now), now.length));
        else
            different += count_differences(files.gl_pathv[i], text_string(&golden), text_string(&now));
        text_free(&golden);
        text_free(&now);
    }
    globfree(&files);
    assert_int_equal(different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sessions_say_what_they_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
