/* The header: how near a growth is, the hmap fields, and which map this is. */
#include "model/classic/measure.h"
#include "view/classic/panels.h"
#include "view/memory_bar.h"

#include <string.h>

/* From which width on the sum says more. */
enum { WIDTH_OF_SUM = 90 };

const struct flag_row header_flags[] = {
    {FLAG_ITERATOR, "iterator", WORD_CLASSIC_MEANS_FLAG_ITERATOR},
    {FLAG_OLD_ITERATOR, "oldIterator", WORD_CLASSIC_MEANS_FLAG_OLD_ITERATOR},
    {FLAG_WRITING, "writing", WORD_CLASSIC_MEANS_FLAG_WRITING},
    {FLAG_SAME_SIZE, "sameSizeGrow", WORD_CLASSIC_MEANS_FLAG_SAME_SIZE},
    {.name = NULL},
};

/* The sum's parts first, which stand in a line of their own. */
enum { FIELD_SUM, FIELD_LIMIT, FIELD_B, FIELD_NEVACUATE, FIELD_NOVERFLOW, FIELD_FLAGS, FIELD_HASH0 };
#define FIELD(name) [FIELD_##name] = {WORD_CLASSIC_FIELD_##name, WORD_CLASSIC_MEANS_##name}
const struct field_row header_fields[] = {
    FIELD(SUM),          FIELD(LIMIT), FIELD(B),     FIELD(NEVACUATE),
    FIELD(NOVERFLOW),    FIELD(FLAGS), FIELD(HASH0), {WORD_FIELD_MEMORY, WORD_MEANS_MEMORY},
    {.name = WORD_NONE},
};
#undef FIELD

/* The flags that are set, as words, or as the number that they make; – if none is. */
static void flags_text(uint64_t flags, bool words, struct text *text)
{
    if (!words && flags != 0)
        text_format(text, "%llu", (unsigned long long)flags);
    for (const struct flag_row *row = header_flags; row->name != NULL; row++) {
        if (words && (flags & row->bit) != 0) {
            text_separate(text, " ");
            text_add(text, row->name);
        }
    }
    if (text->length == 0)
        text_add(text, "–");
}

/* Those of the fields below the sum that somebody points at. */
static bool points_at_fields(const struct picture *picture)
{
    bool any = false;
    for (int field = FIELD_B; header_fields[field].name != WORD_NONE; field++)
        any = any || panel_is_pointed_at(picture, header_fields[field].name);
    return any;
}

/* From column x on; `all`, or only what is pointed at. `words`: the flags are spelled. Returns where they end. A nil map has none of them:
   there is no hmap. */
