#include "view/heap.h"

#include "base/number.h"
#include "model/heap.h"
#include "view/pace.h"

#include <string.h>

/* How far back objects are looked for, and how many plates and marks on one are shown. */
enum { REGIONS = 1 << 16, PLATES = 256, MARKS = 48, LANES = WORLD_SUBJECTS + 1, NOBODY = WORLD_SUBJECTS };

enum { NOSCAN = 0x25aa };
static const uint32_t glyphs[] = {
    [HEAP_WHITE] = 0xb7, [HEAP_GRAY] = 0x2592, [HEAP_BLACK] = 0x25a0, [HEAP_FREE] = 0x2717};
static const enum style styles[] = {[HEAP_WHITE] = STYLE_dim,
                                    [HEAP_GRAY] = STYLE_frontier,
                                    [HEAP_BLACK] = STYLE_strong,
                                    [HEAP_FREE] = STYLE_warn};

#define MARK(style, glyph, name)                                                                             \
    {                                                                                                        \
        STYLE_##style, glyph, WORD_HEAP_MARK_##name, WORD_HEAP_MEANS_MARK_##name                             \
    }
const struct mark_row heap_marks[] = {
    MARK(frontier, "▒", GRAY), MARK(strong, "■", BLACK),     MARK(strong, "▪", NOSCAN), MARK(warn, "✗", FREE),
    MARK(dim, "·", WHITE),     MARK(moving, "[ ]", IN_HAND), MARK(probe, "( )", FROM),  {.glyph = NULL},
};
#undef MARK

bool heap_is_shown(const struct now *now)
{
    return now->has_event && now->mark != NULL && ENGINE_OF(now->event.line) == ENGINE_world &&
           now->routine > ROUTINES_BEFORE_HEAP;
}

/* ---- what there is: objects that are called alike and are alike stand on one plate, a mark each */

struct plate {
    int lane;
    struct heap_object object;
    uint64_t count; /* objects on it */
    unsigned char colours[MARKS];
    int in_hand, from; /* which of its marks; -1: none */
    int x, y;
};

struct heap_stage {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    uint32_t in_hand, from;
    bool with_bytes; /* plates tell them */
    int indent;      /* behind the longest name */
    struct plate plates[PLATES];
    int count;
    uint64_t left_out; /* objects without a plate */
    uint64_t objects[HEAP_FREE + 1], bytes[HEAP_FREE + 1];
};

/* What several may hold stands with the first variable that leads to it. */
static int lane_of(const struct world *world, uint32_t region)
{
    const struct region *its = &world->memory.regions[region];
    int place = its->owner != 0 ? world_place_of(world, memory_outermost(&world->memory, its->owner))
                : its->live     ? heap_holder(world, region, 0)
                                : WORLD_NOBODY;
    return place != WORLD_NOBODY ? place : NOBODY;
}

static bool same(const struct plate *plate, int lane, const struct heap_object *object)
{
    return plate->lane == lane && plate->object.name == object->name &&
           plate->object.bytes == object->bytes && plate->object.count == object->count;
}

static void put_on_plate(struct heap_stage *stage, uint32_t region, const struct heap_object *object)
{
    const struct world *world = stage->picture->world;
    enum heap_colour colour = heap_colour(world, region);
    int lane = lane_of(world, region), number = 0;
    stage->objects[colour]++;
    stage->bytes[colour] += object->bytes;
    while (number < stage->count && !same(&stage->plates[number], lane, object))
        number++;
    if (number == PLATES) {
        stage->left_out++;
        return;
    }
    struct plate *plate = &stage->plates[number];
    if (number == stage->count) {
        *plate = (struct plate){.lane = lane, .object = *object, .in_hand = -1, .from = -1};
        stage->count++;
    }
    int mark = plate->count < MARKS ? (int)plate->count : MARKS - 1;
    plate->colours[mark] = (unsigned char)colour;
    if (region == stage->in_hand)
        plate->in_hand = mark;
    if (region == stage->from)
        plate->from = mark;
    plate->count++;
}

static void read_objects(struct heap_stage *stage)
{
    const struct world *world = stage->picture->world;
    uint32_t all = (uint32_t)world->memory.region_count;
    struct heap_object object;
    for (uint32_t region = all > REGIONS ? all - REGIONS : 1; region < all; region++) {
        if (heap_seen(world, region, &object))
            put_on_plate(stage, region, &object);
    }
}

/* ---- drawing */

enum { APART = 2, ROOM_OF_ARROW = 5, NAME = 8 /* at most, on narrow screens */ };

