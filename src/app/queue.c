#include "app/queue.h"

#include "base/memory_or_die.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *copy_of(const char *bytes, size_t length)
{
    char *copy = new_items(length + 1, 1);
    memcpy(copy, bytes, length);
    return copy;
}

void queued_line_free(struct queued_line *line)
{
    free(line->text);
    free(line->file);
    *line = (struct queued_line){0};
}

void queue_free(struct queue *queue)
{
    for (size_t i = 0; i < queue->count; i++)
        queued_line_free(&queue->lines[i]);
    free(queue->lines);
    *queue = (struct queue){0};
}

/* Where the line that ends at `end` begins. */
static size_t line_start(const char *bytes, size_t end)
{
    while (end > 0 && bytes[end - 1] != '\n')
        end--;
    return end;
}

static bool says_nothing(const char *bytes, size_t length)
{
    size_t blanks = 0;
    while (blanks < length && strchr(" \t\r", bytes[blanks]) != NULL && bytes[blanks] != '\0')
        blanks++;
    return blanks == length || bytes[blanks] == '#';
}

bool queue_add(struct queue *queue, const char *file, const char *bytes, size_t length, struct error *error)
{
    if (queue->depth >= QUEUE_DEPTH)
        return error_set(error, 0, WORD_ERROR_APP_SCENE_DEPTH, file, NUMBER(QUEUE_DEPTH));
    int number = 1;
    for (size_t i = 0; i < length; i++)
        number += bytes[i] == '\n';
    if (number > QUEUE_LINES || queue->count + (size_t)number > QUEUE_LINES)
        return error_set(error, 0, WORD_ERROR_APP_SCENE_LINES, file, NUMBER(QUEUE_LINES));
    /* Backwards, since the next line to run is the last of the list. */
    for (size_t end = length;; number--) {
        size_t start = line_start(bytes, end), size = end - start;
        if (size > 0 && bytes[end - 1] == '\r')
            size--;
        if (!says_nothing(bytes + start, size)) {
            queue->lines =
                room_for_one_more(queue->lines, queue->count, &queue->capacity, sizeof *queue->lines);
            queue->lines[queue->count++] = (struct queued_line){
                .text = copy_of(bytes + start, size),
                .file = copy_of(file, strlen(file)),
                .number = number,
                .depth = queue->depth + 1,
            };
        }
        if (start == 0)
            return true;
        end = start - 1;
    }
}

/* Only regular files are opened: a pipe or a device could keep us waiting for ever. */
static FILE *open_file(const char *path, struct error *error)
{
    struct stat status;
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        error_set(error, 0, WORD_ERROR_APP_FILE, path, strerror(errno));
    } else if (!S_ISREG(status.st_mode)) {
        error_set(error, 0, WORD_ERROR_APP_FILE_KIND, path);
    } else {
        FILE *file = fdopen(descriptor, "rb");
        if (file != NULL)
            return file;
        error_set(error, 0, WORD_ERROR_APP_FILE, path, strerror(errno));
    }
    if (descriptor >= 0)
        close(descriptor);
    return NULL;
}

bool queue_add_file(struct queue *queue, const char *path, struct error *error)
{
    FILE *file = open_file(path, error);
    if (file == NULL)
        return false;
    char *bytes = new_items(QUEUE_FILE_BYTES + 1, 1);
    size_t length = fread(bytes, 1, QUEUE_FILE_BYTES + 1, file);
    bool fine = true;
    if (ferror(file))
        fine = error_set(error, 0, WORD_ERROR_APP_FILE, path, strerror(errno));
    else if (length > QUEUE_FILE_BYTES)
        fine = error_set(error, 0, WORD_ERROR_APP_SCENE_BYTES, path, NUMBER(QUEUE_FILE_BYTES));
    else
        fine = queue_add(queue, path, bytes, length, error);
    free(bytes);
    fclose(file);
    return fine;
}

bool queue_take(struct queue *queue, struct queued_line *line)
{
    if (queue->count == 0) {
        queue->depth = 0;
        return false;
    }
    *line = queue->lines[--queue->count];
    queue->depth = line->depth;
    return true;
}
