#include "lang/expand.h"

#include "base/memory_or_die.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 8, LONGEST_NUMBER = 18 };

/* The part of a word that is looked at, and what bounds the whole. */
struct source {
    const char *bytes, *marks;
    size_t limit;
    struct storage *storage;
};

/* One stretch of a word: literal text (one alternative) or a group in braces. */
struct segments {
    struct pieces *list;
    size_t count, capacity;
};

void pieces_free(struct pieces *pieces)
{
    free(pieces->list);
    *pieces = (struct pieces){0};
}

static void segments_free(struct segments *segments)
{
    for (size_t i = 0; i < segments->count; i++)
        pieces_free(&segments->list[i]);
    free(segments->list);
}

static bool add_piece(const struct source *source, struct pieces *pieces, const char *bytes, size_t length)
{
    if (pieces->count >= source->limit || source->storage->bytes + length > EXPANSION_BYTES)
        return false;
    pieces->list = room_for_one_more(pieces->list, pieces->count, &pieces->capacity, sizeof *pieces->list);
    pieces->list[pieces->count++] = (struct piece){storage_copy(source->storage, bytes, length), length};
    return true;
}

static bool is_plain(const struct source *source, size_t at, char byte)
{
    return source->bytes[at] == byte && source->marks[at] == TOKEN_PLAIN;
}

/* The first plain `byte` in [at, end) that is not inside further braces; `end` if there is none. */
static size_t find_outside_braces(const struct source *source, size_t at, size_t end, char byte)
{
    for (size_t depth = 0; at < end; at++) {
        if (depth == 0 && is_plain(source, at, byte))
            return at;
        if (is_plain(source, at, '{'))
            depth++;
        else if (depth > 0 && is_plain(source, at, '}'))
            depth--;
    }
    return end;
}

struct sequence {
    int64_t first, last, step;
    int width; /* numbers are filled up with zeros to this width */
    bool letters;
};

/* Reads a whole number of at most LONGEST_NUMBER digits; returns the bytes taken, 0 if there is none. */
static size_t read_number(const char *bytes, size_t length, int64_t *number, bool *padded)
{
    size_t i = 0, digits = 0;
    bool negative = length > 0 && bytes[0] == '-';
    i += negative;
    bool zero = i < length && bytes[i] == '0';
    int64_t value = 0;
    for (; i < length && bytes[i] >= '0' && bytes[i] <= '9'; i++, digits++) {
        if (digits == LONGEST_NUMBER)
            return 0;
        value = value * 10 + (bytes[i] - '0');
    }
    *number = negative ? -value : value;
    *padded = zero && digits > 1;
    return digits > 0 ? i : 0;
}

static bool skip_dots(const char **bytes, size_t *length)
{
    if (*length < 2 || (*bytes)[0] != '.' || (*bytes)[1] != '.')
        return false;
    *bytes += 2;
    *length -= 2;
    return true;
}

static bool same_case_letters(char a, char b)
{
    return (a >= 'a' && a <= 'z' && b >= 'a' && b <= 'z') || (a >= 'A' && a <= 'Z' && b >= 'A' && b <= 'Z');
}

/* first..last or first..last..step, of numbers or of letters */
static bool read_sequence(const struct source *source, size_t start, size_t end, struct sequence *sequence)
{
    const char *bytes = source->bytes + start;
    size_t length = end - start;
    bool first_padded = false, last_padded = false, unused;
    if (memchr(source->marks + start, TOKEN_QUOTED, length) != NULL)
        return false;
    *sequence = (struct sequence){.step = 1};
    size_t first = read_number(bytes, length, &sequence->first, &first_padded), last;
    if (first > 0) {
        bytes += first;
        length -= first;
        if (!skip_dots(&bytes, &length))
            return false;
        last = read_number(bytes, length, &sequence->last, &last_padded);
        if (last == 0)
            return false;
        if (first_padded || last_padded)
            sequence->width = (int)(first > last ? first : last);
    } else {
        if (length < 4 || !same_case_letters(bytes[0], bytes[3]))
            return false;
        sequence->letters = true;
        sequence->first = (unsigned char)bytes[0];
        sequence->last = (unsigned char)bytes[3];
        bytes++;
        length--;
        if (!skip_dots(&bytes, &length))
            return false;
        last = 1;
    }
    bytes += last;
    length -= last;
    if (length == 0)
        return true;
    if (!skip_dots(&bytes, &length) || read_number(bytes, length, &sequence->step, &unused) != length ||
        length == 0)
        return false;
    if (sequence->step < 0)
        sequence->step = -sequence->step;
    if (sequence->step == 0)
        sequence->step = 1;
    return true;
}

