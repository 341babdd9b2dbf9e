/* Structs, from their names: fields, embedded ones, tags. */
#include "base/memory_or_die.h"
#include "go/gotype_parser.h"

#include <stdlib.h>
#include <string.h>

static const char struct_example[] = "struct{a, b int64}";

static bool take_field_name(struct gotype_parser *parser, struct gotype_names *seen)
{
    char shown[GOTYPE_WORD_SHOWN];
    gotype_skip_blanks(parser);
    size_t length = gotype_word_length(parser);
    if (length == 0 && parser->at == parser->end)
        return GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_UNFINISHED, "}", struct_example);
    if (!gotype_is_identifier(parser->at, length))
        return GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_FIELD, gotype_found(parser, shown));
    if (!gotype_take_name(parser, seen, parser->at, length, WORD_ERROR_TYPE_FIELD_TWICE))
        return false;
    parser->at += length;
    return true;
}

static void add_tag_byte(struct text *tag, char byte, bool raw)
{
    if (raw && (byte == '"' || byte == '\\'))
        text_append(tag, "\\", 1);
    text_append(tag, &byte, 1);
}

/* A string behind the type, "json:\"a\"" or in backquotes; an empty one counts as none. */
static bool parse_tag(struct gotype_parser *parser, struct text *tag)
{
    static const char example[] = "struct{a int `tag`}";
    gotype_skip_blanks(parser);
    if (parser->at == parser->end || (*parser->at != '"' && *parser->at != '`'))
        return true;
    char quote[2] = {*parser->at++, '\0'};
    const char *start = parser->at;
    for (; parser->at < parser->end && *parser->at != *quote; parser->at++) {
        if ((unsigned char)*parser->at < ' ')
            return gotype_expect(parser, quote, example);
        text_add(tag, parser->at == start ? " \"" : "");
        if (*quote == '"' && *parser->at == '\\' && parser->at + 1 < parser->end)
            add_tag_byte(tag, *parser->at++, false);
        add_tag_byte(tag, *parser->at, *quote == '`');
    }
    text_add(tag, parser->at > start ? "\"" : "");
    return gotype_expect(parser, quote, example);
}

/* What the fields of a struct have come to. */
struct fields {
    struct gotype *type;
    size_t capacity;
    struct gotype_names seen;
    struct text name;
};

/* Whether no type follows here: the field ends, or has its tag. */
static bool ends_field(struct gotype_parser *parser)
{
    gotype_skip_blanks(parser);
    return parser->at < parser->end && *parser->at != '\0' && strchr(";}\"`", *parser->at) != NULL;
}

/* `T`, `*T`, `time.Time`: the field is called as its type, without its package. */
static bool is_embedded(struct gotype_parser here)
{
    gotype_skip_blanks(&here);
    if (here.at < here.end && *here.at == '*')
        return true;
    size_t length = gotype_word_length(&here);
    bool qualified = memchr(here.at, '.', length) != NULL;
    if (!qualified && (!gotype_is_identifier(here.at, length) || gotype_name_find(here.at, length) == NULL))
        return false;
    here.at += length;
    return ends_field(&here);
}

/* It stands in the struct's name as it is written: byte and uint8 are two names of a field. */
static bool parse_embedded(struct gotype_parser *parser, struct fields *fields)
{
    char shown[GOTYPE_WORD_SHOWN];
    gotype_skip_blanks(parser);
    const char *start = parser->at;
    bool pointer = gotype_take(parser, "*");
    gotype_skip_blanks(parser);
    const char *begin = parser->at, *word = begin;
    size_t whole = gotype_word_length(parser), length = whole;
    const char *point = memchr(word, '.', length);
    if (point != NULL) {
        length -= (size_t)(point + 1 - word);
        word = point + 1;
    }
    const struct type_name *row = gotype_name_find(begin, whole);
    bool never = length == 0 || gotype_is_keyword(begin, whole) ||
                 (row != NULL && (row->kind == GOTYPE_POINTER || (pointer && row->kind == GOTYPE_INTERFACE)));
    if (never)
        return GOTYPE_FAIL(parser, begin, WORD_ERROR_TYPE_EMBEDDED, gotype_found(parser, shown));
    if (!gotype_take_name(parser, &fields->seen, word, length, WORD_ERROR_TYPE_FIELD_TWICE))
        return false;
    parser->at = start;
    struct gotype *field = gotype_parse_any(parser);
    if (field == NULL) /* no such name */
        return false;
    text_format(&fields->name, "%s%s", fields->seen.count > 1 ? "; " : "", pointer ? "*" : "");
    text_append(&fields->name, begin, whole);
    gotype_add_field(fields->type, &fields->capacity, field, false);
    fields->type->embeds |= row != NULL && (row->underlying != NULL || row->methods);
    return parse_tag(parser, &fields->name);
}

/* Fields of one type: "a, b int". */
static bool parse_field_group(struct gotype_parser *parser, struct fields *fields)
{
    struct gotype_names *seen = &fields->seen;
    size_t first = seen->count;
    struct text tag = {0};
    do {
        if (!take_field_name(parser, seen))
            return false;
    } while (gotype_take(parser, ","));
    if (ends_field(parser))
        return GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_FIELD_TYPE);
    struct gotype *field = gotype_parse_any(parser);
    if (field == NULL)
        return false;
    bool good = parse_tag(parser, &tag);
    for (size_t i = first; i < seen->count; i++) {
        size_t length = seen->items[i].length;
        const char *word = seen->items[i].word;
        text_add(&fields->name, i > 0 ? "; " : "");
        text_append(&fields->name, word, length);
        text_format(&fields->name, " %s%s", field->name, text_string(&tag));
        gotype_add_field(fields->type, &fields->capacity, field, length == 1 && *word == '_');
    }
    text_free(&tag);
    return good;
}

/* The size is looked at after each group, so that it can't run away. */
static bool parse_fields(struct gotype_parser *parser, struct fields *fields)
{
    while (!gotype_take(parser, "}")) {
        if (!(is_embedded(*parser) ? parse_embedded(parser, fields) : parse_field_group(parser, fields)))
            return false;
        gotype_skip_blanks(parser);
        if (!gotype_take(parser, ";") && (parser->at == parser->end || *parser->at != '}') &&
            !gotype_expect(parser, "}", struct_example))
            return false;
        if (fields->type->size > GOTYPE_SIZE_LIMIT)
            return true; /* gotype_finish() has the words for it */
    }
    return true;
}

struct gotype *gotype_parse_struct(struct gotype_parser *parser)
{
    const char *start = parser->at;
    if (!gotype_expect(parser, "struct", struct_example) || !gotype_expect(parser, "{", struct_example))
        return NULL;
    struct fields *fields = new_items(1, sizeof *fields);
    fields->type = gotype_make_struct();
    text_add(&fields->name, "struct{");
    struct gotype *type = fields->type;
    if (parse_fields(parser, fields)) {
        text_add(&fields->name, "}");
        gotype_end_struct(type);
        type = gotype_finish(parser, start, type, &fields->name);
    } else {
        text_free(&fields->name);
        gotype_free(type);
        type = NULL;
    }
    free(fields);
    return type;
}
