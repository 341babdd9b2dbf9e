#include "go/value.h"

#include "base/memory_or_die.h"
#include "base/stash.h"
#include "go/value_read.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { IMAGE_NEAR = 8, IMAGE_FAR = IMAGE_NEAR + 1, FIRST_ROOM = 64 };

static const value_id last_id = 0x7fffffffu;

/* Which way a key is hashed: the first three are the hot ones. */
enum value_shape { SHAPE_NOTHING, SHAPE_PLAIN, SHAPE_STRING, SHAPE_OTHER };

struct value {
    stash_place text; /* canonical, NUL-terminated */
    uint32_t type;    /* number, from 1 */
    /* See value_read.h. Empty for strings, whose text says it all; longer than what is near: its length, 4 bytes, comes first. */
    union {
        stash_place far;
        unsigned char near[IMAGE_NEAR];
    } image;
    uint32_t unhashable;  /* number of the type that a panic names, or 0 */
    uint16_t text_length; /* at most VALUE_TEXT_LIMIT */
    uint8_t image_length; /* IMAGE_FAR: it is not near */
    uint8_t shape : 4, flags : 4;
};

/* Open addressing, power of two. A slot has the hash beside the number, so that what it leads to is looked at only if that is the same. */
struct index_slot {
    uint32_t number; /* 0: free */
    uint32_t hash;
};
struct index {
    struct index_slot *slots;
    size_t room, used;
};

/*
 * Invariants: values[id - 1] never changes and its bytes never move; value_index holds every id, by type and
 * canonical text; types[number - 1] are parsed from their names and owned here, whatever becomes of the
 * callers' gotypes.
 */
struct values {
    struct value *values;
    size_t count, capacity;
    struct gotype **types;
    size_t type_count, type_capacity;
    struct index value_index, type_index;
    struct stash kept;        /* texts and images */
    struct value_draft draft; /* room kept from one parse to the next */
};

struct values *values_new(void)
{
    struct values *values = new_items(1, sizeof *values);
    values->value_index = (struct index){new_items(FIRST_ROOM, sizeof(struct index_slot)), FIRST_ROOM, 0};
    values->type_index = (struct index){new_items(FIRST_ROOM, sizeof(struct index_slot)), FIRST_ROOM, 0};
    return values;
}

void values_free(struct values *values)
{
    if (values == NULL)
        return;
    stash_free(&values->kept);
    for (size_t i = 0; i < values->type_count; i++)
        gotype_free(values->types[i]);
    text_free(&values->draft.canonical);
    text_free(&values->draft.image);
    free(values->value_index.slots);
    free(values->type_index.slots);
    free(values->types);
    free(values->values);
    free(values);
}

static const char *text_of(const struct values *values, const struct value *value)
{
    return stash_bytes(&values->kept, value->text);
}

/* ---- the two indexes */

static void index_put(struct index *index, struct index_slot slot)
{
    size_t at = slot.hash & (index->room - 1);
    while (index->slots[at].number != 0)
        at = (at + 1) & (index->room - 1);
    index->slots[at] = slot;
    index->used++;
}

static void index_add(struct index *index, uint32_t number, uint32_t hash)
{
    if (index->used >= index->room / 4 * 3) {
        struct index larger = {new_items(index->room * 2, sizeof *index->slots), index->room * 2, 0};
        for (size_t i = 0; i < index->room; i++) {
            if (index->slots[i].number != 0)
                index_put(&larger, index->slots[i]);
        }
        free(index->slots);
        *index = larger;
    }
    index_put(index, (struct index_slot){number, hash});
}

static uint32_t find_type(const struct values *values, const struct gotype *type)
{
    const struct index *index = &values->type_index;
    uint32_t hash = (uint32_t)type->identity;
    for (size_t at = hash & (index->room - 1); index->slots[at].number != 0;
         at = (at + 1) & (index->room - 1)) {
        if (index->slots[at].hash != hash)
            continue;
        const struct gotype *known = values->types[index->slots[at].number - 1];
        if (known->identity == type->identity && strcmp(known->name, type->name) == 0)
            return index->slots[at].number;
    }
    return 0;
}

