/* What until and back until look for: the patterns of a subject's engine, and the ends of commands. */
#include "command/command.h"
#include "model/heap.h"

#include "base/memory_or_die.h"
#include "base/nearest.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>

/* Of no engine: `until command 3`. */
static const struct pattern of_commands = {.name = "command", .takes = PATTERN_NUMBER};

/* Of the world, whoever is in hand: a collection begins, has marked all that can be reached, and is over. */
static const struct pattern of_world[] = {
    {.name = "gc", .kind = EVENT_cycle},
    {.name = "marked", .kind = EVENT_marked},
    {.name = "collected", .kind = EVENT_collected},
};
enum { OF_WORLD = sizeof of_world / sizeof *of_world };

struct search {
    const struct session *session;
    uint32_t home;
    const struct pattern *pattern;
    bool wants_key, wants_number;
    value_id key;
    uint64_t number;
    const struct run *run;
    uint64_t looked, all; /* at events, of so many */
    struct error stopped; /* it was, if that is set */
};

/* ---- patterns by name */

/* Adds those that a hand knows itself to the list, if there is one; returns how many there are now. */
static size_t add_own(const struct hand *hand, const struct pattern **list, size_t count)
{
    const struct pattern *pattern = hand != NULL ? hand->patterns : NULL;
    for (; pattern != NULL && pattern->name != NULL; pattern++, count++) {
        if (list != NULL)
            list[count] = pattern;
    }
    return count;
}

/* The patterns that a hand knows, those of what its subjects are made of, those of the world, and the one of commands, ending with
   NULL; freed with free(). */
static const struct pattern **patterns_of(const struct session *session, const struct hand *hand)
{
    const struct hand *parts = hand != NULL ? session->repertoire->hands[hand->parts] : NULL;
    size_t all = add_own(parts, NULL, add_own(hand, NULL, 0));
    const struct pattern **list = new_items(all + OF_WORLD + 2, sizeof *list);
    add_own(parts, list, add_own(hand, list, 0));
    for (int i = 0; i < OF_WORLD; i++)
        list[all++] = &of_world[i];
    list[all] = &of_commands;
    return list;
}

void until_list(const struct run *run, struct text *text)
{
    const struct pattern **list = patterns_of(run->session, hand_of(run->session, run->home));
    for (size_t i = 0; list[i] != NULL; i++)
        text_format(text, "%s%s", i > 0 ? ", " : "", list[i]->name);
    free(list);
}

static bool no_such_pattern(const struct run *run, const struct pattern *const *list,
                            const struct argument *name, struct error *error)
{
    const char **names = NULL;
    size_t count = 0, capacity = 0;
    for (; list[count] != NULL; count++) {
        names = room_for_one_more(names, count, &capacity, sizeof *names);
        names[count] = list[count]->name;
    }
    const char *nearest = nearest_of(name->text, names, count);
    struct text all = {0};
    until_list(run, &all);
    if (nearest != NULL)
        error_set(error, name->column, WORD_ERROR_COMMAND_UNTIL_NEAR, name->text, nearest);
    else
        error_set_long(error, name->column, WORD_ERROR_COMMAND_UNTIL_NO,
                       name->length > 0 ? name->text : "\"\"", text_string(&all));
    text_free(&all);
    free(names);
    return false;
}

/* By its name, or the beginning of a name that no other has. */
static const struct pattern *find_pattern(const struct run *run, const struct argument *name,
                                          struct error *error)
{
    const struct pattern **list = patterns_of(run->session, hand_of(run->session, run->home)), *found = NULL;
    int beginning = 0;
    for (size_t i = 0; list[i] != NULL; i++) {
        if (strcmp(list[i]->name, name->text) == 0) {
            found = list[i];
            beginning = 1;
            break;
        }
        if (name->length > 0 && strncmp(list[i]->name, name->text, name->length) == 0) {
            found = list[i];
            beginning++;
        }
    }
    if (beginning != 1) {
        no_such_pattern(run, list, name, error);
        found = NULL;
    }
    free(list);
    return found;
}

