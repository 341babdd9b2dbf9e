/* The header: which map this is, what runs reading, the hmap fields, and how near a growth is. */
#include "view/classic/panels.h"

#include <string.h>

static void flags_text(uint64_t flags, char text[8])
{
    static const struct {
        enum classic_flag flag;
        char letter;
    } letters[] = {
        {FLAG_ITERATOR, 'i'}, {FLAG_OLD_ITERATOR, 'o'}, {FLAG_WRITING, 'w'}, {FLAG_SAME_SIZE, 's'}};
    for (int i = 0; i < 4; i++)
        text[i] = flags & letters[i].flag ? letters[i].letter : '-';
    text[4] = '\0';
}

static void draw_fields(struct grid *grid, struct area area, int y, const struct picture *picture,
                        const struct reading *reading)
{
    const struct classic *map = &reading->map;
    struct panel_fields line = {grid, picture, reading->now, area.x + 1, y, area.x + area.width};
    char flags[8];
    struct text nevacuate = {0};
    flags_text(classic_register(map, REGISTER_FLAGS), flags);
    text_format(&nevacuate, "%llu", (unsigned long long)classic_register(map, REGISTER_NEVACUATE));
    if (classic_growing(map))
        text_format(&nevacuate, "/%llu", (unsigned long long)classic_old_bucket_count(map));
    const struct {
        enum word name;
        enum classic_register which;
        const char *value;
    } fields[] = {
        {WORD_CLASSIC_FIELD_COUNT, REGISTER_COUNT, NUMBER(classic_register(map, REGISTER_COUNT))},
        {WORD_CLASSIC_FIELD_B, REGISTER_B, NUMBER(classic_register(map, REGISTER_B))},
        {WORD_CLASSIC_FIELD_NEVACUATE, REGISTER_NEVACUATE, text_string(&nevacuate)},
        {WORD_CLASSIC_FIELD_NOVERFLOW, REGISTER_NOVERFLOW, NUMBER(classic_register(map, REGISTER_NOVERFLOW))},
        {WORD_CLASSIC_FIELD_FLAGS, REGISTER_FLAGS, flags},
        {WORD_CLASSIC_FIELD_HASH0, REGISTER_HASH0, HEX(classic_register(map, REGISTER_HASH0), 8)},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        panel_field(&line, fields[i].name, place_word(map->home, fields[i].which), fields[i].value);
    text_free(&nevacuate);
}

/* load 3.38 ██████▊····┊ 6.5   new keys until growth   overflow ▏ 1/8 */
static void draw_load(struct grid *grid, struct area area, int y, const struct picture *picture,
                      const struct classic *map)
{
    const struct maptype *type = classic_type(map);
    int B = (int)classic_register(map, REGISTER_B), x = area.x + 1, end = area.x + area.width;
    uint64_t count = classic_register(map, REGISTER_COUNT), most = maptype_capacity(type, B);
    uint64_t hundredths = count * 100 >> B;
    uint64_t noverflow = classic_register(map, REGISTER_NOVERFLOW), limit = maptype_overflow_limit(B);
    bool near = count * 100 >= most * 85, growing = classic_growing(map);
    x += panel_say(grid, x, y, end - x, STYLE_label, picture, WORD_CLASSIC_FIELD_LOAD, NULL) + 1;
    x += grid_format(grid, x, y, end - x, near ? STYLE_warn : STYLE_value, "%llu.%02llu",
                     (unsigned long long)(hundredths / 100), (unsigned long long)(hundredths % 100)) +
         1;
    int gauge = area.width / 5;
    panel_gauge(grid, x, y, gauge, count, most, near ? STYLE_gauge_warn : STYLE_gauge);
    x += gauge;
    grid_put(grid, x, y, 0x250a, STYLE_frontier);
    struct text limit_of_load = {0};
    text_add(&limit_of_load, B == 0 ? " 8" : " ");
    if (B != 0)
        number_say_thousandths(&limit_of_load, maptype_load_factor(type) * 100);
    x += 1 + grid_text(grid, x + 1, y, end - x, STYLE_value, text_string(&limit_of_load)) + 2;
    text_free(&limit_of_load);
    /* The overflow count stands at the right edge; the sentence takes what is left between. */
    struct text overflow = {0};
    words_say(&overflow, picture->words, WORD_CLASSIC_FIELD_OVERFLOW, NUMBER(noverflow), NUMBER(limit));
    int width = text_width(text_string(&overflow), overflow.length);
    int at = end - width - 1;
    if (at > x)
        grid_text(grid, at, y, width,
                  noverflow * 100 >= limit * 85 && noverflow > 0 ? STYLE_warn : STYLE_label,
                  text_string(&overflow));
    text_free(&overflow);
    enum word word = growing              ? WORD_CLASSIC_LOAD_GROWING
                     : noverflow >= limit ? WORD_CLASSIC_LOAD_OVERFLOW
                     : count < most       ? WORD_CLASSIC_LOAD_TO_GO
                                          : WORD_CLASSIC_LOAD_NEXT;
    if (at - x > 20)
        panel_say(grid, x, y, at - x - 2, STYLE_label, picture, word,
                  PANEL_ARGUMENTS(NUMBER(most + 1), NUMBER(most + 1 - count)));
}

/* What runs now, routine in routine. */
static const char *crumbs_of(const struct now *now)
{
    static const struct {
        routine number;
        const char *crumbs;
    } inner[] = {{ROUTINE_evacuate, " › growWork › evacuate"}};
    if (now->event == NULL || ENGINE_OF(now->routine) == ENGINE_world)
        return "";
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
        if (inner[i].number == now->routine)
            return inner[i].crumbs;
    }
    return NULL;
}

void header_draw(struct grid *grid, struct area area, const struct picture *picture,
                 const struct reading *reading)
{
    const struct maptype *type = classic_type(&reading->map);
    int y = area.y;
    if (area.height >= 3) {
        const char *known = crumbs_of(reading->now);
        struct text crumbs = {0};
        if (known != NULL)
            text_add(&crumbs, known);
        else
            panel_add_routine(reading->now->routine, &crumbs);
        panel_title(grid, area, y++, picture, reading->now, type != NULL ? type->name : "",
                    type != NULL ? go_version_name(type->version) : NULL, text_string(&crumbs));
        text_free(&crumbs);
    }
    draw_fields(grid, area, y++, picture, reading);
    if (area.height >= 2 && type != NULL)
        draw_load(grid, area, y, picture, &reading->map);
}
