#include "base/text.h"

#include "base/memory_or_die.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text text_in(char *room, size_t size)
{
    room[0] = '\0';
    return (struct text){.bytes = room, .capacity = size, .lent = true};
}

void text_free(struct text *text)
{
    if (!text->lent)
        free(text->bytes);
    *text = (struct text){0};
}

void text_clear(struct text *text)
{
    text->length = 0;
    if (text->bytes != NULL)
        text->bytes[0] = '\0';
}

const char *text_string(const struct text *text)
{
    return text->bytes != NULL ? text->bytes : "";
}

static void text_reserve(struct text *text, size_t more)
{
    if (text->length + more + 1 <= text->capacity)
        return;
    const char *lent = text->lent ? text->bytes : NULL;
    text->capacity = text->capacity + text->capacity / 2 + more + 16;
    text->bytes = resize_items(lent != NULL ? NULL : text->bytes, text->capacity, 1);
    if (lent != NULL)
        memcpy(text->bytes, lent, text->length);
    text->lent = false;
}

void text_append(struct text *text, const char *bytes, size_t length)
{
    text_reserve(text, length);
    if (length != 0)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *string)
{
    text_append(text, string, strlen(string));
}

void text_add_rune(struct text *text, uint32_t rune)
{
    text_reserve(text, 4);
    text->length += utf8_encode(rune, text->bytes + text->length);
    text->bytes[text->length] = '\0';
}

void text_separate(struct text *text, const char *separator)
{
    if (text->length > 0)
        text_add(text, separator);
}

void text_add_repeated(struct text *text, const char *string, int times)
{
    for (int i = 0; i < times; i++)
        text_add(text, string);
}

/* Writes a number in decimal right before `end`, which takes at most 20 bytes; returns the first of them. */
static char *digits_before(char *end, uint64_t number)
{
    do
        *--end = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    return end;
}

void text_add_number(struct text *text, uint64_t number)
{
    char digits[20], *end = digits + sizeof digits, *first = digits_before(end, number);
    text_append(text, first, (size_t)(end - first));
}

/* Most of what is formatted fits in a line: then once is enough. */
void text_format(struct text *text, const char *format, ...)
{
    enum { LINE = 80 };
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    text_reserve(text, LINE);
    size_t room = text->capacity - text->length;
    int length = vsnprintf(text->bytes + text->length, room, format, args);
    va_end(args);
    if (length >= 0 && (size_t)length >= room) {
        text_reserve(text, (size_t)length);
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
    }
    if (length > 0)
        text->length += (size_t)length;
    text->bytes[text->length] = '\0';
    va_end(again);
}

bool rune_is_among(uint32_t rune, const struct rune_range *ranges, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rune > ranges[middle].last)
            low = middle + 1;
        else if (rune < ranges[middle].first)
            high = middle;
        else
            return true;
    }
    return false;
}

/* Controls, joiners, fillers, marks of lines and directions, notes between lines, tags; sorted. */
static const struct rune_range unseen[] = {
    {0x0000, 0x001f},   {0x007f, 0x009f},   {0x00ad, 0x00ad},   {0x034f, 0x034f},   {0x061c, 0x061c},
    {0x115f, 0x1160},   {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e},
    {0x2060, 0x206f},   {0x3164, 0x3164},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},   {0xfff9, 0xfffb},
    {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe00ff}, {0xe01f0, 0xe0fff},
};

bool rune_is_unseen(uint32_t rune)
{
    return !text_is_narrow(rune) && rune_is_among(rune, unseen, sizeof unseen / sizeof *unseen);
}

static int safe_form(uint32_t rune, unsigned char byte, char form[12])
{
    if (rune == '\n')
        return snprintf(form, 12, "\\n");
    if (rune == '\t')
        return snprintf(form, 12, "\\t");
    if (rune == RUNE_INVALID || rune < 0x20 || rune == 0x7f)
        return snprintf(form, 12, "\\x%02x", byte);
    if (rune_is_unseen(rune))
        return snprintf(form, 12, rune > 0xffff ? "\\U%08x" : "\\u%04x", (unsigned)rune);
    return 0;
}

/* The length of what safe_form() may have made here; 0: it is nothing of that kind. */
static size_t form_at(const char *bytes, size_t length)
{
    size_t digits = 0, hex = 0;
    if (length < 2 || bytes[0] != '\\')
        return 0;
    if (bytes[1] == 'n' || bytes[1] == 't')
        return 2;
    digits = bytes[1] == 'x' ? 2 : bytes[1] == 'u' ? 4 : bytes[1] == 'U' ? 8 : 0;
    while (hex < digits && 2 + hex < length && strchr("0123456789abcdef", bytes[2 + hex]) != NULL)
        hex++;
    return digits > 0 && hex == digits ? 2 + digits : 0;
}

