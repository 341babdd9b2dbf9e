/* The stage: a bucket part by part, byte by byte where there is room, with its offsets; two types side by side or one below the
   other, in the same scale. Below the bytes stands what the allocator, the collector and the compiler make of them. */
#include "view/layout/panels.h"

enum { EIGHT = 8, OFFSET = 6, NAME = 9, GAP = 1, SIDE_BY_SIDE = 110, MOST_ROWS = 40, LEAST_OF_MORE = 3 };

/* What stands in a row of a block. */
enum row_kind { ROW_TITLE, ROW_TOPHASH, ROW_SLOTS, ROW_OVERFLOW, ROW_TOLD, ROW_RESERVE };
struct row {
    enum row_kind kind;
    enum layout_part part;
    int first, count; /* of ROW_SLOTS: its slots */
};

/* A type's rows in its area. */
struct block {
    const struct maptype *type;
    int which, done;
    struct area area;
    struct row rows[MOST_ROWS];
    int row_count;
};

struct stage {
    struct grid *grid;
    const struct picture *picture;
    const struct layout_reading *reading;
    uint64_t scale; /* bytes a character */
    struct block blocks[LAYOUT_TYPES];
    int block_count;
    bool beside;
};

/* ---- what stands where */

static int columns_of(uint64_t bytes, uint64_t scale)
{
    return bytes == 0 ? 0 : (int)((bytes + scale - 1) / scale);
}

static int bytes_x(const struct block *block)
{
    return block->area.x + 1 + OFFSET + NAME;
}

static int bytes_room(const struct block *block)
{
    return block->area.x + block->area.width - 1 - bytes_x(block);
}

/* How many slots stand in a row: 8, 4, 2, 1; 0 if not even one has room. */
static int slots_a_row(const struct block *block, uint64_t slot, uint64_t scale)
{
    int columns = columns_of(slot, scale) + GAP, slots = EIGHT;
    while (slots > 0 && slots * columns - GAP > bytes_room(block))
        slots /= 2;
    return slots;
}

static void add_row(struct block *block, enum row_kind kind, enum layout_part part, int first, int count)
{
    if (block->row_count < MOST_ROWS)
        block->rows[block->row_count++] = (struct row){kind, part, first, count};
}

static bool add_slots(struct block *block, enum layout_part part, uint64_t slot, uint64_t scale)
{
    int slots = slots_a_row(block, slot, scale);
    for (int first = 0; slots > 0 && first < EIGHT; first += slots)
        add_row(block, ROW_SLOTS, part, first, slots);
    return slots > 0;
}

/* False if a slot has no room in a line at that scale. */
static bool lay_rows(struct block *block, uint64_t scale)
{
    block->row_count = 0;
    add_row(block, ROW_TITLE, LAYOUT_TOPHASH_PART, 0, 0);
    add_row(block, ROW_TOPHASH, LAYOUT_TOPHASH_PART, 0, 0);
    if (!add_slots(block, LAYOUT_KEYS_PART, block->type->key_slot, scale) ||
        !add_slots(block, LAYOUT_ELEMS_PART, block->type->elem_slot, scale))
        return false;
    add_row(block, ROW_OVERFLOW, LAYOUT_OVERFLOW_PART, 0, 0);
    for (int part = LAYOUT_CLASS_PART; part <= LAYOUT_PATH_PART; part++)
        add_row(block, ROW_TOLD, (enum layout_part)part, 0, 0);
    add_row(block, ROW_RESERVE, LAYOUT_RESERVE_PART, 0, 0);
    return true;
}

/* The rows of all blocks at a scale; 0: a slot has no room in a line. */
static int rows_at(struct stage *stage, uint64_t scale)
{
    int rows = 0;
    for (int i = 0; i < stage->block_count; i++) {
        struct block *block = &stage->blocks[i];
        if (!lay_rows(block, scale))
            return 0;
        if (!stage->beside)
            rows += block->row_count + (i > 0);
        else if (block->row_count > rows)
            rows = block->row_count;
    }
    return rows;
}

