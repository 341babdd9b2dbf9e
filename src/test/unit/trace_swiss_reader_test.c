/* trace/swiss: what is read from good lines, and what is said of bad, cut-off and hostile ones. */
#include "test/trace_lines.h"
#include "test/words.h"
#include "trace/swiss/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define HEADER                                                                                               \
    "{\"hdr\":1,\"fmt\":\"swissmap-trace-1\",\"go\":\"go1.24.4\",\"script\":\"s\",\"mode\":\"str\","         \
    "\"path\":"                                                                                              \
    "\"faststr\",\"key\":\"string\",\"elem\":\"string\",\"keysize\":16,\"elemsize\":16,\"slotsize\":32,"     \
    "\"elemoff\":16,\"groupsize\":264,\"keyind\":0,\"elemind\":0,\"reflexive\":1,\"keyupdate\":1,"           \
    "\"hooked\":0}\n"
#define STATE_BUT_TABLES "\"used\":1,\"seed\":\"00000000000000ff\",\"dl\":0,\"gd\":0,\"cs\":0,\"sm\":1"
#define STATE            STATE_BUT_TABLES ",\"tabs\":[]"
#define INSERT           "{\"i\":1,\"op\":\"insert\",\"k\":\"a\",\"h\":\"8d16017c37c21700\",\"v\":\"b\"," STATE

/* Reads bytes up to their end or until something is wrong with them. */
static enum trace_result read_bytes(const void *bytes, size_t length, size_t *operations, struct error *error)
{
    struct trace_lines *lines = trace_lines_of(bytes, length, error);
    struct swiss_reader *reader = lines != NULL ? swiss_reader_open(lines, error) : NULL;
    struct swiss_trace_operation operation;
    enum trace_result result = TRACE_BROKEN;
    for (*operations = 0;
         reader != NULL && (result = swiss_reader_next(reader, &operation, error)) == TRACE_READ;)
        ++*operations;
    assert_int_equal(error_is_set(error), result == TRACE_BROKEN);
    swiss_reader_close(reader);
    trace_lines_close(lines);
    return result;
}

/* Header and one line. */
static enum trace_result read_line(const char *line, size_t length, size_t *operations, struct error *error)
{
    struct text bytes = {0};
    text_add(&bytes, HEADER);
    text_append(&bytes, line, length);
    enum trace_result result = read_bytes(bytes.bytes, bytes.length, operations, error);
    text_free(&bytes);
    return result;
}

