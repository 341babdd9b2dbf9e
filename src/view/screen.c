#include "view/screen.h"

#include "view/bulk.h"
#include "view/face.h"
#include "view/heap.h"
#include "view/lanes.h"
#include "view/light.h"
#include "view/pace.h"
#include "view/work.h"

#include <string.h>

void look_init(struct look *look)
{
    *look = (struct look){.cells = CELLS_KEY, .panels = (1u << PANELS) - 1, .follow = true, .heap = true};
}

enum { LEAST_WIDTH = 36, LEAST_HEIGHT = 8 };

/* Another subject's picture: the same moment, looked at plainly. */
static struct picture picture_of(const struct picture *picture, uint32_t home)
{
    struct picture aside = *picture;
    aside.home = home;
    return aside;
}

/* In place of lens and code, and of the story, unless a scene speaks. */
static uint32_t draw_many(struct grid *grid, const struct layout *layout, const struct picture *picture,
                          const struct now *now)
{
    /* Of many told at once that one is spoken of whose turn it is. */
    const struct picture worked_on = picture_of(picture, now->whole != 0 ? now->whole : picture->home);
    const struct face *face = face_of(picture->world, worked_on.home);
    struct area area = {1, layout->lens.y, grid->width - 2, layout->lens.height};
    struct text why = {0};
    if (layout->code.height > area.height)
        area = (struct area){1, layout->code.y, area.width, layout->code.height};
    bool apart = layout->narration.height == 0;
    if (layout->story.height > 0 && apart) {
        area.y = area.height > 0 ? area.y : layout->story.y;
        area.height = layout->story.y + layout->story.height - area.y;
    }
    /* Of a scene that says nothing just now only the chapter stands there. */
    const struct area *said = &layout->narration;
    if (!apart && picture->say == NULL && said->height - 1 > area.height)
        area = (struct area){1, said->y + 1, area.width, said->height - 1};
    if (face != NULL && face->many != NULL)
        face->many(&worked_on, &why);
    /* The place of a scene's words, while it has none. */
    struct area silent = {1, layout->narration.y + 1, grid->width - 2, layout->narration.height - 1};
    bool aside = !apart && picture->say == NULL && silent.height > 0;
    uint32_t marks = bulk_draw(grid, area, picture, now, aside ? "" : text_string(&why));
    if (aside)
        panel_text(grid, silent, STYLE_plain, text_string(&why));
    text_free(&why);
    return marks;
}

/* A thin line with the names of the panels below it. */
static void draw_rule(struct grid *grid, const struct layout *layout, const struct picture *picture,
                      const struct now *now, bool many)
{
    if (layout->rule.height == 0)
        return;
    int y = layout->rule.y;
    grid_fill(grid, 0, y, layout->rule.width, 1, 0x2500, STYLE_dim);
    if (many) {
        panel_say(grid, 1, y, layout->rule.width - 2, STYLE_label, picture, WORD_BULK_TITLE, NULL);
        return;
    }
    if (layout->lens.height > 0)
        panel_say(grid, layout->lens.x, y, layout->lens.width, STYLE_label, picture, WORD_PANEL_LENS, NULL);
    if (layout->history.height > 0)
        panel_say(grid, layout->history.x - 1, y, layout->history.width, STYLE_label, picture,
                  WORD_PANEL_HISTORY, NULL);
    if (layout->code.height == 0)
        return;
    const struct face *face = face_of(picture->world, now->subject);
    struct picture its = picture_of(picture, now->subject);
    bool asked = face != NULL && face->instead != NULL && now->has_event && !view_heap_is_shown(now);
    const char *instead = asked ? face->instead(&its, now) : NULL; /* Go has a faster form of what is shown */
    panel_say(grid, layout->code.x, y, layout->code.width, STYLE_label, picture,
              instead != NULL ? WORD_PANEL_CODE_GENERIC : WORD_PANEL_CODE, PANEL_ARGUMENTS(instead));
}

/* There is more: how it is read, where that takes no words away. */
static void draw_cut(struct grid *grid, struct area last, const struct picture *picture, bool keys)
{
    enum { WIDE = 60 };
    const enum word word = WORD_MESSAGE_CUT;
    int width = keys ? panel_width(picture, word, NULL) : 1;
    if (keys && last.width >= WIDE)
        panel_say(grid, last.x + last.width - width, last.y, width, STYLE_key_hint, picture, word, NULL);
    else
        grid_put(grid, last.x + last.width - 1, last.y, 0x2026, STYLE_strong);
}

