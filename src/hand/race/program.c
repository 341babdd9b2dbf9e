/* What goroutines are to do, and what their map holds in the beginning: go, insert, delete, grow. */
#include "hand/race/race.h"

#include "base/number.h"

#include <string.h>

enum { WORDS_OF_OPERATION = 3, WORD_BYTES = 24 };

/* The verbs as they are written, the names that commands have first. */
static const struct {
    const char *name;
    enum race_verb verb;
} verbs[] = {
    {"insert", RACE_INSERT},   {"get", RACE_GET},       {"delete", RACE_DELETE}, {"range", RACE_RANGE},
    {"migrate", RACE_MIGRATE}, {"put", RACE_INSERT},    {"add", RACE_INSERT},    {"lookup", RACE_GET},
    {"del", RACE_DELETE},      {"remove", RACE_DELETE}, {"rm", RACE_DELETE},     {"for", RACE_RANGE},
};

/* A program that is read: where it stands in its text is told with errors. */
struct reader {
    const struct race *race;
    const char *text, *at, *end;
    struct error *error;
    char words[WORDS_OF_OPERATION + 1][WORD_BYTES]; /* of an operation */
    int columns[WORDS_OF_OPERATION + 1];
    int count;
};

static int column_of(const struct reader *reader, const char *at)
{
    return (int)(at - reader->text) + 1;
}

/* The words up to the next ; or the end. False: one is too long to be anything, or there are too many. */
static bool read_words(struct reader *reader)
{
    reader->count = 0;
    for (;;) {
        reader->at += strspn(reader->at, " \t");
        size_t length = strcspn(reader->at, " \t;");
        if (length == 0)
            return true;
        if (reader->count > WORDS_OF_OPERATION || length >= WORD_BYTES)
            return error_set(reader->error, column_of(reader, reader->at), WORD_ERROR_RACE_WORD, reader->at);
        memcpy(reader->words[reader->count], reader->at, length);
        reader->words[reader->count][length] = '\0';
        reader->columns[reader->count++] = column_of(reader, reader->at);
        reader->at += length;
    }
}

/* "m: insert a 1" speaks of another map. */
static bool names_a_map(const struct reader *reader)
{
    size_t length = strlen(reader->words[0]);
    return length > 1 && reader->words[0][length - 1] == ':';
}

/* m[a] = 1, delete(m, a) */
static bool is_go(const struct reader *reader)
{
    return strpbrk(reader->words[0], "[(=") != NULL || (reader->count > 1 && reader->words[1][0] == '=');
}

static bool read_verb(const struct reader *reader, struct race_op *op)
{
    const char *name = reader->words[0];
    uint8_t system = race_setup(reader->race)->system;
    struct text known = {0};
    if (names_a_map(reader))
        return error_set(reader->error, reader->columns[0], WORD_ERROR_RACE_OTHER_MAP, name);
    if (is_go(reader))
        return error_set(reader->error, reader->columns[0], WORD_ERROR_RACE_GO_SPELLING, name);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, name) == 0 && race_system_of(system)->verbs[verbs[i].verb]) {
            op->verb = (uint8_t)verbs[i].verb;
            return true;
        }
    }
    for (size_t i = 0; i < RACE_VERBS; i++) {
        if (!race_system_of(system)->verbs[verbs[i].verb])
            continue;
        text_separate(&known, ", ");
        text_add(&known, verbs[i].name);
    }
    error_set(reader->error, reader->columns[0], WORD_ERROR_RACE_OPERATION, name, text_string(&known));
    text_free(&known);
    return false;
}

static bool read_key(struct error *error, const char *name, int column, uint8_t *key)
{
    *key = race_key_named(name, strlen(name));
    return *key < RACE_KEYS || error_set(error, column, WORD_ERROR_RACE_KEY, name);
}

static bool read_value(struct error *error, const char *text, int column, uint8_t *value)
{
    uint64_t number;
    if (!number_read_unsigned(text, strlen(text), &number) || number < 1 || number > RACE_VALUES)
        return error_set(error, column, WORD_ERROR_RACE_VALUE, NUMBER(RACE_VALUES), text);
    *value = (uint8_t)number;
    return true;
}

static bool read_bucket(const struct reader *reader, uint8_t *bucket)
{
    uint64_t number;
    const char *text = reader->words[1];
    if (!number_read_unsigned(text, strlen(text), &number) || number >= RACE_OLD_BUCKETS)
        return error_set(reader->error, reader->columns[1], WORD_ERROR_RACE_BUCKET,
                         NUMBER(RACE_OLD_BUCKETS - 1), text);
    *bucket = (uint8_t)number;
    return true;
}

static bool read_operation(const struct reader *reader, struct race_op *op)
{
    static const struct {
        int least, most;
        const char *example;
    } words[RACE_VERBS] = {[RACE_GET] = {1, 1, "get a"},
                           [RACE_INSERT] = {2, 2, "insert a 1"},
                           [RACE_DELETE] = {1, 1, "delete a"},
                           [RACE_RANGE] = {0, 0, "range"},
                           [RACE_MIGRATE] = {0, 1, "migrate"}};
    *op = (struct race_op){0};
    if (!read_verb(reader, op))
        return false;
    int given = reader->count - 1;
    if (given < words[op->verb].least || given > words[op->verb].most)
        return error_set(reader->error, reader->columns[0], WORD_ERROR_RACE_ARGUMENTS, reader->words[0],
                         NUMBER(words[op->verb].most), NUMBER(given), words[op->verb].example);
    switch (op->verb) {
    case RACE_RANGE:
        return true;
    case RACE_MIGRATE:
        op->key = RACE_ALL;
        return given == 0 || read_bucket(reader, &op->key);
    case RACE_INSERT:
        return read_key(reader->error, reader->words[1], reader->columns[1], &op->key) &&
               read_value(reader->error, reader->words[2], reader->columns[2], &op->value);
    default:
        return read_key(reader->error, reader->words[1], reader->columns[1], &op->key);
    }
}

