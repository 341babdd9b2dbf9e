#include "tui/inputrc.h"

#include "base/error.h"
#include "base/file.h"
#include "tui/files.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FILE_BYTES = 16 << 20 };

struct walk {
    int files;
    struct text *path; /* of the file that is one too many */
};

/* The way to a file as readline takes it: ~ and ~user are folders of theirs, all else is as it is. */
static void find(const char *name, size_t length, struct text *path)
{
    const char *slash = memchr(name, '/', length);
    size_t head = slash != NULL ? (size_t)(slash - name) : length;
    struct text user = {0};
    if (length > 0 && name[0] == '~')
        text_append(&user, name + 1, head - 1);
    if (length == 0 || name[0] != '~' || !files_home(text_string(&user), path))
        head = 0;
    text_append(path, name + head, length - head);
    text_free(&user);
}

static size_t blanks(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && (text[count] == ' ' || text[count] == '\t'))
        count++;
    return count;
}

/* What a line includes, as written: readline leaves blanks at its end where they are. NULL: nothing. */
static const char *included(const char *line, size_t *length)
{
    static const char word[] = "include";
    const char *end = line + *length;
    line += blanks(line, *length);
    if (line == end || *line++ != '$')
        return NULL;
    line += blanks(line, (size_t)(end - line));
    if ((size_t)(end - line) <= strlen(word) || strncasecmp(line, word, strlen(word)) != 0)
        return NULL;
    line += strlen(word);
    size_t gap = blanks(line, (size_t)(end - line));
    *length = (size_t)(end - line) - gap;
    return gap > 0 ? line + gap : NULL;
}

static bool file_ends(struct walk *walk, const char *path, int depth);

static bool lines_end(struct walk *walk, const struct text *bytes, int depth)
{
    const char *at = text_string(bytes), *end = at + bytes->length;
    bool fine = true;
    while (fine && at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *stop = newline != NULL ? newline : end;
        size_t length = (size_t)(stop - at) - (newline != NULL && newline > at && newline[-1] == '\r');
        const char *name = included(at, &length);
        struct text path = {0};
        if (name != NULL) {
            find(name, length, &path);
            fine = file_ends(walk, text_string(&path), depth + 1);
        }
        text_free(&path);
        at = stop + 1;
    }
    return fine;
}

static bool file_ends(struct walk *walk, const char *path, int depth)
{
    struct text bytes = {0};
    struct error unheard = {0};
    bool there = file_read(path, FILE_BYTES, &bytes, &unheard), fine = true;
    if (there && (depth > INPUTRC_DEPTH || ++walk->files > INPUTRC_FILES)) {
        text_add(walk->path, path);
        fine = false;
    } else if (there) {
        fine = lines_end(walk, &bytes, depth);
    }
    text_free(&bytes);
    return fine;
}

bool inputrc_ends(struct text *path)
{
    static const char usual[] = "~/.inputrc", everybodys[] = "/etc/inputrc";
    struct walk walk = {.path = path};
    const char *said = getenv("INPUTRC");
    struct text first = {0};
    bool own = said != NULL && said[0] != '\0';
    find(own ? said : usual, strlen(own ? said : usual), &first);
    bool fine = file_ends(&walk, text_string(&first), 0);
    if (!own && walk.files == 0)
        fine = file_ends(&walk, everybodys, 0);
    text_free(&first);
    return fine;
}
