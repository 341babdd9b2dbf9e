/* trace/reader: what is read from good files, and what is said of bad, cut-off and hostile ones. */
#include "test/trace_lines.h"
#include "test/words.h"
#include "trace/classic/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char header[] =
    "{\"hdr\":1,\"fmt\":\"gomap-trace-1\",\"go\":\"go1.19.8\",\"script\":\"s\",\"mode\":\"str\",\"path\":"
    "\"faststr\","
    "\"key\":\"string\",\"elem\":\"string\",\"keysize\":16,\"elemsize\":16,\"bucketsize\":272,\"keyind\":0,"
    "\"elemind\":0,\"ptrs\":1,\"reflexive\":1,\"keyupdate\":1,\"hooked\":0,\"ckB\":255,\"ckevery\":1,"
    "\"prealloc\":[0,0,0,0,1,2,6,22,45,60,90,150,271,512,1024,2048,4096,8192,16384,32768,65536]}\n";

#define STATE                                                                                                \
    "\"cnt\":1,\"B\":0,\"fl\":0,\"nov\":0,\"nev\":0,\"h0\":\"00000000000000ff\",\"old\":0,\"ss\":0,\"al\":"  \
    "1,"                                                                                                     \
    "\"nx\":-1,\"ovn\":0,\"ovo\":0"
#define INSERT "{\"i\":1,\"op\":\"insert\",\"k\":\"a\",\"v\":\"b\",\"h\":\"8d16017c37c21700\"," STATE

/* ---- a reader and its lines */

static struct trace_lines *lines_in_hand;

static struct classic_reader *reader_of(struct trace_lines *lines, struct error *error)
{
    lines_in_hand = lines;
    return lines != NULL ? classic_reader_open(lines, error) : NULL;
}

static struct classic_reader *reader_of_memory(const void *bytes, size_t length, struct error *error)
{
    return reader_of(trace_lines_of(bytes, length, error), error);
}

static void close_reader(struct classic_reader *reader)
{
    classic_reader_close(reader);
    trace_lines_close(lines_in_hand);
    lines_in_hand = NULL;
}

/* Reads header and one line; returns what became of it. */
static enum trace_result read_line(const char *line, size_t length, struct error *error)
{
    struct text bytes = {0};
    text_add(&bytes, header);
    text_append(&bytes, line, length);
    struct classic_reader *reader = reader_of_memory(bytes.bytes, bytes.length, error);
    assert_non_null(reader);
    struct classic_trace_operation operation;
    enum trace_result result = classic_reader_next(reader, &operation, error);
    if (result == TRACE_READ)
        result = classic_reader_next(reader, &operation, error) == TRACE_END ? TRACE_READ : TRACE_BROKEN;
    close_reader(reader);
    text_free(&bytes);
    return result;
}

