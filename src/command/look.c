/* Commands that change how things are looked at, and nothing else: view, focus, walk, open, scroll, help, quit. */
#include "base/names.h"
#include "command/command.h"
#include "lang/reference.h"
#include "session/keys.h"
#include "view/explain.h"

#include <string.h>

const char *const command_cell_names[] = {"tophash", "key", "value", NULL};
const char *const command_panel_names[] = {"header", "lens",     "story", "code",
                                           "cost",   "timeline", "hints", NULL};

/* ---- view */

enum view {
    VIEW_CELLS,
    VIEW_PANELS,
    VIEW_FOLLOW,
    VIEW_BEFORE,
    VIEW_FIELD,
    VIEW_ZOOM,
    VIEW_SHEET,
    VIEW_LECTURE,
    VIEW_WORK,
    VIEW_PENDING,
    VIEW_HEAP
};
const char *const command_view_names[] = {"cells", "panels",  "follow", "before",  "field", "zoom",
                                          "sheet", "lecture", "work",   "pending", "heap",  NULL};

static const char *const field_names[] = {"mean", "max", "overflow", "moved", NULL};
static const char *const zoom_names[] = {"in", "out", "all", NULL};

/* on, off, or nothing: the other way round. False if the word is neither. */
static bool read_switch(const struct argument *word, bool *on, struct error *error)
{
    if (!word->given)
        *on = !*on;
    else if (strcmp(word->text, "on") == 0 || strcmp(word->text, "off") == 0)
        *on = strcmp(word->text, "on") == 0;
    else
        return error_set(error, word->column, WORD_ERROR_COMMAND_SWITCH, word->text);
    return true;
}

static bool view_wrong(const struct argument *value, const char *const *names, int column,
                       struct error *error)
{
    struct text all = {0};
    names_list(names, &all);
    error_set(error, value->given ? value->column : column, WORD_ERROR_COMMAND_VIEW,
              value->given ? value->text : "", text_string(&all));
    text_free(&all);
    return false;
}

static bool view_cells(struct session *session, const struct argument *value, int column, struct reply *reply,
                       struct error *error)
{
    struct look *look = &session->look;
    int cells = value->given ? names_find(command_cell_names, value->text) : -1;
    if (value->given && strcmp(value->text, "next") == 0)
        cells = (look->cells + 1) % CELL_CONTENTS;
    if (cells < 0)
        return view_wrong(value, command_cell_names, column, error);
    look->cells = (enum cell_content)cells;
    if (session->room.letters)
        reply_say(reply, WORD_SAY_VIEW_LETTERS, command_cell_names[cells]);
    return true;
}

static bool view_panels(struct session *session, const struct argument *value, const struct argument *state,
                        int column, struct error *error)
{
    int panel = value->given ? names_find(command_panel_names, value->text) : -1;
    if (panel < 0)
        return view_wrong(value, command_panel_names, column, error);
    bool on = session->look.panels >> panel & 1;
    if (!read_switch(state, &on, error))
        return false;
    session->look.panels = (session->look.panels & ~(1u << panel)) | (unsigned)on << panel;
    return true;
}

/* What a character of a field shows; the next one without a word. */
static bool view_field(struct session *session, const struct argument *value, int column, struct error *error)
{
    struct look *look = &session->look;
    int measure = value->given ? names_find(field_names, value->text) : (int)(look->measure + 1) % MEASURES;
    if (measure < 0)
        return view_wrong(value, field_names, column, error);
    look->measure = (enum measure)measure;
    return true;
}

/* Each step shows half of the field as large as all of it was. */
static bool view_zoom(struct session *session, const struct argument *value, int column, struct error *error)
{
    enum { ZOOM_MOST = 24 };
    struct look *look = &session->look;
    int how = value->given ? names_find(zoom_names, value->text) : -1;
    if (how < 0)
        return view_wrong(value, zoom_names, column, error);
    look->zoom = how == 0   ? look->zoom + (look->zoom < ZOOM_MOST)
                 : how == 1 ? look->zoom - (look->zoom > 0)
                            : 0;
    return true;
}

