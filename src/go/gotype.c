#include "go/gotype.h"

#include "base/memory_or_die.h"
#include "base/nearest.h"
#include "go/gotype_make.h"

#include <stdlib.h>
#include <string.h>

static const struct type_name names[] = {
    {"bool", NULL, NULL, 1, 1, GOTYPE_BOOL, false, NULL},
    {"int", NULL, NULL, 8, 8, GOTYPE_INT, false, NULL},
    {"int8", NULL, NULL, 1, 1, GOTYPE_INT, false, NULL},
    {"int16", NULL, NULL, 2, 2, GOTYPE_INT, false, NULL},
    {"int32", NULL, NULL, 4, 4, GOTYPE_INT, false, NULL},
    {"int64", NULL, NULL, 8, 8, GOTYPE_INT, false, NULL},
    {"uint", NULL, NULL, 8, 8, GOTYPE_UINT, false, NULL},
    {"uint8", NULL, NULL, 1, 1, GOTYPE_UINT, false, NULL},
    {"uint16", NULL, NULL, 2, 2, GOTYPE_UINT, false, NULL},
    {"uint32", NULL, NULL, 4, 4, GOTYPE_UINT, false, NULL},
    {"uint64", NULL, NULL, 8, 8, GOTYPE_UINT, false, NULL},
    {"uintptr", NULL, NULL, 8, 8, GOTYPE_UINT, false, NULL},
    {"byte", "uint8", NULL, 1, 1, GOTYPE_UINT, false, NULL},
    {"rune", "int32", NULL, 4, 4, GOTYPE_INT, false, NULL},
    {"float32", NULL, NULL, 4, 4, GOTYPE_FLOAT, false, NULL},
    {"float64", NULL, NULL, 8, 8, GOTYPE_FLOAT, false, NULL},
    {"complex64", NULL, NULL, 8, 4, GOTYPE_COMPLEX, false, NULL},
    {"complex128", NULL, NULL, 16, 8, GOTYPE_COMPLEX, false, NULL},
    {"string", NULL, NULL, 16, 8, GOTYPE_STRING, false, NULL},
    {"any", NULL, NULL, 16, 8, GOTYPE_INTERFACE, false, NULL},
    {"error", NULL, NULL, 16, 8, GOTYPE_INTERFACE, true, "Error() string"},
    {"fmt.Stringer", NULL, NULL, 16, 8, GOTYPE_INTERFACE, true, "String() string"},
    {"context.Context", NULL, NULL, 16, 8, GOTYPE_INTERFACE, true, NULL},
    {"io.Reader", NULL, NULL, 16, 8, GOTYPE_INTERFACE, true, "Read([]uint8) (int, error)"},
    {"io.Writer", NULL, NULL, 16, 8, GOTYPE_INTERFACE, true, "Write([]uint8) (int, error)"},
    {"reflect.Type", NULL, NULL, 16, 8, GOTYPE_INTERFACE, true, NULL},
    {"unsafe.Pointer", NULL, NULL, 8, 8, GOTYPE_POINTER, false, NULL},
    {.word = "time.Duration", .underlying = "int64", .method = "String() string"},
    {.word = "time.Month", .underlying = "int", .method = "String() string"},
    {.word = "time.Weekday", .underlying = "int", .method = "String() string"},
    {.word = "time.Time",
     .underlying = "struct{wall uint64; ext int64; loc unsafe.Pointer}",
     .method = "String() string"},
    {.word = "fs.FileMode", .underlying = "uint32", .method = "String() string"},
    {.word = "json.Number", .underlying = "string", .method = "String() string"},
    {.word = "net.IP", .underlying = "[]byte", .method = "String() string"},
    {.word = "os.FileMode", .name = "fs.FileMode", .underlying = "uint32", .method = "String() string"},
    {.word = "reflect.Kind", .underlying = "uint", .method = "String() string"},
    {.word = "syscall.Errno", .underlying = "uintptr", .method = "Error() string"},
    {.word = "T", .underlying = "struct{a, b int}"},
    {.word = "S2", .underlying = "struct{a, b string}"},
    {.word = "Celsius", .underlying = "float64"},
    {.word = "Name", .underlying = "string"},
};

