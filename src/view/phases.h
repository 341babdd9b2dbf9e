#ifndef VIEW_PHASES_H
#define VIEW_PHASES_H
/*
 * The phases of what is under way, for the first line of the screen: insert fig 12   hash › find place › store. What the phases of
 * an operation are says its face; here is how a list of them is put together and drawn.
 *
 * Nothing is told before it happens: a phase that follows is in the list only if it follows whatever comes to light until then, and
 * it is told without numbers.
 *
 * Knows: words, grids. Must not know: engines.
 */
#include "view/panel.h"

enum { PHASES_MOST = 12 };

struct phase {
    int step;            /* the face's number of it: phases of one step that follow one another are one */
    enum word word;      /* "move old bucket {1}" */
    uint64_t numbers[2]; /* {1} {2} */
    enum word detail;    /* how far it is, "{1} of {2} entries so far"; WORD_NONE: nothing */
    uint64_t so_far[2];
};

struct phases {
    value_id key; /* that it is about, if the command has others too; VALUE_NONE: the command says it */
    struct phase list[PHASES_MOST];
    int count;
    int present; /* those before it are past, those behind it follow; count: all are past */
    bool cut;    /* there were earlier ones */
};

/* Adds a phase; the same as the last one takes its place. When the list is full the oldest one goes. */
struct phase *phases_add(struct phases *phases, int step, enum word word, uint64_t first, uint64_t second);
/* The step of the phase added last; `none` if there is none. */
int phases_last(const struct phases *phases, int none);

/* Whether a command's text says which key it is about: it has just one. */
bool phases_command_names(const char *command, const char *key);

/* The first line: the command, and its phases, as many as there is room for. At the right stand the name of whom the stage shows, if
   there is one to tell, and its type if there is one and room is left. */
void phases_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now,
                 const struct phases *phases, const char *name, const char *type);

#endif
