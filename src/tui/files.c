#include "tui/files.h"

#include "base/memory_or_die.h"

#include <dirent.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

bool files_home(const char *user, struct text *folder)
{
    const char *home = user[0] == '\0' ? getenv("HOME") : NULL;
    if (home == NULL || home[0] == '\0') {
        const struct passwd *entry = user[0] == '\0' ? getpwuid(getuid()) : getpwnam(user);
        home = entry != NULL ? entry->pw_dir : NULL;
    }
    if (home == NULL)
        return false;
    text_add(folder, home);
    return true;
}

/* ~us: all users whose names begin so. */
static void ask_users(const char *prefix, struct candidates *candidates)
{
    setpwent();
    const struct passwd *entry;
    for (int i = 0; i < ENTRIES_LOOKED_AT && (entry = getpwent()) != NULL; i++) {
        struct text name = {0};
        if (strncmp(entry->pw_name, prefix, strlen(prefix)) == 0 && can_be_typed(entry->pw_name)) {
            text_format(&name, "~%s/", entry->pw_name);
            candidates_add(candidates, text_string(&name), name.length, "", true);
        }
        text_free(&name);
    }
    endpwent();
}

/* The folder that is meant by what is typed of it. False: there is none. */
static bool find_folder(const char *typed, size_t length, struct text *folder)
{
    struct text user = {0};
    size_t behind = 0;
    bool fine = true;
    if (typed[0] == '~') {
        behind = strcspn(typed, "/");
        text_append(&user, typed + 1, behind - 1);
        fine = files_home(text_string(&user), folder);
    }
    text_append(folder, typed + behind, length - behind);
    text_free(&user);
    return fine;
}

/* What begins with `typed`: its first `folder` bytes name a folder, the others begin a name in it. */
static void ask_folder(const struct text *typed, size_t folder, struct candidates *candidates)
{
    struct text place = {0}, path = {0};
    size_t count = 0;
    char **names = NULL;
    text_append(&path, text_string(typed), folder);
    if (find_folder(text_string(typed), folder, &place))
        names = names_in(folder != 0 ? text_string(&place) : ".", text_string(typed) + folder,
                         typed->length - folder, &count);
    size_t length = place.length;
    for (size_t i = 0; i < count; i++) {
        path.length = folder;
        place.length = length;
        text_add(&path, names[i]);
        text_add(&place, names[i]);
        struct stat status;
        bool is_folder = stat(text_string(&place), &status) == 0 && S_ISDIR(status.st_mode);
        if (is_folder)
            text_add(&path, "/");
        if (candidates->count < CANDIDATES_LIMIT)
            candidates_add(candidates, text_string(&path), path.length, "", is_folder);
        free(names[i]);
    }
    free(names);
    text_free(&path);
    text_free(&place);
}

static void ask_files(void *context, const struct completion_place *place, struct candidates *candidates)
{
    (void)context;
    struct text typed = {0};
    text_append(&typed, place->prefix, place->length);
    const char *slash = strrchr(text_string(&typed), '/');
    if (slash == NULL && text_string(&typed)[0] == '~')
        ask_users(text_string(&typed) + 1, candidates);
    else
        ask_folder(&typed, slash != NULL ? (size_t)(slash - text_string(&typed)) + 1 : 0, candidates);
    text_free(&typed);
}

const struct completion_source *files_source(void)
{
    static const struct completion_source source = {.ask = ask_files};
    return &source;
}