enum { NAME_COUNT = sizeof names / sizeof *names };

static const char *const keywords[] = {"chan", "func", "interface", "map", "struct"};

enum { KEYWORD_COUNT = sizeof keywords / sizeof *keywords };

const struct type_name *gotype_name_find(const char *word, size_t length)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (strlen(names[i].word) == length && memcmp(names[i].word, word, length) == 0)
            return &names[i];
    }
    return NULL;
}

bool gotype_is_keyword(const char *word, size_t length)
{
    for (size_t i = 0; i < KEYWORD_COUNT; i++) {
        if (strlen(keywords[i]) == length && memcmp(keywords[i], word, length) == 0)
            return true;
    }
    return false;
}

const char *gotype_name_nearest(const char *word)
{
    const char *candidates[NAME_COUNT + KEYWORD_COUNT];
    for (size_t i = 0; i < NAME_COUNT; i++)
        candidates[i] = names[i].word;
    for (size_t i = 0; i < KEYWORD_COUNT; i++)
        candidates[NAME_COUNT + i] = keywords[i];
    return nearest_of(word, candidates, NAME_COUNT + KEYWORD_COUNT);
}

struct gotype *gotype_make_basic(enum gotype_kind kind, uint64_t size, uint64_t align)
{
    struct gotype *type = new_items(1, sizeof *type);
    bool number = kind == GOTYPE_BOOL || kind == GOTYPE_INT || kind == GOTYPE_UINT;
    bool text = kind == GOTYPE_STRING, pointer = kind == GOTYPE_POINTER, interface = kind == GOTYPE_INTERFACE;
    type->kind = kind;
    type->size = size;
    type->align = align;
    type->pointers = text || pointer || interface || kind == GOTYPE_SLICE;
    type->comparable = kind != GOTYPE_SLICE;
    type->reflexive = number || text || pointer || kind == GOTYPE_SLICE;
    type->need_update = text || interface || kind == GOTYPE_FLOAT || kind == GOTYPE_COMPLEX;
    type->may_panic = interface;
    type->plain = number || pointer;
    return type;
}

/* The properties that hold for the whole if they hold for all parts, or for one. */
static void take_properties(struct gotype *type, const struct gotype *part)
{
    type->pointers |= part->pointers;
    type->comparable &= part->comparable;
    type->reflexive &= part->reflexive;
    type->need_update |= part->need_update;
    type->may_panic |= part->may_panic;
}

struct gotype *gotype_make_array(uint64_t length, struct gotype *element)
{
    struct gotype *type = gotype_make_struct();
    type->kind = GOTYPE_ARRAY;
    type->length = length;
    type->element = element;
    type->size = length * element->size;
    type->align = element->align;
    take_properties(type, element);
    type->pointers = length > 0 && element->pointers;
    type->plain = element->comparable && (length == 0 || element->plain);
    return type;
}

struct gotype *gotype_make_struct(void)
{
    struct gotype *type = new_items(1, sizeof *type);
    *type = (struct gotype){
        .kind = GOTYPE_STRUCT, .align = 1, .comparable = true, .reflexive = true, .plain = true};
    return type;
}

static uint64_t round_to(uint64_t size, uint64_t align)
{
    return (size + align - 1) / align * align;
}

void gotype_add_field(struct gotype *type, size_t *capacity, const struct gotype *field, bool blank)
{
    type->fields = room_for_one_more(type->fields, type->field_count, capacity, sizeof *type->fields);
    uint64_t offset = round_to(type->size, field->align);
    type->fields[type->field_count++] = (struct gofield){field, offset, blank};
    type->size = offset + field->size;
    if (field->align > type->align)
        type->align = field->align;
    take_properties(type, field);
}

static bool is_padded(const struct gotype *type, size_t field)
{
    uint64_t end = type->fields[field].offset + type->fields[field].type->size;
    return end != (field + 1 < type->field_count ? type->fields[field + 1].offset : type->size);
}

