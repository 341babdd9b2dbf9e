/* Lines read against a small table: what comes out, what is refused and with which words, and that print
   undoes read. */
#include "base/memory_or_die.h"
#include "base/random.h"
#include "base/sheet.h"
#include "lang/reference.h"
#include "test/lang_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { BYTES = 65536 };

/* All calls of a line, printed and joined by " | "; or the error as the viewer reads it. */
static void read_and_print(const char *bytes, size_t length, struct text *text)
{
    struct command_table table = test_table();
    struct line line;
    struct error error;
    if (!line_read(&line, &table, bytes, length, &error)) {
        assert_int_equal(line.count, 0);
        assert_null(line.calls);
        error_say(&error, table.words, text);
    }
    for (size_t i = 0; i < line.count; i++) {
        text_add(text, i > 0 ? " | " : "");
        call_print(&line.calls[i], text);
        assert_true(reads_back(&table, &line.calls[i]));
    }
    line_free(&line);
}

struct expectation {
    const char *line, *calls;
};

static void check_all(const struct expectation *expectations, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct text text = {0};
        read_and_print(expectations[i].line, strlen(expectations[i].line), &text);
        if (strcmp(text_string(&text), expectations[i].calls) != 0)
            print_message("line: %s\n", expectations[i].line);
        assert_string_equal(text_string(&text), expectations[i].calls);
        text_free(&text);
    }
}

#define CHECK_ALL(expectations) check_all(expectations, sizeof(expectations) / sizeof *(expectations))

static void reads_words(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {"", ""},
        {"   # only a comment; insert fig", ""},
        {" ;; ", ""},
        {"insert fig 12", "insert fig 12"},
        {"\tput  fig\t12 # why not", "insert fig 12"},
        {"ins fig", "insert fig"},
        {"insert a#b", "insert a#b"},
        {"insert \"a b\" \"\"", "insert \"a b\" \"\""},
        {"insert a\"b c\"d", "insert \"ab cd\""},
        {"insert \"q\\\"\\\\\\n\\t\\x41\\x00\\xff\"", "insert \"q\\\"\\\\\\n\\tA\\x00\\xff\""},
        {"insert a\\b", "insert a\\b"},
        {"insert fig;grow same;quit", "insert fig | grow same | quit"},
        {"insert \"a;b\" ; quit", "insert \"a;b\" | quit"},
        {"insert side=y fig hash=0x13 12", "insert fig 12 hash=0x13 side=y"},
        {"insert \"hash=3\"", "insert \"hash=3\""},
        {"insert fig hash=\"3\"", "insert fig hash=\"3\""},
        {"grow dou", "grow double"},
        {"help ins", "help insert"},
        {"help put", "help insert"},
        {"trace a=b", "trace a=b"},
    };
    CHECK_ALL(expectations);
}

static void takes_types_and_rests_whole(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {"make map[string]int 20", "make map[string]int 20"},
        {"make map[struct{a, b int64; c bool}]struct{} 3", "make map[struct{a, b int64; c bool}]struct{} 3"},
        {"make elem=func(a, b) map[[2]int]bool", "make map[[2]int]bool elem=func(a, b)"},
        {"make map[int]chan int 3", "make map[int]chan int 3"},
        {"make map[int]chan  (<-chan int); quit", "make map[int]chan (<-chan int) | quit"},
        {"make map[int] string", "make map[int] string"},
        {"make []<- chan int 2", "make []<- chan int 2"},
        {"make []func(int) string 2", "make []func(int) string 2"},
        {"make []func(int) 2", "make []func(int) 2"},
        {"make []func(a func(), b int) (string, error)", "make []func(a func(), b int) (string, error)"},
        {"make map[int]func() elem=x", "make map[int]func() elem=x"},
        {"make map[int]chan", "make map[int]chan"},
        {"make map[int]chan # int", "make map[int]chan"},
        {"make map[struct{a int `json:\"a ]\"`}]int 3", "make map[struct{a int `json:\"a ]\"`}]int 3"},
        {"make map[struct{a int \"a\\\"}\"}]int", "make map[struct{a int \"a\\\"}\"}]int"},
        {"make map[struct{a int \"a}]int", "column 9: this [ is never closed"},
        {"make \"map[int]bool\"", "make \"map[int]bool\""},
        {"make map[int", "column 9: this [ is never closed"},
        {"say a  b{1..3} \"c; d\" ; quit", "say a  b{1..3} \"c; d\" | quit"},
        {"say \"all; of it\"", "say \"all; of it\""},
        {"say mood=calm no=name mood=2 # over", "say mood=calm no=name mood=2"},
        {"say \"a\" b", "say \"a\" b"},
        {"say", "column 4: say needs WORDS...: say [mood=TEXT] WORDS..."},
    };
    CHECK_ALL(expectations);
    struct command_table table = test_table();
    struct line line;
    struct error error;
    static const char quoted[] = "say \"a\\tb\"";
    assert_true(line_read(&line, &table, quoted, sizeof quoted - 1, &error));
    assert_string_equal(call_argument(&line.calls[0], "words")->text, "a\tb");
    line_free(&line);
}

