#include "lang/command.h"
#include "tui/spelling.h"

#include <ctype.h>
#include <string.h>

/*
 * The rule that makes tokens independent of splits: measure() looks at the bytes that are there and either
 * names the length of the first token, having looked at no byte beyond it that could change its mind, or says
 * that more are needed. What may be long (pastes, strings, overlong sequences) is eaten in a mode of its own.
 */

enum { CTRL_C = 0x03, BELL = 0x07, CANCEL = 0x18 };

static const char paste_begin[] = "\033[200~";
static const char paste_end[] = "\033[201~";
enum { PASTE_MARK = sizeof paste_end - 1 };

void input_free(struct input *input)
{
    text_free(&input->bytes);
    text_free(&input->paste);
    text_free(&input->line);
    text_free(&input->string);
    *input = (struct input){0};
}

void input_expect(struct input *input, bool answer)
{
    input->expecting = answer;
}

void input_feed(struct input *input, const char *bytes, size_t length, int64_t now)
{
    size_t left = input->bytes.length - input->taken;
    if (left != 0)
        memmove(input->bytes.bytes, input->bytes.bytes + input->taken, left);
    input->bytes.length = left;
    input->taken = 0;
    text_append(&input->bytes, bytes, length);
    input->fed = now;
}

/* ---- how long the first token is */

enum { MORE = 0, TOO_LONG = -1, PASTE_BEGINS = -2, STRING_BEGINS = -3 };

/* Whole characters; a byte that cannot belong to one is a token by itself. */
static int measure_character(const unsigned char *b, size_t length)
{
    size_t need = b[0] < 0xc2 || b[0] > 0xf4 ? 1 : b[0] >= 0xf0 ? 4 : b[0] >= 0xe0 ? 3 : 2;
    for (size_t i = 1; i < need; i++) {
        if (i == length)
            return MORE;
        if (!spelling_is_between(b[i], 0x80, 0xbf))
            return 1;
    }
    return (int)need;
}

/* ESC [ parameters final. A byte that cannot stand in it ends it, and begins the next token. */
static int measure_csi(const unsigned char *b, size_t length)
{
    size_t i = 2;
    if (length > 2 && b[2] == '[') /* F1 to F5 of the Linux console */
        return length > 3 ? 4 : MORE;
    if (length > 2 && b[2] == 'M') /* a mouse report of the old kind: three bytes follow */
        return length >= 6 ? 6 : MORE;
    for (; i < length; i++) {
        if (i >= INPUT_SEQUENCE_BYTES)
            return TOO_LONG;
        if (b[i] == '$' && b[2] != '?' && i > 2) /* rxvt ends shifted keys with it */
            return (int)i + 1;
        if (spelling_is_between(b[i], 0x40, 0x7e)) {
            bool is_paste = i + 1 == sizeof paste_begin - 1 && memcmp(b, paste_begin, i + 1) == 0;
            return is_paste ? PASTE_BEGINS : (int)i + 1;
        }
        if (!spelling_is_between(b[i], 0x20, 0x3f))
            return (int)i;
    }
    return MORE;
}

static int measure_escape(const unsigned char *b, size_t length);

/* ESC and a key's sequence: the key with Meta. Before all else an ESC is the key Escape, or the begin of the next token. */
static int measure_meta(const unsigned char *b, size_t length)
{
    if (length < 3)
        return MORE;
    if (b[2] != '[' && b[2] != 'O')
        return 1;
    if (length < 4)
        return MORE;
    if (strchr("<M?IO", b[3]) != NULL && b[2] == '[')
        return 1;
    int rest = measure_escape(b + 1, length - 1);
    if (rest == MORE)
        return MORE;
    bool is_key = rest > 0 && spelling_is_between(b[rest], '@', '~') && !(b[2] == '[' && b[rest] == 'R');
    return is_key ? rest + 1 : 1;
}

