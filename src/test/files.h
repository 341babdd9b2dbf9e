#ifndef TEST_FILES_H
#define TEST_FILES_H
/* Files that tests write, read and throw away. */
#include "base/text.h"

#include <stdio.h>

static inline bool file_write(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return false;
    bool whole = fwrite(bytes, 1, length, file) == length;
    return fclose(file) == 0 && whole;
}

/* Appends all of a file; false if it cannot be opened. */
static inline bool file_take(const char *path, struct text *text)
{
    char piece[4096];
    size_t count;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    while ((count = fread(piece, 1, sizeof piece, file)) > 0)
        text_append(text, piece, count);
    fclose(file);
    return true;
}

#endif
