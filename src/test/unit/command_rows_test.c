/* The table of commands: every example of every row runs, help covers all, names agree with what they
   stand for. */
#include "lang/reference.h"
#include "test/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool must_fail(const char *line)
{
    static const char ending[] = "# fails";
    size_t length = strlen(line);
    return length >= sizeof ending && strcmp(line + length - (sizeof ending - 1), ending) == 0;
}

static void run_example(struct session *session, const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text why = {0};
    bool fine = session_run(session, line, &reply, &error);
    if (fine == must_fail(line)) {
        error_say(&error, session_words(session), &why);
        fail_msg("%s: %s", line, fine ? "did not fail" : text_string(&why));
    }
    const struct mark *mark = timeline_mark_of(&session->timeline, session->timeline.cursor);
    bool inside = mark != NULL && mark->begin != session->timeline.cursor;
    if (!inside && !subjects_are_sound(session, &why))
        fail_msg("%s: %s", line, text_string(&why));
    reply_free(&reply);
    text_free(&why);
}

static void examples_run(void **state)
{
    (void)state;
    struct command_table table = the_repertoire()->table;
    for (const struct command *command = table.rows; command->name != NULL; command++) {
        struct session *session = new_session();
        assert_non_null(command->examples);
        assert_non_null(command->examples[0]);
        bool named = false;
        for (size_t i = 0; command->examples[i] != NULL; i++) {
            named |= strncmp(command->examples[i], command->name, strlen(command->name)) == 0;
            run_example(session, command->examples[i]);
        }
        assert_true(named);
        session_free(session);
    }
}

/* A word that is none of a list is answered with all of it. */
static void lists_of_choices_are_told_whole(void **state)
{
    (void)state;
    struct command_table table = the_repertoire()->table;
    for (const struct command *command = table.rows; command->name != NULL; command++) {
        for (const struct argument_row *row = command->arguments; row != NULL && row->name != NULL; row++) {
            size_t bytes = 0;
            for (size_t i = 0; row->choices != NULL && row->choices[i] != NULL; i++)
                bytes += strlen(row->choices[i]) + strlen(", ");
            if (bytes >= ERROR_ARGUMENT_BYTES)
                fail_msg("%s %s: %zu bytes of choices", command->name, row->name, bytes);
        }
    }
}

static void every_command_has_words(void **state)
{
    (void)state;
    struct command_table table = the_repertoire()->table;
    for (const struct command *command = table.rows; command->name != NULL; command++) {
        assert_true(table.words->texts[command->group][0] != '\0');
        assert_true(table.words->texts[command->summary][0] != '\0');
        assert_true(table.words->texts[command->detail][0] != '\0');
        assert_non_null(command->run);
        for (const struct argument_row *row = command->arguments; row != NULL && row->name != NULL; row++)
            assert_true(row->about != WORD_NONE);
    }
}

static void help_covers_all(void **state)
{
    (void)state;
    struct command_table table = the_repertoire()->table;
    struct text overview = {0}, one = {0};
    reference_overview(&table, &overview);
    for (const struct command *command = table.rows; command->name != NULL; command++) {
        assert_non_null(strstr(text_string(&overview), command->name));
        text_clear(&one);
        reference_command(&table, command, &one);
        assert_non_null(strstr(text_string(&one), command->name));
    }
    text_free(&overview);
    text_free(&one);
}

static size_t length_of(const char *const *names)
{
    size_t length = 0;
    while (names[length] != NULL)
        length++;
    return length;
}

static void names_agree_with_enums(void **state)
{
    (void)state;
    assert_int_equal(length_of(command_grain_names), GRAIN_COMMAND + 1);
    assert_int_equal(length_of(command_cell_names), CELL_CONTENTS);
    assert_int_equal(length_of(command_panel_names), PANEL_PROMPT);
    assert_string_equal(command_panel_names[PANEL_CODE], "code");
    assert_string_equal(command_panel_names[PANEL_TIMELINE], "timeline");
}

/* ---- what questions answer */

static void why_tells_the_life(void **state)
{
    (void)state;
    struct session *session = new_session();
    struct reply reply = {0};
    struct error error = {0};
    assert_true(session_run(session, "scene", &reply, &error));
    assert_true(session_run(session, "why sloe", &reply, &error));
    assert_non_null(strstr(text_string(&reply.text), "inserted with 26"));
    assert_non_null(strstr(text_string(&reply.json), "\"moves\":[{\"command\":4,\"from\":0,\"to\":0}]"));
    assert_true(session_run(session, "pending", &reply, &error));
    assert_non_null(strstr(text_string(&reply.json), "\"pending\":[1,3]"));
    assert_true(session_run(session, "forecast", &reply, &error));
    assert_non_null(strstr(text_string(&reply.json), "\"left\":2"));
    assert_true(session_run(session, "make; fill 12; forecast", &reply, &error));
    assert_non_null(strstr(text_string(&reply.json), "\"new_keys_left\":1"));
    /* As forecast said: one more fits, the next one grows the map. */
    assert_true(session_run(session, "fill 1", &reply, &error));
    assert_null(strstr(text_string(&reply.json), "grew"));
    assert_true(session_run(session, "fill 1", &reply, &error));
    assert_non_null(strstr(text_string(&reply.json), "\"grew\":\"double\""));
    reply_free(&reply);
    session_free(session);
}

