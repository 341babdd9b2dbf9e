#ifndef TEST_GOLDEN_FRAME_H
#define TEST_GOLDEN_FRAME_H
/* Golden frames: src/test/golden/NAME.txt is a screen as text. GOLDEN_WRITE=1 in the environment writes it anew. */
#include "test/golden.h"
#include "view/grid.h"

#include <stdio.h>

static inline void golden_frame(const char *name, const struct grid *grid)
{
    struct text now = {0}, was = {0};
    char path[128];
    snprintf(path, sizeof path, "src/test/golden/%s.txt", name);
    grid_print(grid, &now);
    if (getenv("GOLDEN_WRITE") != NULL)
        assert_true(file_write(path, text_string(&now), now.length));
    assert_true(file_take(path, &was));
    assert_string_equal(text_string(&now), text_string(&was));
    text_free(&now);
    text_free(&was);
}

#endif