static const struct {
    const char *line;
    enum word word;
} wrong_lines[] = {
    {"", WORD_NONE},
    {"\n", WORD_ERROR_TRACE_EXPECT_OBJECT},
    {"garbage", WORD_ERROR_TRACE_EXPECT_OBJECT},
    {"[1]", WORD_ERROR_TRACE_EXPECT_OBJECT},
    {"{}", WORD_ERROR_TRACE_MISSING},
    {"{\"i\" 1}", WORD_ERROR_TRACE_EXPECT_COLON},
    {"{\"i\":1 \"op\":2}", WORD_ERROR_TRACE_EXPECT_MORE},
    {"{\"i\":1,", WORD_ERROR_TRACE_EXPECT_STRING},
    {"{\"i\":1", WORD_ERROR_TRACE_EXPECT_MORE},
    {"{\"i\":\"1\"}", WORD_ERROR_TRACE_EXPECT_NUMBER},
    {"{\"i\":1.5}", WORD_ERROR_TRACE_EXPECT_NUMBER},
    {"{\"i\":01}", WORD_ERROR_TRACE_EXPECT_NUMBER},
    {"{\"i\":-1}", WORD_ERROR_TRACE_EXPECT_RANGE},
    {"{\"i\":99999999999999999999}", WORD_ERROR_TRACE_EXPECT_RANGE},
    {"{\"i\":1,\"i\":1}", WORD_ERROR_TRACE_EXPECT_ONCE},
    {"{\"op\":\"explode\"}", WORD_ERROR_TRACE_EXPECT_VERB},
    {"{\"op\":5}", WORD_ERROR_TRACE_EXPECT_STRING},
    {"{\"k\":\"never closed", WORD_ERROR_TRACE_EXPECT_QUOTE},
    {"{\"k\":\"a\\n\"}", WORD_ERROR_TRACE_EXPECT_PLAIN},
    {"{\"k\":\"\xc3\xa9\"}", WORD_ERROR_TRACE_EXPECT_PLAIN},
    {"{\"k\":\"\t\"}", WORD_ERROR_TRACE_EXPECT_PLAIN},
    {"{\"h\":\"8D16017C37C21700\"}", WORD_ERROR_TRACE_EXPECT_HEX},
    {"{\"h\":\"8d\"}", WORD_ERROR_TRACE_EXPECT_HEX},
    {"{\"nh\":[\"8d\"]}", WORD_ERROR_TRACE_EXPECT_HEX},
    {"{\"it\":[1,2,3]}", WORD_ERROR_TRACE_EXPECT_MORE},
    {"{\"it\":{}}", WORD_ERROR_TRACE_EXPECT_LIST},
    {"{\"ev\":[\"evac\"]}", WORD_ERROR_TRACE_EXPECT_EFFECT},
    {"{\"ev\":[\"grow:1\"]}", WORD_ERROR_TRACE_EXPECT_EFFECT},
    {"{\"ev\":[\"evac:x\"]}", WORD_ERROR_TRACE_EXPECT_EFFECT},
    {"{\"full\":{\"o\":[]}}", WORD_ERROR_TRACE_EXPECT_ARRAYS},
    {"{\"full\":{\"n\":[[{}]],\"o\":[]}}", WORD_ERROR_TRACE_EXPECT_WHOLE_LINK},
    {"{\"full\":{\"n\":[[{\"b\":\"q\"}]],\"o\":[]}}", WORD_ERROR_TRACE_EXPECT_BUCKET_KIND},
    {"{\"full\":{\"n\":[[{\"b\":\"p\"}]],\"o\":[]}}", WORD_ERROR_TRACE_EXPECT_BUCKET_KIND},
    {"{\"full\":{\"n\":[[{\"q\":1}]],\"o\":[]}}", WORD_ERROR_TRACE_EXPECT_LINK_FIELD},
    {"{\"full\":{\"n\":[[{\"b\":\"m\",\"b\":\"m\"}]],\"o\":[]}}", WORD_ERROR_TRACE_EXPECT_LINK_FIELD},
    {"{\"full\":{\"n\":[[{\"kv\":[\"a\"]}]],\"o\":[]}}", WORD_ERROR_TRACE_EXPECT_PAIRS},
    {"{\"d\":{\"n\":{\"x\":[]},\"o\":{}}}", WORD_ERROR_TRACE_EXPECT_BUCKET},
    {"{\"new\":[[[[[[[[[[[[[[[[[[[[", WORD_ERROR_TRACE_EXPECT_SHALLOW},
    {"{\"new\":}", WORD_ERROR_TRACE_EXPECT_VALUE},
    {"{\"new\":[1,]}", WORD_ERROR_TRACE_EXPECT_VALUE},
    {INSERT "}x", WORD_ERROR_TRACE_EXPECT_END},
    {INSERT ",\"found\":1}", WORD_ERROR_TRACE_STRANGE},
    {INSERT ",\"hint\":1}", WORD_ERROR_TRACE_STRANGE},
    {INSERT ",\"full\":{\"n\":[],\"o\":[]},\"d\":{\"n\":{},\"o\":{}}}", WORD_ERROR_TRACE_STRANGE},
    {"{\"i\":1,\"op\":\"insert\",\"k\":\"a\",\"h\":\"8d16017c37c21700\"," STATE "}",
     WORD_ERROR_TRACE_MISSING},
    {"{\"i\":1,\"op\":\"get\",\"k\":\"a\",\"h\":\"8d16017c37c21700\"," STATE "}", WORD_ERROR_TRACE_MISSING},
};