static const struct {
    const char *line;
    enum word word;
} wrong_lines[] = {
    {"\n", WORD_ERROR_TRACE_EXPECT_OBJECT},
    {"garbage", WORD_ERROR_TRACE_EXPECT_OBJECT},
    {"[1]", WORD_ERROR_TRACE_EXPECT_OBJECT},
    {"{}", WORD_ERROR_TRACE_MISSING},
    {"{\"i\" 1}", WORD_ERROR_TRACE_EXPECT_COLON},
    {"{\"i\":1 \"op\":2}", WORD_ERROR_TRACE_EXPECT_MORE},
    {"{\"i\":1,", WORD_ERROR_TRACE_EXPECT_STRING},
    {"{\"i\":\"1\"}", WORD_ERROR_TRACE_EXPECT_NUMBER},
    {"{\"i\":1.5}", WORD_ERROR_TRACE_EXPECT_NUMBER},
    {"{\"i\":-1}", WORD_ERROR_TRACE_EXPECT_RANGE},
    {"{\"i\":99999999999999999999}", WORD_ERROR_TRACE_EXPECT_RANGE},
    {"{\"i\":1,\"i\":1}", WORD_ERROR_TRACE_EXPECT_ONCE},
    {"{\"tabs\":[],\"tabs\":[]}", WORD_ERROR_TRACE_EXPECT_ONCE},
    {"{\"op\":\"clearloop\"}", WORD_ERROR_TRACE_EXPECT_VERB},
    {"{\"op\":5}", WORD_ERROR_TRACE_EXPECT_STRING},
    {"{\"k\":\"never closed", WORD_ERROR_TRACE_EXPECT_QUOTE},
    {"{\"k\":\"a\\n\"}", WORD_ERROR_TRACE_EXPECT_PLAIN},
    {"{\"k\":\"\xc3\xa9\"}", WORD_ERROR_TRACE_EXPECT_PLAIN},
    {"{\"h\":\"8D16017C37C21700\"}", WORD_ERROR_TRACE_EXPECT_HEX},
    {"{\"h\":\"8d\"}", WORD_ERROR_TRACE_EXPECT_HEX},
    {"{\"h\":1}", WORD_ERROR_TRACE_EXPECT_STRING},
    {"{\"seed\":\"8d16017c37c217000\"}", WORD_ERROR_TRACE_EXPECT_HEX},
    {"{\"nh\":[\"8d\"]}", WORD_ERROR_TRACE_EXPECT_HEX},
    {"{\"nh\":{}}", WORD_ERROR_TRACE_EXPECT_LIST},
    {"{\"seq\":[1]}", WORD_ERROR_TRACE_EXPECT_STRING},
    {"{\"gd\":64}", WORD_ERROR_TRACE_EXPECT_RANGE},
    {"{\"sm\":2}", WORD_ERROR_TRACE_EXPECT_RANGE},
    {"{\"found\":2}", WORD_ERROR_TRACE_EXPECT_RANGE},
    {"{\"end\":0}", WORD_ERROR_TRACE_EXPECT_RANGE},
    {"{\"it\":{}}", WORD_ERROR_TRACE_EXPECT_LIST},
    {"{\"it\":[1,2,3]}", WORD_ERROR_TRACE_EXPECT_MORE},
    {"{\"it\":[-3,0,0,0,\"8d16017c37c21700\",\"8d16017c37c21700\"]}", WORD_ERROR_TRACE_EXPECT_RANGE},
    {"{\"it\":[0,0,0,0,1,2]}", WORD_ERROR_TRACE_EXPECT_STRING},
    {"{\"tabs\":{}}", WORD_ERROR_TRACE_EXPECT_LIST},
    {"{\"tabs\":[1]}", WORD_ERROR_TRACE_EXPECT_LIST},
    {"{\"tabs\":[[0,0,8,7]]}", WORD_ERROR_TRACE_EXPECT_MORE},
    {"{\"tabs\":[[0,0,8,7,0,0]]}", WORD_ERROR_TRACE_EXPECT_MORE},
    {"{\"tabs\":[[-1,0,8,7,0]]}", WORD_ERROR_TRACE_EXPECT_RANGE},
    {"{\"tabs\":[[[[[[[[", WORD_ERROR_TRACE_EXPECT_NUMBER},
    {"{\"full\":{}}", WORD_ERROR_TRACE_EXPECT_LIST},
    {"{\"full\":[{}]}", WORD_ERROR_TRACE_EXPECT_LIST},
    {"{\"full\":[[[]]]}", WORD_ERROR_TRACE_EXPECT_OBJECT},
    {"{\"full\":[[{}]]}", WORD_ERROR_TRACE_EXPECT_STRING},
    {"{\"full\":[[{\"kv\":[]}]]}", WORD_ERROR_TRACE_EXPECT_GROUP},
    {"{\"full\":[[{\"c\":\"8080808080808080\"}]]}", WORD_ERROR_TRACE_EXPECT_MORE},
    {"{\"full\":[[{\"c\":\"8080808080808080\",\"vk\":[]}]]}", WORD_ERROR_TRACE_EXPECT_GROUP},
    {"{\"full\":[[{\"c\":\"80\",\"kv\":[]}]]}", WORD_ERROR_TRACE_EXPECT_HEX},
    {"{\"new\":[[[[[[[[[[[[[[[[[[[[", WORD_ERROR_TRACE_EXPECT_SHALLOW},
    {"{\"new\":}", WORD_ERROR_TRACE_EXPECT_VALUE},
    {INSERT "}x", WORD_ERROR_TRACE_EXPECT_END},
    {INSERT ",\"found\":1}", WORD_ERROR_TRACE_STRANGE},
    {INSERT ",\"hint\":1}", WORD_ERROR_TRACE_STRANGE},
    {INSERT ",\"it\":[0,0,0,0,\"8d16017c37c21700\",\"8d16017c37c21700\"]}", WORD_ERROR_TRACE_STRANGE},
    {"{\"i\":1,\"op\":\"clear\"," STATE_BUT_TABLES "}", WORD_ERROR_TRACE_MISSING},
    {"{\"op\":\"clear\"," STATE "}", WORD_ERROR_TRACE_MISSING},
    {"{\"i\":1,\"op\":\"insert\",\"k\":\"a\",\"h\":\"8d16017c37c21700\"," STATE "}",
     WORD_ERROR_TRACE_MISSING},
    {"{\"i\":1,\"op\":\"get\",\"k\":\"a\",\"h\":\"8d16017c37c21700\"," STATE "}", WORD_ERROR_TRACE_MISSING},
    {"{\"i\":1,\"op\":\"make\"," STATE "}", WORD_ERROR_TRACE_MISSING},
    {"{\"i\":1,\"op\":\"iternext\"," STATE "}", WORD_ERROR_TRACE_MISSING},
    {"{\"i\":1,\"op\":\"iterall\"," STATE "}", WORD_ERROR_TRACE_MISSING},
};

