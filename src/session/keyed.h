#ifndef SESSION_KEYED_H
#define SESSION_KEYED_H
/*
 * Keys and values of whoever has them, read from arguments, made by number, shown in sentences: what the hands of all maps share.
 *
 * Knows: values, types, arguments. Must not know: any map.
 */
#include "go/value.h"
#include "lang/argument.h"
#include "lang/reply.h"

/* The types of a map, and where their values are. */
struct keyed {
    struct values *values;
    const struct gotype *key, *elem;
};

/* A key or value as shown in sentences: KEYED_SHOWN(values, id) lives until the end of the block. No value, and what is left of one: -. */
const char *keyed_shown(char buffer[REPLY_SHOWN_BYTES], const struct values *values, value_id id);
#define KEYED_SHOWN(values, id) keyed_shown((char[REPLY_SHOWN_BYTES]){0}, (values), (id))

/* Appends it as JSON; no value: null. */
void keyed_add_json(const struct values *values, struct text *json, value_id id);

/* Interns what an argument says; the error's column is that of the line. VALUE_NONE on error. */
value_id keyed_read(struct values *values, const struct gotype *type, const struct argument *argument,
                    struct error *error);

/* The value of a number, from 1 on, as an insert without one has it: 1, 2, ... or v1, v2, ...; true for bool. */
value_id keyed_value_by_number(const struct keyed *keyed, uint64_t number, struct error *error);

/* Appends the text of a key: `prefix` and the number, or, with NULL, an example of the type. */
void keyed_add_key(const struct gotype *type, const char *prefix, uint64_t number, struct text *text);
/* The argument "prefix" as keyed_add_key wants it: a word for texts, and for numbers the one to begin with. */
bool keyed_read_prefix(const struct gotype *key, const struct call *call, const char **prefix,
                       uint64_t *first, struct error *error);
/* The key of a number in a workload: k1, k2, ... or examples of the type. VALUE_NONE and an error. */
value_id keyed_key_by_number(const struct keyed *keyed, uint64_t number, struct error *error);

/* The low `count` bits of a number, highest first, in groups of four; "0" if none. */
void keyed_add_bits(struct text *text, uint64_t number, int count);

#endif
