#include "go/value_read.h"

#include "go/value.h"
#include "go/value_number.h"

#include <string.h>

enum { HELD_DEPTH_LIMIT = 32, QUOTE_BYTES = ERROR_ARGUMENT_BYTES + 8 };

struct reader {
    const char *begin, *at, *end;
    bool read_parts;  /* the text is made of parts: each ends at ':' (in parentheses at ')' too) and may hold
                         escapes */
    bool write_parts; /* the same of the canonical text */
    bool first_part;  /* no ':' stands before the next one */
    int read_closing; /* parentheses around what is read, and what is written */
    int write_closing;
    int depth; /* interfaces inside interfaces */
    const struct gotype *whole;
    value_type_number *number;
    void *context;
    struct value_draft *draft;
    struct error *error;
    char unescaped[VALUE_TEXT_LIMIT];
};

struct part {
    const char *where; /* in the text, for the column */
    const char *bytes; /* escapes undone */
    size_t length;
};

static bool read_value(struct reader *reader, const struct gotype *type);

#define FAIL(reader, where, ...) error_set((reader)->error, (int)((where) - (reader)->begin) + 1, __VA_ARGS__)

static const char *quote(const char *bytes, size_t length, char quoted[QUOTE_BYTES])
{
    if (length > QUOTE_BYTES - 1)
        length = QUOTE_BYTES - 1;
    memcpy(quoted, bytes, length);
    quoted[length] = '\0';
    return quoted;
}

static bool fail_with_example(struct reader *reader, const char *where, enum word word, const char *text,
                              size_t length, const struct gotype *type)
{
    char quoted[QUOTE_BYTES];
    struct text example = {0};
    value_example(type, 7, &example);
    FAIL(reader, where, word, quote(text, length, quoted), type->name, text_string(&example));
    text_free(&example);
    return false;
}

static const char *part_end(const struct reader *reader)
{
    const char *end = reader->at;
    if (!reader->read_parts)
        return reader->end;
    while (end < reader->end && *end != ':' && (*end != ')' || reader->read_closing == 0))
        end += *end == '\\' && end + 1 < reader->end ? 2 : 1;
    return end;
}

static struct part take_part(struct reader *reader)
{
    const char *start = reader->at, *end = part_end(reader);
    struct part part = {start, start, (size_t)(end - start)};
    reader->at = end;
    if (!reader->read_parts || memchr(start, '\\', part.length) == NULL)
        return part;
    size_t length = 0;
    for (const char *c = start; c < end; c++) {
        if (*c == '\\' && c + 1 < end && strchr(":)\\", c[1]) != NULL && c[1] != '\0')
            c++;
        reader->unescaped[length++] = *c;
    }
    part.bytes = reader->unescaped;
    part.length = length;
    return part;
}

/* The ':' between two parts. */
static bool begin_part(struct reader *reader)
{
    if (!reader->read_parts)
        return true;
    if (!reader->first_part) {
        if (reader->at == reader->end || *reader->at != ':')
            return fail_with_example(reader, reader->at, WORD_ERROR_VALUE_FEW_PARTS, reader->begin,
                                     (size_t)(reader->end - reader->begin), reader->whole);
        reader->at++;
        text_append(&reader->draft->canonical, ":", 1);
    }
    reader->first_part = false;
    return true;
}

static void add_image(struct reader *reader, uint64_t number, uint64_t size)
{
    char bytes[8];
    for (uint64_t i = 0; i < size; i++)
        bytes[i] = (char)(unsigned char)(number >> (8 * i));
    text_append(&reader->draft->image, bytes, size);
}

/* In native order: the image's own numbers are read back by memcpy. */
static void add_image_word(struct reader *reader, uint32_t word)
{
    text_append(&reader->draft->image, (const char *)&word, sizeof word);
}

static void write_text(struct reader *reader, const char *bytes, size_t length)
{
    struct text *text = &reader->draft->canonical;
    if (!reader->write_parts) {
        text_append(text, bytes, length);
        return;
    }
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == ':' || bytes[i] == '\\' || (bytes[i] == ')' && reader->write_closing > 0))
            text_append(text, "\\", 1);
        text_append(text, &bytes[i], 1);
    }
}

