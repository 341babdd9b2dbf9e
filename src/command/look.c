/* Commands that change how the map is looked at, and nothing else: view, focus, walk, open, scroll, help,
 * quit. */
#include "command/commands.h"
#include "session/keys.h"
#include "base/number.h"
#include "lang/reference.h"

#include <string.h>

const char *const cell_names[] = {"tophash", "key", "value", NULL};
const char *const panel_names[] = {"header", "lens", "story", "code", "cost", "timeline", "hints", NULL};

/* ---- view */

enum view { VIEW_CELLS, VIEW_PANELS, VIEW_FOLLOW, VIEW_BEFORE, VIEW_SHEET };
const char *const view_names[] = {"cells", "panels", "follow", "before", "sheet", NULL};

/* on, off, or nothing: the other way round. False if the word is neither. */
static bool read_switch(const struct argument *word, bool *on, struct error *error)
{
    if (!word->given)
        *on = !*on;
    else if (strcmp(word->text, "on") == 0 || strcmp(word->text, "off") == 0)
        *on = strcmp(word->text, "on") == 0;
    else
        return error_set(error, word->column, WORD_ERROR_APP_SWITCH, word->text);
    return true;
}

static bool view_wrong(const struct argument *value, const char *const *names, int column,
                       struct error *error)
{
    struct text all = {0};
    names_list(names, &all);
    error_set(error, value->given ? value->column : column, WORD_ERROR_APP_VIEW,
              value->given ? value->text : "", text_string(&all));
    text_free(&all);
    return false;
}

static bool view_cells(struct session *session, const struct argument *value, int column, struct error *error)
{
    struct look *look = &session->look;
    int cells = value->given ? names_find(cell_names, value->text) : -1;
    if (value->given && strcmp(value->text, "next") == 0)
        cells = (look->cells + 1) % CELL_CONTENTS;
    if (cells < 0)
        return view_wrong(value, cell_names, column, error);
    look->cells = (enum cell_content)cells;
    return true;
}

static bool view_panels(struct session *session, const struct argument *value, const struct argument *state,
                        int column, struct error *error)
{
    int panel = value->given ? names_find(panel_names, value->text) : -1;
    if (panel < 0)
        return view_wrong(value, panel_names, column, error);
    bool on = session->look.panels >> panel & 1;
    if (!read_switch(state, &on, error))
        return false;
    session->look.panels = (session->look.panels & ~(1u << panel)) | (unsigned)on << panel;
    return true;
}

static void say_view(const struct session *session, struct reply *reply)
{
    struct text panels = {0};
    for (int i = 0; panel_names[i] != NULL; i++) {
        if (session->look.panels >> i & 1)
            text_format(&panels, "%s%s", panels.length > 0 ? " " : "", panel_names[i]);
    }
    reply_say(session, reply, WORD_SAY_VIEW, cell_names[session->look.cells], text_string(&panels),
              session->look.follow ? "on" : "off", session->look.before ? "on" : "off");
    reply_text(reply, "cells", cell_names[session->look.cells], strlen(cell_names[session->look.cells]));
    text_free(&panels);
}

bool run_view(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct argument *what = call_argument(call, "what"), *value = call_argument(call, "value");
    const struct argument *state = call_argument(call, "state");
    bool fine = true;
    if (!what->given) {
        say_view(session, reply);
        return true;
    }
    if (state->given && what->number != VIEW_PANELS)
        return error_set(error, state->column, WORD_ERROR_APP_VIEW_WORDS, what->text, state->text);
    switch ((enum view)what->number) {
    case VIEW_CELLS:
        return view_cells(session, value, call->column, error);
    case VIEW_PANELS:
        return view_panels(session, value, state, call->column, error);
    case VIEW_FOLLOW:
        return read_switch(value, &session->look.follow, error);
    case VIEW_BEFORE:
        return read_switch(value, &session->look.before, error);
    case VIEW_SHEET:
        if (session->sheet.length > 0)
            fine = read_switch(value, &session->sheet_open, error);
        return fine;
    }
    return fine;
}

