#include "lang/complete.h"

#include "base/memory_or_die.h"
#include "base/number.h"
#include "lang/lexer.h"
#include "lang/row.h"

#include <stdlib.h>
#include <string.h>

/* Where in a line the cursor stands. */
struct place {
    enum { PLACE_NONE, PLACE_COMMAND, PLACE_ARGUMENT } kind;
    const struct command *command; /* of an argument */
    int row;                       /* its row, or ROW_NONE if no positional argument is left */
    bool is_value;                 /* behind name= */
    bool inside_rest;              /* a later word of a rest */
    bool quoted;
    size_t start;          /* byte offset of the word to complete */
    struct text beginning; /* the word as far as it is written, without quotes */
    bool given[CALL_ARGUMENTS];
    char *subject;                    /* that the part names; owned */
    char *before[CALL_ARGUMENTS + 1]; /* the words before, NULL behind the last; owned */
};

void candidates_add(struct candidates *candidates, const char *text, size_t length, const char *about,
                    bool unfinished)
{
    if (candidates->count == CANDIDATES_LIMIT)
        return;
    candidates->list = room_for_one_more(candidates->list, candidates->count, &candidates->capacity,
                                         sizeof *candidates->list);
    struct text copy = {0}, half_sentence = {0};
    text_append(&copy, text, length);
    text_add(&half_sentence, about != NULL ? about : "");
    candidates->list[candidates->count++] = (struct candidate){copy.bytes, half_sentence.bytes, unfinished};
}

static void candidate_free(struct candidate *candidate)
{
    free(candidate->text);
    free(candidate->about);
}

void candidates_free(struct candidates *candidates)
{
    for (size_t i = 0; i < candidates->count; i++)
        candidate_free(&candidates->list[i]);
    free(candidates->list);
    *candidates = (struct candidates){0};
}

/* ---- finding the place */

/* The cursor stands in or behind what is left of a rest: the word there is all that is completed. */
static void place_in_rest(struct place *place, const struct lexer *lexer, const struct token *token)
{
    bool quoted = false;
    place->start = token->start;
    for (size_t i = token->start; i < lexer->length; i++) {
        char byte = lexer->text[i];
        if (byte == '"')
            quoted = !quoted;
        else if (!quoted && (byte == ' ' || byte == '\t'))
            place->start = i + 1;
    }
    place->inside_rest = place->start != token->start;
    place->quoted = place->start < lexer->length && lexer->text[place->start] == '"';
    size_t from = place->start + place->quoted;
    text_append(&place->beginning, lexer->text + from, lexer->length - from);
}

static void place_at_token(struct place *place, const struct token *token, size_t from)
{
    place->start = token->start + from;
    place->quoted = token->quoted;
    place->is_value = from > 0;
    text_append(&place->beginning, text_string(&token->bytes) + from, token->bytes.length - from);
}

static void remember(struct place *place, const char *word)
{
    int count = 0;
    while (place->before[count] != NULL)
        count++;
    if (count < CALL_ARGUMENTS)
        place->before[count] = copy_string(word);
}

static void forget_words(struct place *place)
{
    for (int i = 0; place->before[i] != NULL; i++)
        free(place->before[i]);
    free(place->subject);
    place->subject = NULL;
    memset(place->before, 0, sizeof place->before);
}

/* Follows the arguments of a command; true if the cursor stands in one of them. */
static bool find_argument(struct place *place, struct lexer *lexer, struct token *token)
{
    struct error unused;
    for (int position = 0;;) {
        lexer_skip_blanks(lexer);
        size_t value, skip;
        int keyword = row_keyword(place->command, lexer->text + lexer->at, lexer->length - lexer->at, &skip);
        if (keyword != ROW_NONE && lexer->text[lexer->at + skip - 1] == ' ') {
            lexer->at += skip;
            place->row = keyword;
            lexer_word(lexer, LEXER_WORD, token, &unused);
            place->given[keyword] = true;
            if (lexer->at < lexer->length)
                continue;
            place->kind = PLACE_ARGUMENT;
            place_at_token(place, token, 0);
            place->is_value = true;
            return true;
        }
        place->row =
            row_of_word(place->command, lexer->text + lexer->at, lexer->length - lexer->at, position, &value);
        position += value == 0;
        enum lexer_mode mode =
            place->row != ROW_NONE ? row_mode(&place->command->arguments[place->row]) : LEXER_WORD;
        row_read_word(place->command, place->row, lexer, token, &unused);
        bool at_cursor = lexer->at == lexer->length;
        if (!token->found && !at_cursor)
            return false;
        if (at_cursor) {
            place->kind = PLACE_ARGUMENT;
            if (token->found && (mode == LEXER_REST || mode == LEXER_LINE))
                place_in_rest(place, lexer, token);
            else
                place_at_token(place, token, token->found ? value : 0);
            return true;
        }
        if (mode == LEXER_REST || mode == LEXER_LINE)
            return false;
        if (place->row != ROW_NONE)
            place->given[place->row] = true;
        remember(place, text_string(&token->bytes));
    }
}