void text_append_safe(struct text *text, const char *bytes, size_t length, int limit)
{
    size_t start = text->length, fits = start;
    int used = 0;
    if (text_plain_run(bytes, length) == length) {
        bool whole = limit <= 0 || length <= (size_t)limit;
        text_append(text, bytes, whole ? length : (size_t)limit - 1);
        text_add(text, whole ? "" : "…");
        return;
    }
    for (size_t i = 0; i < length;) {
        uint32_t rune;
        size_t taken = utf8_decode(bytes + i, length - i, &rune);
        char form[12];
        int formed = rune >= 0x20 && rune < 0x7f ? 0 : safe_form(rune, (unsigned char)bytes[i], form);
        if (rune == RUNE_INVALID && taken == 3)
            formed = 0; /* a real U+FFFD, not a broken byte */
        int width = formed > 0 ? formed : rune_width(rune);
        if (limit > 0 && used + width > limit) {
            while (limit > 0 && text_width(text->bytes + start, fits - start) > limit - 1)
                fits--;
            text->length = fits;
            text_add(text, "…");
            return;
        }
        if (formed > 0)
            text_append(text, form, (size_t)formed);
        else
            text_append(text, bytes + i, taken);
        used += width;
        if (limit > 0 && used <= limit - 1)
            fits = text->length;
        i += taken;
    }
}

void text_add_safe_lines(struct text *text, const char *string)
{
    for (;;) {
        size_t length = strcspn(string, "\n");
        text_append_safe(text, string, length, 0);
        if (string[length] == '\0')
            return;
        text_add(text, "\n");
        string += length + 1;
    }
}

/* \u001b: a terminal's sequences are full of it. */
static void add_escape(struct text *text, uint32_t rune)
{
    text_append(text, "\\u", 2);
    text_add(text, HEX(rune, 4));
}

void text_add_json(struct text *text, const char *bytes, size_t length)
{
    text_add(text, "\"");
    for (size_t i = 0; i < length;) {
        uint32_t rune;
        size_t as_it_is = i;
        while (as_it_is < length && text_is_plain((unsigned char)bytes[as_it_is]) && bytes[as_it_is] != '"' &&
               bytes[as_it_is] != '\\')
            as_it_is++;
        text_append(text, bytes + i, as_it_is - i);
        i = as_it_is;
        if (i == length)
            break;
        i += utf8_decode(bytes + i, length - i, &rune);
        if (rune == '"' || rune == '\\')
            text_format(text, "\\%c", (char)rune);
        else if (rune == '\n')
            text_add(text, "\\n");
        else if (rune > 0xffff && rune_is_unseen(rune)) /* in two halves, as JSON has it */
            text_format(text, "\\u%04x\\u%04x", (unsigned)(0xd800 + ((rune - 0x10000) >> 10)),
                        (unsigned)(0xdc00 + (rune & 0x3ff)));
        else if (rune_is_unseen(rune))
            add_escape(text, rune);
        else
            text_add_rune(text, rune);
    }
    text_add(text, "\"");
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *rune)
{
    const unsigned char *b = (const unsigned char *)bytes;
    *rune = RUNE_INVALID;
    if (length == 0)
        return 0;
    if (b[0] < 0x80) {
        *rune = b[0];
        return 1;
    }
    size_t need = b[0] >= 0xf0 ? 4 : b[0] >= 0xe0 ? 3 : 2;
    if (b[0] < 0xc2 || b[0] > 0xf4 || length < need)
        return 1;
    uint32_t value = b[0] & (0x7fu >> need);
    for (size_t i = 1; i < need; i++) {
        if ((b[i] & 0xc0) != 0x80)
            return 1;
        value = value << 6 | (b[i] & 0x3fu);
    }
    bool overlong = (need == 3 && value < 0x800) || (need == 4 && value < 0x10000);
    if (overlong || (value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff)
        return 1;
    *rune = value;
    return need;
}

size_t utf8_encode(uint32_t rune, char bytes[4])
{
    if (rune > 0x10ffff || (rune >= 0xd800 && rune <= 0xdfff))
        rune = RUNE_INVALID;
    if (rune < 0x80) {
        bytes[0] = (char)rune;
        return 1;
    }
    size_t need = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
    for (size_t i = need - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (rune & 0x3f));
        rune >>= 6;
    }
    bytes[0] = (char)((0xf00u >> need) | rune);
    return need;
}