/* ---- focus, walk, open */

enum focus_on { FOCUS_ON_PROMPT, FOCUS_ON_BUCKETS, FOCUS_ON_BUCKET, FOCUS_ON_OLD, FOCUS_ON_KEY };
const char *const focus_names[] = {"prompt", "buckets", "bucket", "old", "key", NULL};

static uint64_t buckets_of(const struct session *session, bool old)
{
    return old ? map_old_bucket_count(&session->map) : map_bucket_count(&session->map);
}

static reference cursor_link(const struct session *session, int link)
{
    const struct look *look = &session->look;
    const struct map *map = &session->map;
    uint64_t bucket = (uint64_t)look->cursor_bucket;
    reference at = look->cursor_old ? map_old_bucket(map, bucket) : map_bucket(map, bucket);
    for (; link > 0 && at != 0; link--)
        at = map_next_link(map, at);
    return at;
}

void session_clamp_cursor(struct session *session)
{
    struct look *look = &session->look;
    look->cursor_old = look->cursor_old && map_growing(&session->map);
    uint64_t count = buckets_of(session, look->cursor_old);
    if (look->cursor_bucket < 0 || count == 0)
        look->cursor_bucket = 0;
    else if ((uint64_t)look->cursor_bucket >= count)
        look->cursor_bucket = (int64_t)count - 1;
    if (count == 0)
        look->cursor_link = 0;
    while (look->cursor_link > 0 && cursor_link(session, look->cursor_link) == 0)
        look->cursor_link--;
}

static bool focus_bucket(struct session *session, const struct argument *which, bool old, int column,
                         struct error *error)
{
    struct look *look = &session->look;
    uint64_t count = buckets_of(session, old), bucket = 0;
    bool is_number = which->given && number_read_unsigned(which->text, which->length, &bucket);
    if (count == 0)
        return error_set(error, column, old ? WORD_ERROR_APP_NO_OLD : WORD_ERROR_APP_NO_BUCKETS);
    if (!is_number || bucket >= count)
        return error_set(error, which->given ? which->column : column, WORD_ERROR_APP_BUCKET, NUMBER(count),
                         NUMBER(count - 1), which->given ? which->text : "");
    look->cursor_old = old;
    look->cursor_bucket = (int64_t)bucket;
    look->cursor_link = look->cursor_slot = 0;
    look->found = VALUE_NONE;
    look->opened = true;
    return true;
}

static void set_focus(struct session *session, enum focus focus)
{
    session->focus = focus;
    session->look.on_buckets = focus == FOCUS_BUCKETS;
    session_clamp_cursor(session);
}

bool run_focus(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct argument *what = call_argument(call, "what"), *which = call_argument(call, "which");
    switch ((enum focus_on)what->number) {
    case FOCUS_ON_PROMPT:
    case FOCUS_ON_BUCKETS:
        if (which->given)
            return error_set(error, which->column, WORD_ERROR_APP_VIEW_WORDS, what->text, which->text);
        set_focus(session, what->number == FOCUS_ON_PROMPT ? FOCUS_PROMPT : FOCUS_BUCKETS);
        return true;
    case FOCUS_ON_BUCKET:
    case FOCUS_ON_OLD:
        return focus_bucket(session, which, what->number == FOCUS_ON_OLD, call->column, error);
    case FOCUS_ON_KEY:
        if (!which->given)
            return error_set(error, call->column, WORD_ERROR_APP_FOCUS_KEY);
        return find_key(session, which, reply, error);
    }
    return false;
}

enum direction { DIRECTION_LEFT, DIRECTION_RIGHT, DIRECTION_UP, DIRECTION_DOWN };
const char *const direction_names[] = {"left", "right", "up", "down", NULL};

