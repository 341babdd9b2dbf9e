/* trace/replay: real Go maps, operation by operation; and that a recording with any one field altered is
   caught. */
#include "test/trace_alter.h"
#include "test/words.h"
#include "trace/classic/checksum.h"
#include "trace/classic/replay.h"
#include "trace/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const struct recorded traces[] = {
    {"01-grow-str", 2001},          {"02-grow-i64", 2001},          {"03-grow-pair", 2001},
    {"04-grow-big", 2001},          {"05-pure-str", 531},           {"06-iters-big", 1101},
    {"07-churn-str", 3435},         {"08-churn-i64", 6085},         {"09-churn-pair", 4202},
    {"10-churnlow-i64", 2510},      {"11-churnlow-str", 1963},      {"12-same-str", 1880},
    {"13-same-i64", 1800},          {"14-same-pair", 1725},         {"15-delgrow-str", 1215},
    {"16-delgrow-i64", 1272},       {"17-delgrow-iface", 1270},     {"18-shrink-str", 2003},
    {"19-shrink-i64", 1927},        {"20-hints-str", 975},          {"21-hints-i64", 944},
    {"22-hintbig-str", 2257},       {"23-collide-str", 571},        {"24-iterfar-iface", 935},
    {"25-prealloc-str", 1289},      {"26-prealloc-i64", 1309},      {"27-clear-str", 718},
    {"28-clear-i64", 718},          {"29-edge-i32", 511},           {"30-edge-str", 514},
    {"31-holes-str", 764},          {"32-holes-i64", 763},          {"33-strings-str", 323},
    {"34-iters-str", 1842},         {"35-iterfar-i64", 887},        {"36-nans-f64", 533},
    {"37-tops-inj-str", 1214},      {"38-evacorder-inj-i64", 1443}, {"39-big16-i64", 743},
    {"40-evac1024-inj-i64", 28732},
};

static void real_maps_are_reproduced(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof traces / sizeof *traces; i++)
        expect_equal("traces", &traces[i]);
}

/* ---- alterations */

static const char *const altered_traces[] = {"36-nans-f64", "34-iters-str", "23-collide-str",
                                             "38-evacorder-inj-i64", "05-pure-str"};
enum { ALTERED_TRACES = sizeof altered_traces / sizeof *altered_traces };

/* Inputs steer the operation, so altering them shows elsewhere. */
static bool is_input(int field, const struct text *line)
{
    bool keyed = strstr(line->bytes, "\"op\":\"iter") == NULL;
    return classic_trace_shape.rows[field].role == TRACE_ROLE_INPUT ||
           (keyed && (field == TRACE_FIELD_k || field == TRACE_FIELD_v || field == TRACE_FIELD_h));
}

/*
 * Alters one item of a field. 1: the replay found it, 0: there is no such item, or the reader refused the
 * line, since nothing right came of it (end:0, ev:["gro"]).
 */
static int alter_item(const struct trace_text *trace, size_t number, int field, int item, int way)
{
    const char *name = classic_trace_shape.rows[field].name;
    struct text line = {0};
    trace_text_line(trace, number, &line);
    int found = 0;
    if (!is_input(field, &line) && alter_value(&line, find_field(&line, name), item, way)) {
        struct outcome outcome = replay_with_line(trace, number, &line);
        bool refused = outcome.result == REPLAY_BROKEN && outcome.word != WORD_NONE;
        found = outcome.result == REPLAY_DIFFERENT && outcome.operation == (int64_t)number - 1;
        /* fr is given to the model, which then draws something else. */
        if (field != CLASSIC_TRACE_FIELD_fr)
            found = found && strncmp(outcome.field, name, strlen(name)) == 0;
        if (!refused && !found)
            fail_msg("%s: field %s was missed: %d %s", line.bytes, name, outcome.result, outcome.field);
    }
    text_free(&line);
    return found;
}

/* The first item of a field, and for lists the second and fourth too. Returns how many alterations were
   found. */
static int alter_field(const struct trace_text *trace, int field)
{
    static const int items[] = {0, 1, 3};
    size_t number = middle_line_with(trace, classic_trace_shape.rows[field].name);
    int found = 0;
    if (number == 0 || field == CLASSIC_TRACE_FIELD_full || field == CLASSIC_TRACE_FIELD_d)
        return 0;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        int first = alter_item(trace, number, field, items[i], 0);
        found += first != 0 ? first : alter_item(trace, number, field, items[i], 1);
    }
    return found;
}

