/* stats: all that follows from the types, as a table; the two beside one another. */
#include "hand/layout/layout.h"

/* A row of the table: a name, then what it is of each type. */
struct table {
    struct reply *reply;
    const struct maptype *types[LAYOUT_TYPES];
};

static void add_row(const struct table *table, enum word name, const char *first, const char *second)
{
    struct text row = {0};
    words_say(&row, table->reply->words, name);
    text_format(&row, "\t%s", first);
    if (table->types[1] != NULL)
        text_format(&row, "\t%s", second);
    text_separate(&table->reply->text, "\n");
    text_add(&table->reply->text, text_string(&row));
    text_free(&row);
}

#define ROW(table, name, expression)                                                                         \
    do {                                                                                                     \
        const struct maptype *type = (table)->types[0];                                                      \
        const char *first = (expression);                                                                    \
        type = (table)->types[1];                                                                            \
        const char *second = type != NULL ? (expression) : ""; /* its digits live as long as this block */   \
        add_row((table), WORD_LAYOUT_STATS_##name, first, second);                                           \
    } while (0)

static const char *yes_or_no(const struct table *table, bool yes)
{
    return table->reply->words->texts[yes ? WORD_LAYOUT_STATS_YES : WORD_LAYOUT_STATS_NO];
}

static void add_bytes(const struct table *table)
{
    ROW(table, KEY, NUMBER(type->key->size));
    ROW(table, ELEM, NUMBER(type->elem->size));
    ROW(table, KEY_SLOT, NUMBER(type->key_slot));
    ROW(table, ELEM_SLOT, NUMBER(type->elem_slot));
    ROW(table, PADDING, NUMBER(gotype_padding(type->key) + gotype_padding(type->elem)));
    ROW(table, KEYS_AT, NUMBER(MAPTYPE_KEYS_OFFSET));
    ROW(table, ELEMS_AT, NUMBER(maptype_elems_offset(type)));
    ROW(table, OVERFLOW_AT, NUMBER(maptype_overflow_offset(type)));
    ROW(table, BUCKET, NUMBER(type->bucket_size));
    ROW(table, GIVEN, NUMBER(maptype_bucket_given(type)));
    ROW(table, WASTE, NUMBER(maptype_bucket_given(type) - type->bucket_size));
}

static void add_rest(const struct table *table)
{
    ROW(table, SCANNED, yes_or_no(table, type->bucket_pointers));
    ROW(table, OVERFLOW_KIND, maptype_overflow_kind(type));
    ROW(table, ASSIGN, maptype_routine_name(type->assign));
    ROW(table, ACCESS, maptype_access_name(type));
    ROW(table, DELETE, maptype_routine_name(type->delete_));
    ROW(table, HASHER, maptype_hasher(type));
    ROW(table, REFLEXIVE, yes_or_no(table, type->key->reflexive));
    ROW(table, UPDATE, yes_or_no(table, type->key->need_update));
    ROW(table, PANIC, yes_or_no(table, type->key->may_panic));
}

static void add_reserves(const struct table *table)
{
    struct reply *reply = table->reply;
    reply_say(reply, WORD_LAYOUT_STATS_RESERVES);
    for (int B = LAYOUT_LEAST_B; B <= LAYOUT_MOST_B; B++) {
        struct text row = {0};
        text_format(&row, "%d\t%s", B, GROUPED((uint64_t)1 << B));
        for (int which = 0; which < LAYOUT_TYPES && table->types[which] != NULL; which++)
            text_format(&row, "\t%s", GROUPED(maptype_preallocated(table->types[which], B)));
        text_format(&reply->text, "\n%s", text_string(&row));
        text_free(&row);
    }
}

bool layout_run_stats(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    const struct layout_subject subject = layout_of_home(&run->session->world, run->home);
    const struct table table = {reply, {layout_map(&subject, 0), layout_map(&subject, 1)}};
    (void)call, (void)error;
    if (table.types[1] != NULL)
        reply_say(reply, WORD_LAYOUT_STATS_HEAD_TWO, table.types[0]->name, table.types[1]->name);
    else
        reply_say(reply, WORD_LAYOUT_STATS_HEAD, table.types[0]->name);
    add_bytes(&table);
    add_rest(&table);
    add_reserves(&table);
    reply_number(reply, "bucketsize", (int64_t)table.types[0]->bucket_size);
    reply_number(reply, "class", (int64_t)maptype_bucket_given(table.types[0]));
    reply_flag(reply, "scanned", table.types[0]->bucket_pointers);
    reply_word(reply, "path", maptype_routine_name(table.types[0]->assign));
    return true;
}