void gotype_end_struct(struct gotype *type)
{
    /* A field of no size at the end gets a byte, so that its address does not lie in the next object. */
    if (type->size > 0 && type->fields[type->field_count - 1].type->size == 0)
        type->size++;
    type->size = round_to(type->size, type->align);
    for (size_t i = 0; i < type->field_count; i++) {
        if (type->fields[i].blank || !type->fields[i].type->plain || is_padded(type, i))
            type->plain = false;
    }
}

bool gotype_may_implement(const struct gotype *type, const struct gotype *interface)
{
    if (!interface->non_empty_interface || type->embeds)
        return true;
    const char *named = type->name + (type->name[0] == '*');
    const struct type_name *row = gotype_name_find(named, strlen(named));
    const struct type_name *wanted = gotype_name_find(interface->name, strlen(interface->name));
    if (row == NULL || row->underlying == NULL)
        return false; /* only types with a name have methods, and those of the language have none */
    if (row->method == NULL || wanted == NULL || wanted->method == NULL)
        return true;
    return strcmp(row->method, wanted->method) == 0;
}

uint64_t gotype_plain_run(const struct gotype *type, size_t first, size_t *next)
{
    uint64_t bytes = type->fields[first].type->size;
    size_t i = first + 1;
    while (i < type->field_count && !is_padded(type, i - 1) && !type->fields[i].blank &&
           type->fields[i].type->plain)
        bytes += type->fields[i++].type->size;
    *next = i;
    return bytes;
}

const struct gotype *gotype_unwrap(const struct gotype *type)
{
    for (;;) {
        if (type->kind == GOTYPE_ARRAY && type->length == 1)
            type = type->element;
        else if (type->kind == GOTYPE_STRUCT && type->field_count == 1 && !type->fields[0].blank)
            type = type->fields[0].type;
        else
            return type;
    }
}

void gotype_set_name(struct gotype *type, const char *name)
{
    size_t length = strlen(name);
    free(type->name);
    type->name = new_items(length + 1, 1);
    memcpy(type->name, name, length);
    /* FNV-1a: the names are few, short and compared in full where it matters. */
    type->identity = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        type->identity = (type->identity ^ (unsigned char)name[i]) * 1099511628211u;
}

void gotype_free(struct gotype *type)
{
    if (type == NULL)
        return;
    /* The parts are const to readers; this is their owner. */
    gotype_free((struct gotype *)(uintptr_t)type->element);
    for (size_t i = 0; i < type->field_count; i++) {
        if (i == 0 || type->fields[i].type != type->fields[i - 1].type)
            gotype_free((struct gotype *)(uintptr_t)type->fields[i].type);
    }
    free(type->fields);
    free(type->name);
    free(type);
}

/* ---- bytes */

static enum gotype_byte byte_of_struct(const struct gotype *type, uint64_t offset)
{
    for (size_t i = 0; i < type->field_count; i++) {
        const struct gofield *field = &type->fields[i];
        if (offset >= field->offset && offset < field->offset + field->type->size)
            return gotype_byte_at(field->type, offset - field->offset);
    }
    return GOTYPE_BYTE_PADDING;
}

/* cmd/compile's pointer masks: of a string and a slice the first word, of an interface the second one alone, since what the first
   points to is kept by others. */
enum gotype_byte gotype_byte_at(const struct gotype *type, uint64_t offset)
{
    enum { WORD = 8 };
    bool first_word = offset < WORD;
    switch (type->kind) {
    case GOTYPE_ARRAY:
        return gotype_byte_at(type->element, offset % type->element->size);
    case GOTYPE_STRUCT:
        return byte_of_struct(type, offset);
    case GOTYPE_POINTER:
    case GOTYPE_STRING:
    case GOTYPE_SLICE:
        return first_word ? GOTYPE_BYTE_POINTER : GOTYPE_BYTE_DATA;
    case GOTYPE_INTERFACE:
        return first_word ? GOTYPE_BYTE_DATA : GOTYPE_BYTE_POINTER;
    default:
        return GOTYPE_BYTE_DATA;
    }
}

uint64_t gotype_padding(const struct gotype *type)
{
    uint64_t padding = 0;
    for (uint64_t offset = 0; offset < type->size; offset++)
        padding += gotype_byte_at(type, offset) == GOTYPE_BYTE_PADDING;
    return padding;
}
