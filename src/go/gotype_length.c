/* The length of an array: a constant of whole numbers, as Go's source has it: 16, 0x10, 2*8, 1<<4 + 3. */
#include "base/number.h"
#include "base/wide.h"
#include "go/gotype_parser.h"

#include <string.h>

/*
 * Numbers in here are signed, so that 3-5 is less than nothing and not enormous. Beyond MOST_NUMBER none is gone on with: Go's
 * constants have no end, but no array is longer than UINT32_MAX here.
 */
#define MOST_NUMBER ((int64_t)1 << 62)

struct sum {
    struct gotype_parser *parser;
    int depth;
};

static bool read_sum(struct sum *sum, int weakest, int64_t *number);

static bool too_big(struct sum *sum, const char *where)
{
    return GOTYPE_FAIL(sum->parser, where, WORD_ERROR_TYPE_LENGTH_BIG, NUMBER(UINT32_MAX));
}

static bool no_length(struct sum *sum, const char *where)
{
    char shown[GOTYPE_WORD_SHOWN];
    sum->parser->at = where;
    return GOTYPE_FAIL(sum->parser, where, WORD_ERROR_TYPE_LENGTH, gotype_found(sum->parser, shown));
}

static bool read_number(struct sum *sum, int64_t *number)
{
    struct gotype_parser *parser = sum->parser;
    const char *start = parser->at;
    struct number read = {0};
    parser->at += gotype_word_length(parser);
    enum number_reading reading = number_read(start, (size_t)(parser->at - start), &read);
    /* What has letters behind it is a length where a bracket was forgotten. */
    while (reading == NUMBER_NONE && parser->at > start && digit_value(parser->at[-1]) > 9)
        reading = number_read(start, (size_t)(--parser->at - start), &read);
    if (reading == NUMBER_RANGE || (reading == NUMBER_READ && read.magnitude > (uint64_t)MOST_NUMBER))
        return too_big(sum, start);
    *number = (int64_t)read.magnitude;
    return reading == NUMBER_READ || no_length(sum, start);
}

/* A number, a sign before one, or a sum in parentheses. */
static bool read_operand(struct sum *sum, int64_t *number)
{
    struct gotype_parser *parser = sum->parser;
    gotype_skip_blanks(parser);
    const char *start = parser->at;
    if (sum->depth == GOTYPE_DEPTH_LIMIT)
        return GOTYPE_FAIL(parser, start, WORD_ERROR_TYPE_DEEP, NUMBER(GOTYPE_DEPTH_LIMIT));
    sum->depth++;
    bool good;
    if (gotype_take(parser, "(")) {
        good = read_sum(sum, 0, number) && gotype_expect(parser, ")", "[(1+2)*4]byte");
    } else if (gotype_take(parser, "-") || gotype_take(parser, "+")) {
        good = read_operand(sum, number);
        *number = good && *start == '-' ? -*number : *number;
    } else {
        good = read_number(sum, number);
    }
    sum->depth--;
    return good;
}

/* In the order in which they are looked for: the longer ones first. What binds closest has the greatest strength. */
static const struct {
    const char *sign;
    int strength;
} operators[] = {
    {"<<", 2}, {">>", 2}, {"&^", 2}, {"*", 2}, {"/", 2}, {"%", 2},
    {"&", 2},  {"+", 1},  {"-", 1},  {"|", 1}, {"^", 1},
};

static const char *take_operator(struct sum *sum, int weakest, int *strength)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        *strength = operators[i].strength;
        const char *before = sum->parser->at;
        if (*strength > weakest && gotype_take(sum->parser, operators[i].sign))
            return operators[i].sign;
        sum->parser->at = before;
    }
    return NULL;
}

/* `right` is not 0 where it divides. False: it is beyond what is gone on with, or a shift by less than nothing. */
static bool calculate(const char *sign, int64_t left, int64_t right, int64_t *number)
{
    bool shift = sign[0] == '<' || sign[0] == '>';
    if (shift && (right < 0 || right > 62))
        return false;
    signed_wide result = 0;
    switch (sign[0]) {
    case '+':
        result = (signed_wide)left + right;
        break;
    case '-':
        result = (signed_wide)left - right;
        break;
    case '*':
        result = (signed_wide)left * right;
        break;
    case '/':
        result = left / right;
        break;
    case '%':
        result = left % right;
        break;
    case '<':
        result = (signed_wide)left * ((int64_t)1 << right);
        break;
    case '>':
        result = left >> right;
        break;
    case '&':
        result = sign[1] == '^' ? left & ~right : left & right;
        break;
    case '|':
        result = left | right;
        break;
    case '^':
        result = left ^ right;
        break;
    }
    *number = (int64_t)result;
    return result <= MOST_NUMBER && result >= -MOST_NUMBER;
}

/* As far as operators stronger than `weakest` go. */
static bool read_sum(struct sum *sum, int weakest, int64_t *number)
{
    gotype_skip_blanks(sum->parser);
    const char *start = sum->parser->at, *sign;
    int strength;
    if (!read_operand(sum, number))
        return false;
    while ((sign = take_operator(sum, weakest, &strength)) != NULL) {
        int64_t right = 0;
        if (!read_sum(sum, strength, &right))
            return false;
        if (right == 0 && (*sign == '/' || *sign == '%'))
            return no_length(sum, start);
        if (!calculate(sign, *number, right, number))
            return too_big(sum, start);
    }
    return true;
}

bool gotype_parse_length(struct gotype_parser *parser, uint64_t *length)
{
    struct sum sum = {parser, parser->depth};
    int64_t number = 0;
    gotype_skip_blanks(parser);
    const char *start = parser->at;
    if (!read_sum(&sum, 0, &number))
        return false;
    if (number < 0)
        return no_length(&sum, start);
    if (number > UINT32_MAX)
        return too_big(&sum, start);
    *length = (uint64_t)number;
    return true;
}
