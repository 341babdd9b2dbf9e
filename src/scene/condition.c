#include "scene/condition.h"

#include "base/nearest.h"
#include "lang/command.h"
#include "lang/lexer.h"

#include <stdlib.h>
#include <string.h>

enum operator_kind { EQUAL, UNEQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, OPERATORS };

/* The longer ones first: they are looked for in this order. */
static const struct operator_row {
    const char *sign;
    enum operator_kind kind;
} operators[OPERATORS] = {
    {"==", EQUAL}, {"!=", UNEQUAL}, {"<=", LESS_EQUAL}, {">=", GREATER_EQUAL}, {"<", LESS}, {">", GREATER},
};

/* A word or an operator. */
struct word_token {
    bool found, quoted;
    const struct operator_row *sign; /* NULL: a word */
    size_t start, end;
    struct text bytes;
};

struct reader {
    const struct asked *asked;
    struct asked whom; /* of the fact in hand: asked, or the subject that it names */
    struct lexer lexer;
    int column;
    struct word_token now; /* the next one, not yet taken */
    struct text key;       /* of the fact in hand */
    struct error *error;
};

/* ---- words */

static const struct operator_row *operator_at(const struct lexer *lexer)
{
    size_t left = lexer->length - lexer->at;
    for (int i = 0; i < OPERATORS; i++) {
        size_t length = strlen(operators[i].sign);
        if (length <= left && memcmp(lexer->text + lexer->at, operators[i].sign, length) == 0)
            return &operators[i];
    }
    return NULL;
}

/* A slip: one sign too few, or none that we know. */
static bool is_sign(char byte)
{
    return byte == '=' || byte == '!' || byte == '<' || byte == '>';
}

static int column_at(const struct reader *reader, size_t offset)
{
    return reader->column + lexer_column(&reader->lexer, offset) - 1;
}

static bool fail(struct reader *reader, size_t offset, enum word word, const char *first, const char *second)
{
    return error_set(reader->error, column_at(reader, offset), word, first, second);
}

static bool read_quoted(struct reader *reader)
{
    struct token token = {0};
    struct lexer part = reader->lexer;
    /* Only up to the closing quote: what follows may be an operator. */
    size_t end = part.at + 1;
    while (end < part.length && part.text[end] != '"')
        end += part.text[end] == '\\' ? 2 : 1;
    part.length = end + 1 < part.length ? end + 1 : part.length;
    bool fine = lexer_word(&part, LEXER_WORD, &token, reader->error);
    if (fine)
        text_append(&reader->now.bytes, text_string(&token.bytes), token.bytes.length);
    else
        reader->error->column += reader->column - 1;
    reader->lexer.at = part.at;
    token_free(&token);
    return fine;
}

/* Moves on to the next word or operator. */
static bool take(struct reader *reader)
{
    struct lexer *lexer = &reader->lexer;
    struct word_token *now = &reader->now;
    lexer_skip_blanks(lexer);
    text_clear(&now->bytes);
    now->start = lexer->at;
    now->quoted = false;
    now->sign = NULL;
    now->found = lexer->at < lexer->length && lexer->text[lexer->at] != '#';
    if (!now->found)
        return true;
    now->sign = operator_at(lexer);
    if (now->sign != NULL) {
        lexer->at += strlen(now->sign->sign);
    } else if (lexer->text[lexer->at] == '"') {
        now->quoted = true;
        if (!read_quoted(reader))
            return false;
    } else {
        while (lexer->at < lexer->length && lexer->text[lexer->at] != ' ' && lexer->text[lexer->at] != '\t' &&
               operator_at(lexer) == NULL)
            text_append(&now->bytes, &lexer->text[lexer->at++], 1);
    }
    now->end = lexer->at;
    if (now->sign == NULL && !now->quoted && is_sign(text_string(&now->bytes)[0]))
        return fail(reader, now->start, WORD_ERROR_SCENE_CONDITION_SIGN, text_string(&now->bytes), NULL);
    return true;
}

static bool is_word(const struct reader *reader, const char *word)
{
    const struct word_token *now = &reader->now;
    return now->found && now->sign == NULL && !now->quoted && strcmp(text_string(&now->bytes), word) == 0;
}

static bool is_plain(const struct reader *reader)
{
    return reader->now.found && reader->now.sign == NULL;
}

/* ---- facts */

