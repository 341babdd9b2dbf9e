#include "lang/reference.h"
#include "lang/reference_text.h"

#include <string.h>

enum { OPTION_INDENT = 4, WIDEST_CALL = 34 };

/* growwork film OPTION... FILE.scene */
static void add_call(const struct program *program, const struct program_row *row, struct text *text)
{
    bool options = row->options != NULL && row->options[0].name != NULL;
    bool required = false;
    for (const struct option_row *option = row->options; options && option->name != NULL; option++)
        required = required || option->required;
    text_add(text, program->name);
    text_format(text, "%s%s", row->name[0] != '\0' ? " " : "", row->name);
    if (options)
        text_format(text, required ? " %s..." : " [%s...]", program->words->texts[WORD_LANG_OPTION]);
    if (row->operands != NULL)
        text_format(text, " %s", row->operands);
}

static void add_option(const struct option_row *option, struct text *text)
{
    text_add_repeated(text, " ", OPTION_INDENT);
    text_format(text, "%s%s%s", option->letter != NULL ? option->letter : "",
                option->letter != NULL ? ", " : "", option->name);
    if (option->value != NULL)
        text_format(text, " %s", option->value);
}

/* The column at which all that is beside names begins. */
static int column_of(const struct program *program)
{
    int widest = 0;
    struct text left = {0};
    for (const struct program_row *row = program->rows; row->name != NULL; row++) {
        text_clear(&left);
        add_call(program, row, &left);
        int width = text_width(left.bytes, left.length);
        widest = width > widest && width <= WIDEST_CALL ? width : widest;
        for (const struct option_row *option = row->options; option != NULL && option->name != NULL;
             option++) {
            text_clear(&left);
            add_option(option, &left);
            width = text_width(left.bytes, left.length);
            widest = width > widest && width <= WIDEST_CALL ? width : widest;
        }
    }
    text_free(&left);
    return widest + 2 * REFERENCE_INDENT;
}

void reference_usage(const struct program *program, struct text *text)
{
    int column = column_of(program);
    struct text left = {0};
    text_format(text, "%s\n", program->words->texts[WORD_LANG_USAGE]);
    for (const struct program_row *row = program->rows; row->name != NULL; row++) {
        text_clear(&left);
        add_call(program, row, &left);
        reference_add_beside(text_string(&left), column, program->words->texts[row->summary], text);
        for (const struct option_row *option = row->options; option != NULL && option->name != NULL;
             option++) {
            text_clear(&left);
            add_option(option, &left);
            reference_add_beside(text_string(&left), column, program->words->texts[option->about], text);
        }
    }
    text_free(&left);
}
