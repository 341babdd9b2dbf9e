/* Completion: what only the session knows of what could stand at a place of a line. */
#include "session/hand.h"

#include <stdlib.h>
#include <string.h>

struct completing {
    const struct session *session;
    const struct completion_source *files; /* NULL: none */
};

static void offer(struct candidates *candidates, const char *text, size_t length,
                  const struct completion_place *place)
{
    if (length >= place->length && memcmp(text, place->prefix, place->length) == 0 &&
        memchr(text, '\0', length) == NULL)
        candidates_add(candidates, text, length, "", false);
}

static void offer_list(struct candidates *candidates, const char *const *list,
                       const struct completion_place *place)
{
    for (; list != NULL && *list != NULL; list++)
        offer(candidates, *list, strlen(*list), place);
}

static void offer_types(const struct session *session, const struct completion_place *place,
                        struct candidates *candidates)
{
    for (int i = 0; i < ENGINES; i++) {
        if (session->repertoire->hands[i] != NULL)
            offer_list(candidates, session->repertoire->hands[i]->types, place);
    }
}

/* The names of what is there; `behind` is what follows them. */
static void offer_subjects(const struct session *session, const struct completion_place *place,
                           const char *behind, struct candidates *candidates)
{
    for (int i = 0; i < WORLD_SUBJECTS; i++) {
        struct text name = {0};
        if (world_home(&session->world, i) == 0)
            continue;
        text_format(&name, "%s%s", world_name(&session->world, i), behind);
        offer(candidates, text_string(&name), name.length, place);
        text_free(&name);
    }
    if (behind[0] != '\0' && world_count(&session->world) > 1)
        offer(candidates, "all:", strlen("all:"), place); /* everybody.c */
}

static void offer_moments(const struct session *session, const struct completion_place *place,
                          struct candidates *candidates)
{
    for (size_t i = 0; i < session->timeline.name_count; i++) {
        const char *name = session->timeline.names[i].name;
        if (*name != '\0')
            offer(candidates, name, strlen(name), place);
    }
}

/* The subject that the part is about. */
static uint32_t home_of(const struct session *session, const struct completion_place *place)
{
    if (place->subject == NULL)
        return session_in_hand(session);
    return world_home(&session->world, world_find(&session->world, place->subject, strlen(place->subject)));
}

/* Of files for `scene` and `include` only scenes and folders are offered, if there are any. */
static void keep_scenes(const struct completion_place *place, struct candidates *candidates)
{
    static const char ending[] = ".scene";
    enum { LENGTH = sizeof ending - 1 };
    size_t kept = 0;
    bool scenes = strcmp(place->command->name, "scene") == 0 || strcmp(place->command->name, "include") == 0;
    for (int pass = 0; scenes && pass < 2; pass++) {
        if (pass == 1 && kept == 0)
            return;
        kept = 0;
        for (size_t i = 0; i < candidates->count; i++) {
            struct candidate *candidate = &candidates->list[i];
            size_t length = strlen(candidate->text);
            bool keep = candidate->unfinished ||
                        (length > LENGTH && strcmp(candidate->text + length - LENGTH, ending) == 0);
            if (pass == 0) {
                kept += keep;
            } else if (keep) {
                candidates->list[kept++] = *candidate;
            } else {
                free(candidate->text);
                free(candidate->about);
            }
        }
        if (pass == 1)
            candidates->count = kept;
    }
}

/* Those that came with the program are found from anywhere by their names alone (repertoire_scene_path). */
static void offer_scenes_of_program(const struct completing *completing, const struct completion_place *place,
                                    struct candidates *candidates)
{
    const struct repertoire *repertoire = completing->session->repertoire;
    struct text path = {0};
    struct candidates own = {0};
    if (strcmp(place->command->name, "scene") == 0 && memchr(place->prefix, '/', place->length) == NULL &&
        repertoire->scenes_of_program != NULL && repertoire->scenes_of_program(&path)) {
        size_t folder = path.length + 1;
        text_add(&path, "/");
        text_append(&path, place->prefix, place->length);
        struct completion_place there = *place;
        there.prefix = text_string(&path);
        there.length = path.length;
        completing->files->ask(completing->files->context, &there, &own);
        for (size_t i = 0; i < own.count; i++) {
            if (!own.list[i].unfinished)
                offer(candidates, own.list[i].text + folder, strlen(own.list[i].text) - folder, place);
        }
    }
    candidates_free(&own);
    text_free(&path);
}

static void answer(void *context, const struct completion_place *place, struct candidates *candidates)
{
    const struct completing *completing = context;
    const struct session *session = completing->session;
    uint32_t home = home_of(session, place);
    const struct hand *hand = hand_of(session, home);
    if (place->command == NULL) {
        if (world_count(&session->world) > 1)
            offer_subjects(session, place, ":", candidates);
        return;
    }
    switch (place->row->type) {
    case ARGUMENT_KEY:
    case ARGUMENT_VALUE:
        if (hand != NULL && hand->offer != NULL)
            hand->offer(session, home, place, candidates);
        break;
    case ARGUMENT_TYPE:
        offer_types(session, place, candidates);
        break;
    case ARGUMENT_INTEGER:
        if (place->row->word)
            offer_moments(session, place, candidates);
        break;
    case ARGUMENT_SUBJECT:
        offer_subjects(session, place, "", candidates);
        break;
    case ARGUMENT_TEXT:
        if (place->command->values != NULL)
            offer_list(candidates, place->command->values(place->before), place);
        break;
    case ARGUMENT_FILE:
        if (completing->files != NULL) {
            completing->files->ask(completing->files->context, place, candidates);
            offer_scenes_of_program(completing, place, candidates);
        }
        keep_scenes(place, candidates);
        break;
    default:
        break;
    }
}

/* At a question the choices that begin so, before all commands do. True if there are any. */
static bool offer_choices(const struct session *session, const char *line, size_t cursor,
                          struct candidates *candidates)
{
    const struct question *question = &session->player.question;
    size_t start = strspn(line, " \t");
    if (!player_waits_for_answer(&session->player) || start > cursor)
        return false;
    *candidates = (struct candidates){.start = start, .end = cursor};
    for (size_t i = 0; i < question->choice_count; i++) {
        const struct text *choice = &question->choices[i];
        char letter[] = {(char)('a' + i), ')', '\0'};
        if (choice->length >= cursor - start &&
            memcmp(text_string(choice), line + start, cursor - start) == 0)
            candidates_add(candidates, text_string(choice), choice->length, letter, false);
    }
    return candidates->count > 0;
}

void session_complete(struct session *session, const char *line, size_t length, size_t cursor,
                      const struct completion_source *files, struct candidates *candidates)
{
    struct completing completing = {session, files};
    struct completion_source source = {answer, &completing};
    if (offer_choices(session, line, cursor, candidates))
        return;
    complete(&session->repertoire->table, line, length, cursor, &source, candidates);
}
