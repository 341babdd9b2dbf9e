#include "base/scarce.h"

#include "base/file.h"
#include "base/number.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

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

bool scarce_within(uint64_t used, uint64_t allowed)
{
    enum { LEAST = 4 << 20 /* bytes */ };
    uint64_t left = allowed > used ? allowed - used : 0;
    return left < LEAST || left < used / 2;
}

/* Of /proc/self/statm, which counts pages: all that is mapped, and what of it is data. */
static bool read_own(uint64_t *mapped, uint64_t *data)
{
    enum { DATA = 5, BYTES = 256 };
    struct text text = {0};
    struct error unheard;
    uint64_t numbers[DATA + 1] = {0}, page = (uint64_t)sysconf(_SC_PAGESIZE);
    bool fine = file_read("/proc/self/statm", BYTES, &text, &unheard);
    const char *at = text_string(&text);
    for (int i = 0; i <= DATA && fine; i++) {
        size_t length = strspn(at, "0123456789");
        fine = number_read_unsigned(at, length, &numbers[i]);
        at += length;
        at += strspn(at, " ");
    }
    *mapped = numbers[0] * page;
    *data = numbers[DATA] * page;
    text_free(&text);
    return fine;
}

/* RLIM_INFINITY: as much as there is. */
static rlim_t limit_of(int resource)
{
    struct rlimit limit;
    return getrlimit(resource, &limit) == 0 ? limit.rlim_cur : RLIM_INFINITY;
}

static bool own_is_scarce(void)
{
    rlim_t all = limit_of(RLIMIT_AS), data = limit_of(RLIMIT_DATA);
    uint64_t mapped_now, data_now;
    if ((all == RLIM_INFINITY && data == RLIM_INFINITY) || !read_own(&mapped_now, &data_now))
        return false;
    return (all != RLIM_INFINITY && scarce_within(mapped_now, all)) ||
           (data != RLIM_INFINITY && scarce_within(data_now, data));
}

bool scarce_memory(void)
{
    enum { BYTES = 1 << 16 };
    struct text text = {0};
    struct error unheard;
    bool scarce = own_is_scarce() ||
                  (file_read("/proc/meminfo", BYTES, &text, &unheard) && scarce_in(text_string(&text)));
    text_free(&text);
    return scarce;
}

bool scarce_found(struct scarce *scarce)
{
    enum { ASK_IN = 16 };
    if (!scarce->found && scarce->asked++ % ASK_IN == ASK_IN - 1)
        scarce->found = scarce_memory();
    return scarce->found;
}
