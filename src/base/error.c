#include "base/error.h"

#include <stdarg.h>
#include <string.h>

static void copy_argument(char to[ERROR_ARGUMENT_BYTES], const char *from)
{
    static const char dots[] = "…";
    size_t length = strlen(from), fits = length;
    if (length >= ERROR_ARGUMENT_BYTES)
        fits = utf8_floor(from, length, ERROR_ARGUMENT_BYTES - sizeof dots);
    memcpy(to, from, fits);
    strcpy(to + fits, fits < length ? dots : "");
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

bool error_add(struct error *error, const char *message)
{
    while (error->count < ERROR_ARGUMENTS && *message != '\0') {
        char *piece = error->arguments[error->count++];
        size_t length = utf8_floor(message, strlen(message), ERROR_ARGUMENT_BYTES - 1);
        memcpy(piece, message, length);
        piece[length] = '\0';
        message += length;
    }
    return false;
}

bool error_set_long(struct error *error, int column, enum word word, const char *first, const char *message)
{
    *error = (struct error){.word = word, .column = column};
    if (first != NULL)
        copy_argument(error->arguments[error->count++], first);
    return error_add(error, message);
}

bool error_inside(struct error *error, enum word word, const char *place, const struct error *inner,
                  const struct words *words)
{
    struct text message = {0};
    error_say(inner, words, &message);
    error_set_long(error, 0, word, place, text_string(&message));
    text_free(&message);
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
