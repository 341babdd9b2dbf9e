/* trace/swiss: real Swiss maps of Go 1.24, operation by operation; and that a recording with any one field altered is caught. */
#include "model/swiss/swiss.h"
#include "test/trace_alter.h"
#include "test/words.h"
#include "trace/report.h"
#include "trace/swiss/perform.h"
#include "trace/swiss/reader.h"
#include "trace/swiss/sample.h"

static const struct recorded traces[] = {
    {"01-grow-str", 2578},       {"02-grow-i64", 2578},       {"03-grow-pair", 2578},
    {"04-grow-big", 2578},       {"05-small-str", 869},       {"06-small-i64", 1120},
    {"07-small-i32", 969},       {"08-small-f64", 1055},      {"09-churn-str", 2605},
    {"10-churn-i64", 2603},      {"11-churn-i32", 2605},      {"12-churn-iface", 2605},
    {"13-churn-inj-str", 2605},  {"14-hints-str", 3235},      {"15-hints-i64", 3235},
    {"16-iters-str", 3015},      {"17-iters-i64", 2993},      {"18-iters-pair", 3140},
    {"19-clears-str", 3095},     {"20-clears-big", 3095},     {"21-split-inj-i64", 4309},
    {"22-split-inj-str", 4309},  {"23-tomb-inj-i64", 795},    {"24-tomb-inj-str", 763},
    {"25-collide-inj-i64", 352}, {"26-nans-f64", 1796},       {"27-edge-str", 216},
    {"28-edge-i64", 156},        {"29-split2-inj-i64", 3905}, {"30-dirs-inj-str", 11658},
};

static void real_maps_are_reproduced(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof traces / sizeof *traces; i++)
        expect_equal("swiss-traces", &traces[i]);
}

/* ---- alterations */

static const char *const altered_traces[] = {"26-nans-f64", "16-iters-str", "23-tomb-inj-i64", "05-small-str",
                                             "19-clears-str"};
enum { ALTERED_TRACES = sizeof altered_traces / sizeof *altered_traces, LINES_TRIED = 3 };

/* The next line behind `number` that has a field; 0: there is none. */
static size_t next_line_with(const struct trace_text *trace, const char *name, size_t number)
{
    for (number++; number < trace->count; number++) {
        struct text line = {0};
        trace_text_line(trace, number, &line);
        bool has = find_field(&line, name) != 0;
        text_free(&line);
        if (has)
            return number;
    }
    return 0;
}

/* A few lines that have a field, all over the first part of a trace. */
static size_t some_line_with(const struct trace_text *trace, const char *name, int which)
{
    return next_line_with(trace, name, trace->count / 4 * (size_t)which / LINES_TRIED);
}

/* The recording with line `number` replaced and all that follows as it was. */
static struct outcome replay_all_with_line(const struct trace_text *trace, size_t number,
                                           const struct text *line)
{
    struct text bytes = {0};
    text_append(&bytes, trace->bytes.bytes, trace->begins[number]);
    text_append(&bytes, line->bytes, line->length);
    text_add(&bytes, "\n");
    text_append(&bytes, trace->bytes.bytes + trace->begins[number + 1],
                trace->bytes.length - trace->begins[number + 1]);
    struct outcome outcome = replay_bytes(&bytes);
    text_free(&bytes);
    return outcome;
}

/*
 * What the replay takes from the recording, since Go drew it or was told it, and the field of a line that begins it: altered, it shows
 * elsewhere or later, if anybody could see it at all. All else is compared where it stands.
 */
static bool is_taken(int field, const struct text *line)
{
    bool keyed = strstr(line->bytes, "\"op\":\"iter") == NULL,
         begins = strstr(line->bytes, "\"op\":\"iterinit") != NULL;
    switch (field) {
    case TRACE_FIELD_k:
    case TRACE_FIELD_v:
    case TRACE_FIELD_h:
        return keyed;
    case SWISS_TRACE_FIELD_it:
        return begins;
    case SWISS_TRACE_FIELD_seed:
    case TRACE_FIELD_nh:
    case SWISS_TRACE_FIELD_do:
    case SWISS_TRACE_FIELD_eo:
        return true;
    default:
        return swiss_trace_shape.rows[field].role == TRACE_ROLE_INPUT;
    }
}

