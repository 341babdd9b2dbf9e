#include "tui/input.h"

#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* All tokens of the bytes, as "name name [paste]" and so on; what has no name stands as its length in
   angle brackets. */
static void say_token(const struct token *token, struct text *said)
{
    static const char *const actions[] = {"press", "drag", "release", "up", "down"};
    if (said->length != 0)
        text_add(said, " ");
    if (token->kind == TOKEN_PASTE)
        text_format(said, "[%.*s]", (int)token->length, token->bytes);
    else if (token->kind == TOKEN_MOUSE)
        text_format(said, "(%s %d,%d)", actions[token->mouse], token->x, token->y);
    else if (token->kind == TOKEN_BACKGROUND)
        text_format(said, "#%06x", (unsigned)token->number);
    else if (token->kind == TOKEN_COLUMN)
        text_format(said, "column-%u", (unsigned)token->number);
    else if (token->name[0] != '\0')
        text_add(said, token->name);
    else
        text_format(said, "<%zu>", token->length);
}

static void say_ready(struct input *input, int64_t now, struct text *said)
{
    struct token token;
    while (input_next(input, now, &token))
        say_token(&token, said);
}

/* Feeds `step` bytes at a time (0: all at once), then waits longer than any wait. */
static void say_all(const char *bytes, size_t length, size_t step, struct text *said)
{
    struct input input = {0};
    text_clear(said);
    for (size_t i = 0; i < length;) {
        size_t count = step == 0 || i + step > length ? length - i : step;
        input_feed(&input, bytes + i, count, 0);
        say_ready(&input, 0, said);
        i += count;
    }
    say_ready(&input, INPUT_PASTE_WAIT, said);
    assert_int_equal(input_wait(&input, 0), -1);
    input_free(&input);
}

static void expect(const char *bytes, const char *tokens)
{
    struct text said = {0};
    for (size_t step = 0; step <= strlen(bytes); step++) {
        say_all(bytes, strlen(bytes), step, &said);
        assert_string_equal(text_string(&said), tokens);
    }
    text_free(&said);
}

static void test_characters(void **unused)
{
    (void)unused;
    expect("aZ/", "a Z /");
    expect("ü漢🐹", "ü 漢 🐹");
    expect(" \r\n\t\x7f\b", "Space Enter Enter Tab Backspace Backspace");
    expect("\x01\x03\x1a\x1c\x1f", "C-a C-c C-z C-\\ C-_");
    struct text said = {0};
    say_all("\0", 1, 0, &said);
    assert_string_equal(text_string(&said), "C-Space");
    text_free(&said);
}

static void test_arrows_and_modifiers(void **unused)
{
    (void)unused;
    expect("\033[A\033[B\033[C\033[D\033[H\033[F", "Up Down Right Left Home End");
    expect("\033OA\033OD\033OP\033OS", "Up Left F1 F4");
    expect("\033[1;2D\033[1;5C\033[1;3A\033[1;8B\033[1;10H", "S-Left C-Right M-Up C-M-S-Down M-S-Home");
    expect("\033[Z", "S-Tab");
    expect("\033[a\033Oc", "S-Up C-Right");
}

static void test_numbered_keys(void **unused)
{
    (void)unused;
    expect("\033[1~\033[2~\033[3~\033[4~\033[5~\033[6~", "Home Insert Delete End PageUp PageDown");
    expect("\033[15~\033[24~\033[34~\033[3;5~", "F5 F12 F20 C-Delete");
    expect("\033[7$\033[7^\033[7@x", "S-Home C-Home C-S-Home x");
    expect("\033[[A\033[[E", "F1 F5");
    expect("\033[27;5;13~\033[97;5u\033[32;2u", "C-Enter C-a S-Space");
}

static void test_meta(void **unused)
{
    (void)unused;
    expect("\033b\033B\033.", "M-b M-B M-.");
    expect("\033\x7f\033\r\033ü", "M-Backspace M-Enter M-ü");
    expect("\033[", "M-[");
    expect("\033O", "M-O");
    expect("\033]", "M-]");
}

