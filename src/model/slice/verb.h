#ifndef MODEL_SLICE_VERB_H
#define MODEL_SLICE_VERB_H
/*
 * What the verbs of slices share among themselves. Only this folder includes it; everybody else uses slice.h.
 */
#include "model/fact.h"
#include "model/slice/slice.h"

extern const struct fact_row slice_facts[]; /* facts.c */
extern const struct engine_heap slice_heap; /* heap.c */

void slice_set(struct slice *slice, enum slice_register which, uint64_t value, code_line line);

/* What a header says of an array. */
struct slice_header {
    uint32_t type; /* its number */
    uint32_t array;
    uint64_t first, len, cap;
};
struct slice_header slice_header(const struct slice *slice);
/* Writes it, each word once, in an order in which every moment between two writes can be read: no length is beyond a capacity, and no
   capacity beyond the array. Where elements have a size, `header` is such a one, too. */
void slice_set_header(struct slice *slice, const struct slice_header *header, code_line line);

/* A look at the header, and at a place of an array. */
void slice_look(struct slice *slice, event_kind kind, int slot, uint64_t before, uint64_t after,
                code_line line);
void slice_look_at(struct slice *slice, event_kind kind, uint64_t at, uint64_t before, uint64_t after,
                   code_line line);

/* Tells that Go panics here. */
enum slice_outcome slice_refuse(struct slice *slice, struct slice_panic panic, code_line line);

/* An array of zeros that takes `bytes`, at an address of its own. Its region; 0 for no elements or elements of size 0. */
uint32_t slice_new_array(struct slice *slice, uint64_t count, uint64_t bytes, code_line line);
/* The header has left an array (0: none): told, and dropped if nobody else holds it. */
void slice_leave_array(struct slice *slice, uint32_t array);
/* Copies `count` elements one after the other, from the last one on if the two overlap so. */
void slice_move(struct slice *slice, uint64_t from, uint64_t to, uint64_t count, code_line line);
void slice_write_element(struct slice *slice, uint64_t at, value_id value, code_line line);

/* Parses a type; NULL and an error if it is none. Freed with slice_type_free. */
struct slice_type *slice_type_parse(struct values *values, const char *name, size_t length,
                                    enum go_version version, struct error *error);
void slice_type_free(void *type);
/* The number of a type in the world; one that is there already is taken again. 0 and an error if the name is none. */
uint32_t slice_type_number(struct slice *slice, const char *name, enum go_version version,
                           struct error *error);

#endif
