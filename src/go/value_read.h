#ifndef GO_VALUE_READ_H
#define GO_VALUE_READ_H
/*
 * Reads the text of a value into its canonical text and its image. Private to value.c.
 *
 * The image is what hashing and equality look at: the parts of the value one behind the other, without
 * padding and blank fields. Plain memory as it lies (little endian); floats too, but -0 as +0; strings as a
 * 32-bit length and the bytes; interfaces as the 32-bit number of the dynamic type (0: nil) and its image;
 * slices, funcs and maps as 8 bytes. So two values of a type are equal exactly if their images are, NaN
 * apart.
 *
 * Knows: the forms of values. Must not know: ids, hashing.
 */
#include "go/gotype.h"

enum value_flag {
    VALUE_HAS_NAN = 1,
    VALUE_HAS_NEGATIVE_ZERO = 2,
};

struct value_draft {
    struct text canonical, image;
    unsigned flags;
    uint32_t
        unhashable; /* the number of the dynamic type that hashing comes to first and can't hash; 0: there is none */
};

/* Numbers the dynamic types of interfaces, from 1. */
typedef uint32_t value_type_number(void *context, const struct gotype *type);

/* Adds to an empty draft. False and an error (column 1 + offset in text) if the text is no value of the
   type. */
bool value_read(const struct gotype *type, const char *text, size_t length, value_type_number *number,
                void *context, struct value_draft *draft, struct error *error);

#endif
