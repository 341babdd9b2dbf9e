#include "headless/film_command.h"

#include "base/names.h"
#include "base/number.h"
#include "headless/film.h"
#include "session/hand.h"

#include <string.h>

enum { STATUS_FAILED = 1, STATUS_USAGE = 2 };

/* The line that makes the same by other programs keeps what was asked for besides: " --size 80x24". */
static bool refuse_kind(const struct invocation *invocation, const char *output, struct error *error)
{
    static const char *const names[] = {"--size", "--speed", "--theme", "--cast-version", "--to"};
    struct text options = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = invocation_value(invocation, names[i]);
        if (value != NULL)
            text_format(&options, " %s %s", names[i], value);
    }
    film_kind_error(invocation->operands[0], output, text_string(&options),
                    invocation_value(invocation, "--snapshot"), error);
    text_free(&options);
    return false;
}

static bool read_options(const struct invocation *invocation, struct film_options *options,
                         struct error *error)
{
    const char *output = invocation_value(invocation, "--output"),
               *size = invocation_value(invocation, "--size");
    const char *speed = invocation_value(invocation, "--speed"),
               *theme = invocation_value(invocation, "--theme");
    const char *version = invocation_value(invocation, "--cast-version"),
               *to = invocation_value(invocation, "--to");
    film_options_init(options);
    int kind = film_kind_of(output);
    if (kind < 0)
        return refuse_kind(invocation, output, error);
    options->kind = (enum film_kind)kind;
    if (invocation_value(invocation, "--animate") != NULL) {
        if (kind != FILM_SVG)
            return error_set(error, 0, WORD_ERROR_FILM_ANIMATE, output);
        options->kind = FILM_ANIMATED;
    }
    if (to != NULL &&
        (!number_read_thousandths(to, strlen(to), FILM_LONGEST, &options->to) || options->to == 0))
        return error_set(error, 0, WORD_ERROR_FILM_TO, to);
    options->snapshot = invocation_value(invocation, "--snapshot");
    if (size != NULL && !grid_read_size(size, &options->width, &options->height))
        return error_set(error, 0, WORD_ERROR_COMMAND_SIZE, size);
    if (speed != NULL && !clock_read_speed(speed, &options->speed))
        return error_set(error, 0, WORD_ERROR_COMMAND_SPEED, speed);
    if (theme != NULL)
        options->theme = names_find(theme_names, theme);
    if (version != NULL)
        options->cast_version = strcmp(version, "3") == 0 ? CAST_VERSION_3 : CAST_VERSION_2;
    return true;
}

static int fail(const struct words *words, const struct error *error, int status, FILE *errors)
{
    struct text text = {0};
    error_say(error, words, &text);
    fprintf(errors, "growwork: %s\n", text_string(&text));
    text_free(&text);
    return status;
}

int film_command(const struct invocation *invocation, const struct repertoire *repertoire, FILE *out,
                 FILE *errors)
{
    const struct words *words = repertoire->table.words;
    struct film_options options;
    struct error error = {0};
    int64_t length;
    const char *output = invocation_value(invocation, "--output");
    if (!read_options(invocation, &options, &error))
        return fail(words, &error, STATUS_USAGE, errors);
    if (!film_write(invocation->operands[0], output, &options, repertoire, &length, &error))
        return fail(words, &error, STATUS_FAILED, errors);
    struct text text = {0}, seconds = {0};
    number_say_thousandths(&seconds, length);
    words_say(&text, words, WORD_FILM_DONE, output, text_string(&seconds));
    fprintf(out, "%s\n", text_string(&text));
    text_free(&seconds);
    text_free(&text);
    return 0;
}