static int draw_fields(struct grid *grid, int x, int y, int end, const struct picture *picture,
                       const struct reading *reading, bool all, bool words)
{
    const struct classic *map = &reading->map;
    struct panel_fields line = {grid, picture, reading->now, x, y, end};
    struct text flags = {0}, nevacuate = {0}, noverflow = {0};
    uint64_t B = classic_register(map, REGISTER_B);
    flags_text(classic_register(map, REGISTER_FLAGS), words, &flags);
    if (classic_growing(map))
        number_say_grouped(&nevacuate, classic_register(map, REGISTER_NEVACUATE));
    else
        text_add(&nevacuate, "–");
    words_say(&noverflow, picture->words, WORD_CLASSIC_FIELD_OF,
              GROUPED(classic_register(map, REGISTER_NOVERFLOW)), GROUPED(maptype_overflow_limit((int)B)));
    bool nil = classic_register(map, REGISTER_NIL) != 0;
    const struct {
        int field;
        enum classic_register which;
        const char *value;
    } fields[] = {
        {FIELD_B, REGISTER_B, NUMBER(B)},
        {FIELD_NEVACUATE, REGISTER_NEVACUATE, text_string(&nevacuate)},
        {FIELD_NOVERFLOW, REGISTER_NOVERFLOW, text_string(&noverflow)},
        {FIELD_FLAGS, REGISTER_FLAGS, text_string(&flags)},
        {FIELD_HASH0, REGISTER_HASH0, HEX(classic_register(map, REGISTER_HASH0), 8)},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        enum word name = header_fields[fields[i].field].name;
        if (all || panel_is_pointed_at(picture, name))
            panel_field(&line, name, place_word(map->home, fields[i].which), nil ? "–" : fields[i].value);
    }
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

/* 27 entries ÷ 8 buckets = 3.38 a bucket; or that there is no bucket yet. Returns the columns used. */
static int draw_sum(struct grid *grid, int x, int y, int room, const struct picture *picture,
                    const struct classic *map, bool near)
{
    int B = (int)classic_register(map, REGISTER_B), begin = x, end = x + room;
    uint64_t count = classic_register(map, REGISTER_COUNT), most = maptype_capacity(classic_type(map), B);
    uint64_t limit = B == 0 ? 800 : (uint64_t)maptype_load_factor(classic_type(map)) * 10;
    uint64_t load = load_of(count, B, limit, count >= most);
    if (classic_bucket_count(map) == 0)
        return panel_say(grid, x, y, end - x, STYLE_label, picture, WORD_CLASSIC_SUM_NONE, NULL);
    x += panel_say(grid, x, y, end - x, STYLE_label, picture, WORD_CLASSIC_SUM,
                   PANEL_ARGUMENTS(GROUPED(count), GROUPED((uint64_t)1 << B))) +
         1;
    x += grid_format(grid, x, y, end - x, near ? STYLE_warn : STYLE_value, "%llu.%02llu",
                     (unsigned long long)(load / 100), (unsigned long long)(load % 100));
    if (room >= WIDTH_OF_SUM)
        x +=
            1 + panel_say(grid, x + 1, y, end - x - 1, STYLE_label, picture, WORD_CLASSIC_SUM_A_BUCKET, NULL);
    return x - begin;
}

static void draw_nil(struct grid *grid, struct area area, int y, const struct picture *picture)
{
    panel_say(grid, area.x + 1, y, area.width - 1, STYLE_label, picture, WORD_CLASSIC_LOAD_NIL, NULL);
}

/* The sum, how near it is to the limit, and, if `tells`, what that means for the next new key: the gauge makes room for these words.
   Returns where it ends. */
static int draw_load(struct grid *grid, struct area area, int y, const struct picture *picture,
                     const struct classic *map, bool tells)
{
    enum { LEAST_GAUGE = 4, SHORT_GAUGE = 8 };
    const struct maptype *type = classic_type(map);
    int B = (int)classic_register(map, REGISTER_B), x = area.x + 1, end = area.x + area.width;
    uint64_t count = classic_register(map, REGISTER_COUNT), most = maptype_capacity(type, B);
    uint64_t noverflow = classic_register(map, REGISTER_NOVERFLOW), limit = maptype_overflow_limit(B);
    bool near = count * 100 >= most * 85, growing = classic_growing(map);
    struct text limit_of_load = {0};
    number_say_thousandths(&limit_of_load, B == 0 ? 8000 : maptype_load_factor(type) * 100);
    enum word word = growing              ? WORD_CLASSIC_LOAD_GROWING
                     : noverflow >= limit ? WORD_CLASSIC_LOAD_OVERFLOW
                     : count < most       ? WORD_CLASSIC_LOAD_TO_GO
                                          : WORD_CLASSIC_LOAD_NEXT;
    const char *const *arguments = PANEL_ARGUMENTS(GROUPED(most + 1), GROUPED(most + 1 - count));
    int sum = draw_sum(grid, x, y, end - x, picture, map, near && !growing);
    panel_light(grid, x, y, sum, picture, WORD_CLASSIC_FIELD_SUM);
    x += sum + 2;
    int words = panel_width(picture, word, arguments);
    int room = end - x - 2 - (int)limit_of_load.length, gauge = tells ? area.width / 5 : LEAST_GAUGE;
    bool told = tells && room - words - 3 >= SHORT_GAUGE;
    gauge = gauge > room - (told ? words + 3 : 0) ? room - (told ? words + 3 : 0) : gauge;
    int begin = x;
    if (gauge >= LEAST_GAUGE) {
        panel_line(grid, x, y, gauge, count, most, near && !growing ? STYLE_gauge_warn : STYLE_gauge);
        grid_put(grid, x + gauge, y, 0x2524, STYLE_label);
        x += gauge + 2;
        x += grid_text(grid, x, y, end - x, STYLE_value, text_string(&limit_of_load));
        panel_light(grid, begin, y, x - begin, picture, WORD_CLASSIC_FIELD_LIMIT);
        x += 2;
        if (told)
            x += panel_say(grid, x, y, end - x, STYLE_label, picture, word, arguments);
    }
    text_free(&limit_of_load);
    return x;
}

/* Left out (false) where counting takes a walk that is too long for a frame: of entries behind pointers that a loop may still see in a
   large array that is being left, or was. */
static bool count_memory(const struct picture *picture, const struct classic *map, struct engine_bytes *bytes)
{
    enum { MOST_WALKED = 1024 };
    if (classic_places_walk(map) > MOST_WALKED)
        return false;
    *bytes = memory_bar_bytes(picture, classic_places(map));
    return true;
}

/* Where the fields have no line, those that are pointed at stand in place of the words. */
static void draw_pointed(struct grid *grid, int x, int y, int end, const struct picture *picture,
                         const struct reading *reading)
{
    struct engine_bytes bytes;
    x = draw_fields(grid, x, y, end, picture, reading, false, true);
    if (panel_is_pointed_at(picture, WORD_FIELD_MEMORY) && count_memory(picture, &reading->map, &bytes))
        memory_bar_draw(grid, x, y, end, picture, &bytes);
}

/* The fields, and the bar of memory up to `end`; the flags are a number where their words would leave it no room. */
static int draw_line_of_fields(struct grid *grid, int x, int y, int end, int bar_end,
                               const struct picture *picture, const struct reading *reading)
{
    struct engine_bytes bytes;
    int behind = draw_fields(grid, x, y, end, picture, reading, true, true);
    if (classic_type(&reading->map) == NULL || !count_memory(picture, &reading->map, &bytes))
        return behind;
    if (behind + memory_bar_least(picture, &bytes) > bar_end) {
        grid_fill(grid, x, y, end - x, 1, ' ', STYLE_plain);
        behind = draw_fields(grid, x, y, end, picture, reading, true, false);
    }
    memory_bar_draw(grid, behind, y, bar_end, picture, &bytes);
    return behind;
}

void header_draw(struct grid *grid, struct area area, const struct picture *picture,
                 const struct reading *reading)
{
    const struct maptype *type = classic_type(&reading->map);
    int y = area.y, x = area.x + 1, end = area.x + area.width;
    bool nil = classic_register(&reading->map, REGISTER_NIL) != 0;
    bool squeezed = area.height == 1 && !nil && points_at_fields(picture);
    if (area.height >= 1 && type != NULL && nil)
        draw_nil(grid, area, y, picture);
    else if (area.height >= 1 && type != NULL)
        x = draw_load(grid, area, y, picture, &reading->map, !squeezed);
    if (squeezed)
        draw_pointed(grid, x + 1, y, end, picture, reading);
    if (area.height < 2)
        return;
    int bar_end = type == NULL ? end : end - 3 - panel_type_width(type->name, go_version_name(type->version));
    x = draw_line_of_fields(grid, area.x + 1, y + 1, end, bar_end, picture, reading);
    if (type != NULL)
        panel_type(grid, x, y + 1, end - 1, type->name, go_version_name(type->version));
}