/* Alters one item of a field that is compared. 1: the replay found it there; 0: there is no such item, or the reader refused it. */
static int alter_compared(const struct trace_text *trace, size_t number, int field, int item, int way)
{
    const char *name = swiss_trace_shape.rows[field].name;
    struct text line = {0};
    trace_text_line(trace, number, &line);
    int found = 0;
    if (!is_taken(field, &line) && alter_value(&line, find_field(&line, name), item, way)) {
        struct outcome outcome = replay_with_line(trace, number, &line);
        bool refused = outcome.result == REPLAY_BROKEN && outcome.word != WORD_NONE;
        found = outcome.result == REPLAY_DIFFERENT && outcome.operation == (int64_t)number - 1 &&
                strncmp(outcome.field, name, strlen(name)) == 0;
        if (!refused && !found)
            fail_msg("%s: field %s was missed: %d %s", line.bytes, name, outcome.result, outcome.field);
    }
    text_free(&line);
    return found;
}

/* Alters one item of what is taken; 1: something shows, there or later. Nothing may be refused without a word. */
static int alter_taken(const struct trace_text *trace, size_t number, int field, int item, int way)
{
    struct text line = {0};
    trace_text_line(trace, number, &line);
    int found = 0;
    if (is_taken(field, &line) &&
        alter_value(&line, find_field(&line, swiss_trace_shape.rows[field].name), item, way)) {
        struct outcome outcome = replay_all_with_line(trace, number, &line);
        found = outcome.result != REPLAY_END;
        assert_true(outcome.result != REPLAY_BROKEN || outcome.word != WORD_NONE);
        assert_true(outcome.result != REPLAY_DIFFERENT || outcome.operation >= (int64_t)number - 1);
    }
    text_free(&line);
    return found;
}

static void alter_field(const struct trace_text *trace, int field, int *found)
{
    int most = field == SWISS_TRACE_FIELD_tabs ? SWISS_TRACE_TABLE_NUMBERS
               : field == SWISS_TRACE_FIELD_it ? SWISS_TRACE_POSITION_NUMBERS + SWISS_TRACE_POSITION_OFFSETS
                                               : 2;
    for (int which = 0; which < LINES_TRIED; which++) {
        size_t number = some_line_with(trace, swiss_trace_shape.rows[field].name, which);
        if (number == 0)
            return;
        for (int item = 0; item < most; item++) {
            int first = alter_compared(trace, number, field, item, 0);
            *found += first != 0 ? first : alter_compared(trace, number, field, item, 1);
            *found += which == 0 && alter_taken(trace, number, field, item, 0);
        }
    }
}

/* Every field of the table, but for `end`, which has but one value, and those that a whole test is about. */
static void an_altered_field_is_found(void **state)
{
    (void)state;
    int found[SWISS_TRACE_FIELDS] = {0};
    for (size_t i = 0; i < ALTERED_TRACES; i++) {
        struct trace_text trace = trace_text_of("swiss-traces", altered_traces[i]);
        for (int field = 0; field < SWISS_TRACE_FIELDS; field++) {
            if (field != SWISS_TRACE_FIELD_full)
                alter_field(&trace, field, &found[field]);
        }
        trace_text_free(&trace);
    }
    for (int field = 0; field < SWISS_TRACE_FIELDS; field++) {
        bool exempt = field == TRACE_FIELD_end || field == SWISS_TRACE_FIELD_full ||
                      field == TRACE_FIELD_hint || field == SWISS_TRACE_FIELD_do;
        if (!exempt && found[field] == 0)
            fail_msg("no alteration of %s was found", swiss_trace_shape.rows[field].name);
    }
}

/* Where a loop begins in the directory shows if there is one. */
static void an_altered_beginning_of_a_loop_is_found(void **state)
{
    (void)state;
    struct trace_text trace = trace_text_of("swiss-traces", "14-hints-str");
    int found = 0;
    for (size_t number = 0; found == 0 && (number = next_line_with(&trace, "do", number)) != 0;)
        found += alter_taken(&trace, number, SWISS_TRACE_FIELD_do, 0, 0);
    assert_int_equal(found, 1);
    trace_text_free(&trace);
}

