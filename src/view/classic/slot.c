/* A slot of the stage: what it holds, and what the action does to it. */
#include "view/classic/stage.h"

/* Which of the marks on a slot matters most now; a slot has one look. */
enum emphasis { QUIET, CHANGED, VISITED, PROBED, MATCHED, TARGET, IN_HAND, UNDER_CURSOR };

/* While a band is in hand, the others step back. */
static bool steps_back(const struct stage *stage, uint64_t band)
{
    return stage->bands.growing && stage->reading->evacuating && stage->reading->old_bucket != band;
}

enum style stage_entry_style(const struct stage *stage, bool old, uint64_t bucket)
{
    bool aside = steps_back(stage, bucket & (stage->bands.count - 1));
    if (old)
        return aside ? STYLE_aside : STYLE_old;
    if (stage->bands.settling >= 0) /* until they stand, one sees who came from where */
        return bucket < stage->bands.count / 2 ? STYLE_new_x : STYLE_new_y;
    if (!stage->bands.growing || stage->bands.same_size)
        return STYLE_entry;
    if (bucket < stage->bands.count)
        return aside ? STYLE_aside_x : STYLE_new_x;
    return aside ? STYLE_aside_y : STYLE_new_y;
}

/* The text of a slot and the style of what it holds, whatever happens to it. */
enum style stage_slot_text(const struct stage *stage, bool old, uint64_t bucket, uint8_t top, value_id key,
                           value_id elem, int room, struct text *text)
{
    enum slot_content content = stage->bands.content;
    bool narrow = content == SLOT_GLYPH;
    switch (top) {
    case TOP_EMPTY_REST:
        text_add(text, content == SLOT_TOPHASH ? "··" : "·");
        return STYLE_dim;
    case TOP_EMPTY_ONE:
        text_add(text, content == SLOT_TOPHASH ? "○○" : "○");
        return STYLE_tombstone;
    case TOP_EVACUATED_X:
        text_add(text, narrow ? "x" : "▸x");
        return steps_back(stage, bucket) ? STYLE_aside_x : STYLE_new_x;
    case TOP_EVACUATED_Y:
        text_add(text, narrow ? "y" : "▸y");
        return steps_back(stage, bucket) ? STYLE_aside_y : STYLE_new_y;
    case TOP_EVACUATED_EMPTY:
        text_add(text, narrow ? "-" : "▸·");
        return STYLE_dim;
    default:
        break;
    }
    if (narrow)
        text_add(text, "▪");
    else if (content == SLOT_TOPHASH || (content == SLOT_KEY && stage->keys.cut == KEY_AS_TOPHASH))
        text_format(text, "%02x", top);
    else if (content == SLOT_KEY)
        keys_add(stage, key, room, text);
    else
        panel_value(stage->picture, elem, room, text);
    return stage_entry_style(stage, old, bucket);
}

static bool same_slot(reference a, int a_slot, reference b, int b_slot)
{
    return a == b && a_slot == b_slot;
}

static enum emphasis event_emphasis(const struct reading *reading, reference link, int slot)
{
    const struct event *event = &reading->now->event;
    if (!reading->now->has_event)
        return QUIET;
    reference at = place_bucket(event_place(event));
    bool here = same_slot(at, event->slot, link, slot);
    if (reading->moving) {
        /* Until it has landed; while it flies it is elsewhere. */
        bool away = reading->travelling && (reading->now->under_way || event->kind == CLASSIC_moved);
        if (!away && same_slot(reading->from, reading->from_slot, link, slot))
            return IN_HAND;
        if (reading->has_target && same_slot(reading->to, reading->to_slot, link, slot))
            return event->kind == CLASSIC_moved ? IN_HAND : reading->decided ? TARGET : QUIET;
        return QUIET;
    }
    if (!here)
        return QUIET;
    switch (event->kind) {
    case CLASSIC_probe:
        return event->before == event->after ? MATCHED : PROBED;
    case CLASSIC_candidate:
    case CLASSIC_restend:
    case CLASSIC_visit:
    case CLASSIC_lookup:
        return PROBED;
    case CLASSIC_compare:
        return event->after != 0 ? MATCHED : PROBED;
    case CLASSIC_found:
        return MATCHED;
    case CLASSIC_skip:
        return VISITED;
    case CLASSIC_placed:
    case CLASSIC_updated:
    case CLASSIC_removed:
    case CLASSIC_deliver: /* nothing was compared: it is handed out */
        return IN_HAND;
    default:
        return QUIET;
    }
}

