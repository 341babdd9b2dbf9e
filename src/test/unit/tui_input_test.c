#include "tui/input.h"

#include "base/random.h"
#include "lang/command.h"

#include <locale.h>

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
    else if (token->kind == TOKEN_STRAY)
        text_format(said, "!%02x", (unsigned)token->number);
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
    expect(" \r\n\t\x7f\b", "Space Enter Enter Tab Backspace Backspace"); /* a Tab before what is no text */
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

/* Every key in all the spellings that terminals have for it: xterm in both modes, rxvt, the Linux console, the two ways to spell any
   key out, the keypad in application mode. */
static const struct {
    const char *name;
    const char *spellings[12];
} spelled[] = {
    {"Up",
     {"\033[A", "\033OA", "\033[1;1A", "\033[1A", "\033[57419u", "\033[1;65A", "\033[1;1:1A", "\033[1;1:2A"}},
    {"Down", {"\033[B", "\033OB", "\033[1;1B", "\033[57420u"}},
    {"Right", {"\033[C", "\033OC", "\033[1;1C", "\033[57418u"}},
    {"Left", {"\033[D", "\033OD", "\033[1;1D", "\033[57417u"}},
    {"Home", {"\033[H", "\033OH", "\033[1~", "\033[7~", "\033[57423u", "\033[1;1~"}},
    {"End", {"\033[F", "\033OF", "\033[4~", "\033[8~", "\033[57424u"}},
    {"Insert", {"\033[2~", "\033[57425u", "\033[2;1~"}},
    {"Delete", {"\033[3~", "\033[57426u"}},
    {"PageUp", {"\033[5~", "\033[57421u"}},
    {"PageDown", {"\033[6~", "\033[57422u"}},
    {"Begin", {"\033[E", "\033OE", "\033[G", "\033[57427u"}},
    {"F1", {"\033OP", "\033[11~", "\033[[A", "\033[P"}},
    {"F2", {"\033OQ", "\033[12~", "\033[[B", "\033[Q"}},
    {"F3", {"\033OR", "\033[13~", "\033[[C"}},
    {"F4", {"\033OS", "\033[14~", "\033[[D", "\033[S"}},
    {"F5", {"\033[15~", "\033[[E"}},
    {"F12", {"\033[24~"}},
    {"F13", {"\033[25~", "\033[57376u"}},
    {"F20", {"\033[34~", "\033[57383u"}},
    {"S-Up", {"\033[1;2A", "\033[a", "\033O2A"}},
    {"C-Up", {"\033[1;5A", "\033Oa", "\033O5A"}},
    {"M-Up", {"\033[1;3A", "\033\033[A", "\033\033OA", "\033[1;9A"}},
    {"C-M-Up", {"\033[1;7A", "\033\033Oa", "\033\033[1;5A"}},
    {"C-Left", {"\033[1;5D", "\033Od", "\033O5D", "\033[57417;5u", "\033[5D", "\033[>1;5D"}},
    {"M-Left", {"\033[1;3D", "\033\033[D"}},
    {"C-Right", {"\033[1;5C", "\033Oc"}},
    {"S-Home", {"\033[1;2H", "\033[7$", "\033[1;2~"}},
    {"C-Home", {"\033[1;5H", "\033[7^"}},
    {"C-S-End", {"\033[1;6F", "\033[8@"}},
    {"C-Delete", {"\033[3;5~", "\033[3^"}},
    {"S-F1", {"\033[1;2P", "\033O2P", "\033[11;2~", "\033[11$"}},
    {"C-PageDown", {"\033[6;5~", "\033[6^"}},
    {"Enter",
     {"\r", "\n", "\033OM", "\033[13u", "\033[27;1;13~", "\033[57414u", "\033[109;5u", "\033[27;5;106~"}},
    {"S-Enter", {"\033[27;2;13~", "\033[13;2u", "\033O2M"}},
    {"C-Enter", {"\033[27;5;13~", "\033[13;5u", "\033O5M"}},
    {"M-Enter", {"\033\r", "\033[27;3;13~", "\033[13;3u", "\033\033OM"}},
    {"Tab", {"\t", "\033[9u", "\033OI", "\033[105;5u"}},
    {"S-Tab", {"\033[Z", "\033[9;2u", "\033[27;2;9~", "\033[1;2Z"}},
    {"C-Tab", {"\033[27;5;9~", "\033[9;5u"}},
    {"Space", {" ", "\033[32u", "\033[27;1;32~"}},
    {"S-Space", {"\033[32;2u", "\033[27;2;32~"}},
    {"C-Space", {"\033[32;5u", "\033[27;5;32~"}},
    {"Backspace", {"\x7f", "\b", "\033[127u", "\033[104;5u"}},
    {"S-Backspace", {"\033[127;2u", "\033[27;2;127~"}},
    {"C-Backspace", {"\033[127;5u", "\033[27;5;8~"}},
    {"M-Backspace", {"\033\x7f", "\033\b", "\033[127;3u"}},
    {"Escape", {"\033[27u", "\033[27;1;27~", "\033[91;5u"}},
    {"a",
     {"a", "\033[97u", "\033[97;1u", "\033[27;1;97~", "\033[97;1:1u", "\033[97;1:2u", "\033[97;129u",
      "\033[97;;97u"}},
    {"A", {"A", "\033[65u", "\033[97;2u", "\033[65;2u", "\033[27;2;65~", "\033[97:65;2u", "\033[97;2;65u"}},
    {"!", {"!", "\033[49:33;2u", "\033[33;2u", "\033[27;2;33~", "\033[49;2;33u"}},
    {"\xc3\xa9", {"\xc3\xa9", "\033[233u", "\033[27;1;233~", "\033[50;1;233u"}},
    {"\xc3\x89", {"\xc3\x89", "\033[201;2u", "\033[27;2;201~", "\033[233:201;2u"}},
    {"C-a", {"\x01", "\033[97;5u", "\033[27;5;97~", "\033[97;6u", "\033[27;6;65~", "\033[97:65;6u"}},
    {"C-c", {"\x03", "\033[99;5u", "\033[27;5;99~"}},
    {"M-b", {"\033b", "\033[98;3u", "\033[27;3;98~", "\033[98;9u"}},
    {"M-B", {"\033B", "\033[98;4u", "\033[66;4u", "\033[27;4;66~", "\033[98:66;4u"}},
    {"C-M-x", {"\033[120;7u", "\033[27;7;120~"}},
    {"0", {"0", "\033Op", "\033[57399u"}},
    {"5", {"5", "\033Ou", "\033[57404u"}},
    {"9", {"9", "\033Oy", "\033[57408u"}},
    {"*", {"*", "\033Oj", "\033[57411u"}},
    {"+", {"+", "\033Ok", "\033[57413u"}},
    {"-", {"-", "\033Om", "\033[57412u"}},
    {".", {".", "\033On", "\033[57409u"}},
    {"/", {"/", "\033Oo", "\033[57410u"}},
    {"=", {"=", "\033OX", "\033[57415u"}},
    {",", {",", "\033Ol", "\033[57416u"}},
};