static void find_place(const struct command_table *table, const char *line, size_t cursor,
                       struct place *place)
{
    struct lexer lexer = {.text = line, .length = cursor, .lenient = true};
    struct token token = {0};
    struct error unused;
    *place = (struct place){.kind = PLACE_NONE, .row = ROW_NONE};
    do {
        lexer_word(&lexer, LEXER_WORD, &token, &unused);
        size_t behind = 0, subject = 0;
        if (!token.quoted && token.found)
            subject = row_subject_length(table, line + token.start, cursor - token.start, &behind);
        forget_words(place);
        if (subject > 0) {
            place->subject = copy_bytes(line + token.start, subject);
            lexer.at = token.start + behind;
            lexer_word(&lexer, LEXER_WORD, &token, &unused);
        }
        if (lexer.at == lexer.length) {
            place->kind = PLACE_COMMAND;
            place_at_token(place, &token, 0);
            break;
        }
        if (!token.found)
            continue;
        memset(place->given, 0, sizeof place->given);
        place->command = command_find(table, text_string(&token.bytes), token.bytes.length);
        if (place->command != NULL) {
            if (find_argument(place, &lexer, &token))
                break;
            continue;
        }
        while (token.found)
            lexer_word(&lexer, LEXER_WORD, &token, &unused);
    } while (lexer_next_part(&lexer));
    token_free(&token);
}

static void place_free(struct place *place)
{
    text_free(&place->beginning);
    forget_words(place);
}

/* ---- candidates */

static bool begins(const char *word, const struct text *beginning)
{
    return strlen(word) >= beginning->length && memcmp(word, text_string(beginning), beginning->length) == 0;
}

static void add_row_word(struct candidates *candidates, const char *word, enum word about,
                         const struct command_table *table)
{
    candidates_add(candidates, word, strlen(word), table->words->texts[about], false);
}

static bool is_folder(const struct candidate *candidate)
{
    size_t length = strlen(candidate->text);
    return candidate->unfinished && length > 0 && candidate->text[length - 1] == '/';
}

/* Folders come last; runs of digits count as numbers, so that k2 comes before k10. */
static int compare_naturally(const void *left, const void *right)
{
    bool of_left = is_folder(left), of_right = is_folder(right);
    const char *a = ((const struct candidate *)left)->text, *b = ((const struct candidate *)right)->text;
    if (of_left != of_right)
        return of_left - of_right;
    while (*a != '\0' && *b != '\0') {
        size_t digits_a = strspn(a, "0123456789"), digits_b = strspn(b, "0123456789");
        if (digits_a > 0 && digits_b > 0 && digits_a != digits_b)
            return digits_a < digits_b ? -1 : 1;
        if (*a != *b)
            break;
        a++;
        b++;
    }
    return (unsigned char)*a - (unsigned char)*b;
}

static void sort_from(struct candidates *candidates, size_t first)
{
    if (candidates->count == first)
        return;
    qsort(candidates->list + first, candidates->count - first, sizeof *candidates->list, compare_naturally);
    size_t kept = first + 1;
    for (size_t i = first + 1; i < candidates->count; i++) {
        if (strcmp(candidates->list[i].text, candidates->list[kept - 1].text) == 0)
            candidate_free(&candidates->list[i]);
        else
            candidates->list[kept++] = candidates->list[i];
    }
    candidates->count = kept;
}

/* Commands whose tag has all bits of `tag`. */
static void add_commands(const struct command_table *table, const struct text *beginning, int tag,
                         struct candidates *candidates)
{
    size_t first = candidates->count;
    for (const struct command *command = table->rows; command->name != NULL; command++) {
        if ((command->tag & tag) == tag && begins(command->name, beginning))
            add_row_word(candidates, command->name, command->summary, table);
    }
    bool by_alias = candidates->count == first;
    for (const struct command *command = table->rows; by_alias && command->name != NULL; command++) {
        for (int i = 0; command->aliases != NULL && command->aliases[i] != NULL; i++) {
            if ((command->tag & tag) == tag && begins(command->aliases[i], beginning))
                add_row_word(candidates, command->aliases[i], command->summary, table);
        }
    }
    sort_from(candidates, first);
}

/* Words from the source come as they are; here they become what has to be written for them. */
static void quote_from(struct candidates *candidates, size_t first, const struct place *place)
{
    bool is_type = place->command->arguments[place->row].type == ARGUMENT_TYPE;
    bool named = row_has_named(place->command);
    for (size_t i = first; i < candidates->count; i++) {
        struct candidate *candidate = &candidates->list[i];
        size_t length = strlen(candidate->text);
        bool needed = row_needs_quotes(candidate->text, length, named && !place->is_value);
        if (!place->quoted && (is_type || !needed))
            continue;
        struct text quoted = {0};
        lexer_quote(candidate->text, length, candidate->unfinished, &quoted);
        free(candidate->text);
        candidate->text = quoted.bytes;
    }
}

