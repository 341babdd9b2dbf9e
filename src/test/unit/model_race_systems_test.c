/*
 * model/race: what the explorer finds in each system. Lengths and numbers written here were found by it; that it finds what
 * is there and nothing shorter is held by model_race_explore_test.c.
 */
#include "model/race/explore.h"
#include "test/unit/race_setups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A program a word: "ia1;ga" inserts a = 1 and gets a, "db" deletes b, "r" is a loop, "m0" and "m*" migrate. */
static void read_program(struct race_setup *setup, const char *text)
{
    unsigned g = setup->goroutines++;
    while (*text != '\0') {
        struct race_op op = {0, 0, 0};
        switch (*text++) {
        case 'i':
            op.verb = RACE_INSERT;
            op.key = (uint8_t)(*text++ - 'a');
            op.value = (uint8_t)(*text++ - '0');
            break;
        case 'd':
            op.verb = RACE_DELETE;
            op.key = (uint8_t)(*text++ - 'a');
            break;
        case 'g':
            op.verb = RACE_GET;
            op.key = (uint8_t)(*text++ - 'a');
            break;
        case 'r':
            op.verb = RACE_RANGE;
            break;
        default:
            op.verb = RACE_MIGRATE;
            op.key = *text == '*' || setup->system == RACE_JAVA ? RACE_ALL : (uint8_t)(*text - '0');
            text++;
        }
        setup->program[g][setup->length[g]++] = op;
        if (*text == ';')
            text++;
    }
}

/* a and b share the old bucket and part ways, c and d are in the other one. b is there as 102, a if `has` as 101. */
static struct race_setup setup_of(uint8_t system, bool growing, bool has, const char *const *programs)
{
    struct race_setup setup = {
        .system = system, .growing = growing, .slots = 3, .old_slots = 3, .hash = {0, 2, 1, 3}};
    setup.value[0] = has ? 101 : 0;
    setup.value[1] = 102;
    for (unsigned g = 0; g < RACE_GOROUTINES && programs[g] != NULL; g++)
        read_program(&setup, programs[g]);
    assert_int_equal(race_setup_check(&setup), RACE_NO_MISTAKE);
    return setup;
}

static struct race_report *explored(const struct race_setup *setup)
{
    struct race_report *report = malloc(sizeof *report);
    struct race_limits limits = {.states = 1000000};
    race_explore(setup, &limits, NULL, report);
    assert_int_equal(report->ending, RACE_COMPLETE);
    assert_true(report->counted);
    return report;
}

static uint32_t found_in(const struct race_report *report)
{
    uint32_t verdicts = 0;
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
        verdicts |= report->found[verdict].found ? RACE_BIT(verdict) : 0;
    assert_int_equal(verdicts == 0, many_equal(report->clean, report->interleavings));
    return verdicts;
}

static uint32_t verdicts_of(uint8_t system, uint8_t rules, bool growing, bool has,
                            const char *const *programs)
{
    struct race_setup setup = setup_of(system, growing, has, programs);
    struct race_report *report;
    uint32_t verdicts;
    setup.rules = rules;
    report = explored(&setup);
    verdicts = found_in(report);
    free(report);
    return verdicts;
}

typedef const char *const texts[RACE_GOROUTINES];

/* Writers, readers, deleters and migrators against one another, all on key a or beside it. */
static texts battery[] = {
    {"ia1", "m*"},           {"da", "m*"},
    {"ga;ga", "m*"},         {"ga;ga", "ia1", "m0"},
    {"ga;ga", "da", "m0"},   {"ia1", "ia2", "m0"},
    {"ia1", "da", "m0"},     {"da", "da", "m0"},
    {"ia1", "ib2", "m*"},    {"ia1;da", "ga;ga", "m0"},
    {"ia1;ga", "m0", "m0"},  {"da;ga", "m0", "m0"},
    {"ia1", "ia2;ga", "m0"}, {"ga;ga", "ga;ga", "ia1", "m0"},
};
/* The last one has too many states for Java's many steps. */
enum { BATTERY = sizeof battery / sizeof *battery, JAVA_BATTERY = BATTERY - 1 };

static void without_migrators(const char *const *from, const char **programs)
{
    memset(programs, 0, RACE_GOROUTINES * sizeof *programs);
    for (unsigned g = 0; g < RACE_GOROUTINES && from[g] != NULL; g++)
        if (from[g][0] != 'm')
            *programs++ = from[g];
}

