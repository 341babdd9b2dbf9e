#ifndef BASE_MEMORY_OR_DIE_H
#define BASE_MEMORY_OR_DIE_H
/*
 * Heap memory that is either there or ends the program with a clear word.
 *
 * Knows: malloc. Must not know: who asks, or whether a terminal is in use.
 * die() leaves through exit(), so that whoever holds the terminal can give it back in an atexit handler.
 */
#include <stddef.h>

/* `count` zeroed items of `size` bytes; freed with free(). Never NULL; a count or size of 0 gives a small
   block. */
void *new_items(size_t count, size_t size);

/* Resizes `items` to `count` items of `size` bytes. New bytes are not zeroed. Never NULL. */
void *resize_items(void *items, size_t count, size_t size);

/*
 * Makes room for one more item: returns `items`, moved if need be, with `*capacity` greater than `count`.
 * Grows by half, so a list filled one by one costs linear time.
 */
void *room_for_one_more(void *items, size_t count, size_t *capacity, size_t size);

/* A copy of a string, of `length` bytes with a NUL behind them; freed with free(). */
char *copy_string(const char *string);
char *copy_bytes(const char *bytes, size_t length);

/* What was freed goes back to the system, where the C library can do that (glibc): otherwise it keeps what lies between things that are
   still there. Takes milliseconds, so only after much was freed. */
void return_freed_memory(void);

/* Writes "growwork: " and the formatted words to standard error and exits with status 70. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
