/* Elements, indexes and parts as they are written and told; and what verbs came to. */
#include "base/memory_or_die.h"
#include "base/number.h"
#include "hand/slice/slice.h"

#include <stdlib.h>
#include <string.h>

enum { VALUE_COLUMNS = 40 };

/* ---- outcomes */

static const char *const outcomes[SLICE_OUTCOMES] = {
    [SLICE_DONE] = "done",          [SLICE_MADE] = "made",         [SLICE_APPENDED] = "appended",
    [SLICE_STORED] = "stored",      [SLICE_READ] = "read",         [SLICE_CUT] = "resliced",
    [SLICE_COPIED_INTO] = "copied", [SLICE_ASSIGNED] = "assigned", [SLICE_CLEARED] = "cleared",
    [SLICE_PANIC] = "panic",        [SLICE_TOO_BIG] = "too big",   [SLICE_WRONG_TYPE] = "wrong type",
};

/* As Go prints them. */
static const enum word panics[SLICE_PANICS] = {
    [SLICE_PANIC_INDEX] = WORD_SLICE_PANIC_INDEX,
    [SLICE_PANIC_INDEX_NEGATIVE] = WORD_SLICE_PANIC_INDEX_NEGATIVE,
    [SLICE_PANIC_HIGH_LEN] = WORD_SLICE_PANIC_HIGH_LEN,
    [SLICE_PANIC_HIGH_CAP] = WORD_SLICE_PANIC_HIGH_CAP,
    [SLICE_PANIC_HIGH_NEGATIVE] = WORD_SLICE_PANIC_HIGH_NEGATIVE,
    [SLICE_PANIC_LOW] = WORD_SLICE_PANIC_LOW,
    [SLICE_PANIC_LOW_NEGATIVE] = WORD_SLICE_PANIC_LOW_NEGATIVE,
    [SLICE_PANIC_MAX_LEN] = WORD_SLICE_PANIC_MAX_LEN,
    [SLICE_PANIC_MAX_CAP] = WORD_SLICE_PANIC_MAX_CAP,
    [SLICE_PANIC_MAX_NEGATIVE] = WORD_SLICE_PANIC_MAX_NEGATIVE,
    [SLICE_PANIC_HIGH3] = WORD_SLICE_PANIC_HIGH3,
    [SLICE_PANIC_HIGH3_NEGATIVE] = WORD_SLICE_PANIC_HIGH3_NEGATIVE,
    [SLICE_PANIC_LOW3] = WORD_SLICE_PANIC_LOW3,
    [SLICE_PANIC_LOW3_NEGATIVE] = WORD_SLICE_PANIC_LOW3_NEGATIVE,
    [SLICE_PANIC_MAKE_LEN] = WORD_SLICE_PANIC_MAKE_LEN,
    [SLICE_PANIC_MAKE_CAP] = WORD_SLICE_PANIC_MAKE_CAP,
    [SLICE_PANIC_GROW_LEN] = WORD_SLICE_PANIC_GROW_LEN,
    [SLICE_PANIC_GROW_CAP] = WORD_SLICE_PANIC_GROW_CAP,
};

const struct outcome_row slice_outcome_sums[] = {
    {"appended", WORD_SLICE_SAY_SUM_APPENDED},
    {"stored", WORD_SLICE_SAY_SUM_STORED},
    {"read", WORD_SLICE_SAY_SUM_READ},
    {.name = NULL},
};

const char *slice_outcome_name(enum slice_outcome outcome)
{
    return outcomes[outcome];
}

bool slice_outcome_is_fine(struct run *run, enum slice_outcome outcome, const struct slice_panic *panic,
                           struct reply *reply, struct error *error)
{
    if (outcome == SLICE_TOO_BIG)
        return error_set(error, 0, WORD_ERROR_SLICE_TOO_BIG, NUMBER(SLICE_MOST_ELEMENTS));
    run_tally(run, outcomes[outcome]);
    if (outcome == SLICE_PANIC) {
        run->refused = true;
        return error_set(error, 0, panics[panic->kind], NUMBER(panic->x), NUMBER(panic->y));
    }
    if (reply != NULL)
        reply_word(reply, "outcome", outcomes[outcome]);
    return true;
}

bool slice_is_slice(const struct run *run, const struct call *call, enum word why, struct error *error)
{
    const struct slice slice = run_slice(run);
    return !slice_type(&slice)->is_array || error_set(error, call->column, why, slice_type(&slice)->name);
}

/* ---- values */

const char *slice_value_shown(char buffer[REPLY_SHOWN_BYTES], const struct slice *slice, value_id id)
{
    size_t length;
    const char *bytes = values_text(slice->values, id != VALUE_NONE ? id : slice_type(slice)->zero, &length);
    if (length == 0)
        return strcpy(buffer, slice_type(slice)->element->size == 0 ? "{}" : "\"\"");
    return reply_shown(buffer, bytes, length, VALUE_COLUMNS);
}

