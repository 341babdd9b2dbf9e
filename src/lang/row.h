#ifndef LANG_ROW_H
#define LANG_ROW_H
/*
 * Walks over the rows of a command that reading, completion and the reference share.
 *
 * Knows: rows. Must not know: lines.
 */
#include "lang/command.h"
#include "lang/lexer.h"

enum { ROW_NONE = -1 };

/* How many argument rows the command has, 0 to CALL_ARGUMENTS (asserted). */
int row_count(const struct command *command);

/* The index of the row called `name` (of a named argument only, if `named`), or ROW_NONE. */
int row_find(const struct command *command, const char *name, size_t length, bool named);

/* The row whose keyword the text begins with, and in `*skip` how many bytes it and the blanks behind it take; or ROW_NONE. */
int row_keyword(const struct command *command, const char *text, size_t length, size_t *skip);
bool row_has_named(const struct command *command);

/* Whether `name` is the command's whole name, or the whole of one of its other names. */
bool row_is_called(const struct command *command, const char *name, size_t length);

/* If the text begins as name=..., the length of the name; otherwise 0. */
size_t row_name_length(const char *text, size_t length);

/* Whether a word has to stand in quotes to be read back as it is: it is parted or expanded otherwise, or, as a `positional` argument,
   it would be one by name. */
bool row_needs_quotes(const char *bytes, size_t length, bool positional);

/*
 * If the text begins with the name of a subject and a colon, "m:", the length of the name, and in `*behind` how many bytes the two
 * take; otherwise 0. Blanks may part them, "m : ...", unless the name is that of a command: what follows it are its arguments.
 */
size_t row_subject_length(const struct command_table *table, const char *text, size_t length, size_t *behind);

/*
 * The row that the word beginning at `text` belongs to, or ROW_NONE. For name=value of a known name, `*value`
 * is the offset of the value; for anything else it is 0, and the word is the positional one number
 * `position`.
 */
int row_of_word(const struct command *command, const char *text, size_t length, int position, size_t *value);

enum lexer_mode row_mode(const struct argument_row *row);
/* Reads the next word as the argument `row` of the command, ROW_NONE: as any word. A type that is not
   named=TYPE takes more words as long as it goes on, up to a keyword or a named argument. False only for an error. */
bool row_read_word(const struct command *command, int row, struct lexer *lexer, struct token *token,
                   struct error *error);

/* KEY, [VALUE], hash=N, [double|same]; [...] only if `bracket` and the row is optional. */
void row_usage(const struct argument_row *row, bool bracket, struct text *text);

/* The choices of a row, or the names of its command's named rows, as "a, b, c". */
void row_list_choices(const struct argument_row *row, struct text *text);
void row_list_named(const struct command *command, struct text *text);

/* What kind of thing an argument is, in a word or two: "number", "key". */
enum word row_kind(enum argument_type type);

#endif
