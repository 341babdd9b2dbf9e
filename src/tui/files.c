#include "tui/files.h"

#include "base/memory_or_die.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ENTRIES_LOOKED_AT = 20000 };

static bool can_be_typed(const char *name)
{
    for (const unsigned char *byte = (const unsigned char *)name; *byte != '\0'; byte++) {
        if (*byte < 0x20 || *byte == 0x7f)
            return false;
    }
    return utf8_is_valid(name, strlen(name));
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The names in `folder` that begin with `prefix`, sorted; each and the list are owned by the caller. */
static char **names_in(const char *folder, const char *prefix, size_t length, size_t *count)
{
    char **names = NULL;
    size_t capacity = 0;
    *count = 0;
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return NULL;
    const struct dirent *entry;
    for (int i = 0; i < ENTRIES_LOOKED_AT && (entry = readdir(directory)) != NULL; i++) {
        const char *name = entry->d_name;
        bool hidden = name[0] == '.' && prefix[0] != '.';
        bool dots = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
        if (hidden || dots || strncmp(name, prefix, length) != 0 || !can_be_typed(name))
            continue;
        names = room_for_one_more(names, *count, &capacity, sizeof *names);
        names[(*count)++] = memcpy(new_items(strlen(name) + 1, 1), name, strlen(name) + 1);
    }
    closedir(directory);
    if (*count != 0)
        qsort(names, *count, sizeof *names, by_name);
    return names;
}

static void ask_files(void *context, const struct completion_place *place, struct candidates *candidates)
{
    (void)context;
    struct text whole = {0}, path = {0};
    text_append(&whole, place->prefix, place->length);
    const char *slash = strrchr(text_string(&whole), '/');
    size_t folder = slash != NULL ? (size_t)(slash - text_string(&whole)) + 1 : 0;
    text_append(&path, place->prefix, folder);
    size_t count;
    char **names = names_in(folder != 0 ? text_string(&path) : ".", text_string(&whole) + folder,
                            whole.length - folder, &count);
    for (size_t i = 0; i < count; i++) {
        path.length = folder;
        text_add(&path, names[i]);
        struct stat status;
        bool is_folder = stat(text_string(&path), &status) == 0 && S_ISDIR(status.st_mode);
        if (is_folder)
            text_add(&path, "/");
        if (candidates->count < CANDIDATES_LIMIT)
            candidates_add(candidates, text_string(&path), path.length, "", is_folder);
        free(names[i]);
    }
    free(names);
    text_free(&whole);
    text_free(&path);
}

const struct completion_source *files_source(void)
{
    static const struct completion_source source = {.ask = ask_files};
    return &source;
}