/* ---- searching */

static bool matches(void *context, const struct timeline *timeline, position at)
{
    struct search *search = context;
    const struct pattern *pattern = search->pattern;
    if (!run_reads_on(search->run, search->looked++, search->all, &search->stopped))
        return true;
    const struct event event = timeline_event(timeline, at);
    if (event.kind != pattern->kind)
        return false;
    if (ENGINE_OF(pattern->kind) != ENGINE_world && timeline_whole_subject(timeline, at) != search->home)
        return false;
    if (pattern->matches != NULL && !pattern->matches(timeline, at))
        return false;
    if (search->wants_number)
        return event.index == search->number;
    if (!search->wants_key)
        return true;
    value_id key = pattern->key(timeline, at);
    return key == search->key || (key != VALUE_NONE && !VALUE_IS_STALE(key) &&
                                  values_equal(search->session->world.values, key, search->key));
}

static bool read_which(struct search *search, struct run *run, const struct argument *which,
                       struct error *error)
{
    const struct pattern *pattern = search->pattern;
    if (!which->given)
        return pattern != &of_commands || error_set(error, 0, WORD_ERROR_COMMAND_UNTIL_NUMBER, pattern->name);
    switch (pattern->takes) {
    case PATTERN_NOTHING:
        return error_set(error, which->column, WORD_ERROR_COMMAND_UNTIL_ALONE, pattern->name);
    case PATTERN_KEY:
        search->wants_key = true;
        search->key = hand_of(run->session, run->home)->read_key(run, which, error);
        return search->key != VALUE_NONE;
    case PATTERN_NUMBER:
        search->wants_number = true;
        return number_read_unsigned(which->text, which->length, &search->number) ||
               error_set(error, which->column, WORD_ERROR_COMMAND_UNTIL_NUMBER, pattern->name);
    }
    return false;
}

static bool nothing_matches(const struct run *run, const struct search *search, const struct argument *which,
                            bool backwards, struct error *error)
{
    struct text wanted = {0}, all = {0};
    text_add(&wanted, search->pattern->name);
    if (which->given)
        text_format(&wanted, " %s", which->text);
    until_list(run, &all);
    error_set_long(error, 0, backwards ? WORD_ERROR_COMMAND_BACK_UNTIL_NONE : WORD_ERROR_COMMAND_UNTIL_NONE,
                   text_string(&wanted), text_string(&all));
    text_free(&wanted);
    text_free(&all);
    return false;
}

static bool position_of_command(const struct session *session, uint64_t number, position *at)
{
    const struct mark *mark = timeline_mark_by_number(&session->timeline, (size_t)number);
    if (mark != NULL)
        *at = mark->end;
    return mark != NULL;
}

bool until_find(struct run *run, const struct argument *name, const struct argument *which, bool backwards,
                position *found, struct error *error)
{
    struct timeline *timeline = &run->session->timeline;
    struct search search = {
        .session = run->session, .home = run->home, .pattern = find_pattern(run, name, error), .run = run};
    if (search.pattern == NULL || !read_which(&search, run, which, error))
        return false;
    position from = session_destination(run->session);
    if (search.pattern == &of_commands) {
        bool there = position_of_command(run->session, search.number, found) &&
                     (backwards ? *found < from : *found > from);
        return there || nothing_matches(run, &search, which, backwards, error);
    }
    /* Both ways the moment reached is the one right after the event; so going back passes over the event just done. */
    if (backwards && from > timeline->first)
        from--;
    search.all = backwards ? from - timeline->first : timeline->end - from;
    bool any = timeline_find(timeline, from, backwards, matches, &search, found);
    if (error_is_set(&search.stopped)) {
        *error = search.stopped;
        return false;
    }
    if (!any)
        return nothing_matches(run, &search, which, backwards, error);
    ++*found;
    return true;
}
