#ifndef VIEW_PANEL_H
#define VIEW_PANEL_H
/*
 * What panels share: words into cells, gauges, wrapping; and the panels that are the same for every engine.
 * Only the rooms of the view include this; everybody else draws with screen.h.
 *
 * A panel draws the picture and its reading (now.h) into its area and nothing outside it. Panels know nothing
 * of each other.
 */
#include "base/sheet.h"
#include "view/grid.h"
#include "view/now.h"
#include "view/screen.h"

struct area {
    int x, y, width, height;
};

/* A scene's chapter and narration, from line picture->say_top on; what does not fit is said. */
struct narration_room panel_draw_narration(struct grid *grid, struct area area,
                                           const struct picture *picture);
int panel_narration_lines(const struct picture *picture, int columns);
/* `values`: what the present line's values are just now, "" for none. */
void panel_draw_code(struct grid *grid, struct area area, const struct now *now, const char *values);
void panel_draw_cost(struct grid *grid, struct area area, const struct picture *picture);
/* The line of time: the present command with how far it is, as in words; from PANEL_TRACK_WIDTH columns on the track stands
   before the words, or in `track`, if that has a height. Returns where a moment can be pointed at. */
enum { PANEL_TRACK_WIDTH = 100 };
struct time_line panel_draw_time(struct grid *grid, struct area area, struct area track,
                                 const struct picture *picture, const struct now *now);
/* The track itself in one row. Returns whether a growth is marked. */
bool panel_draw_track(struct grid *grid, struct area area, const struct picture *picture,
                      const struct mark *present);
enum { PANEL_HINTS_HEIGHT = 14 }; /* of the least screen that has them */
void panel_draw_hints(struct grid *grid, struct area area, const struct picture *picture);
void panel_draw_prompt(struct grid *grid, struct area area, const struct picture *picture);
void panel_draw_popup(struct grid *grid, struct area area,
                      const struct picture *picture); /* area: what it may cover */
/* picture->sheet in a box that ends above row `bottom`, and if it can be hides nothing in hand on the stage. Returns the lines that
   fit, and how many there are. */
struct sheet_room {
    int rows, lines;
};
struct sheet_room panel_draw_sheet(struct grid *grid, struct area stage, int bottom,
                                   const struct picture *picture);

/* Marks of the house, which no face has: what stands out in a chart of work, and what that is judged by. */
enum { PANEL_MARKS_OF_HOUSE = 2, PANEL_MARK_SPIKE = 1 << 29, PANEL_MARK_THRESHOLD = 1 << 30 };
struct mark_row;
/* Mark number `i` of the house and then of `rows` (face.h; NULL: none), and its bit; NULL behind the last one. */
const struct mark_row *panel_mark(const struct mark_row *rows, int i, uint32_t *bit);

/* Which of the marks `rows` (NULL: none) stand on the stage, bit n for row n; and the line that tells what they mean, and those of the
   house that are seen. */
uint32_t panel_marks_seen(const struct grid *grid, struct area stage, const struct mark_row *rows);
void panel_draw_marks(struct grid *grid, struct area area, uint32_t seen, const struct mark_row *rows,
                      const struct picture *picture);

/* Words of the catalogue drawn into the grid; arguments as for words_say, ending in NULL. Returns the columns used. */
int panel_say(struct grid *grid, int x, int y, int columns, enum style style, const struct picture *picture,
              enum word word, const char *const *arguments);
int panel_width(const struct picture *picture, enum word word, const char *const *arguments); /* in columns */
/* The same of the first of `words` that fits whole, else of the last one; they end with WORD_NONE. */
int panel_say_fitting(struct grid *grid, int x, int y, int columns, enum style style,
                      const struct picture *picture, const enum word *words, const char *const *arguments);
#define PANEL_WORDS(...)     ((const enum word[]){__VA_ARGS__, WORD_NONE})
#define PANEL_ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* A gauge of `columns` cells filled to part/whole, in eighths of a cell. */
void panel_gauge(struct grid *grid, int x, int y, int columns, uint64_t part, uint64_t whole,
                 enum style style);

/* The same as a thin line. */
void panel_line(struct grid *grid, int x, int y, int columns, uint64_t part, uint64_t whole,
                enum style style);

/* A motion that starts and lands gently: the share of the way done at `phase`, both in thousandths (smoothstep). */
int64_t panel_eased(int64_t phase);

/* Text broken into lines of at most `columns` at blanks; `each` gets line number and text. Returns the number of lines. */
int panel_wrap(const char *text, int columns,
               void (*each)(void *context, int line, const char *bytes, size_t length), void *context);
/* How long a line is with what goes on behind it: so the last one that there is room for is drawn, and cut with "…". */
size_t panel_with_rest(const char *bytes, size_t length);
/* Lines drawn into an area; what does not fit is left out, and the last one says so if its own sentence goes on. */
void panel_text(struct grid *grid, struct area area, enum style style, const char *text);

/* The story, if it is to be `ruled` below a rule with its name, where there is a row for one. `area` becomes what is left for the
   words. */
void panel_draw_story(struct grid *grid, struct area *area, bool ruled, const struct picture *picture,
                      const char *text);

/* The short text of a value: made safe, at most `columns` wide. */
void panel_value(const struct picture *picture, value_id id, int columns, struct text *text);
/* The story of memory that comes or goes, whose ever it is. */
void panel_tell_space(const struct picture *picture, const struct event *event, struct text *text);

/* A type and its release at the right end of a line that is free from x on; left out if there is no room. */
void panel_type(struct grid *grid, int x, int y, int end, const char *type, const char *version);

int panel_type_width(const char *type, const char *version); /* in columns */

/* A field of a header. */
struct panel_fields {
    struct grid *grid;
    const struct picture *picture;
    const struct now *now;
    int x, y, end;
};
/* Whether the name of a field is pointed at; and lights the columns of one that is. */
bool panel_is_pointed_at(const struct picture *picture, enum word name);
void panel_light(struct grid *grid, int x, int y, int columns, const struct picture *picture, enum word name);
/* Puts a name and its value, marked if the last step changed the cell `place`. What does not fit ends the line. */
void panel_field(struct panel_fields *fields, enum word name, struct place place, const char *value);

#endif