static void say_view(const struct session *session, struct reply *reply)
{
    struct text panels = {0};
    for (int i = 0; command_panel_names[i] != NULL; i++) {
        if (session->look.panels >> i & 1)
            text_format(&panels, "%s%s", panels.length > 0 ? " " : "", command_panel_names[i]);
    }
    reply_say(reply, WORD_SAY_VIEW, command_cell_names[session->look.cells], text_string(&panels),
              session->look.follow ? "on" : "off", session->look.before ? "on" : "off",
              field_names[session->look.measure], session->look.lecture ? "on" : "off",
              session->look.work ? "on" : "off", session->look.pending ? "on" : "off",
              session->look.heap ? "on" : "off");
    reply_word(reply, "cells", command_cell_names[session->look.cells]);
    text_free(&panels);
}

/* As read_switch; what is turned on and finds no room is said. `lines`: that it needs; 0: there is room. */
static bool view_switch(const struct argument *value, bool *on, int lines, enum word no_room,
                        struct reply *reply, struct error *error)
{
    if (!read_switch(value, on, error))
        return false;
    if (*on && lines > 0)
        reply_say(reply, no_room, NUMBER((uint64_t)lines));
    return true;
}

bool command_run_view(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *what = call_argument(call, "what"), *value = call_argument(call, "value");
    const struct argument *state = call_argument(call, "state");
    bool fine = true;
    if (!what->given) {
        say_view(session, reply);
        return true;
    }
    if (state->given && what->choice != VIEW_PANELS)
        return error_set(error, state->column, WORD_ERROR_COMMAND_VIEW_WORDS, what->text, state->text);
    switch ((enum view)what->choice) {
    case VIEW_CELLS:
        return view_cells(session, value, call->column, reply, error);
    case VIEW_PANELS:
        return view_panels(session, value, state, call->column, error);
    case VIEW_FOLLOW:
        return read_switch(value, &session->look.follow, error);
    case VIEW_BEFORE:
        return read_switch(value, &session->look.before, error);
    case VIEW_LECTURE:
        return read_switch(value, &session->look.lecture, error);
    case VIEW_WORK:
        return view_switch(value, &session->look.work, session->room.work_needs, WORD_SAY_VIEW_WORK_LOW,
                           reply, error);
    case VIEW_PENDING:
        return view_switch(value, &session->look.pending, session->room.pending_needs,
                           WORD_SAY_VIEW_PENDING_LOW, reply, error);
    case VIEW_HEAP:
        return read_switch(value, &session->look.heap, error);
    case VIEW_FIELD:
        return view_field(session, value, call->column, error);
    case VIEW_ZOOM:
        return view_zoom(session, value, call->column, error);
    case VIEW_SHEET:
        if (session->sheet.length > 0)
            fine = read_switch(value, &session->sheet_open, error);
        return fine;
    }
    return fine;
}

/* ---- focus, walk, open */

enum { FOCUS_ON_PROMPT, FOCUS_ON_STAGE, FOCUS_ON_ELEMENTS /* and behind them what engines have */ };
const char *const command_focus_names[] = {"prompt",  "buckets", "elements", "bucket",    "old", "key",
                                           "element", "group",   "table",    "directory", NULL};

bool command_run_focus(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    struct session *session = run->session;
    const struct argument *what = call_argument(call, "what"), *which = call_argument(call, "which");
    if (what->choice > FOCUS_ON_ELEMENTS) {
        const struct hand *hand = hand_of(session, run->home);
        return hand != NULL ? hand->focus(run, what->text, which, call->column, reply, error)
                            : error_set(error, call->column, WORD_ERROR_WORLD_NOBODY);
    }
    if (which->given)
        return error_set(error, which->column, WORD_ERROR_COMMAND_VIEW_WORDS, what->text, which->text);
    session->focus = what->choice == FOCUS_ON_PROMPT ? FOCUS_PROMPT : FOCUS_BUCKETS;
    session->look.on_buckets = session->focus == FOCUS_BUCKETS;
    session_clamp_cursor(session);
    return true;
}

/* ---- point */

enum { POINT_AT_NOTHING, POINT_AT_PANEL /* and behind them what engines have */ };
const char *const command_point_names[] = {"nothing",  "panel",     "bucket", "old",     "key",     "element",
                                           "register", "bits",      "hash",   "tophash", "highbit", "group",
                                           "table",    "directory", "tag",    "top",     NULL};