static void test_every_spelling_of_a_key(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++) {
        for (size_t j = 0; j < 12 && spelled[i].spellings[j] != NULL; j++)
            expect(spelled[i].spellings[j], spelled[i].name);
    }
}

/* Keys let go, modifiers by themselves, keys without a name here: nothing is typed. */
static void test_what_is_no_key_types_nothing(void **unused)
{
    static const char *const sequences[] = {"\033[97;1:3u", "\033[1;1:3A", "\033[57441;2u", "\033[57358u",
                                            "\033[57428u"};
    (void)unused;
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        struct text said = {0};
        say_all(sequences[i], strlen(sequences[i]), 0, &said);
        assert_int_equal(text_string(&said)[0], '<');
        text_free(&said);
    }
}

static void test_an_escape_before_what_is_no_key(void **unused)
{
    (void)unused;
    expect("\033\033[<0;1;1M", "Escape (press 0,0)");
    expect("\033\033[2;5R", "Escape column-5");
    expect("\033\033[200~a\033[201~", "Escape [a]");
    expect("\033\033]11;rgb:0/0/0\a", "Escape #000000");
    expect("\033\033\033[A", "Escape M-Up");
    expect("\033\033b", "Escape M-b");
    expect("\033\033[", "Escape M-[");
    expect("\033\033[1", "Escape");
}

