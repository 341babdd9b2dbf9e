#include "go/gotype_make.h"

#include "base/memory_or_die.h"
#include "base/number.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct parser {
    const char *begin, *at, *end;
    int depth;
    struct error *error;
};

enum { WORD_SHOWN = 64 };

static struct gotype *parse_type(struct parser *parser);

/* Sets the error and is false. */
#define FAIL(parser, where, ...) error_set((parser)->error, (int)((where) - (parser)->begin) + 1, __VA_ARGS__)

static struct gotype *no_type(bool fail)
{
    assert(!fail);
    return NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Letters of any script count: bytes beyond ASCII belong to a word. */
static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || (unsigned char)c >= 0x80;
}

static void skip_blanks(struct parser *parser)
{
    while (parser->at < parser->end && is_blank(*parser->at))
        parser->at++;
}

static size_t word_length(const struct parser *parser)
{
    const char *end = parser->at;
    while (end < parser->end && is_word(*end))
        end++;
    return (size_t)(end - parser->at);
}

/* What stands at `at`, for messages: a word, a single character, or nothing. */
static const char *found(const struct parser *parser, char shown[WORD_SHOWN])
{
    size_t length = word_length(parser);
    if (length == 0)
        length = parser->at < parser->end;
    if (length >= WORD_SHOWN)
        length = WORD_SHOWN - 1;
    memcpy(shown, parser->at, length);
    shown[length] = '\0';
    return shown;
}

static bool take(struct parser *parser, const char *token)
{
    skip_blanks(parser);
    size_t length = strlen(token);
    if ((size_t)(parser->end - parser->at) < length || memcmp(parser->at, token, length) != 0)
        return false;
    parser->at += length;
    return true;
}

/* The token, or an error that says what it belongs to. */
static bool expect(struct parser *parser, const char *token, const char *example)
{
    if (take(parser, token))
        return true;
    char shown[WORD_SHOWN];
    if (parser->at == parser->end)
        return FAIL(parser, parser->at, WORD_ERROR_TYPE_UNFINISHED, token, example);
    return FAIL(parser, parser->at, WORD_ERROR_TYPE_EXPECTED, token, example, found(parser, shown));
}

/* Gives the type its name and the text back. Frees the type if the name is too long. */
static struct gotype *finish(struct parser *parser, const char *start, struct gotype *type, struct text *name)
{
    if (name->length > GOTYPE_NAME_LIMIT) {
        FAIL(parser, start, WORD_ERROR_TYPE_LONG, NUMBER(GOTYPE_NAME_LIMIT));
        gotype_free(type);
        type = NULL;
    } else if (type->size > GOTYPE_SIZE_LIMIT) {
        FAIL(parser, start, WORD_ERROR_TYPE_BIG, text_string(name), NUMBER(type->size),
             NUMBER(GOTYPE_SIZE_LIMIT));
        gotype_free(type);
        type = NULL;
    } else {
        gotype_set_name(type, text_string(name));
    }
    text_free(name);
    return type;
}

/* The name is written, the type itself not needed: behind a pointer only the fact that there is one
   counts. */
static bool skip_type(struct parser *parser, struct text *name)
{
    struct gotype *type = parse_type(parser);
    if (type == NULL)
        return false;
    text_add(name, type->name);
    gotype_free(type);
    return true;
}

static struct gotype *pointer_type(void)
{
    return gotype_make_basic(GOTYPE_POINTER, 8, 8);
}

static struct gotype *no_key(struct gotype *type)
{
    type->comparable = type->plain = false;
    return type;
}

static struct gotype *parse_pointer(struct parser *parser)
{
    const char *start = parser->at;
    struct text name = {0};
    text_add(&name, "*");
    if (!take(parser, "*") || !skip_type(parser, &name)) {
        text_free(&name);
        return NULL;
    }
    return finish(parser, start, pointer_type(), &name);
}

