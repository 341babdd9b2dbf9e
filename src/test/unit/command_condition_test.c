/* Conditions and facts: what holds, what doesn't and says so, what can't be read and says where. */
#include "scene/condition.h"
#include "test/one_session.h"
#include "test/words.h"

#include <stdlib.h>
#include <string.h>

/* Then a condition is only read. */
static const struct asked nobody;

static bool holds(const char *condition, struct error *error)
{
    struct asked asked = session_asked(session);
    return condition_holds(&asked, condition, strlen(condition), 1, error);
}

static bool answered(const char *fact, struct text *answer, struct error *error)
{
    struct asked asked = session_asked(session);
    return condition_answer(&asked, fact, strlen(fact), answer, error);
}

static void assert_all(const char *const *conditions, bool hold)
{
    for (; *conditions != NULL; conditions++) {
        struct error error = {0};
        if (holds(*conditions, &error) != hold)
            fail_msg("%s: %s", *conditions, hold ? "does not hold" : "holds");
        if (!hold)
            assert_int_equal(error.word, WORD_ERROR_SCENE_EXPECT);
        /* What can be asked of a map can be read without one. */
        assert_true(condition_holds(&nobody, *conditions, strlen(*conditions), 1, &error));
    }
}

/* Words that texts are compared with may be names of facts, too. */
static void a_word_right_of_a_text_is_that_word(void **state)
{
    static const char *const delivered[] = {"outcome == delivered", "outcome != skipped",
                                            "outcome == delivered and count == 4", "delivered == 1", NULL};
    static const char *const not_delivered[] = {"outcome == skipped", "outcome != delivered",
                                                "outcome == count", NULL};
    static const char *const ended[] = {"outcome == end", "outcome != delivered", NULL};
    static const char *const texts[] = {"value nobody == nil",
                                        "value k == count",
                                        "value k != nil",
                                        "value k == value l",
                                        "inhand == growing",
                                        "inhand != count",
                                        NULL};
    (void)state;
    must_run("make map[int]int");
    must_run("fill 4");
    must_run("iterate");
    assert_all(delivered, true);
    assert_all(not_delivered, false);
    must_run("next");
    assert_all(delivered, true);
    must_run("next 3");
    assert_all(ended, true);
    must_run("make map[string]*int");
    must_run("insert nobody nil");
    assert_all((const char *const[]){"value nobody == nil", NULL}, true);
    must_run("make map[string]string as growing");
    must_run("insert {k,l} count");
    must_run("insert nobody nil");
    assert_all(texts, true);
    must_run("make map[string]int");
    must_run("insert {one,two} {1,2}");
    assert_all((const char *const[]){"value two == count", "value one != count", NULL}, true);
}

/* A string of Go may hold NULs: equal is equal to the last byte. */
static void values_are_compared_whole(void **state)
{
    static const char *const so[] = {"value k == \"a\\x00b\"", "value k != a", NULL};
    static const char *const not_so[] = {"value k == a", "value k == \"a\\x00c\"", NULL};
    (void)state;
    must_run("make map[string]string");
    must_run("insert k \"a\\x00b\"");
    assert_all(so, true);
    assert_all(not_so, false);
}

static void facts_of_an_empty_map(void **state)
{
    static const char *const so[] = {
        "count == 0",
        "B == 0 and buckets == 0 and oldbuckets == 0",
        "growing == 0",
        "where fig == absent",
        "value fig == absent",
        "type == map[string]int",
        "load == 0",
        "nil == 0",
        "limit == 8",
        "order == \"\"",
        "noverflow<1",
        "overflowlimit==1",
        NULL,
    };
    (void)state;
    assert_all(so, true);
    must_run("var map[string]int");
    assert_all((const char *const[]){"nil", "nil == 1", NULL}, true);
}

static void facts_of_a_growing_map(void **state)
{
    static const char *const so[] = {
        "count == 27 and entries == 27 and B == 3 and buckets == 8 and oldbuckets == 4",
        "growing",
        "growing == 1 and samesize == 0",
        "evacuated == 2 and nevacuate >= 1 and nevacuate <= 2",
        "evacuated < oldbuckets",
        "oldbuckets > evacuated",
        "evacuations == 2",
        "grew == 1 and growths >= 1",
        "moves > 0 and writes > moves and allocations == 1",
        "outcome == inserted",
        "load == 337",
        "limit == 0x34",
        "limit == 0b110100",
        "bytes > 1000",
        "value k27 == 27",
        "value k27 != 26",
        "tophash k1 >= 5 and hash k1 != 0",
        "slot k27 >= 0 and link k27 == 0",
        "chain 0 >= 1 and old chain 1 >= 1",
        "used 0 >= 0",
        "old cell 0 0 <= 4",
        "order == \"\"",
        "count == 27 # and nothing else counts",
        "where k27 != absent",
        "where k27 != where k26x",
        "cell 0 0 != old cell 1 0",
        NULL,
    };
    static const char *const not_so[] = {
        "count == 26",
        "count == 27 and B == 4",
        "samesize",
        "where k1 == absent",
        "outcome == updated",
        "count > 27",
        "count != 27",
        "type == map",
        NULL,
    };
    (void)state;
    must_run("fill 26");
    must_run("insert k27");
    assert_all(so, true);
    assert_all(not_so, false);
}