/* The finest scale at which all rows are seen; else the finest of those that need the fewest. */
static void choose_scale(struct stage *stage, int height)
{
    enum { COARSEST = 64 };
    int fewest = 0;
    stage->scale = COARSEST;
    for (uint64_t scale = 1; scale <= COARSEST && (fewest == 0 || fewest > height); scale *= 2) {
        int rows = rows_at(stage, scale);
        if (rows == 0 || (fewest > 0 && rows >= fewest))
            continue;
        fewest = rows;
        stage->scale = scale;
    }
    rows_at(stage, stage->scale);
}

static void lay_blocks(struct stage *stage, struct area area)
{
    const struct layout_reading *reading = stage->reading;
    int count = reading->types[1] != NULL ? LAYOUT_TYPES : 1;
    stage->beside = count > 1 && area.width >= SIDE_BY_SIDE;
    int width = stage->beside ? area.width / count : area.width;
    for (int which = 0; which < count; which++) {
        struct area its = {area.x + (stage->beside ? which * width : 0), area.y, width, area.height};
        stage->blocks[which] = (struct block){
            .type = reading->types[which], .which = which, .done = reading->done[which], .area = its};
    }
    stage->block_count = count;
    choose_scale(stage, area.height);
}

/* ---- drawing */

static bool in_hand(const struct stage *stage, const struct block *block, enum layout_part part)
{
    return stage->reading->part == (int)part && stage->reading->which == block->which;
}

/* What a character of a slot shows of its bytes: a pointer if there is one, else data, with padding or without. */
enum shown { SHOWN_DATA, SHOWN_POINTER, SHOWN_PADDING, SHOWN_PARTLY };

static enum shown shown_bytes(const struct stage *stage, const struct gotype *type, uint64_t slot, int column)
{
    uint64_t from = (uint64_t)column * stage->scale;
    bool data = false, padding = false;
    for (uint64_t at = from; at < from + stage->scale && at < slot; at++) {
        enum gotype_byte byte = gotype_byte_at(type, at);
        if (byte == GOTYPE_BYTE_POINTER)
            return SHOWN_POINTER;
        data |= byte == GOTYPE_BYTE_DATA;
        padding |= byte == GOTYPE_BYTE_PADDING;
    }
    return !data ? SHOWN_PADDING : padding ? SHOWN_PARTLY : SHOWN_DATA;
}

/* A slot's bytes, the first of them with the slot's number, where it hides nothing: the next one is of the same kind, and it is not
   padding that would be covered. */
static void draw_slot(const struct stage *stage, int x, int y, int number, const struct gotype *type,
                      uint64_t slot, bool indirect, bool hand)
{
    static const uint32_t glyphs[] = {
        [SHOWN_DATA] = 0x25a0, [SHOWN_POINTER] = 0x25b8, [SHOWN_PADDING] = 0x2591, [SHOWN_PARTLY] = 0x25aa};
    static const enum style styles[] = {[SHOWN_DATA] = STYLE_entry,
                                        [SHOWN_POINTER] = STYLE_new_y,
                                        [SHOWN_PADDING] = STYLE_tombstone,
                                        [SHOWN_PARTLY] = STYLE_tombstone};
    int columns = columns_of(slot, stage->scale);
    for (int column = 0; column < columns; column++) {
        enum shown shown = indirect ? SHOWN_POINTER : shown_bytes(stage, type, slot, column);
        bool whole = shown == SHOWN_DATA || shown == SHOWN_POINTER;
        bool same = indirect || (columns > 1 && whole && shown == shown_bytes(stage, type, slot, 1));
        if (column == 0 && columns > 1 && same)
            grid_format(stage->grid, x, y, 1, hand ? STYLE_moving : STYLE_strong, "%d", number);
        else
            grid_put(stage->grid, x + column, y, glyphs[shown], styles[shown]);
    }
    grid_flag(stage->grid, x, y, columns, GRID_CARD);
}

