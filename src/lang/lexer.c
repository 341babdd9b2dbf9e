#include "lang/lexer.h"

#include "base/number.h"
#include <string.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_one_of(char byte, const char *set)
{
    return byte != '\0' && strchr(set, byte) != NULL;
}

static bool is_control(uint32_t rune)
{
    return rune < 0x20 || (rune >= 0x7f && rune < 0xa0);
}

void token_free(struct token *token)
{
    text_free(&token->bytes);
    text_free(&token->marks);
}

int lexer_column(const struct lexer *lexer, size_t offset)
{
    int column = 1;
    for (size_t i = 0; i < offset && i < lexer->length;) {
        uint32_t rune;
        i += utf8_decode(lexer->text + i, lexer->length - i, &rune);
        column++;
    }
    return column;
}

/* As escapes: a character of two bytes is two of them. */
static void add_escaped(const char *bytes, size_t length, struct text *text)
{
    for (size_t i = 0; i < length; i++)
        text_format(text, "\\x%02x", (unsigned char)bytes[i]);
}

static bool control_error(const struct lexer *lexer, size_t at, size_t length, uint32_t rune,
                          struct error *error)
{
    struct text escaped = {0};
    add_escaped(lexer->text + at, length, &escaped);
    error_set(error, lexer_column(lexer, at), WORD_ERROR_LANG_CONTROL, HEX(rune, 2), text_string(&escaped));
    text_free(&escaped);
    return false;
}

bool lexer_begin(struct lexer *lexer, const char *text, size_t length, size_t limit, struct error *error)
{
    *lexer = (struct lexer){.text = text, .length = length};
    if (length > limit)
        return error_set(error, 0, WORD_ERROR_LANG_LINE_LONG, NUMBER(limit));
    for (size_t i = 0; i < length;) {
        uint32_t rune;
        size_t taken = utf8_decode(text + i, length - i, &rune);
        if (rune == RUNE_INVALID && taken == 1)
            return error_set(error, lexer_column(lexer, i), WORD_ERROR_LANG_NOT_UTF8,
                             HEX((unsigned char)text[i], 2));
        if (is_control(rune) && rune != '\t')
            return control_error(lexer, i, taken, rune, error);
        i += taken;
    }
    return true;
}

void lexer_skip_blanks(struct lexer *lexer)
{
    while (lexer->at < lexer->length && is_blank(lexer->text[lexer->at]))
        lexer->at++;
}

bool lexer_next_part(struct lexer *lexer)
{
    lexer_skip_blanks(lexer);
    if (lexer->at < lexer->length && lexer->text[lexer->at] == ';') {
        lexer->at++;
        return true;
    }
    lexer->at = lexer->length;
    return false;
}

static void put(struct token *token, char byte, char mark)
{
    text_append(&token->bytes, &byte, 1);
    text_append(&token->marks, &mark, 1);
}

static const struct escape {
    char letter, byte;
} escapes[] = {{'"', '"'}, {'\\', '\\'}, {'n', '\n'}, {'t', '\t'}};

enum { ESCAPES = sizeof escapes / sizeof *escapes };

/* Reads the escape whose backslash stands at `at`; returns how many bytes it takes, 0 if there is no such
   escape. */
static size_t read_escape(const struct lexer *lexer, char *byte)
{
    const char *at = lexer->text + lexer->at;
    size_t left = lexer->length - lexer->at;
    for (size_t i = 0; left >= 2 && i < ESCAPES; i++) {
        if (escapes[i].letter == at[1]) {
            *byte = escapes[i].byte;
            return 2;
        }
    }
    if (left >= 4 && at[1] == 'x' && digit_value(at[2]) < 16 && digit_value(at[3]) < 16) {
        *byte = (char)(digit_value(at[2]) << 4 | digit_value(at[3]));
        return 4;
    }
    return 0;
}

