/* Commands that ask a slice to do something with its elements: append, fill, store, get, address, clear. */
#include "base/memory_or_die.h"
#include "hand/slice/slice.h"

#include <stdlib.h>
#include <string.h>

/* ---- append */

/* The values of an append, as many as there are. */
struct values_read {
    value_id *list;
    size_t count, capacity;
};

static void add_value(struct values_read *values, value_id value)
{
    values->list = room_for_one_more(values->list, values->count, &values->capacity, sizeof *values->list);
    values->list[values->count++] = value;
}

/* "t..." is all that the subject t holds, if there is one of that name. */
static bool is_spread(const struct run *run, const struct argument *argument)
{
    static const char dots[] = "...";
    size_t length = argument->length, tail = sizeof dots - 1;
    return !argument->quoted && length > tail && memcmp(argument->text + length - tail, dots, tail) == 0 &&
           world_find(&run->session->world, argument->text, strcspn(argument->text, " [.")) != WORLD_NOBODY;
}

static bool read_spread(struct run *run, const struct slice *slice, const struct argument *argument,
                        struct values_read *values, struct error *error)
{
    struct argument name = *argument;
    struct slice_source source;
    name.length -= 3;
    char *text = copy_bytes(argument->text, name.length);
    name.text = text;
    bool fine = slice_read_source(run, &name, 0, &source, error) &&
                slice_same_elements(slice, &source.slice, argument->column, error);
    uint64_t len = fine ? slice_register(&source.slice, SLICE_LEN) : 0;
    fine = fine && (!source.is_part || error_set(error, argument->column, WORD_ERROR_SLICE_SPREAD)) &&
           slice_spend(run, len, error);
    for (uint64_t i = 0; fine && i < len; i++)
        add_value(values, slice_element(&source.slice, i));
    free(text);
    return fine;
}

static bool read_values(struct run *run, const struct slice *slice, const struct call *call,
                        struct values_read *values, struct error *error)
{
    const struct argument *argument;
    for (int i = 0; (argument = call_more(call, "value", i)) != NULL; i++) {
        if (is_spread(run, argument)) {
            if (!read_spread(run, slice, argument, values, error))
                return false;
            continue;
        }
        value_id value = slice_read_value(slice, argument, error);
        if (value == VALUE_NONE)
            return false;
        add_value(values, value);
    }
    return true;
}

static void say_lengths(const struct slice *slice, enum word word, const char *first, const char *second,
                        struct reply *reply)
{
    uint64_t len = slice_register(slice, SLICE_LEN), cap = slice_register(slice, SLICE_CAP);
    reply_say(reply, word, first, second, NUMBER(len), NUMBER(cap));
    reply_number(reply, "len", (int64_t)len);
    reply_number(reply, "cap", (int64_t)cap);
}

SLICE_VERB(append)
{
    struct slice its = run_slice(run), *slice = &its;
    struct values_read values = {0};
    struct slice_panic panic;
    if (!slice_is_slice(run, call, WORD_ERROR_SLICE_APPEND_ARRAY, error))
        return false;
    uint64_t len = slice_register(slice, SLICE_LEN), room = slice_register(slice, SLICE_CAP) - len;
    bool fine =
        read_values(run, slice, call, &values, error) &&
        slice_spend(run, values.count + (values.count > room && len < COPIES_LIMIT ? len : 0), error) &&
        slice_outcome_is_fine(run, slice_append(slice, values.list, values.count, &panic), &panic, reply,
                              error);
    if (fine && values.count == 1)
        say_lengths(slice, WORD_SLICE_SAY_APPENDED_ONE, SLICE_SHOWN(slice, values.list[0]),
                    NUMBER(slice_register(slice, SLICE_LEN) - 1), reply);
    else if (fine)
        say_lengths(slice, WORD_SLICE_SAY_APPENDED, NUMBER(values.count), "", reply);
    free(values.list);
    return fine;
}

/* ---- fill: many, one by one */

/* The value number `number`, as text: with the prefix, or an example of the type. */
static bool example(const struct slice *slice, const struct argument *prefix, uint64_t number,
                    struct text *text, struct error *error)
{
    const struct gotype *type = slice_type(slice)->element;
    bool is_text =
        type->kind == GOTYPE_STRING || (type->kind == GOTYPE_INTERFACE && !type->non_empty_interface);
    if (prefix->given && !is_text)
        return error_set(error, prefix->column, WORD_ERROR_SLICE_PREFIX, type->name, prefix->text);
    if (prefix->given)
        text_format(text, "%s%llu", prefix->text, (unsigned long long)number);
    else
        value_example(type, number, text);
    return true;
}