static uint32_t number_type(struct values *values, const struct gotype *type)
{
    uint32_t number = find_type(values, type);
    if (number != 0)
        return number;
    struct error none = {0};
    const char *at = type->name;
    struct gotype *own = gotype_parse(at, &at, at + strlen(at), &none);
    assert(own != NULL && own->identity == type->identity);
    values->types =
        room_for_one_more(values->types, values->type_count, &values->type_capacity, sizeof(struct gotype *));
    values->types[values->type_count++] = own;
    number = (uint32_t)values->type_count;
    index_add(&values->type_index, number, (uint32_t)own->identity);
    return number;
}

static uint32_t number_held_type(void *values, const struct gotype *type)
{
    return number_type(values, type);
}

static uint32_t hash_text(uint32_t type, const char *text, size_t length)
{
    static const struct hash_secret secret = {.version = GO_1_19};
    return (uint32_t)hash_memory(&secret, text, length, type);
}

static value_id find_text(const struct values *values, uint32_t type, const char *text, size_t length,
                          uint32_t hash)
{
    const struct index *index = &values->value_index;
    for (size_t at = hash & (index->room - 1); index->slots[at].number != 0;
         at = (at + 1) & (index->room - 1)) {
        if (index->slots[at].hash != hash)
            continue;
        const struct value *value = &values->values[index->slots[at].number - 1];
        if (value->type == type && value->text_length == length &&
            memcmp(text_of(values, value), text, length) == 0)
            return index->slots[at].number;
    }
    return VALUE_NONE;
}

/* ---- interning */

static enum value_shape shape_of(const struct gotype *type)
{
    if (type->size == 0)
        return SHAPE_NOTHING;
    if (type->plain)
        return SHAPE_PLAIN;
    return type->kind == GOTYPE_STRING ? SHAPE_STRING : SHAPE_OTHER;
}

static void take_draft(struct values *values, struct value *value, const struct value_draft *draft)
{
    uint32_t size = (uint32_t)draft->image.length;
    value->flags = draft->flags & 0xf;
    value->unhashable = draft->unhashable;
    value->image_length = size > IMAGE_NEAR ? IMAGE_FAR : (uint8_t)size;
    if (size > IMAGE_NEAR) {
        value->image.far = stash_keep(&values->kept, sizeof size + size);
        char *image = stash_bytes(&values->kept, value->image.far);
        memcpy(image, &size, sizeof size);
        memcpy(image + sizeof size, draft->image.bytes, size);
    } else if (size > 0) {
        memcpy(value->image.near, draft->image.bytes, size);
    }
}

static value_id intern(struct values *values, const struct gotype *type, const char *text, size_t length,
                       const struct value_draft *draft)
{
    uint32_t number = number_type(values, type);
    uint32_t hash = hash_text(number, text, length);
    value_id id = find_text(values, number, text, length, hash);
    assert(length <= VALUE_TEXT_LIMIT);
    if (id != VALUE_NONE)
        return id;
    if (values->count >= last_id)
        die("more than %lu different keys and values", (unsigned long)last_id);
    values->values =
        room_for_one_more(values->values, values->count, &values->capacity, sizeof *values->values);
    struct value *value = &values->values[values->count++];
    *value = (struct value){.text_length = (uint16_t)length, .type = number};
    value->shape = (uint8_t)shape_of(type);
    value->text = stash_keep(&values->kept, length + 1);
    memcpy(stash_bytes(&values->kept, value->text), text, length); /* of zeros: the text ends */
    if (draft != NULL)
        take_draft(values, value, draft);
    id = (value_id)values->count;
    index_add(&values->value_index, id, hash);
    return id;
}

value_id values_parse(struct values *values, const struct gotype *type, const char *text, size_t length,
                      struct error *error)
{
    if (type->kind == GOTYPE_STRING && length <= VALUE_TEXT_LIMIT)
        return intern(values, type, text, length, NULL);
    struct value_draft *draft = &values->draft;
    text_clear(&draft->canonical);
    text_clear(&draft->image);
    draft->flags = 0;
    draft->unhashable = 0;
    if (!value_read(type, text, length, number_held_type, values, draft, error))
        return VALUE_NONE;
    return intern(values, type, text_string(&draft->canonical), draft->canonical.length, draft);
}

/* ---- questions */