static void wrong_lines_say_what_was_expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong_lines / sizeof *wrong_lines; i++) {
        struct error error;
        enum trace_result result = read_line(wrong_lines[i].line, strlen(wrong_lines[i].line), &error);
        if (result != (wrong_lines[i].word == WORD_NONE ? TRACE_END : TRACE_BROKEN) ||
            error.word != wrong_lines[i].word)
            fail_msg("%s: %s", wrong_lines[i].line, words_name(error.word));
        if (error.word != WORD_NONE) {
            struct text said = {0};
            error_say(&error, words_english(), &said);
            assert_non_null(strstr(text_string(&said), ", line 2"));
            text_free(&said);
        }
    }
}

static void good_lines_are_read(void **state)
{
    (void)state;
    static const char *const lines[] = {
        INSERT "}",
        INSERT "}\n",
        INSERT "}\r\n",
        INSERT ",\"later\":{\"a\":[1,-2.5e3,true,null,\"x\",{},[]]},\"more\":false}",
        "{ \"i\" : 1 , \"op\" : \"clear\" , " STATE " }",
        INSERT
        ",\"ev\":[\"alloc\",\"evac:3\",\"ovf:2\"],\"full\":{\"n\":[[{\"b\":\"m\",\"t\":\"8d00000000000000\","
        "\"kv\":[\"a\",\"b\"]},{\"b\":\"p7\",\"id\":3,\"t\":\"0000000000000000\",\"kv\":[]}]],\"o\":[]}}",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct error error;
        if (read_line(lines[i], strlen(lines[i]), &error) != TRACE_READ)
            fail_msg("%s: %s", lines[i], words_name(error.word));
    }
}

static void fields_get_their_values(void **state)
{
    (void)state;
    struct text bytes = {0};
    text_add(&bytes, header);
    text_add(
        &bytes,
        "{\"i\":7,\"op\":\"iternext\",\"id\":\"A\",\"k\":\"fig\",\"v\":\"\",\"it\":[1,2,3,4,5,1,-1]," STATE
        ",\"nh\":[\"00000000000000aa\"],\"ev\":[\"grow\",\"evac:12\"],\"d\":{\"n\":{\"9\":[{\"b\":\"p3\","
        "\"id\":2,\"t\":\"0102030405060708\",\"z\":1,\"kv\":[\"k\",\"v\"]}]},\"o\":{\"1\":[]}}}\n");
    struct error error;
    struct classic_reader *reader = reader_of_memory(bytes.bytes, bytes.length, &error);
    assert_non_null(reader);
    assert_int_equal((&reader->header)->preallocated[20], 65536);
    assert_int_equal((&reader->header)->bucket_size, 272);
    struct classic_trace_operation op;
    assert_int_equal(classic_reader_next(reader, &op, &error), TRACE_READ);
    assert_int_equal(op.number, 7);
    assert_int_equal(op.verb, TRACE_ITERATE_NEXT);
    assert_int_equal(op.key.length, 3);
    assert_true(trace_has(&op.its, TRACE_FIELD_v) && op.elem.length == 0);
    assert_int_equal(op.position[6], -1);
    assert_int_equal(op.position[4], 5);
    assert_int_equal(op.hash0, 0xff);
    assert_int_equal(op.next_overflow, -1);
    assert_int_equal(op.nan_hashes[0], 0xaa);
    assert_int_equal(op.effect_count, 2);
    assert_true(op.effects[1].kind == TRACE_EVACUATED && op.effects[1].number == 12);
    assert_int_equal(op.dump.chain_count, 2);
    assert_true(!op.dump.chains[0].old && op.dump.chains[0].bucket == 9 && op.dump.chains[0].links == 1);
    assert_true(op.dump.chains[1].old && op.dump.chains[1].bucket == 1 && op.dump.chains[1].links == 0);
    const struct trace_link *link = &op.dump.links[0];
    assert_true(link->reserve == 3 && link->name == 2 && link->zeroed == 1 && link->tokens == 2);
    assert_true(link->tophash[0] == 1 && link->tophash[7] == 8);
    assert_false(trace_has(&op.its, CLASSIC_TRACE_FIELD_c1));
    struct text command = {0};
    trace_command_say(&op.its, &command);
    assert_string_equal(text_string(&command), "next A");
    text_free(&command);
    close_reader(reader);
    text_free(&bytes);
}