static void mended_mutex_shards_and_java_are_sound(void **unused)
{
    static const uint8_t systems[] = {RACE_MENDED, RACE_MUTEX, RACE_SHARDS, RACE_JAVA};
    (void)unused;
    for (unsigned i = 0; i < sizeof systems; i++)
        for (unsigned n = 0; n < (systems[i] == RACE_JAVA ? JAVA_BATTERY : BATTERY); n++)
            for (unsigned way = 0; way < 4; way++) {
                const char *programs[RACE_GOROUTINES];
                memcpy(programs, battery[n], sizeof programs);
                if (!race_system_of(systems[i])->verbs[RACE_MIGRATE])
                    without_migrators(battery[n], programs);
                if (verdicts_of(systems[i], 0, way & 1, way & 2, programs) != 0)
                    fail_msg("%s, programs %u, way %u", race_system_of(systems[i])->name, n, way);
            }
}

/* Long programs of four goroutines, sampled: nothing is wrong, but that they may leave what is modelled. */
static void long_programs_of_sound_systems(void **unused)
{
    static const uint8_t systems[] = {RACE_MENDED, RACE_MUTEX, RACE_SHARDS, RACE_JAVA};
    struct race_report *report = malloc(sizeof *report);
    uint64_t seed = 3;
    (void)unused;
    for (unsigned i = 0; i < sizeof systems; i++)
        for (unsigned trial = 0; trial < 60; trial++) {
            struct race_setup setup = any_setup(&seed, systems[i], RACE_GOROUTINES);
            struct race_limits limits = {.states = 1, .samples = 50, .seed = seed};
            race_explore(&setup, &limits, NULL, report);
            assert_true(report->ending == RACE_MANY_STATES && report->samples == 50);
            for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
                if (report->found[verdict].found)
                    fail_msg("%s: verdict %u", race_system_of(setup.system)->name, verdict);
        }
    free(report);
}

static bool rules_are_sound(uint8_t rules)
{
    for (unsigned n = 0; n < BATTERY; n++)
        for (unsigned has = 0; has < 2; has++)
            if (verdicts_of(RACE_ARTICLE, rules, true, has, battery[n]) != 0)
                return false;
    return true;
}

/* Every set of the rules was tried: who writes must hold the state, and while it is held the old bucket must be read. */
static void the_fewest_rules_that_mend_the_article(void **unused)
{
    bool sound[RACE_RULES + 1];
    (void)unused;
    for (unsigned rules = 0; rules <= RACE_RULES; rules++) {
        sound[rules] = rules_are_sound((uint8_t)rules);
        assert_int_equal(sound[rules],
                         rules & RACE_RULE_HOLD && rules & (RACE_RULE_READ_OLD | RACE_RULE_READ_BOTH));
    }
    assert_false(sound[0]);
    assert_true(sound[RACE_RULE_HOLD | RACE_RULE_READ_OLD]);
}

static void expect_shortest(uint8_t system, bool growing, bool has, const char *const *programs,
                            enum race_verdict verdict, unsigned length)
{
    struct race_setup setup = setup_of(system, growing, has, programs);
    struct race_report *report = explored(&setup);
    const struct race_found *found = &report->found[verdict];
    if (!found->found || !found->shortest || found->length != length)
        fail_msg("verdict %d: %d, %d", verdict, found->found, found->length);
    free(report);
}

static void the_article_loses_updates(void **unused)
{
    static texts reader = {"ga", "m0"}, writer = {"ia1", "m0"}, deleter = {"da", "m0"}, adder = {"ic1", "m1"};
    (void)unused;
    /* The state says "read the new bucket" before anything is there. */
    expect_shortest(RACE_ARTICLE, true, true, reader, RACE_VERDICT_STALE, 3);
    /* The writer saw 0; the bucket is moved; it writes the old one. */
    expect_shortest(RACE_ARTICLE, true, true, writer, RACE_VERDICT_LOST_UPDATE, 8);
    expect_shortest(RACE_ARTICLE, true, true, deleter, RACE_VERDICT_REVIVED, 8);
    expect_shortest(RACE_ARTICLE, true, false, adder, RACE_VERDICT_LOST_KEY, 6);
}