static void expands_braces(void **state)
{
    (void)state;
    static const struct expectation expectations[] = {
        {"insert k{1..3}", "insert k1 | insert k2 | insert k3"},
        {"insert k{08..10}", "insert k08 | insert k09 | insert k10"},
        {"insert {-1..1}", "insert -1 | insert 0 | insert 1"},
        {"insert {3..1}", "insert 3 | insert 2 | insert 1"},
        {"insert {1..9..4}", "insert 1 | insert 5 | insert 9"},
        {"insert {9..1..-4}", "insert 9 | insert 5 | insert 1"},
        {"insert {c..a}z", "insert cz | insert bz | insert az"},
        {"insert {fig,pear}", "insert fig | insert pear"},
        {"insert {a,{b,c}d}", "insert a | insert bd | insert cd"},
        {"insert {a,b}{1..2}", "insert a1 | insert a2 | insert b1 | insert b2"},
        {"insert k{1..2} {x,y} hash=7", "insert k1 x hash=7 | insert k2 y hash=7"},
        {"insert fig hash={1..2}", "insert fig hash=1 | insert fig hash=2"},
        {"insert \"k{1..3}\"", "insert \"k{1..3}\""},
        {"insert {\"a b\",c}", "insert \"a b\" | insert \"c\""},
        {"insert {a\",\"b}", "insert \"{a,b}\""},
        {"insert { }", "insert { }"},
        {"insert {x} {1..a}", "insert {x} {1..a}"},
        {"insert {} {a..", "insert {} {a.."},
        {"insert {a..Z} {1..}", "insert {a..Z} {1..}"},
        {"insert {hash,}=3", "insert \"hash=3\" | insert =3"},
        {"insert {,#a}", "insert \"\" | insert \"#a\""},
        {"insert {7..7}", "insert 7"},
        {"insert k{1..2} {1..3}",
         "column 16: these braces make 3 words, those at column 8 make 2; in one command "
         "they go in pairs, so make them equal"},
        {"insert k{1..10001}",
         "column 8: these braces make more than 10000 commands, or more than 16 MB of text"},
        {"insert {1..100}{1..101}",
         "column 8: these braces make more than 10000 commands, or more than 16 MB of text"},
        {"insert {1..6000}; insert a{1..6000}",
         "column 26: these braces make more than 10000 commands, or more than 16 MB of text"},
        {"insert {1..999999999999999999..0}",
         "column 8: these braces make more than 10000 commands, or more than 16 MB of text"},
        {"fill {1,2,x}", "column 6: count is a number such as 12, 0x0c or 0b1100, not x"},
    };
    CHECK_ALL(expectations);
}

static void knows_where_a_call_comes_from(void **state)
{
    (void)state;
    struct command_table table = test_table();
    struct line line;
    struct error error;
    static const char text[] = "quit ;  insert \"é\" {1..2}  side=x ; ";
    assert_true(line_read(&line, &table, text, sizeof text - 1, &error));
    assert_int_equal(line.count, 3);
    const struct call *call = &line.calls[2];
    assert_int_equal(line.calls[0].part, 0);
    assert_int_equal(call->part, 1);
    assert_int_equal(line.calls[1].repetition, 0);
    assert_int_equal(call->repetition, 1);
    assert_int_equal(call->column, 9);
    assert_string_equal(call->source, "insert \"é\" {1..2}  side=x");
    assert_int_equal(call_argument(call, "key")->column, 16);
    assert_int_equal(call_argument(call, "value")->column, 20);
    assert_string_equal(call_argument(call, "value")->text, "2");
    assert_int_equal(call_argument(call, "side")->column, 33);
    assert_int_equal(call_argument(call, "side")->choice, 0);
    assert_false(call_argument(call, "hash")->given);
    line_free(&line);
}