static void commands_quote_what_needs_it(void **state)
{
    (void)state;
    struct classic_trace_operation op = {.verb = TRACE_INSERT, .key = {"a b", 3}, .elem = {"", 0}};
    op.present = TRACE_BIT(TRACE_FIELD_k) | TRACE_BIT(TRACE_FIELD_v);
    struct text command = {0};
    trace_command_say(&op.its, &command);
    assert_string_equal(text_string(&command), "insert \"a b\" \"\"");
    text_free(&command);
}

static void wrong_headers_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum word word;
    } headers[] = {
        {"", WORD_ERROR_TRACE_EMPTY},
        {"\n", WORD_ERROR_TRACE_EXPECT_OBJECT},
        {"\x7f"
         "ELF",
         WORD_ERROR_TRACE_EXPECT_OBJECT},
        {"{}", WORD_ERROR_TRACE_FORMAT},
        {"{\"hdr\":1,\"fmt\":\"gomap-trace-2\"}", WORD_ERROR_TRACE_FORMAT},
        {"{\"hdr\":2}", WORD_ERROR_TRACE_EXPECT_RANGE},
        {"{\"hdr\":1,\"fmt\":\"gomap-trace-1\"}", WORD_ERROR_TRACE_MISSING},
        {"{\"prealloc\":[1,2]}", WORD_ERROR_TRACE_EXPECT_MORE},
        {INSERT "}", WORD_ERROR_TRACE_FORMAT},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct error error;
        assert_null(reader_of_memory(headers[i].text, strlen(headers[i].text), &error));
        close_reader(NULL);
        if (error.word != headers[i].word)
            fail_msg("%s: %s", headers[i].text, words_name(error.word));
    }
}

/* A trace that ends anywhere inside a line breaks there; one that ends between lines ends. */
static void every_cut_is_seen(void **state)
{
    (void)state;
    struct trace_text trace = trace_text_load("33-strings-str");
    size_t next_line = 1;
    for (size_t length = 1; length < trace.begins[12]; length++) {
        while (trace.begins[next_line] < length)
            next_line++;
        /* A line without its newline is whole. */
        bool whole = length == trace.begins[next_line] || length + 1 == trace.begins[next_line];
        struct error error;
        struct classic_trace_operation op;
        char *copy = new_items(length, 1);
        memcpy(copy, trace.bytes.bytes, length);
        struct classic_reader *reader = reader_of_memory(copy, length, &error);
        enum trace_result result = TRACE_BROKEN;
        size_t operations = 0;
        while (reader != NULL && (result = classic_reader_next(reader, &op, &error)) == TRACE_READ)
            operations++;
        assert_int_equal(result, whole ? TRACE_END : TRACE_BROKEN);
        assert_int_equal(operations, whole ? next_line - 1 : next_line > 2 ? next_line - 2 : 0);
        assert_int_equal(error_is_set(&error), !whole);
        close_reader(reader);
        free(copy);
    }
    trace_text_free(&trace);
}

/* ---- files */

static enum word read_whole_file(const char *path, size_t *operations)
{
    struct error error;
    struct classic_trace_operation op;
    struct classic_reader *reader = reader_of(trace_lines_open(path, &error), &error);
    *operations = 0;
    while (reader != NULL && classic_reader_next(reader, &op, &error) == TRACE_READ)
        ++*operations;
    close_reader(reader);
    return error.word;
}

static void gzip_and_plain_files_are_read(void **state)
{
    (void)state;
    size_t operations;
    assert_int_equal(read_whole_file("src/test/data/traces/33-strings-str.jsonl.gz", &operations), WORD_NONE);
    assert_int_equal(operations, 323);
    struct trace_text trace = trace_text_load("33-strings-str");
    char path[32];
    trace_file(path, trace.bytes.bytes, trace.bytes.length);
    assert_int_equal(read_whole_file(path, &operations), WORD_NONE);
    assert_int_equal(operations, 323);
    remove(path);
    trace_text_free(&trace);
}