size_t utf8_floor(const char *bytes, size_t length, size_t most)
{
    if (length <= most)
        return length;
    while (most > 0 && ((unsigned char)bytes[most] & 0xc0) == 0x80)
        most--;
    return most;
}

size_t utf8_count(const char *bytes, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)bytes[i] & 0xc0) != 0x80;
    return count;
}

bool utf8_is_valid(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint32_t rune;
        size_t taken = utf8_decode(bytes + i, length - i, &rune);
        if (rune == RUNE_INVALID && taken != 3)
            return false;
        i += taken;
    }
    return true;
}

/* The blocks of combining marks and of wide characters that real text uses; sorted. */
static const struct rune_range zero_width[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a},   {0x064b, 0x065f},
    {0x06d6, 0x06dc}, {0x0900, 0x0902}, {0x093a, 0x093c}, {0x0941, 0x094d},   {0x0e31, 0x0e31},
    {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},   {0x200b, 0x200f},
    {0x202a, 0x202e}, {0x2060, 0x206f}, {0x20d0, 0x20ff}, {0x302a, 0x302d},   {0x3099, 0x309a},
    {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
};
static const struct rune_range wide[] = {
    {0x1100, 0x115f}, {0x231a, 0x231b},   {0x23e9, 0x23ec},   {0x25fd, 0x25fe},   {0x2614, 0x2615},
    {0x2648, 0x2653}, {0x26a1, 0x26a1},   {0x26bd, 0x26be},   {0x26d4, 0x26d4},   {0x2705, 0x2705},
    {0x2728, 0x2728}, {0x274c, 0x274c},   {0x2753, 0x2755},   {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},
    {0x2e80, 0x303e}, {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0x9fff},   {0xa000, 0xa4cf},
    {0xa960, 0xa97c}, {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},
    {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

int rune_width(uint32_t rune)
{
    if (rune < 0x20 || (rune >= 0x7f && rune < 0xa0))
        return 0;
    if (rune < 0x300 || text_is_narrow(rune)) /* in neither of the lists */
        return 1;
    if (rune_is_among(rune, zero_width, sizeof zero_width / sizeof *zero_width))
        return 0;
    return rune_is_among(rune, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

size_t text_plain_run(const char *bytes, size_t length)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t run = 0;
    for (uint64_t eight; length - run >= sizeof eight; run += sizeof eight) {
        memcpy(&eight, bytes + run, sizeof eight);
        /* The upper bit of a byte is in one of them if it is 0x80 or more, 0x7f, or below a blank. */
        if (((eight | (eight + ones) | (eight - ones * ' ')) & ones << 7) != 0)
            break;
    }
    while (run < length && text_is_plain((unsigned char)bytes[run]))
        run++;
    return run;
}

int text_width(const char *bytes, size_t length)
{
    size_t i = text_plain_run(bytes, length);
    int width = (int)i;
    while (i < length) {
        uint32_t rune;
        i += utf8_decode(bytes + i, length - i, &rune);
        size_t run = text_plain_run(bytes + i, length - i);
        width += rune_width(rune) + (int)run;
        i += run;
    }
    return width;
}

int text_shown_width(const char *bytes, size_t length)
{
    int width = 0;
    for (size_t i = 0; i < length;) {
        uint32_t rune;
        char form[12];
        size_t taken = utf8_decode(bytes + i, length - i, &rune);
        bool real = rune == RUNE_INVALID && taken == 3;
        int formed = text_is_plain((unsigned char)bytes[i]) || real
                         ? 0
                         : safe_form(rune, (unsigned char)bytes[i], form);
        width += formed > 0 ? formed : rune_width(rune);
        i += taken;
    }
    return width;
}

size_t text_fitting(const char *bytes, size_t length, int columns)
{
    size_t i = 0;
    for (;;) {
        size_t room = columns > 0 ? (size_t)columns : 0, left = length - i;
        size_t run = text_plain_run(bytes + i, left < room ? left : room);
        i += run;
        columns -= (int)run;
        if (i == length)
            return i;
        uint32_t rune;
        size_t taken = utf8_decode(bytes + i, length - i, &rune);
        columns -= rune_width(rune);
        if (columns < 0)
            return i;
        i += taken;
    }
}

size_t text_step(const char *bytes, size_t length)
{
    uint32_t rune;
    size_t form = form_at(bytes, length);
    return form > 0 ? form : utf8_decode(bytes, length, &rune);
}

size_t text_fitting_safe(const char *bytes, size_t length, int columns)
{
    enum { LONGEST = 10 };
    size_t fits = text_fitting(bytes, length, columns), at = fits < LONGEST ? 0 : fits - LONGEST;
    for (; at < fits; at++) {
        if (at + form_at(bytes + at, length - at) > fits)
            return at > 0 ? at : fits;
    }
    return fits;
}

static bool is_gap(const char *bytes, size_t length)
{
    enum { GAP = 3 };
    size_t blanks = 0;
    while (blanks < length && bytes[blanks] == ' ')
        blanks++;
    return blanks >= GAP;
}

/* The last gap that a line may end at, so that what stands behind it is not broken; 0: there is none, or that would be broken anyway. */
static size_t gap_before(const char *bytes, size_t length, size_t indent, size_t fits, int columns)
{
    size_t gap = fits;
    while (gap > indent && (bytes[gap - 1] == ' ' || !is_gap(bytes + gap, length - gap)))
        gap--;
    if (gap <= indent)
        return 0;
    size_t next = gap, end;
    while (next < length && bytes[next] == ' ')
        next++;
    for (end = next; end < length && !is_gap(bytes + end, length - end);)
        end++;
    return text_width(bytes + next, end - next) <= columns ? gap : 0;
}

size_t text_line(const char *bytes, size_t length, int columns)
{
    size_t fits = text_fitting(bytes, length, columns), indent = 0;
    if (fits == length)
        return fits;
    size_t blank = fits;
    while (blank > 0 && bytes[blank] != ' ')
        blank--;
    while (indent < length && bytes[indent] == ' ')
        indent++;
    size_t gap = gap_before(bytes, length, indent, fits, columns);
    if (gap > 0)
        return gap;
    while (blank > indent && bytes[blank - 1] == ' ')
        blank--;
    if (blank > indent)
        return blank;
    uint32_t rune;
    return fits > 0 ? fits : utf8_decode(bytes, length, &rune);
}

char *number_text(char buffer[24], int64_t number)
{
    char digits[24], *end = digits + sizeof digits;
    bool negative = number < 0;
    char *first = digits_before(end, negative ? -(uint64_t)number : (uint64_t)number);
    if (negative)
        *--first = '-';
    memcpy(buffer, first, (size_t)(end - first));
    buffer[end - first] = '\0';
    return buffer;
}

/* The same in hexadecimal, with at least so many digits, which are at most 16. */
static char *hex_before(char *end, uint64_t number, int digits)
{
    for (; digits > 0 || number > 0; digits--, number >>= 4)
        *--end = "0123456789abcdef"[number & 0xf];
    return end;
}

char *hex_text(char buffer[24], uint64_t number, int digits)
{
    char form[24], *end = form + sizeof form, *first = hex_before(end, number, digits);
    memcpy(buffer, first, (size_t)(end - first));
    buffer[end - first] = '\0';
    return buffer;
}

char *pointer_text(char buffer[24], uint64_t address)
{
    char form[24];
    buffer[0] = '0';
    buffer[1] = 'x';
    strcpy(buffer + 2, hex_text(form, address, 1));
    return buffer;
}

void number_say_thousandths(struct text *text, int64_t thousandths)
{
    text_add(text, NUMBER(thousandths / 1000));
    const char *rest = NUMBER(1000 + thousandths % 1000) + 1;
    size_t digits = 3;
    while (digits > 0 && rest[digits - 1] == '0')
        digits--;
    text_add(text, digits > 0 ? "." : "");
    text_append(text, rest, digits);
}

char *grouped_text(char buffer[32], uint64_t number)
{
    char digits[20], *end = digits + sizeof digits, *at = digits_before(end, number), *to = buffer;
    for (; at < end; *to++ = *at++) {
        if (to > buffer && (end - at) % 3 == 0)
            *to++ = ',';
    }
    *to = '\0';
    return buffer;
}

void number_say_grouped(struct text *text, uint64_t number)
{
    text_add(text, GROUPED(number));
}

uint64_t number_hundredths(uint64_t number, uint64_t parts)
{
    return parts > 0 ? (number * 200 + parts) / (2 * parts) : 0;
}

char *decimal_text(char buffer[32], uint64_t hundredths)
{
    snprintf(buffer, 32, "%llu.%02llu", (unsigned long long)(hundredths / 100),
             (unsigned long long)(hundredths % 100));
    return buffer;
}

void number_say_mean(struct text *text, uint64_t sum, uint64_t count)
{
    uint64_t tenths = count > 0 ? (sum * 20 + count) / (2 * count) : 0;
    number_say_grouped(text, tenths / 10);
    text_format(text, ".%u", (unsigned)(tenths % 10));
}
