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
    if (now.has_event && now.mark != NULL &&
        face_of(picture->world, now.subject) == face_number(ENGINE_swiss))
        face_of(picture->world, now.subject)->tell(&its, &now, text);
}

/* hash › choose table › [search] › store */
static void list_phases(const struct picture *picture, bool with_detail, struct text *text)
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
        if (phase->detail != WORD_NONE && with_detail) {
            text_add(text, ", ");
            words_say(text, picture->words, phase->detail, NUMBER(phase->so_far[0]),
                      NUMBER(phase->so_far[1]));
        }
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
            list_phases(&picture, false, &phases);
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

/* ---- rows that nobody hears */

struct row {
    const char *name;
    enum word word;
    bool heard;
};
static struct row rows[] = {
#define WORD(id, text) {#id, WORD_##id, false},
#include "words/swiss_en.def"
#undef WORD
};
enum { ROWS = sizeof rows / sizeof *rows };

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool is_told(const struct row *row)
{
    return begins(row->name, "SWISS_STORY_") || begins(row->name, "SWISS_STEP_") ||
           begins(row->name, "SWISS_MANY_") || begins(row->name, "SWISS_PHASE_");
}

/* The catalogue with names in place of sentences; those of the story, and then the first of the shorter ones, longer than anybody can
   read, so that shorter ones are told. */
enum { AS_THEY_ARE, NO_TIME, LESS_TIME, TIMES };
static void spell_names(struct words *words, struct text texts[ROWS], int time)
{
    *words = *words_english();
    for (int i = 0; i < ROWS; i++) {
        bool step = begins(rows[i].name, "SWISS_STEP_"), brief = strstr(rows[i].name, "BRIEF") != NULL;
        bool endless =
            (time > AS_THEY_ARE && begins(rows[i].name, "SWISS_STORY_")) ||
            (time == LESS_TIME && step && !brief && strcmp(rows[i].name, "SWISS_STEP_CLEARED") != 0);
        text_clear(&texts[i]);
        text_format(&texts[i], "<%s>", rows[i].name);
        for (int each = 0; endless && each < 200; each++)
            text_add(&texts[i], " x");
        if (is_told(&rows[i]))
            words->texts[rows[i].word] = text_string(&texts[i]);
    }
}

static void hear_name(const char *name, size_t length)
{
    for (int i = 0; i < ROWS; i++) {
        if (strncmp(rows[i].name, name, length) == 0 && rows[i].name[length] == '\0')
            rows[i].heard = true;
    }
}

static void hear(const struct text *said)
{
    const char *name = text_string(said);
    while ((name = strchr(name, '<')) != NULL) {
        name++;
        hear_name(name, strcspn(name, ">"));
    }
}

static void hear_moment(struct session *session, position at, bool plays, const struct words *words)
{
    struct text said = {0};
    struct picture picture = picture_at(session, at, plays);
    picture.words = words;
    picture.patience = 1000000000; /* else a split is over before it could be told of */
    tell(&picture, &said);
    hear(&said);
    list_phases(&picture, true, &said);
    hear(&said);
    text_clear(&said);
    const struct face *face = face_number(ENGINE_swiss);
    if (face_of(picture.world, picture.home) == face &&
        world_engine(picture.world, picture.home)->type_name(picture.world, picture.home)[0] != '\0')
        face->many(&picture, &said);
    hear(&said);
    text_free(&said);
}

/* A line of a session; `hash` and `writing` as the tests have them. */
static void do_line(struct session *session, const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    if (strcmp(line, "writing") == 0) {
        struct swiss map = swiss_of(&session->world, session_in_hand(session));
        timeline_begin(&session->timeline, line);
        memory_write(map.memory, place_word(map.home, SWISS_WORD_WRITING),
                     !swiss_word(&map, SWISS_WORD_WRITING), LINE_outside_setup);
        timeline_finish(&session->timeline, map.home, NULL);
    } else if (!dictate(session, line)) {
        session_run(session, line, &reply, &error);
    }
    reply_free(&reply);
}