static void wrong_lines_say_what_was_expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong_lines / sizeof *wrong_lines; i++) {
        struct error error;
        struct text said = {0};
        size_t operations;
        const char *line = wrong_lines[i].line;
        if (read_line(line, strlen(line), &operations, &error) != TRACE_BROKEN ||
            error.word != wrong_lines[i].word)
            fail_msg("%s: %s", line, words_name(error.word));
        error_say(&error, words_english(), &said);
        assert_non_null(strstr(text_string(&said), ", line 2"));
        text_free(&said);
    }
}

/* Where on the line it is: where the piece begins that is wrong. */
static void a_wrong_piece_has_its_column(void **state)
{
    (void)state;
    static const struct {
        const char *line, *column;
    } lines[] = {
        {"{\"i\":0,\"i\":0}", "column 8"},
        {"{\"i\":-1}", "column 6"},
        {"{\"i\":1,\"op\":\"fly\"}", "column 13"},
        {"{\"i\":1 \"op\":2}", "column 8"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct error error;
        struct text said = {0};
        size_t operations;
        read_line(lines[i].line, strlen(lines[i].line), &operations, &error);
        error_say(&error, words_english(), &said);
        if (strstr(text_string(&said), lines[i].column) == NULL)
            fail_msg("%s: %s", lines[i].line, text_string(&said));
        text_free(&said);
    }
}

static void good_lines_are_read(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "",
        INSERT "}",
        INSERT "}\n",
        INSERT "}\r\n",
        INSERT ",\"later\":{\"a\":[1,-2.5e3,true,null,\"x\",{},[]]},\"more\":false}",
        "{ \"i\" : 1 , \"op\" : \"clear\" , " STATE " }",
        "{\"i\":1,\"op\":\"clear\",\"tabs\":[[0,1,8,7,0],[1,1,1024,896,0]]," STATE_BUT_TABLES "}",
        INSERT
        ",\"c\":\"8d16017c37c21700\",\"full\":[[{\"c\":\"0080808080808080\",\"kv\":[\"a\",\"b\"]}],[]]}",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct error error;
        size_t operations;
        if (read_line(lines[i], strlen(lines[i]), &operations, &error) != TRACE_END || operations != (i > 0))
            fail_msg("%s: %s", lines[i], words_name(error.word));
    }
}

static void fields_get_their_values(void **state)
{
    (void)state;
    static const char line[] = HEADER "{\"i\":7,\"op\":\"iternext\",\"id\":\"A\",\"k\":\"fig\",\"v\":\"\","
                                      "\"it\":[-1,2,3,-2,\"00000000000000aa\",\"00000000000000bb\"],\"nh\":["
                                      "\"00000000000000cc\"],\"used\":9,"
                                      "\"seed\":\"ffffffffffffffff\",\"dl\":4,\"gd\":2,\"cs\":3,\"sm\":0,"
                                      "\"tabs\":[[0,1,1024,5,6],[2,2,8,0,7]],"
                                      "\"full\":[[{\"c\":\"0102030405068080\",\"kv\":[\"k\",\"v\"]}],[{\"c\":"
                                      "\"fe80808080808080\",\"kv\":[]}]]}\n";
    struct error error;
    struct swiss_trace_operation op;
    struct trace_lines *lines = trace_lines_of(line, sizeof line - 1, &error);
    struct swiss_reader *reader = swiss_reader_open(lines, &error);
    assert_non_null(reader);
    assert_int_equal((&reader->header)->group_size, 264);
    assert_int_equal(swiss_reader_next(reader, &op, &error), TRACE_READ);
    assert_int_equal(trace_reader_line(&reader->its), 2);
    assert_int_equal(op.number, 7);
    assert_int_equal(op.verb, TRACE_ITERATE_NEXT);
    assert_int_equal(op.key.length, 3);
    assert_true(trace_has(&op.its, TRACE_FIELD_v) && op.elem.length == 0);
    assert_true(op.position.numbers[0] == -1 && op.position.numbers[2] == 3 && op.position.numbers[3] == -2);
    assert_true(op.position.offsets[0] == 0xaa && op.position.offsets[1] == 0xbb);
    assert_true(op.nan_hash_count == 1 && op.nan_hashes[0] == 0xcc);
    assert_true(op.used == 9 && op.seed == UINT64_MAX && op.directory == 4 && op.global_depth == 2);
    assert_true(op.clear_seq == 3 && op.small == 0 && op.table_count == 2);
    assert_true(op.tables[0].numbers[2] == 1024 && op.tables[1].numbers[0] == 2 &&
                op.tables[1].numbers[4] == 7);
    assert_true(op.dump.tables == 2 && op.dump.group_count == 2 && op.dump.token_count == 2);
    assert_true(op.dump.groups[0].control == 0x0102030405068080 && op.dump.groups[0].tokens == 2);
    assert_true(op.dump.groups[1].table == 1 && op.dump.groups[1].first_token == 2 &&
                op.dump.groups[1].tokens == 0);
    assert_false(trace_has(&op.its, SWISS_TRACE_FIELD_c));
    struct text command = {0};
    trace_command_say(&op.its, &command);
    assert_string_equal(text_string(&command), "next A");
    text_free(&command);
    swiss_reader_close(reader);
    trace_lines_close(lines);
}

