#ifndef TEST_LANG_TABLE_H
#define TEST_LANG_TABLE_H
/*
 * A small command table with every kind of argument, for the tests and the fuzzer of the language. The words
 * are whatever the catalogue has.
 *
 * Knows: the language's contract. Must not know: the program's commands.
 */
#include "lang/lexer.h"
#include "lang/row.h"

#include <string.h>

static const char *const table_sides[] = {"x", "y", NULL};
static const char *const table_kinds[] = {"double", "same", "sideways", NULL};
static const char *const table_limits[] = {"none", "off", NULL};
static const char *const table_insert_aliases[] = {"put", "i", NULL};
static const char *const table_quit_aliases[] = {"exit", NULL};
static const char *const table_insert_examples[] = {"insert fig 12", "insert k{1..20}", NULL};

static const struct argument_row table_insert[] = {
    {.name = "key", .type = ARGUMENT_KEY, .about = WORD_LANG_KIND_KEY},
    {.name = "value", .type = ARGUMENT_VALUE, .optional = true, .preset = "0"},
    {.name = "hash", .type = ARGUMENT_HASH, .optional = true, .named = true, .about = WORD_LANG_KIND_HASH},
    {.name = "side", .type = ARGUMENT_CHOICE, .optional = true, .named = true, .choices = table_sides},
    {.name = NULL},
};
static const struct argument_row table_grow[] = {
    {.name = "kind", .type = ARGUMENT_CHOICE, .optional = true, .choices = table_kinds, .preset = "double"},
    {.name = NULL},
};
static const struct argument_row table_fill[] = {
    {.name = "count", .type = ARGUMENT_INTEGER, .min = 1, .max = 1000, .about = WORD_LANG_KIND_INTEGER},
    {.name = "prefix", .type = ARGUMENT_TEXT, .optional = true},
    {.name = NULL},
};
static const struct argument_row table_make[] = {
    {.name = "type", .type = ARGUMENT_TYPE},
    {.name = "hint", .type = ARGUMENT_INTEGER, .optional = true},
    {.name = "as", .type = ARGUMENT_SUBJECT, .optional = true, .keyword = true, .about = WORD_ARGUMENT_AS},
    {.name = "elem", .type = ARGUMENT_TYPE, .optional = true, .named = true},
    {.name = NULL},
};
static const struct argument_row table_say[] = {
    {.name = "mood", .type = ARGUMENT_TEXT, .optional = true, .named = true},
    {.name = "words", .type = ARGUMENT_TEXT, .rest = true},
    {.name = NULL},
};
static const struct argument_row table_push[] = {
    {.name = "at", .type = ARGUMENT_INTEGER, .optional = true, .named = true},
    {.name = "value", .type = ARGUMENT_VALUE, .many = true},
    {.name = NULL},
};
static const struct argument_row table_set[] = {
    {.name = "memory", .type = ARGUMENT_SIZE, .min = 1024, .max = INT64_MAX, .choices = table_limits},
    {.name = "times",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = -5,
     .max = 5,
     .choices = table_limits},
    {.name = NULL},
};
static const struct argument_row table_help[] = {
    {.name = "command", .type = ARGUMENT_COMMAND, .optional = true},
    {.name = NULL},
};
static const struct argument_row table_trace[] = {
    {.name = "file", .type = ARGUMENT_FILE},
    {.name = NULL},
};

