#define _GNU_SOURCE /* files without a name: O_TMPFILE */
#include "base/file.h"

#include "base/memory_or_die.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool file_error(const char *path, struct error *error)
{
    return error_set(error, 0, WORD_ERROR_COMMAND_FILE, path, strerror(errno));
}

int file_open(const char *path, struct error *error)
{
    struct stat status;
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &status) != 0)
        file_error(path, error);
    else if (!S_ISREG(status.st_mode))
        error_set(error, 0, WORD_ERROR_COMMAND_FILE_KIND, path);
    else
        return descriptor;
    if (descriptor >= 0)
        close(descriptor);
    return -1;
}

static FILE *open_stream(const char *path, struct error *error)
{
    int descriptor = file_open(path, error);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "rb") : NULL;
    if (descriptor >= 0 && file == NULL) {
        file_error(path, error);
        close(descriptor);
    }
    return file;
}

bool file_is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

bool file_read(const char *path, size_t limit, struct text *bytes, struct error *error)
{
    char piece[1 << 14];
    FILE *file = open_stream(path, error);
    if (file == NULL)
        return false;
    size_t before = bytes->length, count;
    while (bytes->length - before <= limit && (count = fread(piece, 1, sizeof piece, file)) > 0)
        text_append(bytes, piece, count);
    bool fine = !ferror(file) || file_error(path, error);
    fclose(file);
    if (fine && bytes->length - before > limit)
        return error_set(error, 0, WORD_ERROR_SCENE_BYTES, path, NUMBER(limit));
    return fine;
}

bool file_is_called(const char *path, const char *const *endings)
{
    char *real = realpath(path, NULL);
    size_t length = real != NULL ? strlen(real) : 0;
    bool fine = real == NULL;
    for (; !fine && *endings != NULL; endings++) {
        size_t ending = strlen(*endings);
        fine = length > ending && strcmp(real + length - ending, *endings) == 0;
    }
    free(real);
    return fine;
}

/* ---- writing */

static void output_close(struct output_file *output)
{
    if (output->stream != NULL)
        fclose(output->stream);
    free(output->path);
    free(output->place);
    free(output->beside);
    *output = (struct output_file){0};
}

static bool is_there(const char *path, struct error *error)
{
    error_set(error, 0, WORD_ERROR_COMMAND_FILE_THERE, path);
    return false;
}

/* PATH.NUMBER.part. Where that would be longer than a name may be, the name's end gives way to a number made of all of it. */
static void name_beside(const char *path, struct text *beside)
{
    enum { NAME_LONGEST = 255 };
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    struct text ending = {0};
    uint32_t sum = 2166136261u;
    for (const char *at = name; *at != '\0'; at++)
        sum = (sum ^ (unsigned char)*at) * 16777619u;
    text_format(&ending, ".%ld.part", (long)getpid());
    if (strlen(name) + ending.length > NAME_LONGEST) {
        struct text number = {0};
        text_format(&number, "-%08x%s", (unsigned)sum, text_string(&ending));
        text_append(beside, path,
                    (size_t)(name - path) + utf8_floor(name, strlen(name), NAME_LONGEST - number.length));
        text_add(beside, text_string(&number));
        text_free(&number);
    } else {
        text_format(beside, "%s%s", path, text_string(&ending));
    }
    text_free(&ending);
}

/* Where a file of this name stands: links are followed, one that leads to nothing yet as well. Links that the system does not follow
   were refused by stat() before. */
static bool find_place(const char *path, struct text *place)
{
    enum { LINKS_MOST = 40 };
    char target[4096];
    text_add(place, path);
    for (int i = 0; i < LINKS_MOST; i++) {
        ssize_t length = readlink(text_string(place), target, sizeof target - 1);
        if (length < 0) /* it is no link */
            return true;
        target[length] = '\0';
        struct text next = {0};
        file_beside(text_string(place), target, &next);
        text_free(place);
        *place = next;
    }
    errno = ELOOP;
    return false;
}

/* Who may read it, as before: `old` is what the new file will replace. Where its group can't be kept, the new one's may do no more than
   anybody. */
static void keep_mode(int descriptor, const struct stat *old)
{
    mode_t mode = old->st_mode & 0777;
    bool owned =
        fchown(descriptor, old->st_uid, old->st_gid) == 0 || fchown(descriptor, (uid_t)-1, old->st_gid) == 0;
    if (!owned)
        mode = (mode & 0707) | (mode & 07) << 3;
    fchmod(descriptor, mode);
}

