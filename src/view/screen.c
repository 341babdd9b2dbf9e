#include "view/screen.h"

#include "view/face.h"

#include <string.h>

void look_init(struct look *look)
{
    *look = (struct look){.cells = CELLS_KEY, .panels = (1u << PANELS) - 1, .follow = true};
}

enum { LEAST_WIDTH = 36, LEAST_HEIGHT = 8, WIDTH_OF_CODE = 120 };

/* Where each panel stands. A panel without room has height 0. */
struct layout {
    struct area header, stage, strips, rule, lens, code, narration, story, cost, timebar, marks, hints,
        prompt;
};

static bool wanted(const struct look *look, enum panel panel)
{
    return (look->panels & 1u << panel) != 0;
}

/* Takes rows for a panel from the bottom of what is left, if it is wanted and the screen is tall enough
   for it. */
static struct area take_bottom(struct area *left, int rows, bool allowed)
{
    struct area area = {left->x, left->y + left->height, left->width, 0};
    if (!allowed || rows <= 0)
        return area;
    left->height -= rows;
    area.y -= rows;
    area.height = rows;
    return area;
}

/* The subjects that are not on the stage stand below it, two rows each, as far as a third of it goes. */
enum { STRIP_ROWS = 2 };
static int strip_rows(const struct picture *picture, int height)
{
    int others = world_count(picture->world) - (picture->home != 0), most = height / 3 / STRIP_ROWS;
    return others <= 0 ? 0 : (others < most ? others : most) * STRIP_ROWS;
}

/* A small terminal gives panels up from the last of this list: buckets, header, lens, story, code, cost. */
static struct layout layout_of(int width, int height, const struct picture *picture)
{
    const struct look *look = picture->look;
    struct layout layout = {0};
    struct area left = {0, 0, width, height};
    layout.prompt = take_bottom(&left, 1, wanted(look, PANEL_PROMPT) && picture->prompt.prompt != NULL);
    layout.hints = take_bottom(&left, 1, wanted(look, PANEL_HINTS) && height >= 10);
    layout.timebar = take_bottom(&left, 1, wanted(look, PANEL_TIMELINE) && height >= 14);
    layout.marks = take_bottom(&left, 1, wanted(look, PANEL_HINTS) && height >= 24);
    /* What a scene says needs room, and bands go before all else. */
    bool narrated = picture->narrated || picture->say != NULL;
    layout.cost = take_bottom(&left, 1, wanted(look, PANEL_COST) && height >= 30 && !narrated);
    int story = height >= 34 ? 3 - narrated : 2 - narrated;
    layout.story = take_bottom(&left, story, wanted(look, PANEL_STORY) && height >= 20);
    /* At least two rows of a scene's words are seen wherever there are buckets. */
    layout.narration = take_bottom(&left, height >= 34 ? 5 : height >= 20 ? 4 : 2, narrated);
    int header = height >= 28 ? 3 : height >= 18 ? 2 : 1;
    if (wanted(look, PANEL_HEADER) && height >= 14) {
        layout.header = (struct area){0, 0, width, header};
        left.y += header;
        left.height -= header;
    }
    bool lens = wanted(look, PANEL_LENS) && height >= 22,
         code = wanted(look, PANEL_CODE) && width >= WIDTH_OF_CODE;
    int lower = height >= 40 ? 10 : height >= 32 ? 7 - narrated : height >= 28 ? 3 - narrated : 2;
    if (lens || (code && height >= 30)) {
        struct area band = take_bottom(&left, lower, true);
        layout.rule = take_bottom(&left, 1, true);
        int split = code ? (lens ? width * 7 / 10 + 1 : 0) : width; /* below y */
        layout.lens = (struct area){1, band.y, split - 2, lens ? band.height : 0};
        layout.code = (struct area){split + 1, band.y, width - split - 2, code ? band.height : 0};
    } else {
        layout.rule = take_bottom(
            &left, 1, layout.story.height > 0 && layout.narration.height <= 2); /* it has its own */
    }
    if (layout.header.height > 1 && height >= 28) { /* a blank row between header and buckets */
        left.y++;
        left.height--;
    }
    layout.strips = take_bottom(&left, strip_rows(picture, left.height), true);
    layout.stage = left;
    return layout;
}

/* A thin line with the names of the panels below it. */
static void draw_rule(struct grid *grid, const struct layout *layout, const struct picture *picture)
{
    if (layout->rule.height == 0)
        return;
    int y = layout->rule.y;
    grid_fill(grid, 0, y, layout->rule.width, 1, 0x2500, STYLE_dim);
    if (layout->lens.height > 0)
        panel_say(grid, layout->lens.x, y, layout->lens.width, STYLE_label, picture, WORD_PANEL_LENS, NULL);
    if (layout->code.height > 0)
        panel_say(grid, layout->code.x, y, layout->code.width, STYLE_label, picture, WORD_PANEL_CODE, NULL);
}

