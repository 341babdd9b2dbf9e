/*
 * A command asks the map to do something. The map does it only by events. Every picture is a function of a
 * moment in that list of events.
 *
 * The rooms, in the order of a line's way from the keyboard to the screen:
 *
 *   lang    a table of typed commands; lines become calls, and wrong ones become errors that show a way out
 *   app     the session: one door for prompt, scenes, keys and batch; what each command does
 *   model   Go's classic map: every cell lies in memory, every change is an event that can be taken back
 *   time    the timeline of those events with a cursor, and the clock that moves it
 *   view    the picture of a moment: panels draw cells with a meaning onto a grid
 *   paint   grids become colours and bytes for a terminal
 *   tui     the loop: keys in, frames out, readline's prompt; the only room that knows a real clock
 *   trace   recordings of real Go maps, replayed on the model and compared field by field
 *   base    text, words, errors, memory: what all of them stand on
 */
#include "app/check.h"
#include "app/headless.h"
#include "trace/report.h"
#include "tui/loop.h"

#include <stdio.h>
#include <string.h>

#define VERSION "0.1"

enum { STATUS_USAGE = 2 };

static const char usage[] =
    "usage: growwork                    the screen, beginning with the first scene\n"
    "       growwork FILE.scene         the screen, beginning with a scene of your own\n"
    "       growwork check FILE...      runs scenes in no time, and tells whether all they expect is so\n"
    "       growwork batch [--json]     commands from standard input, results to standard output\n"
    "       growwork replay FILE...     recorded Go maps (plain, gzip, - for standard input) against the "
    "model\n"
    "       growwork --help, --version\n";

static int wrong_usage(const char *word)
{
    fprintf(stderr, "growwork: %s is not understood\n%s", word, usage);
    return STATUS_USAGE;
}

static int run_screen(const char *first_line)
{
    struct session *session = session_new();
    session_set_live(session, true);
    int status = tui_run(session, first_line);
    session_free(session);
    return status;
}

static int run_scene(const char *path)
{
    struct text line = {0};
    text_add(&line, "scene \"");
    for (const char *at = path; *at != '\0'; at++) {
        if (*at == '"' || *at == '\\')
            text_add(&line, "\\");
        text_append(&line, at, 1);
    }
    text_add(&line, "\"");
    int status = run_screen(text_string(&line));
    text_free(&line);
    return status;
}

static int run_batch(int count, char **words)
{
    bool json = false;
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i], "--json") != 0)
            return wrong_usage(words[i]);
        json = true;
    }
    struct session *session = session_new();
    int status = batch_run(session, stdin, stdout, stderr, json);
    session_free(session);
    return status;
}

static int run_replay(int count, char **files)
{
    if (count == 0)
        return wrong_usage("replay without a file");
    return replay_files(count, (const char *const *)files, words_english(), stdout, stderr);
}

static int run_check(int count, char **files)
{
    if (count == 0)
        return wrong_usage("check without a file");
    return check_files(count, (const char *const *)files, words_english(), stdout, stderr);
}

static bool is_scene(const char *word)
{
    static const char ending[] = ".scene";
    size_t length = strlen(word);
    return length >= sizeof ending && strcmp(word + length - (sizeof ending - 1), ending) == 0;
}

int main(int count, char **words)
{
    if (count == 1)
        return run_screen("scene");
    if (strcmp(words[1], "batch") == 0)
        return run_batch(count - 2, words + 2);
    if (strcmp(words[1], "check") == 0)
        return run_check(count - 2, words + 2);
    if (strcmp(words[1], "replay") == 0)
        return run_replay(count - 2, words + 2);
    if (count > 2)
        return wrong_usage(words[2]);
    if (strcmp(words[1], "--help") == 0 || strcmp(words[1], "-h") == 0)
        return fputs(usage, stdout) < 0;
    if (strcmp(words[1], "--version") == 0)
        return puts("growwork " VERSION) < 0;
    return is_scene(words[1]) ? run_scene(words[1]) : wrong_usage(words[1]);
}
