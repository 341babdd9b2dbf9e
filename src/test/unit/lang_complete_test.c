/* What may stand at the cursor, and the hint above the prompt. */
#include "lang/complete.h"
#include "test/lang_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const char *const keys[] = {"fig", "k10", "k2", "k1", "two words", "a=b", "{x}", "#1", "k2"};

/* Like the program's: keys of a map, two files, two types. Anything else has no words. */
static void ask(void *context, const struct completion_place *place, struct candidates *candidates)
{
    int *asked = context;
    const char *prefix = place->prefix;
    size_t length = place->length;
    ++*asked;
    assert_true((place->command == NULL) == (place->row == NULL));
    if (place->command == NULL || place->row->type == ARGUMENT_SUBJECT) {
        const char *name = place->command == NULL ? "other:" : "other";
        if (strlen(name) >= length && memcmp(name, prefix, length) == 0)
            candidates_add(candidates, name, strlen(name), "", false);
        return;
    }
    enum argument_type type = place->row->type;
    for (size_t i = 0; type == ARGUMENT_KEY && i < sizeof keys / sizeof *keys; i++) {
        if (strlen(keys[i]) >= length && memcmp(keys[i], prefix, length) == 0)
            candidates_add(candidates, keys[i], strlen(keys[i]), "a key", false);
    }
    if (type == ARGUMENT_FILE && length == 0) {
        candidates_add(candidates, "my traces/", 10, NULL, true);
        candidates_add(candidates, "a.json", 6, NULL, false);
    }
    if (type == ARGUMENT_TYPE)
        candidates_add(candidates, "map[struct{a, b int}]bool", 25, "", false);
}

/* The candidates at the mark ^ of a line, as "start-end a b c", an unfinished one with ... behind it. */
static void complete_at(const char *marked, struct text *text)
{
    struct command_table table = test_table();
    struct candidates candidates;
    struct text line = {0};
    int asked = 0;
    size_t cursor = strcspn(marked, "^");
    text_append(&line, marked, cursor);
    text_add(&line, marked + cursor + 1);
    complete(&table, text_string(&line), line.length, cursor, &(struct completion_source){ask, &asked},
             &candidates);
    assert_int_equal(candidates.end, cursor);
    text_format(text, "%zu", candidates.start);
    for (size_t i = 0; i < candidates.count; i++)
        text_format(text, " %s%s", candidates.list[i].text, candidates.list[i].unfinished ? "..." : "");
    candidates_free(&candidates);
    text_free(&line);
}

struct expectation {
    const char *line, *candidates;
};

static void completes(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {"^", "0 fill grow help insert make push quit say set trace other:"},
        {"s^", "0 say set"},
        {"  in^sert", "2 insert"},
        {"pu^", "0 push"},
        {"put^", "0 put"},
        {"nothing^", "0"},
        {"quit;^", "5 fill grow help insert make push quit say set trace other:"},
        {"quit; g^", "6 grow"},
        {"insert f^", "7 fig"},
        {"insert k^", "7 k1 k2 k10"},
        {"insert ^", "7 \"#1\" \"a=b\" fig k1 k2 k10 \"two words\" \"{x}\" hash=... side=..."},
        {"insert t^", "7 \"two words\""},
        {"insert \"t^", "7 \"two words\""},
        {"insert \"fi^", "7 \"fig\""},
        {"insert h^ig", "7 hash=..."},
        {"insert fig ^", "11 hash=... side=..."},
        {"insert fig side=^", "16 x y"},
        {"insert fig side=y ^", "18 hash=..."},
        {"insert fig 12 s^", "14 side=..."},
        {"push 1 2 ^", "9 at=..."},
        {"insert fig;grow s^", "16 same sideways"},
        {"put ^", "4 \"#1\" \"a=b\" fig k1 k2 k10 \"two words\" \"{x}\" hash=... side=..."},
        {"grow same ^", "10"},
        {"help ins^", "5 insert"},
        {"help put^", "5 put"},
        {"set 1K o^", "7 off"},
        {"trace ^", "6 a.json \"my traces/..."},
        {"o^", "0 other:"},
        {"other: ^", "7 grow insert"},
        {"other: i^", "7 insert"},
        {"other:i^", "6 insert"},
        {"other:^", "6 grow insert"},
        {"other: insert f^", "14 fig"},
        {"other: quit ^", "12"},
        {"make map[int]int a^", "17 as"},
        {"make map[int]int as ^", "20 other"},
        {"make map[int]int as o^", "20 other"},
        {"make map[int]int as other ^", "26 elem=..."},
        {"make map[struct{a, ^", "5 map[struct{a, b int}]bool"},
        {"make map[int]chan int a^", "22 as"},
        {"say ^", "4 mood=..."},
        {"say mood=x hello wor^", "17"},
        {"unknown ^", "8"},
        {"unknown x; g^", "11 grow"},
        {"insert # s^", "10"},
        {"insert é\xff f^", "11"},
    };
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++) {
        struct text text = {0};
        complete_at(expectations[i].line, &text);
        if (strcmp(text_string(&text), expectations[i].candidates) != 0)
            print_message("line: %s\n", expectations[i].line);
        assert_string_equal(text_string(&text), expectations[i].candidates);
        text_free(&text);
    }
}