/* enum panel, and behind them what is none that can be turned off */
const char *const command_point_panel_names[] = {"header", "lens",   "story", "code",  "cost", "timeline",
                                                 "hints",  "prompt", "stage", "marks", NULL};
_Static_assert(sizeof command_point_panel_names / sizeof *command_point_panel_names == POINT_PANELS + 1,
               "a name for each");

static bool point_at_panel(const struct pointing_at *at, struct point *point, struct error *error)
{
    struct text all = {0};
    point->what = POINT_PANEL;
    point->panel = at->which->given ? names_find(command_point_panel_names, at->which->text) : -1;
    if (at->slot->given)
        return error_set(error, at->slot->column, WORD_ERROR_COMMAND_VIEW_WORDS, at->what, at->slot->text);
    names_list(command_point_panel_names, &all);
    bool fine = point->panel >= 0 || error_set(error, at->which->given ? at->which->column : at->column,
                                               WORD_ERROR_COMMAND_POINT, at->what, text_string(&all));
    text_free(&all);
    return fine;
}

bool command_run_point(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    struct look *look = &run->session->look;
    const struct argument *what = call_argument(call, "what");
    struct pointing_at at = {what->text, call_argument(call, "which"), call_argument(call, "slot"),
                             call->column};
    const struct hand *hand = hand_of(run->session, run->home);
    struct point point = {0};
    (void)reply;
    if (what->choice == POINT_AT_NOTHING) {
        session_point_at_nothing(run->session);
        return !at.which->given ||
               error_set(error, at.which->column, WORD_ERROR_COMMAND_VIEW_WORDS, what->text, at.which->text);
    }
    if (look->point_count == POINTS)
        return error_set(error, call->column, WORD_ERROR_COMMAND_POINTS, NUMBER(POINTS));
    bool fine = what->choice == POINT_AT_PANEL ? point_at_panel(&at, &point, error)
                : hand != NULL                 ? hand->point(run, &at, &point, error)
                                               : error_set(error, call->column, WORD_ERROR_WORLD_NOBODY);
    if (fine)
        look->points[look->point_count++] = point;
    return fine;
}

const char *const command_direction_names[] = {"left", "right", "up", "down", NULL};

bool command_run_walk(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    uint32_t home = session_in_hand(session);
    const struct face *face = face_of(&session->world, home);
    (void)reply, (void)error;
    session->look.found = VALUE_NONE;
    if (face != NULL)
        face->walk(&session->world, home, &session->look.cursor,
                   (enum direction)call_argument(call, "direction")->choice);
    return true;
}

bool command_run_open(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    (void)call, (void)reply, (void)error;
    session->look.opened = session_clamp_cursor(session) && !session->look.opened;
    session->look.found = VALUE_NONE;
    return true;
}

/* ---- scroll */

enum scroll { SCROLL_UP, SCROLL_DOWN, SCROLL_PAGE_UP, SCROLL_PAGE_DOWN, SCROLL_START, SCROLL_END };
const char *const command_scroll_names[] = {"up", "down", "pageup", "pagedown", "start", "end", NULL};

/* The new first line of a window of `rows` over `all` lines. */
static int64_t scrolled(enum scroll how, int64_t lines, int64_t top, int64_t rows, int64_t all)
{
    int64_t page = rows > 2 ? rows - 1 : 1, last = all > rows ? all - rows : 0;
    const int64_t tops[] = {
        [SCROLL_UP] = top - lines,
        [SCROLL_DOWN] = top + lines,
        [SCROLL_PAGE_UP] = top - lines * page,
        [SCROLL_PAGE_DOWN] = top + lines * page,
        [SCROLL_START] = 0,
        [SCROLL_END] = last,
    };
    return tops[how] < 0 ? 0 : tops[how] > last ? last : tops[how];
}