/* The number (or hash) of the second word of a line. */
static int64_t number_in(const char *text, const char *argument)
{
    struct command_table table = test_table();
    struct line line;
    struct error error;
    assert_true(line_read(&line, &table, text, strlen(text), &error));
    const struct argument *found = call_argument(&line.calls[0], argument);
    int64_t number = strcmp(argument, "hash") == 0 ? (int64_t)found->hash : found->number;
    line_free(&line);
    return number;
}

/* Which of its choices an argument is. */
static int choice_in(const char *text, const char *argument)
{
    struct command_table table = test_table();
    struct line line;
    struct error error;
    assert_true(line_read(&line, &table, text, strlen(text), &error));
    int choice = call_argument(&line.calls[0], argument)->choice;
    line_free(&line);
    return choice;
}

static void reads_choices(void **state)
{
    (void)state;
    assert_int_equal(choice_in("grow sa", "kind"), 1);
    assert_int_equal(choice_in("insert fig side=y", "side"), 1);
    assert_int_equal(choice_in("set 1024 none", "times"), 0);
    assert_int_equal(choice_in("set 1024 of", "times"), 1);
    assert_int_equal(choice_in("set 1024 5", "times"), ARGUMENT_FREE);
    assert_int_equal(choice_in("set off", "memory"), 1);
    assert_int_equal(choice_in("insert fig", "key"), ARGUMENT_FREE);
}

static void subjects_stand_before_their_verb(void **state)
{
    (void)state;
    static const struct {
        const char *line, *subject;
        int column;
    } rows[] = {
        {"m: insert fig", "m", 1},           {"  m: insert fig", "m", 3}, {"m:insert fig", "m", 1},
        {"quit; other: grow", "other", 7},   {"insert m: 1", NULL, 0},    {"insert \"m:\" 1", NULL, 0},
        {"m : insert fig", "m", 1},          {"m :insert fig", "m", 1},   {"m\t:\tgrow", "m", 1},
        {"quit; other  : grow", "other", 7}, {"insert : 1", NULL, 0},     {"insert :m 1", NULL, 0},
    };
    struct command_table table = test_table();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct line line;
        struct error error;
        if (!line_read(&line, &table, rows[i].line, strlen(rows[i].line), &error))
            fail_msg("%s", rows[i].line);
        const struct call *call = &line.calls[line.count - 1];
        if (rows[i].subject == NULL) {
            assert_null(call->subject.text);
        } else {
            assert_string_equal(call->subject.text, rows[i].subject);
            assert_int_equal(call->subject.column, rows[i].column);
        }
        line_free(&line);
    }
}

static void keywords_name_what_follows(void **state)
{
    (void)state;
    static const char *const lines[] = {"make map[int]int 3 as n", "make map[int]int as n 3",
                                        "make map[int]int elem=int as n"};
    struct command_table table = test_table();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct line line;
        struct error error;
        assert_true(line_read(&line, &table, lines[i], strlen(lines[i]), &error));
        assert_string_equal(call_argument(line.calls, "as")->text, "n");
        assert_int_equal(call_argument(line.calls, "hint")->given, i < 2);
        line_free(&line);
    }
}

/* The words of push, each behind a blank; of call number `number` of the line. */
static void assert_pushed(const char *text, size_t number, const char *words)
{
    struct command_table table = test_table();
    struct line line;
    struct error error;
    struct text pushed = {0};
    assert_true(line_read(&line, &table, text, strlen(text), &error));
    assert_true(number < line.count);
    for (int i = 0; call_more(&line.calls[number], "value", i) != NULL; i++)
        text_format(&pushed, " %s", call_more(&line.calls[number], "value", i)->text);
    assert_string_equal(text_string(&pushed), words);
    assert_true(reads_back(&table, &line.calls[number]));
    text_free(&pushed);
    line_free(&line);
}

static void rows_may_be_given_several_times(void **state)
{
    (void)state;
    assert_pushed("push 1", 0, " 1");
    assert_pushed("push 1 2 3", 0, " 1 2 3");
    assert_pushed("push 1 at=3 2 3", 0, " 1 2 3");
    assert_pushed("push \"a b\" c \"\"", 0, " a b c ");
    assert_pushed("push {1..3} x", 0, " 1 x");
    assert_pushed("push {1..3} x {4..6}", 2, " 3 x 6");
    assert_pushed("push 1 2 3 4 5 6 7 8 9 10 11", 0, " 1 2 3 4 5 6 7 8 9 10 11");
}