/* Slot 0 of an old bucket is asked whether the bucket has moved, nothing else; that is seen while a key is sought. */
static bool is_asked(const struct stage *stage, reference link, int slot)
{
    const struct reading *reading = stage->reading;
    const struct classic *map = &reading->map;
    uint64_t count = classic_old_bucket_count(map);
    if (slot != 0 || !reading->has_mask || count == 0 || !slot_is_sought(stage) ||
        link != classic_old_bucket(map, reading->hash & (count - 1)))
        return false;
    return classic_evacuated(map, link);
}

static enum emphasis emphasis_of(const struct stage *stage, const struct stage_slot *at)
{
    const struct look *look = stage->picture->look;
    if (look->on_buckets && (look->cursor.pane != 0) == at->old && look->cursor.row == (int64_t)at->bucket &&
        look->cursor.link == at->number && look->cursor.slot == at->slot && !at->left)
        return UNDER_CURSOR;
    enum emphasis emphasis = event_emphasis(stage->reading, at->link, at->slot);
    uint64_t before;
    if (emphasis == IN_HAND && now_is_over(stage->reading->now))
        emphasis = CHANGED; /* what it wrote is what changed last */
    if (emphasis == QUIET && is_asked(stage, at->link, at->slot))
        return VISITED;
    if (emphasis == QUIET &&
        now_changed(stage->reading->now, bucket_place(at->link, FIELD_TOPHASH, at->slot), &before))
        return CHANGED;
    if (emphasis == QUIET &&
        now_changed(stage->reading->now, bucket_place(at->link, FIELD_ELEM, at->slot), &before))
        return CHANGED;
    return emphasis;
}

static bool points_into(const struct point *point, bool old, uint64_t bucket)
{
    return point->what == POINT_PLACE && (point->place.pane != 0) == old &&
           point->place.row == (int64_t)bucket;
}

bool slot_is_pointed_at(const struct stage *stage, const struct stage_slot *at)
{
    const struct look *look = stage->picture->look;
    const struct bucket *cells = classic_cells(&stage->reading->map, at->link);
    bool pointed = false;
    for (int i = 0; i < look->point_count && !at->left; i++) {
        const struct point *point = &look->points[i];
        pointed |=
            points_into(point, at->old, at->bucket) &&
            (point->place.slot < 0 || (point->place.slot == at->slot && point->place.link == at->number));
        pointed |= point->what == POINT_KEY && cells->tophash[at->slot] >= TOP_MIN &&
                   cells->key[at->slot] == point->key;
    }
    return pointed;
}

bool slot_bucket_is_pointed_at(const struct stage *stage, bool old, uint64_t bucket)
{
    const struct look *look = stage->picture->look;
    bool pointed = false;
    for (int i = 0; i < look->point_count; i++)
        pointed |= look->points[i].place.slot < 0 && points_into(&look->points[i], old, bucket);
    return pointed;
}

bool slot_is_in_action(const struct stage *stage, const struct stage_slot *at)
{
    return emphasis_of(stage, at) > CHANGED;
}

/* Brackets stand in the blanks around a slot, so that emphasis is seen without colour too. */
static void put_brackets(const struct stage *stage, int x, int y, int used, uint32_t left, uint32_t right,
                         enum style style)
{
    if (stage->bands.key < 2)
        return;
    grid_put(stage->grid, x - 1, y, left, style);
    grid_put(stage->grid, x + used, y, right, style);
}

bool slot_is_sought(const struct stage *stage)
{
    const struct now *now = stage->reading->now;
    if (!now->has_event || !stage->reading->has_mask || stage->reading->evacuating)
        return false;
    switch (now->event.kind) {
    case CLASSIC_useold:
    case CLASSIC_probe:
    case CLASSIC_compare:
    case CLASSIC_candidate:
    case CLASSIC_restend:
    case CLASSIC_follow:
    case CLASSIC_found:
    case CLASSIC_absent:
        return true;
    default:
        return false;
    }
}

void slot_find_probes(struct stage *stage)
{
    const struct timeline *timeline = stage->picture->timeline;
    const struct now *now = stage->reading->now;
    size_t index;
    if (!slot_is_sought(stage) || now->mark == NULL || !timeline_landmark_before(timeline, now->at, &index))
        return;
    position at = timeline_landmark(timeline, index);
    while (timeline_event(timeline, at).kind != CLASSIC_choose && index > 0)
        at = timeline_landmark(timeline, --index);
    if (timeline_event(timeline, at).kind != CLASSIC_choose || at < now->mark->begin)
        return;
    for (; at <= now->at && stage->probe_count < STAGE_PROBES; at++) {
        const struct event event = timeline_event(timeline, at);
        if (event.kind == CLASSIC_probe && event.before != event.after && event.before >= TOP_MIN)
            stage->probes[stage->probe_count++] =
                (struct stage_probe){place_bucket(event_place(&event)), event.slot};
    }
}

