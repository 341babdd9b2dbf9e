#include "tui/notes.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOOK_AGAIN = 200 /* milliseconds */, NOTES_BYTES = 64 * 1024 };

static const char clear_screen[] = "\x1b[H\x1b[2J";

/* The folder is ours alone, or we keep out of it: somebody else may have made one of that name. */
static bool folder_is_private(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == getuid() &&
           (status.st_mode & 077) == 0;
}

static bool find_folder(struct text *path)
{
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    if (runtime != NULL && runtime[0] == '/')
        text_format(path, "%s/growwork", runtime);
    else
        text_format(path, "/tmp/growwork-%ld", (long)getuid());
    mkdir(text_string(path), 0700);
    return folder_is_private(text_string(path));
}

static const char beginning[] = "notes.";

/* Each screen has a file of its own, named by its process: two presenters don't take it from one another. */
static bool find_file(struct text *path)
{
    bool found = find_folder(path);
    text_format(path, "/%s%ld", beginning, (long)getpid());
    return found;
}

/* ---- the screen's side */

static bool write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written <= 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

static void replace_file(const char *path, const char *notes)
{
    struct text beside = {0};
    text_format(&beside, "%s.%ld", path, (long)getpid());
    unlink(text_string(&beside));
    int file = open(text_string(&beside), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) {
        bool fine = write_all(file, notes, strlen(notes));
        fine = close(file) == 0 && fine;
        if (!fine || rename(text_string(&beside), path) != 0)
            unlink(text_string(&beside));
    }
    text_free(&beside);
}

void notes_leave(const char *notes)
{
    static struct text left; /* what stands there now; one screen a process */
    if (strcmp(text_string(&left), notes) == 0)
        return;
    text_clear(&left);
    text_add(&left, notes);
    struct text path = {0};
    if (find_file(&path)) {
        if (*notes == '\0')
            unlink(text_string(&path));
        else
            replace_file(text_string(&path), notes);
    }
    if (*notes == '\0')
        text_free(&left);
    text_free(&path);
}

/* ---- the second terminal's side */

/* Empty if there are none. Controls that a scene put in are made visible: this goes to a terminal. */
static void read_notes(const char *path, struct text *notes)
{
    struct text bytes = {0};
    struct error unheard;
    bool there = file_read(path, NOTES_BYTES, &bytes, &unheard);
    text_clear(notes);
    for (size_t at = 0; there && at < bytes.length;) {
        const char *begin = text_string(&bytes) + at, *end = memchr(begin, '\n', bytes.length - at);
        size_t line = end != NULL ? (size_t)(end - begin) : bytes.length - at;
        text_append_safe(notes, begin, line, 0);
        text_add(notes, "\n");
        at += line + 1;
    }
    text_free(&bytes);
}

static void show(const struct words *words, const struct text *notes, bool terminal, FILE *out)
{
    struct text text = {0};
    if (terminal)
        text_add(&text, clear_screen);
    if (notes->length > 0) {
        text_append(&text, notes->bytes, notes->length);
    } else {
        words_say(&text, words, WORD_TUI_NO_NOTES);
        text_add(&text, "\n");
    }
    fwrite(text_string(&text), 1, text.length, out);
    fflush(out);
    text_free(&text);
}

/* The process that a file of notes belongs to; 0: it is none. */
static pid_t process_of(const char *name)
{
    size_t length = sizeof beginning - 1;
    if (strncmp(name, beginning, length) != 0 || name[length] == '\0' ||
        name[length + strspn(name + length, "0123456789")] != '\0')
        return 0;
    return (pid_t)strtol(name + length, NULL, 10);
}

/* Those of a screen under its scene and process. What a screen left that is gone without a word is taken away. */
static void add_notes(const char *folder, const char *name, const struct words *words, struct text *all)
{
    pid_t process = process_of(name);
    struct text path = {0}, notes = {0}, label = {0};
    text_format(&path, "%s/%s", folder, name);
    if (kill(process, 0) != 0 && errno == ESRCH)
        unlink(text_string(&path));
    else
        read_notes(text_string(&path), &notes);
    if (notes.length > 0) {
        size_t first = strcspn(text_string(&notes), "\n");
        text_append(&label, text_string(&notes), first);
        text_separate(all, "\n");
        words_say(all, words, WORD_TUI_NOTES_OF, text_string(&label), NUMBER(process));
        text_add(all, text_string(&notes) + first);
    }
    text_free(&path);
    text_free(&notes);
    text_free(&label);
}

static void read_all_notes(const char *folder, const struct words *words, struct text *all)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    text_clear(all);
    for (int i = 0; i < count; i++) {
        if (process_of(entries[i]->d_name) > 0)
            add_notes(folder, entries[i]->d_name, words, all);
        free(entries[i]);
    }
    free(entries);
}

int notes_follow(const struct words *words, FILE *out, FILE *errors)
{
    struct text path = {0}, shown = {0}, notes = {0};
    bool terminal = isatty(fileno(out)), first = true;
    if (!find_folder(&path)) {
        words_say(&notes, words, WORD_TUI_NOTES_FOLDER, text_string(&path));
        fprintf(errors, "growwork: %s\n", text_string(&notes));
        text_free(&notes);
        text_free(&path);
        return 1;
    }
    do {
        read_all_notes(text_string(&path), words, &notes);
        if (first || strcmp(text_string(&notes), text_string(&shown)) != 0) {
            show(words, &notes, terminal, out);
            text_clear(&shown);
            text_append(&shown, text_string(&notes), notes.length);
        }
        first = false;
        if (terminal)
            poll(NULL, 0, LOOK_AGAIN);
    } while (terminal && !ferror(out));
    text_free(&path);
    text_free(&notes);
    text_free(&shown);
    return 0;
}