static void plate_text(const struct heap_stage *stage, const struct plate *plate, struct text *text)
{
    words_say(text, stage->picture->words, plate->object.name, GROUPED(plate->object.count));
    if (plate->count > 1)
        text_format(text, " ×%llu", (unsigned long long)plate->count);
    if (!stage->with_bytes)
        return;
    text_add(text, "  ");
    words_say(text, stage->picture->words, WORD_HEAP_PLATE_BYTES,
              GROUPED(plate->object.bytes * plate->count));
}

static int marks_shown(const struct plate *plate)
{
    return plate->count < MARKS ? (int)plate->count : MARKS;
}

/* Brackets stand around the marks; so each has a blank on either side. */
static int plate_width(const struct heap_stage *stage, const struct plate *plate)
{
    struct text text = {0};
    plate_text(stage, plate, &text);
    int width = marks_shown(plate) + 3 + text_width(text_string(&text), text.length);
    text_free(&text);
    return width;
}

static int indent_of(const struct heap_stage *stage)
{
    int widest = 1, most = stage->area.width >= 60 ? WORLD_NAME_BYTES : NAME;
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        int width = (int)strlen(world_name(stage->picture->world, place));
        widest = width > widest ? width : widest;
    }
    return (widest < most ? widest : most) + ROOM_OF_ARROW;
}

/* Each plate's place, row by row, lane by lane. Returns the rows they take. */
static int lay_out(struct heap_stage *stage)
{
    int y = 0, indent = stage->indent;
    for (int lane = 0; lane < LANES; lane++) {
        int x = indent;
        bool any = false;
        for (int i = 0; i < stage->count; i++) {
            struct plate *plate = &stage->plates[i];
            if (plate->lane != lane)
                continue;
            int width = plate_width(stage, plate);
            if (any && x + width >= stage->area.width) {
                x = indent;
                y++;
            }
            plate->x = x;
            plate->y = y;
            x += width + APART;
            any = true;
        }
        y += any;
    }
    return y;
}

static void draw_plate(const struct heap_stage *stage, const struct plate *plate, int y)
{
    struct grid *grid = stage->grid;
    int x = stage->area.x + plate->x, end = stage->area.x + stage->area.width, shown = marks_shown(plate);
    struct text text = {0};
    plate_text(stage, plate, &text);
    for (int i = 0; i < shown && x + 1 + i < end; i++)
        grid_put(grid, x + 1 + i, y,
                 plate->colours[i] == HEAP_BLACK && !plate->object.scanned ? NOSCAN
                                                                           : glyphs[plate->colours[i]],
                 styles[plate->colours[i]]);
    int hand = plate->in_hand >= 0 ? plate->in_hand : plate->from;
    if (hand >= 0) {
        bool own = plate->in_hand >= 0;
        enum style style = own ? STYLE_moving : STYLE_probe;
        grid_restyle(grid, x + 1 + hand, y, 1, style);
        grid_put(grid, x + hand, y, own ? '[' : '(', style);
        grid_put(grid, x + 2 + hand, y, own ? ']' : ')', style);
    }
    enum style style = plate->count == 1 && plate->colours[0] == HEAP_FREE ? STYLE_label
                       : hand >= 0                                         ? STYLE_strong
                                                                           : STYLE_plain;
    grid_text(grid, x + shown + 2, y, end - x - shown - 2, style, text_string(&text));
    int width = plate_width(stage, plate);
    grid_flag(grid, x, y, width <= end - x ? width : end - x, GRID_CARD);
    text_free(&text);
}

static void draw_names(const struct heap_stage *stage, int top, int rows)
{
    const struct world *world = stage->picture->world;
    for (int lane = 0; lane < LANES; lane++) {
        int y = -1;
        for (int i = 0; i < stage->count && y < 0; i++)
            y = stage->plates[i].lane == lane ? stage->plates[i].y : -1;
        if (y < top || y >= top + rows)
            continue;
        int row = stage->area.y + 1 + y - top;
        bool nobody = lane == NOBODY;
        const char *name = nobody ? stage->picture->words->texts[WORD_HEAP_NOBODY] : world_name(world, lane);
        int used = grid_text(stage->grid, stage->area.x + 1, row, stage->indent - ROOM_OF_ARROW,
                             nobody ? STYLE_label : STYLE_strong, name);
        if (!nobody)
            grid_text(stage->grid, stage->area.x + 2 + used, row, 2, STYLE_dim, "─▸");
    }
}