static bool escape_error(const struct lexer *lexer, struct error *error)
{
    struct text shown = {0};
    uint32_t rune;
    size_t next = lexer->at + 1;
    text_append(&shown, lexer->text + lexer->at,
                1 + utf8_decode(lexer->text + next, lexer->length - next, &rune));
    error_set(error, lexer_column(lexer, lexer->at), WORD_ERROR_LANG_ESCAPE, text_string(&shown));
    text_free(&shown);
    return false;
}

/* Reads from the opening quote to behind the closing one. */
static bool read_quoted(struct lexer *lexer, struct token *token, struct error *error)
{
    size_t start = lexer->at++;
    token->quoted = true;
    while (lexer->at < lexer->length) {
        char byte = lexer->text[lexer->at];
        size_t taken = 1;
        if (byte == '"') {
            lexer->at++;
            return true;
        }
        if (byte == '\\' && lexer->at + 1 < lexer->length) {
            taken = read_escape(lexer, &byte);
            if (taken == 0 && !lexer->lenient)
                return escape_error(lexer, error);
            taken = taken == 0 ? 1 : taken;
        }
        put(token, byte, TOKEN_QUOTED);
        lexer->at += taken;
    }
    token->open = true;
    return lexer->lenient || error_set(error, lexer_column(lexer, start), WORD_ERROR_LANG_QUOTE);
}

/* A text of Go's within a type, the tag of a field, is left as it is, quotes and all; up to the end of the line if it is not closed. */
static void read_tag(struct lexer *lexer, struct token *token)
{
    const char quote = lexer->text[lexer->at];
    bool open = true;
    for (size_t start = lexer->at; open && lexer->at < lexer->length; lexer->at++) {
        const char *at = lexer->text + lexer->at;
        put(token, *at, TOKEN_PLAIN);
        if (*at == '\\' && quote == '"' && lexer->at + 1 < lexer->length)
            put(token, lexer->text[++lexer->at], TOKEN_PLAIN);
        else
            open = *at != quote || lexer->at == start;
    }
}

static bool read_plain(struct lexer *lexer, bool type, struct token *token, struct error *error)
{
    size_t depth = 0, opened = 0;
    while (lexer->at < lexer->length) {
        char byte = lexer->text[lexer->at];
        if (type && depth > 0 && (byte == '"' || byte == '`')) {
            read_tag(lexer, token);
            continue;
        }
        if (byte == '"') {
            if (!read_quoted(lexer, token, error))
                return false;
            continue;
        }
        if (depth == 0 && (is_blank(byte) || byte == ';'))
            break;
        if (type && is_one_of(byte, "([{")) {
            if (depth++ == 0)
                opened = lexer->at;
        } else if (type && depth > 0 && is_one_of(byte, ")]}")) {
            depth--;
        }
        put(token, byte, TOKEN_PLAIN);
        lexer->at++;
    }
    token->end = lexer->at;
    if (depth == 0 || lexer->lenient)
        return true;
    char bracket[2] = {lexer->text[opened], '\0'};
    return error_set(error, lexer_column(lexer, opened), WORD_ERROR_LANG_BRACKET, bracket);
}

static bool read_rest(struct lexer *lexer, struct token *token, struct error *error)
{
    size_t start = lexer->at, end = start, words = 0;
    while (lexer->at < lexer->length && lexer->text[lexer->at] != ';') {
        bool at_word = lexer->at == start || is_blank(lexer->text[lexer->at - 1]);
        if (at_word && lexer->text[lexer->at] == '#')
            break;
        if (lexer->text[lexer->at] == '"') {
            if (!read_quoted(lexer, token, error))
                return false;
            words++;
            end = lexer->at;
            continue;
        }
        if (!is_blank(lexer->text[lexer->at])) {
            end = lexer->at + 1;
            words = 2;
        }
        lexer->at++;
    }
    token->end = end;
    if (words == 1 && token->quoted)
        return true;
    text_clear(&token->bytes);
    text_clear(&token->marks);
    token->quoted = false;
    for (size_t i = start; i < end; i++)
        put(token, lexer->text[i], TOKEN_PLAIN);
    return true;
}

