#ifndef TEST_UNIT_RACE_SETUPS_H
#define TEST_UNIT_RACE_SETUPS_H
/* Setups of races by a seed, for the tests of model/race. */
#include "base/random.h"
#include "model/race/machine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static inline struct race_op any_op(uint64_t *seed, uint8_t system)
{
    struct race_op op;
    do
        op = (struct race_op){(uint8_t)random_below(seed, RACE_VERBS), (uint8_t)random_below(seed, RACE_KEYS),
                              0};
    while (!race_system_of(system)->verbs[op.verb]);
    if (op.verb == RACE_INSERT)
        op.value = (uint8_t)(1 + random_below(seed, RACE_VALUES));
    if (op.verb == RACE_MIGRATE)
        op.key = system == RACE_JAVA || random_below(seed, 2) ? RACE_ALL : op.key % RACE_OLD_BUCKETS;
    return op;
}

static inline struct race_setup any_setup(uint64_t *seed, uint8_t system, unsigned goroutines)
{
    struct race_setup setup = {.system = system,
                               .growing = (uint8_t)random_below(seed, 2),
                               .slots = RACE_SLOTS,
                               .old_slots = RACE_KEYS,
                               .goroutines = (uint8_t)goroutines};
    for (unsigned key = 0; key < RACE_KEYS; key++) {
        setup.hash[key] = (uint8_t)random_below(seed, 4);
        setup.value[key] = random_below(seed, 2) ? (uint8_t)(1 + random_below(seed, RACE_VALUES)) : 0;
    }
    for (unsigned g = 0; g < goroutines; g++) {
        setup.length[g] = (uint8_t)(1 + random_below(seed, RACE_OPERATIONS));
        for (unsigned op = 0; op < setup.length[g]; op++)
            setup.program[g][op] = any_op(seed, system);
    }
    /* More inserts than there are nodes for: fewer goroutines. */
    while (race_setup_check(&setup) == RACE_MISTAKE_INSERTS)
        setup.length[--setup.goroutines] = 0;
    assert_int_equal(race_setup_check(&setup), RACE_NO_MISTAKE);
    return setup;
}

/* Two goroutines, at times three, with one or two operations on few keys. */
static inline struct race_setup small_setup(uint64_t *seed, uint8_t system)
{
    unsigned goroutines = random_below(seed, 4) == 0 ? 3 : 2;
    struct race_setup setup = any_setup(seed, system, goroutines);
    setup.slots = setup.old_slots = (uint8_t)(1 + random_below(seed, 3));
    for (unsigned key = 2; key < RACE_KEYS; key++)
        setup.value[key] = 0;
    if (setup.slots == 1 && setup.value[0] && setup.value[1])
        setup.value[1] = 0;
    for (unsigned g = 0; g < goroutines; g++) {
        setup.length[g] = (uint8_t)(1 + random_below(seed, 3) / 2);
        for (unsigned op = 0; op < setup.length[g]; op++)
            if (setup.program[g][op].verb < RACE_RANGE)
                setup.program[g][op].key = random_below(seed, 3) == 0;
    }
    assert_int_equal(race_setup_check(&setup), RACE_NO_MISTAKE);
    return setup;
}

#endif
