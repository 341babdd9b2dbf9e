#include "session/called.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

/* Nobody knows it yet but for the line: its name, and what it will be. */
struct called_one {
    struct text name, type;
    int engine; /* ENGINES: not known */
};

void called_free(struct called *called)
{
    for (size_t i = 0; i < called->count; i++) {
        text_free(&called->made[i].name);
        text_free(&called->made[i].type);
    }
    free(called->made);
    *called = (struct called){.session = called->session};
}

/* The one that is made last under that name. */
static const struct called_one *find(const struct called *called, const struct text *name)
{
    for (size_t i = called->count; i-- > 0;) {
        if (strcmp(text_string(&called->made[i].name), text_string(name)) == 0)
            return &called->made[i];
    }
    return NULL;
}

static uint32_t home_of(const struct called *called, const struct text *name)
{
    const struct world *world = &called->session->world;
    return world_home(world, world_find(world, text_string(name), name->length));
}

bool called_is(const struct called *called, const struct text *name)
{
    return find(called, name) != NULL || home_of(called, name) != 0;
}

const struct hand *called_hand(const struct called *called, const struct text *name)
{
    const struct called_one *one = find(called, name);
    if (one == NULL)
        return hand_of(called->session, home_of(called, name));
    return one->engine < ENGINES ? called->session->repertoire->hands[one->engine] : NULL;
}

const char *called_type(const struct called *called, const struct text *name)
{
    const struct world *world = &called->session->world;
    const struct called_one *one = find(called, name);
    uint32_t home = home_of(called, name);
    if (one != NULL)
        return text_string(&one->type);
    return home != 0 ? world_engine(world, home)->type_name(world, home) : "";
}

/* ---- what makes subjects */

/* `call`: what makes it, which may say of what release. */
static void add(struct called *called, const char *name, size_t length, const char *type,
                const struct call *call)
{
    enum go_version release = session_release_of(called->session, call);
    struct called_one one = {.engine = 0};
    while (one.engine < ENGINES && !engines[one.engine]->claims(type, strlen(type), release))
        one.engine++;
    if (length == 0 && one.engine == ENGINES)
        return;
    if (length > 0)
        text_append(&one.name, name, length);
    else
        text_add(&one.name, engines[one.engine]->call);
    text_add(&one.type, type);
    called->made = room_for_one_more(called->made, called->count, &called->capacity, sizeof *called->made);
    called->made[called->count++] = one;
}

/* Whose type is meant where none is written: the one made last is in hand. */
static const char *type_in_hand(const struct called *called)
{
    const struct world *world = &called->session->world;
    uint32_t home = session_in_hand(called->session);
    if (called->count > 0)
        return text_string(&called->made[called->count - 1].type);
    return home != 0 ? world_engine(world, home)->type_name(world, home) : "";
}

/* let t = s[1:2]: of what s is; a part of an array is no array, but has the same hand. */
static void note_let(struct called *called, const struct argument *name, const char *value)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
    struct text from = {0}, type = {0};
    value += strspn(value, "= ");
    text_append(&from, value, strspn(value, letters));
    const char *its = called_type(called, &from), *element = strchr(its, ']');
    bool part = value[from.length] != '\0' && element != NULL;
    text_format(&type, "%s%s", part ? "[]" : "", part ? element + 1 : its);
    add(called, name->text, name->length, text_string(&type), NULL);
    text_free(&from);
    text_free(&type);
}

void called_note(struct called *called, const char *statement)
{
    struct line line;
    struct error unheard;
    bool read = line_read(&line, &called->session->repertoire->table, statement, strlen(statement), &unheard);
    for (size_t i = 0; read && i < line.count; i++) {
        const struct call *call = &line.calls[i];
        if (call_has(call, "as") && call_has(call, "type")) {
            const struct argument *as = call_argument(call, "as"), *type = call_argument(call, "type");
            add(called, as->given ? as->text : "", as->given ? as->length : 0,
                type->given ? type->text : type_in_hand(called), call);
        } else if (strcmp(call->command->name, "let") == 0) {
            note_let(called, call_argument(call, "name"), call_argument(call, "value")->text);
        }
    }
    line_free(&line);
}
