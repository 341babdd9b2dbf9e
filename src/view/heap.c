#include "view/heap.h"

#include "base/number.h"
#include "model/heap.h"

#include <string.h>

/* How far back objects are looked for, and how many plates there are, of which some are for the objects of the step alone. */
enum {
    REGIONS = 1 << 16,
    PLATES = 256,
    PLATES_OF_STEP = 2,
    LANES = WORLD_SUBJECTS + 1,
    NOBODY = WORLD_SUBJECTS
};

/* How many marks stand on a plate. Behind them it is told that there are more; one of these that is in hand stands behind that. */
enum { MARKS = 48, MORE = 1, BEYOND = 3, MARKS_AND_MORE = 4 };

enum { NOSCAN = 0x25aa, ELLIPSIS = 0x2026 };
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
    MARK(frontier, "▒", GRAY), MARK(strong, "■", BLACK), MARK(strong, "▪", NOSCAN),
    MARK(warn, "✗", FREE),     MARK(dim, "·", WHITE),    MARK(moving, "[ ]", IN_HAND),
    MARK(probe, "( )", FROM),  MARK(dim, "…", MORE),     {.glyph = NULL},
};
#undef MARK

bool view_heap_is_shown(const struct now *now)
{
    return now->has_event && now->mark != NULL && ENGINE_OF(now->event.line) == ENGINE_world &&
           now->routine > ROUTINES_BEFORE_HEAP;
}

/* ---- what there is: objects that are called alike and are alike stand on one plate, a mark each */

struct plate {
    int lane;
    uint32_t region; /* the first of them */
    struct heap_object object;
    uint64_t count;                                /* objects on it */
    unsigned char colours[MARKS + MARKS_AND_MORE]; /* by column: those of the first, and of one beyond */
    int in_hand, from;                             /* at which column; -1: none */
    int x, y;
};

