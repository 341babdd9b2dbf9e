/* Lessons: the numbered scenes, which are part of the program; and beginning anew. */
#include "command/command.h"
#include "command/lessons.h"

#include <string.h>

enum { LESSONS = sizeof lessons / sizeof *lessons };

static const struct lesson *lesson_numbered(int64_t number)
{
    for (size_t i = 0; i < LESSONS; i++) {
        if (lessons[i].number == number)
            return &lessons[i];
    }
    return NULL;
}

bool command_run_lessons(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct text list = {0};
    (void)context, (void)call, (void)error;
    reply_say(reply, WORD_SAY_LESSONS_HEAD);
    for (size_t i = 0; i < LESSONS; i++) {
        reply_say(reply, WORD_SAY_LESSONS_ROW, NUMBER(lessons[i].number), lessons[i].question,
                  lessons[i].length);
        text_separate(&list, ",");
        text_add_json(&list, lessons[i].file, strlen(lessons[i].file));
    }
    reply_list(reply, "lessons", &list);
    text_free(&list);
    return true;
}

bool command_run_lesson(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *number = call_argument(call, "number");
    const struct lesson *lesson = lesson_numbered(number->number);
    (void)reply;
    if (lesson == NULL)
        return error_set(error, number->column, WORD_ERROR_COMMAND_LESSON, NUMBER(lessons[0].number),
                         NUMBER(lessons[LESSONS - 1].number), number->text);
    struct scene *scene = scene_read_bytes(lesson->file, (const char *)lesson->bytes, lesson->size,
                                           &session->repertoire->table, error);
    if (scene == NULL)
        return false;
    player_begin(&session->player, scene);
    return true;
}

bool command_run_restart(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    (void)call;
    if (session->player.scene != NULL)
        return player_seek_chapter(&session->player, 0, error);
    session_reset(session);
    reply_say(reply, WORD_SAY_RESTARTED);
    return true;
}