static const char *const told[] = {
    "make map[string]int go=1.24",
    "insert fig 1",
    "insert fig 2",
    "get fig",
    "get plum",
    "delete plum",
    "clear",
    "clear",
    "range",
    "fill 8",
    "get k1",
    "insert x 1",
    "get x",
    "fill 5",
    "insert y 1",
    "delete x",
    "make map[string]int go=1.24",
    "insert z 1",
    "delete z",
    "get z",
    "fill 9",
    "range",
    "iterate",
    "next",
    "clear",
    "next 5",
    "range",
    "make map[string]int hint=10 go=1.24",
    "hash a 5",
    "hash b 105",
    "hash c 206",
    "hash d 307",
    "hash e 408",
    "hash f 509",
    "hash g 60a",
    "hash h 70b",
    "hash i 805",
    "hash j 906",
    "insert {a,c,d,e,f,g,h} 1",
    "insert b 2",
    "insert i 3",
    "get i",
    "delete c",
    "insert j 4",
    "range",
    "make map[string]int go=1.24",
    "fill 8",
    "iterate",
    "insert x 1",
    "delete k3",
    "next 20",
    "fill 6",
    "iterate",
    "insert y 1",
    "delete k7",
    "next 20",
    "make map[float64]int go=1.24",
    "insert NaN 1",
    "insert NaN 2",
    "get NaN",
    "delete NaN",
    "set go 1.24",
    "var map[string]int",
    "insert a 1",
    "make map[[2]any]int go=1.24",
    "insert \"1:[]int(nil)\" 1",
    "make map[string]int go=1.24",
    "insert a 1",
    "writing",
    "insert a 1",
    "get a",
    "range",
    "writing",
    "iterate",
    "set seed 7",
    "make map[int]int hint=800 go=1.24",
    "fill 896",
    "insert 897 1",
    "get 3",
};

/* Of many entries of one hash no split makes room; of those that differ in the second bit from above the second does. */
static void crowd(struct session *session, const char *first)
{
    char line[64];
    do_line(session, "make map[int]int hint=800 go=1.24");
    for (int i = 1; i <= 897; i++) {
        snprintf(line, sizeof line, "hash %d %s", i, i == 897 ? first : "0");
        do_line(session, line);
    }
    do_line(session, "fill 896");
    do_line(session, "insert 897 1");
}

static void every_row_is_heard(void **state)
{
    struct session *session = new_session();
    struct text texts[ROWS] = {0};
    (void)state;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        do_line(session, told[i]);
    crowd(session, "0");
    crowd(session, "4000000000000000");
    for (int time = 0; time < TIMES; time++) {
        struct words words;
        spell_names(&words, texts, time);
        for (position at = session->timeline.first; at <= session->timeline.end; at++) {
            const struct mark *mark = timeline_mark_of(&session->timeline, at);
            bool dull = mark != NULL && begins(mark->text, "fill 896") && at > mark->begin + 40;
            bool growth = mark != NULL && begins(mark->text, "insert 897") && at > mark->begin + 500 &&
                          at + 500 < mark->end;
            if (dull || growth)
                continue;
            if (time == AS_THEY_ARE)
                hear_moment(session, at, false, &words);
            if (at < session->timeline.end)
                hear_moment(session, at, true, &words);
        }
    }
    struct text missed = {0};
    for (int i = 0; i < ROWS; i++) {
        if (is_told(&rows[i]) && !rows[i].heard)
            text_format(&missed, " %s", rows[i].name);
        text_free(&texts[i]);
    }
    if (missed.length > 0)
        fail_msg("never told:%s", text_string(&missed));
    session_free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_heard),
    };
    return golden_files("src/test/golden/swiss/*.story", retell) + cmocka_run_group_tests(tests, NULL, NULL);
}