/* Each line of a header's fields left out, doubled, or of another kind. */
static void wrong_headers_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum word word;
    } headers[] = {
        {"", WORD_ERROR_TRACE_EMPTY},
        {"\n", WORD_ERROR_TRACE_EXPECT_OBJECT},
        {"{\"hdr\":2}", WORD_ERROR_TRACE_EXPECT_RANGE},
        {"{\"hdr\":1,\"fmt\":\"swissmap-trace-1\"}", WORD_ERROR_TRACE_MISSING},
        {"{\"hdr\":1,\"hdr\":1}", WORD_ERROR_TRACE_EXPECT_ONCE},
        {"{\"fmt\":1}", WORD_ERROR_TRACE_EXPECT_STRING},
        {"{\"groupsize\":999999}", WORD_ERROR_TRACE_EXPECT_RANGE},
    };
    size_t operations;
    struct error error;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        read_bytes(headers[i].text, strlen(headers[i].text), &operations, &error);
        if (error.word != headers[i].word)
            fail_msg("%s: %s", headers[i].text, words_name(error.word));
    }
    for (int row = 0; row < SWISS_TRACE_HEADER_FIELDS; row++) {
        struct text text = {0}, name = {0};
        text_add(&text, HEADER);
        text_format(&name, "\"%s\":", swiss_trace_shape.header_rows[row].name);
        char *at = strstr(text.bytes, text_string(&name));
        assert_non_null(at);
        at[1] = '~';
        read_bytes(text.bytes, text.length, &operations, &error);
        bool tells = row == TRACE_HEADER_hdr || row == TRACE_HEADER_fmt; /* which format it is */
        assert_string_equal(words_name(error.word), tells ? "ERROR_TRACE_FORMAT" : "ERROR_TRACE_MISSING");
        text_free(&text);
        text_free(&name);
    }
}

/* The other format's reader is not asked; a third one is none. */
static void formats_are_told_apart(void **state)
{
    (void)state;
    static const char other[] = "{\"hdr\":1,\"fmt\":\"swissmap-trace-2\"}\n";
    struct error error;
    struct world world;
    struct replay_options options = {0};
    world_init(&world);
    struct replay *replay = replay_of(HEADER, sizeof HEADER - 1, &world, &options, &error);
    assert_non_null(replay);
    assert_int_equal(replay_next(replay, &error), REPLAY_END);
    replay_close(replay);
    assert_null(replay_of(other, sizeof other - 1, &world, &options, &error));
    assert_string_equal(words_name(error.word), "ERROR_TRACE_FORMAT");
    world_free(&world);
}

/* A recording that ends anywhere inside a line breaks there; one that ends between lines ends. */
static void every_cut_is_seen(void **state)
{
    (void)state;
    struct trace_text trace = trace_text_of("swiss-traces", "28-edge-i64");
    size_t next_line = 1;
    for (size_t length = 1; length < trace.begins[10]; length++) {
        while (trace.begins[next_line] < length)
            next_line++;
        /* A line without its newline is whole. */
        bool whole = length == trace.begins[next_line] || length + 1 == trace.begins[next_line];
        struct error error;
        size_t operations;
        char *copy = new_items(length, 1);
        memcpy(copy, trace.bytes.bytes, length);
        assert_int_equal(read_bytes(copy, length, &operations, &error), whole ? TRACE_END : TRACE_BROKEN);
        assert_int_equal(operations, whole ? next_line - 1 : next_line > 2 ? next_line - 2 : 0);
        free(copy);
    }
    trace_text_free(&trace);
}

