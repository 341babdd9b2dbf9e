#include "lang/argument.h"

#include "base/memory_or_die.h"
#include "base/nearest.h"
#include "base/number.h"
#include "lang/row.h"

#include <stdlib.h>
#include <string.h>

static bool is_word(const char *word, const char *bytes, size_t length)
{
    return strlen(word) == length && memcmp(word, bytes, length) == 0;
}

static bool begins_with(const char *word, const char *bytes, size_t length)
{
    return strlen(word) >= length && memcmp(word, bytes, length) == 0;
}

/* How an error shows a word: nothing at all would not be seen. */
static const char *shown(const char *word)
{
    return *word != '\0' ? word : "\"\"";
}

/* ---- commands */

static const char *nearest_command(const struct command_table *table, const char *name)
{
    const char **names = NULL;
    size_t count = 0, capacity = 0;
    for (const struct command *command = table->rows; command->name != NULL; command++) {
        names = room_for_one_more(names, count, &capacity, sizeof *names);
        names[count++] = command->name;
        for (int i = 0; command->aliases != NULL && command->aliases[i] != NULL; i++) {
            names = room_for_one_more(names, count, &capacity, sizeof *names);
            names[count++] = command->aliases[i];
        }
    }
    const char *nearest = nearest_of(name, names, count);
    free(names);
    return nearest;
}

const struct command *argument_read_command(const struct command_table *table, const char *name,
                                            size_t length, int column, struct error *error)
{
    const struct command *found = NULL;
    struct text several = {0}, given = {0};
    int beginning = 0;
    for (const struct command *command = table->rows; command->name != NULL; command++) {
        if (row_is_called(command, name, length)) {
            found = command;
            beginning = 1;
            break;
        }
        if (length == 0 || !begins_with(command->name, name, length))
            continue;
        text_add(&several, beginning++ > 0 ? ", " : "");
        text_add(&several, command->name);
        found = command;
    }
    text_append(&given, name, length);
    const char *word = text_string(&given);
    const char *nearest = beginning == 0 ? nearest_command(table, word) : NULL;
    if (beginning > 1)
        error_set(error, column, WORD_ERROR_LANG_COMMAND_SEVERAL, word, text_string(&several));
    else if (nearest != NULL)
        error_set(error, column, WORD_ERROR_LANG_NO_COMMAND_NEAR, word, nearest);
    else if (beginning == 0)
        error_set(error, column, WORD_ERROR_LANG_NO_COMMAND, shown(word));
    text_free(&several);
    text_free(&given);
    return beginning == 1 ? found : NULL;
}

/* ---- numbers */

static bool range_error(const struct argument_row *row, const struct argument *argument, struct error *error)
{
    bool bounded = row->min != 0 || row->max != 0;
    int64_t min = bounded ? row->min : row->type == ARGUMENT_SIZE ? 0 : INT64_MIN;
    int64_t max = bounded ? row->max : INT64_MAX;
    if (max == INT64_MAX && argument->text[0] == '-')
        return error_set(error, argument->column, WORD_ERROR_LANG_RANGE_LOW, row->name, NUMBER(min),
                         argument->text);
    return error_set(error, argument->column, WORD_ERROR_LANG_RANGE, row->name, NUMBER(min), NUMBER(max),
                     argument->text);
}

static bool in_range(const struct argument_row *row, int64_t value)
{
    if (row->min == 0 && row->max == 0)
        return row->type != ARGUMENT_SIZE || value >= 0;
    return value >= row->min && value <= row->max;
}

static bool not_a_number(const struct argument_row *row, const struct argument *argument, struct error *error)
{
    enum word word = row->type == ARGUMENT_SIZE ? WORD_ERROR_LANG_SIZE : WORD_ERROR_LANG_NUMBER;
    if (row->choices == NULL)
        return error_set(error, argument->column, word, row->name, shown(argument->text));
    struct text choices = {0};
    row_list_choices(row, &choices);
    error_set(error, argument->column, WORD_ERROR_LANG_NUMBER_OR_CHOICE, row->name, shown(argument->text),
              text_string(&choices));
    text_free(&choices);
    return false;
}

static bool is_number(const struct argument *argument)
{
    struct number unused;
    return number_read(argument->text, argument->length, &unused) != NUMBER_NONE;
}

/* 40%, 12.5% */
static bool read_share(const struct argument_row *row, struct argument *argument, struct error *error)
{
    argument->is_share = true;
    return number_read_thousandths(argument->text, argument->length - 1, LANG_WHOLE, &argument->number) ||
           error_set(error, argument->column, WORD_ERROR_LANG_SHARE, row->name, shown(argument->text));
}