static bool add_sequence(const struct source *source, const struct sequence *sequence, struct pieces *pieces)
{
    bool down = sequence->last < sequence->first;
    int64_t distance = down ? sequence->first - sequence->last : sequence->last - sequence->first;
    int64_t count = distance / sequence->step + 1;
    if ((uint64_t)count > source->limit)
        return false;
    for (int64_t i = 0; i < count; i++) {
        int64_t number = sequence->first + (down ? -i : i) * sequence->step;
        char bytes[32];
        int length = sequence->letters ? snprintf(bytes, sizeof bytes, "%c", (char)number)
                                       : snprintf(bytes, sizeof bytes, "%0*" PRId64, sequence->width, number);
        if (!add_piece(source, pieces, bytes, (size_t)length))
            return false;
    }
    return true;
}

static struct pieces *add_segment(struct segments *segments)
{
    segments->list =
        room_for_one_more(segments->list, segments->count, &segments->capacity, sizeof *segments->list);
    segments->list[segments->count] = (struct pieces){0};
    return &segments->list[segments->count++];
}

/* Every way to take one alternative of each segment, in order, the last segment running fastest. */
static bool add_products(const struct source *source, const struct segments *segments, size_t total,
                         struct pieces *pieces)
{
    struct text word = {0};
    bool fits = true;
    for (size_t n = 0; fits && n < total; n++) {
        size_t left = n, block = total;
        text_clear(&word);
        for (size_t i = 0; i < segments->count; i++) {
            const struct pieces *segment = &segments->list[i];
            block /= segment->count;
            const struct piece *piece = &segment->list[left / block];
            left %= block;
            text_append(&word, piece->bytes, piece->length);
        }
        fits = add_piece(source, pieces, text_string(&word), word.length);
    }
    text_free(&word);
    return fits;
}

static bool expand_range(const struct source *source, size_t start, size_t end, int depth,
                         struct pieces *pieces, bool *expanded);

/* If a group that expands begins at `at`: true, its alternatives are added to `group`, and `*next` is
   behind it. */
static bool read_group(const struct source *source, size_t at, size_t end, int depth, struct pieces *group,
                       size_t *next, bool *fits)
{
    if (!is_plain(source, at, '{') || depth >= DEEPEST)
        return false;
    size_t close = find_outside_braces(source, at + 1, end, '}');
    if (close == end)
        return false;
    *next = close + 1;
    struct sequence sequence;
    if (read_sequence(source, at + 1, close, &sequence)) {
        *fits = add_sequence(source, &sequence, group);
        return true;
    }
    size_t comma = find_outside_braces(source, at + 1, close, ',');
    if (comma == close)
        return false;
    for (size_t item = at + 1;; item = comma + 1, comma = find_outside_braces(source, item, close, ',')) {
        bool unused;
        *fits = expand_range(source, item, comma, depth + 1, group, &unused);
        if (!*fits || comma == close)
            return true;
    }
}

static bool expand_range(const struct source *source, size_t start, size_t end, int depth,
                         struct pieces *pieces, bool *expanded)
{
    struct segments segments = {0};
    size_t literal = start, total = 1;
    bool fits = true;
    *expanded = false;
    for (size_t at = start, next = 0; fits && at < end;) {
        struct pieces group = {0};
        if (!read_group(source, at, end, depth, &group, &next, &fits)) {
            at++;
            continue;
        }
        *expanded = true;
        if (literal < at)
            fits = add_piece(source, add_segment(&segments), source->bytes + literal, at - literal) && fits;
        *add_segment(&segments) = group;
        literal = at = next;
        total *= group.count;
        fits = fits && total <= source->limit;
    }
    if (fits && literal < end)
        fits = add_piece(source, add_segment(&segments), source->bytes + literal, end - literal);
    fits = fits && add_products(source, &segments, total, pieces);
    segments_free(&segments);
    return fits;
}

bool expand(const struct token *token, size_t from, size_t limit, struct storage *storage,
            struct pieces *pieces, bool *expanded)
{
    struct source source = {text_string(&token->bytes), text_string(&token->marks), limit, storage};
    return expand_range(&source, from, token->bytes.length, 0, pieces, expanded);
}