static void write_decimal(struct reader *reader, bool negative, uint64_t magnitude)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + magnitude % 10);
    while ((magnitude /= 10) != 0);
    if (negative)
        digits[--at] = '-';
    text_append(&reader->draft->canonical, digits + at, sizeof digits - at);
}

/* ---- single parts */

static bool read_bool(struct reader *reader, const struct gotype *type, struct part part)
{
    bool value = part.length == 4 && memcmp(part.bytes, "true", 4) == 0;
    if (!value && !(part.length == 5 && memcmp(part.bytes, "false", 5) == 0))
        return fail_with_example(reader, part.where, WORD_ERROR_VALUE_BOOL, part.bytes, part.length, type);
    add_image(reader, value, type->size);
    text_add(&reader->draft->canonical, value ? "true" : "false");
    return true;
}

static bool fail_range(struct reader *reader, const struct gotype *type, struct part part)
{
    char quoted[QUOTE_BYTES], least[24] = "0", most[24];
    bool sign = type->kind == GOTYPE_INT;
    uint64_t largest = UINT64_MAX >> (64 - 8 * type->size + (sign ? 1 : 0));
    struct text number = {0};
    text_format(&number, "%llu", (unsigned long long)largest);
    memcpy(most, text_string(&number), number.length + 1);
    text_free(&number);
    if (sign)
        number_text(least, -(int64_t)largest - 1);
    return FAIL(reader, part.where, WORD_ERROR_VALUE_RANGE, quote(part.bytes, part.length, quoted),
                type->name, least, most);
}

static bool read_integer(struct reader *reader, const struct gotype *type, struct part part)
{
    struct number number = {0};
    bool sign = type->kind == GOTYPE_INT;
    enum number_reading reading = number_read(part.bytes, part.length, &number);
    bool negative = number.negative;
    uint64_t magnitude = number.magnitude;
    if (reading == NUMBER_NONE)
        return fail_with_example(reader, part.where, sign ? WORD_ERROR_VALUE_INT : WORD_ERROR_VALUE_UINT,
                                 part.bytes, part.length, type);
    uint64_t most = UINT64_MAX >> (64 - 8 * type->size + (sign ? 1 : 0));
    if (reading == NUMBER_RANGE || magnitude > (negative ? (sign ? most + 1 : 0) : most))
        return fail_range(reader, type, part);
    add_image(reader, negative ? -magnitude : magnitude, type->size);
    write_decimal(reader, negative, magnitude);
    return true;
}

static bool read_float_of_size(struct reader *reader, const struct gotype *type, struct part part, int size)
{
    uint64_t bits;
    enum number_reading reading = value_float_read(part.bytes, part.length, size, &bits);
    if (reading != NUMBER_READ)
        return fail_with_example(reader, part.where,
                                 reading == NUMBER_NONE ? WORD_ERROR_VALUE_FLOAT
                                                        : WORD_ERROR_VALUE_FLOAT_RANGE,
                                 part.bytes, part.length, type);
    struct text spelling = {0};
    value_float_write(&spelling, bits, size);
    write_text(reader, text_string(&spelling), spelling.length);
    text_free(&spelling);
    if (value_float_is_nan(bits, size))
        reader->draft->flags |= VALUE_HAS_NAN;
    if (value_float_is_zero(bits, size)) {
        reader->draft->flags |= bits != 0 ? VALUE_HAS_NEGATIVE_ZERO : 0;
        bits = 0;
    }
    add_image(reader, bits, (uint64_t)size);
    return true;
}

static bool read_float(struct reader *reader, const struct gotype *type, struct part part)
{
    return read_float_of_size(reader, type, part, (int)type->size);
}

static bool read_string(struct reader *reader, const struct gotype *type, struct part part)
{
    (void)type;
    add_image_word(reader, (uint32_t)part.length);
    text_append(&reader->draft->image, part.bytes, part.length);
    write_text(reader, part.bytes, part.length);
    return true;
}

static bool read_pointer(struct reader *reader, const struct gotype *type, struct part part)
{
    bool nil = part.length == 3 && memcmp(part.bytes, "nil", 3) == 0;
    uint64_t address = 0;
    if (!nil && !number_read_unsigned(part.bytes, part.length, &address))
        return fail_with_example(reader, part.where, WORD_ERROR_VALUE_POINTER, part.bytes, part.length, type);
    add_image(reader, address, 8);
    if (address == 0)
        text_add(&reader->draft->canonical, "nil");
    else
        text_add(&reader->draft->canonical, POINTER(address));
    return true;
}

