#ifndef TEST_TRACE_ALTER_H
#define TEST_TRACE_ALTER_H
/*
 * A recording with something altered, replayed: whether that is found.
 *
 * Knows: lines of JSON as recordings have them, replay. For tests only.
 */
#include "base/error.h"
#include "base/memory_or_die.h"
#include "test/trace_lines.h"
#include "test/words.h"
#include "trace/field.h"
#include "trace/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

struct outcome {
    enum replay_result result;
    enum word word;
    int64_t operation;
    char field[64], go[32];
};

static inline struct outcome replay_bytes(const struct text *bytes)
{
    struct outcome outcome = {.result = REPLAY_BROKEN};
    struct error error;
    struct world world;
    world_init(&world);
    struct replay_options options = {0};
    struct replay *replay = replay_of(bytes->bytes, bytes->length, &world, &options, &error);
    if (replay != NULL) {
        do
            outcome.result = replay_next(replay, &error);
        while (outcome.result == REPLAY_EQUAL);
    }
    if (outcome.result == REPLAY_DIFFERENT) {
        struct replay_difference difference = replay_difference(replay);
        assert_int_equal(difference.line, (size_t)difference.operation + 2);
        assert_string_not_equal(difference.go, difference.model);
        outcome.operation = difference.operation;
        snprintf(outcome.field, sizeof outcome.field, "%s", difference.field);
        snprintf(outcome.go, sizeof outcome.go, "%s", difference.go);
    }
    if (replay != NULL)
        replay_close(replay);
    world_free(&world);
    outcome.word = error.word;
    return outcome;
}

/* The recording up to line `number`, with that line replaced. */
static inline struct outcome replay_with_line(const struct trace_text *trace, size_t number,
                                              const struct text *line)
{
    struct text bytes = {0};
    text_append(&bytes, trace->bytes.bytes, trace->begins[number]);
    text_append(&bytes, line->bytes, line->length);
    text_add(&bytes, "\n");
    struct outcome outcome = replay_bytes(&bytes);
    text_free(&bytes);
    return outcome;
}

/* Another character of the same sort, a digit for a digit, a letter for a letter: one down, or (way 1) one
   up. */
static inline char other(char c, int way)
{
    if (way == 0)
        return c == '0' || c == 'a' ? (char)(c + 1) : (char)(c - 1);
    return c == '9' || c == 'f' || c == 'z' ? (char)(c - 1) : (char)(c + 1);
}

/* Where the value of `"name":` begins in the line, 0 if it has none. `after`: search behind this offset. */
static inline size_t find_value(const struct text *line, const char *name, size_t after)
{
    char quoted[24];
    snprintf(quoted, sizeof quoted, "\"%s\":", name);
    const char *begin = text_string(line), *at = strstr(begin + after, quoted);
    return at != NULL ? (size_t)(at - begin) + strlen(quoted) : 0;
}

/* The same for a field of the operation itself: not one inside a dump. */
static inline size_t find_field(const struct text *line, const char *name)
{
    size_t at = find_value(line, name, 0), full = find_value(line, "full", 0),
           delta = find_value(line, "d", 0);
    size_t dump = full != 0 ? full : delta;
    return dump != 0 && at > dump ? 0 : at;
}

/* Alters the value's `item`th run of letters and digits in its last character; false if it has not so
   many. */
static inline bool alter_value(struct text *line, size_t begin, int item, int way)
{
    const char *end = line->bytes + begin;
    bool is_list = *end == '[', in_string = false, in_run = false;
    for (; *end != '\0'; end++) {
        bool word =
            (*end >= '0' && *end <= '9') || (*end >= 'a' && *end <= 'z') || (*end >= 'A' && *end <= 'Z');
        if (in_run && !word && item-- == 0) {
            char *last = line->bytes + (end - line->bytes) - 1;
            *last = other(*last, way);
            return true;
        }
        in_run = word;
        in_string ^= *end == '"';
        bool over = is_list ? *end == ']' : !in_string && (*end == ',' || *end == '}');
        if (over && !in_string)
            return false;
    }
    return false;
}