static void go_dies_in_three_ways(void **unused)
{
    static texts writers = {"ia1", "ia2"}, reader = {"ga", "ia1"}, loop = {"r", "ia1"};
    (void)unused;
    expect_shortest(RACE_GO, false, false, writers, RACE_VERDICT_WRITES, 4);
    expect_shortest(RACE_GO, false, true, reader, RACE_VERDICT_READ, 5);
    expect_shortest(RACE_GO, false, true, loop, RACE_VERDICT_ITERATION, 7);
}

/* Two writers that both find the flag clear and both set it: nobody notices, and something is lost. */
static void go_does_not_always_notice(void **unused)
{
    static texts same_bucket = {"ia1", "ic2"}, in_growth = {"ia1", "ib2"};
    struct race_setup setup = setup_of(RACE_GO, false, false, same_bucket);
    struct race_report *report;
    uint32_t verdicts;
    (void)unused;
    setup.hash[2] = setup.hash[0];
    report = explored(&setup);
    verdicts = found_in(report);
    assert_int_equal(verdicts, RACE_BIT(RACE_VERDICT_WRITES) | RACE_BIT(RACE_VERDICT_LOST_KEY) |
                                   RACE_BIT(RACE_VERDICT_COUNT) | RACE_BIT(RACE_VERDICT_TORN));
    free(report);
    verdicts = verdicts_of(RACE_GO, 0, true, false, in_growth);
    assert_true(verdicts & RACE_BIT(RACE_VERDICT_STATE) && verdicts & RACE_BIT(RACE_VERDICT_NIL));
    assert_true(verdicts & RACE_BIT(RACE_VERDICT_DUPLICATED) &&
                verdicts & RACE_BIT(RACE_VERDICT_LOST_UPDATE));
}

/* Readers alone are no race, nor is a goroutine alone, whatever it does. */
static void go_without_a_race(void **unused)
{
    static texts readers = {"ga;gb", "gb;ga", "r"}, alone = {"ia1;db;r;ga"};
    (void)unused;
    for (unsigned way = 0; way < 4; way++) {
        assert_int_equal(verdicts_of(RACE_GO, 0, way & 1, way & 2, readers), 0);
        assert_int_equal(verdicts_of(RACE_GO, 0, way & 1, way & 2, alone), 0);
    }
}

struct patience {
    unsigned asked, enough;
    uint32_t states;
};

static bool until_enough(void *context, const struct race_report *report)
{
    struct patience *patience = context;
    patience->states = report->states;
    return ++patience->asked < patience->enough;
}

static void a_search_is_bounded_and_can_be_stopped(void **unused)
{
    static texts many = {"ia1;dc;ib3", "ic2;ga;ia5", "da;ib1;gc", "ga;gb;ia7"};
    struct race_setup setup = setup_of(RACE_GO, true, true, many);
    struct race_report *report = malloc(sizeof *report), *again = malloc(sizeof *again);
    struct patience patience = {0, 3, 0};
    struct race_watch watch = {until_enough, &patience};
    struct race_limits limits = {.states = 20000, .samples = 300, .seed = 9};
    (void)unused;
    race_explore(&setup, &limits, NULL, report);
    race_explore(&setup, &limits, NULL, again);
    assert_memory_equal(report, again, sizeof *report);
    assert_int_equal(report->ending, RACE_MANY_STATES);
    assert_true(report->states < 20000 + RACE_GOROUTINES && !report->counted);
    assert_int_equal(report->samples, 300);
    assert_true(report->found[RACE_VERDICT_WRITES].shortest &&
                report->found[RACE_VERDICT_WRITES].samples > 0);

    race_explore(&setup, &limits, &watch, report);
    assert_int_equal(report->ending, RACE_STOPPED);
    assert_int_equal(patience.asked, 3);
    assert_true(report->states == patience.states && report->samples == 0);

    limits = (struct race_limits){.depth = 4};
    race_explore(&setup, &limits, NULL, report);
    assert_int_equal(report->ending, RACE_DEEP);
    assert_int_equal(report->depth, 4);
    assert_int_equal(report->found[RACE_VERDICT_WRITES].length, 4);
    free(report);
    free(again);
}

