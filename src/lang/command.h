#ifndef LANG_COMMAND_H
#define LANG_COMMAND_H
/*
 * The language: a table of typed rows, and lines read against it.
 *
 * A line is `verb arg... key=value...`; `;` joins lines, `#` begins a comment, "..." quotes (\" \\ \n \t \xHH
 * inside), k{1..20} and {a,b,c} expand, a number may be 12, 0x0c or 0b1100, with _ between digits. The table
 * is the only truth: parsing, usage, completion, did-you-mean, help and the documentation are walks over it.
 *
 * Braces make several calls of one part; two words with braces in a part go in pairs and must make equally
 * many. Neither a type nor a rest expands. A word name=... belongs to a named argument; in quotes it is a
 * word like any other. A rest is taken as written, quotes included, unless it is one quoted word: then it is
 * what the quotes hold. A choice or a command's name that was shortened becomes whole in argument.text.
 *
 * Knows: rows, lines, words. Must not know: the app, the map, screens. The table and the context are handed
 * in.
 */
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum argument_type {
    ARGUMENT_TEXT,    /* any word */
    ARGUMENT_KEY,     /* a key: completes to keys of the map */
    ARGUMENT_VALUE,   /* an elem */
    ARGUMENT_INTEGER, /* between min and max */
    ARGUMENT_HASH,    /* 64-bit unsigned */
    ARGUMENT_CHOICE,  /* one of choices; a unique beginning is enough */
    ARGUMENT_TYPE,    /* a Go map type; may hold blanks inside {} () [] as in map[struct{a, b int}]bool */
    ARGUMENT_FILE,    /* a file name */
    ARGUMENT_COMMAND, /* a command's name */
    ARGUMENT_SIZE,    /* bytes: 64M, 1G, 4096 */
};

struct argument_row {
    const char *name;
    enum argument_type type;
    bool optional;
    bool named;                 /* written name=value, in any order */
    bool rest;                  /* the last positional: takes what is left, as written (see above) */
    bool line;                  /* a rest that `;` and `#` do not end: it goes to the end of the line */
    int64_t min, max;           /* of an integer or size; max 0 with min 0: no bound but int64's */
    const char *const *choices; /* NULL-terminated; for a choice, or words that may stand for an integer */
    const char *preset;         /* what help shows as the default; NULL: none */
    enum word about;            /* half a sentence for completion and help; WORD_NONE: nothing */
};

struct call;
struct reply;

struct command {
    const char *name;
    const char *const *aliases;           /* NULL-terminated, or NULL */
    enum word group;                      /* heading in help; rows of one group stand together */
    enum word summary;                    /* one line */
    enum word detail;                     /* a paragraph or more; WORD_NONE: nothing */
    const struct argument_row *arguments; /* ends with a row whose name is NULL; NULL: none */
    const char *const *examples; /* whole lines, NULL-terminated; each is run by the tests in order */
    int tag;                     /* the app's own use */
    bool (*run)(void *context, const struct call *call, struct reply *reply, struct error *error);
};

/* The rows end with one whose name is NULL. */
struct command_table {
    const struct command *rows;
    const struct words *words;
};

enum { CALL_ARGUMENTS = 12, LINE_LIMIT = 4096, EXPANSION_LIMIT = 10000 };

struct argument {
    bool given;
    int column;       /* 1-based column in the line */
    const char *text; /* NUL-terminated, but may hold NULs; owned by the line or the table */
    size_t length;
    bool quoted;    /* some of it was written in quotes, or has to be for it to be read back */
    int64_t number; /* integers, sizes; a choice's index (of other types with choices: -1 - index); a
                       command's row */
    uint64_t hash;  /* hashes */
};

/* One command to run. arguments[i] belongs to the i-th argument row. */
struct call {
    const struct command *command;
    struct argument arguments[CALL_ARGUMENTS];
    int part;           /* which `;` part of the line it comes from, from 0 */
    int repetition;     /* 0.. within its part: expansions make several calls of one part */
    int column;         /* of the verb */
    const char *source; /* the part as written, trimmed: owned by the line */
};

struct line {
    struct call *calls;
    size_t count;
    void *storage; /* private */
};

/*
 * Reads a whole line. On error nothing of it counts: returns false, `line` is empty, and `error` names the
 * column, what was expected and the nearest right word. An empty line or a comment gives no calls. Free with
 * line_free either way.
 */
bool line_read(struct line *line, const struct command_table *table, const char *text, size_t length,
               struct error *error);
void line_free(struct line *line);

/* Appends the call as a line that reads back to the same call. */
void call_print(const struct call *call, struct text *text);

/* The argument named `name` of the call; an argument that is not given has given == false. Asserts that the
 * row has it. */
const struct argument *call_argument(const struct call *call, const char *name);

/* By name, alias, or the beginning of a name that no other has; NULL if there is none, or several. */
const struct command *command_find(const struct command_table *table, const char *name, size_t length);

/* insert KEY [VALUE] [hash=N] */
void command_usage(const struct command *command, struct text *text);

#endif
