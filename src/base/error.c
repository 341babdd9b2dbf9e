#include "base/error.h"

#include <stdarg.h>
#include <string.h>

static void copy_argument(char to[ERROR_ARGUMENT_BYTES], const char *from)
{
    size_t length = strlen(from);
    if (length < ERROR_ARGUMENT_BYTES) {
        memcpy(to, from, length + 1);
        return;
    }
    static const char dots[] = "…";
    size_t end = ERROR_ARGUMENT_BYTES - sizeof dots;
    while (end > 0 && ((unsigned char)from[end] & 0xc0) == 0x80)
        end--;
    memcpy(to, from, end);
    memcpy(to + end, dots, sizeof dots);
}

bool error_set_list(struct error *error, int column, enum word word, ...)
{
    *error = (struct error){.word = word, .column = column};
    va_list list;
    va_start(list, word);
    const char *argument;
    while (error->count < ERROR_ARGUMENTS && (argument = va_arg(list, const char *)) != NULL)
        copy_argument(error->arguments[error->count++], argument);
    va_end(list);
    return false;
}

void error_say(const struct error *error, const struct words *words, struct text *text)
{
    const char *arguments[ERROR_ARGUMENTS + 1] = {0};
    for (int i = 0; i < error->count; i++)
        arguments[i] = error->arguments[i];
    if (error->column > 0)
        words_say(text, words, WORD_ERROR_AT_COLUMN, NUMBER(error->column));
    words_format(text, words, error->word, arguments);
}
