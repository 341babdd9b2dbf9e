#include "lang/command.h"

#include "base/memory_or_die.h"
#include "base/nearest.h"
#include "lang/argument.h"
#include "lang/expand.h"
#include "lang/lexer.h"
#include "lang/row.h"
#include "lang/storage.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What the words of a part say for one argument, before braces make several calls of it. */
struct binding {
    bool given, expanded, quoted;
    int column;
    struct pieces pieces; /* one, or as many as there are calls */
};

/* The part that is being read. */
struct part {
    const struct command *command;
    struct call_subject subject;
    struct binding bindings[CALL_ARGUMENTS];
    size_t start, end;
    int positions; /* positional arguments seen so far */
    int more; /* of a row that may be given several times, beyond the first: they stand behind the rows */
};

struct reader {
    const struct command_table *table;
    struct lexer lexer;
    struct token token;
    struct storage *storage;
    struct line *line;
    size_t capacity;
    struct error *error;
};

static bool usage_error(const struct reader *reader, const struct part *part, size_t offset, enum word word,
                        const char *culprit)
{
    struct text usage = {0};
    command_usage(part->command, &usage);
    error_set(reader->error, lexer_column(&reader->lexer, offset), word, part->command->name, culprit,
              text_string(&usage));
    text_free(&usage);
    return false;
}

static bool missing_error(const struct reader *reader, const struct part *part, int row)
{
    struct text missing = {0};
    row_usage(&part->command->arguments[row], false, &missing);
    usage_error(reader, part, part->end, WORD_ERROR_LANG_MISSING, text_string(&missing));
    text_free(&missing);
    return false;
}

static bool unknown_name_error(const struct reader *reader, const struct part *part, size_t length)
{
    const struct lexer *lexer = &reader->lexer;
    const char *names[CALL_ARGUMENTS];
    size_t count = 0;
    struct text name = {0}, known = {0}, near = {0};
    text_append(&name, lexer->text + lexer->at, length);
    for (int i = 0; i < row_count(part->command); i++) {
        if (part->command->arguments[i].named)
            names[count++] = part->command->arguments[i].name;
    }
    row_list_named(part->command, &known);
    const char *nearest = nearest_of(text_string(&name), names, count);
    if (nearest != NULL)
        text_format(&near, "%s=", nearest);
    error_set(reader->error, lexer_column(lexer, lexer->at),
              nearest != NULL ? WORD_ERROR_LANG_NO_NAME_NEAR : WORD_ERROR_LANG_NO_NAME, part->command->name,
              text_string(&name), text_string(&known), text_string(&near));
    text_free(&name);
    text_free(&known);
    text_free(&near);
    return false;
}

/* How many places of the part's bindings are in use, and the row that each belongs to. */
static int place_count(const struct part *part)
{
    return row_count(part->command) + part->more;
}

static int row_of_place(const struct part *part, int place)
{
    int rows = row_count(part->command);
    for (int i = 0; i < rows && place >= rows; i++) {
        if (part->command->arguments[i].many)
            return i;
    }
    return place;
}

/* Takes the word in the token, from byte `from` on, for the argument `row`. */
static bool bind_word(struct reader *reader, struct part *part, int row, size_t from)
{
    const struct argument_row *argument = &part->command->arguments[row];
    int column = lexer_column(&reader->lexer, reader->token.start + from), place = row;
    if (part->bindings[row].given && !argument->many)
        return error_set(reader->error, column, WORD_ERROR_LANG_NAME_TWICE, argument->name);
    if (part->bindings[row].given && place_count(part) == CALL_ARGUMENTS)
        return usage_error(reader, part, reader->token.start, WORD_ERROR_LANG_TOO_MANY,
                           text_string(&reader->token.bytes));
    if (part->bindings[row].given)
        place = row_count(part->command) + part->more++;
    struct binding *binding = &part->bindings[place];
    binding->given = true;
    binding->column = column;
    binding->quoted = reader->token.quoted;
    const struct text *bytes = &reader->token.bytes;
    if (row_mode(argument) == LEXER_WORD) {
        size_t limit = EXPANSION_LIMIT - reader->line->count;
        if (!expand(&reader->token, from, limit, reader->storage, &binding->pieces, &binding->expanded))
            return error_set(reader->error, column, WORD_ERROR_LANG_EXPANSION_LIMIT, NUMBER(EXPANSION_LIMIT),
                             NUMBER(EXPANSION_BYTES >> 20));
        return true;
    }
    binding->pieces.list = new_items(1, sizeof *binding->pieces.list);
    binding->pieces.count = 1;
    binding->pieces.list[0].bytes =
        storage_copy(reader->storage, text_string(bytes) + from, bytes->length - from);
    binding->pieces.list[0].length = bytes->length - from;
    return true;
}

