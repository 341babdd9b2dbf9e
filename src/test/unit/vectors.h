#ifndef TEST_UNIT_VECTORS_H
#define TEST_UNIT_VECTORS_H
/*
 * Rows of the recorded tables in src/test/data: a row a line, fields parted by one tab, '#' begins a note.
 * Knows: files of that form. Must not know: what the fields mean.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VECTOR_FIELDS = 48, VECTOR_LINE = 8192 };

struct vectors {
    FILE *file;
    char line[VECTOR_LINE];
    char *fields[VECTOR_FIELDS];
    int count; /* fields of the present row */
    int row;   /* rows read so far */
};

static inline void vectors_open(struct vectors *vectors, const char *path)
{
    *vectors = (struct vectors){.file = fopen(path, "r")};
    if (vectors->file == NULL) {
        perror(path);
        exit(1);
    }
}

/* The next row, or 0 at the end, when the file is closed. */
static inline int vectors_next(struct vectors *vectors)
{
    while (fgets(vectors->line, sizeof vectors->line, vectors->file) != NULL) {
        size_t length = strcspn(vectors->line, "\n");
        assert(vectors->line[length] == '\n');
        vectors->line[length] = '\0';
        if (vectors->line[0] == '#')
            continue;
        char *at = vectors->line;
        for (vectors->count = 0; vectors->count < VECTOR_FIELDS && at != NULL;) {
            vectors->fields[vectors->count++] = at;
            at = strchr(at, '\t');
            if (at != NULL)
                *at++ = '\0';
        }
        vectors->row++;
        return 1;
    }
    fclose(vectors->file);
    return 0;
}

#endif
