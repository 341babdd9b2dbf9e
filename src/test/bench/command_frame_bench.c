/* What a frame costs, by the size of the map and of the screen: microseconds, and how many times that of the smallest map. */
#include "test/frame_cost.h"

#include <stdlib.h>

enum { ROUNDS = 40 };

static const int logs[] = {3, 6, 8, 12, 16, 19, 20};
static const int sizes[][2] = {{80, 24}, {120, 36}, {200, 50}};
enum { LOGS = sizeof logs / sizeof *logs, SIZES = sizeof sizes / sizeof *sizes };

static bool row(const char *name, bool grows, const int size[2])
{
    struct frame_cost costs[LOGS];
    struct grid grid = {0};
    bool fine = true;
    grid_resize(&grid, size[0], size[1]);
    int count = LOGS - grows; /* there is nothing behind 2^20 */
    for (int i = 0; i < count; i++)
        fine &= frame_cost_begin(&costs[i], logs[i], grows);
    for (int round = 0; round < ROUNDS && fine; round++) {
        for (int i = 0; i < count; i++)
            frame_cost_measure(&costs[i], &grid);
    }
    printf("%-8s %4dx%-3d", name, size[0], size[1]);
    for (int i = 0; i < count && fine; i++)
        printf(" %7.1f %5.2f", (double)costs[i].least / 1000,
               (double)costs[i].least / (double)costs[0].least);
    printf("\n");
    for (int i = 0; i < count; i++)
        frame_cost_end(&costs[i]);
    grid_free(&grid);
    return fine;
}

int main(void)
{
    bool fine = true;
    printf("%-16s", "frame");
    for (int i = 0; i < LOGS; i++)
        printf("     2^%-2d  x  ", logs[i]);
    printf("\n");
    for (int i = 0; i < SIZES; i++)
        fine = row("growing", true, sizes[i]) && fine;
    for (int i = 0; i < SIZES; i++)
        fine = row("at rest", false, sizes[i]) && fine;
    return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
