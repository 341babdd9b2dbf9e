#ifndef VIEW_PANEL_H
#define VIEW_PANEL_H
/*
 * The panels of the screen, and what they share. Only view/ includes this; everybody else draws with
 * screen.h.
 *
 * A panel draws the picture and its reading (now.h) into its area and nothing outside it. Panels know nothing
 * of each other.
 */
#include "view/classic/now.h"

struct area {
    int x, y, width, height;
};

void header_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
void buckets_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
void lens_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
/* A scene's chapter and narration. `below` is the story's area, which a long narration takes too: returns
 * whether it did. */
bool narration_draw(struct grid *grid, struct area area, struct area below, const struct picture *picture);
void story_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
void code_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
void cost_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
void timebar_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
void hints_draw(struct grid *grid, struct area area, const struct picture *picture);
void prompt_draw(struct grid *grid, struct area area, const struct picture *picture);
void popup_draw(struct grid *grid, struct area area,
                const struct picture *picture); /* area: what it may cover */
void sheet_draw(struct grid *grid, struct area area, const struct picture *picture);
int sheet_lines(const struct picture *picture, int width);

/* Words of the catalogue drawn into the grid; arguments as for words_say, ending in NULL. Returns the columns
 * used. */
int panel_say(struct grid *grid, int x, int y, int columns, enum style style, const struct picture *picture,
              enum word word, const char *const *arguments);
#define PANEL_ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* A gauge of `columns` cells filled to part/whole, in eighths of a cell. */
void panel_gauge(struct grid *grid, int x, int y, int columns, uint64_t part, uint64_t whole,
                 enum style style);

/* Text broken into lines of at most `columns` at blanks; `each` gets line number and text. Returns the number
 * of lines. */
int panel_wrap(const char *text, int columns,
               void (*each)(void *context, int line, const char *bytes, size_t length), void *context);

/* The short text of a value: made safe, at most `columns` wide. */
void panel_value(const struct picture *picture, value_id id, int columns, struct text *text);
/* The same for a slot: in a narrow one letters say more than dots, so it is simply cut. */
void panel_value_cut(const struct picture *picture, value_id id, int columns, struct text *text);

#endif
