#include "lang/reference.h"

#include "base/sheet.h"
#include "lang/reference_text.h"
#include "lang/row.h"

#include <string.h>

enum { TERMINAL_COLUMNS = 76, PAGE_COLUMNS = 100, INDENT = REFERENCE_INDENT };

/*
 * Appends the words, broken between words at `width` columns; `used` columns of the first line are taken,
 * further lines are indented. A \n begins a new paragraph. What is longer than a line stands alone on one.
 * Ends without a newline.
 */
static void wrap(struct text *text, const char *words, int used, int indent, int width)
{
    bool fresh = true; /* nothing of these words stands on the line yet */
    while (*words != '\0') {
        size_t length = strcspn(words, " \n");
        int columns = text_width(words, length);
        if (length > 0 && !fresh && used + 1 + columns > width) {
            text_add(text, "\n");
            text_add_repeated(text, " ", indent);
            used = indent;
            fresh = true;
        }
        if (length > 0) {
            text_add(text, fresh ? "" : " ");
            text_append(text, words, length);
            used += columns + !fresh;
            fresh = false;
        }
        words += length;
        if (*words == '\n') {
            text_add(text, "\n\n");
            text_add_repeated(text, " ", indent);
            used = indent;
            fresh = true;
        }
        words += *words != '\0';
    }
}

static const char *say(const struct command_table *table, enum word word)
{
    return table->words->texts[word];
}

bool reference_begins_group(const struct command_table *table, const struct command *command)
{
    return command == table->rows || command[-1].group != command->group;
}

void reference_add_aliases(const struct command_table *table, const struct command *command,
                           const char *around, struct text *text)
{
    struct text names = {0};
    for (int i = 0; command->aliases != NULL && command->aliases[i] != NULL; i++)
        text_format(&names, "%s%s%s%s", i > 0 ? ", " : "", around, command->aliases[i], around);
    if (names.length > 0)
        words_say(text, table->words, WORD_LANG_ALIASES, text_string(&names));
    text_free(&names);
}

static void add_kind(const struct command_table *table, const struct argument_row *row, struct text *text)
{
    bool only_choices = row->type == ARGUMENT_CHOICE && row->choices != NULL;
    text_add(text, only_choices ? "" : say(table, row_kind(row->type)));
    if ((row->min != 0 || row->max != 0) && (row->type == ARGUMENT_INTEGER || row->type == ARGUMENT_SIZE)) {
        text_add(text, " ");
        words_say(text, table->words, row->max == INT64_MAX ? WORD_LANG_RANGE_FROM : WORD_LANG_RANGE,
                  NUMBER(row->min), NUMBER(row->max));
    }
    if (row->choices == NULL)
        return;
    struct text choices = {0};
    row_list_choices(row, &choices);
    words_say(text, table->words, only_choices ? WORD_LANG_CHOICES : WORD_LANG_OR_CHOICES,
              text_string(&choices));
    text_free(&choices);
}

/* ---- for the terminal */

void reference_add_beside(const char *name, int column, const char *words, struct text *text)
{
    int used = INDENT + text_width(name, strlen(name));
    text_add_repeated(text, " ", INDENT);
    text_add(text, name);
    if (*words != '\0') {
        if (used + INDENT > column) {
            text_add(text, "\n");
            used = 0;
        }
        text_add_repeated(text, " ", column - used);
        wrap(text, words, column, column, TERMINAL_COLUMNS);
    }
    text_add(text, "\n");
}

void reference_add_meaning(const struct command_table *table, const struct argument_row *row,
                           struct text *text)
{
    if (row->about != WORD_NONE)
        text_format(text, "%s (", say(table, row->about));
    add_kind(table, row, text);
    if (row->preset != NULL) {
        text_add(text, "; ");
        words_say(text, table->words, WORD_LANG_DEFAULT, row->preset);
    } else if (row->optional) {
        text_format(text, "; %s", say(table, WORD_LANG_OPTIONAL));
    }
    text_add(text, row->about != WORD_NONE ? ")" : "");
}

static void add_paragraph(struct text *text, const char *words, int width)
{
    if (*words == '\0')
        return;
    wrap(text, words, 0, 0, width);
    text_add(text, "\n");
}

void reference_overview(const struct command_table *table, struct text *text)
{
    for (const struct command *command = table->rows; command->name != NULL; command++) {
        if (reference_begins_group(table, command))
            text_format(text, "%s" SHEET_TITLE "%s\n", command == table->rows ? "" : "\n",
                        say(table, command->group));
        text_format(text, "%s\t%s\n", command->name, say(table, command->summary));
    }
}

