/* The header: how near a growth is, the hmap fields, and which map this is. */
#include "view/classic/panels.h"

#include <string.h>

/* From which width on the sum says more. */
enum { WIDTH_OF_SUM = 90 };

/* The flags that are set, as words; – if none is. */
static void flags_text(uint64_t flags, struct text *text)
{
    static const struct {
        enum classic_flag flag;
        const char *word;
    } names[] = {{FLAG_ITERATOR, "iterator"},
                 {FLAG_OLD_ITERATOR, "oldIterator"},
                 {FLAG_WRITING, "writing"},
                 {FLAG_SAME_SIZE, "sameSizeGrow"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (flags & names[i].flag) {
            text_separate(text, " ");
            text_add(text, names[i].word);
        }
    }
    if (text->length == 0)
        text_add(text, "–");
}

/* Returns where they end. */
static int draw_fields(struct grid *grid, struct area area, int y, const struct picture *picture,
                       const struct reading *reading)
{
    const struct classic *map = &reading->map;
    struct panel_fields line = {grid, picture, reading->now, area.x + 1, y, area.x + area.width};
    struct text flags = {0}, nevacuate = {0}, noverflow = {0};
    uint64_t B = classic_register(map, REGISTER_B);
    flags_text(classic_register(map, REGISTER_FLAGS), &flags);
    if (classic_growing(map))
        number_say_grouped(&nevacuate, classic_register(map, REGISTER_NEVACUATE));
    else
        text_add(&nevacuate, "–");
    words_say(&noverflow, picture->words, WORD_CLASSIC_FIELD_OF,
              NUMBER(classic_register(map, REGISTER_NOVERFLOW)), NUMBER(maptype_overflow_limit((int)B)));
    const struct {
        enum word name;
        enum classic_register which;
        const char *value;
    } fields[] = {
        {WORD_CLASSIC_FIELD_B, REGISTER_B, NUMBER(B)},
        {WORD_CLASSIC_FIELD_NEVACUATE, REGISTER_NEVACUATE, text_string(&nevacuate)},
        {WORD_CLASSIC_FIELD_NOVERFLOW, REGISTER_NOVERFLOW, text_string(&noverflow)},
        {WORD_CLASSIC_FIELD_FLAGS, REGISTER_FLAGS, text_string(&flags)},
        {WORD_CLASSIC_FIELD_HASH0, REGISTER_HASH0, HEX(classic_register(map, REGISTER_HASH0), 8)},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        panel_field(&line, fields[i].name, place_word(map->home, fields[i].which), fields[i].value);
    text_free(&nevacuate);
    text_free(&noverflow);
    text_free(&flags);
    return line.x;
}

/* Hundredths of entries to a bucket, rounded; the limit itself only when it is reached. */
static uint64_t load_of(uint64_t count, int B, uint64_t limit, bool reached)
{
    uint64_t buckets = (uint64_t)1 << B, load = (count * 200 + buckets) / (2 * buckets);
    return load >= limit && !reached ? limit - 1 : load;
}

/* 27 entries ÷ 8 buckets = 3.38 a bucket */
static int draw_sum(struct grid *grid, int x, int y, int room, const struct picture *picture,
                    const struct classic *map, bool near)
{
    int B = (int)classic_register(map, REGISTER_B);
    uint64_t count = classic_register(map, REGISTER_COUNT), most = maptype_capacity(classic_type(map), B);
    uint64_t limit = B == 0 ? 800 : (uint64_t)maptype_load_factor(classic_type(map)) * 10;
    struct text entries = {0}, buckets = {0}, load = {0};
    number_say_grouped(&entries, count);
    number_say_grouped(&buckets, (uint64_t)1 << B);
    uint64_t hundredths = load_of(count, B, limit, count >= most);
    text_format(&load, "%llu.%02llu", (unsigned long long)(hundredths / 100),
                (unsigned long long)(hundredths % 100));
    int used = panel_say(grid, x, y, room, STYLE_label, picture,
                         room >= WIDTH_OF_SUM ? WORD_CLASSIC_SUM_WIDE : WORD_CLASSIC_SUM,
                         PANEL_ARGUMENTS(text_string(&entries), text_string(&buckets), text_string(&load)));
    /* The load stands behind the last =. */
    for (int at = x + used - 1; at > x; at--) {
        const struct cell *cell = grid_cell(grid, at, y);
        if (cell != NULL && cell->rune == '=') {
            grid_restyle(grid, at + 2, y, text_width(text_string(&load), load.length),
                         near ? STYLE_warn : STYLE_value);
            break;
        }
    }
    text_free(&entries);
    text_free(&buckets);
    text_free(&load);
    return used;
}

/* The sum, how near it is to the limit, and what that means for the next new key. */
static void draw_load(struct grid *grid, struct area area, int y, const struct picture *picture,
                      const struct classic *map)
{
    const struct maptype *type = classic_type(map);
    int B = (int)classic_register(map, REGISTER_B), x = area.x + 1, end = area.x + area.width;
    uint64_t count = classic_register(map, REGISTER_COUNT), most = maptype_capacity(type, B);
    uint64_t noverflow = classic_register(map, REGISTER_NOVERFLOW), limit = maptype_overflow_limit(B);
    bool near = count * 100 >= most * 85, growing = classic_growing(map);
    x += draw_sum(grid, x, y, end - x, picture, map, near && !growing) + 2;
    int gauge = area.width / 5 < end - x - 6 ? area.width / 5 : end - x - 6;
    if (gauge < 4)
        return;
    panel_line(grid, x, y, gauge, count, most, near && !growing ? STYLE_gauge_warn : STYLE_gauge);
    grid_put(grid, x + gauge, y, 0x2524, STYLE_label);
    x += gauge + 2;
    struct text limit_of_load = {0};
    if (B == 0)
        text_add(&limit_of_load, "8");
    else
        number_say_thousandths(&limit_of_load, maptype_load_factor(type) * 100);
    x += grid_text(grid, x, y, end - x, STYLE_value, text_string(&limit_of_load)) + 2;
    text_free(&limit_of_load);
    enum word word = growing              ? WORD_CLASSIC_LOAD_GROWING
                     : noverflow >= limit ? WORD_CLASSIC_LOAD_OVERFLOW
                     : count < most       ? WORD_CLASSIC_LOAD_TO_GO
                                          : WORD_CLASSIC_LOAD_NEXT;
    if (end - x > 12)
        panel_say(grid, x, y, end - x - 1, STYLE_label, picture, word,
                  PANEL_ARGUMENTS(NUMBER(most + 1), NUMBER(most + 1 - count)));
}

void header_draw(struct grid *grid, struct area area, const struct picture *picture,
                 const struct reading *reading)
{
    const struct maptype *type = classic_type(&reading->map);
    int y = area.y;
    if (area.height >= 1 && type != NULL)
        draw_load(grid, area, y++, picture, &reading->map);
    if (area.height < 2)
        return;
    int x = draw_fields(grid, area, y, picture, reading);
    if (type != NULL)
        panel_type(grid, x, y, area.x + area.width - 1, type->name, go_version_name(type->version));
}
