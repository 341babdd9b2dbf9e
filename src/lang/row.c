#include "lang/row.h"

#include <assert.h>
#include <string.h>

/* A choice is spelled out in the usage up to this many bytes; longer ones are called by the row's name. */
enum { CHOICES_SHOWN = 32 };

static const struct kind {
    enum word word;
    const char *stands_for; /* behind name= in a usage */
} kinds[] = {
    [ARGUMENT_TEXT] = {WORD_LANG_KIND_TEXT, "TEXT"},
    [ARGUMENT_KEY] = {WORD_LANG_KIND_KEY, "KEY"},
    [ARGUMENT_VALUE] = {WORD_LANG_KIND_VALUE, "VALUE"},
    [ARGUMENT_INTEGER] = {WORD_LANG_KIND_INTEGER, "N"},
    [ARGUMENT_HASH] = {WORD_LANG_KIND_HASH, "N"},
    [ARGUMENT_CHOICE] = {WORD_LANG_KIND_CHOICE, "WORD"},
    [ARGUMENT_TYPE] = {WORD_LANG_KIND_TYPE, "TYPE"},
    [ARGUMENT_FILE] = {WORD_LANG_KIND_FILE, "FILE"},
    [ARGUMENT_COMMAND] = {WORD_LANG_KIND_COMMAND, "COMMAND"},
    [ARGUMENT_SUBJECT] = {WORD_LANG_KIND_SUBJECT, "NAME"},
    [ARGUMENT_SIZE] = {WORD_LANG_KIND_SIZE, "SIZE"},
};

int row_count(const struct command *command)
{
    int count = 0;
    while (command->arguments != NULL && command->arguments[count].name != NULL)
        count++;
    assert(count <= CALL_ARGUMENTS);
    return count;
}

int row_find(const struct command *command, const char *name, size_t length, bool named)
{
    for (int i = 0; i < row_count(command); i++) {
        const struct argument_row *row = &command->arguments[i];
        if (strlen(row->name) == length && memcmp(row->name, name, length) == 0 && (row->named || !named))
            return i;
    }
    return ROW_NONE;
}

static int positional(const struct command *command, int position)
{
    for (int i = 0; i < row_count(command); i++) {
        const struct argument_row *row = &command->arguments[i];
        if (!row->named && !row->keyword && (position-- == 0 || row->many))
            return i;
    }
    return ROW_NONE;
}

int row_keyword(const struct command *command, const char *text, size_t length, size_t *skip)
{
    for (int i = 0; i < row_count(command); i++) {
        const struct argument_row *row = &command->arguments[i];
        size_t name = strlen(row->name);
        if (!row->keyword || length < name || memcmp(row->name, text, name) != 0 ||
            (length > name && text[name] != ' ' && text[name] != '\t'))
            continue;
        *skip = name;
        while (*skip < length && (text[*skip] == ' ' || text[*skip] == '\t'))
            ++*skip;
        return i;
    }
    return ROW_NONE;
}

bool row_has_named(const struct command *command)
{
    for (int i = 0; i < row_count(command); i++) {
        if (command->arguments[i].named)
            return true;
    }
    return false;
}

size_t row_name_length(const char *text, size_t length)
{
    size_t i = 0;
    while (i < length &&
           ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') ||
            (i > 0 && (text[i] == '-' || text[i] == '_' || (text[i] >= '0' && text[i] <= '9')))))
        i++;
    return i < length && text[i] == '=' ? i : 0;
}

bool row_needs_quotes(const char *bytes, size_t length, bool positional)
{
    return (positional && row_name_length(bytes, length) > 0) || memchr(bytes, '{', length) != NULL ||
           !lexer_reads_back(bytes, length, LEXER_WORD);
}

