/* "all: insert fig 12", of two "both: …": one command that every subject does which has such a thing, one after the other. One command,
   so one undo. */
#include "session/hand.h"

#include <string.h>

bool run_is_for_all(const struct run *run, const char *name)
{
    const struct world *world = &run->session->world;
    bool everybody = strcmp(name, "all") == 0 || (strcmp(name, "both") == 0 && world_count(world) == 2);
    return everybody && world_find(world, name, strlen(name)) == WORLD_NOBODY;
}

/* The homes of those that have the verb, in the order of their places. */
static int who_can(const struct run *run, const struct call *call, uint32_t homes[WORLD_SUBJECTS])
{
    int count = 0;
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(&run->session->world, place);
        if (home != 0 && hand_verb(hand_of(run->session, home), call->command->name) != NULL)
            homes[count++] = home;
    }
    return count;
}

static const char *name_of(const struct run *run, uint32_t home)
{
    const struct world *world = &run->session->world;
    return world_name(world, world_place_of(world, home));
}

/* What one of them has to say, under its name. */
static void add_named(const struct run *run, uint32_t home, const struct reply *one, struct reply *reply)
{
    if (one->text.length == 0)
        return;
    text_separate(&reply->text, "\n");
    if (one->sheet || strchr(text_string(&one->text), '\t') != NULL)
        text_format(&reply->text, SHEET_TITLE "%s\n", name_of(run, home));
    else
        text_format(&reply->text, "%s: ", name_of(run, home));
    text_append(&reply->text, text_string(&one->text), one->text.length);
    reply->sheet |= one->sheet;
}

static void add_json(const struct run *run, uint32_t home, const struct reply *one, struct text *list)
{
    text_separate(list, ",");
    text_add(list, "{\"subject\":");
    text_add_json(list, name_of(run, home), strlen(name_of(run, home)));
    text_format(list, "%s%s}", one->json.length > 0 ? "," : "", text_string(&one->json));
}

/* What homes[0] failed at. If what was done before stays, the others, for whom it did not begin, are named. */
static bool fail_at(const struct run *run, const uint32_t *homes, int count, struct error *error)
{
    struct error inner = *error;
    struct text message = {0}, others = {0};
    int column = inner.column;
    inner.column = 0;
    error_say(&inner, run->session->words, &message);
    for (int i = 1; i < count; i++) {
        text_separate(&others, ", ");
        text_add(&others, name_of(run, homes[i]));
    }
    if (run->refused && count > 1)
        words_say(&message, run->session->words, WORD_SESSION_ALL_UNREACHED, text_string(&others),
                  NUMBER(count - 1));
    error_set_long(error, column, WORD_ERROR_SCENE_AT, name_of(run, homes[0]), text_string(&message));
    text_free(&message);
    text_free(&others);
    return false;
}

bool run_call(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    uint32_t homes[WORLD_SUBJECTS], in_hand = run->home;
    if (!run->everybody)
        return call->command->run(run, call, reply, error);
    if (call->command->only == WORD_NONE)
        return error_set(error, call->subject.column, WORD_ERROR_SESSION_ALL, call->command->name);
    int count = who_can(run, call, homes);
    if (count == 0) {
        error_set(error, call->column, WORD_ERROR_SESSION_ALL_NOBODY, call->command->name);
        return error_add(error, run->session->words->texts[call->command->only]);
    }
    struct text list = {0};
    struct reply one = {0};
    struct lap *outer = run->lap, lap = {.count = (uint64_t)count};
    bool fine = true;
    size_t number = 0;
    if (outer != NULL) { /* of repetitions */
        number = outer->number * (size_t)count;
        lap = (struct lap){.count = outer->count * (uint64_t)count, .before = outer->before};
    }
    run->lap = &lap;
    for (int i = 0; i < count && fine; i++) {
        reply_begin(&one, reply->words);
        one.sheet = false;
        run->home = homes[i];
        run_begins_lap(run, name_of(run, homes[i]), number + (size_t)i);
        fine = call->command->run(run, call, &one, error);
        if (!fine && run->stopped)
            run_keeps_subjects(run, call, homes, i, error);
        fine = fine || fail_at(run, homes + i, count - i, error);
        add_named(run, homes[i], &one, reply);
        add_json(run, homes[i], &one, &list);
    }
    run->home = in_hand;
    if (outer != NULL)
        outer->before = lap.before + lap.all;
    run->lap = outer;
    run->session->look.work |= (call->command->tag & TAG_RECORDS) != 0 && count > 1;
    reply_list(reply, "subjects", &list);
    text_free(&list);
    reply_free(&one);
    return fine;
}

bool session_walks_on(const struct session *session, position from, position at, position end)
{
    enum { EVENTS_PER_LOOK = 1 << 17 };
    struct run *run = session->run;
    if (run == NULL || run->unlooked)
        return run == NULL;
    if (at == from) {
        run->to_walk += end - from;
        run->next_look = from + EVENTS_PER_LOOK;
    }
    if (at < run->next_look)
        return true;
    run->next_look = at + EVENTS_PER_LOOK;
    run->unlooked = !run_looks_on(run, run->to_walk - (end - at), run->to_walk);
    return !run->unlooked;
}

bool session_walk_set_off(const struct session *session, uint32_t home,
                          void (*take)(void *context, const struct event *event), void *context)
{
    uint64_t i = 0, count = timeline_set_off_count(&session->timeline);
    for (; i < count && session_walks_on(session, 0, i, count); i++) {
        const struct event event = timeline_set_off(&session->timeline, i);
        if (memory_subject(&session->world.memory, &event) == home)
            take(context, &event);
    }
    return i == count;
}

void run_say_aftermath(struct run *run, position begin, struct reply *reply)
{
    const struct hand *hand = hand_of(run->session, run->home);
    run->to_walk = 0;
    run->unlooked = false;
    run_enters(run, WORD_PHASE_LOOKING);
    if (!run->everybody && hand != NULL)
        hand->aftermath(run->session, run->home, begin, reply);
    for (int place = 0; place < WORLD_SUBJECTS && run->everybody; place++) {
        uint32_t home = world_home(&run->session->world, place);
        struct reply one = {.words = reply->words};
        if (home != 0)
            hand_of(run->session, home)->aftermath(run->session, home, begin, &one);
        add_named(run, home, &one, reply);
        reply_free(&one);
    }
    run_enters(run, WORD_NONE);
    if (run->unlooked)
        reply_say(reply, WORD_SAY_UNLOOKED);
}