static struct gotype *parse_chan(struct parser *parser)
{
    const char *start = parser->at;
    struct text name = {0};
    if (take(parser, "<-"))
        text_add(&name, "<-");
    bool good = expect(parser, "chan", "<-chan int");
    text_add(&name, "chan");
    if (good && take(parser, "<-"))
        text_add(&name, "<-");
    text_add(&name, " ");
    if (!good || !skip_type(parser, &name)) {
        text_free(&name);
        return NULL;
    }
    return finish(parser, start, pointer_type(), &name);
}

static struct gotype *parse_map(struct parser *parser)
{
    static const char example[] = "map[string]int";
    const char *start = parser->at;
    if (!expect(parser, "map", example) || !expect(parser, "[", example))
        return NULL;
    skip_blanks(parser);
    const char *key_start = parser->at;
    struct gotype *key = parse_type(parser);
    if (key == NULL)
        return NULL;
    struct text name = {0};
    text_format(&name, "map[%s]", key->name);
    bool comparable = key->comparable;
    if (!comparable)
        FAIL(parser, key_start, WORD_ERROR_TYPE_KEY, key->name);
    gotype_free(key);
    if (!comparable || !expect(parser, "]", example) || !skip_type(parser, &name)) {
        text_free(&name);
        return NULL;
    }
    return finish(parser, start, no_key(pointer_type()), &name);
}

static struct gotype *parse_interface(struct parser *parser)
{
    static const char example[] = "interface{}";
    const char *start = parser->at;
    struct text name = {0};
    if (!expect(parser, "interface", example) || !expect(parser, "{", example) ||
        !expect(parser, "}", example))
        return NULL;
    text_add(&name, "any");
    return finish(parser, start, gotype_make_basic(GOTYPE_INTERFACE, 16, 8), &name);
}

static bool begins_type(const struct parser *parser)
{
    return parser->at < parser->end && (strchr("[*<", *parser->at) != NULL || is_word(*parser->at));
}

/* The types between parentheses, parameters or results, with or without names before them. */
static bool parse_parameters(struct parser *parser, struct text *name)
{
    static const char example[] = "func(int) string";
    text_add(name, "(");
    for (bool first = true; !take(parser, ")"); first = false) {
        if (!first && !expect(parser, ",", example))
            return false;
        text_add(name, first ? "" : ", ");
        skip_blanks(parser);
        size_t length = word_length(parser);
        if (length > 0 && length < (size_t)(parser->end - parser->at) && is_blank(parser->at[length]) &&
            !gotype_is_keyword(parser->at, length)) {
            const char *parameter = parser->at;
            parser->at += length;
            skip_blanks(parser);
            if (!begins_type(parser))
                parser->at = parameter;
        }
        if (take(parser, "..."))
            text_add(name, "...");
        if (!skip_type(parser, name))
            return false;
    }
    text_add(name, ")");
    return true;
}

static bool parse_results(struct parser *parser, struct text *name)
{
    const char *before = parser->at;
    skip_blanks(parser);
    bool apart = parser->at > before;
    size_t length = word_length(parser);
    bool type = begins_type(parser) && (length == 0 || gotype_is_keyword(parser->at, length) ||
                                        gotype_name_find(parser->at, length) != NULL);
    if (type) {
        text_add(name, " ");
        return skip_type(parser, name);
    }
    if (apart && take(parser, "(")) {
        text_add(name, " ");
        return parse_parameters(parser, name);
    }
    parser->at = before;
    return true;
}

static struct gotype *parse_func(struct parser *parser)
{
    static const char example[] = "func(int) string";
    const char *start = parser->at;
    struct text name = {0};
    text_add(&name, "func");
    if (!expect(parser, "func", example) || !expect(parser, "(", example) ||
        !parse_parameters(parser, &name) || !parse_results(parser, &name)) {
        text_free(&name);
        return NULL;
    }
    return finish(parser, start, no_key(pointer_type()), &name);
}

