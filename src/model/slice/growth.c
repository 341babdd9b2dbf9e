#include "model/slice/growth.h"

static bool is_small(const struct slice_layout *layout, uint64_t len, uint64_t cap)
{
    if (layout->version < GO_1_17)
        return len < 1024;
    return cap < (layout->version < GO_1_18 ? 1024 : 256);
}

/* The capacity wanted, as the runtime computes it in signed numbers: a sum that overflows ends at `need`. */
static uint64_t glide(const struct slice_layout *layout, uint64_t cap, uint64_t need)
{
    uint64_t want = cap;
    while (want < need) {
        want += layout->version < GO_1_18 ? want / 4 : (want + 768) / 4;
        if (want > INT64_MAX)
            return need;
    }
    return want;
}

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
                     : is_small(layout, len, cap)                   ? SLICE_TWICE
                                                                    : SLICE_GLIDE;
    growth->want = growth->reason == SLICE_EXACT   ? growth->need
                   : growth->reason == SLICE_TWICE ? 2 * cap
                                                   : glide(layout, cap, growth->need);
    if (!slice_growth_bytes(layout, growth->want, &growth->given))
        return false;
    growth->bytes = growth->want * layout->size;
    growth->cap = growth->given / layout->size;
    return true;
}
