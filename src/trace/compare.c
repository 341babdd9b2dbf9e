#include "trace/compare.h"

#include <assert.h>
#include <string.h>

void trace_compare_free(struct trace_compare *compare)
{
    text_free(&compare->command);
    text_free(&compare->field);
    text_free(&compare->difference.place);
    text_free(&compare->difference.go);
    text_free(&compare->difference.model);
}

bool trace_compare_differ(struct trace_compare *compare, const char *field)
{
    compare->different = true;
    compare->operation = compare->model->number;
    compare->line = trace_reader_line(compare->reader);
    text_add(&compare->field, field);
    return false;
}

bool trace_compare_differ_at_place(struct trace_compare *compare, int field)
{
    trace_compare_differ(compare, compare->shape->rows[field].name);
    text_format(&compare->field, " %s", text_string(&compare->difference.place));
    return false;
}

bool trace_compare_field(struct trace_compare *compare, int field)
{
    size_t item;
    const struct trace_shape *shape = compare->shape;
    if (trace_field_equal(shape, field, compare->go, compare->model, &item))
        return true;
    trace_compare_differ(compare, shape->rows[field].name);
    if (item != TRACE_WHOLE)
        text_format(&compare->field, "[%zu]", item);
    trace_field_say(shape, field, compare->go, item, &compare->difference.go);
    trace_field_say(shape, field, compare->model, item, &compare->difference.model);
    return false;
}

/* Compared, and so is whether both have it. */
static bool found_matches(struct trace_compare *compare, int field)
{
    bool go = trace_has(compare->go, field), model = trace_has(compare->model, field);
    if (go == model)
        return !go || trace_compare_field(compare, field);
    trace_compare_differ(compare, compare->shape->rows[field].name);
    struct text *said = go ? &compare->difference.go : &compare->difference.model;
    trace_field_say(compare->shape, field, go ? compare->go : compare->model, TRACE_WHOLE, said);
    if (said->length == 0)
        text_add(said, "[]"); /* a list that is there, and empty */
    return false;
}

bool trace_compare_operation(struct trace_compare *compare, bool (*sample)(void *context, int field),
                             void *context)
{
    for (int field = 0; field < compare->shape->fields; field++) {
        bool good = true;
        switch (compare->shape->rows[field].role) {
        case TRACE_ROLE_INPUT:
            break;
        case TRACE_ROLE_STATE:
            good = trace_compare_field(compare, field);
            break;
        case TRACE_ROLE_FOUND:
            good = found_matches(compare, field);
            break;
        case TRACE_ROLE_SAMPLE: /* costly, so they are only made where the recording has them */
            good = !trace_has(compare->go, field) || sample(context, field);
            break;
        }
        if (!good)
            return false;
    }
    return true;
}

bool trace_compare_header(struct trace_compare *compare, const struct trace_header *header, const char *path,
                          const struct trace_fact *facts, size_t count)
{
    struct trace_difference *difference = &compare->difference;
    if (!trace_token_equal(header->path, (struct trace_token){path, strlen(path)})) {
        text_append_safe(&difference->go, header->path.bytes, header->path.length, 0);
        text_add(&difference->model, path);
        return trace_compare_differ(compare, compare->shape->header_rows[TRACE_HEADER_path].name);
    }
    for (size_t i = 0; i < count; i++) {
        if (facts[i].go == facts[i].model)
            continue;
        text_add(&difference->go, NUMBER(facts[i].go));
        text_add(&difference->model, NUMBER(facts[i].model));
        return trace_compare_differ(compare, compare->shape->header_rows[facts[i].field].name);
    }
    return true;
}

struct replay_difference trace_compare_told(const struct trace_compare *compare)
{
    assert(compare->different);
    return (struct replay_difference){
        .operation = compare->operation,
        .line = compare->line,
        .command = text_string(&compare->command),
        .field = text_string(&compare->field),
        .go = text_string(&compare->difference.go),
        .model = text_string(&compare->difference.model),
    };
}

void trace_type_say(const struct trace_header *header, struct text *text)
{
    text_add(text, "map[");
    text_append(text, header->key.bytes, header->key.length);
    text_add(text, "]");
    text_append(text, header->elem.bytes, header->elem.length);
}
