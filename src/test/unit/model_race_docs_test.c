/* The table in docs/race.md is what the explorer finds. GOLDEN_WRITE=1 in the environment writes it anew. */
#include "model/race/race.h"
#include "test/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const page_path = "docs/race.md";
static const char begin_mark[] = "<!-- found by the explorer -->\n";
static const char end_mark[] = "<!-- -->\n";

enum { A, B, C };
#define GET(key)                                                                                             \
    {                                                                                                        \
        RACE_GET, key, 0                                                                                     \
    }
#define INSERT(key, value)                                                                                   \
    {                                                                                                        \
        RACE_INSERT, key, value                                                                              \
    }
#define DELETE(key)                                                                                          \
    {                                                                                                        \
        RACE_DELETE, key, 0                                                                                  \
    }
#define RANGE                                                                                                \
    {                                                                                                        \
        RACE_RANGE, 0, 0                                                                                     \
    }
#define MIGRATE                                                                                              \
    {                                                                                                        \
        RACE_MIGRATE, RACE_ALL, 0                                                                            \
    }

/* Programs, and how they are written in the table. */
struct case_row {
    const char *text;
    bool growing, has_a, migrates, ranges; /* the last two: only for systems that can */
    uint8_t goroutines, gets;              /* gets: how many of them a goroutine that gets has */
    struct race_op program[3][2];
};

static const struct case_row cases[] = {
    {"insert a 1 ‖ insert a 2", false, false, false, false, 2, 2, {{INSERT(A, 1)}, {INSERT(A, 2)}}},
    {"insert a 1 ‖ get a; get a", false, true, false, false, 2, 2, {{INSERT(A, 1)}, {GET(A), GET(A)}}},
    {"delete a ‖ delete a", false, true, false, false, 2, 2, {{DELETE(A)}, {DELETE(A)}}},
    {"insert a 1 ‖ insert a 2, growing", true, true, false, false, 2, 2, {{INSERT(A, 1)}, {INSERT(A, 2)}}},
    {"insert a 1 ‖ get a; get a, growing",
     true,
     true,
     false,
     false,
     2,
     2,
     {{INSERT(A, 1)}, {GET(A), GET(A)}}},
    {"insert a 1 ‖ insert b 2, growing", true, true, false, false, 2, 2, {{INSERT(A, 1)}, {INSERT(B, 2)}}},
    {"insert a 1 ‖ migrate, growing", true, true, true, false, 2, 2, {{INSERT(A, 1)}, {MIGRATE}}},
    {"delete a ‖ insert b 2, growing", true, true, false, false, 2, 2, {{DELETE(A)}, {INSERT(B, 2)}}},
    {"delete a ‖ migrate, growing", true, true, true, false, 2, 2, {{DELETE(A)}, {MIGRATE}}},
    {"range ‖ insert a 1, growing", true, true, false, true, 2, 2, {{RANGE}, {INSERT(A, 1)}}},
    {"insert a 1 ‖ delete a ‖ get a, growing",
     true,
     true,
     false,
     false,
     3,
     1,
     {{INSERT(A, 1)}, {DELETE(A)}, {GET(A)}}},
    {"insert a 1 ‖ get a; get a ‖ migrate, growing",
     true,
     true,
     true,
     false,
     3,
     2,
     {{INSERT(A, 1)}, {GET(A), GET(A)}, {MIGRATE}}},
};

static struct race_setup setup_of(const struct case_row *row, uint8_t system)
{
    struct race_setup setup = {.system = system,
                               .growing = row->growing,
                               .goroutines = row->goroutines,
                               .hash = {0, 1, 2, 3},
                               .value = {row->has_a ? 10 : 0, 0, 30, 0}};
    for (unsigned g = 0; g < row->goroutines; g++) {
        setup.length[g] = row->program[g][0].verb == RACE_GET ? row->gets : 1;
        memcpy(setup.program[g], row->program[g], sizeof row->program[g]);
    }
    race_fit_slots(&setup);
    assert_int_equal(race_setup_check(&setup), RACE_NO_MISTAKE);
    return setup;
}

static void add_many(struct text *text, struct many many)
{
    unsigned long long digits = many.digits;
    uint32_t tens = many.tens;
    if (tens == 0 && digits < 1000000000) {
        text_format(text, "%llu", digits);
        return;
    }
    while (digits >= 100) {
        digits /= 10;
        tens++;
    }
    text_format(text, "%llu.%llu·10^%u", digits / 10, digits % 10, tens + 1);
}

/* g1×3 g2: runs of steps. */
static void add_schedule(struct text *text, const struct race_found *found)
{
    for (unsigned i = 0, run; i < found->length; i += run) {
        run = 1;
        while (i + run < found->length && found->schedule[i + run] == found->schedule[i])
            run++;
        text_format(text, run > 1 ? " g%u×%u" : " g%u", found->schedule[i] + 1u, run);
    }
}

static void add_row(struct text *text, const struct case_row *row, uint8_t system,
                    const struct race_report *report)
{
    bool any = false;
    text_format(text, "| %s | %s | ", race_system_of(system)->name, row->text);
    add_many(text, report->interleavings);
    text_add(text, " | ");
    add_many(text, report->executions);
    text_format(text, " | %u | %u | %u | ", report->states, (unsigned)report->pruned, report->longest_run);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        if (!report->found[verdict].found)
            continue;
        text_format(text, "%s%s %u:", any ? "; " : "", race_verdict_name(verdict),
                    report->found[verdict].length);
        add_schedule(text, &report->found[verdict]);
        any = true;
    }
    text_format(text, "%s |\n", any ? "" : "nothing");
}

static void make_table(struct text *text)
{
    struct race_report *report = malloc(sizeof *report);
    text_add(text, "| system | goroutines | orders | left | states | pruned | longest | what ends badly, "
                   "with a shortest schedule |\n"
                   "| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (uint8_t system = 0; system < RACE_SYSTEMS; system++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            const bool *verbs = race_system_of(system)->verbs;
            struct race_limits limits = {.states = 1000000};
            if ((cases[i].migrates && !verbs[RACE_MIGRATE]) || (cases[i].ranges && !verbs[RACE_RANGE]))
                continue;
            struct race_setup setup = setup_of(&cases[i], system);
            race_explore(&setup, &limits, NULL, report);
            assert_int_equal(report->ending, RACE_COMPLETE);
            add_row(text, &cases[i], system, report);
        }
    free(report);
}

static void the_table_is_what_is_found(void **state)
{
    struct text page = {0}, table = {0}, now = {0};
    char *from, *to;
    (void)state;
    assert_true(file_take(page_path, &page));
    from = strstr(page.bytes, begin_mark);
    assert_non_null(from);
    from += strlen(begin_mark);
    to = strstr(from, end_mark);
    assert_non_null(to);
    make_table(&table);
    text_append(&now, page.bytes, (size_t)(from - page.bytes));
    text_add(&now, text_string(&table));
    text_add(&now, to);
    if (getenv("GOLDEN_WRITE") != NULL)
        assert_true(file_write(page_path, text_string(&now), now.length));
    else
        assert_string_equal(text_string(&now), text_string(&page));
    text_free(&page);
    text_free(&table);
    text_free(&now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_table_is_what_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