/* The lines of a trace that have a field, and the one in their middle. */
static inline size_t middle_line_with(const struct trace_text *trace, const char *name)
{
    size_t count = 0, wanted = 0;
    for (int pass = 0; pass < 2; pass++) {
        size_t seen = 0;
        for (size_t number = 1; number < trace->count; number++) {
            struct text line = {0};
            trace_text_line(trace, number, &line);
            bool has = find_field(&line, name) != 0;
            text_free(&line);
            if (!has)
                continue;
            if (pass == 1 && seen == wanted)
                return number;
            seen++;
        }
        count = seen;
        wanted = count / 2;
    }
    return 0;
}

/* ---- what is tried with recordings of either format */

struct recorded {
    const char *name;
    int operations;
};

/* What is said of a recording, and its status. */
static inline int report(const char *file, struct text *out, struct text *errors)
{
    char *said = NULL, *wrong = NULL;
    size_t said_length, wrong_length;
    FILE *to = open_memstream(&said, &said_length), *to_errors = open_memstream(&wrong, &wrong_length);
    int status = replay_files(1, &file, words_english(), to, to_errors);
    fclose(to);
    fclose(to_errors);
    text_append(out, said, said_length);
    text_append(errors, wrong, wrong_length);
    free(said);
    free(wrong);
    return status;
}

/* The report on a recording says that all is equal, and nothing else. */
static inline void expect_equal(const char *folder, const struct recorded *recorded)
{
    struct text path = {0}, expected = {0}, out = {0}, errors = {0};
    text_format(&path, "src/test/data/%s/%s.jsonl.gz", folder, recorded->name);
    text_format(&expected, "%s: %d/%d operations equal\n", recorded->name, recorded->operations,
                recorded->operations);
    assert_int_equal(report(text_string(&path), &out, &errors), REPLAY_STATUS_EQUAL);
    assert_string_equal(text_string(&out), text_string(&expected));
    assert_string_equal(text_string(&errors), "");
    text_free(&path);
    text_free(&expected);
    text_free(&out);
    text_free(&errors);
}

/* Renames a field on a line, so that it has it no more. Of samples the recorder decides which lines have them. */
static inline bool lacks_without(const struct trace_text *trace, const struct trace_row *row, size_t number)
{
    if (number == 0 || row->role == TRACE_ROLE_SAMPLE)
        return false;
    struct text line = {0};
    trace_text_line(trace, number, &line);
    line.bytes[find_field(&line, row->name) - 3] = '~';
    struct outcome outcome = replay_with_line(trace, number, &line);
    bool found = outcome.result == REPLAY_BROKEN ? outcome.word == WORD_ERROR_TRACE_MISSING
                                                 : outcome.result == REPLAY_DIFFERENT;
    if (!found)
        fail_msg("%s: %s was not missed: %d %s", line.bytes, row->name, outcome.result, outcome.field);
    text_free(&line);
    return true;
}

/* A list that is there and empty is not none: it is told as what it is. */
static inline void expect_empty_list_told(const char *folder, const char *name)
{
    struct trace_text trace = trace_text_of(folder, name);
    struct text line = {0}, altered = {0};
    trace_text_line(&trace, 1, &line);
    text_append(&altered, line.bytes, line.length - 1);
    text_add(&altered, ",\"nh\":[]}");
    struct outcome outcome = replay_with_line(&trace, 1, &altered);
    assert_int_equal(outcome.result, REPLAY_DIFFERENT);
    assert_string_equal(outcome.field, "nh");
    assert_string_equal(outcome.go, "[]");
    text_free(&line);
    text_free(&altered);
    trace_text_free(&trace);
}

/* A header with one field altered differs there, before any operation. */
static inline void expect_header_difference(const char *folder, const char *name, const char *field)
{
    struct trace_text trace = trace_text_of(folder, name);
    struct text line = {0};
    trace_text_line(&trace, 0, &line);
    size_t value = find_value(&line, field, 0);
    assert_true(value != 0 && alter_value(&line, value, 0, 0));
    text_add(&line, "\n");
    text_append(&line, trace.bytes.bytes + trace.begins[1], trace.bytes.length - trace.begins[1]);
    struct error error;
    struct world world;
    world_init(&world);
    struct replay_options options = {0};
    struct replay *replay = replay_of(line.bytes, line.length, &world, &options, &error);
    assert_non_null(replay);
    assert_int_equal(replay_next(replay, &error), REPLAY_DIFFERENT);
    assert_int_equal(replay_difference(replay).operation, -1);
    assert_int_equal(strncmp(replay_difference(replay).field, field, strlen(field)), 0);
    replay_close(replay);
    world_free(&world);
    text_free(&line);
    trace_text_free(&trace);
}