static void cut_and_spoilt_gzip_is_seen(void **state)
{
    (void)state;
    static unsigned char packed[20000];
    FILE *file = fopen("src/test/data/traces/33-strings-str.jsonl.gz", "rb");
    size_t length = fread(packed, 1, sizeof packed, file);
    fclose(file);
    assert_true(length > 9000 && length < sizeof packed);
    char path[32];
    size_t operations;
    for (size_t cut = 1; cut < 9000; cut = cut * 5 / 3 + 1) {
        trace_file(path, packed, length - cut);
        assert_int_equal(read_whole_file(path, &operations), WORD_ERROR_TRACE_CUT);
        remove(path);
    }
    packed[length / 2] ^= 0x55;
    trace_file(path, packed, length);
    assert_int_not_equal(read_whole_file(path, &operations), WORD_NONE);
    remove(path);
}

static void files_that_are_none_are_told(void **state)
{
    (void)state;
    size_t operations;
    assert_int_equal(read_whole_file("src/test/data/no such file", &operations), WORD_ERROR_TRACE_OPEN);
    assert_int_equal(read_whole_file("src/test/data", &operations), WORD_ERROR_COMMAND_FILE_KIND);
}

/* Whoever reads them would wait for somebody to write, perhaps for ever. */
static void pipes_and_devices_are_refused_at_once(void **state)
{
    (void)state;
    char folder[] = "/tmp/growwork-reader-XXXXXX", pipe[sizeof folder + 8];
    size_t operations;
    assert_non_null(mkdtemp(folder));
    snprintf(pipe, sizeof pipe, "%s/pipe", folder);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_int_equal(read_whole_file(pipe, &operations), WORD_ERROR_COMMAND_FILE_KIND);
    unlink(pipe);
    rmdir(folder);
    assert_int_equal(read_whole_file("/dev/null", &operations), WORD_ERROR_COMMAND_FILE_KIND);
    assert_int_equal(read_whole_file("/dev/ptmx", &operations), WORD_ERROR_COMMAND_FILE_KIND);
}

static void endless_lines_are_refused(void **state)
{
    (void)state;
    struct text bytes = {0};
    struct error error;
    text_add(&bytes, header);
    text_add(&bytes, "{\"i\":1,\"k\":\"");
    text_add_repeated(&bytes, "xxxxxxxxxxxxxxxx", TRACE_MOST_LINE_BYTES / 16);
    text_add(&bytes, "\"}\n");
    struct classic_reader *reader = reader_of_memory(bytes.bytes, bytes.length, &error);
    struct classic_trace_operation op;
    assert_int_equal(classic_reader_next(reader, &op, &error), TRACE_BROKEN);
    assert_int_equal(error.word, WORD_ERROR_TRACE_LINE_LONG);
    close_reader(reader);
    text_free(&bytes);
}

/* A small file that unpacks to more than is ever read. */
static void a_gzip_bomb_is_refused(void **state)
{
    (void)state;
    char path[32];
    trace_file(path, "", 0);
    gzFile file = gzopen(path, "wb1");
    gzwrite(file, header, sizeof header - 1);
    enum { LINE = 1 << 19 };
    char *line = new_items(LINE, 1);
    memset(line, ' ', LINE);
    line[LINE - 1] = '\n';
    for (size_t written = 0; written <= TRACE_MOST_FILE_BYTES; written += LINE)
        gzwrite(file, line, LINE);
    gzclose(file);
    free(line);
    struct error error;
    struct trace_lines *lines = trace_lines_open(path, &error);
    assert_non_null(lines);
    size_t length;
    while (trace_lines_next(lines, &length, &error) != NULL)
        ;
    assert_int_equal(error.word, WORD_ERROR_TRACE_FILE_LONG);
    trace_lines_close(lines);
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_lines_say_what_was_expected),
        cmocka_unit_test(good_lines_are_read),
        cmocka_unit_test(fields_get_their_values),
        cmocka_unit_test(commands_quote_what_needs_it),
        cmocka_unit_test(wrong_headers_are_refused),
        cmocka_unit_test(every_cut_is_seen),
        cmocka_unit_test(gzip_and_plain_files_are_read),
        cmocka_unit_test(cut_and_spoilt_gzip_is_seen),
        cmocka_unit_test(files_that_are_none_are_told),
        cmocka_unit_test(pipes_and_devices_are_refused_at_once),
        cmocka_unit_test(endless_lines_are_refused),
        cmocka_unit_test(a_gzip_bomb_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
