/* What a frame of a map costs while a command plays that is long: CPU time, the session's time going on and the picture of it. */
#include "test/frame_cost.h"

#include <stdlib.h>

static const int sizes[][2] = {{120, 36}, {200, 50}};

static int64_t cpu_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* Nanoseconds a frame of the last of `lines`, played from its beginning to its end; -1: one of them failed. */
static int64_t play(const char *const *lines, const int size[2], int *frames)
{
    enum { FRAME = 16 };
    struct session *session = new_session();
    struct grid grid = {0};
    bool fine = true;
    grid_resize(&grid, size[0], size[1]);
    for (; *lines != NULL && fine; lines++) {
        session_set_live(session, lines[1] == NULL);
        fine = frame_cost_run(session, *lines);
    }
    int64_t begun = cpu_now();
    for (*frames = 0; fine && session_is_playing(session); ++*frames) {
        session_advance(session, FRAME);
        session_draw(session, &grid, NULL);
    }
    int64_t took = cpu_now() - begun;
    grid_free(&grid);
    session_free(session);
    return fine && *frames > 0 ? took / *frames : -1;
}

int main(void)
{
    static const struct {
        const char *name;
        const char *lines[4];
    } rows[] = {
        {"clear of 100k keys", {"make map[string]int", "fill 100000", "clear", NULL}},
        {"fill 40", {"make map[string]int", "fill 40", NULL}},
    };
    enum { ROUNDS = 5 };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++) {
            int64_t least = 0;
            int frames = 0;
            for (int round = 0; round < ROUNDS; round++) {
                int64_t took = play(rows[i].lines, sizes[j], &frames);
                if (took < 0)
                    return EXIT_FAILURE;
                least = least == 0 || took < least ? took : least;
            }
            printf("%-22s %4dx%-3d %5d frames %8.1f us a frame\n", rows[i].name, sizes[j][0], sizes[j][1],
                   frames, (double)least / 1000);
        }
    }
    return EXIT_SUCCESS;
}