/* A line that can't be run, in the place of line `after`. */
struct refused_line {
    size_t after;
    const char *line;
    enum word word;
};

static inline void expect_refused(const struct trace_text *trace, const struct refused_line *refused)
{
    struct text line = {0};
    text_add(&line, refused->line);
    struct outcome outcome = replay_with_line(trace, refused->after, &line);
    if (outcome.result != REPLAY_BROKEN || outcome.word != refused->word)
        fail_msg("%s: %d %s", refused->line, outcome.result, words_name(outcome.word));
    text_free(&line);
}

/* Go takes any int as a hint, and some for nothing: the recording begins with a map that was made so. */
static inline void expect_ignored_hints(const char *folder, const char *name)
{
    static const char *const hints[] = {
        "0", "8", "-1", "-9223372036854775808", "4000000000000", "4611686018427387904", "9223372036854775807",
    };
    struct trace_text trace = trace_text_of(folder, name);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        struct text make = {0}, line = {0};
        trace_text_line(&trace, 1, &make);
        size_t at = find_value(&make, "hint", 0), digits = strspn(make.bytes + at, "0123456789");
        text_append(&line, make.bytes, at);
        text_add(&line, hints[i]);
        text_add(&line, make.bytes + at + digits);
        assert_int_equal(replay_with_line(&trace, 1, &line).result, REPLAY_END);
        text_free(&make);
        text_free(&line);
    }
    trace_text_free(&trace);
}

/* ---- with a history */

struct kept_history {
    struct event *events;
    size_t count, capacity, commands;
};

static inline void kept_history_take(void *context, const struct event *event)
{
    struct kept_history *history = context;
    history->events =
        room_for_one_more(history->events, history->count, &history->capacity, sizeof *history->events);
    history->events[history->count++] = *event;
}

static inline void kept_history_command(void *context, const char *command)
{
    struct kept_history *history = context;
    history->commands += command[0] != '\0';
}

/* All events taken back, then done again, give the same map, as its checksum says; nothing that they need was released. */
static inline void expect_back_and_forth(const char *path, size_t operations,
                                         uint64_t (*checksum)(const struct world *world))
{
    struct error error;
    struct kept_history history = {0};
    struct world world;
    world_init(&world);
    world.memory.sink = (struct sink){kept_history_take, &history};
    struct replay_options options = {
        .keep_history = true, .before = kept_history_command, .context = &history};
    struct replay *replay = replay_open(path, &world, &options, &error);
    while (replay_next(replay, &error) == REPLAY_EQUAL)
        ;
    assert_int_equal(replay_done(replay), operations);
    assert_int_equal(history.commands, operations);
    replay_close(replay);
    assert_true(world.memory.sink.take == kept_history_take);
    uint64_t before = checksum(&world);
    size_t regions = world.memory.region_count;
    for (size_t i = history.count; i-- > 0;)
        memory_revert(&world.memory, &history.events[i]);
    assert_int_equal(world_count(&world), 0);
    assert_int_equal(world.memory.region_count, 1);
    for (size_t i = 0; i < history.count; i++)
        memory_apply(&world.memory, &history.events[i]);
    assert_int_equal(world.memory.region_count, regions);
    assert_true(checksum(&world) == before);
    world_free(&world);
    free(history.events);
}

/* Without one, storage of what was dropped goes as soon as no iterator can be in it. Returns how many regions were. */
static inline size_t expect_released(const char *path)
{
    struct error error;
    struct world world;
    world_init(&world);
    struct replay_options options = {0};
    struct replay *replay = replay_open(path, &world, &options, &error);
    while (replay_next(replay, &error) == REPLAY_EQUAL)
        ;
    size_t dropped = 0;
    for (size_t i = 0; i < world.memory.region_count; i++) {
        dropped += !world.memory.regions[i].live;
        assert_true(world.memory.regions[i].live || !memory_holds(&world.memory, (uint32_t)i));
    }
    replay_close(replay);
    world_free(&world);
    return dropped;
}

#endif
