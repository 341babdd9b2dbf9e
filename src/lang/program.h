#ifndef LANG_PROGRAM_H
#define LANG_PROGRAM_H
/*
 * The program's own command line as a table: what may stand behind its name in a shell. The usage, the man
 * page and the shells' completions are walks over it, and so is whoever reads the arguments.
 *
 * Knows: rows. Must not know: what any of them does, argv.
 *
 * A command line is `program [name] options operands`. An option is written --name, or by its letter, and its
 * value is the next word.
 */
#include "base/words.h"

#include <stdbool.h>

/* The rows end with one whose name is NULL. */
struct option_row {
    const char *name;           /* "--size" */
    const char *letter;         /* "-o"; NULL: none */
    const char *value;          /* what stands for its value: "FILE"; NULL: it takes none */
    const char *const *choices; /* the values there are, NULL-terminated; NULL: any */
    bool file;                  /* the value is a file's name */
    bool required;
    enum word about; /* half a sentence; WORD_NONE: nothing */
};

/* A way to call the program. The rows end with one whose name is NULL. */
struct program_row {
    const char *name;                 /* "film"; "": the program's name alone, and what follows it */
    const char *operands;             /* as usage shows them: "FILE...", "[FILE.scene]"; NULL: none */
    bool files;                       /* operands are names of files */
    const char *const *endings;       /* of those files: ".scene"; NULL-terminated; NULL: any */
    enum word summary;                /* one line */
    enum word detail;                 /* a paragraph or more; WORD_NONE: nothing */
    const struct option_row *options; /* NULL: none */
    int tag;                          /* the caller's own use */
};

/* A thing and what it means: an exit status, a variable. The rows end with one whose name is NULL. */
struct program_note {
    const char *name;
    enum word about;
};

struct program {
    const char *name, *version;
    enum word summary;                   /* half a sentence, small at its beginning */
    enum word description;               /* paragraphs */
    const struct program_row *rows;      /* the one named "" first, if there is one */
    const struct program_note *statuses; /* NULL: none */
    const struct program_note *variables;
    const struct program_note *files; /* NULL: none */
    const struct words *words;
};

#endif