static void cut_and_spoilt_gzip_is_seen(void **state)
{
    (void)state;
    struct text packed = {0};
    assert_true(file_take("src/test/data/swiss-traces/28-edge-i64.jsonl.gz", &packed));
    struct error error;
    size_t operations;
    assert_int_equal(read_bytes(packed.bytes, packed.length, &operations, &error), TRACE_END);
    assert_int_equal(operations, 156);
    for (size_t cut = 1; cut < packed.length * 3 / 4; cut = cut * 5 / 3 + 1) {
        assert_int_equal(read_bytes(packed.bytes, packed.length - cut, &operations, &error), TRACE_BROKEN);
        assert_string_equal(words_name(error.word), "ERROR_TRACE_CUT");
    }
    packed.bytes[packed.length / 2] ^= 0x55;
    assert_int_equal(read_bytes(packed.bytes, packed.length, &operations, &error), TRACE_BROKEN);
    text_free(&packed);
}

/* As many as a list may have are read, one more is refused, and nothing is kept of it. */
static void endless_tables_are_refused(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        struct text line = {0};
        struct error error;
        size_t operations;
        text_add(&line, "{\"i\":1,\"op\":\"clear\"," STATE_BUT_TABLES ",\"tabs\":[");
        for (int i = 0; i < SWISS_TRACE_MOST_TABLES + more; i++)
            text_add(&line, i > 0 ? ",[0,0,8,7,0]" : "[0,0,8,7,0]");
        text_add(&line, "]}");
        enum trace_result result = read_line(line.bytes, line.length, &operations, &error);
        assert_int_equal(result, more ? TRACE_BROKEN : TRACE_END);
        if (more)
            assert_string_equal(words_name(error.word), "ERROR_TRACE_EXPECT_RANGE");
        text_free(&line);
    }
}

static void endless_lines_are_refused(void **state)
{
    (void)state;
    struct text line = {0};
    struct error error;
    size_t operations;
    text_add(&line, "{\"i\":1,\"k\":\"");
    text_add_repeated(&line, "xxxxxxxxxxxxxxxx", TRACE_MOST_LINE_BYTES / 16);
    text_add(&line, "\"}\n");
    assert_int_equal(read_line(line.bytes, line.length, &operations, &error), TRACE_BROKEN);
    assert_string_equal(words_name(error.word), "ERROR_TRACE_LINE_LONG");
    text_free(&line);
}

/* Maps made again and again for as many entries as a hint may promise: refused when they keep too much, not when all memory is gone. */
static void endless_makes_are_refused(void **state)
{
    (void)state;
    enum { TABLES = 2048, MAKES = 20 };
    struct text bytes = {0};
    struct error error;
    struct world world;
    struct replay_options options = {.keep_history = true};
    text_add(&bytes, HEADER);
    for (int i = 0; i < MAKES; i++) {
        text_format(&bytes,
                    "{\"i\":%d,\"op\":\"make\",\"hint\":%d,\"used\":0,\"seed\":\"00000000000000ff\",\"dl\":%"
                    "d,\"gd\":11,"
                    "\"cs\":0,\"sm\":0,\"tabs\":[",
                    i, SWISS_TRACE_MOST_HINT, TABLES);
        for (int table = 0; table < TABLES; table++)
            text_format(&bytes, "%s[%d,11,1024,896,0]", table > 0 ? "," : "", table);
        text_add(&bytes, "]}\n");
    }
    world_init(&world);
    struct replay *replay = replay_of(bytes.bytes, bytes.length, &world, &options, &error);
    assert_non_null(replay);
    enum replay_result result;
    while ((result = replay_next(replay, &error)) == REPLAY_EQUAL)
        ;
    assert_int_equal(result, REPLAY_BROKEN);
    assert_string_equal(words_name(error.word), "ERROR_TRACE_COSTLY");
    assert_true(replay_done(replay) > 4 && replay_done(replay) < MAKES);
    replay_close(replay);
    world_free(&world);
    text_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_lines_say_what_was_expected),
        cmocka_unit_test(a_wrong_piece_has_its_column),
        cmocka_unit_test(good_lines_are_read),
        cmocka_unit_test(fields_get_their_values),
        cmocka_unit_test(wrong_headers_are_refused),
        cmocka_unit_test(formats_are_told_apart),
        cmocka_unit_test(every_cut_is_seen),
        cmocka_unit_test(cut_and_spoilt_gzip_is_seen),
        cmocka_unit_test(endless_tables_are_refused),
        cmocka_unit_test(endless_lines_are_refused),
        cmocka_unit_test(endless_makes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
