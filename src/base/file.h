#ifndef BASE_FILE_H
#define BASE_FILE_H
/*
 * Whole files: read up to a limit, and written so that a reader sees all of the new file or nothing of it.
 *
 * Knows: the file system. Must not know: what is in the files.
 * Only regular files are read: a pipe or a device could keep us waiting for ever.
 */
#include "base/error.h"

#include <stdio.h>

/* Whether anything has that name. */
bool file_is_there(const char *path);

/* Appends the bytes of the file. False if it is not there, is no regular file, or holds more than `limit`
   bytes. */
bool file_read(const char *path, size_t limit, struct text *bytes, struct error *error);

/* Opens a regular file to be read: a descriptor, to be closed. -1 if it is not there, or is no regular file. Never waits. */
int file_open(const char *path, struct error *error);

/* Whether the file that a path leads to, links followed, is called so: `endings`, the last of which is NULL. If there is no file, it is:
   that is told by whoever opens it. */
bool file_is_called(const char *path, const char *const *endings);

/* A file under way: it has no name yet, or one beside the place where it will stand. Zero-initialised it is closed. */
struct output_file {
    FILE *stream; /* NULL: closed */
    char *path;   /* as it was asked for; owned */
    char *place;  /* where it will stand: at the end of links; owned */
    char *beside; /* its name until then, if it has one; owned */
    bool named;   /* it has */
    bool replace; /* whatever has the place goes */
};

/* Without `replace` an error if the place is taken. What replaces a file has its mode, and its owner and group as far as that is
   allowed; a link stays and leads to the new one. (Other hard links keep the old one; lists of access are not kept.) What may not
   be written is not replaced. Where the system can do so the file has no name until it is whole: nothing is left of it when the
   program is killed. */
bool output_open(struct output_file *output, const char *path, bool replace, struct error *error);
/* The same for what can't be made again: it has its name beside the place from the beginning, and keeps it if the program is killed,
   or if it can't have its place. */
bool output_open_in_sight(struct output_file *output, const char *path, bool replace, struct error *error);
/* Makes sure that all of it is written, but not yet in its place. */
bool output_flush(struct output_file *output, struct error *error);
/* Appends whole lines at once, past the stream. False if not all of them could be written: as many as there was room for are there, and
   the file ends with the last of them. */
bool output_append_lines(struct output_file *output, const struct text *lines, struct error *error);
/* Puts the file in its place. False, and nothing is left, if it could not be written in full. If the place was free and is not
   any more, false, and the file stays beside it, which the error names. Closed either way. */
bool output_commit(struct output_file *output, struct error *error);
/* Leaves nothing behind. */
void output_abandon(struct output_file *output);

/* Appends the name of a file that a program which was killed left beside FILE`ending`, in the folder that `file` stands in; the first of
   several. False, and nothing is appended, if there is none. */
bool file_find_left(const char *file, const char *ending, struct text *name);

/* Appends `name` as seen from the folder that holds `file`; an absolute name stays as it is. */
void file_beside(const char *file, const char *name, struct text *path);

#endif
