#ifndef GO_GOTYPE_MAKE_H
#define GO_GOTYPE_MAKE_H
/*
 * How types are put together: layout and properties of basic, array and struct types, and the table of type
 * names. Private to gotype_parse.c and gotype.c.
 *
 * Knows: the layout rules. Must not know: how a type is spelled, beyond the names in its table.
 */
#include "go/gotype.h"

/* A name of the table: a basic type, or a named one that is laid out like `underlying`. */
struct type_name {
    const char *word;
    const char *name; /* the one spelling; NULL: the word itself */
    const char *underlying;
    uint64_t size, align;
    enum gotype_kind kind;
    bool methods;       /* an interface with methods */
    const char *method; /* its only one; of another type one that it has. NULL: not known, or none */
};

bool gotype_is_keyword(const char *word, size_t length); /* chan, func, interface, map, struct */
const struct type_name *gotype_name_find(const char *word, size_t length); /* NULL if there is none */

/* The word nearest to a mistyped one, of the table and of chan, func, ...; NULL if none is near. */
const char *gotype_name_nearest(const char *word);

/* Each returns a new type without a name, to be finished with gotype_set_name(). */
struct gotype *gotype_make_basic(enum gotype_kind kind, uint64_t size, uint64_t align);
struct gotype *gotype_make_array(uint64_t length, struct gotype *element);
struct gotype *gotype_make_struct(void);

void gotype_add_field(struct gotype *type, size_t *capacity, const struct gotype *field, bool blank);
void gotype_end_struct(struct gotype *type); /* sizes, padding and properties, once all fields are there */

/* Copies the name. */
void gotype_set_name(struct gotype *type, const char *name);

#endif
