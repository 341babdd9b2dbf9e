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
#include "command/command.h"
#include "headless/batch.h"
#include "headless/check.h"
#include "headless/film_command.h"
#include "headless/invocation.h"
#include "headless/reference_command.h"
#include "trace/report.h"
#include "tui/loop.h"
#include "tui/notes.h"

#include <stdio.h>

enum { STATUS_USAGE = 2 };

static int call_screen(const struct invocation *invocation, const struct repertoire *repertoire)
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
    struct session *session = session_new(repertoire);
    session_set_live(session, true);
    int status = tui_run(session, text_string(&line));
    session_free(session);
    text_free(&line);
    return status;
}

static int call_check(const struct invocation *invocation, const struct repertoire *repertoire)
{
    return check_files(invocation->operand_count, invocation->operands, repertoire, stdout, stderr);
}

static int call_film(const struct invocation *invocation, const struct repertoire *repertoire)
{
    return film_command(invocation, repertoire, stdout, stderr);
}

static int call_notes(const struct invocation *invocation, const struct repertoire *repertoire)
{
    (void)invocation;
    return notes_follow(repertoire->table.words, stdout, stderr);
}

static int call_batch(const struct invocation *invocation, const struct repertoire *repertoire)
{
    struct session *session = session_new(repertoire);
    int status = batch_run(session, stdin, stdout, stderr, invocation_value(invocation, "--json") != NULL);
    session_free(session);
    return status;
}

static int call_replay(const struct invocation *invocation, const struct repertoire *repertoire)
{
    return replay_files(invocation->operand_count, invocation->operands, repertoire->table.words, stdout,
                        stderr);
}

static int call_reference(const struct invocation *invocation, const struct repertoire *repertoire)
{
    return reference_command_run(invocation, &repertoire->table, stdout, stderr);
}

static int call_help(const struct invocation *invocation, const struct repertoire *repertoire)
{
    (void)invocation;
    return reference_command_usage(repertoire->table.words, stdout);
}

static int call_version(const struct invocation *invocation, const struct repertoire *repertoire)
{
    (void)invocation;
    struct program program = invocation_program(repertoire->table.words);
    return printf("%s %s\n", program.name, program.version) < 0;
}

static int (*const calls[])(const struct invocation *invocation, const struct repertoire *repertoire) = {
    [INVOKE_SCREEN] = call_screen,       [INVOKE_CHECK] = call_check, [INVOKE_FILM] = call_film,
    [INVOKE_NOTES] = call_notes,         [INVOKE_BATCH] = call_batch, [INVOKE_REPLAY] = call_replay,
    [INVOKE_REFERENCE] = call_reference, [INVOKE_HELP] = call_help,   [INVOKE_VERSION] = call_version,
};

int main(int count, char **words)
{
    struct repertoire repertoire = repertoire_of(words_english());
    struct invocation invocation;
    struct error error;
    if (invocation_read(&invocation, count - 1, (const char **)words + 1, &error))
        return calls[invocation.row->tag](&invocation, &repertoire);
    struct text text = {0};
    error_say(&error, repertoire.table.words, &text);
    fprintf(stderr, "growwork: %s\n", text_string(&text));
    text_free(&text);
    return STATUS_USAGE;
}
