#ifndef SCENE_FACT_H
#define SCENE_FACT_H
/*
 * What can be asked of a map at a moment, by name: a table of facts. `count`, `where fig`, `old chain 2`.
 *
 * Knows: the session's map and the events of its last command. Must not know: who asks, or what the answer
 * should be. Asking changes nothing.
 */
#include "session/internal.h"

/* What a fact is about; the words that follow its name. */
enum fact_about {
    FACT_OF_MAP,     /* nothing more */
    FACT_OF_COMMAND, /* nothing more: the command done last */
    FACT_OF_KEY,     /* KEY */
    FACT_OF_BUCKET,  /* N; may have `old` before its name */
    FACT_OF_CELL,    /* N S; may have `old` before its name */
};

/* An answer: a text, and a number if it is one. Zero-initialised it is empty; free with fact_value_free. */
struct fact_value {
    bool is_number, negative;
    uint64_t magnitude;
    struct text text;
};

struct fact_question {
    const struct fact_row *row;
    bool old;
    const char *key; /* of FACT_OF_KEY */
    size_t key_length;
    uint64_t bucket, cell;
};

struct fact_row {
    const char *name;
    enum fact_about about;
    enum word meaning; /* half a sentence, for documentation */
    bool (*answer)(struct session *session, const struct fact_question *question, struct fact_value *value,
                   struct error *error);
};

/* Ends with a row without a name. */
extern const struct fact_row fact_rows[];

const struct fact_row *fact_find(const char *name, size_t length); /* NULL: there is none */

/* False and an error without a column if it can't be answered: no such bucket, no such key. */
bool fact_answer(struct session *session, const struct fact_question *question, struct fact_value *value,
                 struct error *error);

/* Makes a value of a word: 12, 0x0c, 0b1100, -7 are numbers. */
void fact_value_of(const char *bytes, size_t length, struct fact_value *value);
bool fact_value_equal(const struct fact_value *a, const struct fact_value *b);
int fact_value_compare(const struct fact_value *a, const struct fact_value *b); /* numbers only: <0, 0, >0 */
void fact_value_free(struct fact_value *value);

#endif
