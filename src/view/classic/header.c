/* The header: which map this is, what runs now, the hmap fields, and how near a growth is. */
#include "view/panel.h"

#include <string.h>

struct line {
    struct grid *grid;
    const struct picture *picture;
    const struct now *now;
    int x, y, end;
};

/* One field: its name, its value, and a mark if the last step changed it. */
static void put_field(struct line *line, enum word name, enum map_register which, const char *value)
{
    uint64_t before;
    bool changed = now_changed(line->now, place_word(REGION_REGISTERS, which), &before);
    struct text shown = {0};
    if (changed && line->picture->look->before)
        text_format(&shown, "%llu→%s", (unsigned long long)before, value);
    else
        text_add(&shown, value);
    struct text label = {0};
    words_format(&label, line->picture->words, name, NULL);
    int needed =
        text_width(text_string(&label), label.length) + 1 + text_width(text_string(&shown), shown.length);
    if (line->x + needed <= line->end) {
        line->x += grid_text(line->grid, line->x, line->y, -1, STYLE_label, text_string(&label)) + 1;
        int used = grid_text(line->grid, line->x, line->y, -1, changed ? STYLE_changed : STYLE_value,
                             text_string(&shown));
        if (changed)
            grid_flag(line->grid, line->x, line->y, used, GRID_UNDERLINE);
        line->x += used + 3;
    } else {
        line->x = line->end;
    }
    text_free(&label);
    text_free(&shown);
}

static void flags_text(uint64_t flags, char text[8])
{
    static const struct {
        enum map_flag flag;
        char letter;
    } letters[] = {
        {FLAG_ITERATOR, 'i'}, {FLAG_OLD_ITERATOR, 'o'}, {FLAG_WRITING, 'w'}, {FLAG_SAME_SIZE, 's'}};
    for (int i = 0; i < 4; i++)
        text[i] = flags & letters[i].flag ? letters[i].letter : '-';
    text[4] = '\0';
}

static void draw_fields(struct grid *grid, struct area area, int y, const struct picture *picture,
                        const struct now *now)
{
    const struct map *map = picture->map;
    struct line line = {grid, picture, now, area.x + 1, y, area.x + area.width};
    char flags[8];
    flags_text(map_register(map, REGISTER_FLAGS), flags);
    put_field(&line, WORD_FIELD_COUNT, REGISTER_COUNT, NUMBER(map_register(map, REGISTER_COUNT)));
    put_field(&line, WORD_FIELD_B, REGISTER_B, NUMBER(map_register(map, REGISTER_B)));
    struct text nevacuate = {0};
    text_format(&nevacuate, "%llu", (unsigned long long)map_register(map, REGISTER_NEVACUATE));
    if (map_growing(map))
        text_format(&nevacuate, "/%llu", (unsigned long long)map_old_bucket_count(map));
    put_field(&line, WORD_FIELD_NEVACUATE, REGISTER_NEVACUATE, text_string(&nevacuate));
    text_free(&nevacuate);
    put_field(&line, WORD_FIELD_NOVERFLOW, REGISTER_NOVERFLOW, NUMBER(map_register(map, REGISTER_NOVERFLOW)));
    put_field(&line, WORD_FIELD_FLAGS, REGISTER_FLAGS, flags);
    put_field(&line, WORD_FIELD_HASH0, REGISTER_HASH0, HEX(map_register(map, REGISTER_HASH0), 8));
}

/* load 3.38 ██████▊····┊ 6.5   new keys until growth   overflow ▏ 1/8 */
static void draw_load(struct grid *grid, struct area area, int y, const struct picture *picture)
{
    const struct map *map = picture->map;
    int B = (int)map_register(map, REGISTER_B), x = area.x + 1, end = area.x + area.width;
    uint64_t count = map_register(map, REGISTER_COUNT), most = maptype_capacity(B);
    uint64_t hundredths = count * 100 >> B;
    uint64_t noverflow = map_register(map, REGISTER_NOVERFLOW), limit = maptype_overflow_limit(B);
    bool near = count * 100 >= most * 85, growing = map_growing(map);
    x += panel_say(grid, x, y, end - x, STYLE_label, picture, WORD_FIELD_LOAD, NULL) + 1;
    x += grid_format(grid, x, y, end - x, near ? STYLE_warn : STYLE_value, "%llu.%02llu",
                     (unsigned long long)(hundredths / 100), (unsigned long long)(hundredths % 100)) +
         1;
    int gauge = area.width / 5;
    panel_gauge(grid, x, y, gauge, count, most, near ? STYLE_gauge_warn : STYLE_gauge);
    x += gauge;
    grid_put(grid, x, y, 0x250a, STYLE_frontier);
    x += 1 + grid_text(grid, x + 1, y, end - x, STYLE_value, B == 0 ? " 8" : " 6.5") + 2;
    /* The overflow count stands at the right edge; the sentence takes what is left between. */
    struct text overflow = {0};
    words_say(&overflow, picture->words, WORD_FIELD_OVERFLOW, NUMBER(noverflow), NUMBER(limit));
    int width = text_width(text_string(&overflow), overflow.length);
    int at = end - width - 1;
    if (at > x)
        grid_text(grid, at, y, width,
                  noverflow * 100 >= limit * 85 && noverflow > 0 ? STYLE_warn : STYLE_label,
                  text_string(&overflow));
    text_free(&overflow);
    enum word word = growing              ? WORD_LOAD_GROWING
                     : noverflow >= limit ? WORD_LOAD_OVERFLOW
                     : count < most       ? WORD_LOAD_TO_GO
                                          : WORD_LOAD_NEXT;
    if (at - x > 20)
        panel_say(grid, x, y, at - x - 2, STYLE_label, picture, word,
                  PANEL_ARGUMENTS(NUMBER(most + 1), NUMBER(most + 1 - count)));
}

/* "insert fig › growWork › evacuate": what runs now, at the right. */
static void draw_title(struct grid *grid, struct area area, int y, const struct picture *picture,
                       const struct now *now)
{
    const struct maptype *type = map_type(picture->map);
    int x = area.x + 1;
    x += grid_text(grid, x, y, area.width - 1, STYLE_title, "growwork") + 3;
    if (type != NULL) {
        x += grid_text(grid, x, y, area.x + area.width - x, STYLE_strong, type->name) + 3;
        x += grid_text(grid, x, y, area.x + area.width - x, STYLE_label,
                       type->version == GO_1_19 ? "go1.19" : "go1.23") +
             3;
    }
    if (now->mark == NULL)
        return;
    struct text crumbs = {0};
    text_append_safe(&crumbs, now->mark->text, strlen(now->mark->text), 30);
    if (now->routine != ROUTINE_outside) {
        if (now->routine == ROUTINE_evacuate)
            text_add(&crumbs, " › growWork");
        text_format(&crumbs, " › %s", routine_name(now->routine));
    }
    int width = text_width(text_string(&crumbs), crumbs.length);
    int at = area.x + area.width - width - 1;
    if (at > x)
        grid_text(grid, at, y, width, STYLE_dim, text_string(&crumbs));
    text_free(&crumbs);
}

void header_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    int y = area.y;
    if (area.height >= 3)
        draw_title(grid, area, y++, picture, now);
    draw_fields(grid, area, y++, picture, now);
    if (area.height >= 2)
        draw_load(grid, area, y, picture);
}