value_id slice_read_value(const struct slice *slice, const struct argument *argument, struct error *error)
{
    *error = (struct error){0};
    value_id id =
        values_parse(slice->values, slice_type(slice)->element, argument->text, argument->length, error);
    if (id == VALUE_NONE)
        argument_error(argument, error);
    return id;
}

bool slice_same_elements(const struct slice *to, const struct slice *from, int column, struct error *error)
{
    const struct gotype *wanted = slice_type(to)->element, *given = slice_type(from)->element;
    return strcmp(wanted->name, given->name) == 0 ||
           error_set(error, column, WORD_ERROR_SLICE_ELEMENTS, given->name, wanted->name);
}

bool slice_read_index(const struct argument *argument, int64_t *index, struct error *error)
{
    return number_read_signed(argument->text, argument->length, index) ||
           error_set(error, argument->column, WORD_ERROR_SLICE_INDEX,
                     argument->length > 0 ? argument->text : "\"\"");
}

/* ---- parts */

static bool no_bounds(const struct argument *argument, size_t at, struct error *error)
{
    error_set(error, (int)at + 1, WORD_ERROR_SLICE_BOUNDS, argument->text + at);
    return argument_error(argument, error);
}

/* low, high and max as far as they are there, from `count` texts. */
static bool read_numbers(const char *const *begin, const size_t *length, int count,
                         struct slice_bounds *bounds)
{
    int64_t *const numbers[] = {&bounds->low, &bounds->high, &bounds->max};
    bool *const has[] = {&bounds->has_low, &bounds->has_high, &bounds->has_max};
    for (int i = 0; i < count; i++) {
        *has[i] = length[i] > 0;
        if (*has[i] && !number_read_signed(begin[i], length[i], numbers[i]))
            return false;
    }
    return true;
}

bool slice_read_bounds(const struct argument *argument, size_t at, struct slice_bounds *bounds,
                       struct error *error)
{
    const char *text = argument->text + at, *end = argument->text + argument->length;
    const char *begin[3];
    size_t length[3] = {0};
    int count = 0;
    *bounds = (struct slice_bounds){0};
    while (end > text && end[-1] == ' ')
        end--;
    if (end - text >= 2 && *text == '[' && end[-1] == ']') {
        text++;
        end--;
    }
    for (const char *from = text;; from++) {
        const char *colon = memchr(from, ':', (size_t)(end - from));
        if (count == 3)
            return no_bounds(argument, at, error);
        begin[count] = from;
        length[count++] = (size_t)((colon != NULL ? colon : end) - from);
        if (colon == NULL)
            break;
        from = colon;
    }
    bool fine = count >= 2 && read_numbers(begin, length, count, bounds);
    if (count == 3 && fine && (!bounds->has_high || !bounds->has_max))
        return error_set(error, argument->column, WORD_ERROR_SLICE_BOUNDS_3);
    return fine || no_bounds(argument, at, error);
}

/* "m is a map[string]int: no slice and no array". */
static bool is_other(const struct world *world, int place, int column, struct error *error)
{
    uint32_t home = world_home(world, place);
    return error_set(error, column, WORD_ERROR_SLICE_OTHER, world_name(world, place),
                     world_engine(world, home)->type_name(world, home));
}

bool slice_read_source(const struct run *run, const struct argument *argument, size_t at,
                       struct slice_source *source, struct error *error)
{
    const struct world *world = &run->session->world;
    const char *text = argument->text + at;
    size_t length = strcspn(text, " [");
    int column = argument->column + (int)utf8_count(argument->text, at);
    int place = world_named(world, text, length, column, error);
    *source = (struct slice_source){0};
    if (place == WORLD_NOBODY)
        return false;
    if (world->memory.regions[world_home(world, place)].kind != SLICE_HEADER)
        return is_other(world, place, column, error);
    source->slice = slice_of(world, world_home(world, place));
    size_t rest = at + length + strspn(text + length, " ");
    source->is_part = rest < argument->length;
    if (source->is_part && argument->text[rest] != '[')
        return no_bounds(argument, rest, error);
    return !source->is_part || slice_read_bounds(argument, rest, &source->bounds, error);
}

static void add_bound(bool has, int64_t number, struct text *text)
{
    if (has)
        text_add(text, NUMBER(number));
}

void slice_add_bounds(const struct slice_source *source, struct text *text)
{
    const struct slice_bounds *bounds = &source->bounds;
    if (!source->is_part)
        return;
    text_add(text, "[");
    add_bound(bounds->has_low, bounds->low, text);
    text_add(text, ":");
    add_bound(bounds->has_high, bounds->high, text);
    text_add(text, bounds->has_max ? ":" : "");
    add_bound(bounds->has_max, bounds->max, text);
    text_add(text, "]");
}
