/* trace/swiss: real Swiss maps of Go 1.24, operation by operation; and that a recording with any one field altered is caught. */
#include "test/trace_lines.h"
#include "test/words.h"
#include "trace/report.h"
#include "trace/swiss/trace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const struct {
    const char *name;
    int operations;
} traces[] = {
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
    for (size_t i = 0; i < sizeof traces / sizeof *traces; i++) {
        struct text path = {0}, expected = {0};
        text_format(&path, "src/test/data/swiss-traces/%s.jsonl.gz", traces[i].name);
        text_format(&expected, "%s: %d/%d operations equal\n", traces[i].name, traces[i].operations,
                    traces[i].operations);
        const char *file = text_string(&path);
        char *said = NULL, *wrong = NULL;
        size_t said_length, wrong_length;
        FILE *out = open_memstream(&said, &said_length), *errors = open_memstream(&wrong, &wrong_length);
        int status = replay_files(1, &file, words_english(), out, errors);
        fclose(out);
        fclose(errors);
        assert_string_equal(said, text_string(&expected));
        assert_string_equal(wrong, "");
        assert_int_equal(status, REPLAY_STATUS_EQUAL);
        free(said);
        free(wrong);
        text_free(&path);
        text_free(&expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_maps_are_reproduced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
