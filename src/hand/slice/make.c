/* How a slice or an array comes into being: make and var. */
#include "hand/slice/slice.h"

#include <string.h>

/* The numbers behind the type. An array has none, a slice made one at least. */
static bool read_lengths(const struct argument *type, const struct call *call, int64_t *len, int64_t *cap,
                         struct error *error)
{
    bool array = strncmp(type->text, "[]", 2) != 0;
    const struct argument *given = call_argument(call, "len"), *more = call_argument(call, "cap");
    const struct argument *hint = call_argument(call, "hint");
    if (hint->given)
        return error_set(error, hint->column, WORD_ERROR_SLICE_HINT);
    if (array && given->given)
        return error_set(error, given->column, WORD_ERROR_SLICE_ARRAY_LEN);
    if (!array && !given->given)
        return error_set(error, type->column, WORD_ERROR_SLICE_NO_LEN, type->text);
    *len = given->number;
    *cap = more->given ? more->number : *len;
    return true;
}

static void say_made(const struct slice *slice, bool declared, struct reply *reply)
{
    const struct slice_type *type = slice_type(slice);
    uint64_t len = slice_register(slice, SLICE_LEN), cap = slice_register(slice, SLICE_CAP);
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    const char *bytes = NUMBER(slice_array_bytes(slice->memory, array));
    if (declared && !type->is_array)
        reply_say(reply, WORD_SLICE_SAY_DECLARED, type->name);
    else if (type->is_array)
        reply_say(reply, WORD_SLICE_SAY_ARRAY, type->name, NUMBER(type->length), bytes);
    else if (array == 0)
        reply_say(reply, WORD_SLICE_SAY_MADE_NOTHING, type->name, NUMBER(len), NUMBER(cap));
    else
        reply_say(reply, WORD_SLICE_SAY_MADE, type->name, NUMBER(len), NUMBER(cap), bytes,
                  POINTER(slice_address(slice, 0)));
    reply_number(reply, "len", (int64_t)len);
    reply_number(reply, "cap", (int64_t)cap);
}

bool slice_make_subject(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                        const struct call *call, struct reply *reply, struct error *error)
{
    enum go_version version = session_release(run, call);
    int64_t len = 0, cap = 0;
    struct slice_panic panic;
    if (!declared && call != NULL && !read_lengths(type, call, &len, &cap, error))
        return false;
    if (len > 0 && !slice_spend(run, len < COPIES_LIMIT ? (uint64_t)len : 0, error))
        return false;
    struct world *world = &run->session->world;
    struct slice slice = slice_of(world, *home != 0 ? *home : slice_new(world));
    enum slice_outcome outcome = declared ? slice_declare(&slice, type->text, version, error)
                                          : slice_make(&slice, type->text, version, len, cap, &panic, error);
    if (outcome == SLICE_WRONG_TYPE)
        return argument_error(type, error);
    if (!slice_outcome_is_fine(run, outcome, &panic, declared ? NULL : reply, error)) {
        run->refused = false; /* nothing was made: no command is left behind */
        return false;
    }
    *home = slice.home;
    say_made(&slice, declared, reply);
    return true;
}
