#include "scene/scene.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct scene_reader {
    struct scene *scene;
    const struct command_table *table;
    int depth;
    const struct scene_listener *listener; /* NULL: the first error ends it */
    int errors;                            /* that it was told */
    bool over;                             /* of no use to read on */
};

void scene_free(struct scene *scene)
{
    if (scene == NULL)
        return;
    for (size_t i = 0; i < scene->line_count; i++)
        free(scene->lines[i].text);
    for (size_t i = 0; i < scene->file_count; i++)
        free(scene->files[i].path);
    free(scene->title);
    free(scene->lines);
    free(scene->files);
    free(scene->chapters);
    free(scene);
}

/* ---- places and errors */

static void say_place(const struct scene *scene, int file, int number, struct text *text)
{
    text_format(text, "%s:%d", scene->files[file].path, number);
    for (int parent; (parent = scene->files[file].parent) >= 0; file = parent)
        text_format(text, " (from %s:%d)", scene->files[parent].path, scene->files[file].line);
}

static bool error_at(const struct scene *scene, int file, int number, const struct words *words,
                     const struct error *inner, struct error *error)
{
    struct text place = {0};
    struct error cause = *inner;
    say_place(scene, file, number, &place);
    error_inside(error, WORD_ERROR_SCENE_AT, text_string(&place), &cause, words);
    text_free(&place);
    return false;
}

bool scene_expects_refusal(const struct scene *scene, size_t line)
{
    static const char *const words[] = {"expect", "error"};
    if (line >= scene->line_count)
        return false;
    const char *at = scene->lines[line].text;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        at += strspn(at, " \t");
        if (strncmp(at, words[i], strlen(words[i])) != 0)
            return false;
        at += strlen(words[i]);
        if (*at != '\0' && *at != ' ' && *at != '\t')
            return false;
    }
    return at[strspn(at, " \t")] == '\0';
}

bool scene_error(const struct scene *scene, size_t line, const struct words *words, const struct error *inner,
                 struct error *error)
{
    return error_at(scene, scene->lines[line].file, scene->lines[line].number, words, inner, error);
}

/* ---- lines */

static bool read_file(struct scene_reader *reader, const char *path, int parent, int line,
                      struct error *error);

static bool add_line(struct scene_reader *reader, int file, int number, const char *bytes, size_t length,
                     int tag, struct error *error)
{
    struct scene *scene = reader->scene;
    if (scene->line_count >= SCENE_LINES)
        return error_set(error, 0, WORD_ERROR_SCENE_LINES, NUMBER(SCENE_LINES));
    if (tag & TAG_CHAPTER) {
        scene->chapters = room_for_one_more(scene->chapters, scene->chapter_count, &scene->chapter_capacity,
                                            sizeof *scene->chapters);
        scene->chapters[scene->chapter_count++] = scene->line_count;
    }
    scene->lines =
        room_for_one_more(scene->lines, scene->line_count, &scene->line_capacity, sizeof *scene->lines);
    scene->lines[scene->line_count++] = (struct scene_line){
        .text = copy_bytes(bytes, length), .length = length, .file = file, .number = number, .tag = tag};
    return true;
}

/* A stranger's scene must not have files read out in errors that are no scenes, whatever they are called. */
static bool may_include(const char *path, struct error *error)
{
    static const char *const endings[] = {".scene", NULL};
    return file_is_called(path, endings) || error_set(error, 0, WORD_ERROR_SCENE_INCLUDE, path);
}

static bool include(struct scene_reader *reader, const struct call *call, int file, int number,
                    struct error *error)
{
    const struct argument *name = call_argument(call, "file");
    struct text path = {0};
    file_beside(reader->scene->files[file].path, name->text, &path);
    bool fine =
        may_include(text_string(&path), error) && read_file(reader, text_string(&path), file, number, error);
    /* What went wrong inside names its own place already. */
    if (!fine && error->word != WORD_ERROR_SCENE_AT)
        error->column = name->column;
    text_free(&path);
    return fine;
}

/* What every call of a line has to be before anything runs. */
static bool calls_are_sound(struct scene_reader *reader, const struct line *line, struct error *error)
{
    reader->scene->calls += line->count;
    if (reader->scene->calls > SCENE_CALLS)
        return error_set(error, 0, WORD_ERROR_SCENE_CALLS, NUMBER(SCENE_CALLS));
    for (size_t i = 0; i < line->count; i++) {
        const struct call *call = &line->calls[i];
        if (call->command->tag & TAG_NOT_IN_SCENE)
            return error_set(error, call->column, WORD_ERROR_SCENE_NOT_IN_SCENE, call->command->name);
        if ((call->command->tag & TAG_INCLUDE) && line->count > 1)
            return error_set(error, call->column, WORD_ERROR_SCENE_NOT_LAST, call->command->name);
        bool first = i == 0 || call->part != line->calls[i - 1].part;
        if (first && call->command->sound != NULL && !call->command->sound(call, reader->table, error))
            return false;
    }
    return true;
}

static bool take_line(struct scene_reader *reader, int file, int number, const char *bytes, size_t length,
                      struct error *error)
{
    struct line line;
    if (!line_read(&line, reader->table, bytes, length, error))
        return false;
    bool fine = calls_are_sound(reader, &line, error);
    if (fine && line.count > 0) {
        int tag = line.calls[0].command->tag;
        fine = tag & TAG_INCLUDE ? include(reader, &line.calls[0], file, number, error)
                                 : add_line(reader, file, number, bytes, length, tag, error);
    }
    line_free(&line);
    return fine;
}