/* The word behind a keyword. */
static bool read_keyword(struct reader *reader, struct part *part, int row, size_t skip)
{
    reader->lexer.at += skip;
    part->end = reader->lexer.at;
    if (!row_read_word(part->command, row, &reader->lexer, &reader->token, reader->error))
        return false;
    if (!reader->token.found)
        return missing_error(reader, part, row);
    part->end = reader->token.end;
    return bind_word(reader, part, row, 0);
}

/* Reads one argument; `*more` is false at the end of the part. */
static bool read_argument(struct reader *reader, struct part *part, bool *more)
{
    struct lexer *lexer = &reader->lexer;
    lexer_skip_blanks(lexer);
    const char *text = lexer->text + lexer->at;
    size_t length = lexer->length - lexer->at, value, name = row_name_length(text, length);
    size_t skip = 0;
    int row = row_keyword(part->command, text, length, &skip);
    if (row != ROW_NONE)
        return read_keyword(reader, part, row, skip);
    row = row_of_word(part->command, text, length, part->positions, &value);
    if (value == 0) {
        bool rest = row != ROW_NONE && part->command->arguments[row].rest;
        if (name > 0 && !rest && row_has_named(part->command))
            return unknown_name_error(reader, part, name);
        part->positions++;
    }
    if (!row_read_word(part->command, row, lexer, &reader->token, reader->error))
        return false;
    *more = reader->token.found;
    if (!*more)
        return true;
    part->end = reader->token.end;
    if (row == ROW_NONE)
        return usage_error(reader, part, reader->token.start, WORD_ERROR_LANG_TOO_MANY,
                           text_string(&reader->token.bytes));
    return bind_word(reader, part, row, value);
}

/* How many calls the part stands for; 0 sets the error. */
static size_t count_calls(const struct reader *reader, const struct part *part)
{
    const struct binding *first = NULL;
    for (int i = 0; i < place_count(part); i++) {
        const struct binding *binding = &part->bindings[i];
        if (!binding->expanded)
            continue;
        if (first != NULL && first->pieces.count != binding->pieces.count) {
            error_set(reader->error, binding->column, WORD_ERROR_LANG_EXPANSION_LENGTHS,
                      NUMBER(binding->pieces.count), NUMBER(first->column), NUMBER(first->pieces.count));
            return 0;
        }
        first = first != NULL ? first : binding;
    }
    size_t count = first != NULL ? first->pieces.count : 1;
    if (reader->line->count + count <= EXPANSION_LIMIT)
        return count;
    error_set(reader->error, lexer_column(&reader->lexer, part->start), WORD_ERROR_LANG_EXPANSION_LIMIT,
              NUMBER(EXPANSION_LIMIT), NUMBER(EXPANSION_BYTES >> 20));
    return 0;
}

static bool fill_argument(const struct reader *reader, const struct part *part, int place, size_t repetition,
                          struct argument *argument)
{
    const struct binding *binding = &part->bindings[place];
    int row = row_of_place(part, place);
    const struct piece *piece = &binding->pieces.list[binding->expanded ? repetition : 0];
    bool positional = !part->command->arguments[row].named && !part->command->arguments[row].keyword;
    /* An expansion can make words that would be read differently if they were written as they are; those count as
       quoted, so that a printed call reads back to itself. */
    *argument = (struct argument){
        .given = true,
        .column = binding->column,
        .text = piece->bytes,
        .length = piece->length,
        .choice = ARGUMENT_FREE,
        .quoted = binding->quoted ||
                  (binding->expanded && row_needs_quotes(piece->bytes, piece->length, positional)),
    };
    return argument_read(&part->command->arguments[row], reader->table, argument, reader->error);
}

static bool add_calls(struct reader *reader, const struct part *part, int number)
{
    int places = place_count(part);
    for (int i = 0; i < row_count(part->command); i++) {
        if (!part->bindings[i].given && !part->command->arguments[i].optional)
            return missing_error(reader, part, i);
    }
    size_t count = count_calls(reader, part);
    const char *source =
        storage_copy(reader->storage, reader->lexer.text + part->start, part->end - part->start);
    struct call call = {
        .command = part->command,
        .subject = part->subject,
        .part = number,
        .column = lexer_column(&reader->lexer, part->start),
        .source = source,
    };
    for (int i = 0; i < places; i++)
        call.arguments[i].choice = ARGUMENT_FREE;
    for (size_t n = 0; n < count; n++) {
        call.repetition = (int)n;
        for (int i = 0; i < places; i++) {
            const struct binding *binding = &part->bindings[i];
            if (binding->given && (n == 0 || binding->expanded) &&
                !fill_argument(reader, part, i, n, &call.arguments[i]))
                return false;
        }
        struct line *line = reader->line;
        line->calls = room_for_one_more(line->calls, line->count, &reader->capacity, sizeof *line->calls);
        line->calls[line->count++] = call;
    }
    return count > 0;
}

