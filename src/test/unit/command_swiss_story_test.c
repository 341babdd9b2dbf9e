/* What the story and the first line say of a Swiss map: sessions told from begin to end; no row of the story that nobody ever hears;
   nothing before it happens. */
#include "model/swiss/swiss.h"
#include "test/golden.h"
#include "test/history.h"
#include "test/session.h"
#include "view/face.h"

#include <stdio.h>

/* ---- moments of a session */

static struct picture picture_at(struct session *session, position at, bool playing)
{
    timeline_seek(&session->timeline, at);
    struct picture picture = session_picture(session);
    picture.moment = (struct moment){.at = at, .phase = playing ? 500 : 0};
    picture.playing = playing;
    picture.backwards = false;
    return picture;
}

static void tell(const struct picture *picture, struct text *text)
{
    struct now now = now_read(picture);
    struct picture its = *picture;
    its.home = now.subject;
    text_clear(text);
    if (now.has_event && now.mark != NULL && face_of(picture->world, now.subject) == face_number(ENGINE_swiss))
        face_of(picture->world, now.subject)->tell(&its, &now, text);
}

/* hash › choose table › [search] › store */
static void list_phases(const struct picture *picture, struct text *text)
{
    struct now now = now_read(picture);
    struct phases phases = {0};
    struct picture its = *picture;
    its.home = now.subject;
    text_clear(text);
    if (!now.has_event || face_of(picture->world, now.subject) != face_number(ENGINE_swiss))
        return;
    face_of(picture->world, now.subject)->phases(&its, &now, &phases);
    for (int i = 0; i < phases.count; i++) {
        const struct phase *phase = &phases.list[i];
        text_add(text, i == 0 ? "" : " › ");
        text_add(text, i == phases.present ? "[" : "");
        words_say(text, picture->words, phase->word, NUMBER(phase->numbers[0]), NUMBER(phase->numbers[1]));
        text_add(text, i == phases.present ? "]" : "");
    }
}

/* ---- golden sessions: a line is told look by look; behind ~ as it plays, behind - what it came to */

static void add_change(struct text *said, struct text *was, const struct text *is)
{
    if (is->length == 0 || strcmp(text_string(was), text_string(is)) == 0)
        return;
    text_add(said, "  ");
    text_append(said, text_string(is), is->length);
    text_add(said, "\n");
    text_clear(was);
    text_append(was, text_string(is), is->length);
}

/* hash KEY HEX: the key has this hash from now on. */
static bool dictate(struct session *session, const char *line)
{
    char key[32];
    unsigned long long hash;
    struct error error = {0};
    if (sscanf(line, "hash %31s %llx", key, &hash) != 2)
        return false;
    struct swiss map = swiss_of(&session->world, session_in_hand(session));
    timeline_begin(&session->timeline, line);
    value_id id = values_parse(map.values, swiss_type(&map)->map.key, key, strlen(key), &error);
    swiss_dictate_hash(&map, id, hash);
    timeline_finish(&session->timeline, map.home, NULL);
    return true;
}

static void tell_line(struct session *session, char way, const char *line, struct text *said)
{
    struct timeline *timeline = &session->timeline;
    struct reply reply = {0};
    struct error error = {0};
    struct text was = {0}, is = {0}, phases = {0}, before = {0};
    position begin = timeline->end;
    if (!dictate(session, line))
        session_run(session, line, &reply, &error);
    for (position at = begin; at <= timeline->end; at++) {
        bool plays = way == '~' && at < timeline->end;
        if (way == '-' && at < timeline->end)
            continue;
        struct picture picture = picture_at(session, at, plays);
        if (at > begin || plays) {
            list_phases(&picture, &phases);
            if (way == '>')
                add_change(said, &before, &phases);
            tell(&picture, &is);
            add_change(said, &was, &is);
        }
    }
    reply_free(&reply);
    text_free(&was);
    text_free(&is);
    text_free(&phases);
    text_free(&before);
}

static void retell(const char *was, struct text *now)
{
    struct session *session = new_session();
    struct text line = {0};
    while (golden_next_line(&was, &line)) {
        const char *text = text_string(&line);
        bool told = text[0] == '>' || text[0] == '~' || text[0] == '-';
        if (!told && line.length > 0 && text[0] != '#')
            continue;
        text_add(now, text);
        text_add(now, "\n");
        if (told)
            tell_line(session, text[0], text + 2, now);
    }
    text_free(&line);
    session_free(session);
}

int main(void)
{
    return golden_files("src/test/golden/swiss/*.story", retell);
}
