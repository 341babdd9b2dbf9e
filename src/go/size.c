#include "go/size.h"

enum { PAGE = 8192, LARGEST_CLASS = 32768, MALLOC_HEADER = 8, HEADER_ABOVE = 512, CLASS_OF_1_17 = 24 };

static const uint16_t size_classes[] = {
    8,     16,    24,    32,    48,    64,    80,    96,    112,   128,   144,   160,   176,   192,
    208,   224,   240,   256,   288,   320,   352,   384,   416,   448,   480,   512,   576,   640,
    704,   768,   896,   1024,  1152,  1280,  1408,  1536,  1792,  2048,  2304,  2688,  3072,  3200,
    3456,  4096,  4864,  5376,  6144,  6528,  6784,  6912,  8192,  9472,  9728,  10240, 10880, 12288,
    13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768,
};

static uint64_t size_class(uint64_t size, enum go_version version)
{
    size_t low = 0, high = sizeof size_classes / sizeof *size_classes - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (size_classes[middle] < size)
            low = middle + 1;
        else
            high = middle;
    }
    if (size_classes[low] == CLASS_OF_1_17 && version < GO_1_17)
        low++;
    return size_classes[low];
}

static bool is_small(uint64_t size, enum go_version version)
{
    return size <= (version >= GO_1_22 ? LARGEST_CLASS - MALLOC_HEADER : LARGEST_CLASS - 1);
}

/* Larger objects have their header elsewhere. */
static uint64_t header_of(uint64_t size, bool pointers, enum go_version version)
{
    return version >= GO_1_22 && pointers && size > HEADER_ABOVE && is_small(size, version) ? MALLOC_HEADER
                                                                                            : 0;
}

uint64_t go_roundup(uint64_t size, bool pointers, enum go_version version)
{
    if (size == 0)
        return 0;
    uint64_t header = header_of(size, pointers, version);
    if (is_small(size, version))
        return size_class(size + header, version) - header;
    if (size > UINT64_MAX - PAGE)
        return size;
    return (size + PAGE - 1) / PAGE * PAGE;
}

uint64_t go_heap_bytes(uint64_t size, bool pointers, enum go_version version)
{
    return go_roundup(size, pointers, version) + header_of(size, pointers, version);
}

bool go_append_doubles(uint64_t len, uint64_t cap, enum go_version version)
{
    if (version < GO_1_17)
        return len < 1024;
    return cap < (version < GO_1_18 ? 1024 : 256);
}

uint64_t go_append_glide(uint64_t cap, uint64_t need, enum go_version version)
{
    uint64_t want = cap;
    while (want < need) {
        want += version < GO_1_18 ? want / 4 : (want + 768) / 4;
        if (want > INT64_MAX)
            return need;
    }
    return want;
}
