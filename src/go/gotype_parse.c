#include "go/gotype_parser.h"

#include "base/memory_or_die.h"
#include "base/number.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

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
           (unsigned char)c >= 0x80;
}

void gotype_skip_blanks(struct gotype_parser *parser)
{
    while (parser->at < parser->end && is_blank(*parser->at))
        parser->at++;
}

size_t gotype_word_length(const struct gotype_parser *parser)
{
    const char *end = parser->at;
    while (end < parser->end &&
           (is_word(*end) || (*end == '.' && end > parser->at && end + 1 < parser->end && is_word(end[1]))))
        end++;
    return (size_t)(end - parser->at);
}

bool gotype_is_identifier(const char *word, size_t length)
{
    static const char *const keywords[] = {
        "break", "case",   "chan",   "const",  "continue", "default", "defer", "else",      "fallthrough",
        "for",   "func",   "go",     "goto",   "if",       "import",  "map",   "interface", "package",
        "range", "return", "select", "struct", "switch",   "type",    "var",
    };
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (strlen(keywords[i]) == length && memcmp(keywords[i], word, length) == 0)
            return false;
    }
    return length > 0 && (word[0] < '0' || word[0] > '9') && memchr(word, '.', length) == NULL;
}

bool gotype_take_name(struct gotype_parser *parser, struct gotype_names *names, const char *word,
                      size_t length, enum word twice)
{
    for (size_t i = 0; i < names->count; i++) {
        if (names->items[i].length == length && memcmp(names->items[i].word, word, length) == 0 &&
            !(length == 1 && *word == '_')) {
            char shown[GOTYPE_WORD_SHOWN];
            return GOTYPE_FAIL(parser, parser->at, twice, gotype_found(parser, shown));
        }
    }
    assert(names->count < GOTYPE_NAME_LIMIT); /* each name takes a byte of the whole */
    names->items[names->count].word = word;
    names->items[names->count++].length = length;
    return true;
}

const char *gotype_found(const struct gotype_parser *parser, char shown[GOTYPE_WORD_SHOWN])
{
    size_t length = gotype_word_length(parser);
    if (length == 0)
        length = parser->at < parser->end;
    if (length >= GOTYPE_WORD_SHOWN)
        length = GOTYPE_WORD_SHOWN - 1;
    memcpy(shown, parser->at, length);
    shown[length] = '\0';
    return shown;
}

bool gotype_take(struct gotype_parser *parser, const char *token)
{
    gotype_skip_blanks(parser);
    size_t length = strlen(token);
    if ((size_t)(parser->end - parser->at) < length || memcmp(parser->at, token, length) != 0)
        return false;
    parser->at += length;
    return true;
}

bool gotype_expect(struct gotype_parser *parser, const char *token, const char *example)
{
    if (gotype_take(parser, token))
        return true;
    char shown[GOTYPE_WORD_SHOWN];
    if (parser->at == parser->end)
        return GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_UNFINISHED, token, example);
    return GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_EXPECTED, token, example,
                       gotype_found(parser, shown));
}

struct gotype *gotype_finish(struct gotype_parser *parser, const char *start, struct gotype *type,
                             struct text *name)
{
    if (name->length > GOTYPE_NAME_LIMIT) {
        GOTYPE_FAIL(parser, start, WORD_ERROR_TYPE_LONG, NUMBER(GOTYPE_NAME_LIMIT));
        gotype_free(type);
        type = NULL;
    } else if (type->size > GOTYPE_SIZE_LIMIT) {
        GOTYPE_FAIL(parser, start, WORD_ERROR_TYPE_BIG, text_string(name), NUMBER(type->size),
                    NUMBER(GOTYPE_SIZE_LIMIT));
        gotype_free(type);
        type = NULL;
    } else {
        gotype_set_name(type, text_string(name));
    }
    text_free(name);
    return type;
}

