/* go/size: what the allocator gives, by release. The classes and rules are those of runtime/sizeclasses.go and msize.go. */
#include "go/size.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Laws of every release: never less than asked for, never smaller for more, and what is given is given again. */
static void rounding_up_has_its_laws(void **state)
{
    (void)state;
    for (enum go_version version = 0; version < GO_VERSIONS; version++) {
        for (int pointers = 0; pointers < 2; pointers++) {
            uint64_t last = 0;
            for (uint64_t size = 0; size < 100000; size++) {
                uint64_t given = go_roundup(size, pointers != 0, version);
                assert_true(given >= size && given >= last);
                assert_int_equal(go_roundup(given, pointers != 0, version), given);
                last = given;
            }
        }
    }
}

static void sizes_that_were_measured(void **state)
{
    static const struct {
        enum go_version version;
        bool pointers;
        uint64_t size, given;
    } rows[] = {
        {GO_1_15, false, 0, 0},
        {GO_1_15, false, 1, 8},
        {GO_1_15, false, 17, 32}, /* 24 is a class since 1.17 */
        {GO_1_17, false, 17, 24},
        {GO_1_23, false, 17, 24},
        {GO_1_23, false, 41, 48},
        {GO_1_21, true, 1024, 1024},
        {GO_1_22, true, 512, 512},
        {GO_1_22, true, 513, 568}, /* with a header of 8 it takes a class of 576 */
        {GO_1_22, true, 1024, 1144},
        {GO_1_22, false, 1024, 1024},
        {GO_1_21, false, 32767, 32768},
        {GO_1_21, false, 32768, 32768}, /* whole pages from here on */
        {GO_1_21, false, 32769, 40960},
        {GO_1_22, false, 32760, 32768},
        {GO_1_22, false, 32761, 32768},
        {GO_1_22, true, 32760, 32760},
        {GO_1_22, true, 32761, 32768},
        {GO_1_22, true, 32769, 40960},
        {GO_1_23, false, (uint64_t)1 << 48, (uint64_t)1 << 48},
        {GO_1_23, false, UINT64_MAX, UINT64_MAX}, /* would overflow: it stays */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t given = go_roundup(rows[i].size, rows[i].pointers, rows[i].version);
        if (given != rows[i].given)
            fail_msg("row %zu: %llu bytes give %llu, not %llu", i, (unsigned long long)rows[i].size,
                     (unsigned long long)rows[i].given, (unsigned long long)given);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounding_up_has_its_laws),
        cmocka_unit_test(sizes_that_were_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