/* Rightwards through the slots of a bucket, along its chain, and from the old array over to the new one. */
static void walk_right(struct session *session)
{
    struct look *look = &session->look;
    if (look->cursor_slot < SLOTS - 1) {
        look->cursor_slot++;
    } else if (cursor_link(session, look->cursor_link + 1) != 0) {
        look->cursor_link++;
        look->cursor_slot = 0;
    } else if (look->cursor_old) {
        look->cursor_old = false;
        look->cursor_link = look->cursor_slot = 0;
    }
}

static void walk_left(struct session *session)
{
    struct look *look = &session->look;
    if (look->cursor_slot > 0) {
        look->cursor_slot--;
    } else if (look->cursor_link > 0) {
        look->cursor_link--;
        look->cursor_slot = SLOTS - 1;
    } else if (!look->cursor_old && map_growing(&session->map)) {
        look->cursor_old = true;
        look->cursor_bucket &= (int64_t)map_old_bucket_count(&session->map) - 1;
        look->cursor_slot = SLOTS - 1;
    }
}

bool run_walk(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    struct look *look = &session->look;
    (void)reply, (void)error;
    session_clamp_cursor(session);
    look->found = VALUE_NONE;
    if (buckets_of(session, look->cursor_old) == 0)
        return true;
    switch ((enum direction)call_argument(call, "direction")->number) {
    case DIRECTION_LEFT:
        walk_left(session);
        break;
    case DIRECTION_RIGHT:
        walk_right(session);
        break;
    case DIRECTION_UP:
        look->cursor_bucket--;
        look->cursor_link = 0;
        break;
    case DIRECTION_DOWN:
        look->cursor_bucket++;
        look->cursor_link = 0;
        break;
    }
    session_clamp_cursor(session);
    return true;
}

bool run_open(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    (void)call, (void)reply, (void)error;
    session_clamp_cursor(session);
    session->look.opened = !session->look.opened && buckets_of(session, session->look.cursor_old) > 0;
    session->look.found = VALUE_NONE;
    return true;
}

/* ---- scroll */

enum scroll { SCROLL_UP, SCROLL_DOWN, SCROLL_PAGE_UP, SCROLL_PAGE_DOWN, SCROLL_START, SCROLL_END };
const char *const scroll_names[] = {"up", "down", "pageup", "pagedown", "start", "end", NULL};

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

static int64_t count_lines(const struct text *text)
{
    int64_t lines = 1;
    for (size_t i = 0; i < text->length; i++)
        lines += text->bytes[i] == '\n';
    return lines;
}

bool run_scroll(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    enum scroll how = (enum scroll)call_argument(call, "where")->number;
    const struct argument *count = call_argument(call, "count");
    const struct screen_room *room = &session->room;
    int64_t lines = count->given ? count->number : 1;
    (void)reply, (void)error;
    if (session->sheet_open) {
        session->sheet_top =
            (int)scrolled(how, lines, session->sheet_top, room->sheet_rows, count_lines(&session->sheet));
        return true;
    }
    session->look.top =
        scrolled(how, lines, session->look.follow ? room->top : session->look.top, room->rows, room->all);
    session->look.follow = false;
    return true;
}

/* ---- hide, show, help, quit */

bool run_hide(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    (void)call, (void)reply, (void)error;
    session->hidden = true;
    return true;
}

bool run_show(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    (void)call, (void)reply, (void)error;
    session->hidden = false;
    return true;
}

bool run_help(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct argument *topic = call_argument(call, "command");
    (void)error;
    reply->sheet = true;
    if (!topic->given)
        reference_overview(&session->table, &reply->text);
    else if (topic->number < 0)
        keys_list(session->words, &reply->text);
    else
        reference_command(&session->table, &session->table.rows[topic->number], &reply->text);
    return true;
}

bool run_quit(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    (void)call, (void)reply, (void)error;
    session->quit = true;
    return true;
}
