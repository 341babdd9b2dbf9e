/* The row of slices and arrays: their shapes, events and pseudo-code as tables. */
#include "model/slice/verb.h"

static const struct field registers[] = {{.name = "register", .width = 8, .slots = 1, .written = SLICE_set}};
static const struct field elements[] = {
    {.name = "element", .width = 8, .slots = 1, .written = SLICE_element}};

#define SHAPE(kind) [ENGINE_NUMBER_IN(SLICE_##kind)]
static const struct shape shapes[] = {
    SHAPE(HEADER) = {.name = "header", .size = 8, .fields = registers},
    SHAPE(ARRAY) = {.name = "array", .size = 8, .fields = elements, .counts = true},
};

#define EVENTS_FILE          "model/slice/event.def"
#define CODE_FILE            "model/slice/routine.def"
#define ROUTINE_NUMBER(name) ROUTINE_##name
#include "model/tables.h"

static bool claims(const char *type, size_t length, enum go_version release)
{
    (void)release;
    return length > 0 && type[0] == '[';
}

static const char *type_name(const struct world *world, uint32_t home)
{
    const struct slice slice = slice_of(world, home);
    return slice_type(&slice) != NULL ? slice_type(&slice)->name : "";
}

/* Elements before its first and behind its length are kept, too: the array goes as a whole or not at all. */
static struct engine_bytes bytes_of(const struct world *world, uint32_t home)
{
    enum { HEADER_BYTES = 24 };
    const struct slice slice = slice_of(world, home);
    const struct slice_type *type = slice_type(&slice);
    uint64_t array = slice_array_bytes(slice.memory, (uint32_t)slice_register(&slice, SLICE_PTR));
    uint64_t used = array != 0 ? slice_register(&slice, SLICE_LEN) * type->element->size : 0;
    used = used < array ? used : array; /* between two writes the length may be that of another array */
    uint64_t head = type != NULL && !type->is_array ? HEADER_BYTES : 0;
    return engine_bytes_summed((struct engine_bytes){
        .at = {[ENGINE_BYTES_HEAD] = {head, head}, [ENGINE_BYTES_ARRAY] = {array, used}}});
}

static uint64_t array_bytes(const struct slice_type *type, uint64_t count)
{
    const struct slice_layout layout = slice_layout(type);
    uint64_t bytes = 0;
    if (type->is_array)
        return count * layout.size;
    return slice_growth_bytes(&layout, count, &bytes) ? bytes : 0;
}

/*
 * makeslice takes memory of zeros; growslice clears, of an array without pointers, just what append will not overwrite. How much that
 * is was told when room was looked for.
 */
static void event_bytes(const struct world *world, uint32_t number, const struct event *event,
                        struct event_bytes *bytes)
{
    const struct slice_type *type = world_type(world, number);
    if (type == NULL)
        return;
    switch (event->kind) {
    case SLICE_room:
        bytes->carry = event->before > event->after && !type->element->pointers
                           ? event->before * type->element->size
                           : 0;
        break;
    case EVENT_alloc:
        if (event->index == SLICE_ARRAY) {
            uint64_t given = array_bytes(type, event->after - SLICE_WORDS_BEHIND);
            bytes->allocated += given;
            bytes->cleared += given - (bytes->carry < given ? bytes->carry : given);
            bytes->carry = 0;
        }
        break;
    case SLICE_set:
        bytes->anew |= event->index == SLICE_NIL && event->after != 0; /* var */
        break;
    case SLICE_made:
        bytes->anew = true;
        break;
    case SLICE_copied:
        bytes->copied += type->element->size;
        break;
    case SLICE_zeroed:
        bytes->cleared += event->before * type->element->size;
        break;
    default:
        break;
    }
}

static void leave(struct world *world, uint32_t home)
{
    struct slice slice = slice_of(world, home);
    slice_leave_array(&slice, (uint32_t)slice_register(&slice, SLICE_PTR));
}

const struct engine engine_slice = {
    .name = "slice",
    .call = "s",
    .shapes = shapes,
    .shape_count = sizeof shapes / sizeof *shapes,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .routines = routines,
    .routine_count = sizeof routines / sizeof *routines,
    .lines = lines,
    .line_count = sizeof lines / sizeof *lines,
    .facts = slice_facts,
    .claims = claims,
    .type_name = type_name,
    .check = slice_check,
    .bytes = bytes_of,
    .type_word = SLICE_TYPE,
    .event_bytes = event_bytes,
    .leave = leave,
    .heap = &slice_heap,
};