static void an_altered_field_is_found(void **state)
{
    (void)state;
    int found[CLASSIC_TRACE_FIELDS] = {0};
    for (size_t i = 0; i < ALTERED_TRACES; i++) {
        struct trace_text trace = trace_text_load(altered_traces[i]);
        for (int field = 0; field < CLASSIC_TRACE_FIELDS; field++)
            found[field] += alter_field(&trace, field);
        trace_text_free(&trace);
    }
    for (int field = 0; field < CLASSIC_TRACE_FIELDS; field++) {
        enum trace_role role = classic_trace_shape.rows[field].role;
        bool exempt = role == TRACE_ROLE_INPUT || field == TRACE_FIELD_h || field == TRACE_FIELD_end ||
                      field == CLASSIC_TRACE_FIELD_full || field == CLASSIC_TRACE_FIELD_d;
        if (!exempt && found[field] == 0)
            fail_msg("no alteration of %s was tried", classic_trace_shape.rows[field].name);
    }
}

/* Renames a field, so that the line has it no more. */
static void a_missing_field_is_found(void **state)
{
    (void)state;
    int tried = 0;
    for (size_t i = 0; i < ALTERED_TRACES; i++) {
        struct trace_text trace = trace_text_load(altered_traces[i]);
        for (int field = 0; field < CLASSIC_TRACE_FIELDS; field++) {
            const struct trace_row *row = &classic_trace_shape.rows[field];
            tried += lacks_without(&trace, row, middle_line_with(&trace, row->name));
        }
        trace_text_free(&trace);
    }
    assert_true(tried > 80);
}

/* ---- dumps: each field of a link, in the present and the old array */

static int alter_dump(const struct trace_text *trace, const char *dump, const char *array, const char *field)
{
    int caught = 0;
    for (size_t number = 1; number < trace->count && caught == 0; number++) {
        struct text line = {0};
        trace_text_line(trace, number, &line);
        size_t in_dump = find_value(&line, dump, 0),
               in_array = in_dump ? find_value(&line, array, in_dump) : 0;
        size_t value = in_array ? find_value(&line, field, in_array) : 0;
        bool altered = false;
        while (value != 0 && !(altered = alter_value(&line, value, 0, 0)))
            value = find_value(&line, field, value);
        if (altered) {
            struct outcome outcome = replay_with_line(trace, number, &line);
            char suffix[8];
            snprintf(suffix, sizeof suffix, "].%s", field);
            if (outcome.result != REPLAY_DIFFERENT || outcome.operation != (int64_t)number - 1 ||
                strncmp(outcome.field, dump, strlen(dump)) != 0 || strstr(outcome.field, suffix) == NULL)
                fail_msg("%s %s %s at operation %zu was not missed: %d %s", dump, array, field, number - 1,
                         outcome.result, outcome.field);
            caught++;
        }
        text_free(&line);
    }
    return caught;
}

static void an_altered_dump_is_found(void **state)
{
    (void)state;
    static const char *const dumps[] = {"full", "d"}, *const arrays[] = {"n", "o"},
                             *const fields[] = {"id", "t", "z", "kv"};
    int caught[2][2][4] = {0};
    static const char *const names[] = {"23-collide-str", "38-evacorder-inj-i64", "09-churn-pair"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct trace_text trace = trace_text_load(names[i]);
        for (int d = 0; d < 2; d++) {
            for (int a = 0; a < 2; a++) {
                for (int f = 0; f < 4; f++)
                    caught[d][a][f] +=
                        caught[d][a][f] ? 0 : alter_dump(&trace, dumps[d], arrays[a], fields[f]);
            }
        }
        trace_text_free(&trace);
    }
    for (int d = 0; d < 2; d++) {
        for (int a = 0; a < 2; a++) {
            for (int f = 0; f < 4; f++) {
                /* The old chains that a delta lists were all evacuated: they have no entries. */
                bool never = d == 1 && a == 1 && f == 3;
                if (!never && !caught[d][a][f])
                    fail_msg("no alteration of %s.%s.%s was tried", dumps[d], arrays[a], fields[f]);
            }
        }
    }
}

/* Replaces the first `from` behind `"dump":` on the first line that has it; the difference must be at
   `field`. */
static void alter_dump_text(const char *name, const char *dump, const char *from, const char *to,
                            const char *field)
{
    struct trace_text trace = trace_text_load(name);
    bool tried = false;
    for (size_t number = 1; number < trace.count && !tried; number++) {
        struct text line = {0}, altered = {0};
        trace_text_line(&trace, number, &line);
        size_t in_dump = find_value(&line, dump, 0);
        const char *at = in_dump != 0 ? strstr(line.bytes + in_dump, from) : NULL;
        if (at != NULL) {
            tried = true;
            text_append(&altered, line.bytes, (size_t)(at - line.bytes));
            text_add(&altered, to);
            text_add(&altered, at + strlen(from));
            struct outcome outcome = replay_with_line(&trace, number, &altered);
            if (outcome.result != REPLAY_DIFFERENT || outcome.operation != (int64_t)number - 1 ||
                strstr(outcome.field, field) == NULL)
                fail_msg("%s for %s was missed: %d %s", to, from, outcome.result, outcome.field);
        }
        text_free(&line);
        text_free(&altered);
    }
    assert_true(tried);
    trace_text_free(&trace);
}