static void draw_label(const struct stage *stage, const struct block *block, int y, uint64_t offset,
                       enum word name, bool hand)
{
    int x = block->area.x + 1;
    grid_format(stage->grid, x, y, OFFSET - 2, STYLE_label, "%4llu", (unsigned long long)offset);
    if (name != WORD_NONE)
        panel_say(stage->grid, x + OFFSET - 1, y, NAME, hand ? STYLE_moving : STYLE_title, stage->picture,
                  name, NULL);
}

/* What is said at the right of the bytes, if there is room for it. */
static void draw_note(const struct stage *stage, const struct block *block, int x, int y, enum word word,
                      const char *const *arguments)
{
    int room = block->area.x + block->area.width - 1 - x;
    if (panel_width(stage->picture, word, arguments) <= room)
        panel_say(stage->grid, x, y, room, STYLE_label, stage->picture, word, arguments);
}

static void draw_slots(const struct stage *stage, const struct block *block, const struct row *row, int y)
{
    const struct maptype *type = block->type;
    bool keys = row->part == LAYOUT_KEYS_PART, hand = in_hand(stage, block, row->part);
    const struct gotype *stored = keys ? type->key : type->elem;
    uint64_t slot = keys ? type->key_slot : type->elem_slot;
    bool indirect = keys ? type->indirect_key : type->indirect_elem;
    uint64_t offset = (keys ? MAPTYPE_KEYS_OFFSET : maptype_elems_offset(type)) + (uint64_t)row->first * slot;
    enum word name = keys ? WORD_LAYOUT_PART_KEYS : WORD_LAYOUT_PART_ELEMS;
    int x = bytes_x(block), columns = columns_of(slot, stage->scale) + GAP;
    draw_label(stage, block, y, offset, row->first == 0 ? name : WORD_NONE, hand);
    if (slot == 0) {
        panel_say(stage->grid, x, y, bytes_room(block), STYLE_label, stage->picture, WORD_LAYOUT_NO_BYTES,
                  NULL);
        return;
    }
    for (int i = 0; i < row->count; i++, x += columns)
        draw_slot(stage, x, y, row->first + i, stored, slot, indirect, hand);
    if (row->first == 0)
        draw_note(stage, block, x + 1, y, indirect ? WORD_LAYOUT_NOTE_INDIRECT : WORD_LAYOUT_NOTE_DIRECT,
                  PANEL_ARGUMENTS(NUMBER(slot), NUMBER(stored->size)));
}

static void draw_tophash(const struct stage *stage, const struct block *block, int y)
{
    bool hand = in_hand(stage, block, LAYOUT_TOPHASH_PART);
    int columns = columns_of(EIGHT, stage->scale), x = bytes_x(block);
    draw_label(stage, block, y, 0, WORD_LAYOUT_PART_TOPHASH, hand);
    for (int i = 0; i < columns; i++) {
        if (stage->scale == 1)
            grid_format(stage->grid, x + i, y, 1, hand ? STYLE_moving : STYLE_strong, "%d", i);
        else
            grid_put(stage->grid, x + i, y, 0x25a0, STYLE_entry);
    }
    grid_flag(stage->grid, x, y, columns, GRID_CARD);
    draw_note(stage, block, x + columns + 2, y, WORD_LAYOUT_NOTE_TOPHASH, NULL);
}

