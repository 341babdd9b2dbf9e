#include "tui/config.h"

#include "base/file.h"
#include "session/state.h"
#include "tui/places.h"

#include <string.h>
#include <sys/stat.h>

static void say_error(const struct session *session, const struct error *error, const char *place,
                      struct text *errors)
{
    text_separate(errors, "\n");
    text_add(errors, place);
    error_say(error, session_words(session), errors);
}

static void run_line(struct session *session, const char *path, int number, const char *bytes, size_t length,
                     struct text *errors)
{
    struct text place = {0};
    struct reply reply = {.words = session_words(session)};
    struct error error = {0};
    text_format(&place, "%s:%d: ", path, number);
    if (!session_run_line(session, bytes, length, NULL, &reply, &error))
        say_error(session, &error, text_string(&place), errors);
    reply_free(&reply);
    text_free(&place);
}

void config_run_file(struct session *session, const char *path, struct text *errors)
{
    struct text bytes = {0};
    struct error error = {0};
    struct stat status;
    if (stat(path, &status) != 0)
        return;
    if (!file_read(path, CONFIG_BYTES, &bytes, &error))
        say_error(session, &error, "", errors);
    else
        for (size_t at = 0, number = 1; at < bytes.length; number++) {
            const char *line = text_string(&bytes) + at, *end = memchr(line, '\n', bytes.length - at);
            size_t length = end != NULL ? (size_t)(end - line) : bytes.length - at;
            at += length + 1;
            run_line(session, path, (int)number, line, length - (length > 0 && line[length - 1] == '\r'),
                     errors);
        }
    text_free(&bytes);
}

void config_run(struct session *session, struct text *errors)
{
    struct text path = {0};
    if (places_config(&path))
        config_run_file(session, text_string(&path), errors);
    text_free(&path);
}
