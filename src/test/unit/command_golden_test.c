/*
 * Golden sessions: src/test/golden/NAME.session holds commands behind "> " and, below each, exactly what it
 * must reply; an error stands behind "! ".
 *
 *   # why this is so          comment, kept
 *   > insert fig 12
 *   fig = 12 is in: bucket 0, slot 0. The map has 1 now.
 *   { insert fig 13         the same, for programs: the reply's object
 */
#include "test/golden.h"
#include "test/json.h"
#include "test/session.h"

/* Each line of a reply, behind `mark`. */
static void add_lines(struct text *text, const char *mark, const struct text *lines)
{
    for (const char *at = text_string(lines); *at != '\0';) {
        size_t length = strcspn(at, "\n");
        text_add(text, mark);
        text_append(text, at, length);
        text_add(text, "\n");
        at += length + (at[length] == '\n');
    }
}

static void run(struct session *session, const char *line, bool object, struct text *text)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text message = {0};
    bool fine = session_run(session, line, &reply, &error);
    if (object && fine) {
        struct text whole = {0};
        text_format(&whole, "{%s}", text_string(&reply.json));
        assert_true(json_is_valid(text_string(&whole)));
        add_lines(text, "", &whole);
        text_free(&whole);
    } else {
        reply_plain(&reply, &message);
        add_lines(text, "", &message);
        text_clear(&message);
    }
    if (!fine) {
        error_say(&error, words_english(), &message);
        add_lines(text, "! ", &message);
    }
    text_free(&message);
    reply_free(&reply);
}

static void play(const char *was, struct text *now)
{
    struct session *session = new_session();
    struct text line = {0};
    while (golden_next_line(&was, &line)) {
        const char *text = text_string(&line);
        bool object = strncmp(text, "{ ", 2) == 0, command = object || strncmp(text, "> ", 2) == 0;
        if (command || text[0] == '#' || text[0] == '\0') {
            text_add(now, text);
            text_add(now, "\n");
        }
        if (command)
            run(session, text + 2, object, now);
    }
    text_free(&line);
    session_free(session);
}

int main(void)
{
    return golden_files("src/test/golden/*.session", play);
}
