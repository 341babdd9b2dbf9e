#ifndef BASE_TEXT_H
#define BASE_TEXT_H
/*
 * Growable text, UTF-8, and how wide text stands on a screen.
 *
 * Knows: bytes and Unicode. Must not know: locales (widths come from a table of its own, so that the same
 * text takes the same room on every machine) and what the text is for.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero-initialised text is empty and valid. `bytes` is NUL-terminated once anything was added. */
struct text {
    char *bytes;
    size_t length;
    size_t capacity;
    bool lent; /* the bytes are the caller's */
};

/* Empty text that begins in room of the caller's and takes bytes of its own only if it outgrows that: for what is said often, and
   needed for a moment. To be freed as any other, while the room is there. */
struct text text_in(char *room, size_t size);

void text_free(struct text *text);                /* frees the bytes; the text is empty and valid again */
void text_clear(struct text *text);               /* empties it, keeps the room */
const char *text_string(const struct text *text); /* NUL-terminated, never NULL, owned by the text */

void text_append(struct text *text, const char *bytes, size_t length);
void text_add(struct text *text, const char *string);
void text_add_rune(struct text *text, uint32_t rune);
void text_add_repeated(struct text *text, const char *string, int times);
void text_separate(struct text *text, const char *separator); /* adds it, unless the text is empty */
/* A number in decimal. */
void text_add_number(struct text *text, uint64_t number);
void text_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Appends bytes from outside so that they are safe to show: control characters, escapes and bytes that are
 * not UTF-8 become \n, \t, \x1b, ..., what can't be seen \u200b or \U000e0041; everything else stays. So a character that is put
 * together of several by joiners is shown as these, with the joiners between them. At most `limit` columns are used (0 = no limit);
 * what is cut ends with "…".
 */
void text_append_safe(struct text *text, const char *bytes, size_t length, int limit);

/* The same without a limit, but that ends of lines stay. */
void text_add_safe_lines(struct text *text, const char *string);

/* JSON: appends the bytes as a quoted JSON string; bytes that are not UTF-8 become U+FFFD, what can't be seen is escaped. */
void text_add_json(struct text *text, const char *bytes, size_t length);

#define RUNE_INVALID 0xFFFDu

/*
 * Decodes the first character of `bytes`. Returns its length in bytes (0 only when `length` is 0). Overlong
 * forms, surrogates, values beyond U+10FFFF and cut-off sequences give RUNE_INVALID and a length of 1.
 */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *rune);
size_t utf8_encode(uint32_t rune, char bytes[4]); /* returns 1 to 4 */
/* The greatest length up to `most` at which whole characters end. */
size_t utf8_floor(const char *bytes, size_t length, size_t most);
size_t utf8_count(const char *bytes, size_t length); /* of characters */
bool utf8_is_valid(const char *bytes, size_t length);

/* Whether a character is in one of the ranges, which are sorted and don't overlap. Found by bisection. */
struct rune_range {
    uint32_t first, last;
};
bool rune_is_among(uint32_t rune, const struct rune_range *ranges, size_t count);

/* Controls, and characters that nobody sees, but that may change how others stand: never shown as they are. (Selectors of variants
   are none: they belong to the look of the character before them.) */
bool rune_is_unseen(uint32_t rune);

/* Columns that a character takes: 0 for combining marks and controls, 2 for wide East Asian characters and
   emoji. */
int rune_width(uint32_t rune);
int text_width(const char *bytes, size_t length);
/* Columns of the same text once it was made safe. */
int text_shown_width(const char *bytes, size_t length);

/* A printable character of ASCII: most text is made of these, and each takes one byte and one column. */
static inline bool text_is_plain(uint32_t rune)
{
    return rune - 0x20u < 0x5fu;
}

/* These, Latin letters, and the lines and blocks of which pictures are made: each is seen, and takes one column. */
static inline bool text_is_narrow(uint32_t rune)
{
    return text_is_plain(rune) || rune - 0xaeu < 0x252u || rune - 0x2500u < 0xfdu;
}

/* How many of the first bytes are plain characters. */
size_t text_plain_run(const char *bytes, size_t length);

/* The most leading bytes of whole characters that fit in `columns`. */
size_t text_fitting(const char *bytes, size_t length, int columns);
/* The same of text that was made safe: no \u200b is cut, unless nothing stands before it. */
size_t text_fitting_safe(const char *bytes, size_t length, int columns);
/* The length of its first character, or of the \u200b that stands for it; 0 only when `length` is 0. */
size_t text_step(const char *bytes, size_t length);
/* As text_fitting for a line of running text: it ends before a blank if there is one behind its indentation; one character at least. What stands
   between gaps of three blanks and more is not broken if a line has room for it. */
size_t text_line(const char *bytes, size_t length, int columns);

/* A number as text, for arguments of words: NUMBER(n) lives until the end of the enclosing block. */
char *number_text(char buffer[24], int64_t number);
char *hex_text(char buffer[24], uint64_t number, int digits);
char *pointer_text(char buffer[24], uint64_t address); /* 0xc000010000 */
/* Appends thousandths as a decimal without needless zeros: 0.25, 2. */
void number_say_thousandths(struct text *text, int64_t thousandths);
/* A number with its thousands parted: 16,384. */
void number_say_grouped(struct text *text, uint64_t number);
char *grouped_text(char buffer[32], uint64_t number);
/* A mean with one digit behind the point, rounded: 0.3; of nothing 0.0. `sum` is below 2^59. */
void number_say_mean(struct text *text, uint64_t sum, uint64_t count);
/* Hundredths of a part of something, rounded to the nearest, 0 of nothing; and as a decimal with both digits: 3.25. */
uint64_t number_hundredths(uint64_t number, uint64_t parts);
char *decimal_text(char buffer[32], uint64_t hundredths);
#define DECIMAL(n)     decimal_text((char[32]){0}, (n))
#define NUMBER(n)      number_text((char[24]){0}, (int64_t)(n))
#define GROUPED(n)     grouped_text((char[32]){0}, (n))
#define HEX(n, digits) hex_text((char[24]){0}, (n), (digits))
#define POINTER(n)     pointer_text((char[24]){0}, (n))

#endif
