#include "lang/cut.h"

#include "base/number.h"
#include "base/text.h"
#include "lang/expand.h"
#include "lang/lexer.h"
#include "lang/row.h"

#include <string.h>

/* Appends the text between the braces, which made `items`, cut down to `count` of them from `first` on: 3..20..2, a,b,c. */
static void add_group(const char *inner, size_t length, const struct piece *items, size_t head, size_t tail,
                      size_t count, struct text *word)
{
    const char *dots = memchr(inner, ',', length) == NULL ? strstr(inner, "..") : NULL;
    const char *step = dots != NULL ? strstr(dots + 2, "..") : NULL;
    text_add(word, "{");
    for (size_t i = 0; i < count; i++) {
        if (dots != NULL && i > 0 && i + 1 < count)
            continue;
        text_add(word, i == 0 ? "" : dots != NULL ? ".." : ",");
        text_append(word, items[i].bytes + head, items[i].length - head - tail);
    }
    if (step != NULL && step < inner + length)
        text_append(word, step, length - (size_t)(step - inner));
    text_add(word, "}");
}

/* Appends a word that expands to `count` of the pieces from `first` on. False if its braces are more than one pair. */
static bool add_word(const char *bytes, const struct pieces *pieces, size_t first, size_t count,
                     struct text *word)
{
    const char *open = strchr(bytes, '{'), *close = strchr(bytes, '}');
    if (first + count > pieces->count)
        return false;
    if (count == 1) {
        const struct piece *only = &pieces->list[first];
        if (row_needs_quotes(only->bytes, only->length, false))
            lexer_quote(only->bytes, only->length, false, word);
        else
            text_append(word, only->bytes, only->length);
        return true;
    }
    if (open == NULL || close == NULL || close < open || strchr(open + 1, '{') != NULL)
        return false;
    size_t head = (size_t)(open - bytes), tail = strlen(close + 1);
    text_append(word, bytes, head);
    add_group(open + 1, (size_t)(close - open) - 1, pieces->list + first, head, tail, count, word);
    text_add(word, close + 1);
    return true;
}

/* What stands in the token, cut if it expands. */
static bool add_token(const struct token *token, const char *source, size_t first, size_t count,
                      struct text *part)
{
    struct storage storage = {0};
    struct pieces pieces = {0};
    size_t length = token->end - token->start;
    bool expanded = false, fine = true;
    bool fits = !token->quoted && expand(token, 0, EXPANSION_LIMIT, &storage, &pieces, &expanded) && expanded;
    if (fits)
        fine = add_word(text_string(&token->bytes), &pieces, first, count, part);
    else
        text_append(part, source + token->start, length);
    pieces_free(&pieces);
    storage_free(&storage);
    return fine;
}

static bool same_argument(const struct argument *a, const struct argument *b)
{
    return a->given == b->given && (!a->given || (a->length == b->length && a->number == b->number &&
                                                  memcmp(a->text, b->text, a->length) == 0));
}

static bool same_call(const struct call *a, const struct call *b)
{
    bool same = a->command == b->command;
    for (int i = 0; i < CALL_ARGUMENTS && same; i++)
        same = same_argument(&a->arguments[i], &b->arguments[i]);
    return same;
}

/* Whether the part reads as those calls of the source. */
static bool is_cut(const struct command_table *table, const char *source, size_t first, size_t count,
                   const struct text *part)
{
    struct error unheard;
    struct line whole = {0}, cut = {0};
    bool same = line_read(&whole, table, source, strlen(source), &unheard) &&
                line_read(&cut, table, text_string(part), part->length, &unheard) && cut.count == count &&
                first + count <= whole.count;
    for (size_t i = 0; same && i < count; i++)
        same = same_call(&whole.calls[first + i], &cut.calls[i]);
    line_free(&whole);
    line_free(&cut);
    return same;
}

bool cut_calls(const struct command_table *table, const char *source, size_t first, size_t count,
               struct text *part)
{
    struct error unheard;
    struct lexer lexer;
    struct token token = {0};
    struct text cut = {0};
    bool fine = count > 0 && lexer_begin(&lexer, source, strlen(source), LINE_LIMIT, &unheard);
    while (fine && (fine = lexer_word(&lexer, LEXER_WORD, &token, &unheard)) && token.found) {
        text_separate(&cut, " ");
        fine = add_token(&token, source, first, count, &cut);
    }
    fine = fine && is_cut(table, source, first, count, &cut);
    if (fine)
        text_append(part, text_string(&cut), cut.length);
    token_free(&token);
    text_free(&cut);
    return fine;
}

bool cut_number(const struct command_table *table, const char *source, const char *name, uint64_t number,
                struct text *part)
{
    struct error unheard;
    struct line line = {0};
    struct text cut = {0};
    bool fine = line_read(&line, table, source, strlen(source), &unheard) && line.count == 1 &&
                call_has(line.calls, name);
    const struct argument *argument = fine ? call_argument(line.calls, name) : NULL;
    if (fine && argument->given) {
        size_t begin = 0, length = strlen(source);
        uint32_t rune;
        for (int column = 1; column < argument->column && begin < length; column++)
            begin += utf8_decode(source + begin, length - begin, &rune);
        size_t end = begin + strcspn(source + begin, " \t");
        text_append(&cut, source, begin);
        text_format(&cut, "%s%s", NUMBER(number), source + end);
    } else if (fine) {
        text_format(&cut, "%s %s=%s", source, name, NUMBER(number));
    }
    line_free(&line);
    fine = fine && line_read(&line, table, text_string(&cut), cut.length, &unheard) && line.count == 1 &&
           call_argument(line.calls, name)->number == (int64_t)number;
    line_free(&line);
    if (fine)
        text_append(part, text_string(&cut), cut.length);
    text_free(&cut);
    return fine;
}
