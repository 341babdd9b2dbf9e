#include "headless/invocation.h"

#include "base/nearest.h"
#include "paint/painter.h"

#include <assert.h>
#include <string.h>

#define END                                                                                                  \
    {                                                                                                        \
        .name = NULL                                                                                         \
    }
#define OPTIONS(...) ((const struct option_row[]){__VA_ARGS__, END})
#define STRINGS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct program_row rows[] = {
    {.name = "",
     .operands = "[FILE.scene]",
     .files = true,
     .endings = STRINGS(".scene"),
     .summary = WORD_INVOKE_SCREEN,
     .tag = INVOKE_SCREEN,
     .options = OPTIONS(
         {.name = "--theme", .value = "NAME", .choices = theme_choices, .about = WORD_OPTION_SCREEN_THEME})},
    {.name = "check",
     .operands = "FILE...",
     .files = true,
     .endings = STRINGS(".scene"),
     .summary = WORD_INVOKE_CHECK,
     .detail = WORD_INVOKE_CHECK_DETAIL,
     .options = OPTIONS({.name = "--pace", .about = WORD_INVOKE_CHECK_PACE}),
     .tag = INVOKE_CHECK},
    {.name = "film",
     .operands = "FILE",
     .files = true,
     .endings = STRINGS(".scene"),
     .summary = WORD_INVOKE_FILM,
     .detail = WORD_INVOKE_FILM_DETAIL,
     .tag = INVOKE_FILM,
     .options =
         OPTIONS({.name = "--output",
                  .letter = "-o",
                  .value = "FILE",
                  .file = true,
                  .required = true,
                  .about = WORD_OPTION_OUTPUT},
                 {.name = "--size", .value = "COLUMNSxROWS", .about = WORD_OPTION_SIZE},
                 {.name = "--speed", .value = "FACTOR", .about = WORD_OPTION_SPEED},
                 {.name = "--theme", .value = "NAME", .choices = theme_names, .about = WORD_OPTION_THEME},
                 {.name = "--snapshot", .value = "NAME", .about = WORD_OPTION_SNAPSHOT},
                 {.name = "--animate", .about = WORD_OPTION_ANIMATE},
                 {.name = "--to", .value = "SECONDS", .about = WORD_OPTION_TO},
                 {.name = "--cast-version",
                  .value = "N",
                  .choices = STRINGS("2", "3"),
                  .about = WORD_OPTION_CAST_VERSION})},
    {.name = "notes", .summary = WORD_INVOKE_NOTES, .tag = INVOKE_NOTES},
    {.name = "batch",
     .summary = WORD_INVOKE_BATCH,
     .tag = INVOKE_BATCH,
     .options = OPTIONS({.name = "--json", .about = WORD_OPTION_JSON})},
    {.name = "replay",
     .operands = "FILE...",
     .files = true,
     .summary = WORD_INVOKE_REPLAY,
     .detail = WORD_INVOKE_REPLAY_DETAIL,
     .tag = INVOKE_REPLAY},
    {.name = "reference",
     .operands = "FORMAT",
     .summary = WORD_INVOKE_REFERENCE,
     .detail = WORD_INVOKE_REFERENCE_DETAIL,
     .tag = INVOKE_REFERENCE},
    {.name = "--help", .summary = WORD_INVOKE_HELP, .tag = INVOKE_HELP},
    {.name = "--version", .summary = WORD_INVOKE_VERSION, .tag = INVOKE_VERSION},
    END,
};

static const struct program_note statuses[] = {
    {"0", WORD_STATUS_FINE},
    {"1", WORD_STATUS_FAILED},
    {"2", WORD_STATUS_USAGE},
    {"128+N", WORD_STATUS_SIGNAL},
    END,
};

static const struct program_note variables[] = {
    {"NO_COLOR", WORD_VARIABLE_NO_COLOR},
    {"TERM", WORD_VARIABLE_TERM},
    {"GROWWORK_THEME", WORD_VARIABLE_THEME},
    {"COLORFGBG", WORD_VARIABLE_COLOURS},
    {"INPUTRC", WORD_VARIABLE_INPUTRC},
    {"XDG_CONFIG_HOME", WORD_VARIABLE_CONFIG},
    {"XDG_STATE_HOME", WORD_VARIABLE_STATE},
    {"XDG_RUNTIME_DIR", WORD_VARIABLE_RUNTIME},
    END,
};

static const struct program_note files[] = {
    {"$XDG_CONFIG_HOME/growwork/config", WORD_FILE_CONFIG},
    {"$XDG_STATE_HOME/growwork/history", WORD_FILE_HISTORY},
    {"../share/growwork/scenes", WORD_FILE_SCENES},
    END,
};

struct program invocation_program(const struct words *words)
{
    return (struct program){
        .name = "growwork",
        .version = "0.1",
        .summary = WORD_PROGRAM_SUMMARY,
        .description = WORD_PROGRAM_DESCRIPTION,
        .rows = rows,
        .statuses = statuses,
        .variables = variables,
        .files = files,
        .words = words,
    };
}

