#ifndef GO_GOTYPE_H
#define GO_GOTYPE_H
/*
 * Go types, as far as a map's key or elem can be one: parsed from their Go names, with size and properties on
 * linux/amd64.
 *
 * Knows: the grammar of type names and the layout rules of the language. Must not know: maps, buckets,
 * values. Types are immutable once parsed and owned by the gotype that holds them; gotype_free() frees the
 * whole tree.
 */
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum gotype_kind {
    GOTYPE_BOOL,
    GOTYPE_INT,  /* signed, of `size` bytes */
    GOTYPE_UINT, /* unsigned, of `size` bytes (byte, uintptr too) */
    GOTYPE_FLOAT,
    GOTYPE_COMPLEX,
    GOTYPE_STRING,
    GOTYPE_POINTER, /* *T, chan, unsafe.Pointer; func and map as an elem */
    GOTYPE_SLICE,   /* only as an elem: not comparable */
    GOTYPE_INTERFACE,
    GOTYPE_ARRAY,
    GOTYPE_STRUCT,
};

struct gofield {
    const struct gotype *type; /* fields written together ("a, b int") share theirs */
    uint64_t offset;
    bool blank; /* named _ : takes room, is neither hashed nor compared */
};

struct gotype {
    char *name; /* one spelling for one type: int32 for rune, struct{a int; b int} for struct{a,b int} */
    uint64_t identity; /* a hash of the name: different identities are different types */
    enum gotype_kind kind;
    uint64_t size; /* bytes */
    uint64_t align;
    bool pointers;    /* holds memory the garbage collector follows */
    bool comparable;  /* may be a key (an interface may: it panics at run time if what it holds may not) */
    bool reflexive;   /* every value equals itself: no floats, no interfaces inside */
    bool need_update; /* overwriting an entry rewrites the key: floats, strings, interfaces inside */
    bool may_panic;   /* hashing may panic: an interface inside */
    bool plain; /* plain memory: equality and hash are those of its bytes (no padding, no blank fields) */
    bool non_empty_interface;     /* error, fmt.Stringer: an interface with methods */
    bool embeds;                  /* a struct that has the methods of what is embedded in it */
    uint64_t length;              /* elements of an array */
    const struct gotype *element; /* of an array; else NULL */
    size_t field_count;
    struct gofield *fields;
};

enum {
    GOTYPE_NAME_LIMIT = 1024, /* bytes of a name, as written and as gotype.name */
    GOTYPE_DEPTH_LIMIT = 16,
    GOTYPE_SIZE_LIMIT = 16384, /* bytes: a value is held as a whole */
};

/*
 * Parses the type name at `*at` (up to `end`) and moves `*at` behind it. Basic types, [N]T (N a constant sum), []T, *T, (T),
 * chan T, func(...), map[K]V, struct{...} (fields "a, b int; c string", embedded ones, tags), interface{...}, any, error,
 * unsafe.Pointer, and a small table of named types (time.Time, time.Duration, fmt.Stringer, and the T, S2, Celsius, Name of
 * the vectors). Parentheses right behind the parameters of a func hold results if these are types: func()(nil) ends before them.
 * Sizes beyond GOTYPE_SIZE_LIMIT, nesting beyond GOTYPE_DEPTH_LIMIT and names beyond GOTYPE_NAME_LIMIT are
 * errors. On error returns NULL; error->column is 1 + the offset from `begin` of what is wrong.
 */
struct gotype *gotype_parse(const char *begin, const char **at, const char *end, struct error *error);
void gotype_free(struct gotype *type); /* NULL is fine */

/* Appends the name as Go prints it (%T, panics): interface {}, struct { a int }, main.T. */
void gotype_add_go_name(const struct gotype *type, struct text *text);

/* Whether a value of the type may lie in an interface: one with methods takes nothing without them. Of types that are not known
   here, T and *T among them, any methods are believed. */
bool gotype_may_implement(const struct gotype *type, const struct gotype *interface);

/* What compiled code sees: the one thing inside arrays of one element and structs of one field that isn't
   blank. */
const struct gotype *gotype_unwrap(const struct gotype *type);

/* What byte `offset` (below its size) of a value of the type is. */
enum gotype_byte {
    GOTYPE_BYTE_DATA,
    GOTYPE_BYTE_POINTER, /* of a word that the collector follows */
    GOTYPE_BYTE_PADDING, /* between or behind the fields of a struct */
};
enum gotype_byte gotype_byte_at(const struct gotype *type, uint64_t offset);

/* How many bytes of a value are padding. */
uint64_t gotype_padding(const struct gotype *type);

/*
 * How many bytes from fields[first] on are one run of plain memory for compiled code: neighbouring plain
 * fields without padding between them (compile's memrun). `*next` becomes the first field behind the run.
 * fields[first] must be plain and not blank.
 */
uint64_t gotype_plain_run(const struct gotype *type, size_t first, size_t *next);

#endif
