#include "model/fact.h"

#include "base/number.h"

#include <assert.h>
#include <string.h>

void fact_value_free(struct fact_value *value)
{
    text_free(&value->text);
    *value = (struct fact_value){0};
}

bool fact_value_of(struct fact_value *value, const char *bytes, size_t length)
{
    struct number number;
    text_append(&value->text, bytes, length);
    value->is_number = number_read(bytes, length, &number) == NUMBER_READ;
    if (value->is_number) {
        value->negative = number.negative;
        value->magnitude = number.magnitude;
    }
    return true;
}

bool fact_value_number(struct fact_value *value, uint64_t number)
{
    value->is_number = true;
    value->magnitude = number;
    text_format(&value->text, "%llu", (unsigned long long)number);
    return true;
}

bool fact_value_equal(const struct fact_value *a, const struct fact_value *b)
{
    if (a->is_number && b->is_number)
        return a->magnitude == b->magnitude && a->negative == b->negative;
    return a->text.length == b->text.length &&
           memcmp(text_string(&a->text), text_string(&b->text), a->text.length) == 0;
}

int fact_value_compare(const struct fact_value *a, const struct fact_value *b)
{
    assert(a->is_number && b->is_number);
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    int order = a->magnitude < b->magnitude ? -1 : a->magnitude > b->magnitude;
    return a->negative ? -order : order;
}

struct event fact_event(const struct fact_question *question, size_t number)
{
    return question->event_at(question->history, number);
}

uint64_t fact_count_events(const struct fact_question *question, event_kind kind)
{
    uint64_t count = 0;
    for (size_t i = question->last_begin; i < question->last_end; i++)
        count += fact_event(question, i).kind == kind;
    return count;
}