static void test_a_tab_within_text_is_a_blank(void **unused)
{
    (void)unused;
    expect("a\tb", "a [ ] b");
    expect("a\t\tb\t\r", "a [ ] b [ ] Enter");
    expect("a\t", "a Tab");
    expect("a\t\t", "a Tab Tab");
    expect("\t\033[Z\t\x15", "Tab S-Tab Tab C-u");
    struct input input = {0};
    struct text said = {0};
    input_feed(&input, "\t", 1, 100);
    say_ready(&input, 100 + INPUT_TAB_WAIT - 1, &said);
    assert_string_equal(text_string(&said), "");
    say_ready(&input, 100 + INPUT_TAB_WAIT, &said);
    input_feed(&input, "b", 1, 100 + INPUT_TAB_WAIT);
    say_ready(&input, 100 + INPUT_TAB_WAIT, &said);
    assert_string_equal(text_string(&said), "Tab b");
    text_free(&said);
    input_free(&input);
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
    expect("\033\033x", "Escape M-x");
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
    expect("\xff\x80\xc3(\xed\xa0\x80z", "!ff !80 !c3 ( !ed z");
    expect("\033\xe9x", "!e9 x");
    expect("caf\xe9", "c a f !e9");
    expect("\xe6\x97", "!e6");
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

static void feed_lines(struct input *input, int count)
{
    struct text bytes = {0};
    text_add(&bytes, "\033[200~");
    for (int i = 0; i < count; i++)
        text_format(&bytes, "insert key%d %d # a comment\r", i, i);
    text_add(&bytes, "\033[201~");
    input_feed(input, text_string(&bytes), bytes.length, 0);
    text_free(&bytes);
}

/* What one line has no room for keeps its lines. */
static void test_a_long_paste_keeps_its_lines(void **unused)
{
    (void)unused;
    static const int counts[] = {10, 1000, 10000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct input input = {0};
        struct token token;
        struct text expected = {0};
        bool one_line = counts[i] * (int)sizeof "insert key10 10" < LINE_LIMIT;
        for (int j = 0; j < counts[i]; j++)
            text_format(&expected, "%sinsert key%d %d", j == 0 ? "" : one_line ? "; " : "\n", j, j);
        feed_lines(&input, counts[i]);
        assert_true(input_next(&input, 0, &token));
        assert_int_equal(token.kind, TOKEN_PASTE);
        assert_int_equal(token.length, expected.length);
        assert_memory_equal(token.bytes, text_string(&expected), expected.length);
        assert_false(input_next(&input, 0, &token));
        text_free(&expected);
        input_free(&input);
    }
}

static void test_too_long_a_paste_is_not_taken(void **unused)
{
    (void)unused;
    enum { PIECE = 1 << 16 };
    static char bytes[PIECE];
    struct input input = {0};
    struct token token;
    memset(bytes, 'x', sizeof bytes);
    input_feed(&input, "\033[200~", 6, 0);
    for (int i = 0; i <= INPUT_PASTE_BYTES / PIECE; i++) {
        assert_false(input_next(&input, 0, &token));
        input_feed(&input, bytes, sizeof bytes, 0);
        assert_true(input.bytes.capacity < 4 * PIECE);
    }
    assert_false(input_next(&input, 0, &token));
    input_feed(&input, "\033[201~y", 7, 0);
    assert_true(input_next(&input, 0, &token));
    assert_int_equal(token.kind, TOKEN_PASTE);
    assert_null(token.bytes);
    assert_true(input_next(&input, 0, &token));
    assert_string_equal(token.name, "y");
    input_free(&input);
}

static void test_broken_bytes_of_a_paste_are_counted(void **unused)
{
    (void)unused;
    struct input input = {0};
    struct token token;
    input_feed(&input, "\033[200~caf\xe9 \xff\033[201~", 18, 0);
    assert_true(input_next(&input, 0, &token));
    assert_int_equal(token.number, 2);
    input_free(&input);
}

static void expect_clean(const char *bytes, const char *line)
{
    struct text clean = {0};
    text_add(&clean, "> ");
    input_clean_paste(bytes, strlen(bytes), "; ", &clean);
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
    static const char *const pieces[] = {
        "\t",   "\033\033", ":",      "\033", "[", "O",         "]",         "P", "1",    ";5",
        "$",    "~",        "A",      "M",    "<", "\a",        "\033\\",    "a", "\xc3", "\xbc",
        "\x03", "\n",       "\033[M", "200~", "#", "\033[200~", "\033[201~", "u", "?",    "\xf0\x9f"};
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
        cmocka_unit_test(test_every_spelling_of_a_key),
        cmocka_unit_test(test_what_is_no_key_types_nothing),
        cmocka_unit_test(test_an_escape_before_what_is_no_key),
        cmocka_unit_test(test_a_tab_within_text_is_a_blank),
        cmocka_unit_test(test_a_long_paste_keeps_its_lines),
        cmocka_unit_test(test_too_long_a_paste_is_not_taken),
        cmocka_unit_test(test_broken_bytes_of_a_paste_are_counted),
        cmocka_unit_test(test_pasted_lines_become_one),
        cmocka_unit_test(test_splits_do_not_matter),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
