/* Questions about a slice as a whole: range, forecast, stats, dump; and focus. Only range is recorded. */
#include "base/number.h"
#include "hand/slice/slice.h"
#include "session/series.h"

#include <string.h>

enum { ROW_ELEMENTS = 10 };

static uint64_t bounded(uint64_t elements)
{
    return elements <= COPIES_LIMIT ? elements : COPIES_LIMIT + 1;
}

SLICE_VERB(range)
{
    struct slice its = run_slice(run), *slice = &its;
    uint64_t len = slice_register(slice, SLICE_LEN);
    struct series elements = {0};
    bool on = true;
    (void)call;
    if (!slice_spend(run, bounded(len), error))
        return false;
    for (uint64_t i = 0; i < len && (on = run_counts_on(run, i, len, error)); i++) {
        struct slice_panic panic;
        value_id value = VALUE_NONE;
        size_t length;
        slice_read(slice, (int64_t)i, &value, &panic);
        const char *bytes = values_text(slice->values, value, &length);
        series_add(&elements, SLICE_SHOWN(slice, value), bytes, length);
    }
    run_tally(run, slice_outcome_name(SLICE_DONE));
    reply_word(reply, "outcome", slice_outcome_name(SLICE_DONE));
    if (on && len == 0) {
        reply_say(reply, WORD_SLICE_SAY_RANGE_EMPTY);
        reply_list(reply, "elements", &elements.json);
    } else if (on) {
        series_say(&elements, WORD_SLICE_SAY_RANGE, WORD_SLICE_SAY_RANGE_MANY, "elements", reply);
    }
    series_free(&elements);
    return on;
}

/* ---- forecast */

static void say_growth(const struct slice *slice, const struct slice_growth *growth, struct reply *reply)
{
    static const enum word reasons[] = {[SLICE_EXACT] = WORD_SLICE_SAY_FORECAST_EXACT,
                                        [SLICE_TWICE] = WORD_SLICE_SAY_FORECAST_TWICE,
                                        [SLICE_GLIDE] = WORD_SLICE_SAY_FORECAST_GLIDE};
    uint64_t cap = slice_register(slice, SLICE_CAP), size = slice_type(slice)->element->size;
    reply_say(reply, reasons[growth->reason], GROUPED(growth->want), GROUPED(cap));
    bool exact = growth->given == growth->bytes;
    reply_say(reply, exact ? WORD_SLICE_SAY_FORECAST_FITS : WORD_SLICE_SAY_FORECAST_ROUNDED,
              GROUPED(growth->bytes), GROUPED(growth->given), GROUPED(growth->cap), GROUPED(size));
    if (growth->given > growth->cap * size)
        reply_say(reply, WORD_SLICE_SAY_FORECAST_LOST, GROUPED(growth->given - growth->cap * size));
    reply_say(reply, WORD_SLICE_SAY_FORECAST_COPY, GROUPED(cap));
}

SLICE_VERB(forecast)
{
    const struct slice its = run_slice(run), *slice = &its;
    const struct slice_layout layout = slice_layout(slice_type(slice));
    uint64_t len = slice_register(slice, SLICE_LEN), cap = slice_register(slice, SLICE_CAP), left = cap - len;
    struct slice_growth growth;
    (void)call, (void)error;
    if (slice_type(slice)->is_array) {
        reply_say(reply, WORD_SLICE_SAY_FORECAST_ARRAY, NUMBER(len));
        return true;
    }
    reply_number(reply, "left", (int64_t)left);
    if (layout.size == 0) {
        reply_say(reply, WORD_SLICE_SAY_FORECAST_NO_SIZE);
        return true;
    }
    reply_say(reply, left == 0 ? WORD_SLICE_SAY_FORECAST_NEXT : WORD_SLICE_SAY_FORECAST_LEFT, GROUPED(left),
              GROUPED(len), GROUPED(cap), sheet_bar(len, cap));
    /* When it is full, one more element. */
    if (!slice_growth_of(&layout, cap, cap, 1, &growth))
        return true;
    say_growth(slice, &growth, reply);
    reply_number(reply, "next_cap", (int64_t)growth.cap);
    reply_number(reply, "next_bytes", (int64_t)growth.given);
    return true;
}

/* ---- stats */

SLICE_VERB(stats)
{
    enum { HEADER_BYTES = 24 };
    const struct slice its = run_slice(run), *slice = &its;
    const struct slice_type *type = slice_type(slice);
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t len = slice_register(slice, SLICE_LEN), cap = slice_register(slice, SLICE_CAP),
             size = type->element->size;
    uint64_t bytes = slice_array_bytes(slice->memory, array),
             all = slice_array_count(slice->memory, array) * size;
    struct text others = {0};
    (void)call, (void)error;
    slice_add_holders(slice, (uint32_t)slice_register(slice, SLICE_PTR), slice->home, &others);
    reply_say(reply, type->is_array ? WORD_SLICE_SAY_STATS_ARRAY : WORD_SLICE_SAY_STATS_TYPE, type->name,
              NUMBER(size), go_version_name(type->version), NUMBER(HEADER_BYTES));
    if (!type->is_array)
        reply_say(reply, WORD_SLICE_SAY_STATS_LEN, GROUPED(len), GROUPED(cap), GROUPED(cap - len),
                  sheet_bar(len, cap));
    reply_say(reply, WORD_SLICE_SAY_STATS_BYTES, GROUPED(bytes), GROUPED(len * size), GROUPED(bytes - all),
              POINTER(slice_address(slice, 0)), sheet_bar(len * size, bytes));
    if (!type->is_array)
        reply_say(reply, WORD_SLICE_SAY_STATS_GROWTHS, GROUPED(slice_register(slice, SLICE_GROWTHS)),
                  GROUPED(slice_register(slice, SLICE_COPIED)));
    if (others.length > 0)
        reply_say(reply, WORD_SLICE_SAY_STATS_SHARED, text_string(&others));
    reply_number(reply, "len", (int64_t)len);
    reply_number(reply, "cap", (int64_t)cap);
    reply_number(reply, "bytes", (int64_t)bytes);
    reply_number(reply, "wasted", (int64_t)(bytes - all));
    reply_number(reply, "growths", (int64_t)slice_register(slice, SLICE_GROWTHS));
    reply_number(reply, "copied", (int64_t)slice_register(slice, SLICE_COPIED));
    text_free(&others);
    return true;
}