/* Within the page of a long reply, and at its ends to another. */
static void scroll_sheet(struct session *session, enum scroll how, int64_t lines)
{
    static const enum pages_turn turns[] = {
        [SCROLL_UP] = PAGES_BACK,      [SCROLL_DOWN] = PAGES_ON,     [SCROLL_PAGE_UP] = PAGES_BACK,
        [SCROLL_PAGE_DOWN] = PAGES_ON, [SCROLL_START] = PAGES_FIRST, [SCROLL_END] = PAGES_LAST,
    };
    const struct screen_room *room = &session->room;
    int before = session->pages.before, last = room->sheet_lines - room->sheet_rows;
    int top = session->sheet_top < last ? session->sheet_top : last > 0 ? last : 0;
    int to = (int)scrolled(how, lines, top, room->sheet_rows, room->sheet_lines);
    bool far = how == SCROLL_START || how == SCROLL_END;
    session->sheet_top = to;
    if ((to != top && !far) || !pages_turn(&session->pages, turns[how], &session->sheet))
        return;
    if (session->pages.before < before)
        session->sheet_top =
            how == SCROLL_START ? 0 : INT32_MAX; /* its end; the picture knows where that is */
    else if (session->pages.before > before)
        session->sheet_top = how == SCROLL_END ? INT32_MAX : 0;
}

bool command_run_scroll(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    enum scroll how = (enum scroll)call_argument(call, "where")->choice;
    const struct argument *count = call_argument(call, "count");
    const struct screen_room *room = &session->room;
    int64_t lines = count->given ? count->number : 1;
    (void)reply, (void)error;
    if (session_shows_sheet(session)) {
        scroll_sheet(session, how, lines);
        return true;
    }
    const struct narration_room *said = &room->narration;
    if (said->all > said->rows &&
        session->player.say.length > 0) { /* it is read on before the stage scrolls */
        session->say_top =
            (int)scrolled(how, lines, said->top, said->rows + 1, said->all + 1); /* page by page */
        text_clear(&session->say_read);
        text_append(&session->say_read, session->player.say.bytes, session->player.say.length);
        return true;
    }
    if (room->message_cut && how == SCROLL_PAGE_DOWN) {
        session_open_message(session);
        return true;
    }
    session->look.top =
        scrolled(how, lines, session->look.follow ? room->top : session->look.top, room->rows, room->all);
    session->look.follow = false;
    return true;
}

/* ---- hide, show, help, quit */

bool command_run_hide(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    (void)call, (void)reply, (void)error;
    session->player.hidden = true;
    return true;
}

bool command_run_show(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    (void)call, (void)reply, (void)error;
    session->player.hidden = false;
    return true;
}

enum help { HELP_KEYS, HELP_PAGES /* and behind it the pages about the screen, in their order */ };
const char *const command_help_names[] = {
    [HELP_KEYS] = "keys",
    [HELP_PAGES + EXPLAIN_MARKS] = "marks",
    [HELP_PAGES + EXPLAIN_SCREEN] = "screen",
    [HELP_PAGES + EXPLAIN_FIELDS] = "fields",
    [HELP_PAGES + EXPLAIN_FLAGS] = "flags",
    [HELP_PAGES + EXPLAIN_PAGES] = NULL,
};

static void add_title(const struct session *session, enum word title, struct text *sheet)
{
    text_add(sheet, sheet->length > 0 ? "\n\n" SHEET_TITLE : SHEET_TITLE);
    text_format(sheet, "%s\n", session->words->texts[title]);
}

/* First the picture that the viewer has before him, if there is one; then the keys, then the commands. */
static void help_with_all(const struct session *session, const struct face *face, struct text *sheet)
{
    if (session->room.panels != 0)
        explain_picture(session->words, face, &session->room, sheet);
    add_title(session, WORD_EXPLAIN_TITLE_KEYS, sheet);
    keys_list(session->words, sheet);
    add_title(session, WORD_LANG_TITLE, sheet);
    reference_overview(&session->repertoire->table, sheet);
}

bool command_run_help(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *topic = call_argument(call, "command");
    (void)error;
    reply->sheet = true;
    const struct face *face = face_of(&session->world, session_in_hand(session));
    if (!topic->given)
        help_with_all(session, face, &reply->text);
    else if (topic->choice == HELP_KEYS)
        keys_list(session->words, &reply->text);
    else if (topic->choice == HELP_PAGES + EXPLAIN_MARKS && session->room.heap)
        explain_heap_marks(session->words, &reply->text);
    else if (topic->choice != ARGUMENT_FREE)
        explain_page(session->words, face, (enum explain_page)(topic->choice - HELP_PAGES), &reply->text);
    else
        reference_command(&session->repertoire->table, &session->repertoire->table.rows[topic->number],
                          &reply->text);
    return true;
}

bool command_run_quit(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    (void)call, (void)reply, (void)error;
    session->quit = true;
    return true;
}
