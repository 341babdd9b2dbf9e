/* Scenes read and checked: what fails is told, all of it; and whether words can be read. */
#include "headless/check.h"
#include "scene/tempo.h"
#include "test/files.h"
#include "test/running.h"

#include <glob.h>
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

static char folder[] = "/tmp/growwork-check-XXXXXX";

static int begin_group(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int end_group(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

/* The path lives until the next but three. */
static const char *path_of(const char *name)
{
    static char paths[4][200];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void write_scene(const char *name, const char *bytes)
{
    assert_true(file_write(path_of(name), bytes, strlen(bytes)));
}

/* ---- reading */

static void lines_chapters_and_title(void **state)
{
    struct error error;
    (void)state;
    struct scene *scene = read_scene(
        "\xef\xbb\xbf# No title behind a mark\r\n\n   # nothing\ninsert fig 12\r\nchapter One; two # three\n"
        "say It's \"half\" quoted; see # 3\nchapter Two",
        &error);
    assert_non_null(scene);
    assert_int_equal(scene->line_count, 4);
    assert_int_equal(scene->chapter_count, 2);
    assert_int_equal(scene->chapters[0], 1);
    assert_int_equal(scene->lines[0].number, 4);
    assert_string_equal(scene->lines[0].text, "insert fig 12");
    assert_int_equal(scene->lines[3].number, 7);
    scene_free(scene);
    scene = read_scene("# The high bit\n", &error);
    assert_string_equal(scene->title, "The high bit");
    scene_free(scene);
    scene = read_scene("", &error);
    assert_non_null(scene);
    scene_free(scene);
}

static void mistakes_show_before_anything_runs(void **state)
{
    static const struct {
        const char *bytes, *says;
    } rows[] = {
        {"insert fig 12\ninsrt fig\n",
         "x.scene:2: column 1: there is no command insrt; did you mean insert?"},
        {"say \xff\n", "x.scene:1: column 5: the byte ff is not UTF-8"},
        {"say a\x01\n", "x.scene:1: column 6: a control character"},
        {"expect cuont == 3", "x.scene:1: column 8: cuont is no fact; did you mean count?"},
        {"type insrt fig", "x.scene:1: column 6: there is no command insrt"},
        {"type say hello", "x.scene:1: column 6: only a command"},
        {"ask \"What?\" answer=3 1 2", "the answer 3 is none of the choices 1, 2"},
        {"ask \"What?\"", "ask needs answer="},
        {"say {coutn} entries", "x.scene:1: column 6: coutn is no fact; did you mean count?"},
        {"note é {buckts}", "x.scene:1: column 9: buckts is no fact; did you mean buckets?"},
        {"chapter One {entris}", "x.scene:1: column 14: entris is no fact; did you mean entries?"},
        {"ask \"How {mny}?\" answer=1", "x.scene:1: column 11: mny is no fact"},
        {"ask \"?\" answer=1 why=\"{coutn}\"", "did you mean count?"},
        {"ask \"?\" answer=1 hint=\"{coutn}\"", "did you mean count?"},
        {"ask \"?\" answer={coutn}", "did you mean count?"},
        {"ask \"?\" answer=b a b \"{coutn}\"", "did you mean count?"},
        {"ask \"?\" answer=b hnit=zz a b", "did you mean hint=?"},
        {"ask \"?\" answer=b tires=2 a b", "did you mean tries=?"},
        {"ask \"?\" answer=a a a b", "the choice a stands there twice"},
        {"ask \"?\" answer={where tea} 1 2",
         "a fact of several words stands in quotes: answer=\"{where tea}\""},
        {"say An open { brace", "x.scene:1: column 13: this brace is not closed"},
        {"say {}", "x.scene:1: column 6: "},
        {"ask \"?\" answer=1 tries=0", "x.scene:1: column 24"},
        {"scene other.scene", "scene is for the prompt"},
        {"record x.cast", "record is for the prompt"},
        {"include x; insert y", "include"},
        {"fill 999999999999999999999999", "x.scene:1: column 6"},
        {"pause -1", "x.scene:1: column 7"},
        {"get k{1..99999999}", "x.scene:1: column 5: these braces"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        if (read_scene(rows[i].bytes, &error) != NULL)
            fail_msg("%s was read", rows[i].bytes);
        assert_says(&error, rows[i].says);
    }
}

/* Whatever way a line of a scene is run: what is for the prompt alone would take away the scene that it stands in. */
static void no_line_of_a_scene_begins_another(void **state)
{
    static const char *const rows[] = {
        "expect error scene",
        "expect error lesson 3",
        "expect error expect error scene",
        "expect error insert a 1; scene",
        "type seek start; scene",
        "type expect error lesson 3",
        "expect error resume",
        "expect error record x.cast",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct scene *scene = read_scene(rows[i], &error);
        struct session *session = new_session();
        if (scene == NULL) {
            session_free(session);
            continue;
        }
        player_begin(&session->player, scene);
        while (player_is_under_way(&session->player)) {
            struct reply reply = {.words = words_english()};
            player_run_next(&session->player, &reply, &error);
            reply_free(&reply);
            assert_ptr_equal(session->player.scene, scene);
        }
        session_free(session);
    }
}

static void files_include_files(void **state)
{
    struct error error;
    (void)state;
    mkdir(path_of("in"), 0700);
    write_scene("a.scene", "insert a\ninclude in/b.scene\ninsert c\n");
    write_scene("in/b.scene", "insert b\nchapter B\n");
    struct scene *scene = scene_read(path_of("a.scene"), &the_repertoire()->table, &error);
    assert_non_null(scene);
    assert_int_equal(scene->line_count, 4);
    assert_string_equal(scene->lines[3].text, "insert c");
    assert_int_equal(scene->chapters[0], 2);
    scene_free(scene);

    write_scene("in/b.scene", "insert b\nwrong\n");
    assert_null(scene_read(path_of("a.scene"), &the_repertoire()->table, &error));
    assert_says(&error, "in/b.scene:2 (from ");
    assert_says(&error, "a.scene:2): column 1");
}

static void includes_are_bounded(void **state)
{
    struct error error;
    (void)state;
    write_scene("self.scene", "insert a\ninclude self.scene\n");
    assert_null(scene_read(path_of("self.scene"), &the_repertoire()->table, &error));
    assert_says(&error, "self.scene:2: ");
    assert_says(&error, "would include itself");
    write_scene("left.scene", "include right.scene\n");
    write_scene("right.scene", "include ./left.scene\n");
    assert_null(scene_read(path_of("left.scene"), &the_repertoire()->table, &error));
    assert_says(&error, "would include itself");
    for (int i = 0; i < 9; i++) {
        char name[40], line[60];
        snprintf(name, sizeof name, "deep%d.scene", i);
        snprintf(line, sizeof line, "include deep%d.scene\n", i + 1);
        write_scene(name, line);
    }
    write_scene("deep8.scene", "insert a\n");
    assert_null(scene_read(path_of("deep0.scene"), &the_repertoire()->table, &error));
    assert_says(&error, "8 deep");
    struct scene *scene = scene_read(path_of("deep1.scene"), &the_repertoire()->table, &error);
    assert_non_null(scene);
    scene_free(scene);
    write_scene("missing.scene", "include nowhere.scene\n");
    assert_null(scene_read(path_of("missing.scene"), &the_repertoire()->table, &error));
    assert_says(&error, "missing.scene:1: column 9: ");
    write_scene("folder.scene", "include in\n");
    assert_null(scene_read(path_of("folder.scene"), &the_repertoire()->table, &error));
}

static void sizes_are_bounded(void **state)
{
    struct text bytes = {0};
    struct error error;
    (void)state;
    text_add_repeated(&bytes, "show\n", SCENE_LINES);
    struct scene *scene = read_scene(text_string(&bytes), &error);
    assert_non_null(scene);
    scene_free(scene);
    text_add(&bytes, "show\n");
    assert_null(read_scene(text_string(&bytes), &error));
    assert_says(&error, "at most 10000 lines");

    text_clear(&bytes);
    text_add_repeated(&bytes, "get k{1..9999}\n", 11);
    assert_null(read_scene(text_string(&bytes), &error));
    assert_says(&error, "x.scene:11: the braces");

    text_clear(&bytes);
    text_add_repeated(&bytes, "###\n", SCENE_FILE_BYTES / 4);
    write_scene("large.scene", text_string(&bytes));
    scene = scene_read(path_of("large.scene"), &the_repertoire()->table, &error);
    assert_non_null(scene);
    scene_free(scene);
    text_add(&bytes, "#");
    write_scene("large.scene", text_string(&bytes));
    assert_null(scene_read(path_of("large.scene"), &the_repertoire()->table, &error));
    text_clear(&bytes);
    text_add(&bytes, "say ");
    text_add_repeated(&bytes, "x", LINE_LIMIT);
    assert_null(read_scene(text_string(&bytes), &error));
    text_free(&bytes);
}

/* ---- check */

static int check_with(bool pace, const char *name, const char *bytes, struct text *out, struct text *errors)
{
    FILE *streams[2] = {tmpfile(), tmpfile()};
    write_scene(name, bytes);
    const char *path = path_of(name);
    int status = check_files(1, &path, pace, the_repertoire(), streams[0], streams[1]);
    for (int i = 0; i < 2; i++) {
        struct text *text = i == 0 ? out : errors;
        char piece[4000];
        rewind(streams[i]);
        text_clear(text);
        text_append(text, piece, fread(piece, 1, sizeof piece, streams[i]));
        fclose(streams[i]);
    }
    return status;
}

static int check(const char *name, const char *bytes, struct text *out, struct text *errors)
{
    return check_with(false, name, bytes, out, errors);
}

static void check_tells_what_fails(void **state)
{
    struct text out = {0}, errors = {0};
    (void)state;
    assert_int_equal(check("good.scene",
                           "insert fig 1\nexpect count == 1\nask \"?\" answer={count}\npause\n"
                           "expect error insert fig one\nexpect error grow double twice\n",
                           &out, &errors),
                     CHECK_STATUS_FINE);
    assert_non_null(strstr(text_string(&out), "good.scene: ok, 3 expectations, 1 question\n"));
    assert_string_equal(text_string(&errors), "");

    assert_int_equal(check("bad.scene",
                           "insert fig 1\nexpect count == 2\nexpect error insert pear 1\n"
                           "ask \"?\" answer={count} 3 4\nexpect count == 2\n",
                           &out, &errors),
                     CHECK_STATUS_FAILED);
    assert_non_null(strstr(text_string(&out), "bad.scene: FAILED, 3 failures, 1 expectation holds\n"));
    assert_non_null(strstr(text_string(&errors), "bad.scene:2: expected count == 2, but count is 1\n"));
    assert_non_null(
        strstr(text_string(&errors), "bad.scene:3: expected an error, but this line works: insert pear 1\n"));
    assert_non_null(strstr(text_string(&errors), "bad.scene:4: column 16: the answer 2"));

    assert_int_equal(check("bad.scene", "insert fig x\ninsert pear 1\nexpect count == 5\n", &out, &errors),
                     CHECK_STATUS_FAILED);
    assert_non_null(strstr(text_string(&errors), "bad.scene:1: column 12"));
    assert_null(strstr(text_string(&errors), "bad.scene:3"));
    const char *nowhere = path_of("nowhere.scene");
    FILE *nothing = tmpfile();
    assert_int_equal(check_files(1, &nowhere, false, the_repertoire(), nothing, nothing),
                     CHECK_STATUS_FAILED);
    fclose(nothing);
    text_free(&out);
    text_free(&errors);
}

/* `expect error` alone is about the line before it, however that came to run. */
static void a_refusal_that_is_meant_is_none(void **state)
{
    struct text out = {0}, errors = {0};
    (void)state;
    assert_int_equal(check("panic.scene",
                           "make []int 0\ntype address\nexpect error\nget 3\n  expect \t error \n"
                           "expect len == 0\ninsert fig 1\nexpect error\n",
                           &out, &errors),
                     CHECK_STATUS_FINE);
    assert_non_null(strstr(text_string(&out), "panic.scene: ok, 4 expectations"));
    assert_int_equal(
        check("fine.scene", "make []int 1\naddress\nexpect error\nexpect len == 1\n", &out, &errors),
        CHECK_STATUS_FAILED);
    assert_string_equal(strstr(text_string(&errors), "fine.scene"),
                        "fine.scene:3: expected that the line before is refused, but it was done\n");
    assert_non_null(strstr(text_string(&out), "1 failure, 1 expectation "));
    assert_int_equal(check("late.scene", "make []int 0\naddress\npause\nexpect error\n", &out, &errors),
                     CHECK_STATUS_FAILED);
    assert_non_null(strstr(text_string(&errors), "late.scene:2: panic: runtime error: index out of range"));
    text_free(&out);
    text_free(&errors);
}

static size_t lines_of(const struct text *text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text->length; i++)
        lines += text->bytes[i] == '\n';
    return lines;
}

static void all_that_cannot_be_read_is_told_at_once(void **state)
{
    struct text out = {0}, errors = {0}, many = {0};
    (void)state;
    write_scene("part.scene", "insrt a\nsay {coutn}\n");
    assert_int_equal(check("slips.scene", "insrt fig\ninsert pear 1\ninclude part.scene\nexpect cuont == 1\n",
                           &out, &errors),
                     CHECK_STATUS_FAILED);
    assert_int_equal(lines_of(&errors), 4);
    assert_non_null(strstr(text_string(&errors), "slips.scene:1: "));
    assert_non_null(strstr(text_string(&errors), "part.scene:1 (from "));
    assert_non_null(strstr(text_string(&errors), "part.scene:2 (from "));
    assert_non_null(strstr(text_string(&errors), "slips.scene:4: "));
    assert_non_null(strstr(text_string(&out), "FAILED, 4 failures"));
    text_add_repeated(&many, "wrong\n", 5000);
    assert_int_equal(check("many.scene", text_string(&many), &out, &errors), CHECK_STATUS_FAILED);
    assert_int_equal(lines_of(&errors), 20);
    assert_non_null(strstr(text_string(&out), "FAILED, 100 failures"));
    text_free(&many);
    text_free(&out);
    text_free(&errors);
}

/* What a stranger's scene includes is not read out. */
static void only_scenes_are_included(void **state)
{
    struct text out = {0}, errors = {0};
    (void)state;
    write_scene("secret.txt", "hunter2 is the word\n");
    assert_int_equal(symlink("secret.txt", path_of("link.scene")), 0);
    static const char *const names[] = {"secret.txt", "link.scene", "/etc/passwd"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct text line = {0};
        text_format(&line, "include %s\n", names[i]);
        assert_int_equal(check("stranger.scene", text_string(&line), &out, &errors), CHECK_STATUS_FAILED);
        assert_null(strstr(text_string(&errors), "hunter2"));
        assert_null(strstr(text_string(&errors), "root"));
        assert_non_null(strstr(text_string(&errors), "only a .scene file"));
        text_free(&line);
    }
    text_free(&out);
    text_free(&errors);
}

/* A second to look, 180 words a minute, half as many in formulas; six seconds for a question. */
static void words_need_their_time(void **state)
{
    static const struct {
        const char *text;
        int64_t milliseconds;
    } rows[] = {
        {"", 0},
        {"  ", 0},
        {"one", 1333},
        {"one two three", 2000},
        {"One two three. Four five six.", 3000},
        {"One two three. 7 * 2 = 14", 5333},
        {"26 entries ÷ 4 buckets", 1000 + 10 * 1000 / 3},
        {"2^3 of them. One more.", 1000 + 10 * 1000 / 3},
        {"What is left:\n  e^(-i/n)", 1000 + 2 * 7 * 1000 / 3},
        {"Two lines\nof four words.", 1000 + 5 * 1000 / 3},
        {"well-known names / and/or such", 1000 + 10 * 1000 / 3},
        {"well-known and/or such", 2000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (tempo_to_read(rows[i].text) != rows[i].milliseconds)
            fail_msg("%s: %d", rows[i].text, (int)tempo_to_read(rows[i].text));
        assert_int_equal(tempo_to_answer(rows[i].text), rows[i].milliseconds + 6000);
    }
}

static void what_is_too_fast_fails(void **state)
{
    static const struct {
        const char *scene, *line; /* NULL: it can be read */
    } rows[] = {
        {"say One two three.\nsay Four five six.\n", NULL},
        {"say One two three.\nfill 20\nchapter Two\nask \"Why not?\" answer=1 why=\"So it is, and so on.\" 1 "
         "2\ntype insert fig 1\n"
         "ask \"Why?\" answer=1 1 2\ninsert pear 1\n",
         NULL},
        {"say One two three.\npause 10\nsay Four.\npause\nsay Five.\n", NULL},
        {"set speed 8\nsay One.\nfill 20\nsay Two.\n", NULL},
        {"hide\nsay One two three.\nshow\nsay Four.\n",
         ":2: too fast to be read: \"One two three.\" stands for 0.0 s and needs 2.0 s"},
        {"say Four.\nhide\nask \"Why?\" answer=1\nshow\nsay Five.\n", ":3: "},
        {"say One two three.\nquit\n", ":1: "},
        {"type stats\ntype insert fig 1\n", NULL}, /* it waits until the sheet could be read */
        {"type stats\nsay That was it.\n", NULL},
        {"type stats\nview sheet off\nquit\n", NULL},
        {"type stats\nquit\n", NULL},
    };
    struct text out = {0}, errors = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool fine = check_with(true, "pace.scene", rows[i].scene, &out, &errors) == CHECK_STATUS_FINE;
        if (fine != (rows[i].line == NULL))
            fail_msg("%s: %s", rows[i].scene, text_string(&errors));
        if (!fine)
            assert_non_null(strstr(text_string(&errors), rows[i].line));
        assert_int_equal(check("pace.scene", rows[i].scene, &out, &errors), CHECK_STATUS_FINE);
    }
    text_free(&out);
    text_free(&errors);
}

/* All that the lessons say can be read. */
static void every_scene_can_be_read(void **state)
{
    glob_t found;
    FILE *nothing = tmpfile();
    (void)state;
    assert_int_equal(glob("scenes/*.scene", 0, NULL, &found), 0);
    assert_true(found.gl_pathc > 10);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *path = found.gl_pathv[i];
        if (check_files(1, &path, true, the_repertoire(), nothing, stderr) != CHECK_STATUS_FINE)
            fail_msg("%s", path);
    }
    globfree(&found);
    fclose(nothing);
}

static void work_is_bounded(void **state)
{
    struct text bytes = {0}, out = {0}, errors = {0};
    (void)state;
    text_add(&bytes, "set history 1M\nfill 20000\n");
    text_add_repeated(&bytes, "range\n", 500);
    assert_int_equal(check("work.scene", text_string(&bytes), &out, &errors), CHECK_STATUS_FAILED);
    assert_non_null(strstr(text_string(&errors), "asks for too much"));
    text_free(&bytes);
    text_free(&out);
    text_free(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_chapters_and_title),
        cmocka_unit_test(mistakes_show_before_anything_runs),
        cmocka_unit_test(no_line_of_a_scene_begins_another),
        cmocka_unit_test(files_include_files),
        cmocka_unit_test(includes_are_bounded),
        cmocka_unit_test(sizes_are_bounded),
        cmocka_unit_test(check_tells_what_fails),
        cmocka_unit_test(a_refusal_that_is_meant_is_none),
        cmocka_unit_test(all_that_cannot_be_read_is_told_at_once),
        cmocka_unit_test(only_scenes_are_included),
        cmocka_unit_test(words_need_their_time),
        cmocka_unit_test(what_is_too_fast_fails),
        cmocka_unit_test(every_scene_can_be_read),
        cmocka_unit_test(work_is_bounded),
    };
    return cmocka_run_group_tests(tests, begin_group, end_group);
}
