#ifndef MODEL_FACT_H
#define MODEL_FACT_H
/*
 * What can be asked of a subject at a moment, by name: an engine's table of facts. `count`, `where fig`, `old
 * chain 2`.
 *
 * Knows: how a question and an answer look. Must not know: who asks, how it is written, any engine. Asking
 * changes nothing.
 */
#include "model/world.h"

#include "base/error.h"

/* The words that follow a fact's name. */
enum fact_takes { FACT_NOTHING, FACT_WORD, FACT_INDEX, FACT_TWO_INDEXES };

/* An answer: a text, and a number if it is one. Zero-initialised it is empty; free with fact_value_free. */
struct fact_value {
    bool is_number, negative;
    uint64_t magnitude;
    struct text text;
};

struct fact_question {
    const struct fact_row *row;
    bool old;         /* `old` stood before its name */
    const char *word; /* of FACT_WORD; NUL-terminated */
    size_t word_length;
    uint64_t index[2];

    /* Whom, and when: all events remembered up to the moment, and which of them are those of the command done last. */
    const struct world *world;
    uint32_t home;
    struct event (*event_at)(const void *history, size_t number); /* asked by fact_event */
    const void *history;
    size_t event_count, last_begin,
        last_end; /* last_end may lie behind event_count: the moment is inside the command */
};

struct fact_row {
    const char *name;
    enum fact_takes takes;
    bool old_too;      /* `old` may stand before its name */
    bool of_command;   /* it tells of the command done last */
    enum word meaning; /* half a sentence, for documentation */
    /* False and an error without a column if it can't be answered: no such bucket, no such key. */
    bool (*answer)(const struct fact_question *question, struct fact_value *value, struct error *error);
};

/* Make a value of a word (12, 0x0c, 0b1100, -7 are numbers) and of a number; both return true. */
bool fact_value_of(struct fact_value *value, const char *bytes, size_t length);
bool fact_value_number(struct fact_value *value, uint64_t number);
void fact_value_free(struct fact_value *value);
bool fact_value_equal(const struct fact_value *a, const struct fact_value *b);
int fact_value_compare(const struct fact_value *a, const struct fact_value *b); /* numbers only: <0, 0, >0 */

/* Event `number` of those remembered: 0 .. event_count - 1, and beyond it to last_end - 1. */
struct event fact_event(const struct fact_question *question, size_t number);

/* How many events of a kind the command done last has. */
uint64_t fact_count_events(const struct fact_question *question, event_kind kind);

#endif