static void another_shape_of_a_dump_is_found(void **state)
{
    (void)state;
    /* the kind of a bucket: taken from the reserve, on its own, main */
    alter_dump_text("23-collide-str", "full", "\"b\":\"p0\"", "\"b\":\"p1\"", "].b");
    alter_dump_text("02-grow-i64", "d", "\"b\":\"p", "\"b\":\"p1", "].b");
    alter_dump_text("23-collide-str", "full", "\"b\":\"f\"", "\"b\":\"p0\"", "].b");
    alter_dump_text("23-collide-str", "full", "\"b\":\"m\"", "\"b\":\"f\"", "].b");
    /* one chain more, one link more, an entry less, a wiped mark where none is */
    alter_dump_text("23-collide-str", "full", "\"o\":[]",
                    "\"o\":[[{\"b\":\"m\",\"t\":\"0000000000000000\",\"kv\":[]}]]", "full o");
    alter_dump_text("23-collide-str", "full", "}]],\"o\"",
                    "},{\"b\":\"f\",\"t\":\"0000000000000000\",\"kv\":[]}]],\"o\"", ".links");
    alter_dump_text("23-collide-str", "full", "\"]}]],\"o\"", "\",\"x\",\"y\"]}]],\"o\"", ".kv");
    alter_dump_text("23-collide-str", "full", ",\"kv\"", ",\"z\":0,\"kv\"", "].z");
}

/* A changed chain that a delta does not list. */
static void a_chain_left_out_is_found(void **state)
{
    (void)state;
    struct trace_text trace = trace_text_load("38-evacorder-inj-i64");
    int tried = 0;
    for (size_t number = 1; number < trace.count && tried < 3; number++) {
        struct text line = {0}, altered = {0};
        trace_text_line(&trace, number, &line);
        size_t dump = find_value(&line, "d", 0), old = dump != 0 ? find_value(&line, "o", dump) : 0;
        if (old != 0 && line.bytes[old + 1] == '"') {
            text_append(&altered, line.bytes, old);
            text_add(&altered, "{}}}");
            struct outcome outcome = replay_with_line(&trace, number, &altered);
            assert_int_equal(outcome.result, REPLAY_DIFFERENT);
            assert_int_equal(strncmp(outcome.field, "d o", 3), 0);
            tried++;
        }
        text_free(&line);
        text_free(&altered);
    }
    assert_int_equal(tried, 3);
    trace_text_free(&trace);
}

static void an_empty_list_is_told(void **state)
{
    (void)state;
    expect_empty_list_told("traces", "36-nans-f64");
}

