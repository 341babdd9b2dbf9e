/* The words of scenes: chapter, say, type, ask, expect, ... At the prompt they do the same, as far as it
   makes sense. */
#include "base/memory_or_die.h"
#include "base/nearest.h"
#include "command/command.h"
#include "lang/lexer.h"

#include <stdlib.h>
#include <string.h>

/* Without a screen, what would be seen is printed. */
static void print(const struct session *session, struct reply *reply, enum word word, const char *text)
{
    if (session->player.live)
        return;
    reply_say(reply, word, text);
    reply->spoken = true;
}

/* {facts} asked of whom it is about; an argument that is not given is empty. */
static bool fill(struct session *session, const struct argument *argument, struct text *text,
                 struct error *error)
{
    struct asked asked = session_asked(session);
    text_clear(text);
    return !argument->given || condition_fill(&asked, argument->text, argument->length,
                                              argument->column + argument->quoted, text, error);
}

bool command_run_chapter(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    struct text title = {0};
    bool fine = fill(session, call_argument(call, "title"), &title, error);
    if (fine) {
        session_point_at_nothing(session);
        session_show(session, NULL, NULL);
        player_begin_chapter(&session->player, text_string(&title));
        print(session, reply, WORD_SAY_CHAPTER, text_string(&title));
    }
    text_free(&title);
    return fine;
}

bool command_run_say(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    struct text text = {0};
    bool fine = fill(session, call_argument(call, "text"), &text, error);
    if (fine) {
        session_point_at_nothing(session);
        session_show(session, NULL, NULL);
        player_say(&session->player, NEWS_SAY, text_string(&text));
        print(session, reply, WORD_SAY_NARRATION, text_string(&text));
    }
    text_free(&text);
    return fine;
}

bool command_run_note(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    struct text text = {0};
    bool fine = fill(session, call_argument(call, "text"), &text, error);
    if (fine) {
        player_say(&session->player, NEWS_NOTE, text_string(&text));
        print(session, reply, WORD_SAY_NOTE, text_string(&text));
    }
    text_free(&text);
    return fine;
}

/* An error of a line that stands in an argument, in the columns of the line around it. */
static bool error_in_text(const struct argument *line, struct error *error)
{
    error->column += error->column > 0 ? line->column + line->quoted - 1 : 0;
    return false;
}

bool command_run_type(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *line = call_argument(call, "line");
    if (player_type(&session->player, line->text))
        return true;
    player_tell(&session->player, NEWS_COMMAND, line->text);
    bool fine = session_run_scene_line(session, line->text, line->length, reply, error);
    return fine || error_in_text(line, error);
}

bool command_run_include(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    (void)context, (void)reply;
    return error_set(error, call->column, WORD_ERROR_COMMAND_ONLY_IN_SCENE, call->command->name);
}

bool command_run_resume(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    (void)call;
    return player_resume(&((struct run *)context)->session->player, reply, error);
}

/* ---- ask */

static void read_choices(const struct argument *words, struct text **choices, size_t *count)
{
    struct lexer lexer;
    struct error unused;
    struct token token = {0};
    size_t capacity = 0;
    *choices = NULL;
    *count = 0;
    if (!words->given || !lexer_begin(&lexer, words->text, words->length, LINE_LIMIT, &unused))
        return;
    lexer.lenient = true;
    while (lexer_word(&lexer, LEXER_WORD, &token, &unused) && token.found) {
        *choices = room_for_one_more(*choices, *count, &capacity, sizeof **choices);
        struct text *choice = &(*choices)[(*count)++];
        *choice = (struct text){0};
        text_append(choice, text_string(&token.bytes), token.bytes.length);
    }
    token_free(&token);
}

/* Facts and {{ in choices, as in all that is said. */
static bool fill_choices(const struct asked *asked, const struct call *call, struct question *question,
                         struct error *error)
{
    bool fine = true;
    for (size_t i = 0; fine && i < question->choice_count; i++) {
        struct text filled = {0};
        fine = condition_fill(asked, text_string(&question->choices[i]), question->choices[i].length,
                              call_argument(call, "choices")->column, &filled, error);
        text_free(&question->choices[i]);
        question->choices[i] = filled;
    }
    return fine;
}

static bool choices_differ(const struct call *call, const struct question *question, struct error *error)
{
    for (size_t i = 0; i < question->choice_count; i++) {
        const char *choice = text_string(&question->choices[i]);
        for (size_t j = 0; j < i; j++) {
            if (strcmp(choice, text_string(&question->choices[j])) == 0)
                return error_set(error, call_argument(call, "choices")->column,
                                 WORD_ERROR_COMMAND_CHOICE_TWICE, choice);
        }
    }
    return true;
}