static void places_are_told(void **state)
{
    (void)state;
    must_run("make hint=20; fill 26");
    struct text first = {0}, answer = {0};
    struct error error;
    assert_true(answered("where k1", &first, &error));
    assert_memory_equal(text_string(&first), "new ", 4);
    must_run("grow");
    assert_true(answered("where k1", &answer, &error));
    assert_memory_equal(text_string(&answer), "old ", 4);
    assert_string_equal(text_string(&answer) + 4, text_string(&first) + 4);
    struct text condition = {0};
    text_format(&condition, "where k1 == %s", text_string(&answer));
    assert_true(holds(text_string(&condition), &error));
    must_run("evacuate");
    assert_false(holds(text_string(&condition), &error));
    text_free(&first);
    text_free(&answer);
    text_free(&condition);
}

static void loops_are_told(void **state)
{
    static const char *const so[] = {"delivered == 5 and skipped == 0", NULL};
    (void)state;
    must_run("insert {a..e}");
    must_run("range");
    assert_all(so, true);
    struct text order = {0};
    struct error error;
    assert_true(answered("order", &order, &error));
    assert_int_equal(order.length, 9);
    for (const char *key = "abcde"; *key != '\0'; key++)
        assert_non_null(strchr(text_string(&order), *key));
    text_free(&order);
    /* Entry by entry it is the same loop. */
    must_run("iterate");
    assert_true(holds("delivered == 1", &error));
    must_run("next 2");
    assert_true(answered("order", &order, &error));
    assert_int_equal(order.length, 5);
    text_free(&order);
}

static void keys_of_all_types(void **state)
{
    struct error error;
    (void)state;
    must_run("make map[float64]string");
    must_run("insert -1.5 \"two words\"");
    must_run("insert NaN x");
    assert_true(holds("value -1.5 == \"two words\" and where -1.5 == new 0", &error));
    assert_true(holds("where NaN == absent", &error));
    assert_false(holds("hash NaN == 1", &error));
    assert_int_equal(error.word, WORD_ERROR_MAP_NAN);
    must_run("make map[int]int");
    must_run("insert -7 -12");
    assert_true(holds("value -7 == -12 and value -7 < 0 and value -7 > -13", &error));
}

static void mistakes_name_their_column(void **state)
{
    static const struct {
        const char *condition;
        enum word word;
        int column;
    } rows[] = {
        {"", WORD_ERROR_SCENE_CONDITION_FACT, 1},
        {"cuont == 3", WORD_ERROR_SCENE_CONDITION_NEAR, 1},
        {"xyzzyx == 3", WORD_ERROR_SCENE_CONDITION_FACT, 1},
        {"count = 3", WORD_ERROR_SCENE_CONDITION_SIGN, 7},
        {"count 3", WORD_ERROR_SCENE_CONDITION_SIGN, 7},
        {"count ==", WORD_ERROR_SCENE_CONDITION_RIGHT, 9},
        {"count == == 3", WORD_ERROR_SCENE_CONDITION_RIGHT, 10},
        {"count == 3 and", WORD_ERROR_SCENE_CONDITION_FACT, 15},
        {"count == B 3", WORD_ERROR_SCENE_CONDITION_AND, 12},
        {"where == new 0", WORD_ERROR_SCENE_CONDITION_KEY, 7},
        {"chain x == 1", WORD_ERROR_SCENE_CONDITION_INDEX, 7},
        {"cell 0 == 1", WORD_ERROR_SCENE_CONDITION_INDEX, 8},
        {"old count == 1", WORD_ERROR_SCENE_CONDITION_OLD, 5},
        {"value \"fig == 1", WORD_ERROR_LANG_QUOTE, 7},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct asked asked[] = {nobody, session_asked(session)};
        for (int with = 0; with < 2; with++) {
            assert_false(
                condition_holds(&asked[with], rows[i].condition, strlen(rows[i].condition), 1, &error));
            if (error.word != rows[i].word || error.column != rows[i].column)
                fail_msg("%s: %s at %d", rows[i].condition, words_name(error.word), error.column);
        }
        assert_false(condition_holds(&nobody, rows[i].condition, strlen(rows[i].condition), 8, &error));
        assert_int_equal(error.column, rows[i].column + 7);
    }
}

static void what_is_not_there_is_an_error(void **state)
{
    static const struct {
        const char *condition;
        enum word word;
    } rows[] = {
        {"chain 1 == 1", WORD_ERROR_CLASSIC_FACT_NO_BUCKET},
        {"old chain 0 == 1", WORD_ERROR_CLASSIC_NO_OLD},
        {"cell 0 8 == 0", WORD_ERROR_CLASSIC_FACT_NO_CELL},
        {"slot pear == 0", WORD_ERROR_MAP_FACT_ABSENT},
        {"type > 3", WORD_ERROR_SCENE_CONDITION_ORDER},
        {"count < many", WORD_ERROR_SCENE_CONDITION_ORDER},
    };
    (void)state;
    must_run("insert fig 12");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        assert_false(holds(rows[i].condition, &error));
        if (error.word != rows[i].word)
            fail_msg("%s: %s", rows[i].condition, words_name(error.word));
    }
}