static int measure_escape(const unsigned char *b, size_t length)
{
    if (length < 2)
        return MORE;
    if (b[1] == ESC)
        return measure_meta(b, length);
    if (b[1] == '[')
        return measure_csi(b, length);
    if (b[1] == 'O') {
        size_t i = 2;
        while (i < length && i < 6 && (spelling_is_between(b[i], '0', '9') || b[i] == ';'))
            i++;
        if (i == length)
            return MORE;
        return spelling_is_between(b[i], 0x40, 0x7e) ? (int)i + 1 : (int)i;
    }
    if (strchr("]P_^X", b[1]) != NULL && b[1] != '\0')
        return length > 2 ? STRING_BEGINS : MORE;
    int rest = measure_character(b + 1, length - 1);
    return rest == MORE ? MORE : rest + 1;
}

static size_t run_of_tabs(const unsigned char *b, size_t length)
{
    size_t run = 0;
    while (run < length && b[run] == '\t')
        run++;
    return run;
}

/* Text that was pasted without brackets: with more of it, or the end of the line, behind not too many Tabs. */
static bool is_pasted(const unsigned char *b, size_t length)
{
    size_t run = run_of_tabs(b, length);
    return run > 0 && run < length && run < INPUT_SEQUENCE_BYTES &&
           ((b[run] >= ' ' && b[run] != 0x7f) || b[run] == '\r' || b[run] == '\n');
}

static int measure_tabs(const unsigned char *b, size_t length)
{
    size_t run = run_of_tabs(b, length);
    bool waits = run == length && run < INPUT_SEQUENCE_BYTES;
    return waits ? MORE : is_pasted(b, length) ? (int)run : 1;
}

static int measure(const unsigned char *b, size_t length)
{
    if (length == 0)
        return MORE;
    if (b[0] == '\t')
        return measure_tabs(b, length);
    return b[0] == ESC ? measure_escape(b, length) : measure_character(b, length);
}

/* ---- the modes */

static const unsigned char *rest_of(const struct input *input, size_t *length)
{
    *length = input->bytes.length - input->taken;
    return (const unsigned char *)text_string(&input->bytes) + input->taken;
}

static bool finish_paste(struct input *input, struct token *token)
{
    const char *bytes = text_string(&input->paste);
    bool too_long = input->paste.length > INPUT_PASTE_BYTES;
    text_clear(&input->line);
    size_t broken = too_long ? 0 : input_clean_paste(bytes, input->paste.length, "; ", &input->line);
    if (input->line.length > LINE_LIMIT) {
        text_clear(&input->line);
        input_clean_paste(bytes, input->paste.length, "\n", &input->line);
    }
    text_free(&input->paste);
    input->mode = INPUT_KEYS;
    token->kind = TOKEN_PASTE;
    token->name[0] = '\0';
    token->number = (uint32_t)broken;
    token->bytes = too_long ? NULL : text_string(&input->line);
    token->length = input->line.length;
    return true;
}

/* Eats what belongs to the paste. True: it is over. */
static bool eat_paste(struct input *input)
{
    size_t length;
    const unsigned char *b = rest_of(input, &length);
    size_t i = 0;
    while (i < length) {
        if (b[i] == ESC) {
            size_t same = 1;
            while (same < PASTE_MARK && i + same < length && b[i + same] == (unsigned char)paste_end[same])
                same++;
            if (same == PASTE_MARK) {
                input->taken += i + PASTE_MARK;
                return true;
            }
            if (i + same == length)
                break;
        }
        if (input->paste.length <= INPUT_PASTE_BYTES)
            text_append(&input->paste, (const char *)b + i, 1);
        i++;
    }
    input->taken += i;
    return false;
}

/* One of three parts of a colour, of one to four hexadecimal digits, brought to 0 .. 255. Moves over it. */
static bool read_channel(const char **at, uint32_t *channel)
{
    uint32_t value = 0, most = 0;
    for (; most < 0xffff && isxdigit((unsigned char)**at); (*at)++) {
        uint32_t digit = (uint32_t)(isdigit((unsigned char)**at) ? **at - '0' : (**at | 32) - 'a' + 10);
        value = value << 4 | digit;
        most = most << 4 | 15;
    }
    *channel = most > 0 ? (value * 255 + most / 2) / most : 0;
    return most > 0;
}

