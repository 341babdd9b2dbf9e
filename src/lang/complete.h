#ifndef LANG_COMPLETE_H
#define LANG_COMPLETE_H
/*
 * Completion: what could stand at a place of a line. A walk over the table; what only the app knows (keys of
 * the map, file names, types) comes from a source that is handed in.
 *
 * Knows: the table, half a line. Must not know: readline, screens, the map, the file system.
 */
#include "lang/command.h"

struct candidate {
    char *text;      /* what the word would become, quoted if need be; owned by the list */
    char *about;     /* half a sentence, or "" */
    bool unfinished; /* more may follow without a blank (a folder, key=) */
};

enum { CANDIDATES_LIMIT = 500 };

struct candidates {
    size_t start;           /* byte offset in the line where the word to replace begins */
    size_t end;             /* and where it ends (the cursor) */
    struct candidate *list; /* sorted as they should be shown */
    size_t count, capacity;
};

/* Where a word is asked for. */
struct completion_place {
    const struct command *command;  /* NULL: where a part begins; then "NAME:" of a subject is asked for */
    const struct argument_row *row; /* of the command; NULL with it */
    const char *subject;            /* that the part names, NULL: none */
    const char *const *before;      /* the words of the command before this one, NULL-terminated */
    const char *prefix;             /* how the word begins */
    size_t length;
};

/* Asks for words that begin with the place's prefix; each is given to candidates_add as it is: complete()
   sorts them, drops doubles and quotes what needs it. */
struct completion_source {
    void (*ask)(void *context, const struct completion_place *place, struct candidates *candidates);
    void *context;
};

void candidates_add(struct candidates *candidates, const char *text, size_t length, const char *about,
                    bool unfinished);
void candidates_free(struct candidates *candidates);

/* Fills `candidates` for the cursor (a byte offset in the line). Always leaves valid, maybe empty,
   candidates. */
void complete(const struct command_table *table, const char *line, size_t length, size_t cursor,
              const struct completion_source *source, struct candidates *candidates);

/* The usage of the command that the cursor stands in, with the argument under the cursor between `{` and
   `}` marks given by begin/end byte offsets in `text`; false if there is none. For the hint line above the
   prompt. */
bool complete_hint(const struct command_table *table, const char *line, size_t length, size_t cursor,
                   struct text *text, size_t *begin, size_t *end);

#endif
