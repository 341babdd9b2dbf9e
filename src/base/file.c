#include "base/file.h"

#include "base/memory_or_die.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool file_error(const char *path, struct error *error)
{
    return error_set(error, 0, WORD_ERROR_COMMAND_FILE, path, strerror(errno));
}

static FILE *open_regular(const char *path, struct error *error)
{
    struct stat status;
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        file_error(path, error);
    } else if (!S_ISREG(status.st_mode)) {
        error_set(error, 0, WORD_ERROR_COMMAND_FILE_KIND, path);
    } else {
        FILE *file = fdopen(descriptor, "rb");
        if (file != NULL)
            return file;
        file_error(path, error);
    }
    if (descriptor >= 0)
        close(descriptor);
    return NULL;
}

bool file_read(const char *path, size_t limit, struct text *bytes, struct error *error)
{
    char piece[1 << 14];
    FILE *file = open_regular(path, error);
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

bool output_open(struct output_file *output, const char *path, struct error *error)
{
    struct stat status;
    struct text beside = {0};
    *output = (struct output_file){0};
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
        error_set(error, 0, WORD_ERROR_COMMAND_FILE_KIND, path);
        return false;
    }
    text_format(&beside, "%s.%ld.part", path, (long)getpid());
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
    *output = (struct output_file){stream, copy_string(path), copy_string(text_string(&beside))};
    text_free(&beside);
    return true;
}

bool output_flush(struct output_file *output, struct error *error)
{
    return (fflush(output->stream) == 0 && !ferror(output->stream)) || file_error(output->path, error);
}

bool output_commit(struct output_file *output, struct error *error)
{
    bool fine = fflush(output->stream) == 0 && !ferror(output->stream);
    fine = fine && rename(output->beside, output->path) == 0;
    if (!fine) {
        file_error(output->path, error);
        unlink(output->beside);
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

void file_beside(const char *file, const char *name, struct text *path)
{
    const char *slash = strrchr(file, '/');
    if (slash != NULL && name[0] != '/')
        text_append(path, file, (size_t)(slash - file) + 1);
    text_add(path, name);
}