/* As many as an error holds. */
static void list_facts(const char *const *names, size_t count, struct text *list)
{
    enum { MOST_BYTES = 340 };
    size_t i = 0;
    for (; i < count && list->length + strlen(names[i]) < MOST_BYTES; i++) {
        text_separate(list, ", ");
        text_add(list, names[i]);
    }
    text_add(list, i < count ? ", …" : "");
}

static bool no_such_fact(struct reader *reader)
{
    const char *names[100], *word = reader->now.found ? text_string(&reader->now.bytes) : "";
    size_t count = 0;
    struct text all = {0};
    const struct fact_row **rows = fact_rows(&reader->whom);
    for (; rows[count] != NULL && count < 100; count++)
        names[count] = rows[count]->name;
    free(rows);
    list_facts(names, count, &all);
    const char *nearest = nearest_of(word, names, count);
    if (nearest != NULL)
        fail(reader, reader->now.start, WORD_ERROR_SCENE_CONDITION_NEAR, word, nearest);
    else
        error_set_long(reader->error, column_at(reader, reader->now.start), WORD_ERROR_SCENE_CONDITION_FACT,
                       *word != '\0' ? word : "\"\"", text_string(&all));
    text_free(&all);
    return false;
}

static bool read_index(struct reader *reader, const char *fact, uint64_t *index)
{
    struct fact_value value = {0};
    if (is_plain(reader))
        fact_value_of(&value, text_string(&reader->now.bytes), reader->now.bytes.length);
    bool fine = value.is_number && !value.negative;
    *index = value.magnitude;
    fact_value_free(&value);
    return fine ? take(reader)
                : fail(reader, reader->now.start, WORD_ERROR_SCENE_CONDITION_INDEX, fact, NULL);
}

static const struct fact_row *fact_here(const struct reader *reader)
{
    if (!is_plain(reader) || reader->now.quoted)
        return NULL;
    return fact_find(&reader->whom, text_string(&reader->now.bytes), reader->now.bytes.length);
}

/* Reads the fact that begins at the word in hand. */
static bool read_fact(struct reader *reader, bool old, struct fact_question *question)
{
    *question = (struct fact_question){.row = fact_here(reader), .old = old};
    if (question->row == NULL)
        return no_such_fact(reader);
    const char *name = question->row->name;
    if (old && !question->row->old_too)
        return fail(reader, reader->now.start, WORD_ERROR_SCENE_CONDITION_OLD, name, NULL);
    if (!take(reader))
        return false;
    switch (question->row->takes) {
    case FACT_NOTHING:
        return true;
    case FACT_WORD:
        if (!is_plain(reader))
            return fail(reader, reader->now.start, WORD_ERROR_SCENE_CONDITION_KEY, name, NULL);
        text_clear(&reader->key);
        text_append(&reader->key, text_string(&reader->now.bytes), reader->now.bytes.length);
        question->word = text_string(&reader->key);
        question->word_length = reader->key.length;
        return take(reader);
    case FACT_INDEX:
        return read_index(reader, name, &question->index[0]);
    case FACT_TWO_INDEXES:
        return read_index(reader, name, &question->index[0]) && read_index(reader, name, &question->index[1]);
    }
    return false;
}

static bool answer_fact(struct reader *reader, size_t start, struct fact_question *question,
                        struct fact_value *value)
{
    if (reader->asked->world == NULL || fact_answer(&reader->whom, question, value, reader->error))
        return true;
    reader->error->column = column_at(reader, start);
    return false;
}

/* The length of a name with a colon behind it, here; 0: there is none. Blanks may part the two: then `*behind` is where the colon
   ends, else 0. */
static size_t name_here(const struct reader *reader, size_t *behind)
{
    const struct text *word = &reader->now.bytes;
    struct lexer ahead = reader->lexer;
    *behind = 0;
    if (!is_plain(reader) || reader->now.quoted || word->length == 0)
        return 0;
    if (word->bytes[word->length - 1] == ':')
        return word->length - 1;
    lexer_skip_blanks(&ahead);
    if (ahead.at == ahead.length || ahead.text[ahead.at] != ':' || fact_here(reader) != NULL)
        return 0;
    *behind = ahead.at + 1;
    return word->length;
}