/* [N]byte */
static bool read_bytes(struct reader *reader, const struct gotype *type, struct part part)
{
    char quoted[QUOTE_BYTES];
    if (part.length > type->length)
        return FAIL(reader, part.where, WORD_ERROR_VALUE_BYTES, quote(part.bytes, part.length, quoted),
                    type->name, NUMBER(type->length), NUMBER(part.length));
    size_t length = part.length;
    while (length > 0 && part.bytes[length - 1] == '\0')
        length--;
    text_append(&reader->draft->image, part.bytes, length);
    static const char zeros[64];
    for (uint64_t left = type->length - length; left > 0;) {
        uint64_t taken = left < sizeof zeros ? left : sizeof zeros;
        text_append(&reader->draft->image, zeros, taken);
        left -= taken;
    }
    write_text(reader, part.bytes, length);
    return true;
}

/* ---- arrays, structs, complex numbers */

static bool is_bytes(const struct gotype *type)
{
    return type->kind == GOTYPE_ARRAY && type->element->kind == GOTYPE_UINT && type->element->size == 1;
}

static bool read_parts(struct reader *reader, const struct gotype *type)
{
    if (type->kind == GOTYPE_COMPLEX) {
        for (int i = 0; i < 2; i++) {
            if (!begin_part(reader) ||
                !read_float_of_size(reader, type, take_part(reader), (int)type->size / 2))
                return false;
        }
    } else if (type->kind == GOTYPE_ARRAY) {
        for (uint64_t i = 0; i < type->length; i++) {
            if (!read_value(reader, type->element))
                return false;
        }
    } else {
        for (size_t i = 0; i < type->field_count; i++) {
            if (!type->fields[i].blank && !read_value(reader, type->fields[i].type))
                return false;
        }
    }
    return true;
}

static bool read_compound(struct reader *reader, const struct gotype *type)
{
    bool reads = reader->read_parts, writes = reader->write_parts;
    if (!reads)
        reader->first_part = true;
    reader->read_parts = reader->write_parts = true;
    bool good = read_parts(reader, type);
    reader->read_parts = reads;
    reader->write_parts = writes;
    return good;
}

/* ---- interfaces */

static const struct held_form {
    const char *prefix;
    const char *name;
} held_forms[] = {
    {"i:", "int64"}, {"s:", "string"}, {"f:", "float64"}, {"b:", "bool"}, {"p:", "struct{a int64; b int64}"},
    {"", "int"}, /* written bare; no prefix to read */
};

enum { HELD_FORMS = sizeof held_forms / sizeof *held_forms };

static const struct held_form *held_form_of(const struct gotype *type)
{
    for (size_t i = 0; i < HELD_FORMS; i++) {
        if (strcmp(held_forms[i].name, type->name) == 0)
            return &held_forms[i];
    }
    return NULL;
}

/* The value of the dynamic type, which follows in the text. */
static bool read_held(struct reader *reader, const struct gotype *type)
{
    const struct held_form *form = held_form_of(type);
    struct text *canonical = &reader->draft->canonical;
    bool writes = reader->write_parts;
    uint32_t number = reader->number(reader->context, type);
    /* Parts are read in the order in which they are hashed, and what holds them before what they hold. */
    if (!type->comparable && reader->draft->unhashable == 0)
        reader->draft->unhashable = number;
    add_image_word(reader, number);
    if (form == NULL) {
        /* func()() would be a func without results, and no value. */
        bool wraps = type->size == 0 && type->name[strlen(type->name) - 1] == ')';
        text_format(canonical, wraps ? "(%s)(" : "%s(", type->name);
        reader->write_parts = true;
        reader->write_closing++;
    } else {
        text_add(canonical, form->prefix);
    }
    reader->first_part = true;
    bool good = read_value(reader, type);
    reader->first_part = false;
    if (form == NULL) {
        text_add(canonical, ")");
        reader->write_parts = writes;
        reader->write_closing--;
    }
    return good;
}

