#include "headless/check.h"

#include "headless/interrupt.h"
#include "headless/pace.h"
#include "session/hand.h"

#include <string.h>

enum { FAILURES_TOLD = 20 };

struct checking {
    FILE *errors;
    const struct repertoire *repertoire;
    int expectations, questions, failures;
};

static void take_news(void *context, enum player_news news, const char *text)
{
    struct checking *checking = context;
    (void)text;
    checking->expectations += news == NEWS_EXPECT;
    checking->questions += news == NEWS_QUESTION;
}

static void print_failure(struct checking *checking, const struct error *error)
{
    if (checking->failures++ >= FAILURES_TOLD)
        return;
    struct text text = {0};
    error_say(error, checking->repertoire->table.words, &text);
    fprintf(checking->errors, "%s\n", text_string(&text));
    text_free(&text);
}

static void run_scene_to_its_end(struct session *session, struct checking *checking)
{
    struct interrupt_watched watched = {.repertoire = checking->repertoire};
    struct player *player = &session->player;
    session_set_watch(session, interrupt_watch(&watched));
    while (player_is_under_way(player) && !session->quit) {
        struct reply reply = {.words = checking->repertoire->table.words};
        struct error error = {0};
        player->expectation_failed = false;
        bool fine = player_run_next(player, &reply, &error);
        reply_free(&reply);
        interrupt_tell_work(&watched, NULL);
        if (!fine) {
            interrupt_explain(&watched, checking->repertoire->table.words, &error);
            print_failure(checking, &error);
        }
        if (!fine && !player->expectation_failed)
            return;
    }
}

static void take_error(void *context, const struct error *error)
{
    print_failure(context, error);
}

static bool check_scene(const char *path, struct checking *checking)
{
    struct error error = {0};
    struct scene_listener listener = {take_error, checking};
    struct scene *scene = scene_read_listening(path, &checking->repertoire->table, &listener, &error);
    if (scene == NULL) {
        if (checking->failures == 0)
            print_failure(checking, &error);
        return false;
    }
    struct session *session = session_new(checking->repertoire);
    player_begin(&session->player, scene);
    session->player.observer = (struct player_observer){take_news, checking};
    run_scene_to_its_end(session, checking);
    session_free(session);
    return checking->failures == 0;
}

/* The scene is right: now as a film. */
static bool check_pace(const char *path, struct checking *checking)
{
    struct error error = {0};
    struct pace_listener listener = {take_error, checking};
    struct scene *scene = scene_read(path, &checking->repertoire->table, &error);
    if (scene == NULL) {
        print_failure(checking, &error);
        return false;
    }
    return pace_holds(scene, checking->repertoire, &listener);
}

int check_files(int count, const char *const *paths, bool pace, const struct repertoire *repertoire,
                FILE *out, FILE *errors)
{
    int status = CHECK_STATUS_FINE;
    for (int i = 0; i < count; i++) {
        struct checking checking = {.errors = errors, .repertoire = repertoire};
        struct text path = {0};
        repertoire_scene_path(repertoire, paths[i], &path);
        bool fine = check_scene(text_string(&path), &checking) &&
                    (!pace || check_pace(text_string(&path), &checking));
        text_free(&path);
        struct text line = {0};
        words_say(&line, repertoire->table.words, fine ? WORD_CHECK_FINE : WORD_CHECK_FAILED, paths[i],
                  NUMBER(checking.expectations), NUMBER(checking.questions), NUMBER(checking.failures));
        fflush(errors);
        fprintf(out, "%s\n", text_string(&line));
        fflush(out);
        text_free(&line);
        if (!fine)
            status = CHECK_STATUS_FAILED;
    }
    return status;
}
