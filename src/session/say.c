/* How commands speak: lines and JSON members of a reply, values and places in words. */
#include "session/internal.h"

#include <stdarg.h>
#include <string.h>

void reply_say_list(const struct session *session, struct reply *reply, enum word word, ...)
{
    const char *arguments[10] = {0};
    int count = 0;
    va_list list;
    va_start(list, word);
    const char *argument;
    while (count < 9 && (argument = va_arg(list, const char *)) != NULL)
        arguments[count++] = argument;
    va_end(list);
    if (reply->text.length > 0)
        text_add(&reply->text, "\n");
    words_format(&reply->text, session->words, word, arguments);
}

/* ---- JSON */

static void begin_member(struct reply *reply, const char *name)
{
    text_format(&reply->json, "%s\"%s\":", reply->json.length > 0 ? "," : "", name);
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

void reply_raw(struct reply *reply, const char *name, const char *json)
{
    begin_member(reply, name);
    text_add(&reply->json, json);
}

/* ---- values and places */

/* The bytes made safe and cut to so many columns, and to what the buffer holds. */
static const char *shown(char *buffer, size_t room, const char *bytes, size_t length, int columns)
{
    struct text text = {0};
    text_append_safe(&text, bytes, length, columns);
    size_t fits = text.length < room ? text.length : room - 1;
    while (fits < text.length && fits > 0 && ((unsigned char)text.bytes[fits] & 0xc0) == 0x80)
        fits--;
    memcpy(buffer, text_string(&text), fits);
    buffer[fits] = '\0';
    text_free(&text);
    return buffer;
}

const char *value_shown(char buffer[SHOWN_BYTES], const struct session *session, value_id id)
{
    if (id == VALUE_NONE || VALUE_IS_STALE(id))
        return strcpy(buffer, "-");
    size_t length;
    const char *bytes = values_text(session->map.values, id, &length);
    if (length == 0)
        return strcpy(buffer, "\"\"");
    return shown(buffer, SHOWN_BYTES, bytes, length, 40);
}

const char *command_shown(char buffer[COMMAND_BYTES], const char *text)
{
    return shown(buffer, COMMAND_BYTES, text, strlen(text), 44);
}

int names_find(const char *const *names, const char *name)
{
    for (int i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0)
            return i;
    }
    return -1;
}

void names_list(const char *const *names, struct text *text)
{
    for (int i = 0; names[i] != NULL; i++)
        text_format(text, "%s%s", i > 0 ? ", " : "", names[i]);
}

void text_add_bits(struct text *text, uint64_t number, int count)
{
    if (count == 0)
        text_add(text, "0");
    for (int bit = count - 1; bit >= 0; bit--) {
        text_add(text, number >> bit & 1 ? "1" : "0");
        if (bit > 0 && bit % 4 == 0)
            text_add(text, " ");
    }
}

void text_add_spot(const struct session *session, struct text *text, const struct map_spot *spot)
{
    enum word word = spot->in_old ? WORD_SAY_SPOT_OLD : WORD_SAY_SPOT;
    if (spot->link > 0)
        word = spot->in_old ? WORD_SAY_SPOT_OLD_OVERFLOW : WORD_SAY_SPOT_OVERFLOW;
    words_say(text, session->words, word, NUMBER(spot->bucket), NUMBER(spot->slot), NUMBER(spot->link));
}

/* ---- errors */

/* Copies the next piece of the message, cut between characters. */
static void cut_piece(char piece[ERROR_ARGUMENT_BYTES], const char **rest)
{
    size_t length = strlen(*rest), fits = length < ERROR_ARGUMENT_BYTES ? length : ERROR_ARGUMENT_BYTES - 1;
    while (fits < length && fits > 0 && ((unsigned char)(*rest)[fits] & 0xc0) == 0x80)
        fits--;
    memcpy(piece, *rest, fits);
    piece[fits] = '\0';
    *rest += fits;
}

void cut_message(const char *message, char pieces[MESSAGE_PIECES][ERROR_ARGUMENT_BYTES])
{
    for (int i = 0; i < MESSAGE_PIECES; i++)
        cut_piece(pieces[i], &message);
}

bool error_in_scene(const struct words *words, const char *place, const struct error *inner,
                    struct error *error)
{
    struct text message = {0};
    error_say(inner, words, &message);
    char pieces[MESSAGE_PIECES][ERROR_ARGUMENT_BYTES];
    cut_message(text_string(&message), pieces);
    error_set(error, 0, WORD_ERROR_APP_IN_SCENE, place, pieces[0], pieces[1], pieces[2]);
    text_free(&message);
    return false;
}
