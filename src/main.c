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
#include "headless/check.h"
#include "headless/film_command.h"
#include "headless/batch.h"
#include "headless/invocation.h"
#include "headless/reference_command.h"
#include "trace/report.h"
#include "tui/loop.h"
#include "tui/notes.h"

#include <stdio.h>

enum { STATUS_USAGE = 2 };

static int run_screen(const struct invocation *invocation)
{
    struct text line = {0};
    text_add(&line, "scene");
    if (invocation->operand_count > 0) {
        text_add(&line, " \"");
        for (const char *at = invocation->operands[0]; *at != '\0'; at++) {
            if (*at == '"' || *at == '\\')
                text_add(&line, "\\");
            text_append(&line, at, 1);
        }
        text_add(&line, "\"");
    }
    struct session *session = session_new();
    session_set_live(session, true);
    int status = tui_run(session, text_string(&line));
    session_free(session);
    text_free(&line);
    return status;
}

static int run_check(const struct invocation *invocation)
{
    return check_files(invocation->operand_count, invocation->operands, words_english(), stdout, stderr);
}

static int run_film(const struct invocation *invocation)
{
    return film_command(invocation, words_english(), stdout, stderr);
}

static int run_notes(const struct invocation *invocation)
{
    (void)invocation;
    return notes_follow(words_english(), stdout, stderr);
}

static int run_batch(const struct invocation *invocation)
{
    struct session *session = session_new();
    int status = batch_run(session, stdin, stdout, stderr, invocation_value(invocation, "--json") != NULL);
    session_free(session);
    return status;
}

static int run_replay(const struct invocation *invocation)
{
    return replay_files(invocation->operand_count, invocation->operands, words_english(), stdout, stderr);
}

static int run_reference(const struct invocation *invocation)
{
    return reference_command_run(invocation, words_english(), stdout, stderr);
}

static int run_help(const struct invocation *invocation)
{
    (void)invocation;
    return reference_command_usage(words_english(), stdout);
}

static int run_version(const struct invocation *invocation)
{
    (void)invocation;
    struct program program = invocation_program(words_english());
    return printf("%s %s\n", program.name, program.version) < 0;
}

static int (*const runs[])(const struct invocation *invocation) = {
    [INVOKE_SCREEN] = run_screen,       [INVOKE_CHECK] = run_check, [INVOKE_FILM] = run_film,
    [INVOKE_NOTES] = run_notes,         [INVOKE_BATCH] = run_batch, [INVOKE_REPLAY] = run_replay,
    [INVOKE_REFERENCE] = run_reference, [INVOKE_HELP] = run_help,   [INVOKE_VERSION] = run_version,
};

int main(int count, char **words)
{
    struct invocation invocation;
    struct error error;
    if (invocation_read(&invocation, count - 1, (const char **)words + 1, &error))
        return runs[invocation.row->tag](&invocation);
    struct text text = {0};
    error_say(&error, words_english(), &text);
    fprintf(stderr, "growwork: %s\n", text_string(&text));
    text_free(&text);
    return STATUS_USAGE;
}
