#include "tui/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- XDG base directories: names that are not absolute count as unset */

static bool add_base(const char *variable, const char *below_home, struct text *path)
{
    const char *base = getenv(variable), *home = getenv("HOME");
    if (base != NULL && base[0] == '/')
        text_add(path, base);
    else if (home != NULL && home[0] == '/')
        text_format(path, "%s/%s", home, below_home);
    else
        return false;
    return true;
}

bool places_config(struct text *path)
{
    if (!add_base("XDG_CONFIG_HOME", ".config", path))
        return false;
    text_add(path, "/growwork/config");
    return true;
}

/* Those that are there already are as they are. */
static void make_folders(const char *path)
{
    struct text folder = {0};
    for (const char *slash = path; (slash = strchr(slash + 1, '/')) != NULL;) {
        text_clear(&folder);
        text_append(&folder, path, (size_t)(slash - path));
        mkdir(text_string(&folder), 0700);
    }
    text_free(&folder);
}

static bool is_regular(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool add_old_history(struct text *path)
{
    const char *home = getenv("HOME");
    if (home == NULL || home[0] != '/')
        return false;
    text_format(path, "%s/.growwork_history", home);
    return true;
}

bool places_history(struct text *path)
{
    struct text old = {0}, new = {0};
    struct stat status;
    bool found = add_base("XDG_STATE_HOME", ".local/state", &new);
    if (found) {
        text_add(&new, "/growwork/history");
        make_folders(text_string(&new));
        bool moves =
            lstat(text_string(&new), &status) != 0 && add_old_history(&old) && is_regular(text_string(&old));
        bool stays = moves && rename(text_string(&old), text_string(&new)) != 0;
        const struct text *one = stays ? &old : &new;
        if (is_regular(text_string(one)))
            chmod(text_string(one), 0600);
        text_add(path, text_string(one));
    }
    text_free(&old);
    text_free(&new);
    return found;
}

/* ---- scenes */

/* Appends base/below if that is a folder with our scenes. */
static bool add_scenes(const char *base, const char *below, struct text *folder)
{
    struct text first = {0};
    text_format(&first, "%s%s/01-first.scene", base, below);
    bool has = is_regular(text_string(&first));
    if (has)
        text_format(folder, "%s%s", base, below);
    text_free(&first);
    return has;
}

bool places_scenes(struct text *folder)
{
    enum { PATH_BYTES = 4096, FOLDERS_UP = 5 /* build/lint/gcc/test/unit/… */ };
    char base[PATH_BYTES];
    ssize_t length = readlink("/proc/self/exe", base, sizeof base - 1);
    base[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(base, '/');
    for (int up = 0; up <= FOLDERS_UP && slash != NULL; up++, slash = strrchr(base, '/')) {
        *slash = '\0';
        if ((up == 1 && add_scenes(base, "/share/growwork/scenes", folder)) ||
            (up > 0 && add_scenes(base, "/scenes", folder)))
            return true;
    }
    return false;
}
