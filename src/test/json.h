#ifndef TEST_JSON_H
#define TEST_JSON_H
/* JSON as far as tests need it: is this a value, and what does that string hold? Strict: RFC 8259 and
   nothing more, and no object with two members of one name. */
#include "base/text.h"

#include <string.h>

static inline const char *json_after_string(const char *at)
{
    if (*at != '"')
        return NULL;
    for (at++; *at != '"'; at++) {
        if ((unsigned char)*at < 0x20)
            return NULL;
        if (*at != '\\')
            continue;
        at++;
        if (*at == 'u' && strspn(at + 1, "0123456789abcdefABCDEF") >= 4)
            at += 4;
        else if (*at == '\0' || strchr("\"\\/bfnrt", *at) == NULL)
            return NULL;
    }
    return at + 1;
}

static inline const char *json_after_number(const char *at)
{
    static const char digits[] = "0123456789";
    at += *at == '-';
    size_t whole = strspn(at, digits);
    if (whole == 0 || (whole > 1 && *at == '0'))
        return NULL;
    at += whole;
    if (*at == '.') {
        size_t part = strspn(at + 1, digits);
        if (part == 0)
            return NULL;
        at += 1 + part;
    }
    return at; /* nobody here writes exponents */
}

static inline const char *json_blank(const char *at)
{
    return at != NULL ? at + strspn(at, " \t\r\n") : NULL;
}

enum { JSON_MEMBERS = 200 };

/* Whether a name (from its first quote on) is none of the `count` before it; then it is the next. */
static inline bool json_is_new_name(const char *names[JSON_MEMBERS], int *count, const char *name)
{
    const char *end = json_after_string(name);
    for (int i = 0; i < *count; i++) {
        if (end != NULL && strncmp(names[i], name, (size_t)(end - name)) == 0)
            return false;
    }
    if (end == NULL || *count == JSON_MEMBERS)
        return false;
    names[(*count)++] = name;
    return true;
}

/* What follows the value at `at`, or NULL if there is no value. */
static inline const char *json_after(const char *at)
{
    static const char *const names[] = {"true", "false", "null"};
    at = json_blank(at);
    if (*at == '"')
        return json_after_string(at);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strncmp(at, names[i], strlen(names[i])) == 0)
            return at + strlen(names[i]);
    }
    if (*at != '{' && *at != '[')
        return json_after_number(at);
    bool object = *at == '{';
    char close = object ? '}' : ']';
    const char *members[JSON_MEMBERS];
    int count = 0;
    at = json_blank(at + 1);
    if (*at == close)
        return at + 1;
    for (;;) {
        if (object) {
            if (!json_is_new_name(members, &count, at))
                return NULL;
            at = json_blank(json_after_string(at));
            if (at == NULL || *at++ != ':')
                return NULL;
        }
        at = json_blank(json_after(at));
        if (at == NULL || (*at != ',' && *at != close))
            return NULL;
        if (*at++ == close)
            return at;
        at = json_blank(at);
    }
}

static inline bool json_is_valid(const char *text)
{
    const char *end = json_blank(json_after(text));
    return end != NULL && *end == '\0';
}

/* Appends what the string at `at` holds; \u only as far as U+FFFF. Returns what follows it. */
static inline const char *json_read_string(const char *at, struct text *text)
{
    static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *end = json_after_string(at);
    for (at++; end != NULL && at < end - 1; at++) {
        if (*at != '\\') {
            text_append(text, at, 1);
            continue;
        }
        at++;
        if (*at != 'u') {
            text_append(text, &meant[strchr(plain, *at) - plain], 1);
            continue;
        }
        uint32_t rune = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            rune = rune * 16 + (uint32_t)(*at <= '9' ? *at - '0' : (*at | 0x20) - 'a' + 10);
        }
        text_add_rune(text, rune);
    }
    return end;
}

#endif
