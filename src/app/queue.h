#ifndef APP_QUEUE_H
#define APP_QUEUE_H
/*
 * Lines of a scene that wait for their turn. A scene within a scene goes to the front: its lines come next.
 *
 * Knows: text. Must not know: what lines mean, files' contents beyond their lines.
 */
#include "base/error.h"

enum {
    QUEUE_FILE_BYTES = 1 << 20,
    QUEUE_LINES = 10000, /* of one scene, and of all that wait together */
    QUEUE_DEPTH = 8,     /* scenes within scenes */
};

struct queued_line {
    char *text;  /* owned */
    char *file;  /* owned; what messages call the scene */
    int number;  /* of the line in it, from 1 */
    int depth;   /* 1: a scene that was asked for, 2: a scene within it, ... */
};

/* Zero-initialised it is empty. The next line is the last of the list. */
struct queue {
    struct queued_line *lines;
    size_t count, capacity;
    int depth; /* of the line taken last; 0 when the queue is empty */
};

void queue_free(struct queue *queue); /* forgets all lines; it is empty and valid again */

/* Puts a scene's lines in front of those that wait. Empty lines and comments are left out. False if there are too many
   lines or scenes within scenes. */
bool queue_add(struct queue *queue, const char *file, const char *bytes, size_t length, struct error *error);

/* Reads a file and adds its lines. */
bool queue_add_file(struct queue *queue, const char *path, struct error *error);

/* Takes the next line; to be freed with queued_line_free. False if none waits. */
bool queue_take(struct queue *queue, struct queued_line *line);
void queued_line_free(struct queued_line *line);

#endif
