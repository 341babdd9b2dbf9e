/* Who there is: make and var bring subjects into being, use takes one in hand, rename and drop do what they say. */
#include "base/memory_or_die.h"
#include "command/command.h"
#include "model/heap.h"

#include <stdlib.h>
#include <string.h>

/* ---- names */

/* The name that an argument gives to a new subject, NULL: none. False and an error if it can be no name. */
static bool read_name(const struct argument *argument, const char **name, struct error *error)
{
    *name = argument->given ? argument->text : NULL;
    return !argument->given || world_is_name(argument->text, argument->length) ||
           error_set(error, argument->column, WORD_ERROR_COMMAND_NAME, argument->text,
                     NUMBER(WORLD_NAME_BYTES - 1));
}

static bool find_place(const struct world *world, const struct argument *name, int *place,
                       struct error *error)
{
    *place = world_named(world, name->text, name->length, name->column, error);
    return *place != WORLD_NOBODY;
}

/* ---- make, var */

/* `make` without a type makes what is in hand anew. */
static struct argument type_of(const struct run *run, const struct call *call)
{
    struct argument type = *call_argument(call, "type");
    uint32_t home = session_in_hand(run->session);
    if (type.given)
        return type;
    type = (struct argument){.given = true, .choice = ARGUMENT_FREE, .text = call_preset(call, "type")};
    if (home != 0)
        type.text = world_engine(&run->session->world, home)->type_name(&run->session->world, home);
    type.length = strlen(type.text);
    return type;
}

static bool make(struct run *run, const struct call *call, bool declared, struct reply *reply,
                 struct error *error)
{
    struct world *world = &run->session->world;
    struct argument type = type_of(run, call);
    const char *name;
    if (!read_name(call_argument(call, "as"), &name, error) ||
        !session_make(run, name, &type, declared, call, reply, error))
        return false;
    if (world_count(world) > 1)
        reply_say(reply, WORD_SAY_IN_HAND, world_name(world, world_place_of(world, run->home)),
                  NUMBER(world_count(world)), NUMBER(WORLD_SUBJECTS));
    return true;
}

bool command_run_make(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    return make(context, call, false, reply, error);
}

bool command_run_var(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    return make(context, call, true, reply, error);
}

/* ---- layout: a type's name is the command and the types that it is about */

/* The type of the subject in hand; "" without one. */
static const char *type_in_hand(const struct run *run)
{
    const struct world *world = &run->session->world;
    uint32_t home = session_in_hand(run->session);
    return home != 0 ? world_engine(world, home)->type_name(world, home) : "";
}

static bool is_made_by(const struct call *call, const char *type)
{
    size_t length = strlen(call->command->name);
    return strncmp(type, call->command->name, length) == 0 && type[length] == ' ';
}

/* The name of the type, with each type as far from the one before it as on the line, so that columns of errors are right. */
static void add_types(const struct run *run, const struct call *call, struct text *text)
{
    const struct argument *first = call_argument(call, "type"), *other = call_argument(call, "other");
    const char *its = type_in_hand(run);
    if (!first->given && is_made_by(call, its)) {
        text_add(text, its);
        return;
    }
    text_format(text, "%s %s", call->command->name, first->given ? first->text : its);
    if (!other->given)
        return;
    int end = first->column + text_width(first->text, first->length);
    do
        text_add(text, " ");
    while (++end < other->column);
    text_add(text, other->text);
}

/* Without a type it is that of a map in hand, or the layout in hand anew. */
static bool has_types(const struct run *run, const struct call *call, struct error *error)
{
    const char *its = type_in_hand(run);
    if (call_argument(call, "type")->given || is_made_by(call, its) || strncmp(its, "map[", 4) == 0)
        return true;
    return error_set(error, call->column,
                     *its != '\0' ? WORD_ERROR_LAYOUT_OF_OTHER : WORD_ERROR_LAYOUT_OF_NOBODY, its);
}

