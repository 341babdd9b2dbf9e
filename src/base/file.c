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

/* ---- writing */

static void output_close(struct output_file *output)
{
    if (output->stream != NULL)
        fclose(output->stream);
    free(output->path);
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

bool output_open(struct output_file *output, const char *path, bool replace, struct error *error)
{
    struct stat status;
    struct text beside = {0};
    *output = (struct output_file){0};
    bool there = stat(path, &status) == 0;
    if (there && !S_ISREG(status.st_mode)) {
        error_set(error, 0, WORD_ERROR_COMMAND_FILE_KIND, path);
        return false;
    }
    if (!replace && (there || lstat(path, &status) == 0))
        return is_there(path, error);
    name_beside(path, &beside);
    /* Left by a program of this number that was killed. O_EXCL below follows no link that somebody put
       there. */
    unlink(text_string(&beside));
    int descriptor = open(text_string(&beside), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *stream = descriptor >= 0 ? fdopen(descriptor, "wb") : NULL;
    if (stream == NULL) {
        file_error(path, error);
        if (descriptor >= 0)
            close(descriptor);
        text_free(&beside);
        return false;
    }
    *output = (struct output_file){stream, copy_string(path), copy_string(text_string(&beside)), replace};
    text_free(&beside);
    return true;
}

bool output_flush(struct output_file *output, struct error *error)
{
    return (fflush(output->stream) == 0 && !ferror(output->stream)) || file_error(output->path, error);
}

/* Gives the file its name, unless another has got it since. */
static bool take_place(struct output_file *output)
{
    struct stat status;
    if (output->replace)
        return rename(output->beside, output->path) == 0;
    if (link(output->beside, output->path) == 0) {
        unlink(output->beside);
        return true;
    }
    if (errno == EEXIST)
        return false;
    /* Not every file system has links. */
    errno = EEXIST;
    return lstat(output->path, &status) != 0 && rename(output->beside, output->path) == 0;
}

bool output_commit(struct output_file *output, struct error *error)
{
    bool fine = fflush(output->stream) == 0 && !ferror(output->stream);
    if (!fine) {
        file_error(output->path, error);
        unlink(output->beside);
    } else if (!take_place(output)) {
        fine = false;
        if (errno == EEXIST && !output->replace) {
            /* What was written is whole, and may not come again: it stays where it is. */
            error_set(error, 0, WORD_ERROR_COMMAND_FILE_MEANWHILE, output->path, output->beside);
        } else {
            file_error(output->path, error);
            unlink(output->beside);
        }
    }
    output_close(output);
    return fine;
}

void output_abandon(struct output_file *output)
{
    if (output->stream != NULL)
        unlink(output->beside);
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