static bool is_name(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

bool row_is_called(const struct command *command, const char *name, size_t length)
{
    bool found = is_name(command->name, name, length);
    for (int i = 0; command->aliases != NULL && command->aliases[i] != NULL; i++)
        found = found || is_name(command->aliases[i], name, length);
    return found;
}

static bool is_command(const struct command_table *table, const char *text, size_t length)
{
    for (const struct command *command = table->rows; command->name != NULL; command++) {
        if (row_is_called(command, text, length))
            return true;
    }
    return false;
}

size_t row_subject_length(const struct command_table *table, const char *text, size_t length, size_t *behind)
{
    size_t name = 0;
    while (name < length &&
           ((text[name] >= 'a' && text[name] <= 'z') || (text[name] >= 'A' && text[name] <= 'Z') ||
            (name > 0 && (text[name] == '_' || (text[name] >= '0' && text[name] <= '9')))))
        name++;
    size_t colon = name;
    while (colon < length && (text[colon] == ' ' || text[colon] == '\t'))
        colon++;
    if (colon == length || text[colon] != ':' || (colon > name && is_command(table, text, name)))
        return 0;
    *behind = colon + 1;
    return name;
}

int row_of_word(const struct command *command, const char *text, size_t length, int position, size_t *value)
{
    size_t name = row_name_length(text, length);
    int row = name > 0 ? row_find(command, text, name, true) : ROW_NONE;
    *value = row != ROW_NONE ? name + 1 : 0;
    return row != ROW_NONE ? row : positional(command, position);
}

enum lexer_mode row_mode(const struct argument_row *row)
{
    if (row->rest && !row->named)
        return row->line ? LEXER_LINE : LEXER_REST;
    return row->type == ARGUMENT_TYPE ? LEXER_TYPE : LEXER_WORD;
}

bool row_read_word(const struct command *command, int row, struct lexer *lexer, struct token *token,
                   struct error *error)
{
    enum lexer_mode mode = row != ROW_NONE ? row_mode(&command->arguments[row]) : LEXER_WORD;
    bool fine = lexer_word(lexer, mode, token, error);
    while (fine && mode == LEXER_TYPE && !command->arguments[row].named && lexer_type_goes_on(lexer, token)) {
        struct lexer behind = *lexer;
        size_t skip;
        lexer_skip_blanks(&behind);
        const char *text = behind.text + behind.at;
        size_t length = behind.length - behind.at;
        if (row_keyword(command, text, length, &skip) != ROW_NONE || row_name_length(text, length) > 0)
            break;
        fine = lexer_type_more(lexer, token, error);
    }
    return fine;
}

static void add_joined(struct text *text, const char *word, const char *joint, size_t start)
{
    if (text->length > start)
        text_add(text, joint);
    text_add(text, word);
}

static void add_choices(const struct argument_row *row, const char *joint, struct text *text)
{
    size_t start = text->length;
    for (int i = 0; row->choices != NULL && row->choices[i] != NULL; i++)
        add_joined(text, row->choices[i], joint, start);
}

void row_list_choices(const struct argument_row *row, struct text *text)
{
    size_t start = text->length;
    add_choices(row, ", ", text);
    if (row->share)
        add_joined(text, "0% to 100%", ", ", start);
}

void row_list_named(const struct command *command, struct text *text)
{
    size_t start = text->length;
    for (int i = 0; i < row_count(command); i++) {
        if (!command->arguments[i].named)
            continue;
        add_joined(text, command->arguments[i].name, ", ", start);
        text_add(text, "=");
    }
}

static void add_capitals(struct text *text, const char *word)
{
    for (; *word != '\0'; word++) {
        char letter = *word >= 'a' && *word <= 'z' ? (char)(*word - 'a' + 'A') : *word;
        text_append(text, &letter, 1);
    }
}

void row_usage(const struct argument_row *row, bool bracket, struct text *text)
{
    struct text choices = {0};
    add_choices(row, "|", &choices);
    bool spelled = row->type == ARGUMENT_CHOICE && choices.length > 0 && choices.length <= CHOICES_SHOWN;
    bool optional = bracket && row->optional;
    text_add(text, optional ? "[" : "");
    if (row->named || row->keyword) {
        text_add(text, row->name);
        text_add(text, row->named ? "=" : " ");
    }
    if (spelled)
        text_add(text, text_string(&choices));
    else if (row->named || row->keyword)
        text_add(text, kinds[row->type].stands_for);
    else
        add_capitals(text, row->name);
    if (row->many || (row->rest && !row->named))
        text_add(text, "...");
    text_add(text, optional ? "]" : "");
    text_free(&choices);
}

enum word row_kind(enum argument_type type)
{
    return kinds[type].word;
}