/* hnit=...: a name that is not one of ask's, but nearly, is no choice. */
static bool choices_are_no_names(const struct call *call, const struct question *question,
                                 struct error *error)
{
    const char *names[CALL_ARGUMENTS];
    size_t count = 0;
    for (const struct argument_row *row = call->command->arguments; row->name != NULL; row++) {
        if (row->named)
            names[count++] = row->name;
    }
    for (size_t i = 0; i < question->choice_count; i++) {
        const char *choice = text_string(&question->choices[i]);
        char *name = copy_bytes(choice, strcspn(choice, "="));
        const char *meant = choice[strlen(name)] == '=' ? nearest_of(name, names, count) : NULL;
        if (meant != NULL)
            error_set(error, call_argument(call, "choices")->column, WORD_ERROR_COMMAND_CHOICE_NAME, name,
                      meant);
        free(name);
        if (meant != NULL)
            return false;
    }
    return true;
}

static bool answer_is_offered(const struct call *call, const struct question *question, struct error *error)
{
    struct text all = {0};
    for (size_t i = 0; i < question->choice_count; i++) {
        if (strcmp(text_string(&question->choices[i]), text_string(&question->answer)) == 0) {
            text_free(&all);
            return true;
        }
        text_format(&all, "%s%s", i > 0 ? ", " : "", text_string(&question->choices[i]));
    }
    bool fine = question->choice_count == 0 ||
                error_set(error, call_argument(call, "answer")->column, WORD_ERROR_COMMAND_ANSWER_CHOICE,
                          text_string(&question->answer), text_string(&all));
    text_free(&all);
    return fine;
}

/* {count}: the answer is asked of the map. */
static bool is_fact(const struct argument *answer)
{
    return answer->length > 2 && answer->text[0] == '{' && answer->text[answer->length - 1] == '}';
}

/* {where tea} without quotes: what follows the first blank was read as choices. */
static bool answer_is_whole(const struct call *call, struct error *error)
{
    const struct argument *answer = call_argument(call, "answer"), *rest = call_argument(call, "choices");
    if (answer->quoted || answer->text[0] != '{' || strchr(answer->text, '}') != NULL)
        return true;
    struct text whole = {0};
    const char *close = rest->given ? strchr(rest->text, '}') : NULL;
    text_format(&whole, "%s", answer->text);
    if (close != NULL)
        text_format(&whole, " %.*s", (int)(close - rest->text), rest->text);
    text_add(&whole, "}");
    error_set(error, answer->column, WORD_ERROR_COMMAND_ANSWER_QUOTES, text_string(&whole));
    text_free(&whole);
    return false;
}

static bool read_answer(struct session *session, const struct call *call, struct text *answer,
                        struct error *error)
{
    const struct argument *argument = call_argument(call, "answer");
    if (!answer_is_whole(call, error))
        return false;
    if (!is_fact(argument)) {
        text_append(answer, argument->text, argument->length);
        return true;
    }
    struct asked asked = session_asked(session);
    if (condition_answer(&asked, argument->text + 1, argument->length - 2, answer, error))
        return true;
    error->column += error->column > 0 ? 1 : 2; /* behind the brace */
    return error_in_text(argument, error);
}

bool command_run_ask(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    struct question *question = &session->player.question;
    const struct argument *tries = call_argument(call, "tries");
    question_clear(question);
    read_choices(call_argument(call, "choices"), &question->choices, &question->choice_count);
    const struct asked asked = session_asked(session);
    bool filled = fill_choices(&asked, call, question, error);
    question->tries = tries->given ? (int)tries->number : question_default_tries(question);
    bool fine = filled && fill(session, call_argument(call, "question"), &question->text, error) &&
                fill(session, call_argument(call, "why"), &question->why, error) &&
                fill(session, call_argument(call, "hint"), &question->hint, error) &&
                read_answer(session, call, &question->answer, error) &&
                answer_is_offered(call, question, error);
    session->player.expectation_failed = !fine;
    if (!fine)
        return false;
    session_point_at_nothing(session);
    session_show(session, NULL, NULL);
    print(session, reply, WORD_SAY_QUESTION, text_string(&question->text));
    print(session, reply, WORD_SAY_ANSWER, text_string(&question->answer));
    player_ask(&session->player);
    return true;
}

/* ---- answer */

bool command_run_answer(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    struct player *player = &session->player;
    const struct argument *words = call_argument(call, "words");
    if (!player_waits_for_answer(player))
        return error_set(error, call->column, WORD_ERROR_SCENE_NO_QUESTION);
    if (words->given)
        return session_answer(session, words->text, reply, error);
    struct text letters = {0};
    question_letters(&player->question, session->words->texts[WORD_SAY_ANSWER_OR], &letters);
    /* Nobody is told by mistake: what it takes is said, and once that is gone, it is said again. */
    bool warned = session->message_warns;
    session_show(session, NULL, NULL);
    session->message_warns = !warned;
    if (warned)
        player_go_on(player);
    else
        reply_say(reply, letters.length > 0 ? WORD_SAY_ANSWER_HOW : WORD_SAY_ANSWER_HOW_WORDS,
                  text_string(&letters));
    text_free(&letters);
    return true;
}

/* ---- expect */

/* `expect error` alone: the line before it, in the scene, was refused. */
static bool is_error_alone(const struct argument *condition)
{
    return !condition->quoted && strcmp(condition->text, "error") == 0;
}