/* What the last line came to: fills the area from its top, and grows upwards out of it if it is long. */
static void draw_message(struct grid *grid, struct area area, const struct picture *picture)
{
    int lines = panel_wrap(picture->message, area.width - 2, NULL, NULL);
    int most = area.y + area.height < 5 ? area.y + area.height : 5;
    /* The words of a scene are not covered by what a command came to. */
    if (picture->narrated && !picture->message_is_error)
        most = area.height;
    if (lines > most)
        lines = most;
    if (lines < area.height)
        area.height = lines;
    struct area over = {area.x, area.y + area.height - lines, area.width, lines};
    /* To the edges: it may stand on a rule. */
    grid_fill(grid, over.x - 1, over.y, over.width + 2, over.height, ' ', STYLE_plain);
    enum style style = picture->message_is_error ? STYLE_warn : STYLE_good;
    grid_put(grid, over.x, over.y, picture->message_is_error ? 0x2717 : 0x2713, style);
    over.x += 2;
    over.width -= 2;
    panel_text(grid, over, picture->message_is_error ? STYLE_warn : STYLE_plain, picture->message);
}

static void draw_too_small(struct grid *grid, const struct picture *picture)
{
    panel_say(grid, 0, 0, grid->width, STYLE_warn, picture, WORD_SCREEN_TOO_SMALL,
              PANEL_ARGUMENTS(NUMBER(LEAST_WIDTH), NUMBER(LEAST_HEIGHT)));
    if (grid->height > 1) {
        struct area area = {0, grid->height - 1, grid->width, 1};
        panel_draw_prompt(grid, area, picture);
    }
}

/* ---- the stage, and who is beside it */

/* Another subject's picture: the same moment, looked at plainly. */
static struct picture picture_of(const struct picture *picture, uint32_t home)
{
    struct picture aside = *picture;
    aside.home = home;
    return aside;
}

/* What is told of who there is, in place of whatever stands there. False: the event is about something else. */
static bool tell_world(const struct picture *picture, const struct now *now, struct text *text)
{
    static const struct {
        event_kind kind;
        enum word word;
    } rows[] = {
        {EVENT_added, WORD_STORY_added},     {EVENT_taken, WORD_STORY_taken},
        {EVENT_renamed, WORD_STORY_renamed}, {EVENT_subject, WORD_STORY_subject},
        {EVENT_left, WORD_STORY_left},
    };
    for (size_t i = 0; now->event != NULL && i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].kind == now->event->kind) {
            bool names = rows[i].kind != EVENT_subject; /* a word that changes says no place */
            const char *name = names ? world_name(picture->world, (int)now->event->before) : "";
            text_clear(text);
            words_say(text, picture->words, rows[i].word, name);
            return true;
        }
    }
    return false;
}

/* What is told of an event of whom it is about, or of memory that is nobody's. */
static void tell(const struct picture *picture, const struct now *now, struct text *text)
{
    const struct face *face = face_of(picture->world, now->subject);
    struct picture its = picture_of(picture, now->subject);
    if (now->event == NULL || now->mark == NULL)
        words_say(text, picture->words, WORD_STORY_WELCOME);
    else if (face != NULL)
        face->tell(&its, now, text);
    else
        panel_tell_space(picture, now->event, text);
}

static void draw_nothing(struct grid *grid, const struct face_areas *areas, const struct picture *picture,
                         const struct now *now)
{
    if (areas->header.height > 0)
        panel_title(grid, areas->header, areas->header.y, picture, now, "", NULL, "");
    panel_say(grid, areas->stage.x + 1, areas->stage.y, areas->stage.width - 2, STYLE_label, picture,
              WORD_STAGE_EMPTY, NULL);
}