/* It is a subject of its own, called as the command, unless one of its kind is in hand. */
bool command_run_layout(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    const struct argument *first = call_argument(call, "type");
    const char *name;
    struct text text = {0};
    if (!read_name(call_argument(call, "as"), &name, error) || !has_types(run, call, error))
        return false;
    if (name == NULL && !is_made_by(call, type_in_hand(run)))
        name = call->command->name;
    add_types(run, call, &text);
    struct argument type = {
        .given = true, .choice = ARGUMENT_FREE, .text = text_string(&text), .length = text.length};
    type.quoted = first->quoted;
    type.column = first->given ? first->column - (int)strlen(call->command->name) - 1 : call->column;
    bool fine = session_make(run, name, &type, false, call, reply, error);
    text_free(&text);
    return fine;
}

/* ---- let */

/* Who stands behind "=": the run's subject from now on. The hand reads what follows the name itself. */
static bool find_source(struct run *run, const struct argument *value, struct error *error)
{
    const char *at = value->text + strspn(value->text, " ");
    if (*at != '=')
        return error_set(error, value->column, WORD_ERROR_COMMAND_LET);
    at += 1 + strspn(at + 1, " ");
    struct argument name = {.given = true, .text = at, .length = strcspn(at, " [")};
    name.column = value->column + (int)utf8_count(value->text, (size_t)(at - value->text));
    if (name.length == 0)
        return error_set(error, name.column, WORD_ERROR_COMMAND_LET);
    char *copy = copy_bytes(name.text, name.length);
    int place;
    name.text = copy;
    bool found = find_place(&run->session->world, &name, &place, error);
    if (found)
        run->home = world_home(&run->session->world, place);
    free(copy);
    return found;
}

bool command_run_let(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    const struct world *world = &run->session->world;
    const struct argument *to = call_argument(call, "name");
    const char *name;
    if (!read_name(to, &name, error) || !find_source(run, call_argument(call, "value"), error))
        return false;
    if (world_find(world, to->text, to->length) == WORLD_NOBODY && world_count(world) == WORLD_SUBJECTS)
        return error_set(error, to->column, WORD_ERROR_WORLD_SUBJECTS, NUMBER(WORLD_SUBJECTS));
    return command_run_verb(run, call, reply, error);
}

/* ---- use, rename, drop */

bool command_run_use(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct world *world = &((struct run *)context)->session->world;
    const struct argument *name = call_argument(call, "name");
    int place;
    if (!find_place(world, name, &place, error))
        return false;
    if (place == world_in_hand(world)) {
        reply_say(reply, WORD_SAY_USED_ALREADY, name->text);
        return true;
    }
    world_take(world, place);
    reply_say(reply, WORD_SAY_USED, name->text);
    return true;
}

bool command_run_rename(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct world *world = &((struct run *)context)->session->world;
    const struct argument *from = call_argument(call, "name"), *to = call_argument(call, "new");
    const char *name;
    int place;
    if (!find_place(world, from, &place, error) || !read_name(to, &name, error))
        return false;
    if (world_find(world, to->text, to->length) != WORLD_NOBODY)
        return error_set(error, to->column, WORD_ERROR_COMMAND_NAME_TAKEN, to->text);
    world_rename(world, place, name);
    reply_say(reply, WORD_SAY_RENAMED, from->text, to->text);
    return true;
}

bool command_run_drop(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct world *world = &((struct run *)context)->session->world;
    const struct argument *name = call_argument(call, "name");
    int place;
    if (!find_place(world, name, &place, error))
        return false;
    world_drop(world, place);
    int in_hand = world_in_hand(world);
    if (in_hand == WORLD_NOBODY)
        reply_say(reply, WORD_SAY_DROPPED_LAST, name->text);
    else
        reply_say(reply, WORD_SAY_SUBJECT_DROPPED, name->text, world_name(world, in_hand));
    return true;
}

