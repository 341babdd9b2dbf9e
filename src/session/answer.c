/* What is typed while a scene asks: an answer, or a command all the same. */
#include "lang/row.h"
#include "session/hand.h"

#include <string.h>

/* Whether a line begins with the whole name of a command, behind a subject or not; a beginning of one may be a word of an answer. */
static bool names_command(const struct command_table *table, const char *line)
{
    size_t behind = 0;
    line += strspn(line, " \t");
    if (row_subject_length(table, line, strlen(line), &behind) > 0)
        line += behind;
    line += strspn(line, " \t");
    size_t length = strcspn(line, " \t;");
    const struct command *command = command_find(table, line, length);
    return command != NULL && row_is_called(command, line, length);
}

static bool is_line(const struct command_table *table, const char *text)
{
    struct line line;
    struct error unheard;
    bool fine = line_read(&line, table, text, strlen(text), &unheard);
    line_free(&line);
    return fine;
}

/* Go's spelling of a command: m["fig"] = 3, len(m). A setting without `set` is one word, and may be one of an answer. */
static bool is_spelled(const struct session *session, const char *line)
{
    struct text ours = {0};
    bool fine = strpbrk(line, "[(") != NULL && session_spell(session, line, strlen(line), NULL, &ours) &&
                is_line(&session->repertoire->table, text_string(&ours));
    text_free(&ours);
    return fine;
}

bool session_means_command(const struct session *session, const char *line)
{
    const struct question *question = &session->player.question;
    const struct command_table *table = &session->repertoire->table;
    if (question_choice(question, line) != QUESTION_NO_CHOICE || question_is_answered_by(question, line))
        return false;
    /* Where any words may be the answer, it must be a whole line. */
    return is_spelled(session, line) ||
           (names_command(table, line) && (question->choice_count > 0 || is_line(table, line)));
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
