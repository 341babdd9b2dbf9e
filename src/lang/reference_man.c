#include "lang/reference.h"
#include "lang/reference_text.h"
#include "lang/row.h"

#include <inttypes.h>
#include <string.h>

/* A page under way. A line of text never begins with what roff takes for a request. */
struct page {
    const struct program *program;
    const struct command_table *table;
    struct text *text;
};

enum font { FONT_ROMAN = 'R', FONT_BOLD = 'B', FONT_ITALIC = 'I' };

static const char *say(const struct page *page, enum word word)
{
    return page->program->words->texts[word];
}

/* ---- roff */

static void add_character(struct text *text, uint32_t rune)
{
    static const struct {
        uint32_t rune;
        const char *escape;
    } escapes[] = {{'\\', "\\(rs"}, {'-', "\\-"},   {'\'', "\\(aq"}, {'`', "\\(ga"},
                   {'"', "\\(dq"},  {'^', "\\(ha"}, {'~', "\\(ti"}};
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (escapes[i].rune == rune) {
            text_add(text, escapes[i].escape);
            return;
        }
    }
    if (rune < 0x7f)
        text_add_rune(text, rune);
    else
        text_format(text, "\\[u%04" PRIX32 "]", rune);
}

static void add_font(struct text *text, enum font font)
{
    text_format(text, "\\f%c", font);
}

/*
 * Words as they are, but for `...`, which become bold, and newlines, which begin a paragraph with `gap` (a
 * request).
 */
static void add_words(struct text *text, const char *words, const char *gap)
{
    bool code = false;
    size_t length = strlen(words);
    for (size_t i = 0; i < length;) {
        bool begins = text->length == 0 || text->bytes[text->length - 1] == '\n';
        uint32_t rune;
        i += utf8_decode(words + i, length - i, &rune);
        if (begins && (rune == '.' || rune == '\''))
            text_add(text, "\\&");
        if (rune == '`') {
            code = !code;
            add_font(text, code ? FONT_BOLD : FONT_ROMAN);
        } else if (rune == '\n') {
            text_format(text, "%s%s%s", *gap != '\0' ? "\n" : " ", gap, *gap != '\0' ? "\n" : "");
        } else if (!(begins && rune == ' ')) {
            add_character(text, rune);
        }
    }
}

static void add_in(struct text *text, enum font font, const char *words)
{
    add_font(text, font);
    add_words(text, words, "");
    add_font(text, FONT_ROMAN);
}

static void add_heading(const struct page *page, const char *request, enum word word)
{
    text_format(page->text, ".%s \"", request);
    add_words(page->text, say(page, word), "");
    text_add(page->text, "\"\n");
}

/* A line of words, and `gap` between its paragraphs; nothing if there are none. */
static void add_line(const struct page *page, const char *words, const char *gap)
{
    if (*words == '\0')
        return;
    add_words(page->text, words, gap);
    text_add(page->text, "\n");
}

/* What follows is indented below the entry before it, after a line's room. */
static void add_below(const struct page *page, const char *words)
{
    if (*words == '\0')
        return;
    text_add(page->text, ".IP\n");
    add_line(page, words, ".IP");
}

/* ---- the program */

static void add_option(struct text *text, const struct option_row *option)
{
    if (option->letter != NULL) {
        add_in(text, FONT_BOLD, option->letter);
        text_add(text, ", ");
    }
    add_in(text, FONT_BOLD, option->name);
    if (option->value != NULL) {
        text_add(text, " ");
        add_in(text, FONT_ITALIC, option->value);
    }
}

static void add_call(const struct page *page, const struct program_row *row)
{
    struct text *text = page->text;
    add_font(text, FONT_BOLD);
    add_words(text, page->program->name, "");
    text_add(text, row->name[0] != '\0' ? " " : "");
    add_words(text, row->name, "");
    add_font(text, FONT_ROMAN);
    for (const struct option_row *option = row->options; option != NULL && option->name != NULL; option++) {
        text_add(text, option->required ? " " : " [");
        add_in(text, FONT_BOLD, option->letter != NULL ? option->letter : option->name);
        if (option->value != NULL) {
            text_add(text, " ");
            add_in(text, FONT_ITALIC, option->value);
        }
        text_add(text, option->required ? "" : "]");
    }
    if (row->operands != NULL) {
        text_add(text, " ");
        add_in(text, FONT_ITALIC, row->operands);
    }
    text_add(text, "\n");
}

static void add_choices(const struct page *page, const char *const *choices)
{
    struct text list = {0}, words = {0};
    for (int i = 0; choices[i] != NULL; i++)
        text_format(&list, "%s%s", i > 0 ? ", " : "", choices[i]);
    text_add(&words, " (");
    words_say(&words, page->program->words, WORD_LANG_CHOICES, text_string(&list));
    text_add(&words, ")");
    add_words(page->text, text_string(&words), "");
    text_free(&list);
    text_free(&words);
}