/* Tells an error of a line. True if it is worth to read on, for more of them. */
static bool complain(struct scene_reader *reader, int file, int number, const struct error *inner,
                     struct error *error)
{
    if (inner->word == WORD_ERROR_SCENE_AT)
        *error = *inner;
    else
        error_at(reader->scene, file, number, reader->table->words, inner, error);
    if (reader->listener == NULL)
        return false;
    reader->listener->take(reader->listener->context, error);
    reader->over |= ++reader->errors == SCENE_ERRORS || inner->word == WORD_ERROR_SCENE_LINES ||
                    inner->word == WORD_ERROR_SCENE_CALLS;
    return !reader->over;
}

static bool take_lines(struct scene_reader *reader, int file, const char *bytes, size_t length,
                       struct error *error)
{
    static const char mark[] = "\xef\xbb\xbf"; /* that some editors put before UTF-8 */
    size_t at = length >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;
    bool all_fine = true;
    for (int number = 1; at < length && !reader->over; number++) {
        const char *end = memchr(bytes + at, '\n', length - at);
        size_t size = (end != NULL ? (size_t)(end - bytes) : length) - at, next = at + size + 1;
        if (size > 0 && bytes[at + size - 1] == '\r')
            size--;
        struct error inner = {0};
        int told = reader->errors;
        bool fine = take_line(reader, file, number, bytes + at, size, &inner);
        /* What went wrong in a file within was told there. */
        if (!fine && reader->errors == told && !complain(reader, file, number, &inner, error))
            return false;
        all_fine = all_fine && fine;
        at = next;
    }
    return all_fine;
}

/* ---- files */

static bool is_open_already(const struct scene *scene, int file, const struct stat *status)
{
    for (; file >= 0; file = scene->files[file].parent) {
        if (scene->files[file].device == status->st_dev && scene->files[file].node == status->st_ino)
            return true;
    }
    return false;
}

static int add_file(struct scene *scene, const char *path, int parent, int line, const struct stat *status)
{
    scene->files =
        room_for_one_more(scene->files, scene->file_count, &scene->file_capacity, sizeof *scene->files);
    scene->files[scene->file_count] = (struct scene_file){.path = copy_string(path),
                                                          .parent = parent,
                                                          .line = line,
                                                          .device = status->st_dev,
                                                          .node = status->st_ino};
    return (int)scene->file_count++;
}

static void take_title(struct scene *scene, const char *bytes, size_t length)
{
    size_t at = 0, end = 0;
    if (length > 0 && bytes[0] == '#') {
        at = 1 + strspn(bytes + 1, " \t");
        end = at + strcspn(bytes + at, "\r\n");
    }
    struct text title = {0};
    if (end > at)
        text_append_safe(&title, bytes + at, end - at, 0);
    scene->title = copy_bytes(text_string(&title), title.length);
    text_free(&title);
}

static bool read_file(struct scene_reader *reader, const char *path, int parent, int line,
                      struct error *error)
{
    struct scene *scene = reader->scene;
    struct stat status = {0};
    if (reader->depth >= SCENE_DEPTH)
        return error_set(error, 0, WORD_ERROR_SCENE_DEPTH, path, NUMBER(SCENE_DEPTH));
    if (stat(path, &status) == 0 && is_open_already(scene, parent, &status))
        return error_set(error, 0, WORD_ERROR_SCENE_LOOP, path);
    struct text bytes = {0};
    bool fine = file_read(path, SCENE_FILE_BYTES, &bytes, error);
    scene->bytes += bytes.length;
    if (fine && scene->bytes > SCENE_BYTES)
        fine = error_set(error, 0, WORD_ERROR_SCENE_BYTES, path, NUMBER(SCENE_BYTES));
    if (fine) {
        if (parent < 0)
            take_title(scene, text_string(&bytes), bytes.length);
        int file = add_file(scene, path, parent, line, &status);
        reader->depth++;
        fine = take_lines(reader, file, text_string(&bytes), bytes.length, error);
        reader->depth--;
    }
    text_free(&bytes);
    return fine;
}

static struct scene *finish(struct scene *scene, bool fine)
{
    if (fine)
        return scene;
    scene_free(scene);
    return NULL;
}

struct scene *scene_read_listening(const char *path, const struct command_table *table,
                                   const struct scene_listener *listener, struct error *error)
{
    struct scene_reader reader = {
        .scene = new_items(1, sizeof *reader.scene), .table = table, .listener = listener};
    *error = (struct error){0};
    return finish(reader.scene, read_file(&reader, path, -1, 0, error));
}

struct scene *scene_read(const char *path, const struct command_table *table, struct error *error)
{
    return scene_read_listening(path, table, NULL, error);
}

struct scene *scene_read_bytes(const char *name, const char *bytes, size_t length,
                               const struct command_table *table, struct error *error)
{
    struct scene_reader reader = {.scene = new_items(1, sizeof *reader.scene), .table = table};
    struct stat nobody = {0};
    *error = (struct error){0};
    struct text copy = {0};
    text_append(&copy, bytes, length);
    take_title(reader.scene, text_string(&copy), length);
    int file = add_file(reader.scene, name, -1, 0, &nobody);
    bool fine = take_lines(&reader, file, text_string(&copy), length, error);
    text_free(&copy);
    return finish(reader.scene, fine);
}
