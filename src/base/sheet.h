#ifndef BASE_SHEET_H
#define BASE_SHEET_H
/*
 * Text some lines of which are rows of tables: written once, laid out for whoever reads it. A screen gives columns what room there
 * is; without one a row is a line of names, blanks and values.
 *
 * A line is a sentence; lines that follow one another and have tabs in them are a table, whose cells the tabs part. What a line or a
 * cell begins with says what it is (SHEET_TITLE, ...). Nothing from outside may stand in a sheet before it was made safe
 * (text_append_safe), so no cell holds such a mark by accident.
 *
 * Knows: text and widths. Must not know: what it is about, grids, colours.
 */
#include "base/text.h"

#define SHEET_TITLE "\1" /* a line: a heading */
#define SHEET_HEAD  "\2" /* a line: the names of a table's columns; it begins a table of its own */
#define SHEET_DRAWN "\3" /* a cell: for the eye alone (a bar); left out where nothing is drawn */

enum { SHEET_CELLS = 24 /* of a row; what lies beyond is left out */ };

enum sheet_kind { SHEET_IS_TEXT, SHEET_IS_TITLE, SHEET_IS_HEAD, SHEET_IS_NAME, SHEET_IS_CELL };

/* A run of text in its place. */
struct sheet_piece {
    int line, x, columns; /* columns: what it may take */
    enum sheet_kind kind;
    const char *bytes;
    size_t length;
};

/*
 * Lays a sheet out for a width of `columns` (0: no limit, nothing is wrapped or folded) and hands over its pieces, line by line
 * within each row. `each` may be NULL. Returns the number of lines.
 *
 * Sentences wrap at blanks, behind their own indentation. In a table with a heading, columns of numbers stand to the right. If a
 * table is too wide its texts wrap within their columns, as evenly as they can; if that is not enough each cell stands behind the name
 * of its column ("moved: 99"), or, where columns have no names, the rows are folded, all in the same way.
 */
int sheet_lay(const char *sheet, int columns, bool drawn,
              void (*each)(void *context, const struct sheet_piece *piece), void *context);

/* The columns that it takes if nothing wraps, drawn. */
int sheet_width(const char *sheet);

/* As plain lines, for whoever has no screen, without an end of line behind the last. */
void sheet_plain(const char *sheet, struct text *text);
/* As a page in markdown; titles are headings behind `hashes` ("###"). */
void sheet_markdown(const char *sheet, const char *hashes, struct text *text);

/* The height of a bar for a part of a whole, ▁ to █; a blank for nothing. Lives as long as the program. */
const char *sheet_bar(uint64_t part, uint64_t whole);

#endif
