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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_run),       cmocka_unit_test(every_command_has_words),
        cmocka_unit_test(help_covers_all),    cmocka_unit_test(names_agree_with_enums),
        cmocka_unit_test(why_tells_the_life),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
