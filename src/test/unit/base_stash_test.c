/* A stash: every lot stays where it is, with room for what it asked for, none in another's. */
#include "base/random.h"
#include "base/stash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LOTS = 4000 };

static void test_lots_stay_and_are_apart(void **state)
{
    (void)state;
    struct stash stash = {0};
    static stash_place places[LOTS];
    static char *bytes[LOTS];
    static size_t lengths[LOTS];
    uint64_t random = 7;
    for (size_t i = 0; i < LOTS; i++) {
        lengths[i] = random_below(&random, 100) == 0
                         ? 65530 + random_below(&random, 10) + random_below(&random, 2) * 70000
                         : random_below(&random, 40);
        places[i] = stash_keep(&stash, lengths[i]);
        bytes[i] = stash_bytes(&stash, places[i]);
        for (size_t k = 0; k < lengths[i]; k++)
            assert_int_equal(bytes[i][k], 0);
        if (lengths[i] > 0)
            memset(bytes[i], (int)(i % 251 + 1), lengths[i]);
    }
    for (size_t i = 0; i < LOTS; i++) {
        assert_ptr_equal(stash_bytes(&stash, places[i]), bytes[i]);
        for (size_t k = 0; k < lengths[i]; k++)
            assert_int_equal((unsigned char)bytes[i][k], i % 251 + 1);
    }
    stash_free(&stash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lots_stay_and_are_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