static bool read_program(struct reader *reader, struct race_op program[RACE_OPERATIONS], unsigned *length)
{
    *length = 0;
    while (reader->at < reader->end) {
        if (!read_words(reader))
            return false;
        if (reader->count > 0 && *length == RACE_OPERATIONS)
            return error_set(reader->error, reader->columns[0], WORD_ERROR_RACE_LONG,
                             NUMBER(RACE_OPERATIONS));
        if (reader->count > 0 && !read_operation(reader, &program[(*length)++]))
            return false;
        reader->at += *reader->at == ';';
    }
    return true;
}

RACE_VERB(go)
{
    struct race race = run_race(run);
    const struct argument *who = call_argument(call, "goroutine"), *text = call_argument(call, "program");
    unsigned goroutine = (unsigned)who->choice, length;
    struct race_op program[RACE_OPERATIONS];
    struct reader reader = {.race = &race,
                            .text = text->text,
                            .at = text->text,
                            .end = text->text + text->length,
                            .error = error};
    if (!read_program(&reader, program, &length))
        return argument_error(text, error);
    unsigned there = race_programs(race_setup(&race));
    if (goroutine > there)
        return error_set(error, who->column, there == 0 ? WORD_ERROR_RACE_GAP_FIRST : WORD_ERROR_RACE_GAP,
                         NUMBER(there), NUMBER(there + 1));
    if (length == 0)
        return error_set(error, text->column, WORD_ERROR_RACE_EMPTY);
    const struct race_setup setup = race_with_program(&race, goroutine, program, length);
    if (race_setup_check(&setup) != RACE_NO_MISTAKE)
        return error_set(error, text->column,
                         race_setup_check(&setup) == RACE_MISTAKE_INSERTS ? WORD_ERROR_RACE_INSERTS
                                                                          : WORD_ERROR_RACE_MIGRATES_ALL);
    race_give(&race, goroutine, program, length);
    struct text written = {0};
    race_add_program(race_setup(&race), goroutine, &written);
    run_tally(run, "given");
    reply_word(reply, "outcome", "given");
    reply_say(reply, WORD_RACE_SAY_GIVEN, NUMBER(goroutine + 1), text_string(&written), NUMBER(length));
    text_free(&written);
    return true;
}

/* ---- what the map holds in the beginning */

RACE_VERB(insert)
{
    struct race race = run_race(run);
    const struct argument *key = call_argument(call, "key"), *value = call_argument(call, "value");
    const struct argument *hash = call_argument(call, "hash");
    uint8_t which = 0, number = 0;
    if (!read_key(error, key->text, key->column, &which))
        return false;
    if (!value->given)
        return error_set(error, key->column, WORD_ERROR_RACE_NO_VALUE, key->text);
    if (!read_value(error, value->text, value->column, &number))
        return false;
    uint8_t bits = race_setup(&race)->hash[which];
    if (hash->given && hash->hash >= RACE_BUCKETS - RACE_OLD_BUCKETS)
        return error_set(error, hash->column, WORD_ERROR_RACE_HASH,
                         NUMBER(RACE_BUCKETS - RACE_OLD_BUCKETS - 1));
    bits = hash->given ? (uint8_t)hash->hash : bits;
    race_put(&race, which, number, bits);
    run_tally(run, "inserted");
    reply_word(reply, "outcome", "inserted");
    reply_say(reply, WORD_RACE_SAY_PUT, key->text, NUMBER(number));
    return true;
}

RACE_VERB(delete)
{
    struct race race = run_race(run);
    const struct argument *key = call_argument(call, "key");
    uint8_t which = 0;
    if (!read_key(error, key->text, key->column, &which))
        return false;
    bool there = race_setup(&race)->value[which] != 0;
    race_put(&race, which, 0, race_setup(&race)->hash[which]);
    run_tally(run, there ? "deleted" : "absent");
    reply_word(reply, "outcome", there ? "deleted" : "absent");
    reply_say(reply, there ? WORD_RACE_SAY_TAKEN_OUT : WORD_RACE_SAY_NOT_THERE, key->text);
    return true;
}

RACE_VERB(grow)
{
    struct race race = run_race(run);
    const struct argument *how = call_argument(call, "how");
    if (how->given && strcmp(how->text, "double") != 0)
        return error_set(error, how->column, WORD_ERROR_RACE_GROW_SAME);
    if (race_setup(&race)->growing)
        return error_set(error, call->column, WORD_ERROR_RACE_GROWING);
    race_grow(&race);
    run_tally(run, "growing");
    reply_word(reply, "outcome", "growing");
    reply_say(reply, WORD_RACE_SAY_GROWING, NUMBER(RACE_OLD_BUCKETS),
              NUMBER(RACE_BUCKETS - RACE_OLD_BUCKETS));
    return true;
}