/* Quotes count only if they hold all of it. */
static bool read_line(struct lexer *lexer, struct token *token, struct error *error)
{
    size_t start = lexer->at, end = lexer->length;
    while (end > start && is_blank(lexer->text[end - 1]))
        end--;
    token->end = end;
    if (lexer->text[start] == '"') {
        struct error unused;
        if (read_quoted(lexer, token, lexer->lenient ? error : &unused) && lexer->at == end)
            return true;
        text_clear(&token->bytes);
        text_clear(&token->marks);
        token->quoted = token->open = false;
    }
    for (size_t i = start; i < end; i++)
        put(token, lexer->text[i], TOKEN_PLAIN);
    lexer->at = lexer->length;
    return true;
}

bool lexer_word(struct lexer *lexer, enum lexer_mode mode, struct token *token, struct error *error)
{
    lexer_skip_blanks(lexer);
    text_clear(&token->bytes);
    text_clear(&token->marks);
    token->start = token->end = lexer->at;
    token->quoted = token->open = false;
    token->found =
        lexer->at < lexer->length && lexer->text[lexer->at] != ';' && lexer->text[lexer->at] != '#';
    if (!token->found)
        return true;
    if (mode == LEXER_LINE)
        return read_line(lexer, token, error);
    return mode == LEXER_REST ? read_rest(lexer, token, error)
                              : read_plain(lexer, mode == LEXER_TYPE, token, error);
}

static bool ends_with(const struct text *bytes, const char *end)
{
    size_t length = strlen(end);
    return bytes->length >= length && memcmp(text_string(bytes) + bytes->length - length, end, length) == 0;
}

/* The parameters of a function, which its result may follow. */
static bool ends_with_parameters(const struct text *bytes)
{
    const char *text = text_string(bytes);
    size_t at = bytes->length, depth = 0;
    do {
        at--;
        depth += text[at] == ')';
        depth -= text[at] == '(';
    } while (depth > 0 && at > 0);
    return at >= 4 && memcmp(text + at - 4, "func", 4) == 0;
}

bool lexer_type_goes_on(const struct lexer *lexer, const struct token *token)
{
    const struct text *bytes = &token->bytes;
    size_t at = lexer->at;
    while (at < lexer->length && is_blank(lexer->text[at]))
        at++;
    if (token->quoted || at == lexer->at || at == lexer->length ||
        is_one_of(lexer->text[at], ";#\"0123456789"))
        return false;
    return ends_with(bytes, "]") || ends_with(bytes, "*") || ends_with(bytes, "<-") ||
           ends_with(bytes, "chan") || (ends_with(bytes, ")") && ends_with_parameters(bytes));
}

bool lexer_type_more(struct lexer *lexer, struct token *token, struct error *error)
{
    lexer_skip_blanks(lexer);
    put(token, ' ', TOKEN_PLAIN);
    return read_plain(lexer, true, token, error);
}

bool lexer_reads_back(const char *bytes, size_t length, enum lexer_mode mode)
{
    struct lexer lexer;
    struct error error = {0};
    struct token token = {0};
    bool same = lexer_begin(&lexer, bytes, length, length, &error) &&
                lexer_word(&lexer, mode, &token, &error) && token.found && !token.quoted &&
                token.bytes.length == length && memcmp(text_string(&token.bytes), bytes, length) == 0;
    token_free(&token);
    return same;
}

void lexer_quote(const char *bytes, size_t length, bool open, struct text *text)
{
    text_add(text, "\"");
    for (size_t i = 0; i < length;) {
        uint32_t rune;
        size_t taken = utf8_decode(bytes + i, length - i, &rune), escape = 0;
        while (escape < ESCAPES && escapes[escape].byte != bytes[i])
            escape++;
        if (escape < ESCAPES) {
            text_add(text, "\\");
            text_append(text, &escapes[escape].letter, 1);
        } else if (is_control(rune) || (rune == RUNE_INVALID && taken == 1)) {
            add_escaped(bytes + i, taken, text);
        } else {
            text_append(text, bytes + i, taken);
        }
        i += taken;
    }
    if (!open)
        text_add(text, "\"");
}