static void reads_numbers(void **state)
{
    (void)state;
    assert_int_equal(number_in("fill 12", "count"), 12);
    assert_int_equal(number_in("fill 014", "count"), 12);
    assert_int_equal(number_in("fill 0x0C", "count"), 12);
    assert_int_equal(number_in("fill 0b1_100", "count"), 12);
    assert_int_equal(number_in("fill 1_000", "count"), 1000);
    assert_int_equal(number_in("set 1024 -5", "times"), -5);
    assert_int_equal(number_in("set 64K", "memory"), 65536);
    assert_int_equal(number_in("set 2g", "memory"), INT64_C(2) << 30);
    assert_int_equal(number_in("make map[int]int -9223372036854775808", "hint"), INT64_MIN);
    assert_int_equal(number_in("make map[int]int 0x7fffffffffffffff", "hint"), INT64_MAX);
    assert_true((uint64_t)number_in("insert a hash=0xffff_ffff_ffff_ffff", "hash") == UINT64_MAX);
    assert_int_equal(number_in("help grow", "command"), 3);
}

static const struct expectation refused_with_a_way_out[] = {
    {"insrt fig", "column 1: there is no command insrt; did you mean insert?"},
    {"Insert fig", "column 1: there is no command Insert; did you mean insert?"},
    {"quit; ptu fig", "column 7: there is no command ptu; did you mean put?"},
    {"m: quit", "column 1: quit is of all that is here, not of one; leave m: out"},
    {"quit; m:", "column 9: what should m do? A command belongs behind the colon; use m takes it in hand"},
    {"m: insrt fig", "column 4: there is no command insrt; did you mean insert?"},
    {"push at=1", "column 10: push needs VALUE...: push [at=N] VALUE..."},
    {"push 1 2 3 4 5 6 7 8 9 10 11 12",
     "column 30: push takes no more words, so 12 is one too many: push [at=N] VALUE..."},
    {"push {1..3} {4..5}",
     "column 13: these braces make 2 words, those at column 6 make 3; in one command they go in "
     "pairs, so make them equal"},
    {"make map[int]int as", "column 20: make needs as NAME: make TYPE [HINT] [as NAME] [elem=TYPE]"},
    {"zzzzz", "column 1: there is no command zzzzz; help lists them all"},
    {"\"\" fig", "column 1: there is no command \"\"; help lists them all"},
    {"grow \"\"", "column 6: kind is one of double, same, sideways, not \"\""},
    {"s x", "column 1: s could be say, set"},
    {"insert", "column 7: insert needs KEY: insert KEY [VALUE] [hash=N] [side=x|y]"},
    {"insert a b c", "column 12: insert takes no more words, so c is one too many: insert KEY [VALUE] "
                     "[hash=N] [side=x|y]"},
    {"insert é hsh=3", "column 10: insert has no hsh=; did you mean hash=? It has hash=, side="},
    {"insert a=b", "column 8: insert has no a=, only hash=, side= (a word with = in it goes in quotes)"},
    {"insert a hash=1 hash=2", "column 22: hash= is given twice"},
    {"insert a hash=-1", "column 15: hash is a number of at most 64 bits without a sign, not -1"},
    {"insert a hash=0x10000000000000000",
     "column 15: hash is a number of at most 64 bits without a sign, not 0x10000000000000000"},
    {"insert a hash=18446744073709551616",
     "column 15: hash is a number of at most 64 bits without a sign, not 18446744073709551616"},
    {"insert a hash=18446744073709551615", "insert a hash=18446744073709551615"},
    {"insert a hash=1__0", "column 15: hash is a number such as 12, 0x0c or 0b1100, not 1__0"},
    {"insert a hash=", "column 15: hash is a number such as 12, 0x0c or 0b1100, not \"\""},
    {"fill 1001", "column 6: count goes from 1 to 1000, and 1001 is outside"},
    {"fill 99999999999999999999", "column 6: count goes from 1 to 1000, and 99999999999999999999 is outside"},
    {"fill 0x", "column 6: count is a number such as 12, 0x0c or 0b1100, not 0x"},
    {"set 1024 nine", "column 10: times is a number or one of none, off, not nine"},
    {"set -1K", "column 5: memory is at least 1024, and -1K is less"},
    {"set 9999999T", "column 5: memory goes from 1024 to 9223372036854775807, and 9999999T is outside"},
    {"grow duble", "column 6: kind is one of double, same, sideways, not duble; did you mean double?"},
    {"grow up", "column 6: kind is one of double, same, sideways, not up"},
    {"grow s", "column 6: kind is one of double, same, sideways, and s could be more than one of them"},
    {"help gorw", "column 6: there is no command gorw; did you mean grow?"},
    {"insert \"fig", "column 8: this quote is never closed; put a \" behind the text, or \\\" for a quote "
                     "inside it"},
    {"insert é\"\\z\"", "column 10: \\z is no escape; inside quotes there are \\\" \\\\ \\n \\t and \\x with "
                        "two hex digits"},
    {"insert a\x01",
     "column 9: a control character (01) stands here; in quotes it can be written as \"\\x01\""},
    {"insert é\xc2\x9b",
     "column 9: a control character (9b) stands here; in quotes it can be written as \"\\xc2\\x9b\""},
    {"insert é\xff", "column 9: the byte ff is not UTF-8 here; in quotes it can be written as \"\\xff\""},
    {"insert fig; grow x", "column 18: kind is one of double, same, sideways, not x"},
};

