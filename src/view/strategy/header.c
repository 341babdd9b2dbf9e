/* The header: how the entries are spread over its maps, or how far the read side is behind; and its registers. */
#include "view/memory_bar.h"
#include "view/strategy/panels.h"

enum { SHOWN_COUNT, SHOWN_GROWTHS, SHOWN_BEHIND, SHOWN_PUBLISHED, SHOWN_STALE };
#define SHOWN(name) [SHOWN_##name] = {WORD_STRATEGY_FIELD_##name, WORD_STRATEGY_MEANS_##name}
const struct field_row strategy_header_fields[] = {
    SHOWN(COUNT),        SHOWN(GROWTHS), SHOWN(BEHIND),
    SHOWN(PUBLISHED),    SHOWN(STALE),   {WORD_FIELD_MEMORY, WORD_MEANS_MEMORY},
    {.name = WORD_NONE},
};
#undef SHOWN

static int draw_fields(struct grid *grid, struct area area, int y, const struct picture *picture,
                       const struct strategy_reading *reading)
{
    const struct strategy *strategy = &reading->strategy;
    struct panel_fields line = {grid, picture, reading->now, area.x + 1, y, area.x + area.width};
    struct text stale = {0};
    words_say(&stale, picture->words, WORD_STRATEGY_STALE_OF,
              GROUPED(strategy_register(strategy, STRATEGY_STALE)),
              GROUPED(strategy_register(strategy, STRATEGY_READS)));
    const struct {
        int field;
        enum strategy_register which;
        const char *value;
    } fields[] = {
        {SHOWN_COUNT, STRATEGY_PARTS, GROUPED(strategy_count(strategy))},
        {SHOWN_GROWTHS, STRATEGY_PARTS, GROUPED(strategy_growths(strategy))},
        {SHOWN_BEHIND, STRATEGY_BEHIND, GROUPED(strategy_register(strategy, STRATEGY_BEHIND))},
        {SHOWN_PUBLISHED, STRATEGY_PUBLISHED, GROUPED(strategy_register(strategy, STRATEGY_PUBLISHED))},
        {SHOWN_STALE, STRATEGY_STALE, text_string(&stale)},
    };
    int count = reading->split ? SHOWN_STALE + 1 : SHOWN_GROWTHS + 1;
    for (int i = 0; i < count; i++)
        panel_field(&line, strategy_header_fields[fields[i].field].name,
                    place_word(strategy->home, fields[i].which), fields[i].value);
    text_free(&stale);
    return line.x;
}

/* The emptiest and the fullest shard. */
static void draw_spread(struct grid *grid, struct area area, int y, const struct picture *picture,
                        const struct strategy *strategy)
{
    panel_say_fitting(grid, area.x + 1, y, area.width - 2, STYLE_label, picture,
                      PANEL_WORDS(WORD_STRATEGY_SPREAD, WORD_STRATEGY_SPREAD_SHORT),
                      PANEL_ARGUMENTS(GROUPED(strategy_count(strategy)),
                                      NUMBER(strategy_part_count(strategy)),
                                      GROUPED(strategy_extreme(strategy, false)),
                                      GROUPED(strategy_extreme(strategy, true))));
}

static void draw_behind(struct grid *grid, struct area area, int y, const struct picture *picture,
                        const struct strategy *strategy)
{
    uint64_t behind = strategy_register(strategy, STRATEGY_BEHIND),
             every = strategy_register(strategy, STRATEGY_EVERY);
    int x = area.x + 1, gauge = area.width / 5;
    panel_line(grid, x, y, gauge, behind, every, behind * 100 >= every * 85 ? STYLE_gauge_warn : STYLE_gauge);
    grid_put(grid, x + gauge, y, 0x2524, STYLE_label);
    panel_say_fitting(grid, x + gauge + 2, y, area.x + area.width - x - gauge - 3, STYLE_label, picture,
                      PANEL_WORDS(behind < every ? WORD_STRATEGY_BEHIND : WORD_STRATEGY_BEHIND_DUE,
                                  WORD_STRATEGY_BEHIND_SHORT),
                      PANEL_ARGUMENTS(GROUPED(behind), GROUPED(every), GROUPED(every - behind)));
}

void strategy_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                          const struct strategy_reading *reading)
{
    if (!reading->made || area.height < 1)
        return;
    if (reading->split)
        draw_behind(grid, area, area.y, picture, &reading->strategy);
    else
        draw_spread(grid, area, area.y, picture, &reading->strategy);
    if (area.height < 2)
        return;
    int x = draw_fields(grid, area, area.y + 1, picture, reading);
    const struct classic map = strategy_part(&reading->strategy, 0);
    const char *type = strategy_type_name(&reading->strategy),
               *version = go_version_name(classic_type(&map)->version);
    const struct engine_bytes bytes =
        memory_bar_bytes(picture, engines[ENGINE_strategy]->bytes(picture->world, picture->home));
    int end = area.x + area.width - 1;
    x = memory_bar_draw(grid, x, area.y + 1, end - panel_type_width(type, version) - 2, picture, &bytes);
    panel_type(grid, x, area.y + 1, end, type, version);
}
