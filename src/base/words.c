#include "base/words.h"

#include <stdarg.h>
#include <string.h>

enum { MOST_ARGUMENTS = 9 };

static const struct words english = {{
    [WORD_NONE] = "",
#define WORD(id, text) [WORD_##id] = text,
#include "words/en.def"
#undef WORD
}};

const struct words *words_english(void)
{
    return &english;
}

void words_format(struct text *text, const struct words *words, enum word id, const char *const *arguments)
{
    int count = 0;
    while (arguments != NULL && count < MOST_ARGUMENTS && arguments[count] != NULL)
        count++;
    for (const char *at = words->texts[id]; *at != '\0';) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            int number = at[1] - '1';
            if (number < count)
                text_append_safe(text, arguments[number], strlen(arguments[number]), 0);
            at += 3;
        } else {
            text_append(text, at++, 1);
        }
    }
}

void words_say_list(struct text *text, const struct words *words, enum word id, ...)
{
    const char *arguments[MOST_ARGUMENTS + 1];
    int count = 0;
    va_list list;
    va_start(list, id);
    const char *argument;
    while (count < MOST_ARGUMENTS && (argument = va_arg(list, const char *)) != NULL)
        arguments[count++] = argument;
    va_end(list);
    arguments[count] = NULL;
    words_format(text, words, id, arguments);
}
