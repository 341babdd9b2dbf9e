#include "session/numbers.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

static void add(struct numbers *numbers, struct numbered numbered)
{
    if (numbers->count == NUMBERS_MOST) {
        free(numbers->list[0].prefix);
        numbers->count--;
        memmove(numbers->list, numbers->list + 1, numbers->count * sizeof *numbers->list);
    }
    numbers->list[numbers->count++] = numbered;
}

void numbers_begin(struct numbers *numbers, position at, bool adds)
{
    while (numbers->count > 0 && numbers->list[numbers->count - 1].at > at)
        free(numbers->list[--numbers->count].prefix);
    bool known = numbers->count > 0 && numbers->list[numbers->count - 1].home != 0;
    if (!adds && known)
        add(numbers, (struct numbered){.at = at + 1});
}

void numbers_keep(struct numbers *numbers, position at, uint32_t home, const char *prefix, uint64_t first,
                  uint64_t to)
{
    add(numbers, (struct numbered){at, home, copy_string(prefix), first, to});
}

uint64_t numbers_next(const struct numbers *numbers, uint32_t home, const char *prefix, uint64_t first)
{
    for (size_t i = numbers->count; i > 0 && numbers->list[i - 1].home != 0; i--) {
        const struct numbered *numbered = &numbers->list[i - 1];
        if (numbered->home == home && numbered->first == first && strcmp(numbered->prefix, prefix) == 0)
            return numbered->to;
    }
    return first;
}

void numbers_free(struct numbers *numbers)
{
    for (size_t i = 0; i < numbers->count; i++)
        free(numbers->list[i].prefix);
    *numbers = (struct numbers){0};
}