static bool read_integer(const struct argument_row *row, struct argument *argument, struct error *error)
{
    if (row->share && argument->length > 0 && argument->text[argument->length - 1] == '%')
        return read_share(row, argument, error);
    if (!is_number(argument)) {
        argument->is_word = row->word && argument->length > 0;
        return argument->is_word || not_a_number(row, argument, error);
    }
    if (!number_read_signed(argument->text, argument->length, &argument->number) ||
        !in_range(row, argument->number))
        return range_error(row, argument, error);
    return true;
}

static bool read_hash(const struct argument_row *row, struct argument *argument, struct error *error)
{
    if (!is_number(argument))
        return not_a_number(row, argument, error);
    return number_read_unsigned(argument->text, argument->length, &argument->hash) ||
           error_set(error, argument->column, WORD_ERROR_LANG_HASH, row->name, shown(argument->text));
}

static bool read_size(const struct argument_row *row, struct argument *argument, struct error *error)
{
    if (number_read_bytes(argument->text, argument->length, INT64_MAX, &argument->number) &&
        in_range(row, argument->number))
        return true;
    size_t length = argument->length;
    bool unit = length > 1 && memchr("kKmMgGtT", argument->text[length - 1], 8) != NULL;
    struct number unused;
    return number_read(argument->text, length - unit, &unused) == NUMBER_NONE
               ? not_a_number(row, argument, error)
               : range_error(row, argument, error);
}

/* ---- choices */

/* Free text is never taken for the beginning of a choice. */
static bool may_shorten(enum argument_type type)
{
    return type == ARGUMENT_CHOICE || type == ARGUMENT_INTEGER || type == ARGUMENT_HASH ||
           type == ARGUMENT_SIZE;
}

enum { NO_CHOICE = -1, SEVERAL_CHOICES = -2 };

/* The index of the choice that the word is or begins. */
static int find_choice(const struct argument_row *row, const char *text, size_t length, bool shorten)
{
    int found = NO_CHOICE;
    shorten = shorten && length > 0;
    for (int i = 0; row->choices != NULL && row->choices[i] != NULL; i++) {
        if (is_word(row->choices[i], text, length))
            return i;
        if (shorten && begins_with(row->choices[i], text, length))
            found = found == NO_CHOICE ? i : SEVERAL_CHOICES;
    }
    return found;
}

static bool choice_error(const struct argument_row *row, const struct argument *argument, int found,
                         struct error *error)
{
    struct text choices = {0};
    size_t count = 0;
    row_list_choices(row, &choices);
    while (row->choices != NULL && row->choices[count] != NULL)
        count++;
    /* Of numbers none is a slip for another. */
    bool number = argument->text[0] >= '0' && argument->text[0] <= '9';
    const char *nearest = number ? NULL : nearest_of(argument->text, row->choices, count);
    if (found == SEVERAL_CHOICES)
        error_set(error, argument->column, WORD_ERROR_LANG_CHOICE_SEVERAL, row->name, text_string(&choices),
                  argument->text);
    else if (nearest != NULL)
        error_set(error, argument->column, WORD_ERROR_LANG_CHOICE_NEAR, row->name, text_string(&choices),
                  argument->text, nearest);
    else
        error_set(error, argument->column, WORD_ERROR_LANG_CHOICE, row->name, text_string(&choices),
                  shown(argument->text));
    text_free(&choices);
    return false;
}

static void take_word(struct argument *argument, const char *word)
{
    argument->text = word;
    argument->length = strlen(word);
}

static bool take_choice(const struct argument_row *row, struct argument *argument, int choice)
{
    take_word(argument, row->choices[choice]);
    argument->choice = choice;
    return true;
}

bool argument_read(const struct argument_row *row, const struct command_table *table,
                   struct argument *argument, struct error *error)
{
    int found = find_choice(row, argument->text, argument->length, may_shorten(row->type));
    if (found >= 0)
        return take_choice(row, argument, found);
    switch (row->type) {
    case ARGUMENT_CHOICE:
        return choice_error(row, argument, found, error);
    case ARGUMENT_INTEGER:
        return read_integer(row, argument, error);
    case ARGUMENT_HASH:
        return read_hash(row, argument, error);
    case ARGUMENT_SIZE:
        return read_size(row, argument, error);
    case ARGUMENT_COMMAND: {
        if (row->rest)
            return true;
        const struct command *command =
            argument_read_command(table, argument->text, argument->length, argument->column, error);
        found = find_choice(row, argument->text, argument->length, true);
        if (command == NULL && found >= 0 && error->word != WORD_ERROR_LANG_COMMAND_SEVERAL)
            return take_choice(row, argument, found);
        if (command == NULL)
            return false;
        take_word(argument, command->name);
        argument->number = command - table->rows;
        return true;
    }
    case ARGUMENT_TEXT:
    case ARGUMENT_SUBJECT:
    case ARGUMENT_KEY:
    case ARGUMENT_VALUE:
    case ARGUMENT_TYPE:
    case ARGUMENT_FILE:
        return true;
    }
    return true;
}