/* A paragraph with a blank line before it, unless it is the first; \n in the words begins another one. */
static void add_paragraphs(struct text *text, const char *words)
{
    while (*words != '\0') {
        size_t length = strcspn(words, "\n");
        text_separate(text, "\n");
        text_append(text, words, length);
        text_add(text, "\n");
        words += length + (words[length] == '\n');
    }
}

void reference_command(const struct command_table *table, const struct command *command, struct text *text)
{
    struct text words = {0};
    command_usage(command, &words);
    add_paragraphs(text, text_string(&words));
    text_clear(&words);
    reference_add_aliases(table, command, "", &words);
    add_paragraphs(text, text_string(&words));
    text_free(&words);
    add_paragraphs(text, say(table, command->summary));
    if (command->detail != WORD_NONE)
        add_paragraphs(text, say(table, command->detail));
    for (int i = 0; i < row_count(command); i++) {
        struct text usage = {0}, meaning = {0};
        if (i == 0)
            text_format(text, "\n" SHEET_TITLE "%s\n", say(table, WORD_LANG_ARGUMENTS));
        row_usage(&command->arguments[i], false, &usage);
        reference_add_meaning(table, &command->arguments[i], &meaning);
        text_format(text, "%s\t%s\n", text_string(&usage), text_string(&meaning));
        text_free(&usage);
        text_free(&meaning);
    }
    for (int i = 0; command->examples != NULL && command->examples[i] != NULL; i++) {
        if (i == 0)
            text_format(text, "\n" SHEET_TITLE "%s\n", say(table, WORD_LANG_EXAMPLES));
        text_format(text, "%*s%s\n", INDENT, "", command->examples[i]);
    }
}

/* ---- for a page */

/* A table's cell: a bar would end it. */
static void add_cell(struct text *text, const char *around, const char *words)
{
    if (*words != '\0')
        text_format(text, " %s", around);
    for (; *words != '\0'; words++) {
        if (*words == '|')
            text_add(text, "\\");
        text_append(text, words, 1);
        if (words[1] == '\0')
            text_add(text, around);
    }
    text_add(text, " |");
}

static void add_table(const struct command_table *table, const struct command *command, struct text *text)
{
    static const enum word heads[] = {WORD_LANG_HEAD_ARGUMENT, WORD_LANG_HEAD_KIND, WORD_LANG_HEAD_DEFAULT,
                                      WORD_LANG_HEAD_MEANING};
    if (row_count(command) == 0)
        return;
    text_add(text, "|");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        add_cell(text, "", say(table, heads[i]));
    text_add(text, "\n| --- | --- | --- | --- |\n");
    for (int i = 0; i < row_count(command); i++) {
        const struct argument_row *row = &command->arguments[i];
        struct text usage = {0}, kind = {0};
        row_usage(row, true, &usage);
        add_kind(table, row, &kind);
        text_add(text, "|");
        add_cell(text, "`", text_string(&usage));
        add_cell(text, "", text_string(&kind));
        add_cell(text, "`", row->preset != NULL ? row->preset : "");
        add_cell(text, "", say(table, row->about));
        text_add(text, "\n");
        text_free(&usage);
        text_free(&kind);
    }
    text_add(text, "\n");
}

static void add_page_paragraph(struct text *text, const char *words)
{
    add_paragraph(text, words, PAGE_COLUMNS);
    text_add(text, *words != '\0' ? "\n" : "");
}

void reference_markdown(const struct command_table *table, struct text *text)
{
    text_format(text, "# %s\n\n", say(table, WORD_LANG_TITLE));
    add_page_paragraph(text, say(table, WORD_LANG_GENERATED));
    add_page_paragraph(text, say(table, WORD_LANG_LINES));
    for (const struct command *command = table->rows; command->name != NULL; command++) {
        struct text aliases = {0};
        if (reference_begins_group(table, command))
            text_format(text, "## %s\n\n", say(table, command->group));
        text_format(text, "### %s\n\n    ", command->name);
        command_usage(command, text);
        text_add(text, "\n\n");
        add_page_paragraph(text, say(table, command->summary));
        reference_add_aliases(table, command, "`", &aliases);
        add_page_paragraph(text, text_string(&aliases));
        add_page_paragraph(text, say(table, command->detail));
        add_table(table, command, text);
        text_free(&aliases);
        if (command->examples == NULL || command->examples[0] == NULL)
            continue;
        text_add(text, "```\n");
        for (int i = 0; command->examples[i] != NULL; i++)
            text_format(text, "%s\n", command->examples[i]);
        text_add(text, "```\n\n");
    }
    while (text->length > 1 && text->bytes[text->length - 1] == '\n' && text->bytes[text->length - 2] == '\n')
        text->bytes[--text->length] = '\0';
}
