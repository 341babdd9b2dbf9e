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
    text_free(&question->hint);
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

static bool is_written(const char *given, size_t length, const struct text *choice)
{
    return length == choice->length && memcmp(given, text_string(choice), length) == 0;
}

int question_choice(const struct question *question, const char *given)
{
    size_t length, count = question->choice_count;
    given = trimmed(given, &length);
    for (size_t i = 0; i < count; i++) {
        if (is_written(given, length, &question->choices[i]))
            return (int)i;
    }
    char letter = (char)(length == 1 ? given[0] | 0x20 : 0);
    if (letter >= 'a' && letter <= 'z' && (size_t)(letter - 'a') < count)
        return letter - 'a';
    for (size_t i = 0; i < count; i++) {
        if (is_same_answer(given, length, &question->choices[i]))
            return (int)i;
    }
    return QUESTION_NO_CHOICE;
}

static bool is_right(const struct question *question, size_t choice)
{
    const struct text *meant = &question->choices[choice];
    return is_same_answer(text_string(meant), meant->length, &question->answer);
}

bool question_is_answered_by(const struct question *question, const char *given)
{
    int choice = question_choice(question, given);
    if (choice != QUESTION_NO_CHOICE)
        return is_right(question, (size_t)choice);
    size_t length;
    given = trimmed(given, &length);
    return is_same_answer(given, length, &question->answer);
}

int question_default_tries(const struct question *question)
{
    enum { TRIES = 2 };
    size_t most = question->choice_count;
    return most > TRIES || most == 0 ? TRIES : 1;
}

bool question_try(struct question *question, const char *given)
{
    int choice = question_choice(question, given);
    if (choice != QUESTION_NO_CHOICE)
        question->wrong |= (uint32_t)1 << choice;
    return ++question->tried < question->tries;
}

void question_letters(const struct question *question, const char *last, struct text *text)
{
    size_t count = question->choice_count;
    for (size_t i = 0; i < count; i++)
        text_format(text, "%s%c", i == 0 ? "" : i + 1 < count ? ", " : last, (char)('a' + i));
}

/* What was written where there are no choices. */
static void show_answers(const struct question *question, enum question_shown shown, const char *given,
                         struct text *text)
{
    enum { GIVEN_SHOWN = 40 };
    size_t length;
    const char *said = trimmed(given, &length);
    bool wrong = length > 0 && !question_is_answered_by(question, given);
    if (wrong) {
        text_add(text, "\n");
        text_append_safe(text, said, length, GIVEN_SHOWN);
        text_add(text, " ✗");
    }
    if (shown == QUESTION_SOLVED)
        text_format(text, "%s%s ✓", wrong ? "    " : "\n", text_string(&question->answer));
}

void question_show(const struct question *question, enum question_shown shown, const char *given,
                   struct text *text)
{
    text_append(text, text_string(&question->text), question->text.length);
    for (size_t i = 0; i < question->choice_count; i++) {
        text_format(text, "%s%c) %s", i == 0 ? "\n" : "    ", (char)('a' + i),
                    text_string(&question->choices[i]));
        if (shown == QUESTION_SOLVED && is_right(question, i))
            text_add(text, " ✓");
        else if (question->wrong >> i & 1)
            text_add(text, " ✗");
    }
    if (question->choice_count == 0)
        show_answers(question, shown, given, text);
}
