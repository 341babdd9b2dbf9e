#ifndef GO_GOTYPE_PARSER_H
#define GO_GOTYPE_PARSER_H
/*
 * What the files that parse type names share. Private to gotype_parse.c (any type), gotype_func.c (functions and
 * interfaces), gotype_struct.c and gotype_length.c (the length of an array).
 *
 * Knows: the text, where it is read, how a slip is told. Must not know: layouts.
 */
#include "base/text.h"
#include "go/gotype_make.h"

struct gotype_parser {
    const char *begin, *at, *end;
    int depth;
    struct error *error;
};

enum { GOTYPE_WORD_SHOWN = 64 };

/* Sets the error and is false. */
#define GOTYPE_FAIL(parser, where, ...)                                                                      \
    error_set((parser)->error, (int)((where) - (parser)->begin) + 1, __VA_ARGS__)

void gotype_skip_blanks(struct gotype_parser *parser);
/* The word at `at`: letters, digits, _ and, between two of them, points; 0: there is none. */
size_t gotype_word_length(const struct gotype_parser *parser);
/* Whether a word can name a field, a method or a parameter: no digit first, no point, no keyword of Go. */
bool gotype_is_identifier(const char *word, size_t length);
/* Names that may stand once, but for _: of fields, of parameters and results. */
struct gotype_names {
    struct {
        const char *word;
        size_t length;
    } items[GOTYPE_NAME_LIMIT];
    size_t count;
};
/* `twice`: the error's word if it is there already; the parser stands at it. */
bool gotype_take_name(struct gotype_parser *parser, struct gotype_names *names, const char *word,
                      size_t length, enum word twice);
/* What stands at `at`, for messages: a word, a single character, or nothing. */
const char *gotype_found(const struct gotype_parser *parser, char shown[GOTYPE_WORD_SHOWN]);

/* Takes the token, behind blanks, if it is there. */
bool gotype_take(struct gotype_parser *parser, const char *token);
/* The token, or an error that says what it belongs to. */
bool gotype_expect(struct gotype_parser *parser, const char *token, const char *example);

/* Whether what stands at `at` may begin a type: a word, or * [ ( <- */
bool gotype_begins(const struct gotype_parser *parser);
struct gotype *gotype_parse_any(struct gotype_parser *parser);
/* The name is written to the end of the text, the type itself not needed: behind a pointer only the fact that there is one
   counts. */
bool gotype_pass(struct gotype_parser *parser, struct text *name);
/* Gives the type its name and the text back. Frees the type if it is too big, or the name too long. */
struct gotype *gotype_finish(struct gotype_parser *parser, const char *start, struct gotype *type,
                             struct text *name);

/* Each begins at its keyword. */
struct gotype *gotype_parse_func(struct gotype_parser *parser);
struct gotype *gotype_parse_interface(struct gotype_parser *parser);
struct gotype *gotype_parse_struct(struct gotype_parser *parser);

/* A constant sum, up to the bracket that ends it. */
bool gotype_parse_length(struct gotype_parser *parser, uint64_t *length);

#endif
