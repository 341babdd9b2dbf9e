#include "scene/fact.h"

#include "base/memory_or_die.h"
#include "model/heap.h"

#include <stdlib.h>
#include <string.h>

/* ---- facts of every command, from its mark, and of who is there */

enum { PROBES, MOVES, WRITES, EVACUATIONS, ALLOCATIONS };

#define ANSWER(name)                                                                                         \
    static bool answer_##name(const struct fact_question *question, struct fact_value *value,                \
                              struct error *error)

/* What only the timeline knows comes by it, not by the question. */
static bool answered_by_the_timeline(const struct fact_question *question, struct fact_value *value,
                                     struct error *error)
{
    (void)question, (void)value, (void)error;
    return false;
}

ANSWER(type)
{
    (void)error;
    const char *name =
        world_engine(question->world, question->home)->type_name(question->world, question->home);
    return fact_value_of(value, name, strlen(name));
}

ANSWER(subjects)
{
    (void)error;
    return fact_value_number(value, (uint64_t)world_count(question->world));
}

ANSWER(inhand)
{
    (void)error;
    const char *name = world_name(question->world, world_in_hand(question->world));
    return fact_value_of(value, name, strlen(name));
}

#define OF_HISTORY(name)                                                                                     \
    {                                                                                                        \
#name, FACT_NOTHING, false, false, WORD_FACT_##name, answered_by_the_timeline                        \
    }
/* Bytes by where they lie, or by what they are for. */
ANSWER(memory)
{
    const struct engine_bytes bytes = heap_bytes(question->world, question->home);
    const struct {
        const char *name;
        uint64_t bytes;
    } rows[] = {
        {"all", bytes.live + bytes.kept},
        {"live", bytes.live},
        {"kept", bytes.kept},
        {"dead", bytes.dead},
        {"head", bytes.at[ENGINE_BYTES_HEAD].all},
        {"array", bytes.at[ENGINE_BYTES_ARRAY].all},
        {"overflow", bytes.at[ENGINE_BYTES_OVERFLOW].all},
        {"old", bytes.at[ENGINE_BYTES_OLD].all},
        {"walked", bytes.at[ENGINE_BYTES_WALKED].all},
        {"behind", bytes.at[ENGINE_BYTES_BEHIND].all},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strlen(rows[i].name) == question->word_length &&
            memcmp(rows[i].name, question->word, question->word_length) == 0)
            return fact_value_number(value, rows[i].bytes);
    }
    return error_set(error, 0, WORD_ERROR_FACT_MEMORY, question->word);
}
/* ---- of the heap, whoever is asked */

ANSWER(collections)
{
    (void)error;
    return fact_value_number(value, heap_word(question->world, HEAP_CYCLES));
}

ANSWER(dead)
{
    (void)error;
    return fact_value_number(value, heap_survey(question->world, question->home).dead.bytes);
}

ANSWER(reached)
{
    (void)error;
    return fact_value_number(value, heap_survey(question->world, question->home).reached.bytes);
}

/* What the command done last told of objects. */
#define OF_HEAP(name, kind)                                                                                  \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        (void)error;                                                                                         \
        return fact_value_number(value, fact_count_events(question, kind));                                  \
    }
OF_HEAP(marked, EVENT_found)
OF_HEAP(scanned, EVENT_scan)
OF_HEAP(freed, EVENT_swept)

#define OF_COMMAND(name)                                                                                     \
    {                                                                                                        \
#name, FACT_NOTHING, false, true, WORD_FACT_##name, answered_by_the_timeline                         \
    }
static const struct fact_row rows[] = {
    {"type", FACT_NOTHING, false, false, WORD_FACT_type, answer_type},
    {"subjects", FACT_NOTHING, false, false, WORD_FACT_subjects, answer_subjects},
    {"inhand", FACT_NOTHING, false, false, WORD_FACT_inhand, answer_inhand},
    {"memory", FACT_WORD, false, false, WORD_FACT_memory, answer_memory},
    {"collections", FACT_NOTHING, false, false, WORD_FACT_collections, answer_collections},
    {"dead", FACT_NOTHING, false, false, WORD_FACT_dead, answer_dead},
    {"reached", FACT_NOTHING, false, false, WORD_FACT_reached, answer_reached},
    {"marked", FACT_NOTHING, false, true, WORD_FACT_marked, answer_marked},
    {"scanned", FACT_NOTHING, false, true, WORD_FACT_scanned, answer_scanned},
    {"freed", FACT_NOTHING, false, true, WORD_FACT_freed, answer_freed},
    OF_COMMAND(still),
    OF_COMMAND(probes),
    OF_COMMAND(moves),
    OF_COMMAND(writes),
    OF_COMMAND(evacuations),
    OF_COMMAND(allocations),
    OF_COMMAND(allocated),
    OF_COMMAND(cleared),
    OF_COMMAND(copied),
    OF_COMMAND(highest),
    OF_HISTORY(operations),
    OF_HISTORY(worst),
    OF_HISTORY(median),
    OF_HISTORY(p99),
    OF_HISTORY(peak),
    OF_HISTORY(spikes),
    OF_COMMAND(outcome),
    {.name = NULL},
};

