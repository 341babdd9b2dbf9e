#include "headless/batch.h"

#include "headless/interrupt.h"
#include "session/state.h"

#include <errno.h>
#include <string.h>

struct batch {
    struct session *session;
    FILE *out, *errors;
    bool json;
    bool heard; /* a command of the line was told of already, its error too */
    bool failed;
    long line;
    struct interrupt_watched watched;
};

static void print_error(const struct batch *batch, const struct error *error)
{
    struct text text = {0};
    error_say(error, batch->session->words, &text);
    fprintf(batch->errors, "%ld: %s\n", batch->line, text_string(&text));
    text_free(&text);
}

static void print_json(const struct batch *batch, const char *command, size_t length,
                       const struct reply *reply, const struct error *error)
{
    struct text text = {0}, message = {0};
    text_add(&text, "{\"command\":");
    text_add_json(&text, command, length);
    text_add(&text, error == NULL ? ",\"ok\":true" : ",\"ok\":false");
    if (reply != NULL && reply->json.length > 0)
        text_format(&text, ",%s", text_string(&reply->json));
    if (reply != NULL && reply->text.length > 0) {
        struct text plain = {0};
        reply_plain(reply, &plain);
        text_add(&text, ",\"reply\":");
        text_add_json(&text, text_string(&plain), plain.length);
        text_free(&plain);
    }
    if (error != NULL) {
        struct error without_column = *error;
        without_column.column = 0;
        error_say(&without_column, batch->session->words, &message);
        text_add(&text, ",\"error\":");
        text_add_json(&text, text_string(&message), message.length);
        if (error->column > 0)
            text_format(&text, ",\"column\":%d", error->column);
    }
    text_add(&text, "}\n");
    fwrite(text_string(&text), 1, text.length, batch->out);
    text_free(&text);
    text_free(&message);
}

static void take_command(void *context, const char *source, const struct reply *reply,
                         const struct error *error)
{
    struct batch *batch = context;
    batch->heard |= error != NULL;
    interrupt_tell_work(&batch->watched, NULL);
    if (batch->json) {
        print_json(batch, source, strlen(source), reply, error);
        return;
    }
    if (reply->text.length > 0) {
        struct text plain = {0};
        reply_plain(reply, &plain);
        fprintf(batch->out, "%s\n", text_string(&plain));
        text_free(&plain);
    }
    if (error != NULL)
        print_error(batch, error);
}

/* Ctrl-C ends a line between two entries; what was done of it is told before the program ends. */
static void run_line(struct batch *batch, const char *line, size_t length)
{
    struct listener listener = {take_command, batch};
    struct reply reply = {.words = batch->session->words};
    struct error error = {0};
    batch->heard = false;
    interrupt_hold();
    if (!session_run_line(batch->session, line, length, &listener, &reply, &error)) {
        batch->failed = true;
        interrupt_tell_work(&batch->watched, NULL);
        if (!batch->heard && batch->json)
            print_json(batch, line, length, NULL, &error);
        else if (!batch->heard)
            print_error(batch, &error);
    }
    if (batch->watched.scarce.found)
        fprintf(batch->errors, "%ld: %s\n", batch->line, batch->session->words->texts[WORD_MEMORY_SCARCE]);
    reply_free(&reply);
    fflush(batch->out);
    interrupt_let_go();
}

/* It ended because it could not be read on. */
static void tell_broken_input(struct batch *batch)
{
    struct error error = {0};
    struct text text = {0};
    error_set(&error, 0, WORD_ERROR_INPUT, NUMBER(batch->line), strerror(errno));
    error_say(&error, batch->session->words, &text);
    fprintf(batch->errors, "growwork: %s\n", text_string(&text));
    text_free(&text);
    batch->failed = true;
}

/* Reads a line without its end. False at the end of the stream, or where it can't be read on; a line that breaks off there is
   none. What is longer than a line may be is read
   and cut, long enough still to be refused. */
static bool read_line(FILE *in, struct text *line)
{
    int byte = getc(in);
    text_clear(line);
    if (byte == EOF)
        return false;
    for (; byte != EOF && byte != '\n'; byte = getc(in)) {
        char letter = (char)byte;
        if (line->length <= LINE_LIMIT)
            text_append(line, &letter, 1);
    }
    if (ferror(in))
        return false;
    if (line->length > 0 && line->bytes[line->length - 1] == '\r')
        line->bytes[--line->length] = '\0';
    return true;
}

int batch_run(struct session *session, FILE *in, FILE *out, FILE *errors, bool json)
{
    struct batch batch = {.session = session, .out = out, .errors = errors, .json = json};
    struct text line = {0};
    batch.watched.repertoire = session->repertoire;
    session_set_watch(session, interrupt_watch(&batch.watched));
    /* Where nobody hears any more there is nothing left to do. */
    while (!session->quit && !ferror(out) && read_line(in, &line)) {
        batch.line++;
        run_line(&batch, text_string(&line), line.length);
    }
    session_set_watch(session, (struct session_watch){0});
    if (ferror(in))
        tell_broken_input(&batch);
    text_free(&line);
    return batch.failed ? BATCH_STATUS_FAILED : BATCH_STATUS_FINE;
}