/* What a sample finds can be replayed, as far as the verdict and no farther. */
static void samples_can_be_replayed(void **unused)
{
    static texts many = {"ia1;dc;ib3", "ic2;ga;ia5", "r;ib1;gc"};
    struct race_setup setup = setup_of(RACE_GO, true, true, many);
    struct race_report *report = malloc(sizeof *report);
    struct race_limits limits = {.states = 1, .samples = 5000, .seed = 2};
    unsigned kinds = 0;
    (void)unused;
    race_explore(&setup, &limits, NULL, report);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        const struct race_found *found = &report->found[verdict];
        uint32_t verdicts;
        if (!found->found)
            continue;
        kinds++;
        assert_false(found->shortest);
        assert_true(race_schedule_verdicts(&setup, found->schedule, found->length, &verdicts));
        assert_true(verdicts & RACE_BIT(verdict));
        assert_true(race_schedule_verdicts(&setup, found->schedule, found->length - 1u, &verdicts));
        assert_false(verdicts & RACE_BIT(verdict));
    }
    assert_true(kinds >= 4);
    free(report);
}

static void what_cannot_be_run_is_refused(void **unused)
{
    static texts one = {"ga"};
    struct race_setup good = setup_of(RACE_GO, true, true, one), bad;
    (void)unused;
#define EXPECT_MISTAKE(change, mistake)                                                                      \
    do {                                                                                                     \
        bad = good;                                                                                          \
        change;                                                                                              \
        assert_int_equal(race_setup_check(&bad), mistake);                                                   \
    } while (0)
    EXPECT_MISTAKE(bad.system = RACE_SYSTEMS, RACE_MISTAKE_SYSTEM);
    EXPECT_MISTAKE(bad.goroutines = 0, RACE_MISTAKE_GOROUTINES);
    EXPECT_MISTAKE(bad.goroutines = RACE_GOROUTINES + 1, RACE_MISTAKE_GOROUTINES);
    EXPECT_MISTAKE(bad.length[0] = RACE_OPERATIONS + 1, RACE_MISTAKE_LENGTH);
    EXPECT_MISTAKE(bad.program[0][0].verb = RACE_MIGRATE, RACE_MISTAKE_VERB);
    EXPECT_MISTAKE(bad.program[0][0].verb = RACE_VERBS, RACE_MISTAKE_VERB);
    EXPECT_MISTAKE(bad.program[0][0].key = RACE_KEYS, RACE_MISTAKE_KEY);
    EXPECT_MISTAKE(bad.program[0][0].verb = RACE_INSERT, RACE_MISTAKE_VALUE);
    EXPECT_MISTAKE(bad.value[2] = RACE_VALUES + 1, RACE_MISTAKE_VALUE);
    EXPECT_MISTAKE(bad.hash[1] = 4, RACE_MISTAKE_HASH);
    EXPECT_MISTAKE(bad.slots = 0, RACE_MISTAKE_SLOTS);
    EXPECT_MISTAKE(bad.slots = 2, RACE_MISTAKE_SLOTS);
    EXPECT_MISTAKE(bad.old_slots = 0, RACE_MISTAKE_SLOTS);
    EXPECT_MISTAKE(bad.old_slots = 1, RACE_MISTAKE_SLOTS);
    EXPECT_MISTAKE(bad.slots = RACE_SLOTS + 1, RACE_MISTAKE_SLOTS);
    EXPECT_MISTAKE(bad.growing = 2, RACE_MISTAKE_GROWING);
    EXPECT_MISTAKE(bad.rules = RACE_RULE_HOLD, RACE_MISTAKE_RULES);
    EXPECT_MISTAKE((void)0, RACE_NO_MISTAKE);
#undef EXPECT_MISTAKE
    assert_int_equal(race_system_named("java"), RACE_JAVA);
    assert_int_equal(race_system_named("rust"), RACE_SYSTEMS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mended_mutex_shards_and_java_are_sound),
        cmocka_unit_test(long_programs_of_sound_systems),
        cmocka_unit_test(the_fewest_rules_that_mend_the_article),
        cmocka_unit_test(the_article_loses_updates),
        cmocka_unit_test(go_dies_in_three_ways),
        cmocka_unit_test(go_does_not_always_notice),
        cmocka_unit_test(go_without_a_race),
        cmocka_unit_test(a_search_is_bounded_and_can_be_stopped),
        cmocka_unit_test(samples_can_be_replayed),
        cmocka_unit_test(what_cannot_be_run_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
