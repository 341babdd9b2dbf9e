/* Functions and interfaces, from their names: what has parameters and results. */
#include "base/memory_or_die.h"
#include "go/gotype_parser.h"

#include <stdlib.h>
#include <string.h>

/* ---- functions */

static const char func_example[] = "func(int) string";

struct list {
    struct gotype_names *names; /* of parameters and results */
    bool named;                 /* its types have names before them */
    bool variadic;              /* its last type may be ...T */
    int count;                  /* types so far */
};

/* Moves over one character, or over all that a bracket or a quote opens. */
static const char *pass_over(const char *at, const char *end)
{
    static const char open[] = "([{\"`", close[] = ")]}\"`";
    const char *kind = strchr(open, *at);
    if (*at == '\0' || kind == NULL)
        return at + 1;
    char last = close[kind - open];
    for (at++; at < end && *at != last;) {
        if (last == '"' || last == '`')
            at += *at == '\\' && last == '"' && at + 1 < end ? 2 : 1;
        else
            at = pass_over(at, end);
    }
    return at < end ? at + 1 : end;
}

/* Whether a name and a type stand here: `a int`, `a ...int`. */
static bool is_named_here(struct gotype_parser here)
{
    gotype_skip_blanks(&here);
    size_t length = gotype_word_length(&here);
    if (!gotype_is_identifier(here.at, length))
        return false;
    here.at += length;
    bool apart = here.at < here.end && (*here.at == ' ' || *here.at == '\t');
    gotype_skip_blanks(&here);
    bool dots = here.end - here.at >= 3 && memcmp(here.at, "...", 3) == 0;
    return dots || (gotype_begins(&here) && (apart || *here.at != '('));
}

/* Go has either names before all types of a list or before none, so one name tells. */
static bool is_named_list(const struct gotype_parser *parser)
{
    struct gotype_parser here = *parser;
    while (here.at < here.end && *here.at != ')') {
        if (is_named_here(here))
            return true;
        while (here.at < here.end && *here.at != ')' && *here.at != ',')
            here.at = pass_over(here.at, here.end);
        here.at += here.at < here.end && *here.at == ',';
    }
    return false;
}

static bool no_parameter(struct gotype_parser *parser)
{
    char shown[GOTYPE_WORD_SHOWN];
    gotype_skip_blanks(parser);
    return GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_PARAMETER, gotype_found(parser, shown));
}

/* One or more names that share a type; without names one type. What they are is added to the name once for each. */
static bool parse_group(struct gotype_parser *parser, struct list *list, struct text *name)
{
    struct text type = {0};
    int names = 1;
    for (; list->named; names++) {
        gotype_skip_blanks(parser);
        size_t length = gotype_word_length(parser);
        if (!gotype_is_identifier(parser->at, length))
            return no_parameter(parser);
        if (!gotype_take_name(parser, list->names, parser->at, length, WORD_ERROR_TYPE_PARAMETER_TWICE))
            return false;
        parser->at += length;
        if (!gotype_take(parser, ","))
            break;
    }
    gotype_skip_blanks(parser);
    const char *dots = parser->at;
    bool takes_all = gotype_take(parser, "...");
    if (takes_all && (!list->variadic || names > 1))
        return GOTYPE_FAIL(parser, dots, WORD_ERROR_TYPE_VARIADIC);
    bool good = gotype_pass(parser, &type);
    for (int i = 0; good && i < names && name->length <= GOTYPE_NAME_LIMIT; i++)
        text_format(name, "%s%s%s", list->count++ > 0 ? ", " : "", takes_all ? "..." : "",
                    text_string(&type));
    text_free(&type);
    list->variadic &= !takes_all;
    return good;
}

/* The types of parameters or results, behind their parenthesis and up to the one that closes them. */
static bool parse_list(struct gotype_parser *parser, struct list *list, struct text *name)
{
    bool variadic = list->variadic;
    list->named = is_named_list(parser);
    while (!gotype_take(parser, ")")) {
        gotype_skip_blanks(parser);
        const char *start = parser->at;
        if (variadic && !list->variadic) /* ...T came, and it is not the last */
            return GOTYPE_FAIL(parser, start, WORD_ERROR_TYPE_VARIADIC);
        if (!parse_group(parser, list, name))
            return false;
        if (!gotype_take(parser, ","))
            return gotype_expect(parser, ")", func_example);
    }
    return true;
}

/* In parentheses. A single result stands without them. False without an error: they are no results. */
static bool parse_result_list(struct gotype_parser *parser, struct gotype_names *names, struct text *name)
{
    struct text types = {0};
    struct list list = {.names = names};
    bool good = parse_list(parser, &list, &types);
    if (good && list.count > 0)
        text_format(name, list.count > 1 ? " (%s)" : " %s", text_string(&types));
    text_free(&types);
    return good;
}

static bool parse_results(struct gotype_parser *parser, struct gotype_names *names, struct text *name)
{
    const char *before = parser->at;
    gotype_skip_blanks(parser);
    bool apart = parser->at > before;
    if (gotype_take(parser, "(")) {
        /* Right behind the parameters they may also be those around a value: func()(nil). */
        struct error none = {0}, *error = parser->error;
        parser->error = apart ? error : &none;
        bool good = parse_result_list(parser, names, name);
        parser->error = error;
        if (good || apart)
            return good;
        parser->at = before;
        return true;
    }
    size_t length = gotype_word_length(parser);
    if (gotype_begins(parser) && (length == 0 || gotype_is_keyword(parser->at, length) ||
                                  gotype_name_find(parser->at, length) != NULL)) {
        text_add(name, " ");
        return gotype_pass(parser, name);
    }
    parser->at = before;
    return true;
}