struct heap_stage {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    uint32_t in_hand, from;
    bool with_bytes; /* plates tell them */
    int indent;      /* behind the longest name */
    int marks;       /* on a plate, at the most */
    struct plate plates[PLATES];
    int count;
    uint64_t shown; /* objects that have a plate */
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

/* Objects of the step are shown whatever is not. */
static bool is_of_step(const struct heap_stage *stage, uint32_t region)
{
    return region == stage->in_hand || region == stage->from;
}

/* The plate of such objects, made if there is none; NULL: there is no room for one. */
static struct plate *plate_for(struct heap_stage *stage, uint32_t region, const struct heap_object *object)
{
    int lane = lane_of(stage->picture->world, region), number = 0,
        most = is_of_step(stage, region) ? PLATES : PLATES - PLATES_OF_STEP;
    while (number < stage->count && !same(&stage->plates[number], lane, object))
        number++;
    if (number == stage->count && number >= most)
        return NULL;
    struct plate *plate = &stage->plates[number];
    if (number == stage->count) {
        *plate = (struct plate){.lane = lane, .region = region, .object = *object, .in_hand = -1, .from = -1};
        stage->count++;
    }
    return plate;
}

static void put_on_plate(struct heap_stage *stage, uint32_t region)
{
    const struct world *world = stage->picture->world;
    struct heap_object object;
    struct plate *plate = heap_seen(world, region, &object) ? plate_for(stage, region, &object) : NULL;
    if (plate == NULL)
        return;
    bool beyond = plate->count >= (uint64_t)stage->marks;
    int column = beyond ? stage->marks + BEYOND : (int)plate->count;
    if (region == stage->from)
        plate->from = column;
    if (region == stage->in_hand)
        plate->in_hand = column;
    if (!beyond || is_of_step(stage, region))
        plate->colours[column] = (unsigned char)heap_colour(world, region);
    plate->count++;
    stage->shown++;
}

static void read_objects(struct heap_stage *stage)
{
    uint32_t all = (uint32_t)stage->picture->world->memory.region_count,
             first = all > REGIONS ? all - REGIONS : 1;
    for (uint32_t region = first; region < all; region++)
        put_on_plate(stage, region);
    if (stage->from != 0 && stage->from < first)
        put_on_plate(stage, stage->from);
    if (stage->in_hand != 0 && stage->in_hand < first)
        put_on_plate(stage, stage->in_hand);
}

/* ---- drawing */

/* Names take so much at most, on narrow screens and others. */
enum { APART = 2, ROOM_OF_ARROW = 5, NAME = 8, NAMES = 24, WIDE = 60 };

static void plate_text(const struct heap_stage *stage, const struct plate *plate, struct text *text)
{
    words_say(text, stage->picture->words, plate->object.name, GROUPED(plate->object.count));
    if (plate->count > 1) {
        text_add(text, " ×");
        number_say_grouped(text, plate->count);
    }
    if (!stage->with_bytes)
        return;
    text_add(text, "  ");
    words_say(text, stage->picture->words, WORD_HEAP_PLATE_BYTES,
              GROUPED(plate->object.bytes * plate->count));
}

static bool has_more(const struct heap_stage *stage, const struct plate *plate)
{
    return plate->count > (uint64_t)stage->marks;
}

static int marks_width(const struct heap_stage *stage, const struct plate *plate)
{
    return has_more(stage, plate) ? stage->marks + MARKS_AND_MORE : (int)plate->count;
}

/* Brackets stand around the marks; so each has a blank on either side. */
static int plate_width(const struct heap_stage *stage, const struct plate *plate)
{
    struct text text = {0};
    plate_text(stage, plate, &text);
    int width = marks_width(stage, plate) + 3 + text_width(text_string(&text), text.length);
    text_free(&text);
    return width;
}

static const struct plate *first_plate_of(const struct heap_stage *stage, int lane)
{
    for (int i = 0; i < stage->count; i++) {
        if (stage->plates[i].lane == lane)
            return &stage->plates[i];
    }
    return NULL;
}

/* The variable of a lane, and behind it the others that hold what stands there: an array has the same slices as long as they do. Of
   those that find no room there is the number: "+2". */
static void add_names(const struct heap_stage *stage, int lane, struct text *text)
{
    const struct world *world = stage->picture->world;
    const struct plate *plate = first_plate_of(stage, lane);
    size_t most = stage->area.width >= WIDE ? NAMES : NAME, left_out = 0;
    bool shared = plate != NULL && world->memory.regions[plate->region].owner == 0;
    text_add(text, world_name(world, lane));
    for (int place = lane + 1; shared && place < WORLD_SUBJECTS; place++) {
        place = heap_holder(world, plate->region, place);
        if (place == WORLD_NOBODY)
            break;
        const char *name = world_name(world, place);
        if (left_out == 0 && text->length + strlen(name) + sizeof " +9" <= most)
            text_format(text, " %s", name);
        else
            left_out++;
    }
    if (left_out > 0)
        text_format(text, " +%zu", left_out);
}

static int indent_of(const struct heap_stage *stage)
{
    int widest = 1, most = stage->area.width >= WIDE ? NAMES : NAME;
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        struct text names = {0};
        add_names(stage, place, &names);
        widest = (int)names.length > widest ? (int)names.length : widest;
        text_free(&names);
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

/* What stands in a column of a plate's marks; false: nothing does. */
static bool mark_at(const struct heap_stage *stage, const struct plate *plate, int column, uint32_t *glyph,
                    enum style *style)
{
    bool more = has_more(stage, plate), beyond = plate->in_hand == column || plate->from == column;
    if (more && column >= stage->marks && !beyond) {
        *glyph = ELLIPSIS;
        *style = STYLE_dim;
        return column == stage->marks + MORE;
    }
    unsigned char colour = plate->colours[column];
    *glyph = colour == HEAP_BLACK && !plate->object.scanned ? NOSCAN : glyphs[colour];
    *style = styles[colour];
    return true;
}

static void draw_marks(const struct heap_stage *stage, const struct plate *plate, int x, int y, int end)
{
    struct grid *grid = stage->grid;
    int width = marks_width(stage, plate), hand = plate->in_hand >= 0 ? plate->in_hand : plate->from;
    uint32_t glyph;
    enum style style;
    for (int i = 0; i < width && x + i < end; i++) {
        if (mark_at(stage, plate, i, &glyph, &style))
            grid_put(grid, x + i, y, glyph, style);
    }
    if (hand < 0)
        return;
    bool own = plate->in_hand >= 0;
    style = own ? STYLE_moving : STYLE_probe;
    grid_restyle(grid, x + hand, y, 1, style);
    grid_put(grid, x + hand - 1, y, own ? '[' : '(', style);
    grid_put(grid, x + hand + 1, y, own ? ']' : ')', style);
}

static void draw_plate(const struct heap_stage *stage, const struct plate *plate, int y)
{
    struct grid *grid = stage->grid;
    int x = stage->area.x + plate->x, end = stage->area.x + stage->area.width,
        behind = x + marks_width(stage, plate) + 2;
    struct text text = {0};
    plate_text(stage, plate, &text);
    draw_marks(stage, plate, x + 1, y, end);
    enum style style = plate->count == 1 && plate->colours[0] == HEAP_FREE ? STYLE_label
                       : plate->in_hand >= 0 || plate->from >= 0           ? STYLE_strong
                                                                           : STYLE_plain;
    grid_text(grid, behind, y, end - behind, style, text_string(&text));
    int width = plate_width(stage, plate);
    grid_flag(grid, x, y, width <= end - x ? width : end - x, GRID_CARD);
    text_free(&text);
}

static void draw_names(const struct heap_stage *stage, int top, int rows)
{
    for (int lane = 0; lane < LANES; lane++) {
        const struct plate *first = first_plate_of(stage, lane);
        if (first == NULL || first->y < top || first->y >= top + rows)
            continue;
        int row = stage->area.y + 1 + first->y - top;
        bool nobody = lane == NOBODY;
        struct text names = {0};
        if (nobody)
            text_add(&names, stage->picture->words->texts[WORD_HEAP_NOBODY]);
        else
            add_names(stage, lane, &names);
        int used = grid_text(stage->grid, stage->area.x + 1, row, stage->indent - ROOM_OF_ARROW,
                             nobody ? STYLE_label : STYLE_strong, text_string(&names));
        if (!nobody)
            grid_text(stage->grid, stage->area.x + 2 + used, row, 2, STYLE_dim, "─▸");
        text_free(&names);
    }
}

/* `shown`: objects on plates that are seen. */
static void draw_title(const struct heap_stage *stage, uint64_t shown)
{
    const struct world *world = stage->picture->world;
    uint64_t all = heap_word(world, HEAP_OBJECTS);
    int x = stage->area.x + 2, y = stage->area.y, end = stage->area.x + stage->area.width;
    x += panel_say(stage->grid, x, y, end - x, STYLE_title, stage->picture, WORD_HEAP_TITLE, NULL) + 2;
    x += panel_say(stage->grid, x, y, end - x, STYLE_label, stage->picture, WORD_HEAP_FACTS,
                   PANEL_ARGUMENTS(NUMBER(heap_word(world, HEAP_CYCLES)))) +
         2;
    x += panel_say(stage->grid, x, y, end - x, STYLE_label, stage->picture, WORD_HEAP_BYTES,
                   PANEL_ARGUMENTS(GROUPED(heap_word(world, HEAP_BEFORE)))) +
         2;
    if (all > shown)
        panel_say(stage->grid, x, y, end - x, STYLE_warn, stage->picture, WORD_HEAP_LEFT_OUT,
                  PANEL_ARGUMENTS(GROUPED(all - shown)));
}

/* The objects that a step is about: the one in hand, and the one that is looked into. */
static void find_step(struct heap_stage *stage, const struct event *event)
{
    bool looks = event->kind == EVENT_scan || event->kind == EVENT_scanned;
    stage->in_hand = looks ? 0 : heap_event_object(event);
    if (event->kind == EVENT_found && (event->after & 0xff) >= HEAP_BY_POINTER)
        stage->from = (uint32_t)event->before;
    else if (stage->in_hand == 0)
        stage->from = heap_event_object(event);
}

static bool is_in_sight(const struct plate *plate, int top, int rows)
{
    return plate->y >= top && plate->y < top + rows;
}

void view_heap_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                          const struct now *now)
{
    enum { PART = 3 /* of the width is for marks */ };
    struct heap_stage stage = {.grid = grid, .area = area, .picture = picture};
    stage.marks = area.width / PART < MARKS ? area.width / PART : MARKS;
    find_step(&stage, &now->event);
    read_objects(&stage);
    stage.indent = indent_of(&stage);
    stage.with_bytes = true;
    if (lay_out(&stage) > area.height - 1)
        stage.with_bytes = false;
    int all = lay_out(&stage), rows = area.height - 1, top = 0, hand = 0;
    for (int i = 0; i < stage.count; i++)
        hand = stage.plates[i].in_hand >= 0 || stage.plates[i].from >= 0 ? stage.plates[i].y : hand;
    if (all > rows && hand >= rows)
        top = hand - rows + 1;
    uint64_t shown = 0;
    for (int i = 0; i < stage.count; i++)
        shown += is_in_sight(&stage.plates[i], top, rows) ? stage.plates[i].count : 0;
    draw_title(&stage, shown);
    draw_names(&stage, top, rows);
    for (int i = 0; i < stage.count; i++) {
        if (is_in_sight(&stage.plates[i], top, rows))
            draw_plate(&stage, &stage.plates[i], area.y + 1 + stage.plates[i].y - top);
    }
}

/* Of all objects, also of those that have no place on the stage. */
void view_heap_draw_lens(struct grid *grid, struct area area, const struct picture *picture)
{
    const struct world *world = picture->world;
    struct heap_share shares[HEAP_FREE + 1];
    for (int colour = HEAP_WHITE; colour <= HEAP_FREE; colour++)
        shares[colour] = heap_coloured(world, (enum heap_colour)colour);
    uint64_t marked = heap_word(world, HEAP_MARKED), let_go = heap_word(world, HEAP_LET_GO);
    bool sweeps = shares[HEAP_FREE].objects > 0 || let_go > 0;
    /* What is no object is marked at last. */
    uint64_t bytes = sweeps       ? shares[HEAP_FREE].bytes + let_go
                     : marked > 0 ? marked
                                  : shares[HEAP_GRAY].bytes + shares[HEAP_BLACK].bytes;
    if (heap_word(world, HEAP_CYCLES) == 0)
        return;
    if (area.height > 0)
        panel_say(grid, area.x, area.y, area.width, STYLE_strong, picture, WORD_HEAP_LENS_COLOURS,
                  PANEL_ARGUMENTS(GROUPED(shares[HEAP_WHITE].objects), GROUPED(shares[HEAP_GRAY].objects),
                                  GROUPED(shares[HEAP_BLACK].objects), GROUPED(shares[HEAP_FREE].objects)));
    if (area.height > 1)
        panel_say(grid, area.x, area.y + 1, area.width, STYLE_plain, picture,
                  sweeps ? WORD_HEAP_LENS_FREE : WORD_HEAP_LENS_MARKED,
                  PANEL_ARGUMENTS(GROUPED(bytes), GROUPED(heap_word(world, HEAP_BEFORE))));
}
