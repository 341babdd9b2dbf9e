#ifndef TEST_GOLDEN_H
#define TEST_GOLDEN_H
/*
 * Golden files: what a file says must happen is compared with what happens. GOLDEN_WRITE=1 in the environment
 * writes what happens now into the files, to be read before it is kept.
 */
#include "test/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <glob.h>

#include <cmocka.h>

/* Appends to `now` the file as it should be: comments and operations as they stand in `was`, what they cause
   anew. */
typedef void golden_retell(const char *was, struct text *now);

struct golden_file {
    const char *path;
    golden_retell *retell;
};

static inline void golden_show_difference(const char *path, const char *was, const char *now)
{
    int line = 1;
    const char *was_line = was, *now_line = now;
    for (; *was != '\0' && *was == *now; was++, now++) {
        if (*was == '\n') {
            line++;
            was_line = was + 1;
            now_line = now + 1;
        }
    }
    fail_msg("%s:%d:\nexpected %.*s\nhappened %.*s", path, line, (int)strcspn(was_line, "\n"), was_line,
             (int)strcspn(now_line, "\n"), now_line);
}

static inline void golden_is_as_written(void **state)
{
    const struct golden_file *file = *state;
    struct text was = {0}, now = {0};
    assert_true(file_take(file->path, &was));
    file->retell(text_string(&was), &now);
    if (getenv("GOLDEN_WRITE") != NULL)
        assert_true(file_write(file->path, text_string(&now), now.length));
    else if (strcmp(text_string(&was), text_string(&now)) != 0)
        golden_show_difference(file->path, text_string(&was), text_string(&now));
    text_free(&was);
    text_free(&now);
}

/* Each file that matches is a test of its own. What main() returns: 0 if all are as written. */
static inline int golden_files(const char *pattern, golden_retell *retell)
{
    enum { MOST_FILES = 50 };
    struct CMUnitTest tests[MOST_FILES];
    struct golden_file states[MOST_FILES];
    glob_t files;
    if (glob(pattern, 0, NULL, &files) != 0 || files.gl_pathc > MOST_FILES)
        return 1;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        states[i] = (struct golden_file){files.gl_pathv[i], retell};
        tests[i] = (struct CMUnitTest){files.gl_pathv[i], golden_is_as_written, NULL, NULL, &states[i]};
    }
    int failed = _cmocka_run_group_tests(pattern, tests, files.gl_pathc, NULL, NULL);
    globfree(&files);
    return failed;
}

/* ---- reading a file */

/* The next line of `*at`, without its end, into `line`; false behind the last one. */
static inline bool golden_next_line(const char **at, struct text *line)
{
    size_t length = strcspn(*at, "\n");
    text_clear(line);
    if (**at == '\0')
        return false;
    text_append(line, *at, length);
    *at += length + ((*at)[length] == '\n');
    return true;
}

/* Calls `run` with each operation of an event log (a line that is neither a comment nor indented) and keeps
   what that appends to `said`, unless the operation stands behind a dash: its events are of no interest. */
static inline void golden_retell_log(const char *was, struct text *now, struct text *said,
                                     void (*run)(void *context, const char *operation), void *context)
{
    struct text line = {0};
    while (golden_next_line(&was, &line)) {
        const char *text = text_string(&line);
        bool is_event = strncmp(text, "  ", 2) == 0, is_quiet = text[0] == '-';
        if (is_event)
            continue;
        text_add(now, text);
        text_add(now, "\n");
        if (line.length == 0 || text[0] == '#')
            continue;
        text_clear(said);
        run(context, text + (is_quiet ? 1 + strspn(text + 1, " ") : 0));
        if (!is_quiet)
            text_add(now, text_string(said));
    }
    text_free(&line);
}

#endif