static void asking_changes_nothing(void **state)
{
    (void)state;
    must_run("fill 27");
    must_run("back 3 event");
    position cursor = session->timeline.cursor, last = session->timeline.end;
    struct asked asked = session_asked(session);
    const struct fact_row **rows = fact_rows(&asked);
    for (size_t i = 0; rows[i] != NULL; i++) {
        const char *word = strcmp(rows[i]->name, "memory") == 0 ? "all" : "k1";
        struct fact_question question = {.row = rows[i], .word = word, .word_length = strlen(word)};
        struct fact_value value = {0};
        struct error error = {0};
        if (!fact_answer(&asked, &question, &value, &error))
            fail_msg("%s can't be answered", rows[i]->name);
        fact_value_free(&value);
    }
    free(rows);
    assert_int_equal(session->timeline.cursor, cursor);
    assert_int_equal(session->timeline.end, last);
}

static void texts_are_filled(void **state)
{
    static const struct {
        const char *text, *filled; /* NULL: it can't be read, or not be answered, */
        int column;                /* and where */
    } rows[] = {
        {"", "", 0},
        {"plain", "plain", 0},
        {"{count} entries", "1 entries", 0},
        {"{count}{B}", "10", 0},
        {"fig lies in {where fig}.", "fig lies in new 0.", 0},
        {"{bucket fig} and {slot fig}", "0 and 0", 0},
        {"map[struct{{a, b int}]bool", "map[struct{a, b int}]bool", 0},
        {"{{", "{", 0},
        {"{{count}", "{count}", 0},
        {"{{{count}}", "{1}", 0},
        {"}", "}", 0},
        {"{", NULL, 5},
        {"a {count", NULL, 7},
        {"é {coutn}", NULL, 8},
        {"{count} {nothing}", NULL, 14},
        {"{}", NULL, 6},
        {"{chain 7}", NULL, 6},
        {"{bucket pear}", NULL, 6},
    };
    (void)state;
    must_run("insert fig 12");
    struct asked asked = session_asked(session);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text filled = {0};
        struct error error = {0};
        bool fine = condition_fill(&asked, rows[i].text, strlen(rows[i].text), 5, &filled, &error);
        assert_int_equal(fine, rows[i].filled != NULL);
        if (fine)
            assert_string_equal(text_string(&filled), rows[i].filled);
        else
            assert_int_equal(error.column, rows[i].column);
        text_free(&filled);
    }
}

/* What a command came to is told of the moment: of the command that the cursor stands behind, whoever it was about. */
static void the_outcome_is_that_of_the_moment(void **state)
{
    static const struct {
        const char *line, *outcome;
    } rows[] = {
        {"insert a 1", "inserted"}, {"insert a 2", "updated"},     {"get zzz", "absent"},
        {"get a", "found"},         {"make []int 0 as s", "made"}, {"append 1", "appended"},
        {"m: delete a", "deleted"}, {"let t = s", "assigned"},     {"m: delete a", "absent"},
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    struct error error = {0};
    struct text answer = {0};
    (void)state;
    for (int i = 0; i < ROWS; i++)
        must_run(rows[i].line);
    for (int i = ROWS - 1; i >= 0; i--) {
        text_clear(&answer);
        assert_true(answered("outcome", &answer, &error));
        assert_string_equal(text_string(&answer), rows[i].outcome);
        if (i > 0)
            must_run("undo");
    }
    must_run("redo 2");
    text_clear(&answer);
    assert_true(answered("outcome", &answer, &error));
    assert_string_equal(text_string(&answer), rows[2].outcome);
    text_free(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_word_right_of_a_text_is_that_word, begin_session, end_session),
        cmocka_unit_test_setup_teardown(values_are_compared_whole, begin_session, end_session),
        cmocka_unit_test_setup_teardown(facts_of_an_empty_map, begin_session, end_session),
        cmocka_unit_test_setup_teardown(facts_of_a_growing_map, begin_session, end_session),
        cmocka_unit_test_setup_teardown(places_are_told, begin_session, end_session),
        cmocka_unit_test_setup_teardown(loops_are_told, begin_session, end_session),
        cmocka_unit_test_setup_teardown(keys_of_all_types, begin_session, end_session),
        cmocka_unit_test_setup_teardown(mistakes_name_their_column, begin_session, end_session),
        cmocka_unit_test_setup_teardown(what_is_not_there_is_an_error, begin_session, end_session),
        cmocka_unit_test_setup_teardown(asking_changes_nothing, begin_session, end_session),
        cmocka_unit_test_setup_teardown(texts_are_filled, begin_session, end_session),
        cmocka_unit_test_setup_teardown(the_outcome_is_that_of_the_moment, begin_session, end_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