SLICE_VERB(fill)
{
    struct slice its = run_slice(run), *slice = &its;
    const struct argument *count = call_argument(call, "count"), *prefix = call_argument(call, "prefix");
    uint64_t wanted = (uint64_t)count->number;
    struct text text = {0};
    bool fine =
        slice_is_slice(run, call, WORD_ERROR_SLICE_APPEND_ARRAY, error) && slice_spend(run, wanted, error);
    for (uint64_t i = 0; fine && i < wanted; i++) {
        struct slice_panic panic;
        text_clear(&text);
        if (!run_counts_on(run, i, wanted, error)) {
            fine = run_keeps(run, call, "count", i, wanted, error);
            break;
        }
        if (!example(slice, prefix, slice_register(slice, SLICE_LEN) + 1, &text, error)) {
            fine = false;
            break;
        }
        value_id value =
            values_parse(slice->values, slice_type(slice)->element, text_string(&text), text.length, error);
        fine = value != VALUE_NONE &&
               slice_outcome_is_fine(run, slice_append(slice, &value, 1, &panic), &panic, NULL, error);
    }
    text_free(&text);
    if (fine) {
        reply_word(reply, "outcome", slice_outcome_name(SLICE_APPENDED));
        say_lengths(slice, WORD_SLICE_SAY_FILLED, NUMBER(wanted), "", reply);
    }
    return fine;
}

/* ---- single elements */

SLICE_VERB(store)
{
    struct slice its = run_slice(run), *slice = &its;
    struct slice_panic panic;
    int64_t index;
    if (!slice_read_index(call_argument(call, "index"), &index, error))
        return false;
    value_id value = slice_read_value(slice, call_argument(call, "value"), error);
    if (value == VALUE_NONE ||
        !slice_outcome_is_fine(run, slice_store(slice, index, value, &panic), &panic, reply, error))
        return false;
    reply_say(reply, WORD_SLICE_SAY_STORED, NUMBER(index), SLICE_SHOWN(slice, value));
    return true;
}

SLICE_VERB(get)
{
    struct slice its = run_slice(run), *slice = &its;
    struct slice_panic panic;
    value_id value;
    int64_t index;
    if (!slice_read_index(call_argument(call, "key"), &index, error) ||
        !slice_outcome_is_fine(run, slice_read(slice, index, &value, &panic), &panic, reply, error))
        return false;
    size_t length;
    const char *bytes = values_text(slice->values, value, &length);
    reply_say(reply, WORD_SLICE_SAY_READ, NUMBER(index), SLICE_SHOWN(slice, value));
    reply_text(reply, "value", bytes, length);
    return true;
}

SLICE_VERB(address)
{
    struct slice its = run_slice(run), *slice = &its;
    const struct argument *which = call_argument(call, "index");
    struct slice_panic panic;
    value_id value;
    int64_t index = 0;
    if ((which->given && !slice_read_index(which, &index, error)) ||
        !slice_outcome_is_fine(run, slice_read(slice, index, &value, &panic), &panic, reply, error))
        return false;
    const char *address = POINTER(slice_address(slice, (uint64_t)index));
    reply_say(reply, WORD_SLICE_SAY_ADDRESS, NUMBER(index), address);
    reply_word(reply, "address", address);
    return true;
}

SLICE_VERB(clear)
{
    struct slice its = run_slice(run), *slice = &its;
    const struct argument *how = call_argument(call, "how");
    struct slice_panic panic;
    if (how->given)
        return error_set(error, how->column, WORD_ERROR_SLICE_CLEAR_LOOP);
    if (!slice_is_slice(run, call, WORD_ERROR_SLICE_CLEAR_ARRAY, error))
        return false;
    if (slice_type(slice)->version < GO_1_21)
        return error_set(error, call->column, WORD_ERROR_SLICE_CLEAR_OLD,
                         go_version_name(slice_type(slice)->version));
    uint64_t len = slice_register(slice, SLICE_LEN);
    if (!slice_spend(run, len < COPIES_LIMIT ? len : 0, error) ||
        !slice_outcome_is_fine(run, slice_clear(slice), &panic, reply, error))
        return false;
    reply_say(reply, WORD_SLICE_SAY_CLEARED, NUMBER(len));
    return true;
}