/* Slots that were wiped hold no value; they are asked about too. */
static bool is_value(const struct values *values, value_id id)
{
    assert(VALUE_IS_STALE(id) || id <= values->count);
    return id != VALUE_NONE && !VALUE_IS_STALE(id);
}

static const struct value *value_of(const struct values *values, value_id id)
{
    assert(is_value(values, id));
    return &values->values[id - 1];
}

static const unsigned char *image_of(const struct values *values, const struct value *value)
{
    if (value->image_length <= IMAGE_NEAR)
        return value->image.near;
    return (const unsigned char *)stash_bytes(&values->kept, value->image.far) + sizeof(uint32_t);
}

static uint32_t image_length(const struct values *values, const struct value *value)
{
    uint32_t length = value->image_length;
    if (length > IMAGE_NEAR)
        memcpy(&length, stash_bytes(&values->kept, value->image.far), sizeof length);
    return length;
}

static const struct gotype *type_of(const struct values *values, const struct value *value)
{
    return values->types[value->type - 1];
}

const char *values_text(const struct values *values, value_id id, size_t *length)
{
    bool valid = is_value(values, id);
    if (length != NULL)
        *length = valid ? value_of(values, id)->text_length : 0;
    return valid ? text_of(values, value_of(values, id)) : "";
}

bool values_equal(const struct values *values, value_id a, value_id b)
{
    if (!is_value(values, a) || !is_value(values, b))
        return a == b;
    const struct value *left = value_of(values, a), *right = value_of(values, b);
    if (a == b)
        return (left->flags & VALUE_HAS_NAN) == 0;
    /* One id for one text: only the sign of a zero makes two ids of equal values. */
    if (((left->flags | right->flags) & VALUE_HAS_NEGATIVE_ZERO) == 0)
        return false;
    return ((left->flags | right->flags) & VALUE_HAS_NAN) == 0 &&
           image_length(values, left) == image_length(values, right) &&
           memcmp(image_of(values, left), image_of(values, right), image_length(values, left)) == 0;
}

void values_expect(const struct values *values, value_id id)
{
    if (is_value(values, id))
        __builtin_prefetch(&values->values[id - 1]);
}

bool values_equals_itself(const struct values *values, value_id id)
{
    return !is_value(values, id) || (value_of(values, id)->flags & VALUE_HAS_NAN) == 0;
}

bool values_is_zero(const struct values *values, value_id id)
{
    if (!is_value(values, id))
        return id == VALUE_NONE;
    const struct value *value = value_of(values, id);
    if (value->shape == SHAPE_STRING)
        return value->text_length == 0;
    if ((value->flags & VALUE_HAS_NEGATIVE_ZERO) != 0)
        return false;
    const unsigned char *image = image_of(values, value);
    for (uint32_t i = 0; i < image_length(values, value); i++) {
        if (image[i] != 0)
            return false;
    }
    return true;
}

bool values_is_unhashable(const struct values *values, value_id id)
{
    return values_unhashable_type(values, id) != NULL;
}

const struct gotype *values_unhashable_type(const struct values *values, value_id id)
{
    uint32_t number = is_value(values, id) ? value_of(values, id)->unhashable : 0;
    return number != 0 ? values->types[number - 1] : NULL;
}

uint64_t values_string_length(const struct values *values, value_id id)
{
    if (!is_value(values, id))
        return 0;
    const struct value *value = value_of(values, id);
    if (value->shape == SHAPE_STRING)
        return value->text_length;
    uint32_t length = 0; /* struct{a string} and [1]string are strings to the runtime */
    if (gotype_unwrap(type_of(values, value))->kind == GOTYPE_STRING)
        memcpy(&length, image_of(values, value), sizeof length);
    return length;
}

size_t values_count(const struct values *values)
{
    return values->count;
}

/* ---- hashing */

struct hashing {
    const struct values *values;
    const struct hash_secret *secret;
    uint64_t (*draw)(void *context);
    void *context;
    const unsigned char *at; /* in the image */
};

static uint64_t hash_run(struct hashing *hashing, uint64_t length, uint64_t seed)
{
    uint64_t hash = hash_memory(hashing->secret, hashing->at, length, seed);
    hashing->at += length;
    return hash;
}

