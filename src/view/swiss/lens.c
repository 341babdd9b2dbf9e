/* The lens: which bits of the hash choose the table, the group and the tag. */
#include "view/swiss/panels.h"

void swiss_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                     const struct swiss_reading *reading)
{
    if (!reading->has_type || !reading->has_hash)
        return;
    struct text key = {0};
    panel_value(picture, reading->key, area.width / 3, &key);
    panel_say(grid, area.x, area.y, area.width, STYLE_moving, picture, WORD_SWISS_LENS_HASH,
              PANEL_ARGUMENTS(text_string(&key), HEX(reading->hash, 16)));
    panel_say(grid, area.x, area.y + 1, area.width, STYLE_plain, picture, WORD_SWISS_LENS_TAG,
              PANEL_ARGUMENTS(HEX(swiss_h2(reading->hash), 2)));
    text_free(&key);
}