/* An interface with methods holds nothing that has none. */
static bool fits(struct reader *reader, const char *start, const struct gotype *held,
                 const struct gotype *interface)
{
    return gotype_may_implement(held, interface) ||
           fail_with_example(reader, start, WORD_ERROR_VALUE_METHODS, held->name, strlen(held->name),
                             interface);
}

/* The ')' behind it. */
static bool end_conversion(struct reader *reader, const char *start, const struct gotype *type)
{
    if (reader->at < reader->end && *reader->at == ')') {
        reader->at++;
        return true;
    }
    if (type->size == 0 && reader->at < reader->end)
        return fail_with_example(reader, reader->at, WORD_ERROR_VALUE_ONLY, reader->at,
                                 (size_t)(part_end(reader) - reader->at), type);
    return fail_with_example(reader, reader->at, WORD_ERROR_VALUE_CLOSE, start, (size_t)(reader->end - start),
                             type);
}

static bool read_conversion_to(struct reader *reader, const char *behind, const struct gotype *type,
                               const struct gotype *interface)
{
    const struct gotype *whole = reader->whole;
    const char *start = reader->at;
    bool reads = reader->read_parts;
    reader->whole = type;
    reader->at = behind + 1;
    reader->read_parts = true;
    reader->read_closing++;
    bool good = fits(reader, start, type, interface) && read_held(reader, type) &&
                end_conversion(reader, start, type);
    reader->read_parts = reads;
    reader->read_closing--;
    reader->whole = whole;
    return good;
}

/* struct{: nobody means a text that begins so. */
static bool begins_struct(const struct reader *reader)
{
    static const char word[] = "struct";
    const char *at = reader->at + sizeof word - 1;
    if ((size_t)(reader->end - reader->at) < sizeof word || memcmp(reader->at, word, sizeof word - 1) != 0)
        return false;
    while (at < reader->end && *at == ' ')
        at++;
    return at < reader->end && *at == '{';
}

/* TYPE(value). `*good` says whether it was one that could be read; false if the text is not of that form
   at all. A literal, TYPE{…}, is refused, and a struct that cannot be read: stored as a text it would be what nobody meant. */
static bool read_conversion(struct reader *reader, const struct gotype *interface, bool *good)
{
    struct error wrong = {0};
    const char *start = reader->at, *at = start;
    struct gotype *type = gotype_parse(reader->begin, &at, reader->end, &wrong);
    if (type == NULL && begins_struct(reader)) {
        *reader->error = wrong;
        *good = false;
        return true;
    }
    bool literal = type != NULL && at < reader->end && *at == '{';
    bool conversion = type != NULL && type->kind != GOTYPE_INTERFACE && at < reader->end && *at == '(' &&
                      (reader->read_parts || reader->end[-1] == ')');
    if (literal)
        *good = fail_with_example(reader, start, WORD_ERROR_VALUE_LITERAL, start,
                                  (size_t)(part_end(reader) - start), type);
    else if (conversion)
        *good = read_conversion_to(reader, at, type, interface);
    gotype_free(type);
    return literal || conversion;
}

static bool read_held_as(struct reader *reader, const char *start, const char *name,
                         const struct gotype *interface)
{
    struct gotype *type = gotype_parse(name, &(const char *){name}, name + strlen(name), reader->error);
    bool good = type != NULL && fits(reader, start, type, interface) && read_held(reader, type);
    gotype_free(type);
    return good;
}

/* Digits alone, but no number: 08. */
static bool is_wrong_number(const char *text, size_t length)
{
    struct number number;
    size_t sign = length > 0 && (*text == '-' || *text == '+'), digits = sign;
    while (digits < length &&
           ((text[digits] >= '0' && text[digits] <= '9') || (digits > sign && text[digits] == '_')))
        digits++;
    return digits == length && digits > sign && number_read(text, length, &number) == NUMBER_NONE;
}

/* Which type a bare text means: as a constant in Go's source would have it. */
static const char *bare_type(const struct reader *reader)
{
    struct number number;
    uint64_t bits;
    size_t length = (size_t)(part_end(reader) - reader->at);
    if (number_read(reader->at, length, &number) != NUMBER_NONE)
        return "int";
    if (value_float_read(reader->at, length, 8, &bits) != NUMBER_NONE)
        return "float64";
    if ((length == 4 && memcmp(reader->at, "true", 4) == 0) ||
        (length == 5 && memcmp(reader->at, "false", 5) == 0))
        return "bool";
    return "string";
}

