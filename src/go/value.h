#ifndef GO_VALUE_H
#define GO_VALUE_H
/*
 * Values of keys and elems, interned: each distinct value of a type is one id, for good.
 *
 * A value is written as text. The forms, at the prompt and in traces alike:
 *   ints                    42, -7, 0x2a
 *   bool                    true
 *   string                  any text
 *   floats                  1.5, -0, NaN, nan:<16 hex digits>, +Inf
 *   complex numbers         1:2, two parts
 *   [N]byte                 its text; trailing zero bytes are left out
 *   arrays, structs         1:2, parts joined by ':', also those of arrays and structs inside; blank fields have
 *                           none. A ':', ')' or '\' in the text of a part is written \: \) \\
 *   a type of no size       nothing, or {}
 *   interfaces              i:5 (int64) s:fig (string) f:1.5 (float64) b:true p:1:2 (struct{a,b int64}) nil; bare
 *                           5, 1.5, true and other text mean int, float64, bool and string; TYPE(value) any type,
 *                           also one that can't be hashed: int32(5), []int(nil), (func(int) string)(nil); one with
 *                           methods holds nil and what may have them: *T(0x7), time.Month(5)
 *   pointers, chans, funcs, maps, slices    a number 0x... or nil
 * The canonical text of a value is the same for equal spellings (0x2a -> 42, 1.50 -> 1.5).
 *
 * A type is known by its gotype.name: two gotypes of one name share their values, and either may be freed.
 *
 * Knows: Go types, hashing, equality. Must not know: buckets, maps, memory. This is the one place of the
 * model that reads floating point numbers, since keys may be floats.
 */
#include "base/error.h"
#include "go/gotype.h"
#include "go/hash.h"

/* 0 is zeroed memory: no value. Ids count from 1. */
typedef uint32_t value_id;
#define VALUE_NONE 0u
/* What a deletion of a string key leaves behind: length kept, pointer gone. Never interned; the length is
   in the low bits. */
#define VALUE_STALE_STRING(length) (0x80000000u | (uint32_t)(length))
#define VALUE_IS_STALE(id)         (((id)&0x80000000u) != 0)

struct values;

struct values *values_new(void);
void values_free(struct values *values);

enum { VALUE_TEXT_LIMIT = 4096 }; /* bytes, as written and as canonical text */

/*
 * Interns the value that `text` means for `type`. Returns VALUE_NONE and sets `error` (column 1 + offset in
 * text) if the text is not a value of the type: expectation and nearest right form are in the message.
 */
value_id values_parse(struct values *values, const struct gotype *type, const char *text, size_t length,
                      struct error *error);

/* Canonical and NUL-terminated; owned by values, stays where it is. No value and stale ones: empty.
   `length` may be NULL. */
const char *values_text(const struct values *values, value_id id, size_t *length);

/* Go's == : +0 equals -0, a NaN equals nothing. Two ids of the same type. */
bool values_equal(const struct values *values, value_id a, value_id b);
/* Soon to be asked about: it is fetched from memory meanwhile. */
void values_expect(const struct values *values, value_id id);
bool values_equals_itself(const struct values *values, value_id id); /* false if a NaN is inside */
bool values_is_zero(const struct values *values, value_id id);       /* its memory is all zero bytes */
bool values_is_unhashable(const struct values *values,
                          value_id id); /* an interface holding what cannot be a key */
/* What Go's panic is about: the dynamic type that hashing comes to first and can't hash; NULL if all can be. */
const struct gotype *values_unhashable_type(const struct values *values, value_id id);
uint64_t values_string_length(const struct values *values, value_id id); /* bytes of a string value, else 0 */

/*
 * The hash of a key under seed (the map's hash0). `draw` is called once for each NaN inside, in hashing
 * order, and gives 64 random bits (1.19 uses the low 32). It is never called for keys that equal themselves.
 * Follows the compiler's hashers for the key's type, and runtime typehash inside interfaces. Go panics for an
 * unhashable key: ask values_is_unhashable() before.
 */
uint64_t values_hash(const struct values *values, value_id id, const struct hash_secret *secret,
                     uint64_t seed, uint64_t (*draw)(void *context), void *context);

/* Number of ids handed out; ids are 1 .. count. */
size_t values_count(const struct values *values);

/*
 * Appends the text of a value of the type, as an example or to fill a map: different numbers give different
 * values as far as the type has them (8-bit types repeat after 256). Always readable by values_parse, unless
 * it would be longer than VALUE_TEXT_LIMIT.
 */
void value_example(const struct gotype *type, uint64_t number, struct text *text);

enum { VALUE_EXAMPLES_MANY = 1 << 24 };
/* How many different examples there are of numbers from 1 on: those of 1 .. as many are all different. At least 1;
   VALUE_EXAMPLES_MANY if there are as many or more. Fewer than the type has values where parts are examples of one number. */
uint64_t value_examples(const struct gotype *type);

/* Appends the text of the type's zero value, readable by values_parse within VALUE_TEXT_LIMIT. */
void value_zero(const struct gotype *type, struct text *text);

#endif