/* "m:" before a fact: whom it is asked of. */
static bool read_whom(struct reader *reader)
{
    const struct text *word = &reader->now.bytes;
    size_t behind, length = name_here(reader, &behind);
    reader->whom = *reader->asked;
    if (length == 0)
        return true;
    if (behind > 0)
        reader->lexer.at = behind;
    if (reader->asked->world != NULL) {
        int place = world_named(reader->asked->world, text_string(word), length,
                                column_at(reader, reader->now.start), reader->error);
        if (place == WORLD_NOBODY)
            return false;
        reader->whom.home = world_home(reader->asked->world, place);
    }
    return take(reader);
}

static bool read_and_answer(struct reader *reader, struct fact_value *value)
{
    struct fact_question question;
    size_t start = reader->now.start;
    if (!read_whom(reader))
        return false;
    bool old = is_word(reader, "old");
    return (!old || take(reader)) && read_fact(reader, old, &question) &&
           answer_fact(reader, start, &question, value);
}

/* ---- comparisons */

/* `old chain 2` is a fact, `old 2` is where something may be. Right of a text a word is that word, though a fact may be called
   so: an outcome is `delivered`, a value `nil`. */
static bool right_is_fact(struct reader *reader, const struct fact_value *left)
{
    size_t behind;
    reader->whom = *reader->asked;
    const struct fact_row *row = fact_here(reader);
    if (row != NULL)
        return row->takes != FACT_NOTHING || left->is_number || reader->asked->world == NULL;
    if (name_here(reader, &behind) > 0)
        return true;
    if (!is_word(reader, "old"))
        return false;
    struct lexer ahead = reader->lexer;
    lexer_skip_blanks(&ahead);
    size_t start = ahead.at;
    while (ahead.at < ahead.length && ahead.text[ahead.at] != ' ' && ahead.text[ahead.at] != '\t')
        ahead.at++;
    return fact_find(reader->asked, ahead.text + start, ahead.at - start) != NULL;
}

static bool read_right(struct reader *reader, const struct fact_value *left, struct fact_value *value)
{
    if (!is_plain(reader))
        return fail(reader, reader->now.start, WORD_ERROR_SCENE_CONDITION_RIGHT, NULL, NULL);
    if (right_is_fact(reader, left))
        return read_and_answer(reader, value);
    struct text words = {0};
    bool fine = true;
    while (fine && is_plain(reader) && !is_word(reader, "and")) {
        text_add(&words, words.length > 0 ? " " : "");
        text_append(&words, text_string(&reader->now.bytes), reader->now.bytes.length);
        fine = take(reader);
    }
    fact_value_of(value, text_string(&words), words.length);
    text_free(&words);
    return fine;
}

static bool compare(enum operator_kind kind, const struct fact_value *left, const struct fact_value *right)
{
    switch (kind) {
    case EQUAL:
        return fact_value_equal(left, right);
    case UNEQUAL:
        return !fact_value_equal(left, right);
    case LESS:
        return fact_value_compare(left, right) < 0;
    case LESS_EQUAL:
        return fact_value_compare(left, right) <= 0;
    case GREATER:
        return fact_value_compare(left, right) > 0;
    case GREATER_EQUAL:
        return fact_value_compare(left, right) >= 0;
    case OPERATORS:
        break;
    }
    return false;
}

static size_t trimmed(const struct reader *reader, size_t start, size_t end)
{
    while (end > start && (reader->lexer.text[end - 1] == ' ' || reader->lexer.text[end - 1] == '\t'))
        end--;
    return end;
}

static void add_written(const struct reader *reader, size_t start, size_t end, struct text *text)
{
    text_append(text, reader->lexer.text + start, trimmed(reader, start, end) - start);
}

/* "expected count == 3, but count is 2" */
static bool fails_to_hold(struct reader *reader, size_t start, size_t left_end, size_t end,
                          const struct fact_value *left)
{
    struct text whole = {0}, fact = {0};
    add_written(reader, start, end, &whole);
    add_written(reader, start, left_end, &fact);
    error_set(reader->error, 0, WORD_ERROR_SCENE_EXPECT, text_string(&whole), text_string(&fact),
              left->text.length > 0 ? text_string(&left->text) : "\"\"");
    text_free(&whole);
    text_free(&fact);
    return false;
}