static void draw_overflow(const struct stage *stage, const struct block *block, int y)
{
    bool hand = in_hand(stage, block, LAYOUT_OVERFLOW_PART), pointers = block->type->bucket_pointers;
    int columns = columns_of(EIGHT, stage->scale), x = bytes_x(block);
    draw_label(stage, block, y, maptype_overflow_offset(block->type), WORD_LAYOUT_PART_OVERFLOW, hand);
    grid_fill(stage->grid, x, y, columns, 1, pointers ? 0x25b8 : 0x25a0,
              pointers ? STYLE_new_y : STYLE_entry);
    grid_flag(stage->grid, x, y, columns, GRID_CARD);
    draw_note(stage, block, x + columns + 2, y,
              pointers ? WORD_LAYOUT_NOTE_OVERFLOW : WORD_LAYOUT_NOTE_OVERFLOW_NUMBER, NULL);
}

static void draw_told(const struct stage *stage, const struct block *block, enum layout_part part, int y)
{
    const struct maptype *type = block->type;
    uint64_t given = maptype_bucket_given(type);
    bool hand = in_hand(stage, block, part), wasted = given > type->bucket_size;
    int x = block->area.x + OFFSET, width = block->area.x + block->area.width - 1 - x;
    enum style style = hand ? STYLE_moving : STYLE_plain;
    if (part == LAYOUT_CLASS_PART) {
        panel_say(
            stage->grid, x, y, width,
            hand     ? style
            : wasted ? STYLE_warn
                     : style,
            stage->picture, wasted ? WORD_LAYOUT_TOLD_CLASS : WORD_LAYOUT_TOLD_CLASS_FITS,
            PANEL_ARGUMENTS(NUMBER(type->bucket_size), NUMBER(given), NUMBER(given - type->bucket_size)));
    } else if (part == LAYOUT_SCAN_PART) {
        panel_say_fitting(stage->grid, x, y, width, style, stage->picture,
                          type->bucket_pointers
                              ? PANEL_WORDS(WORD_LAYOUT_TOLD_SCANNED, WORD_LAYOUT_TOLD_SCANNED_SHORT)
                              : PANEL_WORDS(WORD_LAYOUT_TOLD_NOT_SCANNED, WORD_LAYOUT_TOLD_NOT_SCANNED_SHORT),
                          NULL);
    } else {
        panel_say_fitting(stage->grid, x, y, width, style, stage->picture,
                          PANEL_WORDS(WORD_LAYOUT_TOLD_PATH, WORD_LAYOUT_TOLD_PATH_SHORT),
                          PANEL_ARGUMENTS(maptype_routine_name(type->assign), maptype_access_name(type),
                                          maptype_routine_name(type->delete_), maptype_hasher(type)));
    }
}

/* In reserve with 2^4, 2^5, ... buckets: as many as there is room for. */
static void draw_reserve(const struct stage *stage, const struct block *block, int y)
{
    bool hand = in_hand(stage, block, LAYOUT_RESERVE_PART);
    int x = block->area.x + OFFSET, end = block->area.x + block->area.width - 1;
    x += panel_say(stage->grid, x, y, end - x, hand ? STYLE_moving : STYLE_plain, stage->picture,
                   WORD_LAYOUT_TOLD_RESERVE, NULL);
    for (int B = LAYOUT_LEAST_B; B <= LAYOUT_MOST_B; B++) {
        uint64_t reserve = maptype_preallocated(block->type, B);
        int width =
            panel_width(stage->picture, WORD_LAYOUT_RESERVE_B, PANEL_ARGUMENTS(NUMBER(B), NUMBER(reserve)));
        if (x + 2 + width > end)
            return;
        x += 2 + panel_say(stage->grid, x + 2, y, width, STYLE_value, stage->picture, WORD_LAYOUT_RESERVE_B,
                           PANEL_ARGUMENTS(NUMBER(B), NUMBER(reserve)));
    }
}