static const struct command table_rows[] = {
    {.name = "insert",
     .aliases = table_insert_aliases,
     .group = WORD_LANG_KIND_KEY,
     .summary = WORD_LANG_GENERATED,
     .detail = WORD_LANG_LINES,
     .arguments = table_insert,
     .examples = table_insert_examples,
     .tag = TAG_SUBJECT},
    {.name = "fill", .group = WORD_LANG_KIND_KEY, .summary = WORD_LANG_GENERATED, .arguments = table_fill},
    {.name = "make", .group = WORD_LANG_KIND_KEY, .summary = WORD_LANG_GENERATED, .arguments = table_make},
    {.name = "grow",
     .group = WORD_LANG_KIND_SIZE,
     .summary = WORD_LANG_GENERATED,
     .arguments = table_grow,
     .tag = TAG_SUBJECT},
    {.name = "push", .group = WORD_LANG_KIND_SIZE, .summary = WORD_LANG_GENERATED, .arguments = table_push},
    {.name = "say", .group = WORD_LANG_KIND_SIZE, .summary = WORD_LANG_GENERATED, .arguments = table_say},
    {.name = "set", .group = WORD_LANG_KIND_SIZE, .summary = WORD_LANG_GENERATED, .arguments = table_set},
    {.name = "help", .group = WORD_LANG_KIND_SIZE, .summary = WORD_LANG_GENERATED, .arguments = table_help},
    {.name = "trace", .group = WORD_LANG_KIND_SIZE, .summary = WORD_LANG_GENERATED, .arguments = table_trace},
    {.name = "quit",
     .aliases = table_quit_aliases,
     .group = WORD_LANG_KIND_SIZE,
     .summary = WORD_LANG_GENERATED},
    {.name = NULL},
};

static inline struct command_table test_table(void)
{
    return (struct command_table){table_rows, words_english()};
}

static inline void print_word(const struct argument *argument, struct text *text)
{
    if (text->bytes[text->length - 1] != '=' && text->bytes[text->length - 1] != ' ')
        text_add(text, " ");
    if (argument->quoted)
        lexer_quote(argument->text, argument->length, false, text);
    else
        text_append(text, argument->text, argument->length);
}

static inline void print_argument(const struct call *call, int row, struct text *text)
{
    const struct argument *argument = &call->arguments[row];
    text_add(text, " ");
    if (call->command->arguments[row].named)
        text_format(text, "%s=", call->command->arguments[row].name);
    if (call->command->arguments[row].keyword)
        text_format(text, "%s ", call->command->arguments[row].name);
    print_word(argument, text);
}

/* Appends the call as a line that reads back to the same call. */
static inline void call_print(const struct call *call, struct text *text)
{
    if (call->subject.text != NULL)
        text_format(text, "%s: ", call->subject.text);
    text_add(text, call->command->name);
    int rest = ROW_NONE;
    for (int i = 0; i < row_count(call->command); i++) {
        if (!call->arguments[i].given)
            continue;
        if (call->command->arguments[i].rest && !call->command->arguments[i].named)
            rest = i;
        else
            print_argument(call, i, text);
        const struct argument *more;
        for (int n = 1; call->command->arguments[i].many &&
                        (more = call_more(call, call->command->arguments[i].name, n)) != NULL;
             n++)
            print_word(more, text);
    }
    /* Behind the rest nothing else would be seen. */
    if (rest != ROW_NONE)
        print_argument(call, rest, text);
}

static inline bool same_argument(const struct argument *a, const struct argument *b)
{
    if (!a->given || !b->given)
        return a->given == b->given;
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0 && a->quoted == b->quoted &&
           a->choice == b->choice && a->number == b->number && a->hash == b->hash;
}

/* The same command with the same arguments, wherever they stood. */
static inline bool same_call(const struct call *a, const struct call *b)
{
    for (int i = 0; i < CALL_ARGUMENTS; i++) {
        if (!same_argument(&a->arguments[i], &b->arguments[i]))
            return false;
    }
    if (a->subject.text == NULL || b->subject.text == NULL)
        return a->command == b->command && a->subject.text == b->subject.text;
    return a->command == b->command && strcmp(a->subject.text, b->subject.text) == 0;
}

/* Prints the call, reads that, and returns whether exactly the same call comes back. */
static inline bool reads_back(const struct command_table *table, const struct call *call)
{
    struct text text = {0};
    struct line line;
    struct error error;
    call_print(call, &text);
    /* A text with many escapes may be longer in print than a line may be. */
    bool same =
        text.length > LINE_LIMIT || (line_read(&line, table, text_string(&text), text.length, &error) &&
                                     line.count == 1 && same_call(call, &line.calls[0]));
    if (text.length <= LINE_LIMIT)
        line_free(&line);
    text_free(&text);
    return same;
}

#endif