static bool read_comparison(struct reader *reader)
{
    struct fact_value left = {0}, right = {0};
    size_t start = reader->now.start, sign_at;
    bool fine = read_and_answer(reader, &left), holds = true;
    size_t left_end = sign_at = reader->now.start;
    const struct operator_row *sign = fine ? reader->now.sign : NULL;
    if (sign != NULL) {
        fine = take(reader) && read_right(reader, &left, &right);
        if (fine && reader->asked->world != NULL && sign->kind != EQUAL && sign->kind != UNEQUAL &&
            (!left.is_number || !right.is_number))
            fine = fail(reader, sign_at, WORD_ERROR_SCENE_CONDITION_ORDER, sign->sign,
                        text_string(left.is_number ? &right.text : &left.text));
        holds = fine && (reader->asked->world == NULL || compare(sign->kind, &left, &right));
    } else if (fine && reader->now.found && !is_word(reader, "and")) {
        fine = fail(reader, reader->now.start, WORD_ERROR_SCENE_CONDITION_SIGN,
                    text_string(&reader->now.bytes), NULL);
    } else if (fine && reader->asked->world != NULL) {
        holds = !left.is_number || left.magnitude != 0;
    }
    if (fine && !holds)
        fine = fails_to_hold(reader, start, left_end, reader->now.start, &left);
    fact_value_free(&left);
    fact_value_free(&right);
    return fine;
}

/* ---- whole conditions */

static bool begin(struct reader *reader, const struct asked *asked, const char *text, size_t length,
                  int column, struct error *error)
{
    *reader = (struct reader){.asked = asked, .whom = *asked, .column = column, .error = error};
    *error = (struct error){0};
    if (lexer_begin(&reader->lexer, text, length, LINE_LIMIT, error))
        return take(reader);
    error->column += error->column > 0 ? column - 1 : 0;
    return false;
}

static void end(struct reader *reader)
{
    text_free(&reader->now.bytes);
    text_free(&reader->key);
}

bool condition_holds(const struct asked *asked, const char *text, size_t length, int column,
                     struct error *error)
{
    struct reader reader;
    /* A slip anywhere comes before anything that is asked. */
    static const struct asked nobody;
    if (asked->world != NULL && !condition_holds(&nobody, text, length, column, error))
        return false;
    bool fine = begin(&reader, asked, text, length, column, error) && read_comparison(&reader);
    while (fine && reader.now.found) {
        if (!is_word(&reader, "and"))
            fine = fail(&reader, reader.now.start, WORD_ERROR_SCENE_CONDITION_AND, NULL, NULL);
        else
            fine = take(&reader) && read_comparison(&reader);
    }
    end(&reader);
    return fine;
}

/* The answer to a fact whose first character is in column `column`. */
static bool answer_at(const struct asked *asked, const char *text, size_t length, int column,
                      struct text *answer, struct error *error)
{
    struct reader reader;
    struct fact_value value = {0};
    bool fine = begin(&reader, asked, text, length, column, error) && read_and_answer(&reader, &value);
    if (fine && reader.now.found)
        fine = fail(&reader, reader.now.start, WORD_ERROR_SCENE_CONDITION_AND, NULL, NULL);
    if (fine)
        text_append(answer, text_string(&value.text), value.text.length);
    fact_value_free(&value);
    end(&reader);
    return fine;
}

bool condition_answer(const struct asked *asked, const char *text, size_t length, struct text *answer,
                      struct error *error)
{
    return answer_at(asked, text, length, 1, answer, error);
}

bool condition_fill(const struct asked *asked, const char *text, size_t length, int column,
                    struct text *filled, struct error *error)
{
    for (size_t at = 0; at < length;) {
        const char *open = memchr(text + at, '{', length - at);
        size_t brace = open != NULL ? (size_t)(open - text) : length;
        text_append(filled, text + at, brace - at);
        if (open == NULL)
            return true;
        at = brace + 1;
        if (at < length && text[at] == '{') {
            text_append(filled, "{", 1);
            at++;
            continue;
        }
        int here = column + (int)utf8_count(text, brace);
        const char *close = memchr(text + at, '}', length - at);
        if (close == NULL)
            return error_set(error, here, WORD_ERROR_SCENE_FILL_OPEN);
        if (!answer_at(asked, text + at, (size_t)(close - text) - at, here + 1, filled, error)) {
            error->column += error->column == 0 ? here : 0;
            return false;
        }
        at = (size_t)(close - text) + 1;
    }
    return true;
}
