/* forecast: which table grows or splits next, and how many new keys at least and at most until one does. */
#include "hand/swiss/swiss.h"

enum { TABLES_SHOWN = 16 };

/* Tables in the order of what is left in them, the fullest first: as many as are told of. */
struct nearest {
    uint32_t tables[TABLES_SHOWN];
    uint64_t left[TABLES_SHOWN];
    int count;
};

static void take_table(struct nearest *nearest, uint32_t table, uint64_t left)
{
    int at = nearest->count < TABLES_SHOWN ? nearest->count++ : TABLES_SHOWN;
    for (; at > 0 && nearest->left[at - 1] > left; at--) {
        if (at < TABLES_SHOWN) {
            nearest->tables[at] = nearest->tables[at - 1];
            nearest->left[at] = nearest->left[at - 1];
        }
    }
    if (at < TABLES_SHOWN) {
        nearest->tables[at] = table;
        nearest->left[at] = left;
    }
}

/* What a table does when it is full. */
static enum word next_of(const struct swiss *map, uint32_t table)
{
    bool deep = swiss_table_word(map, table, SWISS_TABLE_DEPTH) == swiss_word(map, SWISS_WORD_GLOBAL_DEPTH);
    if (swiss_table_word(map, table, SWISS_TABLE_CAPACITY) < SWISS_MOST_CAPACITY)
        return WORD_SWISS_SAY_FORECAST_GROWS;
    return deep ? WORD_SWISS_SAY_FORECAST_DOUBLES : WORD_SWISS_SAY_FORECAST_SPLITS;
}

static void say_table(const struct swiss *map, uint32_t table, struct reply *reply)
{
    uint64_t capacity = swiss_table_word(map, table, SWISS_TABLE_CAPACITY),
             left = swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT),
             most = swiss_most_entries(capacity);
    struct text next = {0};
    words_say(&next, reply->words, next_of(map, table), GROUPED(capacity), GROUPED(capacity * 2),
              GROUPED(swiss_directory_length(map)), GROUPED(swiss_directory_length(map) * 2));
    reply_say(reply, WORD_SWISS_SAY_FORECAST_ROW, GROUPED(swiss_table_word(map, table, SWISS_TABLE_INDEX)),
              GROUPED(swiss_table_word(map, table, SWISS_TABLE_USED)), GROUPED(capacity), GROUPED(left),
              GROUPED(swiss_table_tombstones(map, table)), sheet_bar(most - left, most), text_string(&next));
    text_free(&next);
}

static void forecast_small(const struct swiss *map, struct reply *reply)
{
    uint64_t used = swiss_word(map, SWISS_WORD_USED), left = SWISS_SLOTS - used;
    reply_say(reply, left > 0 ? WORD_SWISS_SAY_FORECAST_SMALL : WORD_SWISS_SAY_FORECAST_SMALL_FULL,
              NUMBER(used), NUMBER(left), sheet_bar(used, SWISS_SLOTS));
    reply_say(reply, WORD_SWISS_SAY_FORECAST_NEVER_SMALL);
    reply_number(reply, "at_least", (int64_t)left + 1);
    reply_number(reply, "at_most", (int64_t)left + 1);
}

/*
 * A new key takes one of its table's growthLeft, or a tombstone of that table, if its search passes one. So the fullest table decides
 * how soon a growth can come, if all new keys are its own and pass no tombstone; and all that is left everywhere, with all tombstones,
 * how late it must.
 */
static void forecast_tables(const struct swiss *map, struct reply *reply)
{
    struct nearest nearest = {.count = 0};
    uint64_t entry = 0, left = 0, tombstones = 0, tables = 0;
    for (uint32_t table; swiss_next_table(map, &entry, &table); tables++) {
        uint64_t its = swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT);
        take_table(&nearest, table, its);
        left += its;
        tombstones += swiss_table_tombstones(map, table);
    }
    uint64_t least = nearest.left[0] + 1, most = left + tombstones + 1;
    reply_say(reply, WORD_SWISS_SAY_FORECAST_HEAD);
    for (int i = 0; i < nearest.count; i++)
        say_table(map, nearest.tables[i], reply);
    if (tables > TABLES_SHOWN)
        reply_say(reply, WORD_SWISS_SAY_FORECAST_MORE, GROUPED(tables - TABLES_SHOWN));
    if (least == most)
        reply_say(reply, WORD_SWISS_SAY_FORECAST_EXACT, GROUPED(least));
    else
        reply_say(reply, WORD_SWISS_SAY_FORECAST_BETWEEN, GROUPED(least), GROUPED(most));
    if (tombstones > 0)
        reply_say(reply, WORD_SWISS_SAY_FORECAST_TOMBSTONES, GROUPED(tombstones));
    reply_say(reply, WORD_SWISS_SAY_FORECAST_NEVER);
    reply_number(reply, "table", (int64_t)swiss_table_word(map, nearest.tables[0], SWISS_TABLE_INDEX));
    reply_number(reply, "at_least", (int64_t)least);
    reply_number(reply, "at_most", (int64_t)most);
}

SWISS_VERB(forecast)
{
    const struct swiss its = run_swiss(run), *map = &its;
    (void)call;
    if (!run_spend(run, swiss_directory_length(map), error))
        return false;
    if (swiss_word(map, SWISS_WORD_NIL))
        reply_say(reply, WORD_SWISS_SAY_FORECAST_NIL);
    else if (swiss_directory_length(map) == 0)
        forecast_small(map, reply);
    else
        forecast_tables(map, reply);
    return true;
}