/* The rows that it takes, whatever the area's height. The words of a scene are not covered by what a command came to. */
static int message_rows(struct area area, const struct picture *picture)
{
    enum { MOST = 5 };
    int lines = panel_wrap(picture->message, area.width - 2, NULL, NULL), bottom = area.y + area.height;
    int most = picture->narrated && !picture->message_is_error ? area.height : bottom < MOST ? bottom : MOST;
    return lines < most ? lines : most;
}

/* What the last line came to: fills the area from its top, and grows upwards out of it if it is long. `cut`: not all of it is there.
   Returns its first row. */
static int draw_message(struct grid *grid, struct area area, const struct picture *picture, bool keys,
                        bool *cut)
{
    int lines = message_rows(area, picture), all = panel_wrap(picture->message, area.width - 2, NULL, NULL);
    if (lines < area.height)
        area.height = lines;
    struct area over = {area.x, area.y + area.height - lines, area.width, lines};
    /* To the edges: it may stand on a rule. */
    grid_fill(grid, over.x - 1, over.y, over.width + 2, over.height, ' ', STYLE_plain);
    enum style style = picture->message_is_error ? STYLE_warn : STYLE_good;
    /* Where answers are marked, the score is no answer. */
    if (picture->message_is_error || !picture->question)
        grid_put(grid, over.x, over.y, picture->message_is_error ? 0x2717 : 0x2713, style);
    over.x += 2;
    over.width -= 2;
    panel_text(grid, over, picture->message_is_error ? STYLE_warn : STYLE_plain, picture->message);
    *cut = all > lines;
    if (*cut)
        draw_cut(grid, (struct area){over.x, over.y + over.height - 1, over.width, 1}, picture, keys);
    return over.y;
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
    for (size_t i = 0; now->has_event && i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].kind == now->event.kind) {
            bool names = rows[i].kind != EVENT_subject; /* a word that changes says no place */
            const char *name = names ? world_name(picture->world, (int)now->event.before) : "";
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
    if (!now->has_event || now->mark == NULL)
        words_say(text, picture->words, WORD_STORY_WELCOME);
    else if (face != NULL)
        face->tell(&its, now, text);
    else
        panel_tell_space(picture, &now->event, text);
}

/* The same of an event that is nobody's, if there is time to read it; what was found already stays. */
static void tell_of_event(const struct picture *picture, const struct now *now, struct text *text)
{
    bool whole_step = face_of(picture->world, now->subject) != NULL && text->length == 0;
    if (text->length == 0)
        tell(picture, now, text);
    if (!picture->playing || !now->has_event || whole_step)
        return;
    struct pace pace = pace_of_event(picture, now);
    if (!pace_can_read(&pace, text_string(text)))
        text_clear(text);
}

static void draw_nothing(struct grid *grid, const struct face_areas *areas, const struct picture *picture)
{
    panel_say(grid, areas->stage.x + 1, areas->stage.y, areas->stage.width - 2, STYLE_label, picture,
              WORD_STAGE_EMPTY, NULL);
}

/* What the lens shows is in hand no more. */
static void calm(struct grid *grid, struct area area)
{
    for (int y = area.y; y < area.y + area.height; y++) {
        for (int x = area.x; x < area.x + area.width; x++) {
            if (grid_cell(grid, x, y)->style == STYLE_moving)
                grid_restyle(grid, x, y, 1, STYLE_strong);
        }
    }
}

/* Of a collection: lens and story, and, unless the viewer wants to see the subject in hand, the stage with the place of the strips.
   The header stays the subject's. */