static void ask(const struct completion_source *source, const struct place *place,
                struct candidates *candidates)
{
    bool argument = place->kind == PLACE_ARGUMENT;
    struct completion_place where = {
        .command = argument ? place->command : NULL,
        .row = argument ? &place->command->arguments[place->row] : NULL,
        .subject = place->subject,
        .before = (const char *const *)place->before,
        .prefix = text_string(&place->beginning),
        .length = place->beginning.length,
    };
    if (source != NULL && source->ask != NULL)
        source->ask(source->context, &where, candidates);
}

/* What was begun as a number goes on as a share: 4 as 4%. */
static void add_share(const struct command_table *table, enum word about, const struct text *beginning,
                      struct candidates *candidates)
{
    const char *digits = text_string(beginning);
    int64_t unused;
    struct text share = {0};
    if (digits[0] == '\0')
        digits = "50";
    else if (!number_read_thousandths(digits, strlen(digits), LANG_WHOLE, &unused))
        return;
    text_format(&share, "%s%%", digits);
    add_row_word(candidates, text_string(&share), about, table);
    text_free(&share);
}

static void add_argument_words(const struct command_table *table, const struct place *place,
                               const struct completion_source *source, struct candidates *candidates)
{
    const struct argument_row *row = &place->command->arguments[place->row];
    enum word about = row->about; /* what holds for all of them is said once */
    for (int i = 0; !place->inside_rest && row->choices != NULL && row->choices[i] != NULL; i++) {
        if (!begins(row->choices[i], &place->beginning))
            continue;
        add_row_word(candidates, row->choices[i], row->abouts != NULL ? row->abouts[i] : about, table);
        about = WORD_NONE;
    }
    if (row->share && !place->inside_rest)
        add_share(table, about, &place->beginning, candidates);
    if (row->type == ARGUMENT_COMMAND)
        add_commands(table, &place->beginning, 0, candidates);
    size_t first = candidates->count;
    ask(source, place, candidates);
    sort_from(candidates, first);
    quote_from(candidates, first, place);
}

static void add_names(const struct command_table *table, const struct place *place,
                      struct candidates *candidates)
{
    for (int i = 0; i < row_count(place->command); i++) {
        const struct argument_row *row = &place->command->arguments[i];
        if ((!row->named && !row->keyword) || place->given[i] || !begins(row->name, &place->beginning))
            continue;
        struct text name = {0};
        text_format(&name, row->named ? "%s=" : "%s", row->name);
        candidates_add(candidates, text_string(&name), name.length, table->words->texts[row->about],
                       row->named);
        text_free(&name);
    }
}

void complete(const struct command_table *table, const char *line, size_t length, size_t cursor,
              const struct completion_source *source, struct candidates *candidates)
{
    struct place place;
    cursor = cursor < length ? cursor : length;
    *candidates = (struct candidates){.start = cursor, .end = cursor};
    find_place(table, line, cursor, &place);
    if (place.kind != PLACE_NONE)
        candidates->start = place.start;
    if (place.kind == PLACE_COMMAND && !place.quoted)
        add_commands(table, &place.beginning, place.subject != NULL ? TAG_SUBJECT : 0, candidates);
    if (place.kind == PLACE_COMMAND && !place.quoted && place.subject == NULL)
        ask(source, &place, candidates);
    if (place.kind == PLACE_ARGUMENT && place.row != ROW_NONE)
        add_argument_words(table, &place, source, candidates);
    if (place.kind == PLACE_ARGUMENT && !place.is_value && !place.inside_rest && !place.quoted)
        add_names(table, &place, candidates);
    place_free(&place);
}

bool complete_hint(const struct command_table *table, const char *line, size_t length, size_t cursor,
                   struct text *text, size_t *begin, size_t *end)
{
    struct place place;
    find_place(table, line, cursor < length ? cursor : length, &place);
    const struct command *command = place.command;
    if (place.kind == PLACE_COMMAND)
        command = command_find(table, text_string(&place.beginning), place.beginning.length);
    *begin = *end = 0;
    bool found = place.kind != PLACE_NONE && command != NULL;
    for (int i = 0; found && i < row_count(command); i++) {
        text_add(text, i == 0 ? command->name : "");
        text_add(text, " ");
        size_t start = text->length;
        row_usage(&command->arguments[i], true, text);
        if (place.kind == PLACE_ARGUMENT && i == place.row) {
            *begin = start;
            *end = text->length;
        }
    }
    if (found && row_count(command) == 0)
        text_add(text, command->name);
    place_free(&place);
    return found;
}