static void refuses_with_a_way_out(void **state)
{
    (void)state;
    CHECK_ALL(refused_with_a_way_out);
}

static void bounds_the_line(void **state)
{
    (void)state;
    static char bytes[BYTES];
    struct text text = {0};
    memset(bytes, ' ', sizeof bytes);
    read_and_print(bytes, LINE_LIMIT, &text);
    assert_string_equal(text_string(&text), "");
    read_and_print(bytes, LINE_LIMIT + 1, &text);
    assert_string_equal(text_string(&text), "this line has more than 4096 bytes; cut it into several");
    text_clear(&text);
    read_and_print("quit\0quit", 9, &text);
    assert_string_equal(
        text_string(&text),
        "column 5: a control character (00) stands here; in quotes it can be written as \"\\x00\"");
    text_free(&text);
}

/* Lines that are meant to cost much: they end soon, in an error or in few calls. */
static void survives_hostile_braces(void **state)
{
    (void)state;
    static const char *const repeated[] = {"{", "{a,", "{a,b}", "{1..1}",    "{{a,b},",
                                           "}", "{,",  "\"{\"", "{1..10000}"};
    struct command_table table = test_table();
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        struct text text = {0};
        struct line line;
        struct error error;
        text_add(&text, "insert ");
        while (text.length + strlen(repeated[i]) <= LINE_LIMIT)
            text_add(&text, repeated[i]);
        if (line_read(&line, &table, text_string(&text), text.length, &error))
            assert_true(line.count <= EXPANSION_LIMIT);
        else
            assert_true(error_is_set(&error));
        line_free(&line);
        text_free(&text);
    }
    struct text text = {0};
    struct line line;
    struct error error;
    text_add(&text, "insert ");
    text_add_repeated(&text, "x", 4000);
    text_add(&text, "{1..9000}");
    assert_false(line_read(&line, &table, text_string(&text), text.length, &error));
    assert_int_equal(error.word, WORD_ERROR_LANG_EXPANSION_LIMIT);
    line_free(&line);
    text_free(&text);
}

static const char *const words[] = {
    "fig",  "é日", "k{1..3}",   "{a,b,c}",  "{x}",        "\"a b\"",    "\"\\x00\\xff\\n\"",
    "\"\"", "a=b", "-3",        "12",       "0x13",       "{4..6}",     "\"q\\\"\"",
    "a\\b", "#no", "{a,{b,c}}", "x\"y z\"", "{\"\",d,#}", "\"hash=1\"", "1_0",
};

enum { WORDS = sizeof words / sizeof *words };

