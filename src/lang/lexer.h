#ifndef LANG_LEXER_H
#define LANG_LEXER_H
/*
 * A line cut into words: blanks part words, `;` parts commands, `#` at the beginning of a word starts a
 * comment, "..." holds anything together, with the escapes \" \\ \n \t \xHH inside. A backslash outside
 * quotes is a backslash. Which kind of word comes next only the reader of commands knows, so it asks for
 * words one by one and says how.
 *
 * Knows: characters. Must not know: the table, types, what braces expand to (expand.h).
 */
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum lexer_mode {
    LEXER_WORD, /* up to a blank or `;` */
    LEXER_TYPE, /* the same, but inside () [] {} blanks, `;`, `#`, "..." and `...` belong to the word, as written */
    LEXER_REST, /* all that is left of the part, as written; if that is one quoted word: what the quotes hold
                 */
    LEXER_LINE, /* all that is left of the line, `;`, `#` and single quotes too; one quoted word as before */
};

struct lexer {
    const char *text;
    size_t length;
    size_t at;    /* byte offset of what is read next */
    bool lenient; /* the line is half typed: what is not closed ends with the line, a wrong escape stands for
                     itself */
};

/* Filled by lexer_word; zero-initialised it is empty. The texts are its own: token_free. */
struct token {
    bool found;        /* false: the part is at its end, and nothing else is set but start and end */
    bool quoted;       /* some of it stood in quotes */
    bool open;         /* lenient only: a quote was not closed */
    size_t start, end; /* byte offsets in the line, quotes included */
    struct text bytes; /* quotes and escapes resolved */
    struct text marks; /* a byte for each of bytes: TOKEN_QUOTED or TOKEN_PLAIN */
};

enum { TOKEN_PLAIN = ' ', TOKEN_QUOTED = 'q' };

/*
 * Begins a line. False if it is longer than `limit` bytes, is not UTF-8, or holds a control character other
 * than tab; `text` must outlive the lexer.
 */
bool lexer_begin(struct lexer *lexer, const char *text, size_t length, size_t limit, struct error *error);

/* Moves over blanks. */
void lexer_skip_blanks(struct lexer *lexer);

/* Reads the next word of this part; false only for an error (an open quote or bracket, an unknown escape). */
bool lexer_word(struct lexer *lexer, enum lexer_mode mode, struct token *token, struct error *error);

/*
 * Whether the type in the token goes on behind the blanks that follow it: map[int] string, chan int, and perhaps, with what may be the
 * result, func(int) string. lexer_type_more reads on; the blanks become one.
 */
bool lexer_type_goes_on(const struct lexer *lexer, const struct token *token);
bool lexer_type_more(struct lexer *lexer, struct token *token, struct error *error);

/* Behind the last word of a part: moves over `;` and returns true, or to the end of the line and returns
   false. */
bool lexer_next_part(struct lexer *lexer);

/* The 1-based column, in characters, of a byte offset. */
int lexer_column(const struct lexer *lexer, size_t offset);

/* Whether these bytes, written as they are, would be read as one unquoted word with just these bytes. */
bool lexer_reads_back(const char *bytes, size_t length, enum lexer_mode mode);

/* Appends the bytes in quotes, with whatever is needed escaped; without the last quote if `open`. */
void lexer_quote(const char *bytes, size_t length, bool open, struct text *text);

void token_free(struct token *token);

#endif
