/*
 * Loaded before the C library (LD_PRELOAD): the allocation of number $FAIL_MALLOC is refused, and with $FAIL_FROM=1 all behind it. With
 * $FAIL_COUNT the number of allocations is written to that file at the end. For glibc.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *items, size_t size);

static long failing = -1, from, made;

__attribute__((constructor)) static void begin(void)
{
    const char *number = getenv("FAIL_MALLOC"), *all = getenv("FAIL_FROM");
    made = 0;
    failing = number != NULL ? atol(number) : 0;
    from = all != NULL;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("FAIL_COUNT");
    FILE *file = path != NULL ? fopen(path, "w") : NULL;
    if (file != NULL) {
        fprintf(file, "%ld\n", made);
        fclose(file);
    }
}

static int refuses(void)
{
    if (failing < 0) /* the program has not begun */
        return 0;
    made++;
    if (failing == 0 || (made != failing && (!from || made < failing)))
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return refuses() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refuses() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *items, size_t size)
{
    return refuses() ? NULL : __libc_realloc(items, size);
}