static void test_escape_is_a_key_after_its_wait(void **unused)
{
    (void)unused;
    struct input input = {0};
    struct token token;
    assert_int_equal(input_wait(&input, 1000), -1);
    input_feed(&input, "\033", 1, 1000);
    assert_false(input_next(&input, 1000, &token));
    assert_int_equal(input_wait(&input, 1000), INPUT_ESCAPE_WAIT);
    assert_int_equal(input_wait(&input, 1010), INPUT_ESCAPE_WAIT - 10);
    assert_false(input_next(&input, 1000 + INPUT_ESCAPE_WAIT - 1, &token));
    assert_true(input_next(&input, 1000 + INPUT_ESCAPE_WAIT, &token));
    assert_string_equal(token.name, "Escape");
    assert_int_equal(token.length, 1);
    assert_int_equal(input_wait(&input, 2000), -1);
    /* An arrow whose first byte came alone, but in time. */
    input_feed(&input, "\033", 1, 3000);
    assert_false(input_next(&input, 3000, &token));
    input_feed(&input, "[D", 2, 3030);
    assert_true(input_next(&input, 3030, &token));
    assert_string_equal(token.name, "Left");
    assert_memory_equal(token.bytes, "\033[D", 3);
    input_free(&input);
    expect("\033\033", "Escape Escape");
    expect("\033\033[A", "Escape Up");
}

static void test_unknown_sequences_stay_whole(void **unused)
{
    (void)unused;
    expect("\033[99~x", "<5> x");
    expect("\033[?1;2cx", "<7> x");
    expect("\033[?2004;1$yx", "<11> x");
    expect("\033[1;\033[A", "<4> Up");
    expect("\033[1\x03", "<3> C-c");
}

static void test_the_mouse(void **unused)
{
    (void)unused;
    expect("\033[<0;10;20Ma\033[<0;10;20mb", "(press 9,19) a (release 9,19) b");
    expect("\033[<0;1;1M\033[<32;2;1M\033[<36;500;300M\033[<0;3;1m",
           "(press 0,0) (drag 1,0) (drag 499,299) (release 2,0)");
    expect("\033[<64;3;4M\033[<65;3;4M\033[<81;3;4Mx", "(up 2,3) (down 2,3) (down 2,3) x");
}

/* Other buttons, and what is no report: nothing of it is ever typed. */
static void test_other_reports_of_the_mouse_are_swallowed(void **unused)
{
    static const char *const reports[] = {
        "\033[<1;10;20M",    "\033[<2;10;20m",    "\033[<34;10;20M",
        "\033[<35;10;20M",   "\033[<66;10;20M",   "\033[<64;10;20m",
        "\033[<96;10;20M",   "\033[<128;1;1M",    "\033[<0;0;20M",
        "\033[<0;10;0M",     "\033[<0;10M",       "\033[<0;10;M",
        "\033[<;10;20M",     "\033[<;;M",         "\033[<M",
        "\033[<0;10;20;30M", "\033[<0;10000;20M", "\033[<-1;10;20M",
        "\033[<0:10:20M",    "\033[<0;10;20A",    "\033[<0;10;99999999999999999999M",
        "\033[<0; 10;20M",   "\033[<0;10;20~",    "\033[<11111111111111111111;11111111111111111111;1M",
    };
    (void)unused;
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        char bytes[96];
        snprintf(bytes, sizeof bytes, "a%sb", reports[i]);
        expect(bytes, "a b");
    }
    expect("\033[<0;10;2", "");
    expect("\033[<0;10;2\033[D", "Left");
    expect("\033[<0;10\x03", "C-c");
}

/* A report is waited for longer than a key: over a slow line its end must not be typed. */
static void test_a_report_may_come_slowly(void **unused)
{
    struct input input = {0};
    struct token token;
    (void)unused;
    input_feed(&input, "\033[<0;10", 7, 1000);
    assert_false(input_next(&input, 1000 + INPUT_SEQUENCE_WAIT, &token));
    input_feed(&input, ";20M", 4, 1000 + INPUT_REPORT_WAIT - 1);
    assert_true(input_next(&input, 1000 + INPUT_REPORT_WAIT - 1, &token));
    assert_int_equal(token.kind, TOKEN_MOUSE);
    assert_int_equal(token.x, 9);
    input_free(&input);
}