static bool was_probed(const struct stage *stage, reference link, int slot)
{
    for (int i = 0; i < stage->probe_count; i++) {
        if (same_slot(stage->probes[i].link, stage->probes[i].slot, link, slot))
            return true;
    }
    return false;
}

/* ---- what is drawn */

/* What a slot shows: words, and behind them a mark of their own style. */
struct shown {
    struct text text, mark;
    enum style style, mark_style;
    uint8_t top;
    value_id key, elem;
};

static void read_cells(const struct stage *stage, const struct stage_slot *at, struct shown *shown)
{
    const struct bucket *cells = classic_cells(&stage->reading->map, at->link);
    uint64_t before;
    shown->top = cells->tophash[at->slot];
    shown->key = cells->key[at->slot];
    shown->elem = cells->elem[at->slot];
    if (!stage->picture->look->before)
        return;
    if (now_changed(stage->reading->now, bucket_place(at->link, FIELD_TOPHASH, at->slot), &before))
        shown->top = (uint8_t)before;
    if (now_changed(stage->reading->now, bucket_place(at->link, FIELD_KEY, at->slot), &before))
        shown->key = (value_id)before;
    if (now_changed(stage->reading->now, bucket_place(at->link, FIELD_ELEM, at->slot), &before))
        shown->elem = (value_id)before;
}

static bool has_key(const struct shown *shown)
{
    return shown->key != VALUE_NONE && !VALUE_IS_STALE(shown->key);
}

/* A mark says whose it is as long as the key lies there and somebody may want to know: in the bucket in hand, until it is wiped, and
   in an array that only a loop still walks. */
static bool names_its_key(const struct stage *stage, const struct stage_slot *at, const struct shown *shown)
{
    const struct reading *reading = stage->reading;
    bool moved = shown->top == TOP_EVACUATED_X || shown->top == TOP_EVACUATED_Y;
    return moved && stage->bands.content != SLOT_GLYPH && has_key(shown) &&
           (at->left || (at->old && reading->evacuating && at->bucket == reading->old_bucket));
}

static void write_slot(const struct stage *stage, const struct stage_slot *at, enum emphasis emphasis,
                       int room, struct shown *shown)
{
    enum { ROOM_OF_OTHER = 5, LEAST_KEY = 4, ROOM_OF_MARK = 2 };
    bool sought = (emphasis <= CHANGED || emphasis == PROBED) && shown->top >= TOP_MIN &&
                  was_probed(stage, at->link, at->slot);
    if (emphasis == TARGET) {
        text_add(&shown->text, "□");
        shown->style = stage->reading->side ? STYLE_target_y : STYLE_target_x;
    } else if (sought) { /* what was compared, in place of the key, which was not */
        if (stage->bands.content != SLOT_GLYPH)
            text_format(&shown->text, "%02x ", shown->top);
        text_add(&shown->text, "≠");
        shown->style = STYLE_other;
        shown->mark_style = STYLE_aside;
        if (room < ROOM_OF_OTHER + LEAST_KEY)
            return;
        text_add(&shown->mark, " ");
        keys_add(stage, shown->key, room - ROOM_OF_OTHER, &shown->mark);
    } else if (emphasis == MATCHED && stage->reading->now->event.kind == CLASSIC_probe &&
               stage->bands.content != SLOT_GLYPH) { /* the tophash is equal; the key is read next */
        text_format(&shown->text, "%02x", shown->top);
    } else if (emphasis == IN_HAND && names_its_key(stage, at, shown)) {
        keys_add(stage, shown->key, room, &shown->text);
    } else if (emphasis == VISITED && is_asked(stage, at->link, at->slot) && room >= ROOM_OF_OTHER) {
        text_add(&shown->text,
                 stage->picture->words->texts[WORD_CLASSIC_BAND_ASKED]); /* its mark is not compared */
    } else if (names_its_key(stage, at, shown) && room > ROOM_OF_MARK) {
        keys_add(stage, shown->key, room - ROOM_OF_MARK, &shown->text);
        shown->style = STYLE_label;
        shown->mark_style = stage_slot_text(stage, at->old, at->bucket, shown->top, shown->key, shown->elem,
                                            ROOM_OF_MARK, &shown->mark);
    } else {
        shown->style = stage_slot_text(stage, at->old, at->bucket, shown->top, shown->key, shown->elem, room,
                                       &shown->text);
    }
}