/* Whose bucket, and the scale: a drawing without it says nothing, so the name is cut before that. */
static void draw_title(const struct stage *stage, const struct block *block, int y)
{
    enum { APART = 3, LESS_APART = 2 };
    const char *const *scale = PANEL_ARGUMENTS(NUMBER(stage->scale)), *const *name =
                                                                          PANEL_ARGUMENTS(block->type->name);
    int x = block->area.x + 1, room = block->area.width - 2;
    bool whole = panel_width(stage->picture, WORD_LAYOUT_BUCKET, name) + APART +
                     panel_width(stage->picture, WORD_LAYOUT_SCALE, scale) <=
                 room;
    enum word word = whole ? WORD_LAYOUT_SCALE : WORD_LAYOUT_SCALE_SHORT;
    int width = panel_width(stage->picture, word, scale), apart = whole ? APART : LESS_APART;
    x += panel_say_fitting(stage->grid, x, y, room - width - apart, STYLE_title, stage->picture,
                           PANEL_WORDS(WORD_LAYOUT_BUCKET, WORD_LAYOUT_BUCKET_SHORT), name);
    panel_say(stage->grid, x + apart, y, width, STYLE_label, stage->picture, word, scale);
}

static void draw_row(const struct stage *stage, const struct block *block, const struct row *row, int y)
{
    if (row->kind == ROW_TITLE) {
        draw_title(stage, block, y);
        return;
    }
    if (block->done <= (int)row->part)
        return; /* its place is kept */
    switch (row->kind) {
    case ROW_TOPHASH:
        draw_tophash(stage, block, y);
        break;
    case ROW_SLOTS:
        draw_slots(stage, block, row, y);
        break;
    case ROW_OVERFLOW:
        draw_overflow(stage, block, y);
        break;
    case ROW_TOLD:
        draw_told(stage, block, row->part, y);
        break;
    default:
        draw_reserve(stage, block, y);
        break;
    }
}

/* ---- scrolling: all rows as one list, so that the part in hand is seen, or as the viewer scrolled them */

static int64_t find_row(const struct stage *stage)
{
    int64_t line = 0;
    for (int i = 0; i < stage->block_count; i++) {
        const struct block *block = &stage->blocks[i];
        for (int row = 0; row < block->row_count; row++) {
            if (in_hand(stage, block, block->rows[row].part) && block->rows[row].kind != ROW_TITLE)
                return line + row;
        }
        line += stage->beside ? 0 : block->row_count + 1;
    }
    return 0;
}

static int64_t all_rows(const struct stage *stage)
{
    int64_t all = 0;
    for (int i = 0; i < stage->block_count; i++) {
        int64_t rows = stage->blocks[i].row_count;
        all = stage->beside ? (rows > all ? rows : all) : all + rows + (i > 0);
    }
    return all;
}

/* In the last line: that there is more below. */
static void draw_more(const struct stage *stage, struct area area, int64_t more)
{
    panel_say(stage->grid, area.x + 1, area.y + area.height - 1, area.width - 2, STYLE_label, stage->picture,
              WORD_LAYOUT_MORE, PANEL_ARGUMENTS(NUMBER((uint64_t)more)));
}

struct screen_room layout_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                     const struct layout_reading *reading)
{
    struct stage stage = {.grid = grid, .picture = picture, .reading = reading};
    if (reading->types[0] == NULL)
        return (struct screen_room){.rows = area.height};
    lay_blocks(&stage, area);
    int64_t all = all_rows(&stage), most = all > area.height ? all - area.height : 0;
    int64_t top = picture->look->follow ? find_row(&stage) - area.height / 2 : picture->look->top;
    top = top > most ? most : top < 0 ? 0 : top;
    int64_t line = -top, shown = area.height;
    if (all - top > shown && area.height >= LEAST_OF_MORE)
        draw_more(&stage, area, all - top - --shown);
    for (int i = 0; i < stage.block_count; i++) {
        const struct block *block = &stage.blocks[i];
        for (int row = 0; row < block->row_count; row++) {
            if (line + row >= 0 && line + row < shown)
                draw_row(&stage, block, &block->rows[row], area.y + (int)(line + row));
        }
        line += stage.beside ? 0 : block->row_count + 1;
    }
    return (struct screen_room){.rows = area.height, .top = top, .all = all};
}