static void test_what_nobody_typed_is_swallowed(void **unused)
{
    (void)unused;
    expect("\033[M !!a", "a");
    expect("\033[I\033[Oa", "a");
    expect("\033]10;rgb:0000/0000/0000\aa\033]x\033\\b", "a b");
    expect("\033P1$r0m\033\\a", "a");
    expect("\033]never ends\x03", "C-c");
    expect("\033]cut\033[A", "Up");
    expect("\xff\x80\xc3(\xed\xa0\x80z", "( z");
    expect("\033[11111111111111111111111111111111111111111111111111~a", "a");
}

static void test_answers(void **unused)
{
    (void)unused;
    expect("\033]11;rgb:1e1e/2F2f/ffff\ax", "#1e2fff x");
    expect("a\033]11;rgb:1e1e/2f2f/0000\033\\b", "a #1e2f00 b");
    expect("\033]11;rgb:f/08/fff\a\033]11;rgba:ff/00/80/ffff\a", "#ff08ff #ff0080");
    expect("\033[2;5Ra\033[24;80R", "column-5 a column-80");
    /* In the first row it is a key: F3 with a modifier. */
    expect("\033[1;5R\033OR\033[13~", "C-F3 F3 F3");
}

/* Nothing of them is ever typed. */
static void test_answers_that_are_none(void **unused)
{
    (void)unused;
    expect("\033]11;rgb:1e1e/2f2f\ax", "x");
    expect("\033]11;rgb:1e1e/2f2f/zz\ax", "x");
    expect("\033]11;rgb:1e1e1/2f2f/0000\ax", "x");
    expect("\033]11;rgb://\ax\033]11;rgb:\ay\033]11;\az", "x y z");
    expect("\033]11;rgb:1/2/3/4\a\033]11;rgba:1/2/3\ax", "x");
    expect("\033]11;red\a\033]11;?\a\033]4;1;rgb:1/2/3\ax", "x");
    expect("\033P11;rgb:1/2/3\033\\x", "x");
    expect("\033]11;rgb:1/2/3\x18x", "x");
    expect("\033]11;rgb:1/2/3\x03", "C-c");
    expect("\033]11;rgb:1/2/3000000000000000000000000000000000000000000000000000000000000000000\ax", "x");
    expect("\033]11;rgb:1/2/3\033[A", "Up");
    expect("\033[2;0Rx\033[2;5;1Ry", "F3 x C-F3 y");
}

/* A slow line: the bytes come one by one, nearly as late as they may. */
static void test_answers_come_slowly(void **unused)
{
    static const char bytes[] = "\033]11;rgb:ffff/ffff/ffff\033\\\033[2;7R";
    (void)unused;
    struct input input = {0};
    struct text said = {0};
    int64_t now = 0;
    input_expect(&input, true);
    for (size_t i = 0; i < sizeof bytes - 1; i++) {
        input_feed(&input, bytes + i, 1, now);
        say_ready(&input, now, &said);
        now += INPUT_SEQUENCE_WAIT - 1;
        say_ready(&input, now, &said);
    }
    assert_string_equal(text_string(&said), "#ffffff column-7");
    /* What begins like the answer is waited for, whether it is expected or not. */
    input_expect(&input, false);
    input_feed(&input, "\033]11;rg", 7, now);
    say_ready(&input, now, &said);
    assert_int_equal(input_wait(&input, now), INPUT_ANSWER_WAIT);
    say_ready(&input, now + INPUT_SEQUENCE_WAIT + 1, &said);
    input_feed(&input, "b:0/0/0\a", 8, now + INPUT_SEQUENCE_WAIT + 1);
    say_ready(&input, now + INPUT_SEQUENCE_WAIT + 1, &said);
    assert_string_equal(text_string(&said), "#ffffff column-7 #000000");
    /* A key is a key: an Escape alone has to wait a little longer only while an answer is expected. */
    input_expect(&input, true);
    input_feed(&input, "\033", 1, now);
    say_ready(&input, now + INPUT_SEQUENCE_WAIT, &said);
    assert_string_equal(text_string(&said), "#ffffff column-7 #000000 Escape");
    text_free(&said);
    input_free(&input);
}