static const struct program_row *find_row(const char *name)
{
    for (const struct program_row *row = rows; row->name != NULL; row++) {
        if (row->name[0] != '\0' && strcmp(row->name, name) == 0)
            return row;
    }
    return NULL;
}

static bool ends_like(const char *word, const char *const *endings)
{
    for (; *endings != NULL; endings++) {
        size_t length = strlen(word), ending = strlen(*endings);
        if (length > ending && strcmp(word + length - ending, *endings) == 0)
            return true;
    }
    return false;
}

static bool no_such_row(const char *word, struct error *error)
{
    const char *names[sizeof rows / sizeof *rows];
    size_t count = 0;
    for (const struct program_row *row = rows; row->name != NULL; row++)
        names[count++] = row->name;
    const char *nearest = nearest_of(word, names, count);
    return error_set(error, 0, nearest != NULL ? WORD_ERROR_INVOKE_NEAR : WORD_ERROR_INVOKE, word,
                     nearest != NULL ? nearest : "");
}

static int find_option(const struct program_row *row, const char *word)
{
    for (int i = 0; row->options != NULL && row->options[i].name != NULL; i++) {
        const struct option_row *option = &row->options[i];
        if (strcmp(option->name, word) == 0 || (option->letter != NULL && strcmp(option->letter, word) == 0))
            return i;
    }
    return -1;
}

static bool is_choice(const struct option_row *option, const char *value)
{
    for (int i = 0; option->choices != NULL && option->choices[i] != NULL; i++) {
        if (strcmp(option->choices[i], value) == 0)
            return true;
    }
    return option->choices == NULL;
}

/* Reads the option at `*at` and moves over its value. */
static bool read_option(struct invocation *invocation, int count, const char **list, int *at,
                        struct error *error)
{
    const char *word = list[*at];
    int index = find_option(invocation->row, word);
    if (index < 0)
        return error_set(error, 0, WORD_ERROR_INVOKE_OPTION, word);
    assert(index < INVOCATION_OPTIONS);
    const struct option_row *option = &invocation->row->options[index];
    invocation->values[index] = "";
    if (option->value == NULL)
        return true;
    if (++*at >= count)
        return error_set(error, 0, WORD_ERROR_INVOKE_VALUE, word, option->value);
    invocation->values[index] = list[*at];
    if (is_choice(option, list[*at]))
        return true;
    struct text choices = {0};
    for (int i = 0; option->choices[i] != NULL; i++)
        text_format(&choices, "%s%s", i > 0 ? ", " : "", option->choices[i]);
    error_set(error, 0, WORD_ERROR_INVOKE_CHOICE, word, text_string(&choices), list[*at]);
    text_free(&choices);
    return false;
}

static bool is_complete(const struct invocation *invocation, struct error *error)
{
    const struct program_row *row = invocation->row;
    for (int i = 0; row->options != NULL && row->options[i].name != NULL; i++) {
        if (row->options[i].required && invocation->values[i] == NULL)
            return error_set(error, 0, WORD_ERROR_INVOKE_REQUIRED, row->name, row->options[i].name,
                             row->options[i].value);
    }
    const char *operands = row->operands;
    bool many = operands != NULL && strstr(operands, "...") != NULL;
    if (operands != NULL && operands[0] != '[' && invocation->operand_count == 0)
        return error_set(error, 0, WORD_ERROR_INVOKE_OPERAND, row->name, operands);
    if (invocation->operand_count > (operands != NULL) && !many)
        return error_set(error, 0, WORD_ERROR_INVOKE_MANY, invocation->operands[operands != NULL]);
    return true;
}

bool invocation_read(struct invocation *invocation, int count, const char **list, struct error *error)
{
    int at = 0, kept = 0;
    bool options_end = false;
    *invocation = (struct invocation){.row = rows};
    *error = (struct error){0};
    if (count > 0) {
        const struct program_row *row = find_row(list[0]);
        if (row == NULL && find_option(rows, list[0]) < 0 && !ends_like(list[0], rows->endings))
            return no_such_row(list[0], error);
        if (row != NULL) {
            invocation->row = row;
            at = 1;
        }
    }
    for (; at < count; at++) {
        /* A dash alone is an operand: standard input. */
        bool option = !options_end && list[at][0] == '-' && list[at][1] != '\0';
        if (option && strcmp(list[at], "--") == 0)
            options_end = true;
        else if (!option)
            list[kept++] = list[at];
        else if (!read_option(invocation, count, list, &at, error))
            return false;
    }
    invocation->operands = list;
    invocation->operand_count = kept;
    return is_complete(invocation, error);
}

const char *invocation_value(const struct invocation *invocation, const char *option)
{
    int index = find_option(invocation->row, option);
    assert(index >= 0);
    return invocation->values[index];
}
