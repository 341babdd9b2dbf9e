#include "trace/scan.h"

#include "base/memory_or_die.h"

#include <string.h>

enum { MOST_DEPTH = 16, SHOWN = 24 };

bool scan_fail(struct scan *scan, enum word expected)
{
    if (error_is_set(scan->error))
        return false;
    struct text there = {0};
    size_t left = (size_t)(scan->end - scan->at);
    text_append_safe(&there, scan->at, left < 4 * SHOWN ? left : 4 * SHOWN, SHOWN);
    if (left == 0)
        words_say(&there, words_english(), WORD_TRACE_LINE_END);
    error_set(scan->error, 0, expected, scan->name, NUMBER(scan->number), NUMBER(scan->at - scan->begin + 1),
              text_string(&there));
    text_free(&there);
    return false;
}

static void pass_blanks(struct scan *scan)
{
    while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\r'))
        scan->at++;
}

static bool take(struct scan *scan, char piece)
{
    pass_blanks(scan);
    if (scan->at == scan->end || *scan->at != piece)
        return false;
    scan->at++;
    return true;
}

static enum word expectation(char piece)
{
    switch (piece) {
    case '{':
        return WORD_ERROR_TRACE_EXPECT_OBJECT;
    case '[':
        return WORD_ERROR_TRACE_EXPECT_LIST;
    case ':':
        return WORD_ERROR_TRACE_EXPECT_COLON;
    default:
        return WORD_ERROR_TRACE_EXPECT_MORE;
    }
}

bool scan_piece(struct scan *scan, char piece)
{
    return take(scan, piece) || scan_fail(scan, expectation(piece));
}

bool scan_more(struct scan *scan, char closing, bool *first)
{
    if (error_is_set(scan->error))
        return false;
    if (take(scan, closing))
        return false;
    if (!*first && !take(scan, ','))
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_MORE);
    *first = false;
    return true;
}

bool scan_number(struct scan *scan, int64_t least, int64_t most, int64_t *number)
{
    pass_blanks(scan);
    const char *at = scan->at, *end = scan->end;
    bool negative = at < end && *at == '-';
    at += negative;
    const char *digits = at;
    int64_t value = 0;
    for (; at < end && *at >= '0' && *at <= '9'; at++) {
        if (__builtin_mul_overflow(value, (int64_t)10, &value) ||
            __builtin_add_overflow(value, (int64_t)(negative ? '0' - *at : *at - '0'), &value))
            return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_RANGE);
    }
    bool has_more = at < end && (*at == '.' || *at == 'e' || *at == 'E');
    if (at == digits || (*digits == '0' && at - digits > 1) || has_more)
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_NUMBER);
    if (value < least || value > most)
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_RANGE);
    scan->at = at;
    *number = value;
    return true;
}

bool scan_token(struct scan *scan, struct trace_token *token)
{
    pass_blanks(scan);
    if (scan->at == scan->end || *scan->at != '"')
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_STRING);
    const char *begin = scan->at + 1, *at = begin;
    while (at < scan->end && *at != '"' && *at != '\\' && *at >= 0x20 && *at <= 0x7e)
        at++;
    if (at == scan->end || *at != '"') {
        scan->at = at;
        return scan_fail(scan,
                         at == scan->end ? WORD_ERROR_TRACE_EXPECT_QUOTE : WORD_ERROR_TRACE_EXPECT_PLAIN);
    }
    *token = (struct trace_token){begin, (size_t)(at - begin)};
    scan->at = at + 1;
    return true;
}

bool trace_token_equal(struct trace_token a, struct trace_token b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool scan_numbers(struct scan *scan, int64_t least, int64_t most, int64_t *numbers, size_t count)
{
    if (!scan_piece(scan, '['))
        return false;
    for (size_t i = 0; i < count; i++) {
        if ((i > 0 && !scan_piece(scan, ',')) || !scan_number(scan, least, most, &numbers[i]))
            return false;
    }
    return scan_piece(scan, ']');
}

bool scan_tokens(struct scan *scan, struct scan_tokens *tokens)
{
    bool first = true;
    if (!scan_piece(scan, '['))
        return false;
    while (scan_more(scan, ']', &first)) {
        tokens->items =
            room_for_one_more(tokens->items, tokens->count, &tokens->capacity, sizeof *tokens->items);
        if (!scan_token(scan, &tokens->items[tokens->count++]))
            return false;
    }
    return !error_is_set(scan->error);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool scan_hex(struct scan *scan, uint64_t *number)
{
    pass_blanks(scan);
    const char *at = scan->at;
    struct trace_token token;
    if (!scan_token(scan, &token))
        return false;
    bool good = token.length == 16;
    uint64_t value = 0;
    for (size_t i = 0; good && i < token.length; i++) {
        int digit = hex_digit(token.bytes[i]);
        good = digit >= 0;
        value = value << 4 | (uint64_t)(digit & 15);
    }
    if (!good) {
        scan->at = at;
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_HEX);
    }
    *number = value;
    return true;
}

bool scan_name(struct scan *scan, struct trace_token *name)
{
    return scan_token(scan, name) && scan_piece(scan, ':');
}

bool scan_end(struct scan *scan)
{
    pass_blanks(scan);
    return scan->at == scan->end || scan_fail(scan, WORD_ERROR_TRACE_EXPECT_END);
}

/* null, true, false and numbers of any form: whatever holds no quote, bracket, comma or blank. */
static bool skip_bare(struct scan *scan)
{
    const char *at = scan->at;
    while (at<scan->end && * at> ' ' && strchr("\",:[]{}", *at) == NULL)
        at++;
    if (at == scan->at)
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_VALUE);
    scan->at = at;
    return true;
}

bool scan_skip(struct scan *scan)
{
    /* The brackets that are open, innermost last: a value is over when none is. */
    char closing[MOST_DEPTH];
    bool first[MOST_DEPTH];
    int depth = 0;
    for (;;) {
        if (take(scan, '{') || take(scan, '[')) {
            if (depth == MOST_DEPTH)
                return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_SHALLOW);
            closing[depth] = scan->at[-1] == '{' ? '}' : ']';
            first[depth++] = true;
        } else {
            struct trace_token token;
            pass_blanks(scan);
            bool is_string = scan->at < scan->end && *scan->at == '"';
            if (is_string ? !scan_token(scan, &token) : !skip_bare(scan))
                return false;
        }
        while (depth > 0 && !scan_more(scan, closing[depth - 1], &first[depth - 1])) {
            if (error_is_set(scan->error))
                return false;
            depth--;
        }
        if (depth == 0)
            return true;
        struct trace_token name;
        if (closing[depth - 1] == '}' && !scan_name(scan, &name))
            return false;
    }
}
