/* growwork batch: commands from a stream, what they say as text and as JSON. */
#include "headless/batch.h"
#include "test/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *batch(const char *input, bool json, int *status, char **errors)
{
    char *out = NULL, *complaints = NULL;
    size_t out_length, complaints_length;
    FILE *in = tmpfile(), *to = open_memstream(&out, &out_length);
    FILE *wrong = open_memstream(&complaints, &complaints_length);
    assert_non_null(in);
    fputs(input, in);
    rewind(in);
    struct session *session = new_session();
    *status = batch_run(session, in, to, wrong, json);
    session_free(session);
    fclose(in);
    fclose(to);
    fclose(wrong);
    *errors = complaints;
    return out;
}

static void batch_prints_text(void **state)
{
    int status;
    char *errors;
    (void)state;
    char *out = batch("insert fig 12\nget fig\n", false, &status, &errors);
    assert_int_equal(status, BATCH_STATUS_FINE);
    assert_string_equal(errors, "");
    assert_non_null(strstr(out, "fig is 12: bucket 0, slot 0.\n"));
    free(out);
    free(errors);
    out = batch("insert fig 12\nget\nget fig\n", false, &status, &errors);
    assert_int_equal(status, BATCH_STATUS_FAILED);
    assert_memory_equal(errors, "2: column 4: ", 13);
    assert_non_null(strstr(out, "fig is 12"));
    free(out);
    free(errors);
}

static void batch_prints_json(void **state)
{
    int status;
    char *errors;
    (void)state;
    char *out =
        batch("insert fig 12; delete pear\ninsert \"a\\\"b\" x\nquit\ninsert late\n", true, &status, &errors);
    assert_int_equal(status, BATCH_STATUS_FAILED);
    assert_string_equal(errors, "");
    static const char first[] = "{\"command\":\"insert fig 12\",\"ok\":true,\"outcome\":\"inserted\",";
    assert_memory_equal(out, first, sizeof first - 1);
    assert_non_null(strstr(out, "\n{\"command\":\"delete pear\",\"ok\":true,\"outcome\":\"absent\""));
    assert_non_null(strstr(out, "\n{\"command\":\"insert \\\"a\\\\\\\"b\\\" x\",\"ok\":false,\"error\":\""));
    assert_non_null(strstr(out, "\"column\":15}\n"));
    assert_null(strstr(out, "late"));
    free(out);
    free(errors);
}

static void batch_dumps_all_cells(void **state)
{
    int status;
    char *errors;
    (void)state;
    char *out = batch("insert fig 12\ndump\n", true, &status, &errors);
    assert_int_equal(status, BATCH_STATUS_FINE);
    assert_non_null(strstr(out, "\"count\":1,\"flags\":0,\"B\":0,\"noverflow\":0,\"nevacuate\":0"));
    assert_non_null(strstr(out, "\"buckets\":[[{\"tophash\":["));
    assert_non_null(strstr(
        out, ",0,0,0,0,0,0,0],\"keys\":[\"fig\",null,null,null,null,null,null,null],\"values\":[\"12\","));
    free(out);
    free(errors);
}

static void batch_refuses_long_lines(void **state)
{
    int status;
    char *errors, *input = malloc(100002);
    (void)state;
    memset(input, 'a', 100000);
    strcpy(input + 100000, "\n");
    char *out = batch(input, false, &status, &errors);
    assert_int_equal(status, BATCH_STATUS_FAILED);
    assert_memory_equal(errors, "1: ", 3);
    free(out);
    free(errors);
    free(input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(batch_prints_text),
        cmocka_unit_test(batch_prints_json),
        cmocka_unit_test(batch_dumps_all_cells),
        cmocka_unit_test(batch_refuses_long_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