/* The subject on the stage, at rest if the moment is about another one; its lens and its story then are the other's. */
static struct screen_room draw_stage(struct grid *grid, const struct face_areas *areas,
                                     const struct picture *picture, const struct now *now, struct text *story)
{
    const struct face *face = face_of(picture->world, picture->home),
                      *other = face_of(picture->world, now->subject);
    bool own = face != NULL && now->subject == picture->home;
    bool its_lens = !own && other != NULL && !picture->look->opened; /* what the viewer opened stays */
    struct screen_room room = {0};
    if (own) {
        room = face->draw(grid, areas, picture, now, story);
    } else if (face != NULL) {
        struct face_areas without_lens = *areas;
        struct now quiet = {.phase = 1000, .mark = now->mark, .at = now->at};
        struct text untold = {0};
        without_lens.lens.height = its_lens ? 0 : areas->lens.height;
        room = face->draw(grid, &without_lens, picture, &quiet, &untold);
        text_free(&untold);
    } else {
        draw_nothing(grid, areas, picture, now);
    }
    if (its_lens && areas->lens.height > 0) {
        struct picture its = picture_of(picture, now->subject);
        other->lens(grid, areas->lens, &its, now);
    }
    if (!tell_world(picture, now, story) && story->length == 0)
        tell(picture, now, story);
    return room;
}

/* One row of words, and one of what the face makes of it. */
static void draw_strip(struct grid *grid, struct area area, const struct picture *picture,
                       const struct now *now)
{
    const struct face *face = face_of(picture->world, picture->home);
    const char *name = world_name(picture->world, world_place_of(picture->world, picture->home));
    bool acts = now->event != NULL && now->subject == picture->home;
    struct text title = {0};
    grid_fill(grid, area.x, area.y, area.width, 1, 0x2500, STYLE_dim);
    text_format(&title, " %s  %s  ", name,
                world_engine(picture->world, picture->home)->type_name(picture->world, picture->home));
    face->facts(picture, &title);
    text_add(&title, " ");
    if (acts)
        grid_put(grid, area.x, area.y, 0x203a, STYLE_strong);
    grid_text(grid, area.x + 1, area.y, area.width - 2, acts ? STYLE_strong : STYLE_label,
              text_string(&title));
    text_free(&title);
    face->strip(grid, (struct area){area.x + 1, area.y + 1, area.width - 2, 1}, picture, now);
}

/* The others in their order, as many as there is room for; if the one that acts is not among the first, it takes the last place. */
static void draw_strips(struct grid *grid, struct area area, const struct picture *picture,
                        const struct now *now)
{
    uint32_t others[WORLD_SUBJECTS];
    int count = 0, room = area.height / STRIP_ROWS;
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(picture->world, place);
        if (home == 0 || home == picture->home)
            continue;
        if (count >= room && room > 0 && home == now->subject)
            others[room - 1] = home;
        others[count++] = home;
    }
    for (int i = 0; i < count && i < room; i++) {
        struct picture its = picture_of(picture, others[i]);
        draw_strip(grid, (struct area){area.x, area.y + i * STRIP_ROWS, area.width, STRIP_ROWS}, &its, now);
    }
    if (count > room && area.height > 0)
        grid_format(grid, area.x + area.width - 5, area.y, 5, STYLE_warn, " +%d ", count - room);
}

/* ---- the words below */

/* The narration and the story. What a line came to takes the story's place, so that the key hints stay in
   sight; errors stand by the prompt. Returns whether it did. */
static bool draw_words(struct grid *grid, const struct layout *layout, const struct picture *picture,
                       const char *story)
{
    struct area its = layout->story, said = layout->narration;
    its.x = said.x = 1;
    its.width -= 2;
    said.width -= 2;
    bool told = said.height > 0 && panel_draw_narration(grid, said, its, picture);
    bool message_is_story = picture->message != NULL && !picture->message_is_error && !picture->playing &&
                            !told && its.height > 0 && layout->hints.height > 0;
    if (message_is_story)
        draw_message(grid, its, picture);
    else if (its.height == 1 && !told)
        grid_text(grid, its.x, its.y, its.width, STYLE_plain, story);
    else if (its.height > 0 && !told)
        panel_text(grid, its, STYLE_plain, story);
    return message_is_story;
}

/* What stands for a mark on the stage: the first letter of its glyph, or its two; a glyph may have two such, parted by a blank. */
enum { MARKS_MOST = 16 };
struct mark_in_sight {
    uint32_t runes[2][2];
    bool seen;
};

static int read_marks(const struct mark_row *rows, struct mark_in_sight *marks)
{
    int count = 0;
    for (; rows[count].glyph != NULL && count < MARKS_MOST; count++) {
        const char *at = rows[count].glyph;
        marks[count] = (struct mark_in_sight){0};
        for (int part = 0; part < 2 && *at != '\0'; part++) {
            size_t length = strcspn(at, " "), first = utf8_decode(at, length, &marks[count].runes[part][0]);
            uint32_t rune;
            if (length > first && first + utf8_decode(at + first, length - first, &rune) == length)
                marks[count].runes[part][1] = rune;
            at += length + strspn(at + length, " ");
        }
    }
    return count;
}

