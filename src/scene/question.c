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

/* Without what stands around it. */
static const char *trimmed(const char *given, size_t *length)
{
    while (*given == ' ' || *given == '\t')
        given++;
    *length = strlen(given);
    while (*length > 0 && strchr(" \t.)", given[*length - 1]) != NULL)
        --*length;
    return given;
}

enum { NO_CHOICE = -1 };

/* The choice that an answer means, by its words or by its number. */
static int choice_of(const struct question *question, const char *given, size_t length)
{
    for (size_t i = 0; i < question->choice_count; i++) {
        if (is_same_answer(given, length, &question->choices[i]))
            return (int)i;
    }
    struct fact_value number = {0};
    fact_value_of(&number, given, length);
    bool is_index = number.is_number && !number.negative && number.magnitude >= 1 &&
                    number.magnitude <= question->choice_count;
    int index = is_index ? (int)number.magnitude - 1 : NO_CHOICE;
    fact_value_free(&number);
    return index;
}

bool question_is_answered_by(const struct question *question, const char *given)
{
    size_t length;
    given = trimmed(given, &length);
    int choice = choice_of(question, given, length);
    if (choice == NO_CHOICE)
        return is_same_answer(given, length, &question->answer);
    const struct text *meant = &question->choices[choice];
    return is_same_answer(text_string(meant), meant->length, &question->answer);
}

/* What was written in place of a choice. */
static void show_answers(const struct question *question, const char *given, struct text *text)
{
    enum { GIVEN_SHOWN = 40 };
    size_t length;
    const char *said = trimmed(given, &length);
    text_add(text, "\n");
    if (length > 0 && !question_is_answered_by(question, given)) {
        text_append_safe(text, said, length, GIVEN_SHOWN);
        text_add(text, " ✗    ");
    }
    text_format(text, "%s ✓", text_string(&question->answer));
}

void question_show(const struct question *question, const char *given, struct text *text)
{
    size_t length = 0;
    const char *said = given != NULL ? trimmed(given, &length) : "";
    int chosen = length > 0 ? choice_of(question, said, length) : NO_CHOICE;
    text_append(text, text_string(&question->text), question->text.length);
    for (size_t i = 0; i < question->choice_count; i++) {
        const struct text *choice = &question->choices[i];
        bool right = is_same_answer(text_string(choice), choice->length, &question->answer);
        text_format(text, "%s%zu) %s", i == 0 ? "\n" : "    ", i + 1, text_string(choice));
        if (given != NULL && (right || chosen == (int)i))
            text_add(text, right ? " ✓" : " ✗");
    }
    if (given != NULL && question->choice_count == 0)
        show_answers(question, given, text);
}
