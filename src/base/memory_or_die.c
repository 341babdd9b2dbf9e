#include "base/memory_or_die.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { EXIT_DEAD = 70 };

char *copy_bytes(const char *bytes, size_t length)
{
    char *copy = new_items(length + 1, 1);
    if (length > 0)
        memcpy(copy, bytes, length);
    return copy;
}

char *copy_string(const char *string)
{
    return copy_bytes(string, strlen(string));
}

_Noreturn void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("growwork: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(EXIT_DEAD);
}

void *new_items(size_t count, size_t size)
{
    void *items = calloc(count ? count : 1, size ? size : 1);
    if (items == NULL)
        die("out of memory: %zu items of %zu bytes", count, size);
    return items;
}

void *resize_items(void *items, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        die("out of memory: %zu items of %zu bytes", count, size);
    size_t bytes = count * size;
    void *moved = realloc(items, bytes ? bytes : 1);
    if (moved == NULL)
        die("out of memory: %zu items of %zu bytes", count, size);
    return moved;
}

void *room_for_one_more(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    *capacity = count + count / 2 + 8;
    return resize_items(items, *capacity, size);
}

void return_freed_memory(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