/* ---- dump */

static void dump_elements(const struct slice *slice, struct text *lines, struct text *json)
{
    uint64_t len = slice_register(slice, SLICE_LEN), cap = slice_register(slice, SLICE_CAP);
    for (uint64_t i = 0; i < cap && slice_register(slice, SLICE_PTR) != 0; i++) {
        value_id value = slice_element(slice, i);
        size_t length;
        const char *bytes = values_text(slice->values, value, &length);
        if (i % ROW_ELEMENTS == 0)
            text_format(lines, "\n%llu", (unsigned long long)i);
        text_format(lines, i < len ? "\t%s" : "\t(%s)", SLICE_SHOWN(slice, value));
        text_separate(json, ",");
        text_add_json(json, bytes, length);
    }
}

SLICE_VERB(dump)
{
    const struct slice its = run_slice(run), *slice = &its;
    const struct slice_type *type = slice_type(slice);
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t len = slice_register(slice, SLICE_LEN), cap = slice_register(slice, SLICE_CAP);
    struct text json = {0};
    (void)call;
    if (array != 0 && !slice_spend(run, cap, error))
        return false;
    const char *address = POINTER(slice_address(slice, 0));
    reply_say(reply, WORD_SLICE_SAY_DUMP, type->name, address, NUMBER(len), NUMBER(cap),
              NUMBER(slice_array_number(slice->memory, array)), NUMBER(slice_register(slice, SLICE_FIRST)));
    if (cap > 0 && array != 0)
        reply_say(reply, WORD_SLICE_SAY_DUMP_HEAD);
    dump_elements(slice, &reply->text, &json);
    reply_word(reply, "type", type->name);
    reply_word(reply, "ptr", address);
    reply_number(reply, "len", (int64_t)len);
    reply_number(reply, "cap", (int64_t)cap);
    reply_flag(reply, "nil", slice_register(slice, SLICE_NIL) != 0);
    reply_number(reply, "array", (int64_t)slice_array_number(slice->memory, array));
    reply_number(reply, "first", (int64_t)slice_register(slice, SLICE_FIRST));
    reply_list(reply, "elements", &json);
    text_free(&json);
    return true;
}

/* ---- focus and point */

static bool read_element(const struct slice *slice, const char *what, const struct argument *which,
                         int column, uint64_t *index, struct error *error)
{
    uint64_t cap = slice_register(slice, SLICE_CAP);
    *index = 0;
    if (strcmp(what, "element") != 0)
        return error_set(error, column, WORD_ERROR_COMMAND_NO_PLACE, slice_type(slice)->name, what);
    if (!which->given)
        return error_set(error, column, WORD_ERROR_SLICE_FOCUS_WHICH);
    return (number_read_unsigned(which->text, which->length, index) && *index < cap) ||
           error_set(error, which->column, WORD_ERROR_SLICE_FOCUS, NUMBER(cap), which->text);
}

bool slice_point(struct run *run, const struct pointing_at *at, struct point *point, struct error *error)
{
    static const struct point_field fields[] = {
        {"ptr", WORD_SLICE_CELL_PTR},          {"len", WORD_SLICE_CELL_LEN},
        {"cap", WORD_SLICE_CELL_CAP},          {"array", WORD_SLICE_FIELD_ARRAY},
        {"bytes", WORD_SLICE_FIELD_BYTES},     {"lost", WORD_SLICE_FIELD_LOST},
        {"growths", WORD_SLICE_FIELD_GROWTHS}, {"copied", WORD_SLICE_FIELD_COPIED},
        {"memory", WORD_FIELD_MEMORY},         {.name = NULL},
    };
    const struct slice slice = run_slice(run);
    uint64_t index;
    if (at->slot->given)
        return error_set(error, at->slot->column, WORD_ERROR_COMMAND_VIEW_WORDS, at->what, at->slot->text);
    if (strcmp(at->what, "register") == 0)
        return hand_point_at_field(fields, at, point, error);
    if (!read_element(&slice, at->what, at->which, at->column, &index, error))
        return false;
    point->what = POINT_PLACE;
    point->place = (struct cursor){.row = (int64_t)index, .slot = -1};
    return true;
}

bool slice_focus(struct run *run, const char *what, const struct argument *which, int column,
                 struct reply *reply, struct error *error)
{
    const struct slice slice = run_slice(run);
    uint64_t index;
    (void)reply;
    if (!read_element(&slice, what, which, column, &index, error))
        return false;
    run->session->look.cursor = (struct cursor){.row = (int64_t)index};
    run->session->look.found = VALUE_NONE;
    run->session->look.opened = true;
    return true;
}