static void tells_what_a_candidate_is(void **state)
{
    (void)state;
    struct command_table table = test_table();
    struct candidates candidates;
    complete(&table, "insert h", 8, 8, NULL, &candidates);
    assert_int_equal(candidates.count, 1);
    assert_string_equal(candidates.list[0].about, "hash");
    candidates_free(&candidates);
    complete(&table, "fi", 2, 99, NULL, &candidates);
    assert_int_equal(candidates.end, 2);
    assert_string_equal(candidates.list[0].about, words_english()->texts[WORD_LANG_GENERATED]);
    candidates_free(&candidates);
}

static void many_keys(void *context, const struct completion_place *place, struct candidates *candidates)
{
    (void)context;
    (void)place;
    for (int i = 0; i < 3 * CANDIDATES_LIMIT; i++)
        candidates_add(candidates, NUMBER(i), strlen(NUMBER(i)), "", false);
}

static void offers_no_more_than_the_limit(void **state)
{
    (void)state;
    struct command_table table = test_table();
    struct candidates candidates;
    complete(&table, "insert ", 7, 7, &(struct completion_source){many_keys, NULL}, &candidates);
    assert_int_equal(candidates.count, CANDIDATES_LIMIT);
    assert_string_equal(candidates.list[10].text, "10");
    candidates_free(&candidates);
}

/* The hint at the mark ^ of a line with the marked argument between < and >, or "none". */
static void hint_at(const char *marked, struct text *text)
{
    struct command_table table = test_table();
    struct text line = {0}, hint = {0};
    size_t cursor = strcspn(marked, "^"), begin, end;
    text_append(&line, marked, cursor);
    text_add(&line, marked + cursor + 1);
    if (complete_hint(&table, text_string(&line), line.length, cursor, &hint, &begin, &end)) {
        text_append(text, text_string(&hint), begin);
        text_add(text, begin < end ? "<" : "");
        text_append(text, text_string(&hint) + begin, end - begin);
        text_add(text, begin < end ? ">" : "");
        text_add(text, text_string(&hint) + end);
    } else {
        assert_int_equal(hint.length, 0);
        text_add(text, "none");
    }
    text_free(&line);
    text_free(&hint);
}

static void hints(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {"^", "none"},
        {"x^", "none"},
        {"fill^", "fill COUNT [PREFIX]"},
        {"fill ^", "fill <COUNT> [PREFIX]"},
        {"fill 1^2", "fill <COUNT> [PREFIX]"},
        {"fill 12 ^", "fill COUNT <[PREFIX]>"},
        {"fill 12 a ^", "fill COUNT [PREFIX]"},
        {"insert a hash=^", "insert KEY [VALUE] <[hash=N]> [side=x|y]"},
        {"say mood=sad well, yes^", "say [mood=TEXT] <WORDS...>"},
        {"quit ^", "quit"},
        {"quit; ^", "none"},
        {"grow ^", "grow <[double|same|sideways]>"},
    };
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++) {
        struct text text = {0};
        hint_at(expectations[i].line, &text);
        if (strcmp(text_string(&text), expectations[i].candidates) != 0)
            print_message("line: %s\n", expectations[i].line);
        assert_string_equal(text_string(&text), expectations[i].candidates);
        text_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(completes),
        cmocka_unit_test(tells_what_a_candidate_is),
        cmocka_unit_test(offers_no_more_than_the_limit),
        cmocka_unit_test(hints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
