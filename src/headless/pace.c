#include "headless/pace.h"

#include "headless/film.h"
#include "headless/interrupt.h"
#include "scene/tempo.h"
#include "session/hand.h"

#include <string.h>

enum { FRAME = 1000 / FILM_RATE };

/* Words that stand there to be read. */
struct standing {
    struct text words; /* "": nothing stands there */
    int64_t since;     /* milliseconds of the film */
    int64_t needs;
    size_t line;
};

struct pacing {
    struct session *session;
    const struct pace_listener *listener;
    int64_t now; /* milliseconds of the film */
    struct standing said, sheet;
    bool fine;
};

static void say_seconds(int64_t milliseconds, struct text *text)
{
    text_format(text, "%lld.%lld", (long long)milliseconds / 1000, (long long)milliseconds / 100 % 10);
}

static void begin(struct pacing *pacing, struct standing *standing, const char *words, int64_t needs)
{
    const struct player *player = &pacing->session->player;
    text_clear(&standing->words);
    text_add(&standing->words, words);
    standing->needs = needs;
    standing->since = pacing->now;
    standing->line = player->at > 0 ? player->at - 1 : 0;
}

/* What stood there is gone, or something is typed for an answer. */
static void conclude(struct pacing *pacing, struct standing *standing, int64_t until)
{
    enum { WORDS_SHOWN = 50 };
    struct player *player = &pacing->session->player;
    int64_t stood = until - standing->since;
    if (standing->words.length > 0 && stood + FRAME < standing->needs) {
        struct text needs = {0}, has = {0}, said = {0};
        struct error inner = {0}, error = {0};
        say_seconds(standing->needs, &needs);
        say_seconds(stood, &has);
        text_append_safe(&said, text_string(&standing->words), standing->words.length, WORDS_SHOWN);
        error_set(&inner, 0, WORD_ERROR_FILM_PACE, text_string(&said), text_string(&has),
                  text_string(&needs));
        scene_error(player->scene, standing->line, pacing->session->words, &inner, &error);
        pacing->listener->take(pacing->listener->context, &error);
        pacing->fine = false;
        text_free(&needs);
        text_free(&has);
        text_free(&said);
    }
    text_clear(&standing->words);
}

static void take_news(void *context, enum player_news news, const char *text)
{
    struct pacing *pacing = context;
    const struct player *player = &pacing->session->player;
    bool words = news == NEWS_SAY || news == NEWS_QUESTION || news == NEWS_ANSWER;
    bool answers = news == NEWS_KEYS && player->types_answer;
    if (!words && news != NEWS_CHAPTER && news != NEWS_SILENCE && !answers)
        return;
    conclude(pacing, &pacing->said, pacing->now);
    if (words)
        begin(pacing, &pacing->said, text,
              news == NEWS_QUESTION ? tempo_to_answer(text) : tempo_to_read(text));
}

/* A sheet over the stage came, went, or was changed for another. */
static void look_at_sheet(struct pacing *pacing)
{
    const struct session *session = pacing->session;
    const char *now = session->sheet_open ? text_string(&session->sheet) : "";
    if (strcmp(now, text_string(&pacing->sheet.words)) == 0)
        return;
    conclude(pacing, &pacing->sheet, pacing->now);
    if (*now != '\0')
        begin(pacing, &pacing->sheet, now, tempo_to_read(now));
}

bool pace_holds(struct scene *scene, const struct repertoire *repertoire,
                const struct pace_listener *listener)
{
    struct pacing pacing = {.session = session_new(repertoire), .listener = listener, .fine = true};
    struct session *session = pacing.session;
    struct interrupt_watched watched = {.repertoire = repertoire};
    session_set_watch(session, interrupt_watch(&watched));
    struct player *player = &session->player;
    session_set_live(session, true);
    player->film = true;
    player_begin(player, scene);
    player->observer = (struct player_observer){take_news, &pacing};
    player_run(player);
    while (!session->quit && !player->failed && pacing.now <= FILM_LONGEST &&
           (session->clock.playing || player_is_under_way(player))) {
        pacing.now += FRAME;
        session_advance(session, FRAME);
        look_at_sheet(&pacing);
    }
    interrupt_tell_work(&watched, NULL);
    /* A film holds its last words until they could be read. */
    int64_t held = pacing.now + (session->quit ? 0 : player->unread);
    conclude(&pacing, &pacing.said, held);
    conclude(&pacing, &pacing.sheet, pacing.now + (session->quit ? 0 : player->covered));
    if (player->failed) {
        interrupt_explain(&watched, session_words(session), &player->error);
        listener->take(listener->context, &player->error);
    }
    bool fine = pacing.fine && !player->failed;
    text_free(&pacing.said.words);
    text_free(&pacing.sheet.words);
    session_free(session);
    return fine;
}