static void add_random_part(uint64_t *random, struct text *text)
{
    static const char *const heads[] = {
        "insert ",
        "put hash=0x13 ",
        "insert side=y ",
        "fill 0b11 ",
        "make map[struct{a, b int}]bool ",
        "make map[int]chan ",
        "make []func(int) ",
        "say ",
        "say mood=\"x y\" ",
        "grow ",
        "set 64K ",
        "trace ",
        "i ",
        "help ",
    };
    static const char *const tails[] = {"", " ", " # the end", " hash=7", " side={x,y,x}"};
    text_add(text, heads[random_below(random, sizeof heads / sizeof *heads)]);
    for (uint64_t count = random_below(random, 4); count > 0; count--) {
        text_add(text, words[random_below(random, WORDS)]);
        text_add(text, random_below(random, 6) > 0 ? " " : "");
    }
    text_add(text, tails[random_below(random, sizeof tails / sizeof *tails)]);
}

static void printing_undoes_reading(void **state)
{
    (void)state;
    struct command_table table = test_table();
    uint64_t random = 20240611;
    int read = 0;
    for (int i = 0; i < 20000; i++) {
        struct text text = {0};
        struct line line;
        struct error error;
        for (uint64_t parts = 1 + random_below(&random, 2); parts > 0; parts--) {
            add_random_part(&random, &text);
            text_add(&text, parts > 1 ? ";" : "");
        }
        if (line_read(&line, &table, text_string(&text), text.length, &error))
            read++;
        else
            assert_true(error.column > 0 && error.column <= (int)text.length + 1);
        for (size_t n = 0; n < line.count; n++) {
            if (!reads_back(&table, &line.calls[n]))
                fail_msg("does not read back: %s", text_string(&text));
        }
        line_free(&line);
        text_free(&text);
    }
    /* The law says little if nearly all lines are refused. */
    assert_true(read > 4000);
}

static void assert_fits(void *context, const struct sheet_piece *piece)
{
    const int *columns = context;
    assert_true(piece->x + text_width(piece->bytes, piece->length) <= *columns);
    assert_true(piece->bytes[piece->length - 1] != ' ');
}

static void assert_lines_fit(const struct text *sheet, int columns)
{
    assert_true(sheet_lay(text_string(sheet), columns, true, assert_fits, &columns) > 0);
}

static void tells_the_reference(void **state)
{
    (void)state;
    struct command_table table = test_table();
    struct text text = {0};
    reference_overview(&table, &text);
    assert_lines_fit(&text, 76);
    assert_non_null(strstr(text_string(&text), "\n\n" SHEET_TITLE "size\ngrow\tWritten by the program"));
    text_clear(&text);
    for (const struct command *command = table.rows; command->name != NULL; command++)
        reference_command(&table, command, &text);
    assert_lines_fit(&text, 76);
    static const char insert[] = "insert KEY [VALUE] [hash=N] [side=x|y]\n\nAlso called put, i.\n\n";
    assert_memory_equal(text_string(&text), insert, sizeof insert - 1);
    assert_non_null(strstr(text_string(&text), "\nVALUE\tvalue; default 0\n"));
    assert_non_null(strstr(text_string(&text), "\nCOUNT\tnumber (number 1 to 1000)\n"));
    assert_non_null(strstr(text_string(&text), "\nMEMORY\tsize 1024 or more, or one of none, off\n"));
    text_clear(&text);
    reference_markdown(&table, &text);
    assert_non_null(
        strstr(text_string(&text), "\n## key\n\n### insert\n\n    insert KEY [VALUE] [hash=N] [side=x|y]\n"));
    assert_non_null(strstr(text_string(&text), "\n| `[side=x\\|y]` | one of x, y | | |\n"));
    assert_non_null(strstr(text_string(&text), "\n```\ninsert fig 12\ninsert k{1..20}\n```\n"));
    for (const struct command *command = table.rows; command->name != NULL; command++) {
        struct text heading = {0};
        text_format(&heading, "\n### %s\n", command->name);
        assert_non_null(strstr(text_string(&text), text_string(&heading)));
        text_free(&heading);
    }
    text_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_words),
        cmocka_unit_test(takes_types_and_rests_whole),
        cmocka_unit_test(expands_braces),
        cmocka_unit_test(knows_where_a_call_comes_from),
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(reads_choices),
        cmocka_unit_test(subjects_stand_before_their_verb),
        cmocka_unit_test(keywords_name_what_follows),
        cmocka_unit_test(rows_may_be_given_several_times),
        cmocka_unit_test(refuses_with_a_way_out),
        cmocka_unit_test(bounds_the_line),
        cmocka_unit_test(survives_hostile_braces),
        cmocka_unit_test(printing_undoes_reading),
        cmocka_unit_test(tells_the_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
