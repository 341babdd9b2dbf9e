#include "base/scarce.h"

#include "base/file.h"
#include "base/number.h"

#include <string.h>

/* A number of KiB behind a name; 0: there is none. */
static uint64_t field(const char *meminfo, const char *name)
{
    uint64_t number = 0;
    const char *at = strstr(meminfo, name);
    if (at == NULL)
        return 0;
    at += strlen(name);
    at += strspn(at, " ");
    return number_read_unsigned(at, strspn(at, "0123456789"), &number) ? number : 0;
}

bool scarce_in(const char *meminfo)
{
    enum { LEAST = 256 << 10 /* KiB */, SHARE = 20 };
    uint64_t all = field(meminfo, "MemTotal:"), left = field(meminfo, "MemAvailable:");
    return all > 0 && strstr(meminfo, "MemAvailable:") != NULL && (left < LEAST || left < all / SHARE);
}

bool scarce_memory(void)
{
    enum { BYTES = 1 << 16 };
    struct text text = {0};
    struct error unheard;
    bool scarce = file_read("/proc/meminfo", BYTES, &text, &unheard) && scarce_in(text_string(&text));
    text_free(&text);
    return scarce;
}