static bool parse_named_signature(struct gotype_parser *parser, struct gotype_names *names, struct text *name)
{
    struct list list = {.names = names, .variadic = true};
    if (!gotype_expect(parser, "(", func_example))
        return false;
    text_add(name, "(");
    if (!parse_list(parser, &list, name))
        return false;
    text_add(name, ")");
    return parse_results(parser, names, name);
}

/* Parameters and results, of a function or a method. */
static bool parse_signature(struct gotype_parser *parser, struct text *name)
{
    struct gotype_names *names = new_items(1, sizeof *names);
    bool good = parse_named_signature(parser, names, name);
    free(names);
    return good;
}

struct gotype *gotype_parse_func(struct gotype_parser *parser)
{
    const char *start = parser->at;
    struct text name = {0};
    text_add(&name, "func");
    if (!gotype_expect(parser, "func", func_example) || !parse_signature(parser, &name)) {
        text_free(&name);
        return NULL;
    }
    struct gotype *type = gotype_make_basic(GOTYPE_POINTER, 8, 8);
    type->comparable = type->plain = false;
    return gotype_finish(parser, start, type, &name);
}

/* ---- interfaces */

static const char interface_example[] = "interface{ String() string }";

struct method {
    char *text; /* "String() string"; or an interface whose methods are not known here */
    bool embedded;
};

struct methods {
    struct method *items;
    size_t count, capacity;
};

static size_t method_name_length(const char *text)
{
    return strcspn(text, "(");
}

/* An interface that is embedded may bring what is there already, if it is the same. */
static bool add_method(struct gotype_parser *parser, const char *where, struct methods *methods,
                       const char *text, bool embedded)
{
    size_t length = method_name_length(text);
    for (size_t i = 0; i < methods->count; i++) {
        const struct method *known = &methods->items[i];
        if (method_name_length(known->text) != length || memcmp(known->text, text, length) != 0)
            continue;
        if ((known->embedded || embedded) && strcmp(known->text, text) == 0)
            return true;
        char shown[GOTYPE_WORD_SHOWN];
        struct gotype_parser there = *parser;
        there.at = where;
        return GOTYPE_FAIL(parser, where, WORD_ERROR_TYPE_METHOD_TWICE, gotype_found(&there, shown));
    }
    methods->items =
        room_for_one_more(methods->items, methods->count, &methods->capacity, sizeof *methods->items);
    struct method *method = &methods->items[methods->count++];
    *method = (struct method){new_items(strlen(text) + 1, 1), embedded};
    memcpy(method->text, text, strlen(text));
    return true;
}

static bool no_method(struct gotype_parser *parser)
{
    char shown[GOTYPE_WORD_SHOWN];
    if (parser->at == parser->end)
        return GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_UNFINISHED, "}", interface_example);
    return GOTYPE_FAIL(parser, parser->at, WORD_ERROR_TYPE_METHOD, gotype_found(parser, shown));
}

/* `error`: an interface of the table inside another. */
static bool parse_embedded_interface(struct gotype_parser *parser, struct methods *methods)
{
    const char *start = parser->at;
    const struct type_name *row = gotype_name_find(start, gotype_word_length(parser));
    if (row == NULL || row->kind != GOTYPE_INTERFACE)
        return no_method(parser);
    parser->at += strlen(row->word);
    if (!row->methods)
        return true; /* any */
    return add_method(parser, start, methods, row->method != NULL ? row->method : row->word, true);
}

static bool parse_method(struct gotype_parser *parser, struct methods *methods)
{
    gotype_skip_blanks(parser);
    const char *start = parser->at;
    size_t length = gotype_word_length(parser);
    struct gotype_parser behind = *parser;
    behind.at += length;
    if (!gotype_take(&behind, "("))
        return parse_embedded_interface(parser, methods);
    if (!gotype_is_identifier(start, length) || (length == 1 && *start == '_'))
        return no_method(parser);
    struct text text = {0};
    text_append(&text, start, length);
    parser->at += length;
    bool good =
        parse_signature(parser, &text) && add_method(parser, start, methods, text_string(&text), false);
    text_free(&text);
    return good;
}

static bool parse_methods(struct gotype_parser *parser, struct methods *methods)
{
    while (!gotype_take(parser, "}")) {
        if (!parse_method(parser, methods))
            return false;
        gotype_skip_blanks(parser);
        if (!gotype_take(parser, ";") && (parser->at == parser->end || *parser->at != '}') &&
            !gotype_expect(parser, "}", interface_example))
            return false;
    }
    return true;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct method *)a)->text, ((const struct method *)b)->text);
}

struct gotype *gotype_parse_interface(struct gotype_parser *parser)
{
    const char *start = parser->at;
    struct methods methods = {0};
    struct gotype *type = NULL;
    if (!gotype_expect(parser, "interface", interface_example) ||
        !gotype_expect(parser, "{", interface_example))
        return NULL;
    if (parse_methods(parser, &methods)) {
        struct text name = {0};
        /* The order in which they are written makes no other type. */
        if (methods.count > 0)
            qsort(methods.items, methods.count, sizeof *methods.items, by_text);
        text_add(&name, methods.count > 0 ? "interface{" : "any");
        for (size_t i = 0; i < methods.count; i++)
            text_format(&name, "%s%s", i > 0 ? "; " : "", methods.items[i].text);
        text_add(&name, methods.count > 0 ? "}" : "");
        type = gotype_make_basic(GOTYPE_INTERFACE, 16, 8);
        type->non_empty_interface = methods.count > 0;
        type = gotype_finish(parser, start, type, &name);
    }
    for (size_t i = 0; i < methods.count; i++)
        free(methods.items[i].text);
    free(methods.items);
    return type;
}