static struct screen_room draw_heap(struct grid *grid, const struct face_areas *areas,
                                    const struct area *strips, const struct picture *picture,
                                    const struct now *now, struct text *story)
{
    const struct face *face = face_of(picture->world, picture->home);
    struct area stage = areas->stage;
    struct screen_room room = {0};
    if (face != NULL) {
        struct face_areas its = {.header = areas->header, .stage = areas->stage};
        struct now quiet = {.phase = 1000, .mark = now->mark, .at = now->at};
        struct text untold = {0};
        room = face->draw(grid, &its, picture, &quiet, &untold);
        text_free(&untold);
    }
    if (picture->look->heap) {
        stage.height += strips->height;
        grid_fill(grid, stage.x, stage.y, stage.width, stage.height, ' ', STYLE_plain);
        if (stage.height > 1)
            view_heap_draw_stage(grid, stage, picture, now);
        room = (struct screen_room){.rows = stage.height, .all = stage.height, .heap = true};
    }
    if (areas->lens.height > 0)
        view_heap_draw_lens(grid, areas->lens, picture);
    view_heap_tell(picture, now, story);
    return room;
}

/* The subject on the stage, at rest if the moment is about another one; its lens and its story then are the other's. */
static struct screen_room draw_stage(struct grid *grid, const struct face_areas *areas,
                                     const struct picture *picture, const struct now *now, bool many,
                                     struct text *story)
{
    const struct face *face = face_of(picture->world, picture->home),
                      *other = face_of(picture->world, now->subject);
    bool own = face != NULL && now->whole == picture->home && !many;
    bool its_lens =
        !own && !many && other != NULL && !picture->look->opened; /* what the viewer opened stays */
    struct screen_room room = {0};
    if (own) {
        room = face->draw(grid, areas, picture, now, story);
    } else if (face != NULL) {
        struct face_areas without_lens = *areas;
        struct now quiet = {.phase = 1000, .mark = now->mark, .at = now->at};
        struct text untold = {0};
        without_lens.lens.height = its_lens || many ? 0 : areas->lens.height;
        room = face->draw(grid, &without_lens, picture, &quiet, &untold);
        text_free(&untold);
    } else {
        draw_nothing(grid, areas, picture);
    }
    if (its_lens && areas->lens.height > 0) {
        struct picture its = picture_of(picture, now->subject);
        other->lens(grid, areas->lens, &its, now);
    }
    if (many)
        return room;
    if (now_is_over(now))
        calm(grid, areas->lens);
    if (tell_world(picture, now, story) || (story->length == 0 && !(own && picture->playing)))
        tell_of_event(picture, now, story);
    return room;
}

static void draw_code(struct grid *grid, struct area area, const struct picture *picture,
                      const struct now *now)
{
    const struct face *face = face_of(picture->world, now->subject);
    struct picture its = picture_of(picture, now->subject);
    struct text values = {0};
    if (face != NULL && face->values != NULL && now->has_event && now->mark != NULL &&
        !view_heap_is_shown(now))
        face->values(&its, now, &values);
    panel_draw_code(grid, area, now, text_string(&values));
    text_free(&values);
}

/* What is under way, in the first line; what it is done to stands there too: its type, unless the header has room for
   that below, and, where there are several, its name. */
static void draw_phases(struct grid *grid, struct area *header, const struct picture *picture,
                        const struct now *now, bool many)
{
    const struct face *face = face_of(picture->world, now->subject);
    struct picture its = picture_of(picture, now->subject);
    struct phases phases = {0};
    const char *name = "", *type = "";
    if (header->height == 0)
        return;
    if (view_heap_is_shown(now))
        view_heap_phases(picture, now, &phases);
    else if (face != NULL && !many)
        face->phases(&its, now, &phases);
    if (picture->home != 0 && world_count(picture->world) > 1)
        name = world_name(picture->world, world_place_of(picture->world, picture->home));
    if (picture->home != 0 && (header->height < 3 || now->mark == NULL))
        type = world_engine(picture->world, picture->home)->type_name(picture->world, picture->home);
    phases_draw(grid, *header, picture, now, &phases, name, type);
    header->y++;
    header->height--;
}

/* ---- the words below */

/* A question and what came of it are seen whole: their area begins higher, if need be over the stage. */
static struct area narration_area(struct grid *grid, const struct layout *layout,
                                  const struct picture *picture)
{
    struct area said = layout->narration;
    /* Where no hints are, what the last line came to takes a row. */
    bool covered = picture->question && picture->message != NULL && layout->hints.height == 0;
    int bottom = said.y + said.height - covered;
    said.x = 1;
    said.width -= 2;
    said.height -= covered;
    int rows = panel_narration_lines(picture, said.width) + 1, most = bottom - grid->height / 3;
    if (!picture->question || rows <= said.height || most <= said.height)
        return said;
    said.height = rows < most ? rows : most;
    said.y = bottom - said.height;
    grid_fill(grid, 0, said.y, grid->width, said.height, ' ', STYLE_plain);
    return said;
}