static bool read_interface_part(struct reader *reader, const struct gotype *interface)
{
    const char *start = reader->at;
    size_t left = (size_t)(reader->end - start);
    for (size_t i = 0; i < HELD_FORMS; i++) {
        size_t length = strlen(held_forms[i].prefix);
        if (length > 0 && left >= length && memcmp(reader->at, held_forms[i].prefix, length) == 0) {
            reader->at += length;
            return read_held_as(reader, start, held_forms[i].name, interface);
        }
    }
    if (part_end(reader) - reader->at == 3 && memcmp(reader->at, "nil", 3) == 0) {
        reader->at += 3;
        text_add(&reader->draft->canonical, "nil");
        add_image_word(reader, 0);
        return true;
    }
    bool good;
    char quoted[QUOTE_BYTES];
    size_t length = (size_t)(part_end(reader) - start);
    if (read_conversion(reader, interface, &good))
        return good;
    if (is_wrong_number(start, length))
        return FAIL(reader, start, WORD_ERROR_VALUE_OCTAL, quote(start, length, quoted));
    return read_held_as(reader, start, bare_type(reader), interface);
}

static bool read_interface(struct reader *reader, const struct gotype *type)
{
    if (!begin_part(reader))
        return false;
    if (reader->depth == HELD_DEPTH_LIMIT)
        return FAIL(reader, reader->at, WORD_ERROR_VALUE_DEEP, NUMBER(HELD_DEPTH_LIMIT));
    reader->depth++;
    bool good = read_interface_part(reader, type);
    reader->depth--;
    return good;
}

/* ---- any value */

typedef bool part_reader(struct reader *reader, const struct gotype *type, struct part part);

static part_reader *const part_readers[] = {
    [GOTYPE_BOOL] = read_bool,     [GOTYPE_INT] = read_integer,   [GOTYPE_UINT] = read_integer,
    [GOTYPE_FLOAT] = read_float,   [GOTYPE_STRING] = read_string, [GOTYPE_POINTER] = read_pointer,
    [GOTYPE_SLICE] = read_pointer, [GOTYPE_COMPLEX] = NULL,       [GOTYPE_INTERFACE] = NULL,
    [GOTYPE_ARRAY] = NULL,         [GOTYPE_STRUCT] = NULL,
};

static bool read_value(struct reader *reader, const struct gotype *type)
{
    if (type->size == 0) {
        if (!reader->read_parts && reader->end - reader->at == 2 && memcmp(reader->at, "{}", 2) == 0)
            reader->at += 2;
        return true;
    }
    if (type->kind == GOTYPE_INTERFACE)
        return read_interface(reader, type);
    part_reader *read = is_bytes(type) ? read_bytes : part_readers[type->kind];
    if (read == NULL)
        return read_compound(reader, type);
    return begin_part(reader) && read(reader, type, take_part(reader));
}

bool value_read(const struct gotype *type, const char *text, size_t length, value_type_number *number,
                void *context, struct value_draft *draft, struct error *error)
{
    if (length > VALUE_TEXT_LIMIT)
        return error_set(error, 1, WORD_ERROR_VALUE_LONG, NUMBER(length), NUMBER(VALUE_TEXT_LIMIT));
    struct reader reader;
    /* Not the whole: the room for escapes needs no zeros. */
    memset(&reader, 0, offsetof(struct reader, unescaped));
    reader.begin = reader.at = text;
    reader.end = text + length;
    reader.whole = type;
    reader.number = number;
    reader.context = context;
    reader.draft = draft;
    reader.error = error;
    if (!read_value(&reader, type))
        return false;
    if (reader.at < reader.end)
        return fail_with_example(&reader, reader.at,
                                 type->size == 0 ? WORD_ERROR_VALUE_NOTHING : WORD_ERROR_VALUE_MORE,
                                 reader.at, (size_t)(reader.end - reader.at), type);
    if (draft->canonical.length > VALUE_TEXT_LIMIT)
        return error_set(error, 1, WORD_ERROR_VALUE_LONG, NUMBER(draft->canonical.length),
                         NUMBER(VALUE_TEXT_LIMIT));
    return true;
}
