/* Commands about parts and about other slices: reslice, let, copy. */
#include "hand/slice/slice.h"

#include <string.h>

static void say_part(const struct slice *slice, enum word word, const char *what, struct reply *reply)
{
    uint64_t len = slice_register(slice, SLICE_LEN), cap = slice_register(slice, SLICE_CAP);
    const struct world *world = slice->world;
    int others = slice_holders(world, (uint32_t)slice_register(slice, SLICE_PTR), slice->home);
    reply_say(reply, word, what, NUMBER(len), NUMBER(cap));
    reply_number(reply, "len", (int64_t)len);
    reply_number(reply, "cap", (int64_t)cap);
    reply_number(reply, "shared_with", others);
}

SLICE_VERB(reslice)
{
    struct slice its = run_slice(run), *slice = &its;
    struct slice_source part = {.slice = its, .is_part = true};
    struct slice_panic panic;
    if (!slice_is_slice(run, call, WORD_ERROR_SLICE_RESLICE_ARRAY, error) ||
        !slice_read_bounds(call_argument(call, "bounds"), 0, &part.bounds, error) ||
        !slice_outcome_is_fine(run, slice_cut(slice, &part.bounds, &panic), &panic, reply, error))
        return false;
    struct text bounds = {0};
    slice_add_bounds(&part, &bounds);
    say_part(slice, WORD_SLICE_SAY_RESLICED, text_string(&bounds), reply);
    text_free(&bounds);
    return true;
}

/* ---- let */

/* The name of the type that a source has: a part of an array is a slice. */
static void add_type(const struct slice_source *source, struct text *text)
{
    const struct slice_type *type = slice_type(&source->slice);
    if (source->is_part && type->is_array)
        text_format(text, "[]%s", type->element->name);
    else
        text_add(text, type->name);
}

/* Go: cannot use a (variable of type []int) as []string value in assignment. */
static bool may_get(const struct world *world, int place, const struct slice_source *source,
                    const struct argument *name, struct error *error)
{
    struct text type = {0};
    uint32_t home = world_home(world, place);
    const char *has = world_engine(world, home)->type_name(world, home);
    add_type(source, &type);
    bool same = strcmp(has, text_string(&type)) == 0;
    if (!same)
        error_set(error, name->column, WORD_ERROR_SLICE_ASSIGN, name->text, has, text_string(&type));
    text_free(&type);
    return same;
}

/* Who gets the value, in hand from now on: the subject of that name, or a new one. */
static bool take_target(struct run *run, const struct argument *name, const struct slice_source *source,
                        struct slice *to, struct error *error)
{
    struct world *world = &run->session->world;
    int place = world_find(world, name->text, name->length);
    if (place != WORLD_NOBODY && !may_get(world, place, source, name, error))
        return false;
    if (place == WORLD_NOBODY)
        place = world_add(world, name->text, slice_new(world));
    else if (place != world_in_hand(world))
        world_take(world, place);
    *to = slice_of(world, world_home(world, place));
    run->home = to->home;
    return true;
}

static void say_assigned(const struct slice *to, const struct argument *name,
                         const struct slice_source *source, struct reply *reply)
{
    const struct world *world = to->world;
    struct text what = {0};
    bool array = slice_type(to)->is_array;
    text_add(&what, world_name(world, world_place_of(world, source->slice.home)));
    slice_add_bounds(source, &what);
    uint64_t len = slice_register(to, SLICE_LEN), cap = slice_register(to, SLICE_CAP);
    bool nothing = slice_register(to, SLICE_PTR) == 0;
    reply_say(reply,
              array     ? WORD_SLICE_SAY_ASSIGNED_ARRAY
              : nothing ? WORD_SLICE_SAY_ASSIGNED_NOTHING
                        : WORD_SLICE_SAY_ASSIGNED,
              name->text, text_string(&what), NUMBER(len), NUMBER(cap));
    reply_number(reply, "len", (int64_t)len);
    reply_number(reply, "cap", (int64_t)cap);
    text_free(&what);
}

SLICE_VERB(let)
{
    const struct argument *name = call_argument(call, "name"), *value = call_argument(call, "value");
    struct slice_source source;
    struct slice_panic panic;
    struct slice to;
    size_t at = (size_t)(strchr(value->text, '=') - value->text) + 1;
    at += strspn(value->text + at, " ");
    if (!slice_read_source(run, value, at, &source, error))
        return false;
    if (source.is_part && !slice_bounds_are_fine(&source.slice, &source.bounds, &panic))
        return slice_outcome_is_fine(run, slice_assign(&source.slice, &source.slice, &source.bounds, &panic),
                                     &panic, reply, error);
    if (!slice_spend(run, slice_type(&source.slice)->length, error) ||
        !take_target(run, name, &source, &to, error))
        return false;
    enum slice_outcome outcome =
        slice_assign(&to, &source.slice, source.is_part ? &source.bounds : NULL, &panic);
    if (!slice_outcome_is_fine(run, outcome, &panic, reply, error))
        return false;
    say_assigned(&to, name, &source, reply);
    return true;
}

/* ---- copy */

SLICE_VERB(copy)
{
    struct slice its = run_slice(run), *slice = &its;
    const struct argument *from = call_argument(call, "from");
    struct slice_source source;
    struct slice_panic panic;
    uint64_t count;
    if (!slice_is_slice(run, call, WORD_ERROR_SLICE_COPY_ARRAY, error) ||
        !slice_read_source(run, from, 0, &source, error) ||
        !slice_same_elements(slice, &source.slice, from->column, error))
        return false;
    if (!source.is_part && slice_type(&source.slice)->is_array)
        return error_set(error, from->column, WORD_ERROR_SLICE_COPY_FROM_ARRAY, from->text);
    if (!slice_spend(run,
                     slice_register(slice, SLICE_LEN) < COPIES_LIMIT ? slice_register(slice, SLICE_LEN) : 0,
                     error))
        return false;
    enum slice_outcome outcome =
        slice_copy(slice, &source.slice, source.is_part ? &source.bounds : NULL, &count, &panic);
    if (!slice_outcome_is_fine(run, outcome, &panic, reply, error))
        return false;
    reply_say(reply, WORD_SLICE_SAY_COPIED, NUMBER(count), from->text);
    reply_number(reply, "copied", (int64_t)count);
    return true;
}