static bool parse_length(struct parser *parser, uint64_t *length)
{
    skip_blanks(parser);
    const char *start = parser->at;
    struct number number = {0};
    while (parser->at < parser->end && is_word(*parser->at))
        parser->at++;
    enum number_reading reading = number_read(start, (size_t)(parser->at - start), &number);
    /* What has letters behind it is a length where a bracket was forgotten. */
    while (reading == NUMBER_NONE && parser->at > start && digit_value(parser->at[-1]) > 9)
        reading = number_read(start, (size_t)(--parser->at - start), &number);
    *length = number.magnitude;
    if (reading == NUMBER_RANGE || number.magnitude > UINT32_MAX)
        return FAIL(parser, start, WORD_ERROR_TYPE_LENGTH_BIG, NUMBER(UINT32_MAX));
    if (reading == NUMBER_READ)
        return true;
    char shown[WORD_SHOWN];
    parser->at = start;
    return FAIL(parser, start, WORD_ERROR_TYPE_LENGTH, found(parser, shown));
}

static struct gotype *parse_brackets(struct parser *parser)
{
    const char *start = parser->at;
    struct text name = {0};
    if (!take(parser, "["))
        return NULL;
    if (take(parser, "]")) {
        text_add(&name, "[]");
        if (skip_type(parser, &name))
            return finish(parser, start, gotype_make_basic(GOTYPE_SLICE, 24, 8), &name);
        text_free(&name);
        return NULL;
    }
    uint64_t length;
    if (!parse_length(parser, &length) || !expect(parser, "]", "[16]byte"))
        return NULL;
    struct gotype *element = parse_type(parser);
    if (element == NULL)
        return NULL;
    /* Neither factor is beyond 2^32, so the size can't overflow. */
    text_format(&name, "[%llu]%s", (unsigned long long)length, element->name);
    return finish(parser, start, gotype_make_array(length, element), &name);
}

struct field_names {
    struct {
        const char *word;
        size_t length;
    } items[GOTYPE_NAME_LIMIT];
    size_t count;
};

static bool take_field_name(struct parser *parser, struct field_names *seen)
{
    static const char example[] = "struct{a, b int64}";
    char shown[WORD_SHOWN];
    skip_blanks(parser);
    size_t length = word_length(parser);
    if (length == 0) {
        if (parser->at == parser->end)
            return FAIL(parser, parser->at, WORD_ERROR_TYPE_UNFINISHED, "}", example);
        return FAIL(parser, parser->at, WORD_ERROR_TYPE_FIELD, found(parser, shown));
    }
    for (size_t i = 0; i < seen->count; i++) {
        if (seen->items[i].length == length && memcmp(seen->items[i].word, parser->at, length) == 0 &&
            !(length == 1 && *parser->at == '_'))
            return FAIL(parser, parser->at, WORD_ERROR_TYPE_FIELD_TWICE, found(parser, shown));
    }
    assert(seen->count < GOTYPE_NAME_LIMIT); /* each name takes a byte of the whole */
    seen->items[seen->count].word = parser->at;
    seen->items[seen->count++].length = length;
    parser->at += length;
    return true;
}

/* Fields of one type: "a, b int". The size is looked at after each, so that it can't run away. */
static bool parse_field_group(struct parser *parser, struct gotype *type, size_t *capacity,
                              struct field_names *seen, struct text *name)
{
    size_t first = seen->count;
    do {
        if (!take_field_name(parser, seen))
            return false;
    } while (take(parser, ","));
    skip_blanks(parser);
    if (parser->at < parser->end && (*parser->at == ';' || *parser->at == '}'))
        return FAIL(parser, parser->at, WORD_ERROR_TYPE_FIELD_TYPE);
    struct gotype *field = parse_type(parser);
    if (field == NULL)
        return false;
    for (size_t i = first; i < seen->count; i++) {
        size_t length = seen->items[i].length;
        const char *word = seen->items[i].word;
        text_add(name, i > 0 ? "; " : "");
        text_append(name, word, length);
        text_format(name, " %s", field->name);
        gotype_add_field(type, capacity, field, length == 1 && *word == '_');
    }
    return true;
}