/* "11;rgb:RRRR/GGGG/BBBB", and the same with rgba and a fourth part. */
static bool name_background(const struct input *input, struct token *token)
{
    static const char opaque[] = "]11;rgb:", seen_through[] = "]11;rgba:";
    const char *at = text_string(&input->string);
    bool fourth = strncmp(at, seen_through, sizeof seen_through - 1) == 0;
    uint32_t part[4];
    if (!fourth && strncmp(at, opaque, sizeof opaque - 1) != 0)
        return false;
    at += fourth ? sizeof seen_through - 1 : sizeof opaque - 1;
    for (int i = 0; i < 3 + fourth; i++) {
        if ((i > 0 && *at++ != '/') || !read_channel(&at, &part[i]))
            return false;
    }
    if (*at != '\0' || input->string.length >= INPUT_STRING_BYTES)
        return false;
    token->kind = TOKEN_BACKGROUND;
    token->name[0] = '\0';
    token->number = part[0] << 16 | part[1] << 8 | part[2];
    token->bytes = "";
    token->length = 0;
    return true;
}

/* Eats a string that is a reply to somebody, up to its end, Ctrl-C, or the begin of another sequence. True: it is whole. */
static bool eat_string(struct input *input)
{
    size_t length;
    const unsigned char *b = rest_of(input, &length);
    size_t i = 0;
    while (i < length && b[i] != BELL && b[i] != ESC && b[i] != CTRL_C && b[i] != CANCEL)
        i++;
    size_t room = INPUT_STRING_BYTES - input->string.length;
    text_append(&input->string, (const char *)b, i < room ? i : room);
    input->taken += i;
    if (i == length || (b[i] == ESC && i + 1 == length))
        return false;
    input->mode = INPUT_KEYS;
    bool whole = b[i] == BELL || (b[i] == ESC && b[i + 1] == '\\');
    if (b[i] == ESC && whole)
        input->taken += 2;
    else if (b[i] != ESC && b[i] != CTRL_C)
        input->taken += 1;
    return whole;
}

static bool begins_like_an_answer(const struct input *input)
{
    return input->string.length > 0 &&
           strncmp(input->string.bytes, "]11;", input->string.length < 4 ? input->string.length : 4) == 0;
}

static void eat_long_sequence(struct input *input)
{
    size_t length;
    const unsigned char *b = rest_of(input, &length);
    size_t i = 0;
    while (i < length && spelling_is_between(b[i], 0x20, 0x3f))
        i++;
    input->taken += i;
    if (i == length)
        return;
    input->mode = INPUT_KEYS;
    if (spelling_is_between(b[i], 0x40, 0x7e))
        input->taken += 1;
}

static int wait_of(const struct input *input)
{
    size_t length;
    const unsigned char *b = rest_of(input, &length);
    switch (input->mode) {
    case INPUT_PASTING:
        return INPUT_PASTE_WAIT;
    case INPUT_STRING:
        return begins_like_an_answer(input) ? INPUT_ANSWER_WAIT : INPUT_SEQUENCE_WAIT;
    case INPUT_LONG_SEQUENCE:
        return INPUT_SEQUENCE_WAIT;
    case INPUT_KEYS:
        break;
    }
    if (length == 0)
        return -1;
    if (b[0] == '\t')
        return INPUT_TAB_WAIT;
    if (length == 1 || (length == 2 && b[0] == ESC && b[1] == ESC))
        return input->expecting ? INPUT_SEQUENCE_WAIT : INPUT_ESCAPE_WAIT;
    if (length > 2 && b[1] == '[' && b[2] == '<')
        return INPUT_REPORT_WAIT;
    return input->expecting ? INPUT_ANSWER_WAIT : INPUT_SEQUENCE_WAIT;
}

int input_wait(const struct input *input, int64_t now)
{
    int wait = wait_of(input);
    if (wait < 0)
        return -1;
    int64_t left = input->fed + wait - now;
    return left <= 0 ? 0 : left > wait ? wait : (int)left;
}