static bool answer_by_timeline(const struct timeline *timeline, uint32_t home, const char *name,
                               struct fact_value *value)
{
    if (strcmp(name, "still") == 0)
        return fact_value_number(value, timeline_still(timeline, home));
    static const struct cost none;
    const struct mark *mark = timeline_last_mark(timeline);
    const struct cost *cost = mark != NULL ? &mark->cost : &none;
    const struct {
        const char *name;
        uint64_t number;
    } counts[] = {
        {"probes", cost->probes},           {"moves", cost->moves},
        {"writes", cost->writes},           {"evacuations", cost->buckets},
        {"allocations", cost->allocations},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (strcmp(counts[i].name, name) == 0)
            return fact_value_number(value, counts[i].number);
    }
    const char *outcome = mark != NULL && mark->outcome != NULL ? mark->outcome : "done";
    return fact_value_of(value, outcome, strlen(outcome));
}

/* ---- finding */

static const struct fact_row *find_in(const struct fact_row *list, const char *name, size_t length)
{
    for (; list != NULL && list->name != NULL; list++) {
        if (strlen(list->name) == length && memcmp(list->name, name, length) == 0)
            return list;
    }
    return NULL;
}

/* Whether an engine's facts count: its own if somebody is asked, else every engine's. */
static bool counts(const struct asked *asked, int engine)
{
    return asked->world == NULL ||
           (asked->home != 0 && world_engine(asked->world, asked->home) == engines[engine]);
}

const struct fact_row *fact_find(const struct asked *asked, const char *name, size_t length)
{
    const struct fact_row *found = NULL;
    for (int i = 0; i < ENGINES && found == NULL; i++)
        found = counts(asked, i) ? find_in(engines[i]->facts, name, length) : NULL;
    return found != NULL ? found : find_in(rows, name, length);
}

static bool is_listed(const struct fact_row *const *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i]->name, name) == 0)
            return true;
    }
    return false;
}

static void add_rows(const struct fact_row ***list, size_t *count, size_t *capacity,
                     const struct fact_row *from)
{
    for (; from != NULL && from->name != NULL; from++) {
        if (is_listed(*list, *count, from->name))
            continue;
        *list = room_for_one_more(*list, *count, capacity, sizeof **list);
        (*list)[(*count)++] = from;
    }
}

const struct fact_row **fact_rows(const struct asked *asked)
{
    static const struct fact_row end[] = {{.name = ""}, {.name = NULL}};
    const struct fact_row **list = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < ENGINES; i++)
        add_rows(&list, &count, &capacity, counts(asked, i) ? engines[i]->facts : NULL);
    add_rows(&list, &count, &capacity, rows);
    add_rows(&list, &count, &capacity, end);
    list[count - 1] = NULL;
    return list;
}

/* ---- answering */

static struct event event_at(const void *history, size_t number)
{
    const struct timeline *timeline = history;
    return timeline_event(timeline, timeline->first + number);
}

bool fact_answer(const struct asked *asked, struct fact_question *question, struct fact_value *value,
                 struct error *error)
{
    const struct timeline *timeline = asked->timeline;
    const struct mark *mark = timeline_last_mark(timeline);
    *error = (struct error){0};
    if (question->row->answer == answered_by_the_timeline &&
        fact_answer_cost(asked, question->row->name, value))
        return true;
    if (question->row->answer == answered_by_the_timeline)
        return answer_by_timeline(timeline, asked->home, question->row->name, value);
    if (asked->home == 0 && question->row->answer != answer_subjects &&
        question->row->answer != answer_inhand)
        return error_set(error, 0, WORD_ERROR_WORLD_NOBODY);
    question->world = asked->world;
    question->home = asked->home;
    question->event_at = event_at;
    question->history = timeline;
    question->event_count = (size_t)(timeline->cursor - timeline->first);
    question->last_begin = mark != NULL ? (size_t)(mark->begin - timeline->first) : 0;
    question->last_end = mark != NULL ? (size_t)(mark->end - timeline->first) : 0;
    return question->row->answer(question, value, error);
}