static uint32_t take_word(struct hashing *hashing)
{
    uint32_t word;
    memcpy(&word, hashing->at, sizeof word);
    hashing->at += sizeof word;
    return word;
}

/* f32hash, f64hash. A zero's image is all zero bytes, whatever its sign. */
static uint64_t hash_float(struct hashing *hashing, int size, uint64_t seed)
{
    uint64_t bits = 0;
    for (int i = size; i > 0; i--)
        bits = bits << 8 | hashing->at[i - 1];
    if (bits == 0) {
        hashing->at += size;
        return HASH_C1 * (HASH_C0 ^ seed);
    }
    uint64_t magnitude = bits & (UINT64_MAX >> (65 - 8 * size));
    if (magnitude > (size == 4 ? 0x7f800000u : 0x7ff0000000000000u)) {
        uint64_t random = hashing->draw(hashing->context);
        if (hashing->secret->version < GO_1_22)
            random = (uint32_t)random;
        hashing->at += size;
        return HASH_C1 * (HASH_C0 ^ seed ^ random);
    }
    return hash_run(hashing, (uint64_t)size, seed);
}

static uint64_t hash_part(struct hashing *hashing, const struct gotype *type, uint64_t seed, bool compiled);

/* interhash, nilinterhash: the dynamic type takes no part, except in how it is walked. */
static uint64_t hash_interface(struct hashing *hashing, uint64_t seed)
{
    uint32_t type = take_word(hashing);
    if (type == 0)
        return seed;
    return HASH_C1 * hash_part(hashing, hashing->values->types[type - 1], seed ^ HASH_C0, false);
}

/* Compiled code takes neighbouring plain fields as one run; the runtime's typehash each field alone. */
static uint64_t hash_struct(struct hashing *hashing, const struct gotype *type, uint64_t seed, bool compiled)
{
    for (size_t i = 0, next; i < type->field_count; i = next) {
        next = i + 1;
        if (type->fields[i].blank)
            continue;
        if (compiled && type->fields[i].type->plain)
            seed = hash_run(hashing, gotype_plain_run(type, i, &next), seed);
        else
            seed = hash_part(hashing, type->fields[i].type, seed, compiled);
    }
    return seed;
}

static uint64_t hash_part(struct hashing *hashing, const struct gotype *type, uint64_t seed, bool compiled)
{
    if (type->plain)
        return hash_run(hashing, type->size, seed);
    switch (type->kind) {
    case GOTYPE_STRING: {
        uint32_t length = take_word(hashing);
        return hash_run(hashing, length, seed);
    }
    case GOTYPE_FLOAT:
        return hash_float(hashing, (int)type->size, seed);
    case GOTYPE_COMPLEX:
        seed = hash_float(hashing, (int)type->size / 2, seed);
        return hash_float(hashing, (int)type->size / 2, seed);
    case GOTYPE_INTERFACE:
        return hash_interface(hashing, seed);
    case GOTYPE_ARRAY:
        for (uint64_t i = 0; i < type->length && type->size > 0; i++)
            seed = hash_part(hashing, type->element, seed, compiled);
        return seed;
    case GOTYPE_STRUCT:
        return hash_struct(hashing, type, seed, compiled);
    case GOTYPE_BOOL:
    case GOTYPE_INT:
    case GOTYPE_UINT:
    case GOTYPE_POINTER:
    case GOTYPE_SLICE:
        break;
    }
    return 0; /* not comparable: Go has panicked */
}

uint64_t values_hash(const struct values *values, value_id id, const struct hash_secret *secret,
                     uint64_t seed, uint64_t (*draw)(void *context), void *context)
{
    const struct value *value = value_of(values, id);
    switch ((enum value_shape)value->shape) {
    case SHAPE_NOTHING:
        return seed;
    case SHAPE_PLAIN:
        return hash_memory(secret, image_of(values, value), image_length(values, value), seed);
    case SHAPE_STRING:
        return hash_memory(secret, text_of(values, value), value->text_length, seed);
    case SHAPE_OTHER:
        break;
    }
    assert(values_equals_itself(values, id) || draw != NULL);
    if (values_is_unhashable(values, id))
        return 0;
    struct hashing hashing = {values, secret, draw, context, image_of(values, value)};
    return hash_part(&hashing, type_of(values, value), seed, true);
}