/* ---- small words */

/* "set " and a Tab: each setting says what it is for, in words of its own. */
static void settings_tell_what_they_are_for(void **state)
{
    (void)state;
    struct session *session = new_session();
    struct candidates offered = {0};
    session_complete(session, "set ", 4, 4, NULL, &offered);
    assert_true(offered.count > 10);
    for (size_t i = 0; i < offered.count; i++) {
        assert_true(strlen(offered.list[i].about) > 0);
        for (size_t other = 0; other < i; other++)
            assert_string_not_equal(offered.list[i].about, offered.list[other].about);
    }
    candidates_free(&offered);
    session_free(session);
}

/* Below each heading a row a meaning, with all of its keys, each of which stands there once. */
static void help_of_keys_tells_nothing_twice(void **state)
{
    enum { ROWS_MOST = 64 };
    char *told[ROWS_MOST];
    size_t count = 0, rows = 0;
    (void)state;
    struct session *session = new_session();
    struct reply reply = {0};
    struct error error = {0};
    assert_true(session_run(session, "help keys", &reply, &error));
    char *text = strdup(text_string(&reply.text)), *at = text;
    for (char *line; (line = strsep(&at, "\n")) != NULL;) {
        char *behind = strchr(line, '\t');
        for (; behind == NULL && count > 0; count--) /* a heading begins */
            free(told[count - 1]);
        if (behind == NULL)
            continue;
        for (size_t i = 0; i < count; i++)
            assert_string_not_equal(strchr(told[i], '\t'), behind);
        assert_true(count < ROWS_MOST);
        told[count++] = strdup(line);
        rows++;
    }
    assert_true(rows > 20);
    assert_non_null(strstr(text_string(&reply.text), "Escape, q\t"));
    assert_non_null(strstr(text_string(&reply.text), "Space, PageDown, Enter, Down, F5\t"));
    for (; count > 0; count--)
        free(told[count - 1]);
    free(text);
    reply_free(&reply);
    session_free(session);
}

/* A letter or a digit is near everything, so nothing is. */
static void what_is_short_is_near_nothing(void **state)
{
    static const char *const lines[] = {"4", "x", "y", "z", "7 8", "!", "??"};
    (void)state;
    struct session *session = new_session();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct reply reply = {0};
        struct error error = {0};
        struct text said = {0};
        assert_false(session_run(session, lines[i], &reply, &error));
        error_say(&error, words_english(), &said);
        assert_null(strstr(text_string(&said), "did you mean"));
        text_free(&said);
        reply_free(&reply);
    }
    session_free(session);
}

static bool own_scenes(struct text *folder)
{
    text_add(folder, "/own");
    return true;
}

/* Two files and a folder stand in the present folder, two scenes and another file in the program's own. */
static void ask_two_folders(void *context, const struct completion_place *place,
                            struct candidates *candidates)
{
    static const char *const names[] = {"LICENSE", "mine.scene", "/own/README.md", "/own/demo.scene",
                                        "/own/mine.scene"};
    (void)context;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool here = memchr(place->prefix, '/', place->length) == NULL;
        if ((names[i][0] != '/') == here && strncmp(names[i], place->prefix, place->length) == 0)
            candidates_add(candidates, names[i], strlen(names[i]), "", false);
    }
    if (place->length == 0)
        candidates_add(candidates, "sub/", strlen("sub/"), "", true);
}

/* `scene` and a Tab: scenes and folders alone, those that came with the program among them. */
static void scenes_are_offered(void **state)
{
    static const struct {
        const char *line, *offered;
    } rows[] = {
        {"scene ", "demo.scene mine.scene sub/"},
        {"scene d", "demo.scene"},
        {"scene m", "mine.scene"},
        {"scene /own/", "/own/demo.scene /own/mine.scene"},
        {"include ", "mine.scene sub/"}, /* seen from the file that it stands in */
    };
    static const struct completion_source files = {ask_two_folders, NULL};
    (void)state;
    struct repertoire repertoire = *the_repertoire();
    repertoire.scenes_of_program = own_scenes;
    struct session *session = session_new(&repertoire);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct candidates offered = {0};
        struct text all = {0};
        size_t length = strlen(rows[i].line);
        session_complete(session, rows[i].line, length, length, &files, &offered);
        for (size_t j = 0; j < offered.count; j++) {
            text_separate(&all, " ");
            text_add(&all, offered.list[j].text);
        }
        assert_string_equal(text_string(&all), rows[i].offered);
        text_free(&all);
        candidates_free(&offered);
    }
    session_free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_run),
        cmocka_unit_test(lists_of_choices_are_told_whole),
        cmocka_unit_test(every_command_has_words),
        cmocka_unit_test(help_covers_all),
        cmocka_unit_test(names_agree_with_enums),
        cmocka_unit_test(why_tells_the_life),
        cmocka_unit_test(settings_tell_what_they_are_for),
        cmocka_unit_test(help_of_keys_tells_nothing_twice),
        cmocka_unit_test(what_is_short_is_near_nothing),
        cmocka_unit_test(scenes_are_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