/* The line behind `error`, or NULL: a condition. */
static const char *line_to_fail(const struct argument *condition)
{
    static const char word[] = "error";
    enum { LENGTH = sizeof word - 1 };
    if (condition->length <= LENGTH || memcmp(condition->text, word, LENGTH) != 0 ||
        condition->text[LENGTH] != ' ')
        return NULL;
    return condition->text + LENGTH + strspn(condition->text + LENGTH, " \t");
}

static bool fails(struct session *session, const char *line, struct error *error)
{
    struct reply reply = {.words = session->words};
    struct error refusal = {0};
    position end = session->timeline.end;
    bool ran = session_run_scene_line(session, line, strlen(line), &reply, &refusal), refused = reply.refused;
    reply_free(&reply);
    if (ran)
        return error_set(error, 0, WORD_ERROR_COMMAND_EXPECT_ERROR, line);
    /* A panic of the runtime is an event, but nothing else may have happened. */
    return refused || session->timeline.end == end ||
           error_set(error, 0, WORD_ERROR_COMMAND_EXPECT_CHANGED, line);
}

bool command_run_expect(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *condition = call_argument(call, "condition");
    const char *line = line_to_fail(condition);
    struct asked asked = session_asked(session);
    (void)reply;
    if (session->player.unseen && line == NULL)
        return true; /* it was checked when the scene came here first */
    bool fine;
    if (is_error_alone(condition))
        fine = session->player.was_refused || error_set(error, 0, WORD_ERROR_COMMAND_EXPECT_REFUSAL);
    else if (line != NULL)
        fine = fails(session, line, error);
    else
        fine = condition_holds(&asked, condition->text, condition->length,
                               condition->column + condition->quoted, error);
    session->player.expectation_failed = !fine;
    if (fine)
        player_tell(&session->player, NEWS_EXPECT, condition->text);
    return fine;
}

/* ---- before anything runs */

bool command_sound_type(const struct call *call, const struct command_table *table, struct error *error)
{
    const struct argument *argument = call_argument(call, "line");
    struct line line;
    if (!line_read(&line, table, argument->text, argument->length, error))
        return error_in_text(argument, error);
    int tag = line.count > 0 ? line.calls[0].command->tag : TAG_SCENE;
    line_free(&line);
    return !(tag & (TAG_SCENE | TAG_NOT_IN_SCENE)) ||
           error_set(error, argument->column, WORD_ERROR_COMMAND_TYPE);
}

/* Whether what is in braces in a text can be read as facts. */
static bool facts_are_sound(const struct argument *text, struct error *error)
{
    static const struct asked nobody;
    struct text unread = {0};
    bool fine = !text->given || condition_fill(&nobody, text->text, text->length, text->column + text->quoted,
                                               &unread, error);
    text_free(&unread);
    return fine;
}

bool command_sound_title(const struct call *call, const struct command_table *table, struct error *error)
{
    (void)table;
    return facts_are_sound(call_argument(call, "title"), error);
}

bool command_sound_text(const struct call *call, const struct command_table *table, struct error *error)
{
    (void)table;
    return facts_are_sound(call_argument(call, "text"), error);
}

static bool answer_is_sound(const struct call *call, struct error *error)
{
    static const struct asked nobody;
    const struct argument *answer = call_argument(call, "answer");
    struct text unread = {0};
    if (!is_fact(answer))
        return answer_is_whole(call, error);
    bool fine = condition_fill(&nobody, answer->text, answer->length, answer->column + answer->quoted,
                               &unread, error);
    text_free(&unread);
    return fine;
}

bool command_sound_ask(const struct call *call, const struct command_table *table, struct error *error)
{
    static const struct asked nobody;
    static const char *const texts[] = {"question", "why", "hint", "choices"};
    const struct argument *answer = call_argument(call, "answer"), *choices = call_argument(call, "choices");
    struct question question = {0};
    (void)table;
    if (!answer_is_sound(call, error))
        return false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!facts_are_sound(call_argument(call, texts[i]), error))
            return false;
    }
    read_choices(choices, &question.choices, &question.choice_count);
    text_append(&question.answer, answer->text, answer->length);
    bool fine = question.choice_count <= QUESTION_CHOICES ||
                error_set(error, choices->column, WORD_ERROR_COMMAND_CHOICES);
    fine = fine && choices_are_no_names(call, &question, error) && choices_differ(call, &question, error) &&
           fill_choices(&nobody, call, &question, error) &&
           (is_fact(answer) || (choices->given && strchr(choices->text, '{') != NULL) ||
            answer_is_offered(call, &question, error));
    question_clear(&question);
    return fine;
}

bool command_sound_expect(const struct call *call, const struct command_table *table, struct error *error)
{
    static const struct asked nobody;
    const struct argument *condition = call_argument(call, "condition");
    (void)table;
    return is_error_alone(condition) || line_to_fail(condition) != NULL ||
           condition_holds(&nobody, condition->text, condition->length, condition->column + condition->quoted,
                           error);
}
