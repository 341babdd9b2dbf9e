#ifndef VIEW_EXPLAIN_H
#define VIEW_EXPLAIN_H
/*
 * The screen explained: its panels, what the marks, the fields and the flags of a header mean. Each page is a walk over a table, of
 * a face or of panels, and is written as a sheet (base/sheet.h), for help and for the reference alike.
 *
 * Knows: faces by their rows. Must not know: any one engine, commands, keys.
 */
#include "view/face.h"

enum explain_page { EXPLAIN_MARKS, EXPLAIN_SCREEN, EXPLAIN_FIELDS, EXPLAIN_FLAGS, EXPLAIN_PAGES };

/* Appends what the marks of a collection mean. */
void explain_heap_marks(const struct words *words, struct text *sheet);
/* Appends a page about subjects with that face; NULL: about nobody in particular, so only panels are told of. */
void explain_page(const struct words *words, const struct face *face, enum explain_page page,
                  struct text *sheet);

/* What a screen showed: its marks, panels and fields, each behind a title. */
void explain_picture(const struct words *words, const struct face *face, const struct screen_room *room,
                     struct text *sheet);

/* All pages about all faces, in markdown, for the end of the reference. */
void explain_markdown(const struct words *words, struct text *text);

#endif