/* A hint of which one digit is another: the tables are, or the digit makes no difference to Go. */
static void an_altered_hint_is_found(void **state)
{
    (void)state;
    struct trace_text trace = trace_text_of("swiss-traces", "15-hints-i64");
    int found = 0, tried = 0;
    for (size_t number = 0; tried < 20 && (number = next_line_with(&trace, "hint", number)) != 0; tried++) {
        struct text line = {0};
        trace_text_line(&trace, number, &line);
        size_t hint = find_field(&line, "hint");
        int64_t before = strtoll(line.bytes + hint, NULL, 10);
        line.bytes[hint] = other(line.bytes[hint], 1);
        int64_t after = strtoll(line.bytes + hint, NULL, 10);
        struct outcome outcome = replay_with_line(&trace, number, &line);
        struct swiss_type type = {.group_size = 136};
        uint64_t capacity[2];
        bool same = swiss_tables_for_hint(&type, before, &capacity[0]) ==
                        swiss_tables_for_hint(&type, after, &capacity[1]) &&
                    capacity[0] == capacity[1];
        assert_int_equal(outcome.result, same ? REPLAY_END : REPLAY_DIFFERENT);
        found += !same;
        text_free(&line);
    }
    assert_true(found > 5);
    trace_text_free(&trace);
}

/* Renames a field, so that the line has it no more. Of samples the recorder decides which lines have them. */
static void a_missing_field_is_found(void **state)
{
    (void)state;
    int tried = 0;
    for (size_t i = 0; i < ALTERED_TRACES; i++) {
        struct trace_text trace = trace_text_of("swiss-traces", altered_traces[i]);
        for (int field = 0; field < SWISS_TRACE_FIELDS; field++) {
            const struct trace_row *row = &swiss_trace_shape.rows[field];
            tried += lacks_without(&trace, row, some_line_with(&trace, row->name, 1));
        }
        trace_text_free(&trace);
    }
    assert_true(tried > 60);
}

/* ---- groups that are written out */

/* The first `from` behind "full" on a line that has it becomes `to`; 1: found there, 0: no line has it. */
static int alter_dump(const char *name, const char *from, const char *to)
{
    struct trace_text trace = trace_text_of("swiss-traces", name);
    int found = 0;
    for (size_t number = 1; number < trace.count && found == 0; number++) {
        struct text line = {0}, altered = {0};
        trace_text_line(&trace, number, &line);
        size_t dump = find_value(&line, "full", 0);
        const char *at = dump != 0 ? strstr(line.bytes + dump, from) : NULL;
        if (at != NULL) {
            text_append(&altered, line.bytes, (size_t)(at - line.bytes));
            text_add(&altered, to);
            text_add(&altered, at + strlen(from));
            struct outcome outcome = replay_with_line(&trace, number, &altered);
            if (outcome.result != REPLAY_DIFFERENT || outcome.operation != (int64_t)number - 1 ||
                strncmp(outcome.field, "full ", 5) != 0)
                fail_msg("%s for %s was missed: %d %s", to, from, outcome.result, outcome.field);
            found = 1;
        }
        text_free(&line);
        text_free(&altered);
    }
    trace_text_free(&trace);
    return found;
}

static void an_altered_dump_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *name, *from, *to;
    } dumps[] = {
        {"05-small-str", "\"c\":\"8", "\"c\":\"f"},                     /* a control byte of an empty slot */
        {"05-small-str", "\"c\":\"0", "\"c\":\"1"},                     /* a tag */
        {"23-tomb-inj-i64", "fe", "80"},                                /* a tombstone */
        {"26-nans-f64", "\"kv\":[\"", "\"kv\":[\"1"},                   /* a key */
        {"05-small-str", "\"]}", "x\"]}"},                              /* an elem */
        {"05-small-str", "\"]}", "\",\"x\",\"y\"]}"},                   /* an entry more */
        {"01-grow-str", ",{\"c\":\"8080808080808080\",\"kv\":[]}", ""}, /* a group less */
        {"01-grow-str", "}]]", "},{\"c\":\"8080808080808080\",\"kv\":[]}]]"}, /* a group more */
        {"01-grow-str", "}]]", "}],[]]"},                                     /* a table more */
        {"01-grow-str", "[[{", "[[],[{"},                                     /* its groups are another's */
    };
    for (size_t i = 0; i < sizeof dumps / sizeof *dumps; i++) {
        if (!alter_dump(dumps[i].name, dumps[i].from, dumps[i].to))
            fail_msg("%s has no %s", dumps[i].name, dumps[i].from);
    }
}

