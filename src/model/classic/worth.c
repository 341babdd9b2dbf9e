/* What each event of a map is worth in bytes (runtime/map.go): arrays are zeroed when they are made, a moved entry is copied slot by
   slot, what a slot points to is allocated with the entry. */
#include "model/classic/measure.h"

enum { POINTER_BYTES = 8 };

/* newarray: all of it is handed out as zeros. */
static void allocate(const struct maptype *type, const struct event *event, struct event_bytes *bytes)
{
    if (event->index != CLASSIC_ARRAY && event->index != CLASSIC_OVERFLOW)
        return;
    uint64_t given = go_heap_bytes(event->after * type->bucket_size, type->bucket_pointers, type->version);
    bytes->allocated += given;
    bytes->cleared += given;
}

/* mapdelete: the elem goes, and of the key what the collector would follow. */
static uint64_t bytes_deleted(const struct maptype *type)
{
    bool follows = type->indirect_key || type->key->pointers;
    uint64_t key = type->delete_ == MAPTYPE_FASTSTR ? POINTER_BYTES : type->key_slot;
    return type->elem_slot + (follows ? key : 0);
}

/* An entry more has its key and elem allocated, if the slots hold pointers; one less leaves them to the collector. */
static void count_entries(const struct maptype *type, const struct event *event, struct event_bytes *bytes)
{
    int64_t entries = (int64_t)(event->after - event->before);
    int64_t pointed = entries * (int64_t)classic_entry_bytes(type);
    bytes->pointed += pointed;
    if (pointed > 0) {
        bytes->allocated += (uint64_t)pointed;
        bytes->cleared += (uint64_t)pointed;
    }
}

void classic_event_bytes(const struct world *world, uint32_t number, const struct event *event,
                         struct event_bytes *bytes)
{
    const struct maptype *type = world_type(world, number);
    if (type == NULL)
        return;
    switch (event->kind) {
    case EVENT_alloc:
        allocate(type, event, bytes);
        break;
    case CLASSIC_moved:
        bytes->copied += classic_slot_bytes(type);
        break;
    case CLASSIC_wiped: /* all of the bucket but its marks */
        bytes->cleared += type->bucket_size - SLOTS * CLASSIC_TOPHASH_BYTES;
        break;
    case CLASSIC_cleared: /* the array, with its reserve */
        bytes->cleared += event->after * type->bucket_size;
        break;
    case CLASSIC_removed:
        bytes->cleared += bytes_deleted(type);
        break;
    case CLASSIC_set:
        if (event->index == REGISTER_COUNT)
            count_entries(type, event, bytes);
        bytes->anew |= event->index == REGISTER_NIL && event->after != 0; /* var */
        break;
    case CLASSIC_made:
        bytes->anew = true;
        break;
    default:
        break;
    }
}