static void an_altered_header_is_found(void **state)
{
    (void)state;
    static const char *const fields[] = {"path",    "keysize", "elemsize",  "bucketsize", "keyind",
                                         "elemind", "ptrs",    "reflexive", "keyupdate",  "prealloc"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        expect_header_difference("traces", "23-collide-str", fields[i]);
}

/* ---- lines that are read well and cannot be run */

static void what_cannot_be_run_is_told(void **state)
{
    (void)state;
#define STATE                                                                                                \
    "\"cnt\":0,\"B\":0,\"fl\":0,\"nov\":0,\"nev\":0,\"h0\":\"00000000000000ff\",\"old\":0,\"ss\":0,\"al\":"  \
    "1,"                                                                                                     \
    "\"nx\":-1,\"ovn\":0,\"ovo\":0}"
    static const struct refused_line lines[] = {
        {1, "{\"i\":0,\"op\":\"clear\"," STATE, WORD_ERROR_TRACE_NO_MAKE},
        {1, "{\"i\":0,\"op\":\"make\",\"hint\":999999999999," STATE, WORD_ERROR_TRACE_HINT},
        {1, "{\"i\":0,\"op\":\"make\",\"hint\":9000000," STATE, WORD_ERROR_TRACE_HINT},
        {2, "{\"i\":1,\"op\":\"iternext\",\"id\":\"A\"," STATE, WORD_ERROR_TRACE_ITERATOR},
        {2, "{\"i\":1,\"op\":\"insert\",\"k\":\"x\",\"v\":\"5\",\"h\":\"00000000000000ff\"," STATE,
         WORD_ERROR_TRACE_VALUE},
        {2, "{\"i\":1,\"op\":\"insert\",\"k\":\"5\",\"v\":\"5\"," STATE, WORD_ERROR_TRACE_MISSING},
        {3,
         "{\"i\":2,\"op\":\"insert\",\"k\":\"2220000000000\",\"v\":\"5\",\"h\":\"0000000000000001\"," STATE,
         WORD_ERROR_TRACE_HASH},
    };
    struct trace_text trace = trace_text_load("02-grow-i64");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        expect_refused(&trace, &lines[i]);
    trace_text_free(&trace);
}

/* Go takes any int as a hint, and some for nothing: 02-grow-i64 begins with a map that was made so. */
static void hints_that_go_ignores_make_the_map_without_one(void **state)
{
    (void)state;
    expect_ignored_hints("traces", "02-grow-i64");
}

static void iterators_without_end_are_refused(void **state)
{
    (void)state;
    struct trace_text trace = trace_text_load("02-grow-i64");
    struct text bytes = {0}, make = {0};
    text_append(&bytes, trace.bytes.bytes, trace.begins[2]);
    trace_text_line(&trace, 1, &make);
    const char *hash0 = make.bytes + find_field(&make, "h0") + 1;
    for (int i = 1; i < 100; i++)
        text_format(
            &bytes,
            "{\"i\":%d,\"op\":\"iterinit\",\"id\":\"%d\",\"end\":1,\"cnt\":0,\"B\":0,\"fl\":0,\"nov\":0,"
            "\"nev\":0,\"h0\":\"%.16s\",\"old\":0,\"ss\":0,\"al\":0,\"nx\":-1,\"ovn\":0,\"ovo\":0}\n",
            i, i, hash0);
    struct outcome outcome = replay_bytes(&bytes);
    assert_int_equal(outcome.result, REPLAY_BROKEN);
    assert_string_equal(words_name(outcome.word), "ERROR_TRACE_ITERATORS");
    text_free(&bytes);
    text_free(&make);
    trace_text_free(&trace);
}

/* ---- the report */

static void the_report_names_the_first_difference(void **state)
{
    (void)state;
    struct trace_text trace = trace_text_load("23-collide-str");
    size_t count = find_value(&trace.bytes, "cnt", trace.begins[41]);
    trace.bytes.bytes[count] = other(trace.bytes.bytes[count], 0);
    char path[] = "/tmp/growwork-test-XXXXXX";
    FILE *file = fdopen(mkstemp(path), "wb");
    assert_non_null(file);
    fwrite(trace.bytes.bytes, 1, trace.bytes.length, file);
    fclose(file);
    struct text out = {0}, errors = {0};
    assert_int_equal(report(path, &out, &errors), REPLAY_STATUS_DIFFERENT);
    assert_non_null(strstr(text_string(&out), ": 40/571 operations equal\n"));
    assert_non_null(strstr(text_string(&out), "operation 40, "));
    assert_non_null(strstr(text_string(&out), "(line 42): cnt: Go had "));
    assert_string_equal(text_string(&errors), "");
    remove(path);
    text_clear(&out);
    assert_int_equal(report(path, &out, &errors), REPLAY_STATUS_UNREADABLE);
    assert_string_equal(text_string(&out), "");
    assert_non_null(strstr(text_string(&errors), "cannot be opened"));
    text_free(&out);
    text_free(&errors);
    trace_text_free(&trace);
}

/* ---- with a history */

static uint64_t checksum_of(const struct world *world)
{
    const struct classic map = classic_of((struct world *)world, world_home(world, 0));
    struct checksum *checksum = checksum_new();
    uint64_t sums[2];
    checksum_map(checksum, &map, &sums[0], &sums[1]);
    checksum_free(checksum);
    return sums[0] ^ sums[1] * 31;
}

static void a_kept_history_goes_back_and_forth(void **state)
{
    (void)state;
    expect_back_and_forth("src/test/data/traces/24-iterfar-iface.jsonl.gz", 935, checksum_of);
}

static void without_a_history_dropped_regions_are_released(void **state)
{
    (void)state;
    assert_true(expect_released("src/test/data/traces/01-grow-str.jsonl.gz") > 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_maps_are_reproduced),
        cmocka_unit_test(an_altered_field_is_found),
        cmocka_unit_test(a_missing_field_is_found),
        cmocka_unit_test(an_altered_dump_is_found),
        cmocka_unit_test(another_shape_of_a_dump_is_found),
        cmocka_unit_test(a_chain_left_out_is_found),
        cmocka_unit_test(an_empty_list_is_told),
        cmocka_unit_test(an_altered_header_is_found),
        cmocka_unit_test(what_cannot_be_run_is_told),
        cmocka_unit_test(hints_that_go_ignores_make_the_map_without_one),
        cmocka_unit_test(iterators_without_end_are_refused),
        cmocka_unit_test(the_report_names_the_first_difference),
        cmocka_unit_test(a_kept_history_goes_back_and_forth),
        cmocka_unit_test(without_a_history_dropped_regions_are_released),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
