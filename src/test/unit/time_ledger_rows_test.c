/* The rows of the ledger: packed or open, they are the list that a plain array would be. */
#include "base/random.h"
#include "time/ledger_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 3000 };

/* Mostly nothing or little; now and then anything. */
static uint64_t any_number(uint64_t *random)
{
    switch (random_below(random, 4)) {
    case 0:
        return random_next(random) >> random_below(random, 64);
    case 1:
        return random_below(random, 300);
    default:
        return 0;
    }
}

static struct ledger_row any_row(uint64_t *random, position begin)
{
    struct ledger_row row;
    memset(&row, 0, sizeof row);
    row.begin = begin;
    row.subject = (uint32_t)any_number(random);
    row.type = (uint32_t)any_number(random);
    row.operation = random_below(random, 4) > 0;
    row.anew = random_below(random, 9) == 0;
    row.probes = (uint32_t)any_number(random);
    row.moves = (uint32_t)any_number(random);
    row.buckets = (uint32_t)any_number(random);
    row.allocations = (uint32_t)any_number(random);
    row.allocated = any_number(random);
    row.cleared = random_below(random, 2) ? row.allocated : any_number(random);
    row.copied = any_number(random);
    row.held = any_number(random);
    row.peak = random_below(random, 2) ? row.held : any_number(random);
    row.carry = any_number(random);
    return row;
}

static void assert_same(const struct ledger_row *row, const struct ledger_row *expected)
{
    assert_true(row->begin == expected->begin && row->subject == expected->subject &&
                row->type == expected->type);
    assert_true(row->operation == expected->operation && row->anew == expected->anew);
    assert_true(row->probes == expected->probes && row->moves == expected->moves);
    assert_true(row->buckets == expected->buckets && row->allocations == expected->allocations);
    assert_true(row->allocated == expected->allocated && row->cleared == expected->cleared);
    assert_true(row->copied == expected->copied && row->held == expected->held &&
                row->peak == expected->peak);
    assert_true(row->carry == expected->carry);
}

struct naive {
    struct ledger_row rows[MANY];
    size_t count;
};

static void assert_is(const struct ledger_rows *rows, const struct naive *naive)
{
    assert_int_equal(rows->count, naive->count);
    for (size_t i = naive->count; i-- > 0;) {
        const struct ledger_row row = ledger_rows_at(rows, i);
        assert_same(&row, &naive->rows[i]);
    }
    for (size_t i = 0; i < naive->count; i += 7) {
        position at = naive->rows[i].begin;
        size_t begun = ledger_rows_begun(rows, at);
        assert_true(begun <= i && naive->rows[begun].begin == at);
        assert_true(begun == 0 || naive->rows[begun - 1].begin < at);
    }
}

static void add(struct ledger_rows *rows, struct naive *naive, uint64_t *random, position *end)
{
    *end += random_below(random, 3) > 0 ? random_below(random, 60) : random_below(random, 100000);
    struct ledger_row row = any_row(random, *end);
    ledger_rows_add(rows, &row);
    naive->rows[naive->count++] = row;
    struct ledger_row *open = ledger_rows_open(rows, rows->count - 1);
    assert_non_null(open);
    assert_same(open, &row);
}

/* Rows that lie open are changed, too. */
static void they_are_a_list(void **state)
{
    (void)state;
    struct ledger_rows rows = {0};
    struct naive *naive = calloc(1, sizeof *naive);
    uint64_t random = 7;
    position end = 0;
    while (naive->count < MANY) {
        add(&rows, naive, &random, &end);
        size_t back = random_below(&random, 8);
        struct ledger_row *open = back < rows.count ? ledger_rows_open(&rows, rows.count - 1 - back) : NULL;
        if (open != NULL)
            naive->rows[naive->count - 1 - back].moves = ++open->moves;
    }
    assert_is(&rows, naive);
    assert_true(ledger_rows_bytes(&rows) < MANY * sizeof(struct ledger_row));
    free(naive);
    ledger_rows_free(&rows);
}

static void whatever_is_cut_or_forgotten(void **state)
{
    (void)state;
    struct ledger_rows rows = {0};
    struct naive *naive = calloc(1, sizeof *naive);
    uint64_t random = 8;
    position end = 0;
    for (int round = 0; round < 200; round++) {
        for (uint64_t i = random_below(&random, 200); i > 0 && naive->count < MANY; i--)
            add(&rows, naive, &random, &end);
        size_t count = random_below(&random, naive->count + 1);
        if (random_below(&random, 3) == 0) {
            ledger_rows_cut(&rows, count);
            naive->count = count;
            end = count > 0 ? naive->rows[count - 1].begin : end;
        } else if (random_below(&random, 2) == 0) {
            ledger_rows_forget(&rows, count);
            naive->count -= count;
            memmove(naive->rows, naive->rows + count, naive->count * sizeof *naive->rows);
        }
        assert_is(&rows, naive);
    }
    ledger_rows_cut(&rows, 0);
    assert_int_equal(ledger_rows_bytes(&rows), 0);
    free(naive);
    ledger_rows_free(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_a_list),
        cmocka_unit_test(whatever_is_cut_or_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
