#include "scene/question.h"

#include "model/fact.h"

#include <stdlib.h>
#include <string.h>

void question_clear(struct question *question)
{
    for (size_t i = 0; i < question->choice_count; i++)
        text_free(&question->choices[i]);
    free(question->choices);
    text_free(&question->text);
    text_free(&question->answer);
    text_free(&question->why);
    *question = (struct question){0};
}

/* Capitals and blanks at the ends don't count; numbers may be written in any way. */
static bool is_same_answer(const char *given, size_t length, const struct text *right)
{
    struct fact_value a = {0}, b = {0};
    fact_value_of(&a, given, length);
    fact_value_of(&b, text_string(right), right->length);
    bool same = a.is_number && b.is_number && fact_value_equal(&a, &b);
    fact_value_free(&a);
    fact_value_free(&b);
    if (same || length != right->length)
        return same;
    for (size_t i = 0; i < length; i++) {
        char x = given[i], y = right->bytes[i];
        x = (char)(x >= 'A' && x <= 'Z' ? x + 32 : x);
        y = (char)(y >= 'A' && y <= 'Z' ? y + 32 : y);
        if (x != y)
            return false;
    }
    return true;
}

bool question_is_answered_by(const struct question *question, const char *given)
{
    while (*given == ' ' || *given == '\t')
        given++;
    size_t length = strlen(given);
    while (length > 0 && strchr(" \t.)", given[length - 1]) != NULL)
        length--;
    for (size_t i = 0; i < question->choice_count; i++) {
        if (is_same_answer(given, length, &question->choices[i]))
            return is_same_answer(given, length, &question->answer);
    }
    struct fact_value number = {0};
    fact_value_of(&number, given, length);
    bool is_index = number.is_number && !number.negative && number.magnitude >= 1 &&
                    number.magnitude <= question->choice_count;
    size_t index = is_index ? (size_t)number.magnitude - 1 : 0;
    fact_value_free(&number);
    if (is_index)
        return is_same_answer(text_string(&question->choices[index]), question->choices[index].length,
                              &question->answer);
    return is_same_answer(given, length, &question->answer);
}
