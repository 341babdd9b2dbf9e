/* The types of slices and arrays, from their names. */
#include "base/memory_or_die.h"
#include "model/slice/verb.h"

#include <stdlib.h>
#include <string.h>

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

/* "[]" and where the element's type begins; NULL if it is an array. */
static const char *behind_brackets(const char *name, const char *end)
{
    const char *at = skip_blanks(name, end);
    at = skip_blanks(at < end && *at == '[' ? at + 1 : at, end);
    return at < end && *at == ']' ? at + 1 : NULL;
}

static bool parse(struct slice_type *type, const char *name, const char *end, struct error *error)
{
    const char *at = behind_brackets(name, end);
    type->is_array = at == NULL;
    at = at != NULL ? at : name;
    type->whole = gotype_parse(name, &at, end, error);
    if (type->whole == NULL)
        return false;
    at = skip_blanks(at, end);
    if (at < end)
        return error_set(error, (int)(at - name) + 1, WORD_ERROR_TYPE_MORE, at);
    type->element = type->is_array ? type->whole->element : type->whole;
    type->length = type->is_array ? type->whole->length : 0;
    strcpy(type->name, type->is_array ? "" : "[]");
    strcat(type->name, type->whole->name);
    return true;
}

struct slice_type *slice_type_parse(struct values *values, const char *name, size_t length,
                                    enum go_version version, struct error *error)
{
    struct slice_type *type = new_items(1, sizeof *type);
    struct text zero = {0};
    type->version = version;
    bool fine =
        length <= GOTYPE_NAME_LIMIT || error_set(error, 1, WORD_ERROR_TYPE_LONG, NUMBER(GOTYPE_NAME_LIMIT));
    fine = fine && parse(type, name, name + length, error);
    if (fine) {
        value_zero(type->element, &zero);
        type->zero = values_parse(values, type->element, text_string(&zero), zero.length, error);
        fine = type->zero != VALUE_NONE;
    }
    text_free(&zero);
    if (fine)
        return type;
    slice_type_free(type);
    return NULL;
}

void slice_type_free(void *type)
{
    gotype_free(((struct slice_type *)type)->whole);
    free(type);
}
