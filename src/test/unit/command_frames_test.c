/*
 * Golden frames: src/test/golden/frames/NAME.frames tells what is done, and what the screen is like then.
 *
 *   # why this is so          comment, kept
 *   live                      from here on commands are played, and time has to pass
 *   > insert fig 12           a line is run
 *   ^ Left                    a key, at an empty prompt
 *   ~ 300                     so many milliseconds pass
 *   _ inse                    what is being typed
 *   = 80x24                   the screen at that size, below it, a row behind each "|"
 *   = 80x24 ascii             without characters that a terminal might not have
 */
#include "test/golden.h"
#include "test/session.h"

#include <stdio.h>

enum { CANDIDATES_SHOWN = 8 };

static void run(struct session *session, const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    bool fine = session_enter(session, line, &reply, &error);
    session_show(session, &reply, fine ? NULL : &error);
    reply_free(&reply);
}

static void press(struct session *session, const char *key)
{
    const char *line = session_key(session, key, true);
    if (line == NULL)
        fail_msg("%s means nothing here", key);
    run(session, line);
}

static void draw(struct session *session, const char *size, const char *typed, struct text *now)
{
    struct grid grid = {.ascii = strstr(size, "ascii") != NULL};
    struct candidates candidates = {0};
    struct text screen = {0};
    int width, height;
    if (sscanf(size, "%dx%d", &width, &height) != 2)
        fail_msg("%s is no size", size);
    session_complete(session, typed, strlen(typed), strlen(typed), NULL, &candidates);
    struct prompt_picture prompt = {
        .prompt = "growwork> ",
        .line = typed,
        .point = strlen(typed),
        .candidates = typed[0] != '\0' && candidates.count <= CANDIDATES_SHOWN ? &candidates : NULL,
        .chosen = SIZE_MAX,
    };
    grid_resize(&grid, width, height);
    session_draw(session, &grid, &prompt);
    grid_print(&grid, &screen);
    for (const char *at = text_string(&screen); *at != '\0'; at += strcspn(at, "\n") + 1)
        text_format(now, "|%.*s\n", (int)strcspn(at, "\n"), at);
    text_free(&screen);
    candidates_free(&candidates);
    grid_free(&grid);
}

static void play(const char *was, struct text *now)
{
    struct session *session = new_session();
    struct text line = {0}, typed = {0};
    while (golden_next_line(&was, &line)) {
        const char *text = text_string(&line), *rest = text + (line.length > 2 ? 2 : 0);
        if (text[0] == '|')
            continue;
        text_add(now, text);
        text_add(now, "\n");
        switch (text[0]) {
        case 'l':
            session_set_live(session, true);
            break;
        case '>':
            run(session, rest);
            break;
        case '^':
            press(session, rest);
            break;
        case '~':
            session_advance(session, atoi(rest));
            break;
        case '_':
            text_clear(&typed);
            text_add(&typed, rest);
            break;
        case '=':
            draw(session, rest, text_string(&typed), now);
            break;
        default:
            assert_true(text[0] == '#' || text[0] == '\0');
        }
    }
    text_free(&typed);
    text_free(&line);
    session_free(session);
}

int main(void)
{
    return golden_files("src/test/golden/frames/*.frames", play);
}