static void add_options(const struct page *page, const struct option_row *option)
{
    if (option == NULL || option->name == NULL)
        return;
    text_add(page->text, ".RS\n");
    for (; option->name != NULL; option++) {
        text_add(page->text, ".TP\n");
        add_option(page->text, option);
        text_add(page->text, "\n");
        add_words(page->text, say(page, option->about), ".IP");
        if (option->choices != NULL)
            add_choices(page, option->choices);
        text_add(page->text, "\n");
    }
    text_add(page->text, ".RE\n");
}

static void add_program(const struct page *page)
{
    const struct program *program = page->program;
    add_heading(page, "SH", WORD_LANG_MAN_NAME);
    add_words(page->text, program->name, "");
    text_add(page->text, " \\- ");
    add_line(page, say(page, program->summary), "");
    add_heading(page, "SH", WORD_LANG_MAN_SYNOPSIS);
    text_add(page->text, ".nf\n");
    for (const struct program_row *row = program->rows; row->name != NULL; row++)
        add_call(page, row);
    text_add(page->text, ".fi\n");
    add_heading(page, "SH", WORD_LANG_MAN_DESCRIPTION);
    add_line(page, say(page, program->description), ".PP");
    for (const struct program_row *row = program->rows; row->name != NULL; row++) {
        text_add(page->text, ".TP\n");
        add_call(page, row);
        add_line(page, say(page, row->summary), ".IP");
        add_below(page, say(page, row->detail));
        add_options(page, row->options);
    }
}

/* ---- the commands */

static void add_arguments(const struct page *page, const struct command *command)
{
    if (row_count(command) == 0)
        return;
    text_add(page->text, ".RS\n");
    for (int i = 0; i < row_count(command); i++) {
        struct text usage = {0}, meaning = {0};
        row_usage(&command->arguments[i], false, &usage);
        reference_add_meaning(page->table, &command->arguments[i], &meaning);
        text_add(page->text, ".TP\n");
        add_in(page->text, FONT_ITALIC, text_string(&usage));
        text_add(page->text, "\n");
        add_line(page, text_string(&meaning), ".IP");
        text_free(&usage);
        text_free(&meaning);
    }
    text_add(page->text, ".RE\n");
}

static void add_examples(const struct page *page, const struct command *command)
{
    if (command->examples == NULL || command->examples[0] == NULL)
        return;
    text_add(page->text, ".IP\n.nf\n");
    for (int i = 0; command->examples[i] != NULL; i++)
        add_line(page, command->examples[i], "");
    text_add(page->text, ".fi\n");
}

static void add_command(const struct page *page, const struct command *command)
{
    struct text usage = {0}, aliases = {0};
    command_usage(command, &usage);
    reference_add_aliases(page->table, command, "`", &aliases);
    text_add(page->text, ".TP\n");
    add_in(page->text, FONT_BOLD, text_string(&usage));
    text_add(page->text, "\n");
    add_line(page, say(page, command->summary), ".IP");
    add_line(page, text_string(&aliases), "");
    add_below(page, say(page, command->detail));
    add_arguments(page, command);
    add_examples(page, command);
    text_free(&usage);
    text_free(&aliases);
}

static void add_commands(const struct page *page)
{
    add_heading(page, "SH", WORD_LANG_MAN_COMMANDS);
    add_line(page, say(page, WORD_LANG_LINES), ".PP");
    for (const struct command *command = page->table->rows; command->name != NULL; command++) {
        if (reference_begins_group(page->table, command))
            add_heading(page, "SS", command->group);
        add_command(page, command);
    }
}

static void add_notes(const struct page *page, enum word heading, const struct program_note *note)
{
    if (note == NULL || note->name == NULL)
        return;
    add_heading(page, "SH", heading);
    for (; note->name != NULL; note++) {
        text_add(page->text, ".TP\n");
        add_in(page->text, FONT_BOLD, note->name);
        text_add(page->text, "\n");
        add_line(page, say(page, note->about), ".IP");
    }
}

void reference_man(const struct program *program, const struct command_table *table, struct text *text)
{
    struct page page = {.program = program, .table = table, .text = text};
    text_add(text, ".\\\" ");
    add_line(&page, say(&page, WORD_LANG_GENERATED), "");
    text_add(text, ".TH ");
    for (const char *at = program->name; *at != '\0'; at++)
        add_character(text, (uint32_t)(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at));
    text_add(text, " 1 \"\" \"");
    add_words(text, program->name, "");
    text_add(text, " ");
    add_words(text, program->version, "");
    text_add(text, "\"\n");
    add_program(&page);
    add_commands(&page);
    add_notes(&page, WORD_LANG_MAN_STATUS, program->statuses);
    add_notes(&page, WORD_LANG_MAN_VARIABLES, program->variables);
    add_notes(&page, WORD_LANG_MAN_FILES, program->files);
}