/* Beside what a loop has delivered stands a mark, and another one beside the slot that it stands at. Where there are no blanks
   between slots, the first takes the entry's place. */
static void draw_loop(const struct stage *stage, const struct stage_slot *at, const struct shown *shown,
                      int x, int y, int used)
{
    const struct loop *loop = &stage->loop;
    bool here = loop->there && loop->at != 0 && same_slot(loop->at, loop->slot, at->link, at->slot);
    bool narrow = stage->bands.content == SLOT_GLYPH || stage->bands.key < 2;
    bool delivered = has_key(shown) && shown->top >= TOP_EVACUATED_X && shown->top != TOP_EVACUATED_EMPTY &&
                     loop_has_delivered(loop, stage->reading, shown->key, at->link, at->slot);
    if (here && narrow)
        grid_restyle(stage->grid, x, y, used, STYLE_cursor);
    else if (here)
        grid_put(stage->grid, x - 1, y, 0x00bb, STYLE_frontier);
    else if (delivered && narrow && shown->top >= TOP_MIN)
        grid_put(stage->grid, x, y, '*', STYLE_strong);
    else if (delivered && !narrow)
        grid_put(stage->grid, x - 1, y, '*', STYLE_strong);
}

static void emphasize(const struct stage *stage, enum emphasis emphasis, int x, int y, int used,
                      enum style style)
{
    static const struct {
        enum style style;
        uint32_t left, right;
    } looks[] = {
        [VISITED] = {STYLE_probe, '(', ')'},  [PROBED] = {STYLE_probe, '(', ')'},
        [MATCHED] = {STYLE_match, '=', '='},  [TARGET] = {STYLE_plain, ' ', ' '},
        [IN_HAND] = {STYLE_moving, '[', ']'}, [UNDER_CURSOR] = {STYLE_cursor, 0, 0},
    };
    if (emphasis == CHANGED)
        grid_flag(stage->grid, x, y, used, GRID_UNDERLINE);
    if (emphasis <= CHANGED)
        return;
    if (emphasis != TARGET) {
        style = looks[emphasis].style;
        grid_restyle(stage->grid, x, y, used, style);
    }
    if (emphasis != UNDER_CURSOR)
        put_brackets(stage, x, y, used, looks[emphasis].left, looks[emphasis].right, style);
    if (stage->bands.content == SLOT_GLYPH && (emphasis == IN_HAND || emphasis == MATCHED))
        grid_put(stage->grid, x, y, emphasis == IN_HAND ? 0x25a0 : '=', style);
}

void slot_draw(const struct stage *stage, const struct stage_slot *at, int x, int y, int wide)
{
    char rooms[2][STAGE_TEXT];
    struct shown shown = {.text = text_in(rooms[0], STAGE_TEXT), .mark = text_in(rooms[1], STAGE_TEXT)};
    enum emphasis emphasis = emphasis_of(stage, at);
    /* The blanks for brackets are there for letters where there are no brackets. */
    int room = wide > 0                         ? wide
               : at->old && emphasis <= CHANGED ? stage->bands.pitch[BAND_OLD] - 1
                                                : stage->bands.key;
    room = room < 1 ? 1 : room;
    read_cells(stage, at, &shown);
    write_slot(stage, at, emphasis, room, &shown);
    int used =
        grid_text_part(stage->grid, x, y, room, shown.style, text_string(&shown.text), shown.text.length);
    if (shown.mark.length > 0)
        used += grid_text(stage->grid, x + used, y, room - used, shown.mark_style, text_string(&shown.mark));
    text_free(&shown.text);
    text_free(&shown.mark);
    emphasize(stage, emphasis, x, y, used, shown.style);
    if (emphasis <= CHANGED)
        draw_loop(stage, at, &shown, x, y, used);
    if (slot_is_pointed_at(stage, at))
        grid_flag(stage->grid, x, y, used, GRID_REVERSE | GRID_BOLD);
    if (stage->picture->look->found != VALUE_NONE && shown.top >= TOP_MIN &&
        shown.key == stage->picture->look->found)
        grid_flag(stage->grid, x, y, used, GRID_BOLD | GRID_UNDERLINE);
}