/* ---- subjects */

static uint64_t bytes_of(const struct world *world, int place)
{
    uint32_t home = world_home(world, place);
    struct engine_bytes bytes = {0};
    if (home != 0)
        bytes = world_engine(world, home)->bytes(world, home);
    return bytes.live + bytes.kept;
}

/* `most`: the bytes of the largest one. */
static void say_subject(const struct session *session, int place, uint64_t most, struct reply *reply,
                        struct text *list)
{
    const struct world *world = &session->world;
    uint32_t home = world_home(world, place);
    const struct engine *engine = world_engine(world, home);
    uint64_t all = bytes_of(world, place);
    uint64_t dead = heap_survey(world, home).dead.bytes;
    bool in_hand = place == world_in_hand(world);
    reply_say(reply, WORD_SAY_SUBJECT, in_hand ? "›" : " ", world_name(world, place),
              engine->type_name(world, home), GROUPED(all), sheet_bar(all, most), GROUPED(dead));
    text_separate(list, ",");
    text_add(list, "{\"name\":");
    text_add_json(list, world_name(world, place), strlen(world_name(world, place)));
    text_add(list, ",\"type\":");
    text_add_json(list, engine->type_name(world, home), strlen(engine->type_name(world, home)));
    text_format(list, ",\"bytes\":%llu,\"dead\":%llu,\"in_hand\":%s}", (unsigned long long)all,
                (unsigned long long)dead, in_hand ? "true" : "false");
}

/* What no subject counts as its own: what was shared, and what belonged to those that are gone. */
static uint64_t garbage_of_nobody(const struct world *world)
{
    uint64_t all = heap_survey(world, 0).dead.bytes;
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(world, place);
        all -= home != 0 ? heap_survey(world, home).dead.bytes : 0;
    }
    return all;
}

bool command_run_subjects(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    const struct session *session = ((struct run *)context)->session;
    struct text list = {0};
    uint64_t most = 0;
    (void)call, (void)error;
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint64_t bytes = bytes_of(&session->world, place);
        most = bytes > most ? bytes : most;
    }
    reply_say(reply, world_count(&session->world) > 0 ? WORD_SAY_SUBJECTS_HEAD : WORD_ERROR_WORLD_NOBODY);
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        if (world_home(&session->world, place) != 0)
            say_subject(session, place, most, reply, &list);
    }
    uint64_t left = garbage_of_nobody(&session->world);
    if (left > 0)
        reply_say(reply, WORD_SAY_SUBJECTS_LEFT, GROUPED(left));
    reply_list(reply, "subjects", &list);
    text_free(&list);
    return true;
}

/* ---- what only an engine can do */

bool command_run_verb(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    const struct world *world = &run->session->world;
    const struct hand *hand = hand_of(run->session, run->home);
    if (hand == NULL)
        return error_set(error, call->column, WORD_ERROR_WORLD_NOBODY);
    const struct verb *verb = hand_verb(hand, call->command->name);
    /* Between two writes of its making there is a subject of no type yet. */
    if (world_engine(world, run->home)->type_name(world, run->home)[0] == '\0')
        return error_set(error, call->column, WORD_ERROR_WORLD_UNMADE,
                         world_name(world, world_place_of(world, run->home)));
    if (verb != NULL)
        return verb->run(run, call, reply, error);
    const struct hand *parts =
        hand->parts != ENGINE_world ? run->session->repertoire->hands[hand->parts] : NULL;
    bool of_parts = parts != NULL && hand_verb(parts, call->command->name) != NULL;
    error_set(error, call->column, of_parts ? hand->of_parts : WORD_ERROR_COMMAND_NO_VERB,
              world_name(world, world_place_of(world, run->home)),
              world_engine(world, run->home)->type_name(world, run->home),
              of_parts ? call->command->name : NULL);
    return of_parts ? false : error_add(error, reply->words->texts[call->command->only]);
}