static void draw_title(const struct heap_stage *stage, int hidden)
{
    const struct world *world = stage->picture->world;
    int x = stage->area.x + 2, y = stage->area.y, end = stage->area.x + stage->area.width;
    x += panel_say(stage->grid, x, y, end - x, STYLE_title, stage->picture, WORD_HEAP_TITLE, NULL) + 2;
    x += panel_say(stage->grid, x, y, end - x, STYLE_label, stage->picture, WORD_HEAP_FACTS,
                   PANEL_ARGUMENTS(NUMBER(heap_word(world, HEAP_CYCLES)))) +
         2;
    x += panel_say(stage->grid, x, y, end - x, STYLE_label, stage->picture, WORD_HEAP_BYTES,
                   PANEL_ARGUMENTS(GROUPED(heap_word(world, HEAP_BEFORE)))) +
         2;
    if (hidden > 0 || stage->left_out > 0)
        panel_say(stage->grid, x, y, end - x, STYLE_warn, stage->picture, WORD_HEAP_LEFT_OUT,
                  PANEL_ARGUMENTS(GROUPED(stage->left_out + (uint64_t)hidden)));
}

void heap_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                     const struct now *now)
{
    struct heap_stage stage = {.grid = grid, .area = area, .picture = picture};
    stage.in_hand = now->event.kind == EVENT_scan || now->event.kind == EVENT_scanned
                        ? 0
                        : heap_event_object(&now->event);
    stage.from = now->event.kind == EVENT_found && (now->event.after & 0xff) >= HEAP_BY_POINTER
                     ? (uint32_t)now->event.before
                 : stage.in_hand == 0 ? heap_event_object(&now->event)
                                      : 0;
    read_objects(&stage);
    stage.indent = indent_of(&stage);
    stage.with_bytes = true;
    if (lay_out(&stage) > area.height - 1)
        stage.with_bytes = false;
    int all = lay_out(&stage), rows = area.height - 1, top = 0, hand = 0, hidden = 0;
    for (int i = 0; i < stage.count; i++)
        hand = stage.plates[i].in_hand >= 0 || stage.plates[i].from >= 0 ? stage.plates[i].y : hand;
    if (all > rows && hand >= rows)
        top = hand - rows + 1;
    for (int i = 0; i < stage.count; i++)
        hidden += stage.plates[i].y < top || stage.plates[i].y >= top + rows;
    draw_title(&stage, hidden);
    draw_names(&stage, top, rows);
    for (int i = 0; i < stage.count; i++) {
        if (stage.plates[i].y >= top && stage.plates[i].y < top + rows)
            draw_plate(&stage, &stage.plates[i], area.y + 1 + stage.plates[i].y - top);
    }
}

void heap_draw_lens(struct grid *grid, struct area area, const struct picture *picture)
{
    struct heap_stage stage = {.picture = picture};
    const uint64_t *objects = stage.objects;
    read_objects(&stage);
    uint64_t before = heap_word(picture->world, HEAP_BEFORE);
    if (area.height > 0)
        panel_say(grid, area.x, area.y, area.width, STYLE_strong, picture, WORD_HEAP_LENS_COLOURS,
                  PANEL_ARGUMENTS(GROUPED(objects[HEAP_WHITE]), GROUPED(objects[HEAP_GRAY]),
                                  GROUPED(objects[HEAP_BLACK]), GROUPED(objects[HEAP_FREE])));
    if (area.height > 1)
        panel_say(grid, area.x, area.y + 1, area.width, STYLE_plain, picture,
                  objects[HEAP_FREE] > 0 ? WORD_HEAP_LENS_FREE : WORD_HEAP_LENS_MARKED,
                  PANEL_ARGUMENTS(GROUPED(objects[HEAP_FREE] > 0
                                              ? stage.bytes[HEAP_FREE]
                                              : stage.bytes[HEAP_GRAY] + stage.bytes[HEAP_BLACK]),
                                  GROUPED(before)));
}

/* ---- words */

static enum word word_of_found(const struct event *event)
{
    static const enum word words[] = {
        [HEAP_BY_VARIABLE] = WORD_STORY_found_variable_gray,
        [HEAP_BY_LOOP] = WORD_STORY_found_loop_gray,
        [HEAP_BY_POINTER] = WORD_STORY_found_pointer_gray,
        [HEAP_BY_LIST] = WORD_STORY_found_list_gray,
    };
    return words[event->after & 0xff] + (event->after >> 8 == HEAP_BLACK);
}