/* Where it is told what a line came to: in the story's place; beside a narration in the rows that this leaves free, or for the time
   being in place of what the marks mean. Height 0: nowhere, so that it stands by the prompt. */
static struct area message_area(struct layout *layout, const struct narration_room *room,
                                const struct picture *picture)
{
    struct area its = layout->story, said = layout->narration;
    if (said.height > 0 && room->all < room->rows) {
        int lines = panel_wrap(picture->message, said.width - 4, NULL, NULL), free = room->rows - room->all;
        int rows = lines < free ? lines : free;
        its = (struct area){said.x, said.y + said.height - rows, said.width, rows};
    } else if (said.height > 0) {
        its = layout->marks;
        layout->marks.height = 0;
    }
    its.x = 1;
    its.width -= 2;
    return its;
}

/* Where a message stands that is not told elsewhere: by the prompt, from where it grows upwards. */
static struct area bottom_area(const struct grid *grid, const struct layout *layout)
{
    return layout->hints.height > 0 ? layout->hints : (struct area){0, layout->prompt.y - 1, grid->width, 1};
}

/* The story, above a message that grows over its end. */
static void draw_story(struct grid *grid, struct layout *layout, const struct picture *picture,
                       const char *story)
{
    struct area shown = layout->story, bottom = bottom_area(grid, layout);
    int end = shown.y + shown.height, covered = 0;
    if (picture->message != NULL)
        covered = end - (bottom.y + bottom.height - message_rows(bottom, picture));
    covered = covered < 0 ? 0 : covered < shown.height ? covered : shown.height;
    shown.height -= covered;
    panel_draw_story(grid, &shown, layout->narration.height == 0, picture, story);
    layout->story.y = shown.y;
    layout->story.height = shown.height + covered;
}

/* The narration, or the story while nothing is narrated: nobody reads two at once. What a line came to stands there, too, so that
   the key hints stay in sight; errors stand by the prompt, and so does everything while completions would cover the story. Returns
   whether it does. */
static bool draw_words(struct grid *grid, struct layout *layout, const struct picture *picture,
                       const char *story, struct screen_room *room)
{
    if (layout->narration.height > 0)
        room->narration = panel_draw_narration(grid, narration_area(grid, layout, picture), picture);
    if (picture->message != NULL && !picture->message_is_error && !picture->playing &&
        picture->prompt.choice_count == 0 && layout->hints.height > 0) {
        struct area message = message_area(layout, &room->narration, picture);
        if (message.height > 0)
            draw_message(grid, message, picture, layout->narration.height == 0, &room->message_cut);
        return message.height > 0;
    }
    draw_story(grid, layout, picture, story);
    return false;
}

/* The prompt, and the hints or a message that is not told elsewhere. Returns the row above which completions stand, so that they
   hide nothing of it. */
static int draw_bottom(struct grid *grid, const struct layout *layout, const struct picture *picture,
                       bool message_told, bool *cut)
{
    bool hints = layout->hints.height > 0;
    if (layout->prompt.height > 0)
        panel_draw_prompt(grid, layout->prompt, picture);
    if (picture->message != NULL && !message_told)
        return draw_message(grid, bottom_area(grid, layout), picture, layout->prompt.height > 0, cut);
    if (hints)
        panel_draw_hints(grid, layout->hints, picture);
    return hints ? layout->hints.y : layout->prompt.y;
}

/* What lies below stays in sight: what a scene says, what the marks mean, where in time this is. */
static int sheet_bottom(const struct layout *layout, const struct picture *picture)
{
    if (picture->say != NULL && layout->narration.height > 0)
        return layout->narration.y;
    const struct area *below[] = {&layout->marks, &layout->timebar, &layout->hints, &layout->prompt};
    for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
        if (below[i]->height > 0)
            return below[i]->y;
    }
    return layout->prompt.y;
}

/* The panels that are the same for every engine, but for the words below them. Returns where the line of time stands; the marks of
   charts are added to `marks`. */