static void an_empty_list_is_told(void **state)
{
    (void)state;
    expect_empty_list_told("swiss-traces", "26-nans-f64");
}

static void an_altered_header_is_found(void **state)
{
    (void)state;
    static const char *const fields[] = {"path",      "keysize", "elemsize", "slotsize",  "elemoff",
                                         "groupsize", "keyind",  "elemind",  "reflexive", "keyupdate"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        expect_header_difference("swiss-traces", "05-small-str", fields[i]);
}

/* ---- lines that are read well and cannot be run */

#define STATE "\"used\":0,\"seed\":\"00000000000000ff\",\"dl\":0,\"gd\":0,\"cs\":0,\"sm\":0,\"tabs\":[]}"

static void what_cannot_be_run_is_told(void **state)
{
    (void)state;
    static const struct refused_line lines[] = {
        {1, "{\"i\":0,\"op\":\"clear\"," STATE, WORD_ERROR_TRACE_NO_MAKE},
        {1, "{\"i\":0,\"op\":\"make\",\"hint\":100000000000," STATE, WORD_ERROR_TRACE_HINT},
        {1, "{\"i\":0,\"op\":\"make\",\"hint\":1048577," STATE, WORD_ERROR_TRACE_HINT},
        {2, "{\"i\":1,\"op\":\"iternext\",\"id\":\"A\"," STATE, WORD_ERROR_TRACE_ITERATOR},
        {2, "{\"i\":1,\"op\":\"insert\",\"k\":\"x\",\"h\":\"00000000000000ff\",\"v\":\"5\"," STATE,
         WORD_ERROR_TRACE_VALUE},
        {2, "{\"i\":1,\"op\":\"insert\",\"k\":\"5\",\"h\":\"00000000000000ff\",\"v\":\"x\"," STATE,
         WORD_ERROR_TRACE_VALUE},
        {2, "{\"i\":1,\"op\":\"insert\",\"k\":\"5\",\"v\":\"5\"," STATE, WORD_ERROR_TRACE_MISSING},
    };
    struct trace_text trace = trace_text_of("swiss-traces", "02-grow-i64");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        expect_refused(&trace, &lines[i]);
    trace_text_free(&trace);
}

/* A key that is there has another hash than the one that it was put by. */
static void a_key_with_two_hashes_is_refused(void **state)
{
    (void)state;
    struct trace_text trace = trace_text_of("swiss-traces", "02-grow-i64");
    size_t number = next_line_with(&trace, "h", 0);
    struct text line = {0};
    trace_text_line(&trace, number, &line);
    size_t hash = find_field(&line, "h");
    line.bytes[hash + 1] = other(line.bytes[hash + 1], 0);
    struct outcome outcome = replay_with_line(&trace, number + 1, &line);
    assert_int_equal(outcome.result, REPLAY_BROKEN);
    assert_string_equal(words_name(outcome.word), "ERROR_TRACE_HASH");
    text_free(&line);
    trace_text_free(&trace);
}

/* Go takes any int as a hint, and some for nothing. */
static void hints_that_go_ignores_make_the_map_without_one(void **state)
{
    (void)state;
    expect_ignored_hints("swiss-traces", "02-grow-i64");
}

static void iterators_without_end_are_refused(void **state)
{
    (void)state;
    struct trace_text trace = trace_text_of("swiss-traces", "02-grow-i64");
    struct text bytes = {0}, make = {0};
    text_append(&bytes, trace.bytes.bytes, trace.begins[2]);
    trace_text_line(&trace, 1, &make);
    const char *seed = make.bytes + find_field(&make, "seed") + 1;
    for (int i = 1; i < 100; i++)
        text_format(&bytes,
                    "{\"i\":%d,\"op\":\"iterinit\",\"id\":\"%d\",\"end\":1,\"used\":0,\"seed\":\"%.16s\","
                    "\"dl\":0,\"gd\":0,"
                    "\"cs\":0,\"sm\":0,\"tabs\":[]}\n",
                    i, i, seed);
    struct outcome outcome = replay_bytes(&bytes);
    assert_int_equal(outcome.result, REPLAY_BROKEN);
    assert_string_equal(words_name(outcome.word), "ERROR_TRACE_ITERATORS");
    text_free(&bytes);
    text_free(&make);
    trace_text_free(&trace);
}

/* Equal hashes without end: the model says where its directory ends. */
static void equal_hashes_without_end_are_refused(void **state)
{
    (void)state;
    struct trace_text trace = trace_text_of("swiss-traces", "02-grow-i64");
    struct text bytes = {0};
    struct error error = {0};
    text_append(&bytes, trace.bytes.bytes, trace.begins[2]);
    for (int i = 1; i < 900; i++)
        text_format(&bytes,
                    "{\"i\":%d,\"op\":\"insert\",\"k\":\"%d\",\"h\":\"00000000000000ff\",\"v\":\"5\"," STATE
                    "\n",
                    i, i);
    struct trace_lines *lines = trace_lines_of(bytes.bytes, bytes.length, &error);
    struct swiss_reader *reader = swiss_reader_open(lines, &error);
    struct swiss map = {0};
    struct world world;
    world_init(&world);
    map = swiss_of(&world, swiss_new(&world, 1));
    uint32_t type = swiss_type_number(&world, "map[int64]int64", GO_1_24, &error);
    const struct swiss_type *its = world_type(&world, type);
    struct trace_performer performer =
        trace_performer_of(&swiss_perform_row, &world, map.home, &its->map, &reader->its);
    struct swiss_trace_operation go, model = {0};
    int done = 0;
    while (swiss_reader_next(reader, &go, &error) == TRACE_READ &&
           swiss_perform(&performer, &go, &model, &error))
        done++;
    assert_int_equal(done, 1 + 896);
    assert_string_equal(words_name(error.word), "ERROR_TRACE_REFUSED");
    trace_performer_free(&performer);
    swiss_reader_close(reader);
    trace_lines_close(lines);
    world_free(&world);
    text_free(&bytes);
    trace_text_free(&trace);
}

/* ---- with a history */

static uint64_t checksum_of(const struct world *world)
{
    const struct swiss map = swiss_of((struct world *)world, world_home(world, 0));
    struct swiss_sampler sampler = {0};
    uint64_t sum = swiss_sample_checksum(&sampler, &map);
    swiss_sampler_free(&sampler);
    return sum;
}

static void a_kept_history_goes_back_and_forth(void **state)
{
    (void)state;
    expect_back_and_forth("src/test/data/swiss-traces/29-split2-inj-i64.jsonl.gz", 3905, checksum_of);
}

static void without_a_history_dropped_regions_are_released(void **state)
{
    (void)state;
    assert_true(expect_released("src/test/data/swiss-traces/01-grow-str.jsonl.gz") > 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_maps_are_reproduced),
        cmocka_unit_test(an_altered_field_is_found),
        cmocka_unit_test(an_altered_beginning_of_a_loop_is_found),
        cmocka_unit_test(an_altered_hint_is_found),
        cmocka_unit_test(a_missing_field_is_found),
        cmocka_unit_test(an_altered_dump_is_found),
        cmocka_unit_test(an_empty_list_is_told),
        cmocka_unit_test(an_altered_header_is_found),
        cmocka_unit_test(what_cannot_be_run_is_told),
        cmocka_unit_test(a_key_with_two_hashes_is_refused),
        cmocka_unit_test(hints_that_go_ignores_make_the_map_without_one),
        cmocka_unit_test(iterators_without_end_are_refused),
        cmocka_unit_test(equal_hashes_without_end_are_refused),
        cmocka_unit_test(a_kept_history_goes_back_and_forth),
        cmocka_unit_test(without_a_history_dropped_regions_are_released),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