static void test_paste_is_one_token(void **unused)
{
    (void)unused;
    expect("a\033[200~insert fig\ninsert kiwi\033[201~b", "a [insert fig; insert kiwi] b");
    expect("\033[200~\033[201~", "[]");
    expect("\033[200~a\033[20b\033\033[201~", "[a[20b]");
    expect("\033[200~never ended", "[never ended]");
    expect("\033[201~x", "<6> x");
}

static void test_long_paste_is_bounded(void **unused)
{
    (void)unused;
    struct input input = {0};
    struct token token;
    input_feed(&input, "\033[200~", 6, 0);
    for (int i = 0; i < 100; i++) {
        assert_false(input_next(&input, 0, &token));
        char bytes[1000];
        memset(bytes, 'x', sizeof bytes);
        input_feed(&input, bytes, sizeof bytes, 0);
        assert_true(input.bytes.capacity < 8192);
    }
    assert_false(input_next(&input, 0, &token));
    input_feed(&input, "\033[201~", 6, 0);
    assert_true(input_next(&input, 0, &token));
    assert_int_equal(token.kind, TOKEN_PASTE);
    assert_int_equal(token.length, INPUT_PASTE_BYTES);
    input_free(&input);
}

static void expect_clean(const char *bytes, const char *line)
{
    struct text clean = {0};
    text_add(&clean, "> ");
    input_clean_paste(bytes, strlen(bytes), &clean);
    assert_string_equal(text_string(&clean) + 2, line);
    text_free(&clean);
}

static void test_pasted_lines_become_one(void **unused)
{
    (void)unused;
    expect_clean("fig", "fig");
    expect_clean("fig\n", "fig");
    expect_clean("\n\nfig\r\n\r\n  kiwi;\r\tplum \n", "fig; kiwi; plum");
    expect_clean("fig # a comment\nkiwi", "fig; kiwi");
    expect_clean("# a comment\nkiwi # another", "kiwi # another");
    expect_clean("insert \"a # b\"\nkiwi#x\nplum", "insert \"a # b\"; kiwi#x; plum");
    expect_clean("insert \"a \\\" # b\"\nplum", "insert \"a \\\" # b\"; plum");
    expect_clean("a\tb\x07\033[31m\xff\xc2\x85ü", "a b[31mü");
}

/* Random bytes, rich in what begins sequences, give the same tokens however they are cut up. */
static void test_splits_do_not_matter(void **unused)
{
    (void)unused;
    static const char *const pieces[] = {"\033", "[",         "O",         "]",    "P",  "1",       ";5",
                                         "$",    "~",         "A",         "M",    "<",  "\a",      "\033\\",
                                         "a",    "\xc3",      "\xbc",      "\x03", "\n", "\033[M",  "200~",
                                         "#",    "\033[200~", "\033[201~", "u",    "?",  "\xf0\x9f"};
    uint64_t random = 20240817;
    struct text bytes = {0}, whole = {0}, cut = {0};
    for (int round = 0; round < 3000; round++) {
        text_clear(&bytes);
        for (uint64_t i = random_below(&random, 24); i > 0; i--)
            text_add(&bytes, pieces[random_below(&random, sizeof pieces / sizeof *pieces)]);
        say_all(text_string(&bytes), bytes.length, 0, &whole);
        for (size_t step = 1; step <= 3; step++) {
            say_all(text_string(&bytes), bytes.length, step, &cut);
            assert_string_equal(text_string(&cut), text_string(&whole));
        }
    }
    text_free(&bytes);
    text_free(&whole);
    text_free(&cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_arrows_and_modifiers),
        cmocka_unit_test(test_numbered_keys),
        cmocka_unit_test(test_meta),
        cmocka_unit_test(test_escape_is_a_key_after_its_wait),
        cmocka_unit_test(test_unknown_sequences_stay_whole),
        cmocka_unit_test(test_the_mouse),
        cmocka_unit_test(test_other_reports_of_the_mouse_are_swallowed),
        cmocka_unit_test(test_a_report_may_come_slowly),
        cmocka_unit_test(test_what_nobody_typed_is_swallowed),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_answers_that_are_none),
        cmocka_unit_test(test_answers_come_slowly),
        cmocka_unit_test(test_paste_is_one_token),
        cmocka_unit_test(test_long_paste_is_bounded),
        cmocka_unit_test(test_pasted_lines_become_one),
        cmocka_unit_test(test_splits_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
