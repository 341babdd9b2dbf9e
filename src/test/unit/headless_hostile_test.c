/*
 * What a stranger's scene says, asks and types becomes files: nothing in them acts on whoever reads them, and no file of the reader's
 * is read out by them.
 */
#include "base/file.h"
#include "headless/check.h"
#include "headless/film.h"
#include "test/files.h"
#include "test/json.h"
#include "test/running.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[40], path[80];

static int begin(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/growwork-hostile-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/a.scene", folder);
    return 0;
}

static int end(void **state)
{
    char line[80];
    (void)state;
    snprintf(line, sizeof line, "rm -r %s", folder);
    return system(line);
}

/* ESC, BEL, CR, LF, C1, and all that can't be seen; behind it a word, to find it again. */
#define ACTS                                                                                                 \
    "\\x1b["                                                                                                 \
    "31m\\x07\\x0d\\n\\n\\xc2\\x9b1m\u202e\u061c\u180e\u00ad\ufff9\u2066\u200b\U000e0041\U0001d173WORD"

static const char hostile[] = "# title \u202e\u00ad TITLE\n"
                              "chapter " ACTS "\n"
                              "chapter \"" ACTS "\"\n"
                              "say \"" ACTS "\"\n"
                              "note \"" ACTS "\"\n"
                              "insert \"" ACTS "\" 1\n"
                              "get \"" ACTS "\"\n"
                              "ask \"" ACTS "\" answer=\"" ACTS "\" why=\"" ACTS "\" hint=\"" ACTS "\"\n"
                              "ask \"" ACTS "\" answer=b \"" ACTS "\" b\n"
                              "type \"insert \\\""
                              "\u202e\u00ad"
                              "WORD\\\" 2\"\n"
                              "snapshot one\n";

static void expect_seen(const char *bytes, size_t length, const char *what)
{
    for (size_t i = 0; i < length;) {
        uint32_t rune;
        size_t taken = utf8_decode(bytes + i, length - i, &rune);
        if ((rune_is_unseen(rune) && rune != '\n') || (rune == RUNE_INVALID && taken == 1))
            fail_msg("%s has U+%04x at %zu: %.40s", what, (unsigned)rune, i, bytes + (i < 20 ? 0 : i - 20));
        i += taken;
    }
}

static struct film make(enum film_kind kind)
{
    struct film_options options;
    struct film film;
    struct error error;
    film_options_init(&options);
    options.kind = kind;
    if (!film_make(path, &options, the_repertoire(), &film, &error)) {
        struct text text = {0};
        error_say(&error, words_english(), &text);
        fail_msg("%s", text_string(&text));
    }
    return film;
}

static void films_show_what_would_act(void **state)
{
    (void)state;
    assert_true(file_write(path, hostile, sizeof hostile - 1));
    for (int kind = 0; kind < FILM_KINDS; kind++) {
        char what[20];
        struct film film = make((enum film_kind)kind);
        snprintf(what, sizeof what, "film %d", kind);
        assert_true(film.count > 0);
        for (size_t i = 0; i < film.count; i++)
            expect_seen(text_string(&film.files[i].bytes), film.files[i].bytes.length, what);
        if (kind != FILM_TXT && kind != FILM_SVG)
            assert_non_null(strstr(text_string(&film.files[0].bytes), "WORD"));
        film_free(&film);
    }
}

/* The markers of a cast are read by players, which show them as they are once JSON is taken off. */
static void markers_show_what_would_act(void **state)
{
    int markers = 0;
    (void)state;
    assert_true(file_write(path, hostile, sizeof hostile - 1));
    struct film film = make(FILM_CAST);
    for (const char *at = text_string(&film.files[0].bytes); *at != '\0'; at = strchr(at, '\n') + 1) {
        const char *code = strchr(at, '"');
        struct text data = {0};
        if (at[0] != '[' || code[1] != 'm')
            continue;
        json_read_string(strchr(code + 3, '"'), &data);
        for (size_t i = 0; i < data.length;) {
            uint32_t rune;
            i += utf8_decode(data.bytes + i, data.length - i, &rune);
            assert_true(!rune_is_unseen(rune) || rune == '\n');
        }
        assert_non_null(strstr(text_string(&data), "WORD"));
        text_free(&data);
        markers++;
    }
    assert_int_equal(markers, 2);
    film_free(&film);
}

/* An empty line ends a caption, so none has one: whatever is behind a time is what is said, up to the next empty line. */
static void captions_have_no_empty_lines(void **state)
{
    int times = 0, words = 0;
    (void)state;
    assert_true(file_write(path, hostile, sizeof hostile - 1));
    struct film film = make(FILM_VTT);
    bool in_caption = false;
    for (const char *at = text_string(&film.files[0].bytes) + strlen("WEBVTT\n"); *at != '\0';) {
        size_t length = strcspn(at, "\n");
        bool is_time = length > 0 && strstr(at, " --> ") != NULL && strstr(at, " --> ") < at + length;
        assert_true(length == 0 || in_caption || is_time);
        in_caption = length > 0;
        times += is_time;
        words += length > 0 && !is_time;
        at += length + (at[length] != '\0');
    }
    assert_true(times >= 4 && words >= 2 * times);
    film_free(&film);
}

static int check(const char *bytes, struct text *said)
{
    const char *paths[] = {path};
    char out_path[100];
    snprintf(out_path, sizeof out_path, "%s/out", folder);
    assert_true(file_write(path, bytes, strlen(bytes)));
    FILE *out = fopen(out_path, "w");
    int status = check_files(1, paths, false, the_repertoire(), out, out);
    fclose(out);
    text_clear(said);
    assert_true(file_take(out_path, said));
    return status;
}

/* Neither a text, nor one that looks like the beginning of a recording, nor one behind a link with another name. */
static void no_file_is_read_out(void **state)
{
    static const char *const names[] = {"secret.txt", "secret.json", "link.jsonl", "link.scene"};
    static const char *const commands[] = {"trace", "include"};
    char name[100];
    struct text said = {0};
    (void)state;
    snprintf(name, sizeof name, "%s/secret.txt", folder);
    assert_true(file_write(name, "hunter2 is the word\n", 20));
    snprintf(name, sizeof name, "%s/link.jsonl", folder);
    assert_int_equal(symlink("secret.txt", name), 0);
    snprintf(name, sizeof name, "%s/link.scene", folder);
    assert_int_equal(symlink("secret.json", name), 0);
    snprintf(name, sizeof name, "%s/secret.json", folder);
    assert_true(file_write(name, "{\"hunter2\":1}\n", 14));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        for (size_t j = 0; j < sizeof names / sizeof *names; j++) {
            char line[200];
            snprintf(line, sizeof line, "%s %s/%s\n", commands[i], folder, names[j]);
            assert_int_equal(check(line, &said), CHECK_STATUS_FAILED);
            assert_null(strstr(text_string(&said), "hunter"));
            assert_non_null(strstr(text_string(&said), names[j]));
        }
    }
    assert_int_equal(check("trace src/test/data/traces/29-edge-i32.jsonl.gz\nexpect count == count\n", &said),
                     CHECK_STATUS_FINE);
    text_free(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(films_show_what_would_act, begin, end),
        cmocka_unit_test_setup_teardown(markers_show_what_would_act, begin, end),
        cmocka_unit_test_setup_teardown(captions_have_no_empty_lines, begin, end),
        cmocka_unit_test_setup_teardown(no_file_is_read_out, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
