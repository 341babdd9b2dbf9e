/* Type names as Go prints them. Ours differ in blanks, in any, and in the package of types of the program. */
#include "go/gotype_make.h"

#include <string.h>

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || (unsigned char)c >= 0x80;
}

static size_t word_length(const char *at)
{
    const char *end = at;
    while (is_word(*end) && *at != '.')
        end++;
    return (size_t)(end - at);
}

/* A quoted tag, whole. */
static const char *behind_tag(const char *at)
{
    for (at++; *at != '"'; at++)
        at += *at == '\\';
    return at + 1;
}

static bool is(const char *word, size_t length, const char *other)
{
    return strlen(other) == length && memcmp(word, other, length) == 0;
}

/* Whether a member begins here by its name, and not by a type that is embedded. */
static bool is_member(const char *word, size_t length)
{
    const char *behind = word + length;
    return *behind == '(' || (*behind == ' ' && behind[1] != '"');
}

static void add_word(struct text *text, const char *word, size_t length)
{
    const struct type_name *row = gotype_name_find(word, length);
    if (is(word, length, "any")) {
        text_add(text, "interface {}");
        return;
    }
    if (row != NULL && row->underlying != NULL && memchr(word, '.', length) == NULL)
        text_add(text, "main.");
    text_append(text, word, length);
}

/* Our names are as the parser leaves them: one blank where there must be one, and braces of structs and interfaces alone. */
void gotype_add_go_name(const struct gotype *type, struct text *text)
{
    bool begins_member = false;
    for (const char *at = type->name; *at != '\0';) {
        const char *start = at;
        size_t length = word_length(at);
        if (length > 0 && at[length] == '{') {
            text_append(text, at, length);
            at += length + 1;
            text_add(text, *at == '}' ? " {}" : " { ");
            begins_member = *at != '}';
            at += *at == '}';
        } else if (length > 0) {
            at += length;
            if (begins_member && is_member(start, length))
                text_append(text, start, length);
            else
                add_word(text, start, length);
            begins_member = false;
        } else if (*at == '"') {
            at = behind_tag(at);
            text_append(text, start, (size_t)(at - start));
        } else {
            text_add(text, *at == '}' ? " " : "");
            text_append(text, at, 1);
            begins_member = *at == ';' || (begins_member && (*at == ' ' || *at == '*'));
            at++;
        }
    }
}
