/* Who is in hand, and how a subject comes into being: by the hand of the engine that its type's name belongs to. */
#include "session/hand.h"

#include <assert.h>
#include <string.h>

static int engine_for(const struct argument *type, enum go_version release)
{
    for (int i = 0; i < ENGINES; i++) {
        if (engines[i]->claims(type->text, type->length, release))
            return i;
    }
    return ENGINES;
}

static bool no_such_type(const struct session *session, const struct argument *type, struct error *error)
{
    struct text all = {0};
    for (int i = 0; i < ENGINES; i++) {
        const struct hand *hand = session->repertoire->hands[i];
        if (hand == NULL || hand->types[0] == NULL)
            continue;
        text_separate(&all, ", ");
        text_add(&all, hand->types[0]);
    }
    error_set(error, type->column, WORD_ERROR_SESSION_TYPE_KIND, type->length > 0 ? type->text : "\"\"",
              text_string(&all));
    text_free(&all);
    return false;
}

/* The subject at `place` becomes another one, of another engine: what it was is left to the collector. It
   keeps its name, unless that is only how its kind is called and nobody asked for it. */
static void replace(struct world *world, int place, uint32_t home, bool named)
{
    uint32_t old = world_home(world, place);
    const char *old_call = world_engine(world, old)->call, *call = world_engine(world, home)->call;
    bool rename = !named && strcmp(world_name(world, place), old_call) == 0 &&
                  world_find(world, call, strlen(call)) == WORLD_NOBODY;
    world_rehome(world, place, home);
    if (rename)
        world_rename(world, place, call);
}

static enum word why_not(const struct hand *hand, const char *name)
{
    for (const struct refusal *refusal = hand->refuses; refusal != NULL && refusal->name != NULL; refusal++) {
        if (strcmp(refusal->name, name) == 0)
            return refusal->why;
    }
    return WORD_ERROR_SESSION_MAKE_TAKES;
}

/* An argument of make that only some engines know is given to one of these. False and an error, which says whose it is. */
static bool is_taken(const struct session *session, const struct hand *hand, const struct argument *type,
                     const struct call *call, struct error *error)
{
    for (int i = 0; i < ENGINES; i++) {
        const struct hand *other = session->repertoire->hands[i];
        for (const char *const *name = other != NULL ? other->takes : NULL; name != NULL && *name != NULL;
             name++) {
            if (!call_has(call, *name)) /* layout makes subjects, too */
                continue;
            const struct argument *argument = call_argument(call, *name);
            bool known = false;
            for (const char *const *own = hand->takes; own != NULL && *own != NULL; own++)
                known = known || strcmp(*own, *name) == 0;
            if (argument->given && !known)
                return error_set(error, argument->column, why_not(hand, *name), *name, type->text,
                                 other->types[0]);
        }
    }
    return true;
}

bool session_make(struct run *run, const char *name, const struct argument *type, bool declared,
                  const struct call *call, struct reply *reply, struct error *error)
{
    struct world *world = &run->session->world;
    int place = name != NULL ? world_find(world, name, strlen(name)) : world_in_hand(world);
    uint32_t old = world_home(world, place);
    int engine = engine_for(type, session_release(run, call));
    if (engine == ENGINES)
        return no_such_type(run->session, type, error);
    if (place == WORLD_NOBODY && world_count(world) == WORLD_SUBJECTS)
        return error_set(error, 0, WORD_ERROR_WORLD_SUBJECTS, NUMBER(WORLD_SUBJECTS));
    const struct hand *hand = run->session->repertoire->hands[engine];
    assert(hand != NULL); /* the world itself claims no type */
    if (call != NULL && !declared && !is_taken(run->session, hand, type, call, error))
        return false;
    bool same = old != 0 && world_engine(world, old) == engines[engine];
    uint32_t home = same ? old : 0;
    if (!hand->make(run, &home, type, declared, call, reply, error))
        return false;
    if (place == WORLD_NOBODY)
        place = world_add(world, name != NULL ? name : engines[engine]->call, home);
    else if (!same)
        replace(world, place, home, name != NULL);
    if (place != world_in_hand(world))
        world_take(world, place);
    run->home = home;
    if (hand->begin != NULL)
        hand->begin(run, reply);
    return true;
}

enum go_version session_release_of(const struct session *session, const struct call *call)
{
    if (call != NULL && call_has(call, "go") && call_argument(call, "go")->given)
        return (enum go_version)call_argument(call, "go")->choice;
    return session->go;
}

enum go_version session_release(const struct run *run, const struct call *call)
{
    return session_release_of(run->session, call);
}

enum go_version session_classic_release(const struct run *run, const struct call *call)
{
    enum go_version release = session_release(run, call);
    return release > GO_LAST_CLASSIC ? GO_LAST_CLASSIC : release;
}

void session_say_classic(const struct run *run, const struct call *call, enum word word, struct reply *reply)
{
    enum go_version release = session_release(run, call);
    if (release > GO_LAST_CLASSIC)
        reply_say(reply, word, go_version_name(release), go_version_name(GO_LAST_CLASSIC));
}

bool session_grows_at_once(const struct call *call)
{
    enum { ALL = 1 }; /* of the choices of growth= */
    return call != NULL && call_argument(call, "growth")->given &&
           call_argument(call, "growth")->choice == ALL;
}

uint32_t session_in_hand(const struct session *session)
{
    return world_home(&session->world, world_in_hand(&session->world));
}