/* A file without a name, in the folder where it will have one: if the program is killed, nothing of it is left. -1: there are none
   there. */
static int open_nameless(const char *place, mode_t mode)
{
#ifdef O_TMPFILE
    struct text folder = {0};
    const char *slash = strrchr(place, '/');
    text_append(&folder, place, slash != NULL ? (size_t)(slash - place) + 1 : 0);
    text_add(&folder, ".");
    int descriptor = access("/proc/self/fd", X_OK) == 0
                         ? open(text_string(&folder), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode)
                         : -1;
    text_free(&folder);
    return descriptor;
#else
    (void)place;
    (void)mode;
    return -1;
#endif
}

/* False: `errno` says why. */
static bool give_name(const struct output_file *output, const char *name)
{
    struct text self = {0};
    text_format(&self, "/proc/self/fd/%d", fileno(output->stream));
    bool fine = linkat(AT_FDCWD, text_string(&self), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
    text_free(&self);
    return fine;
}

/* Makes the file, for `output` whose names are known. `old`: what has the place; NULL: nothing. */
static bool make_file(struct output_file *output, bool in_sight, const struct stat *old)
{
    mode_t mode = old != NULL ? 0600 : 0666;
    int descriptor = in_sight ? -1 : open_nameless(output->place, mode);
    output->named = descriptor < 0;
    if (output->named) {
        /* Left by a program of this number that was killed. O_EXCL below follows no link that somebody put
           there. */
        unlink(output->beside);
        descriptor = open(output->beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    }
    if (descriptor >= 0 && old != NULL)
        keep_mode(descriptor, old);
    output->stream = descriptor >= 0 ? fdopen(descriptor, "wb") : NULL;
    if (output->stream == NULL && descriptor >= 0)
        close(descriptor);
    return output->stream != NULL;
}

static bool open_output(struct output_file *output, const char *path, bool replace, bool in_sight,
                        struct error *error)
{
    struct stat status, link;
    struct text place = {0}, beside = {0};
    *output = (struct output_file){0};
    bool there = stat(path, &status) == 0;
    if (!there && errno != ENOENT)
        return file_error(path, error);
    if (there && !S_ISREG(status.st_mode))
        return error_set(error, 0, WORD_ERROR_COMMAND_FILE_KIND, path);
    if (!replace && (there || lstat(path, &link) == 0))
        return is_there(path, error);
    if ((there && access(path, W_OK) != 0) || !find_place(path, &place)) {
        text_free(&place);
        return file_error(path, error);
    }
    name_beside(text_string(&place), &beside);
    *output = (struct output_file){.path = copy_string(path),
                                   .place = copy_string(text_string(&place)),
                                   .beside = copy_string(text_string(&beside)),
                                   .replace = replace};
    text_free(&place);
    text_free(&beside);
    if (make_file(output, in_sight, there ? &status : NULL))
        return true;
    file_error(path, error);
    output_close(output);
    return false;
}

bool output_open(struct output_file *output, const char *path, bool replace, struct error *error)
{
    return open_output(output, path, replace, false, error);
}

bool output_open_in_sight(struct output_file *output, const char *path, bool replace, struct error *error)
{
    return open_output(output, path, replace, true, error);
}

bool output_flush(struct output_file *output, struct error *error)
{
    return (fflush(output->stream) == 0 && !ferror(output->stream)) || file_error(output->path, error);
}

bool output_append_lines(struct output_file *output, const struct text *lines, struct error *error)
{
    int file = fileno(output->stream);
    size_t done = 0;
    while (done < lines->length) {
        ssize_t count = write(file, lines->bytes + done, lines->length - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            break;
        done += (size_t)count;
    }
    if (done == lines->length)
        return true;
    file_error(output->path, error);
    size_t over = 0;
    while (over < done && lines->bytes[done - over - 1] != '\n')
        over++;
    off_t end = lseek(file, 0, SEEK_CUR);
    if (over > 0 && end >= (off_t)over && ftruncate(file, end - (off_t)over) == 0)
        lseek(file, 0, SEEK_END);
    return false;
}

/* ---- a file gets its name */

/* One without a name gets that of its place, or else the one beside it. False: `errno` says why there is none. */
static bool name_it(struct output_file *output, bool *placed)
{
    *placed = output->named ? false : give_name(output, output->place);
    if (*placed || output->named)
        return true;
    if (errno != EEXIST)
        return false;
    unlink(output->beside);
    output->named = give_name(output, output->beside);
    return output->named;
}

/* Gives the file its place, unless another has got it since: EEXIST. */
static bool take_place(struct output_file *output)
{
    struct stat status;
    bool placed;
    if (!name_it(output, &placed) || placed)
        return placed;
    if (output->replace)
        return rename(output->beside, output->place) == 0;
    if (link(output->beside, output->place) == 0) {
        unlink(output->beside);
        return true;
    }
    if (errno == EEXIST)
        return false;
    /* Not every file system has links. */
    errno = EEXIST;
    return lstat(output->place, &status) != 0 && rename(output->beside, output->place) == 0;
}

/* What could not be written is told here, too, by some file systems. One without a name is lost with its last descriptor. */
static bool is_written(struct output_file *output)
{
    bool fine = fflush(output->stream) == 0 && !ferror(output->stream);
    if (fine && output->named) {
        fine = fclose(output->stream) == 0;
        output->stream = NULL;
    }
    return fine;
}

static void take_away(const struct output_file *output)
{
    if (output->named)
        unlink(output->beside);
}

/* It has no place. What can't be made again stays where it is, and so does what is whole while another has the place. */
static bool stays_beside(const struct output_file *output, bool in_sight, struct error *error)
{
    int why = errno;
    bool taken = why == EEXIST && !output->replace && output->named;
    bool stays = (taken || in_sight) && access(output->beside, F_OK) == 0;
    errno = why;
    if (taken && stays)
        error_set(error, 0, WORD_ERROR_COMMAND_FILE_MEANWHILE, output->path, output->beside);
    else if (stays)
        error_set(error, 0, WORD_ERROR_COMMAND_FILE_BESIDE, output->path, strerror(why), output->beside);
    else
        file_error(output->path, error);
    return stays;
}

bool output_commit(struct output_file *output, struct error *error)
{
    bool in_sight = output->named, written = is_written(output);
    bool fine = written && take_place(output);
    if (!fine && !stays_beside(output, in_sight, error))
        take_away(output);
    output_close(output);
    return fine;
}

void output_abandon(struct output_file *output)
{
    if (output->path != NULL)
        take_away(output);
    output_close(output);
}

/* The number of the process in NAME`ending`.NUMBER.part; 0: it is no such name. */
static long number_in(const char *name, const char *ending)
{
    static const char last[] = ".part";
    const char *digits = strstr(name, ending);
    char *end;
    if (digits == NULL || digits[strlen(ending)] != '.')
        return 0;
    long number = strtol(digits + strlen(ending) + 1, &end, 10);
    return number > 0 && strcmp(end, last) == 0 ? number : 0;
}

bool file_find_left(const char *file, const char *ending, struct text *name)
{
    enum { LOOKED_AT = 20000 };
    struct text folder = {0}, first = {0};
    const char *slash = strrchr(file, '/');
    text_append(&folder, file, slash != NULL ? (size_t)(slash - file) + 1 : 0);
    DIR *directory = opendir(slash != NULL ? text_string(&folder) : ".");
    const struct dirent *entry;
    for (int i = 0; directory != NULL && i < LOOKED_AT && (entry = readdir(directory)) != NULL; i++) {
        long number = number_in(entry->d_name, ending);
        if (number == 0 || kill((pid_t)number, 0) == 0 || errno != ESRCH)
            continue; /* its program may still be writing */
        if (first.length > 0 && strcmp(entry->d_name, text_string(&first)) > 0)
            continue;
        text_clear(&first);
        text_add(&first, entry->d_name);
    }
    if (directory != NULL)
        closedir(directory);
    bool found = first.length > 0;
    if (found)
        text_format(name, "%s%s", text_string(&folder), text_string(&first));
    text_free(&folder);
    text_free(&first);
    return found;
}

void file_beside(const char *file, const char *name, struct text *path)
{
    const char *slash = strrchr(file, '/');
    if (slash != NULL && name[0] != '/')
        text_append(path, file, (size_t)(slash - file) + 1);
    text_add(path, name);
}