static enum word word_of(const struct event *event, const char *name)
{
    switch (event->kind) {
    case EVENT_cycle:
        return WORD_STORY_cycle;
    case EVENT_found:
        return word_of_found(event);
    case EVENT_scan:
        return name[0] != '\0' ? WORD_STORY_scan : WORD_STORY_scan_nobody;
    case EVENT_scanned:
        return WORD_STORY_scanned;
    case EVENT_behind:
        return WORD_STORY_behind;
    case EVENT_marked:
        return WORD_STORY_marked;
    case EVENT_swept:
        return WORD_STORY_swept;
    case EVENT_let_go:
        return WORD_STORY_let_go;
    default:
        return event->before == 0 && event->after == 0 ? WORD_STORY_collected_nothing : WORD_STORY_collected;
    }
}

/* The same in a few words, for while it plays. */
static enum word short_word_of(const struct event *event)
{
    switch (event->kind) {
    case EVENT_cycle:
        return WORD_STORY_short_cycle;
    case EVENT_found:
        return event->after >> 8 == HEAP_BLACK ? WORD_STORY_short_found_black : WORD_STORY_short_found_gray;
    case EVENT_scan:
        return WORD_STORY_short_scan;
    case EVENT_behind:
        return WORD_STORY_short_behind;
    case EVENT_marked:
        return WORD_STORY_short_marked;
    case EVENT_swept:
        return WORD_STORY_short_swept;
    case EVENT_let_go:
        return WORD_STORY_short_let_go;
    default:
        return WORD_STORY_short_collected;
    }
}

/* An event that is a step: a sentence is told of each. */
static bool opens(const struct timeline *timeline, position at)
{
    event_kind kind = timeline_event(timeline, at).kind;
    return kind >= EVENT_cycle && kind <= EVENT_collected && kind != EVENT_scanned;
}

/* The last event up to the moment that says something; false: nothing has been said yet. */
static bool event_told(const struct picture *picture, const struct now *now, struct event *event)
{
    for (position at = now->at + 1; at > now->mark->begin; at--) {
        *event = timeline_event(picture->timeline, at - 1);
        if (opens(picture->timeline, at - 1) || (event->kind == EVENT_scanned && !picture->playing))
            return true;
    }
    return false;
}

static void tell(const struct picture *picture, const struct event *event, bool brief, struct text *text)
{
    const struct world *world = picture->world;
    uint32_t region = heap_event_object(event);
    uint32_t owner = region != 0 ? memory_outermost(&world->memory, world->memory.regions[region].owner) : 0;
    bool by_variable = event->kind == EVENT_found && (event->after & 0xff) < HEAP_BY_POINTER;
    bool numbers =
        event->kind == EVENT_cycle || event->kind == EVENT_marked || event->kind == EVENT_collected;
    bool bytes = event->kind == EVENT_behind || event->kind == EVENT_let_go;
    const char *name =
        world_name(world, world_place_of(world, by_variable ? (uint32_t)event->before : owner));
    struct heap_object object = {.note = WORD_NONE};
    struct text said = {0};
    if (heap_seen(world, region, &object))
        words_say(&said, picture->words, brief ? object.name : object.said, GROUPED(object.count));
    words_say(text, picture->words, brief ? short_word_of(event) : word_of(event, name),
              numbers || bytes ? GROUPED(event->before) : text_string(&said),
              numbers                      ? GROUPED(event->after)
              : event->kind == EVENT_swept ? GROUPED(event->before)
                                           : name);
    if (object.note != WORD_NONE && (event->kind == EVENT_scanned || event->kind == EVENT_found) && !brief) {
        text_add(text, " ");
        text_add(text, picture->words->texts[object.note]);
    }
    text_free(&said);
}

void heap_tell(const struct picture *picture, const struct now *now, struct text *text)
{
    struct event event;
    struct text texts[PACE_SENTENCES] = {{0}};
    if (!event_told(picture, now, &event))
        return;
    for (int brief = 0; brief < 2; brief++)
        tell(picture, &event, brief != 0, &texts[brief]);
    struct pace pace = pace_of(picture, now, opens);
    pace_add(&pace, texts, text);
}

void heap_phases(const struct picture *picture, const struct now *now, struct phases *phases)
{
    static const enum word names[] = {WORD_HEAP_PHASE_ROOTS, WORD_HEAP_PHASE_MARK, WORD_HEAP_PHASE_SWEEP};
    struct event event;
    bool told = event_told(picture, now, &event),
         root = told && event.kind == EVENT_found && (event.after & 0xff) < HEAP_BY_POINTER;
    bool begins = !told || event.kind == EVENT_cycle || root;
    int present = begins ? 0 : now->routine == ROUTINE_sweep ? 2 : 1;
    *phases = (struct phases){.present = present};
    for (int i = 0; i < 3; i++)
        phases_add(phases, i + 1, names[i], 0, 0);
    if (!now->under_way && now->at + 1 == now->mark->end)
        phases->present = phases->count;
}