/* If the word in the token begins with a subject, "m:", what follows it becomes the command's. */
static bool read_subject(struct reader *reader, struct part *part)
{
    struct token *token = &reader->token;
    const char *text = reader->lexer.text + token->start;
    size_t behind,
        length = row_subject_length(reader->table, text, reader->lexer.length - token->start, &behind);
    if (token->quoted || length == 0)
        return true;
    part->subject.text = storage_copy(reader->storage, text, length);
    part->subject.column = lexer_column(&reader->lexer, token->start);
    reader->lexer.at = token->start + behind;
    if (!lexer_word(&reader->lexer, LEXER_WORD, token, reader->error))
        return false;
    part->end = token->end;
    return token->found || error_set(reader->error, lexer_column(&reader->lexer, reader->lexer.at),
                                     WORD_ERROR_LANG_SUBJECT_ALONE, part->subject.text);
}

/* A name before a command that is of no one subject. */
static bool may_have_subject(struct reader *reader, const struct part *part)
{
    return part->subject.text == NULL || (part->command->tag & TAG_SUBJECT) ||
           error_set(reader->error, part->subject.column, WORD_ERROR_LANG_NO_SUBJECT, part->command->name,
                     part->subject.text);
}

static bool read_part(struct reader *reader, int number)
{
    struct part part = {0};
    struct token *token = &reader->token;
    if (!lexer_word(&reader->lexer, LEXER_WORD, token, reader->error))
        return false;
    if (!token->found)
        return true;
    part.start = token->start;
    part.end = token->end;
    if (!read_subject(reader, &part))
        return false;
    /* Quotes within a word are none of a name, and what is refused is shown as it was typed: m["fig"]++. */
    const char *name = reader->lexer.text + token->start;
    size_t length = token->end - token->start;
    if (*name == '"') {
        name = text_string(&token->bytes);
        length = token->bytes.length;
    }
    part.command = argument_read_command(reader->table, name, length,
                                         lexer_column(&reader->lexer, token->start), reader->error);
    bool more = true, fine = part.command != NULL && may_have_subject(reader, &part);
    while (fine && more)
        fine = read_argument(reader, &part, &more);
    fine = fine && add_calls(reader, &part, number);
    for (int i = 0; i < CALL_ARGUMENTS; i++)
        pieces_free(&part.bindings[i].pieces);
    return fine;
}

bool line_read(struct line *line, const struct command_table *table, const char *text, size_t length,
               struct error *error)
{
    struct storage *storage = new_items(1, sizeof *storage);
    struct reader reader = {.table = table, .storage = storage, .line = line, .error = error};
    *line = (struct line){.storage = storage};
    *error = (struct error){0};
    bool fine = lexer_begin(&reader.lexer, text, length, LINE_LIMIT, error);
    int number = 0;
    while (fine) {
        fine = read_part(&reader, number++);
        if (!fine || !lexer_next_part(&reader.lexer))
            break;
    }
    token_free(&reader.token);
    if (!fine)
        line_free(line);
    return fine;
}

void line_free(struct line *line)
{
    free(line->calls);
    if (line->storage != NULL)
        storage_free(line->storage);
    free(line->storage);
    *line = (struct line){0};
}

const struct argument *call_argument(const struct call *call, const char *name)
{
    int row = row_find(call->command, name, strlen(name), false);
    assert(row != ROW_NONE);
    return &call->arguments[row];
}

bool call_has(const struct call *call, const char *name)
{
    return row_find(call->command, name, strlen(name), false) != ROW_NONE;
}

const struct argument *call_more(const struct call *call, const char *name, int number)
{
    int row = row_find(call->command, name, strlen(name), false),
        place = row_count(call->command) + number - 1;
    assert(row != ROW_NONE && call->command->arguments[row].many);
    const struct argument *argument = number == 0 ? &call->arguments[row] : &call->arguments[place];
    return (number == 0 || place < CALL_ARGUMENTS) && argument->given ? argument : NULL;
}

const char *call_preset(const struct call *call, const char *name)
{
    int row = row_find(call->command, name, strlen(name), false);
    assert(row != ROW_NONE);
    return call->command->arguments[row].preset;
}

bool argument_error(const struct argument *argument, struct error *error)
{
    size_t bytes = error->column > 0 ? (size_t)error->column - 1 : 0;
    if (bytes > argument->length)
        bytes = argument->length;
    error->column = argument->column + argument->quoted + (int)utf8_count(argument->text, bytes);
    return false;
}

const struct command *command_find(const struct command_table *table, const char *name, size_t length)
{
    struct error unused;
    return argument_read_command(table, name, length, 0, &unused);
}

void command_usage(const struct command *command, struct text *text)
{
    text_add(text, command->name);
    for (int i = 0; i < row_count(command); i++) {
        text_add(text, " ");
        row_usage(&command->arguments[i], true, text);
    }
}