static struct time_line draw_panels(struct grid *grid, struct layout *layout, const struct picture *picture,
                                    const struct now *now, bool many, uint32_t *marks)
{
    struct time_line time = {0};
    *marks |= lanes_draw(grid, layout, picture, now);
    draw_rule(grid, layout, picture, now, many);
    if (many)
        *marks |= draw_many(grid, layout, picture, now);
    else if (layout->code.height > 0)
        draw_code(grid, layout->code, picture, now);
    if (!many)
        *marks |= work_draw_history(grid, layout->history, picture, now);
    if (layout->cost.height > 0)
        panel_draw_cost(
            grid, (struct area){layout->cost.x + 1, layout->cost.y, layout->cost.width, layout->cost.height},
            picture);
    if (layout->track.height > 0)
        layout->track = (struct area){1, layout->track.y, layout->track.width - 2, 1};
    if (layout->timebar.height > 0)
        time = panel_draw_time(grid, layout->timebar, layout->track, picture, now);
    if (picture->sheet != NULL)
        time.width = 0;
    return time;
}

struct screen_room screen_draw(struct grid *grid, const struct picture *picture)
{
    grid_clear(grid);
    grid->cursor_x = grid->cursor_y = -1;
    if (grid->width < LEAST_WIDTH || grid->height < LEAST_HEIGHT) {
        draw_too_small(grid, picture);
        return (struct screen_room){0};
    }
    struct layout layout = view_layout_of(grid->width, grid->height, picture);
    struct now now = now_read(picture);
    bool many = bulk_is_under_way(picture, &now);
    draw_phases(grid, &layout.header, picture, &now, many);
    struct face_areas areas = {layout.header, layout.stage, layout.lens, layout.story};
    struct text story = {0};
    bool heap = view_heap_is_shown(&now) && !many;
    const struct face *face = face_of(picture->world, picture->home);
    struct screen_room room = heap ? draw_heap(grid, &areas, &layout.strips, picture, &now, &story)
                                   : draw_stage(grid, &areas, picture, &now, many, &story);
    const struct mark_row *marks = room.heap ? heap_marks : face != NULL ? face->marks : NULL;
    if (room.heap)
        layout.strips.height = 0;
    room.stage_y = layout.stage.y;
    room.stage_height = layout.stage.height;
    room.work_needs = grid->height < LAYOUT_LEAST_OF_WORK ? LAYOUT_LEAST_OF_WORK : 0;
    room.panels = view_layout_panels(&layout);
    room.marks = panel_marks_seen(grid, layout.stage, marks);
    room.time = draw_panels(grid, &layout, picture, &now, many, &room.marks);
    bool message_told = draw_words(grid, &layout, picture, text_string(&story), &room);
    room.story_y = layout.story.y;
    room.story_height = layout.story.height;
    if (layout.marks.height > 0)
        panel_draw_marks(grid, layout.marks, room.marks, marks, picture);
    if (picture->sheet != NULL) {
        struct sheet_room sheet =
            panel_draw_sheet(grid, layout.stage, sheet_bottom(&layout, picture), picture);
        room.sheet_rows = sheet.rows;
        room.sheet_lines = sheet.lines;
    }
    int above = draw_bottom(grid, &layout, picture, message_told, &room.message_cut);
    text_free(&story);
    if (picture->sheet == NULL)
        light_panels(grid, &layout, picture->look);
    panel_draw_popup(grid, (struct area){0, 0, grid->width, above}, picture);
    return room;
}

struct work_lines {
    struct grid *grid;
    int top;
};

static void draw_work_line(void *context, const struct sheet_piece *piece)
{
    const struct work_lines *lines = context;
    struct text text = {0};
    text_append(&text, piece->bytes, piece->length);
    grid_text(lines->grid, 1, lines->top + piece->line, lines->grid->width - 1, STYLE_strong,
              text_string(&text));
    text_free(&text);
}

void screen_draw_work(struct grid *grid, const char *words)
{
    int columns = grid->width - 1, count = columns > 0 ? sheet_lay(words, columns, true, NULL, NULL) : 0;
    struct work_lines lines = {grid, grid->height - 1 - count};
    if (count == 0 || lines.top < 0)
        return;
    grid_fill(grid, 0, lines.top, grid->width, count, ' ', STYLE_plain);
    sheet_lay(words, columns, true, draw_work_line, &lines);
}
