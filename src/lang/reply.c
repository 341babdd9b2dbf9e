#include "lang/reply.h"

#include <stdarg.h>
#include <string.h>

void reply_begin(struct reply *reply, const struct words *words)
{
    text_clear(&reply->text);
    text_clear(&reply->title);
    text_clear(&reply->json);
    reply->words = words;
    reply->sheet = reply->spoken = reply->keeps = reply->refused = false;
}

void reply_free(struct reply *reply)
{
    text_free(&reply->text);
    text_free(&reply->title);
    text_free(&reply->json);
}

void reply_say_list(struct reply *reply, enum word word, ...)
{
    enum { MOST = 9 };
    const char *arguments[MOST + 1] = {0};
    int count = 0;
    va_list list;
    va_start(list, word);
    const char *argument;
    while (count < MOST && (argument = va_arg(list, const char *)) != NULL)
        arguments[count++] = argument;
    va_end(list);
    text_separate(&reply->text, "\n");
    words_format(&reply->text, reply->words, word, arguments);
}

void reply_plain(const struct reply *reply, struct text *text)
{
    sheet_plain(text_string(&reply->text), text);
}

/* ---- JSON */

static void begin_member(struct reply *reply, const char *name)
{
    text_separate(&reply->json, ",");
    text_format(&reply->json, "\"%s\":", name);
}

void reply_number(struct reply *reply, const char *name, int64_t number)
{
    begin_member(reply, name);
    text_add(&reply->json, NUMBER(number));
}

void reply_flag(struct reply *reply, const char *name, bool flag)
{
    begin_member(reply, name);
    text_add(&reply->json, flag ? "true" : "false");
}

void reply_text(struct reply *reply, const char *name, const char *bytes, size_t length)
{
    begin_member(reply, name);
    text_add_json(&reply->json, bytes, length);
}

void reply_word(struct reply *reply, const char *name, const char *string)
{
    reply_text(reply, name, string, strlen(string));
}

struct text *reply_open_list(struct reply *reply, const char *name)
{
    begin_member(reply, name);
    text_add(&reply->json, "[");
    return &reply->json;
}

void reply_close_list(struct reply *reply)
{
    text_add(&reply->json, "]");
}

void reply_list(struct reply *reply, const char *name, const struct text *items)
{
    text_append(reply_open_list(reply, name), text_string(items), items->length);
    reply_close_list(reply);
}

/* ---- strings */

const char *reply_shown(char buffer[REPLY_SHOWN_BYTES], const char *bytes, size_t length, int columns)
{
    struct text text = {0};
    text_append_safe(&text, bytes, length, columns);
    size_t fits = utf8_floor(text_string(&text), text.length, REPLY_SHOWN_BYTES - 1);
    memcpy(buffer, text_string(&text), fits);
    buffer[fits] = '\0';
    text_free(&text);
    return buffer;
}
