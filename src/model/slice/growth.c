#include "model/slice/growth.h"

bool slice_growth_bytes(const struct slice_layout *layout, uint64_t cap, uint64_t *bytes)
{
    *bytes = 0;
    if (layout->size != 0 && cap > UINT64_MAX / layout->size)
        return false;
    *bytes = go_roundup(cap * layout->size, layout->pointers, layout->version);
    return *bytes <= GO_MOST_MEMORY;
}

bool slice_growth_of(const struct slice_layout *layout, uint64_t len, uint64_t cap, uint64_t count,
                     struct slice_growth *growth)
{
    *growth = (struct slice_growth){.need = len + count};
    if (growth->need > INT64_MAX || growth->need < len)
        return false;
    if (layout->size == 0) {
        growth->reason = SLICE_NO_SIZE;
        growth->want = growth->cap = growth->need;
        return true;
    }
    growth->reason = growth->need > cap && growth->need - cap > cap ? SLICE_EXACT
                     : go_append_doubles(len, cap, layout->version) ? SLICE_TWICE
                                                                    : SLICE_GLIDE;
    growth->want = growth->reason == SLICE_EXACT   ? growth->need
                   : growth->reason == SLICE_TWICE ? 2 * cap
                                                   : go_append_glide(cap, growth->need, layout->version);
    if (!slice_growth_bytes(layout, growth->want, &growth->given))
        return false;
    growth->bytes = growth->want * layout->size;
    growth->cap = growth->given / layout->size;
    return true;
}