static struct gotype *parse_struct(struct parser *parser)
{
    static const char example[] = "struct{a, b int64}";
    const char *start = parser->at;
    if (!expect(parser, "struct", example) || !expect(parser, "{", example))
        return NULL;
    struct gotype *type = gotype_make_struct();
    struct field_names *seen = new_items(1, sizeof *seen);
    struct text name = {0};
    size_t capacity = 0;
    text_add(&name, "struct{");
    bool good = true;
    while (good && !take(parser, "}")) {
        good = parse_field_group(parser, type, &capacity, seen, &name);
        skip_blanks(parser);
        if (good && !take(parser, ";") && (parser->at == parser->end || *parser->at != '}'))
            good = expect(parser, "}", example);
        if (good && type->size > GOTYPE_SIZE_LIMIT)
            break; /* finish() has the words for it */
    }
    free(seen);
    if (!good) {
        text_free(&name);
        gotype_free(type);
        return NULL;
    }
    text_add(&name, "}");
    gotype_end_struct(type);
    return finish(parser, start, type, &name);
}

static struct gotype *underlying_type(const struct type_name *row)
{
    struct error none = {0};
    const char *at = row->underlying;
    struct gotype *type = gotype_parse(at, &at, at + strlen(at), &none);
    assert(type != NULL);
    return type;
}

static struct gotype *parse_named(struct parser *parser)
{
    char shown[WORD_SHOWN];
    const char *start = parser->at;
    size_t length = word_length(parser);
    const struct type_name *row = gotype_name_find(start, length);
    if (row == NULL) {
        const char *nearest = gotype_name_nearest(found(parser, shown));
        if (nearest != NULL)
            return no_type(FAIL(parser, start, WORD_ERROR_TYPE_NEAREST, shown, nearest));
        return no_type(FAIL(parser, start, WORD_ERROR_TYPE_UNKNOWN, shown));
    }
    parser->at += length;
    struct gotype *type =
        row->underlying != NULL ? underlying_type(row) : gotype_make_basic(row->kind, row->size, row->align);
    type->non_empty_interface = row->methods;
    gotype_set_name(type, row->name != NULL ? row->name : row->word);
    return type;
}

struct form {
    const char *start;
    struct gotype *(*parse)(struct parser *parser);
};

static const struct form forms[] = {
    {"[", parse_brackets}, {"*", parse_pointer},           {"<-", parse_chan}, {"chan", parse_chan},
    {"func", parse_func},  {"interface", parse_interface}, {"map", parse_map}, {"struct", parse_struct},
};

static struct gotype *parse_form(struct parser *parser)
{
    size_t length = word_length(parser);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t size = strlen(forms[i].start);
        bool symbol = !is_word(forms[i].start[0]);
        if ((symbol ? (size_t)(parser->end - parser->at) >= size : length == size) &&
            memcmp(parser->at, forms[i].start, size) == 0)
            return forms[i].parse(parser);
    }
    if (length > 0)
        return parse_named(parser);
    char shown[WORD_SHOWN];
    if (parser->at == parser->end)
        return no_type(FAIL(parser, parser->at, WORD_ERROR_TYPE_MISSING));
    return no_type(FAIL(parser, parser->at, WORD_ERROR_TYPE_NONE, found(parser, shown)));
}

static struct gotype *parse_type(struct parser *parser)
{
    skip_blanks(parser);
    if (parser->depth == GOTYPE_DEPTH_LIMIT)
        return no_type(FAIL(parser, parser->at, WORD_ERROR_TYPE_DEEP, NUMBER(GOTYPE_DEPTH_LIMIT)));
    parser->depth++;
    struct gotype *type = parse_form(parser);
    parser->depth--;
    return type;
}

struct gotype *gotype_parse(const char *begin, const char **at, const char *end, struct error *error)
{
    bool cut = end - *at > GOTYPE_NAME_LIMIT;
    struct parser parser = {begin, *at, cut ? *at + GOTYPE_NAME_LIMIT : end, 0, error};
    struct gotype *type = parse_type(&parser);
    if (cut && parser.at == parser.end) {
        gotype_free(type);
        return no_type(FAIL(&parser, *at, WORD_ERROR_TYPE_LONG, NUMBER(GOTYPE_NAME_LIMIT)));
    }
    if (type != NULL)
        *at = parser.at;
    return type;
}