static void find_marks(const struct grid *grid, struct area stage, struct mark_in_sight *marks, int count)
{
    for (int y = stage.y; y < stage.y + stage.height; y++) {
        for (int x = stage.x; x < stage.x + stage.width; x++) {
            uint32_t rune = grid_cell(grid, x, y)->rune;
            const struct cell *next = grid_cell(grid, x + 1, y);
            for (int i = 0; i < count && rune != ' '; i++) {
                for (int part = 0; part < 2 && !marks[i].seen; part++) {
                    const uint32_t *runes = marks[i].runes[part];
                    marks[i].seen = rune == runes[0] && rune != 0 &&
                                    (runes[1] == 0 || (next != NULL && next->rune == runes[1]));
                }
            }
        }
    }
}

/* What the marks mean that are on the stage now, as many as fit. */
static void draw_marks(struct grid *grid, struct area area, struct area stage, const struct picture *picture)
{
    const struct face *face = face_of(picture->world, picture->home);
    struct mark_in_sight marks[MARKS_MOST];
    int x = area.x + 1, end = area.x + area.width - 1;
    int count = face != NULL ? read_marks(face->marks, marks) : 0;
    find_marks(grid, stage, marks, count);
    for (const struct mark_row *mark = face != NULL ? face->marks : NULL; mark != NULL && mark->glyph != NULL;
         mark++) {
        const char *word = picture->words->texts[mark->word];
        int glyph = text_width(mark->glyph, strlen(mark->glyph)),
            width = glyph + 1 + text_width(word, strlen(word));
        if (x + width > end)
            break;
        if (!marks[mark - face->marks].seen)
            continue;
        grid_text(grid, x, area.y, glyph, mark->style, mark->glyph);
        grid_text(grid, x + glyph + 1, area.y, width, STYLE_label, word);
        x += width + (area.width >= WIDTH_OF_CODE ? 3 : 2);
    }
}

/* The prompt, and the hints or a message that is not told elsewhere. */
static void draw_bottom(struct grid *grid, const struct layout *layout, const struct picture *picture,
                        bool message_told)
{
    if (layout->prompt.height > 0)
        panel_draw_prompt(grid, layout->prompt, picture);
    if (picture->message != NULL && !message_told)
        draw_message(grid,
                     layout->hints.height > 0 ? layout->hints
                                              : (struct area){0, layout->prompt.y - 1, grid->width, 1},
                     picture);
    else if (layout->hints.height > 0)
        panel_draw_hints(grid, layout->hints, picture);
}

/* No taller than it must be: what it speaks of stays in sight above it. */
static void draw_sheet(struct grid *grid, const struct layout *layout, const struct picture *picture)
{
    int bottom = (layout->prompt.height > 0 ? layout->prompt.y : grid->height) - (layout->hints.height > 0);
    int rows = panel_sheet_lines(picture, grid->width) + 1;
    rows = rows < bottom ? rows : bottom;
    panel_draw_sheet(grid, (struct area){0, bottom - rows, grid->width, rows}, picture);
}

struct screen_room screen_draw(struct grid *grid, const struct picture *picture)
{
    grid_clear(grid);
    grid->cursor_x = grid->cursor_y = -1;
    if (grid->width < LEAST_WIDTH || grid->height < LEAST_HEIGHT) {
        draw_too_small(grid, picture);
        return (struct screen_room){0};
    }
    struct layout layout = layout_of(grid->width, grid->height, picture);
    struct now now = now_read(picture);
    struct face_areas areas = {layout.header, layout.stage, layout.lens};
    struct text story = {0};
    struct screen_room room = draw_stage(grid, &areas, picture, &now, &story);
    room.sheet_rows = layout.prompt.y - 2;
    draw_strips(grid, layout.strips, picture, &now);
    draw_rule(grid, &layout, picture);
    if (layout.code.height > 0)
        panel_draw_code(grid, layout.code, &now);
    bool message_told = draw_words(grid, &layout, picture, text_string(&story));
    if (layout.cost.height > 0)
        panel_draw_cost(
            grid, (struct area){layout.cost.x + 1, layout.cost.y, layout.cost.width, layout.cost.height},
            picture);
    if (layout.timebar.height > 0)
        panel_draw_timebar(grid, layout.timebar, picture, &now);
    if (layout.marks.height > 0)
        draw_marks(grid, layout.marks, layout.stage, picture);
    if (picture->sheet != NULL)
        draw_sheet(grid, &layout, picture);
    draw_bottom(grid, &layout, picture, message_told);
    text_free(&story);
    panel_draw_popup(grid, (struct area){0, 0, grid->width, layout.prompt.y}, picture);
    return room;
}
