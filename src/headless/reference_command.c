#include "headless/reference_command.h"

#include "lang/reference.h"
#include "lang/shell.h"
#include "view/explain.h"

#include <string.h>

static int print(struct text *text, FILE *out)
{
    fwrite(text_string(text), 1, text->length, out);
    text_free(text);
    return 0;
}

int reference_command_run(const struct invocation *invocation, const struct command_table *table, FILE *out,
                          FILE *errors)
{
    struct program program = invocation_program(table->words);
    const char *format = invocation->operands[0];
    struct text text = {0};
    int shell = shell_find(format);
    if (shell >= 0) {
        shell_completion((enum shell)shell, &program, &text);
    } else if (strcmp(format, "markdown") == 0) {
        reference_markdown(table, &text);
        explain_markdown(table->words, &text);
    } else if (strcmp(format, "man") == 0) {
        reference_man(&program, table, &text);
    } else {
        words_say(&text, table->words, WORD_ERROR_INVOKE_FORMAT, format);
        fprintf(errors, "growwork: %s\n", text_string(&text));
        text_free(&text);
        return 2;
    }
    return print(&text, out);
}

int reference_command_usage(const struct words *words, FILE *out)
{
    struct program program = invocation_program(words);
    struct text text = {0};
    reference_usage(&program, &text);
    return print(&text, out);
}
