/* How a race comes into being: make and var. */
#include "hand/race/race.h"

#include "base/nearest.h"

#include <string.h>

/* race, race[go]. RACE_SYSTEMS and an error if it is none. */
static uint8_t read_system(const struct argument *type, struct error *error)
{
    const char *open = strchr(type->text, '['), *end = type->text + type->length;
    struct text name = {0}, known = {0};
    if (open == NULL)
        return RACE_GO;
    if (end[-1] == ']')
        text_append(&name, open + 1, (size_t)(end - open) - 2);
    uint8_t system = race_system_named(text_string(&name));
    for (unsigned i = 0; i < RACE_SYSTEMS; i++) {
        text_separate(&known, ", ");
        text_add(&known, race_system_of((uint8_t)i)->name);
    }
    if (system == RACE_SYSTEMS) {
        error_set(error, (int)(open - type->text) + 2, WORD_ERROR_RACE_SYSTEM,
                  name.length > 0 ? text_string(&name) : type->text, text_string(&known));
        argument_error(type, error);
    }
    text_free(&name);
    text_free(&known);
    return system;
}

/* What makes of other types take. */
static bool takes_no_numbers(const struct call *call, struct error *error)
{
    static const char *const names[] = {"len", "cap", "hint"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct argument *given = call_argument(call, names[i]);
        if (given->given)
            return error_set(error, given->column, WORD_ERROR_RACE_LEN);
    }
    return true;
}

/* Elsewhere than in Go's map a growth is what the system is about. */
static bool grows_at_first(uint8_t system)
{
    return system == RACE_ARTICLE || system == RACE_MENDED || system == RACE_JAVA;
}

bool race_make_subject(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                       const struct call *call, struct reply *reply, struct error *error)
{
    static const enum word titles[RACE_SYSTEMS] = {
        [RACE_GO] = WORD_RACE_TITLE_GO,         [RACE_ARTICLE] = WORD_RACE_TITLE_ARTICLE,
        [RACE_MENDED] = WORD_RACE_TITLE_MENDED, [RACE_MUTEX] = WORD_RACE_TITLE_MUTEX,
        [RACE_SHARDS] = WORD_RACE_TITLE_SHARDS, [RACE_JAVA] = WORD_RACE_TITLE_JAVA,
    };
    struct world *world = &run->session->world;
    uint8_t system = read_system(type, error);
    if (system == RACE_SYSTEMS)
        return false;
    if (declared)
        return error_set(error, type->column, WORD_ERROR_RACE_VAR);
    if (call != NULL && !takes_no_numbers(call, error))
        return false;
    struct race race = race_of(world, *home != 0 ? *home : race_new(world));
    race_make(&race, system, grows_at_first(system));
    *home = race.home;
    reply_say(reply, WORD_RACE_SAY_MADE, race_type_name(system), reply->words->texts[titles[system]]);
    if (race_system_of(system)->verbs[RACE_MIGRATE] == false)
        reply_say(reply, WORD_RACE_SAY_GENERIC);
    bool of_go = system == RACE_GO || system == RACE_MUTEX || system == RACE_SHARDS;
    if (of_go)
        session_say_classic(run, call, WORD_MAP_SAY_CLASSIC_RACE, reply);
    reply_word(reply, "system", race_system_of(system)->name);
    return true;
}
