#ifndef LANG_COMMAND_H
#define LANG_COMMAND_H
/*
 * The language: a table of typed rows, and lines read against it.
 *
 * A line is `[subject:] verb arg... key=value...`; `;` joins lines, `#` begins a comment, "..." quotes (\" \\
 * \n \t \xHH inside), k{1..20} and {a,b,c} expand, a number is read as in Go's source (base/number.h). The
 * table is the only truth: parsing, usage, completion, did-you-mean, help and the documentation are walks
 * over it.
 *
 * Braces make several calls of one part; two words with braces in a part go in pairs and must make equally
 * many. Neither a type nor a rest expands. A word name=... belongs to a named argument, the word behind a
 * keyword to that; in quotes it is a word like any other. A rest is taken as written, quotes included, unless
 * it is one quoted word: then it is what the quotes hold. A choice or a command's name that was shortened
 * becomes whole in argument.text.
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
    ARGUMENT_SUBJECT, /* the name of a subject */
    ARGUMENT_SIZE,    /* bytes: 64M, 1G, 4096 */
};

struct argument_row {
    const char *name;
    enum argument_type type;
    bool optional;
    bool named;       /* written name=value, in any order */
    bool keyword;     /* written as its name and, behind a blank, the value, in any order: as NAME */
    bool many;        /* the last positional, may be given several times: call_more */
    bool rest;        /* the last positional: takes what is left, as written (see above) */
    bool line;        /* a rest that `;` and `#` do not end: it goes to the end of the line */
    bool word;        /* of an integer: may be another word instead, which means something to the command */
    bool share;       /* of an integer: may be a share of the whole instead, 40% or 12.5% */
    int64_t min, max; /* of an integer or size; max 0 with min 0: no bound but int64's */
    const char *const *choices; /* NULL-terminated; for a choice, or words that may stand for an integer */
    const enum word *abouts;    /* of each choice, in their order; NULL: `about` says it of all */
    const char *preset;         /* what help shows as the default; NULL: none */
    enum word about;            /* half a sentence for completion and help; WORD_NONE: nothing */
};

struct call;
struct reply;
struct command_table;

/* What a row's tag says of a command: bits. */
enum command_tag {
    TAG_RECORDS = 1,    /* asks a subject to do something: a command of the timeline */
    TAG_SETTLES = 2,    /* answers about what is there: what plays comes to its end first */
    TAG_KEEPS = 4,      /* leaves the message and the sheet alone: keys that look around */
    TAG_LAST = 8,       /* stands alone or last in its line, and once */
    TAG_ADDS = 4096,    /* takes no entry away from any subject */
    TAG_SUBJECT = 2048, /* of one subject: a name may stand before it */
    /* of scenes */
    TAG_SCENE = 16,    /* a word of scenes: what it does is seen, and needs no reply */
    TAG_CHAPTER = 32,  /* a place to go to */
    TAG_SPEAKS = 64,   /* puts new words in the place of the narration */
    TAG_BEFORE = 128,  /* may come before `set size` */
    TAG_INCLUDE = 256, /* stands for the lines of a file */
    TAG_NOT_IN_SCENE = 512,
    TAG_QUIET = 1024, /* about the play itself: no transcript tells of it */
};

struct command {
    const char *name;
    const char *const *aliases;           /* NULL-terminated, or NULL */
    enum word group;                      /* heading in help; rows of one group stand together */
    enum word summary;                    /* one line */
    enum word detail;                     /* a paragraph or more; WORD_NONE: nothing */
    const struct argument_row *arguments; /* ends with a row whose name is NULL; NULL: none */
    const char *const *examples; /* whole lines, NULL-terminated; each is run by the tests in order */
    int tag;                     /* enum command_tag */
    /* Runs a call. What the context is says whoever runs. */
    bool (*run)(void *context, const struct call *call, struct reply *reply, struct error *error);
    /* Whether a call could run, as far as that can be said without running it; NULL: nothing can. */
    bool (*sound)(const struct call *call, const struct command_table *table, struct error *error);
    /* The words that can stand for its text argument behind the words `before` (NULL-terminated); NULL: none known. */
    const char *const *(*values)(const char *const *before);
    /* Why others than those it is made for have no such thing; WORD_NONE: there is none without it. */
    enum word only;
};

/* The rows end with one whose name is NULL. */
struct command_table {
    const struct command *rows;
    const struct words *words;
};

enum { CALL_ARGUMENTS = 12, LINE_LIMIT = 4096, EXPANSION_LIMIT = 10000 };

enum { ARGUMENT_FREE = -1, LANG_WHOLE = 100000 };

struct argument {
    bool given;
    int column;       /* 1-based column in the line */
    const char *text; /* NUL-terminated, but may hold NULs; owned by the line or the table */
    size_t length;
    bool quoted; /* some of it was written in quotes, or has to be for it to be read back */
    int choice;  /* the index of the choice that it is, ARGUMENT_FREE: none of them */
    int64_t
        number; /* integers, sizes; a command's row; a share in thousandths of a percent, 0 to LANG_WHOLE */
    bool is_share;
    bool is_word;  /* in the place of an integer (row.word) */
    uint64_t hash; /* hashes */
};

/* The subject that a part names, "m:"; text is NULL if it names none. */
struct call_subject {
    const char *text; /* NUL-terminated, without the colon; owned by the line */
    int column;
};

/* One command to run. arguments[i] belongs to the i-th argument row; behind the rows stand those of a row that is given
   several times. */
struct call {
    const struct command *command;
    struct call_subject subject;
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

/* The argument named `name` of the call; an argument that is not given has given == false. Asserts that
   the row has it. */
const struct argument *call_argument(const struct call *call, const char *name);
/* Whether the call's command has an argument of that name. */
bool call_has(const struct call *call, const char *name);

/* The argument of a row that may be given several times, number 0, 1, ...; NULL behind the last one given. */
const struct argument *call_more(const struct call *call, const char *name, int number);

/*
 * Makes an error inside an argument's text one of the line: `error`'s column counts the bytes of the text
 * from 1 (0: none), as those who read values and types tell it; afterwards it counts the characters of the
 * line. Returns false.
 */
bool argument_error(const struct argument *argument, struct error *error);

/* What help shows as the default of an argument; NULL: nothing. */
const char *call_preset(const struct call *call, const char *name);

/* By name, alias, or the beginning of a name that no other has; NULL if there is none, or several. */
const struct command *command_find(const struct command_table *table, const char *name, size_t length);

/* insert KEY [VALUE] [hash=N] */
void command_usage(const struct command *command, struct text *text);

#endif