/* The wait is over: what came so far is all there is. True: it makes a token. */
static bool give_up(struct input *input, struct token *token)
{
    if (input->mode == INPUT_PASTING)
        return finish_paste(input, token);
    size_t length;
    const unsigned char *b = rest_of(input, &length);
    bool more_keys = b[0] == '\t' || (length > 1 && b[0] == ESC && b[1] == ESC);
    if (input->mode == INPUT_KEYS && more_keys)
        length = 1; /* they are not the begin of anything */
    input->taken += length;
    if (input->mode != INPUT_KEYS) {
        input->mode = INPUT_KEYS;
        return false;
    }
    token->bytes = (const char *)b;
    token->length = length;
    /* ESC alone, or with the one letter that might have begun something; the begin of a character. */
    return (b[0] != ESC || length <= 2) && spelling_read(token, b, length);
}

static bool name_blank(struct token *token)
{
    *token = (struct token){.kind = TOKEN_PASTE, .bytes = " ", .length = 1};
    return true;
}

bool input_next(struct input *input, int64_t now, struct token *token)
{
    for (;;) {
        size_t length;
        const unsigned char *b = rest_of(input, &length);
        int cut = MORE;
        enum input_mode mode = input->mode;
        if (mode == INPUT_PASTING) {
            if (eat_paste(input))
                return finish_paste(input, token);
        } else if (mode == INPUT_STRING) {
            if (eat_string(input) && name_background(input, token))
                return true;
        } else if (mode == INPUT_LONG_SEQUENCE) {
            eat_long_sequence(input);
        } else {
            cut = measure(b, length);
        }
        switch (cut) {
        case PASTE_BEGINS:
            input->taken += sizeof paste_begin - 1;
            input->mode = INPUT_PASTING;
            continue;
        case STRING_BEGINS:
            text_clear(&input->string);
            text_append(&input->string, (const char *)b + 1, 1);
            input->taken += 2;
            input->mode = INPUT_STRING;
            continue;
        case TOO_LONG:
            input->taken += INPUT_SEQUENCE_BYTES;
            input->mode = INPUT_LONG_SEQUENCE;
            continue;
        case MORE:
            break;
        default:
            input->taken += (size_t)cut;
            if (is_pasted(b, length))
                return name_blank(token);
            token->bytes = (const char *)b;
            token->length = (size_t)cut;
            if (spelling_read(token, b, (size_t)cut))
                return true;
            continue;
        }
        if (mode != INPUT_KEYS && input->mode == INPUT_KEYS)
            continue;
        if (input_wait(input, now) != 0)
            return false;
        if (give_up(input, token))
            return true;
    }
}

/* ---- pasted text */

static void cut_trailing(struct text *line, size_t start, const char *what)
{
    while (line->length > start && strchr(what, line->bytes[line->length - 1]) != NULL)
        line->bytes[--line->length] = '\0';
}

size_t input_clean_paste(const char *bytes, size_t length, const char *between, struct text *line)
{
    size_t start = line->length, comment = SIZE_MAX, not_utf8 = 0;
    bool quoted = false, escaped = false, at_word = true, ended = false;
    for (size_t i = 0; i < length;) {
        uint32_t rune;
        size_t taken = utf8_decode(bytes + i, length - i, &rune);
        bool broken = rune == RUNE_INVALID && taken == 1;
        i += taken;
        if (rune == '\n' || rune == '\r') {
            if (comment != SIZE_MAX) { /* in one line it would swallow what follows */
                line->length = comment;
                line->bytes[comment] = '\0';
            }
            cut_trailing(line, start, "; \t\n");
            comment = SIZE_MAX;
            quoted = escaped = false;
            at_word = ended = true;
            continue;
        }
        if (rune == '\t')
            rune = ' ';
        not_utf8 += broken;
        bool control = rune < 0x20 || (rune >= 0x7f && rune < 0xa0);
        if (broken || control || (rune == ' ' && ended))
            continue;
        if (ended && line->length > start)
            text_add(line, between);
        ended = false;
        if (rune == '#' && at_word && !quoted && comment == SIZE_MAX)
            comment = line->length;
        if (rune == '"' && !escaped)
            quoted = !quoted;
        escaped = quoted && !escaped && rune == '\\';
        at_word = rune == ' ' || rune == ';';
        text_add_rune(line, rune);
    }
    return not_utf8;
}