bool gotype_pass(struct gotype_parser *parser, struct text *name)
{
    struct gotype *type = gotype_parse_any(parser);
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

static struct gotype *parse_pointer(struct gotype_parser *parser)
{
    const char *start = parser->at;
    struct text name = {0};
    text_add(&name, "*");
    if (!gotype_take(parser, "*") || !gotype_pass(parser, &name)) {
        text_free(&name);
        return NULL;
    }
    return gotype_finish(parser, start, pointer_type(), &name);
}

/* `chan (<-chan int)`: without the parentheses it would be a channel to send into. */
static bool pass_element(struct gotype_parser *parser, bool both_ways, struct text *name)
{
    struct text element = {0};
    bool good = gotype_pass(parser, &element);
    bool receives = both_ways && good && strncmp(text_string(&element), "<-", 2) == 0;
    text_format(name, receives ? "(%s)" : "%s", text_string(&element));
    text_free(&element);
    return good;
}

static struct gotype *parse_chan(struct gotype_parser *parser)
{
    const char *start = parser->at;
    struct text name = {0};
    bool receives = gotype_take(parser, "<-"), good = gotype_expect(parser, "chan", "<-chan int");
    bool sends = good && !receives && gotype_take(parser, "<-");
    text_format(&name, "%schan%s ", receives ? "<-" : "", sends ? "<-" : "");
    if (!good || !pass_element(parser, !receives && !sends, &name)) {
        text_free(&name);
        return NULL;
    }
    return gotype_finish(parser, start, pointer_type(), &name);
}

/* (T) is T. */
static struct gotype *parse_parentheses(struct gotype_parser *parser)
{
    if (!gotype_take(parser, "("))
        return NULL;
    struct gotype *type = gotype_parse_any(parser);
    if (type == NULL || gotype_expect(parser, ")", "(int)"))
        return type;
    gotype_free(type);
    return NULL;
}

static struct gotype *parse_map(struct gotype_parser *parser)
{
    static const char example[] = "map[string]int";
    const char *start = parser->at;
    if (!gotype_expect(parser, "map", example) || !gotype_expect(parser, "[", example))
        return NULL;
    gotype_skip_blanks(parser);
    const char *key_start = parser->at;
    struct gotype *key = gotype_parse_any(parser);
    if (key == NULL)
        return NULL;
    struct text name = {0};
    text_format(&name, "map[%s]", key->name);
    bool comparable = key->comparable;
    if (!comparable)
        GOTYPE_FAIL(parser, key_start, WORD_ERROR_TYPE_KEY, key->name);
    gotype_free(key);
    if (!comparable || !gotype_expect(parser, "]", example) || !gotype_pass(parser, &name)) {
        text_free(&name);
        return NULL;
    }
    return gotype_finish(parser, start, no_key(pointer_type()), &name);
}

bool gotype_begins(const struct gotype_parser *parser)
{
    if (parser->at == parser->end || *parser->at == '\0')
        return false;
    return is_word(*parser->at) || strchr("[*<(", *parser->at) != NULL;
}

static struct gotype *parse_brackets(struct gotype_parser *parser)
{
    const char *start = parser->at;
    struct text name = {0};
    if (!gotype_take(parser, "["))
        return NULL;
    if (gotype_take(parser, "]")) {
        text_add(&name, "[]");
        if (gotype_pass(parser, &name))
            return gotype_finish(parser, start, gotype_make_basic(GOTYPE_SLICE, 24, 8), &name);
        text_free(&name);
        return NULL;
    }
    uint64_t length;
    if (!gotype_parse_length(parser, &length) || !gotype_expect(parser, "]", "[16]byte"))
        return NULL;
    struct gotype *element = gotype_parse_any(parser);
    if (element == NULL)
        return NULL;
    /* Neither factor is beyond 2^32, so the size can't overflow. */
    text_format(&name, "[%llu]%s", (unsigned long long)length, element->name);
    return gotype_finish(parser, start, gotype_make_array(length, element), &name);
}

static struct gotype *underlying_type(const struct type_name *row)
{
    struct error none = {0};
    const char *at = row->underlying;
    struct gotype *type = gotype_parse(at, &at, at + strlen(at), &none);
    assert(type != NULL);
    return type;
}

/* A name of the table. */
static struct gotype *parse_named(struct gotype_parser *parser)
{
    char shown[GOTYPE_WORD_SHOWN];
    const char *start = parser->at;
    size_t length = gotype_word_length(parser);
    const struct type_name *row = gotype_name_find(start, length);
    if (row == NULL) {
        const char *nearest = gotype_name_nearest(gotype_found(parser, shown));
        if (nearest != NULL)
            return no_type(GOTYPE_FAIL(parser, start, WORD_ERROR_TYPE_NEAREST, shown, nearest));
        bool qualified = memchr(start, '.', length) != NULL;
        return no_type(GOTYPE_FAIL(parser, start,
                                   qualified ? WORD_ERROR_TYPE_QUALIFIED : WORD_ERROR_TYPE_UNKNOWN, shown));
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
    struct gotype *(*parse)(struct gotype_parser *parser);
};

static const struct form forms[] = {
    {"[", parse_brackets},
    {"*", parse_pointer},
    {"(", parse_parentheses},
    {"<-", parse_chan},
    {"chan", parse_chan},
    {"func", gotype_parse_func},
    {"interface", gotype_parse_interface},
    {"map", parse_map},
    {"struct", gotype_parse_struct},
};

static struct gotype *parse_form(struct gotype_parser *parser)
{
    size_t length = gotype_word_length(parser);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t size = strlen(forms[i].start);
        bool symbol = !is_word(forms[i].start[0]);
        if ((symbol ? (size_t)(parser->end - parser->at) >= size : length == size) &&
            memcmp(parser->at, forms[i].start, size) == 0)
            return forms[i].parse(parser);
    }
    if (length > 0)
        return parse_named(parser);
    char shown[GOTYPE_WORD_SHOWN];
    if (parser->at == parser->end)
        return no_type(GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_MISSING));
    return no_type(GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_NONE, gotype_found(parser, shown)));
}

struct gotype *gotype_parse_any(struct gotype_parser *parser)
{
    gotype_skip_blanks(parser);
    if (parser->depth == GOTYPE_DEPTH_LIMIT)
        return no_type(GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_DEEP, NUMBER(GOTYPE_DEPTH_LIMIT)));
    parser->depth++;
    struct gotype *type = parse_form(parser);
    parser->depth--;
    return type;
}

struct gotype *gotype_parse(const char *begin, const char **at, const char *end, struct error *error)
{
    bool cut = end - *at > GOTYPE_NAME_LIMIT;
    struct gotype_parser parser = {begin, *at, cut ? *at + GOTYPE_NAME_LIMIT : end, 0, error};
    struct gotype *type = gotype_parse_any(&parser);
    if (cut && parser.at == parser.end) {
        gotype_free(type);
        return no_type(GOTYPE_FAIL(&parser, *at, WORD_ERROR_TYPE_LONG, NUMBER(GOTYPE_NAME_LIMIT)));
    }
    if (type != NULL)
        *at = parser.at;
    return type;
}
