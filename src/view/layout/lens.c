/* The lens: the part in hand as a sum, and what follows from it; else the bucket's sum. */
#include "view/layout/panels.h"

struct lens {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    int y;
};

static void say(struct lens *lens, enum style style, enum word word, const char *const *arguments)
{
    if (lens->y < lens->area.y + lens->area.height)
        panel_say(lens->grid, lens->area.x, lens->y++, lens->area.width, style, lens->picture, word,
                  arguments);
}

/* Eight slots of keys or elems: where they lie, and what one of them is. */
static void draw_slots(struct lens *lens, const struct gotype *type, uint64_t offset, uint64_t slot,
                       bool indirect)
{
    uint64_t padding = gotype_padding(type);
    say(lens, STYLE_moving, WORD_LAYOUT_LENS_SLOTS,
        PANEL_ARGUMENTS(NUMBER(offset), NUMBER(slot), NUMBER(offset + 8 * slot)));
    say(lens, STYLE_plain, indirect ? WORD_LAYOUT_LENS_INDIRECT : WORD_LAYOUT_LENS_DIRECT,
        PANEL_ARGUMENTS(type->name, NUMBER(type->size)));
    if (padding > 0)
        say(lens, STYLE_warn, WORD_LAYOUT_LENS_PADDING, PANEL_ARGUMENTS(NUMBER(type->size), NUMBER(padding)));
    if (!indirect)
        say(lens, STYLE_plain, type->pointers ? WORD_LAYOUT_LENS_POINTERS : WORD_LAYOUT_LENS_NO_POINTERS,
            PANEL_ARGUMENTS(type->name));
}

static void draw_sum(struct lens *lens, const struct maptype *type)
{
    say(lens, STYLE_plain, WORD_LAYOUT_LENS_SUM,
        PANEL_ARGUMENTS(NUMBER(type->key_slot), NUMBER(type->elem_slot), NUMBER(type->bucket_size)));
}

static void draw_class(struct lens *lens, const struct maptype *type)
{
    uint64_t given = maptype_bucket_given(type),
             header = given - go_roundup(type->bucket_size, type->bucket_pointers, type->version);
    draw_sum(lens, type);
    say(lens, given == type->bucket_size ? STYLE_plain : STYLE_warn, WORD_LAYOUT_LENS_CLASS,
        PANEL_ARGUMENTS(NUMBER(given), NUMBER(given - type->bucket_size)));
    if (header > 0)
        say(lens, STYLE_plain, WORD_LAYOUT_LENS_HEADER, PANEL_ARGUMENTS(NUMBER(header)));
}

static void draw_scan(struct lens *lens, const struct maptype *type)
{
    say(lens, STYLE_moving, type->bucket_pointers ? WORD_LAYOUT_LENS_SCANNED : WORD_LAYOUT_LENS_NOT_SCANNED,
        NULL);
    say(lens, STYLE_plain, type->bucket_pointers ? WORD_LAYOUT_LENS_WIPED : WORD_LAYOUT_LENS_STALE, NULL);
    say(lens, STYLE_plain, type->bucket_pointers ? WORD_LAYOUT_LENS_CHAINED : WORD_LAYOUT_LENS_LISTED, NULL);
    /* mapdelete, mapdelete_fast64, mapdelete_faststr. */
    bool cleared = type->key->pointers || type->indirect_key;
    say(lens, STYLE_plain,
        type->delete_ == MAPTYPE_FASTSTR ? WORD_LAYOUT_LENS_STRING_CLEARED
        : cleared                        ? WORD_LAYOUT_LENS_KEY_CLEARED
                                         : WORD_LAYOUT_LENS_KEY_STAYS,
        NULL);
}

static void draw_path(struct lens *lens, const struct maptype *type)
{
    say(lens, STYLE_moving, WORD_LAYOUT_LENS_PATH,
        PANEL_ARGUMENTS(maptype_routine_name(type->assign), maptype_access_name(type),
                        maptype_routine_name(type->delete_)));
    say(lens, STYLE_plain, WORD_LAYOUT_LENS_HASHER, PANEL_ARGUMENTS(maptype_hasher(type)));
}

static void draw_reserve(struct lens *lens, const struct maptype *type)
{
    enum { B = LAYOUT_LEAST_B }; /* the one that the sentence is about */
    uint64_t buckets = (1u << B) + (1u << (B - LAYOUT_LEAST_B)), bytes = buckets * type->bucket_size;
    uint64_t given = go_roundup(bytes, type->bucket_pointers, type->version);
    say(lens, STYLE_moving, WORD_LAYOUT_LENS_RESERVE,
        PANEL_ARGUMENTS(NUMBER(B), NUMBER(1u << B), NUMBER(1u << (B - LAYOUT_LEAST_B)),
                        NUMBER(type->bucket_size), NUMBER(bytes)));
    say(lens, STYLE_plain, WORD_LAYOUT_LENS_RESERVE_GIVEN,
        PANEL_ARGUMENTS(NUMBER(given), NUMBER((1u << B) + maptype_preallocated(type, B)),
                        NUMBER(maptype_preallocated(type, B))));
}

void layout_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                      const struct layout_reading *reading)
{
    struct lens lens = {grid, area, picture, area.y};
    const struct maptype *type = reading->types[reading->which];
    if (type == NULL)
        return;
    switch (reading->part) {
    case LAYOUT_TOPHASH_PART:
        say(&lens, STYLE_moving, WORD_LAYOUT_LENS_TOPHASH, NULL);
        break;
    case LAYOUT_KEYS_PART:
        draw_slots(&lens, type->key, MAPTYPE_KEYS_OFFSET, type->key_slot, type->indirect_key);
        break;
    case LAYOUT_ELEMS_PART:
        draw_slots(&lens, type->elem, maptype_elems_offset(type), type->elem_slot, type->indirect_elem);
        break;
    case LAYOUT_OVERFLOW_PART:
        say(&lens, STYLE_moving, WORD_LAYOUT_LENS_OVERFLOW,
            PANEL_ARGUMENTS(NUMBER(maptype_overflow_offset(type)), maptype_overflow_kind(type)));
        break;
    case LAYOUT_CLASS_PART:
        draw_class(&lens, type);
        break;
    case LAYOUT_SCAN_PART:
        draw_scan(&lens, type);
        break;
    case LAYOUT_PATH_PART:
        draw_path(&lens, type);
        break;
    case LAYOUT_RESERVE_PART:
        draw_reserve(&lens, type);
        break;
    default:
        for (int which = 0; which < LAYOUT_TYPES && reading->types[which] != NULL; which++)
            draw_sum(&lens, reading->types[which]);
        break;
    }
}
