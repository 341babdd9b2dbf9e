/* What is typed while a scene asks: an answer, or a command all the same. */
#include "session/hand.h"

#include <string.h>

/* Whether a line begins with the whole name of a command; a beginning of one may be a word of an answer. */
static bool names_command(const struct command_table *table, const char *line)
{
    line += strspn(line, " \t");
    size_t length = strcspn(line, " \t;");
    const struct command *command = command_find(table, line, length);
    if (command == NULL)
        return false;
    bool whole = strlen(command->name) == length;
    for (const char *const *alias = command->aliases; alias != NULL && *alias != NULL; alias++)
        whole |= strlen(*alias) == length && memcmp(*alias, line, length) == 0;
    return whole;
}

bool session_means_command(const struct session *session, const char *line)
{
    const struct question *question = &session->player.question;
    const struct command_table *table = &session->repertoire->table;
    if (question_choice(question, line) != QUESTION_NO_CHOICE || question_is_answered_by(question, line) ||
        !names_command(table, line))
        return false;
    if (question->choice_count > 0)
        return true;
    /* Where any words may be the answer, it must be a whole one. */
    struct line whole;
    struct error unheard;
    bool fine = line_read(&whole, table, line, strlen(line), &unheard);
    line_free(&whole);
    return fine;
}

bool session_answer(struct session *session, const char *answer, struct reply *reply, struct error *error)
{
    const struct question *question = &session->player.question;
    struct text letters = {0};
    question_letters(question, session->words->texts[WORD_SAY_ANSWER_OR], &letters);
    bool fine = question->choice_count == 0 || question_is_answered_by(question, answer) ||
                question_choice(question, answer) != QUESTION_NO_CHOICE ||
                error_set(error, 0, WORD_ERROR_SCENE_CHOICE, answer, text_string(&letters));
    text_free(&letters);
    if (!fine)
        return false;
    session_show(session, NULL, NULL);
    player_answer(&session->player, answer);
    reply->keeps = true; /* the score is the message */
    return true;
}
