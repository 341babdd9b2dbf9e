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

struct arguments {
    const char *const *list;
    int count;
};

/* Where the braces that open before `at` are closed, or NULL; `bar`: the first bar that is in no others. */
static const char *closing(const char *at, const char *end, const char **bar)
{
    int depth = 0;
    *bar = NULL;
    for (; at < end; at++) {
        if (*at == '}' && depth-- == 0)
            return at;
        depth += *at == '{';
        if (*at == '|' && depth == 0 && *bar == NULL)
            *bar = at;
    }
    return NULL;
}

static void format(struct text *text, const char *at, const char *end, const struct arguments *arguments);

/* What stands behind {N: "}" puts the argument in, "?one|many}" one of two by it. NULL if it is neither. */
static const char *put_in(struct text *text, int number, const char *rest, const char *end,
                          const struct arguments *arguments)
{
    const char *argument = number < arguments->count ? arguments->list[number] : "", *bar;
    const char *behind = closing(rest, end, &bar);
    if (behind == rest)
        text_append_safe(text, argument, strlen(argument), 0);
    else if (behind == NULL || bar == NULL || *rest != '?')
        return NULL;
    else if (strcmp(argument, "1") == 0)
        format(text, rest + 1, bar, arguments);
    else
        format(text, bar + 1, behind, arguments);
    return behind + 1;
}

static void format(struct text *text, const char *at, const char *end, const struct arguments *arguments)
{
    while (at < end) {
        bool numbered = end - at > 2 && at[0] == '{' && at[1] >= '1' && at[1] <= '9';
        const char *behind = numbered ? put_in(text, at[1] - '1', at + 2, end, arguments) : NULL;
        if (behind == NULL) {
            const char *brace = memchr(at + 1, '{', (size_t)(end - at - 1));
            behind = brace != NULL ? brace : end;
            text_append(text, at, (size_t)(behind - at));
        }
        at = behind;
    }
}

void words_format(struct text *text, const struct words *words, enum word id, const char *const *arguments)
{
    struct arguments given = {arguments, 0};
    const char *row = words->texts[id];
    while (arguments != NULL && given.count < MOST_ARGUMENTS && arguments[given.count] != NULL)
        given.count++;
    format(text, row, row + strlen(row), &given);
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
