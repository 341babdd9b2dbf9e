/* What until and back until look for: a table of patterns over the kinds of events. */
#include "command/commands.h"

#include "base/number.h"

#include <string.h>

enum which { WHICH_NOTHING, WHICH_KEY, WHICH_BUCKET, WHICH_COMMAND };

/* Where the key of an event is told. */
enum key_at { KEY_NOWHERE, KEY_BEFORE, KEY_OF_LIFT };

/* PATTERN(name, kind of event, what may follow the name, where the key is told) */
#define PATTERNS(PATTERN)                                                                                    \
    PATTERN("grow", EVENT_grow, WHICH_NOTHING, KEY_NOWHERE)                                                  \
    PATTERN("grown", EVENT_grown, WHICH_NOTHING, KEY_NOWHERE)                                                \
    PATTERN("evacuate", EVENT_evacuated, WHICH_BUCKET, KEY_NOWHERE)                                          \
    PATTERN("moved", EVENT_moved, WHICH_KEY, KEY_OF_LIFT)                                                    \
    PATTERN("insert", EVENT_placed, WHICH_KEY, KEY_BEFORE)                                                   \
    PATTERN("update", EVENT_updated, WHICH_KEY, KEY_BEFORE)                                                  \
    PATTERN("delete", EVENT_removed, WHICH_KEY, KEY_BEFORE)                                                  \
    PATTERN("found", EVENT_found, WHICH_KEY, KEY_BEFORE)                                                     \
    PATTERN("absent", EVENT_absent, WHICH_KEY, KEY_BEFORE)                                                   \
    PATTERN("overflow", EVENT_link, WHICH_NOTHING, KEY_NOWHERE)                                              \
    PATTERN("deliver", EVENT_deliver, WHICH_KEY, KEY_BEFORE)                                                 \
    PATTERN("skip", EVENT_skip, WHICH_KEY, KEY_BEFORE)                                                       \
    PATTERN("finished", EVENT_finished, WHICH_NOTHING, KEY_NOWHERE)                                          \
    PATTERN("clear", EVENT_cleared, WHICH_NOTHING, KEY_NOWHERE)                                              \
    PATTERN("make", EVENT_made, WHICH_NOTHING, KEY_NOWHERE)                                                  \
    PATTERN("refused", EVENT_refused, WHICH_NOTHING, KEY_NOWHERE)                                            \
    PATTERN("command", EVENT_KINDS, WHICH_COMMAND, KEY_NOWHERE)

static const struct pattern {
    const char *name;
    enum event_kind kind;
    enum which which;
    enum key_at key;
} patterns[] = {
#define PATTERN(name, kind, which, key) {name, kind, which, key},
    PATTERNS(PATTERN)
#undef PATTERN
};

const char *const pattern_names[] = {
#define PATTERN(name, kind, which, key) name,
    PATTERNS(PATTERN)
#undef PATTERN
        NULL,
};

struct search {
    struct session *session;
    const struct pattern *pattern;
    bool wants_key, wants_number;
    value_id key;
    uint64_t number;
};

/* The key that an event tells of. A landing doesn't say: the lift before it does. */
static value_id key_of_event(const struct search *search, const struct timeline *timeline, position at)
{
    if (search->pattern->key == KEY_BEFORE)
        return (value_id)timeline_event(timeline, at)->before;
    while (at > timeline->first) {
        const struct event *event = timeline_event(timeline, --at);
        if (event->kind == EVENT_lift)
            return (value_id)event->before;
    }
    return VALUE_NONE;
}

static bool matches(void *context, const struct timeline *timeline, position at)
{
    const struct search *search = context;
    const struct event *event = timeline_event(timeline, at);
    if (event->kind != search->pattern->kind)
        return false;
    /* The mark at the end of an array's reserve is an overflow pointer to the array itself. */
    if (event->kind == EVENT_link &&
        (event->after == 0 || event->before != 0 || event->after == REFERENCE(event->region, 0)))
        return false;
    if (search->wants_number)
        return event->index == search->number;
    if (!search->wants_key)
        return true;
    value_id key = key_of_event(search, timeline, at);
    return key == search->key || (key != VALUE_NONE && !VALUE_IS_STALE(key) &&
                                  values_equal(search->session->map.values, key, search->key));
}

static bool read_which(struct search *search, const struct argument *which, struct error *error)
{
    if (!which->given) {
        if (search->pattern->which != WHICH_COMMAND)
            return true;
        return error_set(error, 0, WORD_ERROR_APP_UNTIL_NUMBER, search->pattern->name);
    }
    switch (search->pattern->which) {
    case WHICH_NOTHING:
        return error_set(error, which->column, WORD_ERROR_APP_UNTIL_ALONE, search->pattern->name);
    case WHICH_KEY:
        search->wants_key = true;
        search->key = read_value(search->session, map_type(&search->session->map)->key, which, error);
        return search->key != VALUE_NONE;
    case WHICH_BUCKET:
    case WHICH_COMMAND:
        search->wants_number = true;
        if (number_read_unsigned(which->text, which->length, &search->number))
            return true;
        return error_set(error, which->column, WORD_ERROR_APP_UNTIL_NUMBER, search->pattern->name);
    }
    return false;
}

static bool position_of_command(const struct session *session, uint64_t number, position *at)
{
    const struct mark *mark = timeline_mark_by_number(&session->timeline, (size_t)number);
    if (mark != NULL)
        *at = mark->end;
    return mark != NULL;
}

static bool nothing_matches(const struct search *search, const struct argument *which, bool backwards,
                            struct error *error)
{
    struct text wanted = {0}, all = {0};
    text_add(&wanted, search->pattern->name);
    if (which->given)
        text_format(&wanted, " %s", which->text);
    names_list(pattern_names, &all);
    char pieces[MESSAGE_PIECES][ERROR_ARGUMENT_BYTES];
    cut_message(text_string(&all), pieces);
    error_set(error, 0, backwards ? WORD_ERROR_APP_BACK_UNTIL_NONE : WORD_ERROR_APP_UNTIL_NONE,
              text_string(&wanted), pieces[0], pieces[1], pieces[2]);
    text_free(&wanted);
    text_free(&all);
    return false;
}

bool pattern_find(struct session *session, const char *name, const struct argument *which, bool backwards,
                  position *found, struct error *error)
{
    struct timeline *timeline = &session->timeline;
    struct search search = {.session = session};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        if (strcmp(patterns[i].name, name) == 0)
            search.pattern = &patterns[i];
    }
    if (!read_which(&search, which, error))
        return false;
    position from = session_destination(session);
    if (search.pattern->which == WHICH_COMMAND) {
        bool there =
            position_of_command(session, search.number, found) && (backwards ? *found < from : *found > from);
        return there || nothing_matches(&search, which, backwards, error);
    }
    /* Both ways the moment reached is the one right after the event; so going back passes over the event just
     * done. */
    if (backwards && from > timeline->first)
        from--;
    if (!timeline_find(timeline, from, backwards, matches, &search, found))
        return nothing_matches(&search, which, backwards, error);
    ++*found;
    return true;
}
